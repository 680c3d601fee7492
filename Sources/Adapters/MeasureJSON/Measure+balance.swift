import ExactJSON
import Measures

extension Measure {
    /// measures.md 1.13: both sides are served, and neither alone.
    static let balance: [Measure] = [
        barter, barterScaled, zonePick, clarity, portfolio, balanceScore, bondStake, bondSpread,
    ]

    // MARK: Barter

    private static let barter = Measure(
        "nash-bargaining-solution-by-enumeration",
        formula:
            "over all trades with gains ≥ d: argmax (c − d_c)(b − d_b); α: (c−d_c)^α (b−d_b)^(1−α)",
        units: "gains in the goods' utilities, [to the first, to the second]",
        source: "Nash 1950, Econometrica 18; Kalai and Smorodinsky 1975; Kalai 1977"
    ) { (input) throws(MeasureProblem) in
        let barter = try Barter(input)
        let bargain = barter.bargain
        let power = try input.optional("alpha")?.number(in: 0.01...0.99) ?? 0.6
        guard let nash = bargain.nash(), let product = bargain.product(nash),
            let equal = bargain.egalitarian, let fair = bargain.kalaiSmorodinsky,
            let sum = bargain.utilitarian, let weighted = bargain.nash(customerPower: power)
        else { throw input.problem("no trade gives both more than no agreement: none is made") }
        let acceptable = bargain.acceptable
        let front = Set(bargain.front(among: acceptable).map { bargain.gains[$0] })
            .sorted { ($0.customer, $0.company) < ($1.customer, $1.company) }
        let digits = "\(power)".map { $0 == "." ? "_" : $0 }
        return .object([
            ("n_options", ExactJSON(bargain.gains.count)),
            ("individually_rational", ExactJSON(acceptable.count)),
            ("bill_gives", texts(barter.bill.given(nash))),
            ("jack_gives", texts(barter.jack.given(nash >> barter.bill.names.count))),
            ("gains", pair(bargain.gains[nash])), ("product", ExactJSON(product)),
            ("pareto_front", .array(front.map(pair))), ("egalitarian", pair(bargain.gains[equal])),
            ("kalai_smorodinsky_discrete", pair(bargain.gains[fair])),
            ("utilitarian", pair(bargain.gains[sum])),
            ("weighted_nash_alpha_\(String(digits))", pair(bargain.gains[weighted])),
        ])
    }

    private static let barterScaled = Measure(
        "scale-invariance",
        formula:
            "the first side's utilities × bill_scale: the product's pick stays, the sum's moves",
        units: "gains in the goods' own utilities, before scaling",
        source: "Nash 1950, Econometrica 18, invariance"
    ) { (input) throws(MeasureProblem) in
        let barter = try Barter(input)
        let scale = try input["bill_scale"].number(in: 1e-6...1e6)
        let own = barter.bargain
        let scaled = Bargain(
            own.gains.map { TwoGains($0.customer * scale, $0.company) },
            disagreement: TwoGains(
                own.disagreement.customer * scale, own.disagreement.company))
        guard let nash = scaled.nash(), let sum = scaled.utilitarian else {
            throw input.problem("no trade gives both more than no agreement: none is made")
        }
        return .object([
            ("nash", pair(own.gains[nash])), ("utilitarian_scaled", pair(own.gains[sum])),
        ])
    }

    // MARK: Zone

