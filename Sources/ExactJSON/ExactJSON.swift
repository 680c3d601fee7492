/// One value of JSON, with its numbers as they were written and its fields in their order.
///
/// Money must be exact and a field said twice must not be chosen between, so JSON is not read by
/// way of a dictionary and floating point.
public enum ExactJSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with a fraction or an exponent, or of more than 64 bits.
    case otherNumber(String)
    case string(String)
    case array([ExactJSON])
    case object([(name: String, value: ExactJSON)])

    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.otherNumber(let one), .otherNumber(let other)): one == other
        case (.string(let one), .string(let other)): one == other
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)):
            one.elementsEqual(other) { $0.name == $1.name && $0.value == $1.value }
        default: false
        }
    }

    /// As it would be shown to whoever wrote it.
    public var shown: String {
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

// MARK: Writing

extension ExactJSON {
    /// A number, in the shortest digits that read back as the same; one that is no number is null.
    public init(_ number: Double) {
        guard number.isFinite else {
            self = .null
            return
        }
        // Minus nothing is a sign that arithmetic leaves, and nobody's measurement.
        self = .otherNumber("\(number == 0 ? 0 : number)")
    }

    public init(_ number: Int) { self = .integer(Int64(number)) }

    public init(_ numbers: [Double]) { self = .array(numbers.map(ExactJSON.init)) }

    /// The value on one line.
    public var text: String {
        var text = ""
        write(to: &text, indent: nil)
        return text
    }

    /// The value over several lines; lists of plain values stay on one.
    public var laidOut: String {
        var text = ""
        write(to: &text, indent: 0)
        return text
    }

    private var isPlain: Bool {
        switch self {
        case .array(let items): items.isEmpty
        case .object(let fields): fields.isEmpty
        default: true
        }
    }

    private func write(to text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += "\(value)"
        case .otherNumber(let digits): text += digits
        case .string(let string): Self.write(string, to: &text)
        case .array(let items):
            let isFlat = items.allSatisfy(\.isPlain)
            let inner = isFlat ? nil : indent.map { $0 + 1 }
            text += "["
            for (number, item) in items.enumerated() {
                if number > 0 { text += isFlat || indent == nil ? ", " : "," }
                Self.breakLine(&text, inner)
                item.write(to: &text, indent: inner)
            }
            if !items.isEmpty, !isFlat { Self.breakLine(&text, indent) }
            text += "]"
        case .object(let fields):
            let inner = indent.map { $0 + 1 }
            text += "{"
            for (number, field) in fields.enumerated() {
                if number > 0 { text += indent == nil ? ", " : "," }
                Self.breakLine(&text, inner)
                Self.write(field.name, to: &text)
                text += ": "
                field.value.write(to: &text, indent: inner)
            }
            if !fields.isEmpty { Self.breakLine(&text, indent) }
            text += "}"
        }
    }

    private static func breakLine(_ text: inout String, _ indent: Int?) {
        guard let indent else { return }
        text += "\n" + String(repeating: "  ", count: indent)
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case let other where other.value < 32:
                let digits = String(other.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
