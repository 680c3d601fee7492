import Domain
import Foundation
import HTTPTypes
import Kernel
import Runtime

/// A signal that keeps a promise: its kind, and where.
struct SeenBody: ListedFields {
    static let fields: Set<String> = ["kind", "zone", "zoneKind"]

    let kind: String
    let zone: ZoneID?
    let zoneKind: ZoneKind?

    func pattern() throws(Problem) -> SignalPattern {
        guard let kind = SignalKind(word: kind) else {
            throw WishBody.invalid(
                "seen", "kind is one of " + SignalKind.allCases.map(\.word).joined(separator: ", "))
        }
        switch (zone, zoneKind) {
        case (nil, nil): return SignalPattern(kind: kind, place: .anywhere)
        case (let zone?, nil): return SignalPattern(kind: kind, place: .zone(zone))
        case (nil, let zoneKind?): return SignalPattern(kind: kind, place: .ofKind(zoneKind))
        case (_?, _?): throw WishBody.invalid("seen", "zone or zoneKind, not both")
        }
    }
}

/// What a promise comes down to: `wait` with `atMostSeconds`, `seen`, or `got` with `want`.
struct PromiseContentBody: ListedFields {
    static let fields: Set<String> = ["wait", "atMostSeconds", "seen", "got", "want", "words"]

    let wait: WaitID?
    let atMostSeconds: Int64?
    let seen: Listed<SeenBody>?
    let got: FacetID?
    let want: Listed<WantBody>?
    let words: Bool?

    /// - Throws: ``Problem`` `invalidField` when none or several are there.
    func content() throws(Problem) -> PromiseContent {
        var found: [PromiseContent] = []
        if let wait {
            guard let atMostSeconds, let span = PromiseBody.span(atMostSeconds) else {
                throw WishBody.invalid("content", "a wait has atMostSeconds, 0 or more")
            }
            found.append(.wait(wait, atMost: span))
        }
        if let seen { found.append(.seen(try seen.whole().pattern())) }
        if let got {
            guard let want else { throw WishBody.invalid("content", "got has 'want'") }
            found.append(.got(got, try want.whole().want()))
        }
        if words == true { found.append(.words) }
        let isLoose = wait == nil && atMostSeconds != nil || got == nil && want != nil
        guard found.count == 1, let content = found.first, !isLoose else {
            throw WishBody.invalid(
                "content",
                "one of wait with atMostSeconds, seen, got with want, and words: true")
        }
        return content
    }
}

/// One line about a promise.
struct PromiseBody: ListedFields {
    enum Doing: String, Decodable, CaseIterable {
        case make, ask, read, dispute, judge, offer, accept, decline, recover, lose
        /// What would make it good.
        case wants
        /// How much of themself they recognise in the house: of no promise.
        case bond
        /// How sure they are that they come again: of no promise.
        case stays
        /// Takes back what they said of both.
        case unbond
    }

    static let fields = WishPersonBody.fields.union([
        "do", "id", "promise", "standing", "quote", "language", "channel", "content", "due",
        "owner", "horizon", "at", "kept", "judgedAt", "newName", "keptByReading", "words", "by",
        "message", "level",
    ])

    let person: PersonID?
    let band: Token?
    let name: WishPersonBody.Name?
    let `do`: String?
    let id: String?
    let promise: PromiseID?
    let standing: StandingPromiseID?
    let quote: String?
    let language: String?
    let channel: PromiseChannel?
    let content: Listed<PromiseContentBody>?
    let due: String?
    let owner: PromiseOwner?
    let horizon: String?
    let at: String?
    let kept: Bool?
    let judgedAt: String?
    let keptByReading: Bool?
    let words: String?
    let by: String?
    /// In which message it was said.
    let message: PromiseMessageID?
    let newName: Bool?
    let level: Int?

    /// Who becomes known by this line; `nil`: nobody.
    var newPerson: PersonID? {
        newName == true && (self.do ?? "make") == "make" ? person : nil
    }

    var whose: WishPersonBody { WishPersonBody(person: person, band: band, name: name) }

