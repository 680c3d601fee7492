import Domain
import Kernel
import Yams

/// Lines in which nobody stands.
extension VenueFile {
    private static let queueKeys = [
        "id", "name", "zone", "open", "window", "people an hour", "guests", "grace", "offer",
        "return",
    ]

    /// `- {id: coaster, name: {en: …, nl: …}, zone: coaster, people an hour: 900}`.
    static func queues(
        _ node: Node, _ venue: Venue, _ document: YAMLDocument
    ) -> [PassQueue] {
        var names = Set<PassQueueID>()
        let nodes = document.sequence(node, of: "queues")
        if nodes.count > PassBook.queueCountMax {
            document.refuse(
                node, "a venue has at most \(PassBook.queueCountMax) queues",
                "een locatie heeft hooguit \(PassBook.queueCountMax) wachtrijen")
        }
        return nodes.compactMap { node in
            guard let map = document.mapping(node, keys: queueKeys, of: "a queue"),
                let text = map.text("id", "coaster"),
                let name = map.required("name", "{en: …, nl: …}").flatMap({ words($0, document) }),
                let zone = map.required("zone", "coaster").flatMap({
                    zone($0, of: venue, document)
                })
            else { return nil }
            guard let id = PassQueueID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each queue a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elke wachtrij een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            let open = map.optional("open").flatMap { openStretch($0, document) }
            return PassQueue(
                id: id, name: name, zone: zone, opens: open?.from ?? 0,
                closes: open.map { $0.until > 1_440 ? $0.until - 1_440 : $0.until } ?? 1_440,
                window: span(map, "window", 1...240, PassQueue.windowUsual),
                grace: span(map, "grace", 0...240, PassQueue.graceUsual),
                offer: span(map, "offer", 1...60, PassQueue.offerUsual),
                returning: span(map, "return", 1...1_440, PassQueue.returningUsual),
                peoplePerHour: number(
                    map, "people an hour", 1...1_000_000, PassQueue.peoplePerHourUsual),
                guestPercent: number(map, "guests", 0...50, PassQueue.guestPercentUsual))
        }
    }

    /// One stretch of a day.
    private static func openStretch(_ node: Node, _ document: YAMLDocument) -> OpenStretch? {
        let found = stretches(node, document)
        if found.count == 1 { return found.first }
        // What is no stretch at all was told already.
        if found.count > 1 || closedWords.contains(node.scalar?.string.lowercased() ?? "") {
            document.refuse(
                node, "a queue is open once a day, such as 10:00-18:00",
                "een wachtrij is één keer per dag open, zoals 10:00-18:00")
        }
        return nil
    }

    private static func span(
        _ map: YAMLMapping, _ key: String, _ minutes: ClosedRange<Int64>, _ usual: Span
    ) -> Span {
        guard let node = map.optional(key) else { return usual }
        guard let span = Span.read(node, map.document) else { return usual }
        if (Span.minutes(minutes.lowerBound)...Span.minutes(minutes.upperBound)).contains(span) {
            return span
        }
        map.document.refuse(
            node, "'\(key)' is from \(minutes.lowerBound) to \(minutes.upperBound) minutes",
            "'\(key)' is van \(minutes.lowerBound) tot \(minutes.upperBound) minuten")
        return usual
    }

    /// `parting level: 7`: from which level of recognising themself in the house on somebody is let
    /// go kindly, and not won back.
    static func partingLevel(_ map: YAMLMapping) -> UInt8 {
        let usual = Bond.partingLevelDefault
        return UInt8(
            clamping: number(map, "parting level", 0...Int(Bond.levelMax), Int(usual)))
    }

    private static func number(
        _ map: YAMLMapping, _ key: String, _ bounds: ClosedRange<Int>, _ usual: Int
    ) -> Int {
        guard let node = map.optional(key) else { return usual }
        let text = (node.scalar?.string ?? "").replacing("%", with: "").filter { $0 != " " }
        if let number = Int(text), bounds.contains(number) { return number }
        map.document.refuse(
            node,
            "'\(key)' is a whole number from \(bounds.lowerBound) to \(bounds.upperBound)",
            "'\(key)' is een geheel getal van \(bounds.lowerBound) tot \(bounds.upperBound)")
        return usual
    }
}
