import Domain
import Kernel
import Simulator
import Testing

@Suite("Days of venues nobody wrote a day for")
struct AnyDayTests {
    private static let zones = ["lobby", "pool", "bar"].compactMap { name -> Zone? in
        guard let id = ZoneID(name), let kind = ZoneKind(name) else { return nil }
        return Zone(id: id, kind: kind, name: Words(en: name, nl: name))
    }

    @Test("A venue of kinds that no example has is played, the same from one seed")
    func plays() throws {
        let day = try VenueDay(seed: 7, zones: Self.zones)
        let again = try VenueDay(seed: 7, zones: Self.zones)
        let other = try VenueDay(seed: 8, zones: Self.zones)

        #expect(day.moments.count > 500)
        #expect(day.moments.map(\.after) == again.moments.map(\.after))
        #expect(day.moments.map(\.after) != other.moments.map(\.after))
        #expect(Set(day.moments.map(\.zone)) == Set(Self.zones.map(\.id)))
        #expect(Set(day.moments.map(\.kind)) == [.enter, .exit, .tap])
        #expect(!day.known.isEmpty)
    }

    @Test("Everybody is in one place at a time, and leaves")
    func walks() throws {
        let day = try VenueDay(seed: 1, zones: Self.zones)
        for (_, moments) in Dictionary(grouping: day.moments, by: \.token) {
            var place: ZoneID?
            for (earlier, later) in zip(moments, moments.dropFirst()) {
                #expect(earlier.after < later.after)
            }
            for moment in moments {
                switch moment.kind {
                case .enter:
                    #expect(place == nil)
                    place = moment.zone
                case .exit:
                    #expect(place == moment.zone)
                    place = nil
                default: #expect(place == moment.zone)
                }
            }
            #expect(place == nil)
        }
    }

    @Test("One zone is enough, and none is not")
    func fewZones() throws {
        let day = try VenueDay(seed: 1, zones: Array(Self.zones.prefix(1)))
        #expect(!day.moments.isEmpty)
        #expect(throws: VenueDay.Unplayable.self) { try VenueDay(seed: 1, zones: []) }
    }
}
