public import Domain
public import Kernel

/// A day in an example venue from one seed: who goes where, and what is reported of it.
///
/// The kinds of the venue's zones say which day it is: ``ParkDay``, ``ClinicDay``, or ``AnyDay`` of
/// every other venue.
public struct VenueDay: Sendable {
    /// One signal of the day.
    public struct Moment: Sendable {
        /// Since the venue opened.
        public let after: Span
        public let token: Token
        public let kind: SignalKind
        public let zone: ZoneID
    }

    /// Somebody whom the venue knows.
    public struct Known: Sendable {
        public let token: Token
        public let person: PersonID
        public let facts: [String]
    }

    /// There is nowhere to go.
    public struct Unplayable: Error, CustomStringConvertible {
        public var description: String { "this venue has no zones" }
    }

    private static let guestCount = 900
    private static let patientCount = 160
    private static let visitorCount = 240

    /// Everything of the day, in order.
    public let moments: [Moment]
    /// Tokens of those who are known, and what is known of them.
    public let known: [Known]
    /// From when on there is something to see.
    public let joinedAfter: Span

    /// - Parameters:
    ///   - seed: The same seed gives the same day.
    ///   - zones: The venue's.
    /// - Throws: ``Unplayable`` when there are none.
    public init(seed: UInt64, zones: [Zone]) throws(Unplayable) {
        let kinds = Set(zones.map(\.kind.description))
        guard !kinds.isEmpty else { throw Unplayable() }
        if kinds.isSubset(of: ParkDay.kinds) {
            let day = ParkDay(seed: seed, guestCount: Self.guestCount, zones: zones)
            moments = day.moments
            known = day.known
            joinedAfter = .seconds(0)
        } else if kinds.isSubset(of: ClinicDay.kinds) {
            let day = ClinicDay(seed: seed, patientCount: Self.patientCount, zones: zones)
            moments = day.moments
            known = day.known
            joinedAfter = .minutes(75)
        } else {
            let day = AnyDay(seed: seed, visitorCount: Self.visitorCount, zones: zones)
            moments = day.moments
            known = day.known
            joinedAfter = .minutes(20)
        }
    }
}

extension VenueDay {
    /// What is left of the day for somebody who comes in at ``joinedAfter``: first, within half a
    /// minute, everybody who is there comes in again where they are.
    public var joined: [Moment] {
        var places: [(token: Token, zone: ZoneID)] = []
        for moment in moments.prefix(while: { $0.after < joinedAfter }) {
            switch moment.kind {
            case .enter:
                places.removeAll { $0.token == moment.token }
                places.append((moment.token, moment.zone))
            case .exit:
                places.removeAll { $0.token == moment.token && $0.zone == moment.zone }
            case .read, .service, .tap: break
            }
        }
        let present = places.enumerated().map { place, visitor in
            Moment(
                after: Span(milliseconds: Int64(place) * 30_000 / Int64(places.count)),
                token: visitor.token, kind: .enter, zone: visitor.zone)
        }
        let later = moments.drop { $0.after < joinedAfter }.map { moment in
            Moment(
                after: Span(
                    milliseconds: moment.after.milliseconds - joinedAfter.milliseconds),
                token: moment.token, kind: moment.kind,
                zone: moment.zone)
        }
        return (present + later).enumerated().sorted {
            ($0.element.after, $0.offset) < ($1.element.after, $1.offset)
        }.map(\.element)
    }
}

/// The zones of each kind, in the venue's order.
struct ZonesByKind: Sendable {
    private var byKind: [String: [ZoneID]] = [:]

    init(_ zones: [Zone]) {
        for zone in zones { byKind[zone.kind.description, default: []].append(zone.id) }
    }

    func all(_ kind: String) -> [ZoneID] { byKind[kind] ?? [] }

    func any(_ kind: String, using random: inout SplitMix64) -> ZoneID? {
        byKind[kind]?.randomElement(using: &random)
    }
}

/// Somebody on their way through a venue, with a watch.
protocol Walker {
    var token: Token { get }
    /// Seconds since the venue opened.
    var clock: Int64 { get set }
    var moments: [VenueDay.Moment] { get set }
}

extension Walker {
    /// Reports a signal a second later, so that no two of a token are of one moment.
    mutating func report(_ kind: SignalKind, _ zone: ZoneID?) {
        guard let zone else { return }
        clock += 1
        moments.append(
            VenueDay.Moment(
                after: Span(milliseconds: clock * 1_000), token: token, kind: kind, zone: zone))
    }

    func seconds(_ least: Int64, _ most: Int64, _ random: inout SplitMix64) -> Int64 {
        guard most > least else { return least }
        return Int64.random(in: least...most, using: &random)
    }
}
