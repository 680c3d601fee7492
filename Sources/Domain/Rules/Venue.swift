/// What a venue is: its zones, its words, and which facts about a person rules may use.
public struct Venue: Equatable, Sendable {
    public let name: Words
    /// What customers are called: guest, patient, visitor.
    public let customer: Words
    public let facts: [String]
    public let zones: [Zone]
    public var waits: [Wait]
    public var consent: ConsentDefaults
    /// Zones whose antennas report how strong they hear a band.
    public var readings: [ZoneReading] = []

    public init(
        name: Words, customer: Words, facts: [String], zones: [Zone], waits: [Wait] = [],
        consent: ConsentDefaults = ConsentDefaults()
    ) {
        self.name = name
        self.customer = customer
        self.facts = facts
        self.zones = zones
        self.waits = waits
        self.consent = consent
    }
}
