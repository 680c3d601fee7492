public import Kernel

/// How a snapshot is written, version 1. docs/door.md describes it byte by byte.
///
/// One content has one encoding: what would not be written again as the same bytes is refused.
extension DoorSnapshot {
    /// The first bytes: `SNDR` and the version of the format.
    static let head: [UInt8] = [0x53, 0x4E, 0x44, 0x52, 1]
    /// The most bytes of a snapshot.
    public static let byteCountMax = 32 << 20

    /// Itself as bytes. Linear.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.raw(Self.head)
        writer.counted(door.utf8)
        writer.varint(version)
        writer.signedVarint(issuedAt.milliseconds)
        writer.civil(civil)
        writer.byte(failMode.rawValue)
        writer.byte(refusesPassback ? 1 : 0)
        writer.list(zoneNumbers) { $0.varint(UInt64($1)) }
        writer.list(issuers) { writer, issuer in
            writer.counted(issuer.id)
            writer.byte(issuer.algorithm.rawValue)
            writer.raw(issuer.publicKey)
        }
        writer.list(entries) { $0.entry($1) }
        writer.list(bands) { $0.doorBand($1) }
        writer.denials(denials)
        return writer.bytes
    }

    /// Reads what ``bytes`` wrote. Linear; what it allocates is bounded by what is there.
    ///
    /// - Parameter bytes: From anybody: the signature may not have been checked.
    /// - Throws: In the order of what is met; `.unknownVersion` for another format,
    ///   `.numberTooLarge` for what is outside its bounds, `.unknownName` for what is no name or
    ///   stands out of order, `.endsEarly`.
    public init(bytes: UnsafeRawBufferPointer) throws(ByteReaderFailure) {
        guard bytes.count <= Self.byteCountMax else { throw .numberTooLarge }
        var reader = ByteReader(bytes)
        for byte in Self.head {
            guard try reader.byte() == byte else { throw .unknownVersion }
        }
        let door: DoorID = try reader.identifier()
        let version = try reader.varint()
        let issuedAt = try reader.moment()
        let civil = try reader.civil()
        guard let failMode = DoorFailMode(rawValue: try reader.byte()) else { throw .unknownName }
        let passback = try reader.byte()
        let zones = try reader.list(upTo: Self.zoneNumberCountMax) {
            (reader: inout ByteReader) throws(ByteReaderFailure) in
            UInt32(try reader.count(upTo: Int(UInt32.max)))
        }
        let issuers = try reader.list(upTo: Self.issuerCountMax) {
            (reader: inout ByteReader) throws(ByteReaderFailure) in try reader.issuer()
        }
        let entries = try reader.list(upTo: Self.listCountMax) {
            (reader: inout ByteReader) throws(ByteReaderFailure) in try reader.entry()
        }
        let bands = try reader.list(upTo: Self.listCountMax) {
            (reader: inout ByteReader) throws(ByteReaderFailure) in try reader.doorBand()
        }
        let denials = try reader.denials()
        self.init(
            door: door, version: version, issuedAt: issuedAt, civil: civil, failMode: failMode,
            refusesPassback: passback == 1, zoneNumbers: zones, issuers: issuers, entries: entries,
            bands: bands, denials: denials)
        // Unsorted lists, things said twice and numbers written too long end here.
        guard reader.isAtEnd, self.bytes.elementsEqual(bytes) else { throw .unknownName }
    }
}

extension ByteWriter {
    mutating func list<Element>(
        _ elements: [Element], _ write: (inout ByteWriter, Element) -> Void
    ) {
        varint(UInt64(elements.count))
        for element in elements { write(&self, element) }
    }

    mutating func civil(_ civil: CivilTime) {
        signedVarint(Int64(civil.offsetMinutes))
        byte(civil.change == nil ? 0 : 1)
        guard let change = civil.change else { return }
        signedVarint(change.at.milliseconds)
        signedVarint(Int64(change.offsetMinutes))
    }

    mutating func doorBand(_ band: DoorBand) {
        raw(band.band.bytes)
        counted(band.holder.utf8)
        varint(UInt64(band.key.number))
    }

    mutating func denials(_ denials: DoorDenials) {
        list(denials.holders) { $0.counted($1.utf8) }
        list(denials.bands) { $0.raw($1.bytes) }
        list(denials.tokens) { $0.counted($1) }
    }

