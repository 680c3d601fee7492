public import Kernel

/// What doors are told of bands.
extension BandBook {
    /// Grows with each change that doors must hear of; begins anew in every process.
    public var keyVersion: UInt64 { changes.version }

    /// Whose rights or bands changed since a version.
    ///
    /// - Returns: Sorted, each once; `nil` when it is too long ago: take everything.
    public func holdersChanged(since version: UInt64) -> [KeyHolderID]? {
        changes.since(version)
    }

    /// Rights of everybody whose bands open doors, sorted by holder. Linear in bearers.
    public func grants() -> [Grant] { keys.flatMap(grants(of:)) }

    /// Rights of one holder; none when their bands open nothing.
    public func grants(of key: KeyHolderID) -> [Grant] {
        guard let bearer = opener(key) else { return [] }
        return bearer.rights.map { right in
            Grant(
                holder: key, doors: right.doors, zones: right.zones, time: right.time,
                group: bearer.group, isStaff: bearer.isStaff)
        }
    }

    /// Bands of everybody whose bands open doors, sorted by holder. Linear in bearers.
    public func doorBands() -> [DoorBand] { keys.flatMap(doorBands(of:)) }

    public func doorBands(of key: KeyHolderID) -> [DoorBand] {
        guard let bearer = opener(key) else { return [] }
        return worn(by: bearer.person).map {
            DoorBand(band: $0.id, holder: key, key: $0.key)
        }
    }

    /// What was taken back and may still be shown at a door.
    public func denials(at now: Instant) -> DoorDenials {
        DoorDenials(
            holders: formerKeys.filter { now - $0.at < Self.keyDenialSpan }.map(\.key),
            bands: deadBands.suffix(DoorSnapshot.listCountMax).map(\.band))
    }

    private var keys: [KeyHolderID] { bearers.values.map(\.key).sorted() }

    private func opener(_ key: KeyHolderID) -> BandBearer? {
        guard let person = person(of: key), let bearer = bearer(person), bearer.key == key,
            bearer.has(.key)
        else { return nil }
        return bearer
    }
}
