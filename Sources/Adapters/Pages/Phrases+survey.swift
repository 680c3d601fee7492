/// The texts of the survey editor.
extension Phrases {
    static let survey: Table = [
        "sv-title": ("What we ask", "Wat wij vragen"),
        "sv-add": ("New question", "Nieuwe vraag"),
        "sv-change": ("Change the question", "De vraag wijzigen"),
        "sv-how": (
            "Each question is there for something that we do not know well enough. Who we are is not asked: that is for us to say.",
            "Elke vraag is er voor iets dat wij niet goed genoeg weten. Wie wij zijn vragen wij niet: dat is aan ons."
        ),
        "sv-none": ("Nothing is asked yet.", "Er wordt nog niets gevraagd."),
        "sv-version": ("Version", "Versie"),
        "sv-versions": ("Earlier versions", "Eerdere versies"),
        "sv-droppedOnes": ("Asked no more", "Niet meer gevraagd"),
        "sv-done-kept": ("The question is kept.", "De vraag is bewaard."),
        "sv-done-dropped": ("It is asked no more.", "Hij wordt niet meer gevraagd."),
        "sv-form": ("What do you want to know?", "Wat wilt u weten?"),
        "sv-formHint": (
            "There is no form for who we should be.", "Er is geen vorm voor wie wij moeten zijn."
        ),
        "sv-form-served": ("How much something matters", "Hoe zwaar iets telt"),
        "sv-form-wished": ("What people want of it", "Wat mensen ervan willen"),
        "sv-form-understood": (
            "What people understood of a promise", "Wat mensen van een belofte begrepen"
        ),
        "sv-form-closeness": (
            "How close it came to what they wanted", "Hoe dicht het kwam bij wat ze wilden"
        ),
        "sv-doubt-served": (
            "We want to know better how much “{0}” matters to people.",
            "Wij willen beter weten hoe zwaar “{0}” voor mensen telt."
        ),
        "sv-doubt-wished": (
            "We want to know better what people want of “{0}”.",
            "Wij willen beter weten wat mensen willen van “{0}”."
        ),
        "sv-doubt-understood": (
            "We want to know better how people read “{0}”.",
            "Wij willen beter weten hoe mensen “{0}” lezen."
        ),
        "sv-doubt-closeness": (
            "We want to know better how close “{0}” comes to what people want.",
            "Wij willen beter weten hoe dicht “{0}” komt bij wat mensen willen."
        ),
        "sv-facet": ("About what", "Waarover"),
        "sv-promise": ("About which promise", "Over welke belofte"),
        "sv-choose": ("Choose", "Kies"),
        "sv-chooseForm": ("Choose a form.", "Kies een vorm."),
        "sv-foreign-en": (
            "This reads as Dutch; here it stands in English.",
            "Dit leest als Nederlands; hier staat het in het Engels."
        ),
        "sv-foreign-nl": (
            "This reads as English; here it stands in Dutch.",
            "Dit leest als Engels; hier staat het in het Nederlands."
        ),
        "sv-chooseOne": ("Choose what it is about.", "Kies waar het over gaat."),
        "sv-nameLong": (
            "The name of what it is about is too long.",
            "De naam van waar het over gaat is te lang."
        ),
        "sv-ownHint": (
            "In your own words, in both languages; or leave both empty for the usual words.",
            "In eigen woorden, in beide talen; of laat beide leeg voor de gewone woorden."
        ),
        "sv-own-en": ("In English", "In het Engels"),
        "sv-own-nl": ("In Dutch", "In het Nederlands"),
        "sv-bothLanguages": ("Say it in both languages.", "Zeg het in beide talen."),
        "sv-wordsLong": ("Make the question shorter.", "Maak de vraag korter."),
        "sv-refused": (
            "This asks people who we should be. It is not asked.",
            "Dit vraagt mensen wie wij moeten zijn. Het wordt niet gevraagd."
        ),
        "sv-mend": ("Mend what is marked below.", "Herstel wat hieronder staat."),
        "sv-full": (
            "As many questions are kept as can be. Drop one first.",
            "Er zijn zoveel vragen als er kunnen zijn. Haal er eerst een weg."
        ),
        "sv-look": ("See how it looks", "Bekijk hoe het staat"),
        "sv-keep": ("Keep it", "Bewaren"),
        "sv-use": ("Use the better question", "Gebruik de betere vraag"),
        "sv-anyway": ("Keep my words anyway", "Toch mijn woorden bewaren"),
        "sv-preview": ("As people see it", "Zoals mensen hem zien"),
        "sv-betterTitle": ("About these words", "Over deze woorden"),
        "sv-cues": ("It was these words:", "Het zijn deze woorden:"),
        "sv-better": ("A better question:", "Een betere vraag:"),
        "sv-drop": ("Ask it no more", "Niet meer vragen"),
        "sv-dropSure": (
            "The question and its versions stay to be read.",
            "De vraag en haar versies blijven te lezen."
        ),
    ]
}
