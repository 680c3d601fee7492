import ArgumentParser
import Foundation
import Simulator

struct Pass: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Works on virtual queues.",
        subcommands: [Simulate.self, Queues.self, Join.self, Board.self])

    struct Simulate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares a walk-up line, first-come windows and our pass on your arrivals.",
            discussion: """
                EXAMPLES
                  senang pass simulate --arrivals arrivals.csv --capacity 1200
                  senang pass simulate --arrivals - --window 10 --no-show 0.1 --seed 7 --json

                arrivals: ms,party_size    one party a line, in any order; the header may be absent.
                Nothing is kept. The same file and the same seed give the same answer: docs/pass.md.
                """)

        @Option(help: "The arrivals, CSV; - reads standard input.") var arrivals: String
        @Option(help: "What the attraction takes, people an hour.") var capacity = 600
        @Option(help: "What the house believes at opening; the capacity without it.")
        var stated: Int?
        @Option(help: "How long a return window is, minutes.") var window = 15
        @Option(help: "How long after its window a party is let in, minutes.") var grace = 5
        @Option(help: "The share of parties that never come, 0 to 1.") var noShow = 0.05
        @Option(help: "The share of parties that come after their window, 0 to 1.")
        var late = 0.05
        @Option(help: "The share of parties that take an earlier window, 0 to 1.")
        var takesOffer = 0.5
        @Option(help: "Another number draws other people.") var seed: UInt64 = 1
        @Flag(help: "Answer in JSON.") var json = false

        func validate() throws {
            guard (1...100_000).contains(capacity), (1...100_000).contains(stated ?? capacity)
            else {
                throw ValidationError("--capacity and --stated are 1 to 100000 people an hour")
            }
            guard (1...240).contains(window) else {
                throw ValidationError("--window is 1 to 240 minutes")
            }
            guard (0...1_440).contains(grace) else {
                throw ValidationError("--grace is 0 to 1440 minutes")
            }
            guard [noShow, late, takesOffer].allSatisfy((0...1).contains) else {
                throw ValidationError("--no-show, --late and --takes-offer are shares from 0 to 1")
            }
        }

        func run() throws {
            let comparison: PassComparison
            do {
                let parties = try PassArrivalFile.read(arrivals)
                comparison = PassComparison(parties, plan: plan)
            } catch let problem as PassArrivalFile.Problem {
                say(problem.description)
                throw ExitCode(problem.ending)
            }
            guard json else { return print(PassText.of(comparison)) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(comparison), as: UTF8.self))
        }

        private var plan: PassPlan {
            func millionths(_ share: Double) -> Int { Int((share * 1_000_000).rounded()) }
            var plan = PassPlan()
            plan.capacityPerHour = capacity
            plan.statedPerHour = stated ?? capacity
            plan.windowMinutes = window
            plan.graceMinutes = grace
            plan.noShowPerMillion = millionths(noShow)
            plan.latePerMillion = millionths(late)
            plan.takesOfferPerMillion = millionths(takesOffer)
            plan.seed = seed
            return plan
        }
    }
}

/// A file of arrivals: `ms,party_size`, one party a line.
enum PassArrivalFile {
    /// The most parties of one file.
    static let partyCountMax = 1_000_000
    /// The most bytes of one file.
    static let byteCountMax = 64 << 20
    /// How far the first and the last arrival may lie apart: 31 days.
    static let spanMax: Int64 = 31 * 86_400_000
    /// A moment lies this far from zero at most: a hundred thousand years.
    static let momentMax: Int64 = 3_200_000_000_000_000

    struct Problem: Error, CustomStringConvertible {
        let description: String
        var ending = Ending.badInput
    }

    static func read(_ name: String) throws -> [PassArrival] {
        let isStandard = name == "-"
        guard
            let handle = isStandard
                ? FileHandle.standardInput : FileHandle(forReadingAtPath: name),
            let data = try? handle.read(upToCount: byteCountMax + 1) ?? Data()
        else {
            throw Problem(
                description: "senang: \(name) cannot be read; write the path of a CSV file, or -",
                ending: Ending.noInput)
        }
        guard data.count <= byteCountMax else {
            throw Problem(description: "senang: \(name) is over 64 MiB; leave out parties")
        }
        return try parse(data, file: isStandard ? "standard input" : name)
    }

    static func parse(_ data: Data, file: String) throws -> [PassArrival] {
        var found: [PassArrival] = []
        var isFirst = true
        for (number, bytes) in data.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
        {
            let text = String(decoding: bytes, as: UTF8.self)
                .trimmingCharacters(in: .whitespaces.union(["\r", "\u{FEFF}"]))
            guard !text.isEmpty else { continue }
            let fields = text.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            defer { isFirst = false }
            if isFirst, fields == ["ms", "party_size"] { continue }
            found.append(try arrival(fields, at: "\(file):\(number + 1)"))
            guard found.count <= partyCountMax else {
                throw Problem(
                    description: "\(file):\(number + 1): over \(partyCountMax) parties; "
                        + "leave some out")
            }
        }
        let moments = found.map(\.milliseconds)
        guard let first = moments.min(), let last = moments.max() else {
            throw Problem(
                description: "\(file):1: no party; write a line such as 1795312800000,4")
        }
        guard last - first <= spanMax else {
            throw Problem(
                description: "\(file): arrivals lie over 31 days apart; ms is in milliseconds, "
                    + "and a file holds one day")
        }
        return found
    }

