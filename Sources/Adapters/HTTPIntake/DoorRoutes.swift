import Domain
import Foundation
import HTTPTypes
public import Hummingbird
import Kernel
import NIOCore
public import Ports
public import Runtime

/// What agents beside doors ask and tell, and how the operator lets them: docs/door-protocol.md.
public struct DoorRoutes: Sendable {
    private static let bodyByteCountMax = 256 << 10

    private let doorman: Doorman
    private let gate: OperatorGate

    /// - Parameter token: The operator's secret in the data folder.
    public init(_ doorman: Doorman, credentials: any Credentials, token: String) {
        self.doorman = doorman
        gate = OperatorGate(credentials, token: token)
    }

    private struct Telling: Decodable {
        struct Line: Decodable {
            let number: UInt64
            let at: String
            let direction: String
            let code: String
            let holder: KeyHolderID?
            let version: UInt64?
        }

        let records: [Line]
    }

    private struct Heard: Encodable {
        let have: UInt64
    }

    private struct Opened: Encodable {
        let door: String
        let key: String
        let houseKey: String
    }

    private struct Shown: Encodable {
        struct Passage: Encodable {
            let number: UInt64
            let at: String
            let direction: String
            let code: String
            let opened: Bool
            let holder: String?
            let version: UInt64?
        }

        let door: String
        let zone: String
        let failMode: String
        let antiPassback: Bool
        let heardAt: String?
        let version: UInt64?
        let have: UInt64
        let missed: UInt64
        /// When it last told something else under a number that it had told before.
        let doubledAt: String?
        let last: [Passage]
    }

    public func add(to router: Router<some RequestContext>) {
        router.get("/v1/doors/:door/snapshot") { request, context in
            do {
                let door = try door(request, context.parameters.get("door"))
                return try await news(request, door)
            } catch { return Self.problem(error).response }
        }
        router.get("/v1/doors/:door/records") { request, context in
            do {
                let door = try door(request, context.parameters.get("door"))
                return Response.json(Heard(have: await doorman.heard(door)))
            } catch { return Self.problem(error).response }
        }
        router.post("/v1/doors/:door/records") { request, context in
            do {
                let door = try door(request, context.parameters.get("door"))
                let told = try await telling(request, door)
                return Response.json(Heard(have: try await doorman.take(told, of: door)))
            } catch { return Self.problem(error).response }
        }
        addOperator(to: router)
    }

    private func addOperator(to router: Router<some RequestContext>) {
        router.get("/v1/doors") { request, _ in
            do {
                try gate.admit(request)
                return Response.json(["doors": await doorman.doors().map(Self.shown)])
            } catch { return Self.problem(error).response }
        }
        router.post("/v1/doors/:door/open") { request, context in
            do {
                try gate.admit(request)
                let door = try Self.name(context.parameters.get("door"))
                let opened = try await doorman.open(door)
                return Response.json(
                    Opened(
                        door: "\(door)", key: opened.key,
                        houseKey: Self.hexadecimal(opened.housePublicKey)))
            } catch { return Self.problem(error).response }
        }
        router.post("/v1/doors/:door/close") { request, context in
            do {
                try gate.admit(request)
                let door = try Self.name(context.parameters.get("door"))
                try await doorman.close(door)
                return Response.json(["closed": "\(door)"])
            } catch { return Self.problem(error).response }
        }
    }

    // MARK: Doors

    /// A door reaches what is its own, and nothing of another.
    private func door(_ request: Request, _ name: String?) throws -> DoorID {
        guard let key = request.headers.bearer, let door = doorman.door(key: key),
            door.description == name
        else {
            throw Problem(
                status: .unauthorized, code: "unknownKey",
                detail: "Send 'Authorization: Bearer' with the key of this door.")
        }
        return door
    }

    private func news(_ request: Request, _ door: DoorID) async throws -> Response {
        let parameters = request.uri.queryParameters
        func number(_ name: Substring) throws -> UInt64 {
            guard let text = parameters[name] else { return 0 }
            guard let number = UInt64(text) else {
                throw Problem(
                    status: .badRequest, code: "outOfRange",
                    detail: "version, base and wait are whole numbers from 0 on.")
            }
            return number
        }
        let known = Doorman.Known(version: try number("version"), base: try number("base"))
        let wait = try number("wait")
        let word = try await doorman.news(
            for: door, since: known, waitSeconds: Int(min(wait, UInt64(Doorman.waitSecondsMax))))
        // The key may have been taken back while it waited.
        _ = try self.door(request, door.description)
        return Response(
            status: .ok, headers: [.contentType: "application/octet-stream"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: word)))
    }

    private func telling(_ request: Request, _ door: DoorID) async throws -> [DoorPassed] {
        let told = try await request.json(
            Telling.self, upTo: Self.bodyByteCountMax, listedIn: "docs/door-protocol.md")
        guard told.records.count <= Doorman.recordCountMax else {
            throw Problem(
                status: .contentTooLarge, code: "tooManyLines",
                detail: "A request has at most \(Doorman.recordCountMax) records.")
        }
        // One that cannot be read refuses all: the door's number would else be passed over.
        return try told.records.enumerated().map { place, line in
            guard let at = Instant(rfc3339: line.at.utf8),
                let decision = DoorDecision(code: line.code),
                (1...Self.numberMax).contains(line.number),
                let direction = ["in": PassageDirection.in, "out": .out][line.direction]
            else {
                throw Problem(
                    status: .badRequest, code: "malformedRecord",
                    detail: "records.\(place) has no number, at, direction or code of a door.")
            }
            return DoorPassed(
                door: door, number: line.number, at: Self.recordable(at), direction: direction,
                decision: decision, holder: line.holder, version: line.version)
        }
    }

    /// A box without a battery believes that it is 1970. What it tells is still taken in: refused,
    /// it would stand before everything that comes after.
    private static func recordable(_ moment: Instant) -> Instant {
        let range = Instant.recordable
        return min(max(moment, range.lowerBound), range.upperBound - Span(milliseconds: 1))
    }

    /// More than a door makes in a thousand years, and room above it.
    private static let numberMax: UInt64 = 1 << 53

    // MARK: The operator

    private static func name(_ text: String?) throws -> DoorID {
        guard let id = text.flatMap({ DoorID($0) }) else { throw DoorRefusal.unknownDoor }
        return id
    }

    private static func problem(_ error: any Error) -> Problem {
        guard let refusal = error as? DoorRefusal else { return Problem(error) }
        switch refusal {
        case .unknownDoor:
            return Problem(
                status: .notFound, code: refusal.code, detail: "The venue has no such door.")
        case .noAgent:
            return Problem(
                status: .conflict, code: refusal.code,
                detail: "Write 'agent: yes' at this door in venue.yaml first.")
        }
    }

    private static func shown(_ status: Doorman.Status) -> Shown {
        let lock = status.door.lock
        return Shown(
            door: "\(status.door.id)", zone: "\(status.door.to)",
            failMode: lock?.failMode == .open ? "open" : "closed",
            antiPassback: lock?.refusesPassback ?? false, heardAt: status.heardAt?.rfc3339,
            version: status.version, have: status.telling?.highest ?? 0,
            missed: status.telling?.missedCount ?? 0, doubledAt: status.doubledAt?.rfc3339,
            last: (status.telling?.last ?? []).map { passed in
                Shown.Passage(
                    number: passed.number, at: passed.at.rfc3339,
                    direction: passed.direction == .out ? "out" : "in",
                    code: passed.decision.code, opened: passed.decision.opens,
                    holder: passed.holder?.description, version: passed.version)
            })
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
