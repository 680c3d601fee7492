import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// What somebody says at a desk, by telephone, by mail or in a chat, taken down by staff.
extension PageRoutes {
    /// Fewer letters than these are like too much.
    private static let alikeLetterCountMin = 4

    // MARK: Doing

    func hear(_ opened: Opened) async throws -> Response {
        // Only a look at who said the like, without a script.
        if opened.form["do"] == "look" { return try await hearing(nil, opened) }
        do {
            let heard = try VoiceForm.Heard(opened.form)
            let receipt = try await voiceDesk.hear(
                id: heard.key, words: heard.words, channel: heard.channel,
                language: heard.language, from: try speaker(opened), by: opened.viewer)
            guard let receipt else { throw VoiceForm.Fault("notHere", .who) }
            return redirect("/voices/\(receipt.voice)?done=heard")
        } catch let fault as VoiceForm.Fault {
            return try await hearing(fault, opened)
        } catch let refusal as House.DeskRefusal {
            return try await hearing(VoiceForm.Fault(refusal.code, .who), opened)
        } catch let refusal as CommandRefusal {
            return try await hearing(
                VoiceForm.Fault(refusal.code, VoiceForm.field(refusal.code, nil)), opened)
        } catch EntryRefusal.tooManyAttempts {
            return try await hearing(VoiceForm.Fault("tooManyAtDesk", .who), opened)
        } catch EntryRefusal.notAllowed {
            return try await hearing(VoiceForm.Fault("notHere", .who), opened)
        }
    }

    /// - Throws: ``VoiceForm/Fault``: nobody was named, and it was not said that nobody knows.
    private func speaker(_ opened: Opened) throws(VoiceForm.Fault) -> VoiceDesk.Speaker {
        let form = opened.form
        if let person = PersonID(form["person"]) { return .onCard(person) }
        if form["from"] == "nobody" { return .stranger }
        guard form["who"].contains(where: { !$0.isWhitespace }) else {
            throw VoiceForm.Fault("whoMissing", .who)
        }
        return .named(
            handed(form["who"], form["kind"]), why: House.Reason(rawValue: form["why"]))
    }

    // MARK: The form

    func hearing(_ fault: VoiceForm.Fault?, _ opened: Opened) async throws -> Response {
        let (visit, form) = (opened.visit, opened.form)
        let person = form["person"].isEmpty ? opened.query("person") : form["person"]
        let chosen = form["channel"].isEmpty ? "desk" : form["channel"]
        var values: [String: Any] = [
            "key": form["key"].isEmpty ? voiceDesk.freshId() : form["key"],
            "typed": form["words"], "typedWho": form["who"], "person": person,
            "isOnCard": !person.isEmpty, "isNobody": form["from"] == "nobody",
            "isLead": opened.viewer.role >= .lead, "sorts": kinds(form["kind"], visit),
            "reasons": House.Reason.allCases.map { each -> [String: Any] in
                [
                    "value": each.rawValue, "isChosen": each.rawValue == form["why"],
                    "text": visit.text(
                        "for\(each.rawValue.prefix(1).uppercased())\(each.rawValue.dropFirst())"),
                ]
            },
            "channels": VoiceForm.heardBy.map { each -> [String: Any] in
                [
                    "value": each, "text": visit.text("vo-by-\(each)"),
                    "isChosen": each == chosen,
                ]
            },
            "languages": languages(form["language"], visit),
        ]
        if let fault {
            let text = visit.voiced(fault.code)
            values[fault.field.map { "fault_\($0.rawValue)" } ?? "message"] = text
        }
        values.merge(try await alike(form["words"], opened)) { $1 }
        return html(
            "voicenew", title: "voices", titled: visit.text("vo-new"), visit,
            status: fault == nil ? .ok : .unprocessableContent, Self.withoutEmptyTexts(values))
    }

    /// Languages to choose from.
    func languages(_ chosen: String?, _ visit: Visit) -> [[String: Any]] {
        VoiceForm.spoken.compactMap { VoiceLanguage($0) }.map { each in
            [
                "value": each.description, "text": visit.name(of: each),
                "isChosen": each.description == chosen,
            ]
        }
    }

    // MARK: Who said the like

    /// A part of the form, while somebody types.
    func alike(_ opened: Opened) async throws -> Response {
        guard opened.isPart else { return redirect("/voices/new") }
        let text = VoiceText.begin(of: opened.query("text"), bytes: VoiceIndexing.textByteCountMax)
        return html(
            "voicesimilar", title: "voices", opened.visit, live: true,
            try await alike(text, opened))
    }

    private func alike(_ words: String, _ opened: Opened) async throws -> [String: Any] {
        let visit = opened.visit
        let letters = words.count { !$0.isWhitespace }
        guard letters >= Self.alikeLetterCountMin else { return [:] }
        let found = try await voiceDesk.similar(
            to: words, atMost: Self.similarCountMax, for: opened.viewer
        ).map(\.entry)
        let (titles, now) = (await proposalTitles(found), house.now)
        let count = found.count
        return [
            "isAsked": true, "isNone": found.isEmpty,
            "heading": count == 1
                ? visit.text("vo-alikeOne")
                : String(format: visit.text("vo-alikeMany"), visit.number(count)),
            "similar": found.map { other -> [String: Any] in
                var values = row(other, titles, at: now, visit)
                values["words"] = other.voice.said.words
                values["answers"] = [other.voice.answer].compactMap(\.self).map {
                    ["answer": $0.words, "kind": visit.text("vo-kind-\($0.kind.rawValue)")]
                }
                return values
            },
        ]
    }
}
