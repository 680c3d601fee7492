/// The texts of experiments: what is tried, and why it stopped.
extension Phrases {
    static let experiments = trying.merging(planning) { _, _ in
        preconditionFailure("A text stands in two tables.")
    }

    private static let trying: Table = [
        "ex-title": ("What is tried", "Wat er geprobeerd wordt"),
        "ex-how": (
            "Something new for some, not for others, chosen by lot. What it is judged by is fixed before the start, and so is what may not get worse.",
            "Iets nieuws voor de een en niet voor de ander, door het lot bepaald. Waarop het beoordeeld wordt staat vóór het begin vast, en ook wat niet slechter mag worden."
        ),
        "ex-none": ("Nothing is tried yet.", "Er wordt nog niets geprobeerd."),
        "ex-new": ("Plan something to try", "Iets nieuws plannen"),
        "ex-state-planned": ("planned", "gepland"),
        "ex-state-running": ("running", "loopt"),
        "ex-state-stopped": ("stopped", "gestopt"),
        "ex-begunAt": ("began {0}", "begonnen {0}"),
        "ex-stoppedAt": ("stopped {0}", "gestopt {0}"),
        "ex-plannedAt": ("planned {0}", "gepland {0}"),
        "ex-by": ("by {0}", "door {0}"),

        // What is tried, and on whom.
        "ex-what": ("What is tried, and on whom", "Wat er geprobeerd wordt, en bij wie"),
        "ex-whom": (
            "{0} whom the house knows and who let it help them, but for who want nothing tried on them: the lot puts {1} of 100 in one of these ways.",
            "{0} die het huis kent en die zich laten helpen, behalve wie niet wil dat er iets op hen geprobeerd wordt: het lot geeft {1} van de 100 een van deze manieren."
        ),
        "ex-armLine": ("{0} of 100", "{0} van de 100"),
        "ex-asNow": ("as it is now", "zoals het nu is"),
        "ex-inArm": ("{0} people so far", "tot nu toe {0} mensen"),
        "ex-inArmFew": ("fewer than ten people so far", "tot nu toe minder dan tien mensen"),
        "ex-planned": (
            "Planned: {0} people in each way. The house looks every {1} hours, and at each look it may end.",
            "Gepland: {0} mensen per manier. Het huis kijkt elke {1} uur, en bij elke keer kijken kan het eindigen."
        ),
        "ex-leftOut": (
            "{0} were left out: by two names they were in two ways.",
            "{0} tellen niet mee: met twee namen zaten zij in twee manieren."
        ),
        "ex-judgedBy": ("What it is judged by", "Waarop het beoordeeld wordt"),
        "ex-judgedFor": (
            "It is for “{0}”. A difference of {1} is worth having.",
            "Het gaat om “{0}”. Een verschil van {1} is de moeite waard."
        ),
        "ex-judgedRail": (
            "“{0}” may not get worse by {1} or more.", "“{0}” mag niet {1} of meer slechter worden."
        ),
        "ex-ratio": ("The right people?", "De juiste mensen?"),
        "ex-ratioFew": (
            "Too few people yet to tell.", "Nog te weinig mensen om dat te weten."
        ),
        "ex-ratioFine": (
            "Each way holds as many people as the lot should give it.",
            "Elke manier heeft zoveel mensen als het lot moest geven."
        ),
        "ex-ratioOff": (
            "The ways do not hold the people that the lot gave them: somewhere people get lost or doubled. Nothing can be learnt from it before that is mended.",
            "De manieren hebben niet de mensen die het lot hun gaf: ergens raken mensen kwijt of dubbel. Voor dat hersteld is valt er niets uit te leren."
        ),

        // What came of it.
        "ex-came": ("What came of “{0}”", "Wat er kwam van “{0}”"),
        "ex-few": (
            "What came of it is told when each way has ten people or more.",
            "Wat ervan kwam staat hier zodra elke manier tien mensen of meer heeft."
        ),
        "ex-unknownYet": (
            "Not known yet: that takes more people.",
            "Nog niet bekend: daar zijn meer mensen voor nodig."
        ),
        "ex-points": ("{0} points", "{0} punten"),
        "ex-better": ("{0} better", "{0} beter"),
        "ex-worse": ("{0} worse", "{0} slechter"),
        "ex-same": ("the same", "gelijk"),
        "ex-courseSay": (
            "With “{0}” {1} than with “{2}”; however often one looks, it lies between {3} and {4}.",
            "Met “{0}” {1} dan met “{2}”; hoe vaak men ook kijkt, het ligt tussen {3} en {4}."
        ),
        "ex-courseKey": (
            "Up is better. The firm line is no difference, the broken one what is worth having: {0}. Bars show how far it may lie off.",
            "Omhoog is beter. De vaste lijn is geen verschil, de streepjeslijn wat de moeite waard is: {0}. Balken tonen hoe ver het ernaast kan liggen."
        ),
        "ex-cut": (
            "The last {0} of {1} looks are listed.",
            "De laatste {0} van {1} keer kijken staan hier."
        ),
        "ex-when": ("When", "Wanneer"),
        "ex-peopleOf": ("People: {0}", "Mensen: {0}"),
        "ex-betterBy": ("Better by", "Beter met"),
        "ex-least": ("At least", "Minstens"),
        "ex-most": ("At most", "Hooguit"),
        "ex-margin": ("May be worse by", "Mag slechter met"),
        "ex-verdict": ("So far", "Tot nu toe"),
        "ex-ofGroup": ("group {0}", "groep {0}"),
        "ex-ofWorst": ("the tenth worst off", "het slechtst bediende tiende"),
        "ex-rail": ("Guardrail", "Vangrail"),
        "ex-rails": ("What may not get worse", "Wat niet slechter mag worden"),
        "ex-railsEach": ("Each guardrail", "Elke vangrail"),
        "ex-railsSay": (
            "{0} held, {1} not shown yet, {2} broken.",
            "{0} gehouden, {1} nog niet aangetoond, {2} gebroken."
        ),
        "ex-railsUnknown": (
            "Of {0} too little is known.", "Van {0} is te weinig bekend."
        ),
        "ex-railsKey": (
            "Each by its own limit, the broken line: a round dot held, an open one is not shown yet, a square is broken. To the right is better.",
            "Elk langs de eigen grens, de streepjeslijn: een dichte stip is gehouden, een open stip nog niet aangetoond, een vierkant gebroken. Naar rechts is beter."
        ),
        "ex-limit": ("limit", "grens"),
        "ex-toBetter": ("better →", "beter →"),
        "ex-is-held": ("held", "gehouden"),
        "ex-is-notShown": ("not shown yet", "nog niet aangetoond"),
        "ex-is-broken": ("broken", "gebroken"),
        "ex-is-unknown": ("too little is known", "te weinig bekend"),
        "ex-railUnknown": (
            "Too little is known to tell.", "Er is te weinig bekend om het te zeggen."
        ),
        "ex-railSay": (
            "{0}; between {1} and {2}. It may be worse by less than {3}.",
            "{0}; tussen {1} en {2}. Het mag minder dan {3} slechter."
        ),
        "ex-madeWorse": ("Who is worse off", "Wie slechter af is"),
        "ex-madeWorseSay": (
            "Of 100 {0} at least {1} and at most {2} have it worse on “{3}” by it. Nobody is seen both ways, so nobody can know it closer.",
            "Van de 100 {0} hebben minstens {1} en hooguit {2} het er slechter door op “{3}”. Niemand wordt op beide manieren gezien; preciezer kan niemand het weten."
        ),
        "ex-do-ship": (
            "Better, and no guardrail is worse than its limit. You can make it the way of the house, and end this.",
            "Beter, en geen vangrail gaat over de grens. U kunt er de manier van het huis van maken, en dit beëindigen."
        ),
        "ex-do-ship-worse": (
            "“{0}” is {1}, within its limit of {2}: weigh that first.",
            "“{0}” is {1}, binnen de grens van {2}: weeg dat eerst."
        ),
        "ex-do-stop": ("Stop this way.", "Stop met deze manier."),
        "ex-do-unsound": (
            "Do not judge by this.", "Oordeel hier niet naar."
        ),
        "ex-do-goOn": ("Go on: it is not shown yet.", "Ga door: het is nog niet aangetoond."),
        "ex-why-redLine": ("It crosses “{0}”.", "Het gaat over de rode lijn “{0}”."),
        "ex-why-measured": (
            "More people were lost from one way than from another.",
            "Van de ene manier zijn meer mensen kwijtgeraakt dan van de andere."
        ),
        "ex-why-primaryWorse": ("“{0}” got worse.", "“{0}” werd slechter."),
        "ex-why-broken": (
            "“{0}” got worse, beyond chance.", "“{0}” werd slechter, meer dan toeval."
        ),
        "ex-why-tooFew": (
            "{0} of {1} planned people are there.", "Er zijn {0} van de {1} geplande mensen."
        ),
        "ex-why-primaryNotShown": (
            "That “{0}” is better is not shown.", "Dat “{0}” beter is, is niet aangetoond."
        ),
        "ex-why-notShown": (
            "That “{0}” is not worse than its limit is not shown.",
            "Dat “{0}” binnen de grens blijft, is niet aangetoond."
        ),
        "ex-why-allHeld": (
            "“{0}” is better, and every guardrail held.", "“{0}” is beter, en elke vangrail hield."
        ),

        // Why it stopped.
        "ex-stop-redLineGained": (
            "“{0}” got better, and it was stopped: it crosses “{1}”.",
            "“{0}” werd beter, en toch is het gestopt: het gaat over de rode lijn “{1}”."
        ),
        "ex-stop-redLine": (
            "It was stopped: it crosses “{0}”.", "Het is gestopt: het gaat over de rode lijn “{0}”."
        ),
        "ex-stop-guardrailGained": (
            "“{0}” got better, and it was stopped: “{1}” got worse by it.",
            "“{0}” werd beter, en toch is het gestopt: “{1}” werd er slechter van."
        ),
        "ex-stop-guardrail": (
            "It was stopped: “{0}” got worse by it.", "Het is gestopt: “{0}” werd er slechter van."
        ),
        "ex-stop-primaryWorse": (
            "It was stopped: “{0}” itself got worse by it.",
            "Het is gestopt: “{0}” zelf werd er slechter van."
        ),
        "ex-stop-sampleRatio": (
            "It was stopped: the ways did not hold the people that were meant. Nothing can be learnt from it.",
            "Het is gestopt: de manieren hadden niet de bedoelde mensen. Er valt niets uit te leren."
        ),
        "ex-stop-measuredRatio": (
            "It was stopped: more people were lost from one way than from another. Nothing can be learnt from it.",
            "Het is gestopt: van de ene manier raakten meer mensen kwijt dan van de andere. Er valt niets uit te leren."
        ),
        "ex-stop-staff": ("A colleague ended it: {0}", "Een collega heeft het beëindigd: {0}"),
        "ex-byHouse": (
            "The house ended it by itself, at a look.",
            "Het huis heeft het zelf beëindigd, bij een keer kijken."
        ),
        "ex-saw": ("What was seen: {0}", "Wat er gezien is: {0}"),

        // Red lines, and doing.
        "ex-lines": ("Red lines", "Harde grenzen"),
        "ex-linesHow": (
            "What no gain buys. Whoever sees one crossed says so, and it ends at once.",
            "Wat door geen winst te koop is. Wie ziet dat er een overschreden wordt zegt dat, en het stopt direct."
        ),
        "ex-linesNone": ("None were drawn.", "Er zijn er geen getrokken."),
        "ex-crossed": ("crossed", "overschreden"),
        "ex-isCrossed": ("It is crossed", "Hij wordt overschreden"),
        "ex-whatSeen": ("What did you see?", "Wat hebt u gezien?"),
        "ex-crossNow": ("Stop it now", "Nu stoppen"),
        "ex-begin": ("Begin", "Beginnen"),
        "ex-beginHow": (
            "Once it has begun, nothing by which it is judged can be changed.",
            "Als het eenmaal begonnen is, verandert er niets meer aan waarop het beoordeeld wordt."
        ),
        "ex-change": ("Change the plan", "Het plan wijzigen"),
        "ex-lookNow": ("Look now", "Nu kijken"),
        "ex-lookHow": (
            "Looking often does no harm: the intervals hold at every look.",
            "Vaak kijken kan geen kwaad: de marges kloppen bij elke keer kijken."
        ),
        "ex-end": ("End it", "Beëindigen"),
        "ex-endWhy": ("Why does it end?", "Waarom stopt het?"),
        "ex-told": ("What {0} are told", "Wat {0} horen"),
        "ex-reasonMissing": ("Write why.", "Schrijf waarom."),
        "ex-reasonLong": ("Write less.", "Schrijf minder."),
        "ex-alreadyBegun": (
            "It has begun: what judges is fixed. End it, and plan another.",
            "Het is begonnen: waarop het beoordeeld wordt staat vast. Beëindig het, en plan iets nieuws."
        ),
        "ex-notBegun": ("It has not begun yet.", "Het is nog niet begonnen."),
        "ex-alreadyStopped": ("It has ended already.", "Het is al gestopt."),
        "ex-done-kept": ("The plan is kept.", "Het plan is bewaard."),
        "ex-done-begun": ("It has begun.", "Het is begonnen."),
        "ex-done-looked": ("The house has looked.", "Het huis heeft gekeken."),
        "ex-done-crossed": (
            "It is stopped. Thank you for saying so.", "Het is gestopt. Dank u dat u het zegt."
        ),
        "ex-done-stopped": ("It has ended.", "Het is beëindigd."),

        // Their own word.
        "ex-own": ("What is tried here", "Wat hier geprobeerd wordt"),
        "ex-own-how": (
            "Now and then some people here get something a little different from others, chosen by lot, so that we learn what helps. It may never harm you. You can say no: it costs you nothing, and what came of it with you is let go of.",
            "Soms krijgen sommige mensen hier iets net anders dan anderen, door het lot bepaald, zodat wij leren wat helpt. Het mag u nooit schaden. U kunt nee zeggen: het kost u niets, en wat er bij u van kwam laten wij los."
        ),
        "ex-triedMissing": (
            "Press one of the buttons here. Nothing was changed.",
            "Druk op een van de knoppen hier. Er is niets veranderd."
        ),
        "ex-own-no": ("Nothing is tried on me", "Op mij wordt niets geprobeerd"),
        "ex-own-isNo": ("Nothing is tried on you.", "Op u wordt niets geprobeerd."),
        "ex-own-back": ("You may again", "Het mag weer"),
        "ex-their": ("What is tried here", "Wat hier geprobeerd wordt"),
        "ex-their-how": (
            "Whoever wants nothing tried on them is in no way of any experiment. It costs them nothing.",
            "Wie niet wil dat er iets op hen geprobeerd wordt, zit in geen enkele proef. Het kost hun niets."
        ),
        "ex-their-no": (
            "They want nothing tried on them", "Zij willen niet dat er iets op hen geprobeerd wordt"
        ),
        "ex-their-isNo": ("Nothing is tried on them.", "Op hen wordt niets geprobeerd."),
        "ex-their-back": ("They do not mind any more", "Van hen mag het weer"),
        "done-own-tried-no": (
            "Nothing is tried on you from now on.", "Vanaf nu wordt er niets op u geprobeerd."
        ),
        "done-own-tried-back": (
            "Thank you. You may be asked in again.", "Dank u. U kunt weer meedoen."
        ),
        "done-tried-no": (
            "Nothing is tried on them from now on.", "Vanaf nu wordt er niets op hen geprobeerd."
        ),
        "done-tried-back": (
            "They may be in an experiment again.", "Zij kunnen weer in een proef zitten."
        ),
    ]
}
