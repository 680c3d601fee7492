import Domain
import Kernel
import Testing

@Suite("A ride that stands still")
struct PassStandingTests {
    private static let anna = StaffID("anna")!
    private static let noon = Instant(milliseconds: 1_795_312_800_000)
    private static func at(_ minutes: Int64) -> Instant { noon + .minutes(minutes) }
    private static func party(_ number: Int) -> PartyID { PartyID("p\(number)")! }

    /// 100 people to a window of ten minutes; the second party's window begins after ten.
    private static func queue(_ sizes: [Int] = [100, 50]) throws -> VirtualQueue {
        var queue = VirtualQueue(
            id: PassQueueID("coaster")!,
            settings: PassSettings(
                opensAt: noon, window: .minutes(10), statedPeoplePerHour: 600,
                closesAt: at(120)))
        for (place, size) in sizes.enumerated() {
            try queue.keep(.join(party(place + 1), size: size), at: noon)
        }
        return queue
    }

    private static func minutes(_ window: ReturnWindow?) -> [Int64]? {
        window.map { [$0.begin, $0.end].map { ($0 - noon).milliseconds / 60_000 } }
    }

    private static func window(_ number: Int, of queue: VirtualQueue, at minute: Int64) -> [Int64]?
    {
        minutes(queue[party(number)].map { queue.window(of: $0, at: at(minute)) })
    }

