public import Kernel

/// A fact that is kept until its purpose ends, one row of the journal each.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum Record: Equatable, Sendable, Codable {
    case zonesAdded([Zone])
    case rulesInstalled([Rule])
    case sourceOpened(Source)
    case sourceClosed(SourceIndex)
    case tokenLinked(token: Token, person: PersonID)
    case tokenUnlinked(token: Token, person: PersonID)
    case personNoted(person: PersonID, facts: [String])
    /// About a known person; follows from the block before it, which also brings it about again.
    case cueIssued(Cue)
    case cueWithdrawn(Cue)
    case cueEscalated(Cue)
    case cueTaken(Cue, by: StaffID)
    case cueDone(Cue, by: StaffID, helped: Bool)
    case cueRejected(Cue, by: StaffID)
    /// The last doing of this member of staff about the cue is taken back.
    case cueUndone(Cue, by: StaffID, to: CueState)
    /// One end of a claim; the other end is a row of its own, so that forgetting one name leaves
    /// nothing of it in what is kept for the other.
    case claimed(ClaimEnd)
    case claimWithdrawn(ClaimNumber, alias: Alias, by: Claimant)
    case told(person: PersonID, Telling)
    case consentChosen(person: PersonID, ConsentChoice)
    case consentDefaultsSet(ConsentDefaults)
    case waitsInstalled([Wait])
    /// Somebody looked at a person's card, and why.
    case looked(person: PersonID, by: StaffID, reason: String)
    case readingsInstalled([ZoneReading])
    case money(LedgerRecord)
    /// Who looks after the child of whose choice this is the number; the choice is the next row.
    case guardianNamed(ClaimNumber, guardian: PersonID)
    /// All that was told of somebody, by any of their names, is taken back.
    case toldTakenBack(person: PersonID, by: Claimant)
    case doorPassed(DoorPassed)
    /// Behind the passages it counts.
    case doorHeard(DoorHeard)
    case band(BandRecord)
    case tapped(TapRecord)
    /// How often a band was read, kept when whoever wore it is forgotten.
    case bandCounted(BandID, UInt32)
    /// Who asked for money out of the house, and who confirmed it.
    case moneyRequest(MoneyRequestRecord)
    case topUp(TopUpRecord)
    case queuesInstalled([PassQueue])
    /// About a virtual queue. Parties are named by names of ours, which say nothing of anybody.
    case pass(PassQueueID, PassRecord)
    /// Whose party it is: sealed for the name, and gone with it.
    case partyNamed(PassQueueID, PartyID, name: Alias)
    case facetsInstalled([Facet])
    /// About what somebody wants and settles for: sealed for the name it was told under.
    case wish(person: PersonID, WishRecord)
    /// About what somebody was promised: sealed for the name it was promised under.
    case promise(person: PersonID, PromiseRecord)
    /// An entry of the catalogue of promises, new or in place of the one before.
    case standingPromiseKept(StandingPromise)
    case standingPromiseDropped(StandingPromiseID)
    /// How much of themself somebody recognises in the house: sealed for that name of theirs.
    case bond(person: PersonID, BondRecord)
    /// From which level of it on what is lost is left whole.
    case partingLevelSet(UInt8)
    /// What somebody says to the organisation: sealed for the name under which it was said.
    case voice(person: PersonID, VoiceRecord)
    /// About proposals and who we are, and about nobody.
    case proposal(ProposalRecord)
    /// About what the house asks people, and about nobody.
    case survey(SurveyRecord)
    /// About what the house tries, and about nobody.
    case experiment(ExperimentRecord)
    /// What came of it with somebody: sealed for the name under which it was told.
    case tried(person: PersonID, TriedRecord)

    /// Whether replaying the block before it brings it about again.
    public var isDerived: Bool {
        switch self {
        case .cueIssued, .cueWithdrawn, .cueEscalated: true
        default: false
        }
    }

    /// For whom it is sealed: erasing a subject destroys the key of all that was written for it.
    public var subject: RecordSubject {
        switch self {
        case .zonesAdded, .rulesInstalled, .sourceOpened, .sourceClosed, .consentDefaultsSet,
            .waitsInstalled, .readingsInstalled, .money, .moneyRequest, .topUp, .doorHeard,
            .queuesInstalled, .pass, .bandCounted, .facetsInstalled, .standingPromiseKept,
            .standingPromiseDropped, .partingLevelSet, .proposal, .survey, .experiment:
            .house
        case .tokenLinked(_, let person), .tokenUnlinked(_, let person),
            .personNoted(let person, _), .told(let person, _), .consentChosen(let person, _),
            .looked(let person, _, _), .guardianNamed(_, let person),
            .toldTakenBack(let person, _), .wish(let person, _), .promise(let person, _),
            .bond(let person, _), .voice(let person, _), .tried(let person, _):
            .person(person)
        case .doorPassed(let passed): passed.person.map(RecordSubject.person) ?? .house
        case .band(let record): record.subject
        case .tapped(let record): record.subject
        case .claimed(let end): .alias(end.alias)
        case .claimWithdrawn(_, let alias, _): .alias(alias)
        case .partyNamed(_, _, let name): .alias(name)
        case .cueIssued(let cue), .cueWithdrawn(let cue), .cueEscalated(let cue),
            .cueTaken(let cue, _), .cueDone(let cue, _, _), .cueRejected(let cue, _),
            .cueUndone(let cue, _, _):
            cue.person.map(RecordSubject.person) ?? .token(cue.token)
        }
    }

    /// Why it is kept.
    public var purpose: Purpose {
        switch self {
        case .zonesAdded, .rulesInstalled, .sourceOpened, .sourceClosed, .consentDefaultsSet,
            .waitsInstalled, .readingsInstalled, .doorHeard, .queuesInstalled,
            .facetsInstalled, .standingPromiseKept, .standingPromiseDropped, .partingLevelSet,
            .proposal, .survey, .experiment:
            .operation
        case .tokenLinked, .tokenUnlinked, .personNoted, .claimed, .claimWithdrawn,
            .consentChosen, .guardianNamed, .partyNamed:
            .identity
        case .looked: .audit
        case .money, .moneyRequest, .topUp: .money
        case .doorPassed, .band, .bandCounted: .access
        case .tapped(let record): record.purpose
        default: .service
        }
    }
}

