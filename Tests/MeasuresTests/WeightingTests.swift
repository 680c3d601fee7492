import Measures
import Testing

@Suite("Those who answer are not everybody") struct WeightingTests {
    @Test("When everybody surely answers, the weighted mean is the mean") func certain() throws {
        var draws = StatisticDraws(seed: 41)
        for _ in 0..<50 {
            let answers = draws.numbers(1 + draws.below(60))
            let mean = try #require(
                WeightedMean.inverse(answers, propensities: answers.map { _ in 1 }))
            #expect(isAlmost(mean.value, answers.reduce(0, +) / Double(answers.count)))
            #expect(isAlmost(mean.effectiveCount, Double(answers.count)))
        }
        #expect(WeightedMean([], weights: []) == nil)
        #expect(WeightedMean([1, 2], weights: [0, 0]) == nil)
    }

    @Test("Unequal weights are worth fewer people, and at least one") func worth() throws {
        var draws = StatisticDraws(seed: 42)
        for _ in 0..<50 {
            let answers = draws.numbers(20)
            let mean = try #require(
                WeightedMean.inverse(answers, propensities: draws.numbers(20)))
            #expect(mean.effectiveCount < 20 && mean.effectiveCount >= 1)
        }
    }

    @Test("The angry answer more: the plain mean is off, the weighted and the robust are not")
    func biased() throws {
        var draws = StatisticDraws(seed: 43)
        var (truth, answers, chances) = (Moments(), [Double](), [Double]())
        var people: [Prediction] = []
        for _ in 0..<20_000 {
            let event = draws.share()
            let sacrifice = min(1, max(0, 0.6 * event + 0.2 * draws.share()))
            let chance = 0.1 + 0.6 * event
            truth.add(sacrifice)
            let isAnswered = draws.happens(chance)
            if isAnswered {
                answers.append(sacrifice)
                chances.append(chance)
            }
            // Predicted too low on purpose: the answers set it right.
            people.append(
                Prediction(
                    predicted: 0.5 * event, answer: isAnswered ? sacrifice : nil,
                    propensity: chance))
        }
        let weighted = try #require(WeightedMean.inverse(answers, propensities: chances))
        let predicted = try #require(PredictedMean(people))
        #expect(Moments(answers).mean - truth.mean > 0.05)
        #expect(truth.mean - predicted.eventsOnly > 0.05)
        #expect(abs(weighted.value - truth.mean) < 0.01)
        #expect(abs(predicted.doublyRobust - truth.mean) < 0.01)
    }

    @Test("A random sample sets predictions right, with the standard error that it says")
    func predictionPowered() throws {
        var draws = StatisticDraws(seed: 44)
        var (estimates, errors) = (Moments(), Moments())
        for _ in 0..<400 {
            var people: [Prediction] = []
            for _ in 0..<300 {
                let hidden = draws.share()
                let predicted = 0.7 * hidden + 0.1 * draws.share()
                people.append(
                    Prediction(
                        predicted: predicted, answer: draws.happens(0.2) ? hidden : nil,
                        propensity: 0.2))
            }
            let mean = try #require(PredictedMean(people))
            estimates.add(mean.predictionPowered)
            errors.add(try #require(mean.standardError))
        }
        #expect(abs(estimates.mean - 0.5) < 0.005)
        let spread = try #require(estimates.standardDeviation)
        #expect(abs(errors.mean / spread - 1) < 0.25)
        #expect(PredictedMean([Prediction(predicted: 0.5)]) == nil)
    }

    @Test("What the silent could make of a mean lies around every other estimate") func silent() {
        var draws = StatisticDraws(seed: 45)
        for _ in 0..<50 {
            let people = (0..<30).map { _ in
                Prediction(
                    predicted: draws.share(), answer: draws.happens(0.4) ? draws.share() : nil)
            }
            let bounds = SilentPeople.bounds(people.map(\.answer))
            let (low, middle, high) = (
                SilentPeople.shifted(people, by: -0.1), SilentPeople.shifted(people, by: 0),
                SilentPeople.shifted(people, by: 0.1)
            )
            #expect(bounds.low <= low && low <= middle && middle <= high && high <= bounds.high)
            #expect(high - low <= 0.2)
        }
        #expect(SilentPeople.bounds([0.2, nil]) == Interval(0.1, 0.6))
        #expect(SilentPeople.bounds([0.2, 0.4]).width == 0)
    }

    @Test("Kinds of people weighed by how many there are") func poststratified() {
        let whole = Stratum.poststratified([
            Stratum(people: 600, seen: 20, mean: 0.7), Stratum(people: 300, seen: 50, mean: 0.4),
            Stratum(people: 100, seen: 30, mean: 0.9),
        ])
        #expect(isAlmost(whole.mean, 0.63) && isAlmost(whole.naive, 0.61))
        #expect(isAlmost(whole.effectiveCount, 49.668_874_17))
    }

    @Test("Raking meets both margins and keeps every odds ratio") func raking() throws {
        var draws = StatisticDraws(seed: 46)
        for _ in 0..<100 {
            let (rowCount, columnCount) = (2 + draws.below(3), 2 + draws.below(3))
            let table = (0..<rowCount).map { _ in draws.numbers(columnCount).map { $0 + 0.05 } }
            let rows = draws.numbers(rowCount).map { $0 + 0.1 }
            let raw = draws.numbers(columnCount).map { $0 + 0.1 }
            let factor = rows.reduce(0, +) / raw.reduce(0, +)
            let columns = raw.map { $0 * factor }
            let fitted = try #require(raked(table, rows: rows, columns: columns))
            for (cells, target) in zip(fitted, rows) {
                #expect(isAlmost(cells.reduce(0, +), target))
            }
            for column in 0..<columnCount {
                #expect(isAlmost(fitted.reduce(0) { $0 + $1[column] }, columns[column]))
            }
            for row in 1..<rowCount {
                for column in 1..<columnCount {
                    #expect(
                        isAlmost(odds(fitted, row, column), odds(table, row, column), 1e-7))
                }
            }
        }
    }

    private func odds(_ table: [[Double]], _ row: Int, _ column: Int) -> Double {
        table[0][0] * table[row][column] / (table[0][column] * table[row][0])
    }

    @Test("Margins that empty cells cannot meet have no table") func impossible() {
        #expect(raked([[1, 0], [0, 1]], rows: [2, 1], columns: [1, 2]) == nil)
        #expect(raked([[0, 0], [1, 1]], rows: [1, 1], columns: [1, 1]) == nil)
        #expect(raked([[1, 0], [0, 1]], rows: [2, 1], columns: [2, 1]) == [[2, 0], [0, 1]])
    }
}
