/// The texts of the band desk.
extension Phrases {
    static let bands: Table = bandDesk.merging(bandRefusals) { _, _ in
        preconditionFailure("A text stands in two tables.")
    }

    private static let bandDesk: Table = [
        "bands": ("Bands", "Bandjes"),
        "bandScan": (
            "Hold a band on the reader, or type its number",
            "Houd een bandje op de lezer, of typ het nummer"
        ),
        "bandShow": ("Show", "Tonen"),
        "bandFree": ("This band is free", "Dit bandje is vrij"),
        "bandGive": ("Give this band", "Dit bandje geven"),
        "bandGiveFamily": ("Give it; their family follows", "Geven; de familie volgt"),
        "bandGiveHow": (
            "Press Enter to give it as it stands here.", "Druk op Enter om het zo te geven."
        ),
        "bandOffers": ("What it is for", "Waarvoor het is"),
        "bandGoodFor": ("What it is good for", "Waar het goed voor is"),
        "band-key": ("opens doors", "opent deuren"),
        "band-wallet": ("pays", "betaalt"),
        "band-pass": ("keeps a place in line", "houdt een plek in de rij"),
        "bandUntil": ("Opens doors until", "Opent deuren tot"),
        "bandOpens": ("Where it opens", "Waar het opent"),
        "bandDoors": ("Single doors", "Losse deuren"),
        "bandLimits": ("How much may be spent", "Hoeveel ermee betaald mag worden"),
        "bandLimitsHow": ("Empty is without a limit. In", "Leeg is zonder grens. In"),
        "band-limit-charge": ("At once", "Per keer"),
        "band-limit-day": ("A day", "Per dag"),
        "band-limit-shop": ("A day in one shop", "Per dag in één winkel"),
        "bandLanguage": ("Readers speak", "Lezers spreken"),
        "bandAnyLanguage": ("as here", "zoals hier"),
        "bandNothingChosen": (
            "If nothing is chosen, only taps are known.",
            "Als niets gekozen is, kennen wij alleen tikken."
        ),
        "bandPrinted": ("Number printed on it", "Nummer dat erop staat"),
        "bandNextOfFamily": ("Next band for the same family", "Volgend bandje, zelfde familie"),
        "bandFamilyOf": ("Family or group of", "Familie of groep van"),
        "bandNextScan": ("The next band of this family", "Het volgende bandje van deze familie"),
        "bandGiveNext": ("Give the next one", "Volgende geven"),
        "bandFirstPays": (
            "The first of the family pays", "De eerste van de familie betaalt"
        ),
        "bandSeeGroup": ("The whole group", "De hele groep"),
        "bandOther": ("Another band", "Een ander bandje"),
        "bandHandIn": ("Hand in", "Inleveren"),
        "bandHandInHow": (
            "It opens nothing any more. What is left stays theirs until it is paid out.",
            "Het opent niets meer. Wat over is, blijft van hen tot het is uitbetaald."
        ),
        "bandHandInBare": ("It opens nothing any more.", "Het opent niets meer."),
        "bandOff": ("switched off", "uitgezet"),
        "bandOffHow": (
            "They switched that off themselves: only they turn it on again, on their own page.",
            "Dat hebben zij zelf uitgezet: alleen zij zetten het weer aan, op hun eigen pagina."
        ),
        "bandIdle": (
            "None of it counts now: it waits for a new band.",
            "Niets ervan telt nu: het staat klaar voor een nieuw bandje."
        ),
        "bandLeft": ("Left to pay out:", "Nog uit te betalen:"),
        "bandSwap": ("Swap for another", "Ruilen voor een ander"),
        "bandFreshScan": (
            "Hold the new band on the reader", "Houd het nieuwe bandje op de lezer"
        ),
        "bandSwapBroken": ("Swap: this one is broken", "Ruilen: dit is stuk"),
        "bandSwapReturned": (
            "Swap: this one goes into the drawer", "Ruilen: dit gaat in de la"
        ),
        "bandBlock": ("Lost: block it", "Verloren: blokkeren"),
        "bandBlockAll": ("Block all", "Alles blokkeren"),
        "bandBlockHow": (
            "It is good for nothing anywhere, at once. Whatever was on it is kept for a new one.",
            "Het is meteen nergens meer goed voor. Wat erop stond, is er voor een nieuw bandje."
        ),
        "bandHandInAll": ("Hand all in", "Alles inleveren"),
        "bandChange": ("Change what it is good for", "Veranderen waar het goed voor is"),
        "bandChangeHow": (
            "It counts for every band they wear.", "Het geldt voor elk bandje dat zij dragen."
        ),
        "bandKeepChange": ("Keep the change", "Wijziging bewaren"),
        "bandAgain": ("Give a new band", "Een nieuw bandje geven"),
        "bandAgainHow": (
            "All that was on the old one is on the new one. The old one stays blocked.",
            "Alles van het oude staat op het nieuwe. Het oude blijft geblokkeerd."
        ),
        "bandFind": ("It is found", "Het is gevonden"),
        "bandFindHow": (
            "They wear it again. If they have another by now, it goes into the drawer.",
            "Zij dragen het weer. Hebben zij al een ander, dan gaat het in de la."
        ),
        "bandToDrawer": ("Into the drawer", "In de la"),
        "bandLostTheirs": (
            "Somebody lost their band and has no other", "Iemand is het bandje kwijt"
        ),
        "bandLostHow": (
            "Found by what they hand over. That you looked is recorded, and every band they wore is blocked.",
            "Gevonden met wat zij laten zien. Dat u keek, wordt vastgelegd, en elk bandje dat zij droegen wordt geblokkeerd."
        ),
        "bandNothing": ("good for nothing now", "nu nergens goed voor"),
        "bandStaff": ("colleague", "medewerker"),
        "bandPaidFor": ("somebody else pays", "een ander betaalt"),
        "bandHours": ("at certain hours", "op bepaalde uren"),
        "bandOver": ("over", "voorbij"),
        "bandNoPlace": ("It opens no place yet.", "Het opent nog geen plek."),
        "bandNone": ("No band now.", "Nu geen bandje."),
        "band-worn": ("worn", "om"),
        "band-lost": ("lost", "verloren"),
        "band-broken": ("broken", "stuk"),
        "band-returned": ("in the drawer", "in de la"),
        "look-band": ("a band on the desk", "een bandje op de balie"),
        "done-bandGiven": (
            "Given. It works from now on.", "Gegeven. Het werkt vanaf nu."
        ),
        "done-bandSwapped": (
            "Swapped. The old one is dead everywhere.", "Geruild. Het oude doet nergens meer iets."
        ),
        "done-bandAgain": (
            "A new band is given. The old one is dead everywhere.",
            "Een nieuw bandje is gegeven. Het oude doet nergens meer iets."
        ),
        "done-bandBlocked": ("Blocked, everywhere.", "Geblokkeerd, overal."),
        "done-bandFound": ("Found again.", "Weer gevonden."),
        "done-bandReturned": ("Handed in.", "Ingeleverd."),
        "done-bandChanged": ("It is changed.", "Het is veranderd."),
        "done-groupBlocked": (
            "All bands of the group are blocked.", "Alle bandjes van de groep zijn geblokkeerd."
        ),
        "done-groupReturned": (
            "All bands of the group are handed in.", "Alle bandjes van de groep zijn ingeleverd."
        ),
    ]

