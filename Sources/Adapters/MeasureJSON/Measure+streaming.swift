import ExactJSON
import Measures

/// measures.md 4: what is counted as it comes, and merged.
extension Measure {
    static let streaming: [Measure] = [
        welford, merge, kll, hyperLogLog, countMin, ddSketch, frequentItems,
    ]

    private static let welford = Measure(
        "welford-on-a-numerically-hard-series",
        formula: "mean += (x - mean)/n; M2 += (x - old mean)(x - mean); sd = sqrt(M2/(n-1))",
        units: "series any unit, at least 2; mean and sd in it",
        source: "Welford 1962, Technometrics 4:419",
        ofEach: { (input) throws(MeasureProblem) in
            let moments = Moments(try input["series"].numbers(least: 2))
            return try input.finite([
                ("mean", moments.mean), ("sd", moments.standardDeviation ?? .nan),
            ])
        })

    private static let merge = Measure(
        "merge-of-two-welford-states",
        formula: "M2 = M2a + M2b + d^2 na nb / n, mean = mean_a + d nb / n, d = mean_b - mean_a",
        units: "a, b numbers; each state [n, mean, M2]; variance over n - 1",
        source: "Chan, Golub & LeVeque 1983, Am. Stat. 37:242",
        ofEach: { (input) throws(MeasureProblem) in
            let (one, other) = (
                Moments(try input["a"].numbers), Moments(try input["b"].numbers)
            )
            var merged = one
            merged.merge(other)
            guard let variance = merged.variance else {
                throw input.problem("at least 2 numbers belong in \"a\" and \"b\" together")
            }
            _ = try input.finite([
                ("a", one.squares), ("b", other.squares), ("variance", variance),
                ("mean", merged.mean),
            ])
            return [
                ("a", state(one)), ("b", state(other)), ("merged", state(merged)),
                ("variance", ExactJSON(variance)),
            ]
        })

    private static func state(_ moments: Moments) -> ExactJSON {
        .array([
            ExactJSON(moments.count), ExactJSON(moments.mean), ExactJSON(moments.squares),
        ])
    }

    private static let kll = Measure(
        "kll-normalised-rank-error-at-99-confidence",
        formula: "single_sided = 2.296 / k^0.9723; pmf = 2.446 / k^0.9433",
        units: "k 8…65535; shares of all values, 99 of 100 times",
        source: "Apache DataSketches, KllSketch; Karnin, Lang & Liberty 2016, FOCS",
        ofEach: { (input) throws(MeasureProblem) in
            let k = Double(try input["k"].integer)
            guard (8...65_535).contains(k) else {
                throw try input["k"].problem("8 to 65535 belongs here")
            }
            return [
                ("single_sided", ExactJSON(KLLError.singleSided(k: k))),
                ("pmf", ExactJSON(KLLError.mass(k: k))),
            ]
        })

    private static let hyperLogLog = Measure(
        "hyperloglog-relative-standard-error-1-04-sqrt",
        formula: "1.04 / sqrt(2^p)",
        units: "p one number or a list, 4…30: 2^p registers; a share of the count",
        source: "Flajolet, Fusy, Gandouet & Meunier 2007, AofA",
        ofEach: { (input) throws(MeasureProblem) in
            let precision = try input["p"]
            guard precision.isList else {
                return [("rse", ExactJSON(try precision.registerError))]
            }
            var errors: [Double] = []
            for item in try precision.items { errors.append(try item.registerError) }
            return [("rse", ExactJSON(errors))]
        })

    private static let countMin = Measure(
        "count-min-dimensions",
        formula: "width = ceil(e/eps), depth = ceil(ln(1/delta))",
        units: "counts too high by at most eps n with chance 1 - delta; counters",
        source: "Cormode & Muthukrishnan 2005, J. Algorithms 55:58",
        ofEach: { (input) throws(MeasureProblem) in
            let size = countMinSize(
                error: try input["eps"].number(in: 1e-12...1),
                chance: try input["delta"].strictShare)
            guard let width = Int(exactly: size.width), let depth = Int(exactly: size.depth)
            else { throw input.problem("no sketch is so large") }
            return [("width", ExactJSON(width)), ("depth", ExactJSON(depth))]
        })

    private static let ddSketch = Measure(
        "ddsketch-bucket-index-and-value-at-1",
        formula: "gamma = (1+alpha)/(1-alpha); index = ceil(ln v / ln gamma); estimate = "
            + "2 gamma^index / (gamma + 1)",
        units: "alpha 0.0001…0.5; values above 0; an estimate is off by alpha of its value at most",
        source: "Masson, Rim & Lee 2019, PVLDB 12:2195",
        ofEach: { (input) throws(MeasureProblem) in
            guard let sketch = DDSketch(accuracy: try input["alpha"].number) else {
                throw try input["alpha"].problem(
                    "\(DDSketch.accuracyLeast) to \(DDSketch.accuracyMost) belongs here")
            }
            var (indices, estimates): ([ExactJSON], [Double]) = ([], [])
            for item in try input["values"].items {
                guard let index = sketch.index(of: try item.number) else {
                    throw item.problem("a bucket is for a value above 0")
                }
                let estimate = sketch.estimate(of: index)
                guard estimate.isFinite else { throw item.problem("this is too large") }
                indices.append(ExactJSON(Int(index)))
                estimates.append(estimate)
            }
            return [
                ("gamma", ExactJSON(sketch.growth)), ("index", .array(indices)),
                ("estimate", ExactJSON(estimates)),
            ]
        })

    private static let frequentItems = Measure(
        "misra-gries-space-saving-error",
        formula: "n / (k + 1)",
        units: "n added, k counters; how much too low a count is at most",
        source: "Misra & Gries 1982, Sci. Comput. Program. 2:143; Agarwal, Cormode, Huang, "
            + "Phillips, Wei & Yi 2013, ACM TODS 38:26",
        ofEach: { (input) throws(MeasureProblem) in
            let bound = frequentItemsUndercount(
                count: Double(try input["n"].count),
                counters: Double(try input["counters"].people))
            return [("max_undercount", ExactJSON(bound))]
        })
}

extension MeasureInput {
    fileprivate var registerError: Double {
        get throws(MeasureProblem) {
            let precision = try integer
            guard (4...30).contains(precision) else { throw problem("4 to 30 belongs here") }
            return hyperLogLogError(precision: Double(precision))
        }
    }
}
