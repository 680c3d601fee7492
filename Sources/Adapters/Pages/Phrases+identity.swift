/// The texts of who we are and of the mirror.
extension Phrases {
    static let identity: Table = identityWho.merging(identityMirror) { first, _ in first }

    private static let identityWho: Table = [
        "id-who": ("Who we are", "Wie wij zijn"),
        "id-whoHow": (
            "What we decide by. Every decision names the version it was taken under.",
            "Waar wij op beslissen. Elk besluit noemt de versie waaronder het is genomen."
        ),
        "id-whoNone": (
            "Who we are is not written down yet. Until it is, nothing can be decided.",
            "Wie wij zijn staat nog niet op papier. Tot dan kan er niets worden beslist."
        ),
        "id-write": ("Write it down", "Schrijf het op"),
        "id-change": ("Change", "Wijzigen"),
        "id-mirror": ("Mirror", "Spiegel"),
        "id-proposals": ("Proposals", "Voorstellen"),
        "id-pages": ("Voices and decisions", "Stemmen en besluiten"),
        "id-principles-title": ("Principles", "Principes"),
        "id-redLines-title": (
            "Red lines: what we never do", "Rode lijnen: wat wij nooit doen"
        ),
        "id-hopedFor-title": ("Whom we hope for", "Op wie wij hopen"),
        "id-partedFrom-title": (
            "From whom we part, kindly", "Van wie wij afscheid nemen, vriendelijk"
        ),
        "id-yes": ("What follows from it", "Wat eruit volgt"),
        "id-no": ("What does not", "Wat niet"),
        "id-none": ("Nothing was written down here.", "Hier staat niets."),
        "id-promise": (
            "Everybody who says something hears from us within {0} days.",
            "Iedereen die iets zegt, hoort binnen {0} dagen van ons."
        ),
        "id-version": ("Version {0}", "Versie {0}"),
        "id-versions": ("Versions", "Versies"),
        "id-versionsHow": (
            "Each version is kept, with how many decisions were taken under it.",
            "Elke versie blijft bewaard, met hoeveel besluiten eronder zijn genomen."
        ),
        "id-now": ("stands now", "geldt nu"),
        "id-older": (
            "This is version {0}. Version {1} stands now.",
            "Dit is versie {0}. Nu geldt versie {1}."
        ),
        "id-toNow": ("To what stands now", "Naar wat nu geldt"),
        "id-decisionsUnder": ("{0} decisions", "{0} besluiten"),
        "id-decisionUnder": ("1 decision", "1 besluit"),
        "id-noDecisions": ("no decisions", "geen besluiten"),
        "id-span": ("from {0} to {1}", "van {0} tot {1}"),
        "id-changed": ("What changed", "Wat er veranderde"),
        "id-first": ("The first version.", "De eerste versie."),
        "id-changes": ("What this would change", "Wat dit zou veranderen"),
        "id-changesNothing": ("Nothing changes.", "Er verandert niets."),
        "id-came": ("came:", "kwam erbij:"),
        "id-went": ("went:", "ging eruit:"),
        "id-done-kept": (
            "It is kept as a new version. Decisions from now on are taken under it.",
            "Het is bewaard als nieuwe versie. Besluiten worden vanaf nu hieronder genomen."
        ),
        "id-done-same": (
            "Nothing was changed, so there is no new version.",
            "Er is niets veranderd, dus er is geen nieuwe versie."
        ),
        "id-formHow": (
            "In your own words, in both languages. Clear every field of a part to leave it out.",
            "In uw eigen woorden, in beide talen. Maak alle velden van een deel leeg om het weg te laten."
        ),
        "id-principle": ("Principle", "Principe"),
        "id-redLine": ("Never", "Nooit"),
        "id-hopedFor": ("Hoped for", "Op wie wij hopen"),
        "id-partedFrom": ("Parted from", "Van wie wij afscheid nemen"),
        "id-yesOne": ("yes", "wel"),
        "id-noOne": ("no", "niet"),
        "id-how": ("how", "hoe"),
        "id-en": ("In English", "In het Engels"),
        "id-nl": ("In Dutch", "In het Nederlands"),
        "id-yesLines": ("What follows from it, one a line", "Wat eruit volgt, één per regel"),
        "id-noLines": ("What does not, one a line", "Wat niet, één per regel"),
        "id-who-en": (
            "Who, by what they want or do, in English",
            "Wie, naar wat ze willen of doen, in het Engels"
        ),
        "id-who-nl": ("Who, in Dutch", "Wie, in het Nederlands"),
        "id-welcome-en": ("How they are welcomed, in English", "Hoe ze welkom zijn, in het Engels"),
        "id-welcome-nl": ("How, in Dutch", "Hoe, in het Nederlands"),
        "id-leave-en": (
            "How we part, kindly and lawfully, in English",
            "Hoe wij afscheid nemen, vriendelijk en naar de wet, in het Engels"
        ),
        "id-leave-nl": ("How, in Dutch", "Hoe, in het Nederlands"),
        "id-answerDays": (
            "Days within which everybody is answered", "Dagen waarbinnen iedereen antwoord krijgt"
        ),
        "id-daysHint": ("From 1 to 90.", "Van 1 tot 90."),
        "id-more-p": ("One more principle", "Nog een principe"),
        "id-more-l": ("One more red line", "Nog een rode lijn"),
        "id-more-h": ("One more whom we hope for", "Nog iemand op wie wij hopen"),
        "id-more-g": ("One more from whom we part", "Nog iemand van wie wij afscheid nemen"),
        "id-look": ("See what changes", "Kijk wat er verandert"),
        "id-keep": ("Keep as a new version", "Bewaar als nieuwe versie"),
        "id-mend": (
            "Some fields are not right yet. What you wrote is kept.",
            "Sommige velden kloppen nog niet. Wat u schreef staat er nog."
        ),
        "id-missing": ("Write this in both languages.", "Schrijf dit in beide talen."),
        "id-tooLong": (
            "Write less: at most about 500 letters.",
            "Schrijf minder: hooguit ongeveer 500 letters."
        ),
        "id-tooMany": ("Write at most 50 lines.", "Schrijf hooguit 50 regels."),
        "id-daysFault": (
            "Write a whole number of days, from 1 to 90.",
            "Schrijf een heel aantal dagen, van 1 tot 90."
        ),
        "id-ground": (
            "“{0}” is about who people are, and the law protects that. Say what they want or do.",
            "“{0}” gaat over wie mensen zijn, en dat beschermt de wet. Schrijf wat ze willen of doen."
        ),
        "id-overtaken": (
            "A colleague kept version {0} while you were writing. Below stands what yours would change of it. Keep it once more to do so.",
            "Een collega bewaarde versie {0} terwijl u schreef. Hieronder staat wat de uwe daaraan zou veranderen. Bewaar nog eens om dat te doen."
        ),
        "id-refused": (
            "This could not be kept. Look at it once more.",
            "Dit kon niet worden bewaard. Kijk er nog eens naar."
        ),
    ]

