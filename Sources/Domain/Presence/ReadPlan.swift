public import Kernel

public enum AntennaNoun {}
/// A reader and the number of its antenna: `r1-3`.
public typealias AntennaID = Identifier<AntennaNoun>

/// How a zone is read.
public struct ZoneReading: Hashable, Sendable, Codable {
    public static let goneAfterUsual = Span.seconds(60)

    public let zone: ZoneID
    public let antennas: [AntennaID]
    /// A band of the house that hangs at the zone's edge: its antennas learn from it.
    public let edgeBand: Token?
    /// The level at the edge in dBm, when nobody hung a band there.
    public let edge: Int8?
    /// How long somebody may go unread before they count as gone.
    public let goneAfter: Span

    public init(
        zone: ZoneID, antennas: [AntennaID], edgeBand: Token? = nil, edge: Int8? = nil,
        goneAfter: Span = goneAfterUsual
    ) {
        self.zone = zone
        self.antennas = antennas
        self.edgeBand = edgeBand
        self.edge = edge
        self.goneAfter = goneAfter
    }
}

/// The venue's antennas by number, for the smoother.
package struct ReadPlan: Equatable, Sendable {
    /// The level at an edge that nobody told and no band taught, dBm.
    static let usualEdge: Int8 = -66

    package struct Antenna: Equatable, Sendable {
        package let id: AntennaID
        /// Its zone's place in `zones`.
        package let zone: Int
    }

    package struct Zone: Equatable, Sendable {
        package let number: ZoneIndex
        package let edgeBand: Token?
        let edge: Int8?
        let goneAfter: Int64
    }

    package private(set) var antennas: [Antenna] = []
    package private(set) var zones: [Zone] = []

    init() {}

    /// - Parameter numbers: Of the venue's zones; one that is not there is not read.
    package init(_ readings: [ZoneReading], numbers: [ZoneID: ZoneIndex]) {
        for reading in readings {
            guard let number = numbers[reading.zone] else { continue }
            for antenna in reading.antennas {
                antennas.append(Antenna(id: antenna, zone: zones.count))
            }
            zones.append(
                Zone(
                    number: number, edgeBand: reading.edgeBand, edge: reading.edge,
                    goneAfter: reading.goneAfter.milliseconds))
        }
    }

    package var isEmpty: Bool { antennas.isEmpty }
}
