public import Domain
import Foundation
import Kernel
public import Ports

/// A table and its mapping, as signals in the order in which they are to be taken in.
public struct SignalTable {
    /// How many signals ``next()`` gives at a time.
    public static let signalsABatch = 500

    /// What the table is as a source: a history of its own.
    public let source: Source
    /// The zones the mapping brings along.
    public let zones: [Zone]
    public private(set) var rowCount = 0
    /// Rows that became no signal, by reason.
    public var unused: [String: Int] { unusedRows.mapValues(\.count) }
    /// The same, with the first of those rows.
    public private(set) var unusedRows: [String: UnusedRows] = [:]

    private let map: ImportMap
    private let places: [String: ZoneID]
    private let rowCountMax: Int
    private var reader: TableReader
    /// What is still to come, the last first; `nil` before a table without order has been read.
    private var sorted: [ImportMap.Row]?

    /// - Parameters:
    ///   - path: The table.
    ///   - name: What it is called, when not as it lies on the disk.
    ///   - places: The table of zones, when it does not lie beside it, and what it is called.
    ///   - rowCountMax: More rows are a failure.
    public init(
        path: String, name: String? = nil, map: ImportMap,
        places zoneFile: (path: String, name: String)? = nil, rowCountMax: Int = .max
    ) throws(TableReader.Failure) {
        self.map = map
        self.rowCountMax = rowCountMax
        let name = name ?? path
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        (zones, places) = try map.zones(beside: folder, file: zoneFile)
        reader = try TableReader(
            path: path, format: map.format, separator: map.separator, name: name)
        let missing = map.missingColumns(reader.columns)
        guard reader.columns.isEmpty || missing.isEmpty else {
            let (wanted, there) = (
                missing.joined(separator: ", "), reader.columns.joined(separator: ", ")
            )
            throw TableReader.Failure(
                "the table has no column \(wanted); it has \(there)",
                "de tabel heeft geen kolom \(wanted); wel \(there)")
        }
        let word = URL(fileURLWithPath: name).lastPathComponent.prefix { $0 != "." }
        guard let id = map.source ?? SourceID(String(word)) else {
            throw TableReader.Failure(
                "name the source in the map: 'source: reads-2026'",
                "noem de bron in de vertaling: 'source: reads-2026'")
        }
        source = Source(id: id, mode: .history, latenessBound: map.latenessBound)
    }

    /// The line the last row began on, from 1.
    public var line: Int { reader.line }

    /// How far along it is, from 0 to 1.
    public var progress: Double { reader.progress }

    /// The next signals; `nil` at the end. A table without order is read whole at the first.
    public mutating func next() throws(TableReader.Failure) -> [ImportMap.Row]? {
        if map.isInOrder {
            var batch: [ImportMap.Row] = []
            while batch.count < Self.signalsABatch, let row = try take() {
                if let row { batch.append(row) }
            }
            return batch.isEmpty ? nil : batch
        }
        if sorted == nil {
            var rows: [ImportMap.Row] = []
            while let row = try take() {
                if let row { rows.append(row) }
            }
            // Of one moment, in the file's order: the sort is stable.
            rows.sort { $0.at < $1.at }
            sorted = rows.reversed()
        }
        guard let count = sorted?.count, count > 0 else { return nil }
        let batch = sorted?.suffix(Self.signalsABatch).reversed()
        sorted?.removeLast(min(count, Self.signalsABatch))
        return batch.map(Array.init)
    }

    /// The next row: `nil` at the end, `.some(nil)` for a row that becomes no signal.
    private mutating func take() throws(TableReader.Failure) -> ImportMap.Row?? {
        guard let row = try reader.next() else { return nil }
        rowCount += 1
        guard rowCount <= rowCountMax else {
            throw TableReader.Failure(
                "over \(rowCountMax) rows; try a part of it",
                "meer dan \(rowCountMax) rijen; probeer een deel ervan")
        }
        do throws(ImportMap.RowRefusal) {
            return .some(try map.signal(of: row, number: rowCount, places: places))
        } catch {
            unusedRows[error.rawValue, default: UnusedRows()].add(rowCount)
            return .some(nil)
        }
    }
}
