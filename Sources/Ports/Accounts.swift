public import Domain
public import Kernel

/// What a member of staff may do. Each includes the one before.
public enum Role: String, Sendable, CaseIterable, Comparable {
    /// A screen on a wall or a desk: sees cues, takes none.
    case screen
    /// Sees and takes the cues of their zones.
    case host
    /// Sees all zones.
    case lead
    /// Sets up accounts, screens and sources.
    case admin

    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Someone or something that may look at the house's pages.
public struct Account: Equatable, Sendable {
    public let id: StaffID
    public var name: String
    public var role: Role
    /// The zones they watch; empty means all.
    public var zones: [ZoneID]
    public var isActive: Bool

    public init(id: StaffID, name: String, role: Role, zones: [ZoneID], isActive: Bool = true) {
        self.id = id
        self.name = name
        self.role = role
        self.zones = zones
        self.isActive = isActive
    }
}

/// A sign-in that holds until its end.
public struct Session: Sendable {
    public let account: StaffID
    public let endsAt: Instant

    public init(account: StaffID, endsAt: Instant) {
        self.account = account
        self.endsAt = endsAt
    }
}

/// Accounts, sessions, invitations and source keys, kept durably. Secrets are kept as digests only.
public protocol AccountStore: Sendable {
    func accounts() throws(JournalFailure) -> [Account]
    func account(_ id: StaffID) throws(JournalFailure) -> Account?
    func save(_ account: Account) throws(JournalFailure)
    func passwordHash(of id: StaffID) throws(JournalFailure) -> String?
    func setPasswordHash(_ hash: String, of id: StaffID) throws(JournalFailure)

    func add(_ session: Session, digest: [UInt8], at now: Instant) throws(JournalFailure)
    func session(digest: [UInt8]) throws(JournalFailure) -> Session?
    func endSession(digest: [UInt8]) throws(JournalFailure)
    func endSessions(of account: StaffID) throws(JournalFailure)

    /// Keeps an invitation, which can be used once until its end; older ones of the account go.
    func invite(_ account: StaffID, digest: [UInt8], endsAt: Instant) throws(JournalFailure)
    /// Who is invited, without using it up.
    func invitation(digest: [UInt8], at now: Instant) throws(JournalFailure) -> StaffID?
    /// Uses the invitation up.
    func takeInvitation(digest: [UInt8], at now: Instant) throws(JournalFailure) -> StaffID?

    func addSourceKey(digest: [UInt8], of source: SourceID, at now: Instant)
        throws(JournalFailure)
    func sourceKeys() throws(JournalFailure) -> [(digest: [UInt8], source: SourceID)]
    func removeSourceKeys(of source: SourceID) throws(JournalFailure)
}

/// Secrets and passwords.
public protocol Credentials: Sendable {
    /// 256 random bits as text.
    func makeSecret() -> String
    /// A code short enough to type: 10 letters and digits that cannot be mistaken for one another.
    func makeCode() -> String
    /// SHA-256.
    func digest(_ secret: String) -> [UInt8]
    /// Slow on purpose (Argon2id); `nil` when there is no memory for it.
    func hash(password: String) -> String?
    func verify(password: String, against hash: String) -> Bool
}
