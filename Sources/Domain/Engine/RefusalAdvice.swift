extension CommandRefusal {
    /// One sentence for whoever sent it: what does not fit, and what to do. Names nobody.
    ///
    /// The list is closed: a refusal without one does not compile.
    public var advice: String {
        switch self {
        case .tooManyZones: "The house has as many zones as it can hold."
        case .zoneKindDiffers: "The zone is known with another kind; use another id."
        case .tooManySources: "The house has as many sources as it can hold; close one first."
        case .sourceDiffers: "The source is open with another mode or lateness; use another id."
        case .unknownSource: "No such source is open; open it first."
        case .unknownToken: "No such token is linked."
        case .linkedToAnother: "The token is linked to somebody else; unlink it first."
        case .unknownPerson: "Nobody is known by this name."
        case .sameName: "Both names are the same; name two."
        case .unknownClaim: "No such claim stands."
        case .textTooLong: "The text is too long; shorten it."
        case .guardianNeeded: "A child's choice needs a guardian; name one."
        case .noOpenCue: "No such cue is open any more."
        case .takenByAnother: "Somebody else has taken it."
        case .nothingToUndo: "There is nothing to undo."
        case .tooLateToUndo: "It is too long ago to be undone."
        case .tooManyDoors: "The house listens to as many doors as it can."
        case .doubled:
            "Another agent has told under these numbers; close the door, open it, begin anew."
        case .letsNothingOut, .tooManyRequests, .noRequest, .samePerson, .secondPersonNeeded,
            .exceedsWithWaiting:
            moneyAdvice
        case .unknownTopUp: "No top-up has this id."
        case .topUpDiffers: "Under this id something else was asked for; use another id."
        case .tooManyTopUps: "As many top-ups are known as can be."
        case .account(let refusal): refusal.advice
        case .money(let refusal): "Nothing was booked: \(refusal.detail)."
        case .band(let refusal): refusal.advice
        case .unknownQueue: "The venue has no such queue."
        case .pass(let refusal): refusal.advice
        case .wish(let refusal): refusal.advice
        case .promise(let refusal): refusal.advice
        case .voice(let refusal): refusal.advice
        case .survey(let refusal): refusal.advice
        case .experiment(let refusal): refusal.advice
        }
    }

    private var moneyAdvice: String {
        switch self {
        case .letsNothingOut: "Only a refund or a paying out is asked for so."
        case .tooManyRequests: "Too many requests wait; answer some first."
        case .noRequest: "Nothing waits under this id."
        case .samePerson: "Whoever asked for it cannot confirm it; ask a second person."
        case .exceedsWithWaiting:
            "With what waits already it is more than the account has; answer what waits first."
        default: "More than one may give back alone; a second person confirms it at a desk."
        }
    }
}

extension AccountRefusal {
    fileprivate var advice: String {
        switch self {
        case .accountDiffers: "The account is open with another kind or currency."
        case .guestMayNotBeNegative: "A guest's account may not be negative."
        case .limitNegative: "A limit is 0 or more."
        case .tooManyAccounts: "As many accounts are open as can be."
        }
    }
}

extension BandRefusal {
    fileprivate var advice: String {
        switch self {
        case .unknownBearer: "Nobody with bands is known by this name; issue a band first."
        case .unknownBand: "The house knows no such band; issue it first."
        case .bandWorn: "Somebody wears this band; end or swap it first."
        case .bandLost: "The band is reported lost or broken; say first that it was found."
        case .bandNotWorn: "Nobody wears this band; issue one to the person."
        case .bandNotLost: "The band is not reported lost."
        case .tokenTaken: "Its number on the floor belongs to somebody else; use another."
        case .powerNotGiven: "No desk gave this power; give it at a desk first."
        case .keyTaken: "The key is somebody else's; use another."
        case .rightWithoutPlace: "A right names doors or zones."
        case .rightEndsBeforeItBegins: "A right's until is after its from."
        case .tooManyPlaces: "A right names too many places; write two rights."
        case .tooManyRights: "One person has as many rights as can be."
        case .payerElsewhere: "Whose account pays has none, or is of another group."
        case .accountTaken: "The account is somebody else's; use another."
        case .groupFull: "The group is full; begin another."
        case .tooManyBandsOfOne: "One person wears as many bands as can be; end one first."
        case .tooManyBands: "The house knows as many bands as it can."
        case .tooManyBearers: "The house knows as many people with bands as it can."
        }
    }
}

