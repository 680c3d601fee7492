import Domain
import Kernel
import Measures

/// What the survey editor's form says, and how its words are judged.
struct SurveyDraft {
    /// The own words of one language.
    struct Own {
        let language: Language
        let text: String
        let wording: Wording
    }

    let form: SurveyForm
    /// `nil`: nothing is chosen that it could be about.
    let doubt: SurveyDoubt?
    /// `nil`: the words of the form.
    let words: Words?
    /// By field, the key of the sentence that stands at it.
    private(set) var faults: [String: String] = [:]
    /// Whose own words read as the other language's.
    private(set) var foreign: [Language] = []

    /// - Parameter read: The language of a text by its code; `nil`: nobody can tell.
    init(_ typed: Form, read: (String) -> String? = { _ in nil }) {
        let known = SurveyForm(rawValue: typed["form"])
        form = known ?? .closeness
        let field = form == .understood ? "promise" : "facet"
        doubt = SurveyDoubt(form, about: typed[field])
        let (en, nl) = (Self.trimmed(typed["en"]), Self.trimmed(typed["nl"]))
        words = en.isEmpty && nl.isEmpty || typed["do"] == "use" ? nil : Words(en: en, nl: nl)
        if known == nil { faults["form"] = "sv-chooseForm" }
        if doubt == nil { faults[field] = "sv-chooseOne" }
        if doubt != nil, doubt?.question == nil { faults[field] = "sv-nameLong" }
        guard let words else { return }
        for (field, text) in [("en", words.en), ("nl", words.nl)] {
            if !text.contains(where: { $0.isLetter || $0.isNumber }) {
                faults[field] = "sv-bothLanguages"
            } else if text.utf8.count > SurveyQuestion.wordByteCountMax {
                faults[field] = "sv-wordsLong"
            }
        }
        for own in owned where own.wording.verdict == .refused {
            faults[own.language.rawValue] = "sv-refused"
        }
        foreign = owned.filter { own in
            let other: Language = own.language == .nl ? .en : .nl
            return read(own.text) == other.rawValue
        }.map(\.language)
    }

    private static func trimmed(_ text: String) -> String {
        let head = text.drop(while: \.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }

    /// Own words, each judged in its language; none of a language that has none.
    var owned: [Own] {
        guard let words else { return [] }
        let wordings = SurveyQuestion.wordings(of: words)
        return [
            Own(language: .en, text: words.en, wording: wordings.en),
            Own(language: .nl, text: words.nl, wording: wordings.nl),
        ].filter { !$0.text.isEmpty }
    }

    /// Those of which something is to be said.
    var doubtful: [Own] { owned.filter { $0.wording.verdict != .fine } }

    /// What was advised, so that nothing is kept before it was seen.
    var seen: String {
        let doubts = doubtful.map { "\($0.language.rawValue)-\($0.wording.kind.rawValue)" }
        return (doubts + foreign.map { "\($0.rawValue)-foreign" }).joined(separator: " ")
    }
}
