public import Kernel

/// What is written down of somebody's wishes: a row of the journal each, sealed for the name under
/// which it was told, and gone with it.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum WishRecord: Equatable, Sendable, Codable {
    case voiced(Wish)
    case playedBack(WishID, wording: String, by: Claimant, at: Instant)
    case confirmed(WishID, by: Claimant, at: Instant)
    case corrected(WishID, want: Want?, words: String, by: Claimant, at: Instant)
    case withdrawn(WishID, by: Claimant, at: Instant)
    case weighed(WishID, importance: UInt8, by: Claimant, at: Instant)
    case settled(Settled)
    case felt(Felt)
    case asked(Question)
    /// Chance let a question be: kept with its chance, so that what is asked can be weighed.
    case spared(Question)
    case answered(QuestionID, QuestionAnswer, at: Instant)
    case passedOver(QuestionID, at: Instant)
}

/// What somebody lived through, as its sender tells it.
public struct SaidExperience: Equatable, Sendable {
    /// What it is about: a wish, or whatever is wanted of a facet.
    public enum About: Equatable, Sendable {
        case wish(WishID)
        case facet(FacetID)
    }

    public enum What: Equatable, Sendable {
        /// The person says it.
        case told(Taken)
        /// It was seen: what was wanted, when the event says so, and what was got.
        case event(WishEvent, want: Want?, got: Got?, since: Instant?)
        case felt(Felt.Kind, UInt8)
    }

    public let id: ExperienceID
    public let about: About
    public let what: What
    /// `nil`: now.
    public let at: Instant?

    public init(id: ExperienceID, about: About, what: What, at: Instant? = nil) {
        self.id = id
        self.about = about
        self.what = what
        self.at = at
    }
}

/// What is asked for about somebody's wishes. May be refused, and then changes nothing.
public enum WishCommand: Equatable, Sendable {
    case voice(WishID, SaidWish)
    /// "Did we understand you?", in the house's words.
    case playBack(WishID, String)
    case confirm(WishID)
    /// "No, rather so."
    case correct(WishID, want: Want?, words: String)
    case withdraw(WishID)
    /// How much it matters to them.
    case weigh(WishID, UInt8)
    case live(SaidExperience)
    /// Asks the next question, when one may be asked.
    ///
    /// - draw: Any number, each as likely: which question, and whether.
    case ask(QuestionID, QuestionChannel, draw: UInt64)
    case answer(QuestionID, QuestionAnswer)
    case passOver(QuestionID)
}

/// Why a command about wishes is refused. When several apply, the one declared first is named.
public enum WishRefusal: String, Error, CaseIterable, Sendable {
    /// The venue has no such facet.
    case unknownFacet
    case unknownWish
    case unknownQuestion
    /// The id is somebody's for something else.
    case wishDiffers
    case experienceDiffers
    case wishWithdrawn
    /// Only the person says what they want, or that it is so.
    case notTheirWord
    case wordsMissing
    case wordsTooLong
    /// What is wanted does not fit the facet.
    case wantDoesNotFit
    /// What was got does not fit the facet.
    case gotDoesNotFit
    case levelTooHigh
    /// A wish that was told is confirmed when it was played back.
    case notPlayedBack
    /// The person has said already that it is so.
    case alreadyConfirmed
    case inTheFuture
    /// Asked again longer ago than ``WishEvent/againSpan``, or without a first time.
    case notAgain
    case alreadyAnswered
    case questionOver
    case answerDoesNotFit
    case tooManyWishes
    /// As many people have wishes as the house can keep in mind.
    case tooManyPeople

    /// A stable word for the outside.
    public var code: String { rawValue }
}
