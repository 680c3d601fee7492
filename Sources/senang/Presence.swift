import ArgumentParser
import Domain
import Files
import Foundation
import Kernel
import Runtime

struct Presence: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Works on who is where.", subcommands: [Evaluate.self])

    struct Evaluate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says how well people are found, on a recording whose truth is known.",
            discussion: """
                EXAMPLES
                  senang presence evaluate --reads reads.csv --truth truth.csv --venue Venues/ours
                  senang presence evaluate --reads reads.csv.gz --truth truth.csv --json

                reads: ts_ms,reader,antenna,token,rssi_dbm    truth: token,zone,enter_ms,leave_ms
                The venue's zones name their antennas as READER-ANTENNA: docs/presence.md.
                """)

        @Option(help: "The reads, CSV or .csv.gz.") var reads: String
        @Option(help: "Where everybody was, CSV or .csv.gz.") var truth: String
        @Option(help: "The folder whose venue.yaml names the zones' antennas.")
        var venue = "Venues/park"
        @Flag(help: "Answer in JSON.") var json = false

        private struct Report: Codable {
            let reads: Int
            let readsOfUnknownAntennas: Int
            let stays: Int
            let precision: Double
            let recall: Double
            let f1: Double
            let dwellErrorSecondsMedian: Double
            let dwellErrorSecondsP90: Double
            let smoothed: PresenceEvaluation.Score
            let strongestLastRead: PresenceEvaluation.Score
            let microsecondsARead: Double
            /// What would part inside from outside best, by antenna, dBm.
            let suggestedEdges: [String: Int]
        }

        func run() throws {
            do {
                let report = try report()
                if json {
                    let encoder = JSONEncoder()
                    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
                    print(String(decoding: try encoder.encode(report), as: UTF8.self))
                } else {
                    Self.tell(report)
                }
            } catch {
                throw told(error)
            }
        }

        private func report() throws -> Report {
            let file = URL(fileURLWithPath: venue).appendingPathComponent("venue.yaml")
            let readings = try VenueFile.parse(
                try HouseFiles.text(file), file: file.relativePath
            ).readings
            guard !readings.isEmpty else {
                throw ValidationError(
                    "no zone of \(file.relativePath) names antennas; see docs/presence.md")
            }
            var recording = PresenceRecording(readings: readings)
            try recording.take(truth: truth)
            try recording.take(reads: reads)
            let evaluation = PresenceEvaluation(
                readings: readings, truth: recording.truth, tokens: recording.tokens)
            let began = ContinuousClock.now
            let stays = evaluation.smoothed(recording.reads)
            let span = began.duration(to: .now)
            let score = evaluation.score(stays)
            let antennas = readings.flatMap(\.antennas).map(\.description)
            return Report(
                reads: recording.reads.count,
                readsOfUnknownAntennas: recording.unknownCount,
                stays: recording.truth.reduce(0) { $0 + $1.count }, precision: score.precision,
                recall: score.recall, f1: score.f1,
                dwellErrorSecondsMedian: score.dwellErrorSecondsMedian,
                dwellErrorSecondsP90: score.dwellErrorSecondsP90, smoothed: score,
                strongestLastRead: evaluation.score(evaluation.strongestLast(recording.reads)),
                microsecondsARead: span / .microseconds(max(1, recording.reads.count)),
                suggestedEdges: Dictionary(
                    zip(antennas, evaluation.edges(recording.reads)),
                    uniquingKeysWith: { first, _ in first }))
        }

        private static func tell(_ report: Report) {
            print("\(report.reads) reads, \(report.stays) stays")
            for (name, score) in [
                ("senang", report.smoothed), ("strongest last read", report.strongestLastRead),
            ] {
                print(
                    "  \(name): precision \(figure(score.precision)), recall "
                        + "\(figure(score.recall)), F1 \(figure(score.f1)); dwell off by at most "
                        + "\(figure(score.dwellErrorSecondsMedian)) s for half, "
                        + "\(figure(score.dwellErrorSecondsP90)) s for nine in ten "
                        + "(stays of a minute and more: "
                        + "\(figure(score.longDwellErrorSecondsMedian)) and "
                        + "\(figure(score.longDwellErrorSecondsP90)) s)")
            }
            if report.readsOfUnknownAntennas > 0 {
                print(
                    "  \(report.readsOfUnknownAntennas) reads by antennas the venue does not name")
            }
            print("  \(figure(report.microsecondsARead)) µs a read")
            let edges = report.suggestedEdges.sorted { $0.key < $1.key }
            print("  edges that would part inside from outside best, in dBm:")
            print("  " + edges.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        }

        private static func figure(_ value: Double) -> String { String(format: "%.3f", value) }
    }
}

