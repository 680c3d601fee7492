import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Virtual queues, for whoever serves at one.
extension PageRoutes {
    /// Parts of the picture of a day: the last so many windows.
    private static let binCountMax = 16

    func addQueues(to router: Router<some RequestContext>) {
        page(router, .get, "/queue", at: .host) { try await queues($0) }
        page(router, .get, "/queue/:id", at: .host) { opened in
            try await served(opened) { try await queue($0, opened) }
        }
        page(router, .get, "/queue/:id/join", at: .host) { opened in
            try await served(opened) { joinForm($0, opened) }
        }
        page(router, .post, "/queue/:id/join", at: .host) { opened in
            try await served(opened) { try await join($0, opened) }
        }
        page(router, .post, "/queue/:id/act/:word", at: .host) { opened in
            try await served(opened) { try await act($0, opened) }
        }
        // A form's address, asked for as a page: after a change of language, say.
        router.get("/queue/:id/act/:word") { _, context in
            redirect("/queue/\(context.parameters.get("id") ?? "")")
        }
        addPlaces(to: router)
    }

    /// To somebody who does not serve there the queue does not exist.
    private func served(
        _ opened: Opened, _ body: (PassDesk.Sheet) async throws -> Response
    ) async throws -> Response {
        guard let id = PassQueueID(opened.identifier), let sheet = await passes.sheet(of: id),
            await passes.mayServe(sheet.queue, opened.viewer)
        else { return try message("notFound", .notFound, opened.visit) }
        return try await body(sheet)
    }

    // MARK: Showing

    private func queues(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        var shown: [[String: Any]] = []
        for sheet in await passes.sheets() where await passes.mayServe(sheet.queue, opened.viewer) {
            shown.append(
                Self.withoutEmptyTexts([
                    "id": sheet.queue.id.description, "name": visit.language.of(sheet.queue.name),
                    "isQuiet": sheet.day == nil && !sheet.isClosed,
                    "isClosed": sheet.isClosed,
                    "still": sheet.day?.stoppedAt.map(visit.time) ?? "",
                    "wait": sheet.day.flatMap { nextWait($0, visit) } ?? "",
                    "counts": sheet.day.map { counts($0, visit) } ?? "",
                ]))
        }
        return html(
            "queues", title: "queues", visit, live: true,
            [
                "clock": visit.clock(passes.now), "queues": shown, "isEmpty": shown.isEmpty,
            ])
    }

    private func counts(_ day: PassDesk.Day, _ visit: Visit) -> String {
        [PassState.waiting, .here, .served].map {
            "\(visit.number(day.tally.people($0))) \(visit.text("pass-\($0.rawValue)"))"
        }.joined(separator: " · ")
    }

    /// An expected wait with its interval, never without, for whoever keeps to the window.
    func wait(_ promise: PassPromise, since joinedAt: Instant, _ visit: Visit) -> String {
        func minutes(_ span: Span) -> String {
            "\(visit.number(Int(max(0, span.milliseconds + 30_000) / 60_000))) min"
        }
        let kept = promise.keeping(since: joinedAt)
        return String(
            format: visit.text("queueAbout"), minutes(kept.expected), minutes(kept.low),
            minutes(kept.high))
    }

    /// What a party of the usual size that joined now would wait.
    private func nextWait(_ day: PassDesk.Day, _ visit: Visit) -> String? {
        day.next.map { promise in
            String(
                format: visit.text("queueWaitNow"), visit.people(day.usualSize),
                wait(promise, since: day.now, visit))
        }
    }

    func window(_ window: ReturnWindow, _ visit: Visit) -> String {
        "\(visit.time(window.begin))–\(visit.time(window.end))"
    }

    private func queue(
        _ sheet: PassDesk.Sheet, _ opened: Opened, fault: String? = nil
    ) async throws -> Response {
        let visit = opened.visit
        var values: [String: Any] = [
            "id": sheet.queue.id.description, "name": visit.language.of(sheet.queue.name),
            "clock": visit.clock(sheet.now), "isQuiet": sheet.day == nil && !sheet.isClosed,
            "isClosed": sheet.isClosed,
        ]
        values["message"] = fault.map(visit.text)
        if let day = sheet.day { values.merge(self.values(of: day, visit)) { $1 } }
        return html(
            "queue", title: "queues", titled: visit.language.of(sheet.queue.name), visit,
            status: fault == nil ? .ok : .unprocessableContent, live: fault == nil, values)
    }

