import ExactJSON
import MeasureJSON
import Testing

@Suite("Experiments and shards, as they are asked for") struct ExperimentCatalogueTests {
    private func compute(_ name: String, _ json: String) throws -> ExactJSON {
        let input = try ExactJSONReader.read(Array(json.utf8), takesEscapes: true)
        let measure = try #require(Measure.named(name))
        return try measure.compute(MeasureInput(input, files: { _ in nil }))
    }

    private func side(_ count: Int, mean: Int, deviation: Int) -> String {
        let squares = count * (mean * mean + deviation * deviation)
        return #"{"n": \#(count), "sum": \#(count * mean), "squares": \#(squares)}"#
    }

    private func metric(_ name: String, _ gain: Int, more: String = "") -> String {
        let control = side(10_000, mean: 500_000, deviation: 100_000)
        let treatment = side(10_000, mean: 500_000 + gain, deviation: 100_000)
        return #"{"name": "\#(name)", "effect": 0.02, "control": \#(control), "#
            + #""treatment": \#(treatment)\#(more)}"#
    }

    @Test("Sums of people become the decision of the table, with all numbers out")
    func fromSums() throws {
        let guarded = #", "margin": 0.03"#
        let ships = try compute(
            "experiment-decision",
            #"{"primary": \#(metric("sales", 20_000)), "#
                + #""guardrails": [\#(metric("identity", 0, more: guarded))]}"#
        ).text
        #expect(ships.contains(#""decision": "ship""#) && ships.contains(#""method": "gaussian""#))
        #expect(ships.contains(#""noninferior": true"#) && ships.contains(#""n_eff": 5000.0"#))
        #expect(ships.contains(#""srm_p": 1.0"#) && ships.contains(#""difference": 0.02"#))
        let stops = try compute(
            "experiment-decision",
            #"{"primary": \#(metric("sales", 20_000)), "#
                + #""guardrails": [\#(metric("identity", -40_000, more: guarded))]}"#
        ).text
        #expect(stops.contains(#""decision": "stop""#) && stops.contains(#""harm_proven": true"#))
        let waits = try compute(
            "experiment-decision", #"{"primary": \#(metric("sales", 500))}"#
        ).text
        #expect(waits.contains(#""decision": "continue""#))
        let lopsided = try compute(
            "experiment-decision",
            #"{"primary": \#(metric("sales", 20_000)), "people": [600, 400]}"#
        ).text
        #expect(lopsided.contains(#""decision": "stop""#) && lopsided.contains(#""sound": false"#))
    }

