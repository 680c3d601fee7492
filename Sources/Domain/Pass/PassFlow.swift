import Kernel

/// How many people an attraction takes, with nine tenths sure: thousandths of people an hour.
public struct PassRate: Hashable, Sendable, Codable {
    public let low: Int64
    public let expected: Int64
    public let high: Int64

    /// People that fit into a span at one of the three, rounded down, and at least one.
    static func people(_ rate: Int64, in span: Span) -> Int {
        max(1, Int(rate * span.milliseconds / 3_600_000_000))
    }

    /// How long so many people take at one of the three.
    static func span(of people: Int, at rate: Int64) -> Span {
        Span(milliseconds: Int64(people) * 3_600_000_000 / max(1, rate))
    }
}

/// What the flow of people taught about an attraction's capacity.
///
/// Only the time in which somebody stood and waited counts: an empty line says nothing about what
/// an attraction can take. A count of people over that time is discounted by an eighth for each
/// window's length of it, so that the last hour weighs most (the power-discounted gamma–Poisson
/// model of Smith & Miller, 1986). People come in parties, so the count varies as a compound
/// Poisson count does, by the sum of the squared sizes. That is wide for a ride of even pace.
/// What the house stated weighs as one window and is soon forgotten.
///
/// Units: people and squares are counted in thousandths. Cost: constant.
struct PassFlow: Hashable, Sendable, Codable {
    /// 1.645, the normal quantile that leaves a twentieth on each side, in thousandths.
    private static let quantile: Int64 = 1_645
    /// The sum of squared sizes to the sum of sizes, before any party was seen.
    private static let statedDispersion: Int64 = 3

    /// A million people an hour.
    private static let rateMax: Int64 = 1_000_000_000

    private let binSpan: Int64
    private var people: Int64
    private var squares: Int64
    private var busy: Int64
    private var binPeople: Int64 = 0
    private var binSquares: Int64 = 0
    private var binBusy: Int64 = 0

    /// - Parameter peoplePerHour: What the house says the attraction takes.
    init(peoplePerHour: Int, window: Span) {
        binSpan = window.milliseconds
        people = max(1_000, Int64(peoplePerHour) * window.milliseconds / 3_600)
        squares = people * Self.statedDispersion
        busy = window.milliseconds
    }

    /// Itself as numbers, in an order of its own.
    var numbers: [Int64] {
        [binSpan, people, squares, busy, binPeople, binSquares, binBusy]
    }

    /// - Returns: `nil` unless there are seven numbers.
    init?(numbers: [Int64]) {
        guard numbers.count == 7 else { return nil }
        binSpan = numbers[0]
        (people, squares, busy) = (numbers[1], numbers[2], numbers[3])
        (binPeople, binSquares, binBusy) = (numbers[4], numbers[5], numbers[6])
    }

    /// Learns from one party that boarded while others stood behind it.
    ///
    /// - Parameter span: Until the next one boarded. More than a window counts as a window: a
    ///   ride that stood still for an hour is not believed to be that slow for ever.
    mutating func learn(size: Int, in span: Span) {
        binPeople += Int64(size) * 1_000
        binSquares += Int64(size) * Int64(size) * 1_000
        binBusy += min(max(0, span.milliseconds), binSpan)
        guard binBusy >= binSpan else { return }
        people = people * 7 / 8 + binPeople
        squares = squares * 7 / 8 + binSquares
        busy = busy * 7 / 8 + binBusy
        (binPeople, binSquares, binBusy) = (0, 0, 0)
    }

    var rate: PassRate {
        let count = people + binPeople
        let time = max(1, busy + binBusy)
        let deviation = Self.root((squares + binSquares) * 1_000)
        // A quarter at least: an interval that holds nought would promise a wait without an end.
        let half = min(deviation * Self.quantile / 1_000, count * 3 / 4)
        func rate(_ count: Int64) -> Int64 { min(max(1, count * 3_600_000 / time), Self.rateMax) }
        return PassRate(low: rate(count - half), expected: rate(count), high: rate(count + half))
    }

    /// The largest whole number whose square is not above `value` (Newton's way).
    private static func root(_ value: Int64) -> Int64 {
        guard value > 1 else { return max(0, value) }
        var guess = Int64(1) << ((64 - value.leadingZeroBitCount + 1) / 2)
        while true {
            let next = (guess + value / guess) / 2
            guard next < guess else { return guess }
            guess = next
        }
    }
}
