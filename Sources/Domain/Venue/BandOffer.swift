public import Kernel

public enum BandOfferNoun {}
public typealias BandOfferID = Identifier<BandOfferNoun>

/// Until when a band that is given now is good for doors.
public enum BandUntil: Hashable, Sendable {
    /// Until the venue closes next.
    case closing
    case after(Span)
}

/// Something a desk gives bands out for: a day visitor, a hotel guest. It fills in the form; the
/// desk may change every part of it.
public struct BandOffer: Equatable, Sendable {
    public let id: BandOfferID
    public let name: Words
    public var powers: [BandPower]
    public var zones: [ZoneID]
    public var doors: [DoorID]
    /// Where their children may go; `nil`: where they may go themselves.
    public var children: [ZoneID]?
    public var until: BandUntil
    public var limits: SpendingLimits

    public init(
        id: BandOfferID, name: Words, powers: [BandPower] = BandPower.allCases,
        zones: [ZoneID] = [], until: BandUntil = .closing
    ) {
        self.id = id
        self.name = name
        self.powers = powers
        self.zones = zones
        doors = []
        children = nil
        self.until = until
        limits = SpendingLimits()
    }
}

/// What bands of a venue are good for when nobody says otherwise.
public struct VenueBands: Equatable, Sendable {
    /// The most offers of one venue.
    public static let offerCountMax = 12

    /// At least one; the first is filled in at once.
    public var offers: [BandOffer]
    /// Whether the first of a family pays for those who come after, unless the desk says otherwise.
    public var firstPays: Bool

    /// What counts for a venue that says nothing: a band for the day, good for everything that
    /// needs no place to be named.
    public init() {
        firstPays = true
        offers = []
        if let id = BandOfferID("day") {
            offers = [BandOffer(id: id, name: Words(en: "Day visitor", nl: "Dagbezoeker"))]
        }
    }

    public func offer(_ id: BandOfferID?) -> BandOffer? {
        offers.first { $0.id == id } ?? offers.first
    }
}
