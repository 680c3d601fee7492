import Domain
import Kernel

/// One of every row about the house's survey, and of every doubt.
enum GoldenSurvey {
    private static let quiet = FacetID("quiet")!

    static let records: [Record] = [
        kept("closeness-quiet", .closeness(quiet)),
        kept(
            "served-quiet", .importance(quiet), version: 2,
            Words(en: "Does quiet matter?", nl: "Telt rust?")),
        kept("wished-quiet", .want(quiet)),
        kept("understood-kind", .reading(StandingPromiseID("kind")!)),
        .survey(
            .dropped(
                SurveyQuestionID("closeness-quiet")!, by: StaffID("anna")!,
                at: Instant(milliseconds: 1_800_000_000_000))),
    ]

    private static func kept(
        _ id: String, _ doubt: SurveyDoubt, version: UInt32 = 1, _ words: Words? = nil
    ) -> Record {
        .survey(
            .kept(
                SurveyQuestion(
                    id: SurveyQuestionID(id)!, doubt: doubt, words: words, version: version,
                    by: StaffID("anna")!, at: Instant(milliseconds: 1_800_000_000_000))))
    }
}
