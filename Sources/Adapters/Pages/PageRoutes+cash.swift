import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Cash at the band desk: what a guest puts on, and what is left that they take home.
extension PageRoutes {
    private static let cashPrefix = "cd-"

    func addCash(to router: Router<some RequestContext>) {
        page(router, .post, "/bands/cash", at: .host) { try await cash($0) }
        page(router, .post, "/bands/waiting", at: .host) { try await answerCash($0) }
        page(router, .get, "/bands/receipt", at: .host) { try await cashReceipt($0) }
        // A form's address, asked for as a page: after a change of language, say.
        for word in ["cash", "waiting"] {
            router.get("/bands/\(word)") { _, _ in redirect("/bands") }
        }
    }

    /// The values of the form; none where a band stands for no account, or is handed in and nothing
    /// is left to pay out.
    func cashValues(of band: BandID, _ opened: Opened) async throws -> [String: Any] {
        guard let holder = try await shopDesk.cashDesk.holder(of: band, for: opened.viewer),
            holder.isWorn || holder.left.minorUnits > 0
        else { return [:] }
        let isSent = opened.form["form"].hasPrefix(Self.cashPrefix)
        let whole = holder.isWorn ? "" : holder.left.digits
        return [
            "hasCash": true, "cashBand": band.description,
            "cashWhose": holder.account.description, "cashLeft": opened.visit.money(holder.left),
            "cashForm": "\(Self.cashPrefix)\(UUID().uuidString.lowercased())",
            "cashAmount": isSent ? opened.form["amount"] : whole,
            "mayTakeIn": holder.isWorn && !holder.isPaidFor, "isLastWearer": !holder.isWorn,
            "mayPayOut": holder.left.minorUnits > 0,
        ]
    }

    /// What waits for a second person, for the desk's first page.
    func cashWaiting(_ opened: Opened) async throws -> [String: Any] {
        let waiting = await shopDesk.cashDesk.waiting()
        guard !waiting.isEmpty, let currency = venue.currency else { return [:] }
        let names = try doorkeeper.names(for: opened.viewer)
        return [
            "hasWaiting": true,
            "waiting": waiting.map { waiting -> [String: Any] in
                let request = waiting.request
                let units = request.transfer.amount ?? 0
                let amount = Money(minorUnits: units, request.transfer.currency ?? currency)
                var row: [String: Any] = [
                    "id": request.transfer.id.description, "amount": opened.visit.money(amount),
                    "who": names[request.by] ?? request.by.description,
                    "time": opened.visit.dayAndTime(request.at),
                    "mayConfirm": request.by != opened.viewer.account && waiting.mayBeBooked,
                    "isStuck": !waiting.mayBeBooked,
                ]
                row["worn"] = waiting.band.map { Alias($0.token).partial }
                return row
            },
        ]
    }

    private func cash(_ opened: Opened) async throws -> Response {
        let form = opened.form
        guard let band = BandID(hexadecimal: form["band"]),
            let id = TransferID(form["form"]), form["form"].hasPrefix(Self.cashPrefix),
            ["in", "out"].contains(form["do"])
        else { return redirect("/bands") }
        let desk = shopDesk.cashDesk
        // The band may be somebody else's by now: then it is not their money that is meant.
        guard let holder = try await desk.holder(of: band, for: opened.viewer),
            holder.account.description == form["whose"]
        else { return try await sheet(band, opened, nil, House.BandFault(.cash, "cashOther")) }
        guard let amount = Self.amount(in: form, holder.left.currency) else {
            return try await sheet(band, opened, nil, House.BandFault(.cash, "amountInvalid"))
        }
        let outcome =
            form["do"] == "in"
            ? try await desk.takeIn(amount, for: holder.account, as: id, by: opened.viewer)
            : try await desk.payOut(amount, from: holder.account, as: id, by: opened.viewer)
        switch outcome {
        case .booked: return redirect("/bands/receipt?id=\(id)")
        case .waits: return redirect("/bands?done=cashWaits")
        case .refused(let refusal):
            return try await sheet(
                band, opened, nil, House.BandFault(.cash, Self.cashWord(refusal)))
        }
    }

    /// Which sentence staff read.
    private static func cashWord(_ refusal: CommandRefusal) -> String {
        switch refusal {
        case .money(.insufficientFunds): "cashTooMuch"
        case .money(.idTaken): "cashDone"
        case .exceedsWithWaiting: "cashOthersWait"
        case .samePerson: "cashSamePerson"
        case .noRequest: "cashAnswered"
        default: "cashRefused"
        }
    }

    private func answerCash(_ opened: Opened) async throws -> Response {
        let word = opened.form["is"]
        guard let id = TransferID(opened.form["request"]), ["yes", "no"].contains(word) else {
            return redirect("/bands")
        }
        let outcome = try await shopDesk.cashDesk.answer(
            id, isYes: word == "yes", by: opened.viewer)
        switch outcome {
        case .booked where word == "yes": return redirect("/bands/receipt?id=\(id)")
        case .booked, .waits: return redirect("/bands?done=cashDeclined")
        case .refused(let refusal):
            return try await desk(opened, House.BandFault(.cash, Self.cashWord(refusal)))
        }
    }

    private func cashReceipt(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        guard let id = TransferID(opened.query("id")),
            let line = try await shopDesk.cashDesk.line(id)
        else { return try message("receiptGone", .notFound, visit) }
        let units = line.amount.minorUnits
        return html(
            "deskreceipt", title: "bands", titled: visit.text("receipt"), visit,
            [
                "house": visit.language.of(venue.name), "id": line.id.description,
                "what": visit.text(units > 0 ? "cashPaidOut" : "cashTakenIn"),
                "time": visit.dayAndTime(line.at),
                "amount": visit.money(Money(minorUnits: abs(units), line.amount.currency)),
            ])
    }
}
