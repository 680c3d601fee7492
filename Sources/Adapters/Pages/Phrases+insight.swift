/// The texts of the insight pages. `{0}` is a gap that is filled.
extension Phrases {
    static let insight: Table = [
        "insight": ("Insight", "Inzicht"),
        "in-landscape": ("The landscape", "Het landschap"),
        "in-given-up": ("What is given up", "Wat men opgeeft"),
        "in-learning": ("Learning", "Leren"),
        "in-different": ("How different", "Hoe verschillend"),
        "in-changed": ("What changed", "Wat veranderde"),
        "in-heard": ("What was heard", "Wat is gehoord"),
        "in-counted": ("counted at", "geteld om"),
        "in-counting": (
            "Everybody is being counted: {0} of {1}. This page shows the count as soon as it is there.",
            "Iedereen wordt geteld: {0} van {1}. Deze pagina toont de telling zodra die er is."
        ),
        "in-recounting": (
            "A new count runs: {0} of {1}. What stands here is the one before.",
            "Er loopt een nieuwe telling: {0} van {1}. Wat hier staat is de vorige."
        ),
        "in-stale": (
            "The next count is shown when ten people moved, or when the next month begins.",
            "De volgende telling verschijnt als er van tien mensen iets veranderde, of als de volgende maand begint."
        ),
        "in-needs": (
            "There is nothing to see yet. From {0} {1} on who said what they want and let the house help them, pictures stand here.",
            "Er is nog niets te zien. Vanaf {0} {1} die zeiden wat zij willen en zich laten helpen, staan hier beelden."
        ),
        "in-of": (
            "Of {0} {1} who said what they want and let the house help them. Nothing here is of fewer than ten.",
            "Van {0} {1} die zeiden wat zij willen en zich laten helpen. Niets hier gaat over minder dan tien."
        ),
        "in-ofJudged": (
            "Of {0} {1} of whom it is known what they give up. Nothing here is of fewer than ten.",
            "Van {0} {1} van wie bekend is wat zij opgeven. Niets hier gaat over minder dan tien."
        ),
        "in-tooFew": ("There are too few to say this.", "Dit zijn er te weinig om iets te zeggen."),
        "in-noRange": ("how sure is not known", "hoe zeker is niet bekend"),
        "in-between": ("between {0} and {1}", "tussen {0} en {1}"),
        "in-unknown": ("not sure: too little was seen", "niet zeker: er is te weinig gezien"),
        "in-provisional": ("provisional", "voorlopig"),
        "in-reliable": ("reliable", "betrouwbaar"),
        "in-gone": ("a facet that is gone", "een onderwerp dat weg is"),
        "in-elsewhere": (
            "elsewhere, in parts too small to show",
            "elders, in delen te klein om te tonen"
        ),
        "in-value": ("Points", "Punten"),
        "in-low": ("At least", "Minstens"),
        "in-high": ("At most", "Hoogstens"),
        "in-people": ("People", "Mensen"),
        "in-coverage": ("Seen, of 100", "Gezien, van 100"),
        "in-state": ("How sure", "Hoe zeker"),
        "in-from": ("From", "Van"),
        "in-to": ("To", "Tot"),
        "in-numbers": ("The numbers behind it", "De cijfers erachter"),
        "in-download": ("As a file (CSV)", "Als bestand (CSV)"),
        "in-noPicture": (
            "Every part is of fewer than ten, so that nothing is drawn.",
            "Elk deel gaat over minder dan tien, dus er is niets getekend."
        ),
        "in-notDrawn": (
            "{0} {1} are in parts too small to draw.",
            "{0} {1} zitten in delen die te klein zijn om te tekenen."
        ),
        "in-axisGiven": (
            "0 exactly what they want, 100 nothing of it",
            "0 precies wat men wil, 100 niets ervan"
        ),
        "in-axisGap": (
            "points: below 0 less than expected, above it more",
            "punten: onder 0 minder dan verwacht, erboven meer"
        ),
        "in-axisPeople": ("{0}, up to {1} in a part", "{0}, tot {1} in een deel"),
        "in-sacrifice": ("What each gives up", "Wat ieder opgeeft"),
        "in-sacrificeSay": (
            "On what was seen, {3} give up {0} points of 100 on average ({1}; {2} people).",
            "Van wat is gezien geven {3} gemiddeld {0} van 100 punten op ({1}; {2} mensen)."
        ),
        "in-half": ("Half give up less than {0}.", "De helft geeft minder op dan {0}."),
        "in-halfAndTen": (
            "Half give up less than {0}, one in ten more than {1}.",
            "De helft geeft minder op dan {0}, een op de tien meer dan {1}."
        ),
        "in-bounds": (
            "Whatever stands on wishes that were not seen, the mean lies between {0} and {1}.",
            "Wat er ook geldt voor wensen die niet zijn gezien, het gemiddelde ligt tussen {0} en {1}."
        ),
        "in-gap": ("What they got and what they expected", "Wat men kreeg en wat men verwachtte"),
        "in-gapSay": (
            "What {3} got lies {0} points from what they expected ({1}; {2} people); below 0 it was less.",
            "Wat {3} kregen ligt {0} punten van wat zij verwachtten ({1}; {2} mensen); onder 0 was het minder."
        ),
        "in-apart": (
            "Expecting and wanting are two things: this is never taken off what is given up.",
            "Verwachten en willen zijn twee dingen: dit gaat nooit af van wat men opgeeft."
        ),
        "in-unsatisfiedMuch": ("not satisfied, much given up", "ontevreden, veel opgegeven"),
        "in-lack": ("for lack of better", "bij gebrek aan beter"),
        "in-unsatisfiedLittle": ("not satisfied, little given up", "ontevreden, weinig opgegeven"),
        "in-satisfiedLittle": ("satisfied, little given up", "tevreden, weinig opgegeven"),
        "in-axisLess": ("← less than expected", "← minder dan verwacht"),
        "in-axisMore": ("more than expected →", "meer dan verwacht →"),
        "in-axisUp": ("upwards: more is given up", "naar boven: meer opgegeven"),
        "in-threshold": (
            "Much is {0} points or more: this house's own line.",
            "Veel is {0} punten of meer: de eigen grens van dit huis."
        ),
        "in-cellsNote": (
            "A dot is ten people or more, the larger the more. Only those near you stand by themselves, with a ring.",
            "Een stip is tien mensen of meer, hoe groter hoe meer. Alleen wie bij u in de buurt is staat apart, met een ring."
        ),
        "in-where": ("Where", "Waar"),
        "in-cell": ("a dot", "een stip"),
        "in-gapFrom": ("Gap from", "Verschil van"),
        "in-gapTo": ("Gap to", "Verschil tot"),
        "in-givenFrom": ("Given up from", "Opgegeven van"),
        "in-givenTo": ("Given up to", "Opgegeven tot"),
        "in-landTooFew": (
            "There are too few of whom it is known both how satisfied they are and what they give up.",
            "Er zijn te weinig mensen van wie bekend is hoe tevreden zij zijn en wat zij opgeven."
        ),
        "in-landSay": (
            "Of 100 satisfied {1}, about {0} are so for lack of better ({2}; {3} people).",
            "Van 100 tevreden {1} zijn er ongeveer {0} dat bij gebrek aan beter ({2}; {3} mensen)."
        ),
        "in-landSatisfied": ("Satisfied are {0} of 100.", "Tevreden zijn er {0} van de 100."),
        "in-near": ("Near you now", "Nu bij u in de buurt"),
        "in-story": (
            "Tap for the story; that you looked is kept.",
            "Tik voor het verhaal; dat u keek wordt bewaard."
        ),
        "in-givenSay": (
            "Most is given up on “{0}”: {1} of every 100 points that anybody gives up ({2} {3}).",
            "Het meeste wordt opgegeven op “{0}”: {1} van elke 100 punten die iemand opgeeft ({2} {3})."
        ),
        "in-givenTooFew": (
            "Of no facet ten people told what they gave up.",
            "Over geen onderwerp zeiden tien mensen wat zij opgaven."
        ),
        "in-stripNote": (
            "The long bar is the share of all that is given up; the small ones below how many give up how much, from nothing at the left to all at the right.",
            "De lange balk is het deel van alles wat wordt opgegeven; de kleine eronder hoeveel mensen hoeveel opgeven, van niets links tot alles rechts."
        ),
        "in-facet": ("Facet", "Onderwerp"),
        "in-facets": ("Facet by facet", "Per onderwerp"),
        "in-share": ("Share of all, of 100", "Deel van alles, van 100"),
        "in-median": ("Half below", "Helft onder"),
        "in-ninetieth": ("One in ten above", "Een op tien boven"),
        "in-above": ("Much, of 100", "Veel, van 100"),
        "in-facetSay": (
            "{3} give up {0} points of 100 on it on average ({1}; {2} people).",
            "{3} geven hierop gemiddeld {0} van 100 punten op ({1}; {2} mensen)."
        ),
        "in-facetTooFew": (
            "Fewer than ten people told what they gave up on this.",
            "Minder dan tien mensen zeiden wat zij hierop opgaven."
        ),
        "in-groups": ("By how satisfied they are", "Naar hoe tevreden zij zijn"),
        "in-group": ("Group", "Groep"),
        "in-who-satisfied": ("satisfied", "tevreden"),
        "in-who-unsatisfied": ("not satisfied", "niet tevreden"),
        "in-who-unknown": ("satisfied or not: not known", "tevreden of niet: onbekend"),
        "in-group-satisfied": (
            "Who is satisfied gives up {0} ({1}; {2} people).",
            "Wie tevreden is geeft {0} op ({1}; {2} mensen)."
        ),
        "in-group-unsatisfied": (
            "Who is not gives up {0} ({1}; {2} people).",
            "Wie dat niet is geeft {0} op ({1}; {2} mensen)."
        ),
        "in-group-unknown": (
            "Of whom it is not known gives up {0} ({1}; {2} people).",
            "Van wie dat niet bekend is geeft {0} op ({1}; {2} mensen)."
        ),
        "in-reachNote": (
            "The dot is the mean, the line how far it may lie off (95 of 100 times); how people spread stands in the picture with bars.",
            "De stip is het gemiddelde, de lijn hoe ver het ernaast kan liggen (95 van 100 keer); hoe mensen spreiden staat in het beeld met balken."
        ),
        "in-words": ("In their own words", "In eigen woorden"),
        "in-askWords": (
            "Read what people near you said; that you looked is kept",
            "Lezen wat mensen bij u in de buurt zeiden; dat u keek wordt bewaard"
        ),
        "in-noWords": (
            "Nobody near you said anything of this.",
            "Niemand bij u in de buurt zei hier iets over."
        ),
        "in-learnSay": (
            "Of {0} {1} who came often enough, what they give up is, of 100:",
            "Van {0} {1} die vaak genoeg kwamen is wat zij opgeven, van 100:"
        ),
        "in-learnTooFew": (
            "Too few came often enough to see whether they give up less as they come more.",
            "Te weinig mensen kwamen vaak genoeg om te zien of zij minder opgeven als zij vaker komen."
        ),
        "in-learnNote": (
            "Each person beside themself, and only what is 95 % sure. The mean of all would fall as well when the worst served stay away.",
            "Ieder naast zichzelf, en alleen wat 95 % zeker is. Het gemiddelde van allen zou ook dalen als wie het slechtst af is wegblijft."
        ),
        "in-curve": ("What they give up is", "Wat zij opgeven is"),
        "in-falling": ("falling", "dalend"),
        "in-flat": ("flat", "vlak"),
        "in-rising": ("rising", "stijgend"),
        "in-unclear": ("unclear", "onduidelijk"),
        "in-same": ("The same wishes, month by month", "Dezelfde wensen, maand na maand"),
        "in-sameSay": (
            "In {0} what is given up on the same wishes stands at {1}, when the chain began at 100 ({2} {3}).",
            "In {0} staat wat op dezelfde wensen wordt opgegeven op {1}, toen de reeks begon op 100 ({2} {3})."
        ),
        "in-sameTooFew": (
            "In no month ten people told of the same wishes as before.",
            "In geen maand vertelden tien mensen over dezelfde wensen als daarvoor."
        ),
        "in-sameNote": (
            "New wishes begin a line of their own, so that who dares to ask for more makes nothing look worse.",
            "Nieuwe wensen beginnen een eigen lijn, zodat wie meer durft te vragen niets slechter doet lijken."
        ),
        "in-month": ("Month", "Maand"),
        "in-index": ("Index", "Index"),
        "in-vintage": ("Wishes of that month now", "Wensen van die maand nu"),
        "in-vintagePeople": ("People with those", "Mensen daarmee"),
        "in-leavers": ("Who left, beside who stays", "Wie wegging, naast wie blijft"),
        "in-staying": ("who stays", "wie blijft"),
        "in-left": ("who left, when last heard", "wie wegging, de laatste keer"),
        "in-stayingSay": (
            "Who stays gives up {0} points ({1}; {2} people).",
            "Wie blijft geeft {0} punten op ({1}; {2} mensen)."
        ),
        "in-leftSay": (
            "Who left gave up {0} when last heard ({1}; {2} people).",
            "Wie wegging gaf de laatste keer {0} op ({1}; {2} mensen)."
        ),
        "in-leaversTooFew": (
            "Too few left, or too few stay, to set them beside one another.",
            "Er gingen er te weinig weg, of er bleven er te weinig, om ze naast elkaar te zetten."
        ),
        "in-leaversNote": (
            "Who was not heard for {0} months counts as having left.",
            "Wie {0} maanden niets liet horen telt als weg."
        ),
        "in-differentSay": (
            "Of 100 {0}, {1} are average on one thing.",
            "Van 100 {0} zijn er {1} gemiddeld op één ding."
        ),
        "in-differentMore": (
            "On {1} things at once, {0} are.",
            "Op {1} dingen tegelijk zijn dat er {0}."
        ),
        "in-dimensions": (
            "They differ as if in {0} ways of {1}.",
            "Zij verschillen als op {0} manieren van de {1}."
        ),
        "in-differentTooFew": (
            "Too few told of enough things to see how different they are.",
            "Te weinig mensen vertelden over genoeg dingen om te zien hoe verschillend zij zijn."
        ),
        "in-differentNote": (
            "Average is nearer to the mean than half of a standard deviation. That few are average on much is mostly arithmetic; the dashed line is what it would be if things had nothing to do with each other.",
            "Gemiddeld is dichter bij het gemiddelde dan een halve standaardafwijking. Dat weinigen op veel dingen gemiddeld zijn is vooral rekenkunde; de streeplijn is hoe het zou zijn als dingen niets met elkaar te maken hadden."
        ),
        "in-alone": (
            "Nobody is served by what suits the average on all things at once.",
            "Niemand is gebaat bij wat past bij het gemiddelde op alle dingen tegelijk."
        ),
        "in-axisAverage": (
            "of 100, average on so many at once",
            "van 100, gemiddeld op zoveel tegelijk"
        ),
        "in-axisThings": ("things at once", "dingen tegelijk"),
        "in-hidden": ("hidden or none", "verborgen of geen"),
        "in-things": ("Things at once", "Dingen tegelijk"),
        "in-independent": ("If independent", "Als los van elkaar"),
        "in-what": ("What", "Wat"),
        "in-was": ("A month ago", "Een maand geleden"),
        "in-is": ("Now", "Nu"),
        "in-difference": ("Difference", "Verschil"),
        "in-sure": ("More than chance", "Meer dan toeval"),
        "in-coverageWas": ("Seen then, of 100", "Toen gezien, van 100"),
        "in-peopleWas": ("People then", "Mensen toen"),
        "in-warning": ("Mind", "Let op"),
        "in-yes": ("yes", "ja"),
        "in-no": ("no", "nee"),
        "in-fewer": ("less was heard", "er is minder gehoord"),
        "in-fewerHeard": (
            "Not to be celebrated: less was heard than a month ago, and what was not heard cannot be given up. It touches: {0}.",
            "Niet om te vieren: er is minder gehoord dan een maand geleden, en wat niet is gehoord kan niet zijn opgegeven. Het gaat om: {0}."
        ),
        "in-satisfied": ("Satisfied", "Tevreden"),
        "in-lackShare": (
            "For lack of better, of the satisfied",
            "Bij gebrek aan beter, van de tevredenen"
        ),
        "in-changedNote": (
            "A month ago is what was known thirty days ago, of the people and wishes as they are known today. How people spread stands below, and on each facet's own page.",
            "Een maand geleden is wat dertig dagen geleden bekend was, van de mensen en wensen zoals ze nu bekend zijn. Hoe mensen spreiden staat hieronder, en op de pagina van elk onderwerp."
        ),
        "in-changedKey": (
            "The pale dot is a month ago, the full one now; the line is how far each may lie off.",
            "De lichte stip is een maand geleden, de volle nu; de lijn is hoe ver elk ernaast kan liggen."
        ),
        "in-changedTooFew": (
            "There is nothing to compare with yet: ten people a month ago and now are needed.",
            "Er is nog niets om mee te vergelijken: daarvoor zijn tien mensen nodig, een maand geleden en nu."
        ),
        "in-changedNothing": (
            "Nothing changed by more than chance would do.",
            "Niets veranderde meer dan toeval zou doen."
        ),
        "in-fell": ("“{0}” fell by {1} points, to {2}.", "“{0}” daalde {1} punten, naar {2}."),
        "in-rose": ("“{0}” rose by {1} points, to {2}.", "“{0}” steeg {1} punten, naar {2}."),
        "in-heardTooFew": (
            "Too few were heard to tell of it.",
            "Er zijn te weinig mensen gehoord om erover te vertellen."
        ),
        "in-heardSay": (
            "Of what matters to them, {0} of 100 was seen. Confirmed wishes: {1}; of these never seen whether they were met: {2}; still to be confirmed: {3}.",
            "Van wat hun ter harte gaat is {0} van 100 gezien. Bevestigde wensen: {1}; daarvan nooit gezien of ze vervuld werden: {2}; nog te bevestigen: {3}."
        ),
        "in-unseenSay": (
            "Of 100 wishes heard next, about {0} would be ones that nobody had yet.",
            "Van de volgende 100 wensen zouden er ongeveer {0} nieuw zijn."
        ),
        "in-silence": (
            "Who says nothing is not satisfied by it: silence is in no number here.",
            "Wie niets zegt is daarmee niet tevreden: stilte zit hier in geen enkel getal."
        ),
        "in-surveys": (
            "NPS, CSAT and CES stand here once surveys gave them; they are not made from anything else.",
            "NPS, CSAT en CES staan hier zodra enquêtes ze gaven; ze worden nergens anders van gemaakt."
        ),
        "in-fewerThanTen": ("not shown, of too few people", "niet getoond, van te weinig mensen"),
        "in-wishes": ("Confirmed wishes", "Bevestigde wensen"),
        "in-open": ("Of these never seen whether met", "Daarvan nooit gezien of vervuld"),
        "in-hypotheses": ("Still to be confirmed", "Nog te bevestigen"),
        "in-distinct": ("Different wishes", "Verschillende wensen"),
        "in-allWishes": (
            "Different wishes there may be",
            "Verschillende wensen die er kunnen zijn"
        ),
        "in-unseen": ("New among the next 100", "Nieuw onder de volgende 100"),
        "in-known-reliable": ("known well", "goed bekend"),
        "in-known-provisional": ("known so far", "voorlopig bekend"),
        "in-known-unknown": ("known too little", "te weinig bekend"),
    ]
}
