/// The texts of people and what they chose.
extension Phrases {
    static let people: Table = [
        "choice": ("What somebody lets us do", "Wat iemand toestaat"),
        "handedOver": (
            "What they give you: band, number, mail address or telephone",
            "Wat ze laten zien: bandje, nummer, mailadres of telefoon"
        ),
        "handedOverHow": (
            "Type it exactly as it stands there. Somebody new goes the same way.",
            "Typ het precies zoals het er staat. Voor wie hier nieuw is, werkt het net zo."
        ),
        "sortOfName": ("What sort it is", "Wat voor soort het is"),
        "anySort": ("any sort", "maakt niet uit"),
        "goOn": ("Go on", "Verder"),
        "somebodyElse": ("somebody else", "iemand anders"),
        "forWhat": ("What we may know it for", "Waarvoor wij het mogen weten"),
        "purpose-presence": ("Where they are now", "Waar zij nu zijn"),
        "purpose-name": ("How they are called", "Hoe zij heten"),
        "purpose-help": ("What would help them", "Wat hen zou helpen"),
        "purpose-memory": ("What happened today", "Wat er vandaag gebeurde"),
        "purpose-sameness": (
            "Ask whether two names are theirs", "Vragen of twee namen van hen zijn"
        ),
        "childAndGuardian": ("A child", "Een kind"),
        "guardianBand": (
            "Band or number of who looks after them", "Bandje of nummer van wie voor hen zorgt"
        ),
        "moreAboutThem": ("More, if they like", "Meer, als zij dat willen"),
        "field-name": ("How they like to be called", "Hoe zij genoemd willen worden"),
        "field-manner": (
            "Their language, or how they like to be served",
            "Hun taal, of hoe zij graag geholpen worden"
        ),
        "field-account": ("Their number here", "Hun nummer hier"),
        "field-mail": ("Their mail address", "Hun mailadres"),
        "field-phone": ("Their telephone", "Hun telefoon"),
        "keepChoice": ("Keep what they chose", "Keuze bewaren"),
        "choiceKept": (
            "It is kept, and counts from now on.", "Het is bewaard, en geldt vanaf nu."
        ),
        "saySort": (
            "That is written like two sorts of names. Say which it is.",
            "Dat kan twee soorten namen zijn. Kies welke het is."
        ),
        "tooManyAtDesk": (
            "That is many in one minute. Wait a moment.",
            "Dat zijn er veel in een minuut. Wacht even."
        ),
        "noDoubts": (
            "Nothing to settle. What may be one person is asked about here.",
            "Niets te beslissen. Wat misschien één persoon is, wordt hier gevraagd."
        ),
        "doubtsHow": (
            "The oldest first. Yes makes two names one person; no lets the question go. Both can be changed.",
            "De oudste eerst. Ja maakt van twee namen één persoon; bij nee wordt het niet meer gevraagd. U kunt beide later veranderen."
        ),
        "and": ("and", "en"),
        "by-house": ("the house", "het huis"),
        "by-person": ("the customer", "de klant"),
        "looks": ("Who looked at whom", "Wie naar wie keek"),
        "looksHow": (
            "How often each member of staff opened somebody's card or choice today, hour by hour.",
            "Hoe vaak elke medewerker vandaag iemands kaart of keuze opende, per uur."
        ),
        "noLooks": ("Nobody has looked at anybody today.", "Vandaag keek niemand naar iemand."),
        "lookedAt": ("Looked at", "Gekeken naar"),
        "looksSummary": ("%@ at %@", "%@, naar %@"),
        "oneLook": ("look", "keer gekeken"),
        "manyLooks": ("looks", "keer gekeken"),
        "onePerson": ("person", "persoon"),
        "manyPeople": ("people", "mensen"),
        "looksCut": (
            "There are more than %@; the latest are counted.",
            "Het zijn er meer dan %@; de laatste zijn geteld."
        ),
        "whoLooked": ("Who looked", "Wie keek"),
        "look-card": ("the card", "de kaart"),
        "look-choice": ("what they allow", "wat zij toestaan"),
        "look-service": ("the whole name, to serve them", "de hele naam, om te helpen"),
        "look-identity": (
            "the whole name, to be sure who it is",
            "de hele naam, om zeker te weten wie het is"
        ),
        "look-safety": (
            "the whole name, for their safety", "de hele naam, voor hun veiligheid"
        ),
        "look-link": ("making their own link", "een eigen link maken"),
        "look-link-service": (
            "making their own link from elsewhere, to serve them",
            "een eigen link maken op afstand, om te helpen"
        ),
        "look-link-identity": (
            "making their own link from elsewhere, sure who it is",
            "een eigen link maken op afstand, zeker wie het is"
        ),
        "look-link-safety": (
            "making their own link from elsewhere, for their safety",
            "een eigen link maken op afstand, voor hun veiligheid"
        ),
        "look-ownPage": ("their own page", "hun eigen pagina"),
        "by-link": ("with their own link", "met hun eigen link"),
        "isNoChild": ("Is no child (any more)", "Is geen kind (meer)"),
        "childByLead": (
            "If they were known here already and are not near you, a lead marks them as a child.",
            "Waren zij hier al bekend en zijn ze niet bij u in de buurt, dan zet de leiding erbij dat het een kind is."
        ),
        "chooseOne": ("Choose one of these.", "Kies een van deze."),
        "ownLink": ("Their own page", "Hun eigen pagina"),
        "ownLinkHow": (
            "A link by which they see all that is kept of them and change it. Only for somebody near you, or by a lead who says why. Making it is recorded.",
            "Een link waarmee zij alles zien wat van hen bewaard is, en het veranderen. Alleen voor wie bij u in de buurt is, of door de leiding met een reden. Het maken wordt vastgelegd."
        ),
        "makeOwnLink": ("Make their link", "Hun link maken"),
        "whyElsewhere": (
            "If they are elsewhere: why, to", "Als zij ergens anders zijn: waarom, om"
        ),
        "theyAreNear": ("they are near", "ze zijn in de buurt"),
        "ownLinkOnce": (
            "Their own link, for nobody else. It is shown this once and works for thirty days.",
            "Hun eigen link, voor niemand anders. Hij wordt één keer getoond en werkt dertig dagen."
        ),
        "ownLinkKept": (
            "Every opening of it is recorded, and they see that.",
            "Elke keer dat hij geopend wordt, wordt vastgelegd, en dat zien zij."
        ),
        "linkNotHere": (
            "Nobody near you goes by that. A lead can make a link for somebody elsewhere.",
            "Niemand in de buurt heet zo. De leiding kan een link maken voor iemand elders."
        ),
        "linkStands": (
            "They have a link that still works. A lead can make a new one.",
            "Zij hebben een link die nog werkt. De leiding kan een nieuwe maken."
        ),
        "done-kept": ("It is kept.", "Het is bewaard."),
        "done-noted": (
            "Noted. If something must be settled, a lead does.",
            "Genoteerd. Als er iets te beslissen is, doet de leiding dat."
        ),
        "done-settled": ("Settled.", "Beslist."),
        "done-unlinked": (
            "Taken apart. If that was wrong, add the name again.",
            "Losgemaakt. Was dat verkeerd, voeg de naam dan weer toe."
        ),
        "whatHolds": ("Why these names are one person", "Waarom deze namen één persoon zijn"),
        "notSamePerson": ("Not the same person", "Niet dezelfde persoon"),
        "strength-1": ("looks like it", "lijkt erop"),
        "strength-2": ("said", "gezegd"),
        "strength-3": ("proven", "bewezen"),
        "strength-4": ("settled by a colleague", "beslist door een collega"),
        "evidence-desk": ("said at the desk", "gezegd aan de balie"),
        "evidence-together": ("always seen together", "altijd samen gezien"),
    ]
}
