public import Domain
public import Kernel
public import Measures

/// What people expect: of one person for those who may know it, and over all of them without a
/// name.
///
/// What is read is copied from the engine in slices, so that no signal waits for it.
public actor ExpectationBoard {
    /// Names that are looked up in the engine at a time.
    private static let sliceCount = 256
    /// How old that may be from which somebody new starts: others' first words move slowly.
    private static let priorSpan = Span.hours(1)
    /// In a house with more names than this a card does not wait for all of them: until the page of
    /// all people was read, anything is as likely of who is new.
    private static let waitedNameCountMax = 10_000

    /// What stands in the log of looks when it is read of somebody by itself.
    public static let lookReason = "expectations"

    /// One thing, over all people who let it be known.
    public struct Row: Sendable {
        public let facet: Facet
        public let spread: ExpectationSpread
    }

    private let executor = QueueExecutor(label: "senang.expectations")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let house: House
    private var gathered: Gathered?

    private struct Gathered {
        let rows: [Row]
        let priors: ExpectationPriors
        let at: Instant
        /// How long it was gathered for.
        let took: Span

        func isFresh(at now: Instant, for span: Span) -> Bool { at <= now && now - at < span }
    }

    init(house: House) { self.house = house }

    // MARK: Of one person

    /// Beside somebody's card. The look at the card is kept, and is one look.
    ///
    /// - Returns: `nil` when they are not there for this viewer, or let nobody help them.
    public func expectations(
        onCardOf person: PersonID, for viewer: Viewer
    ) async -> ExpectationView? {
        guard await house.mayOpen(person, viewer) else { return nil }
        let (now, priors) = (house.now, await priors())
        return await house.sequencer.read {
            $0.expectations(of: person, at: now, from: priors)
        }
    }

    /// On their own page, which was opened with their link: whatever they allow others.
    public func expectations(on page: OwnPages.Page) async -> ExpectationView? {
        guard let person = page.wishes?.person else { return nil }
        let (now, priors) = (house.now, await priors())
        return await house.sequencer.read {
            $0.ownExpectations(of: person, at: now, from: priors)
        }
    }

    /// Of whoever lets themself be helped, for whoever runs the house; kept as a look.
    ///
    /// - Returns: `nil` when nobody is known by that name, or they let nobody know.
    /// - Throws: ``CommandRefusal/unknownPerson``; ``Overload``; ``JournalFailure``.
    public func sheet(of person: PersonID) async throws -> ExpectationView? {
        guard let looker = StaffID("house") else { return nil }
        try await house.sequencer.submit(
            .look(person, by: looker, reason: Self.lookReason))
        let (now, priors) = (house.now, await priors())
        return await house.sequencer.read {
            $0.expectations(of: person, at: now, from: priors)
        }
    }

    private func priors() async -> ExpectationPriors {
        if let gathered, gathered.isFresh(at: house.now, for: Self.priorSpan) {
            return gathered.priors
        }
        let count = await house.sequencer.read { $0.expectationNameCount }
        if count > Self.waitedNameCountMax { return gathered?.priors ?? ExpectationPriors() }
        return await gather().priors
    }

    // MARK: Of all people

    /// How many expect how much, of each thing of which anybody expects anything, in the order of
    /// the venue. Of fewer than ten people nothing is said.
    ///
    /// - Cost: linear in wishes and promises; what took long to gather is told for up to ten times
    ///   as long.
    public func report() async -> [Row] {
        if let gathered {
            let took = gathered.took.milliseconds
            let span = Span(milliseconds: took < 50 ? 0 : took * 10)
            if gathered.isFresh(at: house.now, for: span) { return gathered.rows }
        }
        return await gather().rows
    }

    private func gather() async -> Gathered {
        let began = house.now
        let people = await people()
        var priors = ExpectationPriors(at: began)
        var known: [PersonID] = []
        for slice in Self.slices(people) {
            let firsts = await house.sequencer.read { engine in
                slice.map { engine.expectationFirsts(of: $0, at: began) }
            }
            for (person, firsts) in zip(slice, firsts) {
                guard let firsts else { continue }
                priors.add(firsts)
                known.append(person)
            }
        }
        var counted: [FacetID: [ExpectationSpread.Person]] = [:]
        for slice in Self.slices(known) {
            let views = await house.sequencer.read { [priors] engine in
                slice.compactMap { engine.expectations(of: $0, at: began, from: priors) }
            }
            for entry in views.flatMap(\.entries) {
                counted[entry.facet.id, default: []].append(ExpectationSpread.Person(entry))
            }
        }
        let facets = await house.sequencer.read(\.wishes.facets)
        let rows = facets.compactMap { facet in
            counted[facet.id].map { Row(facet: facet, spread: ExpectationSpread($0)) }
        }
        let fresh = Gathered(
            rows: rows, priors: priors, at: began, took: house.now - began)
        gathered = fresh
        return fresh
    }

    /// Whoever wishes for something or was promised something, in the order of their names. The
    /// names are sorted here, not where the engine would wait for it.
    private func people() async -> [PersonID] {
        let (wishes, promises) = await house.sequencer.read { ($0.wishes, $0.promises) }
        var people: Set<PersonID> = []
        for slice in Self.slices(wishes.names + promises.names) {
            people.formUnion(
                await house.sequencer.read { $0.expectationPeople(among: Array(slice)) })
        }
        return people.sorted()
    }

    private static func slices(_ people: [PersonID]) -> [ArraySlice<PersonID>] {
        stride(from: 0, to: people.count, by: sliceCount).map {
            people[$0..<min($0 + sliceCount, people.count)]
        }
    }
}

extension ExpectationSpread.Person {
    /// Only what rests on something of theirs.
    fileprivate init(_ entry: ExpectationView.Entry) {
        let drifts = [entry.willDrift, entry.shouldDrift].compactMap(\.self)
        self.init(
            will: entry.will.heardCount > 0 ? entry.will.level : nil,
            should: entry.should.heardCount > 0 ? entry.should.level : nil,
            gapToWill: entry.lastMet?.gapToWill, gapToShould: entry.lastMet?.gapToShould,
            hasDrifted: drifts.isEmpty ? nil : drifts.contains(where: \.isAlarm))
    }
}