/// A recording as it lies in two tables.
struct PresenceRecording {
    private let zones: [String: Int]
    private let antennas: [String: Int]
    private var numbers: [String: Int] = [:]
    private(set) var tokens: [String] = []
    private(set) var truth: [[PresenceEvaluation.Stay]] = []
    private(set) var reads: [PresenceEvaluation.Read] = []
    private(set) var unknownCount = 0

    init(readings: [ZoneReading]) {
        zones = Dictionary(
            readings.enumerated().map { ($1.zone.description, $0) },
            uniquingKeysWith: { first, _ in first })
        antennas = Dictionary(
            readings.flatMap(\.antennas).enumerated().map { ($1.description, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    private mutating func number(of token: String) -> Int {
        if let number = numbers[token] { return number }
        numbers[token] = tokens.count
        tokens.append(token)
        truth.append([])
        return tokens.count - 1
    }

    mutating func take(truth file: String) throws {
        var reader = try TableReader(path: file, format: nil)
        try Self.require(["token", "zone", "enter_ms", "leave_ms"], in: reader, file)
        while let row = try reader.next() {
            guard let token = row["token"], !token.isEmpty,
                let zone = row["zone"].flatMap({ zones[$0] }),
                let from = row["enter_ms"].flatMap({ Int64($0) }),
                let to = row["leave_ms"].flatMap({ Int64($0) }), to >= from
            else {
                throw TableReader.Failure(
                    description:
                        "\(file), line \(reader.line): write token, a zone of the venue that names antennas, and two moments in order"
                )
            }
            truth[number(of: token)].append(
                PresenceEvaluation.Stay(zone: zone, from: from, to: to))
        }
    }

    mutating func take(reads file: String) throws {
        var reader = try TableReader(path: file, format: nil)
        try Self.require(["ts_ms", "reader", "antenna", "token", "rssi_dbm"], in: reader, file)
        while let row = try reader.next() {
            guard let at = row["ts_ms"].flatMap({ Int64($0) }), let box = row["reader"],
                let port = row["antenna"], let token = row["token"], !token.isEmpty,
                let level = row["rssi_dbm"].flatMap({ Double($0) }), level.isFinite,
                (-128...127).contains(level)
            else {
                throw TableReader.Failure(
                    description:
                        "\(file), line \(reader.line): write ts_ms, reader, antenna, token and rssi_dbm from -128 to 127"
                )
            }
            guard let antenna = antennas["\(box)-\(port)"] ?? antennas[box] else {
                unknownCount += 1
                continue
            }
            reads.append(
                PresenceEvaluation.Read(
                    at: at, antenna: antenna, token: number(of: token),
                    strength: Int8(level.rounded())))
        }
        // A reader's own reads stay in its order; readers are merged by their time.
        reads.sort { $0.at < $1.at }
    }

    private static func require(_ wanted: [String], in reader: TableReader, _ file: String) throws {
        let missing = wanted.filter { !reader.columns.contains($0) }
        guard missing.isEmpty else {
            throw TableReader.Failure(
                description: "\(file): there is no column \(missing.joined(separator: ", "))")
        }
    }
}
