import Domain
import Foundation
import Ports

/// The forms of the venue's page: what they show, and what somebody changed in them.
///
/// Each section carries a fingerprint of what it showed. Only a section whose fields differ from
/// it was changed by hand; the others leave the text boxes what they say.
struct EditorForm {
    struct Column<Item> {
        let name: String
        let path: WritableKeyPath<Item, String>
        /// The list of suggestions.
        var list = ""
        /// Whether it stands behind a fold of its row.
        var isFolded = false
    }

    /// The most rows of a table that are read from a page.
    private static let rowCountMax = 1_000
    /// Empty rows at the end of a table, and after more were asked for.
    static let emptyRowCount = 3
    static let moreRowCount = 12

    private(set) var zones: [VenueForm.Zone]?
    private(set) var doors: [VenueForm.Door]?
    private(set) var hours: [String]?
    private(set) var holidays: [VenueForm.Holiday]?
    private(set) var words = VenueForm.Words()
    /// Sections that were changed by hand.
    private(set) var changed: Set<String> = []
    /// Fingerprints of what each section showed, as they came back.
    private(set) var was: [String: String] = [:]

    // MARK: Fields

    static var wordColumns: [Column<VenueForm.Words>] {
        [
            Column(name: "nameEN", path: \.nameEN), Column(name: "nameNL", path: \.nameNL),
            Column(name: "customerEN", path: \.customerEN),
            Column(name: "customersEN", path: \.customersEN),
            Column(name: "customerNL", path: \.customerNL),
            Column(name: "customersNL", path: \.customersNL),
            Column(name: "timeZone", path: \.timeZone, list: "time-zones"),
            Column(name: "callingCode", path: \.callingCode),
            Column(name: "accent", path: \.accent),
            Column(name: "partingLevel", path: \.partingLevel),
        ]
    }

    static var zoneColumns: [Column<VenueForm.Zone>] {
        [
            Column(name: "id", path: \.id), Column(name: "kind", path: \.kind, list: "kinds"),
            Column(name: "nameEN", path: \.nameEN), Column(name: "nameNL", path: \.nameNL),
            Column(name: "antennas", path: \.antennas, isFolded: true),
            Column(name: "edgeBand", path: \.edgeBand, isFolded: true),
            Column(name: "edge", path: \.edge, isFolded: true),
            Column(name: "goneAfter", path: \.goneAfter, isFolded: true),
        ]
    }

    static var doorColumns: [Column<VenueForm.Door>] {
        [
            Column(name: "id", path: \.id), Column(name: "nameEN", path: \.nameEN),
            Column(name: "nameNL", path: \.nameNL),
            Column(name: "from", path: \.from, list: "zone-ids"),
            Column(name: "to", path: \.to, list: "zone-ids"),
            Column(name: "agent", path: \.agent, isFolded: true),
            Column(name: "failMode", path: \.failMode, isFolded: true),
            Column(name: "antiPassback", path: \.antiPassback, isFolded: true),
        ]
    }

    static var holidayColumns: [Column<VenueForm.Holiday>] {
        [
            Column(name: "date", path: \.date), Column(name: "nameEN", path: \.nameEN),
            Column(name: "nameNL", path: \.nameNL), Column(name: "hours", path: \.hours),
        ]
    }

    // MARK: What was changed

    init(posted form: Form) {
        for column in Self.wordColumns {
            words[keyPath: column.path] = Self.trimmed(form["words-\(column.name)"])
        }
        note("words", Self.wordColumns.map { form["words-\($0.name)"] }, form)
        zones = rows("zones", Self.zoneColumns, VenueForm.Zone(), form)
        doors = rows("doors", Self.doorColumns, VenueForm.Door(), form)
        holidays = rows("holidays", Self.holidayColumns, VenueForm.Holiday(), form)
        let days = (0..<7).map { form["hours-\($0)"] }
        note("hours", days, form)
        hours = was["hours"] == nil ? nil : days.map(Self.trimmed)
    }

    /// Whether a page with forms was sent at all.
    var isPosted: Bool { was["words"] != nil }

