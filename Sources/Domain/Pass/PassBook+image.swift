public import Kernel

/// How the queues stand in a snapshot, version 1. Only this version of the program and later ones
/// read it: the journal's records are what lasts.
///
///     image = 1 queue* (0 | 1 day)* joined:key* link*     each list but the days counted
extension PassBook {
    /// Itself as bytes. Linear in all who ever joined, so it is done on another thread than the
    /// one that goes on.
    public var image: [UInt8] {
        var writer = ByteWriter()
        writer.byte(1)
        writer.varint(UInt64(queues.count))
        for queue in queues { Self.append(queue, to: &writer) }
        for day in days {
            writer.byte(day == nil ? 0 : 1)
            day?.append(to: &writer)
        }
        writer.varint(UInt64(joined.count))
        for key in joined.keys { writer.key(key) }
        writer.varint(UInt64(links.count))
        for link in links {
            writer.counted(link.queue.utf8)
            writer.counted(link.party.utf8)
            writer.counted(link.name.kind.rawValue.utf8)
            writer.counted(link.name.name.utf8)
        }
        return writer.bytes
    }

    /// - Parameter image: As ``image`` gave it, under the same seed.
    public init(image: UnsafeRawBufferPointer, seed: KeySeed) throws(ByteReaderFailure) {
        self.init(seed: seed)
        var reader = ByteReader(image)
        guard try reader.byte() == 1 else { throw .unknownVersion }
        for _ in 0..<(try reader.count(upTo: Self.queueCountMax)) {
            queues.append(try Self.queue(&reader))
        }
        for queue in queues {
            guard try reader.byte() == 1 else {
                days.append(nil)
                continue
            }
            days.append(try VirtualQueue(id: queue.id, &reader))
        }
        for _ in 0..<(try reader.count(upTo: Self.joinCountMax)) {
            _ = joined.number(try reader.key())
        }
        for _ in 0..<(try reader.count(upTo: Self.linkCountMax)) {
            guard let queue = PassQueueID(bytes: try reader.counted()),
                let party = PartyID(bytes: try reader.counted()),
                let kind = AliasKind(
                    rawValue: String(decoding: try reader.counted(), as: UTF8.self)),
                let name = Alias(kind, String(decoding: try reader.counted(), as: UTF8.self))
            else { throw .unknownName }
            links.append(PassLink(queue: queue, party: party, name: name))
        }
    }

    private static func append(_ queue: PassQueue, to writer: inout ByteWriter) {
        writer.counted(queue.id.utf8)
        writer.counted(queue.name.en.utf8)
        writer.counted(queue.name.nl.utf8)
        writer.counted(queue.zone.utf8)
        writer.list([
            Int64(queue.opens), Int64(queue.closes), queue.window.milliseconds,
            queue.grace.milliseconds, queue.offer.milliseconds, queue.returning.milliseconds,
            Int64(queue.peoplePerHour), Int64(queue.guestPercent),
        ])
    }

    private static func queue(_ reader: inout ByteReader) throws(ByteReaderFailure) -> PassQueue {
        guard let id = PassQueueID(bytes: try reader.counted()) else { throw .unknownName }
        let english = String(decoding: try reader.counted(), as: UTF8.self)
        let dutch = String(decoding: try reader.counted(), as: UTF8.self)
        guard let zone = ZoneID(bytes: try reader.counted()) else { throw .unknownName }
        let numbers = try reader.list(8)
        return PassQueue(
            id: id, name: Words(en: english, nl: dutch), zone: zone, opens: Int(numbers[0]),
            closes: Int(numbers[1]), window: Span(milliseconds: numbers[2]),
            grace: Span(milliseconds: numbers[3]), offer: Span(milliseconds: numbers[4]),
            returning: Span(milliseconds: numbers[5]), peoplePerHour: Int(numbers[6]),
            guestPercent: Int(numbers[7]))
    }
}

extension VirtualQueue {
    fileprivate func append(to writer: inout ByteWriter) {
        settings.append(to: &writer)
        writer.list(flow.numbers + tally.numbers)
        writer.list(
            [openedCount, lastBooked, released, firstBooked, firstUnoffered].map(Int64.init) + [
                latest.milliseconds, stood.milliseconds, stoppedAt?.milliseconds ?? .min,
                boarding?.at.milliseconds ?? .min, Int64(boarding?.size ?? 0),
            ])
        writer.varint(UInt64(tickets.count))
        for ticket in tickets { ticket.append(to: &writer) }
        writer.varint(UInt64(cells.count))
        for cell in cells {
            writer.list([cell.places, cell.reserve, cell.booked, cell.guests].map(Int64.init))
        }
        writer.varint(UInt64(deadlines.count))
        for deadline in deadlines {
            writer.list([deadline.at.milliseconds, Int64(deadline.place)])
        }
        for list in [offers, standing] {
            writer.varint(UInt64(list.count))
            writer.list(list.map(Int64.init))
        }
        writer.varint(UInt64(history.count))
        for bin in history { writer.list([Int64(bin.joined), Int64(bin.boarded)]) }
        writer.varint(UInt64(standings.count))
        for standing in standings {
            writer.list([standing.from.milliseconds, standing.until.milliseconds])
        }
    }

