import Foundation
import Kernel
import Measures
import Testing

@Suite("Importance by choices") struct ChoiceTests {
    private func choices(_ count: Int, _ random: inout SplitMix64) -> PairChoices {
        var wins = Matrix(rows: count, columns: count)
        for one in 0..<count {
            for other in 0..<count where other != one {
                wins[one, other] = Double(Int.random(in: 1...30, using: &random))
            }
        }
        return PairChoices(wins: wins)
    }

    private func tasks(
        _ count: Int, items: Int, _ random: inout SplitMix64
    ) -> [BestWorstTask] {
        (0..<count).map { _ in
            let shown = Array(
                (0..<items).shuffled(using: &random)
                    .prefix(Int.random(in: 2...4, using: &random)))
            let picked = shown.shuffled(using: &random)
            return BestWorstTask(shown: shown, best: picked[0], worst: picked[1])
        }
    }

    @Test(
        "At the most likely utilities, as many wins are expected as there were",
        arguments: 1...10 as ClosedRange<UInt64>)
    func wins(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pairs = choices(5, &random)
        let belief = try pairs.likeliest()

        for one in 0..<5 {
            var (won, expected) = (0.0, 0.0)
            for other in 0..<5 where other != one {
                won += pairs.wins[one, other]
                let difference = belief.utilities[other] - belief.utilities[one]
                expected +=
                    (pairs.wins[one, other] + pairs.wins[other, one]) / (1 + exp(difference))
            }
            #expect(abs(won - expected) < 1e-6, "seed \(seed)")
        }
        #expect(abs(belief.shares.reduce(0, +) - 1) < 1e-12)
    }

    @Test("Of two items it is the logarithm of the odds, and its error that of a logit")
    func two() throws {
        let belief = try PairChoices(wins: Matrix([[0, 30], [10, 0]])).likeliest()

        #expect(abs(belief.relative(to: 0)[1] + log(3)) < 1e-9)
        #expect(abs(belief.standardErrors(relativeTo: 0)[1] - (1 / 30.0 + 0.1).squareRoot()) < 1e-9)
        #expect(belief.standardErrors(relativeTo: 0)[0] == 0)
    }

    @Test("Ten times the same choices change the error and not the importance") func more() throws {
        var random = SplitMix64(seed: 8)
        let pairs = choices(4, &random)
        var wins = pairs.wins
        for one in 0..<4 { for other in 0..<4 { wins[one, other] *= 100 } }

        let (few, many) = (try pairs.likeliest(), try PairChoices(wins: wins).likeliest())

        for item in 1..<4 {
            #expect(abs(few.relative(to: 0)[item] - many.relative(to: 0)[item]) < 1e-8)
            let ratio =
                few.standardErrors(relativeTo: 0)[item] / many.standardErrors(relativeTo: 0)[item]
            #expect(abs(ratio - 10) < 1e-6)
        }
    }

    @Test("An item that always won has no most likely importance, and with a prior it has")
    func separated() throws {
        let pairs = PairChoices(wins: Matrix([[0, 3, 1], [0, 0, 2], [0, 1, 0]]))

        #expect(throws: ChoiceRefusal.separated(1, 0)) { _ = try pairs.likeliest() }
        let belief = try pairs.belief(prior: ChoicePrior(means: [0, 0, 0], variance: 1))
        #expect(belief.utilities[0] > belief.utilities[1] && belief.utilities[0] < 3)
    }

    @Test("Items that were never compared, not even by way of others, are not told apart")
    func apart() {
        let pairs = PairChoices(
            wins: Matrix([[0, 2, 0, 0], [1, 0, 0, 0], [0, 0, 0, 2], [0, 0, 1, 0]]))

        #expect(throws: ChoiceRefusal.self) { _ = try pairs.likeliest() }
    }

    @Test("A wide prior changes nothing, a narrow one all, and without choices it stands alone")
    func priors() throws {
        var random = SplitMix64(seed: 2)
        let pairs = choices(4, &random)
        let means = [1.0, -1, 0.5, 0]
        let likeliest = try pairs.likeliest().relative(to: 0)

        let wide = try pairs.belief(prior: ChoicePrior(means: means, variance: 1e8))
        let narrow = try pairs.belief(prior: ChoicePrior(means: means, variance: 1e-8))
        let none = try PairChoices(wins: Matrix(rows: 4, columns: 4))
            .belief(prior: ChoicePrior(means: means, variance: 0.5))

        for item in 0..<4 {
            #expect(abs(wide.relative(to: 0)[item] - likeliest[item]) < 1e-5)
            #expect(abs(narrow.utilities[item] - means[item]) < 1e-5)
        }
        #expect(none.utilities == means && abs(none.covariance[2, 2] - 0.5) < 1e-12)
    }

    @Test(
        "At the most likely utilities, best less worst is expected as it was counted",
        arguments: 1...10 as ClosedRange<UInt64>)
    func bestWorst(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let choices = BestWorstChoices(itemCount: 5, tasks: tasks(60, items: 5, &random))

        let belief = try choices.likeliest()

        let expected = choices.expectedBestMinusWorst(belief.utilities)
        for (one, other) in zip(choices.bestMinusWorst, expected) {
            #expect(abs(Double(one) - other) < 1e-7, "seed \(seed)")
        }
        #expect(abs(belief.utilities.reduce(0, +)) < 1e-9)
        // The control: elsewhere they are not equal.
        let elsewhere = choices.expectedBestMinusWorst([1, 0, 0, 0, -1])
        #expect(abs(Double(choices.bestMinusWorst[0]) - elsewhere[0]) > 1e-3)
    }

