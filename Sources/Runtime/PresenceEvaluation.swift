public import Domain
import Kernel

/// How well the smoother finds people, on a recording whose truth is known.
public struct PresenceEvaluation: Sendable {
    /// One read: who, by which antenna, how strong.
    public struct Read: Sendable {
        public let at: Int64
        public let antenna: Int
        public let token: Int
        public let strength: Int8

        public init(at: Int64, antenna: Int, token: Int, strength: Int8) {
            self.at = at
            self.antenna = antenna
            self.token = token
            self.strength = strength
        }
    }

    /// Somebody in a zone, from a moment to another, in ms.
    public struct Stay: Sendable {
        public let zone: Int
        public let from: Int64
        public let to: Int64

        public init(zone: Int, from: Int64, to: Int64) {
            self.zone = zone
            self.from = from
            self.to = to
        }
    }

    /// How near the stays that were found are to those that were.
    public struct Score: Sendable, Codable {
        /// Of the time somebody was said to be in a zone, the share they were.
        public let precision: Double
        /// Of the time somebody was in a zone, the share it was said.
        public let recall: Double
        public let f1: Double
        public let dwellErrorSecondsMedian: Double
        public let dwellErrorSecondsP90: Double
        /// The same, of stays of a minute and more.
        public let longDwellErrorSecondsMedian: Double
        public let longDwellErrorSecondsP90: Double
        public let staysFound: Int
    }

    private let zones: [ZoneID]
    private let zoneOfAntenna: [Int]
    private let readings: [ZoneReading]
    private let truth: [[Stay]]
    private let edgeOf: [Int?]

    /// - Parameters:
    ///   - readings: The zones and their antennas, in the order of their numbers.
    ///   - truth: By token's number.
    ///   - tokens: The tokens' names, by number.
    public init(readings: [ZoneReading], truth: [[Stay]], tokens: [String]) {
        self.readings = readings
        zones = readings.map(\.zone)
        zoneOfAntenna = readings.enumerated().flatMap { number, reading in
            reading.antennas.map { _ in number }
        }
        self.truth = truth
        edgeOf = tokens.map { token in
            readings.firstIndex { $0.edgeBand?.description == token }
        }
    }

    /// The stays the smoother finds.
    public func smoothed(_ reads: [Read]) -> [[Stay]] {
        var numbers: [ZoneID: ZoneIndex] = [:]
        for (number, zone) in zones.enumerated() {
            numbers[zone] = ZoneIndex(truncatingIfNeeded: number)
        }
        var smoother = ReadSmoother(ReadPlan(readings, numbers: numbers))
        for (token, zone) in edgeOf.enumerated() {
            if let zone { smoother.mark(UInt32(token), asEdgeOf: zone) }
        }
        var found = [[Stay]](repeating: [], count: truth.count)
        var open = [PresenceChange?](repeating: nil, count: truth.count)
        var changes: [PresenceChange] = []
        var nextSweep = (reads.first?.at ?? 0) + Self.sweepSpan
        func keep() {
            for change in changes {
                let token = Int(change.token)
                if change.kind == .enter {
                    open[token] = change
                } else if let begun = open[token] {
                    found[token].append(Stay(zone: Int(begun.zone), from: begun.at, to: change.at))
                    open[token] = nil
                }
            }
            changes.removeAll(keepingCapacity: true)
        }
        for read in reads {
            while nextSweep <= read.at {
                smoother.sweep(at: nextSweep, into: &changes)
                nextSweep += Self.sweepSpan
            }
            smoother.take(
                at: read.at, antenna: read.antenna, token: UInt32(read.token),
                strength: read.strength, into: &changes)
            if !changes.isEmpty { keep() }
        }
        let end = reads.last?.at ?? 0
        for (token, begun) in open.enumerated() {
            guard let begun else { continue }
            found[token].append(Stay(zone: Int(begun.zone), from: begun.at, to: end))
        }
        return found
    }

    private static let sweepSpan: Int64 = 5_000
    private static let windowSpan: Int64 = 4_000

