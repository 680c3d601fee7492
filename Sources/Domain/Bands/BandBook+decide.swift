import Kernel

extension BandBook {
    /// Judges a command, changing nothing.
    ///
    /// - Returns: The records to keep, oldest first; none when there is nothing to do.
    /// - Throws: ``BandRefusal``. When several apply, the one declared first wins.
    /// - Cost: constant but for the group, the rights and the bands of one bearer.
    func decide(_ command: BandCommand, at now: Instant) throws(BandRefusal) -> [BandRecord] {
        switch command {
        case .arrange(let wanted): return try decide(arranging: wanted)
        case .give(let band, let person, let staff):
            guard bearer(person) != nil else { throw .unknownBearer }
            if let standing = standing(of: band.id), standing.end == nil,
                standing.person == person, standing.band == band
            {
                return []
            }
            try mayGive(band, to: person, besides: 0)
            return [.given(band, to: person, by: staff)]
        case .swap(let old, let end, let band, let staff):
            return try decide(swapping: old, end, for: band, by: staff)
        case .end(let id, let end, let staff):
            return try decide(ending: id, end, by: staff)
        case .find(let id, let staff):
            guard let standing = standing(of: id) else { throw .unknownBand }
            guard let end = standing.end, end != .returned else { throw .bandNotLost }
            guard worn(by: standing.person).isEmpty else {
                return [.ended(id, of: standing.person, .returned, by: staff)]
            }
            guard self.band(called: standing.band.token) == nil else { throw .tokenTaken }
            return [.found(id, of: standing.person, by: staff)]
        case .renewKey(let person, let fresh):
            guard var bearer = bearer(person) else { throw .unknownBearer }
            guard self.person(of: fresh) == nil else { throw .keyTaken }
            bearer.key = fresh
            return [.arranged(bearer)]
        case .switchPower(let power, let isOn, let person, let fresh):
            guard let bearer = bearer(person) else { throw .unknownBearer }
            guard bearer.powers.contains(power) else { throw .powerNotGiven }
            var changed = bearer.switching(power, on: isOn)
            if bearer.opensMore(than: changed) {
                guard self.person(of: fresh) == nil else { throw .keyTaken }
                changed.key = fresh
            }
            return changed == bearer ? [] : [.arranged(changed)]
        case .payNoMore(let account, let person):
            guard var bearer = bearer(person) else { throw .unknownBearer }
            // Pressed twice, or a desk was first: somebody else's paying is not ended by it.
            guard bearer.payer == account, bearer.account != account else { return [] }
            bearer.payer = nil
            return [.arranged(bearer)]
        case .release(let person):
            guard let bearer = bearer(person) else { return [] }
            let former = formerKeys.filter { $0.person == person }.map(\.key)
            return Array(Set(former + [bearer.key])).sorted().map(BandRecord.keyDropped)
        }
    }

    private func decide(
        swapping old: BandID, _ end: BandEnd, for band: Band, by staff: StaffID
    ) throws(BandRefusal) -> [BandRecord] {
        guard let standing = standing(of: old) else { throw .unknownBand }
        if old == band.id, standing.end == nil { throw .bandWorn }
        let fresh = self.standing(of: band.id)
        // Pressed twice: it was swapped for this very band.
        if standing.end == end, let fresh, fresh.end == nil, fresh.band == band,
            fresh.person == standing.person
        {
            return []
        }
        try mustLieInTheDrawer(band)
        guard standing.end == nil else { throw .bandNotWorn }
        try mayGive(band, to: standing.person, besides: 1)
        return [
            .ended(old, of: standing.person, end, by: staff),
            .given(band, to: standing.person, by: staff),
        ]
    }

    private func decide(arranging wanted: BandBearer) throws(BandRefusal) -> [BandRecord] {
        let before = bearer(wanted.person)
        var bearer = wanted
        // A desk never switches on what the bearer has switched off, unless it says so.
        if bearer.switchedOff == nil { bearer.switchedOff = before?.switchedOff }
        if bearer.switchedOff == [] { bearer.switchedOff = nil }
        if let before, !before.opensMore(than: bearer) { bearer.key = before.key }
        if before?.key != bearer.key, person(of: bearer.key) != nil { throw .keyTaken }
        try judge(wanted.rights)
        if let payer = wanted.payer, payer != wanted.account {
            guard let group = wanted.group, let other = person(of: payer).flatMap(self.bearer),
                other.group == group
            else { throw .payerElsewhere }
        }
        if let account = wanted.account, let owner = person(of: account), owner != wanted.person {
            throw .accountTaken
        }
        if let group = wanted.group, before?.group != group {
            guard members(of: group).count < Self.groupCountMax else { throw .groupFull }
        }
        guard before != nil || bearerCount < Self.bearerCountMax else { throw .tooManyBearers }
        return bearer == before ? [] : [.arranged(bearer)]
    }

    private func judge(_ rights: [KeyRight]) throws(BandRefusal) {
        guard rights.allSatisfy({ !$0.zones.isEmpty || !$0.doors.isEmpty }) else {
            throw .rightWithoutPlace
        }
        guard rights.allSatisfy({ $0.time.from < $0.time.until }) else {
            throw .rightEndsBeforeItBegins
        }
        let countMax = KeyRight.placeCountMax
        guard rights.allSatisfy({ $0.zones.count <= countMax && $0.doors.count <= countMax })
        else { throw .tooManyPlaces }
        guard rights.count <= Self.rightCountMax else { throw .tooManyRights }
    }

    private func mustLieInTheDrawer(_ band: Band) throws(BandRefusal) {
        guard let standing = standing(of: band.id) else { return }
        switch standing.end {
        case nil: throw .bandWorn
        case .lost?, .broken?: throw .bandLost
        case .returned?: break
        }
    }

    private func mayGive(
        _ band: Band, to person: PersonID, besides: Int
    ) throws(BandRefusal) {
        try mustLieInTheDrawer(band)
        if let other = self.band(called: band.token), other != band.id { throw .tokenTaken }
        guard worn(by: person).count - besides < Self.wornCountMax else {
            throw .tooManyBandsOfOne
        }
        guard entries.count < Self.bandCountMax || entries[band.id] != nil else {
            throw .tooManyBands
        }
    }

    /// A lost band may turn up in the drawer, and one in the drawer may be missing.
    private func decide(
        ending id: BandID, _ end: BandEnd, by staff: StaffID
    ) throws(BandRefusal) -> [BandRecord] {
        guard let standing = standing(of: id) else { throw .unknownBand }
        if standing.end == end { return [] }
        return [.ended(id, of: standing.person, end, by: staff)]
    }
}
