/// The texts of the form in which an experiment is planned.
extension Phrases {
    static let planning: Table = [
        "ex-planHow": (
            "All that judges is written down here, before the start. Once it has begun it stays as it is.",
            "Alles waarop beoordeeld wordt staat hier, vóór het begin. Als het begonnen is, blijft het zo."
        ),
        "ex-id": ("Name for programs", "Naam voor programma's"),
        "ex-idHint": (
            "By this a site asks who gets what. Empty: made of the English words.",
            "Hiermee vraagt een site wie wat krijgt. Leeg: gemaakt van de Engelse woorden."
        ),
        "ex-title-en": ("What is tried, in English", "Wat er geprobeerd wordt, in het Engels"),
        "ex-title-nl": ("What is tried, in Dutch", "Wat er geprobeerd wordt, in het Nederlands"),
        "ex-why-en": (
            "What is hoped for, and why, in English", "Wat wij hopen en waarom, in het Engels"
        ),
        "ex-why-nl": (
            "What is hoped for, and why, in Dutch", "Wat wij hopen en waarom, in het Nederlands"
        ),
        "ex-arms": ("The ways", "De manieren"),
        "ex-armsHint": (
            "The first is how it is now; the others are held against it. What the shares leave over is left as it is, and not counted.",
            "De eerste is zoals het nu is; de andere worden ermee vergeleken. Wie buiten de delen valt, merkt niets en telt niet mee."
        ),
        "ex-arm": ("Way {0}", "Manier {0}"),
        "ex-en": ("In English", "In het Engels"),
        "ex-nl": ("In Dutch", "In het Nederlands"),
        "ex-share": ("People, of 100", "Mensen, van de 100"),
        "ex-more-arms": ("One way more", "Nog een manier"),
        "ex-more-rails": ("One guardrail more", "Nog een vangrail"),
        "ex-more-lines": ("One red line more", "Nog een rode lijn"),
        "ex-primary": ("What it is for", "Waar het om gaat"),
        "ex-primaryHint": (
            "One thing, by which it is better or not. In points of a hundred, but for a mean of your own.",
            "Eén ding, waaraan blijkt of het beter is. In punten van honderd, behalve bij een eigen gemiddelde."
        ),
        "ex-railsForm": ("What may not get worse", "Wat niet slechter mag worden"),
        "ex-railsHint": (
            "At least one guardrail, each with its limit: what must not be paid for by anybody.",
            "Minstens één vangrail, elk met een grens: wat niemand ervoor mag betalen."
        ),
        "ex-railPlace": ("Guardrail {0}", "Vangrail {0}"),
        "ex-whatField": ("What is counted", "Wat er geteld wordt"),
        "ex-what-rate": (
            "who did it, of all (told: 0 or 1)", "wie het deed, van allen (doorgegeven: 0 of 1)"
        ),
        "ex-what-mean": ("a mean (told)", "een gemiddelde (doorgegeven)"),
        "ex-what-worstDecile": (
            "the mean of the tenth worst off (told)",
            "het gemiddelde van het slechtste tiende (doorgegeven)"
        ),
        "ex-what-promises": (
            "promises kept to them (the house counts)", "gehouden beloften (telt het huis)"
        ),
        "ex-what-sacrifice": (
            "what they give up (the house counts)", "wat zij inleveren (telt het huis)"
        ),
        "ex-what-sacrificeWorst": (
            "what the tenth worst off gives up (the house counts)",
            "wat het slechtste tiende inlevert (telt het huis)"
        ),
        "ex-good": ("Better is", "Beter is"),
        "ex-good-higher": ("more", "meer"),
        "ex-good-lower": ("less", "minder"),
        "ex-effect": (
            "Smallest difference worth having", "Kleinste verschil dat de moeite waard is"
        ),
        "ex-effectRail": (
            "Smallest difference worth seeing (empty: the limit)",
            "Kleinste verschil dat telt (leeg: de grens)"
        ),
        "ex-marginField": (
            "It may be worse by less than", "Het mag slechter worden met minder dan"
        ),
        "ex-moreFields": ("More of this measure", "Meer over deze maat"),
        "ex-baseline": ("How it is now", "Hoe het nu is"),
        "ex-baselineHint": (
            "For the number of people only: of “who did it” how many of 100; of a mean how far people stand apart.",
            "Alleen voor het aantal mensen: bij “wie het deed” hoeveel van de 100; bij een gemiddelde hoe ver mensen uiteen liggen."
        ),
        "ex-low": ("Lowest there can be", "Laagste dat kan"),
        "ex-high": ("Highest there can be", "Hoogste dat kan"),
        "ex-boundsHint": (
            "Of a mean of your own; empty: 0 to 1.", "Van een eigen gemiddelde; leeg: 0 tot 1."
        ),
        "ex-group": ("Only for a group", "Alleen voor een groep"),
        "ex-groupHint": (
            "The word with which who runs the house tells who is in it, such as wheelchair.",
            "Het woord waarmee wie het huis beheert doorgeeft wie erin zit, zoals wheelchair."
        ),
        "ex-linesForm": ("Red lines", "Harde grenzen"),
        "ex-linesFormHint": (
            "What no gain buys. Who sees one crossed stops it with one button. Leave empty what you do not need.",
            "Wat door geen winst te koop is. Wie ziet dat er een overschreden wordt, stopt het met één knop. Laat leeg wat u niet nodig hebt."
        ),
        "ex-line": ("Red line {0}", "Rode lijn {0}"),
        "ex-lineArm": ("Which way may cross it", "Welke manier eroverheen kan gaan"),
        "ex-people": ("People in each way", "Mensen per manier"),
        "ex-peopleHint": (
            "Below 500, and for a group, the house uses what holds for any number, and needs longer.",
            "Onder de 500, en voor een groep, gebruikt het huis wat voor elk aantal geldt, en duurt het langer."
        ),
        "ex-hours": ("Hours between two looks", "Uren tussen twee keer kijken"),
        "ex-size": ("How many people does it take?", "Hoeveel mensen zijn er nodig?"),
        "ex-sizeSay": (
            "“{0}”: about {1} people in “{2}” and {3} in “{4}”, looked at as often as you like; {5} and {6} if looked at once.",
            "“{0}”: ongeveer {1} mensen in “{2}” en {3} in “{4}”, hoe vaak u ook kijkt; {5} en {6} als u één keer kijkt."
        ),
        "ex-sizeShort": (
            "Too few are planned for “{0}”: {1} in each way, and it needs about {2}.",
            "Voor “{0}” zijn er te weinig gepland: {1} per manier, en er zijn er ongeveer {2} nodig."
        ),
        "ex-sizeUnknown": (
            "“{0}”: not known; say under “more” how it is now.",
            "“{0}”: niet bekend; zeg onder “meer” hoe het nu is."
        ),
        "ex-keep": ("Keep the plan", "Het plan bewaren"),
        "ex-mend": (
            "Some fields are not right yet. What you filled in is kept.",
            "Sommige velden kloppen nog niet. Wat u invulde staat er nog."
        ),
        "ex-wordsMissing": ("Say it in this language too.", "Zeg het ook in deze taal."),
        "ex-wordsLong": (
            "Write less: at most about 500 letters.",
            "Schrijf minder: hooguit ongeveer 500 letters."
        ),
        "ex-nameInvalid": (
            "Use plain letters, digits, _ or - here, at most 64, without spaces.",
            "Gebruik hier gewone letters, cijfers, _ of -, hooguit 64, zonder spaties."
        ),
        "ex-nameTaken": (
            "Something else has this name. Choose another.",
            "Iets anders heet al zo. Kies een andere naam."
        ),
        "ex-shareInvalid": (
            "Write how many of 100, such as 50 or 12.5.",
            "Schrijf hoeveel van de 100, zoals 50 of 12,5."
        ),
        "ex-sharesTooMany": (
            "Together these are more than 100. Make one smaller.",
            "Samen zijn deze meer dan 100. Maak er een kleiner."
        ),
        "ex-amountMissing": ("Write a number here.", "Schrijf hier een getal."),
        "ex-amountInvalid": (
            "Write a number of 0 or more, such as 2.5.",
            "Schrijf een getal van 0 of meer, zoals 2,5."
        ),
        "ex-notNothing": ("Write more than 0.", "Schrijf meer dan 0."),
        "ex-marginTooMuch": (
            "Nothing could ever be worse by so much. Write less than the lowest and the highest are apart.",
            "Zo veel slechter kan het nooit worden. Schrijf minder dan de uitersten uit elkaar liggen."
        ),
        "ex-effectTooMuch": (
            "No difference can be so large. Write less than the lowest and the highest are apart.",
            "Zo groot kan geen verschil zijn. Schrijf minder dan de uitersten uit elkaar liggen."
        ),
        "ex-baselineWrong": (
            "Of “who did it” write above 0 and below 100; of a mean how far people stand apart, above 0 and no farther than they can between the lowest and the highest.",
            "Schrijf bij “wie het deed” meer dan 0 en minder dan 100; bij een gemiddelde hoe ver mensen uiteen liggen, meer dan 0 en niet verder dan kan tussen de uitersten."
        ),
        "ex-boundsInvalid": (
            "Write two numbers, the second above the first.",
            "Schrijf twee getallen, het tweede groter dan het eerste."
        ),
        "ex-peopleInvalid": (
            "Write how many people, 1 to 1,000,000.", "Schrijf hoeveel mensen, 1 tot 1.000.000."
        ),
        "ex-hoursInvalid": ("Write how many hours, 1 to 744.", "Schrijf hoeveel uren, 1 tot 744."),
        "ex-planDoesNotFit": (
            "It cannot be judged by this: look at the shares, and at the limit and the bounds of each measure.",
            "Hier valt niet naar te oordelen: kijk naar de delen, en naar de grens en de uitersten van elke maat."
        ),
        "ex-saltTaken": (
            "This plan was sent already under another name. Begin a new one.",
            "Dit plan is al onder een andere naam gestuurd. Begin een nieuw plan."
        ),
        "ex-tooManyExperiments": (
            "The house holds as many experiments as it can.",
            "Het huis heeft zoveel proeven als het kan bewaren."
        ),
    ]
}
