import ExactJSON
import MeasureJSON
import Testing

/// Kano, expectations, promises, learning and choices as `senang measure` answers them.
@Suite("The catalogue of Kano, expectations, promises, learning and choices")
struct LearningCatalogueTests {
    private func answer(_ name: String, _ text: String) throws -> ExactJSON {
        let measure = try #require(Measure.named(name), "\(name)")
        let value = try ExactJSONReader.read(Array(text.utf8), takesEscapes: true)
        return try measure.compute(MeasureInput(value, files: { _ in nil }))
    }

    @Test(
        "What cannot be computed is told with its place",
        arguments: [
            ("kano-evaluation-table", #"{"order": []}"#, "order"),
            ("kano-evaluation-table", #"{"order": ["like", "like"]}"#, "order[1]"),
            ("dumouchel-scores", #"{"order": ["love"]}"#, "order[0]"),
            (
                "kano-category-and-timko-berger-satisfaction-coefficients",
                #"{"w": {"A": 0, "O": 0, "M": 0, "I": 0, "R": 4}}"#, "w"
            ),
            ("fong-test", #"{"first": 60, "second": 50, "n": 100}"#, ""),
            ("kano-from-raw-answers", #"{"pairs": [["like", "like"], ["like", "must"]]}"#, ""),
            (
                "kalman-local-level-filter-exact-diffuse-start",
                #"{"series": [null], "sigma2_obs": 1, "sigma2_state": 1}"#, ""
            ),
            (
                "kalman-local-level-filter-exact-diffuse-start",
                #"{"series": [1], "sigma2_obs": 0, "sigma2_state": 1}"#, "sigma2_obs"
            ),
            ("discounted-beta-bernoulli", #"{"prior": [1], "lambda_per_day": 1}"#, "prior"),
            ("wilson-95-interval", #"{"kept": 3, "total": 2}"#, "kept"),
            ("wilson-95-interval", "[]", ""),
            ("jeffreys-interval-posterior-equal-tails", #"{"kept": 0, "total": 0}"#, "total"),
            ("promise-kept-rate-with-person-clusters", #"{"kept": [1], "due": [1, 2]}"#, ""),
            (
                "bounds-with-pending-overdue-unknown-promises",
                #"{"kept": 0, "broken": 0, "overdue_unknown": 0, "not_yet_due": 3}"#, ""
            ),
            (
                "random-effects-pooling-and-per-unit-empirical",
                #"{"tpos": [1, 0], "tneg": [2, 0], "cpos": [1, 1], "cneg": [1, 1]}"#, ""
            ),
            ("power-law-learning-rate", #"{"first": 1, "learning_rate": 1, "n": [0]}"#, "n[0]"),
            (
                "power-law-learning-rate",
                #"{"first": 1e308, "learning_rate": 4, "n": [1e300]}"#, ""
            ),
            ("survivorship-artefact", #"{"persons": [{"sacrifice": 1, "stays_until": 1}]}"#, ""),
            (
                "chain-linked-same-wish-sacrifice-index-vs",
                #"{"period0": {"a": 0}, "period1": {"a": 0.5}}"#, ""
            ),
            (
                "bradley-terry-maximum-likelihood",
                #"{"items": ["a", "b"], "wins": [[0, 3], [0, 0]]}"#, ""
            ),
            (
                "bradley-terry-maximum-likelihood",
                #"{"items": ["a", "b"], "wins": [[0, 1], [1, 2]]}"#, "wins[1][1]"
            ),
            (
                "maxdiff-counts-and-maxdiff-model-utilities",
                #"{"items": ["a", "b"], "tasks": [{"shown": ["a"], "best": "a", "worst": "a"}]}"#,
                "tasks[0]"
            ),
        ]) func refused(name: String, text: String, place: String)
    {
        #expect {
            _ = try answer(name, text)
        } throws: { error in
            (error as? MeasureProblem)?.place == place
        }
    }

    @Test("A prior tells importance where the choices alone do not") func prior() throws {
        let text = #"{"items": ["a", "b"], "wins": [[0, 3], [0, 0]], "prior_variance": 1}"#
        guard case .object(let fields) = try answer("bradley-terry-maximum-likelihood", text)
        else {
            Issue.record("no object")
            return
        }

        let share = try #require(fields.first { $0.name == "share" }?.value)
        let shares = try MeasureInput(share, files: { _ in nil }).numbers
        #expect(shares[0] > 0.7 && shares[0] < 0.95)
    }

    @Test("Who has no second person gets no answer about one") func onePerson() throws {
        let text = """
            {"n": [1, 2], "sacrifice": [0.5, 0.4], "sigma": 0.1, "population_mean": [0.5, 0],
             "population_cov": [[0.02, 0], [0, 0.01]]}
            """
        guard
            case .object(let fields) = try answer(
                "hierarchical-shrinkage-of-a-person-learning-curve", text)
        else {
            Issue.record("no object")
            return
        }

        #expect(!fields.contains { $0.name.hasPrefix("second") })
        #expect(fields.contains { $0.name == "prob_slope_negative" })
    }
}