    private func values(of day: PassDesk.Day, _ visit: Visit) -> [String: Any] {
        let isStopped = day.stoppedAt != nil
        var values: [String: Any] = [
            "hasDay": true, "isClosed": day.next == nil && !isStopped, "isStopped": isStopped,
            "mayBoard": !isStopped,
            "pace":
                "\(visit.number(Int(day.rate.expected / 1_000)))"
                + " (\(visit.number(Int(day.rate.low / 1_000)))–\(visit.number(Int(day.rate.high / 1_000))))",
            "standWord": isStopped ? "run" : "stand",
            "standText": visit.text(isStopped ? "queueRun" : "queueStand"),
            "dueTitle": visit.text(isStopped ? "queueDueStill" : "queueDue"),
            "here": day.here.map { row($0, visit) }, "due": day.due.map { row($0, visit) },
            "hasBoarded": !day.boarded.isEmpty, "boarded": day.boarded.map { row($0, visit) },
            "hasSoon": !day.soon.isEmpty, "soon": day.soon.map { row($0, visit) },
            "states": PassState.allCases.map {
                count(day.tally.people($0), "pass-\($0.rawValue)", visit)
            },
            "outcomes": PassOutcome.allCases.map {
                count(day.tally.promises($0), "promise-\($0.rawValue)", visit)
            },
            "guests": GuestReason.allCases.map {
                count(day.tally.guests($0), "guest-\($0.rawValue)", visit)
            },
        ]
        if let since = day.stoppedAt { values["still"] = visit.time(since) }
        if let next = day.next {
            values["wait"] = nextWait(day, visit)
            values["window"] = window(next.window, visit)
            values["boardedBy"] = visit.time(next.boardedBy)
        }
        return values.merging(picture(of: day, visit)) { $1 }
    }

    private func count(_ count: Int, _ key: String, _ visit: Visit) -> [String: Any] {
        ["word": visit.text(key), "count": visit.number(count)]
    }

    private func row(_ place: PassDesk.Place, _ visit: Visit) -> [String: Any] {
        var values: [String: Any] = [
            "party": place.ticket.party.description, "number": place.ticket.number,
            "people": visit.people(place.ticket.size),
        ]
        // While it stands nobody knows when anybody may come.
        if place.stoppedAt == nil { values["window"] = window(place.window, visit) }
        values["endedAt"] = place.ticket.endedAt.map(visit.time)
        if case .guest(let reason) = place.ticket.entry {
            values["reason"] = visit.text("guest-\(reason.rawValue)")
        }
        return values
    }

    /// People who joined and who boarded, by window's lengths of the clock.
    private func picture(of day: PassDesk.Day, _ visit: Visit) -> [String: Any] {
        let first = max(0, day.history.count - Self.binCountMax)
        let bins = day.history.dropFirst(first)
        let most = max(1, bins.map { max($0.joined, $0.boarded) }.max() ?? 1)
        func time(_ place: Int) -> String {
            let since = Int64(first + place) * day.settings.window.milliseconds
            return visit.time(day.settings.opensAt + Span(milliseconds: since))
        }
        return [
            "bars": bins.enumerated().map { place, bin -> [String: Any] in
                let (joined, boarded) = (bin.joined * 48 / most, bin.boarded * 48 / most)
                return [
                    "x": place * 15, "boardedX": place * 15 + 7, "joined": joined,
                    "joinedY": 52 - joined, "boarded": boarded, "boardedY": 52 - boarded,
                ]
            },
            // A time at the very edge would be cut.
            "ticks": stride(from: 0, to: min(bins.count, 15), by: 5).map { place -> [String: Any] in
                ["x": place * 15 + 14, "time": time(place)]
            },
            "bins": bins.enumerated().map { place, bin -> [String: Any] in
                [
                    "time": time(place), "joined": visit.number(bin.joined),
                    "boarded": visit.number(bin.boarded),
                ]
            },
            "flowSummary":
                "\(visit.number(bins.map(\.joined).reduce(0, +))) \(visit.text("queueJoined")), "
                + "\(visit.number(bins.map(\.boarded).reduce(0, +))) \(visit.text("queueBoarded"))",
        ]
    }

    // MARK: Doing

    private func act(_ sheet: PassDesk.Sheet, _ opened: Opened) async throws -> Response {
        let sender = PassDesk.Sender.staff(opened.viewer.account)
        let id = sheet.queue.id
        do {
            if opened.word == "stand" || opened.word == "run" {
                try await passes.setStanding(opened.word == "stand", id, by: sender)
            } else if let doing = PassDesk.Doing(rawValue: opened.word),
                let party = await party(of: opened.form, in: id)
            {
                _ = try await passes.act(doing, party, in: id, by: sender)
            } else {
                return try await queue(sheet, opened, fault: "unknownParty")
            }
            return redirect("/queue/\(id)")
        } catch let refusal as CommandRefusal {
            return try await queue(sheet, opened, fault: refusal.code)
        }
    }