    private static let zonePick = Measure(
        "senang-zone-then-nash-pick",
        formula: "no veto, P(c ≥ θ_c) and P(b ≥ θ_b) ≥ 0.9; then argmax (c − d_c)(b − d_b)",
        units: "gains; pick_share: how often each is picked when gains are drawn by c_sd, b_sd",
        source: "measures.md 1.13; Nash 1950, Econometrica 18"
    ) { (input) throws(MeasureProblem) in
        let (ids, options) = try zoneOptions(try input["options"])
        let disagreement = try input.optional("disagreement").map {
            (place) throws(MeasureProblem) in try twoGains(place)
        }
        let zone = BalanceZone(
            comfort: TwoGains(
                try utility(try input["comfort_customer"]),
                try utility(try input["comfort_company"])),
            disagreement: disagreement ?? TwoGains(0, 0))
        let all = Bargain(options.map(\.gains), disagreement: zone.disagreement)
        let (members, bargain) = zone.bargain(over: options)
        var products: [(name: String, value: ExactJSON)] = []
        for (place, member) in members.enumerated() {
            if let product = bargain.product(place) {
                products.append((ids[member], ExactJSON(product)))
            }
        }
        let vetoes = zip(ids, options).compactMap { id, option in
            option.veto.map { (name: id, value: ExactJSON.string($0.rawValue)) }
        }
        let shares = zone.pickShares(of: options, seed: try seed(input))
        let fronts = all.front(among: Array(options.indices))
        func name(_ member: Int?) -> ExactJSON { member.map { .string(ids[members[$0]]) } ?? .null }
        return .object([
            ("vetoed", .object(vetoes)), ("zone", texts(members.map { ids[$0] })),
            ("pareto", texts(fronts.map { ids[$0] })),
            (
                "pareto_without_vetoed",
                texts(
                    all.front(among: options.indices.filter { options[$0].veto == nil })
                        .map { ids[$0] })
            ),
            ("products", .object(products)), ("nash_pick", name(bargain.nash())),
            ("kalai_smorodinsky_pick", name(bargain.kalaiSmorodinsky)),
            ("egalitarian_pick", name(bargain.egalitarian)),
            ("verdict", .string(word(bargain.verdict))),
            ("pick_share", .object(zip(ids, shares).map { ($0, ExactJSON($1)) })),
            ("weighted_sum_pick", all.largestSum.map { .string(ids[$0]) } ?? .null),
        ])
    }

    private static func word(_ verdict: BalanceVerdict) -> String {
        switch verdict {
        case .noAgreement: "no-agreement"
        case .picked: "picked"
        case .contested: "contested"
        }
    }

    private static func zoneOptions(
        _ list: MeasureInput
    ) throws(MeasureProblem) -> (ids: [String], options: [BalanceOption]) {
        var ids: [String] = []
        var options: [BalanceOption] = []
        let items = try list.items
        guard (1...1_000).contains(items.count) else {
            throw list.problem("from 1 to 1000 options belong here")
        }
        for item in items {
            let id = try item["id"].text
            guard !ids.contains(id) else { throw try item["id"].problem("\"\(id)\" stands twice") }
            var statements: [[Int]] = []
            for statement in try item.optional("statements")?.items ?? [] {
                var scores: [Int] = []
                for score in try statement.items {
                    let whole = try score.integer
                    guard (-1...1).contains(whole) else {
                        throw score.problem("a steward scores -1, 0 or 1")
                    }
                    scores.append(whole)
                }
                statements.append(scores)
            }
            ids.append(id)
            options.append(
                BalanceOption(
                    TwoGains(try utility(try item["c"]), try utility(try item["b"])),
                    deviations: TwoGains(
                        try item.optional("c_sd")?.number(in: 0...utilityMax) ?? 0,
                        try item.optional("b_sd")?.number(in: 0...utilityMax) ?? 0),
                    cost: try item.optional("cost")?.number ?? 0,
                    harmsCustomer: try item.optional("harms_customer")?.flag ?? false,
                    statements: statements))
        }
        return (ids, options)
    }

    // MARK: The others

    private static let clarity = Measure(
        "brand-clarity-by-within-group-agreement-r",
        formula: "r_wg = 1 − s² / ((A² − 1) / 12); clipped: not below 0",
        units: "1 is agreement, 0 as by chance",
        source: "James, Demaree and Wolf 1984, J. Applied Psychology 69",
        ofEach: { (input) throws(MeasureProblem) in
            let points = try input["scale_points"]
            let count = try points.count
            guard (2...1_000).contains(count) else {
                throw points.problem("a scale has from 2 to 1000 points")
            }
            let place = try input["ratings"]
            var ratings: [Double] = []
            for item in try place.items {
                ratings.append(try item.number(in: 1...Double(count)))
            }
            guard let agreement = Agreement.withinGroup(ratings, scalePoints: count) else {
                throw place.problem("at least two ratings belong here")
            }
            return [("r_wg", ExactJSON(agreement)), ("clipped", ExactJSON(max(0, agreement)))]
        })

