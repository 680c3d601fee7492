import Domain
import Kernel
import Ports
import Runtime

/// A voice as whoever runs the house reads it, without who said it.
struct VoiceJSON: Encodable {
    struct Answer: Encodable {
        let kind: String
        let words: String
        let proposal: String?
        let heardWith: String
        let by: String
        let at: String

        init(_ answer: VoiceAnswer) {
            kind = answer.kind.rawValue
            words = answer.words
            proposal = answer.proposal?.description
            heardWith = answer.heardWith.description
            by = answer.by.description
            at = answer.at.rfc3339
        }
    }

    let voice: String
    let number: UInt32
    let words: String
    let channel: String
    let language: String?
    let state: String
    let saidAt: String
    let receivedAt: String
    let answerBy: String
    let postponedFor: String?
    let proposal: String?
    let answer: Answer?
    let earlier: [Answer]
    let reopenedFor: String?
    let helped: Bool?

    init(_ voice: Voice) {
        self.voice = voice.id.description
        number = voice.number
        words = voice.said.words
        channel = voice.said.channel.description
        language = voice.said.language?.description
        state = voice.state.rawValue
        saidAt = voice.saidAt.rfc3339
        receivedAt = voice.receivedAt.rfc3339
        answerBy = voice.answerBy.rfc3339
        postponedFor = voice.postponedFor.isEmpty ? nil : voice.postponedFor
        proposal = voice.proposal?.description
        answer = voice.answer.map(Answer.init)
        earlier = voice.earlier.map(Answer.init)
        reopenedFor = voice.reopenedFor.isEmpty ? nil : voice.reopenedFor
        helped = voice.hasHelped
    }
}

struct VoiceSheetJSON: Encodable {
    let person: String
    /// The newest first.
    let voices: [VoiceJSON]

    init(_ view: VoiceView) {
        person = view.person.description
        voices = view.entries.map(VoiceJSON.init)
    }
}

struct SimilarVoicesJSON: Encodable {
    struct Match: Encodable {
        let likeness: Double
        let voice: VoiceJSON

        init(_ match: VoiceIndexing.Match) {
            likeness = match.likeness
            voice = VoiceJSON(match.voice)
        }
    }

    let text: String
    let language: ReadLanguage?
    /// How many were searched.
    let voices: Int
    let similar: [Match]

    private enum Field: String, CodingKey {
        case text, language, languagePercent, voices, similar
    }

    /// A language that cannot be told is `null`, as of a table.
    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode(text, forKey: .text)
        try fields.encode(language?.code, forKey: .language)
        try fields.encode(language?.percent, forKey: .languagePercent)
        try fields.encode(voices, forKey: .voices)
        try fields.encode(similar, forKey: .similar)
    }
}

struct VoiceTallyJSON: Encodable {
    struct Counts: Encodable {
        let asked: Int
        let answered: Int
        let open: Int
        let withdrawn: Int

        init(_ tally: VoiceTally) {
            asked = tally.asked
            answered = tally.answered
            open = tally.open
            withdrawn = tally.withdrawn
        }
    }

    let kept: Counts
    let recounted: Counts
    let overdue: Int
    let whole: Bool

    init(_ report: VoiceDesk.TallyReport) {
        kept = Counts(report.tally)
        recounted = Counts(report.recounted)
        overdue = report.overdue
        whole = report.isWhole
    }
}

/// Who we are.
struct CharterJSON: Encodable {
    struct PrincipleJSON: Encodable {
        let id: String
        let words: CharterBody.Said
        let yes: [String]
        let no: [String]
    }

    struct RedLineJSON: Encodable {
        let id: String
        let words: CharterBody.Said
    }

    struct BelongingJSON: Encodable {
        let who: CharterBody.Said
        let how: CharterBody.Said

        init(_ belonging: Belonging) {
            who = CharterBody.Said(belonging.who)
            how = CharterBody.Said(belonging.how)
        }
    }

    let version: UInt32
    let principles: [PrincipleJSON]
    let redLines: [RedLineJSON]
    let hopedFor: [BelongingJSON]
    let partedFrom: [BelongingJSON]
    let answerDays: UInt8

    init(_ charter: Charter) {
        version = charter.version
        principles = charter.principles.map {
            PrincipleJSON(
                id: $0.id.description, words: CharterBody.Said($0.words), yes: $0.yes, no: $0.no)
        }
        redLines = charter.redLines.map {
            RedLineJSON(id: $0.id.description, words: CharterBody.Said($0.words))
        }
        hopedFor = charter.hopedFor.map(BelongingJSON.init)
        partedFrom = charter.partedFrom.map(BelongingJSON.init)
        answerDays = charter.answerDays
    }
}
