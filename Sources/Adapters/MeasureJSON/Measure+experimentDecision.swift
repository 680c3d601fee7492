import ExactJSON
import Measures

/// measures.md 1.14 and 4: from people, or from sums of people, to what an experiment says to do.
extension Measure {
    static let experimentDecisions: [Measure] = [experimentDecision, boundedSequence]

    private static let experimentDecision = Measure(
        "experiment-decision",
        formula: "gaussian: d +- sqrt(2V(V+n t2)/(n^2 t2) ln(sqrt((V+n t2)/V)/alpha)), "
            + "n = 1/(1/na+1/nb), V = n(va/na+vb/nb); below 500 people a side: by the bounds from "
            + "sums, by empirical Bernstein from people; non-inferior: lower > -margin; decision "
            + "as in decision-table",
        units: "each side a list of people in their order, or {n, sum, squares} in whole "
            + "millionths; a person a number within \"bounds\" (0…1 unless said), or {value, "
            + "change}; effect, margin, worse_by as the values; difference = treatment - control; "
            + "p holds at this look: keep the least of all",
        source: "measures.md 1.14; Robbins 1970, Ann. Math. Stat. 41:1397; Waudby-Smith & Ramdas "
            + "2024, J. R. Stat. Soc. B 86:1; Rockafellar & Uryasev 2000, J. Risk 2(3):21",
        computing: { (input) throws(MeasureProblem) in
            let alpha = try input.alpha
            let primary = try ExperimentCase(try input["primary"], alpha: alpha)
            var guardrails: [ExperimentCase] = []
            for item in try input.optional("guardrails")?.items ?? [] {
                guardrails.append(try ExperimentCase(item, alpha: alpha))
            }
            let names = [primary.name] + guardrails.map(\.name)
            guard Set(names).count == names.count else {
                throw input.problem("no two metrics have the same name")
            }
            let ratio = try input.optional("ratio").map { (field) throws(MeasureProblem) in
                try field.meantShares
            }
            let people = try input.optional("people").map { (field) throws(MeasureProblem) in
                try field.peopleOfSides
            }
            let experiment = Experiment(
                primary: primary.reading, guardrails: guardrails.map(\.reading),
                people: (counts: people ?? primary.counts, ratio: ratio ?? [1, 1]),
                isVetoed: try input.optional("veto")?.flag ?? false)
            return .object([
                ("decision", .string(experiment.decision.rawValue)),
                ("primary_superior", .bool(experiment.isPrimarySuperior)),
                ("primary_harm_proven", .bool(experiment.isPrimaryHarmProven)),
                ("vetoed", .bool(experiment.isVetoed)),
                ("srm_p", try input.answer(orUnknown: experiment.sampleRatioP)),
                ("sound", .bool(experiment.isSound)),
                ("primary", .object(try primary.fields(of: input))),
                (
                    "guardrails",
                    .array(
                        try guardrails.map { (item) throws(MeasureProblem) in
                            .object(try item.guardrailFields(of: input))
                        })
                ),
            ])
        })

    private static let boundedSequence = Measure(
        "confidence-sequence-of-a-bounded-mean",
        formula: "bernstein: sum(l x)/sum(l) +- (ln(2/alpha) + sum((x-m)^2 (-ln(1-l)-l)))/sum(l), "
            + "l = min(1/2, sqrt(2 ln(2/alpha)/(s2 t ln(1+t)))) of what came before; betting: "
            + "{m: prod(1 +- min(l, c)(x-m)) < 2/alpha}, c = 1/2 by m or 1-m; each the narrowest "
            + "of all counts so far",
        units: "x in their order, each within \"bounds\" (0…1 unless said), at most 10,000; the "
            + "intervals hold at every count at once",
        source: "Waudby-Smith & Ramdas 2024, J. R. Stat. Soc. B 86:1, theorems 2 and 3",
        ofEach: { (input) throws(MeasureProblem) in
            let alpha = try input.alpha
            let bounds = try input.valueBounds
            var bernstein = BernsteinRun(alpha: alpha)
            var betting = BettingRun(alpha: alpha)
            let items = try input["x"].someItems
            guard items.count <= BettingRun.countMax else {
                throw try input["x"].problem("at most \(BettingRun.countMax) numbers belong here")
            }
            let width = bounds.upperBound - bounds.lowerBound
            for item in items {
                let number = (try item.number(in: bounds) - bounds.lowerBound) / width
                bernstein.take(number)
                betting.take(number)
            }
            func told(_ interval: Interval) -> Interval {
                Interval(
                    bounds.lowerBound + interval.low * width,
                    bounds.lowerBound + interval.high * width)
            }
            return [
                ("bernstein", try input.answer(told(bernstein.interval))),
                ("betting", try input.answer(told(betting.interval))),
                ("n", ExactJSON(items.count)),
            ]
        })
}

