import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// What somebody said and what became of it, on their own page.
extension PageRoutes {
    /// The most voices that are told, the newest first, and how many of them are not folded away.
    private static let ownVoiceCountMax = 100
    private static let freshVoiceCount = 3
    /// The most proposals that are told to hold what is like something new.
    private static let likeCountMax = 3
    private static let titleCharacterCountMax = 64

    func addOwnVoices(to router: Router<some RequestContext>) {
        for word in OwnVoiceWord.allCases {
            own(router, .post, "/me/:id/\(word.rawValue)") { request, secret, visit in
                let form = try await form(request, upTo: OwnVoiceForm.byteCountMax)
                return try await act(word, form, secret, visit)
            }
            // A form's address, asked for as a page: after a change of language, say.
            router.get("/me/:id/\(word.rawValue)") { _, context in
                redirect("/me/\(context.parameters.get("id") ?? "")")
            }
        }
        addSaying(to: router)
    }

    private func act(
        _ word: OwnVoiceWord, _ form: Form, _ secret: String, _ visit: Visit
    ) async throws -> Response {
        var form = form
        func refused(_ code: String) async throws -> Response {
            // Said under this key was something else: what is typed now is new.
            if code == VoiceRefusal.voiceDiffers.code { form.set("key", voiceDesk.freshId()) }
            return try await own(
                secret, visit, said: OwnVoiceForm.Mistake(word: word, code: code, form: form))
        }
        do {
            if word == .say, form["key"].isEmpty { form.set("key", voiceDesk.freshId()) }
            var proposal: Proposal?
            if let id = ProposalID(form["proposal"]) { proposal = await voiceDesk.proposal(id) }
            let language = voiceDesk.language(
                of: form["words"], onPageIn: VoiceLanguage(visit.language.rawValue))
            let doing = try OwnVoiceForm.doing(word, form, proposal, language: language)
            guard try await voiceDesk.act(doing, behind: secret) != nil else {
                return try message("linkGone", .notFound, visit)
            }
            return redirect("/me/\(secret)?done=\(word.done)#\(word.place)")
        } catch let fault as OwnVoiceForm.Fault {
            return try await refused(fault.code)
        } catch CommandRefusal.voice(let refusal) {
            return try await refused(refusal.code)
        } catch let refusal as CommandRefusal {
            return try await own(secret, visit, fault: refusal.code)
        }
    }

    /// The parts about what they said, and about proposals, of somebody's own page: theirs to read,
    /// whatever they allow others.
    func voices(
        on page: OwnPages.Page, _ secret: String, _ mistake: OwnVoiceForm.Mistake?, done: String,
        _ visit: Visit
    ) async throws -> [String: Any] {
        guard let own = try await voiceDesk.ownVoices(on: page) else { return [:] }
        let entries = own.view.entries.prefix(Self.ownVoiceCountMax).enumerated().map {
            place, voice in
            (voice, entry(voice, of: own, mistake, isFirst: place == 0, visit))
        }
        // What is open, or waits for their word, is never folded away.
        let isFresh = { (voice: Voice, place: Int) in
            voice.withdrawnAt == nil && (place < Self.freshVoiceCount || voice.isOpen)
                || mistake?.form["voice"] == voice.id.description
        }
        let fresh = entries.enumerated().filter { isFresh($1.0, $0) }.map(\.element.1)
        let older = entries.enumerated().filter { !isFresh($1.0, $0) }.map(\.element.1)
        let saying = mistake?.at(.say, "")
        var values: [String: Any] = [
            "base": "/me/\(secret)", "hasVoices": true,
            "sayKey": saying?.form["key"] ?? voiceDesk.freshId(),
            "typedSay": saying?.form["words"] ?? "", "ownVoices": fresh,
            "hasOlderVoices": !older.isEmpty, "olderVoices": older,
            "olderVoiceCount": older.count,
        ]
        values["faultSay"] = saying?.text(visit)
        let left = own.view.entries.count - entries.count
        if left > 0 { values["moreVoices"] = "\(visit.ownVoice("more")): \(visit.number(left))" }
        if done == OwnVoiceWord.say.done, let newest = own.view.entries.first {
            values.merge(await heard(newest, visit)) { $1 }
        }
        values.merge(proposals(of: own, mistake, visit)) { $1 }
        if let mistake, !isTold(mistake, in: own) { values["message"] = mistake.text(visit) }
        return values
    }

    /// Whether what was refused has a place on the page to be told at.
    private func isTold(
        _ mistake: OwnVoiceForm.Mistake, in own: VoiceDesk.OwnVoices
    ) -> Bool {
        switch mistake.word {
        case .say: return true
        case .helped, .reopen, .withdraw:
            return own.view.entries.contains { $0.id.description == mistake.form["voice"] }
        case .comment, .rather, .rank, .tried:
            return own.proposals.contains {
                $0.proposal.id.description == mistake.form["proposal"]
            }
        }
    }

    /// What is said back at once, with what others asked for that is like it.
    private func heard(_ voice: Voice, _ visit: Visit) async -> [String: Any] {
        let alike = await voiceDesk.openProposals(like: voice, atMost: Self.likeCountMax)
        return [
            "heardVoice": [
                "heardNumber": visit.number(ofVoice: voice.number),
                "heardBy": visit.wholeDay(ofVoice: voice.answerBy),
                "hasAlike": !alike.isEmpty,
                "alike": alike.map {
                    ["alikeTitle": $0.text.title, "alikePlace": "#proposal-\($0.id)"]
                },
            ] as [String: Any]
        ]
    }

