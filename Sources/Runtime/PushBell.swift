public import Domain
public import Kernel
public import Ports
import Synchronization

/// Rings the phones of whoever a cue is for, also when they are locked. By the rule of the screens:
/// the zones somebody watches now, cues for leads, and everybody once a cue has escalated.
///
/// A phone is rung at most every fifteen seconds, about the newest cue that is still open then,
/// with the number of the others. Works on a thread of its own; the sequencer only leaves events
/// here.
public actor PushBell: CueFeed {
    /// How many events may wait; of more the newer half is kept.
    public static let waitingCountMax = 8_192
    /// How many open cues are remembered; of more the newest.
    public static let openCountMax = 10_000
    /// How many phones an account may have; of more the newest.
    public static let phoneCountMax = 5
    public static let spanBetweenRings = Span.seconds(15)
    static let spanBetweenTries = Span.seconds(5)
    /// After so many misses one after another nothing is said again until there is a new cue.
    static let missCountMax = 3
    /// No push service keeps what nobody would act on any more.
    static let timeToLiveMax = Span.hours(1)

    private struct Known {
        let cue: Cue
        var isShownToAll: Bool
        var isTaken = false
    }

    /// What is remembered of one phone, by its endpoint.
    private struct Ringing {
        /// Cues it was not yet rung for.
        var fresh = Set<CueNumber>()
        var rungAt = Instant.distantPast
        var missCount = 0
        var isUnderWay = false
    }

    private struct Inbox {
        var events: [CueEvent] = []
        var droppedCount = 0
    }

    private let executor = QueueExecutor(label: "senang.bell")
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let inbox = Mutex(Inbox())
    private let book: any PushBook
    private let sender: any PushSender
    private let doorkeeper: Doorkeeper
    private let clock: any Clock
    private var open: [CueNumber: Known] = [:]
    /// Raised or escalated since phones were last looked at.
    private var unheard = Set<CueNumber>()
    private var ringings: [String: Ringing] = [:]
    private var triedAt: [StaffID: Instant] = [:]

    /// - Parameter open: Cues that were open before the process started: counted, not rung again.
    public init(
        book: any PushBook, sender: any PushSender, doorkeeper: Doorkeeper, clock: any Clock,
        open: [OpenCue]
    ) {
        self.book = book
        self.sender = sender
        self.doorkeeper = doorkeeper
        self.clock = clock
        for each in open where each.cue.isLive {
            self.open[each.cue.number] = Known(
                cue: each.cue, isShownToAll: each.isShownToAll, isTaken: each.state.isTaken)
        }
    }

    /// What browsers are told of us when they subscribe.
    public nonisolated var publicKey: String { sender.publicKey }

    /// Events and messages that were dropped because too many were waiting.
    public nonisolated var droppedCount: Int {
        inbox.withLock { $0.droppedCount } + sender.droppedCount
    }

    public nonisolated func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {
        guard !events.isEmpty else { return }
        inbox.withLock { inbox in
            for placed in events where placed.event.cue.isLive { inbox.events.append(placed.event) }
            guard inbox.events.count > Self.waitingCountMax else { return }
            let excess = inbox.events.count - Self.waitingCountMax / 2
            inbox.events.removeFirst(excess)
            inbox.droppedCount += excess
        }
    }

    // MARK: Phones

    /// Takes a phone on, for as long as its owner is signed in on it.
    ///
    /// - Throws: ``PushRefusal``; ``EntryRefusal/notAllowed``; ``JournalFailure``.
    public func keep(
        _ subscription: PushSubscription, language: String, for viewer: Viewer
    ) throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        if let refusal = sender.refusal(of: subscription) { throw refusal }
        try book.keep(
            Phone(
                subscription: subscription, session: viewer.sessionDigest, language: language),
            atMost: Self.phoneCountMax, at: clock.now)
    }

    /// Lets a phone of theirs go; one that is not there is gone already.
    public func stop(_ endpoint: String, for viewer: Viewer) throws(JournalFailure) {
        guard try own(endpoint, viewer) != nil else { return }
        try book.remove(endpoint: endpoint)
        ringings[endpoint] = nil
    }

    /// Rings one phone of theirs, to hear whether it works.
    ///
    /// - Throws: ``PushRefusal``; ``JournalFailure``.
    public func tryOut(_ endpoint: String, for viewer: Viewer) async throws -> PushOutcome {
        guard let phone = try own(endpoint, viewer) else { throw PushRefusal.unknownPhone }
        let now = clock.now
        if let last = triedAt[viewer.account], now >= last, now - last < Self.spanBetweenTries {
            throw PushRefusal.triedJustNow
        }
        triedAt[viewer.account] = now
        let note = PushNote(
            say: nil, zone: "", since: now, otherCount: 0, language: phone.language)
        let outcome = await sender.send(
            note, to: phone.subscription, timeToLive: .minutes(1), topic: "try")
        if outcome == .gone { try book.remove(endpoint: endpoint) }
        return outcome
    }

    private func own(_ endpoint: String, _ viewer: Viewer) throws(JournalFailure) -> Phone? {
        try book.phones(session: viewer.sessionDigest).first {
            $0.subscription.endpoint.utf8.elementsEqual(endpoint.utf8)
        }
    }

    // MARK: Ringing

    /// Looks for what has come, and rings whom it concerns. Called a few times a second.
    public func ring(in house: House) async {
        takeIn()
        let isWaiting = ringings.values.contains { !$0.fresh.isEmpty && isDue($0, at: clock.now) }
        guard !unheard.isEmpty || isWaiting else { return }
        let words = await house.words
        let zoneNumbers = await house.zoneNumbers
        let leadRules = Set(words.rules.filter { $0.cue.role == Role.lead.rawValue }.map(\.id))
        // When the disk does not answer, it is looked at again the next time.
        guard let phones = try? book.phones() else { return }
        let now = clock.now
        let heard = unheard
        unheard = []
        let endpoints = Set(phones.map(\.subscription.endpoint))
        ringings = ringings.filter { endpoints.contains($0.key) }
        for phone in phones {
            var ringing = ringings[phone.subscription.endpoint] ?? Ringing()
            defer { ringings[phone.subscription.endpoint] = ringing }
            ringing.fresh.formUnion(heard)
            guard isDue(ringing, at: now) else { continue }
            let fresh = ringing.fresh
            ringing.fresh = []
            guard !fresh.isEmpty, let viewer = viewer(of: phone, zoneNumbers) else { continue }
            func concerns(_ known: Known) -> Bool {
                !known.isTaken && known.cue.until > now
                    && viewer.maySee(
                        known.cue, isShownToAll: known.isShownToAll, leadRules: leadRules)
            }
            let rung = fresh.filter { number in open[number].map(concerns) ?? false }
            guard let newest = rung.max().flatMap({ open[$0] }) else { continue }
            if !rung.isDisjoint(with: heard) { ringing.missCount = 0 }
            ringing.rungAt = now
            ringing.isUnderWay = true
            let others = open.values.count(where: concerns) - 1
            say(newest.cue, others: others, words, to: phone, rung, at: now)
        }
    }

    private func isDue(_ ringing: Ringing, at now: Instant) -> Bool {
        guard !ringing.isUnderWay else { return false }
        // A clock that went back does not silence anybody.
        return now - ringing.rungAt >= Self.spanBetweenRings || now < ringing.rungAt
    }

    /// Signed in still, and with the zones they watch now.
    private func viewer(of phone: Phone, _ zoneNumbers: [ZoneID: ZoneIndex]) -> Viewer? {
        guard
            let viewer = try? doorkeeper.viewer(
                sessionDigest: phone.session, zoneNumbers: zoneNumbers), viewer.role >= .host
        else { return nil }
        return viewer
    }

    private func takeIn() {
        let events = inbox.withLock { inbox in
            defer { inbox.events = [] }
            return inbox.events
        }
        for event in events {
            let cue = event.cue
            switch event {
            case .issued:
                open[cue.number] = Known(cue: cue, isShownToAll: false)
                unheard.insert(cue.number)
            case .escalated:
                open[cue.number] = Known(cue: cue, isShownToAll: true)
                unheard.insert(cue.number)
            case .taken:
                open[cue.number]?.isTaken = true
                unheard.remove(cue.number)
            case .undone(_, _, let state):
                open[cue.number] = Known(
                    cue: cue,
                    isShownToAll: state == .escalated || open[cue.number]?.isShownToAll == true,
                    isTaken: state.isTaken)
            case .withdrawn, .done, .rejected:
                open[cue.number] = nil
                unheard.remove(cue.number)
            }
        }
        forgetPast()
    }

    /// Cues that expired tell nothing of it.
    private func forgetPast() {
        let now = clock.now
        if open.values.contains(where: { $0.cue.until <= now }) {
            open = open.filter { $0.value.cue.until > now }
        }
        if open.count > Self.openCountMax {
            let kept = Set(open.keys.sorted().suffix(Self.openCountMax / 2))
            open = open.filter { kept.contains($0.key) }
        }
        unheard = unheard.filter { open[$0] != nil }
        if triedAt.count > Self.waitingCountMax { triedAt = [:] }
    }

    /// Sends without waiting for it: one slow push service holds up no other phone.
    private func say(
        _ cue: Cue, others: Int, _ words: (zones: [Zone], rules: [Rule]), to phone: Phone,
        _ rung: Set<CueNumber>, at now: Instant
    ) {
        func of(_ words: Words) -> String { phone.language == "nl" ? words.nl : words.en }
        let place = Int(cue.zone)
        let note = PushNote(
            say: words.rules.first { $0.id == cue.rule }.map { of($0.cue.say) }
                ?? cue.rule.description,
            zone: place < words.zones.count ? of(words.zones[place].name) : "",
            since: cue.since, otherCount: others, language: phone.language)
        let timeToLive = min(cue.until - now, Self.timeToLiveMax)
        Task {
            let outcome = await sender.send(
                note, to: phone.subscription, timeToLive: timeToLive, topic: "cues")
            hear(outcome, from: phone.subscription.endpoint, rung)
        }
    }

    private func hear(_ outcome: PushOutcome, from endpoint: String, _ rung: Set<CueNumber>) {
        guard var ringing = ringings[endpoint] else { return }
        ringing.isUnderWay = false
        switch outcome {
        case .delivered: ringing.missCount = 0
        case .refused: ringing.missCount += 1
        case .tryLater, .unreachable:
            ringing.missCount += 1
            if ringing.missCount < Self.missCountMax { ringing.fresh.formUnion(rung) }
        case .gone:
            ringings[endpoint] = nil
            // If it cannot be removed now, it is gone the next time too.
            try? book.remove(endpoint: endpoint)
            return
        }
        ringings[endpoint] = ringing
    }
}
