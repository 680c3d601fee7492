public import Domain
public import Kernel
import Ports

/// The desk where customers say what they let the house do.
///
/// Somebody is found there by what they hand over themselves, written exactly. Nothing is shown of
/// them, not even what they chose before, so somebody nobody knows is answered in the same way.
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
        /// "Is no child (any more)": counts from a lead.
        public var isNoChild = false
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
        case who, mode, guardian, name, manner, account, mail, phone
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

    /// Opens the form for whoever goes by a name.
    ///
    /// - Throws: ``EntryRefusal``; ``DeskRefusal``.
    public func openDesk(for handed: Handed, by viewer: Viewer) throws {
        try admitToDesk(viewer)
        let readings = handed.readings
        guard !readings.isEmpty else { throw DeskRefusal(field: .who, code: "aliasInvalid") }
        // Behind the answer, so that it takes as long for somebody known as for nobody. Nothing of
        // them is shown by it, so it may be lost with the process.
        Task {
            for person in await sequencer.read({ $0.owners(of: readings) }) {
                try? await lookForChoice(person, viewer)
            }
        }
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
        let guardian = try await guardian(in: form, of: known, by: viewer)
        let mayBeChild = await mayCallChild(known, viewer)
        let person: PersonID
        if let known { person = known } else { person = await newPerson(among: names) }
        try checkTexts(form)
        if let known { try await lookForChoice(known, viewer) }
        try await sequencer.submit(
            .choose(
                form.mode, of: person, by: .personTo(viewer.account),
                isChild: form.isChild && mayBeChild, guardian: guardian, refusing: form.refused,
                isNew: known == nil, isNoChild: form.isNoChild && viewer.role >= .lead))
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
                    by: staff, evidence: Self.saidAtTheDesk))
        }
        for (kind, text) in [(Telling.Kind.name, form.name), (.manner, form.manner)]
        where !text.isEmpty {
            try await sequencer.submit(
                .tell(kind, text, of: person, by: .personTo(viewer.account)))
        }
        return (person, await mayOpen(person, viewer))
    }

    /// What claims rest on that were made here.
    public static let saidAtTheDesk = "said at the desk"

    /// Whether somebody may be called a child: whoever is new, is near, or a lead says so. Of
    /// anybody else it would take what they allow out of their own hands.
    private func mayCallChild(_ known: PersonID?, _ viewer: Viewer) async -> Bool {
        guard let known, viewer.role < .lead else { return true }
        return await sequencer.read { $0.isNear(known, to: viewer) }
    }

    /// Whose own link may be made: somebody near, by the rule of the card; for a lead who says why
    /// also somebody elsewhere. The look is kept before it is answered.
    ///
    /// - Returns: `nil` for nobody and for somebody elsewhere alike.
    func personForLink(
        _ handed: Handed, why: Reason?, by viewer: Viewer
    ) async throws -> PersonID? {
        try admitToDesk(viewer)
        let readings = handed.readings
        guard !readings.isEmpty else { throw DeskRefusal(field: .who, code: "aliasInvalid") }
        let clock = now
        let owners = await sequencer.read { engine in
            engine.owners(of: readings).map { ($0, engine.isNear($0, to: viewer)) }
        }
        var near: [PersonID] = []
        for (person, isNear) in owners
        where looks.admit(viewer.account, person, isNear: isNear, at: clock) {
            near.append(person)
        }
        let mayBe = viewer.role >= .lead && why != nil ? owners.map(\.0) : near
        guard mayBe.count < 2 else { throw DeskRefusal(field: .who, code: "saySort") }
        guard let person = mayBe.first else { return nil }
        let reason = why.map { near.contains(person) ? "link" : "link-\($0.rawValue)" } ?? "link"
        try await sequencer.submit(.look(person, by: viewer.account, reason: reason))
        return person
    }

    func admitToDesk(_ viewer: Viewer) throws(EntryRefusal) {
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

    /// Whether the house made a number up: it says nothing to whom it is of.
    public static func isMadeUp(_ name: Alias) -> Bool {
        name.kind == .account && name.name.hasPrefix("n-")
            && (14...15).contains(name.name.utf8.count)
    }

    /// Whoever looks after the child: as typed, else whoever it is already.
    private func guardian(
        in form: DeskForm, of person: PersonID?, by viewer: Viewer
    ) async throws -> PersonID? {
        let needed = DeskRefusal(field: .guardian, code: CommandRefusal.guardianNeeded.code)
        let standing = await sequencer.read { $0.standingChoice(of: person) }
        let isNone = form.isNoChild && viewer.role >= .lead
        guard form.isChild || standing.isChild && !isNone else { return nil }
        guard !form.guardian.text.isEmpty else {
            if let guardian = standing.guardian { return guardian }
            guard form.mode == .tapOnly else { throw needed }
            return nil
        }
        let readings = form.guardian.readings
        // Somebody elsewhere is answered as nobody.
        let guardians = await sequencer.read { engine in
            engine.owners(of: readings).filter {
                $0 != person && (viewer.role >= .lead || engine.isNear($0, to: viewer))
            }
        }
        guard guardians.count < 2 else { throw DeskRefusal(field: .guardian, code: "saySort") }
        guard let guardian = guardians.first else { throw needed }
        return guardian
    }

    private func checkTexts(_ form: DeskForm) throws(DeskRefusal) {
        for (field, text) in [(DeskField.name, form.name), (.manner, form.manner)]
        where text.utf8.count > Telling.byteCountMax {
            throw DeskRefusal(field: field, code: CommandRefusal.textTooLong.code)
        }
    }
}
