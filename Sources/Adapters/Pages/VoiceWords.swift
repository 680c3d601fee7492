import Domain
import Foundation
import Kernel
import Runtime

/// Voices, as the reader's language says them.
extension Visit {
    /// A refusal about a voice; of one without words of its own, that of all.
    func voiced(_ code: String) -> String {
        let texts = texts
        return texts["vo-no-\(code)"] ?? texts[code] ?? text("vo-no-other")
    }

    /// What it came by, in words; as it is called where there are none.
    func channel(_ channel: VoiceChannel) -> String {
        texts["vo-by-\(channel)"] ?? channel.description
    }

    /// What a language is called: "Dutch"; its code where it has no name here.
    func name(of language: VoiceLanguage) -> String {
        locale.localizedString(forLanguageCode: language.description) ?? language.description
    }

    func language(of voice: Voice) -> String {
        voice.said.language.map(name) ?? text("vo-languageUnknown")
    }

    /// From today to the day of a moment, by the venue's clock; below 0 it is over.
    func days(from now: Instant, to moment: Instant) -> Int {
        let span = startOfDay(moment).milliseconds - startOfDay(now).milliseconds
        // Days of 23 and 25 hours are days too.
        return Int((Double(span) / 86_400_000).rounded())
    }

    /// Where it stands: what became of it, or that it waits.
    func state(_ voice: Voice) -> String {
        switch voice.state {
        case .answered: text("vo-kind-\(voice.answer?.kind.rawValue ?? "said")")
        case .acknowledged, .considered, .withdrawn: text("vo-state-\(voice.state.rawValue)")
        }
    }
}
