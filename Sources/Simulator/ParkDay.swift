public import Domain
import Kernel

/// A day in a park from one seed: who walks where, and what readers, tills and hosts report of it.
///
/// People arrive, queue and ride, give up when it takes too long, shop, eat, and go home. Hosts
/// serve some of those who wait. A few are known and use a wheelchair; a few buy more than they can
/// carry.
public struct ParkDay: Sendable {
    /// The kinds of zone a park has; nobody needs `care` in this one.
    static let kinds: Set<String> = ["gate", "queue", "ride", "shop", "food", "care"]

    /// Everything of the day, in order.
    public let moments: [VenueDay.Moment]
    /// Tokens of guests who are known, and what is known of them.
    public let known: [VenueDay.Known]

    /// - Parameters:
    ///   - seed: The same seed gives the same day.
    ///   - guestCount: How many come.
    ///   - zones: The park's; kinds `queue`, `ride`, `shop`, `food` and `gate` are used.
    public init(seed: UInt64, guestCount: Int, zones: [Zone]) {
        var random = SplitMix64(seed: seed)
        let places = Places(zones)
        var moments: [VenueDay.Moment] = []
        var known: [VenueDay.Known] = []
        for number in 0..<guestCount {
            guard let token = Token("B\(10_000 + number)") else { continue }
            var walk = Walk(token: token, places: places, isFirst: number < guestCount / 4)
            walk.spendDay(using: &random)
            moments += walk.moments
            if number % 40 == 3, let person = PersonID("guest-\(number)") {
                let facts = number % 80 == 3 ? ["wheelchair"] : ["birthday"]
                known.append(VenueDay.Known(token: token, person: person, facts: facts))
            }
        }
        moments.sort { ($0.after, $0.token) < ($1.after, $1.token) }
        self.moments = moments
        self.known = known
    }
}

/// The zones by kind.
private struct Places {
    private let zones: ZonesByKind
    /// The ride behind each queue, by order.
    private let rideOfQueue: [ZoneID: ZoneID]

    init(_ all: [Zone]) {
        zones = ZonesByKind(all)
        let queues = zones.all("queue")
        let rides = zones.all("ride")
        var pairs: [ZoneID: ZoneID] = [:]
        for (place, queue) in queues.enumerated() where !rides.isEmpty {
            pairs[queue] = rides[place % rides.count]
        }
        rideOfQueue = pairs
    }

    func any(_ kind: String, using random: inout SplitMix64) -> ZoneID? {
        zones.any(kind, using: &random)
    }

    func ride(behind queue: ZoneID) -> ZoneID? { rideOfQueue[queue] }
}

/// One guest's day.
private struct Walk: Walker {
    let token: Token
    let places: Places
    /// Already inside when the gates are counted open, so that the park is never empty.
    let isFirst: Bool
    var moments: [VenueDay.Moment] = []
    var clock: Int64 = 0

    init(token: Token, places: Places, isFirst: Bool) {
        self.token = token
        self.places = places
        self.isFirst = isFirst
    }

    mutating func spendDay(using random: inout SplitMix64) {
        clock = isFirst ? seconds(0, 90, &random) : seconds(60, 4 * 3_600, &random)
        let home = clock + seconds(2 * 3_600, 7 * 3_600, &random)
        report(.tap, places.any("gate", using: &random))
        while clock < home {
            switch random.next() % 10 {
            case 0..<5: queue(using: &random)
            case 5..<8: shop(using: &random)
            default: eat(using: &random)
            }
            clock += seconds(20, 240, &random)
        }
        report(.exit, places.any("gate", using: &random))
    }

    private mutating func queue(using random: inout SplitMix64) {
        guard let queue = places.any("queue", using: &random) else { return }
        report(.enter, queue)
        let wait = seconds(60, 1_300, &random)
        let end = clock + wait
        // A host comes by for about half of those who wait long.
        if wait > 400, random.next() % 2 == 0 {
            clock += seconds(200, wait - 100, &random)
            report(.service, queue)
        }
        clock = end
        report(.exit, queue)
        guard wait < 1_000 || random.next() % 3 > 0, let ride = places.ride(behind: queue) else {
            return
        }
        clock += seconds(10, 90, &random)
        report(.enter, ride)
        clock += seconds(120, 300, &random)
        report(.exit, ride)
    }

    private mutating func shop(using random: inout SplitMix64) {
        guard let shop = places.any("shop", using: &random) else { return }
        report(.enter, shop)
        for _ in 0..<(random.next() % 5) {
            clock += seconds(20, 300, &random)
            report(.tap, shop)
        }
        clock += seconds(30, 200, &random)
        report(.exit, shop)
    }

    private mutating func eat(using random: inout SplitMix64) {
        guard let food = places.any("food", using: &random) else { return }
        report(.enter, food)
        clock += seconds(60, 240, &random)
        report(.tap, food)
        clock += seconds(120, 1_100, &random)
        if random.next() % 5 > 0 { report(.service, food) }
        clock += seconds(300, 1_200, &random)
        report(.exit, food)
    }
}
