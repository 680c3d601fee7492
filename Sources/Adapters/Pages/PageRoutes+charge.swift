import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// A band that pays at a shop's page, by what it says itself: for a till that is away.
extension PageRoutes {
    private static let chargePrefix = "sh-"

    func addCharging(to router: Router<some RequestContext>) {
        page(router, .post, "/shop/:id/charge", at: .host) { opened in
            try await inShop(opened) { try await charge($0, opened) }
        }
        // A form's address, asked for as a page: after a change of language, say.
        page(router, .get, "/shop/:id/charge", at: .host) { redirect("/shop/\($0.identifier)") }
        page(router, .get, "/shop/:id/receipt", at: .host) { opened in
            try await inShop(opened) { try await chargeReceipt($0, opened) }
        }
    }

    /// The values of the form. What was shown is never put in again: it is good once.
    func charging(_ opened: Opened, _ shop: ShopDesk.Shop) -> [String: Any] {
        let isSent = opened.form["form"].hasPrefix(Self.chargePrefix)
        return [
            "mayCharge": offers.till != nil, "amount": isSent ? opened.form["amount"] : "",
            "form": "\(Self.chargePrefix)\(UUID().uuidString.lowercased())",
        ]
    }

    private func charge(_ shop: ShopDesk.Shop, _ opened: Opened) async throws -> Response {
        let form = opened.form
        guard let till = offers.till else {
            return try await self.shop(shop, opened, fault: "refused")
        }
        guard let id = TapID(form["form"]), form["form"].hasPrefix(Self.chargePrefix) else {
            return try await self.shop(shop, opened, fault: "refused")
        }
        guard let amount = Self.amount(in: form, shop.account.currency) else {
            return try await self.shop(shop, opened, fault: "amountInvalid")
        }
        let answer: TapAnswer
        do {
            answer = try await till.charge(
                id, amount, shown: form["band"].filter { !$0.isWhitespace }, in: shop,
                by: opened.viewer.account)
        } catch is TapDesk.Refusal {
            return try await self.shop(shop, opened, fault: "chargeAgain")
        }
        if let refusal = answer.refusal {
            return try await self.shop(shop, opened, fault: Self.word(refusal))
        }
        return redirect("/shop/\(shop.zone.id)/receipt?charge=\(id)&done=yes")
    }

    /// What was typed; `nil` when it is no sum above zero.
    static func amount(in form: Form, _ currency: Currency) -> Money? {
        let typed = AmountText(form["amount"], digits: currency.minorDigits)
        guard let money = typed.flatMap({ Money($0.plain, currency) }), money.minorUnits > 0
        else { return nil }
        return money
    }

    /// Which sentence staff read. All reasons of somebody's money read alike.
    private static func word(_ refusal: TapRefusal) -> String {
        switch refusal {
        case .bareIdentifier: "chargeBare"
        case .idTaken: "formDone"
        case .unreadable, .lifetimeTooLong, .notYetValid, .expired, .replayed,
            .bandNeeded, .memoryFull:
            "chargeAgain"
        case .unknownBand, .bandLost, .bandNotWorn, .unknownKey, .forged: "chargeBand"
        default: "chargeOther"
        }
    }

    private func chargeReceipt(_ shop: ShopDesk.Shop, _ opened: Opened) async throws -> Response {
        let visit = opened.visit
        guard let id = TransferID(opened.query("charge")),
            let line = try await shopDesk.line(id, in: shop), line.amount.minorUnits > 0
        else { return try message("receiptGone", .notFound, visit) }
        var values: [String: Any] = [
            "shop": shop.zone.id.description, "name": visit.language.of(shop.zone.name),
            "house": visit.language.of(venue.name), "id": line.id.description,
            "time": visit.dayAndTime(line.at), "amount": visit.money(line.amount),
            "isNew": opened.query("done") == "yes",
        ]
        values["refunded"] = await shopDesk.refunded(of: id, in: shop).map(visit.money)
        return html(
            "shopreceipt", title: "shop", titled: visit.text("receipt"), visit, values)
    }
}
