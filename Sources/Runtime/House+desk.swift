public import Domain
public import Kernel
import Ports
import Synchronization

/// The desk where customers say what they let the house do.
///
/// Somebody is found there by what they hand over themselves, written exactly; nothing is shown of
/// them but their choice, and somebody nobody knows looks like somebody who has not chosen yet.
extension House {
    /// How a name was handed over.
    public struct Handed: Sendable {
        public let text: String
        /// `nil`: whatever sort it may be.
        public let kind: AliasKind?
        /// What telephone numbers here begin with when called from abroad.
        public let callingCode: String?

        public init(_ text: String, as kind: AliasKind?, callingCode: String?) {
            self.text = text
            self.kind = kind
            self.callingCode = callingCode
        }

        var readings: [Alias] {
            Alias.readings(of: text, as: kind, callingCode: callingCode)
        }

        var likeliest: Alias? {
            Alias.likeliest(of: text, as: kind, callingCode: callingCode)
        }
    }

    /// What is filled in at the desk.
    public struct DeskForm: Sendable {
        public var who: Handed
        public var mode: Mode
        public var refused: [ConsentPurpose]
        public var isChild: Bool
        /// A name of whoever looks after the child.
        public var guardian: Handed
        public var name = ""
        /// How they like to be served, their language among it.
        public var manner = ""
        /// Other names of theirs, with the field each stands in.
        public var others: [(field: DeskField, kind: AliasKind, text: String)] = []

        public init(
            who: Handed, mode: Mode, refused: [ConsentPurpose], isChild: Bool, guardian: Handed
        ) {
            self.who = who
            self.mode = mode
            self.refused = refused
            self.isChild = isChild
            self.guardian = guardian
        }
    }

    public enum DeskField: String, Sendable {
        case who, guardian, name, manner, account, mail, phone
    }

    /// What is wrong with a field.
    public struct DeskRefusal: Error, Equatable, Sendable {
        public let field: DeskField
        public let code: String

        public init(field: DeskField, code: String) {
            self.field = field
            self.code = code
        }
    }

    /// How many names one member of staff may try in a minute.
    static let deskAttemptsAMinuteMax = 20

    /// What counts for whoever goes by a name.
    ///
    /// - Throws: ``EntryRefusal``; ``DeskRefusal``; ``Overload``; ``JournalFailure``.
    public func standingChoice(
        of handed: Handed, for viewer: Viewer
    ) async throws -> Engine.StandingChoice {
        try admitToDesk(viewer)
        let person = try await owner(of: handed, in: .who)
        if let person { try await lookForChoice(person, viewer) }
        return await sequencer.read { $0.standingChoice(of: person) }
    }

    /// Keeps what somebody chose, and makes them known when they are new.
    ///
    /// - Returns: The person, and whether this viewer may open their card now.
    /// - Throws: ``EntryRefusal``; ``DeskRefusal``; ``CommandRefusal``; ``Overload``;
    ///   ``JournalFailure``.
    public func choose(
        _ form: DeskForm, by viewer: Viewer
    ) async throws -> (person: PersonID, mayOpen: Bool) {
        try admitToDesk(viewer)
        let known = try await owner(of: form.who, in: .who)
        let names = try names(in: form)
        let guardian = try await guardian(in: form, of: known)
        let person: PersonID
        if let known { person = known } else { person = await newPerson(among: names) }
        try checkTexts(form)
        if let known { try await lookForChoice(known, viewer) }
        try await sequencer.submit(
            .choose(
                form.mode, of: person, by: .personTo(viewer.account), isChild: form.isChild,
                guardian: guardian, refusing: form.refused,
                isNew: known == nil))
        let staff = Claimant.staff(viewer.account)
        // What somebody known was found by is theirs already, however it was written now.
        for name in names.dropFirst(known == nil ? 0 : 1) where name != Alias(person) {
            let own = await sequencer.read { engine in
                (owner: engine.owner(of: name), first: engine.identity(of: person)?.names.first)
            }
            guard own.owner != person else { continue }
            // A name that is somebody's already would tell of them: then it only asks.
            try await sequencer.submit(
                .claim(
                    own.first ?? Alias(person), name, own.owner == nil ? .stated : .inferred,
                    by: staff, evidence: "said at the desk"))
        }
        for (kind, text) in [(Telling.Kind.name, form.name), (.manner, form.manner)]
        where !text.isEmpty {
            try await sequencer.submit(
                .tell(kind, text, of: person, by: .personTo(viewer.account)))
        }
        let mayOpen = await sequencer.read { engine in
            engine.isAssisted(person) && engine.isNear(person, to: viewer)
        }
        return (person, mayOpen)
    }

