/// Why a line is no JSON, and where.
public struct ExactJSONFailure: Error, Equatable {
    /// Counted in bytes from 1.
    public let column: Int
    public let message: String

    public init(column: Int, message: String) {
        self.column = column
        self.message = message
    }
}

/// Reads RFC 8259, strictly, over bytes: no field twice, no half a pair of surrogates.
public struct ExactJSONReader {
    /// How deep objects and lists may stand in one another.
    public static let depthMax = 16

    private let bytes: UnsafeBufferPointer<UInt8>
    private let takesEscapes: Bool
    private var index = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, takesEscapes: Bool) {
        self.bytes = bytes
        self.takesEscapes = takesEscapes
    }

    /// The value that fills the bytes.
    ///
    /// - Parameter takesEscapes: Whether a text may hold a backslash; a format whose names and
    ///   words need none refuses them, so that one name has one spelling.
    public static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, takesEscapes: Bool = false
    ) throws(ExactJSONFailure) -> ExactJSON {
        var reader = Self(bytes, takesEscapes: takesEscapes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.failure("there is more behind it") }
        return value
    }

    /// The value that fills the bytes.
    public static func read(
        _ bytes: [UInt8], takesEscapes: Bool = false
    ) throws(ExactJSONFailure) -> ExactJSON {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(ExactJSONFailure) in
                try read(buffer, takesEscapes: takesEscapes)
            }
        }
        return try result.get()
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
        var names: Set<String> = []
        if take(UInt8(ascii: "}")) { return .object(fields) }
        repeat {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else {
                throw failure("a field's name in quotes belongs here")
            }
            let began = index
            let name = try string()
            guard names.insert(name).inserted else {
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
        var items: [ExactJSON] = []
        if take(UInt8(ascii: "]")) { return .array(items) }
        repeat { items.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw failure("a comma or ] belongs here") }
        return .array(items)
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
            index = began
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
        var text: [UInt8] = []
        let began = index
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 32 else { throw failure("a control character is written as \\u00..") }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                index += 1
                continue
            }
            guard takesEscapes else { throw failure("write the text without a backslash") }
            try escape(into: &text)
        }
        guard let string = String(validating: text, as: UTF8.self) else {
            index = began
            throw failure("this is not UTF-8")
        }
        guard peek != nil else { throw failure("a text ends with a quote") }
        index += 1
        return string
    }

    private mutating func escape(into text: inout [UInt8]) throws(ExactJSONFailure) {
        index += 1
        guard let byte = peek else { throw failure("a text ends with a quote") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var code = UInt32(try hexadecimal())
            if (0xD800..<0xDC00).contains(code) {
                guard take(unspaced: UInt8(ascii: "\\")), take(unspaced: UInt8(ascii: "u")) else {
                    throw failure("the second half of a pair of surrogates belongs here")
                }
                let low = UInt32(try hexadecimal())
                guard (0xDC00..<0xE000).contains(low) else {
                    throw failure("the second half of a pair of surrogates belongs here")
                }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw failure("half a pair of surrogates is no character")
            }
            text.append(contentsOf: String(scalar).utf8)
        default:
            index -= 1
            throw failure("no such escape")
        }
    }

    private mutating func take(unspaced byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func hexadecimal() throws(ExactJSONFailure) -> UInt16 {
        guard index + 4 <= bytes.count,
            let code = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16),
            bytes[index] != UInt8(ascii: "+")
        else { throw failure("four hexadecimal digits belong here") }
        index += 4
        return code
    }
}
