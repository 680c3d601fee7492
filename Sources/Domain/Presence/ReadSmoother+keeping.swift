import Kernel

/// How the smoother is kept in a snapshot, and forgets.
extension ReadSmoother {
    /// Forgets one token's reads.
    mutating func forget(_ token: UInt32) {
        guard Int(token) < places.count, places[Int(token)] > 0 else { return }
        let place = Int(places[Int(token)]) - 1
        if states[place].current >= 0 { placedCount -= 1 }
        states[place] = TokenReads()
    }

    func isPlaced(_ token: Int) -> Bool {
        token < places.count && places[token] > 0 && states[Int(places[token]) - 1].current >= 0
    }

    /// Gives every token its new number; those without one are forgotten.
    mutating func renumberTokens(_ numbers: [UInt32?]) {
        let (oldPlaces, oldStates) = (places, states)
        places = []
        states = []
        placedCount = 0
        for (token, place) in oldPlaces.enumerated() where place > 0 {
            guard token < numbers.count, let number = numbers[token] else { continue }
            put(oldStates[Int(place) - 1], for: number)
        }
    }

    private mutating func put(_ state: TokenReads, for token: UInt32) {
        if Int(token) >= places.count {
            places += ContiguousArray(repeating: 0, count: Int(token) + 1 - places.count)
        }
        states.append(state)
        places[Int(token)] = UInt32(truncatingIfNeeded: states.count)
        if state.current >= 0 { placedCount += 1 }
    }

    /// All that reads have taught, as numbers: of antennas, zones and tokens.
    var numbers: (antennas: [Int64], zones: [Int64], tokens: [Int64]) {
        var tokens: [Int64] = []
        for (token, place) in places.enumerated() where place > 0 {
            tokens.append(Int64(token))
            tokens += states[Int(place) - 1].numbers
        }
        return (
            edges.flatMap { [$0.level, $0.count] },
            zones.flatMap { [$0.heardAt, $0.resumedAt] }, tokens
        )
    }

    /// Puts back what ``numbers`` gave.
    ///
    /// - Returns: Whether it fits the plan.
    mutating func restore(
        antennas: [Int64], zones kept: [Int64], tokens: [Int64], tokenCount: Int
    ) -> Bool {
        let width = TokenReads.numberCount + 1
        guard antennas.count == edges.count * 2, kept.count == zones.count * 2,
            tokens.count % width == 0
        else { return false }
        for place in edges.indices {
            edges[place].level = antennas[place * 2]
            edges[place].count = antennas[place * 2 + 1]
        }
        for place in zones.indices {
            zones[place] = ZoneState(heardAt: kept[place * 2], resumedAt: kept[place * 2 + 1])
        }
        for start in stride(from: 0, to: tokens.count, by: width) {
            let state = TokenReads(numbers: tokens[(start + 1)..<(start + width)])
            guard tokens[start] >= 0, tokens[start] < tokenCount,
                state.current < Int32(zones.count)
            else { return false }
            put(state, for: UInt32(truncatingIfNeeded: tokens[start]))
        }
        return true
    }
}

extension TokenReads {
    private static var fields: [WritableKeyPath<TokenReads, Int64>] {
        [
            \.since, \.doubt, \.doubtSince, \.silenceWeighedAt, \.lastEnd,
        ]
    }
    private static var slotFields: [WritableKeyPath<Slot, Int64>] {
        [
            \.last, \.mean, \.age, \.evidence, \.rise, \.start, \.up, \.upSince, \.down,
            \.downSince,
            \.peak, \.peakAt,
        ]
    }

    static var numberCount: Int { 2 + fields.count + 2 * (1 + slotFields.count) }

    /// Every field, in one fixed order.
    var numbers: [Int64] {
        [Int64(current), Int64(edgeOf)] + Self.fields.map { self[keyPath: $0] }
            + [slots.first, slots.second].flatMap { slot in
                [Int64(slot.zone)] + Self.slotFields.map { slot[keyPath: $0] }
            }
    }

    init(numbers: ArraySlice<Int64>) {
        var rest = numbers
        func next() -> Int64 { rest.popFirst() ?? 0 }
        current = Int32(truncatingIfNeeded: next())
        edgeOf = Int32(truncatingIfNeeded: next())
        for field in Self.fields { self[keyPath: field] = next() }
        for place in 0...1 {
            var slot = Slot()
            slot.zone = Int32(truncatingIfNeeded: next())
            for field in Self.slotFields { slot[keyPath: field] = next() }
            slots[place] = slot
        }
    }
}
