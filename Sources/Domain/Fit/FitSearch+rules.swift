extension FitSearch {
    /// Takes away the options with which a row could not be kept any more.
    ///
    /// - Parameter module: The one that changed; `nil` for any.
    /// - Returns: Whether every module has an option left.
    func propagate(_ masks: inout [UInt64], from module: Int? = nil) -> Bool {
        var waiting = module.map { model.rowsOfModule[$0] } ?? Array(model.rows.indices)
        var isWaiting = [Bool](repeating: false, count: model.rows.count)
        for row in waiting { isWaiting[row] = true }
        while let number = waiting.popLast() {
            isWaiting[number] = false
            let row = model.rows[number]
            var least: Int64 = 0
            for term in row.terms { least += lowest(term.factors, masks[term.module]) }
            guard least <= row.limit else { return false }
            for term in row.terms where masks[term.module].nonzeroBitCount > 1 {
                let rest = least - lowest(term.factors, masks[term.module])
                var mask = masks[term.module]
                var isChanged = false
                while mask != 0 {
                    let place = mask.trailingZeroBitCount
                    mask &= mask - 1
                    guard rest + term.factors[place] > row.limit else { continue }
                    masks[term.module] &= ~(1 << UInt64(place))
                    isChanged = true
                }
                guard isChanged else { continue }
                if masks[term.module] == 0 { return false }
                for other in model.rowsOfModule[term.module] where !isWaiting[other] {
                    isWaiting[other] = true
                    waiting.append(other)
                }
            }
        }
        return true
    }

    private func lowest(_ factors: [Int64], _ mask: UInt64) -> Int64 {
        var lowest = Int64.max
        var mask = mask
        while mask != 0 {
            lowest = min(lowest, factors[mask.trailingZeroBitCount])
            mask &= mask - 1
        }
        return lowest
    }
}
