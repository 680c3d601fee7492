public import Domain
public import Kernel
public import Ports
import Synchronization

/// Someone who is signed in, and what they may see now. Only ``Doorkeeper`` makes one, so that no
/// read of anything about people can be written without a sign-in behind it.
public struct Viewer: Sendable {
    public let account: StaffID
    public let name: String
    public let role: Role
    /// The zones they watch now; `nil` means all.
    public let zones: Set<ZoneIndex>?
    /// The zones they may watch; `nil` means all.
    let allowed: Set<ZoneIndex>?
    public let endsAt: Instant
    let sessionDigest: [UInt8]

    /// Whether they may take a zone over.
    public func mayTake(_ zone: ZoneIndex) -> Bool { allowed?.contains(zone) ?? true }

    public func mayWatch(_ zone: ZoneIndex) -> Bool { zones?.contains(zone) ?? true }

    /// Whether a cue is for them: of their zones and role, or shown to the whole house.
    func maySee(_ open: OpenCue, leadRules: Set<RuleID>) -> Bool {
        maySee(open.cue, isShownToAll: open.isShownToAll, leadRules: leadRules)
    }

    func maySee(_ cue: Cue, isShownToAll: Bool, leadRules: Set<RuleID>) -> Bool {
        isShownToAll
            || (cue.concerns(mayWatch) && (role >= .lead || !leadRules.contains(cue.rule)))
    }
}

/// Why somebody is not let in. When several apply, the one declared first is named.
public enum EntryRefusal: Error, Equatable, Sendable {
    case tooManyAttempts
    case wrongNameOrPassword
    case invitationNotValid
    case passwordTooShort
    case nameInvalid
    case notAllowed
    case unknownAccount
    case unknownZone
    case shiftInvalid
    case shiftOverlaps
    case accountExists
    case ownAccount

    public var code: String { "\(self)" }
}

/// Signs people, screens and sources in.
public final class Doorkeeper: Sendable {  // A class: it counts failures for the whole house.
    /// Staff sign in once a shift.
    public static let sessionSpan = Span.hours(12)
    /// A paired screen stays paired until it is taken off.
    public static let screenSpan = Span.hours(24 * 90)
    public static let invitationSpan = Span.hours(72)
    /// The link of the first start, and pairing codes.
    public static let shortInvitationSpan = Span.minutes(30)
    public static let passwordCountMin = 10
    static let failuresAMinuteMax = 5

    let store: any AccountStore
    let roster: any RosterBook
    private let credentials: any Credentials
    let clock: any Clock
    private let state: Mutex<State>

    private struct State {
        var failures: [String: [Instant]] = [:]
        /// Who watched what when it was last looked at.
        var watches: [Watch] = []
        var sources: [[UInt8]: SourceID]
    }

    public init(
        store: any AccountStore, roster: any RosterBook, credentials: any Credentials,
        clock: any Clock
    ) throws(JournalFailure) {
        self.store = store
        self.roster = roster
        self.credentials = credentials
        self.clock = clock
        var sources: [[UInt8]: SourceID] = [:]
        for (digest, source) in try store.sourceKeys() { sources[digest] = source }
        state = Mutex(State(sources: sources))
        _ = notice(try currentWatches())
    }

    // MARK: People and screens

    /// The person behind a session's secret, with the zones they watch by number.
    public func viewer(
        secret: String, zoneNumbers: [ZoneID: ZoneIndex]
    ) throws(JournalFailure) -> Viewer? {
        try viewer(sessionDigest: credentials.digest(secret), zoneNumbers: zoneNumbers)
    }

