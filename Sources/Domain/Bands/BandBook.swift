public import Kernel

/// Who wears which band, and what it is good for.
///
/// `decide` judges and changes nothing; `apply` folds in what has happened and never refuses. What
/// the book holds of people is what was arranged, never what they did.
public struct BandBook: Sendable {
    /// The most bands, worn or not, that the house keeps in mind.
    public static let bandCountMax = 1_000_000
    public static let bearerCountMax = 1_000_000
    /// The most bands one person wears at a time.
    public static let wornCountMax = 4
    public static let groupCountMax = 200
    public static let rightCountMax = 32
    /// For how long doors are told that a key is good for nothing: longer than any token lives.
    public static let keyDenialSpan = Span.hours(1)
    /// For how long a former key still says whose it was, for doors that were offline.
    static let formerKeySpan = Span.hours(24 * 7)
    /// For how long doors are told by itself that a band was lost; after that they do not know it.
    static let bandDenialSpan = Span.hours(24 * 30)

    struct Entry: Equatable, Sendable, Codable {
        let band: Band
        let person: PersonID
        let since: Instant
        /// `nil` while it is worn.
        let end: BandEnd?
    }

    struct FormerKey: Equatable, Sendable, Codable {
        let key: KeyHolderID
        let person: PersonID?
        let at: Instant
    }

    private(set) var bearers: [PersonID: BandBearer] = [:]
    private(set) var entries: [BandID: Entry] = [:]
    /// Oldest first.
    private(set) var formerKeys: [FormerKey] = []

    // What follows from these, asked and never walked unsorted.
    private var worn: [PersonID: [BandID]] = [:]
    private var members: [KeyGroupID: [PersonID]] = [:]
    private var people: [KeyHolderID: PersonID] = [:]
    private var tokens: [Token: BandID] = [:]
    private var accounts: [AccountID: PersonID] = [:]
    /// Bands that are no longer worn, by whoever wore them last.
    private var former: [PersonID: [BandID]] = [:]
    /// Which bands were called so when they were last worn, of those that are no longer.
    private var formerTokens: [Token: [BandID]] = [:]
    /// Bands that were lost or broken, oldest first.
    private(set) var deadBands: [(band: BandID, at: Instant)] = []
    var changes = KeyChanges()

    public init() {}

    public var bearerCount: Int { bearers.count }

    // MARK: Finding

    public func bearer(_ person: PersonID) -> BandBearer? { bearers[person] }

    /// Whom doors call so, also by a key of the last week.
    public func person(of key: KeyHolderID) -> PersonID? {
        people[key] ?? formerKeys.last { $0.key == key }?.person
    }

    /// Whose account it is.
    public func person(of account: AccountID) -> PersonID? { accounts[account] }

    /// Bands somebody wears, the newest last.
    public func worn(by person: PersonID) -> [Band] {
        (worn[person] ?? []).compactMap { entries[$0] }
            .sorted { ($0.since, $0.band.id) < ($1.since, $1.band.id) }
            .map(\.band)
    }

    /// Bands of somebody that were lost or broken in the last month, oldest first. Linear in all
    /// such bands.
    public func lost(by person: PersonID) -> [Band] {
        deadBands.compactMap { entries[$0.band] }.filter { $0.person == person }.map(\.band)
    }

    /// Everybody of a group, in the order in which they came to it.
    public func members(of group: KeyGroupID) -> [PersonID] { members[group] ?? [] }

    /// Everybody whose charges go to one of these accounts, which is not their own, sorted. Linear
    /// in bearers.
    func paidFor(by accounts: Set<AccountID>) -> [BandBearer] {
        bearers.values.filter { bearer in
            bearer.payer.map { accounts.contains($0) && $0 != bearer.account } ?? false
        }.sorted { $0.person < $1.person }
    }

    /// How a band stands.
    public struct Standing: Equatable, Sendable {
        public let band: Band
        /// Who wears it, or wore it last.
        public let person: PersonID
        public let since: Instant
        /// `nil` while it is worn.
        public let end: BandEnd?
    }

    public func standing(of band: BandID) -> Standing? {
        entries[band].map {
            Standing(band: $0.band, person: $0.person, since: $0.since, end: $0.end)
        }
    }

    /// Bands whose last wearer is one of these, sorted. Linear in bands.
    func everWorn(by people: Set<PersonID>) -> [BandID] {
        entries.filter { people.contains($0.value.person) }.map(\.key).sorted()
    }

