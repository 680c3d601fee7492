import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import Ports
import Runtime

/// One proposal: who asked for what, what could be done, how it is weighed, and what is decided.
extension PageRoutes {
    /// The most people, and comments, that one page lists.
    private static let askerCountMax = 50
    private static let commentCountMax = 50
    private static let voiceShownMax = 3
    private static let doneWords: Set<String> = [
        "opened", "worded", "option", "dropped", "scored", "decided", "waits", "confirmed",
        "sentback", "finished", "merged", "gathered", "letgo",
    ]
    /// The most voices like this proposal that are offered, and that are looked through for them.
    private static let alikeCountMax = 5
    private static let alikeSearchMax = 20
    /// Of how many voices the words find what is like an unworded proposal.
    private static let alikeFromMax = 3

    /// - Parameters:
    ///   - faults: By field, the key of what is wrong at it; of no field: above the page.
    ///   - typed: What was typed where something is wrong.
    func proposal(
        _ opened: Opened, faults: [String: String] = [:], typed: Form = Form("")
    ) async throws -> Response {
        let visit = opened.visit
        // Looked at first, so that no count is shown that is just being made.
        let isTelling =
            if let id = ProposalID(opened.identifier) {
                await proposalBoard.isTelling(id)
            } else { false }
        guard let sheet = await proposalSheet(opened) else {
            return try message("notFound", .notFound, visit)
        }
        let id = sheet.proposal.id
        guard id.description == opened.identifier else { return redirect("/proposals/\(id)") }
        let names = try doorkeeper.names(for: opened.viewer)
        var values = stateValues(sheet.proposal, visit)
        values["base"] = "/proposals/\(id)"
        values["heading"] = sheet.proposal.text.title
        values["isOpen"] = sheet.proposal.state == .open
        values["mayLead"] = opened.viewer.role >= .lead
        let done = opened.query("done")
        if Self.doneWords.contains(done) { values["done"] = visit.text("pr-done-\(done)") }
        values["isTelling"] = isTelling
        values["message"] = ProposalFields(form: typed, faults: faults, visit: visit).whole
        values["say_numbers"] = visit.text("in-numbers")
        values.merge(said(sheet, visit)) { $1 }
        values.merge(decided(sheet, names, opened)) { $1 }
        values.merge(asked(sheet, visit)) { $1 }
        values.merge(try await alike(sheet, opened)) { $1 }
        values.merge(weighed(sheet, names, opened)) { $1 }
        values.merge(heard(sheet, visit)) { $1 }
        values["back-note"] = sentBack(sheet.proposal, names, visit)
        values["why"] = ProposalFields(form: typed, faults: faults, visit: visit).field(
            "why", hint: "pr-whyHint")
        values.merge(await merging(sheet.proposal, faults, typed, visit)) { $1 }
        return html(
            "proposal", title: "voices", titled: sheet.proposal.text.title, visit,
            status: faults.isEmpty ? .ok : .unprocessableContent, values)
    }

    // MARK: What it says

    private func said(_ sheet: ProposalBoard.Sheet, _ visit: Visit) -> [String: Any] {
        let text = sheet.proposal.text
        let parts = [("ask", text.ask), ("need", text.need), ("ours", text.ours)].map {
            name, words -> [String: Any] in
            [
                "name": visit.text("pr-\(name)"), "words": words, "isMissing": words.isEmpty,
                "lacks": visit.text("pr-\(name)Missing"),
            ]
        }
        var values: [String: Any] = ["parts": parts, "tally": tally(sheet.tally, visit)]
        let open = sheet.askers.flatMap(\.voices).filter(\.isOpen)
        if let answerBy = open.map(\.answerBy).min() {
            let isOver = answerBy < house.now
            values["date"] = visit.completed(isOver ? "pr-wasDue" : "pr-due", visit.day(answerBy))
            values["isOver"] = isOver
        }
        return values
    }

    // MARK: What is decided

    private func decided(
        _ sheet: ProposalBoard.Sheet, _ names: [StaffID: String], _ opened: Opened
    ) -> [String: Any] {
        let (visit, proposal) = (opened.visit, sheet.proposal)
        func name(_ staff: StaffID) -> String { names[staff] ?? staff.description }
        guard let decision = proposal.decision else { return ["hasDecision": false] }
        let waits = proposal.state == .awaitsSecond
        let isMine = decision.by == opened.viewer.account
        let principle = sheet.charter.principle(decision.principle).map {
            visit.language.of($0.words)
        }
        var values: [String: Any] = [
            "hasDecision": true, "waits": waits,
            "kind": visit.text("pr-kind-\(decision.kind.rawValue)"),
            "chosen": decision.option.flatMap(proposal.option).map { [$0.words] } ?? [],
            "reasons": [
                ["lang": "nl", "words": decision.reason.nl],
                ["lang": "en", "words": decision.reason.en],
            ],
            "prevailed": visit.text("pr-prevails-\(decision.prevails.rawValue)"),
            "principle": principle ?? decision.principle.description,
            "version": visit.completed("pr-version", visit.number(Int(decision.charter))),
            "by": visit.completed("pr-by", name(decision.by), visit.dayAndTime(decision.at)),
            "mayConfirm": waits && !isMine && opened.viewer.role >= .lead,
            "mayFinish": proposal.state == .decided && decision.option != nil
                && opened.viewer.role >= .lead,
        ]
        if waits {
            values["waiting"] = visit.completed(
                isMine ? "pr-waitsMine" : "pr-waits", name(decision.by))
            values["because"] = because(decision, sheet, visit)
        }
        if let second = proposal.confirmedBy {
            values["confirmed"] = visit.completed("pr-confirmedBy", name(second))
        }
        if let at = proposal.doneAt {
            values["finished"] = visit.completed("pr-doneAt", visit.dayAndTime(at))
            values["helping"] = visit.completed(
                "pr-helping", visit.number(sheet.helped.yes), visit.number(sheet.helped.no))
        }
        return values
    }

