public import Kernel

/// How the observations of one request stand in a block of the journal, version 1.
///
///     segment     = source:varint count:varint first:fixed64 observation*
///     observation = tag:1 at:zigzag zone:varint
///                   tokenCount:1 token idCount:1 id [readerCount:1 reader] [rssi:1]
///
/// `at` is the difference in milliseconds from the observation before. Of the tag, bits 0–2 are the
/// kind, bit 3 says that the id is lower-case hexadecimal of even length and packed two digits a
/// byte, bit 4 that a reader follows, bit 5 that a signal strength follows.
public struct ObservationSegment {
    static let hexIdentifier: UInt8 = 1 << 3
    static let hasReader: UInt8 = 1 << 4
    static let hasStrength: UInt8 = 1 << 5

    private var writer = ByteWriter()
    private var last: Int64

    /// Begins a segment.
    ///
    /// - Parameters:
    ///   - source: The number of the sender.
    ///   - count: How many observations will follow.
    ///   - first: The moment of the first.
    public init(source: SourceIndex, count: Int, first: Instant) {
        writer.reserve(16 + count * 40)
        writer.varint(UInt64(source))
        writer.varint(UInt64(count))
        writer.fixed(UInt64(bitPattern: first.milliseconds))
        last = first.milliseconds
    }

    public var bytes: [UInt8] { writer.bytes }

    /// Where the parts of an observation lie.
    public struct Placed: Sendable {
        /// Where the token's bytes begin.
        public let token: UInt32
        /// As ``Observation/readerDistance``.
        public let readerDistance: UInt8
    }

    /// Adds one observation.
    public mutating func append(
        id: UnsafeRawBufferPointer, token: UnsafeRawBufferPointer, kind: SignalKind,
        zone: ZoneIndex, at: Instant, reader: UnsafeRawBufferPointer? = nil,
        strength: Int8? = nil
    ) -> Placed {
        let packs = id.count & 1 == 0 && id.allSatisfy(Self.isHexDigit)
        writer.byte(
            kind.rawValue | (packs ? Self.hexIdentifier : 0)
                | (reader == nil ? 0 : Self.hasReader) | (strength == nil ? 0 : Self.hasStrength))
        writer.signedVarint(at.milliseconds &- last)
        last = at.milliseconds
        writer.varint(UInt64(zone))
        writer.byte(UInt8(truncatingIfNeeded: token.count))
        let tokenOffset = UInt32(truncatingIfNeeded: writer.bytes.count)
        writer.raw(token)
        writer.byte(UInt8(truncatingIfNeeded: id.count))
        if packs {
            for index in stride(from: 0, to: id.count, by: 2) {
                writer.byte(Self.hexValue(id[index]) << 4 | Self.hexValue(id[index + 1]))
            }
        } else {
            writer.raw(id)
        }
        var distance: UInt8 = 0
        if let reader {
            distance = UInt8(truncatingIfNeeded: writer.bytes.count - Int(tokenOffset))
            writer.byte(UInt8(truncatingIfNeeded: reader.count))
            writer.raw(reader)
        }
        if let strength { writer.byte(UInt8(bitPattern: strength)) }
        return Placed(token: tokenOffset, readerDistance: distance)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || byte &- 97 < 6
    }

    private static func hexValue(_ byte: UInt8) -> UInt8 {
        byte < 58 ? byte &- 48 : byte &- 87
    }

    /// Reads a segment back into a batch, as it stood before it was journaled.
    ///
    /// - Parameters:
    ///   - reader: Stands at the beginning of a segment; is left behind it.
    ///   - whole: The bytes the reader walks over.
    ///   - seed: The data directory's secret.
    public static func decode(
        _ reader: inout ByteReader, in whole: UnsafeRawBufferPointer, seed: KeySeed
    ) throws(ByteReaderFailure) -> SourcedBatch {
        let start = reader.offset
        let source = SourceIndex(try reader.count(upTo: Int(SourceIndex.max)))
        let count = try reader.count(upTo: whole.count)
        var at = Int64(bitPattern: try reader.fixed())
        var observations = ContiguousArray<Observation>()
        observations.reserveCapacity(count)
        for _ in 0..<count {
            observations.append(try observation(&reader, at: &at, from: start, seed: seed))
        }
        let segment = [UInt8](UnsafeRawBufferPointer(rebasing: whole[start..<reader.offset]))
        return SourcedBatch(
            source: source, batch: SignalBatch(observations: observations, segment: segment))
    }

