public import Kernel

/// How a door's memory stands on its disk, version 1.
///
///     image = "SNDM" 1 door version latest:signed records (band counter)* holder*
extension DoorMemory {
    private static let head: [UInt8] = [0x53, 0x4E, 0x44, 0x4D, 1]

    /// Itself as bytes. Linear in bands and people.
    public var image: [UInt8] {
        var writer = ByteWriter()
        writer.raw(Self.head)
        writer.counted(door.utf8)
        writer.varint(version)
        writer.signedVarint(latest.milliseconds)
        writer.varint(recordCount)
        writer.list(counters.sorted { $0.key < $1.key }) { writer, entry in
            writer.raw(entry.key.bytes)
            writer.varint(UInt64(entry.value))
        }
        writer.list(inside.sorted()) { $0.counted($1.utf8) }
        return writer.bytes
    }

    /// - Parameter image: As ``image`` gave it, or anything.
    /// - Throws: As ``DoorSnapshot/init(bytes:)``. A door whose memory cannot be read must not
    ///   begin a new one by itself: it would believe an old snapshot.
    public init(image: UnsafeRawBufferPointer) throws(ByteReaderFailure) {
        var reader = ByteReader(image)
        for byte in Self.head {
            guard try reader.byte() == byte else { throw .unknownVersion }
        }
        self.init(door: try reader.identifier())
        try restore(&reader)
        guard reader.isAtEnd else { throw .unknownName }
    }
}
