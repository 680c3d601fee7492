/// The texts about what makes a broken promise good, and about parting.
extension Phrases {
    static let promiseLife: Table = [
        // To staff.
        "promised-cue": ("What was promised", "Wat er is beloofd"),
        "promised-called": ("A promise", "Een belofte"),
        "promiseGone": (
            "There is nothing to show here any more, or it is not yours to see.",
            "Hier is niets meer te zien, of u mag het niet zien."
        ),
        "promised-toCard": ("To their card", "Naar hun kaart"),
        "promised-takes": (
            "What makes it good to them, as they told before",
            "Wat het voor hen goedmaakt, zoals ze eerder zeiden"
        ),
        "promised-theyWant": (
            "They say what would make it good", "Ze zeggen wat het goed zou maken"
        ),
        "promised-wantsAsks": (
            "What would make it good, in their words", "Wat het goed zou maken, in hun woorden"
        ),
        "promised-wouldBeGood": ("This would make it good", "Dit zou het goedmaken"),
        "promised-theyDecline": ("They say no, thank you", "Ze zeggen nee, dank u"),
        "promised-declined": ("they said no, thank you", "ze zeiden nee, dank u"),
        "promised-lostSure": (
            "This ends it: nothing more is offered for it, and their own page says so. Sure?",
            "Dit sluit het af: er wordt niets meer voor aangeboden, en hun eigen pagina zegt dat. Zeker?"
        ),
        "promised-lostYes": ("Yes, it ends like this", "Ja, het eindigt zo"),
        "promised-parted": (
            "Part kindly: say sorry, leave it whole, and offer nothing to win them back.",
            "Neem goed afscheid: zeg sorry, laat het heel, en bied niets om ze terug te winnen."
        ),
        "done-promise-wants": (
            "Noted: this would make it good.", "Genoteerd: dit zou het goedmaken."
        ),
        "done-promise-decline": (
            "Noted: no, thank you. It is not asked again.",
            "Genoteerd: nee, dank u. Het wordt niet opnieuw gevraagd."
        ),
        "promised-offerAnswered": (
            "That offer was answered already. Offer something else, or leave it.",
            "Op dat aanbod is al geantwoord. Bied iets anders aan, of laat het."
        ),
        "promised-partedKindly": (
            "They took leave. Say sorry, and leave it whole.",
            "Ze namen afscheid. Zeg sorry, en laat het heel."
        ),
        "promised-levelTooHigh": (
            "Choose a number from 0 to 10.", "Kies een getal van 0 tot en met 10."
        ),
        // To the person themself.
        "promised-own-wantsAsks": (
            "What would make this good for you?", "Wat zou dit voor u goedmaken?"
        ),
        "promised-own-wantsElse": (
            "Something else would make it good", "Iets anders zou het goedmaken"
        ),
        "promised-own-wouldBeGood": (
            "What would make it good, you said", "Wat het goed zou maken, zei u"
        ),
        "promised-own-decline": ("No, thank you", "Nee, dank u"),
        "promised-own-declined": ("you said no, thank you", "u zei nee, dank u"),
        "promised-own-tellTold": ("What were you told?", "Wat is u verteld?"),
        "promised-own-parted": (
            "We are sorry. We leave it at this, and ask nothing more of you.",
            "Het spijt ons. Wij laten het hierbij, en vragen u niets meer."
        ),
        "done-own-promise-wants": (
            "Thank you. We know now what would make it good.",
            "Dank u. Wij weten nu wat het goed zou maken."
        ),
        "done-own-promise-decline": (
            "All right. We do not ask it again.", "Goed. Wij vragen het niet opnieuw."
        ),
        "done-own-promise-bond": ("Thank you for telling us.", "Dank u dat u het zegt."),
        "promised-bond-asks": (
            "How much of yourself do you recognise in us?",
            "Hoeveel van uzelf herkent u in ons?"
        ),
        "promised-bond-none": ("nothing", "niets"),
        "promised-bond-all": ("all of it", "alles"),
        "promised-bond-told": ("You said %@, on %@.", "U zei %@, op %@."),
        "promised-bond-why": (
            "It is kept with what you told us, so that we let you go kindly when we fail you. Staff who may help you can see whether it is much, never the number. You may take it back here.",
            "Het staat bij wat u ons vertelde, zodat wij u goed laten gaan als wij tekortschieten. Medewerkers die u mogen helpen zien of het veel is, nooit het getal. U kunt het hier terugnemen."
        ),
        // To either.
        "promised-older": ("Older", "Oudere"),
        "promised-keepWants": ("Tell this", "Dit zeggen"),
    ]
}
