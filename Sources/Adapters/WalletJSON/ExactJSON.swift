/// One value of a line of JSON, with its numbers as they were written.
///
/// Money must be exact and a field said twice must not be chosen between, so a line is not read by
/// way of a dictionary and floating point.
enum ExactJSON: Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with a fraction or an exponent, or of more than 64 bits.
    case otherNumber(String)
    case string(String)
    case object([(name: String, value: ExactJSON)])
    case array

    static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null), (.array, .array): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.otherNumber(let one), .otherNumber(let other)): one == other
        case (.string(let one), .string(let other)): one == other
        case (.object(let one), .object(let other)):
            one.elementsEqual(other) { $0.name == $1.name && $0.value == $1.value }
        default: false
        }
    }

    /// As it would be shown to whoever wrote it.
    var shown: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .otherNumber(let text): "\(text.prefix(40))\(text.count > 40 ? "…" : "")"
        case .string(let text): "\"\(text.prefix(80))\""
        case .object: "an object"
        case .array: "a list"
        }
    }
}

/// Why a line is no JSON, and where.
struct ExactJSONFailure: Error {
    let column: Int
    let message: String
}

/// Reads RFC 8259, strictly, over the bytes of one line.
struct ExactJSONReader {
    /// How deep objects and lists may stand in one another.
    static let depthMax = 8

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The value that fills the line.
    static func read(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(ExactJSONFailure) -> ExactJSON {
        var reader = Self(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.failure("there is more behind it") }
        return value
    }

    private func failure(_ message: String) -> ExactJSONFailure {
        ExactJSONFailure(column: index + 1, message: message)
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 32 || byte == 9 || byte == 13 || byte == 10 { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(ExactJSONFailure) -> ExactJSON {
        skipSpace()
        guard depth < Self.depthMax else { throw failure("this goes too deep") }
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: ExactJSON
    ) throws(ExactJSONFailure) -> ExactJSON {
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[index...].starts(with: letters) else { throw failure("this is no JSON") }
        index += letters.count
        return value
    }

    private mutating func object(depth: Int) throws(ExactJSONFailure) -> ExactJSON {
        index += 1
        var fields: [(name: String, value: ExactJSON)] = []
        if take(UInt8(ascii: "}")) { return .object(fields) }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else {
                throw failure("a field's name in quotes belongs here")
            }
            let began = index
            let name = try string()
            guard !fields.contains(where: { $0.name == name }) else {
                index = began
                throw failure("\"\(name)\" is said twice; leave one out")
            }
            guard take(UInt8(ascii: ":")) else { throw failure("a colon belongs here") }
            fields.append((name, try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw failure("a comma or } belongs here") }
        return .object(fields)
    }

    private mutating func list(depth: Int) throws(ExactJSONFailure) -> ExactJSON {
        index += 1
        if take(UInt8(ascii: "]")) { return .array }
        repeat { _ = try value(depth: depth + 1) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw failure("a comma or ] belongs here") }
        return .array
    }

    private mutating func number() throws(ExactJSONFailure) -> ExactJSON {
        let began = index
        if peek == UInt8(ascii: "-") { index += 1 }
        let digits = index
        skipDigits()
        guard index > digits else {
            index = began
            throw failure("this is no JSON")
        }
        guard index == digits + 1 || bytes[digits] != UInt8(ascii: "0") else {
            throw failure("a number does not begin with 0")
        }
        var isInteger = true
        for mark in [[UInt8(ascii: ".")], [UInt8(ascii: "e"), UInt8(ascii: "E")]] {
            guard let byte = peek, mark.contains(byte) else { continue }
            isInteger = false
            index += 1
            let isExponent = mark.count == 2
            if isExponent, peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
            let first = index
            skipDigits()
            guard index > first else { throw failure("a digit belongs here") }
        }
        let text = String(decoding: bytes[began..<index], as: UTF8.self)
        if isInteger, let value = Int64(text) { return .integer(value) }
        return .otherNumber(text)
    }

    private mutating func skipDigits() {
        while let byte = peek, (48...57).contains(byte) { index += 1 }
    }

    private mutating func string() throws(ExactJSONFailure) -> String {
        index += 1
        let began = index
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 32 else { throw failure("a control character is written as \\u00..") }
            index += 1
        }
        guard let text = String(validating: bytes[began..<index], as: UTF8.self) else {
            throw failure("this is not UTF-8")
        }
        guard peek != nil else { throw failure("a text ends with a quote") }
        guard peek == UInt8(ascii: "\"") else {
            // No name and no word of the format needs one.
            throw failure("write the text without a backslash")
        }
        index += 1
        return text
    }
}