/// The alias a record is written for.
public enum RecordSubject: Hashable, Sendable {
    case house
    case token(Token)
    case person(PersonID)
    case alias(Alias)
}

/// One end of a ``Claim``.
public struct ClaimEnd: Equatable, Sendable, Codable {
    public let number: ClaimNumber
    public let alias: Alias
    public let strength: ClaimStrength
    public let by: Claimant
    public let evidence: String
    public let at: Instant

    public init(
        number: ClaimNumber, alias: Alias, strength: ClaimStrength, by: Claimant,
        evidence: String, at: Instant
    ) {
        self.number = number
        self.alias = alias
        self.strength = strength
        self.by = by
        self.evidence = evidence
        self.at = at
    }
}

extension Claim {
    var ends: [ClaimEnd] {
        [first, second].map {
            ClaimEnd(
                number: number, alias: $0, strength: strength, by: by, evidence: evidence, at: at)
        }
    }

    /// The claim, when the ends are of one.
    init?(_ one: ClaimEnd, _ other: ClaimEnd) {
        guard one.number == other.number else { return nil }
        self.init(
            number: one.number, one.alias, other.alias, strength: one.strength, by: one.by,
            evidence: one.evidence, at: one.at)
    }
}

/// Why something about a person is kept. A closed list; the raw values stand in the key table.
public enum Purpose: UInt8, CaseIterable, Sendable {
    case operation = 1
    case identity = 2
    case service = 3
    /// Who looked at whom.
    case audit = 4
    /// Bookings: kept as long as the law asks for books, and naming no guest.
    case money = 5
    /// Who may open what, and who came through a door.
    case access = 6
}

