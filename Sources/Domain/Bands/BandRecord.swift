public import Kernel

/// What is written down of bands: a row of the journal each, sealed for whoever wears it.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum BandRecord: Equatable, Sendable, Codable {
    /// What somebody's bands are good for from now on.
    case arranged(BandBearer)
    case given(Band, to: PersonID, by: StaffID)
    case ended(BandID, of: PersonID, BandEnd, by: StaffID)
    /// A lost band is worn again.
    case found(BandID, of: PersonID, by: StaffID)
    /// A key that names nobody any more is good for nothing.
    case keyDropped(KeyHolderID)

    var subject: RecordSubject {
        switch self {
        case .arranged(let bearer): .person(bearer.person)
        case .given(_, let person, _), .ended(_, let person, _, _), .found(_, let person, _):
            .person(person)
        case .keyDropped: .house
        }
    }
}

/// What a desk asks for about bands. May be refused, and then changes nothing.
public enum BandCommand: Sendable {
    /// Makes somebody a bearer, or changes what their bands are good for.
    ///
    /// The bearer's `key` must be a new one: it counts for somebody new, and when anything is
    /// taken away.
    case arrange(BandBearer)
    case give(Band, to: PersonID, by: StaffID)
    /// Ends a band and gives another in its place, at once.
    case swap(BandID, BandEnd, for: Band, by: StaffID)
    case end(BandID, BandEnd, by: StaffID)
    /// Somebody brought a lost band. It is worn again, or is in the drawer when its bearer has
    /// another by now.
    case find(BandID, by: StaffID)
    /// Makes whatever phones show of somebody good for nothing.
    case renewKey(of: PersonID, KeyHolderID)
    /// The bearer switches a power off or on again. The key must be a new one.
    case switchPower(BandPower, isOn: Bool, of: PersonID, KeyHolderID)
    /// Whoever pays for somebody else no longer does: that one pays from their own account again.
    case payNoMore(AccountID, for: PersonID)
    /// Lets go of all keys of somebody who is about to be forgotten.
    case release(PersonID)
}

/// Why a command about bands is refused. When several apply, the one declared first is named.
public enum BandRefusal: Error, Equatable, Sendable, CaseIterable {
    case unknownBearer
    case unknownBand
    /// Somebody wears it.
    case bandWorn
    /// It is reported lost or broken: first say that it was found.
    case bandLost
    /// Nobody wears it.
    case bandNotWorn
    case bandNotLost
    /// Its number on the floor belongs to somebody else.
    case tokenTaken
    /// No desk gave what is to be switched on or off.
    case powerNotGiven
    case keyTaken
    case rightWithoutPlace
    case rightEndsBeforeItBegins
    case tooManyPlaces
    case tooManyRights
    /// Whose account pays is not of the same group, or has no account.
    case payerElsewhere
    case accountTaken
    case groupFull
    case tooManyBandsOfOne
    case tooManyBands
    case tooManyBearers

    /// A stable word for the outside.
    public var code: String { String(describing: self) }
}
