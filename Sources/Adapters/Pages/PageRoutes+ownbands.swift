import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// A customer's own bands: what is on them, what is switched on, payments, and the phone as a key.
extension PageRoutes {
    func addOwnBands(to router: Router<some RequestContext>) {
        own(router, .post, "/me/:id/turn") { request, secret, visit in
            try await turn(try await form(request), secret, visit)
        }
        own(router, .post, "/me/:id/lose") { request, secret, visit in
            try await lose(try await form(request), secret, visit)
        }
        own(router, .post, "/me/:id/pay-no-more") { request, secret, visit in
            guard let key = KeyHolderID(try await form(request)["whose"]) else {
                return try await own(secret, visit, fault: "bandChanged")
            }
            return try await act(.payNoMore(key), "paysNoMore", secret, visit)
        }
        for word in ["turn", "lose", "pay-no-more"] {
            router.get("/me/:id/\(word)") { _, context in
                redirect("/me/\(context.parameters.get("id") ?? "")")
            }
        }
        own(router, .get, "/me/:id/payments") { request, secret, visit in
            let asked = Int(Form(request.uri.query ?? "")["older"]) ?? 0
            return try await payments(
                secret, skipping: min(max(0, asked), Statements.lineCountMax), visit)
        }
        router.get("/me/:id/receipt/:receipt") { request, context in
            let visit = try await self.visit(request).signedOut
            let id = TransferID(context.parameters.get("receipt") ?? "")
            do {
                return try await receipt(id, context.parameters.get("id") ?? "", visit)
            } catch let refusal as EntryRefusal {
                return try message(refusal.code, .tooManyRequests, visit)
            }
        }
        own(router, .get, "/me/:id/key") { request, secret, visit in
            let isPart = try await self.visit(request).isPart
            var visit = visit
            visit.isPart = isPart
            return try await phoneKey(secret, visit)
        }
    }

    // MARK: Doing

    private func turn(_ form: Form, _ secret: String, _ visit: Visit) async throws -> Response {
        guard let power = BandPower(word: form["power"]), let key = KeyHolderID(form["whose"]),
            form["to"] == "on" || form["to"] == "off"
        else { return try await own(secret, visit, fault: "bandChanged") }
        let isOn = form["to"] == "on"
        return try await act(
            .turn(power, isOn: isOn, of: key), "turned-\(form["to"])", secret, visit)
    }

    private func lose(_ form: Form, _ secret: String, _ visit: Visit) async throws -> Response {
        guard let band = BandID(hexadecimal: form["band"]) else {
            return try await own(secret, visit, fault: "bandChanged")
        }
        return try await act(.lose(band), "lost", secret, visit)
    }

    private func act(
        _ doing: OwnPages.BandDoing, _ done: String, _ secret: String, _ visit: Visit
    ) async throws -> Response {
        do {
            guard try await ownPages.act(doing, secret) else {
                return try message("linkGone", .notFound, visit)
            }
        } catch let refusal as CommandRefusal {
            let text = refusal == .guardianNeeded ? "childTurns" : "bandChanged"
            return try await own(secret, visit, fault: text)
        }
        return redirect("/me/\(secret)?done=\(done)")
    }

    // MARK: What is shown

    /// Where a band can be had again: the venue's desks and entrances by name.
    func desks(_ visit: Visit) -> String {
        let kinds: Set<String> = ["desk", "entrance", "gate"]
        let names = venue.zones.filter { kinds.contains($0.kind.description) }
            .map { visit.language.of($0.name) }
        return names.isEmpty ? visit.text("theDesk") : names.joined(separator: ", ")
    }

    /// The values of the part about bands on the own page.
    func values(of bands: OwnBands?, _ visit: Visit) -> [String: Any] {
        guard let bands else { return ["hasBands": false] }
        return [
            "hasBands": true,
            "wearers": bands.own.map { wearer($0, visit) },
            "hasChildren": !bands.children.isEmpty,
            "children": bands.children.map { child -> [String: Any] in
                wearer(child, visit, isChild: true).merging(
                    ["heading": child.name ?? visit.text("aChild")]) { $1 }
            },
            "hasCompanions": !bands.companions.isEmpty,
            "companions": bands.companions.map { companion -> [String: Any] in
                [
                    "name": companion.name ?? visit.text("somebodyYouPayFor"),
                    "count": String(
                        format: visit.text("bandsWorn"), "\(visit.number(companion.bandCount))"),
                    "whose": companion.key.description,
                ]
            },
            "holdings": bands.holdings.map { holding($0, visit) },
            "mayTopUp": offers.topUps != nil && bands.holdings.contains(where: Self.takesTopUps),
            "hasHoldings": !bands.holdings.isEmpty, "isPaidFor": bands.isPaidFor,
            "paysForOthers": !bands.children.isEmpty || !bands.companions.isEmpty,
            "hasKey": bands.own.contains { $0.bearer.has(.key) },
        ]
    }

