import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import Runtime

/// `/v1/survey`: the questions that the house asks, for whoever runs it: docs/questions.md.
extension WishRoutes {
    private static let surveyDocument = "docs/questions.md"

    func addSurvey(to router: Router<some RequestContext>) {
        gate.operators(router, .get, "/v1/survey") { _, _ in
            Response.json(
                ["questions": await desk.surveyEntries.map(SurveyQuestionJSON.init)])
        }
        gate.operators(router, .put, "/v1/survey/:id") { request, text in
            let body = try await request.json(
                Listed<SurveyQuestionBody>.self, upTo: 16 << 10, listedIn: Self.surveyDocument
            ).whole()
            let doubt = try Self.doubt(text)
            guard let id = doubt.question else { throw Self.noSuchQuestion }
            let words = body.words.map { Words(en: $0.en, nl: $0.nl) }
            if let words, body.anyway != true, let advice = Self.advice(on: words) {
                throw Problem(
                    status: .conflict, code: "advisedAgainst",
                    detail: advice + " To keep it all the same, say 'anyway': true.")
            }
            try await desk.keepQuestion(id, about: doubt, words)
            guard let kept = await desk.survey[id] else { throw Self.noSuchQuestion }
            return Response.json(SurveyQuestionJSON(kept))
        }
        gate.operators(router, .delete, "/v1/survey/:id") { _, text in
            guard let id = SurveyQuestionID(text) else { throw Self.noSuchQuestion }
            try await desk.dropQuestion(id)
            return Response.json(["dropped": text])
        }
    }

    private static var noSuchQuestion: CommandRefusal { .survey(.unknownQuestion) }

    /// `closeness-quiet`: its form, and what it is about.
    private static func doubt(_ name: String) throws(Problem) -> SurveyDoubt {
        let parts = name.split(separator: "-", maxSplits: 1).map(String.init)
        guard parts.count == 2, let form = SurveyForm(rawValue: parts[0]),
            let doubt = SurveyDoubt(form, about: parts[1])
        else {
            throw Problem(
                status: .badRequest, code: "invalidName",
                detail: "The name is a form and what it is about: closeness-quiet. Forms: "
                    + SurveyForm.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        return doubt
    }

    /// What is said of own words that are advised against; what is refused the engine refuses.
    private static func advice(on words: Words) -> String? {
        let wordings = SurveyQuestion.wordings(of: words)
        return [wordings.en, wordings.nl].lazy.filter { $0.verdict == .advised }
            .compactMap { $0.kind.advice?.en }.first
    }
}

/// What a question is kept with: nothing, or own words in both languages.
struct SurveyQuestionBody: ListedFields {
    static let fields: Set<String> = ["words", "anyway"]

    struct Said: Decodable, Sendable {
        let en: String
        let nl: String
    }

    let words: Said?
    /// What is advised against is kept all the same.
    let anyway: Bool?
}

/// A question of the survey through its versions.
struct SurveyQuestionJSON: Encodable {
    struct Said: Encodable {
        let en: String
        let nl: String

        init(_ words: Words) { (en, nl) = (words.en, words.nl) }
    }

    struct Version: Encodable {
        let version: UInt32
        /// Missing: those of the form.
        let words: Said?
        let by: String
        let at: String

        init(_ question: SurveyQuestion) {
            version = question.version
            words = question.words.map(Said.init)
            by = question.by.description
            at = question.at.rfc3339
        }
    }

    let id: String
    let form: String
    /// A facet, or with `understood` an entry of the catalogue.
    let about: String
    /// The oldest first; the last is the one that is asked.
    let versions: [Version]
    /// Missing: it is asked.
    let droppedAt: String?

    init(_ entry: SurveyBook.Entry) {
        id = entry.question.id.description
        form = entry.question.form.rawValue
        about = entry.question.doubt.subject
        versions = entry.versions.map(Version.init)
        droppedAt = entry.droppedAt?.rfc3339
    }
}
