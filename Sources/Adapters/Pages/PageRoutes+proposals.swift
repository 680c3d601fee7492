import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// What was gathered, weighed and decided.
extension PageRoutes {
    /// The most proposals that are listed; the newest come first.
    private static let proposalCountMax = 200
    /// Four texts of a thousand bytes, as a form writes them.
    static let proposalByteCountMax = 32 << 10

    func addProposals(to router: Router<some RequestContext>) {
        page(router, .get, "/proposals", at: .host) { try await proposals($0) }
        page(router, .get, "/proposals/:id", at: .host) { opened in
            if opened.identifier == "new" { return try await newProposal(opened) }
            return try await proposal(opened)
        }
        page(
            router, .post, "/proposals/:id", at: .host, formLimit: Self.proposalByteCountMax
        ) { opened in
            guard opened.identifier == "new" else { return try await proposal(opened) }
            return try await openProposal(opened)
        }
        page(router, .get, "/proposals/:id/:word", at: .host) { opened in
            switch opened.word {
            case "words": try await wordsOfProposal(opened)
            case "decide": try await decideForm(opened)
            // A form's address, asked for as a page: after a change of language, say.
            default: redirect("/proposals/\(opened.identifier)")
            }
        }
        page(
            router, .post, "/proposals/:id/:word", at: .host,
            formLimit: Self.proposalByteCountMax
        ) { try await act($0, onProposal: $0.word) }
        page(router, .get, "/proposals/:id/options/:word", at: .host) { opened in
            try await optionForm(opened)
        }
        page(
            router, .post, "/proposals/:id/options/:word", at: .host,
            formLimit: Self.proposalByteCountMax
        ) { try await keepOption($0) }
        page(router, .post, "/proposals/:id/options/:word/:doing", at: .host) { opened in
            try await dropOption(opened)
        }
        router.get("/proposals/:id/options/:word/:doing") { _, context in
            redirect("/proposals/\(context.parameters.get("id") ?? "")")
        }
    }

    // MARK: The list

    private func proposals(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let state = Proposal.State(rawValue: opened.query("state")).flatMap {
            $0 == .merged ? nil : $0
        }
        let rows = await proposalBoard.rows(state: state, atMost: Self.proposalCountMax)
        let now = house.now
        var values: [String: Any] = [
            "isEmpty": rows.isEmpty,
            "none": visit.text(state == nil ? "pr-none" : "pr-noneLike"),
            "proposals": rows.map { proposalRow($0, at: now, visit) },
        ]
        values["states"] = ([nil] + Proposal.State.allCases.filter { $0 != .merged }).map {
            each -> [String: Any] in
            [
                "address": each.map { "/proposals?state=\($0.rawValue)" } ?? "/proposals",
                "name": visit.text(each.map { "pr-state-\($0.rawValue)" } ?? "pr-all"),
                "isNow": each == state,
            ]
        }
        if rows.count == Self.proposalCountMax {
            values["cut"] = visit.completed("pr-cut", visit.number(rows.count))
        }
        return html("proposals", title: "voices", titled: visit.text("pr-title"), visit, values)
    }

    private func proposalRow(
        _ row: ProposalBoard.Row, at now: Instant, _ visit: Visit
    ) -> [String: Any] {
        var values = stateValues(row.proposal, visit)
        values["id"] = row.proposal.id.description
        values["title"] = row.proposal.text.title
        values["tally"] = tally(row.tally, visit)
        if let answerBy = row.answerBy {
            let isOver = answerBy < now
            values["date"] = visit.completed(isOver ? "pr-wasDue" : "pr-due", visit.day(answerBy))
            values["isOver"] = isOver
        }
        return values
    }

    /// Where it stands, as a word with its shape.
    func stateValues(_ proposal: Proposal, _ visit: Visit) -> [String: Any] {
        let look =
            switch proposal.state {
            case .open: "help"
            case .awaitsSecond: "attention"
            case .decided, .done: "yes"
            case .merged: ""
            }
        return ["state": visit.text("pr-state-\(proposal.state.rawValue)"), "look": look]
    }

    /// "3 asked = 1 answered + 2 open".
    func tally(_ tally: VoiceTally, _ visit: Visit) -> String {
        let numbers = [tally.asked, tally.answered, tally.open].map(visit.number)
        let said = visit.completed("pr-tally", numbers[0], numbers[1], numbers[2])
        return tally.isWhole ? said : said + " " + visit.text("pr-notWhole")
    }

    // MARK: Opening one

    private func newProposal(_ opened: Opened) async throws -> Response {
        let form = Form(["key": proposalBoard.freshId(), "voice": opened.query("voice")])
        return wordsForm(form, of: nil, asked: try await asked(form, opened), opened)
    }