    /// Whoever a button is about, or a number that was typed. What cannot be undone is typed: a
    /// list that moves under a finger would give away somebody else's place.
    private func party(of form: Form, in queue: PassQueueID) async -> PartyID? {
        if let number = Int(form["number"]) {
            return await passes.party(numbered: number, in: queue)
        }
        return PartyID(form["party"])
    }

    private func joinForm(
        _ sheet: PassDesk.Sheet, _ opened: Opened, status: HTTPResponse.Status = .ok,
        _ more: [String: Any] = [:]
    ) -> Response {
        let visit = opened.visit
        var values: [String: Any] = [
            "id": sheet.queue.id.description, "name": visit.language.of(sheet.queue.name),
            "fresh": passes.freshId(), "sizeText": opened.form["size"],
            "who": opened.form["who"],
            // There is no way to sell a place here.
            "reasons": reasons(chosen: opened.form["reason"], visit),
        ]
        if values["sizeText"] as? String == "" { values["sizeText"] = "2" }
        values.merge(more) { $1 }
        return html(
            "queuejoin", title: "queues", titled: visit.text("queueJoin"), visit, status: status,
            values)
    }

    private func reasons(chosen: String, _ visit: Visit) -> [[String: Any]] {
        GuestReason.allCases.filter { $0 != .sold }.map { reason in
            [
                "word": reason.rawValue, "text": visit.text("guest-\(reason.rawValue)"),
                "isChosen": reason.rawValue == chosen,
            ]
        }
    }

    private func join(_ sheet: PassDesk.Sheet, _ opened: Opened) async throws -> Response {
        let (visit, form) = (opened.visit, opened.form)
        func refused(_ text: String, _ field: String = "message") -> Response {
            joinForm(
                sheet, opened, status: .unprocessableContent, [field: text, "fresh": form["id"]])
        }
        var name: Alias?
        if !form["who"].isEmpty {
            name = Alias.likeliest(of: form["who"], as: nil, callingCode: venue.callingCode)
            guard name != nil else { return refused(visit.text("aliasInvalid"), "faultWho") }
        }
        let reason = GuestReason(rawValue: form["reason"])
        guard reason != .sold, reason != nil || form["reason"].isEmpty,
            (1...64).contains(form["id"].utf8.count)
        else { return refused(visit.text("notAllowed")) }
        let joining = PassDesk.Joining(
            queue: sheet.queue.id, id: form["id"], size: Int(form["size"]) ?? 0, reason: reason,
            name: name)
        let sender = PassDesk.Sender.staff(opened.viewer.account)
        if let fault = await passes.nameFault(of: joining, from: sender) {
            return refused(text(of: fault, visit), "faultWho")
        }
        do {
            let answer = try await passes.join(joining, from: sender)
            guard let place = answer.place else { return refused(visit.text("placeGone")) }
            return joinForm(
                sheet, opened, joined(place, secret: passes.secret(of: answer.party), opened))
        } catch let refusal as CommandRefusal {
            return refused(visit.text(refusal.code))
        }
    }

    private func text(of fault: PassDesk.NameFault, _ visit: Visit) -> String {
        switch fault {
        case .bandOfNobody: visit.text(fault.code)
        case .hasPlace(let number):
            String(format: visit.text(fault.code), visit.number(number))
        }
    }

    /// What the form says of the party that has joined; the next one begins with an empty form.
    private func joined(
        _ place: PassDesk.Place, secret: String, _ opened: Opened
    ) -> [String: Any] {
        let visit = opened.visit
        let origin = publicOrigin ?? "http://\(opened.authority)"
        var values: [String: Any] = [
            "joined": true, "number": place.ticket.number,
            "people": visit.people(place.ticket.size),
            "link": "\(origin)/queue/place/\(secret)", "who": "", "sizeText": "2",
            "reasons": reasons(chosen: "", visit),
        ]
        if place.stoppedAt == nil {
            values["window"] = window(place.window, visit)
            values["wait"] = wait(place.promise, since: place.ticket.joinedAt, visit)
            values["boardedBy"] = visit.time(place.promise.boardedBy)
        } else {
            values["isStill"] = true
        }
        return values
    }
}

extension Visit {
    /// `1 person`, `4 people`.
    func people(_ count: Int) -> String {
        "\(number(count)) \(text(count == 1 ? "queueOne" : "queuePeople"))"
    }
}
