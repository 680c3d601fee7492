import Ports
import Yams

/// Writes what somebody chose in a form into a venue file, and leaves the rest as it stands.
enum VenueFormWriter {
    /// - Returns: The text as it was when it cannot be cut at its keys.
    static func edited(_ text: String, as form: VenueForm) -> String {
        guard let sections = VenueSections(text) else { return text }
        let old = sections.form
        var text = text
        func write(_ key: String, _ lines: (VenueSections) -> [String]?) {
            guard let sections = VenueSections(text) else { return }
            text = sections.replacing(key, with: lines(sections))
        }
        for (key, line) in words(from: old.words, to: form.words) {
            write(key) { _ in line.map { [$0] } }
        }
        if let zones = form.zones, let before = old.zones, zones != before {
            write("zones") {
                list($0, "zones", from: before, to: zones, id: \.id, mayGo: false, zone)
            }
        }
        if let doors = form.doors, let before = old.doors, doors != before {
            write("doors") { list($0, "doors", from: before, to: doors, id: \.id, door) }
        }
        if let hours = form.hours, let before = old.hours, hours != before {
            write("opening hours") { self.hours($0, hours, before: before) }
        }
        if let holidays = form.holidays, let before = old.holidays, holidays != before {
            write("holidays") {
                list($0, "holidays", from: before, to: holidays, id: \.date, holiday)
            }
        }
        return text
    }

    // MARK: Words

    /// The keys that change, each with its line, or none when it goes.
    private static func words(
        from old: VenueForm.Words, to new: VenueForm.Words
    ) -> [(key: String, line: String?)] {
        var lines: [(String, String?)] = []
        if (old.nameEN, old.nameNL) != (new.nameEN, new.nameNL) {
            lines.append(("name", "name: {\(pair(new.nameEN, new.nameNL))}"))
        }
        let before = (old.customerEN, old.customerNL, old.customersEN, old.customersNL)
        let after = (new.customerEN, new.customerNL, new.customersEN, new.customersNL)
        if before != after {
            var fields = [pair(new.customerEN, new.customerNL)]
            if !new.customersEN.isEmpty { fields.append("en plural: \(written(new.customersEN))") }
            if !new.customersNL.isEmpty { fields.append("nl plural: \(written(new.customersNL))") }
            let isEmpty = [after.0, after.1, after.2, after.3].allSatisfy(\.isEmpty)
            lines.append(
                ("customer", isEmpty ? nil : "customer: {\(fields.joined(separator: ", "))}"))
        }
        for (key, before, after) in [
            ("time zone", old.timeZone, new.timeZone),
            ("calling code", old.callingCode, new.callingCode), ("accent", old.accent, new.accent),
            ("parting level", old.partingLevel, new.partingLevel),
        ] where before != after {
            lines.append((key, after.isEmpty ? nil : "\(key): \(written(after))"))
        }
        return lines
    }

    private static func pair(_ en: String, _ nl: String) -> String {
        "en: \(written(en)), nl: \(written(nl))"
    }

    // MARK: Lists

    private static func zone(_ zone: VenueForm.Zone) -> String {
        var fields = ["id: \(written(zone.id))", "kind: \(written(zone.kind))"]
        if !zone.nameEN.isEmpty || !zone.nameNL.isEmpty {
            fields.append("name: {\(pair(zone.nameEN, zone.nameNL))}")
        }
        if !zone.antennas.isEmpty {
            let antennas = zone.antennas.split(separator: ",")
                .map { written(String($0)) }.filter { $0 != "''" }
            fields.append("antennas: [\(antennas.joined(separator: ", "))]")
        }
        for (key, text) in [
            ("edge band", zone.edgeBand), ("edge", zone.edge), ("gone after", zone.goneAfter),
        ] where !text.isEmpty {
            fields.append("\(key): \(written(text))")
        }
        return "{\(fields.joined(separator: ", "))}"
    }

    private static func door(_ door: VenueForm.Door) -> String {
        var fields = ["id: \(written(door.id))"]
        if !door.nameEN.isEmpty || !door.nameNL.isEmpty {
            fields.append("name: {\(pair(door.nameEN, door.nameNL))}")
        }
        if !door.from.isEmpty { fields.append("from: \(written(door.from))") }
        fields.append("to: \(written(door.to))")
        for (key, text) in [
            ("agent", door.agent), ("fail mode", door.failMode),
            ("anti-passback", door.antiPassback),
        ] where !text.isEmpty {
            fields.append("\(key): \(written(text))")
        }
        return "{\(fields.joined(separator: ", "))}"
    }

    private static func holiday(_ holiday: VenueForm.Holiday) -> String {
        var fields = [
            "date: \(written(holiday.date))", "name: {\(pair(holiday.nameEN, holiday.nameNL))}",
        ]
        if !holiday.hours.isEmpty { fields.append("hours: \(written(holiday.hours))") }
        return "{\(fields.joined(separator: ", "))}"
    }

    /// A list's lines: items that did not change keep theirs, and comments stay below their item.
    private static func list<Item: Equatable>(
        _ sections: VenueSections, _ key: String, from old: [Item], to new: [Item],
        id: KeyPath<Item, String>, mayGo: Bool = true, _ render: (Item) -> String
    ) -> [String]? {
        guard !new.isEmpty else { return mayGo ? nil : ["\(key): []"] }
        let chunks = chunks(sections, key, count: old.count)
        let dash = chunks?.indent ?? "  "
        var lines = chunks?.head ?? ["\(key):"]
        var isLeft = [Bool](repeating: chunks != nil, count: old.count)
        for item in new {
            let same = old.indices.first { isLeft[$0] && old[$0] == item }
            let place =
                same
                ?? old.indices.first { isLeft[$0] && old[$0][keyPath: id] == item[keyPath: id] }
            guard let place, let chunk = chunks?.items[place] else {
                lines.append("\(dash)- \(render(item))")
                continue
            }
            isLeft[place] = false
            lines += same == nil ? ["\(dash)- \(render(item))"] : chunk.body
            lines += chunk.rest
        }
        return lines
    }

