/// The texts about what somebody was promised: on their card, and on their own page.
extension Phrases {
    static let ownPromises: Table = [
        // To staff, about somebody near.
        "promised-theirs": ("What we promised them", "Wat wij ze beloofden"),
        "promised-noneYet": (
            "Nothing is known yet of what they were promised.",
            "Er is nog niets bekend van wat ze is beloofd."
        ),
        "promised-new": ("Promise something", "Iets beloven"),
        "promised-standing": ("What we promise anybody", "Wat wij iedereen beloven"),
        "promised-standingHint": (
            "Choose what stands in the list, or use your own words.",
            "Kies wat in de lijst staat, of gebruik eigen woorden."
        ),
        "promised-ownWords": ("In your own words", "In uw eigen woorden"),
        "promised-words": ("What you promise them", "Wat u ze belooft"),
        "promised-wordsHint": (
            "Just as you say it to them.", "Precies zoals u het tegen ze zegt."
        ),
        "promised-wordsEmpty": (
            "Left empty, it is said as it stands in the list.",
            "Leeg gelaten staat het er zoals in de lijst."
        ),
        "promised-dueHint": (
            "Left empty, it is as the list says, or has no end.",
            "Leeg gelaten is het zoals de lijst zegt, of zonder einde."
        ),
        "promised-serves": ("For when they need it", "Voor wanneer ze het nodig hebben"),
        "promised-asListed": (
            "as the list says, or else now", "zoals de lijst zegt, en anders nu"
        ),
        "promised-make": ("Promise it", "Beloven"),
        "promised-lacks-owner": ("nobody answers for it", "niemand staat ervoor in"),
        "promised-lacks-evidence": (
            "it rests on no figures", "er liggen geen cijfers aan ten grondslag"
        ),
        "promised-reading": ("As they understood it", "Zoals ze het begrepen"),
        "promised-seen": ("As they see it", "Zoals ze het zien"),
        "promised-ask": ("Ask what they understood", "Vragen wat ze begrepen"),
        "promised-theyUnderstood": (
            "They say how they understood it", "Ze zeggen hoe ze het begrepen"
        ),
        "promised-asSaid": (
            "They understood it as it was said", "Ze begrepen het zoals het is gezegd"
        ),
        "promised-readByWhen": ("By when, as they understood it", "Wanneer, zoals ze het begrepen"),
        "promised-theyDispute": (
            "They say that they were told something else",
            "Ze zeggen dat hun iets anders is verteld"
        ),
        "promised-whatTold": (
            "What they were told, if they say so", "Wat hun is verteld, als ze dat zeggen"
        ),
        "promised-disputed": (
            "not what they were told", "niet wat hun is verteld"
        ),
        "promised-already": (
            "How it went is known already", "Hoe het is gegaan is al bekend"
        ),
        "promised-howByLetter": ("By the letter, was it kept?", "Is het naar de letter gehouden?"),
        "promised-howTheySay": ("And as they see it?", "En zoals zij het zien?"),
        "promised-offer": ("Offer to make it good", "Aanbieden het goed te maken"),
        "promised-offerAnother": ("Offer something else", "Iets anders aanbieden"),
        "promised-offerWhat": ("What you offer", "Wat u aanbiedt"),
        "promised-sendOffer": ("Offer this", "Dit aanbieden"),
        "promised-theyAccept": ("They accept it", "Ze nemen het aan"),
        "promised-howItEnds": ("How it ended", "Hoe het afliep"),
        "promised-madeGood": ("It is made good", "Het is goedgemaakt"),
        "promised-notMadeGood": ("It could not be made good", "Het kon niet worden goedgemaakt"),
        "done-promise": (
            "Promised. It stands here, and on their own page.",
            "Beloofd. Het staat hier, en op hun eigen pagina."
        ),
        "done-promise-ask": (
            "Their own page asks what they understood.",
            "Hun eigen pagina vraagt wat ze begrepen."
        ),
        "done-promise-read": (
            "Noted as they understood it.", "Genoteerd zoals ze het begrepen."
        ),
        "done-promise-differs": (
            "Noted: to them it was something else.", "Genoteerd: voor hen was het iets anders."
        ),
        "done-promise-letter": ("Noted, by the letter.", "Genoteerd, naar de letter."),
        "done-promise-seen": ("Noted, as they see it.", "Genoteerd, zoals ze het zien."),
        "done-promise-offer": (
            "Offered. Their own page shows it.", "Aangeboden. Hun eigen pagina toont het."
        ),
        "done-promise-accept": ("Noted: they accept it.", "Genoteerd: ze nemen het aan."),
        "done-promise-recovered": ("Good: it is made good.", "Mooi: het is goedgemaakt."),
        "done-promise-lost": ("Noted as it ended.", "Genoteerd zoals het afliep."),
        // To the person themself.
        "promised-yours": ("What we promised you", "Wat wij u hebben beloofd"),
        "promised-noneToYou": (
            "We know of nothing that was promised to you.",
            "Wij weten van niets dat u is beloofd."
        ),
        "promised-own-reading": ("As you understood it", "Zoals u het begreep"),
        "promised-own-seen": ("As you see it", "Zoals u het ziet"),
        "promised-own-readAsks": ("What did you understand?", "Wat begreep u?"),
        "promised-own-asSaid": ("That is how I understood it", "Zo begreep ik het"),
        "promised-own-otherwise": ("I understood it differently", "Ik begreep het anders"),
        "promised-own-readByWhen": (
            "By when, as you understood it", "Wanneer, zoals u het begreep"
        ),
        "promised-own-dispute": (
            "That is not what I was told", "Dat is niet wat mij is verteld"
        ),
        "promised-own-whatTold": (
            "What you were told, if you want to say", "Wat u is verteld, als u dat wilt zeggen"
        ),
        "promised-own-disputed": ("not what you were told", "niet wat u is verteld"),
        "promised-own-already": (
            "I know already how it went", "Ik weet al hoe het is gegaan"
        ),
        "promised-own-howSeen": (
            "Did we keep it, as you see it?", "Hielden wij ons eraan, zoals u het ziet?"
        ),
        "promised-own-kept": ("Kept", "Gehouden"),
        "promised-own-broken": ("Not kept", "Niet gehouden"),
        "promised-own-acceptAsks": (
            "We would like to make this good. Are you happy with what we offer?",
            "Wij willen dit graag goedmaken. Bent u blij met wat wij aanbieden?"
        ),
        "promised-own-accept": ("Yes, I accept it", "Ja, ik neem het aan"),
        "promised-own-notAsked": (
            "we have not heard it from you", "wij hoorden het nog niet van u"
        ),
        "promised-own-asked": (
            "we asked you, and have not heard it yet", "wij vroegen het u, en hoorden het nog niet"
        ),
        "promised-own-asSaidIs": ("as it was said", "zoals het is gezegd"),
        "promised-own-byLetter": ("By what was said", "Naar wat er is gezegd"),
        "promised-own-from-source": (
            "as our systems noted it", "zoals onze systemen het noteerden"
        ),
        "promised-own-from-house": ("as we noted it", "zoals wij het noteerden"),
        "promised-own-from-person": ("as you told us", "zoals u ons vertelde"),
        "promised-own-onlyByLetter": (
            "By what was said we kept it; as you see it we did not. Both stand.",
            "Naar wat er is gezegd hielden wij ons eraan; zoals u het ziet niet. Allebei blijft staan."
        ),
        "promised-own-onlyByReading": (
            "By what was said we did not keep it; as you see it we did. Both stand.",
            "Naar wat er is gezegd hielden wij ons er niet aan; zoals u het ziet wel. Allebei blijft staan."
        ),
        "promised-own-accepted": ("you accepted it", "u nam het aan"),
        "promised-own-recovered": ("made good", "goedgemaakt"),
        "promised-own-lost": (
            "we could not make it good, and are sorry",
            "wij konden het niet goedmaken, en dat spijt ons"
        ),
        "promised-own-state-overdueUnknown": (
            "its time is over; tell us how it went", "de tijd is om; zeg ons hoe het ging"
        ),
        "promised-own-state-differs": (
            "what was said and how you see it differ",
            "wat er is gezegd en hoe u het ziet verschillen"
        ),
        "promised-own-state-recoveryOffered": ("we offer you something", "wij bieden u iets aan"),
        "promised-own-state-recoveryAccepted": ("you accepted our offer", "u nam ons aanbod aan"),
        "done-own-promise-read": (
            "Thank you. It stands as you understood it.",
            "Dank u. Het staat zoals u het begreep."
        ),
        "done-own-promise-differs": (
            "Thank you. What you were told stands beside what we noted.",
            "Dank u. Wat u is verteld, staat naast wat wij noteerden."
        ),
        "done-own-promise-seen": (
            "Thank you. It stands as you see it.", "Dank u. Het staat zoals u het ziet."
        ),
        "done-own-promise-accept": (
            "Thank you. We will make it good.", "Dank u. Wij maken het goed."
        ),
        "own-look-promises": ("what you were promised", "wat u is beloofd"),
        // To either.
        "promised-byWhen": ("By when", "Wanneer"),
        "promised-noEnd": ("no time was said", "er is geen tijd gezegd"),
        "promised-until": ("by %@", "uiterlijk %@"),
        "promised-readDue": ("by", "uiterlijk"),
        "promised-readDueHint": (
            "Left empty: as it was said.", "Leeg gelaten: zoals het is gezegd."
        ),
        "promised-keepReading": ("Keep it like this", "Zo bewaren"),
        "promised-keepDispute": ("Keep what was told", "Bewaren wat is verteld"),
        "promised-byLetter": ("By the letter", "Naar de letter"),
        "promised-offered": ("Offered to make it good", "Aangeboden om het goed te maken"),
        "promised-afterwards": ("What came of it", "Wat ervan kwam"),
        "promised-more": ("and %@ more, which are over", "en nog %@, die voorbij zijn"),
        "promised-kept": ("kept", "gehouden"),
        "promised-broken": ("not kept", "niet gehouden"),
        "promised-letterUnknown": ("not known yet", "nog niet bekend"),
        "promised-seenUnknown": ("not said yet", "nog niet gezegd"),
        "promised-notAsked": ("not asked", "niet gevraagd"),
        "promised-asked": ("asked, not answered yet", "gevraagd, nog niet beantwoord"),
        "promised-asSaidIs": ("as it was said", "zoals het is gezegd"),
        "promised-wordless": ("not said in words", "niet in woorden gezegd"),
        "promised-before": ("before:", "eerder:"),
        "promised-from-wait": ("the wait took %@", "het wachten duurde %@"),
        "promised-from-signal": ("it was seen", "het is gezien"),
        "promised-from-boarded": ("the turn came in the queue", "de beurt in de rij kwam"),
        "promised-from-got": ("by what was got", "naar wat er is gekregen"),
        "promised-from-house": ("told by staff", "gezegd door medewerkers"),
        "promised-from-source": ("told by another system", "gemeld door een ander systeem"),
        "promised-from-person": ("told by them", "door hen gezegd"),
        "promised-onlyByLetter": (
            "Kept by the letter, and not as they see it. Both stand.",
            "Naar de letter gehouden, en niet zoals zij het zien. Allebei blijft staan."
        ),
        "promised-onlyByReading": (
            "Not kept by the letter, and kept as they see it. Both stand.",
            "Naar de letter niet gehouden, en wel zoals zij het zien. Allebei blijft staan."
        ),
        "promised-accepted": ("they accepted it", "ze namen het aan"),
        "promised-recovered": ("made good", "goedgemaakt"),
        "promised-lost": ("it could not be made good", "het kon niet worden goedgemaakt"),
        "promised-state-open": ("still to come", "moet nog komen"),
        "promised-state-kept": ("kept", "gehouden"),
        "promised-state-broken": ("not kept", "niet gehouden"),
        "promised-state-differs": (
            "the letter and how they see it differ",
            "de letter en hoe zij het zien verschillen"
        ),
        "promised-state-overdueUnknown": (
            "past its time, not known whether kept", "de tijd is om, niet bekend of het is gehouden"
        ),
        "promised-state-recoveryOffered": ("something is offered", "er is iets aangeboden"),
        "promised-state-recoveryAccepted": ("they accepted the offer", "ze namen het aanbod aan"),
        "promised-state-recovered": ("made good", "goedgemaakt"),
        "promised-state-lost": ("not made good", "niet goedgemaakt"),
        "promised-by-desk": ("Said in person", "Gezegd in een gesprek"),
        "promised-by-site": ("On the site", "Op de site"),
        "promised-by-sign": ("On a sign", "Op een bord"),
        "promised-by-letter": ("In a letter", "In een brief"),
        "promised-by-mail": ("By mail", "In een mail"),
        "promised-by-message": ("In a message", "In een bericht"),
        "promised-by-brochure": ("In a brochure", "In een folder"),
        "promised-by-phone": ("By phone", "Aan de telefoon"),
        "promised-by-posted-wait": ("The wait that was shown", "De wachttijd die er stond"),
        "promised-by-queue": ("When joining the queue", "Bij het aansluiten in de rij"),
        // What is refused.
        "promised-unknownStanding": (
            "That does not stand in the list any more. Choose again.",
            "Dat staat niet meer in de lijst. Kies opnieuw."
        ),
        "promised-unknownFacet": (
            "What this promise is about is not here any more. Choose another.",
            "Waar deze belofte over gaat, is hier niet meer. Kies een andere."
        ),
        "promised-unknownWait": (
            "What this promise is about is not here any more. Choose another.",
            "Waar deze belofte over gaat, is hier niet meer. Kies een andere."
        ),
        "promised-unknownZone": (
            "What this promise is about is not here any more. Choose another.",
            "Waar deze belofte over gaat, is hier niet meer. Kies een andere."
        ),
        "promised-unknownPromise": (
            "That promise is not there any more.", "Die belofte is er niet meer."
        ),
        "promised-promiseDiffers": (
            "With this form something else was promised already. It stands on the card.",
            "Met dit formulier is al iets anders beloofd. Het staat op de kaart."
        ),
        "promised-notTheirWord": (
            "Only they say how they understood it, and what makes it good.",
            "Alleen zijzelf zeggen hoe ze het begrepen, en wat het goedmaakt."
        ),
        "promised-notTheHousesWord": (
            "What it says by the letter is not theirs to judge.",
            "Wat er naar de letter staat, beoordelen zij niet."
        ),
        "promised-contentDoesNotFit": (
            "What is promised here does not fit what it is about.",
            "Wat hier wordt beloofd, past niet bij waar het over gaat."
        ),
        "promised-dueMissing": (
            "Say by when: without a time nobody can tell whether it was kept.",
            "Zeg wanneer: zonder tijd kan niemand zien of het is gehouden."
        ),
        "promised-dueBeforeMade": (
            "That is over already. Choose a later time.",
            "Dat is al voorbij. Kies een later moment."
        ),
        "promised-dueInvalid": (
            "Choose a day and a time.", "Kies een dag en een tijd."
        ),
        "promised-inTheFuture": (
            "That has not happened yet.", "Dat is nog niet gebeurd."
        ),
        "promised-timeOutOfBounds": (
            "Choose a moment of the years 2000 to 2099.",
            "Kies een moment in de jaren 2000 tot en met 2099."
        ),
        "promised-verdictBeforeMade": (
            "That is before it was promised.", "Dat is voordat het werd beloofd."
        ),
        "promised-alreadyRead": (
            "That was told already. It stands above.", "Dat is al verteld. Het staat hierboven."
        ),
        "promised-alreadyJudged": (
            "That was told already. It stands above.", "Dat is al verteld. Het staat hierboven."
        ),
        "promised-notBroken": (
            "Nobody says that it was not kept: there is nothing to make good.",
            "Niemand zegt dat het niet is gehouden: er valt niets goed te maken."
        ),
        "promised-recoveryMissing": (
            "First something has to be offered.", "Eerst moet er iets zijn aangeboden."
        ),
        "promised-recoveryOver": (
            "How this ended is told already. It stands above.",
            "Hoe dit afliep is al verteld. Het staat hierboven."
        ),
        "promised-tooManyPromises": (
            "So much was promised to them that no more can be kept.",
            "Er is ze zoveel beloofd dat er niet meer bij kan."
        ),
        "promised-tooManyPeople": (
            "The house can keep no more promises now.",
            "Het huis kan nu geen beloften meer bewaren."
        ),
    ]
}
