import Foundation
import Kernel
import Measures
import Testing

@Suite("When somebody is asked") struct AskingTests {
    private let day: Int64 = 86_400_000

    private func at(_ days: Int64) -> Instant { Instant(milliseconds: days * day) }

    @Test("What is known for sure tells nothing more; what is open tells most") func information() {
        #expect(
            isAlmost(
                expectedInformation(BetaDistribution(a: 1, b: 1)), 0.193_147_180_6, 1e-9))
        var before = 1.0
        for size in [0.5, 1, 2, 5, 50, 5_000, 5e8] {
            let told = expectedInformation(BetaDistribution(a: size, b: size))
            #expect(told < before && told >= 0)
            before = told
        }
        let one = expectedInformation(BetaDistribution(a: 2, b: 7))
        #expect(isAlmost(one, expectedInformation(BetaDistribution(a: 7, b: 2))))
    }

    @Test("What is not worth its burden is asked of 2 % all the same") func chance() {
        #expect(askChance(information: 0.2, value: 10, burden: 1) == 1_000_000)
        #expect(askChance(information: 0.1, value: 10, burden: 1) == 20_000)
    }

    @Test("Two at once, then one in 14 days, to the millisecond") func budget() {
        var budget = AskBudget<Int>()
        let start = at(100)
        for wish in 1...2 {
            #expect(budget.refusal(of: wish, at: start) == nil)
            budget.noteAsked(about: wish, at: start)
            budget.noteAnswered()
        }
        let due = start + .hours(24 * 14)
        #expect(budget.refusal(of: 3, at: start) == .budgetSpent)
        #expect(budget.refusal(of: 3, at: due - Span(milliseconds: 1)) == .budgetSpent)
        #expect(budget.refusal(of: 3, at: due) == nil)
        #expect(budget.tokensThousandths(at: at(107)) == 500)
        // It never holds more than two.
        #expect(budget.tokensThousandths(at: at(9_000)) == 2_000)
    }

    @Test("The same wish is asked about again after 90 days, another one before") func sameWish() {
        var budget = AskBudget<Int>()
        budget.noteAsked(about: 1, at: at(0))
        budget.noteAnswered()
        #expect(budget.refusal(of: 1, at: at(89)) == .askedLately)
        #expect(budget.refusal(of: 2, at: at(89)) == nil)
        #expect(budget.refusal(of: 1, at: at(90)) == nil)
    }

    @Test("After a question without an answer the wait is doubled, and doubled again")
    func silence() {
        var budget = AskBudget<Int>()
        budget.noteAsked(about: 1, at: at(0))
        budget.noteSilence(askedAt: at(0))
        #expect(budget.refusal(of: 2, at: at(27)) == .afterSilence)
        #expect(budget.refusal(of: 2, at: at(28)) == nil)
        budget.noteAsked(about: 2, at: at(28))
        budget.noteSilence(askedAt: at(28))
        #expect(budget.refusal(of: 3, at: at(28 + 55)) == .afterSilence)
        #expect(budget.refusal(of: 3, at: at(28 + 56)) == nil)
        // The control: with an answer in between there is nothing to wait for.
        budget.noteAnswered()
        #expect(budget.refusal(of: 3, at: at(42)) == nil)
    }

    @Test("After three in a row nothing is asked for years, until the person acts") func stopped() {
        var budget = AskBudget<Int>()
        for ask in 1...3 {
            #expect(!budget.isStopped())
            budget.noteAsked(about: ask, at: at(Int64(ask) * 100))
            budget.noteSilence(askedAt: at(Int64(ask) * 100))
        }
        #expect(budget.isStopped())
        #expect(budget.refusal(of: 9, at: at(4_000)) == .stopped)
        budget.noteAct()
        #expect(budget.refusal(of: 9, at: at(4_000)) == nil)
    }

    @Test("Never in a complaint, a payment or a queue, nor what is told already; in this order")
    func moments() {
        let budget = AskBudget<Int>()
        let all: AskMoment = [.complaint, .payment, .waiting, .alreadyTold]
        #expect(budget.refusal(of: 1, in: all, at: at(0)) == .inComplaint)
        #expect(budget.refusal(of: 1, in: [.waiting, .payment], at: at(0)) == .inPayment)
        #expect(budget.refusal(of: 1, in: [.waiting, .alreadyTold], at: at(0)) == .inWaiting)
        #expect(budget.refusal(of: 1, in: .alreadyTold, at: at(0)) == .alreadyTold)
        #expect(budget.refusal(of: 1, at: at(0)) == nil)
        #expect(
            AskRefusal.allCases.map(\.rawValue) == [
                "in-complaint", "in-payment", "in-waiting", "already-told", "stopped",
                "after-silence", "asked-lately", "budget-spent",
            ])
    }

    @Test("In any year nobody is asked more than the bucket holds and gets back") func bound() {
        var draws = StatisticDraws(seed: 51)
        for rules in [AskRules.standard, .holdOut] {
            for _ in 0..<30 {
                var budget = AskBudget<Int>()
                var askedCount: Int64 = 0
                for hour in 0..<Int64(24 * 365) where draws.happens(0.2) {
                    let now = Instant(milliseconds: hour * 3_600_000)
                    let wish = draws.below(40)
                    guard budget.refusal(of: wish, at: now, by: rules) == nil else { continue }
                    budget.noteAsked(about: wish, at: now, by: rules)
                    if draws.happens(0.9) { budget.noteAnswered() } else { budget.noteAct() }
                    askedCount += 1
                }
                let back = 365 * day / rules.refill.milliseconds
                #expect(askedCount <= rules.capacity + back)
                #expect(askedCount >= back - 1)
            }
        }
    }

    @Test("What is kept of a budget comes back the same, and holds no fraction") func coded() throws
    {
        var budget = AskBudget<Int>()
        for ask in 1...5 {
            budget.noteAsked(about: ask, at: at(Int64(ask) * 17) + Span(milliseconds: 7))
            if ask.isMultiple(of: 2) { budget.noteAnswered() }
            if ask == 5 { budget.noteSilence(askedAt: at(85)) }
        }
        let data = try JSONEncoder().encode(budget)
        #expect(try JSONDecoder().decode(AskBudget<Int>.self, from: data) == budget)
        #expect(!String(decoding: data, as: UTF8.self).contains("."))
    }

    @Test("A clock that runs backwards gives nothing, and takes nothing") func backwards() {
        var budget = AskBudget<Int>()
        budget.noteAsked(about: 1, at: at(100))
        budget.noteAsked(about: 2, at: at(50))
        #expect(budget.refusal(of: 3, at: at(50)) == .budgetSpent)
        #expect(budget.refusal(of: 3, at: at(113)) == .budgetSpent)
        #expect(budget.refusal(of: 3, at: at(114)) == nil)
    }

    @Test("Rules outside of their range are brought to its end") func rules() {
        let rules = AskRules(
            capacity: .max, refill: Span(milliseconds: -1), sameWish: Span(milliseconds: .min),
            silencesMax: 0)
        #expect(rules.capacity == AskRules.capacityMax && rules.refill.milliseconds == 1)
        #expect(rules.sameWish.milliseconds == 0 && rules.silencesMax == 1)
        var budget = AskBudget<Int>()
        for _ in 0..<40 { budget.noteSilence(askedAt: Instant(milliseconds: .max)) }
        #expect(budget.refusal(of: 1, at: at(0), by: rules) == .stopped)
        budget.noteAsked(about: 1, at: Instant(milliseconds: .max), by: rules)
        budget.noteAct()
        #expect(budget.refusal(of: 1, at: Instant(milliseconds: .min), by: rules) != .stopped)
    }
}
