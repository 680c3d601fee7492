/// Writes numbers and byte strings one after another: varints as in LEB128, the rest little-endian.
public struct ByteWriter: Sendable {
    @usableFromInline var buffer: [UInt8] = []

    @inlinable public var bytes: [UInt8] { buffer }

    public init() {}

    public mutating func reserve(_ count: Int) { buffer.reserveCapacity(buffer.count + count) }

    @inlinable
    public mutating func byte(_ value: UInt8) { buffer.append(value) }

    /// 7 bits a byte, the lowest first.
    @inlinable
    public mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Small magnitudes of either sign in few bytes (zigzag).
    public mutating func signedVarint(_ value: Int64) {
        varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    @inlinable
    public mutating func fixed(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { buffer.append(contentsOf: $0) }
    }

    /// The bytes without their count.
    public mutating func raw(_ value: UnsafeRawBufferPointer) { buffer.append(contentsOf: value) }
    public mutating func raw(_ value: some Collection<UInt8>) { buffer.append(contentsOf: value) }

    /// The bytes behind their count.
    public mutating func counted(_ value: some Collection<UInt8>) {
        varint(UInt64(value.count))
        buffer.append(contentsOf: value)
    }
}

/// Reads back what ``ByteWriter`` wrote, and never past the end.
///
/// The bytes have passed an authenticated seal before they get here; what does not fit is
/// therefore a ``ByteReaderFailure``, not an input to be kind to.
public struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    public private(set) var offset = 0

    public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    public var isAtEnd: Bool { offset >= bytes.count }
    public var remaining: Int { bytes.count - offset }

    public mutating func byte() throws(ByteReaderFailure) -> UInt8 {
        guard offset < bytes.count else { throw .endsEarly }
        defer { offset += 1 }
        return bytes[offset]
    }

    public mutating func varint() throws(ByteReaderFailure) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
            guard shift < 64 else { throw .numberTooLong }
        }
    }

    /// A varint that must be a count or an index up to `limit`.
    public mutating func count(upTo limit: Int) throws(ByteReaderFailure) -> Int {
        let value = try varint()
        guard value <= UInt64(limit) else { throw .numberTooLarge }
        return Int(value)
    }

    public mutating func signedVarint() throws(ByteReaderFailure) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    public mutating func fixed() throws(ByteReaderFailure) -> UInt64 {
        guard remaining >= 8 else { throw .endsEarly }
        defer { offset += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    public mutating func raw(_ count: Int) throws(ByteReaderFailure) -> UnsafeRawBufferPointer {
        guard count >= 0, remaining >= count else { throw .endsEarly }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
    }

    public mutating func counted() throws(ByteReaderFailure) -> UnsafeRawBufferPointer {
        let count = try count(upTo: remaining)
        return try raw(count)
    }
}

/// Why bytes could not be read back.
public enum ByteReaderFailure: Error, Equatable, Sendable {
    case endsEarly
    case numberTooLong
    case numberTooLarge
    case unknownVersion
    case unknownName
}
