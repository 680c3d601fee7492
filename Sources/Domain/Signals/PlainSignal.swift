public import Kernel

/// A signal that does not come over the wire: of a test, a rehearsal, a simulation.
public struct PlainSignal: Equatable, Sendable {
    public var id: String
    public let token: Token
    public let kind: SignalKind
    public let zone: ZoneIndex
    public let at: Instant
    /// The antenna that read it, and how strongly, in dBm.
    public var reader: AntennaID?
    public var strength: Int8?

    public init(
        id: String, token: Token, kind: SignalKind, zone: ZoneIndex, at: Instant,
        reader: AntennaID? = nil, strength: Int8? = nil
    ) {
        self.reader = reader
        self.strength = strength
        self.id = id
        self.token = token
        self.kind = kind
        self.zone = zone
        self.at = at
    }
}

extension SignalBatch {
    /// - Parameter seed: The secret under which the engine knows tokens.
    public init(_ signals: [PlainSignal], from source: SourceIndex, seed: KeySeed) {
        var segment = ObservationSegment(
            source: source, count: signals.count,
            first: signals.first?.at ?? Instant(milliseconds: 0))
        var observations = ContiguousArray<Observation>()
        for signal in signals {
            Array(signal.id.utf8).withUnsafeBytes { id in
                Array(signal.token.utf8).withUnsafeBytes { token in
                    let placed = signal.placed(id, token, in: &segment)
                    observations.append(
                        Observation(
                            id: Key128(id, seed: seed), token: Key128(token, seed: seed),
                            occurredAt: signal.at, tokenOffset: placed.token,
                            tokenCount: UInt8(truncatingIfNeeded: token.count), zone: signal.zone,
                            kind: signal.kind, strength: signal.strength ?? 0,
                            readerDistance: placed.readerDistance))
                }
            }
        }
        self.init(observations: observations, segment: segment.bytes)
    }
}

extension PlainSignal {
    fileprivate func placed(
        _ id: UnsafeRawBufferPointer, _ token: UnsafeRawBufferPointer,
        in segment: inout ObservationSegment
    ) -> ObservationSegment.Placed {
        Array((reader?.description ?? "").utf8).withUnsafeBytes { name in
            segment.append(
                id: id, token: token, kind: kind, zone: zone, at: at,
                reader: name.isEmpty ? nil : name, strength: strength)
        }
    }
}
