/// Which wishes differ from one summary of a person to the next.
///
/// What is the same adds to the same: it need not be taken out and put back.
struct PartChange {
    private let old: [PersonSummary.WishPart]
    private let new: [PersonSummary.WishPart]
    /// Places of either that are not the same in both, the first the lowest bit.
    private var places: UInt64 = 0

    /// - Returns: `nil` when all is to be counted anew.
    init?(from before: PersonSummary, to after: PersonSummary) {
        guard !before.isEmpty, !after.isEmpty, before.who == after.who else { return nil }
        old = before.parts
        new = after.parts
        for place in 0..<max(old.count, new.count) {
            let isSame =
                place < old.count && place < new.count && old[place] == new[place]
            if !isSame { places |= 1 << place }
        }
    }

    func touches(_ isMeant: (PersonSummary.WishPart) -> Bool) -> Bool {
        var rest = places
        while rest != 0 {
            let place = rest.trailingZeroBitCount
            rest &= rest - 1
            if place < old.count, isMeant(old[place]) { return true }
            if place < new.count, isMeant(new[place]) { return true }
        }
        return false
    }
}

extension PopulationMeasures {
    mutating func count(_ person: PersonSummary, _ sign: Int64, only change: PartChange?) {
        guard !person.isEmpty else { return }
        countPerson(person, sign)
        countSatisfaction(person, sign)
        countMonths(person, sign, only: change)
        countAverage(person, sign)
        for (place, part) in person.parts.enumerated() {
            if change?.touches({ $0.key == part.key }) ?? true {
                countWish(part.key, Int32(sign))
            }
            guard change?.touches({ $0.facet == part.facet }) ?? true,
                let whole = person.facetWhole(at: place)
            else { continue }
            countFacet(whole, who: person.who, sign)
        }
    }

    private mutating func countPerson(_ person: PersonSummary, _ sign: Int64) {
        counts[Slot.people] += sign
        counts[Slot.coverage] += sign * Int64(person.coverage)
        counts[Slot.lower] += sign * Int64(person.lower)
        counts[Slot.upper] += sign * Int64(person.upper)
        counts[Slot.wishes] += sign * Int64(person.wishCount)
        counts[Slot.open] += sign * Int64(person.openWishes)
        counts[Slot.hypotheses] += sign * Int64(person.hypotheses)
        if person.wishCount > 0 { counts[Slot.wishPeople] += sign }
        if person.openWishes > 0 { counts[Slot.openPeople] += sign }
        if person.hypotheses > 0 { counts[Slot.hypothesisPeople] += sign }
        counts[Slot.late] += sign * Int64(person.late)
        counts[Slot.standing + person.standing.place] += sign
        counts[Slot.trend + person.trend.rawValue] += sign
        if let slope = person.slope {
            add(Int64(slope.millionths), sign, to: Slot.slope)
            counts[Slot.slopeVariance] += sign * Int64(slope.variance)
        }
        if let sacrifice = person.sacrifice {
            add(Int64(sacrifice), sign, to: Slot.sacrifice)
            counts[Slot.histogram + Int(sacrifice / 1_000)] += sign
        }
        if let gap = person.gap {
            add(Int64(gap), sign, to: Slot.gap)
            counts[Slot.gapHistogram + Int((gap + 1_000_000) / 2_000)] += sign
        }
    }

    private mutating func add(_ value: Int64, _ sign: Int64, to slot: Int) {
        counts[slot] += sign
        counts[slot + 1] += sign * value
        counts[slot + 2] += sign * (value * value).divided(by: 1_000_000)
    }

    private mutating func countSatisfaction(_ person: PersonSummary, _ sign: Int64) {
        guard let gap = person.gap else { return }
        counts[Slot.satisfiedKnown] += sign
        let isSatisfied = gap >= 0
        if isSatisfied { counts[Slot.satisfied] += sign }
        guard let sacrifice = person.sacrifice else { return }
        counts[Slot.judged] += sign
        let side = Int32(Landscape.side)
        let column = min((gap + 1_000_000) / (2_000_000 / side), side - 1)
        let row = min(sacrifice / (1_000_000 / side), side - 1)
        counts[Slot.landscape + Int(row * side + column)] += sign
        guard isSatisfied else { return }
        counts[Slot.satisfiedJudged] += sign
        counts[Slot.soft] += sign * Int64(person.chanceOfMuch ?? 0)
        switch person.lackOfBetter {
        case .yes: counts[Slot.lack] += sign
        case .no: break
        case .unknown: counts[Slot.unclear] += sign
        }
    }

    private mutating func countWish(_ key: UInt32, _ sign: Int32) {
        let count = (wishes[key] ?? 0) + sign
        wishes[key] = count == 0 ? nil : count
    }

    private mutating func countFacet(
        _ whole: PersonSummary.FacetWhole, who: FacetInsight.Who, _ sign: Int64
    ) {
        let end = (Int(whole.facet) + 1) * FacetSlot.length
        if facets.count < end { facets += repeatElement(0, count: end - facets.count) }
        let base = Int(whole.facet) * FacetSlot.length
        facets[base + FacetSlot.wanted] += sign * whole.wanted
        facets[base + FacetSlot.people] += sign
        guard whole.isObserved else { return }
        let value = Int64(whole.sacrifice)
        let squared = (value * value).divided(by: 1_000_000)
        for slot in [FacetSlot.sacrifice, FacetSlot.group + 3 * who.place] {
            facets[base + slot] += sign
            facets[base + slot + 1] += sign * value
            facets[base + slot + 2] += sign * squared
        }
        facets[base + FacetSlot.weight] += sign * whole.weight
        facets[base + FacetSlot.given] += sign * whole.given
        let bins = FacetSlot.bins
        let bin = min(Int(whole.sacrifice) * bins / 1_000_000, bins - 1)
        facets[base + FacetSlot.histogram + bin] += sign
    }

