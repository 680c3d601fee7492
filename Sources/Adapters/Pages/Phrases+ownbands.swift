/// The texts about a customer's own bands, their payments and their phone as a key.
extension Phrases {
    static let ownBands: Table = [
        "myBand": ("My band", "Mijn bandje"),
        "own-band-worn": ("yours", "van u"),
        "own-band-lost": ("lost: blocked", "kwijt: geblokkeerd"),
        "own-band-broken": ("broken: blocked", "stuk: geblokkeerd"),
        "own-band-returned": ("handed in", "ingeleverd"),
        "child-own-band-worn": ("worn", "wordt gedragen"),
        "lostTheirBand": ("This band is lost", "Dit bandje is kwijt"),
        "lostMyBand": ("I lost my band", "Ik ben mijn bandje kwijt"),
        "sureLost": ("Block this band?", "Dit bandje blokkeren?"),
        "sureLostHow": (
            "It opens and pays nothing from that moment on, everywhere. What is on it is not lost. You get another here: %@.",
            "Vanaf dat moment opent en betaalt het niets meer, nergens. Wat erop staat gaat niet verloren. Een ander krijgt u hier: %@."
        ),
        "blockIt": ("Block it", "Blokkeren"),
        "done-lost": ("The band is blocked.", "Het bandje is geblokkeerd."),
        "getAnother": (
            "You get another band here: %@. Everything that was on the old one is on it.",
            "Een ander bandje krijgt u hier: %@. Alles wat op het oude stond, staat erop."
        ),
        "theDesk": ("the desk", "de balie"),
        "whatItOpens": ("What it opens", "Wat het opent"),
        "fromThen": ("from", "vanaf"),
        "untilThen": ("until", "tot"),
        "whatItIsFor": ("What it is good for", "Waar het goed voor is"),
        "power-key": ("Key", "Sleutel"),
        "power-key-how": ("Opens your doors.", "Opent uw deuren."),
        "power-wallet": ("Wallet", "Portemonnee"),
        "power-wallet-how": ("Pays in shops.", "Betaalt in winkels."),
        "power-pass": ("Pass", "Pas"),
        "power-pass-how": (
            "You are expected at the head of a line.", "U wordt vooraan in de rij verwacht."
        ),
        "child-power-key-how": ("Opens this child's doors.", "Opent de deuren van dit kind."),
        "child-power-wallet-how": (
            "Pays in shops, from whoever pays for this child.",
            "Betaalt in winkels, van wie voor dit kind betaalt."
        ),
        "child-power-pass-how": (
            "This child is expected at the head of a line.",
            "Dit kind wordt vooraan in de rij verwacht."
        ),
        "childTurns": (
            "Only whoever looks after you switches this on again, on their own page, where your band stands as well.",
            "Alleen wie voor u zorgt zet dit weer aan, op de eigen pagina, waar uw bandje ook staat."
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
        "anotherPays": (
            "The account of whoever pays for you pays here, not an account of your own.",
            "Hier betaalt de rekening van wie voor u betaalt, niet een rekening van uzelf."
        ),
        "anotherPaysAll": (
            "You have no limit of your own: you can spend as much as that account allows.",
            "U hebt geen eigen grens: u kunt uitgeven wat die rekening toelaat."
        ),
        "anotherPaysWithin": (
            "You can spend of it what is on it, within these limits:",
            "U kunt ervan uitgeven wat erop staat, binnen deze grenzen:"
        ),
        "ownNotSpent": (
            "This money is yours, and nothing is paid with it while somebody else pays. The desk can tell you more.",
            "Dit geld is van u, en er wordt niets mee betaald zolang iemand anders betaalt. De balie kan u er meer over zeggen."
        ),
        "yourChildren": ("Your children's bands", "De bandjes van uw kinderen"),
        "aChild": ("A child", "Een kind"),
        "youPayFor": ("You also pay for", "U betaalt ook voor"),
        "somebodyYouPayFor": ("Somebody of your group", "Iemand van uw groep"),
        "bandsWorn": ("bands: %@", "bandjes: %@"),
        "youPayForHow": (
            "Their bands are their own. When you pay no longer, they pay from their own account from that moment on. To begin again, go to the desk.",
            "Hun bandjes zijn van henzelf. Betaalt u niet meer, dan betalen ze vanaf dat moment van hun eigen rekening. Weer beginnen kan aan de balie."
        ),
        "payNoMore": ("Pay no longer", "Niet meer betalen"),
        "done-paysNoMore": (
            "You pay for them no longer. What they took before stays paid.",
            "U betaalt niet meer voor hen. Wat ze eerder namen blijft betaald."
        ),
        "ownWalletOnly": (
            "What you switch off here is off for your own band. Those you pay for go on paying from your account.",
            "Wat u hier uitzet, staat uit voor uw eigen bandje. Voor wie u betaalt, blijft uw rekening betalen."
        ),
        "payments": ("Payments", "Betalingen"),
        "noPayments": ("Nothing was paid yet.", "Er is nog niets betaald."),
        "olderPayments": ("Older payments", "Oudere betalingen"),
        "noOlderPayments": ("There are no older ones.", "Er zijn geen oudere."),
        "newestPayments": ("The newest payments", "De nieuwste betalingen"),
        "bandOfYourGroup": ("a band of your group", "een bandje van uw groep"),
        "whoseBand": ("Whose band", "Wiens bandje"),
        "refundedSince": ("Given back since", "Sindsdien teruggegeven"),
        "heldThen": ("On the account then", "Toen op de rekening"),
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
            "Uw bandje is geen sleutel. Vraag aan de balie of dat moet."
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
            "De sleutel kan nu niet getoond worden. Gebruik uw bandje, of vraag het aan de balie."
        ),
    ]
}
