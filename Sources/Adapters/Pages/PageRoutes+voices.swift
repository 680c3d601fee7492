import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// What people said, as staff reads, hears and answers it.
extension PageRoutes {
    /// The most bytes of a form about a voice: words of 4,000 letters, however they are written.
    static let voiceFormByteCountMax = 64 << 10
    /// So many on one page.
    static let voiceCountMax = 50
    private static let cardVoiceCountMax = 10
    /// The most letters that are shown of a voice in a list.
    static let voiceLetterCountMax = 140

    func addVoices(to router: Router<some RequestContext>) {
        page(router, .get, "/voices", at: .host) { try await inbox($0) }
        page(router, .get, "/voices/:id", at: .host) { opened in
            switch opened.identifier {
            case "new": try await hearing(nil, opened)
            case "similar": try await alike(opened)
            default: try await voice(nil, opened)
            }
        }
        page(
            router, .post, "/voices/:id", at: .host, formLimit: Self.voiceFormByteCountMax
        ) { opened in
            guard opened.identifier == "new" else {
                return try message("notFound", .notFound, opened.visit)
            }
            return try await hear(opened)
        }
        for word in VoiceWord.allCases {
            page(
                router, .post, "/voices/:id/\(word.rawValue)", at: .host,
                formLimit: Self.voiceFormByteCountMax
            ) { opened in
                try await act(word, opened)
            }
            // A form's address, asked for as a page: after a change of language, say.
            router.get("/voices/:id/\(word.rawValue)") { _, context in
                redirect("/voices/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    // MARK: The inbox

    private func inbox(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        var values: [String: Any] = [:]
        let typed = opened.query("number")
        if !typed.isEmpty {
            if let number = VoiceText.number(typed: typed),
                let found = try await voiceDesk.entry(numbered: number, for: opened.viewer)
            {
                return redirect("/voices/\(found.voice.id)")
            }
            values["typedNumber"] = typed
            values["faultNumber"] = visit.voiced("unknownNumber")
        }
        let filter = VoiceDesk.Filter(
            channel: VoiceChannel(opened.query("channel")),
            language: VoiceLanguage(opened.query("spoken")),
            isGathered: ["yes": true, "no": false][opened.query("gathered")])
        let page = min(max(Int(opened.query("page")) ?? 1, 1), 1_000_000)
        let inbox = try await voiceDesk.inbox(
            filter, after: (page - 1) * Self.voiceCountMax, atMost: Self.voiceCountMax,
            for: opened.viewer)
        values.merge(await tally(visit)) { $1 }
        values.merge(await decisionsToConfirm(opened)) { $1 }
        values.merge(filters(inbox, filter, visit)) { $1 }
        values.merge(pages(page, of: inbox.count, opened)) { $1 }
        let titles = await proposalTitles(inbox.entries)
        values["rows"] = inbox.entries.map { row($0, titles, at: inbox.at, visit) }
        values["hasReturned"] = !inbox.returned.isEmpty
        values["returnedCount"] = visit.number(inbox.returned.count)
        values["returned"] = inbox.returned.map { row($0, titles, at: inbox.at, visit) }
        values["hasUntold"] = inbox.untoldCount > 0
        values["untoldCount"] = visit.number(inbox.untoldCount)
        values["untold"] = inbox.untold.map { row($0, titles, at: inbox.at, visit) }
        let isFiltered =
            filter.channel != nil || filter.language != nil || filter.isGathered != nil
        if inbox.entries.isEmpty {
            values["nothing"] = visit.text(isFiltered ? "vo-noneOfThese" : "vo-nobodyWaits")
        }
        return html("voices", title: "voices", visit, values)
    }

    /// The first line: that everybody who asked is answered, or has a date.
    private func tally(_ visit: Visit) async -> [String: Any] {
        let report = await voiceDesk.tally()
        let text = VoiceText(isDutch: visit.language == .nl)
        let tally = report.tally
        var values: [String: Any] = [
            "tally": text.tally(
                asked: Int(tally.asked), answered: Int(tally.answered), open: Int(tally.open),
                isCounted: report.isWhole),
            "isBroken": !report.isWhole,
        ]
        values["overdue"] = text.overdue(report.overdue)
        return values
    }

    private func filters(
        _ inbox: VoiceDesk.Inbox, _ filter: VoiceDesk.Filter, _ visit: Visit
    ) -> [String: Any] {
        func option(_ value: String, _ text: String, _ chosen: String?) -> [String: Any] {
            ["value": value, "text": text, "isChosen": value == chosen ?? ""]
        }
        let channel = filter.channel?.description
        let language = filter.language?.description
        let gathered = filter.isGathered.map { $0 ? "yes" : "no" }
        let isUsed = channel != nil || language != nil || gathered != nil
        return [
            "hasFilter": inbox.count > 1 || isUsed, "isFiltered": isUsed,
            "channels": [option("", visit.text("vo-any"), channel)]
                + inbox.channels.map {
                    option($0.description, visit.channel($0), channel)
                },
            "languages": [option("", visit.text("vo-any"), language)]
                + inbox.languages.map {
                    option($0.description, visit.name(of: $0), language)
                },
            "gatherings": ["", "yes", "no"].map {
                option($0, visit.text($0.isEmpty ? "vo-any" : "vo-gathered-\($0)"), gathered)
            },
        ]
    }

    private func pages(_ page: Int, of count: Int, _ opened: Opened) -> [String: Any] {
        let kept = ["channel", "spoken", "gathered"].compactMap { name -> String? in
            // An identifier: nothing in it has to be escaped.
            let value = VoiceChannel(opened.query(name))
            return value.map { "\(name)=\($0)" }
        }
        func path(_ page: Int) -> String {
            "/voices?" + (kept + ["page=\(page)"]).joined(separator: "&")
        }
        let isMore = page * Self.voiceCountMax < count
        var values: [String: Any] = ["hasPages": page > 1 || isMore]
        if page > 1 { values["before"] = path(page - 1) }
        if isMore { values["after"] = path(page + 1) }
        return values
    }

    // MARK: Rows

    /// What the proposals of these voices are called.
    func proposalTitles(_ entries: [VoiceDesk.Entry]) async -> [ProposalID: String] {
        let wanted = Set(entries.compactMap(\.proposal))
        guard !wanted.isEmpty else { return [:] }
        return await proposalBoard.titles(of: wanted)
    }

    func row(
        _ entry: VoiceDesk.Entry, _ titles: [ProposalID: String], at now: Instant, _ visit: Visit
    ) -> [String: Any] {
        let voice = entry.voice
        var values: [String: Any] = [
            "voice": voice.id.description,
            "short": voice.withdrawnAt == nil
                ? VoiceText.begin(of: voice.said.words, atMost: Self.voiceLetterCountMax)
                : visit.text("vo-state-withdrawn"),
            "number": VoiceText.number(voice.number), "channel": visit.channel(voice.said.channel),
            "language": visit.language(of: voice), "state": visit.state(voice),
            "isOpen": voice.isOpen, "isDone": [.asAsked, .ourWay].contains(voice.answer?.kind),
            "isBack": voice.isOpen && !voice.reopenedFor.isEmpty,
            // Said of each row: a row stands within a page that has these of its own.
            "hasPerson": entry.person != nil, "person": entry.person?.description ?? "",
            "hasProposal": entry.proposal != nil,
            "proposal": entry.proposal.map { titles[$0] ?? $0.description } ?? "",
            "proposalId": entry.proposal?.description ?? "",
            "isOverdue": false, "hasLang": voice.withdrawnAt == nil && voice.said.language != nil,
            "lang": voice.said.language?.description ?? "",
        ]
        values.merge(due(voice, at: now, visit)) { $1 }
        return values
    }

    /// By when it is answered; what is over says so and how long.
    func due(_ voice: Voice, at now: Instant, _ visit: Visit) -> [String: Any] {
        guard voice.isOpen else { return [:] }
        let text = VoiceText(isDutch: visit.language == .nl)
        return [
            "answerBy": visit.longDay(voice.answerBy),
            "due": text.due(days: visit.days(from: now, to: voice.answerBy)),
            "isOverdue": voice.answerBy < now,
        ]
    }

    // MARK: On a card

    /// What somebody near said, on their card.
    func voices(onCardOf person: PersonID, _ opened: Opened) async -> [String: Any] {
        let visit = opened.visit
        guard let entries = await voiceDesk.entries(onCardOf: person, for: opened.viewer) else {
            return [:]
        }
        let now = house.now
        let shown = Array(entries.prefix(Self.cardVoiceCountMax))
        let left = entries.count - shown.count
        let titles = await proposalTitles(shown)
        var values: [String: Any] = [
            "hasVoices": true, "hasNoVoices": shown.isEmpty, "voicesOf": person.description,
            "voices": shown.map { row($0, titles, at: now, visit) },
        ]
        if left > 0 { values["moreVoices"] = String(format: visit.text("vo-more"), "\(left)") }
        return values
    }
}
