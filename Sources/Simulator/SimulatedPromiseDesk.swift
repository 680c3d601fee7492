import Domain
import Kernel

/// A desk and a site that promise things, and people who say what became of them: each line until
/// it is answered. Whose answer is lost comes again, in any order, and some come twice anyway.
struct SimulatedPromiseDesk {
    struct Line {
        let guest: Int
        let command: PromiseCommand
        /// What goes over the wire: another only with a sender that is wrong.
        var sent: PromiseCommand
        let by: Claimant

        /// Whether it can be the house's word: a source brings both.
        var isOurs: Bool {
            switch by {
            case .house, .staff, .source: true
            case .person, .personTo: false
            }
        }

        var isTheirs: Bool {
            switch by {
            case .person, .personTo, .source: true
            case .house, .staff: false
            }
        }

        /// The promise it is about.
        var promise: PromiseID? {
            switch command {
            case .make(let id, _, _), .askReading(let id), .read(let id, _, _),
                .dispute(let id, _), .judgeByLetter(let id, _, _), .judgeByReading(let id, _, _),
                .offerRecovery(let id, _), .acceptRecovery(let id), .recover(let id),
                .lose(let id), .wouldMakeGood(let id, _), .declineRecovery(let id):
                id
            }
        }
    }

    // Of the alphabet and short.
    private static let anna = StaffID("anna")!
    private static let none = PromiseID("none")!
    private static let channel = PromiseChannel("desk")!
    private static let claimants: [Claimant] = [
        .house, .staff(anna), .source(SourceID("site")!), .person, .personTo(anna),
    ]
    private static let wait = Wait(
        id: WaitID("queue")!, name: Words(en: "Queue", nl: "Rij"),
        from: SignalPattern(kind: .enter, place: .ofKind(ZoneKind("queue")!)),
        until: SignalPattern(kind: .enter, place: .ofKind(ZoneKind("ride")!)))
    private static let parcel = SignalPattern(kind: .service, place: .zone(ZoneID("shop")!))
    private static let quick = StandingPromise(
        id: StandingPromiseID("quick")!,
        words: Words(en: "Ready in an hour", nl: "Binnen een uur klaar"), channel: channel,
        span: quickSpan, owner: PromiseOwner("kitchen")!)
    static let quickSpan = Span.hours(1)
    static let source = Source(id: SourceID("gate")!, mode: .live)
    static let zones = [
        Zone(id: ZoneID("queue")!, kind: ZoneKind("queue")!, name: Words(en: "Queue", nl: "Rij")),
        Zone(id: ZoneID("ride")!, kind: ZoneKind("ride")!, name: Words(en: "Ride", nl: "Rit")),
        Zone(id: ZoneID("shop")!, kind: ZoneKind("shop")!, name: Words(en: "Shop", nl: "Winkel")),
    ]
    /// What the house needs before anything is promised.
    static let beginnings: [Command] = [
        .addZones(zones), .installWaits([wait]), .openSource(source), .keepStanding(quick),
    ]
    private static let historyMax = 60
    private static let promiseMax = 40

    /// Sent, and no answer came.
    private(set) var waiting: [Line] = []
    /// Sent and answered: may be sent once more.
    private var history: [Line] = []
    private var nameCount = 0

    private mutating func fresh() -> PromiseID {
        nameCount += 1
        guard let id = PromiseID("p\(nameCount)") else {
            preconditionFailure("a letter and a number are an identifier")
        }
        return id
    }