    /// Bands somebody lost or broke in the last month, the newest last. Linear in all such bands.
    public func dead(of person: PersonID) -> [Standing] {
        deadBands.compactMap { standing(of: $0.band) }.filter { $0.person == person }
    }

    /// The band that readers on the floor call so, if somebody wears it.
    public func band(called token: Token) -> BandID? { tokens[token] }

    /// The band that was meant by what readers on the floor call it, or by its chip's number,
    /// worn or not. One that is worn comes first.
    public func band(meant token: Token) -> BandID? {
        if let worn = tokens[token] { return worn }
        if let chip = BandID(hexadecimal: token.description), entries[chip] != nil { return chip }
        return (formerTokens[token] ?? []).compactMap { entries[$0] }
            .max { ($0.since, $0.band.id) < ($1.since, $1.band.id) }?.band.id
    }

    /// What readers called bands that somebody wore last, and that nobody is called now.
    func formerTokens(of person: PersonID) -> [Token] {
        (former[person] ?? []).compactMap { entries[$0]?.band.token }.filter { tokens[$0] == nil }
    }

    /// Whoever wears a band now.
    public func bearer(wearing band: BandID) -> BandBearer? {
        guard let entry = entries[band], entry.end == nil else { return nil }
        return bearers[entry.person]
    }

    // MARK: Apply

    mutating func apply(_ record: BandRecord, at now: Instant) {
        switch record {
        case .arranged(let bearer): arrange(bearer, at: now)
        case .given(let band, let person, _):
            // A band that was handed in may have another number printed on it now.
            if let before = entries[band.id] { dropToken(of: before) }
            wearAgain(band.id)
            entries[band.id] = Entry(band: band, person: person, since: now, end: nil)
            putOn(band.id, person)
        case .ended(let id, let person, let end, _):
            takeOff(id, person)
            if let entry = entries[id] {
                dropToken(of: entry)
                wearAgain(id)
                entries[id] = Entry(band: entry.band, person: person, since: now, end: end)
                layDown(id)
            }
            deadBands.removeAll { $0.band == id }
            if end != .returned { deadBands.append((id, now)) }
        case .found(let id, let person, _):
            guard let entry = entries[id] else { return }
            wearAgain(id)
            entries[id] = Entry(band: entry.band, person: person, since: now, end: nil)
            putOn(id, person)
        case .keyDropped(let key):
            people[key] = nil
            formerKeys.removeAll { $0.key == key }
            formerKeys.append(FormerKey(key: key, person: nil, at: now))
            changes.note(key)
        }
        prune(at: now)
    }

    private mutating func arrange(_ bearer: BandBearer, at now: Instant) {
        let before = bearers[bearer.person]
        if let before, before.key != bearer.key {
            people[before.key] = nil
            formerKeys.append(FormerKey(key: before.key, person: bearer.person, at: now))
            changes.note(before.key)
        }
        if let before, before.group != bearer.group { leaveGroup(before) }
        if let account = before?.account { accounts[account] = nil }
        bearers[bearer.person] = bearer
        note(bearer)
        changes.note(bearer.key)
    }

    private mutating func note(_ bearer: BandBearer) {
        people[bearer.key] = bearer.person
        if let account = bearer.account { accounts[account] = bearer.person }
        guard let group = bearer.group, !members(of: group).contains(bearer.person) else { return }
        members[group, default: []].append(bearer.person)
    }

    private mutating func leaveGroup(_ bearer: BandBearer) {
        guard let group = bearer.group else { return }
        members[group]?.removeAll { $0 == bearer.person }
        if members[group]?.isEmpty == true { members[group] = nil }
    }

    private mutating func putOn(_ id: BandID, _ person: PersonID) {
        deadBands.removeAll { $0.band == id }
        worn[person, default: []].append(id)
        if let entry = entries[id] { tokens[entry.band.token] = id }
        if let bearer = bearers[person] { changes.note(bearer.key) }
    }

    private mutating func takeOff(_ id: BandID, _ person: PersonID) {
        worn[person]?.removeAll { $0 == id }
        if worn[person]?.isEmpty == true { worn[person] = nil }
        if let bearer = bearers[person] { changes.note(bearer.key) }
    }

