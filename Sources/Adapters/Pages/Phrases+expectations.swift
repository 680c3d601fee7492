/// The texts about what people expect: on a card, on somebody's own page, and over all people.
extension Phrases {
    static let expectations: Table = [
        "xp-own": ("What you expect", "Wat u verwacht"),
        "xp-theirs": ("What they expect", "Wat ze verwachten"),
        "xp-how": (
            "What someone thinks will happen is one thing, what they think is right another. The first moves with what happens, the second with what is promised. 0 is nothing of what they want, 10 exactly it.",
            "Wat iemand denkt dat er gebeurt is één ding, wat diegene terecht vindt een ander. Het eerste schuift mee met wat er gebeurt, het tweede met wat er is beloofd. 0 is niets van wat iemand wil, 10 precies dat."
        ),
        "xp-own-how": (
            "What you think will happen is one thing, what you think is right another. We work both out from what you told us, what we promised you and what you got; you can always say otherwise. 0 is nothing of what you want, 10 exactly it.",
            "Wat u denkt dat er gebeurt is één ding, wat u terecht vindt een ander. Wij leiden beide af uit wat u zei, wat wij u beloofden en wat u kreeg; u kunt altijd iets anders zeggen. 0 is niets van wat u wilt, 10 precies dat."
        ),
        "xp-own-will": (
            "You think you will get about {0} of 10.", "U denkt ongeveer {0} van de 10 te krijgen."
        ),
        "xp-own-noWill": (
            "What you think you will get is not known yet.",
            "Wat u denkt te krijgen is nog niet bekend."
        ),
        "xp-own-should": (
            "About {0} of 10 is what you think is right.",
            "Ongeveer {0} van de 10 is wat u terecht vindt."
        ),
        "xp-own-noShould": (
            "What you think is right is not known yet.", "Wat u terecht vindt is nog niet bekend."
        ),
        "xp-will": (
            "They think they will get about {0} of 10.",
            "Ze denken ongeveer {0} van de 10 te krijgen."
        ),
        "xp-noWill": (
            "What they think they will get is not known yet.",
            "Wat ze denken te krijgen is nog niet bekend."
        ),
        "xp-should": (
            "About {0} of 10 is what they think is right.",
            "Ongeveer {0} van de 10 is wat ze terecht vinden."
        ),
        "xp-noShould": (
            "What they think is right is not known yet.",
            "Wat ze terecht vinden is nog niet bekend."
        ),
        "xp-less": (
            "The last time was {0} less than thought.",
            "De laatste keer was {0} minder dan gedacht."
        ),
        "xp-more": (
            "The last time was {0} more than thought.", "De laatste keer was {0} meer dan gedacht."
        ),
        "xp-same": (
            "The last time was about as thought.", "De laatste keer was ongeveer zoals gedacht."
        ),
        "xp-drift": (
            "This moved a lot in 90 days, more than chance does.",
            "Dit is in 90 dagen sterk verschoven, meer dan door toeval."
        ),
        "xp-key": (
            "Solid line: what will happen. Dashed line: what is right. Round dot: what was got. Square: what was promised. Open circle: what was said.",
            "Doorgetrokken lijn: wat er gebeurt. Streepjeslijn: wat terecht is. Ronde stip: wat er kwam. Vierkant: wat is beloofd. Open rondje: wat is gezegd."
        ),
        "xp-cut": ("The last {0} of {1} are shown.", "De laatste {0} van {1} staan hier."),
        "xp-when": ("When", "Wanneer"),
        "xp-what": ("What", "Wat"),
        "xp-level": ("Of 10", "Van 10"),
        "xp-thenWill": ("Will happen, then", "Gebeurt, daarna"),
        "xp-thenShould": ("Is right, then", "Terecht, daarna"),
        "xp-gapWill": ("Beyond what was thought", "Boven wat werd gedacht"),
        "xp-gapShould": ("Beyond what is right", "Boven wat terecht is"),
        "xp-expects": ("said: will happen", "gezegd: gebeurt"),
        "xp-deserves": ("said: is right", "gezegd: terecht"),
        "xp-promised": ("promised", "beloofd"),
        "xp-met": ("got", "gekregen"),
        "xp-tell": ("Say what you expect", "Zeggen wat u verwacht"),
        "xp-theyTell": ("They say what they expect", "Ze zeggen wat ze verwachten"),
        "xp-tell-expects": ("What do you think will happen?", "Wat denkt u dat er gebeurt?"),
        "xp-tell-deserves": ("What do you think is right?", "Wat vindt u terecht?"),
        "xp-kept": ("Promises to come", "Beloften die nog komen"),
        "xp-keptLetter": (
            "the next one is kept {0} of 100 times to the letter ({1})",
            "de volgende wordt {0} van 100 keer naar de letter gehouden ({1})"
        ),
        "xp-keptReading": (
            "{0} of 100 times as it is taken ({1})",
            "{0} van 100 keer zoals het wordt opgevat ({1})"
        ),
        "xp-keptHow": (
            "Worked out from how it went with earlier ones; what was long ago counts for less.",
            "Afgeleid uit hoe het met eerdere ging; wat lang geleden is telt minder mee."
        ),
        "own-look-expectations": ("what you expect", "wat u verwacht"),
        "done-wish-expect": ("Kept: what they expect.", "Bewaard: wat ze verwachten."),
        "done-own-wish-expect": ("Kept: what you expect.", "Bewaard: wat u verwacht."),
        // Over all people.
        "pl-expectations": ("What people expect", "Wat mensen verwachten"),
        "xp-willHeard": (
            "Of {0} {1} it is known what they think will happen.",
            "Van {0} {1} is bekend wat ze denken dat er gebeurt."
        ),
        "xp-shouldHeard": (
            "Of {0} it is known what they think is right.",
            "Van {0} is bekend wat ze terecht vinden."
        ),
        "xp-willFew": (
            "Of fewer than ten {0} it is known what they think will happen.",
            "Van minder dan tien {0} is bekend wat ze denken dat er gebeurt."
        ),
        "xp-shouldFew": (
            "Of fewer than ten {0} it is known what they think is right.",
            "Van minder dan tien {0} is bekend wat ze terecht vinden."
        ),
        "xp-gapSay": (
            "The last time, beside what they thought: less – {0}; about that – {1}; more – {2}.",
            "De laatste keer, naast wat ze dachten: minder – {0}; ongeveer dat – {1}; meer – {2}."
        ),
        "xp-driftSay": (
            "What {0} expect moved a lot in 90 days.",
            "Wat {0} verwachten is in 90 dagen sterk verschoven."
        ),
        "xp-hidden": ("not told", "niet verteld"),
        "xp-peopleKey": (
            "How many expect how much, of 10: on the left what will happen, on the right what is right. Bars that would tell of few are left out.",
            "Hoeveel mensen hoeveel verwachten, van 10: links wat er gebeurt, rechts wat terecht is. Staven die over weinigen zouden gaan zijn weggelaten."
        ),
        "xp-notNetted": (
            "What people expect, what they get and what they give up are three things; none is taken off another.",
            "Wat mensen verwachten, wat ze krijgen en wat ze opgeven zijn drie dingen; geen ervan gaat van een ander af."
        ),
        "xp-willAxis": ("will happen", "gebeurt"),
        "xp-shouldAxis": ("is right", "terecht"),
        "xp-part": ("{0} to {1} of 10", "{0} tot {1} van 10"),
        "xp-gapLess": ("last time: less", "laatste keer: minder"),
        "xp-gapSame": ("last time: about that", "laatste keer: ongeveer dat"),
        "xp-gapMore": ("last time: more", "laatste keer: meer"),
        "xp-stayed": ("stayed in 90 days", "bleef in 90 dagen"),
        "xp-moved": ("moved a lot in 90 days", "sterk verschoven in 90 dagen"),
        "xp-all": ("all who are counted", "allen die meetellen"),
        "xp-none": (
            "Nobody told yet what they expect, and nothing was met or promised that tells of it.",
            "Niemand zei nog wat die verwacht, en er gebeurde of is beloofd nog niets waaruit het blijkt."
        ),
    ]
}
