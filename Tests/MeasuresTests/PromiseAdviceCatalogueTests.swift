import ExactJSON
import Foundation
import MeasureJSON
import Testing

/// `senang measure what-to-promise-so-that-a-share-is-kept`, beside a plain counting of the same.
@Suite("The catalogue's advice on promises") struct PromiseAdviceCatalogueTests {
    private struct Pair {
        let ride: String
        let hour: String
        let period: Int
        let said: Double
        let came: Double

        var text: String {
            #"{"group": ["\#(ride)", "\#(hour)"], "period": \#(period), "#
                + #""said": \#(said), "came": \#(came)}"#
        }
    }

    private struct Terms {
        var keep = 0.8
        var rule = "following"
        var halfLife = 4.0
        var borrowed = 3.0
        var heldOut = 3

        var text: String {
            #""keep": \#(keep), "rule": "\#(rule)", "half_life": \#(halfLife), "#
                + #""borrowed": \#(borrowed), "held_out": \#(heldOut)"#
        }
    }

    private static let name = "what-to-promise-so-that-a-share-is-kept"

    private func answer(_ text: String) throws -> ExactJSON {
        let measure = try #require(Measure.named(Self.name))
        let value = try ExactJSONReader.read(Array(text.utf8), takesEscapes: true)
        return try measure.compute(MeasureInput(value, files: { _ in nil }))
    }

    private func answer(_ pairs: [Pair], _ terms: Terms) throws -> ExactJSON {
        let list = pairs.map(\.text).joined(separator: ", ")
        return try answer("{\(terms.text), \"pairs\": [\(list)]}")
    }

    private func draw(seed: UInt64, count: Int) -> [Pair] {
        var draws = StatisticDraws(seed: seed)
        return (0..<count).map { _ in
            let said = 5 + 40 * draws.share()
            return Pair(
                ride: ["river", "tower", "wheel"][draws.below(3)],
                hour: ["09", "12"][draws.below(2)], period: draws.below(6), said: said,
                came: said * (0.3 + draws.share()))
        }
    }

    // MARK: Counted plainly

    private func score(_ pair: Pair, _ terms: Terms) -> Double {
        terms.rule == "following" ? pair.came / pair.said : pair.came
    }

    private func weight(_ pair: Pair, at period: Int, _ terms: Terms) -> Double {
        pow(0.5, Double(period - pair.period) / terms.halfLife)
    }

    /// The share of what came by a period that lies at or below a score.
    private func share(
        _ levels: [[Pair]], upTo most: Double, at period: Int, _ terms: Terms
    ) -> Double {
        var share = 0.0
        for (depth, pairs) in levels.enumerated() {
            let all = pairs.reduce(0) { $0 + weight($1, at: period, terms) }
            let below = pairs.filter { score($0, terms) <= most }
                .reduce(0) { $0 + weight($1, at: period, terms) }
            let wider = depth == 0 ? 0 : terms.borrowed
            if all + wider > 0 { share = (below + wider * share) / (all + wider) }
        }
        return share
    }

    private func levels(_ pairs: [Pair], of pair: Pair, before period: Int) -> [[Pair]] {
        let all = pairs.filter { $0.period < period }
        let ride = all.filter { $0.ride == pair.ride }
        return [all, ride, ride.filter { $0.hour == pair.hour }]
    }

    private func factor(
        _ pairs: [Pair], of pair: Pair, before period: Int, _ terms: Terms
    ) -> Double? {
        let levels = levels(pairs, of: pair, before: period)
        return levels[0].map { score($0, terms) }.sorted().first {
            share(levels, upTo: $0, at: period, terms) >= terms.keep - 1e-12
        }
    }

