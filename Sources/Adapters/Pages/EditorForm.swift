import Domain
import Foundation
import Ports

/// The forms of the venue's page: what they show, and what somebody changed in them.
///
/// Each section carries a fingerprint of what it showed. Only a section whose fields differ from
/// it was changed by hand; the others leave the text boxes what they say.
struct EditorForm {
    private struct Column<Item> {
        let name: String
        let path: WritableKeyPath<Item, String>
        /// The list of suggestions.
        var list = ""
    }

    /// The most rows of a table that are read from a page.
    private static let rowCountMax = 1_000

    private var zones: [VenueForm.Zone]?
    private var doors: [VenueForm.Door]?
    private var hours: [String]?
    private var holidays: [VenueForm.Holiday]?
    private var words = VenueForm.Words()
    private var changed: Set<String> = []

    // MARK: Fields

    private static var wordColumns: [Column<VenueForm.Words>] {
        [
            Column(name: "nameEN", path: \.nameEN), Column(name: "nameNL", path: \.nameNL),
            Column(name: "customerEN", path: \.customerEN),
            Column(name: "customersEN", path: \.customersEN),
            Column(name: "customerNL", path: \.customerNL),
            Column(name: "customersNL", path: \.customersNL),
            Column(name: "timeZone", path: \.timeZone, list: "time-zones"),
            Column(name: "callingCode", path: \.callingCode),
            Column(name: "accent", path: \.accent),
        ]
    }

    private static var zoneColumns: [Column<VenueForm.Zone>] {
        [
            Column(name: "id", path: \.id), Column(name: "kind", path: \.kind, list: "kinds"),
            Column(name: "nameEN", path: \.nameEN), Column(name: "nameNL", path: \.nameNL),
            Column(name: "antennas", path: \.antennas),
            Column(name: "edgeBand", path: \.edgeBand), Column(name: "edge", path: \.edge),
            Column(name: "goneAfter", path: \.goneAfter),
        ]
    }

    private static var doorColumns: [Column<VenueForm.Door>] {
        [
            Column(name: "id", path: \.id), Column(name: "nameEN", path: \.nameEN),
            Column(name: "nameNL", path: \.nameNL),
            Column(name: "from", path: \.from, list: "zone-ids"),
            Column(name: "to", path: \.to, list: "zone-ids"),
        ]
    }

    private static var holidayColumns: [Column<VenueForm.Holiday>] {
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
        hours = days.map(Self.trimmed)
    }

    private mutating func note(_ section: String, _ fields: [String], _ form: Form) {
        let was = form["\(section)-was"]
        if !was.isEmpty, was != Self.fingerprint(fields) { changed.insert(section) }
    }

    private mutating func rows<Item: Equatable>(
        _ section: String, _ columns: [Column<Item>], _ empty: Item, _ form: Form
    ) -> [Item] {
        var items: [Item] = []
        var fields: [String] = []
        for row in 0..<min(Self.rowCountMax, max(0, Int(form["\(section)-rows"]) ?? 0)) {
            var item = empty
            for column in columns {
                let text = form["\(section)-\(row)-\(column.name)"]
                fields.append(text)
                item[keyPath: column.path] = Self.trimmed(text)
            }
            let isGone = !form["\(section)-\(row)-gone"].isEmpty
            if isGone { fields.append("gone") }
            if !isGone, item != empty { items.append(item) }
        }
        note(section, fields, form)
        return items
    }

    private static func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What the text shows, with the sections that were changed by hand.
    func applied(to shown: VenueForm) -> VenueForm {
        var form = shown
        if changed.contains("words") { form.words = words }
        if changed.contains("zones"), shown.zones != nil { form.zones = zones }
        if changed.contains("doors"), shown.doors != nil { form.doors = doors }
        if changed.contains("hours"), shown.hours != nil { form.hours = hours }
        if changed.contains("holidays"), shown.holidays != nil { form.holidays = holidays }
        return form
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

    /// - Parameter open: The section that stays open.
    func values(_ visit: Visit, open: String) -> [String: Any] {
        var values: [String: Any] = ["hasForm": true]
        values["wordsWas"] = Self.fingerprint(Self.wordColumns.map { words[keyPath: $0.path] })
        values["wordFields"] = Self.wordColumns.map { column in
            Self.field(
                "words-\(column.name)", words[keyPath: column.path], column.list,
                visit.text("field-\(column.name)"))
        }
        values["tables"] = [
            Self.table("zones", Self.zoneColumns, zones, VenueForm.Zone(), visit, open),
            Self.table("doors", Self.doorColumns, doors, VenueForm.Door(), visit, open),
            Self.table("holidays", Self.holidayColumns, holidays, VenueForm.Holiday(), visit, open),
        ]
        values["isWordsOpen"] = open == "words"
        values["isHoursOpen"] = open == "hours"
        if let hours {
            values["hasHours"] = true
            values["hoursWas"] = Self.fingerprint(hours)
            values["days"] = hours.enumerated().map { day, text in
                Self.field("hours-\(day)", text, "", visit.text("weekday-\(day)"))
            }
        }
        values["kinds"] = Set((zones ?? []).map(\.kind)).filter { !$0.isEmpty }.sorted()
        values["zoneIDs"] = (zones ?? []).map(\.id).filter { !$0.isEmpty }
        values["timeZones"] = TimeZone.knownTimeZoneIdentifiers
        return values
    }

    private static func field(
        _ name: String, _ value: String, _ list: String, _ label: String
    ) -> [String: Any] {
        ["name": name, "value": value, "hasList": !list.isEmpty, "list": list, "label": label]
    }

    /// A section as a table, with a row for one more at its end.
    private static func table<Item>(
        _ section: String, _ columns: [Column<Item>], _ items: [Item]?, _ empty: Item,
        _ visit: Visit, _ open: String
    ) -> [String: Any] {
        let rows = (items ?? []) + [empty]
        return [
            "section": section, "title": visit.text("section-\(section)"),
            "how": visit.text("how-\(section)"), "isOpen": open == section,
            "isShown": items != nil, "count": items?.count ?? 0, "rowCount": rows.count,
            "was": fingerprint(rows.flatMap { row in columns.map { row[keyPath: $0.path] } }),
            "columns": columns.map { visit.text("field-\($0.name)") },
            "rows": rows.enumerated().map { number, row -> [String: Any] in
                let isLast = number == rows.count - 1
                let name =
                    isLast
                    ? visit.text("oneMore") : columns.first.map { row[keyPath: $0.path] } ?? ""
                return [
                    "row": name, "isLast": isLast, "gone": "\(section)-\(number)-gone",
                    "cells": columns.map { column in
                        field(
                            "\(section)-\(number)-\(column.name)", row[keyPath: column.path],
                            column.list, visit.text("field-\(column.name)"))
                    },
                ]
            },
        ]
    }
}
