import RealModule

/// What may be shown of a population: see ``Suppression``.
extension PopulationMeasures {
    /// People who told anything; `nil` when too few.
    public var people: Int? { Suppression.shown(peopleCount) }

    var peopleCount: Int { Int(counts[Slot.people]) }

    /// The mean share of what matters to people that was observed.
    var coverage: Double {
        peopleCount > 0 ? share(counts[Slot.coverage]) / Double(peopleCount) : 0
    }

    func share(_ millionths: Int64) -> Double { Double(millionths) / 1_000_000 }

    func coverage(of count: Int64) -> Double {
        peopleCount > 0 ? min(1, Double(count) / Double(peopleCount)) : 0
    }

    /// A mean with its interval by the normal, held to where it can be.
    func published(_ moments: Moments3, coverage: Double, within: Interval) -> Published {
        guard moments.count >= Suppression.least else { return .hidden }
        let error = moments.standardError
        let reach = StandardNormal.z95 * error
        return Published(
            value: moments.mean, count: Int(moments.count), coverage: coverage,
            interval: Interval(
                max(within.low, moments.mean - reach), min(within.high, moments.mean + reach)),
            posteriorSD: error)
    }

    /// A share, with Wilson's interval; hidden when either side is of few.
    func published(part: Int, of whole: Int, coverage: Double) -> Published {
        guard Suppression.shows(part: part, of: whole) else { return .hidden }
        let share = Double(part) / Double(whole)
        return Published(
            value: share, count: whole, coverage: coverage,
            interval: wilsonInterval(successes: Double(part), of: Double(whole)),
            posteriorSD: (share * (1 - share) / Double(whole)).squareRoot())
    }

    /// A distribution of fine bins, shown in twenty.
    ///
    /// - Parameters:
    ///   - fine: From `within.low` on, all of one width; a last one of the high end alone may
    ///     stand at the end.
    ///   - step: Fine bins in a shown one.
    ///   - threshold: At the edge of a shown bin.
    func distribution(
        _ fine: ArraySlice<Int64>, step: Int, moments: Moments3, coverage: Double,
        within: Interval, threshold: Double
    ) -> PublishedDistribution {
        let side = Landscape.side
        let width = within.width / Double(side)
        var people = [Int](repeating: 0, count: side)
        for (index, count) in fine.enumerated() {
            people[min(index / step, side - 1)] += Int(count)
        }
        let edge = min(max(Int(((threshold - within.low) / width).rounded()), 0), side)
        let above = people[edge...].reduce(0, +)
        let shown = Suppression.shown(
            people, groups: [Array(0..<edge), Array(edge..<side)])
        let bins = people.indices.map { index in
            PublishedDistribution.Bin(
                low: within.low + Double(index) * width,
                high: within.low + Double(index + 1) * width, people: shown.cells[index])
        }
        let fineWidth = width / Double(step)
        return PublishedDistribution(
            mean: published(moments, coverage: coverage, within: within),
            median: quantile(fine, 0.5).map { within.low + ($0 * fineWidth) },
            ninetieth: quantile(fine, 0.9).map { within.low + ($0 * fineWidth) },
            above: published(part: above, of: Int(moments.count), coverage: coverage),
            threshold: threshold, bins: bins, elsewhere: shown.elsewhere)
    }

    /// In bins, the middle of one; `nil` with too few people on either side.
    private func quantile(_ fine: ArraySlice<Int64>, _ share: Double) -> Double? {
        let total = Double(fine.reduce(0, +))
        let beyond = total * min(share, 1 - share)
        // What a double makes of a tenth of a hundred is a hair below ten.
        guard beyond + 1e-9 >= Double(Suppression.least) else { return nil }
        var below = 0.0
        for (index, count) in fine.enumerated() {
            below += Double(count)
            if below >= total * share { return Double(index) + 0.5 }
        }
        return nil
    }

    /// How much is given up, over people.
    var sacrificeDistribution: PublishedDistribution {
        distribution(
            counts[Slot.histogram..<(Slot.histogram + Slot.bins)], step: 50,
            moments: moments(Slot.sacrifice), coverage: coverage, within: Interval(0, 1),
            threshold: Double(MeasureDefaults.threshold) / 1_000_000)
    }

    var gapDistribution: PublishedDistribution {
        let known = moments(Slot.gap)
        return distribution(
            counts[Slot.gapHistogram..<(Slot.gapHistogram + Slot.bins)], step: 50,
            moments: known, coverage: coverage(of: known.count), within: Interval(-1, 1),
            threshold: 0)
    }

    /// Satisfied, and how likely for lack of better.
    var lackOfBetter: LackOfBetterInsight {
        let judged = Int(counts[Slot.satisfiedJudged])
        let lack = Int(counts[Slot.lack])
        let unclear = Int(counts[Slot.unclear])
        let shown = Suppression.shown([lack, judged - lack - unclear, unclear]).cells
        let covered = coverage(of: counts[Slot.judged])
        // Beside the landscape's total this says how many are not satisfied.
        let others = Int(counts[Slot.judged]) - judged
        let isShown = judged >= Suppression.least && (others == 0 || others >= Suppression.least)
        // Of few, the share times the people says how many they are: of those it counts, and of
        // those that are surely on a side.
        let likely = Int(share(counts[Slot.soft]))
        let likelyNot = Int(Double(judged) - share(counts[Slot.soft]))
        let areMany = [likely, likelyNot, lack + unclear, judged - lack]
            .allSatisfy { $0 >= Suppression.least }
        let soft = isShown && areMany ? share(counts[Slot.soft]) / Double(judged) : nil
        let error = soft.map { ($0 * (1 - $0) / Double(judged)).squareRoot() }
        let reach = (error ?? 0) * StandardNormal.z95
        return LackOfBetterInsight(
            soft: soft.map {
                Published(
                    value: $0, count: judged, coverage: covered,
                    interval: Interval(max(0, $0 - reach), min(1, $0 + reach)),
                    posteriorSD: error)
            } ?? .hidden,
            hard: !isShown || shown[0] == nil || shown[1] == nil
                ? .hidden : published(part: lack, of: judged - unclear, coverage: covered),
            satisfied: published(
                part: Int(counts[Slot.satisfied]), of: Int(counts[Slot.satisfiedKnown]),
                coverage: coverage(of: counts[Slot.satisfiedKnown])),
            unclear: isShown ? shown[2] : nil)
    }

