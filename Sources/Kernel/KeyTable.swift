/// A set of ``Key128`` in one flat array, for duplicate windows of millions of ids.
///
/// Linear probing, at most 5/8 full. Cost: one cache miss a question on a large table; ``touch``
/// starts those of a whole batch together.
public struct KeySet: Sendable {
    private var slots: ContiguousArray<Key128> = []
    private var shift: UInt64 = 64
    public private(set) var count = 0

    public init() {}

    /// Adds the key.
    ///
    /// - Returns: Whether it was new.
    @inlinable
    public mutating func insert(_ key: Key128) -> Bool {
        if count &* 8 >= capacity &* 5 { grow() }
        return insertWithoutGrowing(key)
    }

    public func contains(_ key: Key128) -> Bool {
        guard !slots.isEmpty else { return false }
        let mask = slots.count - 1
        var place = key.place(shift: shift)
        while slots[place] != .none {
            if slots[place] == key { return true }
            place = (place + 1) & mask
        }
        return false
    }

    /// Reads the place of each key and answers something that depends on all, so that the memory
    /// is on its way before the keys are asked for one by one.
    public func touch(_ keys: some Sequence<Key128>) -> UInt64 {
        guard !slots.isEmpty else { return 0 }
        return slots.withUnsafeBufferPointer { slots in
            var sum: UInt64 = 0
            for key in keys { sum ^= slots[key.place(shift: shift)].low }
            return sum
        }
    }

    @usableFromInline var capacity: Int { slots.count }

    @usableFromInline
    mutating func insertWithoutGrowing(_ key: Key128) -> Bool {
        let shift = shift
        let isNew = slots.withUnsafeMutableBufferPointer { slots in
            let mask = slots.count - 1
            var place = key.place(shift: shift)
            while slots[place] != .none {
                if slots[place] == key { return false }
                place = (place + 1) & mask
            }
            slots[place] = key
            return true
        }
        if isNew { count += 1 }
        return isNew
    }

    @usableFromInline
    mutating func grow() {
        let old = slots
        let size = max(64, old.count * 2)
        slots = ContiguousArray(repeating: .none, count: size)
        shift = UInt64(64 - size.trailingZeroBitCount)
        count = 0
        for key in old where key != .none { _ = insertWithoutGrowing(key) }
    }
}

/// Numbers each new ``Key128`` 0, 1, 2, … and remembers the number.
///
/// Linear probing over 32-byte places: the key and its number share a cache line.
public struct KeyIndex: Sendable {
    private struct Place {
        var key: Key128
        var number: UInt32
    }

    private var slots: ContiguousArray<Place> = []
    private var shift: UInt64 = 64
    public private(set) var count = 0

    public init() {}

    /// The key's number, giving it the next one when it has none.
    ///
    /// - Returns: The number, and whether it was given just now.
    public mutating func number(_ key: Key128) -> (number: Int, isNew: Bool) {
        if count &* 8 >= slots.count &* 5 { grow() }
        let next = count
        let shift = shift
        let number = slots.withUnsafeMutableBufferPointer { slots in
            let mask = slots.count - 1
            var place = key.place(shift: shift)
            while slots[place].key != .none {
                if slots[place].key == key { return Int(slots[place].number) }
                place = (place + 1) & mask
            }
            slots[place] = Place(key: key, number: UInt32(truncatingIfNeeded: next))
            return next
        }
        if number == next {
            count += 1
            return (number, true)
        }
        return (number, false)
    }

    /// As ``KeySet/touch(_:)``.
    public func touch(_ keys: some Sequence<Key128>) -> UInt64 {
        guard !slots.isEmpty else { return 0 }
        return slots.withUnsafeBufferPointer { slots in
            var sum: UInt64 = 0
            for key in keys { sum ^= slots[key.place(shift: shift)].key.low }
            return sum
        }
    }

    /// Every key, in the order of their numbers.
    public var keys: [Key128] {
        var keys = [Key128](repeating: .none, count: count)
        for place in slots where place.key != .none { keys[Int(place.number)] = place.key }
        return keys
    }

    /// The key's number, if it has one.
    public func find(_ key: Key128) -> Int? {
        guard !slots.isEmpty else { return nil }
        let shift = shift
        return slots.withUnsafeBufferPointer { slots in
            let mask = slots.count - 1
            var place = key.place(shift: shift)
            while slots[place].key != .none {
                if slots[place].key == key { return Int(slots[place].number) }
                place = (place + 1) & mask
            }
            return nil
        }
    }

    private mutating func grow() {
        let old = slots
        let size = max(64, old.count * 2)
        let shift = UInt64(64 - size.trailingZeroBitCount)
        self.shift = shift
        var fresh = ContiguousArray(repeating: Place(key: .none, number: 0), count: size)
        fresh.withUnsafeMutableBufferPointer { slots in
            for entry in old where entry.key != .none {
                var place = entry.key.place(shift: shift)
                while slots[place].key != .none { place = (place + 1) & (size - 1) }
                slots[place] = entry
            }
        }
        slots = fresh
    }
}
