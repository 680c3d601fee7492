import Domain
import Kernel

/// Bands as a desk clerk would keep them on paper: one line a band, one line a person, read from
/// top to bottom. It knows nothing of what the book remembers beside them.
struct BandModel {
    struct Line: Equatable {
        let band: Band
        var person: PersonID
        /// `nil` while it is worn.
        var end: BandEnd?
    }

    struct Person: Equatable {
        let id: PersonID
        var key: KeyHolderID
        var group: KeyGroupID?
        var account: AccountID?
        var payer: AccountID?
        var powers: Set<BandPower>
        /// What they switched off themselves.
        var off: Set<BandPower> = []
        var rights: [KeyRight]
        var isStaff: Bool

        var opens: Bool { powers.contains(.key) && !off.contains(.key) }
    }

    private(set) var lines: [Line] = []
    private(set) var people: [Person] = []
    /// Every key there ever was of people who are known.
    private var keys: [(key: KeyHolderID, person: PersonID)] = []
    private(set) var refusals: [String: Int] = [:]

    func line(_ band: BandID) -> Line? { lines.first { $0.band.id == band } }
    func person(_ id: PersonID) -> Person? { people.first { $0.id == id } }

    func worn(by person: PersonID) -> Set<BandID> {
        Set(lines.filter { $0.person == person && $0.end == nil }.map(\.band.id))
    }

    /// What opens doors: whose bands, by which key, with which rights.
    var opening: [KeyHolderID: [KeyRight]] {
        var opening: [KeyHolderID: [KeyRight]] = [:]
        for person in people where person.opens {
            opening[person.key] = person.rights
        }
        return opening
    }

    /// - Returns: Why not; `nil` when it is done.
    mutating func run(_ command: BandCommand) -> BandRefusal? {
        let refusal: BandRefusal?
        switch command {
        case .arrange(let wanted): refusal = arrange(wanted)
        case .give(let band, let id, _): refusal = give(band, to: id)
        case .swap(let old, let end, let band, _): refusal = swap(old, end, band)
        case .end(let id, let end, _): refusal = change(id) { $0.end = end }
        case .find(let id, _): refusal = find(id)
        case .renewKey(let id, let key):
            guard let place = people.firstIndex(where: { $0.id == id }) else {
                refusal = .unknownBearer
                break
            }
            refusal = keys.contains { $0.key == key } ? .keyTaken : nil
            if refusal == nil { turn(key, at: place) }
        case .switchPower(let power, let isOn, let id, let key):
            refusal = turn(power, isOn: isOn, of: id, key)
        case .payNoMore(let account, let id):
            let place = people.firstIndex { $0.id == id }
            refusal = place == nil ? .unknownBearer : nil
            if let place, people[place].payer == account, people[place].account != account {
                people[place].payer = nil
            }
        case .release: refusal = nil
        }
        if let refusal { refusals[refusal.code, default: 0] += 1 }
        return refusal
    }

    mutating func forget(_ id: PersonID) {
        lines.removeAll { $0.person == id }
        // Whom they paid for pay themselves.
        if let account = person(id)?.account {
            for place in people.indices where people[place].payer == account {
                people[place].payer = nil
            }
        }
        people.removeAll { $0.id == id }
        keys.removeAll { $0.person == id }
    }

    // MARK: One command each

    private mutating func arrange(_ wanted: BandBearer) -> BandRefusal? {
        let place = people.firstIndex { $0.id == wanted.person }
        let before = place.map { people[$0] }
        var after = Person(
            id: wanted.person, key: wanted.key, group: wanted.group, account: wanted.account,
            payer: wanted.payer, powers: Set(wanted.powers), rights: wanted.rights,
            isStaff: wanted.isStaff)
        after.off = before?.off ?? []
        let isNarrower = before.map { Self.narrows($0, after) } ?? true
        if isNarrower, before?.key != wanted.key, keys.contains(where: { $0.key == wanted.key }) {
            return .keyTaken
        }
        if wanted.rights.contains(where: { $0.zones.isEmpty && $0.doors.isEmpty }) {
            return .rightWithoutPlace
        }
        if wanted.rights.contains(where: { $0.time.until <= $0.time.from }) {
            return .rightEndsBeforeItBegins
        }
        if let payer = wanted.payer, payer != wanted.account,
            !people.contains(where: { $0.account == payer && $0.group == wanted.group })
                || wanted.group == nil
        {
            return .payerElsewhere
        }
        if let account = wanted.account,
            people.contains(where: { $0.account == account && $0.id != wanted.person })
        {
            return .accountTaken
        }
        guard let place, let before else {
            people.append(after)
            keys.append((after.key, after.id))
            return nil
        }
        people[place] = after
        people[place].key = before.key
        if isNarrower, before.key != after.key { turn(after.key, at: place) }
        return nil
    }

