/// The texts of deciding about a proposal, and why that may be refused.
extension Phrases {
    static let deciding: Table = [
        "pr-decide": ("Decide", "Besluiten"),
        "pr-decideIt": ("Decide this", "Dit besluiten"),
        "pr-leadDecides": ("Whoever leads decides.", "De leiding besluit."),
        "pr-decision": ("Decision", "Besluit"),
        "pr-do-asAsked": ("Do exactly what was asked", "Precies doen wat er gevraagd is"),
        "pr-do-ourWay": ("Do it our own way", "Het op onze eigen manier doen"),
        "pr-do-declined": ("Decline", "Niet doen"),
        "pr-whichOption": ("Which option", "Welke mogelijkheid"),
        "pr-whichOptionHint": ("None when you decline.", "Geen als u het niet doet."),
        "pr-optionNone": ("none", "geen"),
        "pr-optionMissing": (
            "Choose which option you do.", "Kies welke mogelijkheid u doet."
        ),
        "pr-optionDeclined": (
            "Who declines does none of them: choose none.",
            "Wie het niet doet, doet er geen: kies geen."
        ),
        "pr-reason": ("The reason, to whoever asked", "De reden, aan wie het vroeg"),
        "pr-reasonHint": (
            "Everybody who asked reads this, each in their own language. Say what you do and why.",
            "Ieder die vroeg leest dit, in de eigen taal. Zeg wat u doet en waarom."
        ),
        "pr-reason-nl": ("In Dutch", "In het Nederlands"),
        "pr-reason-en": ("In English", "In het Engels"),
        "pr-reasonMissing": (
            "Nobody is answered without a reason. Write it in this language too.",
            "Niemand krijgt antwoord zonder reden. Schrijf hem ook in deze taal."
        ),
        "pr-prevails": ("Whose interest comes first", "Wiens belang gaat voor"),
        "pr-prevailsHint": (
            "It takes two people when it is the house's, and whenever you decline. Who declines does not put who asked first.",
            "Er zijn er twee nodig als het dat van het huis is, en altijd als u het niet doet. Wie het niet doet, laat wie het vroeg niet voorgaan."
        ),
        "pr-prevails-customer": ("of whoever asked", "van wie het vroeg"),
        "pr-prevails-house": ("of the house", "van het huis"),
        "pr-prevails-both": ("of both", "van beide"),
        "pr-principle": ("By which principle", "Naar welk principe"),
        "pr-charter": ("Who we are", "Wie wij zijn"),
        "pr-version": (
            "Under version {0} of who we are.", "Onder versie {0} van wie wij zijn."
        ),
        "pr-by": ("By {0}, {1}.", "Door {0}, {1}."),
        "pr-waits": (
            "{0} decided this, and it takes two. It waits for somebody else who leads: confirm it, or send it back. Nobody is told before that.",
            "{0} besloot dit, en er zijn er twee voor nodig. Het wacht op iemand anders van de leiding: bevestig het, of stuur het terug. Voor die tijd hoort niemand iets."
        ),
        "pr-waitsMine": (
            "You decided this, and it takes two. Somebody else who leads has to agree. Nobody is told before that.",
            "U besloot dit, en er zijn er twee voor nodig. Iemand anders van de leiding moet instemmen. Voor die tijd hoort niemand iets."
        ),
        "pr-because": ("It takes two, because {0}.", "Er zijn er twee nodig, want {0}."),
        "pr-two-declined": ("what was asked is declined", "wat gevraagd is wordt niet gedaan"),
        "pr-two-house": ("the house's interest comes first", "het belang van het huis gaat voor"),
        "pr-two-uneasy": (
            "not both sides were at ease when it was decided",
            "niet beide kanten voelden zich goed toen het besloten werd"
        ),
        "pr-standings": (
            "Where each stands. What both sides are not at ease with takes two people.",
            "Hoe elke mogelijkheid ervoor staat. Waar niet beide kanten zich goed bij voelen, zijn er twee mensen nodig."
        ),
        "pr-why": ("Why you send it back", "Waarom u het terugstuurt"),
        "pr-whyHint": (
            "Whoever decided it reads this. What they wrote stands in the form again.",
            "Wie het besloot leest dit. Wat er stond, staat opnieuw in het formulier."
        ),
        "pr-whyMissing": (
            "Say in words why: it is decided anew by it.",
            "Zeg met woorden waarom: daarmee wordt opnieuw besloten."
        ),
        "pr-sentBackBy": ("{0} sent it back, {1}:", "{0} stuurde het terug, {1}:"),
        "pr-otherLanguage": (
            "This looks to be in another language. Whoever reads that one gets these words. Write it in this language, or say that it is right.",
            "Dit lijkt in een andere taal. Wie deze taal leest krijgt deze woorden. Schrijf het in deze taal, of zeg dat het klopt."
        ),
        "pr-overtaken": (
            "A colleague changed this while you were writing. Below stands what they wrote. Keep yours once more to put it in its place.",
            "Een collega wijzigde dit terwijl u schreef. Hieronder staat wat er nu staat. Bewaar nog eens om het uwe ervoor in de plaats te zetten."
        ),
        "pr-theirs": ("What stands there now", "Wat er nu staat"),
        "pr-refused-interestDoesNotFit": (
            "Who declines does not put the interest of who asked first. Choose the house's, or both.",
            "Wie het niet doet, laat het belang van wie het vroeg niet voorgaan. Kies het huis, of beide."
        ),
        "pr-confirm": ("I agree", "Ik stem in"),
        "pr-sendBack": ("Send it back", "Terugsturen"),
        "pr-confirmedBy": ("{0} agreed.", "{0} stemde in."),
        "pr-finish": ("It is done", "Het is gedaan"),
        "pr-doneAt": ("Done since {0}.", "Gedaan sinds {0}."),
        "pr-helping": (
            "It helped, says {0}; it did not, says {1}.",
            "Het hielp, zegt {0}; het hielp niet, zegt {1}."
        ),
        "pr-refused": (
            "That cannot be done as it stands now. Look at the page again.",
            "Dat kan nu niet. Kijk opnieuw op de pagina."
        ),
        "pr-refused-unknownProposal": (
            "That proposal is not there.", "Dat voorstel is er niet."
        ),
        "pr-refused-unknownOption": (
            "That option is gone. Look at the page again.",
            "Die mogelijkheid is weg. Kijk opnieuw op de pagina."
        ),
        "pr-refused-unknownPrinciple": (
            "That principle is no longer ours. Look at the page again.",
            "Dat principe is niet meer van ons. Kijk opnieuw op de pagina."
        ),
        "pr-refused-proposalDiffers": (
            "This was kept before, in other words. Look among the proposals.",
            "Dit is al bewaard, met andere woorden. Kijk bij de voorstellen."
        ),
        "pr-refused-proposalMerged": (
            "It was put into another proposal.", "Het is in een ander voorstel gezet."
        ),
        "pr-refused-alreadyDecided": (
            "It is decided, so it cannot be changed any more.",
            "Het is besloten, en kan dus niet meer anders."
        ),
        "pr-refused-notDecided": (
            "There is no decision to do this with.", "Er is geen besluit waarmee dit kan."
        ),
        "pr-refused-proposalIncomplete": (
            "Write down first what is asked, the need behind it and our own answer.",
            "Schrijf eerst op wat er gevraagd is, de behoefte erachter en ons eigen antwoord."
        ),
        "pr-refused-scoresMissing": (
            "Two of us have to say first, by each principle, whether this is us.",
            "Eerst moeten twee van ons bij elk principe zeggen of dit bij ons past."
        ),
        "pr-refused-vetoed": (
            "This cannot be chosen: it harms somebody, crosses a red line, or is not us.",
            "Dit kan niet gekozen worden: het schaadt iemand, gaat over een rode lijn, of past niet bij ons."
        ),
        "pr-refused-optionMissing": (
            "Choose which option you do.", "Kies welke mogelijkheid u doet."
        ),
        "pr-refused-optionDecide": (
            "The option is of another sort: exactly as asked, or our own way.",
            "De mogelijkheid is van een andere soort: precies zoals gevraagd, of op onze eigen manier."
        ),
        "pr-refused-optionKeep": (
            "This is no longer there. Choose again.", "Dit is er niet meer. Kies opnieuw."
        ),
        "pr-refused-charterMissing": (
            "Nobody wrote down yet who we are. Without it nothing can be decided.",
            "Nog niemand schreef op wie wij zijn. Zonder dat valt er niets te besluiten."
        ),
        "pr-refused-secondPersonNeeded": (
            "Nobody confirms their own decision. Ask somebody else who leads.",
            "Niemand bevestigt het eigen besluit. Vraag iemand anders van de leiding."
        ),
        "pr-refused-sameProposal": (
            "That is this proposal itself. Choose another.",
            "Dat is dit voorstel zelf. Kies een ander."
        ),
        "pr-refused-tooManyOptions": (
            "There are twelve options. Take one away first.",
            "Er zijn twaalf mogelijkheden. Haal er eerst een weg."
        ),
        "pr-refused-tooManyProposals": (
            "The house holds no more proposals. Put some together first.",
            "Er passen geen voorstellen meer bij. Voeg er eerst een paar samen."
        ),
        "pr-refused-unknownVoice": (
            "That voice is no longer there.", "Die stem is er niet meer."
        ),
    ]
}
