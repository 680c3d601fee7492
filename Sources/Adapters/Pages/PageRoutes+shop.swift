import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// A shop's own money: today by hour, what was paid last, giving back, and the day that adds up.
extension PageRoutes {
    /// The shop that this screen showed last.
    static let shopCookie = "senang_shop"
    private static let shopCookieSeconds = 31_536_000

    func addShop(to router: Router<some RequestContext>) {
        page(router, .get, "/shop", at: .host) { try await shops($0) }
        page(router, .get, "/shop/:id", at: .host) { opened in
            try await inShop(opened) { try await shop($0, opened) }
        }
        page(router, .get, "/shop/:id/refund", at: .host) { opened in
            try await inShop(opened) { try await refundForm($0, opened) }
        }
        page(router, .post, "/shop/:id/refund", at: .host) { opened in
            try await inShop(opened) { try await refund($0, opened) }
        }
        page(router, .post, "/shop/:id/waiting", at: .host) { opened in
            try await inShop(opened) { try await answerWaiting($0, opened) }
        }
        page(router, .get, "/shop/:id/waiting", at: .host) { redirect("/shop/\($0.identifier)") }
        addCharging(to: router)
        page(router, .get, "/shop/:id/closing", at: .host) { opened in
            try await inShop(opened) { try await closing($0, opened) }
        }
        page(router, .get, "/shop/:id/day.csv", at: .host) { opened in
            try await inShop(opened) { try await dayLines($0, opened) }
        }
    }

    func inShop(
        _ opened: Opened, _ body: (ShopDesk.Shop) async throws -> Response
    ) async throws -> Response {
        guard let shop = await shopDesk.shop(opened.identifier, for: opened.viewer) else {
            return try message("noSuchShop", .notFound, opened.visit)
        }
        return try await body(shop)
    }

    private func shops(_ opened: Opened) async throws -> Response {
        let shops = await shopDesk.shops(for: opened.viewer)
        let wanted = opened.query("all").isEmpty ? opened.shop : nil
        let remembered = shops.first { $0.zone.id.description == wanted }
        if let one = remembered ?? (shops.count == 1 ? shops.first : nil) {
            return redirect("/shop/\(one.zone.id)")
        }
        return html(
            "shops", title: "shop", opened.visit,
            [
                "hasShops": !shops.isEmpty,
                "shops": shops.map { shop -> [String: Any] in
                    [
                        "id": shop.zone.id.description,
                        "name": opened.visit.language.of(shop.zone.name),
                        "balance": opened.visit.money(
                            Money(minorUnits: shop.book.balance, shop.account.currency)),
                    ]
                },
            ])
    }

    // MARK: Today

    func shop(
        _ shop: ShopDesk.Shop, _ opened: Opened, fault: String? = nil
    ) async throws -> Response {
        let visit = opened.visit
        let lines = try await shopDesk.lines(of: shop, on: shopDesk.today)
        let names = try doorkeeper.names(for: opened.viewer)
        let shown = lines.suffix(Statements.shownCountMax).reversed()
        let left = await shopDesk.left(of: shown.map(\.id), in: shop)
        let total = lines.reduce(0) { $0 + $1.amount.minorUnits }
        var values: [String: Any] = [
            "shop": shop.zone.id.description, "name": visit.language.of(shop.zone.name),
            "clock": visit.clock(house.now),
            "total": visit.money(Money(minorUnits: total, shop.account.currency)),
            "hasLines": !lines.isEmpty, "day": Self.date(shopDesk.today),
            "lines": shown.map { line -> [String: Any] in
                [
                    "id": line.id.description, "time": visit.clock(line.at),
                    "partial": Self.partial(line.id),
                    "what": visit.text("money-\(line.kind)"), "amount": visit.money(line.amount),
                    "mayGiveBack": (left[line.id] ?? 0) > 0,
                ]
            },
        ]
        let waiting = try await shopDesk.waiting(in: shop)
        values["hasWaiting"] = !waiting.isEmpty
        values["waiting"] = waiting.map { row(of: $0, names, shop, opened) }
        values.merge(charging(opened, shop)) { $1 }
        values.merge(hours(lines, shop, visit)) { $1 }
        values["done"] = visit.texts["shop-done-\(opened.query("done"))"]
        values["message"] = fault.map { visit.texts["shop-\($0)"] ?? visit.text("shop-refused") }
        var response = html(
            "shop", title: "shop", titled: visit.language.of(shop.zone.name), visit,
            status: fault == nil ? .ok : .unprocessableContent, values)
        response.setCookie(
            Cookie(
                name: Self.shopCookie, value: shop.zone.id.description,
                maxAge: Self.shopCookieSeconds, path: "/shop", secure: publicOrigin != nil,
                httpOnly: true, sameSite: .lax))
        return response
    }

