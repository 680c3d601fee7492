public import Domain
import Kernel

/// A day in a venue nobody has written a day for, from one seed, so that any venue can be practised
/// on: people come in, walk from zone to zone at a human pace, ask for something here and there,
/// and leave.
///
/// What zones are for is not known, so nobody is served and nobody queues. A clinic without a ward
/// or a park without a ride is better played by what is known of them: ``ClinicDay``, ``ParkDay``.
public struct AnyDay: Sendable {
    /// From opening until the last comes in.
    private static let span: Int64 = 9 * 3_600
    /// Zones one visitor goes to, besides the first.
    private static let stopCounts: ClosedRange<Int> = 1...5

    /// Everything of the day, in order.
    public let moments: [VenueDay.Moment]
    /// Tokens of visitors who are known; what facts the venue has is not.
    public let known: [VenueDay.Known]

    /// - Parameters:
    ///   - seed: The same seed gives the same day.
    ///   - visitorCount: How many come.
    ///   - zones: The venue's, at least one. People come in and leave by the first.
    public init(seed: UInt64, visitorCount: Int, zones: [Zone]) {
        var random = SplitMix64(seed: seed)
        let places = zones.map(\.id)
        var moments: [VenueDay.Moment] = []
        var known: [VenueDay.Known] = []
        for number in 0..<visitorCount {
            guard let token = Token("V\(10_000 + number)") else { continue }
            let planned = Self.span * Int64(number) / Int64(visitorCount)
            var walk = Walk(
                token: token, clock: planned + Int64.random(in: 0...120, using: &random))
            walk.go(through: places, using: &random)
            moments += walk.moments
            if number % 6 == 1, let person = PersonID("visitor-\(number)") {
                known.append(VenueDay.Known(token: token, person: person, facts: []))
            }
        }
        moments.sort { ($0.after, $0.token) < ($1.after, $1.token) }
        self.moments = moments
        self.known = known
    }

    /// One visitor's way.
    private struct Walk: Walker {
        let token: Token
        var clock: Int64
        var moments: [VenueDay.Moment] = []

        init(token: Token, clock: Int64) {
            self.token = token
            self.clock = clock
        }

        mutating func go(through places: [ZoneID], using random: inout SplitMix64) {
            guard let door = places.first else { return }
            stay(in: door, seconds(20, 120, &random), using: &random)
            for _ in 0..<Int.random(in: AnyDay.stopCounts, using: &random) {
                guard let place = places.dropFirst().randomElement(using: &random) else { break }
                clock += seconds(20, 90, &random)
                // Most stay for some minutes, and a few for long.
                let isLong = random.next() % 8 == 0
                let length =
                    isLong ? seconds(1_200, 3_600, &random) : seconds(120, 1_200, &random)
                stay(in: place, length, using: &random)
            }
            clock += seconds(20, 90, &random)
            stay(in: door, seconds(10, 60, &random), using: &random)
        }

        private mutating func stay(
            in place: ZoneID, _ length: Int64, using random: inout SplitMix64
        ) {
            report(.enter, place)
            let tapAt = random.next() % 3 == 0 ? length / 3 : 0
            if tapAt > 0 {
                clock += tapAt
                report(.tap, place)
            }
            clock += length - tapAt
            report(.exit, place)
        }
    }
}
