import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// What staff does about a proposal: words, options, scores, and the decision.
extension PageRoutes {
    func act(_ opened: Opened, onProposal word: String) async throws -> Response {
        guard let id = ProposalID(opened.identifier) else {
            return try message("notFound", .notFound, opened.visit)
        }
        switch word {
        case "words": return try await keepWords(id, opened)
        case "score": return try await score(id, opened)
        case "decide": return try await decide(id, opened)
        case "confirm": return try await carryOut(.confirm(id), "confirmed", opened)
        case "send-back": return try await sendBack(id, opened)
        case "finish": return try await carryOut(.finish(id), "finished", opened)
        case "merge": return try await merge(id, opened)
        case "gather": return try await gather(into: id, "gathered", opened)
        case "let-go": return try await gather(into: nil, "letgo", opened)
        default: return try message("notFound", .notFound, opened.visit)
        }
    }

    /// One thing that needs no form.
    private func carryOut(
        _ command: ProposalCommand, _ done: String, _ opened: Opened
    ) async throws -> Response {
        do {
            try await proposalBoard.act(command, by: opened.viewer)
            if case .confirm(let id) = command { await proposalBoard.awaitTelling(id) }
            return redirect("/proposals/\(opened.identifier)?done=\(done)")
        } catch let refusal as CommandRefusal {
            return try await proposal(opened, faults: ["": "pr-refused-\(refusal.code)"])
        }
    }

    private func sendBack(_ id: ProposalID, _ opened: Opened) async throws -> Response {
        let why = ProposalForm.plain(opened.form["why"])
        do {
            try await proposalBoard.act(.sendBack(id, why: why), by: opened.viewer)
            return redirect("/proposals/\(id)?done=sentback")
        } catch let refusal as CommandRefusal {
            let faults =
                switch refusal.code {
                case "reasonMissing": ["why": "pr-whyMissing"]
                case "wordsTooLong": ["why": "pr-tooLong"]
                default: ["": "pr-refused-\(refusal.code)"]
                }
            return try await proposal(opened, faults: faults, typed: opened.form)
        }
    }

    private func keepWords(_ id: ProposalID, _ opened: Opened) async throws -> Response {
        let form = opened.form
        let known = await proposalBoard.sheet(of: id, for: opened.viewer)?.proposal
        if let known, known.id == id, known.state == .open,
            known.text != ProposalForm.text(form), form["start"] != ProposalForm.mark(known.text)
        {
            return wordsForm(form, of: id, theirs: known.text, opened)
        }
        do {
            try await proposalBoard.act(.word(id, ProposalForm.text(form)), by: opened.viewer)
            return redirect("/proposals/\(id)?done=worded")
        } catch let refusal as CommandRefusal {
            guard refusal.code != "unknownProposal" else {
                return try message("notFound", .notFound, opened.visit)
            }
            return wordsForm(
                form, of: id, faults: ProposalForm.faults(of: refusal.code, form), opened)
        }
    }

    /// What the viewer thinks of one option by each principle that they chose something of.
    private func score(_ id: ProposalID, _ opened: Opened) async throws -> Response {
        guard let option = ProposalOptionID(opened.form["option"]),
            let charter = await proposalBoard.charters.last
        else { return try await proposal(opened, faults: ["": "pr-refused-unknownOption"]) }
        let scores = charter.principles.compactMap { principle in
            Int8(opened.form["score-\(principle.id)"]).map { (principle.id, $0) }
        }
        guard !scores.isEmpty else {
            return try await proposal(opened, faults: ["": "pr-scoreChoose"])
        }
        do {
            for (principle, score) in scores {
                try await proposalBoard.act(
                    .score(id, option, principle, score), by: opened.viewer)
            }
            return redirect("/proposals/\(id)?done=scored#option-\(option)")
        } catch let refusal as CommandRefusal {
            return try await proposal(opened, faults: ["": "pr-refused-\(refusal.code)"])
        }
    }

    /// Puts a voice into a proposal; into none: out of the one that it is in.
    private func gather(
        into id: ProposalID?, _ done: String, _ opened: Opened
    ) async throws -> Response {
        guard let voice = VoiceID(opened.form["voice"]) else {
            return try await proposal(opened, faults: ["": "pr-refused-unknownVoice"])
        }
        do {
            try await voiceDesk.handle(.gather([voice], id), by: opened.viewer)
            if let id { await proposalBoard.awaitTelling(id) }
            return redirect("/proposals/\(opened.identifier)?done=\(done)")
        } catch let refusal as CommandRefusal {
            return try await proposal(opened, faults: ["": "pr-refused-\(refusal.code)"])
        }
    }

    private func merge(_ id: ProposalID, _ opened: Opened) async throws -> Response {
        guard let into = ProposalID(opened.form["into"]) else {
            return try await proposal(opened, faults: ["into": "chooseOne"], typed: opened.form)
        }
        do {
            try await proposalBoard.act(.merge(id, into: into), by: opened.viewer)
            await proposalBoard.awaitTelling(into)
            return redirect("/proposals/\(into)?done=merged")
        } catch let refusal as CommandRefusal {
            return try await proposal(
                opened, faults: ["into": "pr-refused-\(refusal.code)"], typed: opened.form)
        }
    }

