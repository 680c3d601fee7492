/// People by whether they are satisfied and whether they give up much: the landscape in four, for
/// houses that are too small for finer cells.
public struct LandscapeQuarters: Equatable, Sendable {
    /// `nil` when it may not be shown.
    public let satisfiedWithLittle: Int?
    /// Satisfied for lack of better.
    public let satisfiedWithMuch: Int?
    public let unsatisfiedWithLittle: Int?
    public let unsatisfiedWithMuch: Int?
    /// People in quarters that are not shown: none, or at least ten.
    public let elsewhere: Int
}

extension PopulationMeasures {
    /// The quarters of ``Landscape``, whose cells add up to them: what is hidden of a side is none,
    /// or at least ten in two quarters, or all of it.
    public var landscapeQuarters: LandscapeQuarters {
        let side = Landscape.side
        let edge = Int(
            (Double(MeasureDefaults.threshold) / 1_000_000 * Double(side)).rounded())
        var counts = [0, 0, 0, 0]
        for row in 0..<side {
            for column in 0..<side {
                let people = Int(self.counts[Slot.landscape + row * side + column])
                counts[(column >= side / 2 ? 0 : 2) + (row >= edge ? 1 : 0)] += people
            }
        }
        let shown = Suppression.shown(counts, groups: [[0, 1], [2, 3], [0, 2], [1, 3]])
        return LandscapeQuarters(
            satisfiedWithLittle: shown.cells[0], satisfiedWithMuch: shown.cells[1],
            unsatisfiedWithLittle: shown.cells[2], unsatisfiedWithMuch: shown.cells[3],
            elsewhere: shown.elsewhere)
    }

    /// Within what a person counts as average on each facet: so many standard deviations about the
    /// mean of what is given up on it. A facet of fewer than ``Suppression/least`` has none.
    ///
    /// - Source: Daniels 1952, as measures.md 1.12 has it.
    public func averageBands(within deviations: Double, version: Int) -> FrozenBands {
        let bands = (0..<facets.count / FacetSlot.length).compactMap {
            facet -> FrozenBands.Band? in
            let known = facetMoments(facet, FacetSlot.sacrifice)
            guard known.count >= Suppression.least else { return nil }
            let reach = deviations * known.variance.squareRoot()
            return FrozenBands.Band(
                facet: FacetNumber(UInt16(facet)), low: millionths(known.mean - reach),
                high: millionths(known.mean + reach))
        }
        return FrozenBands(version: version, bands: bands)
    }
}