    /// Whether some door that opened may not open any more.
    private static func narrows(_ before: Person, _ after: Person) -> Bool {
        guard before.opens else { return false }
        let isLost = before.rights.contains { old in
            !after.rights.contains { new in
                old.zones.allSatisfy(new.zones.contains) && old.doors.allSatisfy(new.doors.contains)
                    && new.time.from <= old.time.from && new.time.until >= old.time.until
            }
        }
        return !after.opens || isLost || (before.isStaff && !after.isStaff)
    }

    private mutating func turn(
        _ power: BandPower, isOn: Bool, of id: PersonID, _ key: KeyHolderID
    ) -> BandRefusal? {
        guard let place = people.firstIndex(where: { $0.id == id }) else { return .unknownBearer }
        guard people[place].powers.contains(power) else { return .powerNotGiven }
        var after = people[place]
        if isOn { after.off.remove(power) } else { after.off.insert(power) }
        if Self.narrows(people[place], after) {
            if keys.contains(where: { $0.key == key }) { return .keyTaken }
            people[place] = after
            turn(key, at: place)
        }
        people[place].off = after.off
        return nil
    }

    private mutating func turn(_ key: KeyHolderID, at place: Int) {
        people[place].key = key
        keys.append((key, people[place].id))
    }

    private mutating func give(_ band: Band, to id: PersonID) -> BandRefusal? {
        guard person(id) != nil else { return .unknownBearer }
        if let line = line(band.id), line.end == nil, line.person == id, line.band == band {
            return nil
        }
        return lay(band, on: id, besides: 0)
    }

    private mutating func lay(
        _ band: Band, on id: PersonID, besides: Int
    ) -> BandRefusal? {
        if let refusal = inTheWay(band) { return refusal }
        let isTaken = lines.contains {
            $0.end == nil && $0.band.token == band.token && $0.band.id != band.id
        }
        if isTaken { return .tokenTaken }
        if worn(by: id).count - besides >= 4 { return .tooManyBandsOfOne }
        lines.removeAll { $0.band.id == band.id }
        lines.append(Line(band: band, person: id, end: nil))
        return nil
    }

    private func inTheWay(_ band: Band) -> BandRefusal? {
        switch line(band.id)?.end {
        case .returned?: nil
        case .lost?, .broken?: .bandLost
        case nil: line(band.id) == nil ? nil : .bandWorn
        }
    }

    private mutating func swap(_ old: BandID, _ end: BandEnd, _ band: Band) -> BandRefusal? {
        guard let line = line(old) else { return .unknownBand }
        let fresh = self.line(band.id)
        // It was swapped for this one already.
        if line.end == end, fresh?.end == nil, fresh?.band == band, fresh?.person == line.person {
            return nil
        }
        if let refusal = inTheWay(band) { return refusal }
        if line.end != nil { return .bandNotWorn }
        if let refusal = lay(band, on: line.person, besides: 1) { return refusal }
        return change(old) { $0.end = end }
    }

    private mutating func find(_ id: BandID) -> BandRefusal? {
        guard let line = line(id) else { return .unknownBand }
        if line.end == nil || line.end == .returned { return .bandNotLost }
        if !worn(by: line.person).isEmpty { return change(id) { $0.end = .returned } }
        if lines.contains(where: { $0.end == nil && $0.band.token == line.band.token }) {
            return .tokenTaken
        }
        return change(id) { $0.end = nil }
    }

    private mutating func change(_ id: BandID, _ how: (inout Line) -> Void) -> BandRefusal? {
        guard let place = lines.firstIndex(where: { $0.band.id == id }) else {
            return .unknownBand
        }
        how(&lines[place])
        return nil
    }
}

/// A door that is told only of whom something changed.
struct DoorEar {
    private(set) var grants: [KeyHolderID: [Grant]] = [:]
    private(set) var bands: [KeyHolderID: [DoorBand]] = [:]
    private var version: UInt64 = 0

    /// - Parameter missing: Leaves one out, to see that it would be noticed.
    mutating func listen(to book: BandBook, missing: KeyHolderID? = nil) {
        if let changed = book.holdersChanged(since: version) {
            for key in changed where key != missing {
                grants[key] = book.grants(of: key)
                bands[key] = book.doorBands(of: key)
            }
        } else {
            grants = Dictionary(grouping: book.grants(), by: \.holder)
            bands = Dictionary(grouping: book.doorBands(), by: \.holder)
        }
        version = book.keyVersion
    }

    func knowsAll(of book: BandBook) -> Bool {
        let own = grants.sorted { $0.key < $1.key }.flatMap(\.value)
        let worn = bands.sorted { $0.key < $1.key }.flatMap(\.value)
        return own == book.grants() && worn == book.doorBands()
    }
}
