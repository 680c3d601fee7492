public import Kernel

/// What is written down of proposals and of who we are: the house's own, and about nobody.
///
/// Case names and labels stand in the journal for ever: add, never alter.
public enum ProposalRecord: Equatable, Sendable, Codable {
    case charterKept(Charter)
    case opened(Proposal)
    case worded(ProposalID, Proposal.Text)
    case optionKept(ProposalID, ProposalOption)
    case optionDropped(ProposalID, ProposalOptionID)
    case scored(ProposalID, StewardScore)
    case decided(ProposalID, Decision)
    /// A second person agreed to what takes two.
    case confirmed(ProposalID, by: StaffID, at: Instant)
    /// A second person did not: it is open again.
    case sentBack(ProposalID, by: StaffID, at: Instant, why: String? = nil)
    case done(ProposalID, by: StaffID, at: Instant)
    case merged(ProposalID, into: ProposalID, by: StaffID, at: Instant)
}

/// What is asked for about proposals and who we are. May be refused, and then changes nothing.
public enum ProposalCommand: Equatable, Sendable {
    /// Its version is counted on, whatever it says.
    case keepCharter(Charter)
    case open(ProposalID, Proposal.Text)
    case word(ProposalID, Proposal.Text)
    case keepOption(ProposalID, ProposalOption)
    case dropOption(ProposalID, ProposalOptionID)
    case score(ProposalID, ProposalOptionID, PrincipleID, Int8)
    case decide(
        ProposalID, VoiceAnswer.Kind, ProposalOptionID?, reason: Words,
        prevails: Decision.Interest, PrincipleID)
    case confirm(ProposalID)
    case sendBack(ProposalID, why: String)
    case finish(ProposalID)
    case merge(ProposalID, into: ProposalID)
}
