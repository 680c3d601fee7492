import ArgumentParser
import Domain
import Files
import Foundation
import Kernel
import Ports
import Runtime

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replays a table of signals, CSV or JSON lines, plain or .gz.",
        discussion: """
            EXAMPLES
              senang import reads.csv.gz --map docs/examples/marathon/map.yaml \\
                --venue docs/examples/marathon
              senang import day.jsonl --map map.yaml --json

            With a server running on the data folder the signals go to it, and its floor and cues
            follow; then --venue is not needed. Without one they are taken in here, by the same
            intake. The file becomes a source of its own, judged by its own time and closed at the
            end. Importing the same file twice changes nothing.
            """)

    @OptionGroup var options: DataOptions
    @Argument(help: "The table.") var file: String
    @Option(help: "How its rows become signals.") var map: String
    @Option(help: "The folder with venue.yaml and rules/, when no server is running.")
    var venue: String?
    @Flag(help: "Answer in JSON.") var json = false

    static let signalsABatch = 500

    func run() async throws {
        do {
            let map = try ImportMap.parse(
                try HouseFiles.text(URL(fileURLWithPath: self.map)), file: self.map)
            let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
            let (zones, places) = try map.zones(beside: folder)
            let door = try await door(zones)
            let result = try await ImportRun(
                file: file, map: map, places: places, door: door, showsProgress: !json
            ).run()
            print(json ? try result.json : result.text)
            if result.accepted + result.repeated == 0 { throw ExitCode(Ending.badInput) }
        } catch let problems as FileProblems {
            say(problems.description)
            throw ExitCode(Ending.badInput)
        } catch let failure as TableReader.Failure {
            say("senang: \(failure)")
            throw ExitCode(Ending.badInput)
        } catch let failure as JournalFailure {
            say("senang: \(failure.advice)")
            throw ExitCode(failure == .inUse ? Ending.inUse : Ending.unavailable)
        } catch let refusal as CommandRefusal {
            say("senang: the import does not fit what this data folder knows: \(refusal.code)")
            throw ExitCode(Ending.badInput)
        }
    }

    /// The running server, or the same parts here.
    private func door(_ zones: [Zone]) async throws -> any ImportDoor {
        if let client = OperatorClient(options),
            let answer = try? await client.send("GET", "/v1/status"), answer.status == 200
        {
            return try await ServerDoor(client, zones: zones)
        }
        let files = try venue.map { try HouseFiles(folder: $0) }
        return try await OwnDoor(options, files: files, zones: zones)
    }
}

/// Where an import's signals go in.
protocol ImportDoor: Sendable {
    /// Opens the source; sends bodies to it; closes it.
    func open(_ source: Source) async throws
    func send(_ body: Data) async throws -> (
        accepted: Int, repeated: Int, late: Int, refused: [String]
    )
    func close() async throws
    /// How many cues each rule has raised so far.
    func cueCounts() async throws -> [String: Int]
    /// Leaves everything as it should lie on the disk.
    func finish() async
}

/// What came of an import.
struct ImportResult: Codable {
    var rows = 0
    var accepted = 0
    var repeated = 0
    var late = 0
    /// By reason: rows that became no signal, and signals that were refused.
    var refused: [String: Int] = [:]
    var cues: [String: Int] = [:]
    var seconds = 0.0

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    var text: String {
        var lines = [
            "\(rows) rows, \(accepted) signals taken in, \(repeated) known already, \(late) late"
        ]
        for (reason, count) in refused.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(count) rows not used: \(reason)")
        }
        for (rule, count) in cues.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(count) cues by rule \(rule)")
        }
        return lines.joined(separator: "\n")
    }
}

/// One import, from its first row to its last cue.
struct ImportRun {
    let file: String
    let map: ImportMap
    let places: [String: ZoneID]
    let door: any ImportDoor
    let showsProgress: Bool

    func run() async throws -> ImportResult {
        let began = ContinuousClock.now
        var result = ImportResult()
        var reader = try TableReader(path: file, format: map.format)
        let missing = map.missingColumns(reader.columns)
        if !reader.columns.isEmpty, !missing.isEmpty {
            throw ValidationError(
                "the table has no column \(missing.joined(separator: ", ")); it has \(reader.columns.joined(separator: ", "))"
            )
        }
        let name = URL(fileURLWithPath: file).lastPathComponent.prefix { $0 != "." }
        guard let id = map.source ?? SourceID(String(name)) else {
            throw ValidationError("name the source in the map: 'source: reads-2026'")
        }
        try await door.open(
            Source(id: id, mode: .history, latenessBound: map.latenessBound))
        let before = try await door.cueCounts()
        if map.isInOrder {
            try await stream(&reader, into: &result)
        } else {
            try await sortAndSend(&reader, into: &result)
        }
        try await door.close()
        for (rule, count) in try await door.cueCounts() {
            let raised = count - (before[rule] ?? 0)
            if raised > 0 { result.cues[rule] = raised }
        }
        await door.finish()
        progress(1, last: true)
        result.seconds = began.duration(to: .now) / .seconds(1)
        return result
    }

    private func stream(_ reader: inout TableReader, into result: inout ImportResult) async throws {
        var batch: [ImportMap.Row] = []
        while let row = try take(&reader, into: &result) {
            guard let row = row else { continue }
            batch.append(row)
            if batch.count == Import.signalsABatch {
                try await send(batch, into: &result)
                batch.removeAll(keepingCapacity: true)
                progress(reader.progress)
            }
        }
        try await send(batch, into: &result)
    }

    private func sortAndSend(
        _ reader: inout TableReader, into result: inout ImportResult
    ) async throws {
        var rows: [ImportMap.Row] = []
        while let row = try take(&reader, into: &result) {
            if let row { rows.append(row) }
            if result.rows % 10_000 == 0 { progress(reader.progress / 2) }
        }
        // Of one moment, in the file's order: the sort is stable.
        rows.sort { $0.at < $1.at }
        for start in stride(from: 0, to: rows.count, by: Import.signalsABatch) {
            let end = min(start + Import.signalsABatch, rows.count)
            try await send(Array(rows[start..<end]), into: &result)
            progress(0.5 + Double(end) / Double(rows.count) / 2)
        }
    }

    /// The next row: `nil` at the end, `.some(nil)` for a row that becomes no signal.
    private func take(
        _ reader: inout TableReader, into result: inout ImportResult
    ) throws -> ImportMap.Row?? {
        guard let row = try reader.next() else { return nil }
        result.rows += 1
        do throws(ImportMap.RowRefusal) {
            return .some(try map.signal(of: row, number: result.rows, places: places))
        } catch {
            result.refused[error.rawValue, default: 0] += 1
            return .some(nil)
        }
    }

    private func send(_ rows: [ImportMap.Row], into result: inout ImportResult) async throws {
        guard !rows.isEmpty else { return }
        let body = Data(rows.map(\.json).joined(separator: "\n").utf8)
        let answer = try await door.send(body)
        result.accepted += answer.accepted
        result.repeated += answer.repeated
        result.late += answer.late
        for code in answer.refused { result.refused[code, default: 0] += 1 }
    }

    private func progress(_ share: Double, last: Bool = false) {
        guard showsProgress, isatty(STDERR_FILENO) != 0 else { return }
        let text = "\rimporting \(Int(share * 100))%" + (last ? "\n" : "")
        FileHandle.standardError.write(Data(text.utf8))
    }
}
