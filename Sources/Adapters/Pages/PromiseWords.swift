import Domain
import Foundation
import Kernel

/// Promises to somebody, as the reader's language says them.
///
/// To staff by the plain key, to the person by the one with `own-` where there is one.
extension Visit {
    /// A text about promises; of a refusal without one of its own, that of all.
    func promised(_ code: String) -> String { texts["promised-\(code)"] ?? text(code) }

    private func promised(_ key: String, own: Bool) -> String {
        (own ? texts["promised-own-\(key)"] : nil) ?? promised(key)
    }

    /// Where it stands; where the letter and their reading differ, neither stands for both.
    func state(_ promise: Promise, at now: Instant, own: Bool) -> String {
        let state = promise.state(at: now)
        let isDifferent = state == .broken && difference(promise, own: own) != nil
        return promised("state-\(isDifferent ? "differs" : state.rawValue)", own: own)
    }

    /// What it came by, in words; as it is called where there are none.
    func channel(_ channel: PromiseChannel) -> String {
        texts["promised-by-\(channel)"] ?? channel.description
    }

    /// What they understood; that nobody knows is said, and never taken for the letter.
    func reading(_ promise: Promise, own: Bool) -> String {
        guard let reading = promise.reading else {
            return promised(promise.askedAt == nil ? "notAsked" : "asked", own: own)
        }
        let now = words(of: reading, own: own)
        guard let earlier = promise.earlierReading else { return now }
        return "\(now) (\(text("promised-before")) \(words(of: earlier, own: own)))"
    }

    private func words(of reading: PromiseReading, own: Bool) -> String {
        if !reading.words.isEmpty { return "“\(reading.words)”" }
        return promised(reading.isDisputed ? "wordless" : "asSaidIs", own: own)
    }

    /// Kept, not kept, or not known.
    func verdict(_ verdict: PromiseVerdict?, unknown: String) -> String {
        guard let verdict else { return promised(unknown) }
        return promised(verdict.isKept ? "kept" : "broken")
    }

    /// By what it is known, and when.
    func evidence(_ verdict: PromiseVerdict, own: Bool) -> String {
        "\(how(verdict.evidence, own: own)) · \(dayAndTime(verdict.at))"
    }

    private func how(_ evidence: PromiseVerdict.Evidence, own: Bool) -> String {
        switch evidence {
        case .wait(_, let took):
            String(format: promised("from-wait"), length(Self.roundedUp(took)))
        case .signal: promised("from-signal")
        case .boarded: promised("from-boarded")
        case .got: promised("from-got")
        case .told(let claimant): promised("from-\(claimant.role)", own: own)
        }
    }

    /// In seconds, to the whole unit that is told: what took a second too long is not told as if
    /// it had not.
    private static func roundedUp(_ span: Span) -> Int64 {
        let seconds = span.milliseconds / 1_000 + (span.milliseconds % 1_000 > 0 ? 1 : 0)
        guard seconds >= 120, seconds % 60 > 0 else { return seconds }
        return (seconds / 60 + 1) * 60
    }

    /// That the letter and their reading differ: both stand.
    func difference(_ promise: Promise, own: Bool) -> String? {
        guard let letter = promise.byLetter, let reading = promise.byReading,
            letter.isKept != reading.isKept
        else { return nil }
        return promised(letter.isKept ? "onlyByLetter" : "onlyByReading", own: own)
    }
}

extension Claimant {
    /// Who says it, by role: never who.
    fileprivate var role: String {
        switch self {
        case .house, .staff: "house"
        case .source: "source"
        case .person, .personTo: "person"
        }
    }
}
