import Foundation
import HTTPTypes
public import Hummingbird
import NIOCore
public import Ports
public import Runtime

/// How letters fare, and which came back: docs/mail.md.
public struct MailRoutes: Sendable {
    /// The most bytes of a report: the head of a letter and what a mail server says of it.
    private static let reportByteCountMax = 256 << 10

    private let postman: Postman
    private let gate: OperatorGate

    /// - Parameter token: The operator's secret in the data folder.
    public init(_ postman: Postman, credentials: any Credentials, token: String) {
        self.postman = postman
        gate = OperatorGate(credentials, token: token)
    }

    private struct StatusJSON: Encodable {
        let sending: Bool
        let quiet: Bool
        let waiting: Int
        let returned: Int
        let sent: Int
        let trouble: String?
    }

    private struct Named: Decodable {
        let letter: String
        let outcome: String
    }

    public func add(to router: Router<some RequestContext>) {
        router.get("/v1/mail") { request, _ in
            do {
                try gate.admit(request)
                let status = await postman.status()
                return Response.json(
                    StatusJSON(
                        sending: status.isSending, quiet: status.isQuiet,
                        waiting: status.waitingCount, returned: status.returnedCount,
                        sent: status.sentCount, trouble: status.trouble?.rawValue))
            } catch {
                return Problem(error).response
            }
        }
        router.post("/v1/mail/bounces") { request, _ in
            do { return try await take(request) } catch { return Problem(error).response }
        }
    }

    /// A report as it came by mail, or a letter that whoever sends in says came back.
    private func take(_ request: Request) async throws -> Response {
        try gate.admit(request)
        let isNamed = request.headers[.contentType]?.hasPrefix("application/json") == true
        let bytes: [UInt8]
        do {
            let body = try await request.body.collect(upTo: Self.reportByteCountMax)
            bytes = [UInt8](body.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem(
                status: .contentTooLarge, code: "bodyTooLarge",
                detail: "A report has at most \(Self.reportByteCountMax >> 10) KiB here.")
        }
        let reported: Postman.Reported
        if isNamed {
            guard let named = try? JSONDecoder().decode(Named.self, from: Data(bytes)),
                named.outcome == "bounced"
            else {
                throw Problem(
                    status: .badRequest, code: "malformedJSON",
                    detail: "Send letter, and outcome as bounced; see docs/mail.md.")
            }
            reported = try await postman.take(Array(named.letter.utf8), saysReturned: true)
        } else {
            reported = try await postman.take(bytes, saysReturned: false)
        }
        return try Self.answer(reported)
    }

    private static func answer(_ reported: Postman.Reported) throws(Problem) -> Response {
        switch reported {
        case .returned: return Response.json(["outcome": "noted"])
        case .known: return Response.json(["outcome": "known"])
        case .nothing: return Response.json(["outcome": "nothing"])
        case .unknown:
            throw Problem(
                status: .notFound, code: LetterReportRefusal.unknownLetter.rawValue,
                detail: "Nobody is known any more to whom this letter went.")
        case .refused(let refusal):
            throw Problem(
                status: refusal == .unknownLetter ? .notFound : .badRequest,
                code: refusal.rawValue, detail: refusal.advice)
        }
    }
}