    mutating func entry(_ entry: DoorEntry) {
        counted(entry.holder.utf8)
        byte((entry.isStaff ? 1 : 0) | (entry.group == nil ? 0 : 2))
        if let group = entry.group { counted(group.utf8) }
        signedVarint(entry.time.from.milliseconds)
        signedVarint(entry.time.until.milliseconds)
        list(entry.time.windows) { writer, window in
            writer.byte(window.weekdays)
            writer.varint(UInt64(window.from))
            writer.varint(UInt64(window.until))
        }
    }
}

extension ByteReader {
    mutating func list<Element>(
        upTo limit: Int, _ read: (inout ByteReader) throws(ByteReaderFailure) -> Element
    ) throws(ByteReaderFailure) -> [Element] {
        // Every element takes a byte at least, so a false count costs nothing.
        let count = try count(upTo: min(limit, remaining))
        var found: [Element] = []
        for _ in 0..<count { found.append(try read(&self)) }
        return found
    }

    mutating func identifier<Noun>() throws(ByteReaderFailure) -> Identifier<Noun> {
        guard let name = Identifier<Noun>(bytes: try counted()) else { throw .unknownName }
        return name
    }

    mutating func moment() throws(ByteReaderFailure) -> Instant {
        Instant(milliseconds: try signedVarint())
    }

    mutating func offset() throws(ByteReaderFailure) -> Int {
        let minutes = try signedVarint()
        guard (-1_439...1_439).contains(minutes) else { throw .numberTooLarge }
        return Int(minutes)
    }

    mutating func civil() throws(ByteReaderFailure) -> CivilTime {
        let offset = try offset()
        guard try byte() != 0 else { return CivilTime(offsetMinutes: offset) }
        let at = try moment()
        return CivilTime(
            offsetMinutes: offset,
            change: CivilTime.Change(at: at, offsetMinutes: try self.offset()))
    }

    mutating func issuer() throws(ByteReaderFailure) -> TokenIssuer {
        let id = try counted()
        guard let algorithm = TokenIssuer.Algorithm(rawValue: try byte()) else {
            throw .unknownName
        }
        let key = try raw(algorithm.keyByteCount)
        guard
            let issuer = TokenIssuer(
                id: Array(id), algorithm: algorithm, publicKey: Array(key))
        else { throw .numberTooLarge }
        return issuer
    }

    mutating func entry() throws(ByteReaderFailure) -> DoorEntry {
        let holder: KeyHolderID = try identifier()
        let flags = try byte()
        var group: KeyGroupID?
        if flags & 2 != 0 { group = try identifier() }
        let from = try moment()
        let until = try moment()
        let windows = try list(upTo: GrantTime.windowCountMax) {
            (reader: inout ByteReader) throws(ByteReaderFailure) in
            let weekdays = try reader.byte()
            let from = try reader.count(upTo: 1_439)
            guard
                let window = WeekWindow(
                    weekdays: weekdays, from: from, until: try reader.count(upTo: 1_440))
            else { throw .numberTooLarge }
            return window
        }
        return DoorEntry(
            holder: holder, isStaff: flags & 1 != 0, group: group,
            time: GrantTime(from: from, until: until, windows: windows))
    }

    mutating func bandID() throws(ByteReaderFailure) -> BandID {
        guard let band = BandID(bytes: try raw(BandID.byteCount)) else { throw .unknownName }
        return band
    }

    mutating func doorBand() throws(ByteReaderFailure) -> DoorBand {
        let band = try bandID()
        let holder: KeyHolderID = try identifier()
        return DoorBand(
            band: band, holder: holder,
            key: BandKeyNumber(UInt16(try count(upTo: Int(UInt16.max)))))
    }

    mutating func denials() throws(ByteReaderFailure) -> DoorDenials {
        let limit = DoorSnapshot.listCountMax
        return DoorDenials(
            holders: try list(upTo: limit) {
                (reader: inout ByteReader) throws(ByteReaderFailure) in try reader.identifier()
            },
            bands: try list(upTo: limit) {
                (reader: inout ByteReader) throws(ByteReaderFailure) in try reader.bandID()
            },
            tokens: try list(upTo: limit) {
                (reader: inout ByteReader) throws(ByteReaderFailure) in try reader.tokenID()
            })
    }

    mutating func tokenID() throws(ByteReaderFailure) -> [UInt8] {
        let id = try counted()
        guard (1...DoorSnapshot.tokenByteCountMax).contains(id.count) else {
            throw .numberTooLarge
        }
        return Array(id)
    }
}
