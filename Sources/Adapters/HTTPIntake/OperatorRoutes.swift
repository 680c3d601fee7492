import Domain
import Foundation
import HTTPTypes
public import Hummingbird
import Kernel
import NIOCore
public import Ports
public import Runtime

/// What the command line asks of a running server, with the token that the server left in the data
/// folder for its owner: docs/operating.md.
public struct OperatorRoutes: Sendable {
    private static let bodyByteCountMax = 1 << 20
    private let intake: Intake
    private let credentials: any Credentials
    private let tokenDigest: [UInt8]

    /// - Parameter token: The secret in the data folder.
    public init(_ intake: Intake, credentials: any Credentials, token: String) {
        self.intake = intake
        self.credentials = credentials
        tokenDigest = credentials.digest(token)
    }

    private struct OpenSource: Decodable {
        let id: SourceID
        let mode: Source.Mode
        let latenessSeconds: Int?
    }

    private struct Link: Decodable {
        let token: Token
        let person: PersonID
        let facts: [String]?
    }

    public func add(to router: Router<some RequestContext>) {
        route(router, .get, "/v1/status") { _, _ in try Self.json(await intake.status()) }
        route(router, .post, "/v1/sources") { request, _ in
            let body = try await decode(OpenSource.self, request)
            let seconds = body.latenessSeconds ?? 5
            guard (0...86_400).contains(seconds) else {
                throw Problem(
                    status: .badRequest, code: "outOfRange",
                    detail: "latenessSeconds lies in 0 to 86400.")
            }
            let key = try await intake.open(
                Source(id: body.id, mode: body.mode, latenessBound: .seconds(Int64(seconds))))
            return try Self.json(["source": body.id.description, "key": key])
        }
        route(router, .post, "/v1/sources/:id/close") { _, id in
            try await intake.close(try Self.identifier(id))
            return try Self.json(["closed": id])
        }
        route(router, .post, "/v1/zones") { request, _ in
            let zones = try await decode([Zone].self, request)
            try await intake.add(zones)
            return try Self.json(["zones": zones.count])
        }
        route(router, .post, "/v1/links") { request, _ in
            let link = try await decode(Link.self, request)
            try await intake.link(link.token, to: link.person, facts: link.facts ?? [])
            return try Self.json(["linked": link.token.description])
        }
        route(router, .delete, "/v1/links/:id") { _, id in
            try await intake.unlink(try Self.identifier(id))
            return try Self.json(["unlinked": id])
        }
        route(router, .delete, "/v1/people/:id") { _, id in
            try await intake.erase(try Self.identifier(id))
            return try Self.json(["erased": id])
        }
    }

    private func route(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ body: @Sendable @escaping (Request, String) async throws -> Response
    ) {
        router.on(path, method: method) { request, context in
            do {
                guard let token = request.headers.bearer,
                    credentials.digest(token) == tokenDigest
                else {
                    throw Problem(
                        status: .unauthorized, code: "notTheOperator",
                        detail: "Send the token that lies in the data folder.")
                }
                return try await body(request, context.parameters.get("id") ?? "")
            } catch {
                return Problem(error).response
            }
        }
    }

    private func decode<Value: Decodable>(
        _ type: Value.Type, _ request: Request
    ) async throws -> Value {
        guard let body = try? await request.body.collect(upTo: Self.bodyByteCountMax) else {
            throw Problem(
                status: .contentTooLarge, code: "bodyTooLarge", detail: "At most 1 MiB.")
        }
        do {
            return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        } catch {
            throw Problem(
                status: .badRequest, code: "malformedJSON",
                detail: "The body does not have the fields docs/operating.md lists.")
        }
    }

    private static func identifier<Noun>(_ text: String) throws -> Identifier<Noun> {
        guard let id = Identifier<Noun>(text) else {
            throw Problem(
                status: .notFound, code: "unknownName", detail: "Nothing has that name.")
        }
        return id
    }

    private static func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}
