import ExactJSON
import Measures

extension Measure {
    /// What was not expected: measures.md 1.5.
    static let surprise: [Measure] = [surprisal, bayesian, staged]

    private static let surprisal = Measure(
        "surprisal-in-bits-from-a-predictive-z",
        formula: "b = -log2(2 (1 - Phi(|z|)))", units: "bits, 0 and more",
        source: "Shannon 1948, Bell System Technical J. 27:379-423; "
            + "Greenland 2019, American Statistician 73:106-114",
        computing: { (input) throws(MeasureProblem) in
            let z = try input["z"]
            // One number, or a list of them.
            guard z.isList else {
                return .object([("bits", try input.answer(surprisalBits(z: try far(z))))])
            }
            var bits: [Double] = []
            for item in try z.items { bits.append(surprisalBits(z: try far(item))) }
            guard !bits.isEmpty else { throw z.problem("at least one number belongs here") }
            return .object([("bits", try input.answer(bits))])
        })

    private static func far(_ input: MeasureInput) throws(MeasureProblem) -> Double {
        try input.number(in: -1e100...1e100)
    }

    private static let bayesian = Measure(
        "bayesian-surprise-for-a-gaussian-expectation",
        formula: "K = v0/(v0 + R); m1 = m0 + K(y - m0); v1 = (1 - K) v0; "
            + "KL = (ln(v0/v1) + (v1 + (m1 - m0)^2)/v0 - 1)/2; z = (y - m0)/sqrt(v0 + R)",
        units: "nats, 0 and more; bits of the surprisal; valence -1, 0 or 1",
        source: "Itti & Baldi 2009, Vision Research 49:1295-1306",
        ofEach: { (input) throws(MeasureProblem) in
            let range = -1e100...1e100
            let prior = Expectation(
                mean: try input["prior_mean"].number(in: range),
                variance: try input["prior_var"].positive)
            let surprise = prior.surprise(
                at: try input["observed"].number(in: range), noise: try input["obs_var"].positive)
            let found = try input.demand(surprise, or: "the variances must be above 0")
            return [
                ("gain", try input.answer(found.gain)),
                ("posterior_mean", try input.answer(found.after.mean)),
                ("posterior_var", try input.answer(found.after.variance)),
                ("kl_nats", try input.answer(found.divergence)),
                ("z_predictive", try input.answer(found.z)),
                ("bits", try input.answer(found.bits)), ("valence", ExactJSON(found.valence)),
            ]
        })

    private static let staged = Measure(
        "staged-surprise",
        formula: "counts when bits >= \(NoSurprise.leastBits), valence > 0, not wished for, "
            + "sacrifice not rising and promises kept",
        units: "true or false, with the reasons against in their order",
        source: "measures.md 1.5",
        ofEach: { (input) throws(MeasureProblem) in
            let staged = StagedSurprise(
                bits: try input["bits"].number, valence: try input["valence"].integer,
                wasWished: try input["was_wished"].flag,
                sacrificeRises: try input["sacrifice_rises"].flag,
                promisesKept: try input["promises_kept"].flag)
            return [
                ("counts", .bool(staged.against.isEmpty)),
                ("against", .array(staged.against.map { .string($0.rawValue) })),
            ]
        })
}
