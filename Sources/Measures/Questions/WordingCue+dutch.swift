extension WordingCue {
    static let dutch: [WordingCue: [WordPattern]] = dutchWords.mapValues(WordPattern.list)

    private static let house = """
        bedrijf|organisatie|onderneming|zaak|huis|plek|restaurant|hotel|bar|cafe|kroeg|winkel|\
        supermarkt|bakkerij|bibliotheek|theater|museum|bioscoop|sportschool|zwembad|school|club|\
        team|festival|markt|tuin|dierentuin|park|galerie|studio|salon|stichting|vereniging
        """
    /// What says who somebody is.
    private static let telling = """
        beschrijven|definieren|typeren|kenmerken|onderscheiden
        """
    private static let relatives = """
        vrienden|vriend|familie|gezin|partner|man|vrouw|buren|collega|collegas|anderen|mensen|\
        ouders|moeder|vader|gasten|klanten|bezoekers
        """
    private static let things = """
        maaltijd|tafel|stoel|kamer|bezoek|bestelling|koffie|eten|drankje|bed|rekening|kaartje|\
        boeking|verblijf|pakket|deur|ontbijt|lunch|diner|sleutel|tas|jas|wacht|gesprek|brief|\
        bericht|bier|plaats
        """

    private static let dutchWords: [WordingCue: String] = [
        .ought: """
        moet|moeten
        zouden .. moeten
        horen .. te|bij
        hoort .. te|bij
        behoren|behoort
        dienen|dient
        """,
        .ourBeing: """
        we|wij .. zijn|worden|blijven|vertegenwoordigen
        zijn we|wij
        horen|moeten|zullen we|wij .. zijn|worden|blijven
        wie we|wij zijn
        we|wij|ons|onze .. staan|staat voor
        waar .. voor staan|staat
        we|wij|ons .. bekend
        bekend .. staan
        we|wij|ons .. geloven
        moet|hoort|behoort ons|onze|dit|deze .. zijn|worden|blijven|houden|hebben|spelen
        ons .. zien
        moet|moeten|horen|hoort|zouden ons .. \(telling)
        moet|moeten|horen|hoort|zouden ons|onze|dit|deze \(house) .. \(telling)
        """,
        .character: """
        waarden
        identiteit*
        merk|merken
        missie*
        bestemming|bestaansrecht
        ziel
        persoonlijkheid
        karakter*
        principe*|beginsel*
        tradities|traditie
        visie
        strategie*
        ambitie*
        cultuur
        eigenheid
        filosofie
        idealen
        imago
        reputatie
        rol .. onze|wij|we|samenleving
        verhaal|verhalen
        soort \(house)
        wat voor \(house)
        richting
        kern|wezen
        geest
        slogan|motto
        staan|staat voor
        overtuiging*
        geweten
        """,
        .ourChange: """
        keten
        onze|ons .. veranderen|loslaten|opgeven|vernieuwen
        ons .. omvormen
        moderner|modern|klassieker|exclusiever|commercieler|traditioneler
        vernieuwen|moderniseren
        trend|trends|mode
        welke kant
        we|wij|organisatie|bedrijf .. groeien|uitbreiden|specialiseren
        ophouden
        ander soort|type
        """,
        .ourPublic: """
        publiek
        doelgroep*
        welke|wat|wie .. klanten|gasten|mensen|bezoekers .. wij|we
        wie|voor moeten we|wij
        we|wij .. aantrekken|weren
        wij|we ons richten
        """,
        .inOurPlace: """
        als u|je .. leidde|bestuurde|runde|bezat
        als u|je de|het baas|eigenaar|directeur
        in onze schoenen|plaats
        als u|je ons|wij was
        wat zou u|je .. maken
        """,
        .theHouse: """
        ons|onze|dit|deze|een|als \(house)
        als buur
        """,
        .ownPast: """
        had|hebt|heeft|was|moest|kreeg|koos|nam|wilde|zocht u
        u .. kwam|zocht|vroeg|wilde|boekte|binnenkwam|bestelde|wachtte|betaalde|hoopte
        u .. had|zat
        was|waren|werd|werden|kwam|zat|zaten|liep|ging het|de|er|uw|onze
        kwam|zat|stond|liep|voelde|ging
        verwachtte|begreep|hoopte|wenste|miste|las|vond|hoorde u
        voor u
        kostte u
        hielp|helpen u
        """,
        .ownWant: """
        wilt|wil|wenst|zoekt|verwacht|hoopt|kiest|drinkt|eet|bestelt|hoort|slaapt u
        verwachtte|begreep|hoopte|wenste|miste u
        u .. liever|liefst|graag|prettig|fijn
        nodig
        telt .. zwaarder
        precies goed
        bij u past|paste|gepast
        bij u had
        helpt u
        """,
        .forThem: """
        uw \(things)
        voor|met|van|aan u
        uzelf
        u in de weg
        """,
        .measured: """
        hoe .. lang|dicht|warm|koud|hard|vaak|ver|vroeg|laat|sterk|zoet|snel|duidelijk|goed
        hoeveel ruimte|tijd|plaats
        welke tijd|dag|taal|stap
        welk uur
        """,
        .steered: """
        toch
        ook niet
        zeker
        natuurlijk
        uiteraard
        eens
        u weet
        zoals u weet
        iedereen weet|vindt
        de meeste|veel|alle gasten|klanten|mensen|bezoekers
        niet veel
        toegeven
        het beste van
        niet ook
        """,
        .praise: """
        geweldig*
        heerlijk*
        fantastisch*
        prachtig*
        verrukkelijk*
        uitstekend*
        schitterend*
        perfect*
        fenomenaal
        mooiste
        smetteloos|smetteloze
        beste
        vreselijk*
        verschrikkelijk*
        slecht
        afschuwelijk
        teleurstellend
        hoeveel houdt
        houdt u
        genoten
        veel makkelijker|beter|sneller|fijner
        """,
        .joined: """
        en
        evenals
        zowel
        """,
        .others: """
        andere klanten|gasten|mensen|bezoekers
        mensen in het algemeen
        vinden|vonden|denken|dachten|zeggen uw|andere|de \(relatives)
        iedereen vindt|denkt
        de gemiddelde
        """,
        .farAway: """
        komende .. jaar|jaren
        over .. jaar|jaren
        in de toekomst
        ooit nog
        rest van uw leven
        """,
        .recalled: """
        gemiddeld
        percentage|procent
        vorig|afgelopen|voorbije jaar
        per|elke|iedere maand|jaar|week
        in totaal
        jaar precies
        hoe vaak .. jaar
        """,
        .imagined: """
        als .. had
        niet bestaat
        stel dat
        zou u .. betalen
        hypothe*
        nog niet
        """,
    ]
}
