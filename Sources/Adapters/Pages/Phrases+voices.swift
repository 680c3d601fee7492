/// The texts of the inbox of voices.
extension Phrases {
    static let voices: Table = [
        "voices": ("Voices", "Stemmen"),
        "vo-voice": ("Voice", "Stem"),
        "vo-inbox": ("All voices", "Alle stemmen"),
        "vo-new": ("Somebody says something", "Iemand zegt iets"),
        "vo-proposals": ("Proposals", "Voorstellen"),
        "vo-tally": (
            "{0} asked = {1} answered + {2} open, each with a date.",
            "{0} gevraagd = {1} beantwoord + {2} open, elk met een datum."
        ),
        "vo-tallyBroken": (
            "The count does not hold: {0} asked, {1} answered, {2} open. Tell whoever looks after this system; somebody may be forgotten.",
            "De telling klopt niet: {0} gevraagd, {1} beantwoord, {2} open. Zeg het tegen wie dit systeem beheert; misschien is iemand vergeten."
        ),
        "vo-overdueOne": (
            "1 is past its date. It is on top.", "1 is over zijn datum heen. Die staat bovenaan."
        ),
        "vo-overdueMany": (
            "{0} are past their date. They are on top.",
            "{0} zijn over hun datum heen. Die staan bovenaan."
        ),
        "vo-today": ("today", "vandaag"),
        "vo-tomorrow": ("tomorrow", "morgen"),
        "vo-yesterday": ("1 day past its date", "1 dag over datum"),
        "vo-inDays": ("in {0} days", "over {0} dagen"),
        "vo-daysPast": ("{0} days past its date", "{0} dagen over datum"),
        "vo-returned": ("Letters that came back", "Brieven die terugkwamen"),
        "vo-findAnotherWay": (
            "They did not hear from us. Find another way: at the desk, or by telephone.",
            "Zij hebben niets van ons gehoord. Zoek een andere weg: aan de balie, of per telefoon."
        ),
        "vo-waiting": ("Waiting for a second person", "Wacht op een tweede mens"),
        "vo-waitingHow": (
            "Nobody is told before somebody else who leads agrees, or sends it back.",
            "Niemand hoort iets voordat een ander van de leiding het eens is, of het terugstuurt."
        ),
        "vo-untold": ("Still to be told", "Nog te vertellen"),
        "vo-untoldHow": (
            "They asked at the desk or by telephone, and their answer is there. Tell them; nothing else does.",
            "Zij vroegen het aan de balie of per telefoon, en hun antwoord is er. Vertel het hun; anders doet niemand het."
        ),
        "vo-byNumber": (
            "The number that somebody was given", "Het nummer dat iemand kreeg"
        ),
        "vo-open": ("Open", "Open"),
        "vo-filter": ("Show only some", "Alleen sommige tonen"),
        "vo-channel": ("How it came", "Hoe het binnenkwam"),
        "vo-language": ("Language", "Taal"),
        "vo-gathered": ("In a proposal", "In een voorstel"),
        "vo-gathered-yes": ("in a proposal", "in een voorstel"),
        "vo-gathered-no": ("in none yet", "nog in geen"),
        "vo-any": ("all", "alles"),
        "vo-show": ("Show", "Toon"),
        "vo-all": ("Show all", "Toon alles"),
        "vo-pages": ("Pages", "Pagina's"),
        "vo-sooner": ("Earlier dates", "Eerdere datums"),
        "vo-later": ("Later dates", "Latere datums"),
        "vo-nobodyWaits": (
            "Nobody waits for an answer.", "Niemand wacht op antwoord."
        ),
        "vo-noneOfThese": (
            "None of these waits for an answer.", "Geen van deze wacht op antwoord."
        ),
        "vo-isBack": ("asks again", "vraagt opnieuw"),
        "vo-in": ("In:", "In:"),
        "vo-more": ("And %@ before these.", "En %@ van eerder."),
        "vo-by-page": ("own page", "eigen pagina"),
        "vo-by-desk": ("desk", "balie"),
        "vo-by-mail": ("mail", "e-mail"),
        "vo-by-phone": ("telephone", "telefoon"),
        "vo-by-chat": ("chat", "chat"),
        "vo-by-review": ("review", "recensie"),
        "vo-by-survey": ("survey", "enquête"),
        "vo-by-hall": ("screen in the hall", "scherm in de hal"),
        "vo-languageUnknown": ("language not known", "taal niet bekend"),
        "vo-state-acknowledged": ("open", "open"),
        "vo-state-considered": ("in a proposal", "in een voorstel"),
        "vo-state-withdrawn": ("taken back by them", "door henzelf teruggenomen"),
        "vo-kind-asAsked": ("exactly as asked", "precies zoals gevraagd"),
        "vo-kind-ourWay": ("in our own way", "op onze eigen manier"),
        "vo-kind-declined": ("not done", "niet gedaan"),
        "vo-kind-said": (
            "nothing to decide: thanks, or a question answered",
            "niets te beslissen: dank, of een vraag beantwoord"
        ),
    ]
}