    @Test("The advice is what a plain counting gives", arguments: ["following", "fixed"])
    func plain(rule: String) throws {
        for seed in UInt64(1)...6 {
            let pairs = draw(seed: seed, count: 40)
            let terms = Terms(keep: 0.6 + Double(seed) * 0.05, rule: rule)
            let told = try answer(pairs, terms)
            let next = (pairs.map(\.period).max() ?? 0) + 1

            for group in told["groups"].items {
                let names = group["group"].items.map(\.string)
                let one = try #require(pairs.first { [$0.ride, $0.hour] == names })
                let wanted = try #require(factor(pairs, of: one, before: next, terms))
                let found = rule == "following" ? group["factor"] : group["value"]
                let levels = levels(pairs, of: one, before: next)
                let expected = share(levels, upTo: wanted, at: next, terms)
                #expect(isAlmost(found.number, wanted), "\(seed) \(names)")
                #expect(isAlmost(group["expected"].number, expected), "\(seed) \(names)")
                #expect(group["n"].number == Double(levels[2].count))
            }

            var (kept, count) = (0, 0)
            for period in Set(pairs.map(\.period)).sorted().dropFirst().suffix(terms.heldOut) {
                for pair in pairs where pair.period == period {
                    let most = try #require(factor(pairs, of: pair, before: period, terms))
                    count += 1
                    kept += score(pair, terms) <= most ? 1 : 0
                }
            }
            #expect(told["held_out"]["n"].number == Double(count), "\(seed)")
            #expect(told["held_out"]["kept"].number == Double(kept), "\(seed)")
            let asSaid = pairs.filter { $0.came <= $0.said }.count
            #expect(told["as_said"]["kept"].number == Double(asSaid))
        }
    }

    @Test("Counted by hand: nothing is borrowed by all, and the median is what was said lately")
    func byHand() throws {
        let told = try answer(
            """
            {"keep": 0.75, "pairs": [{"said": 10, "came": 5}, {"said": 20, "came": 20},
             {"said": 20, "came": 30}, {"said": 40, "came": 40}]}
            """)
        let all = told["groups"].items[0]

        // Of the factors 0.5, 1, 1 and 1.5 three quarters are at most 1.
        #expect(all["factor"].number == 1 && all["said_lately"].number == 20)
        #expect(all["value"].number == 20 && all["expected"].number == 0.75)
        #expect(told["as_said"].text == #"{"n": 4, "kept": 3, "share": 0.75}"#)
        #expect(told["held_out"].text == #"{"n": 0, "kept": 0}"#)
    }

    @Test(
        "What cannot be computed is told with its place",
        arguments: [
            (#"{"keep": 1, "pairs": [{"said": 1, "came": 1}]}"#, "keep"),
            (#"{"keep": 1.5, "pairs": [{"said": 1, "came": 1}]}"#, "keep"),
            (#"{"keep": 0.9, "pairs": []}"#, "pairs"),
            (#"{"keep": 0.9, "pairs": [{"said": 0, "came": 1}]}"#, "pairs"),
            (#"{"keep": 0.9, "pairs": [{"said": 1}]}"#, "pairs[0]"),
            (#"{"keep": 0.9, "pairs": [{"said": "1", "came": 1}]}"#, "pairs[0].said"),
            (#"{"keep": 0.9, "rule": "best", "pairs": [{"said": 1, "came": 1}]}"#, "rule"),
            (#"{"keep": 0.9, "held_out": 0, "pairs": [{"said": 1, "came": 1}]}"#, "held_out"),
            (#"{"keep": 0.9, "half_life": 0, "pairs": [{"said": 1, "came": 1}]}"#, "half_life"),
            (
                #"{"keep": 0.9, "pairs": [{"period": 0.5, "said": 1, "came": 1}]}"#,
                "pairs[0].period"
            ),
            (
                #"{"keep": 0.9, "pairs": [{"said": 1e300, "came": 1}, {"said": 1e300, "came": 1}, "#
                    + #"{"said": 1e-8, "came": 1e299}]}"#,
                ""
            ),
        ]) func refused(text: String, place: String)
    {
        #expect {
            _ = try answer(text)
        } throws: { error in
            (error as? MeasureProblem)?.place == place
        }
    }
}

extension ExactJSON {
    fileprivate subscript(_ name: String) -> ExactJSON {
        guard case .object(let fields) = self else { return .null }
        return fields.first { $0.name == name }?.value ?? .null
    }

    fileprivate var items: [ExactJSON] {
        guard case .array(let items) = self else { return [] }
        return items
    }

    fileprivate var string: String {
        guard case .string(let text) = self else { return "" }
        return text
    }

    fileprivate var number: Double {
        switch self {
        case .integer(let number): Double(number)
        case .otherNumber(let digits): Double(digits) ?? .nan
        default: .nan
        }
    }
}
