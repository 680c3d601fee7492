import ExactJSON
import Measures

extension Measure {
    /// measures.md 1.12 and 2.5: the average customer does not exist.
    static let uniqueness: [Measure] = [
        daniels, danielsWide, danielsNull, danielsTable, customisation, meanPoint, segments,
        alike, distinct, unseen, found,
    ]

    // MARK: Daniels

    private static let daniels = Measure(
        "daniels-statistic-on-real-data",
        formula: "average: |x − mean| ≤ k·sd; D(m) = mean over people of C(c, m) / C(d, m)",
        units: "shares 0…1; sequential and histogram in people; curves of D(m) for m = 0…d",
        source: "Daniels 1952, The 'Average Man'?, WCRD TN 53-7; measures.md 1.12; null: Genz 1992"
    ) { (input) throws(MeasureProblem) in
        let (table, moments, tally) = try tally(input)
        let share = tally.meanShare ?? 0
        var fields: [(name: String, value: ExactJSON)] = [
            ("people", ExactJSON(tally.peopleCount)),
            ("first_dims_mean", ExactJSON(moments.prefix(3).map(\.mean))),
            ("first_dims_sd", ExactJSON(moments.prefix(3).map(\.sd))),
            ("per_dim_share", ExactJSON(tally.shares.compactMap { $0 })),
            ("sequential", list(tally.survivors)),
            ("average_dims_histogram", list(tally.histogram)),
            ("order_free_curve", ExactJSON(tally.curve)),
            (
                "independence_curve",
                ExactJSON(
                    IndependentDimensions.curve(share: share, dimensions: tally.dimensionCount))
            ),
        ]
        // Without three people of whom all is known there is no correlation to tell it by.
        if let copula = GaussianCopula(rows: table.rows, bands: tally.bands) {
            let null = copula.curve(seed: try seed(input))
            fields.append(("gaussian_copula_curve", ExactJSON(null.map(\.value))))
            fields.append(("gaussian_copula_standard_error", ExactJSON(null.map(\.standardError))))
        }
        return .object(fields)
    }

    private static let danielsWide = Measure(
        "daniels-statistic-wide-band-and-effective-number",
        formula: "effective dimensions = ln D(d) / ln mean share",
        units: "shares 0…1; sequential in people; effective_dims in independent dimensions",
        source: "Daniels 1952, WCRD TN 53-7; measures.md 1.12"
    ) { (input) throws(MeasureProblem) in
        let (_, _, tally) = try tally(input)
        guard let all = tally.share(averageOn: tally.dimensionCount), let share = tally.meanShare
        else { throw input.problem("someone with every value known belongs here") }
        guard let effective = tally.effectiveDimensions else {
            throw input.problem(
                all > 0
                    ? "everybody is average on everything: take a smaller k"
                    : "nobody is average on every dimension: take a larger k")
        }
        return .object([
            ("sequential", list(tally.survivors)),
            ("share_all\(tally.dimensionCount)", ExactJSON(all)),
            ("mean_share_per_dim", ExactJSON(share)),
            ("effective_dims", ExactJSON(effective)),
        ])
    }

    private static let danielsNull = Measure(
        "independence-null-for-the-daniels-curve",
        formula: "p = 2Φ(k) − 1; p^d; n·p^d",
        units: "shares 0…1; expected_people in people",
        source: "measures.md 1.12; normal and independent dimensions"
    ) { (input) throws(MeasureProblem) in
        let share = IndependentDimensions.share(within: try input["k"].positive)
        let dimensions = try input["d"]
        let count = try dimensions.count
        guard count > 0 else { throw dimensions.problem("at least one dimension") }
        let all = IndependentDimensions.share(share, onAllOf: count)
        return .object([
            ("p_one", ExactJSON(share)), ("p_all", ExactJSON(all)),
            ("expected_people", ExactJSON(all * Double(try input["n"].count))),
        ])
    }

    private static let danielsTable = Measure(
        "daniels-histogram-and-curve-on-a-12x4",
        formula: "average: low ≤ x ≤ high; D(m) = mean over people of C(c, m) / C(d, m)",
        units: "histogram and sequential in people; curve: shares for m = 0…d; null is missing",
        source: "Daniels 1952, WCRD TN 53-7; measures.md 1.12"
    ) { (input) throws(MeasureProblem) in
        let table = try MeasureTable(input, rowsAt: "rows")
        let width = table.rows[0].count
        let place = try input["band"]
        let items = try place.items
        // One band for all, or one for each.
        let isEach = items.first?.isList ?? false
        let given =
            try isEach
            ? items.map { (item) throws(MeasureProblem) in try band(item) }
            : Array(repeating: band(place), count: width)
        guard given.count == width else {
            throw place.problem("one band, or one for each of \(width) columns, belongs here")
        }
        let tally = DanielsTally(bands: DanielsBands(version: 1, bands: given), rows: table.rows)
        return .object([
            ("histogram", list(tally.histogram)), ("curve", ExactJSON(tally.curve)),
            ("sequential", list(tally.survivors)),
        ])
    }

    private static func band(_ place: MeasureInput) throws(MeasureProblem) -> Interval {
        let ends = try place.numbers
        guard ends.count == 2, ends[0] <= ends[1] else {
            throw place.problem("a band is [low, high]")
        }
        return Interval(ends[0], ends[1])
    }

    private static func tally(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> (MeasureTable, [DimensionMoments], DanielsTally) {
        let table = try MeasureTable(input, rowsAt: "rows")
        let k = try input["k"].positive
        if let sd = input.optional("sd"), !(try sd.text).hasPrefix("sample") {
            throw sd.problem("only \"sample (n-1)\" is computed")
        }
        guard k <= 1e6 else { throw try input["k"].problem("at most 1e6 SDs") }
        guard let moments = DimensionMoments.ofColumns(table.rows) else {
            throw input.problem("a column has no values: leave it out")
        }
        if let same = moments.firstIndex(where: { $0.sd <= 0 }) {
            throw input.problem("\(table.name(same)) is the same for everyone: leave it out")
        }
        let bands = DanielsBands(version: 1, around: moments, k: k)
        return (table, moments, DanielsTally(bands: bands, rows: table.rows))
    }

    static func list(_ counts: [Int]) -> ExactJSON { .array(counts.map { ExactJSON($0) }) }

    /// Of what is drawn; the same seed draws the same.
    static func seed(_ input: MeasureInput) throws(MeasureProblem) -> UInt64 {
        UInt64(try input.optional("seed")?.count ?? 7)
    }
}
