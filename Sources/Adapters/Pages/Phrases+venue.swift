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
            "A zone's sort never changes once it is live, and another identifier makes another zone. Antennas stand with commas between, such as r1-1, r1-2.",
            "De soort van een plek verandert niet meer als die live is, en een ander kenmerk maakt een andere plek. Antennes staan met komma's ertussen, zoals r1-1, r1-2."
        ),
        "how-doors": (
            "From one zone to another; without a zone it is from outside. Nobody is ever locked in.",
            "Van de ene plek naar de andere; zonder plek is het van buiten. Niemand wordt ooit opgesloten."
        ),
        "how-hours": (
            "Such as 09:00-17:30, or 09:00-12:00, 13:00-17:00, past midnight 22:00-02:00, or closed.",
            "Zoals 09:00-17:30, of 09:00-12:00, 13:00-17:00, na middernacht 22:00-02:00, of gesloten."
        ),
        "how-holidays": (
            "A date such as 2026-12-25, or 2026-12-25 to 2027-01-03. Without hours it is closed.",
            "Een datum zoals 2026-12-25, of 2026-12-25 t/m 2027-01-03. Zonder tijden is het gesloten."
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
        "field-partingLevel": (
            "Part kindly from which level, 0 to 10 (7 when empty)",
            "Goed afscheid vanaf welk niveau, 0 tot 10 (7 als het leeg is)"
        ),
        "field-accent": ("Colour, such as #2f6f4f", "Kleur, zoals #2f6f4f"),
        "field-antennas": ("Antennas", "Antennes"),
        "field-edgeBand": ("Edge band", "Bandje aan de rand"),
        "field-edge": ("Edge in dBm", "Rand in dBm"),
        "field-goneAfter": ("Gone after", "Weg na"),
        "field-from": ("From", "Van"),
        "field-to": ("To", "Naar"),
        "field-agent": (
            "Senang decides who comes in (yes or no)", "Senang beslist wie binnenkomt (yes of no)"
        ),
        "field-failMode": (
            "When the house is not heard (closed or open)",
            "Als het huis niet te horen is (closed of open)"
        ),
        "field-antiPassback": (
            "Out before in again (yes or no)", "Eerst eruit, dan pas weer erin (yes of no)"
        ),
        "field-date": ("Date", "Datum"),
        "field-hours": ("Hours", "Tijden"),
        "oneMore": ("new row", "nieuwe rij"),
        "moreRows": ("Add rows", "Rijen toevoegen"),
        "fold-zones": ("Reading", "Lezen"),
        "fold-doors": ("Lock", "Slot"),
        "howForms": (
            "Facts, rules, waits and what counts without a choice are changed as text.",
            "Feiten, regels, wachttijden en wat zonder keuze geldt wijzigt u als tekst."
        ),
        "removeRow": ("Remove", "Weghalen"),
        "takeOver": ("See the change", "De wijziging bekijken"),
        "noForm": (
            "This text cannot be read. Mend it as text first; what was typed in the forms is kept, and is taken over then.",
            "Deze tekst is niet te lezen. Los hem eerst op als tekst; wat in de formulieren getypt is blijft staan, en wordt dan overgenomen."
        ),
        "sectionAsText": (
            "This is written in a way a form cannot show. Change it as text.",
            "Dit is geschreven op een manier die een formulier niet kan tonen. Wijzig het als tekst."
        ),
        // Problems and the difference
        "part-venue": ("venue.yaml", "venue.yaml"),
        "part-tests": ("Cases", "Gevallen"),
        "part-rules": ("Rules", "Regels"),
        "part-map": ("Mapping", "Vertaling"),
        "part-table": ("Table", "Tabel"),
        "part-places": ("Table of zones", "Tabel met plekken"),
        "isMissing": ("is missing", "ontbreekt"),
        "changedTwice": (
            "Changed in its form and as text at once. The text is kept; this was typed in the form, so type it again where it is still wanted:",
            "Tegelijk in het formulier en als tekst gewijzigd. De tekst blijft; dit stond in het formulier, dus typ het opnieuw waar het nog gewenst is:"
        ),
        "overtaken": (
            "%@ put another version live meanwhile, on %@. What changes below is from theirs to yours.",
            "%@ heeft intussen een andere versie live gezet, op %@. Wat hieronder verandert is van die naar de jouwe."
        ),
        "putOnTop": (
            "Nothing is live yet. Put it live once more to put yours on top.",
            "Er is nog niets live. Zet het nog een keer live om de jouwe eroverheen te zetten."
        ),
        "folderTook": (
            "The folder's files have changed and count since %@. The version of %@ of %@ was live before.",
            "De bestanden in de map zijn gewijzigd en gelden sinds %@. De versie van %@ van %@ was daarvoor live."
        ),
        "isLiveAlready": (
            "Nothing was changed: this is live already.",
            "Er is niets gewijzigd: dit is al live."
        ),
        "someCasesFail": (
            "Putting this live would ask first: some cases go otherwise than they are written.",
            "Live zetten zou eerst vragen: sommige gevallen gaan anders dan ze geschreven zijn."
        ),
        // What a change means
        "meansTimeZone": (
            "Times will be shown in %@.", "Tijden worden getoond in %@."
        ),
        "meansNoAccent": (
            "Buttons will have the usual colour.", "Knoppen krijgen de gewone kleur."
        ),
        "meansNoCallingCode": (
            "Telephone numbers must be typed with their country's code.",
            "Telefoonnummers moeten met hun landnummer getypt worden."
        ),
        "meansCustomer": (
            "Customers will be called: %@, and several %@.",
            "Klanten heten dan: %@, en meerdere %@."
        ),
        "meansZonesGone": (
            "These zones are no longer shown once nobody is there: %@.",
            "Deze plekken zijn niet meer te zien zodra er niemand is: %@."
        ),
        "meansZonesNew": ("New zones: %@.", "Nieuwe plekken: %@."),
        "meansAnotherZone": (
            "A changed identifier makes a new zone: it starts empty, and rules, shifts and accounts that name the old one do not follow.",
            "Een gewijzigd kenmerk maakt een nieuwe plek: die begint leeg, en regels, diensten en accounts die de oude noemen gaan niet mee."
        ),
        "meansNoHours": (
            "Pages will no longer say when it is open.",
            "Pagina's zeggen niet meer wanneer het open is."
        ),
        "lineWent": ("went, line", "weg, regel"),
        "lineCame": ("came, line", "erbij, regel"),
        "fromLine": ("from line", "vanaf regel"),
        // Cases
        "runTests": ("Run the cases", "De gevallen spelen"),
        "casePassed": ("passed", "gaat goed"),
        "caseFailed": ("failed", "gaat anders"),
        "casesPassed": ("passed", "gaan goed"),
        "casesPassed-one": ("passed", "gaat goed"),
        "casesFailed": ("failed", "gaan anders"),
        "casesFailed-one": ("failed", "gaat anders"),
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
        "signalsBetween": ("signals:", "signalen:"),
        "signalsBetween-one": ("signal:", "signaal:"),
        "noSignals": ("There were no signals.", "Er waren geen signalen."),
        "keptSince": ("Signals are kept since", "Signalen zijn bewaard sinds"),
        "tableRows": ("rows in the table", "rijen in de tabel"),
        "tableRows-one": ("row in the table", "rij in de tabel"),
        "rowsUnused": ("rows not used", "rijen niet gebruikt"),
        "rowsUnused-one": ("row not used", "rij niet gebruikt"),
        "rowNumbers": ("rows", "rijen"),
        "cueCount": ("cues", "seintjes"),
        "cueCount-one": ("cue", "seintje"),
        "cueHead": ("Cues", "Seintjes"),
        "aboutBands": ("different bands:", "verschillende bandjes:"),
        "aboutKnown": ("people we know among them:", "mensen die we kennen daaronder:"),
        "byHour": ("Cues by hour, by the clock of", "Seintjes per uur, volgens de klok van"),
        "hour": ("Hour", "Uur"),
        "perScreen": ("On each zone's screen", "Op het scherm van elke plek"),
        "hoursWithAny": ("Hours with any", "Uren met seintjes"),
        "halfAtMost": ("Half of the hours at most", "In de helft van de uren hooguit"),
        "ninetyAtMost": ("Nine hours in ten at most", "In negen van de tien uren hooguit"),
        "atWorst": ("At worst", "In het drukste uur"),
        "onOneScreen": (
            "How many cues one zone's screen shows in an hour that has any:",
            "Hoeveel seintjes het scherm van één plek toont in een uur met seintjes:"
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
        "choosePlaces": (
            "Table of zones, when the mapping names a file of them",
            "Tabel met plekken, als de vertaling er een bestand van noemt"
        ),
        "mapOfTable": ("how its rows become signals", "hoe haar rijen signalen worden"),
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
