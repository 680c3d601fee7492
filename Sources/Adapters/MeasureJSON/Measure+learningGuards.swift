import ExactJSON
import Measures

/// What draws people together, and what keeps a fall from being called learning.
extension Measure {
    static let jamesStein = Measure(
        "james-stein-shrinkage-to-the-grand-mean",
        formula: "c = max(0, 1 - (k-3) variance/sum(y - ybar)^2); ybar + c(y - ybar)",
        units: "y in shares; variance a number, or \"ybar(1-ybar)/n\"",
        source: "Efron & Morris 1977, Scientific American 236(5):119-127; James & Stein 1961, "
            + "Fourth Berkeley Symposium 1:361-379"
    ) { (input) throws(MeasureProblem) in
        let values = try input["y"].numbers(least: 4)
        if let count = input.optional("k"), try count.integer != values.count {
            throw count.problem("there are \(values.count) values in \"y\"")
        }
        let result = JamesStein(values, variance: try variance(input, values: values))
        guard let result else { throw try input["y"].problem("at least 4 numbers belong here") }
        return .object([
            ("grand_mean", try input.answer(result.mean)),
            ("sum_sq", try input.answer(result.squares)),
            ("shrinkage_c", try input.answer(result.kept)),
            ("first", try input.answer(result.estimates[0])),
            ("last", try input.answer(result.estimates[values.count - 1])),
            ("estimates", try input.answer(result.estimates)),
        ])
    }

    private static func variance(
        _ input: MeasureInput, values: [Double]
    ) throws(MeasureProblem) -> Double {
        let binomial = "ybar(1-ybar)/n"
        guard let field = input.optional("variance"), field.value != .string(binomial) else {
            let count = try input["n"].positive
            let mean = values.reduce(0, +) / Double(values.count)
            guard (0...1).contains(mean) else {
                throw try input["y"].problem("shares belong here: their mean is outside of 0…1")
            }
            return mean * (1 - mean) / count
        }
        if case .string = field.value {
            throw field.problem("a number or \"\(binomial)\" belongs here")
        }
        return try field.notBelowZero
    }

    static let randomEffects = Measure(
        "random-effects-pooling-and-per-unit-empirical",
        formula: "y = ln((tpos/(tpos+tneg))/(cpos/(cpos+cneg))); tau2 = max(0, (Q-df)/(sum w - "
            + "sum w^2/sum w)); blup = mu + tau2/(tau2+v)(y-mu); I2 = 100 max(0, (Q-df)/Q)",
        units: "counts by unit; effects in log risk ratios; I2 in percent",
        source: "DerSimonian & Laird 1986, Controlled Clinical Trials 7:177-188; Colditz et al. "
            + "1994, JAMA 271:698-702 (data)"
    ) { (input) throws(MeasureProblem) in
        if let effect = input.optional("effect"), try effect.text != "log risk ratio" {
            throw effect.problem("\"log risk ratio\" belongs here")
        }
        let units = try effects(input)
        guard let pooled = RandomEffects(units) else {
            throw input.problem("at least two units are needed")
        }
        let blups = units.map(pooled.estimate)
        return .object([
            ("mu", try input.answer(pooled.mean)),
            ("se", try input.answer(pooled.standardError)),
            ("tau2", try input.answer(pooled.between)),
            ("Q", try input.answer(pooled.heterogeneity)),
            ("I2", try input.answer(100 * pooled.heterogeneityShare)),
            ("yi_first", try input.answer(units[0].effect)),
            ("vi_first", try input.answer(units[0].variance)),
            ("blup_first", try input.answer(blups[0])),
            ("blup_last", try input.answer(blups[blups.count - 1])),
            ("blup", try input.answer(blups)),
        ])
    }

    private static func effects(
        _ input: MeasureInput
    ) throws(MeasureProblem) -> [EffectEstimate] {
        var columns: [[Double]] = []
        for name in ["tpos", "tneg", "cpos", "cneg"] {
            var column: [Double] = []
            for item in try input[name].items { column.append(Double(try item.count)) }
            columns.append(column)
        }
        guard columns.allSatisfy({ $0.count == columns[0].count }) else {
            throw input.problem("tpos, tneg, cpos and cneg need as many values each")
        }
        var units: [EffectEstimate] = []
        for unit in columns[0].indices {
            guard columns[0][unit] + columns[1][unit] > 0, columns[2][unit] + columns[3][unit] > 0
            else { throw input.problem("unit \(unit) has nobody in a group: leave it out") }
            units.append(
                EffectEstimate(
                    treated: (columns[0][unit], columns[1][unit]),
                    control: (columns[2][unit], columns[3][unit])))
        }
        return units
    }

    private static let periodCountMax = 1000
    /// Over all people, so that the worst case fits in memory.
    private static let valueCountMax = 5_000_000

