public import Domain
public import Kernel

/// A venue as people wrote it: `venue.yaml`, and its rule files one after another.
public struct VenueText: Equatable, Sendable {
    public var venue: String
    public var rules: String

    public init(venue: String, rules: String) {
        self.venue = venue
        self.rules = rules
    }
}

/// How a venue was at a time.
public struct VenueVersion: Sendable {
    public let number: Int64
    public let at: Instant
    /// `nil`: it came from the venue's folder when the server started.
    public let by: StaffID?
    public let text: VenueText

    public init(number: Int64, at: Instant, by: StaffID?, text: VenueText) {
        self.number = number
        self.at = at
        self.by = by
        self.text = text
    }
}

/// Every version a venue has had.
public protocol VenueBook: Sendable {
    /// The newest first.
    func versions(limit: Int) throws(JournalFailure) -> [VenueVersion]
    func version(_ number: Int64) throws(JournalFailure) -> VenueVersion?
    /// The last that came from the folder.
    func latestFromFolder() throws(JournalFailure) -> VenueVersion?
    func keep(_ text: VenueText, by staff: StaffID?, at now: Instant) throws(JournalFailure)
}

/// Understands what people write.
public protocol VenueReader: Sendable {
    /// - Throws: ``VenueProblems``, all of them, with line and column.
    func read(_ text: VenueText) throws(VenueProblems) -> (venue: Venue, rules: [Rule])
}

/// What is wrong in a venue's text, one sentence each: where, what, and what to write.
public struct VenueProblems: Error, Equatable, Sendable {
    public let sentences: [String]

    public init(sentences: [String]) { self.sentences = sentences }
}