    private func admitToDesk(_ viewer: Viewer) throws(EntryRefusal) {
        guard viewer.role >= .host else { throw .notAllowed }
        guard desk.admit(viewer.account.description, at: now) else { throw .tooManyAttempts }
    }

    private func lookForChoice(_ person: PersonID, _ viewer: Viewer) async throws {
        try await sequencer.submit(.look(person, by: viewer.account, reason: "choice"))
    }

    /// Whose a name is; it must not be one person's band and another's number.
    private func owner(of handed: Handed, in field: DeskField) async throws -> PersonID? {
        let readings = handed.readings
        guard !readings.isEmpty else { throw DeskRefusal(field: field, code: "aliasInvalid") }
        let owners = await sequencer.read { $0.owners(of: readings) }
        guard owners.count < 2 else { throw DeskRefusal(field: field, code: "saySort") }
        return owners.first
    }

    /// All names of the form, the one that was handed over first.
    private func names(in form: DeskForm) throws -> [Alias] {
        guard let first = form.who.likeliest else {
            throw DeskRefusal(field: .who, code: "aliasInvalid")
        }
        var names = [first]
        for other in form.others where !other.text.isEmpty {
            let name = Alias.likeliest(
                of: other.text, as: other.kind, callingCode: form.who.callingCode)
            guard let name else { throw DeskRefusal(field: other.field, code: "aliasInvalid") }
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// Who somebody new is: their number here, or one that the house makes up. Never a number that
    /// is somebody's: it would be that other's choice.
    private func newPerson(among names: [Alias]) async -> PersonID {
        if let account = names.first(where: { $0.kind == .account }),
            let person = PersonID(account.name),
            await sequencer.read({ $0.owner(of: account) }) == nil
        {
            return person
        }
        let number = String(UInt64.random(in: 1 << 60...UInt64.max), radix: 36)
        guard let person = PersonID("n-\(number)") else {
            preconditionFailure("letters and digits are an identifier")
        }
        return person
    }

    private func guardian(in form: DeskForm, of person: PersonID?) async throws -> PersonID? {
        let wasChild = await sequencer.read { $0.standingChoice(of: person).isChild }
        guard form.isChild || wasChild, !form.guardian.text.isEmpty else {
            if form.isChild || wasChild, form.mode > .tapOnly {
                throw DeskRefusal(field: .guardian, code: CommandRefusal.guardianNeeded.code)
            }
            return nil
        }
        guard let guardian = try await owner(of: form.guardian, in: .guardian), guardian != person
        else { throw DeskRefusal(field: .guardian, code: CommandRefusal.guardianNeeded.code) }
        return guardian
    }

    private func checkTexts(_ form: DeskForm) throws(DeskRefusal) {
        for (field, text) in [(DeskField.name, form.name), (.manner, form.manner)]
        where text.utf8.count > Telling.byteCountMax {
            throw DeskRefusal(field: field, code: CommandRefusal.textTooLong.code)
        }
    }
}

/// How often somebody tried something in the last minute.
final class Attempts: Sendable {  // A class: one count for the house.
    private static let keyCountMax = 10_000

    private let aMinuteMax: Int
    private let recent = Mutex<[String: [Instant]]>([:])

    init(aMinuteMax: Int) { self.aMinuteMax = aMinuteMax }

    /// Counts an attempt; whether it is one too many.
    func admit(_ key: String, at now: Instant) -> Bool {
        recent.withLock { recent in
            if recent.count >= Self.keyCountMax { recent.removeAll() }
            var own = (recent[key] ?? []).filter { now - $0 < .minutes(1) }
            guard own.count < aMinuteMax else { return false }
            own.append(now)
            recent[key] = own
            return true
        }
    }
}
