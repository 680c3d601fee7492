import Domain
import Kernel
import Testing

// Negative control: with guesses let in, the first test makes an offer of three wishes.
@Suite("What an offer is made for")
struct WishedTests {
    /// It knows how quiet something is, and the dish by another option.
    private static func catalogue() throws -> Catalogue {
        let other = try #require(FacetOptionID("soup"))
        let option = ModuleOption(
            id: try #require(ModuleOptionID("corner")), name: Words(en: "Corner", nl: "Hoek"),
            gives: [
                Given(WishScene.quiet, .level(Level(thousandths: 8_000))),
                Given(WishScene.dish, .one(other)),
            ])
        return try Catalogue(
            facets: [
                Facet(
                    id: WishScene.quiet, name: Words(en: "Quiet", nl: "Rust"),
                    kind: .more(floor: Level(thousandths: 0))),
                Facet(
                    id: WishScene.dish, name: Words(en: "Dish", nl: "Gerecht"),
                    kind: .category([other])),
            ],
            modules: [
                OfferModule(
                    id: try #require(ModuleID("seat")), name: Words(en: "Seat", nl: "Stoel"),
                    options: [option])
            ])
    }

    @Test("An offer is made for what the person says is so, and for nothing else")
    func countingOnly() throws {
        var scene = try WishScene()
        try scene.confirmed("w1", WishScene.said(importance: 7))
        try scene.confirmed("w2", WishScene.said(WishScene.quiet, nil, words: "some peace"))
        try scene.confirmed("w3", WishScene.said(words: "gone"))
        try scene.wish(.withdraw(try #require(WishID("w3"))))
        try scene.wish(.voice(try #require(WishID("w4")), WishScene.said(words: "only told")))
        let view = try #require(scene.engine.wishes(of: WishScene.anna))
        let wished = try Self.catalogue().wished(in: view)
        #expect(wished.map(\.entry.wish.id.description) == ["w1"])
        #expect(wished.first?.wish?.importance == 70)
        #expect(wished.first?.wish?.words == "as quiet as can be")
    }

    @Test("What the catalogue knows nothing of, or as something else, is told and not composed for")
    func unknown() throws {
        var scene = try WishScene()
        try scene.confirmed("w1", WishScene.said(WishScene.waiting, .within(.minutes(5))))
        try scene.confirmed(
            "w2",
            WishScene.said(
                WishScene.dish, .oneOf([WeightedOption(WishScene.sate, weight: 100)])))
        try scene.confirmed("w3", WishScene.said())
        let view = try #require(scene.engine.wishes(of: WishScene.anna))
        let wished = try Self.catalogue().wished(in: view)
        #expect(wished.map { $0.wish == nil } == [true, true, false])
    }

    @Test(
        "How much it matters is told in tenths; unknown weighs as the middle, and none a little",
        arguments: [(nil, 50), (0, 1), (1, 10), (5, 50), (10, 100)] as [(UInt8?, Int64)])
    func importance(said: UInt8?, weighs: Int64) throws {
        var scene = try WishScene()
        try scene.confirmed("w1", WishScene.said(importance: said))
        let view = try #require(scene.engine.wishes(of: WishScene.anna))
        #expect(try Self.catalogue().wished(in: view).first?.wish?.importance == weighs)
    }
}
