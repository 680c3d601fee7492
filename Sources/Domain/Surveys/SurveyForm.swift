public import Kernel
public import Measures

public enum SurveyQuestionNoun {}
/// The name of a question of the house's survey.
public typealias SurveyQuestionID = Identifier<SurveyQuestionNoun>

/// What a question can be of: a closed list. Who the house should be has no form.
///
/// The raw values stand in the journal for ever.
public enum SurveyForm: String, CaseIterable, Sendable, Codable {
    /// How they want to be served: how much something matters to them.
    case served
    /// What they wished.
    case wished
    /// What they understood that was promised.
    case understood
    /// How close it was to exactly what they wanted.
    case closeness

    /// The question as it is asked when the house has no words of its own for it.
    ///
    /// - Parameter subject: What it is about, in both languages: a facet's name, a promise's words.
    public func question(about subject: Words) -> Words {
        let (en, nl) = (subject.en, subject.nl)
        return switch self {
        case .served:
            Words(
                en: "How much does “\(en)” matter to you here?",
                nl: "Hoe zwaar telt “\(nl)” hier voor u?")
        case .wished:
            Words(en: "What exactly do you want of “\(en)”?", nl: "Wat wilt u precies van “\(nl)”?")
        case .understood:
            Words(
                en: "What did you understand when we said “\(en)”?",
                nl: "Wat begreep u toen wij zeiden “\(nl)”?")
        case .closeness:
            Words(
                en: "How close was “\(en)” to exactly what you wanted?",
                nl: "Hoe dicht kwam “\(nl)” bij precies wat u wilde?")
        }
    }

    /// The one-tap question by which people are asked it on their own page; `nil`: none fits.
    public var kind: QuestionKind? {
        switch self {
        case .served: .pair
        case .wished: .words
        case .closeness: .closeness
        case .understood: nil
        }
    }
}

/// What is not known yet, and what an answer would make less uncertain: no question without one.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum SurveyDoubt: Hashable, Sendable, Codable {
    /// How much a facet matters to people.
    case importance(FacetID)
    /// What people want of a facet.
    case want(FacetID)
    /// How people read a standing promise.
    case reading(StandingPromiseID)
    /// How close what they got of a facet came to what they wanted.
    case closeness(FacetID)

    /// The only form that makes it less uncertain.
    public var form: SurveyForm {
        switch self {
        case .importance: .served
        case .want: .wished
        case .reading: .understood
        case .closeness: .closeness
        }
    }
}

extension WordingKind {
    /// The form of the question that is offered in place of such a sentence; `nil`: it is fine.
    public var betterForm: SurveyForm? {
        switch self {
        case .served: nil
        case .being: .wished
        case .leading, .unanswerable: .closeness
        case .double: .served
        }
    }

    /// Why another question is offered.
    public var advice: Words? {
        switch self {
        case .served: nil
        case .being:
            Words(
                en: "Who we are is for us to say. Ask how people want to be served.",
                nl: "Wie wij zijn is aan ons. Vraag hoe mensen geholpen willen worden.")
        case .leading:
            Words(
                en:
                    "This puts the answer into people's mouths. Ask so that every answer is as easy.",
                nl:
                    "Dit legt mensen het antwoord in de mond. Vraag zo dat elk antwoord even makkelijk is."
            )
        case .double:
            Words(
                en: "This asks two things at once. Ask each by itself.",
                nl: "Dit vraagt twee dingen tegelijk. Vraag ze elk apart.")
        case .unanswerable:
            Words(
                en: "Nobody can know this. Ask about the last time, and about themselves.",
                nl: "Dit kan niemand weten. Vraag naar de laatste keer, en naar henzelf.")
        }
    }
}

extension SurveyDoubt {
    /// The name of the question about it: one a doubt. `nil`: it would be longer than names are.
    public var question: SurveyQuestionID? { SurveyQuestionID("\(form.rawValue)-\(subject)") }

    /// The name of what it is about.
    public var subject: String {
        switch self {
        case .importance(let facet), .want(let facet), .closeness(let facet): facet.description
        case .reading(let promise): promise.description
        }
    }

    /// The facet that it is about, when it is about one.
    public var facet: FacetID? {
        switch self {
        case .importance(let facet), .want(let facet), .closeness(let facet): facet
        case .reading: nil
        }
    }

    /// - Returns: `nil` when the subject is no name.
    public init?(_ form: SurveyForm, about subject: String) {
        if form == .understood {
            guard let promise = StandingPromiseID(subject) else { return nil }
            self = .reading(promise)
            return
        }
        guard let facet = FacetID(subject) else { return nil }
        switch form {
        case .served: self = .importance(facet)
        case .wished: self = .want(facet)
        case .closeness, .understood: self = .closeness(facet)
        }
    }
}
