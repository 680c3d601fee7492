import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Runtime

/// The receipt of one booking, for whoever paid: as JSON, or as lines to print.
extension WalletRoutes {
    func addReceipt(to router: Router<some RequestContext>) {
        router.get("/v1/transfers/:id/receipt") { request, context in
            do {
                guard let sender = sender(request) else { throw Self.unknownKey }
                guard let id = context.parameters.get("id").flatMap({ TransferID($0) }),
                    let booking = await cashier.booking(id),
                    sender.maySee(booking.from) || sender.maySee(booking.to),
                    let receipt = try await bookkeeper.receipt(of: id)
                else { throw Self.noReceipt }
                let paper = ReceiptPaper(receipt, cashier.terms())
                guard request.headers[.accept]?.hasPrefix("text/plain") == true else {
                    return Response.json(paper)
                }
                let isDutch = request.uri.queryParameters["language"] == "nl"
                return Response(
                    status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: paper.lines(isDutch))))
            } catch {
                return Problem(error).response
            }
        }
    }

    private static let noReceipt = Problem(
        status: .notFound, code: "noReceipt",
        detail: "No money moved under this id, or it is another's. Of a hold, ask for its post.")
}

/// A receipt as it is handed out. Accounts are small names that say nothing of whose they are.
private struct ReceiptPaper: Encodable {
    let id: String
    let kind: String
    /// By our clock.
    let at: String
    /// The same by the venue's, such as `2026-07-14 12:05`.
    let local: String
    let from: String
    let to: String
    let bearer: String?
    let refunds: String?
    let amount: String
    let refunded: String
    let currency: String
    /// What the guest then held.
    let balance: String
    private let venue: Words

    private enum CodingKeys: String, CodingKey {
        case id, kind, at, local, from, to, bearer, refunds, amount, refunded, currency, balance
    }

    init(_ receipt: Receipt, _ terms: Cashier.Terms) {
        let posting = receipt.posting
        id = posting.id.description
        kind = "\(posting.kind)"
        at = posting.at.rfc3339
        let zone = TimeZone(identifier: terms.timeZone) ?? .gmt
        let date = Date(timeIntervalSince1970: Double(posting.at.milliseconds) / 1_000)
        let shift = Span.seconds(Int64(zone.secondsFromGMT(for: date)))
        local = String((posting.at + shift).rfc3339.prefix(16)).replacing("T", with: " ")
        from = posting.from.id.description
        to = posting.to.id.description
        bearer = receipt.bearer?.description
        refunds = receipt.refunds?.description
        amount = posting.amount.digits
        refunded = receipt.refunded.digits
        currency = posting.amount.currency.description
        balance = receipt.balance.digits
        venue = terms.name
    }

    /// A line each, for a printer.
    func lines(_ isDutch: Bool) -> String {
        var rows: [(String, String, String)] = [
            ("Receipt", "Bon", id), ("When", "Wanneer", local), ("What", "Wat", what(isDutch)),
            ("From", "Van", from), ("To", "Naar", to),
        ]
        if let bearer { rows.append(("Band", "Bandje", bearer)) }
        if let refunds { rows.append(("Of receipt", "Van bon", refunds)) }
        rows.append(("Amount", "Bedrag", "\(amount) \(currency)"))
        if refunded.contains(where: { $0 != "0" && $0 != "." }) {
            rows.append(("Given back since", "Sindsdien terug", "\(refunded) \(currency)"))
        }
        rows.append(("Balance then", "Saldo toen", "\(balance) \(currency)"))
        let head = isDutch ? venue.nl : venue.en
        return ([head] + rows.map { "\(isDutch ? $0.1 : $0.0): \($0.2)" })
            .joined(separator: "\n") + "\n"
    }

    private func what(_ isDutch: Bool) -> String {
        switch kind {
        case "deposit": isDutch ? "opgewaardeerd" : "money put on"
        case "refund": isDutch ? "teruggegeven" : "given back"
        case "transfer": isDutch ? "overgemaakt" : "passed on"
        default: isDutch ? "betaald" : "paid"
        }
    }
}
