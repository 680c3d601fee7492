/// The texts of proposals: what is listed, said and asked. How they are weighed and decided stands
/// in ``Phrases/weighing``.
extension Phrases {
    static let proposals: Table = proposalPage.merging(weighing) { first, _ in first }
        .merging(deciding) { first, _ in first }

    private static let proposalPage: Table = [
        "pr-title": ("Proposals", "Voorstellen"),
        "pr-which": ("Which proposals", "Welke voorstellen"),
        "pr-rooms": ("Voices and decisions", "Stemmen en beslissingen"),
        "pr-mirror": ("Mirror", "Spiegel"),
        "pr-new": ("New proposal", "Nieuw voorstel"),
        "pr-words": ("Change its words", "De woorden wijzigen"),
        "pr-back": ("Back", "Terug"),
        "pr-how": (
            "A proposal gathers what people asked for. Everybody who asked hears what became of it.",
            "Een voorstel brengt samen wat mensen vroegen. Ieder die vroeg hoort wat ervan kwam."
        ),
        "pr-none": (
            "There is no proposal yet. Open one from a voice, or here.",
            "Er is nog geen voorstel. Open er een vanuit een stem, of hier."
        ),
        "pr-noneLike": ("None stands like this.", "Zo staat er geen."),
        "pr-all": ("All", "Alle"),
        "pr-cut": ("Only the {0} newest are listed.", "Alleen de {0} nieuwste staan hier."),
        "pr-state-open": ("open", "open"),
        "pr-state-awaitsSecond": ("waits for a second person", "wacht op een tweede persoon"),
        "pr-state-decided": ("decided", "besloten"),
        "pr-state-done": ("done", "gedaan"),
        "pr-state-merged": ("put into another", "in een ander gezet"),
        "pr-tally": (
            "{0} asked = {1} answered + {2} open", "{0} gevraagd = {1} beantwoord + {2} open"
        ),
        "pr-notWhole": (
            "These do not add up: somebody is missing. Tell whoever runs the house.",
            "Dit klopt niet: er mist iemand. Vertel het wie het huis beheert."
        ),
        "pr-due": ("the next hears by {0}", "de eerste hoort het uiterlijk {0}"),
        "pr-wasDue": (
            "somebody should have heard by {0}", "iemand had het op {0} moeten horen"
        ),
        "pr-title-field": ("Title", "Titel"),
        "pr-titleHint": (
            "A few words of ours, about nobody.", "Een paar woorden van ons, over niemand."
        ),
        "pr-theirWords": ("What was said", "Wat er gezegd is"),
        "pr-ask": ("What is asked", "Wat er gevraagd wordt"),
        "pr-askHint": (
            "In our words, nothing about anybody: others read it, and it stays.",
            "In onze woorden, niets over iemand: anderen lezen het, en het blijft."
        ),
        "pr-askMissing": ("Not written down yet.", "Nog niet opgeschreven."),
        "pr-need": ("The need behind it", "De behoefte erachter"),
        "pr-needHint": (
            "What it would do for them: why they ask.",
            "Wat het voor hen zou doen: waarom zij het vragen."
        ),
        "pr-needMissing": ("Not written down yet.", "Nog niet opgeschreven."),
        "pr-ours": ("Our own answer", "Ons eigen antwoord"),
        "pr-oursHint": (
            "How we would meet that need, as who we are.",
            "Hoe wij aan die behoefte zouden voldoen, zoals wij zijn."
        ),
        "pr-oursMissing": ("Not written down yet.", "Nog niet opgeschreven."),
        "pr-titleMissing": ("Give it a title first.", "Geef het eerst een titel."),
        "pr-wordsMissing": ("Write it in words first.", "Schrijf het eerst in woorden."),
        "pr-tooLong": (
            "Make it shorter: at most about 900 letters.",
            "Maak het korter: hooguit zo'n 900 letters."
        ),
        "pr-mend": (
            "Nothing is kept yet. Look at the fields that are marked.",
            "Er is nog niets bewaard. Kijk naar de velden met een opmerking."
        ),
        "pr-choose": ("Choose…", "Kies…"),
        "pr-askers": ("Who asked", "Wie het vroegen"),
        "pr-askersNone": (
            "Nobody's voice is in it yet. Put voices into it from their own page.",
            "Er zit nog geen stem in. Voeg ze toe vanaf hun eigen pagina."
        ),
        "pr-card": ("Card of this {0}", "Kaart van deze {0}"),
        "pr-number": ("Number", "Nummer"),
        "pr-more": ("And {0} more.", "En nog {0}."),
        "pr-moreOf": ("And {0} more of theirs.", "En nog {0} van dezelfde."),
        "pr-noAnswer": ("“That is no answer”", "“Dat is geen antwoord”"),
        "pr-helped": ("says it helped", "zegt dat het hielp"),
        "pr-helpedNot": ("says it did not help", "zegt dat het niet hielp"),
        "pr-voice-acknowledged": ("received", "ontvangen"),
        "pr-voice-considered": ("waits for an answer", "wacht op antwoord"),
        "pr-voice-answered": ("answered", "beantwoord"),
        "pr-voice-withdrawn": ("taken back", "teruggenomen"),
        "pr-channel-page": ("on their own page", "op hun eigen pagina"),
        "pr-channel-desk": ("at the desk", "aan de balie"),
        "pr-channel-mail": ("by mail", "per mail"),
        "pr-channel-phone": ("by telephone", "per telefoon"),
        "pr-channel-chat": ("in a chat", "in een chat"),
        "pr-channel-review": ("in a review", "in een recensie"),
        "pr-comments": ("What people say of it", "Wat mensen ervan vinden"),
        "pr-informs": (
            "It informs us, and decides nothing.", "Het geeft ons inzicht, en beslist niets."
        ),
        "pr-commentsNone": ("Nobody said anything of it yet.", "Nog niemand zei er iets over."),
        "pr-comment": ("comment", "opmerking"),
        "pr-rather": ("“rather so”", "“liever zo”"),
        "pr-merge": ("Put it into another proposal", "In een ander voorstel zetten"),
        "pr-into": ("Into which", "In welk"),
        "pr-intoHint": (
            "All voices go along. It cannot be taken apart again.",
            "Alle stemmen gaan mee. Het kan niet meer uit elkaar."
        ),
        "pr-mergeIt": ("Put together", "Samenvoegen"),
        "pr-done-opened": ("The proposal is open.", "Het voorstel is geopend."),
        "pr-done-worded": ("The words are kept.", "De woorden zijn bewaard."),
        "pr-done-option": ("The option is kept.", "De mogelijkheid is bewaard."),
        "pr-done-dropped": ("The option is gone.", "De mogelijkheid is weg."),
        "pr-done-scored": ("Your scores are kept.", "Uw oordeel is bewaard."),
        "pr-done-decided": (
            "It is decided. Everybody who asked is told, each in their own language.",
            "Het is besloten. Ieder die vroeg hoort het, in de eigen taal."
        ),
        "pr-done-waits": (
            "It is kept. A second person has to agree before anybody is told.",
            "Het is bewaard. Een tweede persoon moet instemmen voordat iemand het hoort."
        ),
        "pr-done-confirmed": (
            "It is confirmed. Everybody who asked is told.",
            "Het is bevestigd. Ieder die vroeg hoort het."
        ),
        "pr-done-sentback": (
            "It is open again. Nobody was told.", "Het is weer open. Niemand is iets verteld."
        ),
        "pr-alike": ("Others who say the like", "Anderen die iets dergelijks zeggen"),
        "pr-alikeHow": (
            "They are in no proposal. Read them first: you decide whether it is the same.",
            "Zij zitten in geen voorstel. Lees ze eerst: u bepaalt of het hetzelfde is."
        ),
        "pr-gather": ("Put together", "Erbij voegen"),
        "pr-letGo": ("Take out", "Eruit halen"),
        "pr-done-gathered": ("The voice is in it.", "De stem zit erin."),
        "pr-done-letgo": (
            "The voice is out of it, and keeps its date.",
            "De stem is eruit, en houdt zijn datum."
        ),
        "pr-done-finished": (
            "It is noted as done. Those who asked are asked whether it helped.",
            "Genoteerd als gedaan. Wie het vroegen, vragen wij of het hielp."
        ),
        "pr-done-merged": (
            "They are together now, with all their voices.",
            "Ze zijn nu samen, met al hun stemmen."
        ),
    ]
}