    private mutating func layDown(_ id: BandID) {
        guard let entry = entries[id] else { return }
        former[entry.person, default: []].append(id)
        formerTokens[entry.band.token, default: []].append(id)
    }

    /// Undoes ``layDown(_:)``, before its entry is another.
    private mutating func wearAgain(_ id: BandID) {
        guard let entry = entries[id] else { return }
        former[entry.person]?.removeAll { $0 == id }
        if former[entry.person]?.isEmpty == true { former[entry.person] = nil }
        let token = entry.band.token
        formerTokens[token]?.removeAll { $0 == id }
        if formerTokens[token]?.isEmpty == true { formerTokens[token] = nil }
    }

    /// A number on the floor may be another band's by now: then it stays that one's.
    private mutating func dropToken(of entry: Entry) {
        if tokens[entry.band.token] == entry.band.id { tokens[entry.band.token] = nil }
    }

    private mutating func prune(at now: Instant) {
        let keys = formerKeys.prefix { now - $0.at > Self.formerKeySpan }.count
        if keys > 0 { formerKeys.removeFirst(keys) }
        let bands = deadBands.prefix { now - $0.at > Self.bandDenialSpan }.count
        if bands > 0 { deadBands.removeFirst(bands) }
    }

    /// Forgets people: their bands are unknown from now on.
    mutating func forget(_ gone: Set<PersonID>) {
        for person in gone.sorted() {
            guard let bearer = bearers[person] else { continue }
            leaveGroup(bearer)
            if let account = bearer.account { accounts[account] = nil }
            people[bearer.key] = nil
            bearers[person] = nil
            worn[person] = nil
            changes.note(bearer.key)
        }
        for id in entries.keys.sorted() {
            guard let entry = entries[id], gone.contains(entry.person) else { continue }
            dropToken(of: entry)
            wearAgain(id)
            entries[id] = nil
            deadBands.removeAll { $0.band == id }
        }
        formerKeys.removeAll { $0.person.map(gone.contains) ?? false }
    }
}

/// Which keys doors must hear of. It begins anew in every process: a door then gets everything.
struct KeyChanges: Sendable {
    /// The most that are kept; whoever heard of fewer takes everything.
    static let countMax = 65_536

    private(set) var version: UInt64 = 0
    private var floor: UInt64 = 0
    private var keys: [KeyHolderID] = []

    mutating func note(_ key: KeyHolderID) {
        if keys.count == Self.countMax {
            keys.removeFirst(Self.countMax / 2)
            floor += UInt64(Self.countMax / 2)
        }
        keys.append(key)
        version += 1
    }

    func since(_ version: UInt64) -> [KeyHolderID]? {
        guard version >= floor, version <= self.version else { return nil }
        return Array(Set(keys[Int(version - floor)...])).sorted()
    }
}

// MARK: In a snapshot

extension BandBook {
    struct Image: Equatable, Sendable, Codable {
        let bearers: [BandBearer]
        /// In the order in which each person put them on.
        let entries: [Entry]
        let formerKeys: [FormerKey]
        /// Groups with their members in order.
        let members: [Members]
    }

    struct Members: Equatable, Sendable, Codable {
        let group: KeyGroupID
        let people: [PersonID]
    }

    var image: Image {
        Image(
            bearers: bearers.sorted { $0.key < $1.key }.map(\.value),
            entries: entries.sorted { left, right in
                (left.value.since, left.key) < (right.value.since, right.key)
            }.map(\.value), formerKeys: formerKeys,
            members: members.sorted { $0.key < $1.key }.map {
                Members(group: $0.key, people: $0.value)
            })
    }

    init(_ image: Image) {
        for group in image.members { members[group.group] = group.people }
        for bearer in image.bearers {
            bearers[bearer.person] = bearer
            note(bearer)
        }
        for entry in image.entries {
            let id = entry.band.id
            entries[id] = entry
            switch entry.end {
            case nil: putOn(id, entry.person)
            case .some: layDown(id)
            }
            switch entry.end {
            case .lost?, .broken?: deadBands.append((id, entry.since))
            case .returned?, nil: break
            }
        }
        formerKeys = image.formerKeys
        changes = KeyChanges()
    }
}

extension BandBook: Equatable {
    /// The rest follows from these.
    public static func == (left: BandBook, right: BandBook) -> Bool {
        left.bearers == right.bearers && left.entries == right.entries
            && left.formerKeys == right.formerKeys && left.members == right.members
    }
}
