import ArgumentParser
import Domain
import Files
import Foundation
import Kernel
import Ports
import Runtime
import SQLiteStore
import SignalJSON

extension Rules {
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what rules would have raised, before they go live.",
            discussion: """
                EXAMPLES
                  senang rules replay --venue Venues/park
                  senang rules replay --venue docs/examples/marathon --table chip_reads.csv.gz \\
                    --map docs/examples/marathon/map.yaml

                Without a table it goes over the signals that the data folder still keeps, which is
                about a day, and says how far back that was. Nobody is told and nothing is changed.
                """)

        @OptionGroup var options: DataOptions
        @Option(help: "The venue, and the rules to try.") var venue = "Venues/park"
        @Argument(help: "Rule files to try instead of the venue's.") var files: [String] = []
        @Option(help: "Replay this table instead of the data folder.") var table: String?
        @Option(help: "How the table's rows become signals.") var map: String?
        @Flag(help: "Answer in JSON.") var json = false

        func validate() throws {
            guard (table == nil) == (map == nil) else {
                throw ValidationError("--table and --map go together")
            }
        }

        func run() async throws {
            do {
                let house = try HouseFiles(folder: venue)
                let rules =
                    try files.isEmpty
                    ? house.rules
                    : HouseFiles.rules(
                        in: files.map { URL(fileURLWithPath: $0) }, venue: house.venue)
                let report = try await report(rules, house)
                if json {
                    let encoder = JSONEncoder()
                    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
                    print(String(decoding: try encoder.encode(report), as: UTF8.self))
                } else {
                    print(report.text)
                }
            } catch {
                throw told(error)
            }
        }

        private func report(_ rules: [Rule], _ house: HouseFiles) async throws -> ReplayReport {
            if let table, let map {
                let map = try ImportMap.parse(
                    try HouseFiles.text(URL(fileURLWithPath: map)), file: map)
                var signals = try SignalTable(path: table, map: map)
                let day = try TableDay(decoder: SimdJSONSignalDecoder()).rehearse(
                    &signals, venue: house.venue, rules: rules
                ) { if !json { tellProgress($0) } }
                if !json { tellProgress(1, last: true) }
                return ReplayReport(day, rules: rules)
            }
            if let client = OperatorClient(options),
                let answer = try? await client.send(
                    "POST", "/v1/replay", body: try JSONEncoder().encode(rules))
            {
                guard answer.status == 200 else {
                    say("senang: \(answer.fields["detail"] as? String ?? "\(answer.status)")")
                    throw ExitCode(Ending.badInput)
                }
                return try JSONDecoder().decode(ReplayReport.self, from: answer.body)
            }
            guard FileManager.default.fileExists(atPath: options.data) else {
                say("senang: there is no data folder \(options.data)")
                throw ExitCode(Ending.noInput)
            }
            let journal = try SQLiteJournal(
                try DataDirectory(
                    folder: URL(fileURLWithPath: options.data),
                    keyFile: URL(fileURLWithPath: options.keyFile)))
            return try await Runtime.Replay(journal, seed: journal.seed).run(rules)
        }
    }
}

extension ReplayReport {
    var text: String {
        var lines = [counted(signals, "signal") + span]
        if let keptSince { lines.append("signals are kept since \(keptSince.rfc3339)") }
        if let rows {
            lines.append("\(counted(rows, "row")) in the table")
            for (reason, unused) in unused.sorted(by: { $0.key < $1.key }) {
                let numbers = unused.first.map(String.init).joined(separator: ", ")
                let more = unused.count > unused.first.count ? ", …" : ""
                lines.append(
                    "  \(counted(unused.count, "row")) not used: \(reason) (row \(numbers)\(more))")
            }
        }
        for line in rules {
            lines.append(
                "\(line.rule): \(counted(line.cues, "cue")) about \(counted(line.tokens, "token"))")
            guard line.cues > 0 else { continue }
            let most = line.hours.max() ?? 1
            let bars = line.hours.map { $0 == 0 ? "·" : String(Array("▁▂▃▄▅▆▇█")[$0 * 7 / most]) }
            lines.append("  by hour (UTC) 0h \(bars.joined()) 23h, most in one hour \(most)")
        }
        if screen.hours > 0 {
            lines.append(
                "On one zone's screen, in an hour that has any: half the time at most "
                    + "\(screen.median), nine times in ten at most \(screen.p90), at worst "
                    + "\(screen.most) (\(screen.busiestZone?.description ?? ""))")
        }
        return lines.joined(separator: "\n")
    }

    private var span: String {
        guard let from, let to else { return "" }
        return ", from \(from.rfc3339) to \(to.rfc3339)"
    }
}
