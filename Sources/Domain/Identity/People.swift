public import Kernel

/// What rules may know of the person behind a token.
public struct KnownPerson: Equatable, Sendable, Codable {
    /// `nil` when the token is linked to nobody.
    public let id: PersonID?
    /// Facts from the venue's list, such as `wheelchair`, sorted.
    public let facts: [String]

    public static var nobody: KnownPerson { KnownPerson(id: nil, facts: []) }
}

/// Who is behind which token: links, which are claims that can be withdrawn, and facts.
public struct People: Equatable, Sendable {
    private var links: [Token: PersonID] = [:]
    private var facts: [PersonID: [String]] = [:]

    public init() {}

    public var isEmpty: Bool { links.isEmpty }
    public var count: Int { Set(links.values).count }

    public subscript(token: Token) -> KnownPerson? {
        guard let id = links[token] else { return nil }
        return KnownPerson(id: id, facts: facts[id] ?? [])
    }

    func knows(_ person: PersonID) -> Bool { links.values.contains(person) }

    mutating func link(_ token: Token, to person: PersonID) { links[token] = person }
    mutating func unlink(_ token: Token) { links[token] = nil }
    mutating func note(_ facts: [String], of person: PersonID) { self.facts[person] = facts }

    /// Forgets the person and every link to them.
    mutating func forget(_ person: PersonID) {
        facts[person] = nil
        links = links.filter { $0.value != person }
    }

    /// Tokens linked to the person, sorted.
    func tokens(of person: PersonID) -> [Token] {
        links.filter { $0.value == person }.keys.sorted()
    }

    /// Every link and every person's facts, sorted, for snapshots and digests.
    var sortedLinks: [(token: Token, person: PersonID)] {
        links.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var sortedFacts: [(person: PersonID, facts: [String])] {
        facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
