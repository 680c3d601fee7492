import ExactJSON
import MeasureJSON
import Testing

@Suite("What people give up, as it is asked for") struct SacrificeCatalogueTests {
    private func compute(_ name: String, _ json: String) throws -> ExactJSON {
        let input = try ExactJSONReader.read(Array(json.utf8), takesEscapes: true)
        let measure = try #require(Measure.named(name))
        return try measure.compute(MeasureInput(input, files: { _ in nil }))
    }

    @Test(
        "Numbers that cannot be computed with are a problem with its place, and never null",
        arguments: [
            ("per-wish-sacrifice-more-is-better", #"{"want": 5, "settled": 4, "floor": 5}"#, ""),
            ("per-wish-sacrifice-more-is-better", #"{"want": 5, "floor": 0}"#, ""),
            ("per-wish-sacrifice-more-is-better", "[]", ""),
            (
                "per-wish-sacrifice-ideal-point-with-unequal",
                #"[{"ideal": 1, "settled": 1, "below": 0, "above": 1}]"#, "[0].below"
            ),
            ("per-wish-sacrifice-set-of-wants", #"{"wants": {"a": 0}, "got": []}"#, ""),
            (
                "person-sacrifice-with-a-missing-wish",
                #"{"importance": [1, 2], "sacrifice": [0.1]}"#, ""
            ),
            (
                "person-sacrifice-with-a-missing-wish",
                #"{"importance": [1], "sacrifice": [1.5]}"#, "sacrifice[0]"
            ),
            (
                "satisfied-for-lack-of-better-share",
                #"{"satisfied": [0], "prob_sacrifice_ge_tau": [1]}"#, ""
            ),
            ("servqual-unweighted-gap-score", #"{"speed": null}"#, ""),
            (
                "servqual-weighted-gap-score", #"{"gaps": {"a": 1}, "weights": {"b": 1}}"#, ""
            ),
            ("surprisal-in-bits-from-a-predictive-z", #"{"z": []}"#, "z"),
            (
                "bayesian-surprise-for-a-gaussian-expectation",
                #"{"prior_mean": 0, "prior_var": 1e-300, "obs_var": 1e-300, "observed": 1e99}"#, ""
            ),
            ("average-hides-people", #"{"people": []}"#, ""),
            ("average-hides-people", #"{"people": [7]}"#, "people[0]"),
            ("nps-edge", #"{"promoters": 0, "passives": 0, "detractors": 0}"#, ""),
            ("csat-top-2-box-with-wilson-interval", #"{"top2": 2, "n": 1}"#, ""),
            ("customer-effort-score-mean-and-top-3", #"{"scores_1_7": [7, 0]}"#, "scores_1_7[1]"),
            (
                "self-image-fit", #"{"brand": [2, 2], "person": [1, 2], "scale": [1, 7]}"#, ""
            ),
            ("promise-interpretation-gap", #"{"records": []}"#, ""),
            ("end-to-end-fixture", #"{"people": {}}"#, ""),
        ]) func problems(name: String, json: String, place: String)
    {
        #expect {
            _ = try compute(name, json)
        } throws: { error in
            (error as? MeasureProblem)?.place == place
        }
    }

    @Test("A person of whom nothing was seen is unknown, and in no mean and no share")
    func silent() throws {
        let answer = try compute(
            "end-to-end-fixture",
            #"""
            {"tau": 0.3, "people": {
              "ana": {"importance": {"fit": 1}, "sacrifice": {"fit": 0.3},
                      "expected": 0.5, "perceived": 0.5},
              "budi": {"importance": {"fit": 1}, "sacrifice": {"fit": null},
                       "expected": 0.5, "perceived": 0.9}}}
            """#)
        let read = MeasureInput(answer, files: { _ in nil })
        #expect(try read["people"]["budi"]["observed_only"].isNull)
        #expect(try read["mean_sacrifice_observed"].number == 0.3)
        #expect(try read["satisfied"].texts == ["ana", "budi"])
        #expect(try read["satisfied_for_lack_of_better"].texts == ["ana"])
        #expect(try read["share"].number == 1)
        #expect(try read["satisfied_unknown"].integer == 1)
    }

    @Test("When importance is not known all weigh the same, and the number is provisional at most")
    func unknownImportance() throws {
        func state(_ importance: String) throws -> String {
            let answer = try compute(
                "person-sacrifice-with-a-missing-wish",
                #"{"importance": \#(importance), "sacrifice": [0.2, 0.4], "variance": [0, 0]}"#)
            let read = MeasureInput(answer, files: { _ in nil })
            #expect(try read["weights"].numbers == [0.5, 0.5])
            return try read["state"].text
        }
        #expect(try state("null") == "provisional")
        #expect(try state("[3, 3]") == "reliable")
    }
}
