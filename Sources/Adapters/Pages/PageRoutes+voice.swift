import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// One voice: what was said, what became of it, and what staff does about it.
extension PageRoutes {
    /// How many that are like it are shown.
    static let similarCountMax = 5
    /// The most proposals to choose from: the newest.
    private static let choiceCountMax = 200

    // MARK: Doing

    func act(_ word: VoiceWord, _ opened: Opened) async throws -> Response {
        guard let id = VoiceID(opened.identifier),
            let entry = try await voiceDesk.entry(id, for: opened.viewer)
        else { return try message("notFound", .notFound, opened.visit) }
        do {
            let done = try await carryOut(word, on: entry, opened)
            return redirect("/voices/\(id)?done=\(done)")
        } catch let fault as VoiceForm.Fault {
            return try await voice(
                VoiceForm.Mistake(word: word, fault: fault, form: opened.form), opened)
        } catch let refusal as CommandRefusal {
            let fault = VoiceForm.Fault(refusal.code, VoiceForm.field(refusal.code, word))
            return try await voice(
                VoiceForm.Mistake(word: word, fault: fault, form: opened.form), opened)
        }
    }

    /// - Returns: The word of what is said when it is done.
    private func carryOut(
        _ word: VoiceWord, on entry: VoiceDesk.Entry, _ opened: Opened
    ) async throws -> String {
        let (form, voice, viewer) = (opened.form, entry.voice, opened.viewer)
        switch word {
        case .gather:
            guard let proposal = ProposalID(form["proposal"]) else {
                throw VoiceForm.Fault("chooseProposal", .proposal)
            }
            return try await gather([voice.id], proposal, viewer)
        case .propose:
            let title = form["title"]
            guard title.contains(where: { !$0.isWhitespace }) else {
                throw VoiceForm.Fault("titleMissing", .title)
            }
            // Else a proposal of nobody would stand there.
            guard voice.isOpen else {
                throw VoiceForm.Fault(
                    voice.withdrawnAt == nil ? "alreadyAnswered" : "voiceWithdrawn")
            }
            let proposal = try await open(form["key"], title, viewer)
            return try await gather([voice.id], proposal, viewer, isNew: true)
        case .apart:
            try await voiceDesk.handle(.gather([voice.id], nil), by: viewer)
        case .together: return try await putTogether(entry, opened)
        case .answer:
            try await voiceDesk.handle(
                VoiceForm.answer(form, to: voice, readIn: read(form["words"])), by: viewer)
        case .postpone:
            try await voiceDesk.handle(
                VoiceForm.postponed(form, voice, readIn: read(form["reason"]), opened.visit),
                by: viewer)
        case .told: try await voiceDesk.noteTold(voice.id, by: viewer)
        }
        return word.rawValue
    }

    private func read(_ words: String) -> VoiceLanguage? { voiceDesk.search.language(of: words) }

    private func gather(
        _ ids: [VoiceID], _ proposal: ProposalID, _ viewer: Viewer, isNew: Bool = false
    ) async throws -> String {
        let standing = await proposalBoard.proposal(proposal)
        // What it was put into has its voices.
        try await voiceDesk.handle(.gather(ids, standing?.id ?? proposal), by: viewer)
        if isNew { return VoiceWord.propose.rawValue }
        return standing?.decidedAt == nil ? VoiceWord.gather.rawValue : "decided"
    }

    /// Opens a proposal for what somebody asked; sent twice it is one. What is asked is worded by
    /// staff: it stays when whoever asked is forgotten, and others read it.
    private func open(
        _ key: String, _ title: String, _ viewer: Viewer
    ) async throws -> ProposalID {
        guard let id = ProposalID(key) else { throw VoiceForm.Fault("other") }
        guard title.utf8.count <= Proposal.wordByteCountMax else {
            throw VoiceForm.Fault("wordsTooLong", .title)
        }
        try await proposalBoard.act(.open(id, Proposal.Text(title: title)), by: viewer)
        return id
    }

