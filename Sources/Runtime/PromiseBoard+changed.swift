public import Domain

extension PromiseBoard {
    /// The most values that count as an entry that was changed: with more of them each promise
    /// says its own.
    private static let editionCountMax = 12

    /// Entries that were promised with more than one value, in the order of their names: those
    /// whose ``editions(of:)`` can be set beside one another.
    ///
    /// - Cost: linear in promises.
    public func changed() async -> [StandingPromiseID] {
        var values: [StandingPromiseID: Set<Int64?>] = [:]
        for promise in await told() {
            guard let standing = promise.standing else { continue }
            values[standing, default: []].insert(promise.promisedSeconds)
        }
        return values.filter { (2...Self.editionCountMax).contains($0.value.count) }.keys.sorted()
    }
}
