/// The texts of setting the venue up.
extension Phrases {
    static let venue: Table = [
        // Opening hours, in the header
        "houseOpen": ("open", "open"),
        "houseClosed": ("closed", "gesloten"),
        "openUntil": ("open until", "open tot"),
        "opens": ("opens", "opent"),
        "opensAt": ("opens at", "opent om"),
        "opensTomorrow": ("opens tomorrow at", "opent morgen om"),
        "atTime": ("at", "om"),
        "weekday-0": ("Monday", "maandag"),
        "weekday-1": ("Tuesday", "dinsdag"),
        "weekday-2": ("Wednesday", "woensdag"),
        "weekday-3": ("Thursday", "donderdag"),
        "weekday-4": ("Friday", "vrijdag"),
        "weekday-5": ("Saturday", "zaterdag"),
        "weekday-6": ("Sunday", "zondag"),
        // The forms
        "section-words": ("Words, colour and clock", "Woorden, kleur en klok"),
        "section-zones": ("Zones", "Plekken"),
        "section-doors": ("Doors", "Deuren"),
        "section-hours": ("Opening hours", "Openingstijden"),
        "section-holidays": ("Holidays", "Feestdagen"),
        "section-text": ("As text", "Als tekst"),
        "section-try": ("Try the rules", "De regels proberen"),
        "how-zones": (
            "A zone's kind never changes once it is live. Antennas stand with commas between, such as r1-1, r1-2.",
            "De soort van een plek verandert niet meer als die live is. Antennes staan met komma's ertussen, zoals r1-1, r1-2."
        ),
        "how-doors": (
            "From one zone to another; without a zone it is from outside. Nobody is ever locked in.",
            "Van de ene plek naar de andere; zonder plek is het van buiten. Niemand wordt ooit opgesloten."
        ),
        "how-hours": (
            "Such as 09:00-17:30, or 09:00-12:00, 13:00-17:00, past midnight 22:00-02:00, or closed.",
            "Zoals 09:00-17:30, of 09:00-12:00, 13:00-17:00, na middernacht 22:00-02:00, of closed voor gesloten."
        ),
        "how-holidays": (
            "A date such as 2026-12-25, or 2026-12-25 to 2027-01-03. Without hours it is closed.",
            "Een datum zoals 2026-12-25, of 2026-12-25 to 2027-01-03. Zonder tijden is het gesloten."
        ),
        "field-id": ("Identifier", "Kenmerk"),
        "field-kind": ("Sort of zone", "Soort plek"),
        "field-nameEN": ("Name in English", "Naam in het Engels"),
        "field-nameNL": ("Name in Dutch", "Naam in het Nederlands"),
        "field-customerEN": ("One customer, in English", "Eén klant, in het Engels"),
        "field-customersEN": ("Several, in English", "Meerdere, in het Engels"),
        "field-customerNL": ("One customer, in Dutch", "Eén klant, in het Nederlands"),
        "field-customersNL": ("Several, in Dutch", "Meerdere, in het Nederlands"),
        "field-timeZone": ("Time zone", "Tijdzone"),
        "field-callingCode": ("Telephone code of the country", "Landnummer van de telefoon"),
        "field-accent": ("Colour, such as #2f6f4f", "Kleur, zoals #2f6f4f"),
        "field-antennas": ("Antennas", "Antennes"),
        "field-edgeBand": ("Edge band", "Bandje aan de rand"),
        "field-edge": ("Edge in dBm", "Rand in dBm"),
        "field-goneAfter": ("Gone after", "Weg na"),
        "field-from": ("From", "Van"),
        "field-to": ("To", "Naar"),
        "field-date": ("Date", "Datum"),
        "field-hours": ("Hours", "Tijden"),
        "oneMore": ("one more", "nog een"),
        "removeRow": ("Remove", "Weghalen"),
        "takeOver": ("See the change", "De wijziging bekijken"),
        "noForm": (
            "This text cannot be shown as forms. Mend it as text first.",
            "Deze tekst kan niet als formulier getoond worden. Los hem eerst op als tekst."
        ),
        "sectionAsText": (
            "This is written in a way a form cannot show. Change it as text.",
            "Dit is geschreven op een manier die een formulier niet kan tonen. Wijzig het als tekst."
        ),
        // Problems and the difference
        "part-tests": ("cases", "gevallen"),
        "part-rules": ("rules", "regels"),
        "part-map": ("mapping", "vertaling van de tabel"),
        "part-table": ("table", "tabel"),
        "lineWent": ("went, line", "weg, regel"),
        "lineCame": ("came, line", "erbij, regel"),
        "fromLine": ("from line", "vanaf regel"),
        // Cases
        "testsOfRules": ("Cases of the rules", "Gevallen voor de regels"),
        "runTests": ("Run the cases", "De gevallen spelen"),
        "casesPassed": ("passed", "gaan goed"),
        "casesFailed": ("failed", "gaan anders"),
        "noCases": ("There are no cases yet.", "Er zijn nog geen gevallen."),
        "missingCue": ("expected, and did not come", "verwacht, en kwam niet"),
        "tooManyCue": ("came, and was not expected", "kwam, en was niet verwacht"),
        "mayInsist": (
            "Nothing is live yet: some cases go otherwise than they are written. Mend the rules or the cases, or go on knowingly.",
            "Er is nog niets live: sommige gevallen gaan anders dan ze geschreven zijn. Pas de regels of de gevallen aan, of ga bewust door."
        ),
        "putLiveAnyway": ("Put live all the same", "Toch live zetten"),
        // Trying
        "wouldHave": ("What the rules would have raised", "Wat de regels hadden gegeven"),
        "signalsBetween": ("signals between", "signalen tussen"),
        "ofRows": ("Rows of the table:", "Rijen van de tabel:"),
        "notUsed": ("not used", "niet gebruikt"),
        "cueCount": ("cues", "seintjes"),
        "aboutBands": ("different bands:", "verschillende bandjes:"),
        "aboutKnown": ("people we know among them:", "mensen die we kennen daaronder:"),
        "byHour": ("Cues by hour, by the clock of", "Seintjes per uur, volgens de klok van"),
        "hour": ("Hour", "Uur"),
        "perScreen": ("On each zone's screen", "Op het scherm van elke plek"),
        "hoursWithAny": ("Hours with any", "Uren met seintjes"),
        "halfAtMost": ("Half at most", "De helft hooguit"),
        "atWorst": ("At worst", "Op zijn ergst"),
        "onOneScreen": (
            "Cues on one zone's screen in an hour that has any: half the time, nine times in ten, and at worst at most",
            "Seintjes op het scherm van één plek in een uur dat er heeft: de helft van de tijd, negen van de tien keer, en op zijn ergst hooguit"
        ),
        "tryIt": ("Try the rules", "De regels proberen"),
        "whichDay": ("On which signals?", "Op welke signalen?"),
        "onKept": (
            "Ours, as far back as they are kept: about a day",
            "De onze, zo ver terug als ze bewaard zijn: ongeveer een dag"
        ),
        "onTable": ("A table that I bring along", "Een tabel die ik meebreng"),
        "chooseTable": (
            "Table: CSV or JSON lines, plain or .gz, at most 64 MB. It is not kept.",
            "Tabel: CSV of JSON-regels, gewoon of .gz, hooguit 64 MB. Hij wordt niet bewaard."
        ),
        "mapOfTable": (
            "How its rows become signals",
            "Hoe zijn rijen signalen worden"
        ),
        // Forms that are no forms
        "notAForm": (
            "That could not be read as a form. Load the page again and try once more.",
            "Dat was niet als formulier te lezen. Laad de pagina opnieuw en probeer het nog eens."
        ),
        "formTooLarge": (
            "That is too much at once: at most 64 MB with a table, and 2 MB of text.",
            "Dat is te veel in één keer: hooguit 64 MB met een tabel, en 2 MB tekst."
        ),
        "tooManyFields": ("That form has too many fields.", "Dat formulier heeft te veel velden."),
    ]
}
