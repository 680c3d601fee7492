import HTTPTypes
import Synchronization

/// Memory for bodies that are on their way in, shared by all senders: when it is taken, more are
/// turned away before their first byte is kept.
final class BodyRoom: Sendable {  // A class: one room for the whole server.
    static let byteCountMax = 128 << 20

    private let taken = Mutex(0)

    /// Takes room for a body of the length its sender tells, or of the largest when it does not.
    ///
    /// - Returns: What to give back.
    func take(for headers: HTTPFields) throws(Problem) -> Int {
        let told = headers[.contentLength].flatMap { Int($0) }
        guard (told ?? 0) <= SignalRoutes.bodyByteCountMax else {
            throw Problem(
                status: .contentTooLarge, code: "bodyTooLarge",
                detail: "A body has at most 8 MiB. Send it in parts.")
        }
        let wanted = max(0, told ?? SignalRoutes.bodyByteCountMax)
        let fits = taken.withLock { taken in
            guard taken + wanted <= Self.byteCountMax else { return false }
            taken += wanted
            return true
        }
        guard fits else {
            throw Problem(
                status: .serviceUnavailable, code: "overload",
                detail: "Too many large bodies are on their way. Send it again.",
                retryAfterSeconds: 1)
        }
        return wanted
    }

    func give(_ share: Int) { taken.withLock { $0 -= share } }
}
