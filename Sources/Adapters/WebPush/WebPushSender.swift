import Crypto
package import Foundation
public import Kernel
public import Ports

/// Seals what is said for one browser, signs for its push service, and posts it there (RFC 8030).
public struct WebPushSender: PushSender {
    private let vapid: Vapid
    private let services: PushServices
    private let clock: any Clock
    private let lanes = CurlLanes()

    /// - Parameters:
    ///   - book: Holds our signing key; on the first start one is made.
    ///   - services: Where we post to.
    ///   - contact: Whom a push service may ask: `mailto:` or `https:`.
    public init(
        book: any PushBook, services: PushServices, contact: String, clock: any Clock
    ) throws(JournalFailure) {
        let key: P256.Signing.PrivateKey
        if let kept = try book.signingKey() {
            guard let known = try? P256.Signing.PrivateKey(rawRepresentation: kept) else {
                throw .unavailable("the signing key for push services is not one")
            }
            key = known
        } else {
            key = P256.Signing.PrivateKey()
            try book.keep(signingKey: Array(key.rawRepresentation))
        }
        vapid = Vapid(key: key, contact: contact)
        self.services = services
        self.clock = clock
    }

    public var publicKey: String { vapid.publicKey }

    public var droppedCount: Int { lanes.droppedCount }

    public func refusal(of subscription: PushSubscription) -> PushRefusal? {
        guard subscription.endpoint.utf8.count <= PushSubscription.endpointByteCountMax,
            services.origin(of: subscription.endpoint) != nil
        else { return .unknownPushService }
        guard subscription.publicKey.count == PushSubscription.publicKeyByteCount,
            (try? SealedMessage.publicKey(subscription.publicKey)) != nil
        else { return .pushKeyInvalid }
        guard subscription.secret.count == PushSubscription.secretByteCount else {
            return .pushSecretInvalid
        }
        return nil
    }

    public func send(
        _ note: PushNote, to subscription: PushSubscription, timeToLive: Span, topic: String
    ) async -> PushOutcome {
        // Asked again: the operator may have taken a push service off since.
        guard let origin = services.origin(of: subscription.endpoint),
            let body = try? SealedMessage.bytes(of: Payload(note).json, to: subscription),
            let authorization = try? vapid.authorization(for: origin, at: clock.now)
        else { return .gone }
        let answer = await lanes.send(
            CurlLanes.Post(
                url: subscription.endpoint,
                headers: [
                    "Authorization: \(authorization)", "Content-Type: application/octet-stream",
                    "Content-Encoding: aes128gcm",
                    "TTL: \(max(0, timeToLive.milliseconds / 1_000))", "Urgency: high",
                    "Topic: \(topic)",
                ], body: body, allowsHTTP: origin.hasPrefix("http://")))
        return Self.outcome(of: answer)
    }

    package static func outcome(of answer: CurlLanes.Answer) -> PushOutcome {
        switch answer {
        case .status(200..<300): .delivered
        case .status(404), .status(410): .gone
        case .status(429), .status(500..<600): .tryLater
        case .status(let status): .refused(status)
        case .failed: .unreachable
        case .dropped: .tryLater
        }
    }
}

/// What the service worker is told, in at most 3 KB: the rule's words, where, since when, how many
/// more, and what to open.
package struct Payload: Encodable {
    private static let sayCountMax = 300
    private static let zoneCountMax = 100

    let say: String?
    let zone: String
    let since: Int64
    let others: Int
    let lang: String
    let path = "/"

    package init(_ note: PushNote) {
        say = note.say.map { Self.cut($0, to: Self.sayCountMax) }
        zone = Self.cut(note.zone, to: Self.zoneCountMax)
        since = note.since.milliseconds
        others = note.otherCount
        lang = note.language
    }

    package var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }

    /// Cut by code points: one letter can be a hundred of them.
    private static func cut(_ text: String, to count: Int) -> String {
        var cut = String.UnicodeScalarView()
        cut.append(contentsOf: text.unicodeScalars.prefix(count))
        return String(cut)
    }
}
