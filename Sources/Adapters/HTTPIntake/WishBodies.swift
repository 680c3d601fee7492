import Domain
import Foundation
import HTTPTypes
import Kernel
import Runtime

/// Whose something is: `person`, `band` or `name`.
struct WishPersonBody {
    struct Name: Decodable, Sendable {
        let kind: AliasKind
        let name: String
    }

    let person: PersonID?
    let band: Token?
    let name: Name?

    static let fields: Set<String> = ["person", "band", "name"]

    /// - Throws: ``Problem`` `invalidName` when none or several are there.
    func alias() throws(Problem) -> Alias {
        let found = [
            person.map { Alias($0) }, band.map { Alias($0) },
            name.flatMap { Alias($0.kind, $0.name) },
        ].compactMap(\.self)
        guard found.count == 1, let alias = found.first else {
            throw Problem(
                status: .badRequest, code: "invalidName",
                detail: "Say whose it is once: person, band, or name with kind and name.")
        }
        return alias
    }
}

/// A level on a facet's scale: a number with at most three decimals.
struct LevelBody: Decodable, Sendable {
    let level: Level

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let level = Level(written: "\(try container.decode(Decimal.self))") else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a level has at most three decimals")
        }
        self.level = level
    }
}

/// What is wanted: one of `level`, `seconds`, `oneOf` and `all`.
struct WantBody: ListedFields {
    static let fields: Set<String> = ["level", "seconds", "oneOf", "all"]

    /// `"sate"`, or `{"option": "sate", "weight": 60}`.
    struct Option: Decodable, Sendable {
        let value: WeightedOption

        private enum Key: String, CodingKey { case option, weight }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(FacetOptionID.self) {
                value = WeightedOption(text, weight: 100)
                return
            }
            let container = try decoder.container(keyedBy: Key.self)
            value = WeightedOption(
                try container.decode(FacetOptionID.self, forKey: .option),
                weight: try container.decodeIfPresent(UInt8.self, forKey: .weight) ?? 100)
        }
    }

    let level: LevelBody?
    let seconds: Int64?
    let oneOf: [Option]?
    let all: [Option]?

    /// - Throws: ``Problem`` `invalidField` when none or several are there.
    func want() throws(Problem) -> Want {
        let found = [
            level.map { Want.level($0.level) }, seconds.map { .within(.checked(seconds: $0)) },
            oneOf.map { .oneOf(Self.bestFirst($0)) }, all.map { .all($0.map(\.value)) },
        ].compactMap(\.self)
        guard found.count == 1, let want = found.first else {
            throw WishBody.invalid("want", "one of level, seconds, oneOf and all")
        }
        return want
    }

    /// In the sender's order where they weigh the same.
    private static func bestFirst(_ options: [Option]) -> [WeightedOption] {
        options.map(\.value).enumerated().sorted { left, right in
            (right.element.weight, left.offset) < (left.element.weight, right.offset)
        }.map(\.element)
    }
}

/// What was got: one of `level`, `seconds`, `waitingSeconds`, `option`, `options` and `nothing`.
struct GotBody: ListedFields {
    static let fields: Set<String> = [
        "level", "seconds", "waitingSeconds", "option", "options", "nothing",
    ]

    let level: LevelBody?
    let seconds: Int64?
    let waitingSeconds: Int64?
    let option: FacetOptionID?
    let options: [FacetOptionID]?
    let nothing: Bool?

    /// - Throws: ``Problem`` `invalidField` when none or several are there.
    func got() throws(Problem) -> Got {
        let found: [Got] = [
            level.map { .level($0.level) }, seconds.map { .after(.checked(seconds: $0)) },
            waitingSeconds.map { .waiting(.checked(seconds: $0)) }, option.map { .one($0) },
            options.map { .some($0) }, nothing == true ? .nothing : nil,
        ].compactMap(\.self)
        guard found.count == 1, let got = found.first else {
            throw WishBody.invalid(
                "got", "one of level, seconds, waitingSeconds, option, options and nothing")
        }
        return got
    }
}

extension Span {
    /// Negative, and longer than any facet takes, for what is too long to count.
    fileprivate static func checked(seconds: Int64) -> Span {
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return Span(milliseconds: overflow ? -1 : milliseconds)
    }
}

/// One line about a wish.
struct WishBody: ListedFields {
    enum Doing: String, Decodable, CaseIterable {
        case voice, playBack, confirm, correct, withdraw, weigh
    }

    static let fields = WishPersonBody.fields.union([
        "do", "id", "wish", "facet", "want", "words", "job", "importance", "horizon",
    ])

    let person: PersonID?
    let band: Token?
    let name: WishPersonBody.Name?
    let `do`: String?
    let id: String?
    let wish: WishID?
    let facet: FacetID?
    let want: Listed<WantBody>?
    let words: String?
    let job: String?
    let importance: UInt8?
    let horizon: String?

    var whose: WishPersonBody { WishPersonBody(person: person, band: band, name: name) }

    static func invalid(_ field: String, _ meaning: String) -> Problem {
        Problem(status: .badRequest, code: "invalidField", detail: "\(field): \(meaning).")
    }

    static func checked(id: String?) throws(Problem) -> String {
        guard let id, (1...64).contains(id.utf8.count) else {
            throw invalid("id", "1 to 64 bytes, your own name for it")
        }
        return id
    }

    func required<Value>(
        _ value: Value?, _ field: String, _ meaning: String
    ) throws(Problem) -> Value {
        guard let value else { throw Self.invalid(field, meaning) }
        return value
    }

