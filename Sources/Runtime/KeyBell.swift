public import Ports
import Synchronization

/// Rings when keys have moved and that is on disk. It is there before the one who answers it is.
public final class KeyBell: KeyFeed {  // A class: the sequencer and the doorman hold one bell.
    private struct State {
        var keyVersion: UInt64
        var answer: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>

    /// - Parameter keyVersion: What is on disk when the process starts.
    public init(keyVersion: UInt64) {
        state = Mutex(State(keyVersion: keyVersion))
    }

    /// The newest version that is on disk.
    public var keyVersion: UInt64 { state.withLock { $0.keyVersion } }

    public func keysMoved(to version: UInt64) {
        let answer = state.withLock { state in
            state.keyVersion = max(state.keyVersion, version)
            return state.answer
        }
        answer?()
    }

    /// - Parameter answer: Called each time, on the sequencer's thread: it must not wait.
    func answer(_ answer: @escaping @Sendable () -> Void) {
        state.withLock { $0.answer = answer }
    }
}
