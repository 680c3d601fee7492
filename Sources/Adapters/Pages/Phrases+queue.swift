/// The texts of virtual queues: for staff, and for whoever waits.
extension Phrases {
    static let queue: Table = [
        "queues": ("Queues", "Wachtrijen"),
        "queuesNone": (
            "None of the queues is in a zone of yours.",
            "Geen van de wachtrijen ligt op een plek van u."
        ),
        "queueQuiet": ("Nobody has joined today.", "Vandaag is er nog niemand aangesloten."),
        "queueWaitNow": ("Joining now, %@: %@", "Wie nu aansluit, %@: %@"),
        "queueAbout": ("about %@ (%@ to %@)", "ongeveer %@ (%@ tot %@)"),
        "queueWindow": ("and to come between", "en komen tussen"),
        "queueClosed": (
            "Closed now, or no window is left today.",
            "Nu gesloten, of er is vandaag geen tijd meer vrij."
        ),
        "queuePace": ("Takes turns, people an hour", "Aan de beurt, mensen per uur"),
        "queueStill": ("It stands still since", "Staat stil sinds"),
        "queueStillHow": (
            "All times move for as long as it stands, so none is told now. Nobody loses a place.",
            "Alle tijden schuiven op zolang dit duurt, dus noemen we er nu geen. Niemand verliest een plek."
        ),
        "queueHere": ("At the head, next first", "Vooraan, wie aan de beurt is eerst"),
        "queueDue": ("May come now, not seen yet", "Mogen nu komen, nog niet gezien"),
        "queueDueStill": ("May come when it runs again", "Mogen komen als het weer loopt"),
        "queueSoon": ("Soon", "Straks"),
        "queueNobody": ("Nobody.", "Niemand."),
        "queueParty": ("Number", "Nummer"),
        "queueOne": ("person", "persoon"),
        "queuePeople": ("people", "mensen"),
        "queueBoard": ("Takes their turn", "Is aan de beurt"),
        "queueBoardedBy": ("Their turn comes by", "Aan de beurt uiterlijk om"),
        "queueBoardedLast": ("Had their turn last", "Waren het laatst aan de beurt"),
        "queueBoardedHow": (
            "Pressed by mistake? Who is brought back may come at once, before the others.",
            "Per ongeluk gedrukt? Wie u terughaalt mag meteen komen, vóór de anderen."
        ),
        "queueUndo": ("Bring back", "Terughalen"),
        "queueLeaves": ("Somebody leaves the queue", "Iemand gaat uit de rij"),
        "queueLeavesNumber": ("Their number", "Hun nummer"),
        "queueLeave": ("Give their place back", "Hun plek teruggeven"),
        "queueCame": ("Is here", "Is er"),
        "queueMiss": ("Not here", "Niet hier"),
        "queueBack": ("Comes back later", "Komt later terug"),
        "queueStand": ("It stands still", "Het staat stil"),
        "queueRun": ("It runs again", "Het loopt weer"),
        "queueJoin": ("Let somebody join", "Iemand laten aansluiten"),
        "queueJoinNow": ("Join", "Aansluiten"),
        "queueJoinedStill": (
            "It stands still now. A time comes when it runs again; this place is theirs.",
            "Het staat nu stil. Er komt een tijd als het weer loopt; deze plek is van hen."
        ),
        "bandOfNobody": ("Nobody wears this band.", "Niemand draagt dit bandje."),
        "hasPlace": (
            "They have a place here already: number %@.", "Zij hebben hier al een plek: nummer %@."
        ),
        "queueSize": ("How many people", "Hoeveel mensen"),
        "queueWho": (
            "Band or other name, if they like to be known by it",
            "Bandje of andere naam, als ze daarmee gekend willen zijn"
        ),
        "queueWhoHow": (
            "Kept for them alone, and gone when they are erased. A party needs no name.",
            "Alleen voor henzelf bewaard, en weg als ze gewist worden. Een groep heeft geen naam nodig."
        ),
        "queueGuest": ("Passes the line", "Gaat voor"),
        "queueNoReason": ("no, waits like everybody", "nee, wacht zoals iedereen"),
        "queueGuestHow": (
            "Each is counted and shown with its reason, also a place that was sold elsewhere.",
            "Elk telt mee en staat er met de reden bij, ook een plek die elders verkocht is."
        ),
        "queueGuests": ("Who passed the line, people", "Wie voorgingen, mensen"),
        "queueReason": ("Reason", "Reden"),
        "guest-cannotStand": ("cannot stand for long", "kan niet lang staan"),
        "guest-medical": ("medical", "medisch"),
        "guest-childSwap": (
            "other parent of a child that may not come along",
            "andere ouder van een kind dat niet mee mag"
        ),
        "guest-recovery": ("to make good what went wrong", "om iets goed te maken"),
        "guest-crew": ("staff", "medewerker"),
        "guest-sold": ("sold", "verkocht"),
        "queueCounts": ("Today, people", "Vandaag, mensen"),
        "pass-waiting": ("waiting", "wachten"),
        "pass-here": ("at the head", "vooraan"),
        "pass-served": ("had their turn", "zijn geweest"),
        "pass-lapsed": ("did not come in time", "kwamen niet op tijd"),
        "pass-left": ("gave their place back", "gaven hun plek terug"),
        "queuePromises": ("Promises, parties", "Beloften, groepen"),
        "promise-kept": ("kept", "gehouden"),
        "promise-broken": ("broken", "niet gehouden"),
        "promise-renewed": (
            "kept after it had stood still", "gehouden nadat het had stilgestaan"
        ),
        "promise-cameLate": ("came after their window", "kwamen na hun tijd"),
        "promise-again": ("came back", "kwamen terug"),
        "queueFlow": (
            "People who joined, and who had their turn",
            "Mensen die aansloten, en die aan de beurt waren"
        ),
        "queueJoined": ("joined", "aangesloten"),
        "queueBoarded": ("had their turn", "aan de beurt"),
        "queuePlaceLink": (
            "Their own page, to show or send to them:",
            "Hun eigen pagina, om te tonen of te sturen:"
        ),
        "queueBackToList": ("To the queue", "Naar de wachtrij"),
        "placeTitle": ("Your place", "Uw plek"),
        "placeNumber": ("number", "nummer"),
        "placeCome": ("Come between", "Kom tussen"),
        "placeComeNow": ("You may come now, until", "U mag nu komen, tot"),
        "placeBoardedBy": ("Your turn comes by", "U bent aan de beurt uiterlijk om"),
        "placeAnd": ("and", "en"),
        "placeHere": (
            "You are here. It is your turn soon.", "U bent er. U bent zo aan de beurt."
        ),
        "placeHereStill": (
            "You are here. It is your turn when it runs again.",
            "U bent er. U bent aan de beurt als het weer loopt."
        ),
        "placeServed": ("It was your turn.", "U bent aan de beurt geweest."),
        "placeLapsed": (
            "Your time has passed. At the desk you can join again.",
            "Uw tijd is voorbij. Bij de balie kunt u opnieuw aansluiten."
        ),
        "placeLeft": ("You gave your place back.", "U heeft uw plek teruggegeven."),
        "placeWait": ("From joining to your turn", "Van aansluiten tot uw beurt"),
        "placeStill": (
            "It stands still now. Your time is told here when it runs again; your place stays yours.",
            "Het staat nu stil. Uw tijd staat hier zodra het weer loopt; uw plek blijft van u."
        ),
        "placeOffer": ("You may come sooner:", "U mag eerder komen:"),
        "placeOfferUntil": ("Say so before", "Zeg het voor"),
        "placeTake": ("Yes, sooner", "Ja, eerder"),
        "placeDecline": ("No, keep my time", "Nee, ik houd mijn tijd"),
        "placeLeave": ("Give my place back", "Mijn plek teruggeven"),
        "placeGone": (
            "This place is over, or never was.", "Deze plek is voorbij, of was er nooit."
        ),
        "sizeOutOfRange": ("A party has 1 to 1,000 people.", "Een groep heeft 1 tot 1.000 mensen."),
        "notOpenYet": ("The queue is not open yet.", "De wachtrij is nog niet open."),
        "timeRunsBack": ("Something happened later already.", "Er gebeurde later al iets."),
        "unknownParty": ("No such party is here.", "Zo'n groep is er niet."),
        "joinedDifferently": (
            "This party joined with another size.", "Deze groep sloot aan met een ander aantal."
        ),
        "tooManyTickets": ("The day is full.", "De dag is vol."),
        "noWindowLeft": (
            "Closed now, or no window is left today.",
            "Nu gesloten, of er is vandaag geen tijd meer vrij."
        ),
        "guestShareUsed": (
            "The part that is kept for this is used up for now.",
            "Het deel dat hiervoor vrij blijft, is nu op."
        ),
        "notWaiting": ("That party waits no more.", "Die groep wacht niet meer."),
        "tooEarly": ("It is not their time yet.", "Het is hun tijd nog niet."),
        "tooLate": ("Their time has passed.", "Hun tijd is voorbij."),
        "notHere": ("That party is not here.", "Die groep is er niet."),
        "standsStill": ("It stands still.", "Het staat stil."),
        "noOffer": ("That offer has ended.", "Dat aanbod is voorbij."),
        "nothingToReturnTo": (
            "They were not here, so there is nothing to come back to.",
            "Ze waren er niet, dus er is niets om naar terug te komen."
        ),
        "unknownQueue": ("There is no such queue.", "Zo'n wachtrij is er niet."),
    ]
}
