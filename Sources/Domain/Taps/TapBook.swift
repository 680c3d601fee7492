import DequeModule
public import Kernel

/// What must not be forgotten of taps: how often each band was read, and what the last taps were
/// answered.
///
/// A counter only grows. A tap that is sent again is answered from here, and nothing is done twice;
/// one that is older than what is kept finds its counter used, and is `replayed`.
public struct TapBook: Equatable, Sendable {
    /// The most bands whose counters are kept.
    public static let countMax = BandBook.bandCountMax
    /// The most taps whose answers are kept, and for how long.
    public static let answerCountMax = 200_000
    public static let answerSpan = Engine.keptSpan

    struct Kept: Equatable, Sendable {
        let print: UInt64
        let answer: TapAnswer
        let band: BandID
        let at: Instant
    }

    /// The highest counter of each band: asked, never walked unsorted.
    private var counters: [BandID: UInt32] = [:]
    private var answers: [Key128: Kept] = [:]
    /// Oldest first.
    private var order: Deque<Key128> = []
    /// Phones' tokens that were good for something, by the mark of token and reader.
    private var uses: [UInt64: TokenUse] = [:]
    private var useOrder: Deque<UInt64> = []

    init() {}

    /// The highest counter that a band has shown.
    public func counter(of band: BandID) -> UInt32? { counters[band] }

    /// Whether a phone's token was good for something at this reader, by another tap.
    func isUsed(_ use: TokenUse) -> Bool { uses[use.mark].map { $0.by != use.by } ?? false }

    /// Whether this very use is kept.
    func holds(_ use: TokenUse) -> Bool { uses[use.mark] == use }

    func kept(_ key: Key128) -> Kept? { answers[key] }

    func isFull(for band: BandID) -> Bool {
        counters[band] == nil && counters.count >= Self.countMax
    }

    mutating func count(_ band: BandID, _ counter: UInt32) {
        guard !isFull(for: band) else { return }
        counters[band] = max(counter, counters[band] ?? 0)
    }

    mutating func keep(_ kept: Kept, under key: Key128) {
        while let first = order.first,
            order.count >= Self.answerCountMax
                || kept.at - (answers[first]?.at ?? .distantPast) > Self.answerSpan
        {
            answers[first] = nil
            order.removeFirst()
        }
        if answers.updateValue(kept, forKey: key) == nil { order.append(key) }
    }

    /// Beyond ``answerCountMax`` the oldest use is forgotten, though its token may live on.
    mutating func keep(_ use: TokenUse, at now: Instant) {
        while let first = useOrder.first,
            useOrder.count >= Self.answerCountMax || (uses[first]?.until ?? now) <= now
        {
            uses[first] = nil
            useOrder.removeFirst()
        }
        if uses.updateValue(use, forKey: use.mark) == nil { useOrder.append(use.mark) }
    }

    /// Forgets what bands were answered. Their counters stay: they say nothing of anybody, and
    /// what was shown once must never be good again.
    mutating func forget(_ bands: Set<BandID>) {
        let gone = order.filter { answers[$0].map { bands.contains($0.band) } ?? true }
        guard !gone.isEmpty else { return }
        for key in gone { answers[key] = nil }
        order = Deque(order.filter { answers[$0] != nil })
    }
}

extension TapBook: Codable {
    private struct Count: Codable {
        let band: BandID
        let counter: UInt32
    }

    private struct Answer: Codable {
        let low: UInt64
        let high: UInt64
        let print: UInt64
        let wish: TapWish.Kind
        let refusal: TapRefusal?
        let language: String?
        let band: BandID
        let at: Instant
        let time: TapTime?
    }

    private enum Field: String, CodingKey { case counters, answers, uses }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Field.self)
        for each in try container.decode([Count].self, forKey: .counters) {
            counters[each.band] = each.counter
        }
        for each in try container.decode([Answer].self, forKey: .answers) {
            let key = Key128(low: each.low, high: each.high)
            answers[key] = Kept(
                print: each.print,
                answer: TapAnswer(
                    each.wish, each.refusal, language: each.language, time: each.time),
                band: each.band, at: each.at)
            order.append(key)
        }
        for use in try container.decodeIfPresent([TokenUse].self, forKey: .uses) ?? [] {
            uses[use.mark] = use
            useOrder.append(use.mark)
        }
    }

    /// Sorted here, on the thread that writes a snapshot, and not where taps are answered.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Field.self)
        try container.encode(
            counters.sorted { $0.key < $1.key }.map { Count(band: $0.key, counter: $0.value) },
            forKey: .counters)
        let kept = order.compactMap { key in
            answers[key].map {
                Answer(
                    low: key.low, high: key.high, print: $0.print, wish: $0.answer.wish,
                    refusal: $0.answer.refusal, language: $0.answer.language, band: $0.band,
                    at: $0.at, time: $0.answer.time)
            }
        }
        try container.encode(kept, forKey: .answers)
        try container.encode(useOrder.compactMap { uses[$0] }, forKey: .uses)
    }
}
