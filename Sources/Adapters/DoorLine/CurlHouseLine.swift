import CCurl
import Dispatch
package import Domain
import Foundation
import Kernel
package import Ports

/// The line from a door to its house over HTTP: docs/door-protocol.md.
///
/// News and records have a connection each, so that telling does not wait for hearing.
package final class CurlHouseLine: HouseLine {  // A class: it owns its connections.
    /// The largest word of the house: a snapshot, and its signature.
    static let wordByteCountMax = DoorSnapshot.byteCountMax + 64
    static let answerByteCountMax = 64 << 10
    /// How long anything may take beside what the house was asked to wait.
    static let timeoutMilliseconds = 5_000

    /// `@unchecked`: only the lane's own queue touches the handle.
    private struct Lane: @unchecked Sendable {
        let queue: DispatchQueue
        let handle: OpaquePointer?

        init(_ name: String, isStarted: Bool) {
            queue = DispatchQueue(label: "senang.line.\(name)")
            handle = isStarted ? senang_curl_open() : nil
        }
    }

    private static let isStarted = senang_curl_start() == 1

    private let address: String
    private let key: String
    private let allowsHTTP: Bool
    private let hearing: Lane
    private let telling: Lane

    /// - Parameters:
    ///   - origin: Where the house is: https, or http on this machine.
    ///   - key: The door's, as `senang door open` printed it.
    /// - Returns: `nil` when the origin is neither.
    package init?(origin: String, door: DoorID, key: String) {
        guard let url = URL(string: origin), let host = url.host, url.path.isEmpty,
            url.query == nil
        else { return nil }
        let isHere = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        guard url.scheme == "https" || url.scheme == "http" && isHere else { return nil }
        address = "\(origin)/v1/doors/\(door)"
        self.key = key
        allowsHTTP = url.scheme == "http"
        hearing = Lane("hearing", isStarted: Self.isStarted)
        telling = Lane("telling", isStarted: Self.isStarted)
    }

    deinit {
        for lane in [hearing, telling] { if let handle = lane.handle { senang_curl_close(handle) } }
    }

    package func news(
        after version: UInt64, base: UInt64, waitSeconds seconds: Int
    ) async throws(HouseLineFailure) -> [UInt8] {
        try await ask(
            hearing, "snapshot?version=\(version)&base=\(base)&wait=\(seconds)", body: nil,
            upTo: Self.wordByteCountMax, timeout: seconds * 1_000 + Self.timeoutMilliseconds)
    }

    private struct Line: Encodable {
        let number: UInt64
        let at: String
        let direction: String
        let code: String
        let holder: String?
        let version: UInt64?
    }

    private struct Heard: Decodable {
        let have: UInt64
    }

    package func tell(_ records: [DoorRecord]) async throws(HouseLineFailure) -> UInt64 {
        let lines = records.map { record in
            Line(
                number: record.number, at: record.at.rfc3339,
                direction: record.direction == .out ? "out" : "in", code: record.decision.code,
                holder: record.holder?.description, version: record.version)
        }
        guard let body = try? JSONEncoder().encode(["records": lines]) else {
            throw .unreadable
        }
        return try await heard(Array(body))
    }

    package func heard() async throws(HouseLineFailure) -> UInt64 { try await heard(nil) }

    private func heard(_ body: [UInt8]?) async throws(HouseLineFailure) -> UInt64 {
        let answer = try await ask(
            telling, "records", body: body, upTo: Self.answerByteCountMax,
            timeout: Self.timeoutMilliseconds)
        guard let heard = try? JSONDecoder().decode(Heard.self, from: Data(answer)) else {
            throw .unreadable
        }
        return heard.have
    }

    private func ask(
        _ lane: Lane, _ path: String, body: [UInt8]?, upTo limit: Int, timeout: Int
    ) async throws(HouseLineFailure) -> [UInt8] {
        let url = "\(address)/\(path)"
        let headers = ["Authorization: Bearer \(key)", "Content-Type: application/json"]
        let allowsHTTP = allowsHTTP
        let answer: (status: Int, bytes: [UInt8]) = await withCheckedContinuation { answered in
            lane.queue.async {
                answered.resume(
                    returning: Self.carryOut(
                        lane.handle, url, headers, body, limit, timeout, allowsHTTP))
            }
        }
        guard answer.status >= 100 else { throw .away(-answer.status) }
        guard answer.status == 200 else { throw .refused(answer.status) }
        return answer.bytes
    }

    private static func carryOut(
        _ handle: OpaquePointer?, _ url: String, _ headers: [String], _ body: [UInt8]?,
        _ limit: Int, _ timeout: Int, _ allowsHTTP: Bool
    ) -> (status: Int, bytes: [UInt8]) {
        let lines = headers.map { strdup($0) }
        defer { for line in lines { free(line) } }
        let given = lines.compactMap { $0.map { UnsafePointer($0) } }
        guard let handle, given.count == lines.count else { return (0, []) }
        var status = 0
        // Room for the largest answer is asked for, and costs no memory until it is filled.
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { room, count in
            func ask(_ body: UnsafeBufferPointer<UInt8>?) -> Int {
                guard let start = room.baseAddress else { return 0 }
                return senang_curl_exchange(
                    handle, url, given, given.count, body?.baseAddress, body?.count ?? 0, timeout,
                    allowsHTTP ? 1 : 0, start, limit, &count)
            }
            status = body.map { $0.withUnsafeBufferPointer { ask($0) } } ?? ask(nil)
        }
        // A short answer must not hold on to the room of the largest.
        return (status, Array(bytes[...]))
    }
}