    private static func arrival(_ fields: [String], at place: String) throws -> PassArrival {
        guard fields.count == 2 else {
            throw Problem(
                description: "\(place): \(fields.count) fields; write ms,party_size, "
                    + "such as 1795312800000,4")
        }
        guard let moment = Int64(fields[0]), abs(moment.clamped) <= momentMax else {
            throw Problem(
                description: "\(place): ms is '\(fields[0].prefix(40))'; write whole milliseconds")
        }
        guard let size = Int(fields[1]), (1...1_000).contains(size) else {
            throw Problem(
                description: "\(place): party_size is '\(fields[1].prefix(40))'; write a whole "
                    + "number from 1 to 1000")
        }
        return PassArrival(milliseconds: moment, size: size)
    }
}

extension Int64 {
    /// Without the one value that has no positive counterpart.
    fileprivate var clamped: Int64 { Swift.max(self, -Int64.max) }
}

/// The comparison as people read it.
enum PassText {
    private static let names: [PassPolicy: String] = [
        .walkUp: "walk-up", .firstComeWindows: "windows", .senang: "senang",
    ]

    static func of(_ comparison: PassComparison) -> String {
        let reports = comparison.policies
        var lines = [
            "\(comparison.parties) parties, \(comparison.people) people; "
                + "\(comparison.plan.capacityPerHour) people an hour, "
                + "windows of \(comparison.plan.windowMinutes) min, "
                + "seed \(comparison.plan.seed)",
            "",
        ]
        func row(_ title: String, _ value: (PassReport) -> String) {
            let cells = reports.map { value($0).leftPadded(to: 12) }.joined()
            lines.append(title.padded(to: 44) + cells)
        }
        func wait(_ title: String, _ wait: (PassReport) -> PassWait) {
            row("\(title), min: half at most") { minutes(wait($0).perPerson.p50) }
            row("    nine in ten at most") { minutes(wait($0).perPerson.p90) }
            row("    95 in 100, 99 in 100 at most") {
                minutes(wait($0).perPerson.p95) + " " + minutes(wait($0).perPerson.p99)
            }
            row("    the longest (and the mean)") {
                minutes(wait($0).perPerson.max) + " (\(minutes(Int64(wait($0).perPerson.mean))))"
            }
        }
        row("people") { names[$0.policy] ?? $0.policy.rawValue }
        wait("joining to boarding") { $0.delay }
        wait("of it standing") { $0.standing }
        row("people boarded") { "\($0.boarded.people)" }
        row("people who never came, who came too late") {
            "\($0.noShows.people) \($0.tooLate.people)"
        }
        row("overtakings per 100 people") { "\(Int($0.overtaking.pairsPer100People.rounded()))" }
        row("most people anybody was passed by") { "\($0.overtaking.mostPlacesLost)" }
        row("seats used while somebody wanted one") { percent($0.capacityUsedShare) }
        row("promises kept") { $0.promises.map { percent($0.keptShare) } ?? "-" }
        row("waited as long as told (an interval)") {
            $0.promises?.withinIntervalShare.map(percent) ?? "-"
        }
        row("offered an earlier window, took it") {
            guard let offered = $0.offered, let moved = $0.movedForward else { return "-" }
            return "\(offered) \(moved)"
        }
        lines += histograms(reports)
        return lines.joined(separator: "\n")
    }

    /// People by how long they stood and how long all of it took, a bar a policy.
    private static func histograms(_ reports: [PassReport]) -> [String] {
        var lines: [String] = []
        for (title, wait) in [
            ("joining to boarding", { (report: PassReport) in report.delay.perPerson }),
            ("standing", { (report: PassReport) in report.standing.perPerson }),
        ] {
            lines += ["", "\(title), people by minutes"]
            let most = max(1, reports.flatMap { wait($0).histogram }.max() ?? 1)
            for (place, edge) in PassSpans.edges.enumerated() {
                let counts = reports.map { wait($0).histogram[place] }
                guard counts.contains(where: { $0 > 0 }) else { continue }
                let next =
                    place + 1 < PassSpans.edges.count ? "\(PassSpans.edges[place + 1])" : ""
                for (report, count) in zip(reports, counts) {
                    let isFirst = report.policy == reports.first?.policy
                    let label = isFirst ? "\(edge) to \(next)" : ""
                    let bar = String(repeating: "#", count: (count * 40 + most - 1) / most)
                    lines.append(
                        label.padded(to: 12)
                            + (names[report.policy] ?? "").padded(to: 9)
                            + "\(count)".leftPadded(to: 8) + " \(bar)")
                }
            }
        }
        return lines
    }

    /// Milliseconds as minutes with one decimal, rounded down.
    private static func minutes(_ milliseconds: Int64) -> String {
        "\(milliseconds / 60_000).\(milliseconds % 60_000 / 6_000)"
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int(share * 1_000)
        return "\(tenths / 10).\(tenths % 10)%"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
