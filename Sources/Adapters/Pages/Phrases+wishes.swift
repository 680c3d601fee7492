/// The texts about wishes, what was settled for, and the one question.
extension Phrases {
    static let wishes: Table = [
        // To staff, about somebody near.
        "theirWishes": ("What they wish", "Wat ze wensen"),
        "noWishesYet": (
            "No wishes are known yet. Ask, and keep them in their own words.",
            "Er zijn nog geen wensen bekend. Vraag ernaar, en bewaar ze in hun eigen woorden."
        ),
        "ourWording": ("How we understood it", "Hoe wij het begrepen"),
        "playBack": ("Play it back", "Zo teruggeven"),
        "theySayYes": ("They say: yes, that is it", "Ze zeggen: ja, dat is het"),
        "whatTheySettledFor": ("What they settled for", "Waar ze genoegen mee namen"),
        "theySaid": ("They said it was", "Ze zeiden dat het was"),
        "wishRatherStaff": ("They say it differently", "Ze zeggen het anders"),
        "askOne": ("Ask one question", "Eén vraag stellen"),
        "done-asks-nothing": ("There is nothing to ask now.", "Er is nu niets te vragen."),
        "done-wish": ("The wish is kept.", "De wens is bewaard."),
        "done-wish-back": (
            "Kept. Now hear from them whether it is so.",
            "Bewaard. Hoor nu van hen of het klopt."
        ),
        "done-wish-yes": ("Confirmed.", "Bevestigd."),
        "done-wish-rather": ("Kept as they say it now.", "Bewaard zoals ze het nu zeggen."),
        "done-wish-gone": ("The wish counts no more.", "De wens telt niet meer."),
        "done-wish-weight": ("Kept.", "Bewaard."),
        "done-wish-settled": ("Kept.", "Bewaard."),
        "done-answer": ("Their answer is kept.", "Hun antwoord is bewaard."),
        "done-not-now": ("Good: another time.", "Goed: een andere keer."),
        "gotLevel": ("What they got", "Wat ze kregen"),
        "gotMinutes": ("How many minutes it took", "Hoeveel minuten het duurde"),
        "gotOption": ("What they took", "Wat ze namen"),
        "gotOptions": ("What of it they got", "Wat ze ervan kregen"),
        "wishMatters": ("How much it matters to them", "Hoe belangrijk het voor ze is"),
        "wishJobAsked": (
            "What they are trying to get done", "Wat ze ermee voor elkaar willen krijgen"
        ),
        // To the person themself.
        "whatYouWished": ("What you wished", "Wat u wenste"),
        "own-noWishesYet": (
            "We know none of your wishes yet. Tell us one, in your own words.",
            "Wij kennen nog geen wensen van u. Vertel er een, in uw eigen woorden."
        ),
        "wishesUnseen": (
            "Nobody here sees this now: you do not allow us to know what would help you.",
            "Niemand hier ziet dit nu: u staat niet toe dat wij weten wat u zou helpen."
        ),
        "didWeUnderstand": ("Did we understand it well?", "Hebben wij het goed begrepen?"),
        "yesThatIsIt": ("Yes, that is it", "Ja, dat is het"),
        "noRather": ("No, it is …", "Nee, het is …"),
        "noThatIsNot": ("No, not so", "Nee, zo niet"),
        "whatWeThink": ("What we think you wish", "Wat wij denken dat u wenst"),
        "whatWeThinkHow": (
            "Nobody told us. It counts only when you say that it is so.",
            "Niemand vertelde het ons. Het telt pas als u zegt dat het zo is."
        ),
        "whatWeAsked": ("What we asked you", "Wat wij u vroegen"),
        "howOftenWeAsk": (
            "We ask one thing at a time, and on average at most one in two weeks. Not answering is fine.",
            "Wij vragen één ding tegelijk, en gemiddeld hooguit één in de twee weken. Niet antwoorden mag."
        ),
        "notAnswered": ("no answer", "geen antwoord"),
        "wordsForgotten": ("forgotten, as you asked", "vergeten, zoals u vroeg"),
        "own-wishMatters": ("How much it matters to you", "Hoe belangrijk het voor u is"),
        "own-wishJobAsked": (
            "What you are trying to get done", "Wat u ermee voor elkaar wilt krijgen"
        ),
        "done-own-wish": (
            "Thank you. We say back how we understood it.",
            "Dank u. Wij zeggen terug hoe wij het begrepen."
        ),
        "done-own-wish-yes": ("Thank you: now it counts.", "Dank u: nu telt het."),
        "done-own-wish-rather": (
            "Thank you. It stands as you say it now.", "Dank u. Het staat zoals u het nu zegt."
        ),
        "done-own-wish-weight": ("Thank you: kept.", "Dank u: bewaard."),
        "done-own-wish-gone": ("It counts no more.", "Het telt niet meer."),
        "done-own-answer": ("Thank you for telling us.", "Dank u voor uw antwoord."),
        "done-own-not-now": ("Good: another time.", "Goed: een andere keer."),
        "own-look-wishes": ("what you wish", "wat u wenst"),
        // To either.
        "newWish": ("A new wish", "Een nieuwe wens"),
        "wishAboutWhat": ("What is it about?", "Waar gaat het over?"),
        "inOwnWords": ("In your own words", "In uw eigen woorden"),
        "keepRather": ("Keep it so", "Zo bewaren"),
        "wishWithdraw": ("Withdraw this wish", "Deze wens intrekken"),
        "wishJob": ("What for", "Waarvoor"),
        "wishJobHint": (
            "Not the thing, but what it is for: catching a train, say.",
            "Niet het ding, maar waar het voor is: een trein halen, bijvoorbeeld."
        ),
        "wishWhen": ("For when", "Voor wanneer"),
        "becauseOf": ("This happened", "Dit gebeurde"),
        "settledFor": ("Settled for", "Genoegen genomen met"),
        "gotExactly": ("Got", "Gekregen"),
        "wantLevel": ("Exactly how much", "Hoeveel precies"),
        "scaleMore": (
            "%@ is nothing of it. The farther from there, the more of it.",
            "Bij %@ is er niets van. Hoe verder daarvandaan, hoe meer ervan."
        ),
        "scaleIdeal": (
            "A higher number is more of it. %@ too little, or %@ too much, is not it at all.",
            "Een hoger getal is meer ervan. %@ te weinig, of %@ te veel, is het helemaal niet."
        ),
        "wordsAlone": (
            "Without a number it stands as words alone.",
            "Zonder getal staat het er alleen in woorden."
        ),
        "wantMinutes": ("Within how many minutes", "Binnen hoeveel minuten"),
        "wantOption": ("Exactly this", "Precies dit"),
        "wantAlso": ("This would do as well, a bit less", "Dit mag ook, iets minder graag"),
        "wantOptions": ("All of these", "Dit alles"),
        "goBack": ("Back", "Terug"),
        "wishAtLeast": ("at least %@", "minstens %@"),
        "wishAtMost": ("at most %@", "hooguit %@"),
        "wishAbout": ("about %@", "ongeveer %@"),
        "wishWithin": ("within %@", "binnen %@"),
        "wishElse": ("else", "anders"),
        "wishWaiting": ("still waiting, %@ so far", "wacht nog, al %@"),
        "wishNothing": ("nothing of it", "niets ervan"),
        "wishCloseness": ("%@ of 10", "%@ van de 10"),
        "wish-hypothesis": ("to be played back", "nog terug te geven"),
        "wish-playedBack": ("played back, not yet confirmed", "teruggegeven, nog niet bevestigd"),
        "wish-confirmed": ("confirmed", "bevestigd"),
        "wish-inferred": ("only a guess", "alleen een vermoeden"),
        "wish-withdrawn": ("withdrawn", "ingetrokken"),
        "horizon-instant": ("now, on this visit", "nu, bij dit bezoek"),
        "horizon-short": ("the next times", "de volgende keren"),
        "horizon-long": ("for good", "voorgoed"),
        "weight-little": ("matters a little", "een beetje belangrijk"),
        "weight-some": ("matters", "belangrijk"),
        "weight-much": ("matters much", "heel belangrijk"),
        "weight-most": ("matters most", "het belangrijkst"),
        "near-unknown": (
            "how close that came, nobody knows", "hoe dichtbij dat kwam, is niet bekend"
        ),
        "near-exactly": ("exactly it", "precies goed"),
        "near-close": ("close to it", "dichtbij"),
        "near-madeDo": ("made do with it", "voor lief genomen"),
        "near-far": ("far from it", "ver ernaast"),
        "near-nothing": ("nothing of it", "niets ervan"),
        "settle-exactly": ("exactly it", "precies goed"),
        "settle-closeEnough": ("close enough", "goed genoeg"),
        "settle-nothingBetter": ("nothing better was there", "er was niets beters"),
        "settle-gaveUp": ("gave up", "het opgegeven"),
        "event-zeroResult": (
            "searched for it, and nothing was found", "ernaar gezocht, en niets gevonden"
        ),
        "event-filterRemoved": (
            "stopped searching for exactly this", "niet meer precies hiernaar gezocht"
        ),
        "event-substitutionAccepted": (
            "took something else instead", "iets anders in de plaats genomen"
        ),
        "event-substitutionRefused": (
            "wanted nothing else instead", "niets anders in de plaats gewild"
        ),
        "event-outOfStock": ("it was sold out", "het was uitverkocht"),
        "event-waited": ("had to wait for it", "erop moeten wachten"),
        "event-gaveUp": ("gave up on it", "het opgegeven, zonder resultaat"),
        "event-workaround": ("found another way round", "een eigen omweg gevonden"),
        "event-askedAgain": ("asked for it again", "er opnieuw naar gevraagd"),
        "event-returned": ("brought it back", "het teruggebracht"),
        "event-defaultEdited": ("changed what was proposed", "het voorstel veranderd"),
        // The one question.
        "oneQuestion": ("One question", "Eén vraag"),
        "q-closeness": (
            "how close was this to exactly what you wanted?",
            "hoe dicht kwam dit bij precies wat u wilde?"
        ),
        "q-settle": (
            "did you get exactly what you wanted?", "kreeg u precies wat u wilde?"
        ),
        "q-words": (
            "what would have made it exactly right?", "wat had het precies goed gemaakt?"
        ),
        "q-pair": (
            "which of these matters more to you?", "wat van deze twee is belangrijker voor u?"
        ),
        "sendAnswer": ("Answer", "Antwoorden"),
        "notNow": ("Not now", "Nu niet"),
        // What can be done for somebody.
        "weCanDoThis": ("We can do this for them", "Dit kunnen wij voor ze doen"),
        "own-weCanDoThis": ("We can do this for you", "Dit kunnen wij voor u doen"),
        "nothingFits": (
            "Of what we have, nothing comes near these wishes.",
            "Van wat wij hebben, komt niets bij deze wensen in de buurt."
        ),
        "partNeeded": ("needed for it", "nodig erbij"),
        "allTogether": ("All together", "Alles samen"),
        "withIt": ("What goes with it", "Wat erbij hoort"),
        "fitUnproved": (
            "There may be something better still: we stopped searching.",
            "Misschien is er nog iets beters: wij zijn gestopt met zoeken."
        ),
        "why-nothingOnOffer": ("We have nothing for this.", "Hiervoor hebben wij niets."),
        "why-bestThereIs": ("Nothing we have comes closer.", "Niets van ons komt dichterbij."),
        "why-excluded": (
            "%@ would be better, and does not go with %@.",
            "%@ zou beter zijn, en gaat niet samen met %@."
        ),
        "why-needs": (
            "%@ would be better, and needs %@.", "%@ zou beter zijn, en heeft nodig: %@."
        ),
        "why-counted": (
            "%@ would be better; of these only so many go together: %@.",
            "%@ zou beter zijn; hiervan gaan er maar zoveel samen: %@."
        ),
        "why-overBudget": (
            "%@ would be better, and costs %@ too much.", "%@ zou beter zijn, en kost %@ te veel."
        ),
        "why-forOthers": (
            "%@ would be better here, and worse for: %@.",
            "%@ zou hier beter zijn, en slechter voor: %@."
        ),
        // What is refused.
        "unknownFacet": (
            "That is not on the list here any more. Choose again.",
            "Dat staat hier niet meer op de lijst. Kies opnieuw."
        ),
        "unknownWish": ("That wish is not there any more.", "Die wens is er niet meer."),
        "unknownQuestion": ("That question is not there any more.", "Die vraag is er niet meer."),
        "wishDiffers": (
            "That wish was kept already, in other words.",
            "Die wens is al bewaard, in andere woorden."
        ),
        "wishStands": (
            "That wish is kept already, in these very words. Change it where it stands.",
            "Die wens is al bewaard, in precies deze woorden. Verander hem waar hij staat."
        ),
        "experienceDiffers": (
            "Something else was kept with this form already. It stands below.",
            "Met dit formulier is al iets anders bewaard. Het staat hieronder."
        ),
        "wishWithdrawn": ("That wish was withdrawn.", "Die wens is ingetrokken."),
        "notTheirWord": (
            "Only they say what they wish, or that it is so.",
            "Alleen zijzelf zeggen wat ze wensen, of dat het zo is."
        ),
        "wordsMissing": ("Write it in words first.", "Schrijf het eerst in woorden."),
        "wordsTooLong": ("Say it in fewer words.", "Zeg het met minder woorden."),
        "wantDoesNotFit": (
            "That cannot be wanted of this. Look at what was filled in.",
            "Dat kan hiervan niet gewenst worden. Kijk naar wat is ingevuld."
        ),
        "gotDoesNotFit": (
            "That cannot have been got of this. Look at what was filled in.",
            "Dat kan hiervan niet gekregen zijn. Kijk naar wat is ingevuld."
        ),
        "levelTooHigh": ("Choose from 0 to 10.", "Kies van 0 tot 10."),
        "notPlayedBack": (
            "First say back how we understood it.", "Geef eerst terug hoe wij het begrepen."
        ),
        "alreadyConfirmed": (
            "That was confirmed already.", "Dat is al bevestigd."
        ),
        "wishLevelInvalid": (
            "Write a number, such as 8 or 7.5.", "Schrijf een getal, zoals 8 of 7,5."
        ),
        "wishMinutesInvalid": (
            "Write minutes as a number from 0, such as 15.",
            "Schrijf minuten als een getal vanaf 0, zoals 15."
        ),
        "notAgain": (
            "That is too long ago to be asked again about the same.",
            "Dat is te lang geleden om opnieuw naar hetzelfde te vragen."
        ),
        "alreadyAnswered": ("That was answered already.", "Dat is al beantwoord."),
        "questionOver": (
            "That question is over. Nothing is lost.", "Die vraag is voorbij. Er is niets verloren."
        ),
        "answerDoesNotFit": ("Choose one of the answers.", "Kies een van de antwoorden."),
        "tooManyWishes": (
            "There are 64 wishes already: withdraw one first.",
            "Er zijn al 64 wensen: trek er eerst een in."
        ),
        "tooManyPeople": (
            "The house can keep no more wishes now.", "Het huis kan nu geen wensen meer bewaren."
        ),
    ]
}
