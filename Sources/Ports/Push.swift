public import Kernel

/// Where a browser can be reached when it is not looking: a push service's address for it, and the
/// two secrets that only that browser and we know (RFC 8291).
public struct PushSubscription: Hashable, Sendable {
    public static let endpointByteCountMax = 2_048
    public static let publicKeyByteCount = 65
    public static let secretByteCount = 16

    public let endpoint: String
    /// A point of P-256, uncompressed; browsers call it `p256dh`.
    public let publicKey: [UInt8]
    /// Browsers call it `auth`.
    public let secret: [UInt8]

    public init(endpoint: String, publicKey: [UInt8], secret: [UInt8]) {
        self.endpoint = endpoint
        self.publicKey = publicKey
        self.secret = secret
    }
}

/// A phone that somebody wants to be rung on, for as long as they are signed in on it.
public struct Phone: Hashable, Sendable {
    public let subscription: PushSubscription
    /// The digest of the session's secret: with the session the phone goes.
    public let session: [UInt8]
    /// The language it is spoken to in: `en` or `nl`.
    public let language: String

    public init(subscription: PushSubscription, session: [UInt8], language: String) {
        self.subscription = subscription
        self.session = session
        self.language = language
    }
}

/// Why a phone is not taken on. When several apply, the one declared first is named.
public enum PushRefusal: String, Error, CaseIterable, Sendable {
    /// Not an address of a push service that we know, or that the operator named.
    case unknownPushService
    /// Not a point of P-256.
    case pushKeyInvalid
    case pushSecretInvalid
    /// This account has no such phone.
    case unknownPhone
    /// It was tried a moment ago.
    case triedJustNow
}

/// What a phone says. Nothing about the person a cue is about.
public struct PushNote: Equatable, Sendable {
    /// What the rule says; `nil` in a try.
    public let say: String?
    public let zone: String
    public let since: Instant
    /// How many other open cues there are for them.
    public let otherCount: Int
    public let language: String

    public init(say: String?, zone: String, since: Instant, otherCount: Int, language: String) {
        self.say = say
        self.zone = zone
        self.since = since
        self.otherCount = otherCount
        self.language = language
    }
}

/// What became of a message.
public enum PushOutcome: Equatable, Sendable {
    /// The push service has it.
    case delivered
    /// The browser can no longer be reached at this address: forget it.
    case gone
    /// The push service does not want it, with its HTTP status: sending it again does not help.
    case refused(Int)
    /// The push service is busy, or too much of ours is waiting.
    case tryLater
    /// There was no answer.
    case unreachable
}

/// Brings messages to push services.
public protocol PushSender: Sendable {
    /// What browsers are told of us when they subscribe: a point of P-256, as base64url.
    var publicKey: String { get }
    /// Messages that were dropped because too many were waiting.
    var droppedCount: Int { get }
    /// Whether a subscription is one we send to at all; `nil` when it is.
    func refusal(of subscription: PushSubscription) -> PushRefusal?
    /// Sends a message. It replaces one with the same topic that the browser has not had yet.
    ///
    /// - Parameters:
    ///   - timeToLive: After this the push service drops it.
    ///   - topic: 1 to 32 letters, digits, `-` and `_`.
    func send(
        _ note: PushNote, to subscription: PushSubscription, timeToLive: Span, topic: String
    ) async -> PushOutcome
}

/// The phones to ring, kept durably. A phone is forgotten with the session it was named in, however
/// that ends.
public protocol PushBook: Sendable {
    /// Of every session, also of one whose time is over and that was not removed yet.
    func phones() throws(JournalFailure) -> [Phone]
    func phones(session: [UInt8]) throws(JournalFailure) -> [Phone]
    /// Keeps a phone, in place of an earlier one with its endpoint; of an account only so many, the
    /// newest.
    func keep(_ phone: Phone, atMost countMax: Int, at now: Instant) throws(JournalFailure)
    func remove(endpoint: String) throws(JournalFailure)
    /// The private key we sign with towards push services; `nil` before there is one.
    func signingKey() throws(JournalFailure) -> [UInt8]?
    func keep(signingKey: [UInt8]) throws(JournalFailure)
}
