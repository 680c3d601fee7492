/// Why a reader shows blue. The cases stand in the order in which they are judged: of several
/// reasons the first is told. Codes are for ever; they are for the reader, and no guest sees one.
public enum TapRefusal: String, Error, CaseIterable, Comparable, Sendable, Codable {
    /// Another tap was answered under this id.
    case idTaken
    // What was shown.
    case unreadable
    /// A number anybody can copy: presence, and no key and no money.
    case bareIdentifier
    /// Made with keys that the house was not given.
    case unknownKey
    /// Its code or signature does not fit, or the house made that band with other keys.
    case forged
    case lifetimeTooLong
    case notYetValid
    case expired
    /// This very reading was shown before.
    case replayed
    /// As many bands have been counted as the house can keep in mind.
    case memoryFull
    // Whose it is.
    case unknownBand
    case bandLost
    case bandNotWorn
    // What it is good for.
    case keyOff
    case walletOff
    case passOff
    /// A phone's token can be shown twice within its ten minutes: it pays nothing.
    case bandNeeded
    // A door.
    case notGranted
    case outsideDates
    case outsideHours
    // Money.
    case noAccount
    /// The source has no account that guests can pay into.
    case shopNotArranged
    case amountNotPositive
    case currencyDiffers
    case exceedsLimit
    case insufficientFunds
    /// Anything else the ledger refuses; its own answer to a transfer says which.
    case notBooked
    // A line.
    /// The queue's day has not begun.
    case notOpenYet
    /// No party of whoever wears the band, or of their group, has joined.
    case notJoined
    /// It has boarded or has left.
    case notWaiting
    case tooEarly
    case tooLate
    /// It has not come to the ride.
    case notHere
    case standsStill
    /// Anything else a queue refuses.
    case notAdmitted
    /// The house answers for no such queue: then none of the reasons before is one.
    case unknownQueue

    public var code: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.place < right.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// What kind of help it takes.
    public func help(for wish: TapWish.Kind) -> CallHelp {
        switch self {
        case .idTaken, .unreadable, .bareIdentifier, .unknownKey, .forged, .lifetimeTooLong,
            .notYetValid, .expired, .replayed, .memoryFull, .unknownBand, .bandLost, .bandNotWorn,
            .bandNeeded:
            .band
        case .keyOff, .notGranted, .outsideDates, .outsideHours: .door
        case .walletOff, .noAccount, .shopNotArranged, .amountNotPositive, .currencyDiffers,
            .exceedsLimit, .insufficientFunds, .notBooked:
            .pay
        case .passOff, .notOpenYet, .notJoined, .notWaiting, .tooEarly, .tooLate, .notHere,
            .standsStill, .notAdmitted, .unknownQueue:
            .line
        }
    }

    /// What the guest reads. Whoever stands behind them learns nothing from it: reasons that tell
    /// of somebody's money or rights all read alike.
    public var line: Words {
        switch self {
        case .unreadable, .replayed, .idTaken, .expired, .notYetValid:
            Words(
                en: "Hold your band here once more, please. Someone is coming to help.",
                nl: "Wilt u uw band nog een keer voorhouden? Er komt zo iemand naar u toe.")
        case .bareIdentifier, .unknownKey, .forged, .lifetimeTooLong, .memoryFull, .unknownBand,
            .bandLost, .bandNotWorn, .bandNeeded:
            Words(
                en: "One moment, someone is on their way to you.",
                nl: "Een ogenblik, er komt zo iemand naar u toe.")
        case .keyOff, .notGranted, .outsideDates, .outsideHours:
            Words(
                en: "One moment, someone is coming to show you the way.",
                nl: "Een ogenblik, er komt zo iemand om u de weg te wijzen.")
        case .walletOff, .noAccount, .shopNotArranged, .amountNotPositive, .currencyDiffers,
            .exceedsLimit, .insufficientFunds, .notBooked:
            Words(
                en: "One moment please, someone is on their way to you.",
                nl: "Even geduld, er komt zo iemand naar u toe.")
        case .passOff, .notOpenYet, .notJoined, .notWaiting, .tooEarly, .tooLate, .notHere,
            .standsStill, .notAdmitted, .unknownQueue:
            Words(
                en: "One moment, someone is coming to help you on.",
                nl: "Een ogenblik, er komt zo iemand om u verder te helpen.")
        }
    }

    /// The line with the time of day that it is about; `nil` for a reason that no time belongs to.
    func line(telling clock: String) -> Words? {
        switch self {
        case .tooEarly:
            Words(
                en: "Good to see you. You are welcome from \(clock); someone is coming to help.",
                nl: "Fijn dat u er bent. U bent welkom vanaf \(clock); er komt zo iemand helpen.")
        case .tooLate:
            Words(
                en: "Your time was until \(clock). One moment, someone is coming to help you on.",
                nl: "Uw tijd was tot \(clock). Een ogenblik, er komt zo iemand om u te helpen.")
        case .notJoined:
            Words(
                en: "Whoever joins now is welcome from \(clock). Someone is coming to help.",
                nl: "Wie nu aansluit, is welkom vanaf \(clock). Er komt zo iemand helpen.")
        default: nil
        }
    }

    /// What a door's reason is called here; `nil`: the door's own trouble, which calls staff too,
    /// as help with a door.
    public init?(_ denial: DenialCode) {
        switch denial {
        case .unreadable: self = .unreadable
        case .bareIdentifier: self = .bareIdentifier
        case .unknownKey: self = .unknownKey
        case .forged: self = .forged
        case .lifetimeTooLong: self = .lifetimeTooLong
        case .notYetValid: self = .notYetValid
        case .expired: self = .expired
        case .replayed: self = .replayed
        case .revoked: self = .bandNotWorn
        case .notGranted: self = .notGranted
        case .outsideDates: self = .outsideDates
        case .outsideHours: self = .outsideHours
        case .memoryFull: self = .memoryFull
        case .noSnapshot, .forgedSnapshot, .wrongDoor, .oldSnapshot, .clockTurnedBack, .otherTag,
            .leaseEnded, .alreadyInside:
            return nil
        }
    }

    /// What a queue's reason is called here.
    init(_ refusal: PassRefusal) {
        switch refusal {
        case .notOpenYet: self = .notOpenYet
        case .unknownParty: self = .notJoined
        case .notWaiting: self = .notWaiting
        case .tooEarly: self = .tooEarly
        case .tooLate: self = .tooLate
        case .notHere: self = .notHere
        case .standsStill: self = .standsStill
        case .sizeOutOfRange, .timeRunsBack, .joinedDifferently, .tooManyTickets, .noWindowLeft,
            .guestShareUsed, .noOffer, .nothingToReturnTo:
            self = .notAdmitted
        }
    }

    /// What the ledger's reason is called here.
    ///
    /// - Parameter payer: Whose money it was to be: an account that is missing is theirs or the
    ///   shop's.
    init(_ refusal: LedgerRefusal, payer: AccountID) {
        switch refusal {
        case .idTaken: self = .idTaken
        case .amountNotPositive: self = .amountNotPositive
        case .unknownAccount(let account): self = account == payer ? .noAccount : .shopNotArranged
        case .sameAccount, .wrongDirection: self = .shopNotArranged
        case .currencyDiffers: self = .currencyDiffers
        case .exceedsChargeLimit, .exceedsDayLimit, .exceedsShopLimit: self = .exceedsLimit
        case .insufficientFunds: self = .insufficientFunds
        default: self = .notBooked
        }
    }
}
