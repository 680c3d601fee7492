public import Domain
import Kernel

/// A day in an outpatient clinic from one seed: who waits where, and what doors, desks and staff
/// report of it.
///
/// The doors open twenty minutes before the first appointment. Patients register, wait until they
/// are called, are seen, and some go on to blood-taking or to make a next appointment. Rooms run
/// late, as they do. Some wait at the coffee corner and miss their call, some ask at the desk again
/// and again, a few go home without having been seen. One in three comes for blood only.
public struct ClinicDay: Sendable {
    /// The kinds of zone a clinic has.
    static let kinds: Set<String> = [
        "entrance", "desk", "waiting", "room", "blood", "follow-up", "coffee",
    ]
    /// From opening until the first appointment, and from that until the last: 08:00 to 17:00.
    private static let opening: Int64 = 20 * 60
    private static let span: Int64 = 9 * 3_600
    /// What is known of every eighth patient, in turn.
    private static let facts = [
        ["interpreter"], ["hard-of-hearing"], ["fasting"], ["first-visit"],
        ["wheelchair", "first-visit"], ["fasting", "anxious"],
    ]

    /// Everything of the day, in order.
    public let moments: [VenueDay.Moment]
    /// Tokens of patients who are known, and what is known of them.
    public let known: [VenueDay.Known]

    /// - Parameters:
    ///   - seed: The same seed gives the same day.
    ///   - patientCount: How many come.
    ///   - zones: The clinic's; every kind of ``kinds`` is used.
    public init(seed: UInt64, patientCount: Int, zones: [Zone]) {
        var random = SplitMix64(seed: seed)
        let places = ZonesByKind(zones)
        var rooms = places.all("room").map { zone in
            Room(zone: zone, freeAt: Self.opening + Int64.random(in: 0...900, using: &random))
        }
        var moments: [VenueDay.Moment] = []
        var known: [VenueDay.Known] = []
        for number in 0..<patientCount {
            guard let token = Token("P\(10_000 + number)") else { continue }
            let planned = Self.opening + Self.span * Int64(number) / Int64(patientCount)
            // The first few stand at the door when it opens, so that it is never empty.
            let early = number < 4 ? planned : Int64.random(in: 300...1_200, using: &random)
            var visit = Visit(token: token, places: places, clock: max(10, planned - early))
            visit.register(using: &random)
            if number % 3 == 2 {
                visit.giveBlood(using: &random)
            } else if let next = rooms.indices.min(by: { rooms[$0].freeAt < rooms[$1].freeAt }) {
                visit.seeDoctor(in: &rooms[next], at: planned, using: &random)
            }
            visit.goHome(using: &random)
            moments += visit.moments
            let facts = number % 8 == 1 ? Self.facts[number / 8 % Self.facts.count] : []
            if number % 8 == 1 || number % 4 == 3, let person = PersonID("patient-\(number)") {
                known.append(VenueDay.Known(token: token, person: person, facts: facts))
            }
        }
        moments.sort { ($0.after, $0.token) < ($1.after, $1.token) }
        self.moments = moments
        self.known = known
    }
}

/// An examination room, and when its doctor can see the next patient.
private struct Room {
    let zone: ZoneID
    var freeAt: Int64
}

/// One patient's visit.
private struct Visit: Walker {
    let token: Token
    let places: ZonesByKind
    var clock: Int64
    var moments: [VenueDay.Moment] = []

    mutating func register(using random: inout SplitMix64) {
        report(.read, places.any("entrance", using: &random))
        clock += seconds(20, 90, &random)
        report(.tap, places.any("desk", using: &random))
        clock += seconds(20, 60, &random)
    }

    mutating func seeDoctor(
        in room: inout Room, at planned: Int64, using random: inout SplitMix64
    ) {
        guard let waiting = places.any("waiting", using: &random) else { return }
        report(.enter, waiting)
        let isImpatient = random.next() % 12 == 0
        let patience = isImpatient ? seconds(300, 1_200, &random) : seconds(2_700, 6_000, &random)
        let leaving = clock + patience
        let called = max(planned, room.freeAt, clock + 60)
        let place = stay(in: waiting, until: min(called, leaving), using: &random)
        guard called <= leaving else { return report(.exit, place) }
        report(.service, waiting)
        // A call does not carry as far as the coffee corner.
        clock += place == waiting ? seconds(10, 60, &random) : seconds(60, 400, &random)
        report(.exit, place)
        clock += seconds(10, 40, &random)
        report(.enter, room.zone)
        clock += seconds(360, 1_380, &random)
        report(.exit, room.zone)
        room.freeAt = clock + seconds(30, 120, &random)
        if random.next() % 4 == 0 { giveBlood(using: &random) }
        if random.next() % 2 == 0 { makeAppointment(using: &random) }
    }

    /// Waits, and is where it answers when the wait is over.
    private mutating func stay(
        in waiting: ZoneID, until end: Int64, using random: inout SplitMix64
    ) -> ZoneID {
        let restlessness = random.next() % 8
        for _ in 0..<3 where restlessness == 0 && end - clock > 500 {
            clock += seconds(60, 300, &random)
            report(.exit, waiting)
            clock += seconds(10, 30, &random)
            report(.tap, places.any("desk", using: &random))
            clock += seconds(30, 90, &random)
            report(.enter, waiting)
        }
        if (1...3).contains(restlessness), end - clock > 400,
            let coffee = places.any("coffee", using: &random)
        {
            clock += seconds(30, 200, &random)
            report(.exit, waiting)
            clock += seconds(20, 60, &random)
            report(.enter, coffee)
            clock += seconds(100, 900, &random)
            // Still there when the wait is over.
            if clock >= end { return coffee }
            report(.exit, coffee)
            clock += seconds(20, 60, &random)
            report(.enter, waiting)
        }
        clock = max(clock, end)
        return waiting
    }

    mutating func giveBlood(using random: inout SplitMix64) {
        attend("blood", waiting: seconds(120, 1_800, &random), using: &random)
    }

    private mutating func makeAppointment(using random: inout SplitMix64) {
        attend("follow-up", waiting: seconds(30, 400, &random), using: &random)
    }

    private mutating func attend(_ kind: String, waiting: Int64, using random: inout SplitMix64) {
        guard let zone = places.any(kind, using: &random) else { return }
        clock += seconds(30, 120, &random)
        report(.enter, zone)
        clock += waiting
        report(.service, zone)
        clock += seconds(120, 300, &random)
        report(.exit, zone)
    }

    mutating func goHome(using random: inout SplitMix64) {
        clock += seconds(60, 240, &random)
        report(.exit, places.any("entrance", using: &random))
    }
}
