import Domain
import Kernel
import Measures
import Ports
import Runtime
import Simulator
import Synchronization
import Testing

// Negative controls: without `insight?.moved(forgotten)` in `Sequencer.erase` the erased stay in
// what is counted, and without the rule of ten one person more or less is shown at once.
@Suite("Counting people beside the house")
struct InsightBoardTests {
    @Test("Nine people are nobody to be seen; ten are ten", arguments: [9, 10])
    func fewest(count: Int) async throws {
        let house = try await House()
        try await house.tell(0..<count)
        #expect(house.board.sheet == nil)
        #expect(house.board.progress != nil)

        await house.board.turn()

        let report = try #require(house.board.sheet).report
        #expect(house.board.progress == nil)
        #expect(report.people == (count == 10 ? 10 : nil))
        #expect(report.sacrifice.mean.value == nil || count == 10)
        #expect(report.heard.wishes == (count == 10 ? 10 : nil))
    }

    @Test("What moved of nine people waits, what moved of ten is shown")
    func tens() async throws {
        let house = try await House()
        try await house.tell(0..<20)
        await house.board.turn()
        try await house.tell(20..<29)
        house.clock.move(by: InsightBoard.leastSpan)
        await house.board.turn()
        #expect(house.board.sheet?.report.people == 20)

        try await house.tell(29..<30)
        await house.board.turn()
        #expect(house.board.sheet?.report.people == 30)
        #expect(house.board.sheet?.countedAt == house.clock.now)
    }

    @Test("One person who moves ten times is one")
    func distinct() async throws {
        let house = try await House()
        try await house.tell(0..<20)
        await house.board.turn()
        for _ in 0..<6 {
            for refusing in [[ConsentPurpose.help], []] {
                try await house.allow(3, refusing: refusing)
                house.clock.move(by: InsightBoard.leastSpan)
                let before = try #require(house.board.sheet).countedAt
                await house.board.turn()
                #expect(house.board.sheet?.countedAt == before)
            }
        }
    }

    @Test("On the next day the count stands; in the next month it is shown anew")
    func nextMonth() async throws {
        let house = try await House()
        try await house.tell(0..<20)
        await house.board.turn()
        try await house.tell(20..<21)
        // From 15 January 2027.
        house.clock.move(by: .hours(24))
        await house.board.turn()
        #expect(house.board.sheet?.report.people == 20)
        #expect(await house.board.countedNow().report.people == 21)
        house.clock.move(by: .hours(24 * 16))
        await house.board.turn()
        #expect(house.board.sheet?.report.people == 21)
    }

    @Test("Counting one after another gives what counting everybody at once gives")
    func incremental() async throws {
        let house = try await House()
        await house.board.turn()
        for start in stride(from: 0, to: 40, by: 10) {
            try await house.tell(start..<start + 10)
            house.clock.move(by: InsightBoard.leastSpan)
            await house.board.turn()
        }
        let fresh = house.newBoard()
        await fresh.turn()
        let sheet = try #require(house.board.sheet)
        #expect(sheet.report.people == 40)
        #expect(sheet.report == fresh.sheet?.report)
        #expect(sheet.quarters == fresh.sheet?.quarters)
    }

    @Test("Erasing people equals never having had them, at once; what is shown stands")
    func erasure() async throws {
        let house = try await House()
        try await house.tell(0..<30)
        await house.board.turn()
        let whole = try #require(house.board.sheet)
        for number in 27..<30 {
            try await house.sequencer.erase(House.person(number))
            house.clock.move(by: InsightBoard.leastSpan)
            await house.board.turn()
            #expect(await house.board.countedNow().report.people == 30 - (number - 26))
            #expect(house.board.sheet?.report == whole.report)
            #expect(house.board.sheet?.countedAt == whole.countedAt)
        }
        let without = try await House()
        try await without.tell(0..<27)
        await without.board.turn()

        let counted = await house.board.countedNow()
        #expect(counted.report == without.board.sheet?.report)
        #expect(counted.quarters == without.board.sheet?.quarters)
        #expect(counted.report != whole.report)

        for number in 20..<27 { try await house.sequencer.erase(House.person(number)) }
        await house.board.turn()
        #expect(house.board.sheet?.report.people == 20)
    }

    @Test("Whoever lets the house help them no more is counted in no number, at once")
    func narrowed() async throws {
        let house = try await House()
        try await house.tell(0..<30)
        await house.board.turn()

        try await house.allow(3, refusing: [.help])
        await house.board.turn()
        let counted = await house.board.countedNow().report
        #expect(counted.people == 29)
        #expect(counted.heard.wishes == 29)
        #expect(house.board.sheet?.report.people == 30)

        // What they told is theirs, and counts again when they say so.
        try await house.allow(3)
        await house.board.turn()
        #expect(await house.board.countedNow().report.people == 30)
    }

