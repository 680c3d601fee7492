/// Everyday words by which the two languages of the house are told from their neighbours, where
/// letters alone tell too little: sentences of a few words.
///
/// Chosen by us. A word that tells is in no other language that people of the house are likely to
/// write; one that leans is, and counts half of it.
enum TellingWords {
    /// What the words of a text say of its language.
    struct Weight: Equatable {
        /// Words that only this language has.
        var telling = 0
        /// Words that others have as well.
        var leaning = 0

        var sum: Int { 2 * telling + leaning }
    }

    /// Words of a text: unbroken runs of letters, in small letters.
    static func words(of text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }
    }

    static func dutch(_ words: [Substring]) -> Weight { weigh(words, nl, nlLeaning) }
    static func english(_ words: [Substring]) -> Weight { weigh(words, en, enLeaning) }
    /// Whether a word is one of a neighbour's own.
    static func hasOthers(_ words: [Substring]) -> Bool {
        words.contains { others.contains(String($0)) }
    }

    private static func weigh(
        _ words: [Substring], _ telling: Set<String>, _ leaning: Set<String>
    ) -> Weight {
        var weight = Weight()
        for word in words.map(String.init) {
            if telling.contains(word) {
                weight.telling += 1
            } else if leaning.contains(word) {
                weight.leaning += 1
            }
        }
        return weight
    }

    private static let nl = set(
        """
        aardig aardige achter alleen altijd anders auto auto's avond baby's bang bankje bankjes
        bedankt beetje beleefd bent betaald betalen beter bij bijna blij bord boven buiten daar
        daarom dagen dank deur dicht dichtbij dichter dingen dit dochter druk drukke duidelijk
        durft dus duur echt eens eerder eerst eigen eigenlijk elke eng erg ergens eten fiets
        fietsen fijn fijne gaan gaat gebeld gebracht geeft geen gehad gekomen gekregen geld
        geleden gemaakt gemakkelijk genoeg gevaarlijk gewacht geweest geweldig geweldige gezegd
        gezellig gezien ging gisteren glad goede goedkoop goedkoper graag gratis groot grote haar
        hadden handig harder heb hebben hebt heeft heel heerlijk heerlijke helaas hele helemaal
        hem het hij hoe hond honden hoog hoort houden huilen hulp iedereen iemand iets ik ingang
        jaar jammer jaren jarig jas jij jongen jullie kaart kaartje kaartjes kapot kassa keer
        kijken kinderen kleedkamer klein kleine kleuter klopt koffie kok komen komt konden kopen
        koud koude kreeg krijgen kunnen kunt kwam kwamen laat langer langzaam lawaai leeg lekker
        lekkere leuk leuke lezen lopen maak maandag maar mag maken mee meenemen meer meisje mensen
        middag mijn minuten misschien moeder moeilijk moest moet moeten mogen mooi mooie morgen
        muziek naar naast nergens niemand niet niets nieuw nieuwe nodig nog nooit ober ochtend om
        oma omdat onder onze ook opa open oud ouders overal parkeerplaats parkeren personeel
        plaats plek prachtig prachtige prijs prijzen rij rijen roken rolstoel rook rustig rustige
        saai samen schone schoon slecht slechte sluit snel soep soms speelt spelen staan staat
        stil stinkt stoel stoelen straat stuk tafel tafels te terug teveel thee toch toen trap
        trein tussen uit uitgang uur vaak vader vakantie vanaf vandaag veel vegetarisch
        vegetarische verdrietig vergeten verkeerd verloren vies vieze vind vinden vlees vond
        vonden voor vraag vragen vriend vriendelijk vriendelijke vriendin vrijdag vuil vuile waar
        waarom wachten wachttijd wandelen wanneer waren warme wat wc wc's weer weet weg weinig wel
        welke werd werden werk werken werkt wie wij wil wilde willen winkel wist woensdag worden
        wordt zacht zachter zaten zaterdag ze zeer zegt zei zelf zich ziek zien zijn zit zitten zo
        zodat zon zondag zonder zoon zou zouden zwaar zwembad één
        """)
    private static let nlLeaning = set(
        """
        aan al alles als bus dag dan dat de deze die door een en er even goed had hard hier hun in
        is ja je kan kind kon lang man me men met mij na nee nu of ons op over toilet tot u uw van
        want warm was water we week
        """)
    private static let en = set(
        """
        about after afternoon again always and another any anyone are around asked away back bad
        bathroom because been before being better between bit both bought boy bread bring broken
        but by called came can't cannot cheap cheaper child children clean clear closed coffee
        cold come could couldn't crowded dad daughter day days didn't dinner dirty does doesn't
        dog dogs don't down easy eat enough entrance evening every everyone everything everywhere
        exit expensive family far father felt few find first floor food forgot found friday friend
        friendly friends from full fun gave get girl give go going good got grandma grandson great
        happy hardly have having he hear heard help helpful her here him his hour hours house how
        i'd i'm i've if it's its just kept kids know late left less lift like line little long
        longer lost lot loud loved lovely lunch make many may maybe minutes missing moment monday
        money more morning most mother much mum music must my near never new next nice night no
        nobody noisy not nothing now nowhere off often old once one only other our out outside own
        paid parents parking pay people place please pool price prices put queue quiet quite rain
        really right room rude said saturday saw say seats see seen served shade she shop should
        show shut sign signs since sit slow small smell smelled smoke smoking some somebody
        someone something son soon soup staff stairs still stopped street such sunday swimming
        table tables take taken tell than thank thanks that the their them then there these they
        thing things think this those thought through ticket tickets time tired to today told
        tomorrow too took towards train tried turn two under until up us used very wait waited
        waiting walk wanted wasn't way weather well went were weren't what wheelchair when where
        which while who why will wish with without won't wonderful work worked working would wrong
        year years yesterday yet you you're your
        """)
    private static let enLeaning = set(
        """
        a all an as at be bus can did do door even for had hard has i in is it kind me of on or
        over so toilet want warm was water we week
        """)
    /// Afrikaans, German, Danish, Norwegian, Swedish, French, Spanish, Italian, Portuguese.
    private static let others = set(
        """
        'n asseblief att auch auf av avec baie bitte che com con daardie dans das del della
        dem den der des det di du ein eine einen ek el em es est está et foi för für gesê
        gli haben han hierdie hulle ich ikke ikkje il im inte ist jag jeg julle jy kein
        keine kinders le lo mais meget mein meine mit molto muito muy nel nicht nie noget
        non nous nuestro não och og os para pero più por pour på que qui se sehr sie sind
        skoon sono sur sy til trop très um uma un una und une vi vir vous wir y zu zum zur
        är è était ŉ
        """)

    private static func set(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
