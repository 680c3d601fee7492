import Domain
import Foundation
import Kernel
import Runtime

/// What is done about a voice on a page, as it stands in addresses.
enum VoiceWord: String, CaseIterable {
    /// Into a proposal that there is.
    case gather
    /// Into one of its own.
    case propose
    /// Out of the one it is in.
    case apart
    /// With another voice.
    case together
    case answer
    case postpone
    /// Somebody told them.
    case told
}

/// What a form says of a voice, and at which field it goes wrong.
///
/// Only shapes are judged here: whether it may be done the engine says.
enum VoiceForm {
    /// A field of a form about a voice, by its name there.
    enum Field: String {
        case words, who, channel, proposal, title, kind, to, reason
    }

    /// What is wrong, by the key of its text, at its field; `nil`: at the head of the page.
    struct Fault: Error, Equatable {
        let code: String
        let field: Field?

        init(_ code: String, _ field: Field? = nil) {
            self.code = code
            self.field = field
        }
    }

    /// What was refused: to be told where it was filled in, beside what was typed.
    struct Mistake {
        let word: VoiceWord
        let fault: Fault
        let form: Form
    }

    /// At which field of a form a refusal of the engine stands.
    static func field(_ code: String, _ word: VoiceWord?) -> Field? {
        switch code {
        case "wordsMissing", "wordsTooLong":
            switch word {
            case .postpone: .reason
            case .propose: .title
            case .answer, nil: .words
            case .gather, .apart, .together, .told: nil
            }
        case "dateDoesNotFit": .to
        case "reasonMissing": .reason
        case "proposalNeeded": .kind
        case "unknownProposal", "proposalMerged": word == .gather ? .proposal : nil
        default: nil
        }
    }

    // MARK: Hearing

    /// What somebody says to staff comes by one of these.
    static let heardBy = ["desk", "phone", "mail", "chat"]

    /// What somebody said, as it was taken down.
    struct Heard {
        let key: String
        let words: String
        let channel: VoiceChannel
        /// `nil`: it is read from the words.
        let language: VoiceLanguage?

        /// - Throws: ``Fault``: the field that is wrong.
        init(_ form: Form) throws(Fault) {
            guard heardBy.contains(form["channel"]), let channel = VoiceChannel(form["channel"])
            else { throw Fault("chooseOne", .channel) }
            let words = form["words"]
            guard words.contains(where: { !$0.isWhitespace }) else {
                throw Fault("wordsMissing", .words)
            }
            guard words.utf8.count <= SaidVoice.wordByteCountMax else {
                throw Fault("wordsTooLong", .words)
            }
            key = form["key"]
            self.words = words.trimmingCharacters(in: .whitespacesAndNewlines)
            self.channel = channel
            language = form["language"].isEmpty ? nil : VoiceLanguage(form["language"])
        }
    }

    // MARK: Answering

    /// An answer to one voice alone.
    ///
    /// - Throws: ``Fault``: the field that is wrong.
    static func answer(
        _ form: Form, to voice: Voice, readIn read: VoiceLanguage?
    ) throws(Fault) -> VoiceDesk.Handling {
        guard let kind = VoiceAnswer.Kind(rawValue: form["kind"]) else {
            throw Fault("chooseOne", .kind)
        }
        let words = form["words"].trimmingCharacters(in: .whitespacesAndNewlines)
        guard !words.isEmpty else { throw Fault("wordsMissing", .words) }
        try check(read, of: voice, form, .words)
        return .answer(voice.id, kind, words: words)
    }

    /// The end of the day that was chosen, by the venue's clock, with a reason.
    ///
    /// - Throws: ``Fault``: the field that is wrong.
    static func postponed(
        _ form: Form, _ voice: Voice, readIn read: VoiceLanguage?, _ visit: Visit
    ) throws(Fault) -> VoiceDesk.Handling {
        let calendar = PageRoutes.calendar(visit.timeZone.identifier)
        guard let to = PageRoutes.moment("\(form["to"])T23:59", calendar),
            Instant.recordable.contains(to)
        else { throw Fault("dateMissing", .to) }
        let reason = form["reason"].trimmingCharacters(in: .whitespacesAndNewlines)
        guard !reason.isEmpty else { throw Fault("reasonMissing", .reason) }
        try check(read, of: voice, form, .reason)
        return .postpone(voice.id, to: to, reason: reason)
    }

    /// What cannot be taken back is looked at once more when it seems to be in another language
    /// than theirs.
    private static func check(
        _ read: VoiceLanguage?, of voice: Voice, _ form: Form, _ field: Field
    ) throws(Fault) {
        let theirs = voice.said.language?.description
        guard form["sure"] != "yes",
            VoiceText.isOther(theirs: theirs, read: read?.description)
        else { return }
        throw Fault("otherLanguage", field)
    }
}