/// What staff or an administrator asks for. May be refused, and then changes nothing.
public enum Command: Sendable {
    case addZones([Zone])
    case installRules([Rule])
    case installWaits([Wait])
    case installReadings([ZoneReading])
    case openSource(Source)
    case closeSource(SourceIndex)
    case link(Token, to: PersonID)
    case unlink(Token)
    case note([String], of: PersonID)
    /// Somebody's word that two names are one person's.
    case claim(Alias, Alias, ClaimStrength, by: Claimant, evidence: String)
    case withdraw(ClaimNumber, by: Claimant)
    /// Yes to "same person?".
    case confirm(ClaimNumber, by: StaffID)
    case tell(Telling.Kind, String, of: PersonID, by: Claimant)
    /// Takes back all that was told of somebody.
    case takeBackTold(of: PersonID, by: Claimant)
    /// What somebody lets the house do. Whoever is new becomes known by it, before any of their
    /// names is: so a band that is linked next stays where it is. Whoever is a child stays one
    /// until a choice says that they are none.
    case choose(
        Mode, of: PersonID, by: Claimant, isChild: Bool, guardian: PersonID?,
        refusing: [ConsentPurpose] = [], isNew: Bool = false, isNoChild: Bool = false)
    case setConsentDefaults(ConsentDefaults)
    case look(PersonID, by: StaffID, reason: String)
    /// Opens an account of the wallet, or changes what it may.
    case openAccount(WalletAccount)
    case bands(BandCommand)
    /// - `day`: The venue's civil day, to which daily limits count; `nil`: that of UTC.
    /// - `alone`: The most that its sender may let out of the house alone; `nil`: anything.
    case transfer(Transfer, day: Int32?, alone: Int64? = nil)
    /// A refund or a paying out, by a member of staff: booked when it is within `alone`, and
    /// otherwise kept until another confirms it.
    case askRefund(Transfer, by: StaffID, day: Int32?, alone: Int64)
    case confirmRefund(TransferID, by: StaffID, day: Int32?)
    /// Cash that a member of staff takes in for a guest: a deposit.
    case takeCash(Transfer, by: StaffID, day: Int32?)
    case declineRefund(TransferID, by: StaffID)
    /// Money for a guest's account, by way of a payment provider.
    case askTopUp(TopUpID, account: AccountID, Money)
    case beginTopUp(TopUpID, PaymentID)
    /// What the provider says, once it is known to be the provider's word.
    case settleTopUp(PaymentEvent, day: Int32?)
    case installQueues([PassQueue])
    /// - `day`: The day that now belongs to: joining opens it when a later one than the one that
    ///   runs; `nil`: the one that runs.
    case pass(PassQueueID, PassCommand, day: PassOpening?)
    /// Says whose a party is.
    case nameParty(PassQueueID, PartyID, Alias)
    case installFacets([Facet])
    case wish(WishCommand, of: PersonID, by: Claimant)
    case promise(PromiseCommand, of: PersonID, by: Claimant)
    /// Puts an entry into the catalogue of promises, or changes it.
    case keepStanding(StandingPromise)
    case dropStanding(StandingPromiseID)
    case bond(BondCommand, of: PersonID, by: Claimant)
    /// The house asks on somebody's own page about what it promised, when it may ask anything.
    ///
    /// - draw: Any number, each as likely: which question, and whether.
    case askOfPromises(of: PersonID, draw: UInt64)
    case setPartingLevel(UInt8)
    case voice(VoiceCommand, of: PersonID, by: Claimant)
    case proposal(ProposalCommand, by: StaffID)
    case survey(SurveyDoing, by: StaffID)
    case experiment(ExperimentDoing, by: StaffID)
    case tried(TriedCommand, of: PersonID, by: Claimant)
    case take(CueNumber, by: StaffID)
    case finish(CueNumber, by: StaffID, helped: Bool)
    case reject(CueNumber, by: StaffID)
    case undo(CueNumber, by: StaffID)
    /// What doors tell of who was there; what was told before is passed over.
    case notePassages([DoorPassed])
    /// Keeps a band's counter for ever, without whoever wore it.
    case keepCount(of: BandID)
}

