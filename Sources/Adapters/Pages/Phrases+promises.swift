/// The texts of the promise ledger and the catalogue. `{0}` is a gap that is filled.
extension Phrases {
    static let promises: Table = [
        "promises": ("Promises", "Beloften"),
        "pl-promises": ("By promise", "Per belofte"),
        "pl-owners": ("By who answers for it", "Per wie ervoor instaat"),
        "pl-channels": ("By channel", "Per kanaal"),
        "pl-people": ("By person", "Per persoon"),
        "pl-nobody": ("Not sure to be kept", "Niet zeker waar te maken"),
        "pl-calendar": ("Falls due", "Wat eraan komt"),
        "pl-changed": ("Before and after", "Voor en na"),
        "pl-catalogue": ("What we promise", "Wat wij beloven"),
        "pl-by-promises": ("Kept, promise by promise", "Gehouden, per belofte"),
        "pl-by-owners": (
            "Kept, by who answers for it", "Gehouden, per wie ervoor instaat"
        ),
        "pl-by-channels": (
            "Kept, by how it was promised", "Gehouden, per manier waarop het is beloofd"
        ),
        "pl-by-calendar": ("What falls due, day by day", "Wat eraan komt, dag voor dag"),
        "pl-all": ("all together", "alles samen"),
        "pl-none-promises": ("not from the catalogue", "niet uit de catalogus"),
        "pl-none-owners": ("nobody answers for it", "niemand staat ervoor in"),
        "pl-none-channels": ("no channel", "geen kanaal"),
        "pl-head-promises": ("Promise", "Belofte"),
        "pl-head-owners": ("Who answers for it", "Wie ervoor instaat"),
        "pl-head-channels": ("Channel", "Kanaal"),
        "pl-when": ("When", "Wanneer"),
        "pl-made": ("Made", "Gedaan"),
        "pl-due": ("Due", "Verlopen"),
        "pl-falling": ("Fall due", "Verlopen dan"),
        "pl-letter": ("Kept to the letter", "Naar de letter gehouden"),
        "pl-letterShare": ("Of 100, to the letter", "Van 100, naar de letter"),
        "pl-asked": ("Told how they took it", "Zeiden hoe zij het opvatten"),
        "pl-silent": ("Asked, and did not say", "Gevraagd, en zeiden het niet"),
        "pl-unasked": ("Not asked", "Niet gevraagd"),
        "pl-letterLow": ("To the letter, at least (Wilson)", "Naar de letter, minstens (Wilson)"),
        "pl-letterHigh": ("To the letter, at most (Wilson)", "Naar de letter, hoogstens (Wilson)"),
        "pl-anyLow": (
            "To the letter, at least, for who looks every day",
            "Naar de letter, minstens, voor wie elke dag kijkt"
        ),
        "pl-anyHigh": (
            "To the letter, at most, for who looks every day",
            "Naar de letter, hoogstens, voor wie elke dag kijkt"
        ),
        "pl-readingLow": (
            "As they took it, at least (Wilson)", "Zoals zij het opvatten, minstens (Wilson)"
        ),
        "pl-readingHigh": (
            "As they took it, at most (Wilson)", "Zoals zij het opvatten, hoogstens (Wilson)"
        ),
        "pl-low": ("At least (Wilson)", "Minstens (Wilson)"),
        "pl-high": ("At most (Wilson)", "Hoogstens (Wilson)"),
        "pl-everLow": (
            "At least, for who looks every day", "Minstens, voor wie elke dag kijkt"
        ),
        "pl-everHigh": (
            "At most, for who looks every day", "Hoogstens, voor wie elke dag kijkt"
        ),
        "pl-what": ("What", "Wat"),
        "pl-share": ("Of 100", "Van 100"),
        "pl-wilson": ("between {0} and {1}, Wilson", "tussen {0} en {1}, Wilson"),
        "pl-readingShare": ("Of 100, as they took it", "Van 100, zoals zij het opvatten"),
        "pl-gap": (
            "Of 100, kept to the letter only", "Van 100, alleen naar de letter gehouden"
        ),
        "pl-unknown": ("Due, and not known", "Verlopen, en onbekend"),
        "pl-day": ("Day", "Dag"),
        "pl-promised": ("When we say", "Als wij zeggen"),
        "pl-judged": ("Of how many", "Van hoeveel"),
        "pl-notAsked": ("not asked", "niet gevraagd"),
        "pl-notTold": ("asked, and nobody said", "gevraagd, en niemand zei het"),
        "pl-askedFew": ("too few said so", "te weinigen zeiden het"),
        "pl-fewCell": ("too few people", "te weinig mensen"),
        "pl-nothing": (
            "Nothing was promised to anybody yet.", "Er is nog niemand iets beloofd."
        ),
        "pl-few": (
            "This is about fewer than ten {0}: too few to say more.",
            "Dit gaat over minder dan tien {0}: te weinig om meer te zeggen."
        ),
        "pl-fewGroups": (
            "Of {0} more it says nothing: each is about fewer than ten {1}, or would tell of so few.",
            "Over {0} andere staat hier niets: elk gaat over minder dan tien {1}, of zou over zo weinig vertellen."
        ),
        "pl-moreLines": (
            "There are {0} lines; the first ones are drawn, all are in the table.",
            "Er zijn {0} regels; de eerste zijn getekend, alle staan in de tabel."
        ),
        "pl-letterSay": (
            "Of 100 promises that came due and of which we know, {0} were kept to the letter ({1}; {2} promises).",
            "Van 100 beloften waarvan de tijd om is en waarvan wij het weten, zijn er {0} naar de letter gehouden ({1}; {2} beloften)."
        ),
        "pl-noneJudged": (
            "Of {0} promises none is judged yet; {1} are due and nobody knows.",
            "Van {0} beloften is er nog geen beoordeeld; {1} zijn verlopen en niemand weet hoe."
        ),
        "pl-notAskedSay": (
            "As people took it: not asked.", "Zoals mensen het opvatten: niet gevraagd."
        ),
        "pl-askedFewSay": (
            "As people took it: too few said so.",
            "Zoals mensen het opvatten: te weinigen zeiden het."
        ),
        "pl-notToldSay": (
            "As people took it: {0} were asked, and none said so.",
            "Zoals mensen het opvatten: {0} is het gevraagd, en niemand zei het."
        ),
        "pl-restSay": (
            "{0} were asked and did not say so; {1} were not asked.",
            "Aan {0} is het gevraagd, zonder antwoord; aan {1} is het niet gevraagd."
        ),
        "pl-readingSay": (
            "As people took it, {0} ({1}; {2} who said so).",
            "Zoals mensen het opvatten {0} ({1}; {2} die het zeiden)."
        ),
        "pl-gapSay": (
            "Of 100 judged both ways, {0} were kept to the letter and not as people took it ({1}; {2}).",
            "Van 100 die twee keer zijn beoordeeld zijn er {0} wel naar de letter gehouden en niet zoals mensen het opvatten ({1}; {2})."
        ),
        "pl-boundsSay": (
            "Of {0} nobody knows. Whatever became of those, between {1} and {2} of 100 were kept to the letter.",
            "Van {0} weet niemand het. Wat daar ook van werd, er zijn er tussen {1} en {2} van 100 naar de letter gehouden."
        ),
        "pl-key": (
            "The dot is to the letter, the square below it as people took it; beside each stands its number of 100, and the line is how far it may lie off (Wilson, 95 of 100 times). Without a square nobody said so, or too few did. What holds for who looks every day stands in the table.",
            "De stip is naar de letter, het vierkant eronder zoals mensen het opvatten; ernaast staat hoeveel van 100, en de lijn is hoe ver het ernaast kan liggen (Wilson, 95 van 100 keer). Zonder vierkant zei niemand het, of te weinigen. Wat geldt voor wie elke dag kijkt staat in de tabel."
        ),
        "pl-calendarSay": (
            "In the next {0} days {1} promises fall due, most on {2}: {3}.",
            "In de komende {0} dagen moeten er {1} beloften klaar zijn, de meeste op {2}: {3}."
        ),
        "pl-calendarNone": (
            "In the next {0} days nothing falls due.",
            "In de komende {0} dagen hoeft er niets klaar te zijn."
        ),
        "pl-overdue": ("Due, and nobody knows", "Verlopen, en niemand weet het"),
        "pl-overdueSay": (
            "{0} are due, and nobody told what became of them. They count neither as kept nor as broken.",
            "{0} zijn verlopen, en niemand zei wat ervan kwam. Zij tellen niet als gehouden en niet als gebroken."
        ),
        "pl-calendarNote": (
            "Each bar is one day, with its number at the right. Whose they are stands on their card only, for those who may open it.",
            "Elke balk is een dag, met het aantal rechts. Van wie ze zijn staat alleen op hun kaart, voor wie die mag openen."
        ),
        "pl-changedNone": (
            "No promise was changed yet after it was made to people.",
            "Er is nog geen belofte veranderd nadat hij aan mensen was gedaan."
        ),
        "pl-changedUnknown": (
            "How it was kept before and since is not known of enough people.",
            "Hoe hij daarvoor en daarna is gehouden is van te weinig mensen bekend."
        ),
        "pl-changedSame": (
            "Kept went from {0} to {1} of 100. That may be chance: the difference lies {3}.",
            "Gehouden ging van {0} naar {1} van 100. Dat kan toeval zijn: het verschil ligt {3}."
        ),
        "pl-changedMore": (
            "Kept went up by {2} points, from {0} to {1} of 100 (the difference lies {3}).",
            "Gehouden steeg {2} punten, van {0} naar {1} van 100 (het verschil ligt {3})."
        ),
        "pl-changedLess": (
            "Kept went down by {2} points, from {0} to {1} of 100 (the difference lies {3}).",
            "Gehouden daalde {2} punten, van {0} naar {1} van 100 (het verschil ligt {3})."
        ),
        "pl-changedNote": (
            "Other things may have changed with it: before and after is no proof of why.",
            "Er kan meer zijn veranderd: voor en na bewijst niet waardoor."
        ),
        "pl-edition": ("{0}, since {1}", "{0}, sinds {1}"),
        "pl-editionWords": ("without a time", "zonder tijd"),
        "pl-editionOwn": ("each its own time", "elk een eigen tijd"),
        "pl-reworded": (
            "The wording changed: “{0}” became “{1}” ({2}).",
            "De woorden veranderden: “{0}” werd “{1}” ({2})."
        ),
        "pl-seldomSay": (
            "Only {0} of 100 were kept to the letter ({1}; {2} promises).",
            "Maar {0} van 100 zijn naar de letter gehouden ({1}; {2} beloften)."
        ),
        "pl-allKeepable": (
            "Every promise has an owner, something it rests on and something that can be measured, and of none it is sure that it is kept less than half of the times.",
            "Elke belofte heeft een verantwoordelijke, iets waar hij op rust en iets dat te meten is, en van geen is zeker dat hij minder dan de helft van de keren wordt gehouden."
        ),
        "pl-nobodyCount": (
            "{0} of {1} promises have something that must be mended.",
            "Van {1} beloften is er aan {0} iets te verbeteren."
        ),
        "pl-lack-owner": ("nobody answers for it", "niemand staat ervoor in"),
        "pl-lack-evidence": (
            "nothing shows that it can be kept", "niets laat zien dat hij te houden is"
        ),
        "pl-lack-measure": (
            "nothing measures whether it was kept", "niets meet of hij is gehouden"
        ),
        "pl-past": ("What the past says", "Wat het verleden zegt"),
        "pl-pastSay": (
            "At {0}, {1} of 100 were kept ({2}; {3} in all).",
            "Bij {0} zijn er {1} van 100 gehouden ({2}; {3} in totaal)."
        ),
        "pl-pastSafe": (
            "At {0} it would be {1} ({2}).", "Bij {0} zouden het er {1} zijn ({2})."
        ),
        "pl-pastFew": (
            "Too little is known yet to say how often this would be kept.",
            "Er is nog te weinig bekend om te zeggen hoe vaak dit zou worden gehouden."
        ),
        "pl-pastNone": (
            "The past says nothing of this yet: no wait and no earlier promise that it can be laid beside.",
            "Het verleden zegt hier nog niets over: er is geen wachttijd en geen eerdere belofte om hem naast te leggen."
        ),
        "pl-pastWaits": (
            "Of waits of this house that ended.", "Van wachttijden van dit huis die voorbij zijn."
        ),
        "pl-pastPromises": (
            "Of earlier promises of this entry that were judged.",
            "Van eerdere beloften van deze soort die zijn beoordeeld."
        ),
        "pl-weekdays": ("By day of the week", "Per dag van de week"),
        "pl-pastKey": (
            "The square is what you promise, the dots are other times; at the right stands how many of 100 were kept, and the line is how far each may lie off (Wilson, 95 of 100 times).",
            "Het vierkant is wat u belooft, de stippen zijn andere tijden; rechts staat hoeveel van 100 er zijn gehouden, en de lijn is hoe ver elk ernaast kan liggen (Wilson, 95 van 100 keer)."
        ),
        "pl-d": ("d", "d"),
        "pl-h": ("h", "u"),
        "pl-min": ("min", "min"),
        "pl-catalogueHow": (
            "Everything we promise whoever reads or hears it, with who answers for it and what it rests on.",
            "Alles wat wij beloven aan wie het leest of hoort, met wie ervoor instaat en waar het op rust."
        ),
        "pl-catalogueEmpty": (
            "Nothing stands here yet. Begin with what is on your signs and your site.",
            "Hier staat nog niets. Begin met wat er op uw borden en op uw site staat."
        ),
        "pl-add": ("Add a promise", "Belofte toevoegen"),
        "pl-change": ("Change a promise", "Belofte veranderen"),
        "pl-drop": ("Promise this no longer", "Dit niet meer beloven"),
        "pl-dropSure": (
            "Nobody is promised this from now on. What was promised to people stays promised.",
            "Vanaf nu wordt dit niemand beloofd. Wat mensen beloofd is blijft beloofd."
        ),
        "pl-done-kept": ("It stands in the catalogue.", "Hij staat in de catalogus."),
        "pl-done-dropped": ("It is promised no longer.", "Dit wordt niet meer beloofd."),
        "pl-name": ("Short name", "Korte naam"),
        "pl-nameHint": (
            "For programs; such as delivery-two-days. It never changes.",
            "Voor programma’s; zoals levering-twee-dagen. Hij verandert nooit."
        ),
        "pl-en": ("Its exact words, in English", "De precieze woorden, in het Engels"),
        "pl-nl": ("Its exact words, in Dutch", "De precieze woorden, in het Nederlands"),
        "pl-channel": ("Where it stands or is said", "Waar hij staat of wordt gezegd"),
        "pl-channelHint": (
            "One short name without spaces, such as site, sign, desk or letter.",
            "Eén korte naam zonder spaties, zoals site, sign (bord), desk (balie) of letter (brief)."
        ),
        "pl-audience": ("To whom", "Aan wie"),
        "pl-audienceHint": ("Empty: to anybody.", "Leeg: aan iedereen."),
        "pl-content": ("When it is kept", "Wanneer hij is gehouden"),
        "pl-content-wait": (
            "A wait takes no longer", "Een wachttijd duurt niet langer"
        ),
        "pl-content-seen": ("We see something of them in time", "We zien op tijd iets van hen"),
        "pl-content-got": (
            "They get something as it was said", "Zij krijgen iets zoals het is gezegd"
        ),
        "pl-content-words": ("Only people can tell", "Alleen mensen kunnen het zeggen"),
        "pl-wait": ("Which wait", "Welke wachttijd"),
        "pl-minutes": ("At most, in minutes", "Hoogstens, in minuten"),
        "pl-signal": ("What is seen", "Wat er wordt gezien"),
        "pl-signal-enter": ("they come in", "zij komen binnen"),
        "pl-signal-exit": ("they go out", "zij gaan weg"),
        "pl-signal-read": ("a reader hears them", "een lezer hoort hen"),
        "pl-signal-service": ("they are served", "zij worden geholpen"),
        "pl-signal-tap": ("a tap of theirs", "een tik van hen"),
        "pl-place": ("Where", "Waar"),
        "pl-anywhere": ("anywhere", "waar dan ook"),
        "pl-anyKind": ("anywhere of the kind {0}", "overal van de soort {0}"),
        "pl-facet": ("On what", "Waarover"),
        "pl-want": ("What they get, or better", "Wat zij krijgen, of beter"),
        "pl-wantHint": (
            "A number; minutes of a time; of a choice its name, several with commas.",
            "Een getal; minuten van een tijd; van een keuze de naam, meer met komma’s."
        ),
        "pl-waitSay": ("{0}: at most {1}", "{0}: hoogstens {1}"),
        "pl-span": ("Falls due after", "Verloopt na"),
        "pl-spanHint": (
            "Empty: each time it is promised it says by when.",
            "Leeg: elke keer dat hij wordt gedaan staat erbij wanneer."
        ),
        "pl-unit": ("Counted in", "Geteld in"),
        "pl-unit-minutes": ("minutes", "minuten"),
        "pl-unit-hours": ("hours", "uren"),
        "pl-unit-days": ("days", "dagen"),
        "pl-owner": ("Who answers for it", "Wie staat ervoor in"),
        "pl-ownerHint": (
            "A role or a team, such as front-desk, without spaces; never somebody’s name.",
            "Een rol of een team, zoals receptie, zonder spaties; nooit iemands naam."
        ),
        "pl-evidence": ("What it rests on", "Waar hij op rust"),
        "pl-evidenceHint": (
            "The capacity, or the record, that shows it can be kept.",
            "De capaciteit, of de cijfers, die laten zien dat hij te houden is."
        ),
        "pl-horizon": ("Which need it serves", "Welke behoefte hij dient"),
        "pl-look": ("Look at it first", "Eerst bekijken"),
        "pl-keep": ("Put it in the catalogue", "In de catalogus zetten"),
        "pl-anyway": ("It goes out as it is", "Toch zo naar buiten"),
        "pl-lookAgain": ("Fill it in, and look again", "Invullen, en opnieuw bekijken"),
        "pl-beforeOut": ("Before it goes out", "Voordat hij naar buiten gaat"),
        "pl-lacksNothing": (
            "Nothing is lacking: it has an owner, something it rests on and something that can be measured.",
            "Er ontbreekt niets: er is een verantwoordelijke, iets waar hij op rust en iets dat te meten is."
        ),
        "pl-lacksSome": (
            "It would go out while this is lacking:",
            "Hij zou naar buiten gaan terwijl dit ontbreekt:"
        ),
        "pl-mend": (
            "Some fields are not right yet. What you filled in is kept.",
            "Sommige velden kloppen nog niet. Wat u invulde staat er nog."
        ),
        "pl-wordsMissing": (
            "Write the words as they stand there.", "Schrijf de woorden zoals ze er staan."
        ),
        "pl-tooLong": (
            "Write less: at most about 500 letters.",
            "Schrijf minder: hooguit ongeveer 500 letters."
        ),
        "pl-nameInvalid": (
            "Use plain letters, digits, _ or - here, at most 64, without spaces.",
            "Gebruik hier gewone letters, cijfers, _ of -, hooguit 64, zonder spaties."
        ),
        "pl-nameTaken": (
            "Another promise has that name.", "Een andere belofte heeft die naam al."
        ),
        "pl-channelMissing": (
            "Say where it stands or is said.", "Zeg waar hij staat of wordt gezegd."
        ),
        "pl-spanInvalid": (
            "Write a number above 0, at most ten years.",
            "Schrijf een getal boven 0, hooguit tien jaar."
        ),
        "pl-minutesInvalid": (
            "Write the minutes as a number above 0.", "Schrijf de minuten als een getal boven 0."
        ),
        "pl-want-level": ("Write a number here.", "Schrijf hier een getal."),
        "pl-want-time": ("Write the minutes here.", "Schrijf hier de minuten."),
        "pl-want-category": (
            "Write the name of one of its options.", "Schrijf de naam van een van de keuzes."
        ),
        "pl-want-set": (
            "Write names of its options, with commas.",
            "Schrijf namen van keuzes, met komma’s ertussen."
        ),
        "pl-full": (
            "The catalogue is full. Take off what is promised no longer.",
            "De catalogus is vol. Haal weg wat niet meer wordt beloofd."
        ),
        "pl-refused": (
            "The house does not take it like this. Look at the fields again.",
            "Zo neemt het huis hem niet aan. Kijk de velden nog eens na."
        ),
        "promised-by-script": ("From a script", "Uit een script"),
        "pl-pages": ("More about promises", "Meer over beloften"),
        "pl-peopleHow": (
            "People near you to whom something is promised that is not over: the most urgent first. Only those who let the house help them. That you looked is kept.",
            "Mensen bij u in de buurt aan wie iets is beloofd dat nog loopt: het dringendste eerst. Alleen wie zich laat helpen. Dat u keek wordt bewaard."
        ),
        "pl-peopleNone": (
            "Nobody near you is waiting for something that was promised.",
            "Niemand bij u in de buurt wacht op iets dat is beloofd."
        ),
        "pl-peopleMore": (
            "{0} more are near; look one up by name.",
            "Er zijn er nog {0} in de buurt; zoek er een op naam."
        ),
        "pl-peopleRest": ("{0} more on the card", "nog {0} op de kaart"),
        "pl-peopleOpen": ("Promises to who is here", "Beloften aan wie hier is"),
        "pl-open": ("How our promises are kept", "Hoe onze beloften worden gehouden"),
    ]
}