    private mutating func countMonths(
        _ person: PersonSummary, _ sign: Int64, only change: PartChange?
    ) {
        if let last = person.lastMonth, let sacrifice = person.sacrifice {
            let slot = person.hasLeft ? MonthSlot.left : MonthSlot.heard
            addMonth(Int64(sacrifice), sign, to: slot, month: Int(last.index))
        }
        for ago in 0..<MonthLinks.kept where !person.links.isEmpty {
            let link = person.links[ago]
            let month = Int(person.links.month) - ago
            guard link.isKnown, month >= 0 else { continue }
            let base = makeRoom(month)
            months[base + MonthSlot.link] += sign
            months[base + MonthSlot.linkNow] += sign * Int64(link.now)
            months[base + MonthSlot.linkBefore] += sign * Int64(link.before)
        }
        for (place, part) in person.parts.enumerated() where part.sacrifice >= 0 {
            guard change?.touches({ $0.firstMonth == part.firstMonth }) ?? true,
                let mean = person.vintageMean(at: place)
            else { continue }
            addMonth(mean, sign, to: MonthSlot.vintage, month: Int(part.firstMonth))
        }
    }

    private mutating func addMonth(_ value: Int64, _ sign: Int64, to slot: Int, month: Int) {
        let base = makeRoom(month) + slot
        months[base] += sign
        months[base + 1] += sign * value
        months[base + 2] += sign * (value * value).divided(by: 1_000_000)
    }

    private mutating func makeRoom(_ month: Int) -> Int {
        let held = min(max(month, 0), MonthSlot.max)
        let end = (held + 1) * MonthSlot.length
        if months.count < end { months += repeatElement(0, count: end - months.count) }
        return held * MonthSlot.length
    }

    private mutating func countAverage(_ person: PersonSummary, _ sign: Int64) {
        guard !bands.bands.isEmpty else { return }
        let width = bands.bands.count
        let byBand = Slot.average + (width + 1) * (width + 1)
        var known = 0
        var average = 0
        for place in person.parts.indices {
            guard let whole = person.facetWhole(at: place), whole.isObserved,
                Int(whole.facet) < bands.places.count
            else { continue }
            let band = Int(bands.places[Int(whole.facet)])
            guard band < width else { continue }
            known += 1
            counts[byBand + width + band] += sign
            guard bands.bands[band].low <= whole.sacrifice,
                whole.sacrifice <= bands.bands[band].high
            else { continue }
            average += 1
            counts[byBand + band] += sign
        }
        counts[Slot.average + known * (width + 1) + average] += sign
    }
}

extension PersonSummary {
    /// All of a person's wishes on one facet together.
    struct FacetWhole: Equatable {
        let facet: UInt16
        let isObserved: Bool
        /// The mean by weight of what was observed, in millionths.
        let sacrifice: Int32
        /// Σω of all, Σω and Σωs of what was observed, in millionths.
        let wanted: Int64
        let weight: Int64
        let given: Int64
    }

    var who: FacetInsight.Who {
        isSatisfied.map { $0 ? .satisfied : .unsatisfied } ?? .unknown
    }

    /// What the person gives up on the facet of the wish at a place; `nil` when its facet is
    /// unknown, or an earlier wish is on the same.
    func facetWhole(at place: Int) -> FacetWhole? {
        let facet = parts[place].facet
        guard facet < FacetNumber.max else { return nil }
        for earlier in 0..<place where parts[earlier].facet == facet { return nil }
        var count: Int64 = 0
        var plain: Int64 = 0
        var wanted: Int64 = 0
        var weight: Int64 = 0
        var given: Int64 = 0
        for index in place..<parts.count where parts[index].facet == facet {
            wanted += Int64(parts[index].weight)
            guard parts[index].sacrifice >= 0 else { continue }
            count += 1
            plain += Int64(parts[index].sacrifice)
            weight += Int64(parts[index].weight)
            given += Int64(parts[index].weight) * Int64(parts[index].sacrifice)
        }
        let mean = weight > 0 ? given.divided(by: weight) : plain.divided(by: max(count, 1))
        return FacetWhole(
            facet: facet, isObserved: count > 0, sacrifice: Int32(mean), wanted: wanted,
            weight: weight, given: given.divided(by: 1_000_000))
    }

    /// The mean of the wishes that were first observed in the same month as the wish at a place;
    /// `nil` when an earlier wish has the same month.
    func vintageMean(at place: Int) -> Int64? {
        let month = parts[place].firstMonth
        var count: Int64 = 0
        var sum: Int64 = 0
        for (index, part) in parts.enumerated() where part.firstMonth == month {
            guard part.sacrifice >= 0 else { continue }
            if index < place { return nil }
            count += 1
            sum += Int64(part.sacrifice)
        }
        return count > 0 ? sum.divided(by: count) : nil
    }
}

extension Standing {
    var place: Int {
        switch self {
        case .unknown: 0
        case .provisional: 1
        case .reliable: 2
        }
    }
}

extension FacetInsight.Who {
    var place: Int {
        switch self {
        case .satisfied: 0
        case .unsatisfied: 1
        case .unknown: 2
        }
    }
}