    private func putTogether(_ entry: VoiceDesk.Entry, _ opened: Opened) async throws -> String {
        guard let id = VoiceID(opened.form["other"]),
            let other = try await voiceDesk.entry(id, for: opened.viewer)
        else { throw VoiceForm.Fault("unknownVoice") }
        let both = [entry.voice.id, other.voice.id]
        switch VoiceTogether(entry, other) {
        case .done: return VoiceWord.together.rawValue
        case .here(let proposal):
            guard let proposal = ProposalID(proposal) else { break }
            return try await gather([entry.voice.id], proposal, opened.viewer)
        case .there(let proposal):
            guard let proposal = ProposalID(proposal) else { break }
            return try await gather([id], proposal, opened.viewer)
        case .new:
            let title = VoiceText(isDutch: opened.visit.language == .nl).title(
                of: entry.voice.number, and: other.voice.number)
            let proposal = try await open(opened.form["key"], title, opened.viewer)
            return try await gather(both, proposal, opened.viewer, isNew: true)
        case .never: break
        }
        throw VoiceForm.Fault("alreadyAnswered")
    }

    // MARK: The page

    func voice(_ mistake: VoiceForm.Mistake?, _ opened: Opened) async throws -> Response {
        let visit = opened.visit
        guard let id = VoiceID(opened.identifier),
            let entry = try await voiceDesk.entry(id, for: opened.viewer)
        else { return try message("notFound", .notFound, visit) }
        let (voice, now) = (entry.voice, house.now)
        var values = row(entry, await proposalTitles([entry]), at: now, visit)
        values.merge(said(voice, visit)) { $1 }
        values.merge(answers(voice, visit)) { $1 }
        values.merge(posts(voice, visit)) { $1 }
        if voice.withdrawnAt == nil {
            values.merge(try await likeIt(entry, opened)) { $1 }
        }
        if voice.isOpen {
            values.merge(await choices(entry, mistake, visit)) { $1 }
            values.merge(answering(voice, mistake, at: now, visit)) { $1 }
        }
        if let mistake {
            let text = visit.voiced(mistake.fault.code)
            // Of what is over there is no form any more.
            if let field = mistake.fault.field, voice.isOpen {
                values["fault_\(mistake.word.rawValue)_\(field.rawValue)"] = text
                values["isOpen_\(mistake.word.rawValue)"] = true
            } else {
                values["message"] = text
            }
        } else {
            let done = opened.query("done")
            values["done"] = visit.texts["vo-done-\(done)"]
            values["isHeard"] = done == "heard" && voice.isOpen
        }
        return html(
            "voice", title: "voices",
            titled: "\(visit.text("vo-voice")) \(VoiceText.number(voice.number))", visit,
            status: mistake == nil ? .ok : .unprocessableContent, values)
    }

    private func said(_ voice: Voice, _ visit: Visit) -> [String: Any] {
        // What they took back is not read any more.
        let isTheirs = voice.withdrawnAt == nil
        return [
            "words": isTheirs ? voice.said.words : visit.text("vo-wordsGone"),
            "saidAt": visit.dayAndTime(voice.saidAt),
            "isPostponed": !voice.postponedFor.isEmpty && voice.isOpen,
            "postponedFor": voice.postponedFor, "reopenedFor": voice.reopenedFor,
            "hasReopened": isTheirs && !voice.reopenedFor.isEmpty,
            "theirLanguage": visit.language(of: voice),
            "isLanguageKnown": voice.said.language != nil,
        ]
    }

    private func answers(_ voice: Voice, _ visit: Visit) -> [String: Any] {
        func one(_ answer: VoiceAnswer) -> [String: Any] {
            [
                "kind": visit.text("vo-kind-\(answer.kind.rawValue)"), "answer": answer.words,
                "answeredAt": visit.dayAndTime(answer.at), "isOfProposal": answer.proposal != nil,
                "ofProposal": answer.proposal?.description ?? "",
            ]
        }
        var values: [String: Any] = [
            "answers": [voice.answer].compactMap(\.self).map(one),
            "hasEarlier": !voice.earlier.isEmpty, "earlier": voice.earlier.reversed().map(one),
        ]
        values["helped"] = voice.hasHelped.map { visit.text($0 ? "vo-helped" : "vo-notHelped") }
        return values
    }

    /// What was sent, the newest first, and whether it came through.
    private func posts(_ voice: Voice, _ visit: Visit) -> [String: Any] {
        [
            "hasPosts": !voice.posts.isEmpty,
            "posts": voice.posts.reversed().map { post -> [String: Any] in
                [
                    "at": visit.dayAndTime(post.at),
                    "what": visit.text("vo-subject-\(post.subject.rawValue)"),
                    "outcome": visit.text("vo-outcome-\(post.outcome.rawValue)"),
                    "isBounced": post.outcome == .bounced,
                ]
            },
            "hasComeBack": voice.hasComeBack,
            "mayTell": voice.withdrawnAt == nil && !voice.wasTold
                && (voice.hasComeBack || voice.answer != nil),
        ]
    }

