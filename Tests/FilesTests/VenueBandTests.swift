import Domain
import Files
import Kernel
import Testing

@Suite("Bands of venues")
struct VenueBandTests {
    private static let head = """
        name: {en: P, nl: P}
        zones: [{id: gate, kind: gate}, {id: hall, kind: hall}]
        doors: [{id: front, to: gate}]

        """

    private func parse(_ more: String) throws -> VenueBands {
        try VenueFile.parse(Self.head + more, file: "venue.yaml").bands
    }

    private func problems(_ more: String) -> [FileProblem] {
        do {
            _ = try VenueFile.parse(Self.head + more, file: "venue.yaml")
            return []
        } catch {
            return error.problems
        }
    }

    @Test("Without a word a band is for the day, good for everything, and the first pays")
    func usual() throws {
        let bands = try parse("")
        #expect(bands.offers.map(\.id.description) == ["day"] && bands.firstPays)
        let offer = try #require(bands.offers.first)
        #expect(offer.powers == BandPower.allCases && offer.until == .closing)
        #expect(offer.zones.isEmpty && offer.doors.isEmpty && offer.limits == SpendingLimits())
        #expect(offer.children == nil)
    }

    @Test("Every key is read, and an offer has what stands beside it unless it says otherwise")
    func everyKey() throws {
        let bands = try parse(
            """
            bands:
              powers: [wallet, key]
              zones: [gate]
              doors: [front]
              until: 8 hours
              limits: {at once: 20.5, a day: 50.00, a day in one shop: 0}
              group pays: each
              offers:
                - {id: day, name: {en: Day, nl: Dag}}
                - id: hotel
                  name: {en: Hotel, nl: Hotel}
                  powers: [key]
                  zones: [hall, gate]
                  children: [gate]
                  doors: []
                  until: 3 days
                  limits: {a day: 75.00}
            """)
        let (gate, hall) = (try #require(ZoneID("gate")), try #require(ZoneID("hall")))
        #expect(!bands.firstPays)
        let day = try #require(bands.offer(BandOfferID("day")))
        #expect(day.powers == [.wallet, .key] && day.zones == [gate] && day.children == nil)
        #expect(day.doors == [DoorID("front")!] && day.until == .after(.hours(8)))
        #expect(day.limits == SpendingLimits(charge: 2_050, day: 5_000, shopDay: 0))
        let hotel = try #require(bands.offer(BandOfferID("hotel")))
        #expect(hotel.powers == [.key] && hotel.zones == [hall, gate] && hotel.children == [gate])
        #expect(hotel.doors.isEmpty && hotel.until == .after(.hours(72)))
        #expect(hotel.limits == SpendingLimits(day: 7_500))
        #expect(bands.offer(BandOfferID("none"))?.id == day.id)
    }

    @Test(
        "What is wrong is told with its place and what to write",
        arguments: [
            ("bands: {offer: []}", 4, "did you mean 'offers'?"),
            ("bands: {powers: [key, walet]}", 4, "did you mean 'wallet'?"),
            ("bands:\n  zones: [gat]", 5, "no zone 'gat'; did you mean 'gate'?"),
            ("bands:\n  children: [gat]", 5, "no zone 'gat'; did you mean 'gate'?"),
            ("bands:\n  doors: [frnt]", 5, "no door 'frnt'; did you mean 'front'?"),
            ("bands:\n  until: 0 hours", 5, "such as '8 hours'"),
            ("bands:\n  until: 401 days", 5, "at most 400 days"),
            ("bands:\n  until: midnight", 5, "write 'closing'"),
            ("bands:\n  limits: {a day: -1}", 5, "an amount in EUR"),
            ("bands:\n  limits: {a day: 1.234}", 5, "such as 20.00"),
            ("bands:\n  limits: {day: 1}", 5, "'day' is not known"),
            ("bands:\n  group pays: last", 5, "'first', or 'each'"),
            ("bands:\n  offers: []", 5, "1 to 12 offers"),
            ("bands:\n  offers: [{id: a b, name: {en: A, nl: A}}]", 5, "a name of its own"),
            (
                "bands:\n  offers:\n    - {id: a, name: {en: A, nl: A}}\n    - {id: a, name: {en: B, nl: B}}",
                7, "a name of its own"
            ),
            ("bands:\n  offers: [{id: a}]", 5, "'name' is missing"),
        ])
    func wrong(text: String, line: Int, message: String) {
        let found = problems(text)
        #expect(!found.isEmpty)
        #expect(found.first?.line == line, "\(found)")
        #expect(found.contains { $0.message.en.contains(message) }, "\(found)")
    }

    @Test("The longest until, and the most offers, are read")
    func edges() throws {
        #expect(try parse("bands: {until: 400 days}").offers[0].until == .after(.hours(9_600)))
        func offers(_ count: Int) -> String {
            "bands:\n  offers:\n"
                + (1...count).map { "    - {id: o\($0), name: {en: O, nl: O}}\n" }.joined()
        }
        #expect(try parse(offers(12)).offers.count == 12)
        #expect(problems(offers(13)).count == 1)
    }
}