    @Test("Of two items shown, best and worst is a pair that counts twice")
    func bestWorstOfTwo() throws {
        let first = BestWorstTask(shown: [0, 1], best: 0, worst: 1)
        let second = BestWorstTask(shown: [1, 0], best: 1, worst: 0)
        let choices = BestWorstChoices(itemCount: 2, tasks: [first, first, first, second])
        let pairs = PairChoices(wins: Matrix([[0, 3], [1, 0]]))

        let (one, other) = (try choices.likeliest(), try pairs.likeliest())

        // e^(u − v) against e^(v − u): the distance is in the model twice.
        #expect(abs(2 * one.utilities[0] - other.utilities[0]) < 1e-9)
        #expect(choices.best == [3, 1] && choices.worst == [1, 3] && choices.shown == [4, 4])
        #expect(choices.standardised == [0.5, -0.5])
    }

    @Test("Always the best is endless without a prior and finite with one") func alwaysBest() throws
    {
        let task = BestWorstTask(shown: [0, 1, 2], best: 0, worst: 2)
        let other = BestWorstTask(shown: [0, 1, 2], best: 0, worst: 1)
        let choices = BestWorstChoices(itemCount: 3, tasks: [task, other, task])

        #expect(throws: ChoiceRefusal.self) { _ = try choices.likeliest() }
        let belief = try choices.belief(prior: ChoicePrior(means: [0, 0, 0], variance: 2))
        #expect(belief.utilities[0] > 0 && belief.utilities[0] < 5)
        #expect(belief.utilities[1] > belief.utilities[2])
    }

    @Test("The pair to ask is the one least known, and what is known tells nothing") func nextPair()
        throws
    {
        var covariance = Matrix(rows: 3, columns: 3)
        covariance[0, 0] = 0.01
        covariance[1, 1] = 2
        covariance[2, 2] = 3
        let belief = ChoiceBelief(utilities: [0, 0, 0], covariance: covariance)
        let next = try #require(belief.nextPair)

        #expect(next.one == 1 && next.other == 2)
        #expect(next.information > 0 && next.information < log(2))
        #expect(belief.information(ofPair: 0, 1) < next.information)
        let known = ChoiceBelief(utilities: [0, 1], covariance: Matrix(rows: 2, columns: 2))
        #expect(known.information(ofPair: 0, 1) == 0)
        // However unsure, one answer tells at most one bit.
        covariance[2, 2] = 1e12
        let lost = ChoiceBelief(utilities: [0, 0, 0], covariance: covariance)
        #expect(lost.information(ofPair: 1, 2) <= log(2))
    }

    @Test("The chances of being first are those of a normal difference") func first() throws {
        var covariance = Matrix(rows: 2, columns: 2)
        covariance[0, 0] = 0.5
        covariance[1, 1] = 0.5
        let belief = ChoiceBelief(utilities: [1, 0], covariance: covariance)
        var random = SplitMix64(seed: 6)

        let chances = try #require(belief.chancesOfBeingFirst(draws: 20_000, using: &random))

        #expect(abs(chances[0] - StandardNormal.cdf(1)) < 0.01)
        #expect(abs(chances[0] + chances[1] - 1) < 1e-12)
        #expect(belief.chancesOfBeingFirst(draws: 0, using: &random) == nil)
    }
}

@Suite("Matrix") struct MatrixTests {
    @Test(
        "A solved equation holds, and an inverse undoes", arguments: 1...10 as ClosedRange<UInt64>)
    func solves(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let half = (0..<6).map { _ in (0..<6).map { _ in Double.random(in: -1...1, using: &random) }
        }
        var matrix = Matrix(rows: 6, columns: 6)
        for row in 0..<6 {
            for column in 0..<6 {
                for inner in 0..<6 { matrix[row, column] += half[row][inner] * half[column][inner] }
            }
            matrix[row, row] += 0.5
        }
        let wanted = (0..<6).map { _ in Double.random(in: -1...1, using: &random) }
        let parts = try #require(matrix.cholesky)

        let back = matrix.times(parts.solve(wanted))
        let again = parts.inverse.times(matrix.times(wanted))

        for place in 0..<6 {
            #expect(abs(back[place] - wanted[place]) < 1e-9, "seed \(seed)")
            #expect(abs(again[place] - wanted[place]) < 1e-9, "seed \(seed)")
        }
    }

    @Test("What is not positive definite is not taken apart") func refused() {
        #expect(Matrix([[1, 2], [2, 1]]).cholesky == nil)
        #expect(Matrix([[1, 1], [1, 1]]).cholesky == nil)
        #expect(Matrix([[1, 2, 3], [2, 5, 6]]).cholesky == nil)
        #expect(Matrix([[.nan]]).cholesky == nil)
        #expect(Matrix([[4]]).cholesky?.lower[0, 0] == 2)
    }
}