extension PassRefusal {
    fileprivate var advice: String {
        switch self {
        case .sizeOutOfRange: "A party has 1 to 1000 people; write such a size."
        case .notOpenYet: "The queue's day has not begun; open it or come later."
        case .timeRunsBack: "It is earlier than something that has happened."
        case .unknownParty: "No such party is in this queue; join first."
        case .joinedDifferently: "The party waits already, with another size or on another list."
        case .tooManyTickets: "The queue has as many parties today as it can."
        case .noWindowLeft: "No window is free any more today."
        case .guestShareUsed: "The guests' share of this window is used up; take another window."
        case .notWaiting: "The party has boarded, has left, or did not come in time."
        case .tooEarly: "It is before the party's window; come back then."
        case .tooLate: "The party's window is over; join again."
        case .notHere: "The party has not come to the ride yet."
        case .standsStill: "The ride stands still; nobody boards now."
        case .noOffer: "Nothing is offered to this party now."
        case .nothingToReturnTo: "The party was neither here nor on board."
        }
    }
}

extension WishRefusal {
    fileprivate var advice: String {
        switch self {
        case .unknownFacet: "The venue has no such facet; see 'facets' in its file."
        case .unknownWish: "No such wish of this person is known; tell it first."
        case .unknownQuestion: "No such question was put to this person."
        case .wishDiffers: "Under this id another wish was told; use another id."
        case .experienceDiffers: "Under this id something else was told; use another id."
        case .wishWithdrawn: "The wish was withdrawn; tell a new one."
        case .notTheirWord: "Only the person says this: by themself, or as somebody heard them."
        case .wordsMissing: "Say it in words."
        case .wordsTooLong: "The words are too long; shorten them."
        case .wantDoesNotFit: "What is wanted does not fit the facet's kind or options."
        case .gotDoesNotFit: "What was got does not fit the facet's kind or options."
        case .levelTooHigh: "A level is a whole number from 0 to 10."
        case .notPlayedBack: "Play the wish back in your own words first."
        case .alreadyConfirmed: "The person has said that it is so; there is nothing to play back."
        case .inTheFuture: "It has not happened yet by the house's clock."
        case .notAgain: "Asking again needs 'since', at most 14 days before."
        case .alreadyAnswered: "The question has another answer already."
        case .questionOver: "The question is no longer open."
        case .answerDoesNotFit: "The answer does not fit the kind of question."
        case .tooManyWishes: "One person has as many wishes as can be; withdraw one first."
        case .tooManyPeople: "As many people have wishes as the house can keep in mind."
        }
    }
}

extension PromiseRefusal {
    fileprivate var advice: String {
        switch self {
        case .unknownStanding: "The catalogue has no such promise; put it there first."
        case .unknownPromise: "No such promise to this person is known; make it first."
        case .unknownFacet: "The venue has no such facet; see 'facets' in its file."
        case .unknownWait: "The venue has no such wait; see 'waits' in its file."
        case .unknownZone: "The venue has no such zone; see 'zones' in its file."
        case .promiseDiffers:
            "Under this id something else was promised, or to somebody else; use another id."
        case .notTheirWord: "Only the person says this: by themself, or as somebody heard them."
        case .notTheHousesWord: "This is the house's to say; send it as staff or with a key."
        case .wordsMissing: "Say it in words."
        case .wordsTooLong: "The words are too long; shorten them."
        case .contentDoesNotFit: "What is promised cannot be judged so; see its facet or span."
        case .levelTooHigh: "A level is a whole number from 0 to 10."
        case .dueMissing: "Say by when a wait or a signal is promised."
        case .timeOutOfBounds: "Tell a time of the years 2000 to 2099."
        case .dueBeforeMade: "It falls due after it is made; set 'due' or 'at'."
        case .inTheFuture: "It has not happened yet by the house's clock."
        case .verdictBeforeMade: "It was kept or broken after it was made; set 'judgedAt' or 'at'."
        case .alreadyRead: "The person was asked already, or has said how they understood it."
        case .alreadyJudged: "It was judged the other way already; a verdict stands."
        case .notBroken: "Only what was broken is made good."
        case .recoveryMissing: "Offer first how it is made good."
        case .recoveryOver: "Making it good has ended already."
        case .offerAnswered: "They answered this offer already; offer something else."
        case .partedKindly: "They took leave; say sorry, and leave it whole."
        case .tooManyPromises: "As many promises stand open as can be; end some first."
        case .tooManyPeople: "As many people have promises as the house can keep in mind."
        }
    }
}

