/// The texts of voices on somebody's own page, and where anybody says something: to the customer,
/// never about them.
extension Phrases {
    static let ownVoices: Table = [
        "ov-sayTitle": ("Say something to us", "Zeg iets tegen ons"),
        "ov-yourWords": ("What you want to say or ask", "Wat u wilt zeggen of vragen"),
        "ov-sayHint": (
            "In your own words and your own language.", "In uw eigen woorden en uw eigen taal."
        ),
        "ov-sayIt": ("Say it", "Zeg het"),
        "ov-sayHow": (
            "You get a number, and a day by which you hear what we do with it. Nobody needs to know who you are.",
            "U krijgt een nummer, en een dag waarop u uiterlijk hoort wat wij ermee doen. Niemand hoeft te weten wie u bent."
        ),
        "ov-sayKept": (
            "We keep your words and their number. On your own page you can have them forgotten.",
            "Wij bewaren uw woorden en hun nummer. Op uw eigen pagina kunt u ze laten vergeten."
        ),
        "ov-language": ("Your language", "Uw taal"),
        "ov-languageRead": ("the one I write in", "die waarin ik schrijf"),
        "ov-heard": ("We heard you.", "Wij hebben u gehoord."),
        "ov-yourNumber": ("Your number:", "Uw nummer:"),
        "ov-hearBy": ("You hear from us at the latest on:", "U hoort van ons uiterlijk op:"),
        "ov-wayBack": (
            "Our answer comes on a page of your own. Scan this with your phone, or keep the address. It is only yours.",
            "Ons antwoord komt op een eigen pagina. Scan dit met uw telefoon, of bewaar het adres. Het is alleen van u."
        ),
        "ov-squareOfPage": ("The address of your own page", "Het adres van uw eigen pagina"),
        "ov-openPage": ("Open my page", "Mijn pagina openen"),
        "ov-nextOne": ("Done: an empty page", "Klaar: een lege pagina"),
        "ov-sentBefore": (
            "You said this before. Your own page shows the answer; without it the desk helps you by this number.",
            "Dit zei u al eerder. Uw eigen pagina toont het antwoord; zonder die pagina helpt de balie u met dit nummer."
        ),
        "ov-squareOfSay": (
            "The address where anybody says something", "Het adres waar iedereen iets zegt"
        ),
        "ov-posterSays": (
            "Scan this with your phone. You get a number, and a day by which you hear from us.",
            "Scan dit met uw telefoon. U krijgt een nummer, en een dag waarop u uiterlijk van ons hoort."
        ),
        "ov-posterHow": (
            "Print this and hang it where people come in, or open the address on a screen in the hall.",
            "Druk dit af en hang het op waar mensen binnenkomen, of open het adres op een scherm in de hal."
        ),
        "ov-noNames": (
            "You gave us no name. This page knows you by its address alone.",
            "U gaf ons geen naam. Deze pagina kent u alleen aan haar adres."
        ),
        "ov-endLinkHow": (
            "This link works until thirty days after the day that you were told. End it if somebody else may have it.",
            "Deze link werkt tot dertig dagen na de dag die u is genoemd. Beëindig hem als iemand anders hem kan hebben."
        ),
        "ov-alike": (
            "Others asked for what is like it. We are looking at this:",
            "Anderen vroegen iets dat erop lijkt. Hier kijken wij naar:"
        ),
        // One voice.
        "ov-older": ("Earlier", "Eerder"),
        "ov-more": ("Older, and not shown", "Ouder, en niet getoond"),
        "ov-number": ("number", "nummer"),
        "ov-by-page": ("said on a page", "gezegd op een pagina"),
        "ov-by-desk": ("said at the desk", "gezegd aan de balie"),
        "ov-by-phone": ("said by telephone", "gezegd aan de telefoon"),
        "ov-by-mail": ("said by mail", "gezegd per mail"),
        "ov-by-chat": ("said in a chat", "gezegd in een chat"),
        "ov-by-review": ("said in a review", "gezegd in een beoordeling"),
        "ov-by-survey": ("said in a survey", "gezegd in een vragenlijst"),
        "ov-by-other": ("said to us", "tegen ons gezegd"),
        "ov-state-acknowledged": ("heard", "gehoord"),
        "ov-state-considered": ("being looked at", "wordt bekeken"),
        "ov-state-answered": ("answered", "beantwoord"),
        "ov-state-withdrawn": ("taken back", "teruggenomen"),
        "ov-forgotten": ("The words are forgotten", "De woorden zijn vergeten"),
        "ov-by": ("You hear from us by %@.", "U hoort van ons uiterlijk op %@."),
        "ov-late": (
            "You should have heard from us by %@. We are late, and you stand first in the list.",
            "U had uiterlijk op %@ van ons moeten horen. Wij zijn te laat, en u staat bovenaan."
        ),
        "ov-postponed": ("Why it takes longer:", "Waarom het langer duurt:"),
        "ov-together": (
            "We look at it together with what others asked:",
            "Wij bekijken het samen met wat anderen vroegen:"
        ),
        "ov-kind-asAsked": ("We do what you asked", "Wij doen wat u vroeg"),
        "ov-kind-ourWay": ("We do it in our own way", "Wij doen het op onze eigen manier"),
        "ov-kind-declined": ("We do not do this", "Wij doen dit niet"),
        "ov-kind-said": ("Our answer", "Ons antwoord"),
        "ov-oneAnswer": ("one answer, with number", "één antwoord, met nummer"),
        "ov-doneSince": ("It is done since %@.", "Het is gedaan sinds %@."),
        "ov-notDoneYet": (
            "It is not done yet. Once it is, we ask you whether it helped.",
            "Het is nog niet gedaan. Is het zover, dan vragen wij of het hielp."
        ),
        "ov-didItHelp": ("Did it help you?", "Heeft het u geholpen?"),
        "ov-yes": ("Yes", "Ja"),
        "ov-no": ("No", "Nee"),
        "ov-helped-yes": ("You said: it helped.", "U zei: het hielp."),
        "ov-helped-no": ("You said: it did not help.", "U zei: het hielp niet."),
        "ov-noAnswer": (
            "That is no answer to what I asked", "Dat is geen antwoord op wat ik vroeg"
        ),
        "ov-whyNoAnswer": ("What is not answered", "Wat niet beantwoord is"),
        "ov-openAgain": ("Ask again", "Opnieuw vragen"),
        "ov-youReopened": ("You said it was no answer:", "U zei dat het geen antwoord was:"),
        "ov-earlier": ("What we said before", "Wat wij eerder zeiden"),
        "ov-takeBack": ("Take it back", "Terugnemen"),
        "ov-takeBackHow": (
            "Then we do not look at it any more, and you get no answer.",
            "Dan kijken wij er niet meer naar, en krijgt u geen antwoord."
        ),
        "ov-takeBackYes": ("Yes, take it back", "Ja, terugnemen"),
        // Proposals.
        "ov-proposals": ("What we are looking at", "Waar wij naar kijken"),
        "ov-informs": (
            "What you say here informs us. Nothing is decided by counting votes, and you hear why we do what we do.",
            "Wat u hier zegt, leert ons iets. Er wordt niets beslist door stemmen te tellen, en u hoort waarom wij doen wat wij doen."
        ),
        "ov-others": ("What others asked for", "Wat anderen vroegen"),
        "ov-youAsked": ("you asked", "u vroeg dit"),
        "ov-proposal-open": ("open", "open"),
        "ov-proposal-decided": ("decided", "beslist"),
        "ov-proposal-done": ("done", "gedaan"),
        "ov-ask": ("What was asked", "Wat er is gevraagd"),
        "ov-need": ("What it is needed for", "Waar het voor nodig is"),
        "ov-ours": ("How we would do it", "Hoe wij het zouden doen"),
        "ov-options": ("What could be done", "Wat er kan gebeuren"),
        "ov-option-asAsked": ("as asked", "zoals gevraagd"),
        "ov-option-ourWay": ("our own way", "onze eigen manier"),
        "ov-out": ("we cannot do this", "dit kunnen wij niet doen"),
        "ov-youTold": ("What you told us about it", "Wat u ons hierover zei"),
        "ov-told-comment": ("You said:", "U zei:"),
        "ov-told-rather": ("Rather so:", "Liever zo:"),
        "ov-told-rank": ("Your order:", "Uw volgorde:"),
        "ov-told-tried": ("You tried it:", "U probeerde het:"),
        "ov-triedTold": ("%@: %@ of 10", "%@: %@ van 10"),
        "ov-rank": ("What you prefer", "Wat u het liefst heeft"),
        "ov-rankHow": (
            "Give the best the first place. What you leave out has no place.",
            "Geef het beste de eerste plaats. Wat u openlaat, krijgt geen plaats."
        ),
        "ov-noPlaceYet": ("no place", "geen plaats"),
        "ov-place": ("place %@", "plaats %@"),
        "ov-keepOrder": ("Keep my order", "Mijn volgorde bewaren"),
        "ov-tried": ("I tried it", "Ik heb het geprobeerd"),
        "ov-triedWhich": ("What you tried", "Wat u probeerde"),
        "ov-howClose": (
            "How close did it come to what you want? Tap a number.",
            "Hoe dicht kwam het bij wat u wilt? Tik op een cijfer."
        ),
        "ov-closeNone": ("not at all", "helemaal niet"),
        "ov-closeAll": ("exactly it", "precies dat"),
        "ov-rather": ("Rather so", "Liever zo"),
        "ov-ratherWhat": ("What you would rather have", "Wat u liever zou hebben"),
        "ov-sendRather": ("Propose this", "Dit voorstellen"),
        "ov-comment": ("Say something about it", "Er iets over zeggen"),
        "ov-commentWhat": ("What you think of it", "Wat u ervan vindt"),
        "ov-sendComment": ("Send it", "Versturen"),
        // When it is done.
        "done-own-voice-say": ("We heard you.", "Wij hebben u gehoord."),
        "done-own-voice-helped": (
            "Thank you, we know now.", "Dank u, nu weten wij het."
        ),
        "done-own-voice-reopen": (
            "It is open again, with a new date.", "Het staat weer open, met een nieuwe datum."
        ),
        "done-own-voice-withdraw": ("It is taken back.", "Het is teruggenomen."),
        "done-own-part-comment": ("Thank you. It stands here.", "Dank u. Het staat hier."),
        "done-own-part-rather": (
            "Thank you. What you propose stands here.", "Dank u. Wat u voorstelt, staat hier."
        ),
        "done-own-part-rank": ("Your order is kept.", "Uw volgorde is bewaard."),
        "done-own-part-tried": (
            "Thank you for trying it.", "Dank u dat u het geprobeerd heeft."
        ),
        // What is refused.
        "ov-wordsMissing": ("Write something first.", "Schrijf eerst iets op."),
        "ov-wordsTooLong": (
            "This is longer than we can keep: at most 4,000 letters. Say it in two parts.",
            "Dit is langer dan wij kunnen bewaren: hooguit 4.000 letters. Zeg het in twee delen."
        ),
        "ov-voiceDiffers": (
            "What you sent before stands. Send this too if you want to say it as well.",
            "Wat u eerder stuurde, staat er. Stuur ook dit als u het ook wilt zeggen."
        ),
        "ov-unknownVoice": (
            "That is not among what you said. Look again below.",
            "Dat staat niet bij wat u zei. Kijk hieronder opnieuw."
        ),
        "ov-unknownProposal": (
            "We are not looking at that any more. Look again below.",
            "Daar kijken wij niet meer naar. Kijk hieronder opnieuw."
        ),
        "ov-proposalMerged": (
            "That went together with something else. Look again below.",
            "Dat is samengevoegd met iets anders. Kijk hieronder opnieuw."
        ),
        "ov-unknownOption": (
            "That choice is gone. Choose from what stands here now.",
            "Die keuze is er niet meer. Kies uit wat er nu staat."
        ),
        "ov-alreadyDecided": (
            "This is decided meanwhile. Nothing can be added to it.",
            "Dit is intussen beslist. Er kan niets meer bij."
        ),
        "ov-voiceWithdrawn": (
            "You took this back. Say it again above if you want an answer.",
            "U nam dit terug. Zeg het hierboven opnieuw als u antwoord wilt."
        ),
        "ov-notAnswered": (
            "This is not answered yet. The date stands beside it.",
            "Dit is nog niet beantwoord. De datum staat erbij."
        ),
        "ov-notTheirWord": ("Only you can say this.", "Dit kunt alleen u zeggen."),
        "ov-optionDoesNotFit": (
            "This cannot be done. Choose from the others.",
            "Dit kan niet. Kies uit de andere."
        ),
        "ov-samePlace": (
            "Two have the same place. Give each a place of its own.",
            "Twee hebben dezelfde plaats. Geef elk een eigen plaats."
        ),
        "ov-placeInvalid": ("Choose a place from the list.", "Kies een plaats uit de lijst."),
        "ov-noPlace": (
            "Give at least one of these a place.", "Geef minstens één hiervan een plaats."
        ),
        "ov-chooseOption": ("Choose what you tried.", "Kies wat u probeerde."),
        "ov-chooseCloseness": ("Tap a number from 0 to 10.", "Tik op een cijfer van 0 tot 10."),
        "ov-scoreDoesNotFit": ("Tap a number from 0 to 10.", "Tik op een cijfer van 0 tot 10."),
        "ov-chooseYesNo": ("Choose yes or no.", "Kies ja of nee."),
        "ov-tooManyVoices": (
            "You told us so much that we cannot keep more here. Tell it at the desk.",
            "U vertelde ons zo veel dat wij hier niet meer kunnen bewaren. Vertel het aan de balie."
        ),
        "ov-tooManyPeople": (
            "We cannot keep more here now. Tell it at the desk.",
            "Wij kunnen hier nu niet meer bewaren. Vertel het aan de balie."
        ),
    ]
}
