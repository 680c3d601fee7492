import Domain
import Foundation
import Kernel
import Runtime

/// What somebody does about what they said on their own page, as it stands in addresses.
enum OwnVoiceWord: String, CaseIterable {
    case say = "voice-say"
    case helped = "voice-helped"
    case reopen = "voice-reopen"
    case withdraw = "voice-withdraw"
    case comment = "part-comment"
    case rather = "part-rather"
    case rank = "part-rank"
    case tried = "part-tried"

    /// What stands in the address of the page when it is done.
    var done: String { "own-\(rawValue)" }
    /// Where the reader then looks.
    var place: String {
        switch self {
        case .say, .helped, .reopen, .withdraw: "voices"
        case .comment, .rather, .rank, .tried: "proposals"
        }
    }
}

/// What a form on somebody's own page says of a voice or a proposal.
///
/// Only shapes are judged here: whether it may be done the engine says.
enum OwnVoiceForm {
    /// How what is said on a page comes to the house.
    static let channel = "page"
    /// Words of four thousand letters, as forms spell them: to twelve bytes each.
    static let byteCountMax = 64 << 10

    /// A field that cannot be read, by the end of the key of its text.
    struct Fault: Error, Equatable {
        let code: String

        init(_ code: String) { self.code = code }
    }

    /// What was refused: to be told where it was filled in, beside what was typed.
    struct Mistake {
        let word: OwnVoiceWord
        let code: String
        let form: Form

        func text(_ visit: Visit) -> String { visit.ownVoice(code) }

        /// The mistake, when it was made in this form about this voice or proposal.
        func at(_ word: OwnVoiceWord, _ id: String) -> Self? {
            guard word == self.word else { return nil }
            return word == .say || form["voice"] == id || form["proposal"] == id ? self : nil
        }
    }

    /// - Parameter proposal: The one that the form names.
    /// - Throws: ``Fault``: what is wrong.
    static func doing(
        _ word: OwnVoiceWord, _ form: Form, _ proposal: Proposal?, language: VoiceLanguage?
    ) throws(Fault) -> VoiceDesk.Doing {
        switch word {
        case .say:
            guard let channel = VoiceChannel(channel) else { throw Fault("failed") }
            return .say(
                id: form["key"], words: form["words"], channel: channel, language: language,
                at: nil)
        case .helped:
            guard form["is"] == "yes" || form["is"] == "no" else { throw Fault("chooseYesNo") }
            return .tellWhetherHelped(try voice(form), form["is"] == "yes")
        case .reopen: return .reopen(try voice(form), words: form["words"])
        case .withdraw: return .withdraw(try voice(form))
        case .comment, .rather, .rank, .tried:
            guard let proposal else { throw Fault("unknownProposal") }
            return .takePart(proposal.id, try part(word, form, proposal))
        }
    }

    private static func voice(_ form: Form) throws(Fault) -> VoiceID {
        guard let voice = VoiceID(form["voice"]) else { throw Fault("unknownVoice") }
        return voice
    }

    private static func part(
        _ word: OwnVoiceWord, _ form: Form, _ proposal: Proposal
    ) throws(Fault) -> ProposalPart.Doing {
        switch word {
        case .rank:
            return .rank(
                try ranked(proposal.options.map { ($0.id, form["place-\($0.id)"]) }))
        case .tried:
            guard let option = ProposalOptionID(form["option"]) else { throw Fault("chooseOption") }
            guard let closeness = UInt8(form["closeness"]) else { throw Fault("chooseCloseness") }
            return .tried(option, closeness: closeness)
        case .rather: return .rather(form["words"])
        case .comment, .say, .helped, .reopen, .withdraw: return .comment(form["words"])
        }
    }

    /// Options by the places that were given to them, the best first; one without a place is left
    /// out.
    ///
    /// - Throws: ``Fault`` `noPlace`, `placeInvalid`, `samePlace`.
    static func ranked(
        _ places: [(option: ProposalOptionID, place: String)]
    ) throws(Fault) -> [ProposalOptionID] {
        var taken: [(place: Int, option: ProposalOptionID)] = []
        for (option, text) in places where !text.isEmpty {
            guard let place = Int(text), (1...places.count).contains(place) else {
                throw Fault("placeInvalid")
            }
            guard !taken.contains(where: { $0.place == place }) else { throw Fault("samePlace") }
            taken.append((place, option))
        }
        guard !taken.isEmpty else { throw Fault("noPlace") }
        return taken.sorted { $0.place < $1.place }.map(\.option)
    }
}

extension Visit {
    /// A text about voices to whoever said something, by the end of its key.
    func ownVoice(_ key: String) -> String { texts["ov-\(key)"] ?? text(key) }

    /// Nine digits, so that they can be read out: `123 456 789`.
    func number(ofVoice number: VoiceNumber) -> String {
        let digits = Array(String(number))
        return stride(from: 0, to: digits.count, by: 3).map {
            String(digits[$0..<min($0 + 3, digits.count)])
        }.joined(separator: " ")
    }

    /// `22 November 2026`.
    func wholeDay(ofVoice instant: Instant) -> String {
        Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000).formatted(
            Date.FormatStyle(locale: locale, timeZone: timeZone).day().month(.wide).year())
    }
}
