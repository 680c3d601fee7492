import CZlib
import Foundation

/// Reads a table of text, row by row: CSV (RFC 4180) or JSON lines, plain or gzipped.
public struct TableReader {
    public enum Format: String, Sendable { case csv, jsonl }

    /// A file that cannot be read on: where, and why.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    /// The longest row that is read.
    static let rowByteCountMax = 1 << 20

    private let file: GzipFile
    private let format: Format
    /// Names of the columns, as the first row of a CSV gives them.
    public private(set) var columns: [String] = []
    /// The line the last row began on, from 1.
    public private(set) var line = 0

    /// - Parameters:
    ///   - path: The file.
    ///   - format: By the file's name when `nil`: `.csv`, `.jsonl`, `.ndjson`, each also `.gz`.
    ///   - name: What the file is called, when not as it lies on the disk.
    public init(path: String, format: Format?, name: String? = nil) throws(Failure) {
        let whole = name ?? path
        let name = whole.hasSuffix(".gz") ? String(whole.dropLast(3)) : whole
        let isLines = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
        self.format = format ?? (isLines ? .jsonl : .csv)
        file = try GzipFile(path, name: whole)
        if self.format == .csv {
            guard let header = try csvRow() else {
                throw Failure(description: "\(whole) is empty")
            }
            columns = header.map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// How far along it is, from 0 to 1, by bytes of the file as it lies on the disk.
    public var progress: Double { file.progress }

    /// The next row by column name; `nil` at the end. Values are trimmed.
    public mutating func next() throws(Failure) -> [String: String]? {
        switch format {
        case .csv:
            guard let row = try csvRow() else { return nil }
            guard row.count == columns.count else {
                throw Failure(
                    description:
                        "line \(line): \(row.count) values where the first line names \(columns.count)"
                )
            }
            return Dictionary(
                zip(columns, row.map { $0.trimmingCharacters(in: .whitespaces) })
            ) { first, _ in first }
        case .jsonl: return try jsonRow()
        }
    }

    private mutating func jsonRow() throws(Failure) -> [String: String]? {
        while let bytes = try textLine() {
            guard !bytes.allSatisfy({ $0 == 32 || $0 == 13 || $0 == 9 }) else { continue }
            let object = try? JSONSerialization.jsonObject(with: Data(bytes))
            guard let fields = object as? [String: Any] else {
                throw Failure(description: "line \(line): not a JSON object")
            }
            return fields.compactMapValues { value in
                switch value {
                case let text as String: text
                case let number as NSNumber: number.stringValue
                default: nil
                }
            }
        }
        return nil
    }

    private mutating func textLine() throws(Failure) -> [UInt8]? {
        var bytes: [UInt8] = []
        line += 1
        while let byte = try file.next() {
            if byte == UInt8(ascii: "\n") { return bytes }
            bytes.append(byte)
            try guardLength(bytes.count)
        }
        return bytes.isEmpty ? nil : bytes
    }

    private func guardLength(_ count: Int) throws(Failure) {
        if count > Self.rowByteCountMax {
            throw Failure(description: "line \(line): a row of over 1 MB")
        }
    }

    /// A row of CSV. A quoted value may hold commas, quotes written twice, and line ends.
    private mutating func csvRow() throws(Failure) -> [String]? {
        var values: [String] = []
        var value: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var isStarted = false
        line += 1
        let start = line
        while let byte = try file.next() {
            try guardLength(value.count)
            if isQuoted {
                if byte == UInt8(ascii: "\"") {
                    if file.peek() == UInt8(ascii: "\"") {
                        value.append(byte)
                        _ = try file.next()
                    } else {
                        isQuoted = false
                    }
                } else {
                    if byte == UInt8(ascii: "\n") { line += 1 }
                    value.append(byte)
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isQuoted = true
                wasQuoted = true
            case UInt8(ascii: ","):
                values.append(String(decoding: value, as: UTF8.self))
                value = []
            case UInt8(ascii: "\r"): break
            case UInt8(ascii: "\n"):
                guard isStarted else { continue }  // An empty line between rows.
                values.append(String(decoding: value, as: UTF8.self))
                return values
            default: value.append(byte)
            }
            isStarted = true
        }
        guard !isQuoted else {
            throw Failure(description: "line \(start): a quote is opened and never closed")
        }
        guard isStarted || wasQuoted else { return nil }
        values.append(String(decoding: value, as: UTF8.self))
        return values
    }
}

/// Bytes of a file, gunzipped on the way when it is gzipped. A class: it holds an open file.
private final class GzipFile {
    private let handle: gzFile
    private let size: Int
    private let name: String
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var count = 0
    private var offset = 0

    init(_ path: String, name: String) throws(TableReader.Failure) {
        guard let handle = gzopen(path, "rb") else {
            throw TableReader.Failure(description: "cannot read \(name)")
        }
        self.handle = handle
        self.name = name
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }

    deinit { gzclose(handle) }

    var progress: Double { size > 0 ? min(1, Double(gzoffset(handle)) / Double(size)) : 1 }

    func next() throws(TableReader.Failure) -> UInt8? {
        if offset == count { try fill() }
        guard offset < count else { return nil }
        defer { offset += 1 }
        return buffer[offset]
    }

    /// The byte after the last, when it can be seen without a failure.
    func peek() -> UInt8? {
        if offset == count { try? fill() }  // A failure shows again at the next byte.
        return offset < count ? buffer[offset] : nil
    }

    private func fill() throws(TableReader.Failure) {
        let got = gzread(handle, &buffer, UInt32(buffer.count))
        guard got >= 0 else {
            throw TableReader.Failure(description: "\(name) is damaged: it cannot be unzipped")
        }
        count = Int(got)
        offset = 0
    }
}
