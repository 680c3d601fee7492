public import Domain
import Foundation
import Glibc
import Kernel
public import Ports

/// Plays tables: through the same decoder and engine as live signals, and nothing is kept.
public struct TableDay: DayReader {
    /// The most rows of a table that was brought along in a browser.
    static let rowCountMax = 2_000_000
    private static let seed = KeySeed(first: 1, second: 2)

    private let decoder: any SignalDecoder

    public init(decoder: any SignalDecoder) { self.decoder = decoder }

    public func rehearse(
        _ day: ImportedDay, venue: Venue, rules: [Rule]
    ) throws(VenueProblems) -> RehearsedDay {
        let map = try named(.map) { () throws(FileProblems) in
            try ImportMap.parse(day.map, file: "map")
        }
        if map.readsBeside, day.places == nil {
            throw VenueProblems(
                problems: [
                    VenueProblem(
                        part: .places, line: 1, column: 1,
                        message: Words(
                            en: "the mapping names a 'file' of zones: choose that table as well",
                            nl: "de vertaling noemt een 'file' met plekken: kies ook die tabel"))
                ])
        }
        var line = 1
        do throws(TableReader.Failure) {
            let file = try MemoryFile(day.table)
            let zoneFile = try MemoryFile(day.places?.table ?? [])
            let places = day.places.map { (path: zoneFile.path, name: $0.name) }
            var table = try SignalTable(
                path: file.path, name: day.name, map: map, places: places,
                rowCountMax: Self.rowCountMax)
            defer { line = max(1, table.line) }
            return try rehearse(&table, venue: venue, rules: rules)
        } catch {
            throw VenueProblems(
                problems: [
                    VenueProblem(part: .table, line: line, column: 1, message: error.message)
                ])
        }
    }

    /// - Parameter progress: Told from 0 to 1 on the way.
    public func rehearse(
        _ table: inout SignalTable, venue: Venue, rules: [Rule],
        progress: (Double) -> Void = { _ in }
    ) throws(TableReader.Failure) -> RehearsedDay {
        var rehearsal = Rehearsal(
            rules: rules, zones: venue.zones + table.zones, readings: venue.readings,
            seed: Self.seed)
        let index = VenueIndex(zones: rehearsal.engine.zones, seed: Self.seed)
        rehearsal.take(.consentDefaultsSet(venue.consent), at: .distantPast)
        rehearsal.take(.sourceOpened(table.source), at: .distantPast)
        var refused: [String: UnusedRows] = [:]
        while let rows = try table.next() {
            var body = Array(rows.map(\.json).joined(separator: "\n").utf8)
            let count = body.count
            body += [UInt8](repeating: 0, count: 64)
            let batch = body.withUnsafeBytes {
                try? decoder.decode(
                    UnsafeRawBufferPointer(rebasing: $0[0..<count]), from: 0, venue: index)
            }
            guard let batch else {
                throw TableReader.Failure("no signals at all", "helemaal geen signalen")
            }
            rehearsal.take([SourcedBatch(source: 0, batch: batch)], at: .distantPast)
            for refusal in batch.refusals {
                refused[refusal.refusal.rawValue, default: UnusedRows()]
                    .add(rows[refusal.line].number)
            }
            progress(table.progress)
        }
        rehearsal.take(.sourceClosed(0), at: .distantPast)
        return RehearsedDay(
            rehearsal: rehearsal, rowCount: table.rowCount,
            unused: table.unusedRows.merging(refused) { $0 + $1 })
    }
}

/// Bytes that can be read as a file and never lie on a disk: people's data came along with them.
private final class MemoryFile {  // A class: it holds an open file.
    private let descriptor: Int32

    init(_ bytes: [UInt8]) throws(TableReader.Failure) {
        let name = "/senang-\(UInt64.random(in: 0 ... .max))"
        descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        // It keeps its bytes as long as it is open, and has no name any more.
        if descriptor >= 0 { shm_unlink(name) }
        guard descriptor >= 0 else {
            throw TableReader.Failure(
                "there is no room for the table", "er is geen plaats voor de tabel")
        }
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress! + offset, $0.count - offset)
            }
            guard count > 0 else {
                close(descriptor)
                throw TableReader.Failure(
                    "there is no room for the table", "er is geen plaats voor de tabel")
            }
            offset += count
        }
    }

    deinit { close(descriptor) }

    var path: String { "/proc/self/fd/\(descriptor)" }
}
