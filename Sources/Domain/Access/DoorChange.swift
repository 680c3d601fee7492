public import Kernel

/// What is new at one door since a snapshot it has: small, signed as a snapshot is, and worth
/// nothing without the snapshot that it builds on.
///
/// Changes are cumulative: each holds all that is new since its base, so a door needs the base and
/// the newest change, and one that was lost on the way is not missed. One that names nobody is a
/// heartbeat: it says that all else still holds, and the lease begins anew.
public struct DoorChange: Equatable, Sendable {
    /// Somebody of whom something is new, and everything a door now knows of them.
    public struct HolderChange: Equatable, Sendable {
        public let holder: KeyHolderID
        /// In the order in which they were given; none: they come in no more.
        public let entries: [DoorEntry]
        /// By band.
        public let bands: [DoorBand]

        /// - Parameters: What is another's is left out; of a band named twice the first counts.
        public init(holder: KeyHolderID, entries: [DoorEntry], bands: [DoorBand]) {
            self.holder = holder
            self.entries = entries.filter { $0.holder == holder }
            self.bands = bands.filter { $0.holder == holder }.ascending { $0.band < $1.band }
        }
    }

    public let door: DoorID
    /// The version of the snapshot it builds on.
    public let base: UInt64
    /// Higher than the base's, and than every one before it for this door.
    public let version: UInt64
    public let issuedAt: Instant
    public let civil: CivilTime
    /// By holder, each once.
    public let holders: [HolderChange]
    /// Taken back since the base.
    public let denied: DoorDenials
    /// Taken back in the base, and needs no telling any more: the key itself is gone.
    public let lifted: DoorDenials

    /// - Parameters: Lists in any order. Of a holder named twice the first counts.
    public init(
        door: DoorID, base: UInt64, version: UInt64, issuedAt: Instant, civil: CivilTime,
        holders: [HolderChange] = [], denied: DoorDenials = DoorDenials(),
        lifted: DoorDenials = DoorDenials()
    ) {
        self.door = door
        self.base = base
        self.version = version
        self.issuedAt = issuedAt
        self.civil = civil
        self.holders = holders.ascending { $0.holder < $1.holder }
        self.denied = denied
        self.lifted = lifted
    }

    /// What must be told of a snapshot's denials so that they become others.
    public static func difference(
        from old: DoorDenials, to new: DoorDenials
    ) -> (denied: DoorDenials, lifted: DoorDenials) {
        (new.without(old), old.without(new))
    }
}

/// Why a change is not for a snapshot. The cases stand in the order in which they are judged.
public enum DoorChangeRefusal: Error, CaseIterable, Sendable {
    case wrongDoor
    /// It builds on another snapshot than this.
    case wrongBase
    /// Its version is not above the base's.
    case notNewer
    /// It was issued before its base was.
    case issuedBefore
    /// What comes out has more than ``DoorSnapshot/listCountMax``.
    case tooMany
}

extension DoorSnapshot {
    /// The snapshot as the change makes it: the same as one built whole at that moment.
    ///
    /// - Throws: ``DoorChangeRefusal``, the first that holds. Nothing was changed then.
    /// - Cost: linear in the snapshot.
    public func applying(_ change: DoorChange) throws(DoorChangeRefusal) -> DoorSnapshot {
        guard change.door == door else { throw .wrongDoor }
        guard change.base == version else { throw .wrongBase }
        guard change.version > version else { throw .notNewer }
        guard change.issuedAt >= issuedAt else { throw .issuedBefore }
        let entries = entries(replacedBy: change.holders)
        let names = Set(change.holders.map(\.holder))
        // What a change says of a band comes first: it may have gone to somebody else.
        let bands = change.holders.flatMap(\.bands).ascending { $0.band < $1.band }
            .merged(with: bands.filter { !names.contains($0.holder) }) { $0.band < $1.band }
        let denials = self.denials.without(change.lifted).with(change.denied)
        guard
            [
                entries.count, bands.count, denials.holders.count, denials.bands.count,
                denials.tokens.count,
            ].allSatisfy({ $0 <= Self.listCountMax })
        else { throw .tooMany }
        return DoorSnapshot(
            door: door, version: change.version, issuedAt: change.issuedAt, civil: change.civil,
            failMode: failMode, refusesPassback: refusesPassback, zoneNumbers: zoneNumbers,
            issuers: issuers, entries: entries, bands: bands, denials: denials)
    }

    /// Entries with some holders' own put in the place of what they had.
    private func entries(replacedBy changes: [DoorChange.HolderChange]) -> [DoorEntry] {
        var all: [DoorEntry] = []
        all.reserveCapacity(entries.count + changes.count)
        var rest = 0
        for change in changes {
            let had = entries(of: change.holder)
            all += entries[rest..<had.startIndex]
            all += change.entries
            rest = had.endIndex
        }
        return all + entries[rest...]
    }
}

extension DoorDenials {
    public var isEmpty: Bool { holders.isEmpty && bands.isEmpty && tokens.isEmpty }

    func without(_ others: DoorDenials) -> DoorDenials {
        guard !others.isEmpty, !isEmpty else { return self }
        return DoorDenials(
            holders: holders.without(others.holders, by: <),
            bands: bands.without(others.bands, by: <),
            tokens: tokens.without(others.tokens) { $0.lexicographicallyPrecedes($1) })
    }

    func with(_ others: DoorDenials) -> DoorDenials {
        guard !others.isEmpty else { return self }
        return DoorDenials(
            holders: holders.merged(with: others.holders, by: <),
            bands: bands.merged(with: others.bands, by: <),
            tokens: tokens.merged(with: others.tokens) { $0.lexicographicallyPrecedes($1) })
    }
}
