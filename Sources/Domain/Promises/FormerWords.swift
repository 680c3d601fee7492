/// What entries of the catalogue said before their words were changed: so that promises by the
/// earlier words are told from those by the later.
struct FormerWords: Equatable, Sendable, Codable {
    /// The most former words that are kept of one entry; of more the oldest go.
    static let countMax = 11

    private struct Entry: Equatable, Sendable, Codable {
        let id: StandingPromiseID
        /// The oldest first.
        var words: [Words]
    }

    /// Sorted by id; only entries that said something else before.
    private var entries: [Entry] = []

    /// Of one entry, the oldest first.
    subscript(id: StandingPromiseID) -> [Words] {
        entries.first { $0.id == id }?.words ?? []
    }

    /// Entries that said something else before, in the order of their names.
    var ids: [StandingPromiseID] { entries.map(\.id) }

    /// Notes that an entry says something else. What it said once and says again is no former word
    /// of it.
    mutating func change(_ id: StandingPromiseID, from old: Words, to fresh: Words) {
        guard old != fresh else { return }
        let place = entries.firstIndex { $0.id >= id } ?? entries.count
        if place == entries.count || entries[place].id != id {
            entries.insert(Entry(id: id, words: []), at: place)
        }
        entries[place].words.removeAll { $0 == fresh }
        entries[place].words.append(old)
        if entries[place].words.count > Self.countMax { entries[place].words.removeFirst() }
    }

    mutating func drop(_ id: StandingPromiseID) { entries.removeAll { $0.id == id } }
}
