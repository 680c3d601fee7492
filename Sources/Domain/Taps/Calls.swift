import DequeModule
import Kernel

/// The open calls of readers, beside the timelines: they rest on no signal and no rule file.
struct Calls: Sendable {
    /// The most open calls of bands; beyond it a reader has one for everybody.
    static let openCountMax = 5_000

    struct Last: Equatable, Sendable, Codable {
        let key: CallKey
        let cue: CueNumber
        let at: Instant
    }

    private(set) var cues = OpenCues()
    /// The last call of each: asked, never walked unsorted.
    private var lasts: [CallKey: Last] = [:]

    init() {}

    var openCount: Int { cues.byNumber.count }

    /// Beyond the bound, bands at one reader are not told apart.
    private func key(of light: BlueLight) -> CallKey {
        openCount < Self.openCountMax
            ? light.key : CallKey(reader: light.reader, zone: light.zone, band: nil)
    }

    /// Whether somebody was called for it already.
    func hasCalled(_ light: BlueLight, at now: Instant) -> Bool {
        guard let last = lasts[key(of: light)] else { return false }
        return cues[last.cue] != nil || now - last.at < CalmBlue.cooldown
    }

    func isOpen(_ key: CallKey) -> Bool { lasts[key].map { cues[$0.cue] != nil } ?? false }

    mutating func open(_ cue: Cue, for light: BlueLight, into raised: inout Raised) {
        guard let rule = CalmBlue.program.entries.firstIndex(where: { $0.rule.id == cue.rule })
        else { return }
        lasts[key(of: light)] = Last(key: key(of: light), cue: cue.number, at: cue.since)
        _ = cues.open(
            cue, rule: rule, entry: CalmBlue.program.entries[rule], token: 0, previous: 0)
        raised.append(.issued(cue), isAboutSomebody: cue.person != nil)
        if light.reach == .all { cues.escalate(cue.number, into: &raised) }
        if lasts.count > 2 * Self.openCountMax { prune(at: cue.since) }
    }

    private mutating func prune(at now: Instant) {
        lasts = lasts.filter { cues[$0.value.cue] != nil || now - $0.value.at < CalmBlue.cooldown }
    }

    /// The same band got green: nobody needs to come any more, unless somebody is on their way.
    mutating func withdraw(_ key: CallKey, at now: Instant, into raised: inout Raised) {
        guard let last = lasts[key] else { return }
        guard let open = cues[last.cue] else {
            lasts[key] = nil
            return
        }
        guard !open.state.isTaken else { return }
        lasts[key] = nil
        cues.close(last.cue)
        raised.end(open.cue, .withdrawn, at: now.milliseconds)
        raised.append(.withdrawn(open.cue), isAboutSomebody: open.cue.person != nil)
    }

    /// The same for calls that are about something else than a band.
    mutating func withdraw(
        at now: Instant, into raised: inout Raised, where isDone: (Cue) -> Bool
    ) {
        for open in cues.sorted where !open.state.isTaken && isDone(open.cue) {
            cues.close(open.cue.number)
            raised.end(open.cue, .withdrawn, at: now.milliseconds)
            raised.append(.withdrawn(open.cue), isAboutSomebody: open.cue.person != nil)
        }
    }

    func wantsTick(at now: Instant) -> Bool { cues.earliestDeadline <= now.milliseconds }

    mutating func fire(through now: Instant, into raised: inout Raised) {
        while cues.earliestDeadline <= now.milliseconds {
            cues.fire(at: cues.earliestDeadline, into: &raised)
        }
    }

    // MARK: What staff does, and what is forgotten

    mutating func set(_ number: CueNumber, to state: CueState) { cues.set(number, to: state) }
    mutating func close(_ number: CueNumber) { cues.close(number) }

    mutating func reopen(
        _ cue: Cue, state: CueState, isShownToAll: Bool, at now: Instant
    ) {
        guard let rule = CalmBlue.program.entries.firstIndex(where: { $0.rule.id == cue.rule })
        else { return }
        _ = cues.reopen(
            cue, rule: rule, token: 0, state: state, isShownToAll: isShownToAll,
            at: now.milliseconds)
    }

    /// Closes what was called for people and for bands that are forgotten, without a word.
    ///
    /// - Parameter readers: What calls for these people were told apart by.
    mutating func forget(
        _ people: Set<PersonID>, _ bands: Set<BandID>, _ readers: Set<Token>
    ) {
        for last in lasts.values.sorted(by: { $0.cue < $1.cue })
        where last.key.band.map(bands.contains) == true || readers.contains(last.key.reader) {
            cues.close(last.cue)
            lasts[last.key] = nil
        }
        for open in cues.sorted where open.cue.person.map(people.contains) == true {
            cues.close(open.cue.number)
        }
    }
}

// MARK: In a snapshot

extension Calls {
    struct Image: Equatable, Sendable, Codable {
        struct Open: Equatable, Sendable, Codable {
            let cue: Cue
            let state: CueState
            let isShownToAll: Bool
        }

        /// Oldest first.
        let open: [Open]
        /// By rule.
        let expiries: [[OpenCues.Deadline]]
        let escalations: [[OpenCues.Deadline]]
        let lasts: [Last]
    }

    var image: Image {
        let queues = cues.queues
        return Image(
            open: cues.sorted.map {
                Image.Open(cue: $0.cue, state: $0.state, isShownToAll: $0.isShownToAll)
            }, expiries: queues.expiries.map(Array.init),
            escalations: queues.escalations.map(Array.init),
            lasts: lasts.values.sorted { $0.cue < $1.cue })
    }

    init(_ image: Image) {
        cues = OpenCues(
            image.open.map {
                OpenCue(
                    cue: $0.cue, state: $0.state, isShownToAll: $0.isShownToAll, tokenNumber: 0,
                    previous: 0)
            }, expiries: image.expiries.map { Deque($0) },
            escalations: image.escalations.map { Deque($0) })
        for last in image.lasts { lasts[last.key] = last }
    }
}