    // MARK: Who asked

    private func asked(_ sheet: ProposalBoard.Sheet, _ visit: Visit) -> [String: Any] {
        let left = sheet.askers.count - Self.askerCountMax
        var values: [String: Any] = [
            "askerCount": visit.customers(sheet.askers.count, venue),
            "hasAskers": !sheet.askers.isEmpty,
            "askers": sheet.askers.prefix(Self.askerCountMax).map { asker -> [String: Any] in
                let more = asker.voices.count - Self.voiceShownMax
                return [
                    "people": asker.person.map { [$0.description] } ?? [],
                    "who": visit.completed("pr-card", visit.aCustomer(venue)),
                    "said": asker.voices.suffix(Self.voiceShownMax).map { said($0, visit) },
                    "more": more > 0 ? [visit.completed("pr-moreOf", visit.number(more))] : [],
                ]
            },
        ]
        if left > 0 { values["moreAskers"] = visit.completed("pr-more", visit.number(left)) }
        return values
    }

    private func said(_ voice: Voice, _ visit: Visit) -> [String: Any] {
        let helped = voice.hasHelped.map { visit.text($0 ? "pr-helped" : "pr-helpedNot") }
        return [
            "id": voice.id.description, "words": voice.said.words,
            "langs": voice.said.language.map { [$0.description] } ?? [],
            "number": VoiceText.number(voice.number), "at": visit.longDay(voice.saidAt),
            "channel": visit.texts["pr-channel-\(voice.said.channel)"]
                ?? voice.said.channel.description,
            "stands": visit.text("pr-voice-\(voice.state.rawValue)"),
            "reopened": voice.reopenedFor.isEmpty ? [] : [voice.reopenedFor],
            "helps": helped.map { [$0] } ?? [], "didHelp": voice.hasHelped == true,
        ]
    }

    /// Voices that say the like and are in no proposal: people put them together, not the house.
    private func alike(
        _ sheet: ProposalBoard.Sheet, _ opened: Opened
    ) async throws -> [String: Any] {
        let (visit, text) = (opened.visit, sheet.proposal.text)
        guard sheet.proposal.state == .open else { return ["hasAlike": false] }
        // Until staff words what is asked, what was said finds the like.
        let theirs = sheet.askers.flatMap(\.voices).filter { $0.withdrawnAt == nil }
        let asked =
            text.ask.isEmpty
            ? theirs.prefix(Self.alikeFromMax).map(\.said.words).joined(separator: "\n") : text.ask
        let found = try await voiceDesk.similar(
            to: asked, atMost: Self.alikeSearchMax, for: opened.viewer
        ).map(\.entry.voice).filter { $0.isOpen && $0.proposal == nil }
        let alike = found.prefix(Self.alikeCountMax)
        return ["hasAlike": !alike.isEmpty, "alike": alike.map { said($0, visit) }]
    }

    // MARK: What customers think of it

    private func heard(_ sheet: ProposalBoard.Sheet, _ visit: Visit) -> [String: Any] {
        let left = sheet.comments.count - Self.commentCountMax
        var values: [String: Any] = [
            "hasComments": !sheet.comments.isEmpty,
            "comments": sheet.comments.suffix(Self.commentCountMax).map {
                comment -> [String: Any] in
                [
                    "people": comment.person.map { [$0.description] } ?? [],
                    "who": visit.completed("pr-card", visit.aCustomer(venue)),
                    "words": comment.words, "at": visit.day(comment.at),
                    "kind": visit.text(comment.isAnswer ? "pr-rather" : "pr-comment"),
                ]
            },
        ]
        if left > 0 { values["moreComments"] = visit.completed("pr-more", visit.number(left)) }
        return values
    }

    // MARK: Into another

    private func merging(
        _ proposal: Proposal, _ faults: [String: String], _ typed: Form, _ visit: Visit
    ) async -> [String: Any] {
        guard proposal.state == .open else { return ["mayMerge": false] }
        // Into what is decided all its voices would be answered at once.
        let others = await proposalBoard.rows(state: .open, atMost: 100).filter {
            $0.proposal.id != proposal.id
        }
        let fields = ProposalFields(form: typed, faults: faults, visit: visit)
        return [
            "mayMerge": !others.isEmpty || faults["into"] != nil,
            "isMergeOpen": faults["into"] != nil,
            "into": fields.choice(
                "into", hint: "pr-intoHint",
                [("", visit.text("pr-choose"))]
                    + others.map { ($0.proposal.id.description, $0.proposal.text.title) }),
        ]
    }
}