    private static let portfolio = Measure(
        "portfolio-choice-by-nash-social-welfare-not",
        formula: "argmax Σ ln gain; beside it argmax Σ gain",
        units: "sum_log in nats; sum in gains",
        source: "Kaneko and Nakamura 1979, Econometrica 47; measures.md 1.13"
    ) { (input) throws(MeasureProblem) in
        let place = try input["options"]
        var names: [String] = []
        var logs: [Double] = []
        var sums: [Double] = []
        var width: Int?
        for (name, option) in try place.fields {
            var gains: [Double] = []
            for item in try option.items {
                gains.append(try item.number(in: -utilityMax...utilityMax))
            }
            guard !gains.isEmpty, gains.count == width ?? gains.count else {
                throw option.problem("one gain for each person, as for the options before it")
            }
            guard let welfare = Portfolio.welfare(gains) else {
                throw option.problem(
                    "someone does not gain: leave the option out, or count from without it")
            }
            width = gains.count
            names.append(name)
            logs.append(welfare)
            sums.append(gains.reduce(0, +))
        }
        guard let nash = Portfolio.best(logs), let sum = Portfolio.best(sums) else {
            throw place.problem("at least one option belongs here")
        }
        return .object([
            ("sum_log", .object(zip(names, logs).map { ($0, ExactJSON($1)) })),
            ("sum", .object(zip(names, sums).map { ($0, ExactJSON($1)) })),
            ("pick_nash", .string(names[nash])), ("pick_sum", .string(names[sum])),
        ])
    }

    private static let balanceScore = Measure(
        "display-balance-score-inside-one-decision",
        formula: "√(gain_c/ideal_c · gain_b/ideal_b); 0 outside of the zone or without a gain",
        units: "0…1 inside one decision; never averaged",
        source: "measures.md 1.13",
        ofEach: { (input) throws(MeasureProblem) in
            let place = try input["ideal"]
            let gains = try twoGains(try input["gains"])
            let ideal = try twoGains(place)
            guard ideal.smaller > 0 else { throw place.problem("best gains are above 0") }
            guard gains.customer <= ideal.customer, gains.company <= ideal.company else {
                throw place.problem("a best gain is no less than the gain")
            }
            let isInZone = try input["in_zone"].flag
            let score = BalanceScore.score(gains, ideal: ideal, isInZone: isInZone)
            return [("score", ExactJSON(score))]
        })

    // MARK: Reading and writing

    static let utilityMax = 1e9

    static func utility(_ place: MeasureInput) throws(MeasureProblem) -> Double {
        try place.number(in: -utilityMax...utilityMax)
    }

    static func twoGains(_ place: MeasureInput) throws(MeasureProblem) -> TwoGains {
        let items = try place.items
        guard items.count == 2 else { throw place.problem("two numbers, one for each side") }
        return TwoGains(try utility(items[0]), try utility(items[1]))
    }

    private static func pair(_ gains: TwoGains) -> ExactJSON {
        ExactJSON([gains.customer, gains.company])
    }

    private static func texts(_ texts: [String]) -> ExactJSON { .array(texts.map { .string($0) }) }
}

/// Two who own goods, and every trade between them: each good is given or kept.
private struct Barter {
    /// Of both together: 2¹⁶ trades.
    static let goodsMax = 16

    /// One side's goods: what each is worth to the first side and to the second.
    struct Goods {
        let names: [String]
        let worths: [TwoGains]

        init(_ place: MeasureInput) throws(MeasureProblem) {
            var names: [String] = []
            var worths: [TwoGains] = []
            for (name, worth) in try place.fields {
                names.append(name)
                worths.append(try Measure.twoGains(worth))
            }
            self.names = names
            self.worths = worths
        }

        /// A trade's bits say which goods are given.
        func given(_ trade: Int) -> [String] {
            names.indices.filter { trade >> $0 & 1 == 1 }.map { names[$0] }
        }

        func worth(_ trade: Int) -> TwoGains {
            worths.indices.filter { trade >> $0 & 1 == 1 }.reduce(TwoGains(0, 0)) {
                TwoGains($0.customer + worths[$1].customer, $0.company + worths[$1].company)
            }
        }
    }

    let bill: Goods
    let jack: Goods
    let bargain: Bargain

    init(_ input: MeasureInput) throws(MeasureProblem) {
        let bill = try Goods(try input["bill_goods"])
        let jack = try Goods(try input["jack_goods"])
        let count = bill.names.count + jack.names.count
        guard count <= Self.goodsMax else {
            throw input.problem("at most \(Self.goodsMax) goods, not \(count)")
        }
        let disagreement = try input.optional("disagreement").map {
            (place) throws(MeasureProblem) in try Measure.twoGains(place)
        }
        self.bill = bill
        self.jack = jack
        bargain = Bargain(
            (0..<1 << count).map { trade in
                let from = bill.worth(trade)
                let to = jack.worth(trade >> bill.names.count)
                return TwoGains(to.customer - from.customer, from.company - to.company)
            },
            disagreement: disagreement ?? TwoGains(0, 0))
    }
}
