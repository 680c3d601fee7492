import Domain
import Kernel

/// A day with our virtual queue: the parties of a run, and one ride that takes them.
struct PassDay {
    /// How often time goes on by itself, milliseconds.
    private static let tick: Int64 = 60_000

    private enum Kind: Int { case rideFree, join, tick, come }

    private struct Event: Comparable {
        let at: Int64  // parts
        let kind: Kind
        let number: Int

        static func < (left: Event, right: Event) -> Bool {
            (left.at, left.kind.rawValue, left.number)
                < (right.at, right.kind.rawValue, right.number)
        }
    }

    private let run: PassRun
    private(set) var queue: VirtualQueue
    private(set) var fates: [PassFate]
    private var events = EventHeap<Event>()
    /// When each party comes, as it intends now; parts.
    private var comes: [Int64]
    private var isRideFree = true
    private var joinedCount = 0

    init(_ run: PassRun) {
        self.run = run
        let plan = run.plan
        // Identifiers from constants and numbers are always well formed.
        queue = VirtualQueue(
            id: PassQueueID("ride")!,
            settings: PassSettings(
                opensAt: Instant(milliseconds: 0), window: Span(milliseconds: plan.window),
                grace: Span(milliseconds: plan.grace), statedPeoplePerHour: plan.statedPerHour))
        fates = [PassFate](repeating: PassFate(), count: run.parties.count)
        comes = [Int64](repeating: -1, count: run.parties.count)
    }

    mutating func spend() {
        guard let first = run.parties.first else { return }
        events.push(Event(at: run.parts(first.joined), kind: .join, number: 0))
        events.push(Event(at: run.parts(Self.tick), kind: .tick, number: 0))
        while let event = events.pop() {
            let now = Instant(milliseconds: event.at / Int64(run.plan.capacityPerHour))
            switch event.kind {
            case .join: join(event.number, at: now)
            case .come: come(event.number, at: event.at, now)
            case .rideFree: isRideFree = true
            case .tick: advance(at: event.at, now)
            }
            if isRideFree { board(at: event.at, now) }
        }
    }

    // Of the alphabet and short, whatever the number.
    private func party(_ number: Int) -> PartyID { PartyID("party-\(number)")! }

    /// Asks and folds in; what is refused changes nothing.
    private mutating func carryOut(_ command: PassCommand, at now: Instant) -> [PassRecord]? {
        guard let records = try? queue.decide(command, at: now) else { return nil }
        for record in records { queue.apply(record) }
        return records
    }

    private mutating func join(_ number: Int, at now: Instant) {
        let party = run.parties[number]
        _ = carryOut(.join(self.party(number), size: party.size), at: now)
        joinedCount = number + 1
        if number + 1 < run.parties.count {
            let at = run.parts(run.parties[number + 1].joined)
            events.push(Event(at: at, kind: .join, number: number + 1))
        }
        guard let promise = queue[self.party(number)]?.promise else { return }
        let window = (promise.window.begin.milliseconds, promise.window.end.milliseconds)
        fates[number].windowEnd = window.1
        fates[number].interval = promise.low.milliseconds...promise.high.milliseconds
        guard !party.isNoShow else { return }
        expect(
            number, at: party.comes(begin: window.0, end: window.1, window: run.plan.window))
    }

    private mutating func expect(_ number: Int, at milliseconds: Int64) {
        comes[number] = run.parts(milliseconds)
        events.push(Event(at: comes[number], kind: .come, number: number))
    }

    private mutating func come(_ number: Int, at parts: Int64, _ now: Instant) {
        // It may have meant to come then, and taken an offer since.
        guard comes[number] == parts, fates[number].end != .boarded else { return }
        if carryOut(.arrive(party(number)), at: now) == nil {
            fates[number].end = .tooLate
        } else {
            fates[number].came = parts
        }
    }

    private mutating func board(at parts: Int64, _ now: Instant) {
        guard let ticket = queue.next(1).first else { return }
        _ = carryOut(.serve(ticket.party), at: now)
        let number = ticket.number - 1
        fates[number].end = .boarded
        fates[number].boarded = parts
        isRideFree = false
        let free = parts + run.service(run.parties[number])
        events.push(Event(at: free, kind: .rideFree, number: number))
    }

    private mutating func advance(at parts: Int64, _ now: Instant) {
        for record in carryOut(.advance, at: now) ?? [] {
            guard case .offered(let name, let offer, _) = record,
                let number = queue[name].map({ $0.number - 1 })
            else { continue }
            let party = run.parties[number]
            guard !party.isNoShow else { continue }
            guard party.takesOffer else {
                _ = carryOut(.declineOffer(name), at: now)
                continue
            }
            _ = carryOut(.takeOffer(name), at: now)
            let last = offer.window.end.milliseconds - 1
            expect(number, at: min(now.milliseconds + party.walk, last))
        }
        let isOver =
            joinedCount == run.parties.count && queue.tally.parties(.waiting) == 0
            && queue.tally.parties(.here) == 0
        if !isOver {
            events.push(Event(at: parts + run.parts(Self.tick), kind: .tick, number: 0))
        }
    }
}

/// What happens next, first.
struct EventHeap<Element: Comparable> {
    private var elements: [Element] = []

    mutating func push(_ element: Element) {
        elements.append(element)
        var place = elements.count - 1
        while place > 0, elements[place] < elements[(place - 1) / 2] {
            elements.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func pop() -> Element? {
        guard let first = elements.first else { return nil }
        let last = elements.removeLast()
        guard !elements.isEmpty else { return first }
        elements[0] = last
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < elements.count && elements[child] < elements[least] {
                least = child
            }
            guard least != place else { return first }
            elements.swapAt(place, least)
            place = least
        }
    }
}