    @Test("Names that become one person are counted as one, and as two when they part")
    func names() async throws {
        let house = try await House()
        try await house.tell(0..<40)
        await house.board.turn()
        for number in 0..<10 {
            try await house.sequencer.submit(
                .claim(
                    Alias(House.person(number)), Alias(House.person(number + 10)), .stated,
                    by: .house, evidence: ""))
        }
        house.clock.move(by: InsightBoard.leastSpan)
        await house.board.turn()
        #expect(house.board.sheet?.report.people == 30)

        for number in 0..<10 {
            let claim = await house.sequencer.read {
                $0.lastClaim(
                    between: Alias(House.person(number)), Alias(House.person(number + 10)))
            }
            try await house.sequencer.submit(
                .withdraw(try #require(claim), by: .house))
        }
        house.clock.move(by: InsightBoard.leastSpan)
        await house.board.turn()
        #expect(house.board.sheet?.report.people == 40)
    }

    @Test("A month ago is what was known then")
    func month() async throws {
        let house = try await House()
        try await house.tell(0..<20)
        house.clock.move(by: .hours(24 * 31))
        try await house.settle(0..<20, closeness: 2)
        await house.board.turn()

        let change = try #require(
            house.board.sheet?.report.changes.first { $0.what == .sacrifice })
        #expect(change.before.value != nil)
        #expect((change.difference ?? 0) > 0.1)
        #expect(!change.fallsForFewerHeard)
    }
}

/// A house in memory with one facet.
private struct House {
    static let quiet = FacetID("quiet")!
    let clock = Watch()
    let sequencer: Sequencer
    let board: InsightBoard

    static func person(_ number: Int) -> PersonID { PersonID("p\(number)")! }
    static func wish(_ number: Int) -> WishID { WishID("w\(number)")! }

    init() async throws {
        let journal = SimulatedJournal(lies: false)
        let pile = InsightPile()
        sequencer = Sequencer(
            recovered: try Recovery(from: journal, seed: KeySeed(first: 1, second: 2)),
            journal: journal, clock: clock, feed: NoScreens(), insight: pile, end: { _ in })
        board = InsightBoard(sequencer: sequencer, pile: pile, clock: clock)
        try await sequencer.submit(
            .installFacets([
                Facet(
                    id: Self.quiet, name: Words(en: "Quiet", nl: "Rust"),
                    kind: .more(floor: Level(thousandths: 0)))
            ]))
    }

    /// Another that begins to count now.
    func newBoard() -> InsightBoard {
        InsightBoard(sequencer: sequencer, pile: InsightPile(), clock: clock)
    }

    func allow(_ number: Int, refusing: [ConsentPurpose] = []) async throws {
        try await sequencer.submit(
            .choose(
                .assisted, of: Self.person(number), by: .house, isChild: false, guardian: nil,
                refusing: refusing))
    }

    /// People who want quiet, say how close they came to it, and what they expected and found.
    func tell(_ numbers: Range<Int>) async throws {
        for number in numbers {
            try await sequencer.submit(
                .link(Token("B\(number)")!, to: Self.person(number)))
            try await allow(number)
            let said = SaidWish(
                facet: Self.quiet, want: .level(Level(thousandths: 9_000)), words: "quiet",
                importance: UInt8(number % 11))
            try await wish(.voice(Self.wish(number), said), number)
            try await wish(.playBack(Self.wish(number), "so"), number, by: .house)
            try await wish(.confirm(Self.wish(number)), number)
            try await live(number, "expects", .felt(.expects, 5))
            try await live(number, "perceived", .felt(.perceived, UInt8(3 + number % 5)))
        }
        for number in numbers {
            try await live(number, "close", .told(.closeness(UInt8(5 + number % 6))))
        }
    }

    func settle(_ numbers: Range<Int>, closeness: UInt8) async throws {
        for number in numbers {
            try await live(number, "later", .told(.closeness(closeness)))
        }
    }

    private func live(_ number: Int, _ id: String, _ what: SaidExperience.What) async throws {
        try await wish(
            .live(
                SaidExperience(
                    id: ExperienceID("\(id)\(number)")!, about: .wish(Self.wish(number)),
                    what: what)), number)
    }

    private func wish(
        _ command: WishCommand, _ number: Int, by claimant: Claimant = .person
    ) async throws {
        try await sequencer.submit(.wish(command, of: Self.person(number), by: claimant))
    }
}

private final class Watch: Clock {
    private let instant = Mutex(Instant(milliseconds: 1_800_000_000_000))

    var now: Instant { instant.withLock { $0 } }
    func move(by span: Span) { instant.withLock { $0 = $0 + span } }
}

private struct NoScreens: CueFeed {
    func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {}
}
