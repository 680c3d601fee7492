public import Domain
public import Kernel
public import Ports
import Synchronization

/// The way in for signals, and for what an operator sets up. Knows sources by their keys.
public final class Intake: Sendable {  // A class: it remembers zones and sources between requests.
    private let sequencer: Sequencer
    private let decoder: any SignalDecoder
    private let doorkeeper: Doorkeeper
    private let seed: KeySeed
    private let known: Mutex<Known>

    private struct Known {
        var venue: VenueIndex
        var sources: [SourceID: SourceIndex] = [:]
    }

    public init(
        sequencer: Sequencer, decoder: any SignalDecoder, doorkeeper: Doorkeeper, seed: KeySeed
    ) async {
        self.sequencer = sequencer
        self.decoder = decoder
        self.doorkeeper = doorkeeper
        self.seed = seed
        known = Mutex(Known(venue: VenueIndex(zones: [], seed: seed)))
        await refresh()
    }

    /// Reads zones and sources from the engine again, after either has changed.
    private func refresh() async {
        let (zones, sources) = await sequencer.read { ($0.zones, $0.sources.map(\.source.id)) }
        known.withLock { known in
            known.venue = VenueIndex(zones: zones, seed: seed)
            known.sources = Dictionary(
                uniqueKeysWithValues: sources.enumerated().map {
                    ($0.element, SourceIndex(truncatingIfNeeded: $0.offset))
                })
        }
    }

    /// Which source a key is for.
    public func source(key: String) -> SourceIndex? {
        guard let id = doorkeeper.source(key: key) else { return nil }
        return known.withLock { $0.sources[id] }
    }

    /// Takes in a body of signals and returns when the good ones are on disk.
    ///
    /// - Parameter body: With 64 readable bytes behind it.
    /// - Throws: ``SignalBodyRefusal``; ``Overload``; ``JournalFailure``.
    public func decode(
        _ body: UnsafeRawBufferPointer, from source: SourceIndex
    ) throws(SignalBodyRefusal) -> SignalBatch {
        let venue = known.withLock { $0.venue }
        return try decoder.decode(body, from: source, venue: venue)
    }

    /// - Throws: ``Overload``; ``JournalFailure``.
    public func take(
        _ batch: SignalBatch, from source: SourceIndex
    ) async throws -> BatchOutcome {
        guard !batch.observations.isEmpty else {
            var outcome = BatchOutcome()
            outcome.refusals = batch.refusals
            return outcome
        }
        return try await sequencer.submit(batch, from: source)
    }

    // MARK: Setting up

    /// Opens a source and makes a key for it. The key is shown this once.
    ///
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func open(_ source: Source) async throws -> String {
        try await sequencer.submit(.openSource(source))
        await refresh()
        return try doorkeeper.makeKey(of: source.id)
    }

    /// Ends a source: an import's last absences become certain, and its keys worthless.
    public func close(_ id: SourceID) async throws {
        guard let number = known.withLock({ $0.sources[id] }) else {
            throw CommandRefusal.unknownSource
        }
        try await sequencer.submit(.closeSource(number))
        try doorkeeper.revokeKeys(of: id)
    }

    public func revokeKeys(of id: SourceID) throws { try doorkeeper.revokeKeys(of: id) }

    /// Sets up the venue: zones are added, all else is replaced.
    public func install(_ venue: Venue, _ rules: [Rule]) async throws {
        try await sequencer.submit(.addZones(venue.zones))
        try await sequencer.submit(.installRules(rules))
        try await sequencer.submit(.installWaits(venue.waits))
        try await sequencer.submit(.installReadings(venue.readings))
        try await sequencer.submit(.installQueues(venue.queues))
        try await sequencer.submit(.installFacets(venue.facets))
        try await sequencer.submit(.setPartingLevel(venue.partingLevel))
        try await sequencer.submit(.setConsentDefaults(venue.consent))
        await refresh()
    }

    /// Adds zones to the venue, keeping its rules.
    public func add(_ zones: [Zone]) async throws {
        try await sequencer.submit(.addZones(zones))
        await refresh()
    }

    /// Links a token to a person, with what is known of them and what they chose.
    public func link(
        _ token: Token, to person: PersonID, facts: [String], mode: Mode? = nil
    ) async throws {
        try await sequencer.submit(.link(token, to: person))
        if !facts.isEmpty { try await sequencer.submit(.note(facts, of: person)) }
        if let mode {
            try await sequencer.submit(
                .choose(mode, of: person, by: .house, isChild: false, guardian: nil))
        }
    }

    /// Does what whoever runs the house asks for.
    public func carryOut(_ command: Command) async throws { try await sequencer.submit(command) }

    public func unlink(_ token: Token) async throws { try await sequencer.submit(.unlink(token)) }

    /// Erases a person.
    ///
    /// - Returns: What is kept all the same: accounts that they had, under names that say nothing.
    /// - Throws: ``CommandRefusal/unknownPerson``; ``JournalFailure``.
    public func erase(_ person: PersonID) async throws -> [KeptAccount] {
        let accounts = await sequencer.read { $0.accounts(of: person) }
        try await sequencer.erase(person)
        return await sequencer.read { engine in accounts.compactMap(engine.kept) }
    }

    /// What runs, in numbers. Nothing about a person.
    public struct Status: Sendable, Codable {
        public let head: Sequence
        public let zones: Int
        public let rules: Int
        public let sources: Int
        public let tokens: Int
        public let people: Int
        public let openCues: Int
        public let clock: Instant
        public let tallies: [String: RuleTally]
    }

    /// Who somebody is and why, for whoever runs the house.
    public func identity(of person: PersonID) async -> IdentityReport? {
        await sequencer.read { $0.identity(of: person) }
    }

    /// Makes a claim.
    ///
    /// - Returns: Its number.
    public func claim(
        _ one: Alias, _ other: Alias, _ strength: ClaimStrength, evidence: String
    ) async throws -> ClaimNumber {
        try await sequencer.submit(.claim(one, other, strength, by: .house, evidence: evidence))
        return await sequencer.read { $0.lastClaim(between: one, other) } ?? 0
    }

    /// Claims that link nobody until somebody settles them.
    public func doubts() async -> [Claim] { await sequencer.read(\.doubts) }

    /// How long people waited, by kind of wait.
    public func waits() async -> [WaitReport] {
        await sequencer.read { WaitReport.all(in: $0) }
    }

    public func status() async -> Status {
        await sequencer.readWithHead { engine, head in
            Status(
                head: head, zones: engine.zones.count, rules: engine.rules.count,
                sources: engine.sources.count, tokens: engine.tokenCount,
                people: engine.people.count, openCues: engine.openCues.count,
                clock: engine.clock,
                tallies: Dictionary(
                    uniqueKeysWithValues: engine.tallies.map { ($0.key.description, $0.value) }))
        }
    }
}
