import ExactJSON
import Measures

extension Measure {
    static let customisation = Measure(
        "k-medoids-and-the-customisation-curve-r",
        formula: "R(k) = min over k people of mean distance to the nearest; removed: 1 − R(k)/R(1)",
        units:
            "the distance's own; medoids by row from 1; exact tells whether every choice was seen",
        source: "Kaufman and Rousseeuw 1990, ch. 2; Schubert and Rousseeuw 2021; measures.md 1.12"
    ) { (input) throws(MeasureProblem) in
        let rows = try MeasureTable(input, rowsAt: "data").whole(least: 1, most: 2_000)
        let distance = try distance(input)
        let most = try whole(input, "k_max", default: 6, in: 1...50)
        let chosen = try whole(input, "k", default: 4, in: 1...50)
        let curve = CustomisationCurve(rows, distance: distance)
            .upTo(max(most, chosen), seed: try seed(input))
        guard let one = curve.first, one.total > 0 else {
            throw input.problem("every row is the same: one size gives nothing up")
        }
        let held = try heldOut(input, width: rows[0].count)
        var sizes: [(name: String, value: ExactJSON)] = []
        for (place, medoids) in curve.enumerated() where place < most {
            var fields: [(name: String, value: ExactJSON)] = [
                ("medoids_1based", list(medoids.places.map { $0 + 1 })),
                ("total", ExactJSON(medoids.total)), ("mean", ExactJSON(medoids.mean)),
                ("exact", .bool(medoids.isExact)),
            ]
            let variants = medoids.places.map { rows[$0] }
            if let mean = CustomisationCurve.meanDistance(
                of: held, to: variants, distance: distance)
            {
                fields.append(("held_out_mean", ExactJSON(mean)))
            }
            sizes.append(("\(place + 1)", .object(fields)))
        }
        let picked = curve[min(chosen, curve.count) - 1]
        let name = "k\(min(chosen, curve.count))"
        return .object([
            ("by_k", .object(sizes)), ("\(name)_cluster_sizes", list(picked.sizes)),
            (
                "share_of_one_size_loss_removed_\(name)",
                ExactJSON((one.total - picked.total) / one.total)
            ),
        ])
    }

    static let meanPoint = Measure(
        "the-mean-point-is-nobody",
        formula: "mean of every column; mean and least of the distances to it",
        units: "the distance's own", source: "measures.md 1.12, after Daniels 1952"
    ) { (input) throws(MeasureProblem) in
        let rows = try MeasureTable(input, rowsAt: "data")
            .whole(least: 1, most: MeasureInput.itemCountMax)
        guard let point = MeanPoint(rows, distance: try distance(input)) else {
            throw input.problem("at least one row belongs here")
        }
        return .object([
            ("mean", ExactJSON(point.mean)), ("mean_distance_to_mean", ExactJSON(point.distance)),
            ("nearest", ExactJSON(point.nearest)),
        ])
    }

    static let segments = Measure(
        "effective-number-of-segments",
        formula: "q0: kinds; q1: exp(−Σ p ln p); q2: 1/Σ p²", units: "kinds; entropy in nats",
        source: "Hill 1973, Ecology 54; Jost 2006, Oikos 113"
    ) { (input) throws(MeasureProblem) in
        let counts = try input["counts"]
        guard let shares = Diversity.shares(of: try counts.numbers) else {
            throw counts.problem("counts not below 0, with one above it, belong here")
        }
        return .object([
            ("q0", ExactJSON(shares.count { $0 > 0 })),
            ("q1", ExactJSON(Diversity.hill(shares, order: 1))),
            ("q2", ExactJSON(Diversity.hill(shares, order: 2))),
            ("entropy_nats", ExactJSON(Diversity.entropy(shares))),
        ])
    }

