/// One picture of the insight pages with all that belongs to it: what it says in a sentence, how
/// far that may be relied on, and the numbers behind it.
public struct InsightFigure: Equatable, Sendable {
    /// What it is called in addresses: `landscape`.
    public let name: String
    public let title: String
    public let sentence: String
    /// How sure it is, in a word; `nil` when nothing is claimed.
    public let standing: String?
    /// What to read it by, and what it does not say.
    public let notes: [String]
    public let width: Int
    public let height: Int
    /// None: there is nothing to draw.
    public let marks: [InsightMark]
    public let table: InsightTable

    public init(
        name: String, title: String, sentence: String, standing: String? = nil,
        notes: [String] = [], size: (width: Int, height: Int) = (320, 160),
        marks: [InsightMark], table: InsightTable
    ) {
        self.name = name
        self.title = title
        self.sentence = sentence
        self.standing = standing
        self.notes = notes
        width = size.width
        height = size.height
        self.marks = marks
        self.table = table
    }
}

/// Something drawn, coloured by its class.
public struct InsightMark: Equatable, Sendable {
    public enum Shape: Equatable, Sendable {
        case bar(x: Double, y: Double, width: Double, height: Double)
        case dot(x: Double, y: Double, radius: Double)
        case line([Point])
        /// Beginning at the point, unless its class says otherwise.
        case text(x: Double, y: Double, String)
    }

    public struct Point: Equatable, Sendable {
        public let x: Double
        public let y: Double

        public init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    public let shape: Shape
    public let look: String

    public init(_ shape: Shape, _ look: String) {
        self.shape = shape
        self.look = look
    }

    static func bar(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ look: String
    ) -> Self {
        Self(.bar(x: x, y: y, width: width, height: height), look)
    }

    static func line(_ x: Double, _ y: Double, to x2: Double, _ y2: Double, _ look: String) -> Self
    {
        Self(.line([Point(x, y), Point(x2, y2)]), look)
    }

    static func text(_ x: Double, _ y: Double, _ text: String, _ look: String = "tick") -> Self {
        Self(.text(x: x, y: y, text), look)
    }
}

/// The numbers behind a picture: the same on the page and in its file.
public struct InsightTable: Equatable, Sendable {
    public enum Cell: Equatable, Sendable {
        case text(String)
        case count(Int)
        /// With one decimal.
        case decimal(Double)
        /// With as many decimals as its unit asks for.
        case exact(Double, decimals: Int)
        /// Nothing that may be shown, or nothing to show.
        case none
    }

    public let columns: [String]
    public let rows: [[Cell]]

    public init(columns: [String], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }

    /// As a spreadsheet reads it: numbers with a point, and no text that it would take for a
    /// formula.
    public var csv: String {
        let lines = [columns.map(Self.field)] + rows.map { $0.map(\.plain) }
        return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    fileprivate static func field(_ text: String) -> String {
        let begins = text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) }
        let safe = begins == true ? "'" + text : text
        guard safe.contains(where: { ",\";\n\r\r\n".contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

extension InsightTable.Cell {
    /// As in a file.
    public var plain: String {
        switch self {
        case .text(let text): InsightTable.field(text)
        case .count(let count): "\(count)"
        case .decimal(let value): InsightNumber.decimal(value, point: ".")
        case .exact(let value, let decimals):
            InsightNumber.decimal(value, decimals: decimals, point: ".")
        case .none: ""
        }
    }

    var isNumber: Bool { if case .text = self { false } else { true } }

    /// As on a page.
    ///
    /// - Parameter point: Between whole and decimals: a comma in Dutch.
    public func shown(point: String) -> String {
        switch self {
        case .text(let text): text
        case .count(let count): "\(count)"
        case .decimal(let value): InsightNumber.decimal(value, point: point)
        case .exact(let value, let decimals):
            InsightNumber.decimal(value, decimals: decimals, point: point)
        case .none: "–"
        }
    }

    /// A share as points: a hundred are all.
    static func points(_ share: Double?) -> Self { share.map { .decimal($0 * 100) } ?? .none }
    static func people(_ count: Int?) -> Self { count.map { .count($0) } ?? .none }
}

/// Numbers as pages write them, the same everywhere.
public enum InsightNumber {
    /// With one decimal, halves away from nought; `0.0` never has a sign.
    public static func decimal(_ value: Double, point: String) -> String {
        decimal(value, decimals: 1, point: point)
    }

    /// - Parameter decimals: 1 to 6.
    public static func decimal(_ value: Double, decimals: Int, point: String) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "" }
        let whole = (0..<decimals).reduce(UInt64(1)) { size, _ in size * 10 }
        let parts = Int64((value * Double(whole)).rounded())
        let sign = parts < 0 ? "-" : ""
        let rest = String(whole + parts.magnitude % whole).dropFirst()
        return "\(sign)\(parts.magnitude / whole)\(point)\(rest)"
    }

    /// Of a drawing: whole where it is.
    static func place(_ value: Double) -> String {
        let text = decimal(value, point: ".")
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
