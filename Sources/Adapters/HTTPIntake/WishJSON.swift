import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// A question as its sender shows it: what it is about, and never the person's own words.
struct QuestionJSON: Encodable {
    struct About: Encodable {
        let wish: String
        let facet: String
        /// The house's wording, when it has been played back.
        let wording: String?

        init(_ entry: WishView.Entry) {
            wish = entry.wish.id.description
            facet = entry.wish.said.facet.description
            wording = entry.wish.wording
        }
    }

    /// The house's own words, to be put in place of the usual ones.
    struct Own: Encodable {
        let question: String
        let version: UInt32
        let en: String
        let nl: String

        init?(_ own: SurveyQuestion) {
            guard let words = own.words else { return nil }
            (question, version) = (own.id.description, own.version)
            (en, nl) = (words.en, words.nl)
        }
    }

    let id: String
    let kind: String
    let wording: UInt16
    let own: Own?
    let about: [About]
    let isOpen: Bool
    let until: String

    init(_ asked: WishDesk.Asked) {
        id = asked.question.id.description
        kind = asked.question.kind.rawValue
        wording = asked.question.wording
        own = asked.own.flatMap(Own.init)
        about = [About(asked.wish)] + (asked.other.map { [About($0)] } ?? [])
        isOpen = asked.isOpen
        until = (asked.question.at + Question.openSpan).rfc3339
    }
}

struct AskedJSON: Encodable {
    let question: QuestionJSON?

    private enum Key: String, CodingKey { case question }

    /// Says `null`: nothing is asked, and not that a field is missing.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(question, forKey: .question)
    }
}

/// Somebody's wishes, for whoever runs the house.
struct WishSheetJSON: Encodable {
    struct Settling: Encodable {
        let id: String
        let at: String
        let evidence: String
        /// 0…1 in millionths; missing: unknown.
        let sacrificeMillionths: Int32?
        let formula: UInt8
        let counts: Bool
    }

    struct Feeling: Encodable {
        let feels: String
        let level: UInt8
        let at: String
    }

    struct OneWish: Encodable {
        let wish: String
        let facet: String
        let state: String
        let origin: String
        let counts: Bool
        let words: String
        let wording: String?
        let job: String?
        let importance: UInt8?
        let horizon: String
        let at: String
        let settled: [Settling]
        let felt: [Feeling]

        init(_ entry: WishView.Entry) {
            let told = entry.wish
            wish = told.id.description
            facet = told.said.facet.description
            state = told.state.word
            origin =
                switch told.origin {
                case .told(let by): "told by \(by.description)"
                case .inferred(let event): "inferred from \(event.rawValue)"
                }
            counts = told.counts
            words = told.said.words
            wording = told.wording
            job = told.said.job
            importance = told.said.importance
            horizon = told.said.horizon.rawValue
            at = told.at.rfc3339
            settled = entry.settled.map { settled in
                Settling(
                    id: settled.id.description, at: settled.at.rfc3339,
                    evidence: settled.evidence.word,
                    sacrificeMillionths: settled.sacrifice?.millionths, formula: settled.formula,
                    counts: settled.counts(for: told))
            }
            felt = entry.felt.map {
                Feeling(feels: $0.kind.rawValue, level: $0.level, at: $0.at.rfc3339)
            }
        }
    }

    struct Asked: Encodable {
        let id: String
        let kind: String
        let channel: String
        let at: String
        let state: String
        let probabilityMillionths: UInt32
        let choices: UInt16

        init(_ question: Question, isOpen: Bool) {
            id = question.id.description
            kind = question.kind.rawValue
            channel = question.channel.rawValue
            at = question.at.rfc3339
            state =
                switch question.end {
                case .answered: "answered"
                case .passedOver: "unanswered"
                case nil: isOpen ? "open" : "unanswered"
                }
            probabilityMillionths = question.probabilityMillionths
            choices = question.choiceCount
        }
    }

    let person: String
    let wishes: [OneWish]
    let questions: [Asked]
    let silence: String?
    let isHeldOut: Bool

    init(_ sheet: WishDesk.Sheet) {
        person = sheet.view.person.description
        wishes = sheet.view.entries.map(OneWish.init)
        questions = sheet.view.questions.map {
            Asked($0, isOpen: sheet.view.open?.id == $0.id)
        }
        silence = sheet.silence?.rawValue
        isHeldOut = sheet.isHeldOut
    }
}

extension Settled.Evidence {
    fileprivate var word: String {
        switch self {
        case .told: "told"
        case .event(let event, _): event.rawValue
        case .wait: "wait"
        case .question: "question"
        }
    }
}
