public import Domain
public import Kernel

/// A venue as people wrote it: `venue.yaml`, its rule files one after another, and the files of
/// cases that try the rules, likewise.
public struct VenueText: Equatable, Sendable {
    public var venue: String
    public var rules: String
    public var tests: String

    public init(venue: String, rules: String, tests: String = "") {
        self.venue = venue
        self.rules = rules
        self.tests = tests
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
