import Domain
import Kernel
import Yams

/// What bands of a venue are good for when nobody says otherwise.
extension VenueFile {
    /// The longest a band is good for doors by an offer.
    private static let bandDaysMax: Int64 = 400
    private static let planKeys = ["powers", "zones", "doors", "children", "until", "limits"]

    /// `{until: closing, group pays: first, offers: [{id: day, name: {…}, zones: [gate]}]}`: what
    /// an offer does not say of itself is as it stands beside the offers.
    static func bands(_ node: Node, _ venue: Venue, _ document: YAMLDocument) -> VenueBands {
        var bands = VenueBands()
        guard
            let map = document.mapping(
                node, keys: planKeys + ["group pays", "offers"], of: "'bands'")
        else { return bands }
        if let node = map.optional("group pays") { bands.firstPays = firstPays(node, document) }
        guard var usual = bands.offers.first else { return bands }
        fill(&usual, from: map, venue)
        guard let list = map.optional("offers") else {
            bands.offers = [usual]
            return bands
        }
        var names = Set<BandOfferID>()
        bands.offers = document.sequence(list, of: "offers").compactMap { node in
            guard
                let map = document.mapping(node, keys: ["id", "name"] + planKeys, of: "an offer"),
                let text = map.text("id", "day"),
                let name = map.required("name", "{en: Day visitor, nl: Dagbezoeker}")
                    .flatMap({ words($0, document) })
            else { return nil }
            guard let id = BandOfferID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each offer a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elk aanbod een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            var offer = BandOffer(
                id: id, name: name, powers: usual.powers, zones: usual.zones, until: usual.until)
            (offer.doors, offer.children, offer.limits) =
                (usual.doors, usual.children, usual.limits)
            fill(&offer, from: map, venue)
            return offer
        }
        if bands.offers.isEmpty || bands.offers.count > VenueBands.offerCountMax {
            document.refuse(
                list, "write 1 to \(VenueBands.offerCountMax) offers, or leave 'offers' out",
                "schrijf 1 tot \(VenueBands.offerCountMax) keer een aanbod, of laat 'offers' weg")
        }
        return bands
    }

    private static func fill(_ offer: inout BandOffer, from map: YAMLMapping, _ venue: Venue) {
        let document = map.document
        if let node = map.optional("powers") { offer.powers = powers(node, document) }
        if let node = map.optional("zones") { offer.zones = zones(node, of: venue, document) }
        if let node = map.optional("children") { offer.children = zones(node, of: venue, document) }
        if let node = map.optional("doors") { offer.doors = doors(node, of: venue, document) }
        if let node = map.optional("until"), let until = until(node, document) {
            offer.until = until
        }
        if let node = map.optional("limits") { offer.limits = limits(node, venue, document) }
    }

    private static func powers(_ node: Node, _ document: YAMLDocument) -> [BandPower] {
        document.sequence(node, of: "powers").compactMap { node in
            if let power = node.string.flatMap({ BandPower(word: $0) }) { return power }
            let hint = hint(node.string ?? "", among: BandPower.allCases.map(\.word))
            document.refuse(
                node, "powers are key, wallet and pass\(hint.en)",
                "een band kan key, wallet en pass zijn\(hint.nl)")
            return nil
        }
    }

    private static func zones(
        _ node: Node, of venue: Venue, _ document: YAMLDocument
    ) -> [ZoneID] {
        places(node, "zones", document).compactMap { zone($0, of: venue, document) }
    }

    private static func doors(
        _ node: Node, of venue: Venue, _ document: YAMLDocument
    ) -> [DoorID] {
        places(node, "doors", document).compactMap { node in
            guard let text = document.text(node, of: "a door's id") else { return nil }
            if let door = venue.doors.first(where: { $0.id.description == text }) {
                return door.id
            }
            let hint = hint(text, among: venue.doors.map(\.id.description))
            document.refuse(
                node, "the venue has no door '\(text)'\(hint.en)",
                "de locatie heeft geen deur '\(text)'\(hint.nl)")
            return nil
        }
    }

    private static func places(
        _ node: Node, _ what: String, _ document: YAMLDocument
    ) -> [Node] {
        let nodes = document.sequence(node, of: what)
        if nodes.count > KeyRight.placeCountMax {
            document.refuse(
                node, "a band names at most \(KeyRight.placeCountMax) \(what)",
                "een band noemt hooguit \(KeyRight.placeCountMax) plekken en evenveel deuren")
        }
        return nodes
    }

    /// `closing`, `8 hours` or `3 days`.
    private static func until(_ node: Node, _ document: YAMLDocument) -> BandUntil? {
        let words = (node.scalar?.string ?? "").split(separator: " ")
        if words == ["closing"] { return .closing }
        let units: [Substring: Int64] = ["hour": 1, "hours": 1, "day": 24, "days": 24]
        if words.count == 2, let unit = units[words[1]], let count = Int64(words[0]),
            (1...bandDaysMax * 24 / unit).contains(count)
        {
            return .after(.hours(count * unit))
        }
        document.refuse(
            node, "write 'closing', or how long, such as '8 hours' or '3 days'; at most 400 days",
            "schrijf 'closing', of hoe lang, zoals '8 hours' of '3 days'; hooguit 400 dagen")
        return nil
    }

    /// `{at once: 20.00, a day: 50.00, a day in one shop: 25.00}`, in the venue's currency.
    private static func limits(
        _ node: Node, _ venue: Venue, _ document: YAMLDocument
    ) -> SpendingLimits {
        let keys = ["at once", "a day", "a day in one shop"]
        guard let map = document.mapping(node, keys: keys, of: "'limits'") else {
            return SpendingLimits()
        }
        func amount(_ key: String) -> Int64? {
            guard let node = map.optional(key) else { return nil }
            if let currency = venue.currency, let text = node.scalar?.string,
                let money = Money(text, currency), money.minorUnits >= 0
            {
                return money.minorUnits
            }
            let code = venue.currency?.description ?? ""
            document.refuse(
                node, "write an amount in \(code) with a full stop, such as 20.00",
                "schrijf een bedrag in \(code) met een punt, zoals 20.00")
            return nil
        }
        return SpendingLimits(
            charge: amount(keys[0]), day: amount(keys[1]), shopDay: amount(keys[2]))
    }

    private static func firstPays(_ node: Node, _ document: YAMLDocument) -> Bool {
        switch node.scalar?.string {
        case "first": return true
        case "each": return false
        default:
            document.refuse(
                node, "write who pays for a group: 'first', or 'each' for themselves",
                "schrijf wie voor een groep betaalt: 'first' (de eerste) of 'each' (ieder zelf)")
            return true
        }
    }
}
