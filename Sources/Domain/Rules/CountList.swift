import Kernel

/// For one counting rule: each token's recent moments, newest first, in one shared pool.
///
/// A token's row holds the place of its newest moment, plus one; zero means none.
struct CountList: Sendable {
    struct Moment: Equatable, Sendable {
        var at: Int64
        /// Place of the next older one plus one, 0 at the end; the top bit says that it fired.
        var link: UInt32
    }

    private static let firedBit: UInt32 = 1 << 31
    private(set) var moments: ContiguousArray<Moment> = []
    private(set) var free: UInt32 = 0

    init() {}
    init(moments: ContiguousArray<Moment>, free: UInt32) {
        self.moments = moments
        self.free = free
    }

    /// Adds a moment, wherever it belongs, and answers the moments that now complete the rule.
    ///
    /// - Parameters:
    ///   - at: When the signal happened.
    ///   - head: The token's slot.
    ///   - keepFrom: Moments before this can no longer matter.
    /// - Returns: Completed moments, newest first; almost always none or one.
    mutating func add(
        _ at: Int64, head: inout Int64, atLeast: Int, within: Int64, keepFrom: Int64
    ) -> [Int64] {
        // Where it belongs: before the first that is not newer.
        var newer: UInt32 = 0
        var cursor = UInt32(truncatingIfNeeded: head)
        while cursor != 0, moments[Int(cursor) - 1].at > at {
            newer = cursor
            cursor = next(cursor)
        }
        let place = allocate(Moment(at: at, link: cursor))
        if newer == 0 { head = Int64(place) } else { setNext(newer, place) }

        var completed: [Int64] = []
        // It can complete itself and any newer one whose window reaches back to it.
        var candidate = UInt32(truncatingIfNeeded: head)
        while candidate != 0 {
            let moment = moments[Int(candidate) - 1]
            if moment.at < at { break }
            if moment.at - within <= at, moment.link & Self.firedBit == 0,
                isComplete(candidate, atLeast: atLeast, within: within)
            {
                moments[Int(candidate) - 1].link |= Self.firedBit
                completed.append(moment.at)
            }
            if candidate == place { break }
            candidate = next(candidate)
        }
        prune(from: place, keepFrom: keepFrom)
        return completed
    }

    /// Frees all of a token's moments.
    mutating func forget(head: Int64) {
        var cursor = UInt32(truncatingIfNeeded: head)
        while cursor != 0 {
            let following = next(cursor)
            moments[Int(cursor) - 1] = Moment(at: 0, link: free)
            free = cursor
            cursor = following
        }
    }

    private func isComplete(_ place: UInt32, atLeast: Int, within: Int64) -> Bool {
        let oldest = moments[Int(place) - 1].at - within
        var cursor = place
        for _ in 1..<max(1, atLeast) {
            cursor = next(cursor)
            guard cursor != 0, moments[Int(cursor) - 1].at >= oldest else { return false }
        }
        return true
    }

    /// Frees everything behind `place` that is older than `keepFrom`.
    private mutating func prune(from place: UInt32, keepFrom: Int64) {
        var last = place
        while next(last) != 0, moments[Int(next(last)) - 1].at >= keepFrom { last = next(last) }
        var cursor = next(last)
        setNext(last, 0)
        while cursor != 0 {
            let following = next(cursor)
            moments[Int(cursor) - 1] = Moment(at: 0, link: free)
            free = cursor
            cursor = following
        }
    }

    private mutating func allocate(_ moment: Moment) -> UInt32 {
        guard free != 0 else {
            moments.append(moment)
            return UInt32(truncatingIfNeeded: moments.count)
        }
        let place = free
        free = next(place)
        moments[Int(place) - 1] = moment
        return place
    }

    private func next(_ place: UInt32) -> UInt32 { moments[Int(place) - 1].link & ~Self.firedBit }

    private mutating func setNext(_ place: UInt32, _ next: UInt32) {
        let fired = moments[Int(place) - 1].link & Self.firedBit
        moments[Int(place) - 1].link = next | fired
    }
}
