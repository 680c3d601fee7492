public import Domain
import Foundation
import HTTPTypes
public import Hummingbird
public import Kernel
import NIOCore
public import Ports
public import Runtime

/// `/v1/queues`: joining, coming, boarding and leaving, and what queues promise: docs/pass.md.
public struct PassRoutes: Sendable {
    private static let bodyByteCountMax = 16 << 10

    private let desk: PassDesk
    private let gate: OperatorGate
    private let source: @Sendable (String) -> SourceID?

    /// - Parameters:
    ///   - token: The operator's secret in the data folder.
    ///   - source: The source that a key belongs to.
    public init(
        _ desk: PassDesk, credentials: any Credentials, token: String,
        source: @escaping @Sendable (String) -> SourceID?
    ) {
        self.desk = desk
        gate = OperatorGate(credentials, token: token)
        self.source = source
    }

    private struct Joining: Decodable {
        let id: String
        let size: Int
        let band: Token?
        let guest: String?
    }

    private struct About: Decodable {
        let party: PartyID?
        let band: Token?
    }

    private enum Who {
        case house, any
    }

    public func add(to router: Router<some RequestContext>) {
        route(router, .get, "/v1/queues", for: .any) { _, _, _ in
            Response.json(["queues": await desk.sheets().map(PassSheetJSON.init)])
        }
        route(router, .get, "/v1/queues/:id", for: .any) { _, queue, _ in
            guard let sheet = await desk.sheet(of: queue) else { throw Self.unknownQueue }
            return Response.json(PassSheetJSON(sheet))
        }
        route(router, .get, "/v1/queues/:id/promises", for: .house) { request, queue, _ in
            try await promises(of: queue, request)
        }
        route(router, .post, "/v1/queues/:id/join", for: .any) { request, queue, sender in
            try await join(queue, request, sender)
        }
        for doing in PassDesk.Doing.allCases {
            let path = RouterPath("/v1/queues/:id/\(doing.rawValue)")
            let who: Who = doing == .back ? .house : .any
            route(router, .post, path, for: who) { request, queue, sender in
                let about = try await Self.decode(About.self, request)
                let party = try await party(about, in: queue)
                let place = try await desk.act(doing, party, in: queue, by: sender)
                return Response.json(
                    PassPlaceJSON(party: party, place, secret: desk.secret(of: party), isNew: nil))
            }
        }
        for (word, isStanding) in [("stand", true), ("run", false)] {
            route(router, .post, RouterPath("/v1/queues/:id/\(word)"), for: .house) {
                _, queue, sender in
                try await desk.setStanding(isStanding, queue, by: sender)
                return Response.json(["queue": queue.description])
            }
        }
    }

    // MARK: Doings

    private func join(
        _ queue: PassQueueID, _ request: Request, _ sender: PassDesk.Sender
    ) async throws -> Response {
        let body = try await Self.decode(Joining.self, request)
        guard (1...64).contains(body.id.utf8.count) else {
            throw Self.malformed("id has 1 to 64 bytes, and is your own name for this joining.")
        }
        var reason: GuestReason?
        if let word = body.guest {
            guard sender == .house else {
                throw Problem(
                    status: .forbidden, code: "notYours",
                    detail: "Only the operator and staff let somebody pass the line.")
            }
            reason = GuestReason(rawValue: word)
            if reason == nil {
                let known = GuestReason.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.malformed("guest is one of \(known).")
            }
        }
        let answer = try await desk.join(
            PassDesk.Joining(
                queue: queue, id: body.id, size: body.size, reason: reason,
                name: body.band.map { Alias($0) }), from: sender)
        return Response.json(
            PassPlaceJSON(
                party: answer.party, answer.place, secret: desk.secret(of: answer.party),
                isNew: answer.isNew))
    }

    private func party(_ about: About, in queue: PassQueueID) async throws -> PartyID {
        if let party = about.party { return party }
        guard let band = about.band else {
            throw Self.malformed("Send 'party', as joining answered it, or 'band'.")
        }
        guard let party = try await desk.party(of: Alias(band), in: queue) else {
            throw CommandRefusal.pass(.unknownParty)
        }
        return party
    }

    private func promises(of queue: PassQueueID, _ request: Request) async throws -> Response {
        var after = 0
        if let text = request.uri.queryParameters["after"] {
            guard let number = Int(text), number >= 0 else {
                throw Self.malformed("after is the number of the last ticket that was read.")
            }
            after = number
        }
        guard let entries = await desk.promises(of: queue, after: after) else {
            throw Self.unknownQueue
        }
        var body = ByteBuffer()
        for entry in entries {
            body.writeBytes(try Self.encoder.encode(PassPromiseJSON(entry, queue: queue)))
            body.writeInteger(UInt8(ascii: "\n"))
        }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody(byteBuffer: body))
    }

    // MARK: Answers

    private static let unknownQueue = Problem(
        status: .notFound, code: "unknownQueue", detail: "The venue has no queue of this name.")
    private static let passOff = Problem(
        status: .conflict, code: "passOff",
        detail: "This band is not good for lines. A desk gives that, and its bearer switches it.")

    private static func malformed(_ detail: String) -> Problem {
        Problem(status: .badRequest, code: "malformed", detail: detail)
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private static func decode<Body: Decodable>(
        _ type: Body.Type, _ request: Request
    ) async throws -> Body {
        try await request.json(type, upTo: bodyByteCountMax, listedIn: "docs/pass.md")
    }

    private func sender(_ request: Request) -> PassDesk.Sender? {
        guard let key = request.headers.bearer else { return nil }
        if gate.isOperator(key) { return .house }
        return source(key).map(PassDesk.Sender.source)
    }

    private func route(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        for who: Who,
        _ body: @Sendable @escaping (Request, PassQueueID, PassDesk.Sender) async throws -> Response
    ) {
        router.on(path, method: method) { request, context in
            do {
                guard let sender = sender(request) else { throw WalletRoutes.unknownKey }
                guard who == .any || sender == .house else {
                    throw Problem(
                        status: .forbidden, code: "notYours",
                        detail: "Only the operator may ask this.")
                }
                let text = context.parameters.get("id") ?? "all"
                guard let queue = PassQueueID(text) else { throw Self.unknownQueue }
                return try await body(request, queue, sender)
            } catch TapRefusal.passOff {
                return Self.passOff.response
            } catch {
                return Problem(error).response
            }
        }
    }
}
