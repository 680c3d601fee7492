import Ports
import Yams

/// A venue file cut at its keys, so that one of them can be written anew and the rest stays.
struct VenueSections {
    struct Section {
        let key: String
        let value: Node
        /// Its lines, without blank ones and comments that stand between it and the next.
        let lines: Range<Int>
    }

    let lines: [String]
    let sections: [Section]

    /// - Returns: `nil` unless the text is `key: value` lines that begin at the left edge.
    init?(_ text: String) {
        let lines = Self.lines(of: text)
        self.lines = lines
        guard text.utf8.count <= YAMLDocument.byteCountMax else { return nil }
        if lines.allSatisfy({ Self.isBetween($0) }) {
            sections = []
            return
        }
        guard let root = try? Yams.compose(yaml: text), let mapping = root.mapping else {
            return nil
        }
        var starts: [(key: String, value: Node, line: Int)] = []
        for (key, value) in mapping {
            guard let word = key.string, let mark = key.mark, mark.column == 1,
                lines.indices.contains(mark.line - 1), lines[mark.line - 1].hasPrefix(word)
            else { return nil }
            starts.append((word, value, mark.line - 1))
        }
        starts.sort { $0.line < $1.line }
        sections = starts.enumerated().map { place, start in
            let next = place + 1 < starts.count ? starts[place + 1].line : lines.count
            var end = next
            while end > start.line + 1, Self.isBetween(lines[end - 1]) { end -= 1 }
            return Section(key: start.key, value: start.value, lines: start.line..<end)
        }
    }

    subscript(key: String) -> Section? { sections.first { $0.key == key } }

    /// The text with one key's lines replaced; without any the key goes.
    func replacing(_ key: String, with fresh: [String]?) -> String {
        var lines = lines
        if let section = self[key] {
            lines.replaceSubrange(section.lines, with: fresh ?? [])
        } else if let fresh {
            lines.insert(contentsOf: fresh, at: place(of: key))
        }
        return lines.joined(separator: "\n")
    }

    /// Behind the keys that stand before it in the examples.
    private func place(of key: String) -> Int {
        let order = VenueFile.keys
        let own = order.firstIndex(of: key) ?? order.count
        let before = sections.last { (order.firstIndex(of: $0.key) ?? order.count) < own }
        if let before { return before.lines.upperBound }
        if let first = sections.first { return first.lines.lowerBound }
        return lines.last == "" ? lines.count - 1 : lines.count
    }

    // By scalars: a line of a file that ends with CR LF keeps its CR.
    private static func lines(of text: String) -> [String] {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0) }
    }

    /// Whether a line belongs to no key: blank, a comment, or a mark around the document.
    static func isBetween(_ line: String) -> Bool {
        line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") || line.hasPrefix("---")
            || line.hasPrefix("...")
    }

    // MARK: As a form

    var form: VenueForm {
        var form = VenueForm()
        form.words = words
        form.zones = items("zones", ["id", "kind", "name"] + VenueFile.readingKeys).map { items in
            items.map { item in
                var zone = VenueForm.Zone()
                (zone.id, zone.kind) = (item["id"], item["kind"])
                (zone.nameEN, zone.nameNL) = (item["name.en"], item["name.nl"])
                (zone.antennas, zone.edgeBand) = (item["antennas"], item["edge band"])
                (zone.edge, zone.goneAfter) = (item["edge"], item["gone after"])
                return zone
            }
        }
        form.doors = items("doors", VenueFile.doorKeys).map { items in
            items.map { item in
                var door = VenueForm.Door()
                (door.id, door.from, door.to) = (item["id"], item["from"], item["to"])
                (door.nameEN, door.nameNL) = (item["name.en"], item["name.nl"])
                (door.agent, door.failMode) = (item["agent"], item["fail mode"])
                door.antiPassback = item["anti-passback"]
                return door
            }
        }
        form.holidays = items("holidays", ["date", "name", "hours"]).map { items in
            items.map { item in
                var holiday = VenueForm.Holiday()
                (holiday.date, holiday.hours) = (item["date"], item["hours"])
                (holiday.nameEN, holiday.nameNL) = (item["name.en"], item["name.nl"])
                return holiday
            }
        }
        form.hours = hours
        return form
    }

    private var words: VenueForm.Words {
        var words = VenueForm.Words()
        func text(_ key: String, _ inner: String? = nil) -> String {
            let node = self[key]?.value
            return (inner.map { node?.mapping?[Node($0)] } ?? node)?.scalar?.string ?? ""
        }
        (words.nameEN, words.nameNL) = (text("name", "en"), text("name", "nl"))
        (words.customerEN, words.customerNL) = (text("customer", "en"), text("customer", "nl"))
        words.customersEN = text("customer", "en plural")
        words.customersNL = text("customer", "nl plural")
        (words.accent, words.timeZone) = (text("accent"), text("time zone"))
        words.callingCode = text("calling code")
        words.partingLevel = text("parting level")
        return words
    }

    /// The seven days as they are written, by whichever group of days tells.
    private var hours: [String]? {
        guard let node = self["opening hours"]?.value else {
            return [String](repeating: "", count: 7)
        }
        guard let groups = hourGroups(node) else { return nil }
        return VenueFile.weekdays.indices.map { Self.hours(of: $0, in: groups) }
    }

    static func hours(of day: Int, in groups: [String: String]) -> String {
        groups[VenueFile.weekdays[day]] ?? groups[day < 5 ? "weekdays" : "weekend"]
            ?? groups["every day"] ?? "closed"
    }

    /// What is written by day and group; `nil` when it is no such list.
    func hourGroups(_ node: Node) -> [String: String]? {
        guard let mapping = node.mapping else { return nil }
        var groups: [String: String] = [:]
        for (key, value) in mapping {
            guard let key = key.string, let text = Self.text(value) else { return nil }
            groups[key] = text
        }
        return groups
    }

    /// A text, or a list of texts with commas between.
    private static func text(_ node: Node) -> String? {
        if let text = node.scalar?.string { return text }
        guard let sequence = node.sequence else { return nil }
        let texts = sequence.compactMap { $0.scalar?.string }
        return texts.count == sequence.count ? texts.joined(separator: ", ") : nil
    }

    /// The items of a list, each by key; `nil` when one is not written with these keys.
    private func items(_ key: String, _ keys: [String]) -> [[String: String].Filled]? {
        guard let node = self[key]?.value else { return [] }
        guard let sequence = node.sequence else { return nil }
        var items: [[String: String].Filled] = []
        for node in sequence {
            guard let mapping = node.mapping else { return nil }
            var fields: [String: String] = [:]
            for (key, value) in mapping {
                guard let key = key.string, keys.contains(key) else { return nil }
                if key == "name" {
                    guard let words = value.mapping,
                        words.keys.allSatisfy({ ["en", "nl"].contains($0.string) })
                    else { return nil }
                    fields["name.en"] = words[Node("en")]?.scalar?.string
                    fields["name.nl"] = words[Node("nl")]?.scalar?.string
                } else {
                    guard let text = Self.text(value) else { return nil }
                    fields[key] = text
                }
            }
            items.append(.init(fields))
        }
        return items
    }
}

extension [String: String] {
    /// A dictionary in which what is not there is empty.
    struct Filled {
        private let values: [String: String]

        init(_ values: [String: String]) { self.values = values }

        subscript(key: String) -> String { values[key] ?? "" }
    }
}
