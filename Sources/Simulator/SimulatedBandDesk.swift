import Domain
import Kernel

/// A desk that gives bands out and takes them back, and asks again until it is answered.
struct SimulatedBandDesk {
    static let people = ["p1", "p2", "p3"].compactMap { PersonID($0) }
    static let bands = (1...6).compactMap { number in
        BandID(hexadecimal: "0400000000000\(number)").map { Band(id: $0) }
    }

    /// Asked, and no answer came.
    private(set) var waiting: Command?
    /// Since when a band is good for nothing, by what was answered.
    private(set) var deadSince: [BandID: Instant] = [:]
    /// Since when somebody's bands open nothing, by what was answered.
    private(set) var closedSince: [PersonID: Instant] = [:]
    /// Who wears what, and since when, by what was answered.
    private(set) var worn: [BandID: (person: PersonID, since: Instant)] = [:]
    private var keyCount = 0

    /// What it asks now: what waits, or something new.
    mutating func next(using random: inout SplitMix64) -> Command? {
        if let waiting { return waiting }
        guard let staff = StaffID("anna"), let band = Self.bands.randomElement(using: &random),
            let other = Self.bands.randomElement(using: &random),
            let person = Self.people.randomElement(using: &random)
        else { return nil }
        let command: BandCommand =
            switch random.next() % 8 {
            case 0..<3: .give(band, to: person, by: staff)
            case 3: .end(band.id, .lost, by: staff)
            case 4: .end(band.id, .returned, by: staff)
            case 5: .swap(band.id, .lost, for: other, by: staff)
            case 6: .find(band.id, by: staff)
            default: .arrange(bearer(person, opens: random.next() % 3 > 0))
            }
        waiting = .bands(command)
        // From now on nobody knows, until it is answered.
        switch command {
        case .give(let band, _, _), .swap(_, _, let band, _): deadSince[band.id] = nil
        case .find(let band, _): deadSince[band] = nil
        case .arrange(let bearer): closedSince[bearer.person] = nil
        case .end, .renewKey, .release, .switchPower, .payNoMore: break
        }
        return waiting
    }

    /// Everybody before the day begins.
    mutating func bearers() -> [Command] {
        Self.people.map { .bands(.arrange(bearer($0, opens: true))) }
    }

    private mutating func bearer(_ person: PersonID, opens: Bool) -> BandBearer {
        keyCount += 1
        let key = KeyHolderID("k\(keyCount)") ?? SimulatedDoor.nobody
        let zones = SmallVenue.zones.prefix(1).map(\.id)
        return BandBearer(
            person: person, key: key, powers: opens ? [.key, .pass] : [.pass],
            rights: [
                KeyRight(
                    zones: zones,
                    time: GrantTime(from: .distantPast, until: Instant(milliseconds: 1 << 50)))
            ])
    }

    /// Takes an answer.
    ///
    /// - Parameters:
    ///   - book: As it stands after it.
    ///   - now: When it was carried out, by the house's clock.
    mutating func take(isRefused: Bool, _ book: BandBook, at now: Instant) {
        guard case .bands(let command)? = waiting else { return }
        waiting = nil
        if case .arrange(let bearer) = command, !isRefused, !bearer.has(.key) {
            closedSince[bearer.person] = now
        }
        for band in Self.bands {
            let standing = book.standing(of: band.id)
            worn[band.id] = standing.flatMap { $0.end == nil ? ($0.person, $0.since) : nil }
            let isDead = standing == nil || standing?.end != nil
            if !isDead { deadSince[band.id] = nil }
            if isDead, deadSince[band.id] == nil { deadSince[band.id] = now }
        }
    }
}
