public import Domain
import Foundation
public import Kernel
import Yams

/// How the rows of somebody's table become signals: a YAML file, described in docs/import.md.
public struct ImportMap: Sendable {
    /// A text with `{column}` in it.
    struct Template: Sendable {
        enum Part: Sendable {
            case text(String)
            case column(String)
        }

        let parts: [Part]

        /// - Returns: `nil` when a column is missing or empty.
        func filled(with row: [String: String]) -> String? {
            var result = ""
            for part in parts {
                switch part {
                case .text(let text): result += text
                case .column(let name):
                    guard let value = row[name], !value.isEmpty else { return nil }
                    result += value
                }
            }
            return result
        }

        var columns: [String] {
            parts.compactMap { part in
                if case .column(let name) = part { return name }
                return nil
            }
        }
    }

    enum Moment: Sendable {
        /// A date-time, with the offset to add when the table has none.
        case text(Template, offset: String?)
        /// A number of units after a moment.
        case number(Template, unit: Span, from: Template)
    }

    /// Zones that stand in a table of their own, or are named one by one.
    struct ZoneTable: Sendable {
        struct Rows: Sendable {
            let file: String
            let id: Template
            let kind: Template
            let name: Template
        }

        let key: Template
        let rows: Rows?
        /// Places that the table leaves out, or all of them.
        let also: [String: Zone]
    }

    public let source: SourceID?
    public let format: TableReader.Format?
    public let separator: TableReader.Separator?
    public let isInOrder: Bool
    public let latenessBound: Span
    let id: Template?
    let token: Template
    let kind: Template
    let kinds: [String: SignalKind]
    let zone: Template
    let zoneTable: ZoneTable?
    let at: Moment
    let conditions: [String: String]
    /// Which antenna, and how strong it heard the token.
    let reader: Template?
    let strength: Template?

    /// Whether a table of zones must lie beside the imported one.
    public var readsBeside: Bool { zoneTable?.rows != nil }

    /// One signal made of a row, ready to be sent.
    public struct Row: Sendable {
        public let json: String
        public let at: Instant
        /// Which row of the table it was, from 1, the header not counted.
        public let number: Int
    }

    /// Why a row becomes no signal.
    public enum RowRefusal: String, Error, CaseIterable, Sendable {
        /// It does not meet `where`; this is as wanted.
        case leftOut
        case emptyValue
        case unknownKind
        case unknownPlace
        case invalidTime
        case invalidStrength
    }

    /// - Parameters:
    ///   - row: By column.
    ///   - number: The row's, from 1: the signal's id when the map names none.
    ///   - places: From ``zones(beside:)``.
    public func signal(
        of row: [String: String], number: Int, places: [String: ZoneID]
    ) throws(RowRefusal) -> Row {
        for (column, wanted) in conditions where row[column] != wanted { throw .leftOut }
        guard let token = token.filled(with: row), let kindText = kind.filled(with: row),
            let place = zone.filled(with: row)
        else { throw .emptyValue }
        guard let kind = kinds[kindText] ?? SignalKind(word: kindText) else { throw .unknownKind }
        var zone = place
        if zoneTable != nil {
            guard let known = places[place] else { throw .unknownPlace }
            zone = known.description
        }
        let at = try moment(row)
        let id = self.id?.filled(with: row) ?? "row-\(number)"
        // What is not an identifier goes as it is: the intake refuses it, and says why.
        let json =
            "{\"id\":\(quoted(id)),\"token\":\(quoted(token)),\"kind\":\"\(kind.word)\""
            + ",\"zone\":\(quoted(zone)),\"at\":\(at.milliseconds)\(try antenna(row))}"
        return Row(json: json, at: at, number: number)
    }

    /// What says which antenna heard it, and how strongly. A row may leave both out.
    private func antenna(_ row: [String: String]) throws(RowRefusal) -> String {
        var fields = ""
        if let name = reader?.filled(with: row) { fields += ",\"reader\":\(quoted(name))" }
        if let text = strength?.filled(with: row) {
            guard let level = Double(text), (-127...0).contains(level.rounded()) else {
                throw .invalidStrength
            }
            fields += ",\"rssi\":\(Int(level.rounded()))"
        }
        return fields
    }

    private func moment(_ row: [String: String]) throws(RowRefusal) -> Instant {
        switch at {
        case .text(let template, let offset):
            guard let text = template.filled(with: row) else { throw .emptyValue }
            if let instant = Instant(rfc3339: (text + (offset ?? "")).utf8) { return instant }
            guard offset == nil, let milliseconds = Int64(text) else { throw .invalidTime }
            return Instant(milliseconds: milliseconds)
        case .number(let template, let unit, let from):
            guard let text = template.filled(with: row), let start = from.filled(with: row) else {
                throw .emptyValue
            }
            guard let begin = Instant(rfc3339: start.utf8), let number = Double(text),
                number.isFinite, abs(number) < 1e9
            else { throw .invalidTime }
            let milliseconds = (number * Double(unit.milliseconds)).rounded()
            return begin + Span(milliseconds: Int64(exactly: milliseconds) ?? 0)
        }
    }

    private func quoted(_ text: String) -> String {
        if IdentifierAlphabet.admits(text.utf8) { return "\"\(text)\"" }
        let data = try? JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    /// The zones of the map's own table, and which place means which.
    ///
    /// - Parameters:
    ///   - folder: Where the imported file lies; the table's path is relative to it.
    ///   - file: The table of zones itself, when it came along, and what it is called.
    public func zones(
        beside folder: String, file: (path: String, name: String)? = nil
    ) throws(TableReader.Failure) -> (zones: [Zone], places: [String: ZoneID]) {
        guard let zoneTable else { return ([], [:]) }
        var zones: [Zone] = []
        var places: [String: ZoneID] = [:]
        for (key, zone) in zoneTable.also.sorted(by: { $0.key < $1.key }) {
            zones.append(zone)
            places[key] = zone.id
        }
        guard let rows = zoneTable.rows else { return (zones, places) }
        let path =
            file?.path ?? URL(fileURLWithPath: folder).appendingPathComponent(rows.file).path
        let name = file?.name ?? path
        var reader = try TableReader(path: path, format: nil, name: name)
        while let row = try reader.next() {
            guard let key = zoneTable.key.filled(with: row),
                let id = rows.id.filled(with: row).flatMap({ ZoneID($0) }),
                let kind = rows.kind.filled(with: row).flatMap({ ZoneKind($0) })
            else {
                throw TableReader.Failure(
                    "\(name), line \(reader.line): the zone has no key, id or kind",
                    "\(name), regel \(reader.line): de plek heeft geen sleutel, id of soort")
            }
            let name = rows.name.filled(with: row) ?? id.description
            zones.append(Zone(id: id, kind: kind, name: Words(en: name, nl: name)))
            places[key] = id
        }
        return (zones, places)
    }

    /// Columns the map speaks of that the table does not have.
    public func missingColumns(_ columns: [String]) -> [String] {
        var wanted = token.columns + kind.columns + zone.columns + (id?.columns ?? [])
        wanted += (reader?.columns ?? []) + (strength?.columns ?? [])
        switch at {
        case .text(let template, _): wanted += template.columns
        case .number(let template, _, let from): wanted += template.columns + from.columns
        }
        return Set(wanted + conditions.keys).subtracting(columns).sorted()
    }
}