    /// A sentence for every code of ``Domain/BandRefusal`` and of the desk itself.
    private static let bandRefusals: Table = [
        "powerNotGiven": (
            "No desk has put that on this band yet: it is done at a desk.",
            "Geen balie heeft dat nog op dit bandje gezet: dat gaat aan een balie."
        ),
        "bandUnreadable": (
            "That is no band's number. Hold the band on the reader again.",
            "Dat is geen nummer van een bandje. Houd het nog eens op de lezer."
        ),
        "bandSealed": (
            "This band hides its number, and this house has not its key.",
            "Dit bandje verbergt zijn nummer, en dit huis heeft de sleutel niet."
        ),
        "chipNeeded": (
            "To give a band, hold it on the reader: the printed number is not enough.",
            "Houd het bandje op de lezer om het te geven: het nummer erop is niet genoeg."
        ),
        "changedMeanwhile": (
            "A colleague changed this meanwhile. It stands here as it is now: change it once more.",
            "Een collega heeft dit intussen veranderd. Het staat hier zoals het nu is: verander het nog eens."
        ),
        "untilTooFar": (
            "Choose a day within five years.", "Kies een dag binnen vijf jaar."
        ),
        "untilInvalid": ("Choose a day and a time.", "Kies een dag en een tijd."),
        "amountInvalid": (
            "Write an amount such as 20 or 12.50.", "Schrijf een bedrag zoals 20 of 12,50."
        ),
        "limitNegative": (
            "Write an amount of zero or more.", "Schrijf een bedrag van nul of meer."
        ),
        "accountDiffers": (
            "Their account is in another currency.", "Hun rekening is in een andere munt."
        ),
        "tooManyAccounts": (
            "The house can open no more accounts.", "Het huis kan geen rekening meer openen."
        ),
        "unknownBearer": (
            "Nobody with a band goes by that.", "Niemand met een bandje heet zo."
        ),
        "unknownBand": (
            "Nobody wears a band of that number. To give one, hold it on the reader.",
            "Niemand draagt een bandje met dat nummer. Houd het op de lezer om het te geven."
        ),
        "bandWorn": (
            "Somebody wears that band. Take another, or hand it in first.",
            "Iemand draagt dat bandje. Neem een ander, of lever het eerst in."
        ),
        "bandLost": (
            "That band is lost or broken. Say first that it was found.",
            "Dat bandje is verloren of stuk. Zeg eerst dat het gevonden is."
        ),
        "bandNotWorn": ("Nobody wears that band.", "Niemand draagt dat bandje."),
        "bandNotLost": ("That band is not lost.", "Dat bandje is niet verloren."),
        "tokenTaken": (
            "The printed number is somebody else's. Look at the band again.",
            "Het nummer erop is van iemand anders. Kijk nog eens op het bandje."
        ),
        "keyTaken": ("That did not work. Press once more.", "Dat lukte niet. Druk nog eens."),
        "rightWithoutPlace": ("Choose where it opens.", "Kies waar het opent."),
        "rightEndsBeforeItBegins": (
            "It ends before it begins. Choose a later time.",
            "Het eindigt voor het begint. Kies een latere tijd."
        ),
        "tooManyPlaces": (
            "Choose at most 64 zones and 64 doors.", "Kies hooguit 64 plekken en 64 deuren."
        ),
        "tooManyRights": (
            "Somebody has at most 32 rights to doors.", "Iemand heeft hooguit 32 rechten op deuren."
        ),
        "payerElsewhere": (
            "Whoever pays is not of this group, or has no account.",
            "Wie betaalt, hoort niet bij deze groep of heeft geen rekening."
        ),
        "accountTaken": (
            "That account is somebody else's.", "Die rekening is van iemand anders."
        ),
        "groupFull": ("A group has at most 200 people.", "Een groep heeft hooguit 200 mensen."),
        "tooManyBandsOfOne": (
            "Somebody wears at most four bands.", "Iemand draagt hooguit vier bandjes."
        ),
        "tooManyBands": (
            "The house can keep no more bands in mind.", "Het huis kan geen bandje meer onthouden."
        ),
        "tooManyBearers": (
            "The house can give bands to no more people.",
            "Het huis kan aan niemand meer een bandje geven."
        ),
    ]
}
