public import Kernel

/// What rules may know of the person behind a token.
public struct KnownPerson: Equatable, Sendable {
    /// `nil` when the token is linked to nobody, or its person lets nobody know who they are.
    public let id: PersonID?
    /// Facts from the venue's list, such as `wheelchair`, sorted.
    public let facts: [String]

    public static var nobody: KnownPerson { KnownPerson(id: nil, facts: []) }
}

/// Who is who: names, the claims that link them, what is known of each name, and what each lets us
/// do. A person is never stored: they are what the claims say now.
public struct People: Sendable {
    private(set) var graph = IdentityGraph()
    private var profiles: [IdentityGraph.Number: Profile] = [:]
    /// Names that are no account, by what they are called as a subject of records.
    private var subjects: [PersonID: IdentityGraph.Number] = [:]
    private var names = NameIndex()
    var defaults = ConsentDefaults()
    private let seed: KeySeed

    /// - Parameter seed: The data directory's secret.
    init(seed: KeySeed) { self.seed = seed }

    public var isEmpty: Bool { graph.aliases.isEmpty }
    /// How many people have several names.
    public var count: Int { graph.groupCount }

    // MARK: Finding

    /// The person a token belongs to, as far as rules may know them.
    public subscript(token: Token) -> KnownPerson? {
        guard let number = number(of: token), isKnown(number) else { return nil }
        guard consent(of: number, for: .help) != nil else { return .nobody }
        return KnownPerson(id: id(of: number), facts: facts(of: number))
    }

    func number(of token: Token) -> IdentityGraph.Number? {
        graph.number(of: Alias(token))
            ?? Alias(.device, token.description).flatMap { graph.number(of: $0) }
    }

    func number(of person: PersonID) -> IdentityGraph.Number? {
        graph.number(of: Alias(person)) ?? subjects[person]
    }

    /// What a name is called as a subject of records, whatever person it belongs to: an account by
    /// itself, any other by a keyed digest, so that no address stands in a link.
    func subject(_ number: IdentityGraph.Number) -> PersonID? {
        graph.alias(number).flatMap(subject)
    }

    private func subject(_ alias: Alias) -> PersonID? {
        guard alias.kind != .account else { return PersonID(alias.name) }
        let text = Array("person-of-\(alias.kind.rawValue):\(alias.name)".utf8)
        let key = text.withUnsafeBytes { Key128($0, seed: seed) }
        func digits(_ value: UInt64) -> String {
            let text = String(value, radix: 36)
            return String(repeating: "0", count: max(0, 13 - text.utf8.count)) + text
        }
        return PersonID("p-\(digits(key.low))\(digits(key.high))")
    }

    private mutating func noteSubject(_ number: IdentityGraph.Number) {
        guard let alias = graph.alias(number), alias.kind != .account, let id = subject(alias)
        else { return }
        subjects[id] = number
    }

    /// The person a name belongs to: called after their foremost name.
    public func person(_ id: PersonID) -> PersonID? { number(of: id).flatMap(self.id) }

    func id(of number: IdentityGraph.Number) -> PersonID? { subject(graph.leader(of: number)) }

    /// Whether somebody is behind a name: it is linked, or something is known of it.
    func isKnown(_ number: IdentityGraph.Number) -> Bool {
        let members = graph.members(of: number)
        if members.count > 1 { return true }
        guard let alias = graph.alias(number) else { return false }
        return profiles[number].map { !$0.isEmpty } ?? false || alias.token == nil
    }

    func knows(_ person: PersonID) -> Bool { number(of: person).map(isKnown) ?? false }

    func aliases(of number: IdentityGraph.Number) -> [Alias] {
        graph.members(of: number).compactMap { graph.alias($0) }
    }

    /// Tokens of the person, sorted.
    func tokens(of number: IdentityGraph.Number) -> [Token] {
        aliases(of: number).compactMap(\.token).sorted()
    }

    // MARK: Consent

    func choice(of number: IdentityGraph.Number) -> ConsentChoice? {
        graph.members(of: number).compactMap { profiles[$0]?.consent }.reduce(nil) { best, next in
            guard let best else { return next }
            return best.yields(to: next) ? next : best
        }
    }