    // MARK: Options

    func optionForm(_ opened: Opened) async throws -> Response {
        guard let sheet = await proposalSheet(opened) else {
            return try message("notFound", .notFound, opened.visit)
        }
        if opened.word == "new" {
            let form = Form(["key": proposalBoard.freshId()])
            return optionForm(form, of: nil, sheet, faults: [:], opened)
        }
        guard let option = ProposalOptionID(opened.word).flatMap(sheet.proposal.option) else {
            return try message("notFound", .notFound, opened.visit)
        }
        var form = OptionForm.typed(option, venue.currency)
        form.set("start", OptionForm.mark(option, venue.currency))
        return optionForm(form, of: option.id, sheet, faults: [:], opened)
    }

    func keepOption(_ opened: Opened) async throws -> Response {
        let form = opened.form
        guard let sheet = await proposalSheet(opened) else {
            return try message("notFound", .notFound, opened.visit)
        }
        let isNew = opened.word == "new"
        guard let id = ProposalOptionID(isNew ? form["key"] : opened.word),
            isNew || sheet.proposal.option(id) != nil
        else { return try message("notFound", .notFound, opened.visit) }
        let read = OptionForm(form, id: id, in: venue, charter: sheet.charter)
        let known = isNew ? nil : id
        guard let option = read.option else {
            return optionForm(form, of: known, sheet, faults: read.faults, opened)
        }
        if let other = sheet.proposal.option(id), other != option, sheet.proposal.state == .open,
            form["start"] != OptionForm.mark(other, venue.currency)
        {
            return optionForm(form, of: id, sheet, faults: [:], theirs: other, opened)
        }
        do {
            try await proposalBoard.act(
                .keepOption(sheet.proposal.id, option), by: opened.viewer)
            return redirect("/proposals/\(sheet.proposal.id)?done=option#option-\(id)")
        } catch let refusal as CommandRefusal {
            return optionForm(
                form, of: known, sheet, faults: OptionForm.faults(of: refusal.code, form), opened)
        }
    }

    func dropOption(_ opened: Opened) async throws -> Response {
        guard let id = ProposalID(opened.identifier), let option = ProposalOptionID(opened.word)
        else { return try message("notFound", .notFound, opened.visit) }
        return try await carryOut(.dropOption(id, option), "dropped", opened)
    }

    private func optionForm(
        _ form: Form, of id: ProposalOptionID?, _ sheet: ProposalBoard.Sheet,
        faults: [String: String], theirs: ProposalOption? = nil, _ opened: Opened
    ) -> Response {
        let visit = opened.visit
        let heading = visit.text(id == nil ? "pr-addOption" : "pr-changeOption")
        let fields = ProposalFields(form: form, faults: faults, visit: visit)
        let base = "/proposals/\(sheet.proposal.id)"
        var values: [String: Any] = [
            "heading": heading, "back": base, "backName": sheet.proposal.text.title,
            "action": "\(base)/options/\(id?.description ?? "new")", "isNew": id == nil,
            "isOld": id != nil, "key": form["key"],
            "kind": fields.choice(
                "kind", hint: "pr-kindHint",
                ProposalOption.Kind.allCases.map {
                    ($0.rawValue, visit.text("pr-kind-\($0.rawValue)"))
                }),
            "words": fields.field("words", label: "pr-optionWords"),
            "losers": fields.field("losers", hint: "pr-losersHint"),
            "comforts": OptionForm.comforts.map { name -> [String: Any] in
                var degrees = Set(OptionForm.degrees)
                if let own = Int8(form[name]) { degrees.insert(own) }
                return fields.choice(
                    name,
                    [("", visit.text("pr-choose"))]
                        + degrees.sorted(by: >).map { ($0.description, degree($0, visit)) })
            },
            "facet": fields.choice(
                "facet", hint: "pr-facetHint",
                [("", visit.text("pr-facetNone"))]
                    + venue.facets.map { ($0.id.description, visit.language.of($0.name)) }),
            "fall": fields.field("fall", hint: "pr-fallHint"),
            "vetoes": vetoes(fields, sheet.charter, visit),
        ]
        if let currency = venue.currency {
            var cost = fields.field("cost", hint: "pr-costHint")
            cost["label"] = visit.completed("pr-costIn", currency.description)
            values["costs"] = [cost]
        }
        values["start"] = theirs.map { OptionForm.mark($0, venue.currency) } ?? form["start"]
        values["message"] = fields.whole
        if let theirs {
            values.merge(overtaken(by: theirs, form, sheet.charter, visit)) { $1 }
        }
        return html(
            "optionform", title: "voices", titled: heading, visit,
            status: theirs != nil ? .conflict : faults.isEmpty ? .ok : .unprocessableContent,
            values)
    }

