import Ports
import Yams

/// Which field of a form a place in a venue file is.
extension VenueSections {
    /// Fields of the form by the keys they are written under.
    private static let columns = [
        "id": "id", "kind": "kind", "name.en": "nameEN", "name.nl": "nameNL",
        "customer.en": "customerEN", "customer.nl": "customerNL",
        "customer.en plural": "customersEN", "customer.nl plural": "customersNL",
        "time zone": "timeZone", "calling code": "callingCode", "accent": "accent",
        "parting level": "partingLevel",
        "antennas": "antennas", "edge band": "edgeBand", "edge": "edge",
        "gone after": "goneAfter", "from": "from", "to": "to", "date": "date", "hours": "hours",
        "agent": "agent", "fail mode": "failMode", "anti-passback": "antiPassback",
    ]

    func field(of problem: VenueProblem) -> VenueField? {
        let place = (line: problem.line, column: problem.column)
        guard let section = sections.last(where: { $0.lines.lowerBound < problem.line }) else {
            // A file without its name.
            return problem.missing == "name" ? words("name.en") : nil
        }
        switch section.key {
        case "name", "customer":
            let own = section.value.mapping != nil
            let key = problem.missing ?? inner(section.value, at: place) ?? "en"
            // A key of the file itself is missing where the file begins, in its first section.
            guard own, ["en", "nl", "en plural", "nl plural"].contains(key) else { return nil }
            return words("\(section.key).\(key)")
        case "zones", "doors", "holidays":
            guard problem.missing != section.key else { return nil }
            return row(of: section, problem, at: place)
        case "opening hours":
            guard let key = inner(section.value, at: place) else { return nil }
            let groups = ["every day": 0, "weekdays": 0, "weekend": 5]
            let day = VenueFile.weekdays.firstIndex(of: key) ?? groups[key]
            return day.map { VenueField(section: "hours", row: $0, column: "") }
        default: return problem.missing == nil ? words(section.key) : nil
        }
    }

    private func words(_ key: String) -> VenueField? {
        Self.columns[key].map { VenueField(section: "words", row: nil, column: $0) }
    }

    private func row(
        of section: Section, _ problem: VenueProblem, at place: (line: Int, column: Int)
    ) -> VenueField? {
        guard let items = section.value.sequence else { return nil }
        let row = items.lastIndex { Self.begins($0, at: place) }
        guard let row else { return nil }
        var key = problem.missing ?? inner(items[row], at: place) ?? "id"
        if ["en", "nl"].contains(key) {
            key = "name.\(key)"
        } else if key == "name" {
            let name = items[row].mapping?[Node("name")]
            key = "name.\(name.flatMap { inner($0, at: place) } ?? "en")"
        }
        return Self.columns[key].map {
            VenueField(section: section.key, row: row, column: $0)
        }
    }

    /// The key of a mapping in whose part of the text a place is.
    private func inner(_ node: Node, at place: (line: Int, column: Int)) -> String? {
        node.mapping.flatMap { Array($0).last { Self.begins($0.key, at: place) }?.key.string }
    }

    /// Whether a node begins at a place or before it.
    private static func begins(_ node: Node, at place: (line: Int, column: Int)) -> Bool {
        guard let mark = node.mark else { return false }
        return (mark.line, mark.column) <= (place.line, place.column)
    }
}