/// One metric of an input, read and told.
private struct ExperimentCase {
    let reading: ExperimentReading
    let tally: ExperimentTally

    var name: String { tally.metric.name }

    var counts: [Double] {
        [Double(tally.control.people.count), Double(tally.treatment.people.count)]
    }

    init(_ input: MeasureInput, alpha: Double) throws(MeasureProblem) {
        let metric = try input.metric
        let method = try input.optional("method").map { (field) throws(MeasureProblem) in
            try field.method(for: metric)
        }
        let control = try input["control"].side(of: metric)
        let treatment = try input["treatment"].side(of: metric)
        var tally = ExperimentTally(metric, control: control.arm, treatment: treatment.arm)
        control.add(to: &tally, .control)
        treatment.add(to: &tally, .treatment)
        self.tally = tally
        let isFew =
            min(tally.control.people.count, tally.treatment.people.count)
            < ExperimentReading.fewPeople
        let inOrder = ExperimentReading(
            inOrder: metric, control: control.values, treatment: treatment.values, alpha: alpha)
        let isInOrder = !control.values.isEmpty && !treatment.values.isEmpty
        if let inOrder, isInOrder, method == .bernstein || (method == nil && isFew) {
            reading = inOrder
            return
        }
        guard method != .bernstein else {
            throw input.problem("bernstein compares means of people in their order, not of sums")
        }
        let isSpreadKnown =
            tally.control.spread.count == tally.control.people.count
            && tally.treatment.spread.count == tally.treatment.people.count
        guard metric.statistic == .mean || isSpreadKnown else {
            throw input.problem("the worst decile is of people: give lists of them, not sums")
        }
        reading = ExperimentReading(tally, alpha: alpha, method: method)
    }

    func fields(
        of input: MeasureInput
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        let worst = [tally.control, tally.treatment].map { arm in
            arm.spread.count == arm.people.count
                ? arm.spread.worst(ExperimentReading.worstShare, good: tally.metric.good)?.mean
                : nil
        }
        return [
            ("name", .string(name)),
            ("n", .array(counts.map { ExactJSON(Int($0)) })),
            ("n_eff", try input.answer(reading.effectiveCount)),
            (
                "mean",
                .array([
                    try input.answer(orUnknown: told(tally.control.people.mean)),
                    try input.answer(orUnknown: told(tally.treatment.people.mean)),
                ])
            ),
            (
                "worst_decile",
                .array([
                    try input.answer(orUnknown: told(worst[0])),
                    try input.answer(orUnknown: told(worst[1])),
                ])
            ),
            ("difference", try input.answer(orUnknown: reading.difference)),
            ("interval", try input.answer(reading.interval)),
            ("method", .string(reading.method.rawValue)),
            ("lambda", try input.answer(orUnknown: reading.ratio)),
            ("p", try input.answer(orUnknown: reading.p)),
            (
                "share_made_worse",
                .array([
                    try input.answer(orUnknown: tally.control.shareMadeWorse),
                    try input.answer(orUnknown: tally.treatment.shareMadeWorse),
                ])
            ),
        ]
    }

    func guardrailFields(
        of input: MeasureInput
    ) throws(MeasureProblem) -> [(name: String, value: ExactJSON)] {
        let guardrail = reading.guardrail
        return try fields(of: input) + [
            ("margin", try input.answer(guardrail.margin)),
            ("noninferior", .bool(guardrail.isNonInferior)),
            ("harm_proven", .bool(guardrail.isHarmProven)),
        ]
    }

    private func told(_ millionths: Double?) -> Double? { millionths.map { $0 / 1_000_000 } }
}

/// One side of an input: people in their order, or what was summed.
private struct SideOfInput {
    var arm = ExperimentArm()
    var values: [Int32] = []
    var changes: [Int32?] = []

    func add(to tally: inout ExperimentTally, _ side: ExperimentSide) {
        for (value, change) in zip(values, changes) { tally.add(value, change: change, to: side) }
    }
}

extension MeasureInput {
    /// A number in millionths, rounded to a whole one.
    fileprivate func millionths(in range: ClosedRange<Double>) throws(MeasureProblem) -> Int32 {
        Int32((try number(in: range) * 1_000_000).rounded())
    }

    /// From where to where a value may lie.
    fileprivate var valueBounds: ClosedRange<Double> {
        get throws(MeasureProblem) {
            guard let field = optional("bounds") else { return 0...1 }
            let ends = try field.items
            guard ends.count == 2 else { throw field.problem("two numbers belong here: from, to") }
            let low = try ends[0].number(in: -1e6...1e6)
            let high = try ends[1].number(in: -1e6...1e6)
            guard high - low >= 0.000_001 else {
                throw field.problem("the second must be above the first by 0.000001 at least")
            }
            return low...high
        }
    }

