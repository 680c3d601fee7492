import CZlib
public import Domain
import Foundation

/// Reads a table of text, row by row: CSV (RFC 4180) or JSON lines, plain or gzipped.
public struct TableReader {
    public enum Format: String, Sendable { case csv, jsonl }

    /// How its letters are written.
    public enum Encoding: String, CaseIterable, Sendable {
        case utf8 = "utf-8"
        /// As office programs of the west write them: Windows-1252, which holds ISO 8859-1.
        case latin1

        /// - Parameter word: As a mapping names it.
        init?(word: String) {
            switch word.lowercased() {
            case "utf-8", "utf8": self = .utf8
            case "latin1", "latin-1", "iso-8859-1", "windows-1252", "cp1252": self = .latin1
            default: return nil
            }
        }

        /// - Returns: `nil` when these are no letters.
        func text(_ bytes: [UInt8]) -> String? {
            switch self {
            case .utf8: String(validating: bytes, as: UTF8.self)
            case .latin1: String(bytes: bytes, encoding: .windowsCP1252)
            }
        }
    }

    /// What stands between the values of a row.
    public struct Separator: Equatable, Sendable {
        let byte: UInt8

        /// - Parameter word: The sign itself, or `tab`.
        public init?(word: String) {
            let text = ["tab": "\t", "comma": ",", "semicolon": ";"][word] ?? word
            guard [",", ";", "\t"].contains(text), let byte = text.utf8.first else { return nil }
            self.byte = byte
        }

        /// The one that stands in a header line most often; a comma when none does.
        init(of header: [UInt8]) {
            var counts: [UInt8: Int] = [:]
            var isQuoted = false
            for byte in header {
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                if !isQuoted { counts[byte, default: 0] += 1 }
            }
            let signs = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
            var best = signs[0]
            for sign in signs.dropFirst() where counts[sign] ?? 0 > counts[best] ?? 0 {
                best = sign
            }
            byte = best
        }
    }

    /// A file that cannot be read on: where, and why.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let message: Words
        /// Whether the rows behind it can still be read.
        public let isOfOneRow: Bool
        /// Whether its letters are written otherwise than it is read.
        let isOfLetters: Bool

        /// One that only the command line tells, which speaks English.
        public init(description: String) { self.init(description, description) }

        init(
            _ en: String, _ nl: String, isOfOneRow: Bool = false, isOfLetters: Bool = false
        ) {
            message = Words(en: en, nl: nl)
            self.isOfOneRow = isOfOneRow
            self.isOfLetters = isOfLetters
        }

