public import Domain

/// Understands what people write, and writes for them what they chose in a form.
public protocol VenueReader: Sendable {
    /// - Throws: ``VenueProblems``, all of them, with line and column.
    func read(_ text: VenueText) throws(VenueProblems) -> (venue: Venue, rules: [Rule])

    /// The cases of a text whose venue is `venue`; none when it has no cases.
    ///
    /// - Parameter rules: Those that cases may name.
    /// - Throws: ``VenueProblems``, all of them, with line and column.
    func trials(
        _ text: VenueText, of venue: Venue, rules: [Rule]
    ) throws(VenueProblems) -> [RuleTrial]

    /// What a form about the venue shows, as it is written: it need not be right.
    ///
    /// - Returns: `nil` when the text cannot be read as `key: value` lines at all.
    func form(of venue: String) -> VenueForm?

    /// The field of the form that a problem of the venue's text is about; `nil`: of none.
    func field(of problem: VenueProblem, in venue: String) -> VenueField?

    /// The text with what differs from the form written anew. Everything else stays as it is, byte
    /// for byte.
    func edited(_ venue: String, as form: VenueForm) -> String
}

/// Which text a problem is in.
public enum VenuePart: String, CaseIterable, Sendable {
    case venue
    case rules
    case tests
    /// How an imported table is to be read.
    case map
    /// An imported table.
    case table
    /// The table of zones beside it.
    case places
}

/// Something wrong in a venue's text: where, what, and what to write instead.
public struct VenueProblem: Equatable, Sendable, CustomStringConvertible {
    public let part: VenuePart
    /// From 1, as editors count.
    public let line: Int
    public let column: Int
    public let message: Words
    /// The key that is not there, when that is what is wrong.
    public var missing: String?

    public init(part: VenuePart, line: Int, column: Int, message: Words) {
        self.part = part
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String { "\(part.rawValue):\(line):\(column): \(message.en)" }
}

/// All that is wrong in a venue's text, in the order in which it stands.
public struct VenueProblems: Error, Equatable, Sendable {
    public let problems: [VenueProblem]

    public init(problems: [VenueProblem]) { self.problems = problems }
}
