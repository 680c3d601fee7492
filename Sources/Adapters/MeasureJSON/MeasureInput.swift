public import ExactJSON
import Synchronization

/// What is wrong with a measure's input, and where.
public struct MeasureProblem: Error, Equatable, Sendable {
    /// The way to the value: `people[2].importance`; empty for the whole input.
    public let place: String
    /// What is wrong and what to do.
    public let message: String

    public init(place: String, message: String) {
        self.place = place
        self.message = message
    }

    /// On one line.
    public var text: String { place.isEmpty ? message : "\(place): \(message)" }
}

/// Hands out the bytes of a file that an input names; `nil` when it cannot be read.
public typealias MeasureFiles = @Sendable (String) -> [UInt8]?

/// Which fields of an input were asked for.
private final class AskedFields: Sendable {
    private let places = Mutex<Set<String>>([])

    func note(_ place: String) { places.withLock { _ = $0.insert(place) } }
    func has(_ place: String) -> Bool { places.withLock { $0.contains(place) } }
}

/// One value of a measure's input, which knows where it stands.
public struct MeasureInput: Sendable {
    /// How many values a list of an input may hold.
    public static let itemCountMax = 1_000_000

    public let value: ExactJSON
    public let place: String
    private let files: MeasureFiles
    private let asked: AskedFields

    public init(_ value: ExactJSON, place: String = "", files: @escaping MeasureFiles) {
        self.init(value, place: place, files: files, asked: AskedFields())
    }

    private init(
        _ value: ExactJSON, place: String, files: @escaping MeasureFiles, asked: AskedFields
    ) {
        self.value = value
        self.place = place
        self.files = files
        self.asked = asked
    }

    /// The fields of the input, or of its cases, that nothing asked for: misspelt ones, most
    /// likely, whose meaning was left out. Once each, in the order in which they were written.
    public var unread: [String] {
        let cases: [MeasureInput] =
            switch value {
            case .array(let items):
                items.enumerated().map { inside($0.element, "[\($0.offset)]") }
            default: [self]
            }
        var names: [String] = []
        for one in cases {
            guard case .object(let fields) = one.value else { continue }
            for field in fields where !names.contains(field.name) {
                let isAsked = asked.has(one.inside(field.value, field.name).place)
                if !isAsked { names.append(field.name) }
            }
        }
        return names
    }

    public func problem(_ message: String) -> MeasureProblem {
        MeasureProblem(place: place, message: message)
    }

    private func inside(_ value: ExactJSON, _ step: String) -> Self {
        let way = step.hasPrefix("[") || place.isEmpty ? place + step : "\(place).\(step)"
        return Self(value, place: way, files: files, asked: asked)
    }

    // MARK: Fields

    /// The field, which must be there.
    public subscript(_ name: String) -> MeasureInput {
        get throws(MeasureProblem) {
            guard case .object(let fields) = value else {
                throw problem("an object with \"\(name)\" belongs here, not \(value.shown)")
            }
            guard let field = fields.first(where: { $0.name == name }) else {
                throw problem("\"\(name)\" is missing")
            }
            let inner = inside(field.value, name)
            asked.note(inner.place)
            return inner
        }
    }

    /// The field when it is there and not null.
    public func optional(_ name: String) -> MeasureInput? {
        guard case .object(let fields) = value,
            let field = fields.first(where: { $0.name == name })
        else { return nil }
        let inner = inside(field.value, name)
        asked.note(inner.place)
        return field.value == .null ? nil : inner
    }

    /// The fields of an object, in the order in which they were written.
    public var fields: [(name: String, value: MeasureInput)] {
        get throws(MeasureProblem) {
            guard case .object(let fields) = value else {
                throw problem("an object belongs here, not \(value.shown)")
            }
            return fields.map { field in
                let inner = inside(field.value, field.name)
                asked.note(inner.place)
                return (field.name, inner)
            }
        }
    }

    // MARK: Values

    public var isNull: Bool { value == .null }

    public var isList: Bool {
        if case .array = value { return true }
        return false
    }

    public var items: [MeasureInput] {
        get throws(MeasureProblem) {
            guard case .array(let items) = value else {
                throw problem("a list belongs here, not \(value.shown)")
            }
            guard items.count <= Self.itemCountMax else {
                throw problem("at most \(Self.itemCountMax) values")
            }
            return items.enumerated().map { inside($0.element, "[\($0.offset)]") }
        }
    }

    /// A finite number.
    public var number: Double {
        get throws(MeasureProblem) {
            switch value {
            case .integer(let number): return Double(number)
            case .otherNumber(let digits):
                guard let number = Double(digits), number.isFinite else {
                    throw problem("\(value.shown) is too large for a number")
                }
                return number
            default: throw problem("a number belongs here, not \(value.shown)")
            }
        }
    }

    /// A number in a range.
    public func number(in range: ClosedRange<Double>) throws(MeasureProblem) -> Double {
        let number = try number
        guard range.contains(number) else {
            throw problem("\(value.shown) is outside of \(range.lowerBound)…\(range.upperBound)")
        }
        return number
    }

    public var share: Double {
        get throws(MeasureProblem) { try number(in: 0...1) }
    }

    public var positive: Double {
        get throws(MeasureProblem) {
            let number = try number
            guard number > 0 else { throw problem("\(value.shown) must be above 0") }
            return number
        }
    }

    /// A whole number: 5 and 5.0.
    public var integer: Int {
        get throws(MeasureProblem) {
            guard let whole = Int(exactly: try number) else {
                throw problem("a whole number belongs here, not \(value.shown)")
            }
            return whole
        }
    }

    public var count: Int {
        get throws(MeasureProblem) {
            let integer = try integer
            guard (0...1_000_000_000_000).contains(integer) else {
                throw problem("a count belongs here, not \(value.shown)")
            }
            return integer
        }
    }

    public var text: String {
        get throws(MeasureProblem) {
            guard case .string(let text) = value else {
                throw problem("a text belongs here, not \(value.shown)")
            }
            return text
        }
    }

    /// true and false, 1 and 0.
    public var flag: Bool {
        get throws(MeasureProblem) {
            switch value {
            case .bool(let flag): return flag
            case .integer(0), .otherNumber("0.0"): return false
            case .integer(1), .otherNumber("1.0"): return true
            default: throw problem("true or false belongs here, not \(value.shown)")
            }
        }
    }

    public var numbers: [Double] {
        get throws(MeasureProblem) {
            var numbers: [Double] = []
            for item in try items { numbers.append(try item.number) }
            return numbers
        }
    }

    /// A list of at least so many numbers.
    public func numbers(least: Int) throws(MeasureProblem) -> [Double] {
        let numbers = try numbers
        guard numbers.count >= least else { throw problem("at least \(least) numbers belong here") }
        return numbers
    }

    /// Null is a number that is missing.
    public var numbersOrMissing: [Double?] {
        get throws(MeasureProblem) {
            var numbers: [Double?] = []
            for item in try items { numbers.append(item.isNull ? nil : try item.number) }
            return numbers
        }
    }

    public var texts: [String] {
        get throws(MeasureProblem) {
            var texts: [String] = []
            for item in try items { texts.append(try item.text) }
            return texts
        }
    }

    /// The bytes of the file that this text names, from the folder of the input.
    public var file: [UInt8] {
        get throws(MeasureProblem) {
            guard let bytes = files(try text) else { throw problem("cannot read \(try text)") }
            return bytes
        }
    }
}
