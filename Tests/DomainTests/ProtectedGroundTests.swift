import Domain
import Testing

// Negative control: match beginnings as whole words, or short whole words as beginnings.

@Suite("Grounds that the law protects are found, and little else is")
struct ProtectedGroundTests {
    @Test(
        "Nobody is named by a ground, in whatever form of the word",
        arguments: [
            "Homoseksuelen",
            "Gays",
            "LGBTQ people",
            "Lhbti'ers",
            "Turken",
            "Turkse gezinnen",
            "Doven",
            "Slechthorenden",
            "Slechtzienden",
            "Kerkgangers",
            "Sikhs",
            "Males",
            "Girls",
            "Men",
            "White people",
            "Black people",
            "Witte mensen",
            "Blanken",
            "Asians",
            "Arabs",
            "Chinese",
            "Polen",
            "Nederlanders",
            "Asielzoekers",
            "Old people",
            "Oude mensen",
            "Young people",
            "People under 30",
            "50-plussers",
            "Age 18 to 30",
            "Mothers",
            "People without children",
            "People with HIV",
            "Mensen die gezond zijn",
            "VVD-stemmers",
            "Trans people",
            "Non-Muslims",
            "Young and old walkers",
            "Who is not white",
            "Wie ouder is dan 40",
            "Boven de vijftig",
            "18-jarigen",
            "65+",
            "Mensen van kleur",
            "From 18 years",
            "People of 18 to 30 years",
            "Joden",
            "Women",
            "Gehuwde gasten",
            "Wie jong is",
            "People who are still young",
            "Mensen die slechtziend zijn",
            "Niet-westerse gasten",
            "Jews",
            "zwangere gasten",
        ])
    func named(line: String) {
        #expect(ProtectedGround.named(in: line) != nil)
        #expect(ProtectedGround.named(in: "Wie hier komt: " + line.uppercased()) != nil)
    }

    @Test(
        "What people want, do or like is let through, also where a word begins like a ground",
        arguments: [
            "Mensen die van stilte houden",
            "People who read the menu",
            "Wie van oude ambachten houdt",
            "Ordinary families who plan ahead",
            "Gewone gezinnen die vooruit kijken",
            "Wie op het terras rookt",
            "Whoever races through the halls",
            "People who love old houses and young wine",
            "Wie racistische opmerkingen maakt",
            "Who is homophobic to others",
            "Seksisten en schreeuwers",
            "Guests who share a table",
            "Gasten die elders hun rust niet vinden",
            "Wie een blanco vel papier meeneemt",
            "People who like jewellery makers",
            "Wie originele ideeën brengt",
            "Original thinkers",
            "Groups under 10 people",
            "Visits under 30 minutes",
            "Guests who have come for over 20 years",
            "Wie al 20 jaar komt",
            "Van 9 tot 17 uur",
            "Who drinks white wine or black coffee",
            "Wie zwarte koffie drinkt",
            "People who eat healthy food",
            "Wie gezond wil eten",
            "Who is loud to others",
            "Wie luid is tegen anderen",
            "People who take their time",
            "Mensen die de tijd nemen",
            "Wie bij kerst komt zingen",
            "Christmas singers",
            "Volunteers in nature conservation",
            "Wie vragen stellen durft",
            "Wie jarig is",
            "People with good manners",
            "Whoever seeks skincare advice",
            "Romantic walkers",
            "Wie een romantische wandeling maakt",
            "Transparent and honest people",
            "Wie met het openbaar vervoer komt",
            "Music lovers who dance",
            "Liefhebbers van klassieke muziek",
            "Families who play together",
            "Wie de muziek zachter wil",
            "Who sexually harasses staff",
            "Wie seksuele intimidatie pleegt",
            "Whoever serves others",
            "Wie ouderwetse spellen speelt",
            "Amandelbomen en hun bezoekers",
            "Wie manden vlecht",
            "Menders and makers",
            "Who manages to wait",
            "Wie raspt, roert en proeft",
            "Who plays in the grass",
            "Whoever pays more than 100 euros",
            "Wie binnen 5 minuten beslist",
            "Wie belgerinkel niet schuwt",
            "Wie helpt de bar blinkend te houden",
        ])
    func innocent(line: String) {
        let found = ProtectedGround.named(in: line)
        #expect(found == nil, "\(String(describing: found))")
    }

    @Test("It is told by the words that say it, and of which ground")
    func words() throws {
        let colour = try #require(ProtectedGround.named(in: "Only for white and black people"))
        #expect(colour.ground == .origin && colour.word == "white and black people")
        let young = try #require(ProtectedGround.named(in: "Rustige jonge gasten"))
        #expect(young.ground == .age && young.word == "jonge gasten")
        let limit = try #require(ProtectedGround.named(in: "Guests below the age of 40"))
        #expect(limit.ground == .age && limit.word == "below the age of 40")
        let party = try #require(ProtectedGround.named(in: "Geen VVD-stemmers"))
        #expect(party.ground == .politics && party.word == "vvd-stemmers")
    }
}