    /// - Parameter isChild: Whether it is a child's, on the page of whoever looks after them.
    private func wearer(
        _ wearer: OwnBands.Wearer, _ visit: Visit, isChild: Bool = false
    ) -> [String: Any] {
        let bearer = wearer.bearer
        let whose = isChild ? "child-" : ""
        return [
            "whose": bearer.key.description,
            "lostIt": visit.text(isChild ? "lostTheirBand" : "lostMyBand"),
            "bands": wearer.bands.map { standing -> [String: Any] in
                [
                    "number": "…\(standing.band.id.description.suffix(4))",
                    "band": standing.band.id.description, "isWorn": standing.end == nil,
                    "state": visit.text(
                        standing.end.map { "own-band-\($0.word)" } ?? "\(whose)own-band-worn"),
                    "since": visit.dayAndTime(standing.since),
                ]
            },
            "hasNoBand": wearer.bands.allSatisfy { $0.end != nil },
            "rights": bearer.rights.map { right(of: $0, visit) },
            "hasRights": !bearer.rights.isEmpty,
            "powers": bearer.powers.map { power -> [String: Any] in
                let isOn = bearer.has(power)
                return [
                    "word": power.word, "isOn": isOn, "to": isOn ? "off" : "on",
                    "label": visit.text("power-\(power.word)"),
                    "how": visit.text("\(whose)power-\(power.word)-how"),
                    "mayTurn": isOn || wearer.mayWiden,
                    "turn": visit.text(isOn ? "switchOff" : "switchOn"),
                    "state": visit.text(isOn ? "switchedOn" : "switchedOff"),
                ]
            },
        ]
    }

    /// "Spa, Lift · until 22 Nov 2026 18:00 · Mon, Tue 07:00–19:00".
    private func right(of right: KeyRight, _ visit: Visit) -> String {
        let zones = right.zones.map { id in
            venue.zones.first { $0.id == id }.map { visit.language.of($0.name) } ?? id.description
        }
        let doors = right.doors.map { id in
            venue.doors.first { $0.id == id }.map { visit.language.of($0.name) } ?? id.description
        }
        var parts = [(zones + doors).joined(separator: ", ")]
        if right.time.from > house.now {
            parts.append("\(visit.text("fromThen")) \(visit.dayAndTime(right.time.from))")
        }
        parts.append("\(visit.text("untilThen")) \(visit.dayAndTime(right.time.until))")
        parts += right.time.windows.map { window in
            let days = (0..<7).filter { window.weekdays >> UInt8($0) & 1 == 1 }.map(visit.weekday)
            return "\(days.joined(separator: ", ")) \(Self.minutes(window.from))–"
                + Self.minutes(window.until)
        }
        return parts.joined(separator: " · ")
    }

    private static func minutes(_ minute: Int) -> String {
        String(format: "%02d:%02d", minute / 60, minute % 60)
    }

    /// Of whoever is paid for by another: the limits that hold, and their own money only when
    /// there is some.
    func holding(_ holding: OwnBands.Holding, _ visit: Visit) -> [String: Any] {
        let (account, book) = (holding.account, holding.book)
        func money(_ units: Int64) -> String {
            visit.money(Money(minorUnits: units, account.currency))
        }
        let limits = [
            ("limitCharge", account.limits.charge), ("limitDay", account.limits.day),
            ("limitShopDay", account.limits.shopDay),
        ].compactMap { key, limit in
            limit.map { String(format: visit.text(key), money($0)) }
        }
        return [
            "balance": money(book.balance), "held": money(book.debitsPending),
            "available": money(book.available), "hasLimits": !limits.isEmpty, "limits": limits,
            "isPaidByAnother": holding.isPaidByAnother,
            "hasOwn": !holding.isPaidByAnother || book.balance != 0 || book.debitsPending != 0,
        ]
    }

    // MARK: Payments

