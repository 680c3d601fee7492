public import Domain
public import Ports
import Synchronization

/// Of whom something moved since it was last counted. It is there before whoever counts is.
public final class InsightPile: InsightFeed {  // A class: the sequencer and the board hold one.
    /// The most that are kept apart; of more, everybody is counted again.
    static let countMax = 100_000

    struct Moved: Sendable {
        var about = Set<RecordSubject>()
        /// Everybody is to be counted.
        var isAll = false
    }

    private let state = Mutex(Moved())

    public init() {}

    public func moved(_ about: [RecordSubject]) {
        state.withLock { state in
            guard !state.isAll else { return }
            state.about.formUnion(about)
            if state.about.count > Self.countMax { state = Moved(isAll: true) }
        }
    }

    public func movedForAll() { state.withLock { $0 = Moved(isAll: true) } }

    /// Whether everybody is to be counted.
    var isAll: Bool { state.withLock(\.isAll) }

    /// What moved, which is told once.
    func take() -> Moved {
        state.withLock { state in
            defer { state = Moved() }
            return state
        }
    }
}

extension InsightFeed {
    /// Tells what of a group wishes, leave and names rest on.
    func take(_ entries: [JournalEntry]) {
        var about: [RecordSubject] = []
        for entry in entries {
            guard case .record(let record) = entry.content else { continue }
            switch record {
            case .wish, .consentChosen, .claimed, .claimWithdrawn, .tokenLinked, .tokenUnlinked,
                .toldTakenBack, .guardianNamed:
                about.append(record.subject)
            case .facetsInstalled, .consentDefaultsSet: return movedForAll()
            default: break
            }
        }
        if !about.isEmpty { moved(about) }
    }
}
