import Domain
import Foundation
import Kernel
import Runtime

/// What a form says of a promise, and at which field it goes wrong.
///
/// Only shapes are judged here: whether it may be done the engine says.
enum PromiseForm {
    /// How promises that staff makes come to somebody.
    private static let deskChannel = "desk"

    /// A field of a form about a promise, by its name there.
    enum Field: String {
        case standing, words, due

        /// Where a refusal is told; `nil`: at the promise itself.
        init?(of code: String) {
            switch code {
            case "unknownStanding", "unknownFacet", "unknownWait", "unknownZone",
                "contentDoesNotFit":
                self = .standing
            case "wordsMissing", "wordsTooLong": self = .words
            case "dueInvalid", "dueMissing", "dueBeforeMade": self = .due
            default: return nil
            }
        }
    }

    /// A field that cannot be read, by the key of its text.
    struct Fault: Error, Equatable {
        let code: String

        init(_ code: String) { self.code = code }
    }

    /// What was refused: to be told where it was filled in, beside what was typed.
    struct Mistake {
        let word: PromiseWord
        let code: String
        let form: Form

        var field: Field? { Field(of: code) }
        var promise: PromiseID? { PromiseID(form["promise"]) }

        func text(_ visit: Visit) -> String { visit.promised(code) }
    }

    // MARK: Reading

    /// What a form asks for, the same on a card and behind somebody's own link.
    ///
    /// - Throws: ``Fault``: the field that is wrong.
    static func doing(
        _ word: PromiseWord, _ form: Form, _ catalogue: [StandingPromise], _ visit: Visit
    ) throws(Fault) -> PromiseDesk.Doing {
        if word == .make {
            return .make(
                id: form["key"], try said(form, catalogue, visit), at: nil)
        }
        if word == .bond {
            guard let level = UInt8(form["level"]) else { throw Fault("chooseOne") }
            return .tellBond(level)
        }
        if word == .stays {
            guard let level = UInt8(form["level"]) else { throw Fault("chooseOne") }
            return .tellStays(level)
        }
        if word == .unbond { return .takeBackBond }
        guard let promise = PromiseID(form["promise"]) else { throw Fault("unknownPromise") }
        switch word {
        case .read:
            // One tap: so, as it was said.
            if form["as"] == "said" { return .read(promise, words: "", due: nil) }
            let words = form["words"]
            guard !words.allSatisfy(\.isWhitespace) else { throw Fault("wordsMissing") }
            return .read(promise, words: words, due: try due(form, visit))
        case .dispute: return .dispute(promise, words: form["words"])
        case .letter: return .judgeByLetter(promise, isKept: try isKept(form), at: nil)
        case .seen: return .judgeByReading(promise, isKept: try isKept(form), at: nil)
        case .offer: return .offerRecovery(promise, form["words"])
        case .accept: return .acceptRecovery(promise)
        case .recover: return .recover(promise)
        case .lose: return .lose(promise)
        case .wants: return .wouldMakeGood(promise, form["words"])
        case .decline: return .declineRecovery(promise)
        case .ask, .make, .bond, .stays, .unbond: return .askReading(promise)
        }
    }

    private static func isKept(_ form: Form) throws(Fault) -> Bool {
        switch form["is"] {
        case "kept": return true
        case "broken": return false
        default: throw Fault("chooseOne")
        }
    }

    /// - Returns: `nil` when nothing was filled in.
    private static func due(_ form: Form, _ visit: Visit) throws(Fault) -> Instant? {
        let text = form["due"]
        if text.allSatisfy(\.isWhitespace) { return nil }
        let calendar = PageRoutes.calendar(visit.timeZone.identifier)
        guard let moment = PageRoutes.moment(text, calendar),
            Instant.recordable.contains(moment)
        else { throw Fault("dueInvalid") }
        return moment
    }

    /// What staff promises: an entry of the catalogue as it stands, or in words of their own. How
    /// long an entry runs is counted by the engine, from when it is promised.
    private static func said(
        _ form: Form, _ catalogue: [StandingPromise], _ visit: Visit
    ) throws(Fault) -> SaidPromise {
        guard let channel = PromiseChannel(deskChannel) else { throw Fault("failed") }
        let due = try due(form, visit)
        let horizon = PromiseHorizon(rawValue: form["horizon"])
        let words = form["words"]
        let isWordless = words.allSatisfy(\.isWhitespace)
        guard !form["standing"].isEmpty else {
            guard !isWordless else { throw Fault("wordsMissing") }
            return SaidPromise(
                quote: words, channel: channel, due: due, horizon: horizon ?? .instant)
        }
        let id = StandingPromiseID(form["standing"])
        guard let standing = catalogue.first(where: { $0.id == id }) else {
            throw Fault("unknownStanding")
        }
        return SaidPromise(
            standing: standing.id, quote: isWordless ? visit.language.of(standing.words) : words,
            channel: channel, content: standing.content, due: due,
            owner: standing.owner, horizon: horizon ?? standing.horizon,
            language: isWordless ? QuoteLanguage(rawValue: visit.language.rawValue) : nil)
    }
}
