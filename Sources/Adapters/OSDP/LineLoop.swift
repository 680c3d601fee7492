import Foundation
import Glibc
import Kernel
import Ports
import Synchronization

/// The thread that has the line: it waits for bytes, for answers and for the next poll.
///
/// A class, since judges on other threads hand answers in. What they share is behind the lock.
final class LineLoop: Sendable {
    /// How long until a line that was cut is opened again.
    private static let openEvery = Span.seconds(1)
    /// The longest wait, in milliseconds.
    private static let waitMax: Int64 = 1_000

    struct Shown: Sendable {
        let showing: ReaderShowing
        let number: UInt64
    }

    private struct Answered {
        let answer: ReaderAnswer
        let shown: Shown
    }

    /// Bounded by what ``Conversation`` lets be shown without an answer.
    private struct Inbox {
        var answers: [Answered] = []
        var isStopped = false
    }

    private let address: LineAddress
    private let readers: [OSDPReader]
    private let report: @Sendable (LinkNews) -> Void
    private let shown: AsyncStream<Shown>.Continuation
    private let inbox = Mutex(Inbox())
    /// Written to, it ends the wait.
    private let (wakeOut, wakeIn): (Int32, Int32)

    init(
        _ address: LineAddress, _ readers: [OSDPReader],
        shown: AsyncStream<Shown>.Continuation, report: @escaping @Sendable (LinkNews) -> Void
    ) throws(LinkFailure) {
        self.address = address
        self.readers = readers
        self.shown = shown
        self.report = report
        var ends: [Int32] = [0, 0]
        let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        guard socketpair(AF_UNIX, Int32(kind), 0, &ends) == 0 else {
            throw LinkFailure(address, "no way to wake it", errno)
        }
        (wakeOut, wakeIn) = (ends[0], ends[1])
    }

    deinit {
        close(wakeOut)
        close(wakeIn)
    }

    // MARK: From other threads

    func answer(_ answer: ReaderAnswer, to shown: Shown) {
        inbox.withLock { $0.answers.append(Answered(answer: answer, shown: shown)) }
        wake()
    }

    func stop() {
        inbox.withLock { $0.isStopped = true }
        wake()
    }

    private func wake() {
        var byte: UInt8 = 1
        // Full is as good: it is awake then.
        _ = Glibc.write(wakeIn, &byte, 1)
    }

    /// Runs on a thread of its own until ``stop()``.
    func run() async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                let result = Result { try self.hold() }
                self.shown.finish()
                done.resume(with: result)
            }
            thread.name = "osdp"
            thread.start()
        }
    }

    // MARK: On its thread

    private static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private static func challenge() -> [UInt8] {
        var chance = SystemRandomNumberGenerator()
        return (0..<SessionKeys.challengeByteCount).map { _ in chance.next() }
    }

    private func hold() throws {
        var wire: Wire? = try Wire(address)
        var openAt = Self.now
        var line = Line(
            readers: readers, bitsPerSecond: address.bitsPerSecond, at: openAt,
            challenge: Self.challenge)
        while true {
            let now = Self.now
            let box = inbox.withLock { inbox in
                defer { inbox.answers = [] }
                return inbox
            }
            if box.isStopped { return }
            for one in box.answers {
                let shown = one.shown
                line.answer(
                    one.answer, reader: shown.showing.reader, number: shown.number, at: now)
            }
            if wire == nil, now >= openAt {
                openAt = now + Self.openEvery
                wire = try? Wire(address)  // Why it was cut has been said.
                if wire != nil { report(.lineBack(address.text)) }
            }
            // What is sent without a line is lost, and missed as on a line with nobody on it.
            let bytes = line.send(at: now)
            tell(line.takeOutcomes())
            do throws(LinkFailure) {
                if let bytes { try wire?.write(bytes) }
                if let heard = try wait(wire, until: line.wakesAt), !heard.isEmpty {
                    line.receive(heard, at: Self.now)
                    tell(line.takeOutcomes())
                }
            } catch {
                wire = nil
                openAt = now + Self.openEvery
                report(.lineLost(error))
            }
        }
    }

    /// Waits for bytes, for a wake-up or for the moment.
    private func wait(_ wire: Wire?, until moment: Instant?) throws(LinkFailure) -> [UInt8]? {
        let span = moment.map { ($0 - Self.now).milliseconds } ?? Self.waitMax
        var waiting = [pollfd(fd: wakeOut, events: Int16(POLLIN), revents: 0)]
        if let wire {
            waiting.append(pollfd(fd: wire.descriptor, events: Int16(POLLIN), revents: 0))
        }
        let timeout = Int32(clamping: min(max(0, span), Self.waitMax))
        guard poll(&waiting, nfds_t(waiting.count), timeout) > 0 else { return nil }
        if waiting[0].revents != 0 {
            var bytes = [UInt8](repeating: 0, count: 64)
            _ = Glibc.read(wakeOut, &bytes, bytes.count)
        }
        guard let wire, waiting[1].revents != 0 else { return nil }
        return try wire.read()
    }

    private func tell(_ outcomes: [Line.Outcome]) {
        for outcome in outcomes {
            switch outcome {
            case .news(let news): report(.reader(news))
            case .shown(let showing, let number):
                shown.yield(Shown(showing: showing, number: number))
            }
        }
    }
}
