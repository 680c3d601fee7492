import RealModule

extension InsightReport {
    /// From what is known now and, for what changed, what was known a month ago.
    ///
    /// - Parameter month: The one that `now` ends in: who was not heard for
    ///   ``LearningInsight/Survivors/silentMonths`` before it has left.
    ///
    /// Cost: linear in bins, facets and different wishes; not in people.
    public init(now: PopulationMeasures, before: PopulationMeasures?, month: MeasureMonth) {
        self.month = month
        people = now.people
        sacrifice = now.sacrificeDistribution
        bounds = now.bounds
        gap = now.gapDistribution
        landscape = now.landscape
        lackOfBetter = now.lackOfBetter
        givenUp = now.givenUp
        learning = now.learning(at: month)
        differences = now.differences
        heard = now.heard
        changes = before.map { now.changes(since: $0) } ?? []
    }
}

extension PopulationMeasures {
    var bounds: Interval? {
        guard peopleCount >= Suppression.least else { return nil }
        let count = Double(peopleCount)
        return Interval(share(counts[Slot.lower]) / count, share(counts[Slot.upper]) / count)
    }

    // MARK: Learning

    func learning(at month: MeasureMonth) -> LearningInsight {
        let trends: [Trend] = [.falling, .flat, .rising, .unclear]
        let people = trends.map { Int(counts[Slot.trend + $0.rawValue]) }
        let whole = people.reduce(0, +)
        let shown = Suppression.shown(people).cells
        let shares = people.indices.map { place in
            shown[place] == nil
                ? Published.hidden
                : publishedClass(people[place], of: whole)
        }
        let slopes = moments(Slot.slope)
        let isKnown = slopes.count >= Suppression.least
        let chance = isKnown ? share(counts[Slot.slopeVariance]) / Double(slopes.count) : 0
        return LearningInsight(
            falling: shares[0], flat: shares[1], rising: shares[2], unclear: shares[3],
            slope: published(
                slopes, coverage: coverage(of: slopes.count), within: Interval(-2, 2)),
            slopeSpread: isKnown ? max(0, slopes.variance - chance).squareRoot() : nil,
            sameWishes: sameWishes(to: month), survivors: survivors(at: month))
    }

    /// Whether a class may be shown beside the others was decided by them all.
    private func publishedClass(_ part: Int, of whole: Int) -> Published {
        let share = Double(part) / Double(whole)
        return Published(
            value: share, count: whole, coverage: coverage(of: Int64(whole)),
            interval: wilsonInterval(successes: Double(part), of: Double(whole)),
            posteriorSD: (share * (1 - share) / Double(whole)).squareRoot())
    }

    /// Source: measures.md 1.11; chained as price indices are.
    private func sameWishes(to month: MeasureMonth) -> [LearningInsight.IndexPoint] {
        let from = Int(month.index) - MonthLinks.kept
        var level: Double?
        var points: [LearningInsight.IndexPoint] = []
        for index in from...max(from, Int(month.index)) {
            var people: Int?
            let link = link(of: index)
            if let link, link.people >= Suppression.least, link.before > 0 {
                people = link.people
                level = (level ?? 100) * Double(link.now) / Double(link.before)
            } else {
                level = nil
            }
            // Before the first link of a chain stands what the chain begins with.
            let next = self.link(of: index + 1)
            let begins =
                level == nil && index < Int(month.index)
                && next.map { $0.people >= Suppression.least && $0.before > 0 } ?? false
            points.append(
                LearningInsight.IndexPoint(
                    month: MeasureMonth(index: Int32(clamping: index)), index: begins ? 100 : level,
                    people: people, vintage: vintage(of: index)))
        }
        return points
    }

    private func link(of month: Int) -> (people: Int, now: Int64, before: Int64)? {
        guard month >= 0, (month + 1) * MonthSlot.length <= months.count else { return nil }
        let base = month * MonthSlot.length
        return (
            Int(months[base + MonthSlot.link]), months[base + MonthSlot.linkNow],
            months[base + MonthSlot.linkBefore]
        )
    }

    private func vintage(of month: Int) -> Published {
        guard month >= 0, (month + 1) * MonthSlot.length <= months.count else { return .hidden }
        let first = monthMoments(month, MonthSlot.vintage)
        return published(first, coverage: coverage(of: first.count), within: Interval(0, 1))
    }

    private func survivors(at month: MeasureMonth) -> LearningInsight.Survivors {
        var staying = Moments3(count: 0, sum: 0, squares: 0)
        var left = staying
        let silent = Int(month.index) - Int(LearningInsight.Survivors.silentMonths)
        for index in 0..<months.count / MonthSlot.length {
            let heard = monthMoments(index, MonthSlot.heard)
            if index < silent { left = left + heard } else { staying = staying + heard }
            left = left + monthMoments(index, MonthSlot.left)
        }
        let shown = Suppression.shown([Int(staying.count), Int(left.count)]).cells
        return LearningInsight.Survivors(
            staying: shown[0] == nil
                ? .hidden : published(staying, coverage: coverage, within: Interval(0, 1)),
            left: shown[1] == nil
                ? .hidden : published(left, coverage: coverage, within: Interval(0, 1)))
    }

    // MARK: How different people are

