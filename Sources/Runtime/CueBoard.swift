public import Domain
public import Kernel
public import Ports
import Synchronization

/// The screens that are connected now. Each is told, in order, of every cue event that concerns it,
/// once that is on disk; a screen that cannot keep up is cut off and comes back by its cursor.
public final class CueBoard: CueFeed {  // A class: one board for all screens.
    /// How many frames may wait for one screen.
    public static let waitingCountMax = 256
    public static let screenCountMax = 4_000
    /// Cues shown to the whole house that are remembered, so that their ending is shown to it too.
    fileprivate static let escalatedCountMax = 10_000

    public typealias Frame = [UInt8]
    /// Writes one event as it goes over the line.
    public typealias Render = @Sendable (PlacedCueEvent) -> Frame

    fileprivate struct Screen {
        let viewer: Viewer
        let continuation: AsyncStream<Frame>.Continuation
    }

    fileprivate struct State {
        var screens: [Int: Screen] = [:]
        var byZone: [ZoneIndex: [Int]] = [:]
        var ofAllZones: [Int] = []
        var next = 0
        var head: Sequence
        var escalated = Set<CueNumber>()
        var cutOffCount = 0
        /// Rules whose cues are for leads, until they escalate.
        var leadRules = Set<RuleID>()
    }

    private let state: Mutex<State>
    private let render: Render

    /// - Parameters:
    ///   - head: The last row of the journal.
    ///   - shownToAll: Open cues that escalated before the process started.
    ///   - render: Writes one event.
    public init(head: Sequence, shownToAll: [CueNumber], render: @escaping Render) {
        state = Mutex(State(head: head, escalated: Set(shownToAll)))
        self.render = render
    }

    /// Tells which rules there are now, and so whom their cues are for.
    public func follow(_ rules: [Rule]) {
        let leadRules = Set(rules.filter { $0.cue.role == Role.lead.rawValue }.map(\.id))
        state.withLock { $0.leadRules = leadRules }
    }

    public var screenCount: Int { state.withLock { $0.screens.count } }
    /// Screens that were cut off because they could not keep up.
    public var cutOffCount: Int { state.withLock { $0.cutOffCount } }

    /// Connects a screen.
    ///
    /// - Returns: Its frames, and the last row of the journal that comes before them; `nil` when
    ///   there are too many screens.
    func connect(_ viewer: Viewer) -> (frames: AsyncStream<Frame>, after: Sequence)? {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Frame.self, bufferingPolicy: .bufferingOldest(Self.waitingCountMax))
        let connected = state.withLock { state -> (number: Int, head: Sequence)? in
            guard state.screens.count < Self.screenCountMax else { return nil }
            let number = state.next
            state.next += 1
            state.screens[number] = Screen(viewer: viewer, continuation: continuation)
            state.index(number, viewer)
            return (number, state.head)
        }
        guard let connected else { return nil }
        continuation.onTermination = { [weak self] _ in self?.disconnect(connected.number) }
        return (stream, connected.head)
    }

    private func disconnect(_ number: Int) {
        state.withLock { $0.remove(number) }
    }

    /// Ends the streams of an account whose rights have changed; each comes back with new ones.
    ///
    /// - Parameter frame: What each is told last.
    public func disconnect(account: StaffID, saying frame: Frame? = nil) {
        if let frame {
            let own = state.withLock { state in
                state.screens.values.filter { $0.viewer.account == account }.map(\.continuation)
            }
            for continuation in own { continuation.yield(frame) }
        }
        finish { $0.viewer.account == account }
    }

    private func finish(where condition: (Screen) -> Bool) {
        let ended = state.withLock { state in
            state.screens.filter { condition($0.value) }.map(\.value.continuation)
        }
        for continuation in ended { continuation.finish() }
    }

    public func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {
        let cutOff = state.withLock { state -> [AsyncStream<Frame>.Continuation] in
            state.head = sequence
            guard !state.screens.isEmpty, !events.isEmpty else { return [] }
            var frames: [Int: Frame] = [:]
            for placed in events {
                let wanted = state.audience(of: placed.event)
                guard !wanted.isEmpty else { continue }
                let frame = render(placed)
                for number in wanted { frames[number, default: []] += frame }
            }
            var dropped: [AsyncStream<Frame>.Continuation] = []
            for (number, frame) in frames {
                guard let screen = state.screens[number] else { continue }
                if case .dropped = screen.continuation.yield(frame) {
                    state.cutOffCount += 1
                    dropped.append(screen.continuation)
                }
            }
            return dropped
        }
        for continuation in cutOff { continuation.finish() }
    }

    /// Which of some zones a host or a screen looks at now. Leads look at all, and are near none.
    func watchedZones(of zones: [ZoneIndex]) -> Set<ZoneIndex> {
        state.withLock { state in
            let all = state.ofAllZones.contains {
                (state.screens[$0]?.viewer.role ?? .lead) < .lead
            }
            if all { return Set(zones) }
            return Set(
                zones.filter { zone in
                    (state.byZone[zone] ?? []).contains {
                        (state.screens[$0]?.viewer.role ?? .lead) < .lead
                    }
                })
        }
    }

    /// Tells some of the screens the time, so that "as of" moves on, and ends those whose sign-in is
    /// over.
    ///
    /// - Parameters:
    ///   - turn: Whose turn it is, from 0; after `turns` calls every screen has been told. Five
    ///     hundred at once would hold up a cue.
    ///   - turns: How many turns there are.
    public func beat(_ frame: Frame, at now: Instant, turn: Int, of turns: Int) {
        let some = state.withLock { state in
            state.screens.filter { $0.key % turns == turn }.map(\.value.continuation)
        }
        for continuation in some { continuation.yield(frame) }
        finish { $0.viewer.endsAt <= now }
    }

    /// Whether an event concerns a viewer: also used for events read back from the journal.
    func concerns(_ viewer: Viewer, _ event: CueEvent) -> Bool {
        if case .escalated = event { return true }
        return state.withLock { state in
            state.escalated.contains(event.cue.number)
                || (event.cue.concerns(viewer.mayWatch)
                    && (viewer.role >= .lead || !state.leadRules.contains(event.cue.rule)))
        }
    }
}

extension CueBoard.State {
    fileprivate mutating func index(_ number: Int, _ viewer: Viewer) {
        guard let zones = viewer.zones else { return ofAllZones.append(number) }
        for zone in zones { byZone[zone, default: []].append(number) }
    }

    fileprivate mutating func remove(_ number: Int) {
        guard let screen = screens.removeValue(forKey: number) else { return }
        guard let zones = screen.viewer.zones else {
            return ofAllZones.removeAll { $0 == number }
        }
        for zone in zones { byZone[zone]?.removeAll { $0 == number } }
    }

    fileprivate mutating func audience(of event: CueEvent) -> [Int] {
        if case .escalated(let cue) = event {
            if escalated.count >= CueBoard.escalatedCountMax {
                escalated = Set(escalated.sorted().suffix(CueBoard.escalatedCountMax / 2))
            }
            escalated.insert(cue.number)
            return Array(screens.keys)
        }
        if !escalated.isEmpty, escalated.contains(event.cue.number) { return Array(screens.keys) }
        var watching = ofAllZones + (byZone[event.cue.zone] ?? [])
        if let also = event.cue.also {
            // Whoever watches several of them is told once.
            watching = Set(watching + also.flatMap { byZone[$0] ?? [] }).sorted()
        }
        guard leadRules.contains(event.cue.rule) else { return watching }
        return watching.filter { (screens[$0]?.viewer.role ?? .screen) >= .lead }
    }
}