    static let survivorship = Measure(
        "survivorship-artefact",
        formula: "mean over who is there in each period; mean over people seen twice of "
            + "(last - first)/(periods - 1)",
        units: "sacrifice 0...1, one number when it never changed, or a list by period; "
            + "stays_until the last period, from 1; change a period",
        source: "measures.md 1.11; Heckman 1979, Econometrica 47:153-161 (selection)"
    ) { (input) throws(MeasureProblem) in
        var people: [[Double]] = []
        var valueCount = 0
        for person in try input["persons"].someItems {
            valueCount += people.last?.count ?? 0
            guard valueCount <= valueCountMax else {
                throw person.problem("at most \(valueCountMax) periods over all people")
            }
            let sacrifice = try person["sacrifice"]
            guard sacrifice.isList else {
                let last = try person["stays_until"].integer
                guard (1...periodCountMax).contains(last) else {
                    throw try person["stays_until"].problem("1 to \(periodCountMax) belongs here")
                }
                people.append(Array(repeating: try sacrifice.share, count: last))
                continue
            }
            var values: [Double] = []
            for item in try sacrifice.someItems { values.append(try item.share) }
            if let last = person.optional("stays_until"), try last.integer != values.count {
                throw last.problem("\(values.count) periods are given in \"sacrifice\"")
            }
            people.append(values)
        }
        let seen = Survivorship(people)
        guard let change = seen.changeWithin else {
            throw input.problem("nobody was seen in two periods, so no change can be told")
        }
        return .object([
            ("cross_section_mean", try input.answer(seen.means)),
            ("mean_within_person_change", try input.answer(change)),
            ("leavers", ExactJSON(people.count { $0.count < seen.means.count })),
            ("leavers_last_mean", seen.leaversLast.map(ExactJSON.init) ?? .null),
        ])
    }

    static let sameWishIndex = Measure(
        "chain-linked-same-wish-sacrifice-index-vs",
        formula: "raw = sum w s/sum w; I_t = I_(t-1) sum(w s_t)/sum(w s_(t-1)) over wishes in "
            + "both periods; I_0 = 100",
        units: "period0, period1, ... by wish, 0...1; weights \"equal\" or by wish; "
            + "same_wish_relative is a list when there are more than two periods",
        source: "International Labour Office et al. 2004, Consumer Price Index Manual, ch. 9"
    ) { (input) throws(MeasureProblem) in
        let periods = try periods(input)
        let weights = try weights(input, periods)
        var raw: [Double] = []
        for (number, period) in periods.enumerated() {
            let whole = period.reduce(0) { $0 + (weights[$1.wish] ?? 0) }
            guard whole > 0 else {
                throw input.problem("the wishes of period\(number) weigh nothing together")
            }
            raw.append(
                period.reduce(0) { $0 + (weights[$1.wish] ?? 0) * $1.sacrifice } / whole)
        }
        let index: SameWishIndex
        do throws(SameWishIndex.Refusal) {
            index = try SameWishIndex(periods) { weights[$0] ?? 0 }
        } catch {
            switch error {
            case .nothingShared(let period):
                throw input.problem(
                    "period\(period) shares no wish that weighs anything with the one before")
            case .nothingBefore(let period):
                throw input.problem(
                    "nothing was given up in period\(period - 1) on the wishes that "
                        + "period\(period) shares, so there is nothing to divide by")
            }
        }
        let relatives = try input.answer(index.relatives)
        return .object([
            ("raw", try input.answer(raw)),
            (
                "same_wish_relative",
                index.relatives.count == 1 ? try input.answer(index.relatives[0]) : relatives
            ),
            ("index", try input.answer(index.index)),
        ])
    }

    private typealias Period = [(wish: String, sacrifice: Double)]

    private static func periods(_ input: MeasureInput) throws(MeasureProblem) -> [Period] {
        var periods: [Period] = []
        while let place = input.optional("period\(periods.count)") {
            guard periods.count < periodCountMax else {
                throw input.problem("at most \(periodCountMax) periods")
            }
            var period: Period = []
            for (name, value) in try place.fields { period.append((name, try value.share)) }
            periods.append(period)
        }
        guard periods.count >= 2 else {
            throw input.problem(
                "\"period0\" and \"period1\" are needed, and may be followed by more")
        }
        return periods
    }

    private static func weights(
        _ input: MeasureInput, _ periods: [Period]
    ) throws(MeasureProblem) -> [String: Double] {
        var weights: [String: Double] = [:]
        let given = input.optional("weights")
        let isEqual = given == nil || given?.value == .string("equal")
        if let given, !isEqual {
            for (name, weight) in try given.fields { weights[name] = try weight.notBelowZero }
        }
        for wish in periods.flatMap({ $0 }).map(\.wish) where weights[wish] == nil {
            guard isEqual else {
                throw (given ?? input).problem("\"\(wish.prefix(80))\" has no weight")
            }
            weights[wish] = 1
        }
        return weights
    }
}