    fileprivate init(
        id: PassQueueID, _ reader: inout ByteReader
    ) throws(ByteReaderFailure) {
        self.init(id: id, settings: try PassSettings(&reader))
        let (flowCount, tallyCount) = (flow.numbers.count, tally.numbers.count)
        guard let flow = PassFlow(numbers: try reader.list(flowCount)),
            let tally = PassTally(numbers: try reader.list(tallyCount))
        else { throw .numberTooLarge }
        (self.flow, self.tally) = (flow, tally)
        let marks = try reader.list(10)
        openedCount = Int(marks[0])
        lastBooked = Int(marks[1])
        released = Int(marks[2])
        latest = Instant(milliseconds: marks[5])
        stood = Span(milliseconds: marks[6])
        stoppedAt = marks[7] == .min ? nil : Instant(milliseconds: marks[7])
        boarding = marks[8] == .min ? nil : (Instant(milliseconds: marks[8]), Int(marks[9]))
        for place in 0..<(try reader.count(upTo: Self.ticketCountMax)) {
            let ticket = try PassTicket(&reader)
            tickets.append(ticket)
            places[ticket.party] = place
        }
        (firstBooked, firstUnoffered) = (try place(marks[3], true), try place(marks[4], true))
        for _ in 0..<(try reader.count(upTo: Self.cellCountMax * 2)) {
            let cell = try reader.list(4).map(Int.init)
            cells.append(
                Cell(places: cell[0], reserve: cell[1], booked: cell[2], guests: cell[3]))
        }
        for _ in 0..<(try reader.count(upTo: reader.remaining)) {
            let deadline = try reader.list(2)
            deadlines.append(
                Deadline(
                    at: Instant(milliseconds: deadline[0]), place: try place(deadline[1], false)))
        }
        for _ in 0..<(try reader.count(upTo: tickets.count)) {
            offers.append(try place(try reader.signedVarint(), false))
        }
        for _ in 0..<(try reader.count(upTo: tickets.count)) {
            standing.append(try place(try reader.signedVarint(), false))
        }
        for _ in 0..<(try reader.count(upTo: Self.cellCountMax)) {
            let bin = try reader.list(2).map(Int.init)
            history.append(PassBin(joined: bin[0], boarded: bin[1]))
        }
        for _ in 0..<(try reader.count(upTo: reader.remaining)) {
            let ends = try reader.list(2).map(Instant.init(milliseconds:))
            standings.append(PassStanding(from: ends[0], until: ends[1]))
        }
    }

    /// A ticket's place, or the one after the last.
    private func place(
        _ number: Int64, _ mayBeEnd: Bool
    ) throws(ByteReaderFailure) -> Int {
        guard number >= 0, number < tickets.count || (mayBeEnd && number == tickets.count) else {
            throw .numberTooLarge
        }
        return Int(number)
    }
}

// MARK: Parts

extension PassSettings {
    fileprivate func append(to writer: inout ByteWriter) {
        writer.list([
            opensAt.milliseconds, window.milliseconds, grace.milliseconds, offer.milliseconds,
            returning.milliseconds, Int64(statedPeoplePerHour), Int64(guestPercent),
            closesAt?.milliseconds ?? .min,
        ])
    }

    fileprivate init(_ reader: inout ByteReader) throws(ByteReaderFailure) {
        let numbers = try reader.list(8)
        self.init(
            opensAt: Instant(milliseconds: numbers[0]), window: Span(milliseconds: numbers[1]),
            grace: Span(milliseconds: numbers[2]), offer: Span(milliseconds: numbers[3]),
            returning: Span(milliseconds: numbers[4]), statedPeoplePerHour: Int(numbers[5]),
            guestPercent: Int(numbers[6]),
            closesAt: numbers[7] == .min ? nil : Instant(milliseconds: numbers[7]))
    }
}

