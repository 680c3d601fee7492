public import Kernel

/// Where the time comes from; in tests and the simulator, from them.
public protocol Clock: Sendable {
    var now: Instant { get }
}