    /// What would rule an option out.
    private func vetoes(
        _ fields: ProposalFields, _ charter: Charter, _ visit: Visit
    ) -> [[String: Any]] {
        [
            fields.choice(
                "harm", hint: "pr-harmHint",
                [("", visit.text("pr-harmNone"))]
                    + ProposalOption.Harm.allCases.map {
                        ($0.rawValue, visit.text("pr-harm-\($0.rawValue)"))
                    }),
            fields.choice(
                "crosses",
                [("", visit.text("pr-crossesNone"))]
                    + charter.redLines.map {
                        ($0.id.description, visit.language.of($0.words))
                    }),
        ]
    }

    // MARK: Deciding

    func decideForm(_ opened: Opened) async throws -> Response {
        guard opened.viewer.role >= .lead else {
            return try message("notAllowed", .forbidden, opened.visit)
        }
        guard let sheet = await proposalSheet(opened) else {
            return try message("notFound", .notFound, opened.visit)
        }
        guard sheet.proposal.state == .open else {
            return redirect("/proposals/\(sheet.proposal.id)")
        }
        // What was sent back is decided anew, and nobody writes it twice.
        let typed = sheet.proposal.sentBack.map { DecisionForm.typed($0.decision) }
        return decideForm(typed ?? Form(""), sheet, faults: [:], opened)
    }

    private func decide(_ id: ProposalID, _ opened: Opened) async throws -> Response {
        let form = opened.form
        guard opened.viewer.role >= .lead else {
            return try message("notAllowed", .forbidden, opened.visit)
        }
        guard let sheet = await proposalSheet(opened) else {
            return try message("notFound", .notFound, opened.visit)
        }
        let read = DecisionForm(form)
        guard read.faults.isEmpty, let kind = read.kind, let prevails = read.prevails,
            let principle = read.principle
        else { return decideForm(form, sheet, faults: read.faults, opened) }
        let others = form["sure"] == "yes" ? [:] : read.otherLanguages(voiceDesk.search.language)
        guard others.isEmpty else { return decideForm(form, sheet, faults: others, opened) }
        do {
            try await proposalBoard.act(
                .decide(
                    id, kind, read.option, reason: read.reason, prevails: prevails, principle),
                by: opened.viewer)
            await proposalBoard.awaitTelling(id)
            let waits = await proposalBoard.proposal(id)?.state == .awaitsSecond
            let done = waits ? "waits" : "decided"
            return redirect("/proposals/\(id)?done=\(done)")
        } catch let refusal as CommandRefusal {
            return decideForm(form, sheet, faults: read.faults(of: refusal.code, form), opened)
        }
    }

    private func decideForm(
        _ form: Form, _ sheet: ProposalBoard.Sheet, faults: [String: String], _ opened: Opened
    ) -> Response {
        let visit = opened.visit
        let fields = ProposalFields(form: form, faults: faults, visit: visit)
        let proposal = sheet.proposal
        let options = sheet.options.enumerated().map { place, weighed in
            (
                weighed.option.id.description,
                "\(BalanceBook.letter(place)). \(weighed.option.words)"
            )
        }
        let vetoed = sheet.options.filter { $0.veto != nil }
        var values: [String: Any] = [
            "heading": visit.text("pr-decide"), "back": "/proposals/\(proposal.id)",
            "backName": proposal.text.title, "action": "/proposals/\(proposal.id)/decide",
            "tally": tally(sheet.tally, visit),
            "kind": fields.choice(
                "kind", label: "pr-what",
                DecisionForm.kinds.map { ($0.rawValue, visit.text("pr-do-\($0.rawValue)")) }),
            "option": fields.choice(
                "option", label: "pr-whichOption", hint: "pr-whichOptionHint",
                [("", visit.text("pr-optionNone"))] + options,
                out: Set(vetoed.map(\.option.id.description))),
            "standings": sheet.options.enumerated().map { place, weighed in
                "\(BalanceBook.letter(place)) (“\(weighed.option.words)”): "
                    + standing(weighed, sheet.charter, visit)
            },
            "hasStandings": !sheet.options.isEmpty,
            "isOther": faults.values.contains("pr-otherLanguage"),
            "reasons": [
                fields.field("nl", label: "pr-reason-nl", lang: "nl"),
                fields.field("en", label: "pr-reason-en", lang: "en"),
            ],
            "prevails": fields.choice(
                "prevails", hint: "pr-prevailsHint",
                Decision.Interest.allCases.map {
                    ($0.rawValue, visit.text("pr-prevails-\($0.rawValue)"))
                }),
            "principle": fields.choice(
                "principle",
                [("", visit.text("pr-choose"))]
                    + sheet.charter.principles.map {
                        ($0.id.description, visit.language.of($0.words))
                    }),
            "hasNoCharter": sheet.charter.principles.isEmpty,
        ]
        values["back-note"] = sentBack(proposal, try? doorkeeper.names(for: opened.viewer), visit)
        values["message"] = fields.whole
        return html(
            "decide", title: "voices", titled: visit.text("pr-decide"), visit,
            status: faults.isEmpty ? .ok : .unprocessableContent, values)
    }
}
