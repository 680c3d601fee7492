/// The texts of options and how they are weighed.
extension Phrases {
    static let weighing: Table = [
        "pr-options": ("What could be done", "Wat er kan"),
        "pr-noOptions": (
            "There are no options yet. Add what was asked, and our own way.",
            "Er zijn nog geen mogelijkheden. Voeg toe wat er gevraagd is, en onze eigen manier."
        ),
        "pr-addOption": ("Add an option", "Mogelijkheid toevoegen"),
        "pr-changeOption": ("Change this option", "Deze mogelijkheid wijzigen"),
        "pr-drop": ("Take this option away", "Deze mogelijkheid weghalen"),
        "pr-dropSure": (
            "Its scores go with it.", "Het oordeel erover gaat mee weg."
        ),
        "pr-dropYes": ("Take it away", "Weghalen"),
        "pr-kind": ("What it is", "Wat het is"),
        "pr-kindHint": (
            "Exactly what was asked, or our own answer to the need.",
            "Precies wat er gevraagd is, of ons eigen antwoord op de behoefte."
        ),
        "pr-kind-asAsked": ("exactly as asked", "precies zoals gevraagd"),
        "pr-kind-ourWay": ("our own way", "op onze eigen manier"),
        "pr-kind-declined": ("declined", "niet gedaan"),
        "pr-kind-said": ("said", "gezegd"),
        "pr-optionWords": ("The option in words", "De mogelijkheid in woorden"),
        "pr-cost": ("Cost", "Kosten"),
        "pr-costIn": ("Cost in {0}", "Kosten in {0}"),
        "pr-costHint": ("Empty: not known.", "Leeg: niet bekend."),
        "pr-costUnknown": ("not known", "niet bekend"),
        "pr-costInvalid": (
            "Write a sum of nought or more, such as 250.00.",
            "Schrijf een bedrag van nul of meer, zoals 250,00."
        ),
        "pr-losers": ("Who would lose by it", "Wie erop achteruitgaat"),
        "pr-losersHint": ("Empty: nobody that we know of.", "Leeg: niemand die wij kennen."),
        "pr-losersNone": ("nobody that we know of", "niemand die wij kennen"),
        "pr-takesAway": ("What it takes away", "Wat het wegneemt"),
        "pr-facet": ("Sacrifice that it takes away", "Offer dat het wegneemt"),
        "pr-facetHint": (
            "What people now settle for.", "Waar mensen nu genoegen mee nemen."
        ),
        "pr-facetNone": ("on nothing that is measured", "op niets dat gemeten wordt"),
        "pr-facetFall": (
            "{0}: at most {1} of 100 less", "{0}: hooguit {1} van 100 minder"
        ),
        "pr-fall": ("How much we expect it to fall", "Hoeveel wij verwachten dat het daalt"),
        "pr-fallHint": (
            "From 0 to 100: all of it would be gone.", "Van 0 tot 100: dan zou alles weg zijn."
        ),
        "pr-fallInvalid": (
            "Write a number from 0 to 100.", "Schrijf een getal van 0 tot 100."
        ),
        "pr-fallNowhere": (
            "Choose first on what it falls.", "Kies eerst waarop het daalt."
        ),
        "pr-changeDrops": (
            "Whatever changes makes it another option: how it was scored, ranked and tried is gone then.",
            "Wie iets wijzigt maakt er een andere mogelijkheid van: het oordeel, de volgorde en wat is geprobeerd vervallen dan."
        ),
        "pr-houseSide": ("The house's side", "De kant van het huis"),
        "pr-houseHint": (
            "The least of these counts: what pays makes up for no unease.",
            "De laagste telt: wat opbrengt maakt geen onbehagen goed."
        ),
        "pr-capability": ("Can we do it", "Kunnen wij het"),
        "pr-margin": ("Does it pay", "Kan het uit"),
        "pr-staffComfort": (
            "Is staff at ease with it", "Voelen medewerkers zich er goed bij"
        ),
        "pr-degree--100": ("not at all", "helemaal niet"),
        "pr-degree--50": ("rather not", "liever niet"),
        "pr-degree-0": ("neither", "geen van beide"),
        "pr-degree-25": ("a little", "een beetje"),
        "pr-degree-50": ("rather", "redelijk"),
        "pr-degree-75": ("well", "goed"),
        "pr-degree-100": ("wholly", "helemaal"),
        "pr-degree": ("{0} of −100 to 100", "{0} van −100 tot 100"),
        "pr-vetoes": ("What would rule it out", "Wat het uitsluit"),
        "pr-harm": ("Does it harm somebody", "Schaadt het iemand"),
        "pr-harmHint": (
            "What harms somebody is out, whatever speaks for it.",
            "Wat iemand schaadt valt af, wat er ook voor pleit."
        ),
        "pr-harmNone": ("no", "nee"),
        "pr-harm-deceives": ("it deceives people", "het misleidt mensen"),
        "pr-harm-endangers": ("it is not safe", "het is niet veilig"),
        "pr-harm-misusesData": ("it misuses people's data", "het misbruikt gegevens van mensen"),
        "pr-harm-worsensOthers": (
            "it makes others worse off than is fair",
            "het maakt het voor anderen slechter dan eerlijk is"
        ),
        "pr-crosses": ("Does it cross a red line", "Gaat het over een rode lijn"),
        "pr-crossesNone": ("no", "nee"),
        "pr-crossesLine": ("it crosses “{0}”", "het gaat over “{0}” heen"),
        "pr-notUs": (
            "most of us say that it is not “{0}”", "de meesten van ons vinden het niet “{0}”"
        ),
        "pr-uneasy": (
            "the house is not at ease with it", "het huis voelt zich er niet goed bij"
        ),
        "pr-uneasy-customer": (
            "too little falls off for whoever asked, or nobody is sure of it",
            "er gaat te weinig af voor wie het vroeg, of niemand is er zeker van"
        ),
        "pr-uneasy-house": (
            "the house is not at ease enough with it",
            "het huis voelt zich er niet goed genoeg bij"
        ),
        "pr-noFacet": (
            "nothing says what it brings whoever asked",
            "er staat niet bij wat het wie het vroeg brengt"
        ),
        "pr-out": ("out", "valt af"),
        "pr-isItUs": ("Is it us?", "Past het bij ons?"),
        "pr-myScores": ("My view of it", "Mijn oordeel"),
        "pr-keepScores": ("Keep my view", "Mijn oordeel bewaren"),
        "pr-scoreChoose": (
            "Choose something by at least one principle.", "Kies bij minstens één principe iets."
        ),
        "pr-score1": ("it is us", "dit zijn wij"),
        "pr-score0": ("neither", "geen van beide"),
        "pr-score-1": ("it is not us", "dit zijn wij niet"),
        "pr-scoreNone": ("nobody said yet", "nog niemand zei iets"),
        "pr-mean": ("mean {0}", "gemiddeld {0}"),
        "pr-agreement": ("agreement {0} of 1", "eensgezindheid {0} van 1"),
        "pr-agreementNone": ("two people are needed", "er zijn twee mensen nodig"),
        "pr-unscored": (
            "two of us have to say of each principle whether it is us",
            "twee van ons moeten bij elk principe zeggen of het past"
        ),
        "pr-ranks": ("{0} ranked it: {1}.", "{0} gaven het een plaats: {1}."),
        "pr-place": ("place {0}: {1}", "plaats {0}: {1}"),
        "pr-ranksFew": (
            "Fewer than ten {0} ranked it: how is not shown.",
            "Minder dan tien {0} gaven het een plaats: welke tonen wij niet."
        ),
        "pr-tries": (
            "{0} tried it; how close it came: {1}.", "{0} probeerden het; hoe dicht het kwam: {1}."
        ),
        "pr-close": ("{0} of 10: {1}", "{0} van 10: {1}"),
        "pr-triesFew": (
            "Fewer than ten {0} tried it: what they found is not shown.",
            "Minder dan tien {0} probeerden het: wat zij vonden tonen wij niet."
        ),
        "pr-balance": ("Where both sides are at ease", "Waar beide kanten zich goed voelen"),
        "pr-picked": (
            "Both sides are at ease, and every rule of fairness names {0}. When what we believe is drawn again and again, it is the one in {1} of 100.",
            "Beide kanten voelen zich goed, en elke regel van eerlijkheid noemt {0}. Trekken wij steeds opnieuw wat wij geloven, dan is het deze in {1} van de 100."
        ),
        "pr-pickedExpected": (
            "Both sides are at ease, and every rule of fairness names {0}. Of nobody who asked is it known what they settle for: it rests on what we expect.",
            "Beide kanten voelen zich goed, en elke regel van eerlijkheid noemt {0}. Van niemand die vroeg is bekend waar die genoegen mee neemt: het rust op wat wij verwachten."
        ),
        "pr-contested": (
            "It is contested, so people choose. The largest joint gain (Nash) names {0}; the same share of what each could gain (Kalai–Smorodinsky) names {1}; the most for who gains least names {2}.",
            "Het is omstreden, dus mensen kiezen. De grootste gezamenlijke winst (Nash) noemt {0}; een gelijk deel van wat elk kan winnen (Kalai–Smorodinsky) noemt {1}; het meeste voor wie het minst wint noemt {2}."
        ),
        "pr-noAgreement": (
            "No option leaves both sides at ease. Find another, or decline and say why.",
            "Bij geen mogelijkheid voelen beide kanten zich goed. Zoek een andere, of doe het niet en zeg waarom."
        ),
        "pr-nothingKnown": (
            "Nothing can be weighed yet. It takes two of us to say whether an option is us, and a facet on which it takes sacrifice away.",
            "Er valt nog niets te wegen. Twee van ons moeten zeggen of een mogelijkheid past, en er moet bij staan welk offer hij wegneemt."
        ),
        "pr-key": (
            "To the right: what falls off the sacrifice of those who asked. Upwards: how much the house is at ease, by its least. In the framed field both are. On the line nothing else is better for both. A ring: what fairness names, the senang point.",
            "Naar rechts: wat er van het offer van de vragers afgaat. Naar boven: hoe goed het huis zich erbij voelt, naar het laagste. In het omlijnde veld geldt dat voor beide. Op de lijn is niets anders beter voor beide. Een ring: wat eerlijkheid noemt, het senangpunt."
        ),
        "pr-outSay": ("{0} is out: {1}.", "{0} valt af: {1}."),
        "pr-unknownSay": (
            "{0} stands in no picture: not enough is known of it.",
            "{0} staat in geen beeld: er is te weinig over bekend."
        ),
        "pr-fewSay": (
            "{0} is weighed and not drawn: it rests on fewer than ten {1}.",
            "{0} is gewogen en niet getekend: het rust op minder dan tien {1}."
        ),
        "pr-option": ("Option", "Mogelijkheid"),
        "pr-what": ("What we do", "Wat wij doen"),
        "pr-gain": ("Their gain, of 100", "Hun winst, van 100"),
        "pr-ease": ("House at ease, of 100", "Huis voelt zich goed, van 100"),
        "pr-stands": ("Where it stands", "Waar het staat"),
        "pr-front": ("Nothing beats it for both", "Niets is beter voor beide"),
        "pr-pick": ("The pick, of 100 draws", "De keus, van 100 trekkingen"),
        "pr-score": ("Balance, of 100", "Evenwicht, van 100"),
        "pr-yes": ("yes", "ja"),
        "pr-no": ("no", "nee"),
        "pr-few": ("of too few people", "van te weinig mensen"),
        "pr-isUnknown": ("not known", "niet bekend"),
        "pr-inZone": ("both sides are at ease", "beide kanten voelen zich goed"),
        "pr-outside": ("one side is not at ease", "één kant voelt zich niet goed"),
        "pr-zone": ("both at ease", "beide goed"),
        "pr-gainAxis": ("what falls off their sacrifice", "wat er van hun offer afgaat"),
        "pr-easeAxis": ("the house at ease", "het huis voelt zich goed"),
        "pr-point": ("the senang point", "het senangpunt"),
        "pr-rule-nash": ("largest joint gain", "grootste gezamenlijke winst"),
        "pr-rule-fair": ("same share of each gain", "gelijk deel van elke winst"),
        "pr-rule-equal": ("most for who gains least", "meeste voor wie het minst wint"),
        "pr-relief": ("What {0} takes away, person by person", "Wat {0} wegneemt, per persoon"),
        "pr-reliefSay": (
            "Of {0} who asked we know what they settle for. {1} would give up less, {2} of them nothing more.",
            "Van {0} vragers weten wij waar zij genoegen mee nemen. {1} zouden minder opgeven, {2} van hen niets meer."
        ),
        "pr-reliefRest": ("Of {0} others it is not known.", "Van {0} anderen is het niet bekend."),
        "pr-reliefRestFew": (
            "Of a few others it is not known.", "Van enkele anderen is het niet bekend."
        ),
        "pr-reliefNone": (
            "Of none of the {0} who asked it is known what they settle for: what is weighed is what we expect.",
            "Van geen van de {0} die vroegen is bekend waar zij genoegen mee nemen: gewogen is wat wij verwachten."
        ),
        "pr-reliefFew": (
            "Of fewer than ten {0} who asked it is known what they settle for: it is not shown.",
            "Van minder dan tien {0} die vroegen is bekend waar zij genoegen mee nemen: het is niet te zien."
        ),
        "pr-reliefKey": (
            "Each bar is one person, whoever gives up most first. Its upper part falls off, its lower part stays.",
            "Elke staaf is één persoon, wie het meest opgeeft eerst. Het bovenste deel gaat eraf, het onderste blijft."
        ),
        "pr-reliefCut": (
            "Drawn are {0} of {1}, evenly spread.", "Getekend zijn er {0} van {1}, gelijk verdeeld."
        ),
        "pr-reliefAxis": (
            "people, by what they give up of 100", "mensen, naar wat zij opgeven van 100"
        ),
        "pr-person": ("Person", "Persoon"),
        "pr-before": ("Gives up now, of 100", "Geeft nu op, van 100"),
        "pr-after": ("After this, of 100", "Hierna, van 100"),
    ]
}
