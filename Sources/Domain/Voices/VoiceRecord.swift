public import Kernel

/// What is written down of what somebody says to the house: a row of the journal each, sealed for
/// the name under which it was said, and gone with it.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum VoiceRecord: Equatable, Sendable, Codable {
    case received(Voice)
    /// Put into a proposal, out of one (`nil`), or into another.
    case gathered(VoiceID, ProposalID?, by: StaffID, at: Instant)
    case postponed(VoiceID, to: Instant, reason: String, by: StaffID, at: Instant)
    case answered(VoiceID, VoiceAnswer)
    case posted(VoiceID, VoicePost)
    /// Whether what was done helped: their own word.
    case helped(VoiceID, Bool, by: Claimant, at: Instant)
    /// "That is no answer": it is open again, with a new date.
    case reopened(VoiceID, words: String, answerBy: Instant, by: Claimant, at: Instant)
    case withdrawn(VoiceID, by: Claimant, at: Instant)
    /// What they think of a proposal. It informs, and decides nothing.
    case tookPart(ProposalID, ProposalPart)
}

/// What is asked for about what somebody says. May be refused, and then changes nothing.
public enum VoiceCommand: Equatable, Sendable {
    /// - at: When it was said; `nil`: now.
    case say(VoiceID, SaidVoice, at: Instant?)
    case gather(VoiceID, ProposalID?, by: StaffID)
    /// A later date, with the reason that the person is told.
    case postpone(VoiceID, to: Instant, reason: String, by: StaffID)
    /// An answer to this voice alone: it is done as asked, or there is nothing to decide.
    case answer(VoiceID, VoiceAnswer.Kind, words: String, by: StaffID)
    case notePost(VoiceID, VoicePost)
    case tellWhetherHelped(VoiceID, Bool)
    case reopen(VoiceID, words: String)
    case withdraw(VoiceID)
    case takePart(ProposalID, ProposalPart.Doing)
}

/// Why a command about a voice or a proposal is refused. When several apply, the one declared first
/// is named.
public enum VoiceRefusal: String, Error, CaseIterable, Sendable {
    case unknownVoice
    case unknownProposal
    case unknownOption
    case unknownPrinciple
    /// The id is somebody's for something else.
    case voiceDiffers
    case proposalDiffers
    /// Only the person says whether it helped, takes it back, or takes part.
    case notTheirWord
    case wordsMissing
    case wordsTooLong
    case inTheFuture
    case voiceWithdrawn
    case alreadyAnswered
    case notAnswered
    /// To decline, or to do it in our own way, is decided about a proposal: with a reason by who we
    /// are, and a second person where the customer gives way.
    case proposalNeeded
    /// The new date is not after the one before, or is over a year away.
    case dateDoesNotFit
    /// It was put into another.
    case proposalMerged
    case alreadyDecided
    case notDecided
    /// A proposal is decided with its ask, its need and our own answer in words.
    case proposalIncomplete
    /// Two stewards or more score an option by each principle before it is chosen.
    case scoresMissing
    /// It harms somebody, or crosses a red line.
    case vetoed
    /// A decision gives its reason in both languages, with a word of letters; so does a later date,
    /// and whoever sends a decision back.
    case reasonMissing
    /// A decision to do something says which option.
    case optionMissing
    case optionDoesNotFit
    /// Who declines does not put the interest of who asked first.
    case interestDoesNotFit
    /// Who we are is not written down yet.
    case charterMissing
    /// Nobody confirms their own decision.
    case secondPersonNeeded
    case sameProposal
    /// Nobody is parted from, hoped for or refused on a ground that the law protects.
    case protectedGround
    case scoreDoesNotFit
    case tooManyVoices
    case tooManyProposals
    case tooManyOptions
    /// As many people have voices as the house can keep in mind.
    case tooManyPeople

    /// A stable word for the outside.
    public var code: String { rawValue }
}