extension VoiceRefusal {
    fileprivate var advice: String {
        switch self {
        case .unknownVoice: "No such voice of this person is known."
        case .unknownProposal: "No such proposal is known; open it first."
        case .unknownOption: "The proposal has no such option."
        case .unknownPrinciple: "Who we are names no such principle."
        case .voiceDiffers: "Under this id something else was said; use another id."
        case .proposalDiffers: "Under this id something else stands; use another id."
        case .notTheirWord: "Only the person says this: by themself, or as somebody heard them."
        case .wordsMissing: "Say it in words."
        case .wordsTooLong: "The words are too long; shorten them."
        case .inTheFuture: "It has not happened yet by the house's clock."
        case .voiceWithdrawn: "The person took it back."
        case .alreadyAnswered: "It was answered already, and one answer is given."
        case .notAnswered: "It was not answered yet."
        case .proposalNeeded:
            "Alone it is answered by saying something, or by doing what was asked; the rest is decided about a proposal."
        case .dateDoesNotFit: "Name a date after the one before, and within a year."
        case .proposalMerged: "It was put into another proposal; go on there."
        case .alreadyDecided: "It was decided already; open another proposal."
        case .notDecided: "Nothing was decided that could be done or confirmed."
        case .proposalIncomplete: "Write down the ask, the need behind it and our own answer."
        case .scoresMissing: "Two stewards or more score the option by each principle first."
        case .vetoed: "It harms somebody, crosses a red line, or is not who we are."
        case .reasonMissing: "Give the reason in words; a decision's in both languages."
        case .optionMissing: "Say which option is done."
        case .optionDoesNotFit: "The option does not fit what is decided, or its numbers do not."
        case .interestDoesNotFit: "Who declines does not put the interest of who asked first."
        case .charterMissing: "Write down who we are first."
        case .secondPersonNeeded: "Nobody confirms their own decision; ask a second person."
        case .sameProposal: "A proposal is put into another one, not into itself."
        case .protectedGround:
            "The law protects this ground; say what people want or do, not who they are."
        case .scoreDoesNotFit: "A steward scores -1, 0 or 1; a person 0 to 10."
        case .tooManyVoices: "One person has as many voices as can be."
        case .tooManyProposals: "As many proposals are known as can be."
        case .tooManyOptions: "It has as many parts as can be; drop one first."
        case .tooManyPeople: "As many people have voices as the house can keep in mind."
        }
    }
}

extension ExperimentRefusal {
    fileprivate var advice: String {
        switch self {
        case .unknownExperiment: "No experiment has this id."
        case .unknownMetric: "The plan has no such metric."
        case .unknownGroup: "No guardrail of the plan is about such a group."
        case .unknownRedLine: "The plan has no such red line."
        case .planDoesNotFit:
            "Give two arms or more with shares of at most 10000 together, an effect above 0, and one guardrail or more, each with its margin; call no two alike."
        case .wordsMissing: "Say it in both languages."
        case .wordsTooLong: "A text is too long; say it in fewer words."
        case .saltTaken: "Another experiment has this salt; use another."
        case .alreadyBegun: "It has begun: what judges is fixed. Stop it and plan another."
        case .notBegun: "It has not begun; begin it first."
        case .alreadyStopped: "It has ended; plan another."
        case .notTheirWord:
            "Only the person says this, by themself or as a site or staff heard them."
        case .reasonMissing: "Say why."
        case .inNoArm: "The person is in no arm of it: leave them as they are."
        case .houseCountsItself: "The house knows this by itself; leave it out."
        case .valueDoesNotFit: "The value is out of the metric's bounds; of a rate give 0 or 1."
        case .valueDiffers: "Another value was told before; the first counts."
        case .tooManyExperiments: "The house has as many experiments as it can hold."
        case .tooManyTried: "As many people are in experiments as the house can keep in mind."
        }
    }
}
