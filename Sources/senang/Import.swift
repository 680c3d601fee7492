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

    func run() async throws {
        do {
            let map = try ImportMap.parse(
                try HouseFiles.text(URL(fileURLWithPath: self.map)), file: self.map)
            let table = try SignalTable(path: file, map: map)
            let door = try await door(table.zones)
            let result = try await ImportRun(table: table, door: door, showsProgress: !json).run()
            print(json ? try result.json : result.text)
            if result.accepted + result.repeated == 0 { throw ExitCode(Ending.badInput) }
        } catch {
            throw told(error)
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
            "\(counted(rows, "row")), \(counted(accepted, "signal")) taken in, \(repeated) known already, \(late) late"
        ]
        for (reason, count) in refused.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(counted(count, "row")) not used: \(reason)")
        }
        for (rule, count) in cues.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(counted(count, "cue")) by rule \(rule)")
        }
        return lines.joined(separator: "\n")
    }
}

/// One import, from its first row to its last cue.
struct ImportRun {
    let table: SignalTable
    let door: any ImportDoor
    let showsProgress: Bool

    func run() async throws -> ImportResult {
        let began = ContinuousClock.now
        var table = table
        var result = ImportResult()
        try await door.open(table.source)
        let before = try await door.cueCounts()
        while let rows = try table.next() {
            try await send(rows, into: &result)
            tellProgress(table.progress)
        }
        try await door.close()
        result.rows = table.rowCount
        result.refused.merge(table.unused) { $0 + $1 }
        for (rule, count) in try await door.cueCounts() {
            let raised = count - (before[rule] ?? 0)
            if raised > 0 { result.cues[rule] = raised }
        }
        await door.finish()
        tellProgress(1, last: true)
        result.seconds = began.duration(to: .now) / .seconds(1)
        return result
    }

    private func send(_ rows: [ImportMap.Row], into result: inout ImportResult) async throws {
        let body = Data(rows.map(\.json).joined(separator: "\n").utf8)
        let answer = try await door.send(body)
        result.accepted += answer.accepted
        result.repeated += answer.repeated
        result.late += answer.late
        for code in answer.refused { result.refused[code, default: 0] += 1 }
    }

    private func tellProgress(_ share: Double, last: Bool = false) {
        if showsProgress { senang.tellProgress(share, last: last) }
    }
}

/// Says on a terminal how far a table has been read.
func tellProgress(_ share: Double, last: Bool = false) {
    guard isatty(STDERR_FILENO) != 0 else { return }
    let text = "\rreading \(Int(share * 100))%" + (last ? "\n" : "")
    FileHandle.standardError.write(Data(text.utf8))
}

/// Tells the person at the keyboard what was wrong with what they brought.
///
/// - Returns: What to end with; an error of another sort as it is.
func told(_ error: any Error) -> any Error {
    switch error {
    case let problems as FileProblems:
        say(problems.description)
        return ExitCode(Ending.badInput)
    case let failure as TableReader.Failure:
        say("senang: \(failure)")
        return ExitCode(Ending.badInput)
    case let failure as JournalFailure:
        say("senang: \(failure.advice)")
        return ExitCode(failure == .inUse ? Ending.inUse : Ending.unavailable)
    case let refusal as CommandRefusal:
        say("senang: this does not fit what the data folder knows: \(refusal.code)")
        return ExitCode(Ending.badInput)
    case let fault as FileFault:
        say("senang: \(fault)")
        return ExitCode(Ending.noInput)
    default: return error
    }
}