    static func span(_ seconds: Int64) -> Span? {
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return overflow || seconds < 0 ? nil : Span(milliseconds: milliseconds)
    }

    static func moment(_ text: String?, _ field: String) throws(Problem) -> Instant? {
        guard let text else { return nil }
        guard let moment = Instant(rfc3339: text.utf8) else {
            throw WishBody.invalid(field, "a time as in RFC 3339: 2026-07-14T10:30:00Z")
        }
        guard Instant.recordable.contains(moment) else {
            throw Problem(
                status: .badRequest, code: "timeOutOfBounds",
                detail: "\(field): a time of the years 2000 to 2099.")
        }
        return moment
    }

    static func horizon(_ text: String?) throws(Problem) -> PromiseHorizon? {
        guard let text else { return nil }
        guard let horizon = PromiseHorizon(rawValue: text) else {
            throw WishBody.invalid("horizon", "instant, short or long")
        }
        return horizon
    }

    /// What a line does, one after another: who makes a promise may say at once what became of it.
    ///
    /// - Parameters:
    ///   - given: The fields of which the line says something.
    ///   - named: The house's name for a sender's own id.
    func doings(
        given: Set<String>, _ named: (String) -> PromiseID
    ) throws(Problem) -> [PromiseDesk.Doing] {
        guard let doing = Doing(rawValue: self.do ?? "make") else {
            throw WishBody.invalid(
                "do", "one of " + Doing.allCases.map(\.rawValue).joined(separator: ", "))
        }
        try Self.refuseMisplaced(given, doing)
        if doing == .make { return try making(named) }
        if doing == .bond {
            guard let level, level >= 0 else { throw WishBody.invalid("level", "0 to 10") }
            return [.tellBond(UInt8(clamping: level))]
        }
        if doing == .stays {
            guard let level, level >= 0 else { throw WishBody.invalid("level", "0 to 10") }
            return [.tellStays(UInt8(clamping: level))]
        }
        if doing == .unbond { return [.takeBackBond] }
        let target: PromiseID
        if let promise { target = promise } else { target = named(try WishBody.checked(id: id)) }
        return [try telling(doing, target)]
    }

    /// A field that does nothing where it stands was meant as something else: a reading as the
    /// letter, what was said as what was understood.
    private static func refuseMisplaced(
        _ given: Set<String>, _ doing: Doing
    ) throws(Problem) {
        let allowed = doing.fields.union(["do"]).union(WishPersonBody.fields)
        guard let field = given.subtracting(allowed).min() else { return }
        let advice =
            switch (field, doing) {
            case ("keptByReading", _): "goes with 'make'; else say 'kept' with 'by': 'reading'"
            case ("by", .make): "goes with 'judge'; to 'make' say 'keptByReading'"
            case ("words", .make): "what was said is 'quote'; a reading goes with 'read'"
            default:
                "does not go with '\(doing.rawValue)'; beside it go "
                    + doing.fields.sorted().joined(separator: ", ")
            }
        throw WishBody.invalid(field, advice)
    }

    private func making(_ named: (String) -> PromiseID) throws(Problem) -> [PromiseDesk.Doing] {
        let id = try WishBody.checked(id: id)
        var doings: [PromiseDesk.Doing] = [.draft(try draft(id))]
        let judgedAt = try Self.moment(judgedAt, "judgedAt")
        if let kept {
            doings.append(.judgeByLetter(named(id), isKept: kept, at: judgedAt))
        } else if judgedAt != nil, keptByReading == nil {
            throw WishBody.invalid("judgedAt", "goes with 'kept' or 'keptByReading'")
        }
        if let keptByReading {
            doings.append(.judgeByReading(named(id), isKept: keptByReading, at: judgedAt))
        }
        return doings
    }

