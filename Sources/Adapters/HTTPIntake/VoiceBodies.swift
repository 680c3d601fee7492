import Domain
import Foundation
import HTTPTypes
import Kernel
import Ports
import Runtime

/// One line of what somebody says to the house.
struct VoiceBody: ListedFields {
    enum Doing: String, Decodable, CaseIterable {
        case say, withdraw, helped, reopen, part
    }

    static let fields = WishPersonBody.fields.union([
        "do", "id", "voice", "words", "channel", "language", "at", "newName", "helped", "proposal",
        "comment", "rather", "rank", "tried", "closeness",
    ])

    let person: PersonID?
    let band: Token?
    let name: WishPersonBody.Name?
    let `do`: String?
    let id: String?
    let voice: VoiceID?
    let words: String?
    let channel: VoiceChannel?
    let language: VoiceLanguage?
    let at: String?
    let newName: Bool?
    let helped: Bool?
    let proposal: ProposalID?
    let comment: String?
    let rather: String?
    let rank: [ProposalOptionID]?
    let tried: ProposalOptionID?
    let closeness: Int?

    /// Who becomes known by this line; `nil`: nobody.
    var newPerson: PersonID? {
        newName == true && (self.do ?? "say") == "say" ? person : nil
    }

    var whose: WishPersonBody { WishPersonBody(person: person, band: band, name: name) }

    /// What a line does, when it can be told.
    ///
    /// - Parameters:
    ///   - given: The fields of which the line says something.
    ///   - named: The house's name for a sender's own id.
    func doing(
        given: Set<String>, _ named: (String) -> VoiceID
    ) throws(Problem) -> VoiceDesk.Doing {
        guard let doing = Doing(rawValue: self.do ?? "say") else {
            throw WishBody.invalid(
                "do", "one of " + Doing.allCases.map(\.rawValue).joined(separator: ", "))
        }
        try Self.refuseMisplaced(given, doing)
        switch doing {
        case .say:
            guard let channel else {
                throw WishBody.invalid("channel", "what it came by: page, desk, mail, phone")
            }
            guard language.map({ LanguageCodes.isKnown($0.description) }) ?? true else {
                throw WishBody.invalid("language", "a code of ISO 639-1: nl, en, de")
            }
            return .say(
                id: try WishBody.checked(id: id), words: words ?? "", channel: channel,
                language: language, at: try PromiseBody.moment(at, "at"))
        case .withdraw: return .withdraw(try target(named))
        case .helped:
            guard let helped else { throw WishBody.invalid("helped", "true or false") }
            return .tellWhetherHelped(try target(named), helped)
        case .reopen: return .reopen(try target(named), words: words ?? "")
        case .part:
            guard let proposal else {
                throw WishBody.invalid("proposal", "the proposal it is about")
            }
            return .takePart(proposal, try part())
        }
    }

    /// By the house's name for it, or by the sender's own.
    private func target(_ named: (String) -> VoiceID) throws(Problem) -> VoiceID {
        if let voice { return voice }
        return named(try WishBody.checked(id: id))
    }

    private func part() throws(Problem) -> ProposalPart.Doing {
        var found: [ProposalPart.Doing] = []
        if let comment { found.append(.comment(comment)) }
        if let rather { found.append(.rather(rather)) }
        if let rank { found.append(.rank(rank)) }
        if let tried {
            guard let closeness, (0...10).contains(closeness) else {
                throw WishBody.invalid("closeness", "0 to 10, beside 'tried'")
            }
            found.append(.tried(tried, closeness: UInt8(closeness)))
        }
        guard found.count == 1, let part = found.first, tried != nil || closeness == nil else {
            throw WishBody.invalid(
                "part", "one of comment, rather, rank, and tried with closeness")
        }
        return part
    }

    /// A field that does nothing where it stands was meant as something else.
    private static func refuseMisplaced(
        _ given: Set<String>, _ doing: Doing
    ) throws(Problem) {
        let allowed = doing.fields.union(["do"]).union(WishPersonBody.fields)
        guard let field = given.subtracting(allowed).min() else { return }
        throw WishBody.invalid(
            field,
            "does not go with '\(doing.rawValue)'; beside it go "
                + doing.fields.sorted().joined(separator: ", "))
    }
}

extension VoiceBody.Doing {
    /// What may stand beside it, but for whose the line is.
    fileprivate var fields: Set<String> {
        switch self {
        case .say: ["id", "words", "channel", "language", "at", "newName"]
        case .withdraw: ["id", "voice"]
        case .helped: ["id", "voice", "helped"]
        case .reopen: ["id", "voice", "words"]
        case .part: ["proposal", "comment", "rather", "rank", "tried", "closeness"]
        }
    }
}

/// Who we are, as an operator writes it.
struct CharterBody: ListedFields {
    static let fields: Set<String> = [
        "version", "principles", "redLines", "hopedFor", "partedFrom", "answerDays",
    ]

    struct Said: Codable, Sendable {
        let en: String
        let nl: String

        var words: Words { Words(en: en, nl: nl) }

        init(_ words: Words) { (en, nl) = (words.en, words.nl) }
    }

    struct PrincipleBody: ListedFields {
        static let fields: Set<String> = ["id", "words", "yes", "no"]
        let id: PrincipleID
        let words: Said
        let yes: [String]?
        let no: [String]?
    }

    struct RedLineBody: ListedFields {
        static let fields: Set<String> = ["id", "words"]
        let id: RedLineID
        let words: Said
    }

    struct BelongingBody: ListedFields {
        static let fields: Set<String> = ["who", "how"]
        let who: Said
        let how: Said
    }

    /// As it was read: the house counts its own on, so it says nothing.
    let version: Int?
    let principles: [Listed<PrincipleBody>]
    let redLines: [Listed<RedLineBody>]?
    let hopedFor: [Listed<BelongingBody>]?
    let partedFrom: [Listed<BelongingBody>]?
    let answerDays: Int?

    func charter() throws(Problem) -> Charter {
        guard (1...90).contains(answerDays ?? 14) else {
            throw WishBody.invalid("answerDays", "1 to 90")
        }
        var principles: [Principle] = []
        for listed in self.principles {
            let body = try listed.whole()
            principles.append(
                Principle(
                    id: body.id, words: body.words.words, yes: body.yes ?? [], no: body.no ?? []))
        }
        var redLines: [RedLine] = []
        for listed in self.redLines ?? [] {
            let body = try listed.whole()
            redLines.append(RedLine(id: body.id, words: body.words.words))
        }
        return Charter(
            principles: principles, redLines: redLines, hopedFor: try Self.belongings(hopedFor),
            partedFrom: try Self.belongings(partedFrom), answerDays: UInt8(answerDays ?? 14))
    }

    private static func belongings(
        _ listed: [Listed<BelongingBody>]?
    ) throws(Problem) -> [Belonging] {
        var found: [Belonging] = []
        for each in listed ?? [] {
            let body = try each.whole()
            found.append(Belonging(who: body.who.words, how: body.how.words))
        }
        return found
    }
}
