public import Kernel

/// The ids one source has sent, so that a repeat changes nothing.
///
/// Two generations of ids by arrival. When the newer one is full, by age or by number, the older
/// one is forgotten and everything as old as its newest signal is refused by age from then on. An
/// id is therefore known, or its signal is too late: never taken in twice.
public struct DuplicateWindow: Sendable {
    /// How far back ids are known: an hour less than blocks are kept, so that after a restart
    /// every id inside the window can be read from the journal again.
    public static var span: Span { .hours(23) }
    /// The most ids a generation holds; two make the ten million of guarantees G3.
    public static var generationCountMax: Int { 5_000_000 }

    public enum Admission: Sendable { case new, repeated, tooLate }

    private var newer = KeySet()
    private var older = KeySet()
    private var touched: UInt64 = 0
    public private(set) var bounds = Bounds()

    /// What a snapshot keeps of the window; the ids come from the blocks.
    public struct Bounds: Equatable, Sendable, Codable {
        /// Signals before this are refused by age.
        public var horizon = Instant.distantPast
        /// By the window's clock, when the newer generation began.
        public var newerBegan = Instant.distantPast
        public var newerLatest = Instant.distantPast
        public var olderLatest = Instant.distantPast
    }

    public init() {}
    public init(bounds: Bounds) { self.bounds = bounds }

    public var count: Int { newer.count + older.count }

    /// Takes in one signal's id.
    ///
    /// - Parameters:
    ///   - id: The sender's id.
    ///   - occurredAt: The signal's own time.
    public mutating func admit(_ id: Key128, occurredAt: Instant) -> Admission {
        guard occurredAt >= bounds.horizon else { return .tooLate }
        if older.count > 0, older.contains(id) { return .repeated }
        guard newer.insert(id) else { return .repeated }
        if occurredAt > bounds.newerLatest { bounds.newerLatest = occurredAt }
        return .new
    }

    /// Moves the window with its clock: ours for a live source, its own latest for history.
    public mutating func advance(to clock: Instant) {
        if bounds.newerBegan == .distantPast { bounds.newerBegan = clock }
        bounds.horizon = max(bounds.horizon, clock - Self.span)
        guard clock - bounds.newerBegan > Self.span || newer.count >= Self.generationCountMax
        else { return }
        if older.count > 0 {
            bounds.horizon = max(bounds.horizon, bounds.olderLatest + Span(milliseconds: 1))
        }
        older = newer
        newer = KeySet()
        bounds.olderLatest = bounds.newerLatest
        bounds.newerLatest = .distantPast
        bounds.newerBegan = clock
    }

    mutating func setBounds(_ bounds: Bounds) { self.bounds = bounds }

    /// Starts the memory of a batch's ids on its way. What it reads is kept, so that the reading
    /// cannot be left out as useless.
    mutating func touch(_ batch: ContiguousArray<Observation>) {
        touched = newer.touch(batch.lazy.map(\.id))
    }

    /// Puts back an id read from a block, when starting again.
    public mutating func restore(_ id: Key128, occurredAt: Instant) {
        if newer.count >= Self.generationCountMax {
            older = newer
            newer = KeySet()
            bounds.olderLatest = max(bounds.olderLatest, bounds.newerLatest)
        }
        _ = newer.insert(id)
        if occurredAt > bounds.newerLatest { bounds.newerLatest = occurredAt }
    }
}