    static let alike = Measure(
        "similarity-sensitive-effective-number-of-distinct-customers",
        formula: "(Σ p_i (Zp)_i^(q−1))^(1/(1−q)); naive: Z is 1 on the diagonal only",
        units: "kinds that differ; two_equal_types… is a worked example: p = ½ each, Z = 0.6",
        source: "Leinster and Cobbold 2012, Ecology 93"
    ) { (input) throws(MeasureProblem) in
        let place = try input["p"]
        let given = try place.numbers(least: 1)
        guard let shares = Diversity.shares(of: given), abs(given.reduce(0, +) - 1) <= 1e-6 else {
            throw place.problem("shares not below 0 that add up to 1 belong here")
        }
        let similarity = try similarity(try input["Z"], count: shares.count)
        var fields: [(name: String, value: ExactJSON)] = [
            ("naive_q2", ExactJSON(Diversity.hill(shares, order: 2)))
        ]
        for order in 0...2 {
            let number = Diversity.hill(shares, similarity: similarity, order: Double(order))
            fields.append(("q\(order)", ExactJSON(number)))
        }
        let example = Diversity.hill([0.5, 0.5], similarity: [[1, 0.6], [0.6, 1]], order: 2)
        fields.append(("two_equal_types_similarity_0_6_q2", ExactJSON(example)))
        return .object(fields)
    }

    private static func similarity(
        _ place: MeasureInput, count: Int
    ) throws(MeasureProblem) -> [[Double]] {
        var rows: [[Double]] = []
        for item in try place.items {
            var row: [Double] = []
            for cell in try item.items { row.append(try cell.share) }
            guard row.count == count else {
                throw item.problem("one similarity for each of \(count) kinds belongs here")
            }
            guard rows.count < count, row[rows.count] == 1 else {
                throw item.problem("a kind's similarity to itself is 1")
            }
            rows.append(row)
        }
        guard rows.count == count else {
            throw place.problem("one row for each of \(count) kinds belongs here")
        }
        return rows
    }

    static let distinct = Measure(
        "effective-number-of-distinct-customers-from-mean",
        formula: "1 / mean of exp(−|x − y|² / (2h²)) over pairs of people; columns by their SD",
        units: "people; by_features is an estimate from random features, 1024 unless said",
        source: "Leinster and Cobbold 2012, q = 2; Rahimi and Recht 2007, NIPS 20"
    ) { (input) throws(MeasureProblem) in
        var rows = try MeasureTable(input, rowsAt: "data").whole(least: 2, most: 10_000)
        let width = try input["h"].number(in: 1e-6...1e6)
        if let kernel = input.optional("kernel"), try kernel.text != "gaussian" {
            throw kernel.problem("only \"gaussian\" is computed")
        }
        if try isStandardised(input) { rows = try standardised(rows, input) }
        guard let exact = Diversity.effectivePeople(rows, width: width), exact.withoutSelf.isFinite
        else { throw input.problem("no two are alike at all: take a larger h") }
        let basis = LikenessSketch.Basis(
            seed: try seed(input),
            featureCount: try whole(input, "features", default: 1024, in: 2...65_536),
            dimensionCount: rows[0].count, width: width)
        var sketch = LikenessSketch(basis: basis)
        for row in rows { sketch.add(row) }
        var fields: [(name: String, value: ExactJSON)] = [
            ("exact_with_self", ExactJSON(exact.withSelf)),
            ("exact_without_self_pairs", ExactJSON(exact.withoutSelf)),
        ]
        // Too few features can leave nothing to divide by: then there is no estimate to tell.
        let estimates = [
            ("by_features_with_self", sketch.withSelf),
            ("by_features_without_self_pairs", sketch.withoutSelf),
        ]
        for case (let name, let estimate?) in estimates {
            fields.append((name, ExactJSON(estimate)))
        }
        return .object(fields)
    }

    private static func isStandardised(_ input: MeasureInput) throws(MeasureProblem) -> Bool {
        guard let way = input.optional("standardise") else { return false }
        switch try way.text {
        case "sample_sd": return true
        case "none": return false
        default: throw way.problem("\"sample_sd\" or \"none\" belongs here")
        }
    }