    private static func observation(
        _ reader: inout ByteReader, at: inout Int64, from start: Int, seed: KeySeed
    ) throws(ByteReaderFailure) -> Observation {
        let tag = try reader.byte()
        guard let kind = SignalKind(rawValue: tag & 7) else { throw .unknownName }
        at &+= try reader.signedVarint()
        let zone = try reader.count(upTo: Int(ZoneIndex.max))
        let tokenCount = try reader.byte()
        let tokenOffset = reader.offset - start
        let token = try reader.raw(Int(tokenCount))
        let idCount = Int(try reader.byte())
        let id: Key128
        if tag & hexIdentifier != 0 {
            id = unpackedKey(try reader.raw(idCount / 2), seed: seed)
        } else {
            id = Key128(try reader.raw(idCount), seed: seed)
        }
        var distance = 0
        if tag & hasReader != 0 {
            distance = reader.offset - start - tokenOffset
            _ = try reader.raw(Int(try reader.byte()))
        }
        let strength = tag & hasStrength != 0 ? Int8(bitPattern: try reader.byte()) : 0
        return Observation(
            id: id, token: Key128(token, seed: seed), occurredAt: Instant(milliseconds: at),
            tokenOffset: UInt32(truncatingIfNeeded: tokenOffset), tokenCount: tokenCount,
            zone: ZoneIndex(zone), kind: kind, strength: strength,
            readerDistance: UInt8(truncatingIfNeeded: distance))
    }

    /// Copies a segment without some of its observations.
    ///
    /// - Parameter kept: For each observation, whether it stays.
    /// - Returns: The bytes, and where the token of each that stayed begins in them.
    static func copy(
        _ bytes: UnsafeRawBufferPointer, keeping kept: [Bool]
    ) throws(ByteReaderFailure) -> (bytes: [UInt8], tokenOffsets: [UInt32]) {
        var reader = ByteReader(bytes)
        let source = SourceIndex(try reader.count(upTo: Int(SourceIndex.max)))
        _ = try reader.count(upTo: bytes.count)
        var at = Int64(bitPattern: try reader.fixed())
        var copy = ObservationSegment(
            source: source, count: kept.count { $0 }, first: Instant(milliseconds: at))
        var offsets: [UInt32] = []
        for stays in kept {
            let tag = try reader.byte()
            at &+= try reader.signedVarint()
            let zone = try reader.count(upTo: Int(ZoneIndex.max))
            let token = try reader.raw(Int(try reader.byte()))
            let start = reader.offset
            let idCount = Int(try reader.byte())
            _ = try reader.raw(tag & hexIdentifier != 0 ? idCount / 2 : idCount)
            if tag & hasReader != 0 { _ = try reader.raw(Int(try reader.byte())) }
            if tag & hasStrength != 0 { _ = try reader.byte() }
            guard stays else { continue }
            copy.writer.byte(tag)
            copy.writer.signedVarint(at &- copy.last)
            copy.last = at
            copy.writer.varint(UInt64(zone))
            copy.writer.byte(UInt8(truncatingIfNeeded: token.count))
            offsets.append(UInt32(truncatingIfNeeded: copy.writer.bytes.count))
            copy.writer.raw(token)
            copy.writer.raw(UnsafeRawBufferPointer(rebasing: bytes[start..<reader.offset]))
        }
        return (copy.bytes, offsets)
    }

    private static func unpackedKey(_ packed: UnsafeRawBufferPointer, seed: KeySeed) -> Key128 {
        withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { text in
            for (index, byte) in packed.enumerated() where index < 64 {
                text[index * 2] = hexDigit(byte >> 4)
                text[index * 2 + 1] = hexDigit(byte & 15)
            }
            let count = min(packed.count, 64) * 2
            return Key128(UnsafeRawBufferPointer(rebasing: text[0..<count]), seed: seed)
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? value &+ 48 : value &+ 87 }
}

extension SignalBatch {
    /// The batch with only some of its observations, its bytes included.
    ///
    /// - Parameter kept: For each observation, whether it stays.
    func keeping(_ kept: [Bool]) -> SignalBatch {
        let copied = segment.withUnsafeBytes { try? ObservationSegment.copy($0, keeping: kept) }
        guard let copied else { preconditionFailure("a segment is as its batch was encoded") }
        var result = SignalBatch(
            observations: [], segment: copied.bytes, lines: [], refusals: refusals)
        for (index, stays) in kept.enumerated() where stays {
            var observation = observations[index]
            observation.tokenOffset = copied.tokenOffsets[result.observations.count]
            result.observations.append(observation)
            result.lines.append(UInt32(truncatingIfNeeded: line(of: index)))
        }
        return result
    }
}
