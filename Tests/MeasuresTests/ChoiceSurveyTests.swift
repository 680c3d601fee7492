import Foundation
import Kernel
import Measures
import Testing

@Suite("Choices of people") struct ChoiceSurveyTests {
    /// People who weigh price and quiet each in their own way, and choose by it with some chance.
    private func survey(people: Int, tasks: Int, differ: Double) -> ChoiceSurvey {
        var random = SplitMix64(seed: 5)
        func uniform() -> Double { Double.random(in: 0..<1, using: &random) }
        let answers = (0..<people).map { person in
            let side = person.isMultiple(of: 2) ? 1.0 : -1.0
            let weights = [-1.0 + side * differ, 1.0 - side * differ]
            return (0..<tasks).map { _ in
                let options = (0..<3).map { _ in [uniform() * 4, uniform() * 4] }
                let draft = OptionTask(options: options, chosen: 0)
                var rest = uniform()
                let shares = OptionChoices.shares(draft, weights)
                let chosen = shares.firstIndex { share in
                    rest -= share
                    return rest < 0
                }
                return OptionTask(options: options, chosen: chosen ?? 2)
            }
        }
        return ChoiceSurvey(attributes: ["price", "quiet"], people: answers)
    }

    @Test("Weights that made the choices are found again within their intervals")
    func recovered() throws {
        let report = try survey(people: 200, tasks: 12, differ: 0).report()
        let utilities = try #require(report.section("utilities"))
        let price = try #require(utilities.row("price")?.published.interval)
        let quiet = try #require(utilities.row("quiet")?.published.interval)
        #expect(price.contains(-1))
        #expect(quiet.contains(1))
        #expect(price.width < 0.2)
    }

    @Test("Where people differ, each one's weights tell kept choices better than everybody's")
    func persons() throws {
        let report = try survey(people: 120, tasks: 16, differ: 2.5).report()
        let held = try #require(report.section("heldOut"))
        let alike = try #require(held.row("everybody alike")?.published.value)
        let each = try #require(held.row("each person")?.published.value)
        #expect(each > alike + 0.1)
        #expect(held.row("each person")?.figure("choices") == 480)
    }

    @Test("At the likeliest weights no small step makes the choices likelier")
    func top() throws {
        let tasks = survey(people: 30, tasks: 8, differ: 0).people.flatMap { $0 }
        let choices = OptionChoices(attributeCount: 2, tasks: tasks)
        let belief = try choices.belief(means: [0, 0], variances: [1e6, 1e6])
        func height(_ weights: [Double]) -> Double {
            tasks.reduce(0) { sum, task in
                let share = OptionChoices.shares(task, weights)[task.chosen]
                return sum + (share > 0 ? log(share) : -.infinity)
            }
        }
        let best = height(belief.utilities)
        for step in [[0.05, 0], [-0.05, 0], [0, 0.05], [0, -0.05]] {
            #expect(height(zip(belief.utilities, step).map { $0 + $1 }) < best)
        }
    }

    @Test("Choices that all go one way end, and their weights stay within bounds")
    func oneWay() throws {
        let task = OptionTask(options: [[0], [1]], chosen: 1)
        let survey = ChoiceSurvey(
            attributes: ["more"], people: Array(repeating: [task, task, task, task], count: 5))
        let report = try survey.report()
        let value = try #require(report.section("utilities")?.row("more")?.published.value)
        #expect(value > 0)
        #expect(value.isFinite)
        #expect(report.section("heldOut")?.row("each person")?.published.value == 1)
    }

    @Test("Of the best and the worst, what was wanted most comes out on top for each person")
    func bestWorst() throws {
        // Two kinds of people, who want the opposite.
        let people = (0..<20).map { person in
            (0..<8).map { _ in
                person.isMultiple(of: 2)
                    ? BestWorstTask(shown: [0, 1, 2], best: 0, worst: 2)
                    : BestWorstTask(shown: [0, 1, 2], best: 2, worst: 0)
            }
        }
        let report = try BestWorstSurvey(items: ["a", "b", "c"], people: people).report()
        let importance = try #require(report.section("importance"))
        #expect(importance.row("a")?.figure("mostImportantTo") == 0.5)
        #expect(importance.row("b")?.figure("mostImportantTo") == 0)
        let held = try #require(report.section("heldOut"))
        #expect(held.row("best, each person")?.published.value == 1)
        #expect(held.row("best, everybody alike")?.published.value != 1)
        #expect(abs(report.section("utilities")?.row("a")?.published.value ?? 1) < 1e-9)
    }
}
