import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Ports
import Runtime

/// A refusal or a failure as the sender sees it (RFC 9457): what was wrong, and what to do.
struct Problem: Error, Sendable {
    let status: HTTPResponse.Status
    let code: String
    let detail: String
    var retryAfterSeconds: Int?
    var refused: [LineRefusal] = []

    var response: Response {
        let fields: [String: any Sendable] = [
            "type": "about:blank", "title": status.reasonPhrase, "status": status.code,
            "code": code, "detail": detail,
        ]
        let data = try? JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
        var body = ByteBuffer(bytes: data ?? Data("{}".utf8))
        if !refused.isEmpty {
            body.moveWriterIndex(to: body.writerIndex - 1)
            body.writeString(",\"refused\":[\(LineRefusal.json(refused))]}")
        }
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        if let retryAfterSeconds { headers[.retryAfter] = "\(retryAfterSeconds)" }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    /// One ladder from everything that can be thrown to what the sender is told.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as SignalBodyRefusal:
            self.init(status: .badRequest, code: refusal.rawValue, detail: refusal.advice)
        case let refusal as CommandRefusal:
            let isMissing = [
                .unknownSource, .unknownToken, .unknownPerson, .unknownClaim, .unknownQueue,
                .pass(.unknownParty), .wish(.unknownWish), .wish(.unknownQuestion),
                .promise(.unknownStanding), .promise(.unknownPromise), .survey(.unknownQuestion),
                .voice(.unknownVoice), .voice(.unknownProposal), .voice(.unknownOption),
                .voice(.unknownPrinciple), .experiment(.unknownExperiment),
            ].contains(refusal)
            self.init(
                status: isMissing ? .notFound : .conflict, code: refusal.code,
                detail: refusal.advice)
        case is Overload:
            self.init(
                status: .serviceUnavailable, code: "overload",
                detail: "Too much is waiting. Nothing was taken in; send it again.",
                retryAfterSeconds: 1)
        case JournalFailure.diskFull:
            self.init(
                status: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
                code: "diskFull",
                detail: "The disk is full. Nothing was taken in; make room and send it again.",
                retryAfterSeconds: 30)
        default:
            self.init(
                status: .serviceUnavailable, code: "unavailable",
                detail: "The request could not be carried out. Send it again.",
                retryAfterSeconds: 5)
        }
    }

    init(
        status: HTTPResponse.Status, code: String, detail: String, retryAfterSeconds: Int? = nil,
        refused: [LineRefusal] = []
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
        self.refused = refused
    }
}

extension LineRefusal {
    /// `{"index":3,"code":"unknownZone","field":"zone","reason":"…"}`, with commas between them.
    ///
    /// Written by hand, since a hostile body can have fifty thousand of them: codes, fields and
    /// reasons are our own words and need no escaping.
    static func json(_ refusals: [LineRefusal]) -> String {
        refusals.map { refusal in
            let field = refusal.field.map { "\"field\":\"\($0)\"," } ?? ""
            return "{\"code\":\"\(refusal.refusal.rawValue)\",\(field)\"index\":\(refusal.line)"
                + ",\"reason\":\"\(refusal.refusal.advice)\"}"
        }.joined(separator: ",")
    }
}
