import Kernel

extension PassRun {
    /// Everybody stands in line. Who would not have come back leaves it before boarding, and takes
    /// no seat.
    func walkUp() -> [PassFate] {
        var fates = [PassFate](repeating: PassFate(), count: parties.count)
        var free: Int64 = 0
        for (number, party) in parties.enumerated() where !party.isNoShow {
            let came = parts(party.joined)
            let boarded = max(free, came)
            free = boarded + service(party)
            fates[number].end = .boarded
            fates[number].came = came
            fates[number].boarded = boarded
        }
        return fates
    }

    /// The same line, from the wrong end.
    func reversed() -> [PassFate] {
        var fates = [PassFate](repeating: PassFate(), count: parties.count)
        var free: Int64 = 0
        var line: [Int] = []
        var next = 0
        while next < parties.count || !line.isEmpty {
            while next < parties.count, parts(parties[next].joined) <= free {
                if !parties[next].isNoShow { line.append(next) }
                next += 1
            }
            guard let number = line.popLast() else {
                if next < parties.count { free = max(free, parts(parties[next].joined)) }
                continue
            }
            fates[number].end = .boarded
            fates[number].came = parts(parties[number].joined)
            fates[number].boarded = free
            free += service(parties[number])
        }
        return fates
    }

    /// Windows of fixed places side by side from the first arrival on.
    ///
    /// A party gets the earliest, from the one it joins in, in which all of it fit; one larger than
    /// a window as many empty ones in a row as it needs. Who comes boards in order of coming.
    func firstComeWindows() -> [PassFate] {
        var fates = [PassFate](repeating: PassFate(), count: parties.count)
        let places = max(1, Int(Int64(plan.capacityPerHour) * plan.window / 3_600_000))
        var free: [Int] = []  // Places left, by window.
        var firstFree = 0
        var coming: [(at: Int64, number: Int)] = []
        for (number, party) in parties.enumerated() {
            let current = Int(party.joined / plan.window)
            while firstFree < free.count, free[firstFree] == 0 { firstFree += 1 }
            let (first, count) = Self.book(
                party.size, from: max(current, firstFree), in: &free, places: places)
            let begin = Int64(first) * plan.window
            let end = begin + Int64(count) * plan.window
            fates[number].windowEnd = end
            guard !party.isNoShow else { continue }
            let comes = party.comes(begin: begin, end: end, window: plan.window)
            if comes < end + plan.grace {
                coming.append((comes, number))
            } else {
                fates[number].end = .tooLate
            }
        }
        var rideFree: Int64 = 0
        for (at, number) in coming.sorted(by: { ($0.at, $0.number) < ($1.at, $1.number) }) {
            let boarded = max(rideFree, parts(at))
            rideFree = boarded + service(parties[number])
            fates[number].end = .boarded
            fates[number].came = parts(at)
            fates[number].boarded = boarded
        }
        return fates
    }

    /// Books a party into the earliest windows in which it fits.
    private static func book(
        _ size: Int, from current: Int, in free: inout [Int], places: Int
    ) -> (first: Int, count: Int) {
        let count = (size + places - 1) / places
        var first = current
        while true {
            while free.count < first + count { free.append(places) }
            let fits =
                count == 1
                ? free[first] >= size : free[first..<first + count].allSatisfy { $0 == places }
            if fits { break }
            first += 1
        }
        var left = size
        for window in first..<first + count {
            let people = min(left, free[window])
            free[window] -= people
            left -= people
        }
        return (first, count)
    }
}
