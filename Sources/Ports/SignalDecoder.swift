public import Domain
public import Kernel

/// Turns the bytes of a request into a batch.
public protocol SignalDecoder: Sendable {
    /// Reads a JSON array of signals, or one signal a line.
    ///
    /// - Parameters:
    ///   - body: The request's bytes, with 64 readable bytes behind them.
    ///   - source: The sender's number.
    ///   - venue: Zones by name, and the data directory's secret.
    /// - Throws: ``SignalBodyRefusal`` when no line of the body can be told from another.
    func decode(
        _ body: UnsafeRawBufferPointer, from source: SourceIndex, venue: VenueIndex
    ) throws(SignalBodyRefusal) -> SignalBatch
}

/// Why a body as a whole is refused. When several apply, the one declared first is named.
public enum SignalBodyRefusal: String, Error, Sendable {
    case empty
    case tooManySignals
    case malformedJSON

    public var advice: String {
        switch self {
        case .empty: "Send at least one signal."
        case .tooManySignals: "Send at most 50,000 signals in one request."
        case .malformedJSON: "The body is not a JSON array. Or send one JSON object a line."
        }
    }
}

/// Zone names as keys, for a decoder: made anew whenever zones are added.
public struct VenueIndex: Sendable {
    public let seed: KeySeed
    private var zones = KeyIndex()

    /// - Parameter zones: In order of their numbers.
    public init(zones: [Zone], seed: KeySeed) {
        self.seed = seed
        for zone in zones {
            _ = self.zones.number(
                Array(zone.id.utf8).withUnsafeBytes { Key128($0, seed: seed) })
        }
    }

    public func number(of zone: UnsafeRawBufferPointer) -> ZoneIndex? {
        zones.find(Key128(zone, seed: seed)).map(ZoneIndex.init(truncatingIfNeeded:))
    }
}