    @Test("Windows move with every minute the ride stands, and stay moved when it runs again")
    func windowsMove() throws {
        var queue = try Self.queue()
        #expect(Self.window(2, of: queue, at: 4) == [10, 20])

        try queue.keep(.standStill(by: Self.anna), at: Self.at(5))

        #expect(Self.window(2, of: queue, at: 5) == [10, 20])
        #expect(Self.window(2, of: queue, at: 12) == [17, 27])
        try queue.keep(.runAgain(by: Self.anna), at: Self.at(35))
        #expect(Self.window(2, of: queue, at: 35) == [40, 50])
        #expect(Self.window(2, of: queue, at: 90) == [40, 50])
        #expect(throws: PassRefusal.tooEarly) {
            try queue.decide(.arrive(Self.party(2)), at: Self.at(39))
        }
        try queue.keep(.arrive(Self.party(2)), at: Self.at(40))
    }

    @Test("Nobody lapses while it stands, and nobody boards")
    func nothingLapses() throws {
        var queue = try Self.queue()
        try queue.keep(.arrive(Self.party(1)), at: Self.at(4))
        #expect(queue.wantsAdvance(at: Self.at(600)))
        try queue.keep(.standStill(by: Self.anna), at: Self.at(5))
        #expect(try queue.decide(.standStill(by: Self.anna), at: Self.at(6)) == [])

        #expect(!queue.wantsAdvance(at: Self.at(600)))
        try queue.keep(.advance, at: Self.at(600))

        #expect(queue.tally.parties(.lapsed) == 0)
        #expect(throws: PassRefusal.standsStill) {
            try queue.decide(.serve(Self.party(1)), at: Self.at(600))
        }
        try queue.keep(.runAgain(by: Self.anna), at: Self.at(601))
        #expect(try queue.decide(.runAgain(by: Self.anna), at: Self.at(602)) == [])
        try queue.keep(.serve(Self.party(1)), at: Self.at(602))
    }

    @Test("A promise is renewed, and the old one is kept as it was told")
    func renewed() throws {
        var queue = try Self.queue()
        let told = try #require(queue[Self.party(2)]?.promise)
        try queue.keep(.standStill(by: Self.anna), at: Self.at(5))
        try queue.keep(.runAgain(by: Self.anna), at: Self.at(35))
        try queue.keep(.arrive(Self.party(2)), at: Self.at(44))
        try queue.keep(.serve(Self.party(2)), at: Self.at(45))

        let ticket = try #require(queue[Self.party(2)])
        #expect(ticket.promise == told)
        #expect(ticket.outcome == .renewed)
        let entries = queue.promises(of: ticket, at: Self.at(60))
        #expect(entries.map(\.occasion) == [.joined, .renewed])
        #expect(entries.map(\.state) == [.replaced, .kept])
        #expect(entries.first?.promise == told)
        #expect(Self.minutes(entries.last?.promise.window) == [40, 50])
        #expect(entries.last?.madeAt == Self.at(35))
    }

    @Test("Without a stand-still, what is late is broken, not renewed")
    func broken() throws {
        var queue = try Self.queue()
        try queue.keep(.arrive(Self.party(2)), at: Self.at(19))
        try queue.keep(.serve(Self.party(2)), at: Self.at(26))

        let ticket = try #require(queue[Self.party(2)])
        #expect(ticket.outcome == .broken)
        #expect(queue.promises(of: ticket, at: Self.at(60)).map(\.state) == [.broken])
    }

    @Test(
        "Who joins while it stands is promised nothing before it runs, and is moved with the rest")
    func joinsMeanwhile() throws {
        var queue = try Self.queue()
        try queue.keep(.standStill(by: Self.anna), at: Self.at(5))
        try queue.keep(.join(Self.party(3), size: 60), at: Self.at(25))

        #expect(Self.minutes(queue[Self.party(3)]?.promise.window) == [40, 50])
        try queue.keep(.runAgain(by: Self.anna), at: Self.at(35))
        #expect(Self.window(3, of: queue, at: 35) == [50, 60])
        #expect(Self.window(2, of: queue, at: 35) == [40, 50])
        let ticket = try #require(queue[Self.party(3)])
        let entries = queue.promises(of: ticket, at: Self.at(36))
        #expect(entries.map { Self.minutes($0.promise.window) } == [[40, 50], [50, 60]])
    }

    @Test("While it stands nobody is told a wait; when it runs again it is told")
    func noOutlook() throws {
        var queue = try Self.queue()
        #expect(try queue.outlookForNext(at: Self.at(4)) != nil)
        try queue.keep(.standStill(by: Self.anna), at: Self.at(5))
        #expect(try queue.outlookForNext(at: Self.at(6)) == nil)
        try queue.keep(.runAgain(by: Self.anna), at: Self.at(7))
        #expect(try queue.outlookForNext(at: Self.at(8)) != nil)
    }

    @Test("No window is given that ends after the queue closes, and none after it has closed")
    func closing() throws {
        var queue = try Self.queue(Array(repeating: 100, count: 12))
        #expect(Self.window(12, of: queue, at: 0) == [110, 120])
        #expect(throws: PassRefusal.noWindowLeft) {
            try queue.decide(.join(Self.party(99), size: 100), at: Self.noon)
        }
        queue = try Self.queue([])
        #expect(try queue.decide(.join(Self.party(99), size: 1), at: Self.at(119)) != [])
        #expect(throws: PassRefusal.noWindowLeft) {
            try queue.decide(.join(Self.party(99), size: 1), at: Self.at(120))
        }
    }

    @Test("Who came and is not there when called is due again, and keeps its window")
    func missed() throws {
        var queue = try Self.queue()
        try queue.keep(.arrive(Self.party(1)), at: Self.at(1))
        try queue.keep(.miss(Self.party(1), by: Self.anna), at: Self.at(2))
        #expect(queue.next(9).isEmpty)
        #expect(queue.due(at: Self.at(2), limit: 9).map(\.number) == [1])
        #expect(try queue.decide(.miss(Self.party(1), by: Self.anna), at: Self.at(3)) == [])
        try queue.keep(.advance, at: Self.at(14))
        #expect(queue[Self.party(1)]?.state == .waiting)
        try queue.keep(.advance, at: Self.at(15))
        #expect(queue[Self.party(1)]?.state == .lapsed)
    }

    @Test("A ticket that ended is not joined anew: the same joining changes nothing, for ever")
    func forEver() throws {
        var queue = try Self.queue()
        try queue.keep(.leave(Self.party(1)), at: Self.at(1))
        #expect(try queue.decide(.join(Self.party(1), size: 100), at: Self.at(2)) == [])
        #expect(throws: PassRefusal.joinedDifferently) {
            try queue.decide(.join(Self.party(1), size: 99), at: Self.at(2))
        }
    }

    @Test("After days in which nobody asked, each step is small and all of them end")
    func idleDays() throws {
        var queue = VirtualQueue(
            id: PassQueueID("coaster")!,
            settings: PassSettings(
                opensAt: Self.noon, window: .minutes(10), statedPeoplePerHour: 6_000))
        for number in 1...5_000 {
            try queue.keep(.join(Self.party(number), size: 2), at: Self.noon)
        }
        let late = Self.at(10 * 1_440)
        var stepCount = 0
        while queue.wantsAdvance(at: late) {
            let records = try queue.keep(.advance, at: late)
            #expect(records.count <= 301)
            stepCount += 1
            try #require(stepCount < 1_000)
        }
        #expect(queue.tally.parties(.lapsed) == 5_000)
        #expect(stepCount >= 50)
    }
}

extension VirtualQueue {
    @discardableResult
    fileprivate mutating func keep(
        _ command: PassCommand, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        let records = try decide(command, at: now)
        for record in records { apply(record) }
        return records
    }
}