    private mutating func note(_ section: String, _ fields: [String], _ form: Form) {
        let shown = form["\(section)-was"]
        guard !shown.isEmpty else { return }
        was[section] = shown
        if shown != Self.fingerprint(fields) { changed.insert(section) }
    }

    private mutating func rows<Item: Equatable>(
        _ section: String, _ columns: [Column<Item>], _ empty: Item, _ form: Form
    ) -> [Item]? {
        var items: [Item] = []
        var fields: [String] = []
        for row in 0..<min(Self.rowCountMax, max(0, Int(form["\(section)-rows"]) ?? 0)) {
            var item = empty
            let texts = columns.map { form["\(section)-\(row)-\($0.name)"] }
            for (column, text) in zip(columns, texts) {
                item[keyPath: column.path] = Self.trimmed(text)
            }
            guard item != empty else { continue }
            fields += texts
            if form["\(section)-\(row)-gone"].isEmpty {
                items.append(item)
            } else {
                fields.append("gone")
            }
        }
        note(section, fields, form)
        return was[section] == nil ? nil : items
    }

    private static func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What the text shows, with the sections that were changed by hand.
    ///
    /// - Returns: With the sections that were changed as text as well, which stay as the text has
    ///   them, and what had been typed in their forms.
    func applied(to shown: VenueForm) -> (
        form: VenueForm, clashes: [(section: String, lost: [String])]
    ) {
        var form = shown
        var clashes: [(section: String, lost: [String])] = []
        let now = EditorForm(shown).fingerprints
        func wanted(_ section: String, _ lost: () -> [String]) -> Bool {
            guard changed.contains(section) else { return false }
            guard now[section] == was[section] else {
                let lost = lost()
                // The same was done in both.
                if !lost.isEmpty { clashes.append((section, lost)) }
                return false
            }
            return true
        }
        let wordsLost = {
            Self.wordColumns.map(\.path).filter { words[keyPath: $0] != shown.words[keyPath: $0] }
                .map { words[keyPath: $0] }
        }
        if wanted("words", wordsLost) { form.words = words }
        if shown.zones != nil, let zones,
            wanted("zones", { Self.lost(zones, shown.zones, Self.zoneColumns) })
        {
            form.zones = zones
        }
        if shown.doors != nil, let doors,
            wanted("doors", { Self.lost(doors, shown.doors, Self.doorColumns) })
        {
            form.doors = doors
        }
        if let before = shown.hours, let hours,
            wanted("hours", { zip(hours, before).filter { $0.0 != $0.1 }.map(\.0) })
        {
            form.hours = hours
        }
        if shown.holidays != nil, let holidays,
            wanted("holidays", { Self.lost(holidays, shown.holidays, Self.holidayColumns) })
        {
            form.holidays = holidays
        }
        return (form, clashes)
    }

    /// Rows of a form that the text does not have.
    private static func lost<Item: Equatable>(
        _ items: [Item], _ shown: [Item]?, _ columns: [Column<Item>]
    ) -> [String] {
        items.filter { !(shown ?? []).contains($0) }.map { item in
            columns.map { item[keyPath: $0.path] }.filter { !$0.isEmpty }
                .joined(separator: " · ")
        }
    }

    var fingerprints: [String: String] {
        func print<Item>(_ items: [Item]?, _ columns: [Column<Item>]) -> String {
            Self.fingerprint(
                (items ?? []).flatMap { item in columns.map { item[keyPath: $0.path] } })
        }
        return [
            "words": print([words], Self.wordColumns), "zones": print(zones, Self.zoneColumns),
            "doors": print(doors, Self.doorColumns), "hours": Self.fingerprint(hours ?? []),
            "holidays": print(holidays, Self.holidayColumns),
        ]
    }

    /// FNV-1a: tells fields that changed, and keeps no secret.
    private static func fingerprint(_ fields: [String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in fields.joined(separator: "\u{1f}").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return String(hash, radix: 16)
    }

    // MARK: What is shown

    init(_ form: VenueForm) {
        words = form.words
        zones = form.zones
        doors = form.doors
        hours = form.hours
        holidays = form.holidays
    }
}