    /// The person behind a session that the house knows by its digest: whose phone is to ring.
    func viewer(
        sessionDigest digest: [UInt8], zoneNumbers: [ZoneID: ZoneIndex]
    ) throws(JournalFailure) -> Viewer? {
        guard let session = try store.session(digest: digest), session.endsAt > clock.now,
            let account = try store.account(session.account), account.isActive
        else { return nil }
        let watchesAll = account.zones.isEmpty || account.role >= .lead
        let allowed = watchesAll ? nil : Set(account.zones.compactMap { zoneNumbers[$0] })
        let watches = try currentWatches()
        let taken = Set(
            watches.filter { $0.account == account.id }.compactMap { zoneNumbers[$0.zone] })
        var own = taken.isEmpty ? allowed : allowed?.intersection(taken) ?? taken
        if taken.isEmpty, account.role == .host, !watches.isEmpty {
            // What others have taken over is theirs now.
            let others = Set(watches.compactMap { zoneNumbers[$0.zone] })
            own = (allowed ?? Set(zoneNumbers.values)).subtracting(others)
        }
        return Viewer(
            account: account.id, name: account.name, role: account.role,
            zones: own,
            allowed: allowed,
            endsAt: session.endsAt, sessionDigest: digest)
    }

    /// Signs in with a password.
    ///
    /// - Returns: The session's secret, for a cookie.
    /// - Throws: ``EntryRefusal``; ``JournalFailure``.
    public func signIn(_ name: String, password: String) throws -> String {
        try admitAttempt(name)
        // The same work for a name nobody has, so that its absence cannot be measured.
        let id = StaffID(name)
        let known = try id.flatMap { try store.passwordHash(of: $0) }
        let isRight = credentials.verify(password: password, against: known ?? Self.noHash)
        guard isRight, known != nil, let id, try store.account(id)?.isActive == true else {
            countFailure(name)
            throw EntryRefusal.wrongNameOrPassword
        }
        return try openSession(id, span: Self.sessionSpan)
    }

    /// A hash that no password meets: of 32 random bytes that were not kept.
    private static let noHash =
        "$argon2id$v=19$m=19456,t=2,p=1$c2VuYW5nLW5vLXNhbHQ$W8pN0p0u1eYp2f2jv2Yl7mQ0mJzZtU8XnqEw3b1x6dU"

    public func signOut(_ viewer: Viewer) throws(JournalFailure) {
        try store.endSession(digest: viewer.sessionDigest)
    }

    /// Who an invitation is for, to greet them before they choose a password.
    public func invitee(_ secret: String) throws(JournalFailure) -> Account? {
        guard let id = try store.invitation(digest: credentials.digest(secret), at: clock.now)
        else { return nil }
        return try store.account(id)
    }

    /// Uses an invitation up: sets the password and signs in.
    ///
    /// - Throws: ``EntryRefusal``; ``JournalFailure``.
    public func accept(_ secret: String, password: String) throws -> String {
        guard password.utf8.count >= Self.passwordCountMin, password.utf8.count <= 200 else {
            throw EntryRefusal.passwordTooShort
        }
        guard let hash = credentials.hash(password: password) else { throw Overload() }
        guard let id = try store.takeInvitation(digest: credentials.digest(secret), at: clock.now)
        else { throw EntryRefusal.invitationNotValid }
        try store.setPasswordHash(hash, of: id)
        try store.endSessions(of: id)
        return try openSession(id, span: Self.sessionSpan)
    }

    /// Pairs a screen by the code an administrator was shown.
    public func pair(code: String) throws -> String {
        try admitAttempt("pairing")
        let typed = code.uppercased().filter { $0.isLetter || $0.isNumber }
        guard let id = try store.takeInvitation(digest: credentials.digest(typed), at: clock.now),
            try store.account(id)?.role == .screen
        else {
            countFailure("pairing")
            throw EntryRefusal.invitationNotValid
        }
        return try openSession(id, span: Self.screenSpan)
    }

    private func openSession(_ id: StaffID, span: Span) throws(JournalFailure) -> String {
        let secret = credentials.makeSecret()
        try store.add(
            Session(account: id, endsAt: clock.now + span), digest: credentials.digest(secret),
            at: clock.now)
        return secret
    }

    private func admitAttempt(_ name: String) throws(EntryRefusal) {
        let now = clock.now
        let recent = state.withLock { state in
            state.failures[name, default: []].filter { now - $0 < .minutes(1) }.count
        }
        if recent >= Self.failuresAMinuteMax { throw .tooManyAttempts }
    }

