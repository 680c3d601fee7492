import CCurl
import Dispatch
import Foundation
import Synchronization

/// A few threads that ask the provider and wait for its answer. Beyond a bound nobody waits: a
/// guest who is told to try again is better off than one who waits for a provider that is down.
final class ProviderLanes: Sendable {  // A class: the house has one set of connections.
    static let laneCount = 4
    static let waitingCountMax = 64
    static let timeoutMilliseconds = 10_000
    static let answerByteCountMax = 64 << 10

    struct Question: Sendable {
        let url: String
        /// `Name: value`, each.
        let headers: [String]
        /// `nil`: a GET.
        let body: [UInt8]?
        let allowsHTTP: Bool
    }

    enum Answer: Equatable, Sendable {
        case status(Int, [UInt8])
        /// A connection that failed, or was too slow, with libcurl's code.
        case failed(Int)
        /// Too many wait already.
        case busy
    }

    /// `@unchecked`: only the lane's own queue touches the handle.
    private struct Lane: @unchecked Sendable {
        let queue: DispatchQueue
        let handle: OpaquePointer?
    }

    private struct State {
        var next = 0
        var waitingCount = 0
    }

    private static let isStarted = senang_curl_start() == 1

    private let lanes: [Lane]
    private let state = Mutex(State())

    init() {
        let isStarted = Self.isStarted
        lanes = (0..<Self.laneCount).map { number in
            Lane(
                queue: DispatchQueue(label: "senang.payments.\(number)"),
                handle: isStarted ? senang_curl_open() : nil)
        }
    }

    deinit {
        for lane in lanes { if let handle = lane.handle { senang_curl_close(handle) } }
    }

    func ask(_ question: Question) async -> Answer {
        let number = state.withLock { state -> Int? in
            guard state.waitingCount < Self.waitingCountMax else { return nil }
            state.waitingCount += 1
            state.next = (state.next + 1) % Self.laneCount
            return state.next
        }
        guard let number else { return .busy }
        let lane = lanes[number]
        let answer = await withCheckedContinuation { continuation in
            lane.queue.async {
                continuation.resume(returning: Self.carryOut(question, lane.handle))
            }
        }
        state.withLock { $0.waitingCount -= 1 }
        return answer
    }

    private static func carryOut(_ question: Question, _ handle: OpaquePointer?) -> Answer {
        let lines = question.headers.map { strdup($0) }
        defer { for line in lines { free(line) } }
        let headers = lines.compactMap { $0.map { UnsafePointer($0) } }
        guard let handle, headers.count == lines.count else { return .failed(0) }
        var status = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: answerByteCountMax) { room, count in
            guard let answer = room.baseAddress else { return }
            let body = question.body ?? []
            status = body.withUnsafeBufferPointer { body in
                senang_curl_exchange(
                    handle, question.url, headers, headers.count,
                    question.body == nil ? nil : body.baseAddress, body.count,
                    timeoutMilliseconds, question.allowsHTTP ? 1 : 0, answer, room.count, &count)
            }
        }
        return status >= 100 ? .status(status, bytes) : .failed(-status)
    }
}
