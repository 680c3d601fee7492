/// The texts about a customer's own bands, their payments and their phone as a key.
extension Phrases {
    static let bands: Table = [
        "myBand": ("My band", "Mijn band"),
        "band-worn": ("yours", "van u"),
        "band-lost": ("lost: blocked", "kwijt: geblokkeerd"),
        "band-broken": ("broken: blocked", "stuk: geblokkeerd"),
        "band-returned": ("handed in", "ingeleverd"),
        "lostMyBand": ("I lost my band", "Ik ben mijn band kwijt"),
        "sureLost": ("Block this band?", "Deze band blokkeren?"),
        "sureLostHow": (
            "It opens and pays nothing from that moment on, everywhere. What is on it stays yours. You get another here: %@.",
            "Vanaf dat moment opent en betaalt hij niets meer, nergens. Wat erop staat blijft van u. Een andere krijgt u hier: %@."
        ),
        "blockIt": ("Block it", "Blokkeren"),
        "done-lost": ("The band is blocked.", "De band is geblokkeerd."),
        "getAnother": (
            "You get another band here: %@. Everything that was on the old one is on it.",
            "Een andere band krijgt u hier: %@. Alles wat op de oude stond, staat erop."
        ),
        "theDesk": ("the desk", "de balie"),
        "whatItOpens": ("What it opens", "Wat hij opent"),
        "fromThen": ("from", "vanaf"),
        "untilThen": ("until", "tot"),
        "whatItIsFor": ("What it is good for", "Waar hij goed voor is"),
        "power-key": ("Key", "Sleutel"),
        "power-key-how": ("Opens your doors.", "Opent uw deuren."),
        "power-wallet": ("Wallet", "Portemonnee"),
        "power-wallet-how": ("Pays in shops.", "Betaalt in winkels."),
        "power-pass": ("Pass", "Pas"),
        "power-pass-how": (
            "You are expected at the head of a line.", "U wordt vooraan in de rij verwacht."
        ),
        "switchedOn": ("on", "aan"),
        "switchedOff": ("off", "uit"),
        "switchOn": ("Switch on", "Aanzetten"),
        "switchOff": ("Switch off", "Uitzetten"),
        "done-turned-on": ("It is on, and counts now.", "Het staat aan, en geldt nu."),
        "done-turned-off": ("It is off, and counts now.", "Het staat uit, en geldt nu."),
        "bandChanged": (
            "That has changed meanwhile. Here is how it stands.",
            "Dat is intussen veranderd. Zo staat het nu."
        ),
        "onAccount": ("What is on it", "Wat erop staat"),
        "balance": ("Balance", "Saldo"),
        "held": ("Held", "Vastgehouden"),
        "available": ("Free to spend", "Vrij te besteden"),
        "limitCharge": ("at most %@ at once", "hooguit %@ per keer"),
        "limitDay": ("at most %@ a day", "hooguit %@ per dag"),
        "limitShopDay": ("at most %@ a day in one shop", "hooguit %@ per dag in één winkel"),
        "youArePaidFor": (
            "Somebody of your group pays for what you take. It stands on their account.",
            "Iemand van uw groep betaalt wat u neemt. Het staat op die rekening."
        ),
        "yourChildren": ("Your children's bands", "De banden van uw kinderen"),
        "aChild": ("A child", "Een kind"),
        "youPayFor": ("You also pay for", "U betaalt ook voor"),
        "somebodyYouPayFor": ("Somebody of your group", "Iemand van uw groep"),
        "bandsWorn": ("bands: %@", "banden: %@"),
        "youPayForHow": (
            "Their bands are their own. To pay no longer, ask at the desk.",
            "Hun banden zijn van henzelf. Niet meer betalen kan aan de balie."
        ),
        "payments": ("Payments", "Betalingen"),
        "noPayments": ("Nothing was paid yet.", "Er is nog niets betaald."),
        "paymentsHow": (
            "The newest fifty. For all of them, ask at the desk.",
            "De nieuwste vijftig. Allemaal krijgt u ze aan de balie."
        ),
        "paidIn": ("Put on your account", "Op uw rekening gezet"),
        "paidAt": ("Paid: %@", "Betaald: %@"),
        "givenBack": ("Given back: %@", "Teruggekregen: %@"),
        "familyGave": ("From your family", "Van uw familie"),
        "familyGot": ("To your family", "Naar uw familie"),
        "receipt": ("Receipt", "Bon"),
        "receiptGone": (
            "There is no such receipt here, or no longer.", "Die bon is hier niet, of niet meer."
        ),
        "amount": ("Amount", "Bedrag"),
        "moment": ("When", "Wanneer"),
        "reference": ("Reference", "Kenmerk"),
        "aboutReference": ("About", "Hoort bij"),
        "printHow": (
            "Print this page, or keep it: it prints as a receipt.",
            "Druk deze pagina af of bewaar hem: hij komt als bon uit de printer."
        ),
        "backToPayments": ("Back to payments", "Terug naar betalingen"),
        "backToOwn": ("Back to my page", "Terug naar mijn pagina"),
        "phoneKey": ("My phone as a key", "Mijn telefoon als sleutel"),
        "goodUntil": ("Good until", "Goed tot"),
        "renewsItself": (
            "It renews itself while you look.", "Hij vernieuwt zichzelf zolang u kijkt."
        ),
        "phoneKeyHow": (
            "Turn your screen bright and hold it before the reader of a door. Show it to nobody else: whoever photographs it can use it for some minutes.",
            "Zet uw scherm helder en houd het voor de lezer van een deur. Laat het aan niemand anders zien: wie het fotografeert kan het enkele minuten gebruiken."
        ),
        "phoneKeyLabel": (
            "A square of dots that opens your doors until %@",
            "Een vierkant van stippen dat uw deuren opent tot %@"
        ),
        "freshKey": ("A fresh one", "Een verse"),
        "phoneKey-noBearer": (
            "You have no key here. Ask at the desk.",
            "U hebt hier geen sleutel. Vraag het aan de balie."
        ),
        "phoneKey-keyNotGiven": (
            "Your band is no key. Ask at the desk if it should be.",
            "Uw band is geen sleutel. Vraag aan de balie of het moet."
        ),
        "phoneKey-keyOff": (
            "Your key is switched off. You can switch it on again on your page.",
            "Uw sleutel staat uit. Op uw pagina zet u hem weer aan."
        ),
        "phoneKey-nothingNow": (
            "Your key opens nothing at this hour. On your page stands when it does.",
            "Uw sleutel opent op dit uur niets. Op uw pagina staat wanneer wel."
        ),
        "phoneKeyFailed": (
            "The key cannot be shown now. Use your band, or ask at the desk.",
            "De sleutel kan nu niet getoond worden. Gebruik uw band, of vraag het aan de balie."
        ),
    ]
}
