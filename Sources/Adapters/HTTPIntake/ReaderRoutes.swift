import Domain
public import DoorAgent
import Foundation
import HTTPTypes
public import Hummingbird
public import Kernel
import NIOCore
import Ports

/// What a reader on the same machine asks of the agent beside a door: docs/door-protocol.md.
public struct ReaderRoutes: Sendable {
    private static let bodyByteCountMax = 16 << 10
    /// For how long a lock is drawn.
    public static let openSpan = Span.seconds(5)

    private let agent: DoorAgent

    public init(_ agent: DoorAgent) { self.agent = agent }

    private struct Showing: Decodable {
        let text: String
        let direction: String?
        let tag: String?
    }

    private struct Answer: Encodable {
        let light: String
        let line: String
        let opens: Bool
        let openMilliseconds: Int64
        let code: String
    }

    private struct Health: Encodable {
        let door: String
        let version: UInt64
        let ageSeconds: Int64?
        let guestLeaseSeconds: Int64?
        let staffLeaseSeconds: Int64?
        let records: UInt64
        let acknowledged: UInt64
        let waiting: Int
        let dropped: UInt64
        let trouble: String?
    }

    public func add(to router: Router<some RequestContext>) {
        router.post("/v1/shown") { request, _ in
            do { return try await shown(request) } catch { return Problem(error).response }
        }
        router.get("/healthz") { _, _ in
            let status = await agent.status
            var response = Response.json(Self.health(agent.door, status))
            if status.isBroken { response.status = .serviceUnavailable }
            return response
        }
    }

    private func shown(_ request: Request) async throws -> Response {
        guard let body = try? await request.body.collect(upTo: Self.bodyByteCountMax) else {
            throw Problem(
                status: .contentTooLarge, code: "bodyTooLarge", detail: "At most 16 KiB.")
        }
        guard
            let said = try? JSONDecoder().decode(Showing.self, from: Data(body.readableBytesView)),
            let direction = ["in": PassageDirection.in, "out": .out][said.direction ?? "in"]
        else {
            throw Problem(
                status: .badRequest, code: "malformedJSON",
                detail: "Send {\"text\": …, \"direction\": \"in\" or \"out\"}.")
        }
        var tag: [UInt8]?
        if let text = said.tag {
            guard let bytes = Self.bytes(text) else {
                throw Problem(
                    status: .badRequest, code: "malformedTag",
                    detail: "tag is hexadecimal, at most 64 digits.")
            }
            tag = bytes
        }
        let answer = await agent.shown(said.text, direction, tag: tag)
        let opens = answer.decision.opens
        return Response.json(
            Answer(
                light: answer.light.rawValue, line: answer.line, opens: opens,
                openMilliseconds: opens ? Self.openSpan.milliseconds : 0,
                code: answer.decision.code))
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = Array(hexadecimal.utf8)
        guard digits.count.isMultiple(of: 2), (2...64).contains(digits.count) else { return nil }
        let pairs = stride(from: 0, to: digits.count, by: 2).map { place in
            UInt8(String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16)
        }
        guard hexadecimal.utf8.allSatisfy({ $0 != 43 && $0 != 45 }) else { return nil }
        let found = pairs.compactMap { $0 }
        return found.count == pairs.count ? found : nil
    }

    private static func health(_ door: DoorID, _ status: DoorAgent.Status) -> Health {
        func seconds(_ span: Span?) -> Int64? { span.map { $0.milliseconds / 1_000 } }
        return Health(
            door: "\(door)", version: status.version, ageSeconds: seconds(status.age),
            guestLeaseSeconds: seconds(status.guestLease),
            staffLeaseSeconds: seconds(status.staffLease), records: status.recordCount,
            acknowledged: status.acknowledged, waiting: status.waitingCount,
            dropped: status.droppedCount, trouble: status.trouble)
    }
}