    var differences: DifferenceInsight {
        let width = bands.bands.count
        let all = moments(Slot.sacrifice)
        let spread = all.count >= Suppression.least ? all.variance.squareRoot() : nil
        guard width > 0, all.count >= Suppression.least else {
            return DifferenceInsight(
                averageOn: [], independent: [], effectiveDimensions: nil, spread: spread)
        }
        let byBand = Slot.average + (width + 1) * (width + 1)
        let shares = (0..<width).compactMap { band -> Double? in
            let known = counts[byBand + width + band]
            return known > 0 ? Double(counts[byBand + band]) / Double(known) : nil
        }
        let mean = shares.isEmpty ? 0 : shares.reduce(0, +) / Double(shares.count)
        let curve = (1...width).map { averageOn($0, width: width) }
        let onAll = curve.last?.value ?? 0
        return DifferenceInsight(
            averageOn: curve, independent: (1...width).map { Double.pow(mean, $0) },
            effectiveDimensions: onAll > 0 && mean > 0 && mean < 1
                ? Double.log(onAll) / Double.log(mean) : nil, spread: spread)
    }

    /// D(m) over people of whom m facets are known. Source: measures.md 1.12.
    private func averageOn(_ drawn: Int, width: Int) -> Published {
        var asked = 0
        var sum = 0.0
        for known in drawn...width {
            for average in 0...known {
                let people = Int(counts[Slot.average + known * (width + 1) + average])
                guard people > 0 else { continue }
                asked += people
                let share = (0..<drawn).reduce(1.0) { product, step in
                    product * Double(max(0, average - step)) / Double(known - step)
                }
                sum += Double(people) * share
            }
        }
        // That nobody is says nothing of anybody; that some few are does.
        guard asked >= Suppression.least,
            sum == 0 || Suppression.shows(part: Int(sum), of: asked)
        else { return .hidden }
        let share = sum / Double(asked)
        return Published(
            value: share, count: asked, coverage: coverage(of: Int64(asked)),
            interval: wilsonInterval(successes: sum, of: Double(asked)),
            posteriorSD: (share * (1 - share) / Double(asked)).squareRoot())
    }

    // MARK: What was heard

    var heard: HeardInsight {
        let isShown = peopleCount >= Suppression.least
        func areMany(_ slot: Int) -> Bool { counts[slot] >= Suppression.least }
        let observed = moments(Slot.sacrifice).count
        let showsOpen =
            areMany(Slot.openPeople) && (observed == 0 || observed >= Suppression.least)
        var total = 0
        var once = 0
        var twice = 0
        for count in wishes.map(\.value).sorted() {
            total += Int(count)
            once += count == 1 ? 1 : 0
            twice += count == 2 ? 1 : 0
        }
        let single = Double(once)
        let standings = Standing.allCases.map { Int(counts[Slot.standing + $0.place]) }
        let shown = Suppression.shown(standings).cells
        let known = zip(Standing.allCases, shown).compactMap { standing, people in
            people.map { (standing, $0) }
        }
        return HeardInsight(
            coverage: isShown ? coverage : nil,
            wishes: areMany(Slot.wishPeople) ? Int(counts[Slot.wishes]) : nil,
            open: showsOpen ? Int(counts[Slot.open]) : nil,
            hypotheses: areMany(Slot.hypothesisPeople) ? Int(counts[Slot.hypotheses]) : nil,
            unseen: isShown && total > 0 ? single / Double(total) : nil,
            allWishes: isShown
                ? Double(wishes.count) + single * (single - 1) / (2 * (Double(twice) + 1)) : nil,
            distinctWishes: isShown ? wishes.count : nil,
            standing: Dictionary(uniqueKeysWithValues: known))
    }

    // MARK: What changed

    func changes(since before: Self) -> [InsightChange] {
        let isLess =
            coverage < before.coverage || counts[Slot.wishes] < before.counts[Slot.wishes]
        var changes = [
            InsightChange(
                .sacrifice, from: before.sacrificeDistribution.mean,
                to: sacrificeDistribution.mean, isLessHeard: isLess),
            InsightChange(
                .gap, from: before.gapDistribution.mean, to: gapDistribution.mean,
                isLessHeard: isLess),
            InsightChange(
                .satisfied, from: before.lackOfBetter.satisfied, to: lackOfBetter.satisfied,
                isLessHeard: isLess),
            InsightChange(
                .lackOfBetter, from: before.lackOfBetter.soft, to: lackOfBetter.soft,
                isLessHeard: isLess),
        ]
        let length = max(facets.count, before.facets.count) / FacetSlot.length
        for facet in 0..<length {
            let now = published(facet: facet)
            let then = before.published(facet: facet)
            guard now.value != nil || then.value != nil else { continue }
            changes.append(
                InsightChange(
                    .facet(FacetNumber(UInt16(facet))), from: then, to: now,
                    isLessHeard: now.coverage < then.coverage || now.count < then.count))
        }
        return changes
    }
}

extension InsightChange {
    /// Sure when the intervals of both, taken as independent, leave out that nothing changed:
    /// people who are in both make that too careful, not too bold.
    init(_ what: What, from before: Published, to now: Published, isLessHeard: Bool) {
        self.what = what
        self.before = before
        self.now = now
        guard let value = now.value, let past = before.value, let width = now.interval?.width,
            let pastWidth = before.interval?.width
        else {
            isSure = false
            fallsForFewerHeard = false
            return
        }
        let reach = (width * width + pastWidth * pastWidth).squareRoot() / 2
        isSure = abs(value - past) > reach
        let isSacrifice = what != .gap && what != .satisfied
        fallsForFewerHeard = isSacrifice && value < past && isLessHeard
    }
}
