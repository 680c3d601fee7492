import CCurl
import Dispatch
import Foundation
import Synchronization

/// A few threads that post, and a queue before them: whoever waits for a slow push service holds up
/// neither cues nor pages. When the queue is full the oldest goes, since the newest tells more.
package final class CurlLanes: Sendable {  // A class: the house has one queue.
    static let laneCount = 4
    static let waitingCountMax = 256
    static let timeoutMilliseconds = 10_000

    struct Post: Sendable {
        let url: String
        /// `Name: value`, each.
        let headers: [String]
        let body: [UInt8]
        let allowsHTTP: Bool
    }

    package enum Answer: Equatable, Sendable {
        case status(Int)
        /// A connection that failed, or was too slow, with libcurl's code.
        case failed(Int)
        /// It waited, and newer ones came.
        case dropped
    }

    /// `@unchecked`: only the lane's own queue touches the handle.
    private struct Lane: @unchecked Sendable {
        let queue: DispatchQueue
        let handle: OpaquePointer?
    }

    private struct Job: Sendable {
        let post: Post
        let answered: CheckedContinuation<Answer, Never>
    }

    private struct State {
        var waiting: [Job] = []
        var idle: [Int]
        var droppedCount = 0
    }

    private static let isStarted = senang_curl_start() == 1

    private let lanes: [Lane]
    private let state: Mutex<State>

    init() {
        let isStarted = Self.isStarted
        lanes = (0..<Self.laneCount).map { number in
            Lane(
                queue: DispatchQueue(label: "senang.push.\(number)"),
                handle: isStarted ? senang_curl_open() : nil)
        }
        state = Mutex(State(idle: Array(0..<Self.laneCount)))
    }

    deinit {
        for lane in lanes { if let handle = lane.handle { senang_curl_close(handle) } }
    }

    var droppedCount: Int { state.withLock { $0.droppedCount } }

    func send(_ post: Post) async -> Answer {
        await withCheckedContinuation { continuation in
            let job = Job(post: post, answered: continuation)
            let (lane, dropped) = state.withLock { state -> (Int?, Job?) in
                if let lane = state.idle.popLast() { return (lane, nil) }
                state.waiting.append(job)
                guard state.waiting.count > Self.waitingCountMax else { return (nil, nil) }
                state.droppedCount += 1
                return (nil, state.waiting.removeFirst())
            }
            dropped?.answered.resume(returning: .dropped)
            if let lane { lanes[lane].queue.async { self.work(job, on: lane) } }
        }
    }

    /// Posts, and goes on with whatever waits.
    private func work(_ first: Job, on lane: Int) {
        var next: Job? = first
        while let job = next {
            job.answered.resume(returning: Self.carryOut(job.post, lanes[lane].handle))
            next = state.withLock { state in
                guard !state.waiting.isEmpty else {
                    state.idle.append(lane)
                    return nil
                }
                return state.waiting.removeFirst()
            }
        }
    }

    private static func carryOut(_ post: Post, _ handle: OpaquePointer?) -> Answer {
        let lines = post.headers.map { strdup($0) }
        defer { for line in lines { free(line) } }
        let headers = lines.compactMap { $0.map { UnsafePointer($0) } }
        guard let handle, headers.count == lines.count else { return .failed(0) }
        let answer = post.body.withUnsafeBufferPointer { body -> Int in
            guard let bytes = body.baseAddress else { return 0 }
            return senang_curl_post(
                handle, post.url, headers, headers.count, bytes, body.count,
                timeoutMilliseconds, post.allowsHTTP ? 1 : 0)
        }
        return answer >= 100 ? .status(answer) : .failed(-answer)
    }
}
