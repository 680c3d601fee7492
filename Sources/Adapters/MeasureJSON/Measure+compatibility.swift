import ExactJSON
import Measures

extension Measure {
    /// What other houses count: measures.md 1.17. Beside a person's history, never a target.
    static let compatibility: [Measure] = [
        promoters("net-promoter-score-with-wald-and-adjusted"), promoters("nps-edge"), effort,
        satisfaction,
    ]

    private static func promoters(_ name: String) -> Measure {
        Measure(
            name,
            formula: "100 (p - d); se = 100 sqrt((p + d - (p - d)^2)/n); "
                + "adjusted: n + 3, promoters + 3/4, detractors + 3/4",
            units: "-100…100; the adjusted interval may pass 100",
            source: "Reichheld 2003, Harvard Business Review 81(12):46-54; "
                + "Rocks 2016, American Statistician 70:365-372",
            ofEach: { (input) throws(MeasureProblem) in
                let promoter = NetPromoter(
                    promoters: try input["promoters"].count, passives: try input["passives"].count,
                    detractors: try input["detractors"].count)
                let found = try input.demand(promoter, or: "nobody answered")
                return [
                    ("nps", try input.answer(found.score)),
                    ("se", try input.answer(found.standardError)),
                    ("wald95", try input.answer(found.wald)),
                    ("adj", try input.answer(found.adjusted)),
                    ("adj_wald95", try input.answer(found.adjustedWald)),
                    ("n", ExactJSON(found.count)),
                ]
            })
    }

    private static let effort = Measure(
        "customer-effort-score-mean-and-top-3",
        formula: "mean +- t(0.975, n - 1) sd/sqrt(n); top 3 = share of 5, 6 and 7",
        units: "answers 1…7, 7 the easiest; the share 0…1, with Wilson's interval",
        source: "Dixon, Freeman & Toman 2010, Harvard Business Review 88(7/8):116-122; "
            + "Student 1908, Biometrika 6:1-25",
        computing: { (input) throws(MeasureProblem) in
            var scores: [Double] = []
            for item in try input["scores_1_7"].items { scores.append(try item.number(in: 1...7)) }
            let found = try input.demand(
                CustomerEffort(scores), or: "at least 2 answers belong here")
            return .object([
                ("mean", try input.answer(found.mean)),
                ("t95", try input.answer(found.interval)),
                ("top3", try input.answer(found.top.share)),
                ("top3_wilson95", try input.answer(found.top.interval)),
                ("n", ExactJSON(found.top.count)),
            ])
        })

    private static let satisfaction = Measure(
        "csat-top-2-box-with-wilson-interval", formula: "100 top2/n, with Wilson's interval",
        units: "per cent", source: "Wilson 1927, J. American Statistical Association 22:209-212",
        ofEach: { (input) throws(MeasureProblem) in
            let box = TopBox(top: try input["top2"].count, of: try input["n"].count)
            let found = try input.demand(
                box, or: "\"n\" must be above 0, and \"top2\" not above \"n\"")
            return [
                ("csat", try input.answer(100 * found.share)),
                (
                    "wilson95",
                    try input.answer(
                        Interval(100 * found.interval.low, 100 * found.interval.high))
                ),
            ]
        })
}