    private struct Chunks {
        let head: [String]
        let indent: String
        let items: [(body: [String], rest: [String])]
    }

    /// The lines of each item; `nil` unless each begins a line of its own with a dash.
    private static func chunks(
        _ sections: VenueSections, _ key: String, count: Int
    ) -> Chunks? {
        guard let section = sections[key], let nodes = section.value.sequence, nodes.count == count,
            count > 0
        else { return nil }
        let starts = nodes.compactMap { $0.mark.map { $0.line - 1 } }
        guard starts.count == count, zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 }),
            let first = starts.first, first > section.lines.lowerBound,
            starts.allSatisfy({
                section.lines.contains($0)
                    && sections.lines[$0].drop(while: { $0 == " " }).hasPrefix("-")
            })
        else { return nil }
        let ends = starts.dropFirst() + [section.lines.upperBound]
        let items = zip(starts, ends).map { start, end in
            let lines = sections.lines[start..<end]
            let last = lines.lastIndex { line in
                let text = line.drop(while: \.isWhitespace)
                return !text.isEmpty && !text.hasPrefix("#")
            }
            let split = (last ?? start) + 1
            return (body: Array(lines[..<split]), rest: Array(lines[split...]))
        }
        return Chunks(
            head: Array(sections.lines[section.lines.lowerBound..<first]),
            indent: String(sections.lines[first].prefix { $0 == " " }), items: items)
    }

    // MARK: Hours

    /// The groups of days that still tell stay, and a day that differs from them stands by itself.
    private static func hours(
        _ sections: VenueSections, _ days: [String], before: [String]
    ) -> [String]? {
        guard days.contains(where: { !$0.isEmpty }) else { return nil }
        let days = days.map { $0.isEmpty ? "closed" : $0 }
        if let lines = oneDay(sections, days, before: before) { return lines }
        let written = sections["opening hours"].flatMap { sections.hourGroups($0.value) } ?? [:]
        var groups = written.filter { !VenueFile.weekdays.contains($0.key) }
        if Set(days).count == 1 {
            groups = ["every day": days[0]]
        } else if written.isEmpty, Set(days[..<5]).count == 1 {
            groups["weekdays"] = days[0]
        }
        var lines = ["opening hours:"]
        for key in ["every day", "weekdays", "weekend"] {
            guard let text = groups[key] else { continue }
            lines.append("  \(key): \(Self.written(text))")
        }
        for (place, day) in VenueFile.weekdays.enumerated() {
            let isTold =
                VenueSections.hours(of: place, in: groups) == days[place] && !groups.isEmpty
            if !isTold { lines.append("  \(day): \(Self.written(days[place]))") }
        }
        return lines
    }

    /// The lines with that of one day written anew: the others, and comments, stay.
    ///
    /// - Returns: `nil` when more changed, or the days do not stand on lines of their own.
    private static func oneDay(
        _ sections: VenueSections, _ days: [String], before: [String]
    ) -> [String]? {
        let changed = days.indices.filter { days[$0] != before[$0] }
        guard changed.count == 1, let day = changed.first,
            let section = sections["opening hours"], let mapping = section.value.mapping
        else { return nil }
        var places: [(key: String, line: Int)] = []
        for (key, value) in mapping {
            guard let word = key.string, value.scalar != nil, let mark = key.mark,
                section.lines.contains(mark.line - 1), mark.line - 1 > section.lines.lowerBound,
                value.mark?.line == mark.line
            else { return nil }
            places.append((word, mark.line - 1))
        }
        guard Set(places.map(\.line)).count == places.count, let last = places.map(\.line).max()
        else { return nil }
        let indent = String(sections.lines[last].prefix { $0 == " " })
        let name = VenueFile.weekdays[day]
        let line = "\(indent)\(name): \(written(days[day]))"
        var lines = Array(sections.lines[section.lines])
        if let own = places.first(where: { $0.key == name }) {
            lines[own.line - section.lines.lowerBound] = line
        } else {
            // Behind the days that come before it.
            let earlier = places.last {
                (VenueFile.weekdays.firstIndex(of: $0.key) ?? -1) < day
            }
            lines.insert(line, at: (earlier?.line ?? last) - section.lines.lowerBound + 1)
        }
        return lines
    }

    // MARK: Texts

    private static let words: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n",
    ]

    /// A text as YAML writes it: plain where that is safe, else between single quotes.
    static func written(_ text: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
                clean.append(" ")
            default: clean.append(scalar)
            }
        }
        let text = String(clean).split(separator: " ").joined(separator: " ")
        return isPlain(text) ? text : "'\(text.replacing("'", with: "''"))'"
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last, !words.contains(text.lowercased()),
            first.isLetter || first.isNumber
                || (first == "-" && text.dropFirst().first?.isNumber == true),
            last != ":"
        else { return false }
        return text.indices.allSatisfy { place in
            let character = text[place]
            if character == ":" { return text[text.index(after: place)] != " " }
            return character.isLetter || character.isNumber || " -_./'()+&;".contains(character)
        }
    }
}