    func mode(of number: IdentityGraph.Number) -> Mode {
        guard let choice = choice(of: number) else {
            return isKnown(number) ? defaults.known : defaults.nobody
        }
        // A child whose guardian is gone is tap-only again.
        if choice.isChild, choice.guardian.map(knows) != true { return .tapOnly }
        return choice.mode
    }

    /// Leave to read a person's data for a purpose, if they gave it.
    func consent(
        of number: IdentityGraph.Number, for purpose: ConsentPurpose
    ) -> Consent? {
        guard mode(of: number) >= purpose.least, choice(of: number)?.refuses(purpose) != true
        else { return nil }
        return Consent(purpose: purpose, person: number)
    }

    /// The mode that counts for readers: whoever does not say where they are only taps.
    func noticed(_ number: IdentityGraph.Number) -> Mode {
        choice(of: number)?.refuses(.presence) == true ? .tapOnly : mode(of: number)
    }

    /// Whether somebody chose not to be asked about: it must not be found out for them.
    func refusesSameness(_ number: IdentityGraph.Number) -> Bool {
        choice(of: number) != nil && consent(of: number, for: .sameness) == nil
    }

    // MARK: Reading, by leave. Each asks for consent to its own purpose; another opens nothing.

    func facts(under consent: Consent) -> [String] {
        consent.purpose == .help ? facts(of: consent.person) : []
    }

    private func facts(of number: IdentityGraph.Number) -> [String] {
        let all = graph.members(of: number).flatMap { profiles[$0]?.facts ?? [] }
        return all.count < 2 ? all : Array(Set(all)).sorted()
    }

    /// How the person is called.
    func name(under consent: Consent) -> String? {
        guard consent.purpose == .name else { return nil }
        return tellings(of: consent.person).last { $0.kind == .name }?.text
    }

    /// What the person goes by.
    func names(under consent: Consent) -> [Alias] {
        consent.purpose == .name ? aliases(of: consent.person) : []
    }

    /// What was told of the person but for their name, the newest last.
    func tellings(under consent: Consent) -> [Telling] {
        guard consent.purpose == .help else { return [] }
        return tellings(of: consent.person).filter { $0.kind != .name }
    }

    /// All that is kept of a person, for themselves: see ``OwnView``.
    func kept(
        of number: IdentityGraph.Number, since: Instant
    ) -> (facts: [String], tellings: [Telling], happenings: [Happening]) {
        (facts(of: number), tellings(of: number), happenings(of: number, since: since))
    }

    private func tellings(of number: IdentityGraph.Number) -> [Telling] {
        graph.members(of: number).flatMap { profiles[$0]?.tellings ?? [] }
            .sorted { ($0.at, $0.text) < ($1.at, $1.text) }
    }

    /// What happened with the person since a moment, the newest last.
    func happenings(since: Instant, under consent: Consent) -> [Happening] {
        consent.purpose == .memory ? happenings(of: consent.person, since: since) : []
    }

    private func happenings(of number: IdentityGraph.Number, since: Instant) -> [Happening] {
        graph.members(of: number).flatMap { profiles[$0]?.happenings ?? [] }
            .filter { $0.at >= since }
            .sorted { ($0.at, $0.kind.rawValue) < ($1.at, $1.kind.rawValue) }
    }

    // MARK: Changing

    /// Takes a claim in.
    ///
    /// - Returns: The names whose person may have changed.
    mutating func take(_ claim: Claim) -> [IdentityGraph.Number] {
        let changed = graph.add(claim)
        for alias in [claim.first, claim.second] {
            if let number = graph.number(of: alias) { noteSubject(number) }
        }
        return changed
    }

    mutating func withdraw(_ claim: ClaimNumber) -> [IdentityGraph.Number] {
        graph.withdraw(claim)
    }

    /// The name, known from now on.
    mutating func number(taking person: PersonID) -> IdentityGraph.Number {
        number(of: person) ?? graph.take(Alias(person))
    }

    mutating func change(
        _ number: IdentityGraph.Number, _ body: (inout Profile) -> Void
    ) {
        var profile = profiles[number] ?? Profile()
        body(&profile)
        profiles[number] = profile.isEmpty ? nil : profile
    }

    mutating func take(_ telling: Telling, of number: IdentityGraph.Number) {
        change(number) { $0.take(telling) }
        if telling.kind == .name { names.set(telling.text, of: number) }
    }