    private static let identityMirror: Table = [
        "id-mirrorHow": (
            "How we decide, and what people heard of it. A mirror has no target: it shows, and says nothing of what is good.",
            "Hoe wij beslissen, en wat mensen ervan hoorden. Een spiegel heeft geen doel: hij laat zien, en zegt niet wat goed is."
        ),
        "id-allQuarters": ("All together", "Alles samen"),
        "id-q1": ("Jan–Mar {0}", "jan–mrt {0}"), "id-q2": ("Apr–Jun {0}", "apr–jun {0}"),
        "id-q3": ("Jul–Sep {0}", "jul–sep {0}"), "id-q4": ("Oct–Dec {0}", "okt–dec {0}"),
        "id-quarter": ("Quarter", "Kwartaal"),
        "id-decided": ("Decisions", "Besluiten"),
        "id-asAsked": ("Exactly as asked", "Precies zoals gevraagd"),
        "id-ourWay": ("Our own way", "Op onze eigen manier"),
        "id-declined": ("Declined", "Nee gezegd"),
        "id-said": ("Nothing to decide", "Niets te beslissen"),
        "id-asAskedMore": ("As asked, more than before", "Zoals gevraagd, meer dan eerst"),
        "id-low": ("from", "van"), "id-high": ("to", "tot"),
        "id-decisions": ("What we do with what is asked", "Wat wij doen met wat er wordt gevraagd"),
        "id-decisionsSay": (
            "Of {0} decisions {1} did exactly what was asked, {2} met the need in our own way and {3} declined.",
            "Van {0} besluiten deden er {1} precies wat er werd gevraagd, {2} vervulden de behoefte op onze eigen manier en {3} zeiden nee."
        ),
        "id-decisionsNone": ("Nothing was decided yet.", "Er is nog niets beslist."),
        "id-decisionsKey": (
            "In each line from left to right: exactly as asked, our own way, declined. The numbers stand in the same order.",
            "In elke regel van links naar rechts: precies zoals gevraagd, op onze eigen manier, nee gezegd. De getallen staan in dezelfde volgorde."
        ),
        "id-noTarget": (
            "There is no target: always doing what is asked is kneeling, never doing it is not listening.",
            "Er is geen doel: altijd doen wat er wordt gevraagd is knielen, het nooit doen is niet luisteren."
        ),
        "id-driftAskedMore": (
            "In {0} we did exactly what was asked {1} of 100 times more often than in the quarter before ({2}): more than chance.",
            "In {0} deden wij {1} van de 100 keer vaker precies wat er werd gevraagd dan het kwartaal ervoor ({2}): meer dan toeval."
        ),
        "id-driftAskedLess": (
            "In {0} we did exactly what was asked {1} of 100 times less often than in the quarter before ({2}): more than chance.",
            "In {0} deden wij {1} van de 100 keer minder vaak precies wat er werd gevraagd dan het kwartaal ervoor ({2}): meer dan toeval."
        ),
        "id-driftAskedSame": (
            "How often we did exactly what was asked moved by {1} of 100 in {0} ({2}): that may be chance.",
            "Hoe vaak wij precies deden wat er werd gevraagd, schoof in {0} {1} van de 100 ({2}): dat kan toeval zijn."
        ),
        "id-driftDeclinedMore": (
            "We declined {1} of 100 times more often ({2}): more than chance.",
            "Wij zeiden {1} van de 100 keer vaker nee ({2}): meer dan toeval."
        ),
        "id-driftDeclinedLess": (
            "We declined {1} of 100 times less often ({2}): more than chance.",
            "Wij zeiden {1} van de 100 keer minder vaak nee ({2}): meer dan toeval."
        ),
        "id-driftDeclinedSame": (
            "How often we declined moved by {1} of 100 ({2}): that may be chance.",
            "Hoe vaak wij nee zeiden, schoof {1} van de 100 ({2}): dat kan toeval zijn."
        ),
        "id-interests": ("Whose interest prevailed", "Wiens belang voorging"),
        "id-interestsSay": (
            "Of {0} decisions {1} were for {4}, {2} for both and {3} for us.",
            "Van {0} besluiten waren er {1} voor {4}, {2} voor beide en {3} voor ons."
        ),
        "id-interestsKey": (
            "In each line from left to right: for {0}, for both, for us. A decision for us needs a second person.",
            "In elke regel van links naar rechts: voor {0}, voor beide, voor ons. Een besluit voor ons heeft een tweede mens nodig."
        ),
        "id-forCustomer": ("For {0}", "Voor {0}"),
        "id-forBoth": ("For both", "Voor beide"),
        "id-forHouse": ("For us", "Voor ons"),
        "id-heard": ("What {0} heard from us", "Wat {0} van ons hoorden"),
        "id-heardSay": (
            "How many {3} heard that we do exactly what they asked: {0}; that we do it our own way: {1}; that we decline: {2}.",
            "Hoeveel {3} hoorden dat wij precies doen wat ze vroegen: {0}; dat wij het op onze eigen manier doen: {1}; dat wij nee zeggen: {2}."
        ),
        "id-heardFew": (
            "Fewer than ten {0} heard any one of these, so nothing is told.",
            "Minder dan tien {0} hoorden één van deze, dus er wordt niets verteld."
        ),
        "id-heardKey": (
            "People, each once in a part: who asked twice may stand in two. Parts that would tell of few are left out.",
            "Mensen, elk één keer in een deel: wie twee keer vroeg kan in twee delen staan. Delen die over weinigen zouden gaan zijn weggelaten."
        ),
        "id-few": ("too few to tell", "te weinig om te vertellen"),
        "id-voices": ("Said", "Gezegd"),
        "id-medianDays": ("Half answered within (days)", "Helft beantwoord binnen (dagen)"),
        "id-principles": (
            "How clear our principles are", "Hoe duidelijk onze principes zijn"
        ),
        "id-principlesNone": (
            "No option was scored by two stewards yet.",
            "Nog geen mogelijkheid is door twee hoeders beoordeeld."
        ),
        "id-principleSay": (
            "Of “{0}” stewards say the same for {1} of 100.",
            "Over “{0}” zeggen hoeders voor {1} van de 100 hetzelfde."
        ),
        "id-principlesSay": (
            "Stewards agree most on “{0}” ({1} of 100) and least on “{2}” ({3} of 100).",
            "Hoeders zijn het het meest eens over “{0}” ({1} van de 100) en het minst over “{2}” ({3} van de 100)."
        ),
        "id-principlesAlike": (
            "On all {0} principles stewards agree alike: {1} of 100.",
            "Over alle {0} principes zijn hoeders het even eens: {1} van de 100."
        ),
        "id-principlesKey": (
            "100: all who scored an option said the same; 0: no more alike than chance (r_wg). Little agreement says the words are not clear, not that somebody is wrong.",
            "100: wie een mogelijkheid beoordeelde zei hetzelfde; 0: niet meer gelijk dan toeval (r_wg). Weinig overeenstemming zegt dat de woorden niet duidelijk zijn, niet dat iemand ongelijk heeft."
        ),
        "id-options": ("Options", "Mogelijkheden"),
        "id-scores": ("Scores", "Beoordelingen"),
        "id-agreement": ("Agreement", "Overeenstemming"),
        "id-fit": ("It is us (−1 to 1)", "Dit zijn wij (−1 tot 1)"),
        "id-times": ("How long people wait for an answer", "Hoe lang mensen op antwoord wachten"),
        "id-timesFew": (
            "Fewer than ten {0} said something, so no time is told.",
            "Minder dan tien {0} zeiden iets, dus er wordt geen tijd verteld."
        ),
        "id-halfSay": ("Half is answered within {0}.", "De helft is beantwoord binnen {0}."),
        "id-halfNone": (
            "Half is not answered yet.", "De helft is nog niet beantwoord."
        ),
        "id-lateSay": (
            "After {0} days, which is what we promise, {1} of 100 were not answered ({2}).",
            "Na {0} dagen, en dat beloven wij, waren er {1} van de 100 niet beantwoord ({2})."
        ),
        "id-lateUnseen": (
            "Nothing has waited for {0} days yet, which is what we promise.",
            "Nog niets wachtte {0} dagen, en dat beloven wij."
        ),
        "id-timesKey": (
            "Of {0} things said, how many of 100 are not answered yet after so long. The broken line stands at {1} days.",
            "Van {0} dingen die werden gezegd: hoeveel van de 100 na zo lang nog niet beantwoord zijn. De streepjeslijn staat bij {1} dagen."
        ),
        "id-timesNote": (
            "What waits still is counted with the time that it waited (Kaplan–Meier): an average of the answers alone would leave it out. An answer that was none does not end the wait.",
            "Wat nog wacht telt mee met de tijd dat het wachtte (Kaplan–Meier): een gemiddelde van alleen de antwoorden liet dat weg. Een antwoord dat er geen was, beëindigt het wachten niet."
        ),
        "id-days": ("Days", "Dagen"),
        "id-day": ("{0} d", "{0} d"),
        "id-hours": ("{0} hours", "{0} uur"),
        "id-daysLong": ("{0} days", "{0} dagen"),
        "id-unanswered": ("Not answered, of 100", "Niet beantwoord, van 100"),
        "id-error": ("Standard error", "Standaardfout"),
        "id-loop": (
            "Whether they heard, and whether it helped", "Of ze het hoorden, en of het hielp"
        ),
        "id-what": ("What", "Wat"),
        "id-people": ("People", "Mensen"),
        "id-of": ("of", "van"),
        "id-share": ("Of 100", "Van 100"),
        "id-toldBack": ("Told of all they asked", "Hoorden van alles wat ze vroegen"),
        "id-toldBackSay": (
            "{0} of 100 of the {2} {3} who asked something heard what became of all of it ({1}).",
            "{0} van de 100 van de {2} {3} die iets vroegen, hoorden wat er van alles werd ({1})."
        ),
        "id-toldBackFew": (
            "How many heard back is of too few {0} to tell.",
            "Hoeveel er iets terughoorden gaat over te weinig {0}."
        ),
        "id-reopened": ("Said it was no answer", "Zeiden dat het geen antwoord was"),
        "id-reopenedSay": (
            "{0} of 100 of the {2} who were answered said of an answer that it was none ({1}).",
            "{0} van de 100 van de {2} die antwoord kregen, zeiden dat een antwoord er geen was ({1})."
        ),
        "id-reopenedFew": (
            "How many took it for no answer is of too few to tell.",
            "Hoeveel het geen antwoord vonden gaat over te weinigen."
        ),
        "id-helped": ("It helped", "Het hielp"),
        "id-helpedSay": (
            "Of the {2} who said whether it helped, {0} of 100 say yes ({1}).",
            "Van de {2} die zeiden of het hielp, zegt {0} van de 100 ja ({1})."
        ),
        "id-helpedFew": (
            "Whether it helped is said by too few to tell.",
            "Of het hielp is door te weinigen gezegd."
        ),
        "id-unsaid": ("Did not say whether it helped", "Zeiden niet of het hielp"),
        "id-loopKey": (
            "People, each once. Silence is unknown: who did not say whether it helped is counted as neither.",
            "Mensen, elk één keer. Stilte is onbekend: wie niet zei of het hielp, telt als geen van beide."
        ),
    ]
}
