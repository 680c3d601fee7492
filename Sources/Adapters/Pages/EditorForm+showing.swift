import Domain
import Foundation
import Ports

/// The forms of the venue's page as its template has them.
extension EditorForm {
    /// What a page shows besides what the fields say.
    struct Showing {
        let visit: Visit
        /// Sections that stay open.
        var open: Set<String> = []
        /// What is wrong, by the field's name in the form.
        var faults: [String: String] = [:]
        /// The table that more empty rows were asked for.
        var more = ""
        /// Whether the fields stand as they were sent, not as the text has them.
        var isAsTyped = false
    }

    /// The name of a field in the form.
    static func name(of field: VenueField) -> String {
        switch (field.section, field.row) {
        case ("hours", let day?): "hours-\(day)"
        case (let section, let row?): "\(section)-\(row)-\(field.column)"
        case (let section, nil): "\(section)-\(field.column)"
        }
    }

    /// What a field is called, and what it says; `nil` when no form shows it.
    func told(_ field: VenueField, _ visit: Visit) -> (label: String, value: String)? {
        func cell<Item>(
            _ items: [Item]?, _ columns: [Column<Item>], _ id: KeyPath<Item, String>
        ) -> (label: String, value: String)? {
            guard let items, let row = field.row, items.indices.contains(row),
                let column = columns.first(where: { $0.name == field.column })
            else { return nil }
            let parts = [
                visit.text("section-\(field.section)"), items[row][keyPath: id],
                visit.text("field-\(field.column)"),
            ]
            return (
                parts.filter { !$0.isEmpty }.joined(separator: ", "),
                items[row][keyPath: column.path]
            )
        }
        switch field.section {
        case "words":
            return Self.wordColumns.first { $0.name == field.column }.map {
                (visit.text("field-\($0.name)"), words[keyPath: $0.path])
            }
        case "zones": return cell(zones, Self.zoneColumns, \.id)
        case "doors": return cell(doors, Self.doorColumns, \.id)
        case "holidays": return cell(holidays, Self.holidayColumns, \.date)
        case "hours":
            guard let hours, let day = field.row, hours.indices.contains(day) else { return nil }
            let parts = [visit.text("section-hours"), visit.text("weekday-\(day)")]
            return (parts.joined(separator: ", "), hours[day])
        default: return nil
        }
    }

    func values(_ showing: Showing) -> [String: Any] {
        let visit = showing.visit
        var values: [String: Any] = ["hasForm": true]
        let prints = showing.isAsTyped ? was : fingerprints
        values["wordsWas"] = prints["words"] ?? ""
        values["wordFields"] = Self.wordColumns.map { column in
            Self.field(
                "words-\(column.name)", words[keyPath: column.path], column.list,
                visit.text("field-\(column.name)"), showing)
        }
        values["tables"] = [
            Self.table("zones", Self.zoneColumns, zones, VenueForm.Zone(), prints, showing),
            Self.table("doors", Self.doorColumns, doors, VenueForm.Door(), prints, showing),
            Self.table(
                "holidays", Self.holidayColumns, holidays, VenueForm.Holiday(), prints, showing),
        ]
        values["isWordsOpen"] = showing.open.contains("words")
        values["isHoursOpen"] = showing.open.contains("hours")
        if let hours {
            values["hasHours"] = true
            values["hoursWas"] = prints["hours"] ?? ""
            values["days"] = hours.enumerated().map { day, text in
                Self.field("hours-\(day)", text, "", visit.text("weekday-\(day)"), showing)
            }
        }
        values["kinds"] = Set((zones ?? []).map(\.kind)).filter { !$0.isEmpty }.sorted()
        values["zoneIDs"] = (zones ?? []).map(\.id).filter { !$0.isEmpty }
        values["timeZones"] = TimeZone.knownTimeZoneIdentifiers
        return values
    }

    private static func field(
        _ name: String, _ value: String, _ list: String, _ label: String, _ showing: Showing
    ) -> [String: Any] {
        var values: [String: Any] = [
            "name": name, "value": value, "hasList": !list.isEmpty, "list": list, "label": label,
        ]
        if let fault = showing.faults[name] {
            values["isWrong"] = true
            values["fault"] = fault
        }
        return values
    }

    /// A section as a table, with empty rows at its end.
    private static func table<Item>(
        _ section: String, _ columns: [Column<Item>], _ items: [Item]?, _ empty: Item,
        _ prints: [String: String], _ showing: Showing
    ) -> [String: Any] {
        let visit = showing.visit
        let spare = showing.more == section ? moreRowCount : emptyRowCount
        let rows = (items ?? []) + [Item](repeating: empty, count: spare)
        let shown = columns.filter { !$0.isFolded }
        let folded = columns.filter(\.isFolded)
        func cells(_ columns: [Column<Item>], _ row: Item, _ number: Int) -> [[String: Any]] {
            columns.map { column in
                field(
                    "\(section)-\(number)-\(column.name)", row[keyPath: column.path],
                    column.list, visit.text("field-\(column.name)"), showing)
            }
        }
        return [
            "section": section, "title": visit.text("section-\(section)"),
            "how": visit.text("how-\(section)"), "isOpen": showing.open.contains(section),
            "isShown": items != nil, "count": items?.count ?? 0, "rowCount": rows.count,
            "was": prints[section] ?? "", "hasFolds": !folded.isEmpty,
            "fold": folded.isEmpty ? "" : visit.text("fold-\(section)"),
            "columns": shown.map { visit.text("field-\($0.name)") },
            "rows": rows.enumerated().map { number, row -> [String: Any] in
                let isSpare = number >= rows.count - spare
                let own = isSpare ? nil : columns.first.map { row[keyPath: $0.path] }
                let hidden = cells(folded, row, number)
                return [
                    "row": own ?? "\(visit.text("oneMore")) \(number + 1)", "isSpare": isSpare,
                    "gone": "\(section)-\(number)-gone", "cells": cells(shown, row, number),
                    "hasFolds": !folded.isEmpty, "folds": hidden,
                    "isUnfolded": hidden.contains { $0["isWrong"] != nil },
                    "isFilled": hidden.contains { $0["value"] as? String != "" },
                ]
            },
        ]
    }
}