    private func draft(_ id: String) throws(Problem) -> PromiseDesk.Draft {
        var content: PromiseContent?
        if let body = self.content { content = try body.whole().content() }
        guard ["nl", "en", nil].contains(language) else {
            throw WishBody.invalid("language", "nl or en")
        }
        if standing == nil, channel == nil, message == nil {
            throw WishBody.invalid("channel", "what it came by: desk, site, sign")
        }
        if standing == nil, quote == nil {
            throw WishBody.invalid("quote", "what was said, word for word")
        }
        if message != nil, (channel ?? .message) != .message {
            throw WishBody.invalid("message", "goes with 'channel': 'message'")
        }
        return PromiseDesk.Draft(
            id: id, standing: standing, quote: quote, isDutch: language == "nl",
            channel: channel ?? message.flatMap { _ in .message }, content: content,
            due: try Self.moment(due, "due"), owner: owner,
            horizon: try Self.horizon(horizon), at: try Self.moment(at, "at"),
            language: language.flatMap(QuoteLanguage.init(rawValue:)), message: message)
    }

    private func telling(
        _ doing: Doing, _ target: PromiseID
    ) throws(Problem) -> PromiseDesk.Doing {
        switch doing {
        case .ask: return .askReading(target)
        case .read:
            return .read(target, words: words ?? "", due: try Self.moment(due, "due"))
        case .dispute: return .dispute(target, words: words ?? "")
        case .judge:
            guard let kept else { throw WishBody.invalid("kept", "true or false") }
            let at = try Self.moment(judgedAt ?? at, "at")
            switch by ?? "letter" {
            case "letter": return .judgeByLetter(target, isKept: kept, at: at)
            case "reading": return .judgeByReading(target, isKept: kept, at: at)
            default: throw WishBody.invalid("by", "letter or reading")
            }
        case .offer:
            guard let words else {
                throw WishBody.invalid("words", "what is offered to make it good")
            }
            return .offerRecovery(target, words)
        case .wants:
            guard let words else {
                throw WishBody.invalid("words", "what they say would make it good")
            }
            return .wouldMakeGood(target, words)
        case .accept: return .acceptRecovery(target)
        case .decline: return .declineRecovery(target)
        case .recover: return .recover(target)
        case .make, .bond, .stays, .unbond, .lose: return .lose(target)
        }
    }
}

extension PromiseBody.Doing {
    /// What may stand beside it, but for whose the line is.
    fileprivate var fields: Set<String> {
        switch self {
        case .make:
            [
                "id", "standing", "quote", "language", "channel", "content", "due", "owner",
                "horizon", "at", "message", "kept", "keptByReading", "judgedAt", "newName",
            ]
        case .read: ["id", "promise", "words", "due"]
        case .dispute, .offer, .wants: ["id", "promise", "words"]
        case .judge: ["id", "promise", "kept", "by", "at", "judgedAt"]
        case .ask, .accept, .decline, .recover, .lose: ["id", "promise"]
        case .bond, .stays: ["level"]
        case .unbond: []
        }
    }
}

/// An entry of the catalogue, as an operator writes it.
struct StandingPromiseBody: ListedFields {
    static let fields: Set<String> = [
        "id", "words", "channel", "audience", "content", "spanSeconds", "owner", "evidence",
        "horizon",
    ]

    struct Said: Decodable, Sendable {
        let en: String
        let nl: String
    }

    let id: StandingPromiseID?
    let words: Said
    let channel: PromiseChannel
    let audience: String?
    let content: Listed<PromiseContentBody>?
    let spanSeconds: Int64?
    let owner: PromiseOwner?
    let evidence: String?
    let horizon: String?

    func promise(_ id: StandingPromiseID) throws(Problem) -> StandingPromise {
        var content = PromiseContent.words
        if let body = self.content { content = try body.whole().content() }
        var span: Span?
        if let spanSeconds {
            guard let given = PromiseBody.span(spanSeconds), given <= Facet.spanMax else {
                throw WishBody.invalid("spanSeconds", "0 to ten years")
            }
            span = given
        }
        return StandingPromise(
            id: id, words: Words(en: words.en, nl: words.nl), channel: channel,
            audience: audience ?? "", content: content, span: span, owner: owner,
            evidence: evidence ?? "",
            horizon: try PromiseBody.horizon(horizon) ?? .instant)
    }
}
