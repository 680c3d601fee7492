public import Domain
import Measures

extension PromiseBoard {
    /// The most values that count as an entry that was changed: with more of them each promise
    /// says its own.
    private static let editionCountMax = 12

    /// Entries that were promised with more than one value, to enough people each, in the order of
    /// their names: those whose ``editions(of:)`` can be set beside one another. A time of one
    /// person's own is no change of the entry.
    ///
    /// - Cost: linear in promises.
    public func changed() async -> [StandingPromiseID] {
        var people: [StandingPromiseID: [Int64?: Set<UInt64>]] = [:]
        for promise in await told() where !promise.isOfOld {
            guard let standing = promise.standing, let person = promise.fact.person else {
                continue
            }
            people[standing, default: [:]][promise.promisedSeconds, default: []].insert(person)
        }
        return people.filter { _, values in
            let count = values.count { $0.value.count >= Suppression.least }
            return count >= 2 && values.count <= Self.editionCountMax
        }.keys.sorted()
    }
}
