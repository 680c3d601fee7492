import Domain
import HTTPTypes
public import Hummingbird
import NIOCore
public import Runtime

/// `POST /v1/signals`: docs/signals.md.
public struct SignalRoutes: Sendable {
    /// The largest body, in bytes.
    public static let bodyByteCountMax = 8 << 20
    /// What the decoder may read behind a body.
    private static let paddingByteCount = 64

    private let intake: Intake
    private let bodies = BodyRoom()

    public init(_ intake: Intake) { self.intake = intake }

    public func add(to router: Router<some RequestContext>) {
        router.post("/v1/signals") { request, _ in
            do {
                return try await take(request)
            } catch {
                return Problem(error).response
            }
        }
    }

    private func take(_ request: Request) async throws -> Response {
        guard let key = request.headers.bearer, let source = intake.source(key: key) else {
            throw Problem(
                status: .unauthorized, code: "unknownKey",
                detail:
                    "Send 'Authorization: Bearer' with a source key. An administrator makes one.")
        }
        try admit(request.headers)
        let share = try bodies.take(for: request.headers)
        defer { bodies.give(share) }
        var body = try await collect(request)
        body.reserveCapacity(minimumWritableBytes: Self.paddingByteCount)
        let batch = try body.withUnsafeReadableBytes { try intake.decode($0, from: source) }
        let outcome = try await intake.take(batch, from: source)
        guard outcome.accepted + outcome.repeated > 0 else {
            throw Problem(
                status: .unprocessableContent, code: "nothingAccepted",
                detail: "None of the signals was taken in; each says why.",
                refused: outcome.refusals)
        }
        return answer(outcome)
    }

    private func collect(_ request: Request) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: Self.bodyByteCountMax)
        } catch is NIOTooManyBytesError {
            throw Problem(
                status: .contentTooLarge, code: "bodyTooLarge",
                detail: "A body has at most 8 MiB. Send it in parts.")
        } catch {
            throw Problem(
                status: .badRequest, code: "brokenBody",
                detail: "The body did not arrive whole, or its framing can be read in two ways.")
        }
    }

    private func admit(_ headers: HTTPFields) throws(Problem) {
        if headers[.contentEncoding] != nil {
            throw Problem(
                status: .unsupportedMediaType, code: "encodedBody",
                detail: "Send the body as it is, without Content-Encoding.")
        }
        let type = headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? "application/json"
        let known = ["application/json", "application/x-ndjson", "application/jsonl"]
        guard known.contains(type) else {
            throw Problem(
                status: .unsupportedMediaType, code: "unknownMediaType",
                detail: "Send application/json or application/x-ndjson.")
        }
    }

    private func answer(_ outcome: BatchOutcome) -> Response {
        let text =
            "{\"accepted\":\(outcome.accepted),\"late\":\(outcome.late)"
            + ",\"repeated\":\(outcome.repeated)"
            + ",\"refused\":[\(LineRefusal.json(outcome.refusals))]}"
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension HTTPFields {
    /// The token of `Authorization: Bearer …`.
    var bearer: String? {
        guard let value = self[.authorization], value.lowercased().hasPrefix("bearer ") else {
            return nil
        }
        return String(value.dropFirst(7))
    }
}