        public var description: String { message.en }
    }

    /// The longest row that is read.
    static let rowByteCountMax = 1 << 20

    private let file: GzipFile
    private let format: Format
    private let separator: UInt8
    private let encoding: Encoding
    /// Names of the columns, as the first row of a CSV gives them.
    public private(set) var columns: [String] = []
    /// The line the last row began on, from 1.
    public private(set) var line = 0

    /// - Parameters:
    ///   - path: The file.
    ///   - format: By the file's name when `nil`: `.csv`, `.jsonl`, `.ndjson`, each also `.gz`.
    ///   - separator: As the first line shows when `nil`.
    ///   - encoding: UTF-8 when `nil`.
    ///   - name: What the file is called, when not as it lies on the disk.
    public init(
        path: String, format: Format?, separator: Separator? = nil, encoding: Encoding? = nil,
        name: String? = nil
    ) throws(Failure) {
        let whole = name ?? path
        let plain = whole.hasSuffix(".gz") ? String(whole.dropLast(3)) : whole
        let isLines = plain.hasSuffix(".jsonl") || plain.hasSuffix(".ndjson")
        self.format = format ?? (isLines ? .jsonl : .csv)
        file = try GzipFile(path, name: whole)
        let begin = try file.begin()
        let name = URL(fileURLWithPath: whole).lastPathComponent
        guard !begin.starts(with: [0xFF, 0xFE]), !begin.starts(with: [0xFE, 0xFF]) else {
            throw Failure(
                "\(name), line 1: this is UTF-16: save it as 'CSV UTF-8'",
                "\(name), regel 1: dit is UTF-16: bewaar het als 'CSV UTF-8'")
        }
        // Office files are zipped; no text holds a zero.
        guard !begin.starts(with: [80, 75, 3, 4]), !begin.contains(0) else {
            throw Failure(
                "\(name): this is no CSV: save it as CSV",
                "\(name): dit is geen CSV: bewaar het als CSV")
        }
        let line = begin.prefix { $0 != UInt8(ascii: "\n") }
        self.separator = separator?.byte ?? Separator(of: Array(line)).byte
        self.encoding = encoding ?? .utf8
        if self.format == .csv {
            guard let header = try csvRow() else {
                throw Failure("\(name) is empty", "\(name) is leeg")
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
                    "line \(line): \(row.count) values where the first line names \(columns.count)",
                    "regel \(line): \(row.count) waarden waar de eerste regel er \(columns.count) noemt",
                    isOfOneRow: true)
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
            let object = try? JSONSerialization.jsonObject(with: Data(try text(bytes).utf8))
            guard let fields = object as? [String: Any] else {
                throw Failure(
                    "line \(line): not a JSON object", "regel \(line): geen JSON-object",
                    isOfOneRow: true)
            }
            return fields.compactMapValues { value in
                switch value {
                case let text as String: text
                // True is no 1: by its type only a truth value is a "c".
                case let flag as NSNumber where flag.objCType.pointee == CChar(99):
                    flag.boolValue ? "true" : "false"
                case let number as NSNumber: number.stringValue
                // The column is there, and nothing stands in it.
                case is NSNull: ""
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

    private func text(_ bytes: [UInt8]) throws(Failure) -> String {
        if let text = encoding.text(bytes) { return text }
        throw Failure(
            "line \(line): these letters are not written in UTF-8: save it as 'CSV UTF-8'",
            "regel \(line): deze letters staan er niet in UTF-8: bewaar het als 'CSV UTF-8'",
            isOfLetters: true)
    }

    private func guardLength(_ count: Int) throws(Failure) {
        if count > Self.rowByteCountMax {
            throw Failure(
                "line \(line): a row of over 1 MB", "regel \(line): een rij van meer dan 1 MB")
        }
    }

    /// A row of CSV. A quoted value may hold separators, quotes written twice, and line ends.
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
            case separator:
                values.append(try text(value))
                value = []
            case UInt8(ascii: "\r"): break
            case UInt8(ascii: "\n"):
                guard isStarted else { continue }  // An empty line between rows.
                values.append(try text(value))
                return values
            default: value.append(byte)
            }
            isStarted = true
        }
        guard !isQuoted else {
            throw Failure(
                "line \(start): a quote is opened and never closed",
                "regel \(start): een aanhalingsteken gaat open en niet meer dicht")
        }
        guard isStarted || wasQuoted else { return nil }
        values.append(try text(value))
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
            throw TableReader.Failure("cannot read \(name)", "\(name) is niet te lezen")
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

    /// The first bytes, as many as are read at once, without a mark of UTF-8 before them.
    func begin() throws(TableReader.Failure) -> ArraySlice<UInt8> {
        try fill()
        if buffer[..<count].starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        return buffer[offset..<count]
    }

    /// The byte after the last, when it can be seen without a failure.
    func peek() -> UInt8? {
        if offset == count { try? fill() }  // A failure shows again at the next byte.
        return offset < count ? buffer[offset] : nil
    }

    private func fill() throws(TableReader.Failure) {
        let got = gzread(handle, &buffer, UInt32(buffer.count))
        guard got >= 0 else {
            throw TableReader.Failure(
                "\(name) is damaged: it cannot be unzipped",
                "\(name) is beschadigd: het is niet uit te pakken")
        }
        // A file that was cut off gives what it has, and tells only at its end.
        var code: Int32 = 0
        if got == 0 { gzerror(handle, &code) }
        guard code != Z_BUF_ERROR else {
            throw TableReader.Failure(
                "\(name) is cut off: fetch it again", "\(name) is afgebroken: haal het opnieuw op")
        }
        count = Int(got)
        offset = 0
    }
}
