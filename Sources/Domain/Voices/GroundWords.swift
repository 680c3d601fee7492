/// The words of a ground in Dutch and English, in small letters.
///
/// A beginning that other words have as well stands as a whole word: `ras` is no part of `terras`,
/// and `men` none of `mensen` and `menu`.
struct GroundWords: Sendable {
    /// How words of it begin.
    var beginnings: [String] = []
    /// Words that are of it only whole.
    var words: Set<String> = []
    /// Said of people only: `white people`, not `white wine`.
    var kinds: Set<String> = []
    /// What somebody may be: `who is young`.
    var states: Set<String> = []
    /// Words that follow each other.
    var phrases: [[String]] = []

    init(
        _ beginnings: String = "", words: String = "", kinds: String = "", states: String = "",
        phrases: [String] = []
    ) {
        self.beginnings = Self.list(beginnings)
        self.words = Set(Self.list(words))
        self.kinds = Set(Self.list(kinds))
        self.states = Set(Self.list(states))
        self.phrases = phrases.map(Self.list)
    }

    static func list(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}

extension ProtectedGround {
    var vocabulary: GroundWords {
        switch self {
        case .religion: Self.religionWords
        case .belief: Self.beliefWords
        case .politics: Self.politicsWords
        case .origin: Self.originWords
        case .nationality: Self.nationalityWords
        case .sex: Self.sexWords
        case .orientation: Self.orientationWords
        case .family: Self.familyWords
        case .disability: Self.disabilityWords
        case .age: Self.ageWords
        }
    }

    private static let religionWords = GroundWords(
        """
        relig geloof gelovig moslim muslim islam christ katholiek catholic protestant jood joden
        joods hindoe hindu boeddhis buddhis sikh kerk church moskee mosque synago hoofddoek headscar
        gereformeerd calvinis evangeli
        """, words: "jew jews jewish jain jains gospel burqa boerka hijab kippa tulband turban")

    private static let beliefWords = GroundWords(
        "levensovertuig atheïs atheis humanis believer agnost antropos")

    private static let politicsWords = GroundWords(
        """
        politiek politic socialist socialis communis fascis liberal liberale conservat democrat
        republican groenlinks vakbond vakbeweg stemmer voter
        """,
        words: """
            vvd pvda pvv cda d66 sgp fvd bbb bij1 ja21 pvdd 50plus tory tories links-stem nazi nazis
            leftist leftists leftwing rightwing left-wing right-wing
            """, kinds: "linkse rechtse progressieve",
        phrases: ["trade union", "trade unions", "left wing", "right wing"])

    private static let originWords = GroundWords(
        """
        rassen racial raciaal etnisch etnic ethnic huidskleur huidkleur skincolo afkomst herkomst
        allochto autochto migrant migrat immigr zigeuner gypsi woonwagenbew marokka morocc turk
        surina antillia curaçao arub afrika africa afro arab asian aziat aziati koerd kurd moluk
        moluc joods hispanic niet-westers non-western indigenous negro neger
        """,
        words: """
            ras race origin origins skin roma sinti gypsy zwarten blanke blanken whites blacks
            latino
            latinos latina latinas expat expats
            """,
        kinds: """
            white black brown coloured colored witte zwarte bruine gekleurde getinte donkere
            donkergekleurde inheemse
            """, states: "white black brown wit zwart blank bruin gekleurd",
        phrases: ["of colour", "of color", "van kleur", "dark skinned"])

    private static let nationalityWords = GroundWords(
        """
        nationalit buitenlander foreigner paspoort passport vluchteling refugee asielzoek asylum
        statushoud nederland hollander belg duits engels english british britten brits schots
        scottish
        ierse irish italia spanjaard spaans spanish spaniard portug roemeen roemens romanian bulgaar
        bulgari hongaar hungarian oekra ukrain russen russis russia tsjech czech slowa slovak sloven
        serviër servisch serbi kroati kroaat croat bosni albane alban griek greek syri irak iraq
        iran
        iraans perzi persian afghaan afghan pakist india indiër indone indisch chinees chinez japan
        korea vietnam thai filipin filipijn philippin maleis malaysi somal eritr ethiop nigeri ghana
        ghanees kaapverd egypt tunis tunesi algeri marokko israël israel palest libane leban saudi
        armeen armeni america amerika mexic brazil colombia venezue cuban canadian canadees
        australi scandinav zweed zweeds swede swedish norweg deens danish finnen finnis europea
        europes
        """,
        words: """
            dutch german germans frans franse fransen french pools poolse polen polish poles noren
            noorse denen danes finse scots ieren chinese serben roemenen
            """)

    private static let sexWords = GroundWords(
        """
        geslacht gender vrouw woman women female mannen mannelijk transgend transseks transsex
        transvrouw transman transmann transpers zwanger pregnan borstvoed breastfe meisje jongen
        jongeman jongedame girl dames ladies gentlem intersek intersex non-bina nonbina
        """,
        words: """
            male males man men mens-only trans boy boys lad lads guys dame heer heren lady meid
            meiden
            sekse sexe
            """)