    private func countFailure(_ name: String) {
        let now = clock.now
        state.withLock { state in
            if state.failures.count > 10_000 { state.failures.removeAll() }
            var recent = (state.failures[name] ?? []).filter { now - $0 < .minutes(1) }
            recent.append(now)
            state.failures[name] = recent
        }
    }

    /// Whether somebody watches something else than when this was last asked.
    func notice(_ watches: [Watch]) -> Bool {
        state.withLock { state in
            defer { state.watches = watches }
            return state.watches != watches
        }
    }

    // MARK: Setting up

    public func accounts(for viewer: Viewer) throws -> [Account] {
        try admit(viewer)
        return try store.accounts()
    }

    /// Adds an account.
    ///
    /// - Returns: The secret of its invitation, or a screen's pairing code.
    public func add(_ account: Account, by viewer: Viewer) throws -> String {
        try admit(viewer)
        guard try store.account(account.id) == nil else { throw EntryRefusal.accountExists }
        try store.save(account)
        return try invite(account)
    }

    /// Takes an account off, or lets it in again. Nobody takes off their own: the last
    /// administrator would be locked out.
    public func set(active: Bool, _ id: StaffID, by viewer: Viewer) throws {
        try admit(viewer)
        guard id != viewer.account else { throw EntryRefusal.ownAccount }
        guard var account = try store.account(id) else { throw EntryRefusal.unknownAccount }
        account.isActive = active
        try store.save(account)
        if !active { try store.endSessions(of: id) }
    }

    /// What staff are called, by account, for those who work with them.
    public func names(for viewer: Viewer) throws(JournalFailure) -> [StaffID: String] {
        Dictionary(
            try store.accounts().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// A new invitation; earlier ones no longer work.
    public func invite(_ id: StaffID, by viewer: Viewer) throws -> String {
        try admit(viewer)
        guard let account = try store.account(id) else { throw EntryRefusal.unknownAccount }
        return try invite(account)
    }

    private func invite(_ account: Account) throws(JournalFailure) -> String {
        let isScreen = account.role == .screen
        let secret = isScreen ? credentials.makeCode() : credentials.makeSecret()
        let span = isScreen ? Self.shortInvitationSpan : Self.invitationSpan
        try store.invite(
            account.id, digest: credentials.digest(secret), endsAt: clock.now + span)
        return secret
    }

    /// On the first start: the secret of the link that makes the first administrator; `nil` when
    /// one has signed up.
    public func firstInvitation() throws(JournalFailure) -> String? {
        guard let id = StaffID("admin") else { return nil }
        if try store.account(id) == nil {
            try store.save(Account(id: id, name: "Admin", role: .admin, zones: []))
        }
        guard try store.passwordHash(of: id) == nil else { return nil }
        let secret = credentials.makeSecret()
        try store.invite(
            id, digest: credentials.digest(secret), endsAt: clock.now + Self.shortInvitationSpan)
        return secret
    }

    private func admit(_ viewer: Viewer) throws(EntryRefusal) {
        guard viewer.role == .admin else { throw .notAllowed }
    }

    // MARK: Sources

    /// The source a key belongs to.
    public func source(key: String) -> SourceID? {
        let digest = credentials.digest(key)
        return state.withLock { $0.sources[digest] }
    }

    /// Makes a key for a source. It is shown once and kept as a digest.
    public func makeKey(of source: SourceID) throws(JournalFailure) -> String {
        let key = "sk_src_" + credentials.makeSecret()
        let digest = credentials.digest(key)
        try store.addSourceKey(digest: digest, of: source, at: clock.now)
        state.withLock { $0.sources[digest] = source }
        return key
    }

    /// Makes every key of a source worthless at once.
    public func revokeKeys(of source: SourceID) throws(JournalFailure) {
        try store.removeSourceKeys(of: source)
        state.withLock { state in
            state.sources = state.sources.filter { $0.value != source }
        }
    }
}
