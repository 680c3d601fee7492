public import Kernel
public import Measures

/// A question of the house's survey, as it is kept.
///
/// The journal keeps every version; labels stand in it for ever.
public struct SurveyQuestion: Hashable, Sendable, Codable {
    /// The most bytes of its own words in one language.
    public static let wordByteCountMax = 300

    public let id: SurveyQuestionID
    /// What an answer makes less uncertain; the form follows from it.
    public let doubt: SurveyDoubt
    /// The house's own words; `nil`: those of the form.
    public let words: Words?
    /// 1, 2, …: an answer belongs to the wording it was given to.
    public let version: UInt32
    public let by: StaffID
    public let at: Instant

    public init(
        id: SurveyQuestionID, doubt: SurveyDoubt, words: Words?, version: UInt32, by: StaffID,
        at: Instant
    ) {
        self.id = id
        self.doubt = doubt
        self.words = words
        self.version = version
        self.by = by
        self.at = at
    }

    public var form: SurveyForm { doubt.form }

    /// How own words are judged, in either language.
    ///
    /// Cost: below a millisecond.
    public static func wordings(of words: Words) -> (en: Wording, nl: Wording) {
        (Wording(words.en, in: .english), Wording(words.nl, in: .dutch))
    }
}

/// What is written down of the survey: the house's own, and about nobody.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum SurveyRecord: Equatable, Sendable, Codable {
    /// New, or the next version of one.
    case kept(SurveyQuestion)
    /// It is asked no more; its versions stay.
    case dropped(SurveyQuestionID, by: StaffID, at: Instant)
}

/// What is asked for about the survey. May be refused, and then changes nothing.
public enum SurveyDoing: Equatable, Sendable {
    case keep(SurveyQuestionID, SurveyDoubt, Words?)
    case drop(SurveyQuestionID)
}

/// Why a question is not kept. When several apply, the one declared first is named.
public enum SurveyRefusal: String, Error, CaseIterable, Sendable {
    case unknownQuestion
    /// The doubt is about a facet that the venue does not have.
    case unknownSurveyFacet
    /// The doubt is about a promise that is not in the catalogue.
    case unknownSurveyPromise
    /// Own words are said in both languages.
    case questionWordsMissing
    case questionWordsTooLong
    /// It asks people who the house should be.
    case asksWhoToBe
    case tooManyQuestions
    /// A question was changed as often as is kept.
    case tooManyQuestionVersions

    /// A stable word for the outside.
    public var code: String { rawValue }

    /// What to do about it.
    var advice: String {
        switch self {
        case .unknownQuestion: "No such question is kept."
        case .unknownSurveyFacet: "The venue has no such facet; ask about one that it has."
        case .unknownSurveyPromise: "The catalogue has no such promise; ask about one it has."
        case .questionWordsMissing: "Say it in both languages, or leave both empty."
        case .questionWordsTooLong: "The question is too long; shorten it."
        case .asksWhoToBe: "Who we are is for us to say; ask how people want to be served."
        case .tooManyQuestions: "As many questions are kept as can be; drop one first."
        case .tooManyQuestionVersions: "It was changed too often; drop it, and begin another."
        }
    }
}
