import DequeModule
import HeapModule
import Kernel

/// A signal that waits until no earlier one can come.
struct PendingSignal: Comparable, Sendable {
    let at: Int64
    let token: UInt32
    /// Of a read with a strength, the antenna's number instead.
    let zone: ZoneIndex
    let kind: SignalKind
    /// Of a read that is to be smoothed, dBm; else 0.
    var strength: Int8 = 0

    /// By time; then by what it says, so that the order never depends on which came in first.
    static func < (left: PendingSignal, right: PendingSignal) -> Bool {
        if left.at != right.at { return left.at < right.at }
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        if left.zone != right.zone { return left.zone < right.zone }
        if left.token != right.token { return left.token < right.token }
        return left.strength < right.strength
    }
}

/// Puts signals that come a little late back into the order in which they happened.
///
/// Nearly all come in order and go into a queue; the others go into a heap. The next one is the
/// lesser of both heads. Cost: constant for a signal in order, logarithmic in the late ones else.
struct ReorderBuffer: Sendable {
    private var inOrder = Deque<PendingSignal>()
    private var late = Heap<PendingSignal>()

    var count: Int { inOrder.count + late.count }

    mutating func insert(_ signal: PendingSignal) {
        if let last = inOrder.last, signal < last {
            late.insert(signal)
        } else {
            inOrder.append(signal)
        }
    }

    /// Takes out the earliest signal, if it happened before `horizon`.
    mutating func next(before horizon: Int64) -> PendingSignal? {
        if let earliest = late.min {
            if let first = inOrder.first, first < earliest {
                return first.at < horizon ? inOrder.removeFirst() : nil
            }
            return earliest.at < horizon ? late.popMin() : nil
        }
        guard let first = inOrder.first, first.at < horizon else { return nil }
        return inOrder.removeFirst()
    }

    /// Gives every signal its token's new number.
    mutating func renumberTokens(_ numbers: [UInt32?]) {
        change { signal in
            numbers[Int(signal.token)].map {
                PendingSignal(
                    at: signal.at, token: $0, zone: signal.zone, kind: signal.kind,
                    strength: signal.strength)
            }
        }
    }

    /// Puts another signal in the place of each that waits, or none.
    mutating func change(_ body: (PendingSignal) -> PendingSignal?) {
        let waiting = sorted
        self = ReorderBuffer()
        for signal in waiting.compactMap(body) { insert(signal) }
    }

    /// When the earliest waiting signal happened.
    var earliest: Int64? {
        switch (inOrder.first, late.min) {
        case (let first?, let least?): min(first.at, least.at)
        case (let first?, nil): first.at
        case (nil, let least?): least.at
        case (nil, nil): nil
        }
    }

    /// The most waiting signals among which those of one token are looked for.
    private static let lookedThroughMax = 20_000

    /// Every waiting signal of one token, earliest first; none when very many wait.
    func waiting(of token: UInt32) -> [PendingSignal] {
        guard count <= Self.lookedThroughMax else { return [] }
        return (inOrder.filter { $0.token == token } + late.unordered.filter { $0.token == token })
            .sorted()
    }

    /// Every waiting signal, earliest first.
    var sorted: [PendingSignal] { (Array(inOrder) + late.unordered).sorted() }
}
