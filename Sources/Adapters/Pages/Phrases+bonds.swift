/// The texts about how much of themselves people recognise in the house, and its two edges.
extension Phrases {
    static let bonds: Table = [
        "bo-title": ("Who recognises themself in us", "Wie zichzelf in ons herkent"),
        "bo-nav": ("Who recognises themself", "Wie zich herkent"),
        "bo-why": (
            "Whoever recognises themself in us comes gladly, and is hurt most when we break our word. We look at both sides, so that we part kindly and win nobody back against their will.",
            "Wie zichzelf in ons herkent komt graag, en wordt het meest geraakt als wij ons woord breken. Wij kijken naar beide kanten, zodat wij goed afscheid nemen en niemand tegen wil en dank terughalen."
        ),
        "bo-levels": (
            "How much of themselves people recognise", "Hoeveel van zichzelf mensen herkennen"
        ),
        "bo-levelsSay": (
            "Of {0} {1} it is known: {2} recognise {3} of 10 or more, {4} less.",
            "Van {0} {1} is het bekend: {2} herkennen {3} van 10 of meer, {4} minder."
        ),
        "bo-few": (
            "Of fewer than ten {0} it is known. More is told when ten have said it.",
            "Van minder dan tien {0} is het bekend. Er staat meer zodra tien het hebben gezegd."
        ),
        "bo-sideFew": (
            "Of {0} {1} it is known. On one side of {2} of 10 are few of them, so nothing more is told.",
            "Van {0} {1} is het bekend. Aan één kant van {2} van 10 zijn het er weinig, dus meer staat er niet."
        ),
        "bo-levelsKey": (
            "From {0} of 10, where the dashed line is, we part kindly and win nobody back. Bars that would tell of few are left out.",
            "Vanaf {0} van 10, bij de streepjeslijn, nemen wij goed afscheid en halen niemand terug. Staven die over weinigen zouden gaan zijn weggelaten."
        ),
        "bo-level": ("Of 10", "Van 10"),
        "bo-hidden": ("not told", "niet verteld"),
        "bo-fewCell": ("few: not told", "weinig: niet verteld"),
        "bo-side": ("Who", "Wie"),
        "bo-sideMuch": ("Recognise much", "Herkennen veel"),
        "bo-sideLess": ("Recognise less", "Herkennen minder"),
        "bo-sideNone": ("{0}: nobody.", "{0}: niemand."),
        "bo-edgeSay": ("{0}: {1}.", "{0}: {1}."),
        "bo-countSay": ("{0} {1}", "{0} {1}"),
        "bo-unknownSay": ("not known", "niet bekend"),
        "bo-key": (
            "From the left: {0}; {1}; not known. What would tell of few is left out.",
            "Van links: {0}; {1}; niet bekend. Wat over weinigen zou gaan is weggelaten."
        ),
        "bo-gives": ("What goes with it", "Wat ermee samengaat"),
        "bo-gives-0": ("say they come again", "zeggen terug te komen"),
        "bo-gives-1": ("say rather not", "zeggen liever niet"),
        "bo-gives-2": ("not known", "niet bekend"),
        "bo-givesNote": (
            "They stand together; that one brings the other is not shown by this.",
            "Ze gaan samen; dat het een het ander brengt blijkt hier niet uit."
        ),
        "bo-risks": ("What it risks", "Wat het kan kosten"),
        "bo-risks-0": ("with much at stake", "met veel op het spel"),
        "bo-risks-1": ("with little at stake", "met weinig op het spel"),
        "bo-risks-2": ("not known", "niet bekend"),
        "bo-risksNote": (
            "Much is at stake from 0.175: how much of themself, times how likely the next promise breaks, times how likely they leave. What is not known is not filled in.",
            "Veel staat op het spel vanaf 0,175: hoeveel van zichzelf, maal de kans dat de volgende belofte breekt, maal de kans dat iemand weggaat. Wat niet bekend is wordt niet ingevuld."
        ),
        "bo-factors": ("The three factors", "De drie factoren"),
        "bo-factorsSay": (
            "How likely a promise breaks is known of {0} of {2}, how likely they leave of {1}.",
            "De kans dat een belofte breekt is bekend van {0} van {2}, de kans dat iemand weggaat van {1}."
        ),
        "bo-factorsNote": (
            "A factor that is not known lies anywhere between 0 and 1; where that decides, nothing is decided.",
            "Een factor die niet bekend is ligt ergens tussen 0 en 1; waar dat de doorslag geeft, beslissen wij niets."
        ),
        "bo-factor": ("Factor", "Factor"),
        "bo-from": ("Where it comes from", "Waar het vandaan komt"),
        "bo-known": ("Known of", "Bekend van"),
        "bo-unknown": ("Not known of", "Niet bekend van"),
        "bo-factor-self": ("How much of themself", "Hoeveel van zichzelf"),
        "bo-from-self": ("their own word, 0 to 10", "hun eigen woord, 0 tot 10"),
        "bo-factor-broken": (
            "How likely the next promise breaks", "Kans dat de volgende belofte breekt"
        ),
        "bo-from-broken": (
            "what became of promises to them; how they see it goes first",
            "wat er van beloften aan hen werd; hoe zij het zien gaat voor"
        ),
        "bo-factor-leaving": ("How likely they leave", "Kans dat iemand weggaat"),
        "bo-from-leaving": (
            "their own word in the last year, or that they took leave",
            "hun eigen woord van het laatste jaar, of dat zij afscheid namen"
        ),
        "bo-near": ("Near, and much at stake", "In de buurt, en veel op het spel"),
        "bo-nearHow": (
            "People near you who let you help them. Each look is kept, and they see it.",
            "Mensen bij u in de buurt die hulp toestaan. Elke blik wordt bewaard, en zij zien die."
        ),
        "bo-nearNone": (
            "Nobody near, as far as we know.", "Niemand in de buurt, voor zover wij weten."
        ),
        "bo-near-much": (
            "They recognise much of themself here: their own word.",
            "Herkent hier veel van zichzelf: het eigen woord."
        ),
        "bo-near-some": (
            "They recognise something of themself here: their own word.",
            "Herkent hier iets van zichzelf: het eigen woord."
        ),
        "bo-near-broken": (
            "Promises to them: {0} broken, {1} kept.", "Beloften: {0} gebroken, {1} gehouden."
        ),
        "bo-near-leave": ("They took leave.", "Nam afscheid."),
        "bo-near-rather": (
            "They would rather not come again: their own word.",
            "Komt liever niet terug: het eigen woord."
        ),
        "bo-near-may": (
            "They may come again: their own word.", "Komt misschien terug: het eigen woord."
        ),
        "bo-part": (
            "Part kindly: say sorry, leave it whole, and offer nothing that would win them back.",
            "Neem goed afscheid: zeg sorry, laat het heel, en bied niets aan om ze terug te halen."
        ),
        "bo-keep": (
            "Keep the next promise: it is felt most here when it breaks.",
            "Houd de volgende belofte: hier wordt het meest gevoeld dat die breekt."
        ),
        "bo-cue": ("What staff is called for", "Waarvoor er geroepen is"),
        "look-bond": ("what is at stake with them", "wat er voor hen op het spel staat"),
        "own-look-bond": ("what is at stake for you", "wat er voor u op het spel staat"),
        // On their own page.
        "bo-more": ("Say otherwise, or take it back", "Iets anders zeggen, of terugnemen"),
        "bo-staysAsks": (
            "How sure are you that you come again?", "Hoe zeker is het dat u terugkomt?"
        ),
        "bo-staysNone": ("surely not", "zeker niet"),
        "bo-staysAll": ("surely", "zeker wel"),
        "bo-takeBack": ("Take back what I said here", "Terugnemen wat ik hier zei"),
        "done-own-promise-stays": ("Thank you for telling us.", "Dank u dat u het zegt."),
        "done-own-promise-unbond": (
            "Taken back. Nobody counts with it any more.",
            "Teruggenomen. Niemand rekent er meer mee."
        ),
    ]
}
