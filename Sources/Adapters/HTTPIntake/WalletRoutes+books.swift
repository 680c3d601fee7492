import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// What the books say: a guest's statement, a shop's day, lines for the bookkeeper.
extension WalletRoutes {
    func addBooks(to router: Router<some RequestContext>) {
        router.get("/v1/books") { request, _ in
            do {
                guard sender(request) == .house else { throw Self.unknownKey }
                let parameters = request.uri.queryParameters
                let word = parameters["format"].map(String.init) ?? "csv"
                guard let format = Bookkeeper.Format(rawValue: word) else {
                    throw Problem(
                        status: .badRequest, code: "unknownFormat",
                        detail: "format is csv or ledger.")
                }
                let from = try Self.day(parameters["from"].map(String.init)) ?? .min
                let until = try Self.day(parameters["until"].map(String.init)) ?? .max
                guard from <= until else {
                    throw Problem(
                        status: .badRequest, code: "unknownDay",
                        detail: "The last day is before the first.")
                }
                let text = try await bookkeeper.books(
                    format, days: from...until, date: Self.date)
                let type = format == .csv ? "text/csv" : "text/plain"
                return Response(
                    status: .ok, headers: [.contentType: "\(type); charset=utf-8"],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
            } catch {
                return Problem(error).response
            }
        }
        router.get("/v1/accounts/:id/statement") { request, context in
            do {
                let account = try await account(request, context.parameters.get("id"))
                return Response.json(
                    Statement(
                        account: account.id.description,
                        lines: try await bookkeeper.statement(of: account.id).map {
                            StatementLine($0, of: account.id)
                        }))
            } catch {
                return Problem(error).response
            }
        }
        router.get("/v1/accounts/:id/closing") { request, context in
            do {
                let account = try await account(request, context.parameters.get("id"))
                let wanted = request.uri.queryParameters["day"].map(String.init)
                guard let day = try Self.day(wanted) ?? cashier.terms().day else {
                    throw Self.unknownDay
                }
                return Response.json(
                    Closing(
                        try await bookkeeper.closing(of: account.id, on: day),
                        account.currency))
            } catch {
                return Problem(error).response
            }
        }
    }

    private func account(_ request: Request, _ name: String?) async throws -> WalletAccount {
        guard let sender = sender(request) else { throw Self.unknownKey }
        guard let id = name.flatMap({ AccountID($0) }), sender.maySee(id),
            let found = await cashier.account(id)
        else { throw Self.unknownAccount }
        return found.account
    }

    private static let unknownDay = Problem(
        status: .badRequest, code: "unknownDay", detail: "Write a day such as 2026-11-22.")

    /// `2026-11-22` as days since 1970-01-01; `nil` for none.
    private static func day(_ text: String?) throws -> Int32? {
        guard let text else { return nil }
        guard let instant = Instant(rfc3339: "\(text)T00:00:00Z".utf8) else { throw unknownDay }
        return Int32(clamping: instant.milliseconds / 86_400_000)
    }

    @Sendable
    private static func date(_ day: Int32) -> String {
        String(Instant(milliseconds: Int64(day) * 86_400_000).rfc3339.prefix(10))
    }
}

private struct Statement: Encodable {
    let account: String
    let lines: [StatementLine]
}

private struct StatementLine: Encodable {
    let id: String
    let kind: String
    let at: String
    /// What came, or went when below zero.
    let amount: String
    let currency: String
    let with: String

    init(_ posting: Posting, of account: AccountID) {
        let came = posting.to.id == account
        id = posting.id.description
        kind = "\(posting.kind)"
        at = posting.at.rfc3339
        amount = (came ? "" : "-") + posting.amount.digits
        currency = posting.amount.currency.description
        with = (came ? posting.from : posting.to).id.description
    }
}

private struct Closing: Encodable {
    struct Sum: Encodable {
        let kind: String
        let count: Int
        let amount: String
    }

    let account: String
    let currency: String
    let opening: String
    let taken: [Sum]
    let given: [Sum]
    let closing: String

    init(_ day: DayClosing, _ currency: Currency) {
        func digits(_ units: Int64) -> String { Money(minorUnits: units, currency).digits }
        account = day.account.description
        self.currency = currency.description
        opening = digits(day.opening)
        closing = digits(day.closing)
        taken = day.taken.map {
            Sum(kind: "\($0.kind)", count: $0.sum.count, amount: digits($0.sum.minorUnits))
        }
        given = day.given.map {
            Sum(kind: "\($0.kind)", count: $0.sum.count, amount: digits($0.sum.minorUnits))
        }
    }
}