    /// Takes back all that was told of a person, by any of their names.
    mutating func forgetTellings(of person: PersonID) {
        guard let number = number(of: person) else { return }
        for member in graph.members(of: number) {
            change(member) { $0.tellings = [] }
            names.set(nil, of: member)
        }
    }

    /// Who goes by a name like this and lets staff know it, the nearest first.
    func named(like text: String, limit: Int) -> [IdentityGraph.Number] {
        // All of them are looked through, so that whoever refuses takes nobody's place.
        let found = names.find(text, limit: .max).lazy.filter {
            consent(of: $0, for: .name) != nil
        }
        return Array(found.prefix(limit))
    }

    /// Lets go of what happened before a moment.
    mutating func forgetHappenings(before: Instant) {
        for number in profiles.keys.sorted() where profiles[number]?.happenings.isEmpty == false {
            change(number) { profile in profile.happenings.removeAll { $0.at < before } }
        }
    }

    /// Children whose choice names this person in its own row, as choices did before guardians
    /// had rows of theirs.
    func children(naming person: PersonID) -> [PersonID] {
        guard let number = number(of: person) else { return [] }
        let ids = Set(graph.members(of: number).compactMap(subject))
        return profiles.keys.sorted().compactMap { child in
            guard let choice = profiles[child]?.consent, choice.care == nil,
                choice.guardian.map(ids.contains) == true
            else { return nil }
            return subject(child)
        }
    }

    /// Forgets a person: all their names, every claim about them, all that is known of them.
    ///
    /// - Returns: Every name they were ever written under as a subject.
    mutating func forget(_ number: IdentityGraph.Number) -> [RecordSubject] {
        let members = graph.members(of: number)
        var gone: [RecordSubject] = []
        for member in members {
            guard let alias = graph.alias(member) else { continue }
            gone.append(.alias(alias))
            if let id = subject(member) { gone.append(.person(id)) }
            if let token = alias.token { gone.append(.token(token)) }
        }
        let ids = Set(members.compactMap(subject))
        for child in profiles.keys.sorted()
        where profiles[child]?.consent?.guardian.map(ids.contains) == true {
            profiles[child]?.consent?.guardian = nil
        }
        for claim in members.flatMap({ graph.claims(of: $0) }) { _ = graph.withdraw(claim.number) }
        for member in members {
            profiles[member] = nil
            names.set(nil, of: member)
            if let id = subject(member) { subjects[id] = nil }
            graph.forget(member)
        }
        return gone
    }
}

extension People: Equatable {
    /// The rest follows from these.
    public static func == (left: People, right: People) -> Bool {
        left.graph == right.graph && left.profiles == right.profiles
            && left.defaults == right.defaults
    }
}

// MARK: In a snapshot

extension People {
    struct Image: Equatable, Sendable, Codable {
        struct Entry: Equatable, Sendable, Codable {
            let name: IdentityGraph.Number
            let profile: Profile
        }

        let aliases: [Alias?]
        let claims: [Claim]
        let profiles: [Entry]
        let defaults: ConsentDefaults
    }

    /// Numbered anew, without those who were forgotten: so the state is the same as one in which
    /// they never were.
    var image: Image {
        var fresh: [IdentityGraph.Number: IdentityGraph.Number] = [:]
        var aliases: [Alias] = []
        for (number, alias) in graph.aliases.enumerated() {
            guard let alias else { continue }
            fresh[IdentityGraph.Number(truncatingIfNeeded: number)] = IdentityGraph.Number(
                truncatingIfNeeded: aliases.count)
            aliases.append(alias)
        }
        return Image(
            aliases: aliases, claims: graph.sortedClaims,
            profiles: profiles.sorted { $0.key < $1.key }.compactMap { number, profile in
                fresh[number].map { Image.Entry(name: $0, profile: profile) }
            }, defaults: defaults)
    }

    init(_ image: Image, seed: KeySeed) {
        self.seed = seed
        graph = IdentityGraph(aliases: image.aliases, claims: image.claims)
        for entry in image.profiles {
            profiles[entry.name] = entry.profile
            let name = entry.profile.tellings.last { $0.kind == .name }
            names.set(name?.text, of: entry.name)
        }
        defaults = image.defaults
        for number in image.aliases.indices {
            noteSubject(IdentityGraph.Number(truncatingIfNeeded: number))
        }
    }
}
