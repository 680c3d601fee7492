package import Kernel

/// Moments of promises, in one fixed order: the moment, then the name, then the promise.
///
/// Kept by the hour, and an hour is sorted when it is read: putting one in or taking one out costs
/// the same however many there are.
package struct PromiseDeadlines: Sendable {
    package struct Entry: Hashable, Comparable, Sendable {
        package let at: Instant
        package let name: PersonID
        package let promise: PromiseID
        /// Where it stood among the promises to that name: where to look first. It tells no two
        /// entries apart.
        let place: UInt32

        init(at: Instant, name: PersonID, promise: PromiseID, place: Int = 0) {
            self.at = at
            self.name = name
            self.promise = promise
            self.place = UInt32(truncatingIfNeeded: place)
        }

        package static func == (left: Self, right: Self) -> Bool {
            left.at == right.at && left.name == right.name && left.promise == right.promise
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(at)
            hasher.combine(name)
            hasher.combine(promise)
        }

        package static func < (left: Self, right: Self) -> Bool {
            if left.at != right.at { return left.at < right.at }
            if left.name != right.name { return left.name < right.name }
            return left.promise < right.promise
        }
    }

    private static let hour: Int64 = 3_600_000

    /// Those that hold any, sorted.
    private var hours: [Int64] = []
    private var entries: [Int64: Set<Entry>] = [:]
    /// Nothing stands before it; what stood there may be gone.
    private(set) var earliest: Instant?

    var isEmpty: Bool { hours.isEmpty }

    mutating func insert(_ entry: Entry) {
        let hour = Self.hour(of: entry.at)
        if entries[hour] == nil {
            entries[hour] = []
            hours.insert(hour, at: place(of: hour))
        }
        entries[hour]?.insert(entry)
        earliest = min(earliest ?? entry.at, entry.at)
    }

    mutating func remove(_ entry: Entry) {
        let hour = Self.hour(of: entry.at)
        guard entries[hour]?.remove(entry) != nil else { return }
        if entries[hour]?.isEmpty == true { drop(hour) }
    }

    mutating func forget(_ names: Set<PersonID>) {
        for hour in hours {
            guard let kept = entries[hour]?.filter({ !names.contains($0.name) }) else { continue }
            if kept.isEmpty { drop(hour) } else { entries[hour] = kept }
        }
    }

    /// What stands up to a moment, that moment included, in order.
    ///
    /// - Cost: a sort of what stands up to the end of its hour.
    func through(_ moment: Instant) -> [Entry] {
        let last = Self.hour(of: moment)
        let within = hours.prefix { $0 <= last }
        var all: [Entry] = []
        all.reserveCapacity(within.reduce(0) { $0 + (entries[$1]?.count ?? 0) })
        for hour in within {
            let entries = Array(entries[hour] ?? [])
            Self.append(hour < last ? entries : entries.filter { $0.at <= moment }, to: &all)
        }
        return all
    }

    /// In order. Moments are sorted as bare numbers: names are looked at only where two are the
    /// same.
    private static func append(_ entries: [Entry], to all: inout [Entry]) {
        var places = entries.indices.map { (at: entries[$0].at.milliseconds, place: $0) }
        places.sort { left, right in
            left.at == right.at
                ? entries[left.place] < entries[right.place] : left.at < right.at
        }
        for (_, place) in places { all.append(entries[place]) }
    }

    /// The same, taken out.
    mutating func take(through moment: Instant) -> [Entry] {
        guard let earliest, earliest <= moment else { return [] }
        let taken = through(moment)
        let last = Self.hour(of: moment)
        for hour in hours.prefix(while: { $0 <= last }) {
            let kept: Set<Entry> =
                hour < last ? [] : (entries[hour] ?? []).filter { $0.at > moment }
            if kept.isEmpty { drop(hour) } else { entries[hour] = kept }
        }
        self.earliest = hours.first.flatMap { entries[$0]?.min()?.at }
        return taken
    }

    private mutating func drop(_ hour: Int64) {
        entries[hour] = nil
        let place = place(of: hour)
        if place < hours.count, hours[place] == hour { hours.remove(at: place) }
    }

    private func place(of hour: Int64) -> Int {
        var (low, high) = (0, hours.count)
        while low < high {
            let middle = (low + high) / 2
            if hours[middle] < hour { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func hour(of moment: Instant) -> Int64 {
        let whole = moment.milliseconds / hour
        return moment.milliseconds % hour < 0 ? whole - 1 : whole
    }
}