    /// - Parameter named: The house's name for a sender's own id.
    func doing(_ named: (String) -> WishID) throws(Problem) -> WishDesk.Doing {
        guard let doing = Doing(rawValue: self.do ?? "voice") else {
            throw Self.invalid(
                "do", "one of " + Doing.allCases.map(\.rawValue).joined(separator: ", "))
        }
        if doing == .voice {
            return .voice(id: try Self.checked(id: id), try said())
        }
        let target: WishID
        if let wish { target = wish } else { target = named(try Self.checked(id: id)) }
        switch doing {
        case .playBack:
            return .playBack(target, try required(words, "words", "the house's own wording"))
        case .correct:
            return .correct(
                target, want: try whole(want)?.want(),
                words: try required(words, "words", "what they want, in their own"))
        case .weigh:
            return .weigh(target, try required(importance, "importance", "0 to 10"))
        case .withdraw: return .withdraw(target)
        case .voice, .confirm: return .confirm(target)
        }
    }

    private func whole(_ want: Listed<WantBody>?) throws(Problem) -> WantBody? {
        guard let want else { return nil }
        return try want.whole()
    }

    private func said() throws(Problem) -> SaidWish {
        guard let horizon = WishHorizon(rawValue: horizon ?? "instant") else {
            throw Self.invalid("horizon", "instant, short or long")
        }
        return SaidWish(
            facet: try required(facet, "facet", "one of the venue's"),
            want: try whole(want)?.want(),
            words: try required(words, "words", "what they want, in their own"), job: job,
            importance: importance, horizon: horizon)
    }
}

/// One line about something that was lived through.
struct ExperienceBody: ListedFields {
    static let fields = WishPersonBody.fields.union([
        "id", "wish", "facet", "event", "want", "got", "closeness", "answer", "feels", "level",
        "since", "at",
    ])

    let person: PersonID?
    let band: Token?
    let name: WishPersonBody.Name?
    let id: String?
    let wish: WishID?
    let facet: FacetID?
    let event: String?
    let want: Listed<WantBody>?
    let got: Listed<GotBody>?
    let closeness: UInt8?
    let answer: String?
    let feels: String?
    let level: UInt8?
    let since: String?
    let at: String?

    var whose: WishPersonBody { WishPersonBody(person: person, band: band, name: name) }

    func doing() throws(Problem) -> WishDesk.Doing {
        let about: SaidExperience.About
        if let wish {
            about = .wish(wish)
        } else if let facet {
            about = .facet(facet)
        } else {
            throw WishBody.invalid("facet", "what it is about: a facet, or 'wish'")
        }
        return .live(
            id: try WishBody.checked(id: id), about, try what(), at: try Self.moment(at, "at"))
    }

    private func what() throws(Problem) -> SaidExperience.What {
        var got: Got?
        if let body = self.got { got = try body.whole().got() }
        var want: Want?
        if let body = self.want { want = try body.whole().want() }
        if let event {
            guard let event = WishEvent(rawValue: event) else {
                throw WishBody.invalid(
                    "event", "one of " + WishEvent.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return .event(event, want: want, got: got, since: try Self.moment(since, "since"))
        }
        if let closeness { return .told(.closeness(closeness)) }
        if let answer {
            guard let answer = SettleAnswer(rawValue: answer) else {
                throw WishBody.invalid(
                    "answer",
                    "one of " + SettleAnswer.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return .told(.answer(answer))
        }
        if let feels {
            guard let kind = Felt.Kind(rawValue: feels), let level else {
                throw WishBody.invalid(
                    "feels", "expects, deserves or perceived, with level from 0 to 10")
            }
            return .felt(kind, level)
        }
        guard let got else {
            throw WishBody.invalid(
                "event", "or closeness, answer, feels or got: one says what happened")
        }
        return .told(.got(got))
    }

    private static func moment(_ text: String?, _ field: String) throws(Problem) -> Instant? {
        guard let text else { return nil }
        guard let moment = Instant(rfc3339: text.utf8), Instant.recordable.contains(moment) else {
            throw WishBody.invalid(field, "a time as in RFC 3339: 2026-07-14T10:30:00Z")
        }
        return moment
    }
}

/// Who is to be asked, and where.
struct QuestionBody: ListedFields {
    static let fields = WishPersonBody.fields.union(["id", "channel"])

    let person: PersonID?
    let band: Token?
    let name: WishPersonBody.Name?
    let id: String?
    let channel: String?

    var whose: WishPersonBody { WishPersonBody(person: person, band: band, name: name) }
}

/// What was answered, or that it was not now.
struct QuestionAnswerBody: ListedFields {
    static let fields = WishPersonBody.fields.union([
        "closeness", "answer", "words", "prefers", "notNow",
    ])

    let person: PersonID?
    let band: Token?
    let name: WishPersonBody.Name?
    let closeness: UInt8?
    let answer: String?
    let words: String?
    let prefers: WishID?
    let notNow: Bool?

    var whose: WishPersonBody { WishPersonBody(person: person, band: band, name: name) }

    func doing(_ question: QuestionID) throws(Problem) -> WishDesk.Doing {
        let found: [WishDesk.Doing] = [
            closeness.map { .answer(question, .closeness($0)) },
            answer.flatMap(SettleAnswer.init).map { .answer(question, .settle($0)) },
            words.map { .answer(question, .words($0)) },
            prefers.map { .answer(question, .prefers($0)) },
            notNow == true ? .passOver(question) : nil,
        ].compactMap(\.self)
        guard found.count == 1, let doing = found.first else {
            throw WishBody.invalid("answer", "one of closeness, answer, words, prefers and notNow")
        }
        return doing
    }
}
