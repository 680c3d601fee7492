import Domain
import Kernel
import Measures

/// Who moved since the count that is shown: people, not how often, and no more than the rule asks.
///
/// It keeps no names, so that nothing is left of somebody who is gone: only what this run of the
/// program makes of them.
struct InsightMoved {
    /// One person each, under all names that were theirs or are.
    private var people: [Set<Int>] = []

    /// Whether a count that is shown now tells of ten or more beside the one before it.
    var isEnough: Bool { people.count >= Suppression.least }

    /// Takes in somebody of several names; whoever shares one is the same.
    mutating func take(_ names: [PersonID]) {
        guard !isEnough, !names.isEmpty else { return }
        var one = Set(names.map(\.hashValue))
        for other in people where !other.isDisjoint(with: one) { one.formUnion(other) }
        people.removeAll { !$0.isDisjoint(with: one) }
        people.append(one)
    }
}
