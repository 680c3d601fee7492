public import Kernel

/// How a change is written, version 1; as ``DoorSnapshot`` is, one content has one encoding.
extension DoorChange {
    /// The first bytes: `SNDC` and the version of the format.
    static let head: [UInt8] = [0x53, 0x4E, 0x44, 0x43, 1]

    /// Itself as bytes. Linear.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.raw(Self.head)
        writer.counted(door.utf8)
        writer.varint(base)
        writer.varint(version)
        writer.signedVarint(issuedAt.milliseconds)
        writer.civil(civil)
        writer.list(holders) { writer, change in
            writer.counted(change.holder.utf8)
            writer.list(change.entries) { $0.entry($1) }
            writer.list(change.bands) { $0.doorBand($1) }
        }
        writer.denials(denied)
        writer.denials(lifted)
        return writer.bytes
    }

    /// Reads what ``bytes`` wrote. Linear; what it allocates is bounded by what is there.
    ///
    /// - Parameter bytes: From anybody: the signature may not have been checked.
    /// - Throws: As ``DoorSnapshot/init(bytes:)``.
    public init(bytes: UnsafeRawBufferPointer) throws(ByteReaderFailure) {
        guard bytes.count <= DoorSnapshot.byteCountMax else { throw .numberTooLarge }
        var reader = ByteReader(bytes)
        for byte in Self.head {
            guard try reader.byte() == byte else { throw .unknownVersion }
        }
        let door: DoorID = try reader.identifier()
        let base = try reader.varint()
        let version = try reader.varint()
        let issuedAt = try reader.moment()
        let civil = try reader.civil()
        let holders = try reader.list(upTo: DoorSnapshot.listCountMax) {
            (reader: inout ByteReader) throws(ByteReaderFailure) in try reader.holderChange()
        }
        let denied = try reader.denials()
        self.init(
            door: door, base: base, version: version, issuedAt: issuedAt, civil: civil,
            holders: holders, denied: denied, lifted: try reader.denials())
        // Unsorted lists, things said twice or of another, and numbers written too long end here.
        guard reader.isAtEnd, self.bytes.elementsEqual(bytes) else { throw .unknownName }
    }

    /// Whether bytes say of themselves that they are a change, and not a snapshot.
    public static func isHead(of bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: head)
    }
}

extension ByteReader {
    fileprivate mutating func holderChange() throws(ByteReaderFailure) -> DoorChange.HolderChange {
        let holder: KeyHolderID = try identifier()
        let entries = try list(upTo: DoorSnapshot.listCountMax) {
            (reader: inout ByteReader) throws(ByteReaderFailure) in try reader.entry()
        }
        let bands = try list(upTo: DoorSnapshot.listCountMax) {
            (reader: inout ByteReader) throws(ByteReaderFailure) in try reader.doorBand()
        }
        return DoorChange.HolderChange(holder: holder, entries: entries, bands: bands)
    }
}