    /// What is told twice by one form is there once.
    private func openProposal(_ opened: Opened) async throws -> Response {
        let form = opened.form
        guard let id = ProposalID(form["key"]) else { return redirect("/proposals/new") }
        do {
            try await proposalBoard.act(.open(id, ProposalForm.text(form)), by: opened.viewer)
            if let voice = VoiceID(form["voice"]) {
                try await voiceDesk.handle(.gather([voice], id), by: opened.viewer)
            }
            return redirect("/proposals/\(id)?done=opened")
        } catch let refusal as CommandRefusal {
            return wordsForm(
                form, of: nil, faults: ProposalForm.faults(of: refusal.code, form),
                asked: try await asked(form, opened), opened)
        }
    }

    /// What was said, to be read beside the form: no word of it is filled in, since a proposal
    /// stays when whoever asked is forgotten, and others read it.
    private func asked(_ form: Form, _ opened: Opened) async throws -> Voice? {
        guard let id = VoiceID(form["voice"]) else { return nil }
        let voice = try await voiceDesk.entry(id, for: opened.viewer)?.voice
        return voice?.withdrawnAt == nil ? voice : nil
    }

    // MARK: Its words

    private func wordsOfProposal(_ opened: Opened) async throws -> Response {
        guard let sheet = await proposalSheet(opened) else {
            return try message("notFound", .notFound, opened.visit)
        }
        return wordsForm(ProposalForm.typed(sheet.proposal.text), of: sheet.proposal.id, opened)
    }

    func wordsForm(
        _ form: Form, of id: ProposalID?, faults: [String: String] = [:], asked: Voice? = nil,
        theirs: Proposal.Text? = nil, _ opened: Opened
    ) -> Response {
        let visit = opened.visit
        let heading = visit.text(id == nil ? "pr-new" : "pr-words")
        let fields = ProposalFields(form: form, faults: faults, visit: visit)
        var values: [String: Any] = [
            "heading": heading,
            "action": id.map { "/proposals/\($0)/words" } ?? "/proposals/new",
            "back": id.map { "/proposals/\($0)" } ?? "/proposals",
            "isNew": id == nil, "key": form["key"], "voice": form["voice"],
            "titleField": fields.field("title", label: "pr-title-field", hint: "pr-titleHint"),
            "areas": ["ask", "need", "ours"].map { fields.field($0, hint: "pr-\($0)Hint") },
        ]
        values["message"] = fields.whole
        values["start"] = theirs.map(ProposalForm.mark) ?? form["start"]
        if let theirs { values.merge(overtaken(by: theirs, form, visit)) { $1 } }
        values["asked"] = asked.map { voice in
            [
                "words": voice.said.words,
                "langs": voice.said.language.map { [$0.description] } ?? [],
            ]
        }
        return html(
            "proposalform", title: "voices", titled: heading, visit,
            status: theirs != nil ? .conflict : faults.isEmpty ? .ok : .unprocessableContent,
            values)
    }

    /// The proposal of the address, as whoever looks may see it; `nil`: there is none.
    func proposalSheet(_ opened: Opened) async -> ProposalBoard.Sheet? {
        guard let id = ProposalID(opened.identifier) else { return nil }
        return await proposalBoard.sheet(of: id, for: opened.viewer)
    }
}

extension Visit {
    /// Why something about a proposal was refused; of what has no words of its own, that it was.
    fileprivate func refused(_ key: String) -> String { texts[key] ?? text("pr-refused") }

    /// A text with its gaps filled: `{0}`, `{1}`.
    func completed(_ key: String, _ values: String...) -> String {
        var said = text(key)
        for (place, value) in values.enumerated() {
            said = said.replacing("{\(place)}", with: value)
        }
        return said
    }
}

/// Fields of a form, filled with what stands or was typed, each with what is wrong at it.
struct ProposalFields {
    let form: Form
    let faults: [String: String]
    let visit: Visit

    /// What is said above the form; `nil`: nothing is wrong.
    var whole: String? {
        (faults[""] ?? (faults.isEmpty ? nil : "pr-mend")).map(visit.refused)
    }

    func field(
        _ name: String, label: String? = nil, hint: String? = nil, lang: String? = nil
    ) -> [String: Any] {
        [
            "name": name, "label": visit.text(label ?? "pr-\(name)"), "value": form[name],
            "hints": hint.map { [visit.text($0)] } ?? [], "langs": lang.map { [$0] } ?? [],
            "faults": faults[name].map { [visit.refused($0)] } ?? [],
        ]
    }

    func choice(
        _ name: String, label: String? = nil, hint: String? = nil,
        _ options: [(value: String, text: String)], out: Set<String> = []
    ) -> [String: Any] {
        var field = field(name, label: label, hint: hint)
        field["options"] = options.map { option -> [String: Any] in
            [
                "option": option.value, "text": option.text,
                "isChosen": option.value == form[name], "isOut": out.contains(option.value),
            ]
        }
        return field
    }
}
