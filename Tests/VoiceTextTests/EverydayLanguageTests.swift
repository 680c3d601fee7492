import Kernel
import Ports
import Testing
import VoiceText

// Negative control: with letters alone 14 of the 40 Dutch sentences are read as Afrikaans, German,
// English or nothing; with `hasOthers` left out a neighbour with a few words of ours is ours.
@Suite("Everyday sentences, Dutch and English")
struct EverydayLanguageTests {
    private let reading = LocalTextReading()

    private static let dutch = [
        "Mag de hond mee het park in?",
        "Er was geen plek voor de rolstoel",
        "De koffie was koud",
        "Mijn kind was verdrietig na de achtbaan",
        "Het personeel was erg aardig",
        "De parkeerplaats is te klein",
        "De wc was vies",
        "Mogen we hier picknicken?",
        "Te lang gewacht in de rij",
        "Waarom is de winkel zo vroeg dicht?",
        "We konden nergens zitten met de baby",
        "Het eten was lekker maar duur",
        "Kan de muziek wat zachter?",
        "Mijn moeder kon de trap niet op",
        "Ik ben mijn jas kwijt",
        "De deur van de lift klemt",
        "Fijn dat er zoveel schaduw is",
        "Het water in het zwembad was te koud",
        "Niemand wist waar de uitgang was",
        "Kunnen jullie een bankje neerzetten bij de vijver?",
        "De friet was zout",
        "Onze dochter vond de show prachtig",
        "Er stonden overal plassen",
        "Geen vegetarische soep meer om één uur",
        "Het bord bij de ingang klopt niet",
        "Ik wil graag eerder kunnen komen",
        "De ober was vriendelijk en snel",
        "Mijn oma zag niets vanaf haar plaats",
        "De bus kwam niet",
        "Waar vind ik een stopcontact?",
        "De lampen in de gang zijn stuk",
        "Wat een gezellige middag",
        "Mijn zoon heeft zijn knie bezeerd",
        "De kaartjes zijn te duur voor een gezin",
        "Het ruikt naar rook bij de tafels",
        "Wij zijn drie keer doorgestuurd",
        "Mag ik mijn eigen brood meenemen?",
        "De speeltuin was gesloten",
        "Het geluid deed pijn aan mijn oren",
        "Dank jullie wel, tot volgend jaar",
    ]
    private static let english = [
        "May the dog come into the park?",
        "There was no room for the wheelchair",
        "The coffee was cold",
        "My child was sad after the ride",
        "The staff was really kind",
        "The car park is too small",
        "The toilet was dirty",
        "Can we have a picnic here?",
        "Waited too long in line",
        "Why does the shop close so early?",
        "We could not sit anywhere with the baby",
        "Food was nice but pricey",
        "Can you turn the music down?",
        "My mother could not climb the stairs",
        "I lost my coat",
        "The lift door sticks",
        "Lovely that there is so much shade",
        "The pool was too cold",
        "Nobody knew where the exit was",
        "Could you put a bench near the pond?",
        "The chips were salty",
        "Our daughter loved the show",
        "There were puddles everywhere",
        "No vegetarian soup left at one o'clock",
        "The sign at the gate is wrong",
        "I would like to come earlier",
        "Our waiter was friendly and quick",
        "Grandma saw nothing from her seat",
        "The bus never came",
        "Where do I find a socket?",
        "The lamps in the hall are broken",
        "What a cosy afternoon",
        "My son hurt his knee",
        "Tickets are too dear for a family",
        "It smells of smoke at the tables",
        "They sent us on three times",
        "May I bring my own bread?",
        "The playground was closed",
        "That noise hurt my ears",
        "Thank you all, see you next year",
    ]
    private static let neighbours = [
        "Der Kaffee war kalt",
        "Wir haben zu lange gewartet",
        "Darf der Hund mit in den Park?",
        "Das Personal war sehr nett",
        "Die Toilette war schmutzig",
        "Mein Kind war traurig nach der Achterbahn",
        "Es war kein Platz für den Rollstuhl",
        "Le café était froid",
        "Nous avons attendu trop longtemps",
        "Il n'y avait pas de place pour le fauteuil",
        "Les toilettes étaient sales",
        "Le personnel est très gentil",
        "Où est la sortie de secours ?",
        "El café estaba frío",
        "Esperamos demasiado en la cola",
        "No había sitio para la silla de ruedas",
        "El personal fue muy amable",
        "Il caffè era freddo",
        "Abbiamo aspettato troppo in fila",
        "Il personale è molto gentile",
        "Kaffen var kold og køen var lang",
        "Vi ventede alt for længe ved indgangen",
        "Det var ikke plass til rullestolen",
        "Kaffen var kald og maten var dyr",
        "Kaffet var kallt och kön var lång",
        "Vi fick vänta för länge vid ingången",
        "Kawa była zimna",
        "Czekaliśmy za długo w kolejce",
        "Kahve soğuktu ve sıra çok uzundu",
        "O café estava frio e a fila era longa",
        "Não havia lugar para a cadeira de rodas",
        "Die koffie was koud en ons het baie lank gewag",
        "Daar was nie plek vir die rolstoel nie",
        "Ek wil graag weet hoekom die winkel so vroeg toemaak",
        "كانت القهوة باردة",
        "Кава була холодна",
        "Kopinya dingin dan antrean terlalu panjang",
        "Cafeaua era rece și coada prea lungă",
        "Káva byla studená a fronta dlouhá",
    ]

    private func count(_ texts: [String], in language: WrittenLanguage) -> Int {
        texts.count { reading.language(of: $0)?.written == language }
    }

    @Test("Of forty everyday sentences in each language at least 38 are read as what they are")
    func everyday() {
        #expect(Self.dutch.count == 40 && Self.english.count == 40)
        #expect(count(Self.dutch, in: .dutch) >= 38)
        #expect(count(Self.english, in: .english) >= 38)
        // What is not read right is not read as the other of ours, but for one at most.
        #expect(count(Self.dutch, in: .english) <= 1)
        #expect(count(Self.english, in: .dutch) == 0)
    }

    @Test("What neighbours write is not taken for ours")
    func neighbours() {
        for text in Self.neighbours {
            #expect(reading.language(of: text)?.written == nil, "\(text)")
        }
    }

    @Test("How much of it is told: all of what tells a language, or its larger part")
    func percent() throws {
        let pure = try #require(reading.language(of: "De koffie was koud"))
        #expect((50...100).contains(pure.percent))
        // As much of the one as of the other tells nothing by words.
        let mixed = reading.language(of: "koffie coffee")
        #expect(mixed == nil)
    }
}