    /// What is sent now: all that waits, what is new, and at times what was sent before.
    mutating func next(
        freshIds: Bool, _ plain: PlainPromises, at now: Instant, using random: inout SplitMix64
    ) -> [Line] {
        if freshIds {
            for place in waiting.indices {
                guard case .make(_, let said, let at) = waiting[place].command else { continue }
                waiting[place].sent = .make(fresh(), said, at: at)
            }
        }
        var lines = waiting.shuffled(using: &random)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            if let line = line(plain, at: now, using: &random) { lines.append(line) }
        }
        if random.next() % 4 == 0, let again = history.randomElement(using: &random) {
            lines.append(again)
        }
        waiting = []
        return lines
    }

    mutating func wereAnswered(_ lines: [Line]) {
        history = (history + lines).suffix(Self.historyMax)
    }

    mutating func wereLost(_ lines: [Line]) { waiting = lines }

    // MARK: What is said

    private mutating func line(
        _ plain: PlainPromises, at now: Instant, using random: inout SplitMix64
    ) -> Line? {
        let guest = Int.random(in: plain.guests.indices, using: &random)
        let promises = plain.promises(of: guest)
        func said(_ command: PromiseCommand, by claimant: Claimant) -> Line {
            Line(guest: guest, command: command, sent: command, by: claimant)
        }
        let anybody = Self.claimants.randomElement(using: &random) ?? .house
        switch random.next() % 10 {
        case 0, 1, 2:
            guard promises.count < Self.promiseMax else { return nil }
            let isOurs = random.next() % 8 > 0
            return said(
                make(at: now, using: &random), by: isOurs ? .staff(Self.anna) : anybody)
        case 3:
            // Something else under an id of theirs.
            let own = promises.filter { $0.guest == guest }
            guard let known = own.randomElement(using: &random) else { return nil }
            let other = SaidPromise(quote: "never mind", channel: Self.channel)
            return said(.make(known.id, other, at: nil), by: .house)
        case 4, 5:
            let promise = promises.randomElement(using: &random)
            return said(
                anything(about: promise?.id ?? Self.none, of: promise, at: now, using: &random),
                by: anybody)
        default:
            guard let promise = promises.randomElement(using: &random) else { return nil }
            let (command, claimant) = natural(promise, using: &random)
            return said(command, by: claimant)
        }
    }

    /// Some say when, up to three days late; others leave it to the house. Of some the end is
    /// missing, and a few are over before they begin: those are refused.
    private mutating func make(
        at now: Instant, using random: inout SplitMix64
    ) -> PromiseCommand {
        let late = Span.minutes(Int64.random(in: 0...4_320, using: &random))
        let at = random.next() % 3 == 0 ? now - late : nil
        let within = Span.minutes(
            random.next() % 12 == 0 ? -1 : Int64.random(in: 10...600, using: &random))
        var due: Instant? = (at ?? now) + within
        if random.next() % 8 == 0 { due = nil }
        let content: PromiseContent
        var standing: StandingPromiseID?
        switch random.next() % 6 {
        case 0, 1: content = .wait(Self.wait.id, atMost: .minutes(10))
        case 2, 3: content = .seen(Self.parcel)
        case 4: content = .words
        default:
            content = .words
            (standing, due) = (Self.quick.id, nil)
        }
        let said = SaidPromise(
            standing: standing, quote: "It is there in time", channel: Self.channel,
            content: content, due: due)
        return .make(fresh(), said, at: at)
    }

    /// Whatever comes up, by whoever: most of it is refused.
    private func anything(
        about id: PromiseID, of promise: PlainPromises.Made?, at now: Instant,
        using random: inout SplitMix64
    ) -> PromiseCommand {
        let isKept = random.next() % 2 == 0
        let words = random.next() % 2 == 0 ? "tea" : "coffee"
        // Sometimes somebody says when; never before it was made.
        let late = now - .minutes(Int64.random(in: 0...600, using: &random))
        let at = random.next() % 2 == 0 ? promise.map { max($0.at, late) } : nil
        switch random.next() % 11 {
        case 9: return .wouldMakeGood(id, words)
        case 10: return .declineRecovery(id)
        case 0: return .askReading(id)
        case 1: return .read(id, words: words, due: nil)
        case 2: return .dispute(id, words: words)
        case 3: return .judgeByLetter(id, isKept: isKept, at: at)
        case 4: return .judgeByReading(id, isKept: isKept, at: at)
        case 5: return .offerRecovery(id, words)
        case 6: return .acceptRecovery(id)
        case 7: return .recover(id)
        default: return .lose(id)
        }
    }

    /// The next thing in the life of a promise.
    private func natural(
        _ promise: PlainPromises.Made, using random: inout SplitMix64
    ) -> (PromiseCommand, Claimant) {
        let isYes = random.next() % 2 == 0
        guard promise.isBroken else {
            return isYes
                ? (.judgeByLetter(promise.id, isKept: random.next() % 3 == 0, at: nil), .house)
                : (.judgeByReading(promise.id, isKept: random.next() % 2 == 0, at: nil), .person)
        }
        if promise.offer == nil || promise.isDeclined {
            let offer = ["cake", "tea", "soup"].randomElement(using: &random) ?? "cake"
            return random.next() % 4 == 0
                ? (.wouldMakeGood(promise.id, offer), .person)
                : (.offerRecovery(promise.id, offer), .staff(Self.anna))
        }
        if !promise.isAccepted {
            return (
                random.next() % 3 > 0 ? .acceptRecovery(promise.id) : .declineRecovery(promise.id),
                .person
            )
        }
        return (isYes ? .recover(promise.id) : .lose(promise.id), .staff(Self.anna))
    }
}