    private func payments(
        _ secret: String, skipping skipped: Int, _ visit: Visit
    ) async throws -> Response {
        guard let all = try await ownPages.payments(secret, skipping: skipped) else {
            return try message("linkGone", .notFound, visit)
        }
        let payments = all.flatMap(\.lines).sorted { $0.line.at > $1.line.at }
        return html(
            "payments", title: "payments", visit,
            [
                "secret": secret, "hasLines": !payments.isEmpty,
                "hasOlder": all.contains(where: \.hasOlder),
                "older": skipped + Statements.shownCountMax, "isOlder": skipped > 0,
                "holdings": all.map { holding($0.holding, visit) },
                "lines": payments.map { payment -> [String: Any] in
                    let line = payment.line
                    var row: [String: Any] = [
                        "id": line.id.description, "time": visit.dayAndTime(line.at),
                        "what": what(line, visit), "amount": visit.money(line.amount),
                    ]
                    row["spender"] = name(of: payment.spender, visit)
                    return row
                },
            ])
    }

    private func receipt(
        _ id: TransferID?, _ secret: String, _ visit: Visit
    ) async throws -> Response {
        guard let id, let payment = try await ownPages.payment(id, secret) else {
            let opens = try await ownPages.holdings(secret) != nil
            return try message(opens ? "receiptGone" : "linkGone", .notFound, visit)
        }
        let line = payment.line
        var values: [String: Any] = [
            "secret": secret, "id": line.id.description, "time": visit.dayAndTime(line.at),
            "what": what(line, visit), "amount": visit.money(line.amount),
            "house": visit.language.of(venue.name), "balance": visit.money(line.balance),
            "about": line.about?.description ?? "", "isAbout": line.about != nil,
        ]
        values["refunded"] = payment.refunded.map(visit.money)
        values["spender"] = name(of: payment.spender, visit)
        values["base"] = "/me/\(secret)"
        values["question"] = try await question(behind: secret, visit)
        return html("receipt", title: "receipt", visit, values)
    }

    /// Whose band paid, when it was not their own.
    private func name(of spender: OwnPages.Spender, _ visit: Visit) -> String? {
        switch spender {
        case .themself: nil
        case .other(let name): name ?? visit.text("bandOfYourGroup")
        }
    }

    /// "Paid at Coffee", "Given back by Coffee". Other guests have no name here.
    private func what(_ line: Statements.Line, _ visit: Visit) -> String {
        let came = line.amount.minorUnits > 0
        let zone = venue.zones.first { $0.id.description == line.with.description }
        let shop = zone.map { visit.language.of($0.name) } ?? visit.language.of(venue.name)
        return switch line.kind {
        case .deposit: visit.text("paidIn")
        case .refund: String(format: visit.text("givenBack"), shop)
        case .transfer: visit.text(came ? "familyGave" : "familyGot")
        case .charge, .post, .pending, .void: String(format: visit.text("paidAt"), shop)
        }
    }

    // MARK: The phone as a key

    private func phoneKey(_ secret: String, _ visit: Visit) async throws -> Response {
        var values: [String: Any] = [
            "secret": secret, "every": Int(PhoneKeys.renewal.milliseconds / 1_000),
        ]
        do {
            guard let key = try await ownPages.phoneKey(secret) else {
                return try message("linkGone", .notFound, visit)
            }
            guard let drawing = squares.square(key.text) else {
                return try message("phoneKeyFailed", .serviceUnavailable, visit)
            }
            let until = visit.clock(key.claims.until)
            values["key"] = [
                "side": drawing.side, "path": drawing.path, "until": until,
                "label": String(format: visit.text("phoneKeyLabel"), until),
            ]
        } catch let refusal as PhoneKeyRefusal {
            values["message"] = visit.text("phoneKey-\(refusal.code)")
            values["isOff"] = refusal == .keyOff
        }
        return html("phonekey", title: "phoneKey", visit, live: true, values)
    }
}

extension Visit {
    /// As the reader writes money: `€ 12,50`, `€12.50`.
    func money(_ money: Money) -> String {
        let amount = Decimal(money.minorUnits) / pow(10, money.currency.minorDigits)
        return amount.formatted(
            .currency(code: money.currency.description)
                .precision(.fractionLength(money.currency.minorDigits)).locale(locale))
    }

    /// `Mon`; 0 is Monday.
    func weekday(_ day: Int) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.locale = locale
        return calendar.shortWeekdaySymbols[(day + 1) % 7]
    }
}
