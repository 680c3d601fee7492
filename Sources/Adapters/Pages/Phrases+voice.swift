/// The texts of one voice: read, heard and answered.
extension Phrases {
    static let voice: Table = [
        "vo-tellThem": ("Tell them", "Zeg tegen hen"),
        "vo-wordsGone": (
            "They took this back. The words are not shown.",
            "Zij namen dit terug. De woorden worden niet getoond."
        ),
        "vo-theirNumber": ("Their number", "Hun nummer"),
        "vo-theyHearBy": ("They hear from us by", "Ze horen van ons uiterlijk"),
        "vo-another": ("Somebody else says something", "Nog iemand zegt iets"),
        "vo-answerBy": ("answer by", "antwoord uiterlijk"),
        "vo-saidAt": ("Said", "Gezegd"),
        "vo-postponedFor": ("Later, because", "Later, omdat"),
        "vo-apart": ("Take it out of this proposal", "Haal het uit dit voorstel"),
        "vo-card": ("Who said it", "Wie het zei"),
        "vo-whoHidden": (
            "Who said it is shown when they are near you and let staff know them.",
            "Wie het zei ziet u als zij bij u in de buurt zijn en zich laten kennen."
        ),
        "vo-noAnswer": ("“That is no answer to me”", "“Dat is voor mij geen antwoord”"),
        "vo-ourAnswer": ("Our answer", "Ons antwoord"),
        "vo-ofProposal": ("The proposal that decided it", "Het voorstel dat het besliste"),
        "vo-helped": ("They say: it helped.", "Zij zeggen: het hielp."),
        "vo-notHelped": ("They say: it did not help.", "Zij zeggen: het hielp niet."),
        "vo-earlier": ("Earlier answers", "Eerdere antwoorden"),
        "vo-cameBack": (
            "A letter about this came back. Find another way to reach them.",
            "Een brief hierover kwam terug. Zoek een andere weg om hen te bereiken."
        ),
        "vo-toldHow": (
            "Did you tell them yourself where this stands, at the desk or by telephone?",
            "Hebt u hun zelf verteld hoe dit ervoor staat, aan de balie of per telefoon?"
        ),
        "vo-told": ("I told them", "Ik heb het verteld"),
        "vo-sent": ("What was sent", "Wat er is verstuurd"),
        "vo-subject-acknowledgement": ("number and date", "nummer en datum"),
        "vo-subject-answer": ("our answer", "ons antwoord"),
        "vo-subject-question": ("“did it help?”", "“hielp het?”"),
        "vo-outcome-sent": ("sent by mail", "per e-mail verstuurd"),
        "vo-outcome-shown": ("is on their own page", "staat op hun eigen pagina"),
        "vo-outcome-bounced": ("came back", "kwam terug"),
        "vo-outcome-told": ("told in person", "zelf verteld"),
        "vo-similar": ("Others who said the like", "Anderen die zoiets zeiden"),
        "vo-join-done": ("together already", "al bij elkaar"),
        "vo-join-here": ("Put this with it", "Leg dit erbij"),
        "vo-join-there": ("Put it with this", "Leg het hierbij"),
        "vo-join-answer": ("Give them the same answer", "Geef hun hetzelfde antwoord"),
        "vo-join-new": ("Put together", "Leg bij elkaar"),
        "vo-answerAlone": ("Answer this one alone", "Alleen deze beantwoorden"),
        "vo-answerAloneHow": (
            "They get these words, and this voice is closed. If they say it is no answer, it opens again. What we do not do, or do in our own way, is decided in a proposal.",
            "Zij krijgen deze woorden, en deze stem is gesloten. Zeggen zij dat het geen antwoord is, dan gaat hij weer open. Wat wij niet doen, of op onze eigen manier, wordt in een voorstel beslist."
        ),
        "vo-kind": ("What we do", "Wat wij doen"),
        "vo-answerWords": ("Our words to them", "Onze woorden aan hen"),
        "vo-writeIn": ("They speak", "Zij spreken"),
        "vo-writeAsThey": (
            "Their language is not known. Write as they did.",
            "Hun taal is niet bekend. Schrijf zoals zij."
        ),
        "vo-sure": ("It is right like this", "Het klopt zo"),
        "vo-sendAnswer": ("Give this answer", "Geef dit antwoord"),
        "vo-toProposal": ("Put into a proposal", "In een voorstel leggen"),
        "vo-whichProposal": ("A proposal that there is", "Een voorstel dat er al is"),
        "vo-choose": ("Choose", "Kies"),
        "vo-decidedGroup": (
            "Decided: they get its answer at once", "Beslist: zij krijgen meteen dat antwoord"
        ),
        "vo-putThere": ("Put it there", "Leg het daarin"),
        "vo-newTitle": ("Or a new one, called", "Of een nieuw, met als naam"),
        "vo-newTitleHow": (
            "In our words, nothing about anybody: others read it, and it stays.",
            "In onze woorden, niets over iemand: anderen lezen het, en het blijft."
        ),
        "vo-titleOne": ("Voice {0}", "Stem {0}"),
        "vo-titleBoth": ("Voices {0} and {1}", "Stemmen {0} en {1}"),
        "vo-openNew": ("Open a new proposal with this", "Open een nieuw voorstel hiermee"),
        "vo-postpone": ("Answer later", "Later antwoorden"),
        "vo-postponeHow": (
            "They are told the new date and your reason.",
            "Zij krijgen de nieuwe datum en uw reden te horen."
        ),
        "vo-newDate": ("New date", "Nieuwe datum"),
        "vo-reason": ("Why it takes longer", "Waarom het langer duurt"),
        "vo-sendPostpone": ("Set the new date", "Zet de nieuwe datum"),
        "vo-done-gather": ("It is in the proposal.", "Het ligt in het voorstel."),
        "vo-done-decided": (
            "It is in the proposal. They get its answer.",
            "Het ligt in het voorstel. Zij krijgen het antwoord daarvan."
        ),
        "vo-done-propose": (
            "A new proposal is open with it.", "Er is een nieuw voorstel mee geopend."
        ),
        "vo-done-apart": ("It is in no proposal now.", "Het ligt nu in geen voorstel."),
        "vo-done-together": ("They are together.", "Ze liggen bij elkaar."),
        "vo-done-answer": ("They have your answer.", "Zij hebben uw antwoord."),
        "vo-done-postpone": (
            "They are told the new date and why.", "Zij horen de nieuwe datum en waarom."
        ),
        "vo-done-told": ("Noted that you told them.", "Genoteerd dat u het hun vertelde."),
        "vo-cameBy": ("How it comes", "Hoe het binnenkomt"),
        "vo-whatTheySay": ("What they say, in their own words", "Wat zij zeggen, in hun woorden"),
        "vo-whatTheySayHow": (
            "As they say it, in their language.", "Zoals zij het zeggen, in hun taal."
        ),
        "vo-readFromWords": ("read it from the words", "lees het uit de woorden"),
        "vo-fromCard": (
            "From the person whose card you came from.",
            "Van de persoon van wiens kaart u komt."
        ),
        "vo-whose": ("Who says it", "Wie het zegt"),
        "vo-nobodyKnows": (
            "Nobody knows: their number is enough to come back with",
            "Niemand weet het: met hun nummer kunnen ze terugkomen"
        ),
        "vo-hear": ("Keep it, and give a number", "Bewaar het, en geef een nummer"),
        "vo-look": ("Look who said the like", "Kijk wie zoiets zei"),
        "vo-alikeOne": ("One said the like", "Eén zei zoiets"),
        "vo-alikeMany": ("%@ said the like", "%@ zeiden zoiets"),
        "vo-alikeNone": ("Nobody said the like yet.", "Nog niemand zei zoiets."),
        "vo-alikeHow": (
            "Once it is kept, one tap puts them together.",
            "Als het bewaard is, legt één tik ze bij elkaar."
        ),
        "vo-theirs": ("What they said", "Wat zij zeiden"),
        "vo-theirsNone": ("They did not say anything yet.", "Zij zeiden nog niets."),
        "vo-theySay": ("They say something", "Zij zeggen iets"),
        "vo-no-unknownNumber": (
            "No voice has this number. It has nine digits.",
            "Geen stem heeft dit nummer. Het heeft negen cijfers."
        ),
        "vo-no-wordsMissing": ("Write the words here.", "Schrijf hier de woorden."),
        "vo-no-wordsTooLong": ("Make it shorter.", "Maak het korter."),
        "vo-no-titleMissing": ("Give it a name.", "Geef het een naam."),
        "vo-no-reasonMissing": (
            "Write why. They are told it.", "Schrijf waarom. Zij krijgen het te horen."
        ),
        "vo-no-dateMissing": ("Choose a day.", "Kies een dag."),
        "vo-no-dateDoesNotFit": (
            "Choose a day after the one they have, within a year.",
            "Kies een dag na de dag die zij hebben, binnen een jaar."
        ),
        "vo-no-chooseProposal": ("Choose a proposal.", "Kies een voorstel."),
        "vo-no-unknownProposal": (
            "That proposal is not there. Choose another.",
            "Dat voorstel is er niet. Kies een ander."
        ),
        "vo-no-proposalMerged": (
            "That proposal went into another. Choose that one.",
            "Dat voorstel ging op in een ander. Kies dat."
        ),
        "vo-no-otherLanguage": (
            "These words look to be in another language than theirs. Write in theirs, or say that it is right.",
            "Deze woorden lijken in een andere taal dan de hunne. Schrijf in hun taal, of zeg dat het klopt."
        ),
        "vo-no-alreadyAnswered": (
            "It is answered already. Look at it again.",
            "Het is al beantwoord. Kijk er nog eens naar."
        ),
        "vo-no-proposalNeeded": (
            "One of us alone does not decide this. Put it into a proposal: it is decided there, with the reason.",
            "Dit beslist niemand van ons alleen. Leg het in een voorstel: daar wordt het beslist, met de reden."
        ),
        "vo-no-voiceWithdrawn": (
            "They took it back. There is nothing to answer.",
            "Zij namen het terug. Er is niets te beantwoorden."
        ),
        "vo-no-voiceDiffers": (
            "This form was sent before with other words. Open a new one.",
            "Dit formulier is al verstuurd met andere woorden. Open een nieuw."
        ),
        "vo-no-unknownVoice": ("That voice is not there any more.", "Die stem is er niet meer."),
        "vo-no-whoMissing": (
            "Write what they give you, or tick that nobody knows.",
            "Schrijf wat ze laten zien, of vink aan dat niemand het weet."
        ),
        "vo-no-notHere": (
            "Nobody near you goes by that. Try another name of theirs, ask a lead, or tick that nobody knows.",
            "Niemand in de buurt heet zo. Probeer een andere naam van hen, vraag de leiding, of vink aan dat niemand het weet."
        ),
        "vo-no-tooManyVoices": (
            "So much of one person is kept already. Answer some of it first.",
            "Er is al zo veel van één persoon bewaard. Beantwoord eerst wat."
        ),
        "vo-no-other": (
            "That was not done. Look at it again, and try once more.",
            "Dat is niet gedaan. Kijk er nog eens naar, en probeer het opnieuw."
        ),
    ]
}
