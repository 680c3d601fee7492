import Domain
import Kernel
import Testing

@Suite("Virtual queue")
struct PassTests {
    private static let anna = StaffID("anna")!

    /// Noon, when every queue of these tests opens.
    private static let noon = Instant(milliseconds: 1_795_312_800_000)

    private static func at(_ minutes: Int64) -> Instant { noon + .minutes(minutes) }

    private static func party(_ number: Int) -> PartyID { PartyID("p\(number)")! }

    /// 100 people to a window of ten minutes, and 105 places, since two in forty stay away.
    private static func queue(guestPercent: Int = 0) -> VirtualQueue {
        VirtualQueue(
            id: PassQueueID("coaster")!,
            settings: PassSettings(
                opensAt: noon, window: .minutes(10), statedPeoplePerHour: 600,
                guestPercent: guestPercent))
    }

    /// Parties that join at once, the first of them number 1.
    private static func queue(joined sizes: [Int]) throws -> VirtualQueue {
        var queue = queue()
        for (place, size) in sizes.enumerated() {
            try queue.carryOut(.join(party(place + 1), size: size), at: noon)
        }
        return queue
    }

    // MARK: Joining

    @Test("Who joins when nobody waits comes at once; who finds it full gets the next window")
    func windows() throws {
        let queue = try Self.queue(joined: [100, 60, 45, 1])

        let begins = queue.tickets.map { ($0.window.begin - Self.noon).milliseconds / 60_000 }
        #expect(begins == [0, 10, 10, 20])
        #expect(queue.tickets.map(\.number) == [1, 2, 3, 4])
    }

    @Test("A party larger than a window gets as many in a row as it needs, and is not split")
    func large() throws {
        let queue = try Self.queue(joined: [100, 10, 250, 10])

        let windows = queue.tickets.map {
            [$0.window.begin, $0.window.end].map { ($0 - Self.noon).milliseconds / 60_000 }
        }
        #expect(windows == [[0, 10], [10, 20], [20, 50], [40, 50]])
    }

