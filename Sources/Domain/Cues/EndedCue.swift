import DequeModule
public import Kernel

/// How a cue ended. The raw values stand in snapshots.
public enum CueEnding: String, Sendable, Codable, CaseIterable {
    case helped, didNotHelp, rejected, withdrawn, expired
}

/// A cue that is over: what it asked for, where, and how it ended. It names no customer.
public struct EndedCue: Equatable, Sendable, Codable {
    public let number: CueNumber
    public let rule: RuleID
    public let zone: ZoneIndex
    public let since: Instant
    public let endedAt: Instant
    public let ending: CueEnding
    /// Who ended it; `nil`: it ended by itself.
    public let by: StaffID?

    init(_ cue: Cue, _ ending: CueEnding, at: Instant, by staff: StaffID? = nil) {
        number = cue.number
        rule = cue.rule
        zone = cue.zone
        since = cue.since
        endedAt = at
        self.ending = ending
        by = staff
    }
}

/// The cues of the live floor that ended within a day, oldest first: at most the last
/// ``countMax``.
struct EndedCues: Equatable, Sendable {
    static let countMax = 5_000

    private(set) var list: Deque<EndedCue>

    init(_ list: [EndedCue] = []) { self.list = Deque(list) }

    mutating func append(_ cue: EndedCue) {
        list.append(cue)
        if list.count > Self.countMax { list.removeFirst() }
    }

    /// Takes back an ending of the last seconds.
    mutating func takeBack(_ number: CueNumber) {
        guard let place = list.lastIndex(where: { $0.number == number }) else { return }
        list.remove(at: place)
    }

    mutating func forget(before moment: Instant) {
        while let first = list.first, first.endedAt < moment { list.removeFirst() }
    }
}
