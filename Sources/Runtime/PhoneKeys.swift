public import Domain
public import Kernel
public import Ports

/// Gives phones what they show at doors: a token that lives for minutes.
public struct PhoneKeys: Sendable {
    /// How long a token is good for. Half of what doors allow: what was taken back is told to
    /// doors at once, and a door that cannot be told believes an old token no longer than this.
    public static let lifetime = Span.minutes(5)
    /// How soon a page asks for the next one.
    public static let renewal = Span.seconds(30)
    static let idByteCount = 16

    private let sequencer: Sequencer
    private let signer: any PhoneKeySigner
    private let clock: any Clock
    private let venue: @Sendable () -> Venue
    private let civil: @Sendable (Instant) -> CivilTime

    /// - Parameters:
    ///   - venue: The venue as it is now.
    ///   - civil: Its local time for the next hours.
    public init(
        _ sequencer: Sequencer, signer: any PhoneKeySigner, clock: any Clock,
        venue: @escaping @Sendable () -> Venue,
        civil: @escaping @Sendable (Instant) -> CivilTime
    ) {
        self.sequencer = sequencer
        self.signer = signer
        self.clock = clock
        self.venue = venue
        self.civil = civil
    }

    /// A token and what it says.
    public struct Key: Sendable {
        /// In base64url, as a reader at a door takes it.
        public let text: String
        public let claims: TokenClaims
    }

    /// Whose tokens doors are to believe.
    public var issuers: [TokenIssuer] { [signer.issuer] }

    /// A new token for somebody.
    ///
    /// - Throws: ``PhoneKeyRefusal``; ``PhoneKeyFailure``.
    public func key(of person: PersonID) async throws -> Key {
        let now = clock.now
        let venue = venue()
        let civil = civil(now)
        let right = try await sequencer.read { engine in
            Result { () throws(PhoneKeyRefusal) in
                try engine.phoneRight(of: person, at: now, civil) { door in
                    venue.doors.first { $0.id == door }?.to
                }
            }
        }.get()
        // Whole seconds, as tokens tell them: never into the time after.
        let from = Instant(milliseconds: now.milliseconds / 1_000 * 1_000)
        let until = Instant(
            milliseconds: min(now + Self.lifetime, right.until).milliseconds / 1_000 * 1_000)
        guard from < until else { throw PhoneKeyRefusal.nothingNow }
        let claims = TokenClaims(
            holder: right.holder,
            id: (0..<Self.idByteCount).map { _ in UInt8.random(in: .min ... .max) },
            issuedAt: from, from: from, until: until, zones: right.zones)
        return Key(text: try signer.sign(claims), claims: claims)
    }
}