    /// Who said the like, each with what one tap does.
    private func likeIt(_ entry: VoiceDesk.Entry, _ opened: Opened) async throws -> [String: Any] {
        let visit = opened.visit
        let found = try await voiceDesk.similar(
            to: entry.voice.said.words, atMost: Self.similarCountMax, except: entry.voice.id,
            for: opened.viewer
        ).map(\.entry)
        let (titles, now) = (await proposalTitles(found), house.now)
        var decided: Set<String> = []
        for id in Set((found + [entry]).compactMap(\.proposal))
        where await proposalBoard.proposal(id)?.decidedAt != nil { decided.insert("\(id)") }
        return [
            "self": entry.voice.id.description, "hasSimilar": !found.isEmpty,
            "similar": found.map { other -> [String: Any] in
                var values = row(other, titles, at: now, visit)
                let together = VoiceTogether(entry, other)
                values["isTogether"] = together == .done
                values["mayJoin"] = ![.done, .never].contains(together)
                values["joinHow"] = visit.text("vo-join-\(together.word(decided))")
                values["joinKey"] = proposalBoard.freshId()
                values["answers"] = [other.voice.answer].compactMap(\.self).map {
                    ["answer": $0.words, "kind": visit.text("vo-kind-\($0.kind.rawValue)")]
                }
                return values
            },
        ]
    }

    // MARK: Its forms

    /// The proposals that it may be put into; what is decided answers it at once.
    private func choices(
        _ entry: VoiceDesk.Entry, _ mistake: VoiceForm.Mistake?, _ visit: Visit
    ) async -> [String: Any] {
        let rows = await proposalBoard.rows(atMost: Self.choiceCountMax)
        let mine = mistake?.word == .gather ? mistake?.form["proposal"] : nil
        func options(_ isWanted: (Proposal) -> Bool) -> [[String: Any]] {
            rows.map(\.proposal).filter { isWanted($0) && $0.id != entry.proposal }.map {
                proposal in
                [
                    "value": proposal.id.description, "text": proposal.text.title,
                    "isChosen": proposal.id.description == mine,
                ]
            }
        }
        let open = options { $0.decidedAt == nil }
        let decided = options { $0.decidedAt != nil }
        let typed = mistake?.word == .propose ? mistake?.form["title"] : nil
        return [
            "self": entry.voice.id.description, "hasProposals": !(open.isEmpty && decided.isEmpty),
            "openProposals": open,
            "hasDecided": !decided.isEmpty, "decidedProposals": decided,
            "title": typed
                ?? VoiceText(isDutch: visit.language == .nl).title(of: entry.voice.number),
            "key": proposalBoard.freshId(),
        ]
    }

    private func answering(
        _ voice: Voice, _ mistake: VoiceForm.Mistake?, at now: Instant, _ visit: Visit
    ) -> [String: Any] {
        func typed(_ word: VoiceWord, _ name: String) -> String {
            mistake?.word == word ? mistake?.form[name] ?? "" : ""
        }
        let kind = typed(.answer, "kind")
        return [
            "isOther": mistake?.fault.code == "otherLanguage",
            "kinds": VoiceAnswer.Kind.allCases.filter(\.isGivenAlone).map { each -> [String: Any] in
                [
                    "value": each.rawValue, "text": visit.text("vo-kind-\(each.rawValue)"),
                    "isChosen": each.rawValue == kind,
                ]
            },
            "typedAnswer": typed(.answer, "words"), "typedTo": typed(.postpone, "to"),
            "typedReason": typed(.postpone, "reason"),
            // In the words of the field: after the date that they have.
            "toLeast": visit.isoDay(max(now, voice.answerBy) + .hours(24)),
        ]
    }
}

extension VoiceTogether {
    fileprivate init(_ entry: VoiceDesk.Entry, _ other: VoiceDesk.Entry) {
        self.init(
            mine: entry.proposal?.description, isOpen: entry.voice.isOpen,
            theirs: other.proposal?.description, isOtherOpen: other.voice.isOpen)
    }

    /// As it stands in the key of its text.
    ///
    /// - Parameter decided: Proposals whose decision answers at once what is put there.
    fileprivate func word(_ decided: Set<String>) -> String {
        switch self {
        case .here(let proposal) where decided.contains(proposal): "answer"
        case .there(let proposal) where decided.contains(proposal): "answer"
        case .done: "done"
        case .here: "here"
        case .there: "there"
        case .new: "new"
        case .never: "never"
        }
    }
}
