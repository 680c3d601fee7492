/// Lists that are kept in order: what comes in order already is only looked over.
extension Array {
    /// Sorted; of equals the one before stays before.
    ///
    /// - Cost: linear when it is in order already.
    func sortedKeepingOrder(by comesBefore: (Element, Element) -> Bool) -> [Element] {
        let isSorted = indices.dropFirst().allSatisfy { !comesBefore(self[$0], self[$0 - 1]) }
        guard !isSorted else { return self }
        return enumerated().sorted { left, right in
            if comesBefore(left.element, right.element) { return true }
            return !comesBefore(right.element, left.element) && left.offset < right.offset
        }.map(\.element)
    }

    /// Sorted, each once: of equals the first.
    ///
    /// - Cost: linear when it is so already.
    func ascending(by comesBefore: (Element, Element) -> Bool) -> [Element] {
        let isAscending = indices.dropFirst().allSatisfy { comesBefore(self[$0 - 1], self[$0]) }
        guard !isAscending else { return self }
        var unique: [Element] = []
        for element in sortedKeepingOrder(by: comesBefore) {
            guard unique.last.map({ comesBefore($0, element) }) ?? true else { continue }
            unique.append(element)
        }
        return unique
    }

    /// This list and another, both ascending, as one; of equals the one of this list.
    ///
    /// - Cost: linear in both.
    func merged(with others: [Element], by comesBefore: (Element, Element) -> Bool) -> [Element] {
        var all: [Element] = []
        all.reserveCapacity(count + others.count)
        var place = 0
        for other in others {
            while place < count, comesBefore(self[place], other) {
                all.append(self[place])
                place += 1
            }
            let isHere = place < count && !comesBefore(other, self[place])
            if !isHere { all.append(other) }
        }
        return all + self[place...]
    }

    /// What is not in another list; both are ascending.
    ///
    /// - Cost: linear in both.
    func without(_ others: [Element], by comesBefore: (Element, Element) -> Bool) -> [Element] {
        var place = 0
        return filter { element in
            while place < others.count, comesBefore(others[place], element) { place += 1 }
            return place == others.count || comesBefore(element, others[place])
        }
    }

    /// The first place whose element does not come before what is looked for. Logarithmic.
    func place(_ comesBefore: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if comesBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
