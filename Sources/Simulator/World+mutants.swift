extension World {
    /// Ways of being wrong that the world must notice; it notices nothing on ``none``.
    public enum Mutant: String, CaseIterable, Sendable {
        case none
        /// The disk says that a write is synced when it is not.
        case lyingDisk
        /// A screen that comes back shows again what it has shown.
        case screenWithoutCursor
        /// A sender whose answer was lost sends its signals again under other ids.
        case freshIdOnRetry
        /// What staff did is forgotten when the process starts again.
        case forgetfulRecovery
        /// A till whose answer was lost sends its charges again under other ids.
        case freshChargeOnRetry
        /// A door that hears the house and passes over what is new.
        case deafDoor
        /// A door that begins anew after every cut of its power.
        case forgetfulDoor
        /// A desk whose answer was lost sends its joinings again as other parties.
        case freshPartyOnRetry
        /// A sender whose answer was lost tells what was lived through again under other ids.
        case freshExperienceOnRetry
        /// What somebody was asked is forgotten when the process starts again.
        case forgetfulBudget
        /// A start takes for said what was only guessed or not yet confirmed.
        case guessesThatCount
        /// Rows of whoever is erased stay on the disk.
        case diskThatKeepsErased
        /// Erasing destroys keys while the last snapshot is of before the names were linked.
        case staleSnapshotOnErasing
        /// A desk whose answer was lost makes its promises again under other ids.
        case freshPromiseOnRetry
        /// A start takes the letter for how somebody understood it.
        case letterForReading
        /// A start takes what nobody said anything of for kept.
        case silenceForKept
        /// A start takes an offer for one that was accepted.
        case offerForAccepted
        /// A sender whose answer was lost says it again under other ids.
        case freshVoiceOnRetry
        /// A start takes a decision against the customer for one that somebody agreed with.
        case decisionForAgreed
        /// A start answers whoever said that it was no answer.
        case answerOverNoAnswer
        /// A start takes silence after an answer for help.
        case silenceForHelped
        /// A start takes whoever waits past their date for gone.
        case silenceForWithdrawn
        /// A postman whose answer was lost notes his letters again, as other letters.
        case postmanWhoNotesAnew
    }
}
