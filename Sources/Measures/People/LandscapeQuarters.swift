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
    /// In cells as fine as most people may be shown in.
    public let landscape: Landscape

    /// Grids from fine to coarse, as how many of ``Landscape/side`` rows and columns are one: all
    /// of them have the threshold and nought on an edge.
    static let grids = [(1, 1), (2, 2), (2, 5), (2, 10)]
    /// The share of people that must be in shown cells for a grid to do.
    static let leastShown = 0.7
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
            elsewhere: shown.elsewhere, landscape: finestLandscape)
    }

    /// The finest grid of which enough is shown; else the one of which most is. Only this one may
    /// be told: two beside one another would tell of few.
    private var finestLandscape: Landscape {
        var best = (landscape: landscape, people: -1)
        for (rows, columns) in LandscapeQuarters.grids {
            let next = landscape(joining: rows, columns)
            let people = next.cells.reduce(0) { $0 + $1.people }
            if people > best.people { best = (next, people) }
            let whole = Double(next.people ?? 0)
            if Double(people) >= LandscapeQuarters.leastShown * whole { return next }
        }
        return best.landscape
    }

    /// Cells of so many rows and columns each.
    private func landscape(joining rowStep: Int, _ columnStep: Int) -> Landscape {
        let side = Landscape.side
        let (rows, columns) = (side / rowStep, side / columnStep)
        let edge = Int(
            (Double(MeasureDefaults.threshold) / 1_000_000 * Double(rows)).rounded())
        var cells = [Int](repeating: 0, count: rows * columns)
        for row in 0..<side {
            for column in 0..<side {
                cells[row / rowStep * columns + column / columnStep] +=
                    Int(counts[Slot.landscape + row * side + column])
            }
        }
        let across = (0..<rows).map { row in (0..<columns).map { row * columns + $0 } }
        let along = (0..<columns).map { column in (0..<rows).map { $0 * columns + column } }
        let quarters = [0..<edge, edge..<rows].flatMap { part in
            [0..<columns / 2, columns / 2..<columns].map { half in
                part.flatMap { row in half.map { row * columns + $0 } }
            }
        }
        let shown = Suppression.shown(cells, groups: across + along + quarters)
        let (high, wide) = (1 / Double(rows), 2 / Double(columns))
        let seen = shown.cells.enumerated().compactMap { index, people -> Landscape.Cell? in
            guard let people else { return nil }
            let (row, column) = (index / columns, index % columns)
            return Landscape.Cell(
                gap: Interval(Double(column) * wide - 1, Double(column + 1) * wide - 1),
                sacrifice: Interval(Double(row) * high, Double(row + 1) * high), people: people,
                isLackOfBetter: row >= edge && column >= columns / 2)
        }
        return Landscape(
            cells: seen, elsewhere: shown.elsewhere,
            people: Suppression.shown(cells.reduce(0, +)),
            threshold: Double(MeasureDefaults.threshold) / 1_000_000)
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