/// Why a command is refused. When several apply, the one declared first is named.
public enum CommandRefusal: Error, Equatable, Sendable {
    case tooManyZones
    case zoneKindDiffers(ZoneID)
    case tooManySources
    case sourceDiffers(SourceID)
    case unknownSource
    case unknownToken
    case linkedToAnother
    case unknownPerson
    case sameName
    case unknownClaim
    case textTooLong
    case guardianNeeded
    case noOpenCue
    case takenByAnother(StaffID)
    case nothingToUndo
    case tooLateToUndo
    case tooManyDoors
    /// A door tells something else under a number that it told before: two agents have one key, or
    /// one of them began again from an old folder.
    case doubled
    /// Only a refund and a paying out are asked for so.
    case letsNothingOut
    /// ``MoneyRequest/waitingCountMax`` wait.
    case tooManyRequests
    /// Nothing waits under the id: it was answered, its time is over, or it never was.
    case noRequest
    /// Whoever asked does not confirm.
    case samePerson
    case unknownTopUp
    /// Under this id something else was asked for, or another payment begun.
    case topUpDiffers
    /// ``TopUpBook/countMax`` are known.
    case tooManyTopUps
    case account(AccountRefusal)
    case money(LedgerRefusal)
    /// More than the sender may let out alone: a desk asks a second person.
    case secondPersonNeeded
    /// With what waits for a second person already, more than the account has.
    case exceedsWithWaiting
    case band(BandRefusal)
    case unknownQueue
    case pass(PassRefusal)
    case wish(WishRefusal)
    case promise(PromiseRefusal)
    case voice(VoiceRefusal)
    case survey(SurveyRefusal)
    case experiment(ExperimentRefusal)

    /// A stable word for the outside.
    public var code: String {
        switch self {
        case .tooManyZones: "tooManyZones"
        case .zoneKindDiffers: "zoneKindDiffers"
        case .tooManySources: "tooManySources"
        case .sourceDiffers: "sourceDiffers"
        case .unknownSource: "unknownSource"
        case .unknownToken: "unknownToken"
        case .linkedToAnother: "linkedToAnother"
        case .unknownPerson: "unknownPerson"
        case .sameName: "sameName"
        case .unknownClaim: "unknownClaim"
        case .textTooLong: "textTooLong"
        case .guardianNeeded: "guardianNeeded"
        case .noOpenCue: "noOpenCue"
        case .takenByAnother: "takenByAnother"
        case .nothingToUndo: "nothingToUndo"
        case .tooLateToUndo: "tooLateToUndo"
        case .tooManyDoors: "tooManyDoors"
        case .doubled: "doubled"
        case .letsNothingOut: "letsNothingOut"
        case .tooManyRequests: "tooManyRequests"
        case .noRequest: "noRequest"
        case .samePerson: "samePerson"
        case .unknownTopUp: "unknownTopUp"
        case .topUpDiffers: "topUpDiffers"
        case .tooManyTopUps: "tooManyTopUps"
        case .account(let refusal): refusal.code
        case .money(let refusal): refusal.code
        case .secondPersonNeeded: "secondPersonNeeded"
        case .exceedsWithWaiting: "exceedsWithWaiting"
        case .band(let refusal): refusal.code
        case .unknownQueue: "unknownQueue"
        case .pass(let refusal): refusal.code
        case .wish(let refusal): refusal.code
        case .promise(let refusal): refusal.code
        case .voice(let refusal): refusal.code
        case .survey(let refusal): refusal.code
        case .experiment(let refusal): refusal.code
        }
    }
}
