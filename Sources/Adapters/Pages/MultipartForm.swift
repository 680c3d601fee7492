import Foundation

/// A form with files in it: `multipart/form-data` (RFC 7578), read strictly and whole.
///
/// What browsers never send is refused: a preamble, parts without a name, encodings of old mail.
public struct MultipartForm: Sendable {
    /// Of the whole body.
    public static let byteCountMax = 64 << 20
    public static let partCountMax = 8_192
    /// Of one part's headers together.
    static let headerByteCountMax = 4_096

    /// Why a body is refused.
    public enum Refusal: String, Error, Sendable {
        case notAForm
        case formTooLarge
        case tooManyFields

        var code: String { rawValue }
    }

    public struct Part: Sendable {
        public let name: String
        /// `nil`: a field, not a file. Empty: a file that was not chosen.
        public let fileName: String?
        public let bytes: [UInt8]

        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    public private(set) var parts: [Part] = []

    /// - Parameters:
    ///   - contentType: The header that names the boundary.
    ///   - body: All of it.
    /// - Cost: linear in the body.
    public init(contentType: String, body: [UInt8]) throws(Refusal) {
        guard body.count <= Self.byteCountMax else { throw .formTooLarge }
        guard let boundary = Self.boundary(of: contentType) else { throw .notAForm }
        let opening = Array("--\(boundary)".utf8)
        let delimiter = Array("\r\n--\(boundary)".utf8)
        guard body.starts(with: opening) else { throw .notAForm }
        var place = opening.count
        while true {
            let rest = body[place...]
            if rest.starts(with: [45, 45]) {  // "--": the last
                guard rest.dropFirst(2).allSatisfy({ $0 == 13 || $0 == 10 }) else {
                    throw .notAForm
                }
                return
            }
            guard rest.starts(with: [13, 10]),
                let headerEnd = Self.find(
                    [13, 10, 13, 10], in: body, from: place + 2, limit: Self.headerByteCountMax),
                let end = Self.find(delimiter, in: body, from: headerEnd + 4, limit: body.count)
            else { throw .notAForm }
            guard parts.count < Self.partCountMax else { throw .tooManyFields }
            let bytes = Array(body[(headerEnd + 4)..<end])
            let headers = String(decoding: body[(place + 2)..<headerEnd], as: UTF8.self)
            guard let (name, fileName) = Self.disposition(in: headers) else { throw .notAForm }
            parts.append(Part(name: name, fileName: fileName, bytes: bytes))
            place = end + delimiter.count
        }
    }

    /// Fields by name; of several with one name the last.
    public var fields: [String: String] {
        Dictionary(
            parts.filter { $0.fileName == nil }.map { ($0.name, $0.text) },
            uniquingKeysWith: { _, last in last })
    }

    /// A file that was chosen.
    public func file(_ name: String) -> Part? {
        parts.last { $0.name == name && !($0.fileName ?? "").isEmpty }
    }

    // MARK: Bytes

    /// - Parameter limit: How far behind the start it may begin.
    private static func find(
        _ pattern: [UInt8], in body: [UInt8], from start: Int, limit: Int
    ) -> Int? {
        let last = min(body.count - pattern.count, start + limit)
        guard start <= last else { return nil }
        return body.withUnsafeBufferPointer { body in
            pattern.withUnsafeBufferPointer { pattern in
                var place = start
                while place <= last {
                    if body[place] == pattern[0] {
                        var count = 1
                        while count < pattern.count, body[place + count] == pattern[count] {
                            count += 1
                        }
                        if count == pattern.count { return place }
                    }
                    place += 1
                }
                return nil
            }
        }
    }

    // MARK: Headers

    /// 1 to 70 letters, digits and `'()+_,-./:=?` (RFC 2046), with quotes around them or not.
    private static func boundary(of contentType: String) -> String? {
        let parts = contentType.split(separator: ";").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
        for part in parts.dropFirst() where part.lowercased().hasPrefix("boundary=") {
            var text = part.dropFirst("boundary=".count)
            if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
                text = text.dropFirst().dropLast()
            }
            let isRight = text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || "'()+_,-./:=?".utf8.contains(byte)
            }
            return isRight && (1...70).contains(text.utf8.count) ? String(text) : nil
        }
        return nil
    }

    private static func disposition(in headers: String) -> (name: String, fileName: String?)? {
        var found: (name: String, fileName: String?)?
        for line in headers.components(separatedBy: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            switch line[..<colon].lowercased() {
            case "content-disposition":
                guard found == nil else { return nil }
                found = parameters(String(line[line.index(after: colon)...]))
                guard found != nil else { return nil }
            case "content-transfer-encoding": return nil
            default: break
            }
        }
        return found
    }

    /// `form-data; name="table"; filename="day.csv"`. Browsers write a quote as `%22`.
    private static func parameters(_ text: String) -> (name: String, fileName: String?)? {
        var rest = text.trimmingCharacters(in: .whitespaces)[...]
        guard rest.hasPrefix("form-data") else { return nil }
        rest = rest.dropFirst("form-data".count)
        var values: [String: String] = [:]
        while !rest.isEmpty {
            guard rest.hasPrefix(";") else { return nil }
            rest = rest.dropFirst().drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let key = String(rest[..<equals])
            rest = rest[rest.index(after: equals)...]
            guard rest.hasPrefix("\""), let close = rest.dropFirst().firstIndex(of: "\""),
                values[key] == nil
            else { return nil }
            values[key] = String(rest[rest.index(after: rest.startIndex)..<close])
                .replacingOccurrences(of: "%22", with: "\"")
                .replacingOccurrences(of: "%0D", with: "\r").replacingOccurrences(
                    of: "%0A", with: "\n")
            rest = rest[rest.index(after: close)...]
        }
        return values["name"].map { ($0, values["filename"]) }
    }
}