    /// What a second person is to know before a yes: who asks, and of which payment.
    private func row(
        of waiting: ShopDesk.Waiting, _ names: [StaffID: String], _ shop: ShopDesk.Shop,
        _ opened: Opened
    ) -> [String: Any] {
        let (visit, request) = (opened.visit, waiting.request)
        let amount = Money(minorUnits: request.transfer.amount ?? 0, shop.account.currency)
        let isOwn = request.by == opened.viewer.account
        var row: [String: Any] = [
            "id": request.transfer.id.description, "amount": visit.money(amount),
            "who": names[request.by] ?? request.by.description,
            "time": visit.dayAndTime(request.at), "isOwn": isOwn,
            "mayConfirm": !isOwn && waiting.mayBeBooked, "isStuck": !waiting.mayBeBooked,
        ]
        row["about"] = waiting.line.map { line in
            String(
                format: visit.text("refundAbout"), visit.money(line.amount),
                visit.dayAndTime(line.at), Self.partial(line.id))
        }
        return row
    }

    /// The end of an id: enough to tell one line from the next.
    private static func partial(_ id: TransferID) -> String {
        let text = id.description
        return text.utf8.count <= 8 ? text : "…\(text.suffix(6))"
    }

    /// One bar an hour by the venue's clock: what came less what was given back.
    private func hours(
        _ lines: [Statements.Line], _ shop: ShopDesk.Shop, _ visit: Visit
    ) -> [String: Any] {
        var sums = [Int64](repeating: 0, count: 24)
        var counts = [Int](repeating: 0, count: 24)
        for line in lines {
            let hour = visit.hour(line.at)
            sums[hour] += line.amount.minorUnits
            counts[hour] += 1
        }
        let most = max(1, sums.max() ?? 1)
        let used = sums.indices.filter { counts[$0] > 0 }
        return [
            "bars": used.filter { sums[$0] > 0 }.map { hour -> [String: Any] in
                let height = max(2, Int(Double(sums[hour]) / Double(most) * 44))
                return ["x": hour * 10, "y": 46 - height, "height": height]
            },
            "hours": used.map { hour -> [String: Any] in
                [
                    "hour": String(format: "%02d:00", hour), "count": visit.number(counts[hour]),
                    "amount": visit.money(Money(minorUnits: sums[hour], shop.account.currency)),
                ]
            },
        ]
    }

    // MARK: Giving back

    private func refundForm(
        _ shop: ShopDesk.Shop, _ opened: Opened, fault: String? = nil
    ) async throws -> Response {
        let visit = opened.visit
        let wanted = opened.form["charge"].isEmpty ? opened.query("charge") : opened.form["charge"]
        guard let id = TransferID(wanted), let charge = try await shopDesk.charge(id, in: shop)
        else { return try await self.shop(shop, opened, fault: "chargeGone") }
        return html(
            "refund", title: "shop", titled: visit.text("giveBack"), visit,
            status: fault == nil ? .ok : .unprocessableContent,
            [
                "id": shop.zone.id.description, "charge": charge.line.id.description,
                "time": visit.dayAndTime(charge.line.at), "paid": visit.money(charge.line.amount),
                "left": visit.money(charge.left),
                "amount": fault == nil ? charge.left.digits : opened.form["amount"],
                "form": "rf-\(UUID().uuidString.lowercased())",
                "message": fault.map { visit.texts["shop-\($0)"] ?? visit.text("shop-refused") }
                    ?? "", "hasMessage": fault != nil,
            ])
    }