    @Test("The single figures of an experiment are computed from what is given")
    func singleFigures() throws {
        let arms = #""control": {"n": 1000, "mean": 1, "variance": 4}, "#
        let some = arms + #""treatment": {"n": 1000, "mean": 1.5, "variance": 4}, "effect": 0.3"#
        let difference = try compute("difference-of-two-arms", "{\(some)}").text
        #expect(difference.contains(#""difference": 0.5"#))
        #expect(!difference.contains("null"))
        let worse = try compute(
            "bounds-of-the-share-made-worse",
            #"{"control": [1, 1, 0, 0], "treatment": [1, 0, 0, 0]}"#)
        #expect(worse.text == #"{"least": 0.25, "most": 0.5}"#)
        let ratio = try compute(
            "sample-ratio-at-any-time", #"{"counts": [500, 500], "ratio": [1, 1]}"#)
        #expect(ratio.text == #"{"p": 1.0}"#)
        let size = try compute(
            "people-an-experiment-needs", #"{"aim": 0.1, "variances": [1, 1]}"#)
        #expect(size.text.hasPrefix(#"{"once": 3139.5"#))
        let arm = try compute(
            "arm-of-a-person", #"{"person": "g-1", "salt": "e-mails", "shares": [5000, 5000]}"#)
        #expect(arm.text == #"{"slot": 5340, "arm": 1}"#)
        for (name, bad) in [
            ("difference-of-two-arms", some.replacingOccurrences("4", "0")),
            ("people-an-experiment-needs", #""aim": 0.1, "variances": [0, 0]"#),
            ("arm-of-a-person", #""person": "a", "salt": "b", "shares": [9000, 9000]"#),
            ("sample-ratio-at-any-time", #""counts": [1, 2], "ratio": [1]"#),
            ("bounds-of-the-share-made-worse", #""control": [], "treatment": [1]"#),
        ] {
            #expect(throws: MeasureProblem.self, "\(name)") { _ = try compute(name, "{\(bad)}") }
        }
    }

    @Test("A few people in their order are told by empirical Bernstein, and who was made worse")
    func fromPeople() throws {
        let control = (0..<60).map { _ in #"{"value": 0.2, "change": 0}"# }
        let treatment = (0..<60).map { #"{"value": 0.9, "change": \#($0 % 4 == 0 ? -0.2 : 0.7)}"# }
        let answer = try compute(
            "experiment-decision",
            #"{"primary": {"name": "x", "effect": 0.05, "worse_by": 0.1, "#
                + #""control": [\#(control.joined(separator: ","))], "#
                + #""treatment": [\#(treatment.joined(separator: ","))]}}"#
        ).text
        #expect(answer.contains(#""method": "bernstein""#))
        #expect(answer.contains(#""share_made_worse": [0.0, 0.25]"#))
        #expect(answer.contains(#""decision": "ship""#))
    }

    @Test("Shards say what one list says, and whoever is erased is in none") func shards() throws {
        let one = #"{"person": 1, "importance": 9, "satisfaction": 1}"#
        let other = #"{"person": 2, "importance": 1, "satisfaction": 9}"#
        let gone = #"{"person": 3, "importance": 10, "satisfaction": 0}"#
        let name = "opportunity-of-shards"
        let apart = try compute(name, #"{"shards": [[\#(one)], [\#(other)]]}"#)
        let whole = try compute(name, #"{"shards": [[\#(one), \#(other)]]}"#)
        let erased = try compute(
            name, #"{"shards": [[\#(gone), \#(one)], [\#(other)]], "erased": [\#(gone)]}"#)
        #expect(apart == whole && erased == whole)
        #expect(whole.text.contains(#""mean_of_scores": 9.0, "score_of_mean": 5.0"#))
        #expect(try compute(name, #"{"shards": [[\#(gone), \#(one)], [\#(other)]]}"#) != whole)

        let people = try compute(
            "distinct-people", #"{"shards": [[1, 2, 3], [3, 4]], "erased": [1]}"#
        ).text
        #expect(people.contains(#""exact": 3"#) && people.contains(#""hyperloglog": 4.0"#))

        let pair = #"["like", "dislike"]"#
        let kano = try compute(
            "kano-of-shards",
            #"{"shards": [[\#(pair)], [\#(pair), ["must", "live"]]], "erased": [["must", "live"]]}"#
        ).text
        #expect(kano.contains(#""O": 2"#) && kano.contains(#""functional_mean": 4.0"#))

        let times = try compute(
            "answer-times-by-bins",
            """
            {"bin": 1, "promised": 2, "shards": [[{"time": 1, "ending": "answered"}],
             [{"time": 2, "ending": "open"}, {"time": 3, "ending": "answered"}]]}
            """
        ).text
        #expect(times.contains(#""median": 3.0"#) && times.contains(#""unanswered_after": 0.6"#))
    }

    @Test("A sequence of a bounded mean is told in the unit of its numbers") func bounded() throws {
        let numbers = (0..<100).map { $0 % 2 == 0 ? "4" : "2" }.joined(separator: ",")
        let name = "confidence-sequence-of-a-bounded-mean"
        let answer = try compute(name, #"{"x": [\#(numbers)], "bounds": [1, 5]}"#)
        guard case .object(let fields) = answer, case .array(let ends) = fields[1].value else {
            Issue.record("no interval in \(answer.text)")
            return
        }
        let found = try ends.map { try #require(Double($0.text)) }
        #expect(found[0] > 1.5 && found[0] < 3 && found[1] > 3 && found[1] < 4.5)
    }

    @Test(
        "What cannot be computed with is a problem with its place",
        arguments: [
            ("experiment-decision", "{}", ""), ("experiment-decision", "[]", ""),
            ("experiment-decision", #"{"primary": 3}"#, "primary"),
            ("experiment-decision", #"{"primary": {"name": "x"}}"#, "primary"),
            (
                "experiment-decision",
                #"{"primary": {"name": "x", "effect": 0, "control": [], "treatment": []}}"#,
                "primary.effect"
            ),
            (
                "experiment-decision",
                #"{"primary": {"name": "x", "effect": 0.1, "control": [1.5], "treatment": []}}"#,
                "primary.control[0]"
            ),
            (
                "experiment-decision",
                #"{"primary": {"name": "x", "effect": 0.1, "treatment": [], "#
                    + #""control": {"n": 2, "sum": 2000000, "squares": 1}}}"#,
                "primary.control.squares"
            ),
            (
                "experiment-decision",
                #"{"primary": {"name": "x", "effect": 0.1, "treatment": [], "#
                    + #""control": {"n": 1e300, "sum": 0, "squares": 1}}}"#, "primary.control.n"
            ),
            (
                "experiment-decision",
                #"{"primary": {"name": "x", "effect": 0.1, "treatment": [], "#
                    + #""control": {"n": 9999999999999999999999999999999999999999, "#
                    + #""sum": 0, "squares": 1}}}"#, "primary.control.n"
            ),
            (
                "experiment-decision",
                #"{"primary": {"name": "x", "effect": 0.1, "treatment": [0.5], "#
                    + #""statistic": "worst decile", "control": {"n": 1, "sum": 0, "squares": 0}}}"#,
                "primary"
            ),
            (
                "experiment-decision",
                #"{"primary": {"name": "x", "effect": 0.1, "bounds": [0, 5], "control": [], "#
                    + #""treatment": []}}"#, "primary.bounds"
            ),
            ("confidence-sequence-of-a-bounded-mean", #"{"x": []}"#, "x"),
            ("confidence-sequence-of-a-bounded-mean", #"{"x": [0, 2]}"#, "x[1]"),
            ("confidence-sequence-of-a-bounded-mean", #"{"x": [0], "bounds": [1, 1]}"#, "bounds"),
            ("answer-times-by-bins", #"{"bin": 0, "shards": [[]]}"#, "bin"),
            (
                "answer-times-by-bins",
                #"{"bin": 1, "shards": [[{"time": 1, "ending": "x"}]]}"#,
                "shards[0][0].ending"
            ),
            (
                "answer-times-by-bins",
                #"{"bin": 1, "shards": [[{"time": -1, "ending": "open"}]]}"#, "shards[0][0].time"
            ),
            ("opportunity-of-shards", #"{"shards": [[]]}"#, ""),
            ("opportunity-of-shards", #"{"shards": [[{"person": -1}]]}"#, "shards[0][0].person"),
            (
                "opportunity-of-shards", #"{"shards": [[]], "erased": [{"person": 1}]}"#,
                "erased[0]"
            ),
            ("kano-of-shards", #"{"shards": [[["like"]]]}"#, "shards[0][0]"),
            ("kano-of-shards", #"{"shards": [[]]}"#, ""),
            ("distinct-people", #"{"shards": [[1.5]]}"#, "shards[0][0]"),
        ]) func problems(name: String, json: String, place: String)
    {
        #expect {
            try compute(name, json)
        } throws: { error in
            (error as? MeasureProblem)?.place == place
        }
    }

    @Test("Sides without people are no answer yet, and no crash") func empty() throws {
        let answer = try compute(
            "experiment-decision",
            #"{"primary": {"name": "x", "effect": 0.1, "control": [], "treatment": []}}"#
        ).text
        #expect(answer.contains(#""decision": "continue""#))
        #expect(answer.contains(#""method": "unknown""#) && answer.contains(#""srm_p": null"#))
    }
}

extension String {
    /// Without Foundation: each of one character by another.
    fileprivate func replacingOccurrences(_ one: Character, _ other: Character) -> String {
        String(map { $0 == one ? other : $0 })
    }
}