    /// What is said when something is done stands where it was done: that is where the reader then
    /// looks.
    static func tellAtVoices(_ done: String, _ values: inout [String: Any]) {
        guard let word = OwnVoiceWord.allCases.first(where: { $0.done == done }),
            values["hasVoices"] != nil
        else { return }
        let key = word.place == "voices" ? "voiceDone" : "proposalDone"
        values[key] = values.removeValue(forKey: "done")
    }

    // MARK: One voice

    private func entry(
        _ voice: Voice, of own: VoiceDesk.OwnVoices, _ mistake: OwnVoiceForm.Mistake?,
        isFirst: Bool, _ visit: Visit
    ) -> [String: Any] {
        let id = voice.id.description
        let wrong = [OwnVoiceWord.helped, .reopen, .withdraw].compactMap { mistake?.at($0, id) }
        let isAnswered = voice.state == .answered
        let asks = isAnswered && voice.hasHelped == nil && mayTellHelp(voice, own)
        var values: [String: Any] = [
            "voice": id, "voiceTitle": Self.title(voice.said.words, visit),
            "voiceWords": voice.said.words, "voiceNumber": visit.number(ofVoice: voice.number),
            "voiceSaidAt": visit.dayAndTime(voice.saidAt),
            "voiceHow": visit.texts["ov-by-\(voice.said.channel)"] ?? visit.ownVoice("by-other"),
            "voiceState": visit.ownVoice("state-\(voice.state.rawValue)"),
            "isVoiceYes": isAnswered, "isVoiceHelp": voice.isOpen,
            "isVoiceShown": isFirst || asks || !wrong.isEmpty,
            "mayWithdraw": voice.withdrawnAt == nil, "mayReopen": isAnswered,
            "isReopenOpen": wrong.first?.word == .reopen,
            "typedReopen": mistake?.at(.reopen, id)?.form["words"] ?? "",
            "mayTellHelp": isAnswered && mayTellHelp(voice, own), "isHelpAsked": asks,
            "hasEarlier": !voice.earlier.isEmpty,
            "earlierAnswers": voice.earlier.reversed().map {
                ["earlierWords": $0.words, "earlierAt": visit.dayAndTime($0.at)]
            },
        ]
        // What is said in a few words stands at the head already.
        if values["voiceTitle"] as? String == voice.said.words { values["voiceWords"] = nil }
        values["voiceLang"] = voice.said.language?.description
        let isInForm = isAnswered && wrong.first?.word == .reopen
        values[isInForm ? "faultReopen" : "faultVoice"] = wrong.first?.text(visit)
        if voice.isOpen { values.merge(waiting(voice, of: own, visit)) { $1 } }
        if let answer = voice.answer, isAnswered {
            values["voiceAnswer"] = self.answer(answer, to: voice, of: own, visit)
        }
        if let hasHelped = voice.hasHelped, isAnswered {
            values["helpedTold"] = visit.ownVoice(hasHelped ? "helped-yes" : "helped-no")
        }
        return Self.withoutEmptyTexts(values)
    }

    /// Asked once it was done, or when there is nothing that has to be done; never of what is not
    /// done.
    private func mayTellHelp(_ voice: Voice, _ own: VoiceDesk.OwnVoices) -> Bool {
        guard let answer = voice.answer, answer.kind != .declined else { return false }
        return answer.proposal == nil || own.homes[voice.id]?.doneAt != nil
    }

    private func waiting(
        _ voice: Voice, of own: VoiceDesk.OwnVoices, _ visit: Visit
    ) -> [String: Any] {
        let isLate = voice.answerBy < own.at
        var values: [String: Any] = [
            "voiceWaits": String(
                format: visit.ownVoice(isLate ? "late" : "by"),
                visit.wholeDay(ofVoice: voice.answerBy)),
            "isVoiceLate": isLate, "voicePostponed": voice.postponedFor,
            "voiceReopened": voice.reopenedFor,
        ]
        if let home = own.homes[voice.id], home.text.isWorded {
            values["homeTitle"] = home.text.title
            values["homePlace"] = "#proposal-\(home.id)"
        }
        return values
    }

    private func answer(
        _ answer: VoiceAnswer, to voice: Voice, of own: VoiceDesk.OwnVoices, _ visit: Visit
    ) -> [String: Any] {
        var values: [String: Any] = [
            "answerKind": visit.ownVoice("kind-\(answer.kind.rawValue)"),
            "answerWords": answer.words, "answerAt": visit.dayAndTime(answer.at),
        ]
        values["answerLang"] = voice.said.language?.description
        if answer.heardWith != voice.id, let other = own.view[answer.heardWith] {
            values["withNumber"] = visit.number(ofVoice: other.number)
        }
        if let done = own.homes[voice.id]?.doneAt, answer.proposal != nil {
            values["answerDone"] = String(
                format: visit.ownVoice("doneSince"), visit.wholeDay(ofVoice: done))
        } else if answer.proposal != nil, answer.kind == .asAsked || answer.kind == .ourWay {
            values["answerDone"] = visit.ownVoice("notDoneYet")
        }
        return values
    }

    private static func title(_ words: String, _ visit: Visit) -> String {
        let line = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if line.isEmpty { return visit.ownVoice("forgotten") }
        guard line.count > titleCharacterCountMax else { return line }
        return "\(line.prefix(titleCharacterCountMax - 1))…"
    }
}