    private func refund(_ shop: ShopDesk.Shop, _ opened: Opened) async throws -> Response {
        let form = opened.form
        guard let id = TransferID(form["form"]), form["form"].hasPrefix("rf-"),
            let wanted = TransferID(form["charge"])
        else { return try await self.shop(shop, opened, fault: "chargeGone") }
        guard let charge = try await shopDesk.charge(wanted, in: shop) else {
            // Back, after all of it was given: the form is an old one, and nothing is wrong.
            let isDone = await shopDesk.isDone(id, in: shop)
            return try await self.shop(shop, opened, fault: isDone ? "formDone" : "chargeGone")
        }
        guard let amount = Self.amount(in: form, shop.account.currency) else {
            return try await refundForm(shop, opened, fault: "amountInvalid")
        }
        let asked = try await shopDesk.refund(charge, amount, as: id, in: shop, by: opened.viewer)
        if case .refused(let refusal) = asked {
            if refusal.isFormDone { return try await self.shop(shop, opened, fault: "formDone") }
            return try await refundForm(shop, opened, fault: refusal.code)
        }
        return redirect("/shop/\(shop.zone.id)?done=\(asked.word)")
    }

    private func answerWaiting(_ shop: ShopDesk.Shop, _ opened: Opened) async throws -> Response {
        guard let id = TransferID(opened.form["request"]),
            ["yes", "no"].contains(opened.form["is"])
        else { return try await self.shop(shop, opened, fault: "noRequest") }
        let asked: Cashier.Asked
        do {
            asked = try await shopDesk.answer(
                id, isYes: opened.form["is"] == "yes", in: shop, by: opened.viewer)
        } catch let refusal as CommandRefusal {
            return try await self.shop(shop, opened, fault: refusal.code)
        }
        if case .refused(let refusal) = asked {
            return try await self.shop(shop, opened, fault: refusal.code)
        }
        return redirect("/shop/\(shop.zone.id)?done=\(asked.word)")
    }

    // MARK: A day

    /// A civil day, as `2026-11-22`; today for anything else.
    private func day(_ opened: Opened) -> Int32 {
        let wanted = Instant(rfc3339: "\(opened.query("day"))T00:00:00Z".utf8)
        return wanted.map { Int32(clamping: $0.milliseconds / 86_400_000) } ?? shopDesk.today
    }

    private static func date(_ day: Int32) -> String {
        String(Instant(milliseconds: Int64(day) * 86_400_000).rfc3339.prefix(10))
    }

    private func closing(_ shop: ShopDesk.Shop, _ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let day = day(opened)
        let closing = try await shopDesk.closing(of: shop, on: day)
        func money(_ units: Int64) -> String {
            visit.money(Money(minorUnits: units, shop.account.currency))
        }
        func rows(
            _ sums: [(kind: Transfer.Kind, sum: DayClosing.Sum)], _ sign: Int64
        ) -> [[String: Any]] {
            sums.map { kind, sum in
                [
                    "what": visit.text("money-\(kind)"), "count": visit.number(sum.count),
                    "amount": money(sum.minorUnits * sign),
                ]
            }
        }
        return html(
            "closing", title: "shop", titled: visit.text("dayClosing"), visit,
            [
                "id": shop.zone.id.description, "name": visit.language.of(shop.zone.name),
                "day": Self.date(day), "before": Self.date(day - 1), "after": Self.date(day + 1),
                "rows": rows(closing.taken, 1) + rows(closing.given, -1),
                "opening": money(closing.opening), "closing": money(closing.closing),
                "isOpen": day >= shopDesk.today,
            ])
    }

    private func dayLines(_ shop: ShopDesk.Shop, _ opened: Opened) async throws -> Response {
        let day = day(opened)
        var text = "at,id,kind,amount,currency,about\n"
        for line in try await shopDesk.lines(of: shop, on: day) {
            text += "\(line.at.rfc3339),\(line.id),\(line.kind),\(line.amount.digits)"
            text += ",\(line.amount.currency),\(line.about?.description ?? "")\n"
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition:
                    "attachment; filename=\"\(shop.zone.id)-\(Self.date(day)).csv\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension CommandRefusal {
    /// Whether the form's own id was booked with other words before.
    fileprivate var isFormDone: Bool {
        if case .money(.idTaken) = self { true } else { false }
    }
}

extension Cashier.Asked {
    /// How the page names it.
    fileprivate var word: String {
        switch self {
        case .booked, .repeated: "booked"
        case .waits: "waits"
        case .declined: "declined"
        case .refused: "refused"
        }
    }
}

extension Visit {
    /// The hour of the day, 0 to 23, by the venue's clock.
    fileprivate func hour(_ instant: Instant) -> Int {
        min(23, max(0, Int((instant - startOfDay(instant)).milliseconds / 3_600_000)))
    }
}
