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
    private let replay: Replay
    private let house: House
    private let gate: OperatorGate

    /// - Parameter token: The secret in the data folder.
    public init(
        _ intake: Intake, replay: Replay, house: House, credentials: any Credentials,
        token: String
    ) {
        self.intake = intake
        self.replay = replay
        self.house = house
        gate = OperatorGate(credentials, token: token)
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
        let mode: String?
    }

    private struct NewClaim: Decodable {
        struct Name: Decodable {
            let kind: AliasKind
            let name: String
        }

        let first: Name
        let second: Name
        let strength: String?
        let evidence: String?
    }

    private struct Looks: Encodable {
        let looks: [House.Look]
        /// There may be older ones.
        let isCut: Bool
    }

    private struct Erased: Encodable {
        struct Kept: Encodable {
            let what = "account"
            let why = "books"
            let account: String
            let currency: String
            let balance: Int64
            let held: Int64
            let topUps: Int

            init(_ kept: KeptAccount) {
                account = "\(kept.account)"
                currency = "\(kept.currency)"
                balance = kept.balance
                held = kept.held
                topUps = kept.topUpCount
            }
        }

        let erased: String
        let kept: [Kept]
    }

    private struct NewTelling: Decodable {
        let kind: String
        let text: String
    }

    private struct NewChoice: Decodable {
        let mode: String
        let isChild: Bool?
        let guardian: PersonID?
        let refused: [String]?
    }

    public func add(to router: Router<some RequestContext>) {
        route(router, .get, "/v1/status") { _, _ in Response.json(await intake.status()) }
        route(router, .get, "/v1/waits") { _, _ in
            Response.json(["waits": await intake.waits()])
        }
        route(router, .post, "/v1/replay") { request, _ in
            Response.json(try await replay.run(try await decode([Rule].self, request)))
        }
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
            return Response.json(["source": body.id.description, "key": key])
        }
        route(router, .post, "/v1/sources/:id/close") { _, id in
            try await intake.close(try Self.identifier(id))
            return Response.json(["closed": id])
        }
        route(router, .post, "/v1/zones") { request, _ in
            let zones = try await decode([Zone].self, request)
            try await intake.add(zones)
            return Response.json(["zones": zones.count])
        }
        route(router, .post, "/v1/links") { request, _ in
            let link = try await decode(Link.self, request)
            try await intake.link(
                link.token, to: link.person, facts: link.facts ?? [],
                mode: try link.mode.map(Self.mode))
            return Response.json(["linked": link.token.description])
        }
        route(router, .delete, "/v1/links/:id") { _, id in
            try await intake.unlink(try Self.identifier(id))
            return Response.json(["unlinked": id])
        }
        route(router, .delete, "/v1/people/:id") { _, id in
            let kept = try await intake.erase(try Self.identifier(id))
            return Response.json(Erased(erased: id, kept: kept.map(Erased.Kept.init)))
        }
        addIdentity(to: router)
    }

    private func addIdentity(to router: Router<some RequestContext>) {
        route(router, .post, "/v1/claims") { request, _ in
            let claim = try await decode(NewClaim.self, request)
            let strengths: [String: ClaimStrength] = [
                "inferred": .inferred, "stated": .stated, "verified": .verified,
            ]
            guard let one = Alias(claim.first.kind, claim.first.name),
                let other = Alias(claim.second.kind, claim.second.name),
                let strength = strengths[claim.strength ?? "stated"]
            else {
                throw Problem(
                    status: .badRequest, code: "invalidName",
                    detail: "docs/people.md says what a name and a strength look like.")
            }
            let number = try await intake.claim(
                one, other, strength, evidence: claim.evidence ?? "")
            return Response.json(["claim": number])
        }
        route(router, .get, "/v1/claims") { _, _ in
            Response.json(["doubts": await intake.doubts()])
        }
        route(router, .get, "/v1/people/:id") { _, id in
            guard let report = await intake.identity(of: try Self.identifier(id)) else {
                throw CommandRefusal.unknownPerson
            }
            return Response.json(report)
        }
        route(router, .get, "/v1/people/:id/looks") { _, id in
            let limit = House.lookCountMax
            guard let looks = try await house.looks(at: try Self.identifier(id), limit: limit)
            else { throw CommandRefusal.unknownPerson }
            return Response.json(Looks(looks: looks, isCut: looks.count == limit))
        }
        route(router, .delete, "/v1/claims/:id") { _, id in
            try await intake.carryOut(.withdraw(ClaimNumber(id) ?? 0, by: .house))
            return Response.json(["withdrawn": id])
        }
        route(router, .post, "/v1/people/:id/tell") { request, id in
            let telling = try await decode(NewTelling.self, request)
            guard let kind = Telling.Kind(word: telling.kind) else {
                throw Problem(
                    status: .badRequest, code: "unknownKind",
                    detail: "kind is name, wish, manner or promise.")
            }
            try await intake.carryOut(
                .tell(kind, telling.text, of: try Self.identifier(id), by: .house))
            return Response.json(["told": id])
        }
        route(router, .post, "/v1/people/:id/consent") { request, id in
            let choice = try await decode(NewChoice.self, request)
            let refused = try (choice.refused ?? []).map(Self.purpose)
            try await intake.carryOut(
                .choose(
                    try Self.mode(choice.mode), of: try Self.identifier(id), by: .house,
                    isChild: choice.isChild ?? false, guardian: choice.guardian,
                    refusing: refused))
            return Response.json(["chosen": choice.mode])
        }
    }

    private static func mode(_ word: String) throws -> Mode {
        guard let mode = Mode(word: word) else {
            throw Problem(
                status: .badRequest, code: "unknownMode",
                detail: "mode is tap-only, presence or assisted.")
        }
        return mode
    }

    private static func purpose(_ word: String) throws -> ConsentPurpose {
        guard let purpose = ConsentPurpose(word: word) else {
            throw Problem(
                status: .badRequest, code: "unknownPurpose",
                detail: "refused lists presence, name, help, memory or sameness.")
        }
        return purpose
    }

    private func route(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ body: @Sendable @escaping (Request, String) async throws -> Response
    ) {
        router.on(path, method: method) { request, context in
            do {
                try gate.admit(request)
                return try await body(request, context.parameters.get("id") ?? "")
            } catch {
                return Problem(error).response
            }
        }
    }

    private func decode<Value: Decodable>(
        _ type: Value.Type, _ request: Request
    ) async throws -> Value {
        try await request.json(
            type, upTo: Self.bodyByteCountMax, listedIn: "docs/operating.md")
    }

    private static func identifier<Noun>(_ text: String) throws -> Identifier<Noun> {
        guard let id = Identifier<Noun>(text) else {
            throw Problem(
                status: .notFound, code: "unknownName", detail: "Nothing has that name.")
        }
        return id
    }
}
