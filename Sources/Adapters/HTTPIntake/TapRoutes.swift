import Domain
import Foundation
import HTTPTypes
public import Hummingbird
import Kernel
import NIOCore
public import Runtime

/// `POST /v1/taps`: what a reader shows, and whom it calls. docs/taps.md.
public struct TapRoutes: Sendable {
    private static let bodyByteCountMax = 16 << 10

    private let desk: TapDesk
    private let intake: Intake
    private let firstLanguage: @Sendable () -> String

    /// - Parameter firstLanguage: The venue's, now: of lines to those who told none.
    public init(
        _ desk: TapDesk, intake: Intake, firstLanguage: @escaping @Sendable () -> String
    ) {
        self.desk = desk
        self.intake = intake
        self.firstLanguage = firstLanguage
    }

    private struct Body: Decodable {
        let id: TapID
        let zone: ZoneID
        let reader: Token?
        let text: String
        let `for`: TapWish.Kind
        let door: DoorID?
        let into: ZoneID?
        let amount: Int64?
        let currency: String?
        let queue: ZoneID?
        let `do`: Doing?
    }

    /// What a reader at a line does for whoever may come.
    private enum Doing: String, Decodable { case come, board }

    private struct Answer: Encodable {
        let id: String
        let `for`: String
        let light: String
        let line: String
        let language: String
        let code: String
        /// Of what was paid.
        var amount: Int64?
        var currency: String?
        /// Of a door that may open.
        var door: String?
        /// Of a line: when they are welcome, or were.
        var from: String?
        var until: String?
    }

    public func add(to router: Router<some RequestContext>) {
        router.post("/v1/taps") { request, _ in
            do { return try await take(request) } catch { return Self.problem(error).response }
        }
    }

    private func take(_ request: Request) async throws -> Response {
        guard let key = request.headers.bearer, let source = intake.source(key: key) else {
            throw Problem(
                status: .unauthorized, code: "unknownKey",
                detail:
                    "Send 'Authorization: Bearer' with a source key. An administrator makes one.")
        }
        let said = try await request.json(
            Body.self, upTo: Self.bodyByteCountMax, listedIn: "docs/taps.md")
        let answer = try await desk.take(
            TapDesk.Said(
                id: said.id, zone: said.zone, reader: said.reader, text: said.text,
                wish: try Self.wish(said)), from: source)
        return Response.json(self.answer(answer, to: said))
    }

    private func answer(_ answer: TapAnswer, to said: Body) -> Answer {
        let language = answer.language == "en" || answer.language == "nl" ? answer.language : nil
        let spoken = language ?? firstLanguage()
        let isGreen = answer.light == .green
        let isPaid = isGreen && answer.wish == .pay
        return Answer(
            id: said.id.description, for: answer.wish.rawValue, light: answer.light.rawValue,
            line: spoken == "nl" ? answer.line.nl : answer.line.en, language: spoken,
            code: answer.code, amount: isPaid ? said.amount : nil,
            currency: isPaid ? said.currency : nil,
            door: isGreen && answer.wish == .key ? said.door?.description : nil,
            from: answer.time?.from.rfc3339, until: answer.time?.until.rfc3339)
    }

    private static func wish(_ said: Body) throws(Problem) -> TapDesk.Said.Wish {
        switch said.for {
        case .hello: return .hello
        case .key: return .key(door: said.door, into: said.into)
        case .pass: return .pass(queue: said.queue, boards: said.do == .board)
        case .pay:
            guard let amount = said.amount else {
                throw Problem(
                    status: .badRequest, code: "invalidField",
                    detail: "amount: whole minor units, at least 1.")
            }
            guard let text = said.currency else { return .pay(amount: amount, currency: nil) }
            guard let currency = Currency(text) else {
                throw Problem(
                    status: .badRequest, code: "invalidField",
                    detail: "currency: an active code of ISO 4217, as EUR.")
            }
            return .pay(amount: amount, currency: currency)
        }
    }

    private static func problem(_ error: any Error) -> Problem {
        guard let refusal = error as? TapDesk.Refusal else { return Problem(error) }
        let detail =
            switch refusal {
            case .textTooLong: "What was shown has at most \(TapDesk.textCountMax) characters."
            case .unknownZone: "The venue has no such zone."
            case .unknownDoor: "The venue has no such door."
            case .unknownQueue: "The venue has no such queue, and no zone of that name."
            }
        return Problem(
            status: .unprocessableContent, code: refusal.rawValue, detail: detail)
    }
}