    private static let orientationWords = GroundWords(
        """
        homo gay lesb biseks bisex hetero lhbt lgbt queer seksualiteit sexualit geaardheid aseksu
        asexu panseks pansex
        """, words: "homo homos", kinds: "straight",
        phrases: [
            "sexual orientation", "sexual orientations", "sexual preference", "sexual preferences",
            "sexual identity", "sexual minority", "sexual minorities", "seksuele oriëntatie",
            "seksuele orientatie", "seksuele voorkeur", "seksuele identiteit",
            "seksuele minderheid", "seksuele minderheden",
        ])

    private static let familyWords = GroundWords(
        """
        gehuwd getrouwd married marital gescheiden divorc ongehuwd alleenstaand vrijgezel weduw
        widow moeder mother vader father grootouder grandparent childless childfree kinderlo
        kindvrij
        echtgeno husband
        """, words: "parent parents ouders singles wife wives oma opa", kinds: "single",
        phrases: ["burgerlijke staat"]
            + ["with", "without", "met", "zonder", "no", "geen", "have", "hebben"].flatMap {
                before in
                ["children", "kids", "kinderen", "baby", "babies"]
                    .map { "\(before) \($0)" }
            })

    private static let disabilityWords = GroundWords(
        """
        handicap gehandicapt disab invalide mindervalid chronisch chronic rolstoel wheelchair
        rollator scootmobiel blind slechtziend slechthorend doofstom doofblind deaf autis dement
        psychiatr verstandelijk impair beperking diabet epilep depressie amput neurodiver hulphond
        geleidehond able-bodied
        """,
        words: "doof dove doven hiv aids adhd kanker zieken",
        kinds: "healthy sick ill gezonde zieke",
        states: "healthy sick ill gezond ziek slechtziend",
        phrases: ["special needs", "hard of hearing"])

    private static let ageWords = GroundWords(
        """
        leeftijd bejaard ouderen jongeren jongelui elderly senior 65-plus plusser pension gepension
        tiener teenage puber kleuter peuter toddler minderjarig meerderjarig volwassenen youngster
        underage millennial twintiger dertiger veertiger vijftiger zestiger zeventiger tachtiger
        """,
        words: """
            age ages aged adult adults teen teens minors jeugd jeugdigen youth youths oudjes ouder
            boomer boomers infants bejaarden
            """,
        kinds: "old older young younger oude oudere jonge jongere",
        states: "old older young younger oud jong jonger",
        phrases: [
            "older than", "younger than", "jonger dan", "years old", "year old", "jaar oud",
            "young and old", "jong en oud",
        ])
}

extension ProtectedGround {
    /// Words that begin like one of a ground, and are none.
    static let others = GroundWords.list(
        """
        geloofwaardig christmas conservato conservation arabica arabesk arabesque
        homogeen homogen homofo homopho homeo heterogen islamofo islamopho jongensdroom
        belgerinkel
        """)

    static let people = Set(
        GroundWords.list(
            """
            people person persons folk folks guest guests visitor visitors customer customers family
            families ones crowd couple couples parents child children kids adults men women lads
            members hikers walkers travellers players artists makers professionals talent mensen
            mens
            gast gasten bezoeker bezoekers klant klanten gezin gezinnen persoon personen familie
            stellen koppels publiek kind kinderen ouders lui leden reizigers wandelaars spelers
            ondernemers
            """))

    static let joints = Set(GroundWords.list("and or en of very quite heel erg"))
    static let whose = Set(
        GroundWords.list("who whoever people those they guests wie die mensen zij gasten"))
    static let verbs = Set(GroundWords.list("is are be zijn"))
    static let hedges = Set(
        GroundWords.list("not still too very niet nog te heel erg wel who die"))

    static let limits = Set(GroundWords.list("under over above below onder boven"))
    static let spans = Set(
        GroundWords.list("from to till until between vanaf van tot tussen en and t/m"))
    static let articles = Set(GroundWords.list("the de age of"))
    static let lasting = Set(GroundWords.list("for since al sinds"))
    static let ofAge = Set(GroundWords.list("year years yrs jaar jaren"))
    static let units = Set(
        GroundWords.list(
            """
            minute minutes hour hours day days week weeks month months euro euros cent cents percent
            times people persons guests visits degrees metres kilometres km kilo decibel db litres
            minuut minuten uur uren dag dagen weken maand maanden procent keer mensen personen
            gasten
            bezoeken graden meter kilometer liter
            """))
    static let tens = Set(
        GroundWords.list(
            """
            eighteen twenty thirty forty fifty sixty seventy eighty achttien twintig dertig veertig
            vijftig zestig zeventig tachtig
            """))
}
