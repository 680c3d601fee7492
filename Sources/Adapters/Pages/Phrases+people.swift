/// The texts of people and what they chose.
extension Phrases {
    static let people: Table = [
        "choice": ("What somebody lets us do", "Wat iemand toestaat"),
        "handedOver": (
            "What they give you: band, number, mail address or telephone",
            "Wat zij u geven: band, nummer, mailadres of telefoon"
        ),
        "handedOverHow": (
            "Type it exactly as it stands there. Somebody new goes the same way.",
            "Typ het precies zoals het er staat. Voor iemand nieuw gaat het net zo."
        ),
        "sortOfName": ("What sort it is", "Wat voor soort het is"),
        "anySort": ("whatever it is", "wat het ook is"),
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
            "Band or number of who looks after them", "Band of nummer van wie voor hen zorgt"
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
            "The oldest first. Yes makes two names one person; no forgets the thought. Both can be changed.",
            "De oudste eerst. Ja maakt van twee namen één persoon; nee vergeet de gedachte. Beide kan weer anders."
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
        "looksSummary": ("%@ looks at %@ people", "%@ keer gekeken, naar %@ mensen"),
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
        "ownPage": ("What we keep of you", "Wat wij van u bewaren"),
        "ownPageHow": (
            "This page is yours. You see here what is kept and who looked, and change what you like. Nobody needs to know why.",
            "Deze pagina is van u. U ziet hier wat er bewaard is en wie keek, en verandert wat u wilt. Niemand hoeft te weten waarom."
        ),
        "childNarrows": (
            "Allowing more goes at the desk, with whoever looks after you.",
            "Meer toestaan gaat aan de balie, samen met wie voor u zorgt."
        ),
        "stopHow": (
            "Stop everything: only what you do yourself is kept, and nobody sees who you are. You are helped just as well.",
            "Alles stoppen: alleen wat u zelf doet wordt bewaard, en niemand ziet wie u bent. U wordt net zo goed geholpen."
        ),
        "stopAll": ("Stop everything", "Alles stoppen"),
        "endLinkHow": (
            "This link works for thirty days. End it if somebody else may have it.",
            "Deze link werkt dertig dagen. Beëindig hem als iemand anders hem kan hebben."
        ),
        "endLink": ("End this link", "Deze link beëindigen"),
        "whatIsKept": ("What is kept", "Wat er bewaard is"),
        "yourNames": ("What you go by", "Waaraan wij u kennen"),
        "yourFacts": ("What helps to know", "Wat helpt om te weten"),
        "whatYouSaid": ("What you told us", "Wat u ons vertelde"),
        "happenedToday": ("Times you were helped today", "Keren dat u vandaag geholpen bent"),
        "whyKept": (
            "It is kept to help you, for no other end, and only what you allow is shown to staff.",
            "Het is bewaard om u te helpen, nergens anders voor, en alleen wat u toestaat ziet een medewerker."
        ),
        "yourLinks": ("Names we take for yours", "Namen die wij voor de uwe houden"),
        "notMe": ("That is not me", "Dat ben ik niet"),
        "whoLookedAtYou": ("Who looked", "Wie er keek"),
        "linkGone": (
            "This link does not work, or no longer. Ask for a new one at the desk.",
            "Deze link werkt niet, of niet meer. Vraag een nieuwe aan de balie."
        ),
        "linkEnded": (
            "The link no longer works. What you chose stays as it is.",
            "De link werkt niet meer. Wat u koos blijft zo."
        ),
        "makeOwnLink": ("Keep, and make their own link", "Bewaren, en een eigen link maken"),
        "ownLinkOnce": (
            "Their own link. It is shown this once and works for thirty days; an earlier one no longer works.",
            "Hun eigen link. Hij wordt één keer getoond en werkt dertig dagen; een eerdere werkt niet meer."
        ),
    ]
}
