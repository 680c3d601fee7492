public import Kernel

/// What is written down of a promise to somebody: a row of the journal each, sealed for the name
/// under which it was made, and gone with it.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum PromiseRecord: Equatable, Sendable, Codable {
    case made(Promise)
    case askedReading(PromiseID, at: Instant)
    case read(PromiseID, PromiseReading)
    case judgedByLetter(PromiseID, PromiseVerdict)
    case judgedByReading(PromiseID, PromiseVerdict)
    /// Staff is told that it falls due.
    case warned(PromiseID, at: Instant)
    /// Staff is told that it was broken.
    case called(PromiseID, at: Instant)
    case recoveryOffered(PromiseID, String, by: Claimant, at: Instant)
    case recoveryAccepted(PromiseID, by: Claimant, at: Instant)
    case recovered(PromiseID, by: Claimant, at: Instant)
    case lost(PromiseID, by: Claimant, at: Instant)
    /// The person says what would make it good.
    case wouldMakeGood(PromiseID, String, by: Claimant, at: Instant)
    /// "No, thank you" to what was offered.
    case recoveryDeclined(PromiseID, by: Claimant, at: Instant)
    /// Lost to somebody who felt themself in the house: left whole, with nothing more offered.
    case parted(PromiseID, at: Instant)
    /// Staff is told to part kindly.
    case partingCalled(PromiseID, at: Instant)
    /// The house asked of its own accord what they understood, and how likely it was to.
    case askedByChance(PromiseID, probabilityMillionths: UInt32, at: Instant)
    /// Chance let that question be: kept with its chance, so that what is asked can be weighed.
    case spared(PromiseID, probabilityMillionths: UInt32, at: Instant)
}

/// What is asked for about a promise to somebody. May be refused, and then changes nothing.
public enum PromiseCommand: Equatable, Sendable {
    /// - at: `nil`: now; an import tells when it was.
    case make(PromiseID, SaidPromise, at: Instant?)
    /// Notes that they are asked what they understood: once, with one tap.
    case askReading(PromiseID)
    /// "I understood it so."
    case read(PromiseID, words: String, due: Instant?)
    /// "That is not what I was told."
    case dispute(PromiseID, words: String)
    /// What became of it by the letter, as staff or a source tells it.
    case judgeByLetter(PromiseID, isKept: Bool, at: Instant?)
    /// What became of it as they understood it: the person's own word.
    case judgeByReading(PromiseID, isKept: Bool, at: Instant?)
    case offerRecovery(PromiseID, String)
    case acceptRecovery(PromiseID)
    case recover(PromiseID)
    case lose(PromiseID)
    /// "This would make it good": the person's own word.
    case wouldMakeGood(PromiseID, String)
    /// "No, thank you" to what is offered: the person's own word.
    case declineRecovery(PromiseID)
}

/// Why a command about a promise is refused. When several apply, the one declared first is named.
public enum PromiseRefusal: String, Error, CaseIterable, Sendable {
    /// The catalogue has no such promise.
    case unknownStanding
    case unknownPromise
    case unknownFacet
    case unknownWait
    case unknownZone
    /// The id is somebody's for something else, or somebody else's.
    case promiseDiffers
    /// Only the person says how they understood it, or what they take as making good.
    case notTheirWord
    /// The letter is judged by the house, not by the person.
    case notTheHousesWord
    case wordsMissing
    case wordsTooLong
    /// What is promised of a facet does not fit it.
    case contentDoesNotFit
    /// A level is at most ten.
    case levelTooHigh
    /// A wait or a signal is promised by some moment.
    case dueMissing
    /// Outside the years that a moment may be of.
    case timeOutOfBounds
    /// It falls due before it is made.
    case dueBeforeMade
    case inTheFuture
    /// It was judged of a moment before it was made.
    case verdictBeforeMade
    /// It was asked, or told, before: it is asked once.
    case alreadyRead
    /// One verdict by the letter, and one by the reading.
    case alreadyJudged
    case notBroken
    case recoveryMissing
    case recoveryOver
    /// The person answered this offer the other way, or said no to just this.
    case offerAnswered
    /// They took leave: it is left whole, and nothing is offered any more.
    case partedKindly
    case tooManyPromises
    /// As many people have promises as the house can keep in mind.
    case tooManyPeople

    /// A stable word for the outside.
    public var code: String { rawValue }
}