    var landscape: Landscape {
        let side = Landscape.side
        let cells = counts[Slot.landscape..<(Slot.landscape + side * side)].map { Int($0) }
        let threshold = Double(MeasureDefaults.threshold) / 1_000_000
        let edge = Int((threshold * Double(side)).rounded())
        let rows = (0..<side).map { row in (0..<side).map { row * side + $0 } }
        let columns = (0..<side).map { column in (0..<side).map { $0 * side + column } }
        let quarters = [(0..<edge), (edge..<side)].flatMap { across in
            [(0..<side / 2), (side / 2..<side)].map { along in
                across.flatMap { row in along.map { row * side + $0 } }
            }
        }
        let shown = Suppression.shown(cells, groups: rows + columns + quarters)
        let wide = 1 / Double(side)
        let seen = shown.cells.enumerated().compactMap { index, people -> Landscape.Cell? in
            guard let people else { return nil }
            let (row, column) = (Double(index / side), Double(index % side))
            return Landscape.Cell(
                gap: Interval(column * 2 * wide - 1, (column + 1) * 2 * wide - 1),
                sacrifice: Interval(row * wide, (row + 1) * wide), people: people,
                isLackOfBetter: index / side >= edge && index % side >= side / 2)
        }
        return Landscape(
            cells: seen, elsewhere: shown.elsewhere,
            people: Suppression.shown(cells.reduce(0, +)), threshold: threshold)
    }

    /// What is given up most, first; facets of fewer than ten people are left out.
    var givenUp: [FacetInsight] {
        let all = (0..<facets.count / FacetSlot.length).reduce(Int64(0)) {
            $0 + facets[$1 * FacetSlot.length + FacetSlot.given]
        }
        let insights = (0..<facets.count / FacetSlot.length).compactMap { facet in
            facetMoments(facet, FacetSlot.sacrifice).count >= Suppression.least
                ? insight(of: facet, all: all) : nil
        }
        return insights.sorted { ($1.shareOfAll, $0.facet) < ($0.shareOfAll, $1.facet) }
    }

    func facetCoverage(_ facet: Int) -> Double {
        let base = facet * FacetSlot.length
        let wanted = facets[base + FacetSlot.wanted]
        return wanted > 0 ? Double(facets[base + FacetSlot.weight]) / Double(wanted) : 0
    }

    func published(facet: Int) -> Published {
        guard (facet + 1) * FacetSlot.length <= facets.count else { return .hidden }
        var published = published(
            facetMoments(facet, FacetSlot.sacrifice), coverage: facetCoverage(facet),
            within: Interval(0, 1))
        published.showsCoverage = showsCoverage(ofFacet: facet)
        return published
    }

    /// Not of one to nine people who want it and were never seen to get it.
    private func showsCoverage(ofFacet facet: Int) -> Bool {
        let base = facet * FacetSlot.length
        let unseen = facets[base + FacetSlot.people] - facets[base + FacetSlot.sacrifice]
        return unseen == 0 || unseen >= Suppression.least
    }

    private func insight(of facet: Int, all: Int64) -> FacetInsight {
        let base = facet * FacetSlot.length
        let covered = facetCoverage(facet)
        let groups = FacetInsight.Who.allCases.map {
            facetMoments(facet, FacetSlot.group + 3 * $0.place)
        }
        let shown = Suppression.shown(groups.map { Int($0.count) }).cells
        let start = base + FacetSlot.histogram
        var whole = distribution(
            facets[start..<(start + FacetSlot.bins)], step: 5,
            moments: facetMoments(facet, FacetSlot.sacrifice), coverage: covered,
            within: Interval(0, 1),
            threshold: Double(MeasureDefaults.threshold) / 1_000_000)
        whole.mean.showsCoverage = showsCoverage(ofFacet: facet)
        return FacetInsight(
            facet: FacetNumber(UInt16(facet)),
            shareOfAll: all > 0 ? Double(facets[base + FacetSlot.given]) / Double(all) : 0,
            sacrifice: whole,
            byGroup: FacetInsight.Who.allCases.compactMap { who in
                guard shown[who.place] != nil else { return nil }
                var part = published(
                    groups[who.place], coverage: covered, within: Interval(0, 1))
                part.showsCoverage = whole.mean.showsCoverage
                return FacetInsight.Group(who: who, sacrifice: part)
            })
    }
}

extension Moments3 {
    /// `count` above 0.
    var mean: Double { Double(sum) / 1_000_000 / Double(count) }

    /// Of one person, with n − 1.
    var variance: Double {
        guard count > 1 else { return 0 }
        let spread = Double(squares) / 1_000_000 - mean * mean * Double(count)
        return max(0, spread) / Double(count - 1)
    }

    var standardError: Double { (variance / Double(count)).squareRoot() }

    static func + (left: Self, right: Self) -> Self {
        Self(
            count: left.count + right.count, sum: left.sum + right.sum,
            squares: left.squares + right.squares)
    }
}