    /// The stays that the strongest of the last four seconds' reads gives: what to beat.
    public func strongestLast(_ reads: [Read]) -> [[Stay]] {
        var found = [[Stay]](repeating: [], count: truth.count)
        var window = [[Read]](repeating: [], count: truth.count)
        var current = [Int](repeating: -1, count: truth.count)
        var since = [Int64](repeating: 0, count: truth.count)
        var last = since
        for read in reads where edgeOf[read.token] == nil {
            let token = read.token
            let isGone =
                current[token] >= 0
                && read.at - last[token]
                    > readings[current[token]].goneAfter.milliseconds
            if isGone {
                found[token].append(
                    Stay(zone: current[token], from: since[token], to: last[token]))
                current[token] = -1
            }
            window[token].removeAll { read.at - $0.at > Self.windowSpan }
            window[token].append(read)
            let strongest = window[token].max { $0.strength < $1.strength } ?? read
            let zone = zoneOfAntenna[strongest.antenna]
            if zone != current[token] {
                if current[token] >= 0 {
                    found[token].append(
                        Stay(zone: current[token], from: since[token], to: read.at))
                }
                (current[token], since[token]) = (zone, read.at)
            }
            last[token] = read.at
        }
        for token in current.indices where current[token] >= 0 {
            found[token].append(Stay(zone: current[token], from: since[token], to: last[token]))
        }
        return found
    }

    public func score(_ found: [[Stay]]) -> Score {
        var (right, said, were) = (0.0, 0.0, 0.0)
        var errors: [Double] = []
        var longErrors: [Double] = []
        for (stays, guesses) in zip(truth, found) {
            said += guesses.reduce(0) { $0 + Double($1.to - $1.from) }
            for stay in stays {
                let length = Double(stay.to - stay.from)
                were += length
                var best: (overlap: Double, length: Double) = (0, 0)
                for guess in guesses where guess.zone == stay.zone {
                    let overlap = Double(min(guess.to, stay.to) - max(guess.from, stay.from))
                    guard overlap > 0 else { continue }
                    right += overlap
                    if overlap > best.overlap { best = (overlap, Double(guess.to - guess.from)) }
                }
                let error = abs(best.length - length) / 1_000
                errors.append(error)
                if length >= 60_000 { longErrors.append(error) }
            }
        }
        let precision = said > 0 ? right / said : 0
        let recall = were > 0 ? right / were : 0
        return Score(
            precision: precision, recall: recall,
            f1: precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0,
            dwellErrorSecondsMedian: Self.quantile(errors, 0.5),
            dwellErrorSecondsP90: Self.quantile(errors, 0.9),
            longDwellErrorSecondsMedian: Self.quantile(longErrors, 0.5),
            longDwellErrorSecondsP90: Self.quantile(longErrors, 0.9),
            staysFound: found.reduce(0) { $0 + $1.count })
    }

    /// For each antenna, the level that best parts those in its zone from the others, in dBm: what
    /// to write as the zone's `edge` when no band hangs there.
    public func edges(_ reads: [Read]) -> [Int] {
        var inside = [[Int]](
            repeating: [Int](repeating: 0, count: 256), count: zoneOfAntenna.count)
        var outside = inside
        for read in reads where edgeOf[read.token] == nil {
            let zone = zoneOfAntenna[read.antenna]
            let isInside = truth[read.token].contains {
                $0.zone == zone && $0.from <= read.at && read.at <= $0.to
            }
            if isInside {
                inside[read.antenna][Int(read.strength) + 128] += 1
            } else {
                outside[read.antenna][Int(read.strength) + 128] += 1
            }
        }
        return zip(inside, outside).map { inside, outside in
            var wrong = outside.reduce(0, +)
            var (least, best) = (wrong, 0)
            for level in inside.indices {
                wrong += inside[level] - outside[level]
                if wrong < least { (least, best) = (wrong, level + 1) }
            }
            return best - 128
        }
    }

    /// The nearest rank.
    private static func quantile(_ values: [Double], _ share: Double) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let rank = Int((share * Double(sorted.count)).rounded(.up))
        return sorted[max(0, min(sorted.count, rank) - 1)]
    }
}