    private static func standardised(
        _ rows: [[Double]], _ input: MeasureInput
    ) throws(MeasureProblem) -> [[Double]] {
        guard let moments = DimensionMoments.ofColumns(rows) else { return rows }
        if let same = moments.firstIndex(where: { $0.sd <= 0 }) {
            throw input.problem("column \(same + 1) is the same for everyone: leave it out")
        }
        return rows.map { row in zip(row, moments).map { ($0 - $1.mean) / $1.sd } }
    }

    static let unseen = Measure(
        "unseen-wishes",
        formula: "Chao1: S + f1(f1−1)/(2(f2+1)), classic S + f1²/(2 f2); unseen f1/n",
        units: "wishes; coverage and unseen_probability 0…1; classic without f2 is the other",
        source: "Chao 1984, Scand. J. Statist. 11; Good 1953, Biometrika 40"
    ) { (input) throws(MeasureProblem) in
        let place = try input["counts_per_wish"]
        var counts: [Int] = []
        for item in try place.items { counts.append(try item.count) }
        let wishes = HeardWishes(counts: counts)
        guard let unseen = wishes.unseenChance else {
            throw place.problem("at least one wish must have been heard")
        }
        return .object([
            ("observed", ExactJSON(wishes.observed)), ("f1", ExactJSON(wishes.once)),
            ("f2", ExactJSON(wishes.twice)), ("chao1_bias_corrected", ExactJSON(wishes.richness)),
            ("chao1_classic", ExactJSON(wishes.richnessClassic)),
            ("good_coverage", ExactJSON(1 - unseen)), ("unseen_probability", ExactJSON(unseen)),
        ])
    }

    static let found = Measure(
        "share-of-all-needs-found-after-n",
        formula: "1 − Γ(n+β)Γ(α+β) / (Γ(n+α+β)Γ(β))", units: "0…1, for each n of talks",
        source: "Griffin and Hauser 1993, Marketing Science 12(1)"
    ) { (input) throws(MeasureProblem) in
        let needs = NeedsFound(
            alpha: try input["alpha"].number(in: 1e-9...1e9),
            beta: try input["beta"].number(in: 1e-9...1e9))
        let talks = try input["n"]
        guard talks.isList else {
            return .object([("expected_share", ExactJSON(needs.share(after: try talks.count)))])
        }
        var shares: [Double] = []
        for item in try talks.items { shares.append(needs.share(after: try item.count)) }
        guard !shares.isEmpty else { throw talks.problem("at least one number of talks") }
        return .object([("expected_share", ExactJSON(shares))])
    }

    // MARK: Reading

    private static func distance(_ input: MeasureInput) throws(MeasureProblem) -> PointDistance {
        guard let place = input.optional("distance") else { return .euclidean }
        guard let distance = PointDistance(rawValue: try place.text.lowercased()) else {
            throw place.problem("\"euclidean\" or \"manhattan\" belongs here")
        }
        return distance
    }

    private static func whole(
        _ input: MeasureInput, _ name: String, default usual: Int, in range: ClosedRange<Int>
    ) throws(MeasureProblem) -> Int {
        guard let place = input.optional(name) else { return usual }
        let number = try place.integer
        guard range.contains(number) else {
            throw place.problem("\(number) is outside of \(range.lowerBound)…\(range.upperBound)")
        }
        return number
    }

    private static func heldOut(
        _ input: MeasureInput, width: Int
    ) throws(MeasureProblem) -> [[Double]] {
        guard let place = input.optional("held_out") else { return [] }
        var rows: [[Double]] = []
        for item in try place.items {
            var row: [Double] = []
            for cell in try item.items {
                row.append(try cell.number(in: -MeasureTable.cellMax...MeasureTable.cellMax))
            }
            guard row.count == width else { throw item.problem("\(width) values belong here") }
            rows.append(row)
        }
        return rows
    }
}