extension PassTicket {
    fileprivate func append(to writer: inout ByteWriter) {
        writer.counted(party.utf8)
        var reason: UInt8 = 0
        if case .guest(let said) = entry {
            reason = 1 + UInt8(GuestReason.allCases.firstIndex(of: said) ?? 0)
        }
        writer.byte(reason)
        writer.byte(UInt8(PassState.allCases.firstIndex(of: state) ?? 0))
        writer.byte(outcome.map { 1 + UInt8(PassOutcome.allCases.firstIndex(of: $0) ?? 0) } ?? 0)
        let flags: [Bool] = [
            offer != nil, moved != nil, cells != nil, wasOffered, wasServed, arrivedAt != nil,
            endedAt != nil,
        ]
        writer.byte(flags.enumerated().reduce(0) { $0 | ($1.element ? 1 << $1.offset : 0) })
        writer.list([
            Int64(number), Int64(size), joinedAt.milliseconds, shift.milliseconds,
            Int64(returnCount),
        ])
        writer.list(promise.numbers)
        writer.list([window.begin.milliseconds, window.end.milliseconds])
        if let offer {
            writer.list([
                offer.window.begin.milliseconds, offer.window.end.milliseconds,
                offer.until.milliseconds,
            ])
        }
        if let moved { writer.list(moved.numbers) }
        if let cells { writer.list([Int64(cells.first), Int64(cells.count)]) }
        if let arrivedAt { writer.list([arrivedAt.milliseconds]) }
        if let endedAt { writer.list([endedAt.milliseconds]) }
    }

    fileprivate init(_ reader: inout ByteReader) throws(ByteReaderFailure) {
        guard let party = PartyID(bytes: try reader.counted()) else { throw .unknownName }
        let reason = Int(try reader.byte())
        let state = Int(try reader.byte())
        let outcome = Int(try reader.byte())
        let flags = try reader.byte()
        guard reason <= GuestReason.allCases.count, state < PassState.allCases.count,
            outcome <= PassOutcome.allCases.count
        else { throw .unknownName }
        let head = try reader.list(5)
        let promise = try PassPromise(&reader)
        self.init(
            number: Int(head[0]), party: party, size: Int(head[1]),
            at: Instant(milliseconds: head[2]),
            entry: reason == 0 ? .line : .guest(GuestReason.allCases[reason - 1]),
            promise: promise, cells: nil, shift: Span(milliseconds: head[3]))
        returnCount = Int(head[4])
        self.state = PassState.allCases[state]
        self.outcome = outcome == 0 ? nil : PassOutcome.allCases[outcome - 1]
        window = try ReturnWindow(&reader)
        if flags & 1 != 0 {
            let offered = try ReturnWindow(&reader)
            offer = PassOffer(
                window: offered, until: Instant(milliseconds: try reader.signedVarint()))
        }
        if flags & 2 != 0 { moved = try PassPromise(&reader) }
        if flags & 4 != 0 {
            let booked = try reader.list(2)
            cells = BookedCells(first: Int(booked[0]), count: Int(booked[1]))
        }
        wasOffered = flags & 8 != 0
        wasServed = flags & 16 != 0
        if flags & 32 != 0 { arrivedAt = Instant(milliseconds: try reader.signedVarint()) }
        if flags & 64 != 0 { endedAt = Instant(milliseconds: try reader.signedVarint()) }
    }
}

extension ReturnWindow {
    fileprivate init(_ reader: inout ByteReader) throws(ByteReaderFailure) {
        let ends = try reader.list(2).map(Instant.init(milliseconds:))
        self.init(begin: ends[0], end: ends[1])
    }
}

extension PassPromise {
    fileprivate var numbers: [Int64] {
        [
            window.begin.milliseconds, window.end.milliseconds, boardedBy.milliseconds,
            expected.milliseconds, low.milliseconds, high.milliseconds,
        ]
    }

    fileprivate init(_ reader: inout ByteReader) throws(ByteReaderFailure) {
        let numbers = try reader.list(6)
        self.init(
            window: ReturnWindow(
                begin: Instant(milliseconds: numbers[0]), end: Instant(milliseconds: numbers[1])),
            boardedBy: Instant(milliseconds: numbers[2]),
            expected: Span(milliseconds: numbers[3]), low: Span(milliseconds: numbers[4]),
            high: Span(milliseconds: numbers[5]))
    }
}

extension ByteWriter {
    fileprivate mutating func list(_ numbers: [Int64]) {
        for number in numbers { signedVarint(number) }
    }
}

extension ByteReader {
    fileprivate mutating func list(_ count: Int) throws(ByteReaderFailure) -> [Int64] {
        var numbers: [Int64] = []
        numbers.reserveCapacity(count)
        for _ in 0..<count { numbers.append(try signedVarint()) }
        return numbers
    }
}
