public import Kernel

/// Who sends signals, and by which clock they are judged.
public struct Source: Equatable, Sendable, Codable {
    public enum Mode: String, Sendable, Codable, CaseIterable {
        /// Age and silence are judged by our clock; all live sources share one floor.
        case live
        /// Age is judged by the source's own time; it has a floor of its own and ends when closed.
        case history
    }

    public let id: SourceID
    public let mode: Mode
    /// How late a signal may come and still count for presence and rules.
    public let latenessBound: Span

    public init(id: SourceID, mode: Mode, latenessBound: Span = .seconds(5)) {
        self.id = id
        self.mode = mode
        self.latenessBound = latenessBound
    }
}
