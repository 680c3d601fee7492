import Domain
import Kernel

extension PassReport {
    init(_ policy: PassPolicy, _ fates: [PassFate], of run: PassRun, queue: VirtualQueue? = nil) {
        var joined = PassCount()
        var boarded = PassCount()
        var noShows = PassCount()
        var tooLate = PassCount()
        for (party, fate) in zip(run.parties, fates) {
            joined.add(party.size)
            switch fate.end {
            case .boarded: boarded.add(party.size)
            case .noShow: noShows.add(party.size)
            case .tooLate: tooLate.add(party.size)
            }
        }
        func wait(_ measure: (PassParty, PassFate) -> Int64) -> PassWait {
            let spans = zip(run.parties, fates).filter { $0.1.end == .boarded }.map {
                (milliseconds: measure($0, $1) / Int64(run.plan.capacityPerHour), weight: $0.size)
            }
            return PassWait(
                perPerson: PassSpans(spans), perParty: PassSpans(spans.map { ($0.0, 1) }))
        }
        self.policy = policy
        self.joined = joined
        self.boarded = boarded
        self.noShows = noShows
        self.tooLate = tooLate
        delay = wait { $1.boarded - run.parts($0.joined) }
        standing = wait { $1.boarded - $1.came }
        free = wait { $1.came - run.parts($0.joined) }
        overtaking = PassOvertaking(fates, of: run)
        capacityUsedShare = Self.capacityUsed(fates, of: run)
        promises = PassPromises(fates, of: run)
        offered = queue?.tally.offered
        movedForward = queue?.tally.movedForward
    }

    private static func capacityUsed(_ fates: [PassFate], of run: PassRun) -> Double {
        var used: Int64 = 0
        var wanted: Int64 = 0
        var end = Int64.min
        for (party, fate) in zip(run.parties, fates) where fate.end == .boarded {
            let begin = run.parts(party.joined)
            let done = fate.boarded + run.service(party)
            used += run.service(party)
            wanted += max(0, done - max(begin, end))
            end = max(end, done)
        }
        return wanted == 0 ? 0 : Double(used) / Double(wanted)
    }
}

extension PassOvertaking {
    /// Walks over the boardings, with a tree of sums over who has boarded (Fenwick, 1994).
    init(_ fates: [PassFate], of run: PassRun) {
        let count = fates.count
        var sums = [Int](repeating: 0, count: count + 1)
        var boarded = 0
        var pairs = 0
        var passed = 0
        var most = 0
        let order = fates.indices.filter { fates[$0].end == .boarded }
            .sorted { (fates[$0].boarded, $0) < (fates[$1].boarded, $1) }
        for number in order {
            let size = run.parties[number].size
            var earlier = 0
            var place = number + 1
            while place > 0 {
                earlier += sums[place]
                place -= place & -place
            }
            let later = boarded - earlier
            pairs += size * later
            passed += later > 0 ? size : 0
            most = max(most, later)
            boarded += size
            place = number + 1
            while place <= count {
                sums[place] += size
                place += place & -place
            }
        }
        self.pairs = pairs
        pairsPer100People = boarded == 0 ? 0 : Double(100 * pairs) / Double(boarded)
        peoplePassed = passed
        mostPlacesLost = most
    }
}

extension PassPromises {
    /// - Returns: `nil` when nothing was promised.
    init?(_ fates: [PassFate], of run: PassRun) {
        guard fates.contains(where: { $0.windowEnd != nil }) else { return nil }
        var counted = 0
        var kept = 0
        var within: Int?
        for (party, fate) in zip(run.parties, fates) where fate.end == .boarded {
            guard let end = fate.windowEnd, fate.came < run.parts(end) else { continue }
            counted += 1
            if fate.boarded <= run.parts(end + run.plan.grace) { kept += 1 }
            guard let interval = fate.interval else { continue }
            let waited = (fate.boarded - run.parts(party.joined)) / Int64(run.plan.capacityPerHour)
            within = (within ?? 0) + (interval.contains(waited) ? 1 : 0)
        }
        self.counted = counted
        self.kept = kept
        keptShare = counted == 0 ? 1 : Double(kept) / Double(counted)
        withinInterval = within
        withinIntervalShare = within.map { Double($0) / Double(max(1, counted)) }
    }
}
