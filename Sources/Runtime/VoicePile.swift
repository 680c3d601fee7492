import Domain
import Kernel
import Ports
import Synchronization

/// Of whom something was said or taken back since the search was last brought up to date. It is
/// there before the search is.
public final class VoicePile: Sendable {  // A class: the sequencer and the search hold one.
    /// The most names that are kept apart; of more, everything is gathered again.
    static let countMax = 10_000

    struct Moved: Sendable {
        var names = Set<PersonID>()
        /// Those of whom all other names are to be looked at as well.
        var takenBack = Set<PersonID>()
        /// Everything is to be gathered.
        var isAll = false

        var isEmpty: Bool { !isAll && names.isEmpty && takenBack.isEmpty }
    }

    private let state = Mutex(Moved(isAll: true))

    public init() {}

    /// Called on the sequencer's thread, once the rows are on disk.
    func take(_ entries: [JournalEntry]) {
        var names: [PersonID] = []
        var takenBack: [PersonID] = []
        for entry in entries {
            guard case .record(let record) = entry.content else { continue }
            switch record {
            case .voice(let person, .received), .voice(let person, .withdrawn),
                .voice(let person, .languageSaid):
                names.append(person)
            case .toldTakenBack(let person, _): takenBack.append(person)
            default: break
            }
        }
        if !names.isEmpty || !takenBack.isEmpty { add(names, takenBack) }
    }

    func moved(_ about: [RecordSubject]) {
        add(
            about.compactMap { subject in
                guard case .person(let name) = subject else { return nil }
                return name
            }, [])
    }

    private func add(_ names: [PersonID], _ takenBack: [PersonID]) {
        state.withLock { state in
            guard !state.isAll else { return }
            state.names.formUnion(names)
            state.takenBack.formUnion(takenBack)
            if state.names.count + state.takenBack.count > Self.countMax {
                state = Moved(isAll: true)
            }
        }
    }

    /// What moved, which is told once.
    func take() -> Moved {
        state.withLock { state in
            defer { state = Moved() }
            return state
        }
    }
}
