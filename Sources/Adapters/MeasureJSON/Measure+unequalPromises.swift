import ExactJSON
import Measures

extension Measure {
    /// measures.md 1.10, where people have many promises and few.
    static let unequalKeptPrior = Measure(
        "beta-binomial-prior-for-unequal-counts",
        formula:
            "w = n/(1+g(n-1)); m = sum wp/sum w; g = (sum w(p-m)^2 - m(1-m)B)/(m(1-m)(A-B)), A "
            + "= sum w(1-w/W), B = sum w(1-w/W)/n, until g stays; M = 1/g - 1; posterior (mM+k)/(M+n)",
        units:
            "kept and due by person, counts; shares; prior_strength in promises, null with alpha "
            + "and beta when complete_pooling (g <= 0 or >= 1): then everyone sum k/sum n",
        source: "Kleinman 1973, Journal of the American Statistical Association 68:46-54"
    ) { (input) throws(MeasureProblem) in
        let kept = try input["kept"].items
        let due = try input["due"].items
        guard kept.count == due.count else {
            throw input.problem("\"kept\" and \"due\" need as many people each")
        }
        var people: [(kept: Double, due: Double)] = []
        for (one, other) in zip(kept, due) {
            let most = try other.number(in: 0...1e12)
            guard most == 0 || most >= 1 else { throw other.problem("0, or 1 and more, is due") }
            people.append((try one.number(in: 0...most), most))
        }
        guard let prior = UnequalKeptPrior(people) else {
            throw input.problem("at least two people with a promise that is due belong here")
        }
        let beta = prior.distribution
        var posteriors: [Double] = []
        for person in people {
            posteriors.append(prior.estimate(kept: person.kept, of: person.due))
        }
        return .object([
            ("mean", try input.answer(prior.mean)),
            ("prior_strength", try input.answer(orUnknown: prior.strength)),
            ("alpha", try input.answer(orUnknown: beta?.a)),
            ("beta", try input.answer(orUnknown: beta?.b)),
            ("complete_pooling", .bool(prior.strength == nil)),
            ("posterior", try input.answer(posteriors)),
            (
                "shrink_weight_on_data",
                try input.answer(people.map { prior.weightOnOwn(due: $0.due) })
            ),
            ("people", ExactJSON(prior.personCount)),
        ])
    }
}
