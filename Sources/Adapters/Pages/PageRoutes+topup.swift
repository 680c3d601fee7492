import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Guests who put money on their own account, by way of a payment provider.
///
/// They come back to an address that names the top-up and nobody: the provider never learns the
/// secret of somebody's page. The way back to that page is kept in their own browser.
extension PageRoutes {
    private static let topUpPrefix = "tu-"
    private static let ownCookie = "senang_own"
    /// How long a browser knows the way back.
    private static let ownCookieSeconds = 3_600
    /// The most that is put on at once, in minor units: a slip of the finger is not paid.
    private static let topUpMax: Int64 = 100_000
    /// How often a page that waits asks again, and one that no longer does, in seconds.
    private static let askSeconds = 5
    private static let restSeconds = 3_600

    func addTopUps(to router: Router<some RequestContext>) {
        own(router, .get, "/me/:id/topup") { _, secret, visit in
            try await topUpForm(secret, visit)
        }
        own(router, .post, "/me/:id/topup") { request, secret, visit in
            let authority = request.head.authority ?? ""
            return try await topUp(try await form(request), secret, authority, visit)
        }
        router.get("/topup/:id") { request, context in
            let asked = try await self.visit(request)
            var visit = asked.signedOut
            visit.isPart = asked.isPart
            return try await topUpState(
                context.parameters.get("id") ?? "", way: request.cookies[Self.ownCookie]?.value,
                visit)
        }
    }

    /// Nobody puts on money that their band does not spend.
    static func takesTopUps(_ holding: OwnBands.Holding) -> Bool {
        holding.account.kind == .guest && !holding.isPaidByAnother
    }

    /// The least and the most.
    private static func bounds(_ currency: Currency) -> ClosedRange<Int64> {
        let whole = (0..<currency.minorDigits).reduce(Int64(1)) { units, _ in units * 10 }
        return whole...topUpMax
    }

    private func topUpForm(
        _ secret: String, _ visit: Visit, sent: Form = Form(""), fault: String? = nil,
        isSame: Bool = false
    ) async throws -> Response {
        guard offers.topUps != nil else { return try message("notFound", .notFound, visit) }
        guard let holdings = try await ownPages.holdings(secret) else {
            return try message("linkGone", .notFound, visit)
        }
        let accounts = holdings.filter(Self.takesTopUps)
        guard !accounts.isEmpty else { return redirect("/me/\(secret)") }
        var values: [String: Any] = [
            "secret": secret,
            "accounts": accounts.map { holding -> [String: Any] in
                let currency = holding.account.currency
                let bounds = Self.bounds(currency)
                let isSent = sent["account"] == holding.account.id.description
                let form = "\(Self.topUpPrefix)\(UUID().uuidString.lowercased())"
                return self.holding(holding, visit).merging([
                    "account": holding.account.id.description,
                    "currency": currency.description,
                    "form": isSame && isSent ? sent["form"] : form,
                    "amount": isSent ? sent["amount"] : "",
                    "bounds": String(
                        format: visit.text("topUpBounds"),
                        visit.money(Money(minorUnits: bounds.lowerBound, currency)),
                        visit.money(Money(minorUnits: bounds.upperBound, currency))),
                ]) { $1 }
            },
        ]
        values["message"] = fault.map { visit.text("topUp-\($0)") }
        return html(
            "topup", title: "topUp", visit, status: fault == nil ? .ok : .unprocessableContent,
            values)
    }

    /// Begins it, and shows the way to the provider's page: a form of ours leads to no other house.
    private func topUp(
        _ form: Form, _ secret: String, _ authority: String, _ visit: Visit
    ) async throws -> Response {
        guard let topUps = offers.topUps else { return try message("notFound", .notFound, visit) }
        guard let holdings = try await ownPages.holdings(secret) else {
            return try message("linkGone", .notFound, visit)
        }
        guard let id = TopUpID(form["form"]), form["form"].hasPrefix(Self.topUpPrefix),
            let account = holdings.filter(Self.takesTopUps).map(\.account).first(where: {
                $0.id.description == form["account"]
            })
        else { return try await topUpForm(secret, visit, sent: form, fault: "refused") }
        guard
            let amount = AmountText(form["amount"], digits: account.currency.minorDigits)
                .flatMap({ Money($0.plain, account.currency) }),
            Self.bounds(account.currency).contains(amount.minorUnits)
        else {
            return try await topUpForm(
                secret, visit, sent: form, fault: "amountInvalid", isSame: true)
        }
        let begun = try await topUps.begin(
            id, account: account.id, amount: amount,
            describing: String(
                format: visit.text("topUpDescribes"), visit.language.of(venue.name)),
            returnURL: "\(offers.origin ?? "http://\(authority)")/topup/\(id)")
        var response: Response
        switch begun {
        case .page(let page, _):
            response = html(
                "topupgo", title: "topUp", visit,
                ["secret": secret, "page": page, "amount": visit.money(amount)])
        case .settled: response = redirect("/topup/\(id)")
        case .refused: return try await topUpForm(secret, visit, sent: form, fault: "refused")
        case .failed:
            return try await topUpForm(secret, visit, sent: form, fault: "failed", isSame: true)
        }
        response.setCookie(
            Cookie(
                name: Self.ownCookie, value: secret, maxAge: Self.ownCookieSeconds,
                path: "/topup", secure: publicOrigin != nil, httpOnly: true, sameSite: .lax))
        return response
    }

    /// What became of it. Whoever knows its name sees the sum and nothing of anybody.
    ///
    /// - Parameter way: The secret of the page that it was begun on, as this browser keeps it.
    private func topUpState(
        _ name: String, way: String?, _ visit: Visit
    ) async throws -> Response {
        guard let topUps = offers.topUps, name.hasPrefix(Self.topUpPrefix),
            let id = TopUpID(name), let topUp = try await topUps.refreshed(id)
        else { return try message("topUpGone", .notFound, visit) }
        let isWaiting = topUp.state == .asked && topUp.doubt == nil
        let state = topUp.doubt == nil ? topUp.state.rawValue : "doubt"
        var values: [String: Any] = [
            "id": topUp.id.description, "amount": visit.money(topUp.amount),
            "time": visit.dayAndTime(topUp.at), "clock": visit.clock(house.now),
            "state": visit.text("topUp-state-\(state)"), "isPaid": state == "paid",
            "every": isWaiting ? Self.askSeconds : Self.restSeconds,
        ]
        values["secret"] = way.flatMap(Self.link)
        return html("topupstate", title: "topUp", visit, live: true, values)
    }

    /// A secret as it stands in an address, from a cookie that anybody may have written.
    private static func link(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isPlain && (1...64).contains(text.utf8.count) ? text : nil
    }
}