    @Test("Joining a second time changes nothing, and with another size is refused")
    func idempotent() throws {
        let queue = try Self.queue(joined: [4])

        #expect(try queue.decide(.join(Self.party(1), size: 4), at: Self.at(3)) == [])
        #expect(throws: PassRefusal.joinedDifferently) {
            try queue.decide(.join(Self.party(1), size: 5), at: Self.at(3))
        }
    }

    @Test("A promise holds its window and an interval around what is expected")
    func promise() throws {
        for ticket in try Self.queue(joined: Array(repeating: 7, count: 200)).tickets {
            let promise = ticket.promise
            #expect(promise.low <= promise.expected && promise.expected <= promise.high)
            #expect(promise.low < promise.high)
            #expect(promise.window == ticket.window)
            #expect(promise.boardedBy == promise.window.end + .minutes(5))
            #expect(ticket.joinedAt + promise.expected >= promise.window.begin)

            let kept = promise.keeping(since: ticket.joinedAt)
            #expect(ticket.joinedAt + kept.low >= promise.window.begin)
            #expect(ticket.joinedAt + kept.high <= promise.boardedBy)
            #expect(kept.low <= kept.expected && kept.expected <= kept.high)
            #expect(kept.window == promise.window && kept.boardedBy == promise.boardedBy)
        }
    }

    @Test("What is told of the next is told of a party of the usual size, not of one person")
    func usualSize() throws {
        let queue = try Self.queue(joined: [100, 50, 53])
        #expect(queue.usualSize == 68)
        #expect(Self.queue().usualSize == 1)
        // Two more people fit into the window that begins after ten minutes, and no such party.
        let next = try #require(try queue.outlookForNext(at: Self.noon))
        #expect(next.window.begin == Self.at(20))
        let one = try queue.decide(.join(Self.party(9), size: 1), at: Self.noon)
        guard case .joined(let ticket)? = one.last else {
            Issue.record("one person finds no room")
            return
        }
        #expect(ticket.window.begin == Self.at(10))
    }

    @Test("Who boarded last stands first, and is gone from there when it is brought back")
    func boardedLast() throws {
        var queue = try Self.queue(joined: [2, 2, 2])
        for number in [1, 3, 2] {
            try queue.carryOut(.arrive(Self.party(number)), at: Self.at(1))
        }
        for (number, minute) in [(3, 2), (1, 3), (2, 3)] as [(Int, Int64)] {
            try queue.carryOut(.serve(Self.party(number)), at: Self.at(minute))
        }
        #expect(queue.boarded(limit: 9).map(\.number) == [2, 1, 3])
        #expect(queue.boarded(limit: 2).map(\.number) == [2, 1])

        try queue.carryOut(.letReturn(Self.party(1), by: Self.anna), at: Self.at(4))

        #expect(queue.boarded(limit: 9).map(\.number) == [2, 3])
        #expect(queue.due(at: Self.at(4), limit: 9).map(\.number) == [1])
    }

    // MARK: Refusals

    @Test(
        "A command that breaks a rule is refused with the first rule it breaks",
        arguments: [
            (.join(party(9), size: 0), 0, .sizeOutOfRange),
            (.join(party(9), size: 1_001), 0, .sizeOutOfRange),
            (.join(party(9), size: 1), -1, .notOpenYet),
            (.join(party(9), size: 1), 0, nil),
            (.advance, 0, nil),
            (.arrive(party(9)), 0, .unknownParty),
            (.arrive(party(2)), 9, .tooEarly),
            (.arrive(party(2)), 10, nil),
            (.arrive(party(2)), 24, nil),
            (.arrive(party(2)), 25, .tooLate),
            (.serve(party(2)), 10, .notHere),
            (.miss(party(9), by: anna), 10, .unknownParty),
            (.takeOffer(party(2)), 1, .noOffer),
            (.letReturn(party(2), by: anna), 1, .nothingToReturnTo),
            (.admitGuest(party(9), size: 1, .medical, by: anna), 1, .guestShareUsed),
        ] as [(PassCommand, Int64, PassRefusal?)])
    func refusals(command: PassCommand, minute: Int64, refusal: PassRefusal?) throws {
        let queue = try Self.queue(joined: [100, 50])

        var found: PassRefusal?
        do throws(PassRefusal) {
            _ = try queue.decide(command, at: Self.at(minute))
        } catch {
            found = error
        }

        #expect(found == refusal)
    }

    @Test("What was done already is done once, and what ended is not done at all")
    func ended() throws {
        var queue = try Self.queue(joined: [2, 2])
        try queue.carryOut(.arrive(Self.party(1)), at: Self.at(1))
        #expect(try queue.decide(.arrive(Self.party(1)), at: Self.at(1)) == [])
        try queue.carryOut(.serve(Self.party(1)), at: Self.at(1))
        #expect(try queue.decide(.serve(Self.party(1)), at: Self.at(1)) == [])
        try queue.carryOut(.leave(Self.party(2)), at: Self.at(1))
        #expect(try queue.decide(.leave(Self.party(2)), at: Self.at(1)) == [])

        #expect(throws: PassRefusal.notWaiting) {
            try queue.decide(.leave(Self.party(1)), at: Self.at(1))
        }
        #expect(throws: PassRefusal.notWaiting) {
            try queue.decide(.serve(Self.party(2)), at: Self.at(1))
        }
        #expect(throws: PassRefusal.timeRunsBack) {
            try queue.decide(.advance, at: Self.at(0))
        }
    }

    // MARK: Places that come free

    @Test("What a no-show leaves is offered to the next, moves who takes it and nobody else")
    func noShows() throws {
        var queue = try Self.queue(joined: [100, 50, 50, 60, 20])
        try queue.carryOut(.advance, at: Self.at(14))
        #expect(queue[Self.party(1)]?.state == .waiting)

        let records = try queue.carryOut(.advance, at: Self.at(15))

        #expect(records.contains(.lapsed(Self.party(1), at: Self.at(15))))
        let offered = queue.tickets.filter { $0.offer != nil }.map(\.number)
        #expect(offered == [4, 5])
        #expect(queue.tickets.map(\.window) == queue.tickets.map(\.promise.window))
        try queue.carryOut(.takeOffer(Self.party(4)), at: Self.at(16))
        try queue.carryOut(.declineOffer(Self.party(5)), at: Self.at(16))
        let moved = queue.tickets.filter { $0.window != $0.promise.window }.map(\.number)
        #expect(moved == [4])
        #expect(queue[Self.party(4)]?.window.begin == Self.at(15))
    }

    @Test("An offer that nobody answers ends, and the window stays as it was")
    func offerEnds() throws {
        var queue = try Self.queue(joined: [100, 100, 60])
        try queue.carryOut(.advance, at: Self.at(15))
        #expect(queue[Self.party(3)]?.offer?.until == Self.at(20))
        #expect(throws: PassRefusal.noOffer) {
            try queue.decide(.takeOffer(Self.party(3)), at: Self.at(20))
        }

        let records = try queue.carryOut(.advance, at: Self.at(20))

        #expect(
            records.contains(.offerEnded(Self.party(3), wasDeclined: false, at: Self.at(20))))
        #expect(queue[Self.party(3)]?.window.begin == Self.at(20))
    }

    @Test("A small party is not offered what is too little for the large one before it")
    func strictOrder() throws {
        var queue = try Self.queue(joined: [50, 50, 100, 80, 20])
        try queue.carryOut(.arrive(Self.party(2)), at: Self.noon)

        try queue.carryOut(.advance, at: Self.at(15))

        #expect(queue[Self.party(1)]?.state == .lapsed)
        #expect(queue.tickets.allSatisfy { $0.offer == nil })
    }

    @Test("What one party declines is offered to the next, and what one at the ride gives up too")
    func passedOn() throws {
        var queue = try Self.queue(joined: [40, 60, 100, 60, 45])
        try queue.carryOut(.arrive(Self.party(1)), at: Self.noon)
        try queue.carryOut(.advance, at: Self.at(15))
        #expect(queue.tickets.filter { $0.offer != nil }.map(\.number) == [4])

        try queue.carryOut(.declineOffer(Self.party(4)), at: Self.at(16))
        try queue.carryOut(.advance, at: Self.at(16))
        #expect(queue.tickets.filter { $0.offer != nil }.map(\.number) == [5])

        queue = try Self.queue(joined: [40, 60, 100, 60, 40])
        try queue.carryOut(.arrive(Self.party(1)), at: Self.noon)
        try queue.carryOut(.leave(Self.party(1)), at: Self.at(14))
        try queue.carryOut(.advance, at: Self.at(15))
        #expect(queue.tickets.filter { $0.offer != nil }.map(\.number) == [4, 5])
    }

    @Test("However many lapse, one step lets a hundred lapse, and the next steps the rest")
    func manyLapse() throws {
        var queue = try Self.queue(joined: Array(repeating: 100, count: 250))

        for lapsed in [100, 200, 250] {
            #expect(queue.wantsAdvance(at: Self.at(19_000)))
            try queue.carryOut(.advance, at: Self.at(19_000))
            #expect(queue.tally.parties(.lapsed) == lapsed)
        }
        #expect(!queue.wantsAdvance(at: Self.at(19_000)))
    }

    // MARK: At the ride

    @Test("Guests board first, then who comes back, then in order of joining")
    func next() throws {
        var queue = Self.queue(guestPercent: 10)
        for number in 1...3 {
            try queue.carryOut(.join(Self.party(number), size: 2), at: Self.noon)
        }
        for number in [3, 2, 1] { try queue.carryOut(.arrive(Self.party(number)), at: Self.at(1)) }
        try queue.carryOut(.serve(Self.party(3)), at: Self.at(2))
        try queue.carryOut(.letReturn(Self.party(3), by: Self.anna), at: Self.at(3))
        try queue.carryOut(.arrive(Self.party(3)), at: Self.at(60))
        try queue.carryOut(
            .admitGuest(Self.party(4), size: 1, .cannotStand, by: Self.anna), at: Self.at(60))
        try queue.carryOut(.arrive(Self.party(4)), at: Self.at(60))

        #expect(queue.next(9).map(\.number) == [4, 3, 1, 2])
        #expect(queue.tally.returned == 1)
        #expect(queue[Self.party(3)]?.returnCount == 1)
        try queue.carryOut(.serve(Self.party(3)), at: Self.at(61))
        #expect(queue.tally.promises(.again) == 1)
    }

    @Test("Guests have a stated share of each window, and every report names their reasons")
    func guests() throws {
        var queue = Self.queue(guestPercent: 10)
        for number in 1...10 {
            let reason = GuestReason.allCases[number % 6]
            try queue.carryOut(
                .admitGuest(Self.party(number), size: 1, reason, by: Self.anna), at: Self.noon)
        }

        #expect(throws: PassRefusal.guestShareUsed) {
            try queue.decide(
                .admitGuest(Self.party(11), size: 1, .sold, by: Self.anna), at: Self.at(9))
        }
        #expect(GuestReason.allCases.map { queue.tally.guests($0) }.reduce(0, +) == 10)
        #expect(queue.tally.guests(.sold) == 1)
        try queue.carryOut(
            .admitGuest(Self.party(11), size: 10, .sold, by: Self.anna), at: Self.at(10))
    }

    @Test("A promise is kept up to its moment, and broken after it")
    func outcomes() throws {
        for (minute, outcome) in [(15, PassOutcome.kept), (16, .broken)] as [(Int64, PassOutcome)] {
            var queue = try Self.queue(joined: [2])
            try queue.carryOut(.arrive(Self.party(1)), at: Self.at(9))
            try queue.carryOut(.serve(Self.party(1)), at: Self.at(minute))
            #expect(queue.tally.promises(outcome) == 1)
        }
        var queue = try Self.queue(joined: [2])
        try queue.carryOut(.arrive(Self.party(1)), at: Self.at(10))
        try queue.carryOut(.serve(Self.party(1)), at: Self.at(10))
        #expect(queue.tally.promises(.cameLate) == 1)
    }

    @Test("What the attraction takes is learnt while somebody stands, from either side")
    func learning() throws {
        for perMinute in [5, 20] as [Int64] {
            var queue = Self.queue()
            var now = Self.noon
            for number in 0..<4_000 {
                try queue.carryOut(.join(Self.party(number), size: 1), at: now)
                if queue[Self.party(number)]?.isDue(at: now) == true {
                    try queue.carryOut(.arrive(Self.party(number)), at: now)
                }
            }
            for _ in 0..<6_000 {
                now = now + Span(milliseconds: 60_000 / perMinute)
                try queue.carryOut(.advance, at: now)
                for ticket in queue.due(at: now, limit: .max) {
                    try queue.carryOut(.arrive(ticket.party), at: now)
                }
                guard let next = queue.next(1).first else { continue }
                try queue.carryOut(.serve(next.party), at: now)
            }

            let rate = queue.rate
            #expect(rate.low < rate.expected && rate.expected < rate.high)
            #expect(rate.low <= perMinute * 60_000 && perMinute * 60_000 <= rate.high)
        }
    }

    @Test("An empty line says nothing of what an attraction takes")
    func quiet() throws {
        var queue = Self.queue()
        let before = queue.rate
        for number in 0..<50 {
            let now = Self.at(Int64(number) * 5)
            try queue.carryOut(.join(Self.party(number), size: 1), at: now)
            try queue.carryOut(.arrive(Self.party(number)), at: now)
            try queue.carryOut(.serve(Self.party(number)), at: now)
        }

        #expect(queue.rate == before)
    }

    // MARK: Against a plain model

    @Test("Whatever happens, a plain fold of the records says the same", arguments: 1...60)
    func model(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var queue = Self.queue(guestPercent: 10)
        var model = PlainQueue()
        /// A window's seats and a quarter, for those who do not come.
        var mostPlaces: Int64 = 105
        var now = Self.noon
        for step in 0..<400 {
            now = now + .seconds(Int64(random.next() % 90))
            let party = Self.party(Int(random.next() % UInt64(step / 2 + 2)))
            let command: PassCommand =
                switch random.next() % 12 {
                case 0, 1, 2, 3: .join(Self.party(step), size: 1 + Int(random.next() % 40))
                case 4, 5: .arrive(party)
                case 6, 7: .serve(queue.next(1).first?.party ?? party)
                case 8:
                    switch random.next() % 4 {
                    case 0: .leave(party)
                    case 1: .miss(queue.next(1).first?.party ?? party, by: Self.anna)
                    default: .declineOffer(party)
                    }
                case 9: .takeOffer(queue.tickets.first { $0.offer != nil }?.party ?? party)
                case 10:
                    random.next() % 4 == 0
                        ? .letReturn(party, by: Self.anna)
                        : .admitGuest(Self.party(step), size: 1, .medical, by: Self.anna)
                default:
                    switch random.next() % 6 {
                    case 0: .standStill(by: Self.anna)
                    case 1, 2: .runAgain(by: Self.anna)
                    default: .advance
                    }
                }
            guard let records = try? queue.carryOut(command, at: now) else { continue }
            for record in records { model.take(record) }
            mostPlaces = max(mostPlaces, queue.rate.expected / 6_000 * 5 / 4)
            try #require(model.differs(from: queue, at: now) == nil, "seed \(seed) step \(step)")
        }
        #expect(model.joined.count > 50)
        #expect(model.unfairPairs == 0, "seed \(seed)")
        #expect(model.mostBooked <= mostPlaces, "seed \(seed)")
    }

    @Test("Records replayed make the same queue")
    func replay() throws {
        var queue = Self.queue()
        var records: [PassRecord] = []
        for number in 0..<200 {
            let now = Self.noon + .seconds(Int64(number) * 20)
            records += try queue.carryOut(.join(Self.party(number), size: 3), at: now)
            records += try queue.carryOut(.advance, at: now)
        }

        var again = Self.queue()
        for record in records { again.apply(record) }

        #expect(again.tickets == queue.tickets)
        #expect(again.tally == queue.tally)
    }
}

extension VirtualQueue {
    /// Decides, and folds in what was decided.
    @discardableResult
    fileprivate mutating func carryOut(
        _ command: PassCommand, at now: Instant
    ) throws(PassRefusal) -> [PassRecord] {
        let records = try decide(command, at: now)
        for record in records { apply(record) }
        return records
    }
}
