import CSimdJSON
public import Domain
import Kernel
public import Ports

/// Signals as JSON, read with simdjson.
///
/// A body of plain signals, which is nearly every one, is read in one pass. At the first thing out
/// of the ordinary it is read again line by line, strictly, so that each bad line is refused by
/// itself and the good ones are kept.
public struct SimdJSONSignalDecoder: SignalDecoder {
    /// The most signals one body may hold.
    public static let signalCountMax = 50_000
    /// The longest line that is looked at.
    public static let lineByteCountMax = Int(SENANG_LINE_MAX)

    public init() {}

    /// Whether this processor has what the parser was compiled for (AVX2, BMI and FMA on x86-64).
    public static var processorFits: Bool { senang_processor_fits() != 0 }

    public func decode(
        _ body: UnsafeRawBufferPointer, from source: SourceIndex, venue: VenueIndex
    ) throws(SignalBodyRefusal) -> SignalBatch {
        guard let bytes = body.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
            throw .empty
        }
        let parser = ParserPool.shared.take()
        defer { ParserPool.shared.give(parser) }
        // No signal is shorter than its required fields' names.
        let capacity = min(Self.signalCountMax, body.count / 48 + 1)
        let signals = UnsafeMutablePointer<senang_signal>.allocate(capacity: capacity)
        defer { signals.deallocate() }
        let count = senang_parse_plain(parser.handle, bytes, body.count, signals, capacity)
        if count > 0, let batch = plainBatch(signals, Int(count), from: source, venue: venue) {
            return batch
        }
        return try strictBatch(parser, body, bytes, from: source, venue: venue)
    }

    /// The batch, if every signal's zone and time are right too.
    private func plainBatch(
        _ signals: UnsafePointer<senang_signal>, _ count: Int, from source: SourceIndex,
        venue: VenueIndex
    ) -> SignalBatch? {
        let recordable = Instant.recordable
        var segment = ObservationSegment(
            source: source, count: count,
            first: Instant(milliseconds: signals[0].at_milliseconds))
        var observations = ContiguousArray<Observation>()
        observations.reserveCapacity(count)
        for index in 0..<count {
            let signal = signals[index]
            let at = Instant(milliseconds: signal.at_milliseconds)
            guard recordable.contains(at), let kind = SignalKind(rawValue: signal.kind),
                let zone = venue.number(
                    of: UnsafeRawBufferPointer(
                        start: signal.zone, count: Int(signal.zone_count)))
            else { return nil }
            let id = UnsafeRawBufferPointer(start: signal.id, count: Int(signal.id_count))
            let token = UnsafeRawBufferPointer(start: signal.token, count: Int(signal.token_count))
            let reader = signal.reader.map {
                UnsafeRawBufferPointer(start: $0, count: Int(signal.reader_count))
            }
            let strength = signal.has_rssi != 0 ? Int8(truncatingIfNeeded: signal.rssi) : nil
            let placed = segment.append(
                id: id, token: token, kind: kind, zone: zone, at: at, reader: reader,
                strength: strength)
            observations.append(
                Observation(
                    id: Key128(id, seed: venue.seed), token: Key128(token, seed: venue.seed),
                    occurredAt: at, tokenOffset: placed.token,
                    tokenCount: UInt8(truncatingIfNeeded: signal.token_count), zone: zone,
                    kind: kind, strength: strength ?? 0, readerDistance: placed.readerDistance))
        }
        return SignalBatch(observations: observations, segment: segment.bytes)
    }

    // MARK: Line by line

    private func strictBatch(
        _ parser: Parser, _ body: UnsafeRawBufferPointer, _ bytes: UnsafePointer<UInt8>,
        from source: SourceIndex, venue: VenueIndex
    ) throws(SignalBodyRefusal) -> SignalBatch {
        var collector = StrictCollector(source: source, venue: venue)
        guard let first = body.first(where: { !$0.isJSONSpace }) else { throw .empty }
        if first == UInt8(ascii: "[") {
            let count = senang_array_open(parser.handle, bytes, body.count)
            guard count >= 0 else { throw .malformedJSON }
            guard count > 0 else { throw .empty }
            guard count <= Self.signalCountMax else { throw .tooManySignals }
            for _ in 0..<count {
                collector.take { senang_array_next(parser.handle, &$0, &$1) }
            }
            return collector.batch
        }
        for line in body.split(separator: UInt8(ascii: "\n")) {
            guard !line.allSatisfy(\.isJSONSpace) else { continue }
            guard collector.lineCount < Self.signalCountMax else { throw .tooManySignals }
            guard line.count <= Self.lineByteCountMax else {
                collector.refuse(.lineTooLong)
                continue
            }
            let start = bytes + line.startIndex
            collector.take { senang_parse_line(parser.handle, start, line.count, &$0, &$1) }
        }
        return collector.batch
    }
}

/// Judges signals one at a time, in order.
private struct StrictCollector {
    private struct Accepted {
        let id: [UInt8]
        let token: [UInt8]
        let reader: [UInt8]?
        let strength: Int8?
        let kind: SignalKind
        let zone: ZoneIndex
        let at: Instant
        let line: UInt32
    }