    fileprivate var metric: ExperimentMetric {
        get throws(MeasureProblem) {
            let bounds = try valueBounds
            guard bounds.lowerBound >= -1, bounds.upperBound <= 1 else {
                throw try self["bounds"].problem("from -1 to 1 at most: divide the values")
            }
            let low = Int32((bounds.lowerBound * 1_000_000).rounded())
            let high = Int32((bounds.upperBound * 1_000_000).rounded())
            let width = bounds.upperBound - bounds.lowerBound
            let effect = try self["effect"].millionths(in: 0.000_001...width)
            let margin = try optional("margin")?.millionths(in: 0...2) ?? 0
            guard
                var metric = ExperimentMetric(
                    try self["name"].text, good: try goodDirection, bounds: low...high,
                    effect: effect, margin: margin)
            else { throw problem("\"effect\" must be above 0 and within the bounds") }
            if let statistic = optional("statistic") {
                guard let found = ExperimentMetric.Statistic(rawValue: try statistic.text) else {
                    throw statistic.problem("say \"mean\" or \"worst decile\"")
                }
                metric.statistic = found
            }
            metric.worseBy = try optional("worse_by")?.millionths(in: 0...2) ?? 0
            return metric
        }
    }

    fileprivate var goodDirection: GoodDirection {
        get throws(MeasureProblem) {
            guard let said = optional("direction") else { return .higher }
            switch try said.text {
            case "higher is better": return .higher
            case "lower is better": return .lower
            default: throw said.problem("say \"higher is better\" or \"lower is better\"")
            }
        }
    }

    fileprivate func method(
        for metric: ExperimentMetric
    ) throws(MeasureProblem) -> SequenceMethod {
        let named = try text
        guard let method = SequenceMethod(rawValue: named), method != .unknown else {
            throw problem("say \"gaussian\", \"bounded\" or \"bernstein\"")
        }
        guard metric.statistic == .mean || method == .gaussian else {
            throw problem("of the worst decile there is the gaussian sequence only")
        }
        return method
    }

    fileprivate func side(of metric: ExperimentMetric) throws(MeasureProblem) -> SideOfInput {
        var side = SideOfInput()
        guard isList else {
            side.arm = ExperimentArm(sums: try sums(of: metric))
            return side
        }
        let least = Double(metric.bounds.lowerBound) / 1_000_000
        let most = Double(metric.bounds.upperBound) / 1_000_000
        for item in try items {
            if case .object = item.value {
                side.values.append(try item["value"].millionths(in: least...most))
                side.changes.append(try item.optional("change")?.millionths(in: -2...2))
            } else {
                side.values.append(try item.millionths(in: least...most))
                side.changes.append(nil)
            }
        }
        return side
    }

    private func sums(of metric: ExperimentMetric) throws(MeasureProblem) -> WholeMoments {
        guard case .object = value else {
            throw problem("a list of people, or {n, sum, squares}, belongs here")
        }
        let count = try self["n"].wholeNumber
        let sum = try self["sum"].wholeNumber
        let squares = try self["squares"].wholeNumber
        let (low, high) = (Int128(metric.bounds.lowerBound), Int128(metric.bounds.upperBound))
        guard count >= 0, count <= Int128(WholeMoments.countMax) else {
            throw try self["n"].problem("0 to \(WholeMoments.countMax) people belong here")
        }
        guard (count * low...count * high).contains(sum) else {
            throw try self["sum"].problem("this is outside of the bounds of so many people")
        }
        let largest = max(low * low, high * high)
        guard (0...count * largest).contains(squares),
            let moments = WholeMoments(
                count: Int64(count), sum: Int64(sum), squares: squares)
        else { throw try self["squares"].problem("no people have these squares and this sum") }
        return moments
    }

    /// A whole number of any size that is summed: up to some 30 digits.
    private var wholeNumber: Int128 {
        get throws(MeasureProblem) {
            let bound = Int128(1) << 100
            let found: Int128? =
                switch value {
                case .integer(let whole): Int128(whole)
                case .otherNumber(let digits): Int128(digits)
                default: nil
                }
            guard let found, abs(found) <= bound else {
                throw problem("a whole number of millionths belongs here, not \(value.shown)")
            }
            return found
        }
    }

    /// Two shares, each above 0.
    fileprivate var meantShares: [Double] {
        get throws(MeasureProblem) {
            var shares: [Double] = []
            for item in try items { shares.append(try item.number(in: 1e-9...1e9)) }
            guard shares.count == 2 else { throw problem("two shares belong here") }
            return shares
        }
    }

    /// How many were put on each side, whether measured or not.
    fileprivate var peopleOfSides: [Double] {
        get throws(MeasureProblem) {
            var counts: [Double] = []
            for item in try items { counts.append(Double(try item.count)) }
            guard counts.count == 2, counts.contains(where: { $0 > 0 }) else {
                throw problem("two counts belong here, of control and of treatment")
            }
            return counts
        }
    }
}