    private let source: SourceIndex
    private let venue: VenueIndex
    private var accepted: [Accepted] = []
    private var refusals: [LineRefusal] = []
    private(set) var lineCount = 0

    init(source: SourceIndex, venue: VenueIndex) {
        self.source = source
        self.venue = venue
    }

    mutating func refuse(_ refusal: SignalRefusal, field: String? = nil) {
        refusals.append(LineRefusal(line: lineCount, refusal: refusal, field: field))
        lineCount += 1
    }

    mutating func take(
        _ parse: (inout senang_signal, inout UnsafePointer<CChar>?) -> senang_shape
    ) {
        var signal = senang_signal()
        var field: UnsafePointer<CChar>?
        let shape = parse(&signal, &field)
        if let refusal = SignalRefusal(shape) {
            refuse(refusal, field: field.map { String(cString: $0) })
            return
        }
        judge(signal)
    }

    private mutating func judge(_ signal: senang_signal) {
        let id = UnsafeRawBufferPointer(start: signal.id, count: Int(signal.id_count))
        let token = UnsafeRawBufferPointer(start: signal.token, count: Int(signal.token_count))
        let zone = UnsafeRawBufferPointer(start: signal.zone, count: Int(signal.zone_count))
        let reader = signal.reader.map {
            UnsafeRawBufferPointer(start: $0, count: Int(signal.reader_count))
        }
        for (name, bytes) in [("id", id), ("token", token), ("zone", zone), ("reader", reader)] {
            if let bytes, !IdentifierAlphabet.admits(bytes) {
                return refuse(.invalidIdentifier, field: name)
            }
        }
        guard let kind = SignalKind(rawValue: signal.kind) else {
            return refuse(.unknownKind, field: "kind")
        }
        guard let number = venue.number(of: zone) else {
            return refuse(.unknownZone, field: "zone")
        }
        var at = Instant(milliseconds: signal.at_milliseconds)
        if let text = signal.at_text {
            let bytes = UnsafeBufferPointer(start: text, count: Int(signal.at_count))
            guard let moment = Instant(rfc3339: bytes) else {
                return refuse(.invalidTime, field: "at")
            }
            at = moment
        }
        guard Instant.recordable.contains(at) else { return refuse(.outOfRange, field: "at") }
        accepted.append(
            Accepted(
                id: Array(id), token: Array(token), reader: reader.map(Array.init),
                strength: signal.has_rssi != 0 ? Int8(truncatingIfNeeded: signal.rssi) : nil,
                kind: kind, zone: number, at: at, line: UInt32(truncatingIfNeeded: lineCount)))
        lineCount += 1
    }

    var batch: SignalBatch {
        var segment = ObservationSegment(
            source: source, count: accepted.count,
            first: accepted.first?.at ?? Instant(milliseconds: 0))
        var observations = ContiguousArray<Observation>()
        for signal in accepted {
            signal.id.withUnsafeBytes { id in
                signal.token.withUnsafeBytes { token in
                    let placed = append(signal, id, token, to: &segment)
                    observations.append(
                        Observation(
                            id: Key128(id, seed: venue.seed),
                            token: Key128(token, seed: venue.seed), occurredAt: signal.at,
                            tokenOffset: placed.token,
                            tokenCount: UInt8(truncatingIfNeeded: token.count), zone: signal.zone,
                            kind: signal.kind, strength: signal.strength ?? 0,
                            readerDistance: placed.readerDistance))
                }
            }
        }
        return SignalBatch(
            observations: observations, segment: segment.bytes,
            lines: refusals.isEmpty ? [] : accepted.map(\.line), refusals: refusals)
    }

    private func append(
        _ signal: Accepted, _ id: UnsafeRawBufferPointer, _ token: UnsafeRawBufferPointer,
        to segment: inout ObservationSegment
    ) -> ObservationSegment.Placed {
        guard let reader = signal.reader else {
            return segment.append(
                id: id, token: token, kind: signal.kind, zone: signal.zone, at: signal.at,
                strength: signal.strength)
        }
        return reader.withUnsafeBytes { reader in
            segment.append(
                id: id, token: token, kind: signal.kind, zone: signal.zone, at: signal.at,
                reader: reader, strength: signal.strength)
        }
    }
}

extension SignalRefusal {
    fileprivate init?(_ shape: senang_shape) {
        switch shape {
        case SENANG_OK: return nil
        case SENANG_NOT_AN_OBJECT: self = .notAnObject
        case SENANG_UNKNOWN_FIELD: self = .unknownField
        case SENANG_DUPLICATE_FIELD: self = .duplicateField
        case SENANG_MISSING_FIELD: self = .missingField
        case SENANG_WRONG_TYPE: self = .wrongType
        case SENANG_OUT_OF_RANGE: self = .outOfRange
        default: self = .malformedJSON
        }
    }
}

extension UInt8 {
    fileprivate var isJSONSpace: Bool { self == 32 || self == 10 || self == 13 || self == 9 }
}
