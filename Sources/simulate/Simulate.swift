import ArgumentParser
import Simulator

@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs whole houses from seeds, with faults, and says what did not hold.",
        discussion: """
            EXAMPLES
              simulate --seeds 10000
              simulate --seed 4711
              simulate --seeds 200 --mutant lyingDisk

            Exit code 0 when everything held and every rare thing was gone through; 1 otherwise. A
            seed that fails goes into Tests/SimulatorTests/FailedSeeds.swift for ever.
            """)

    @Option(help: "How many seeds.") var seeds: UInt64 = 1_000
    @Option(help: "The first seed.") var from: UInt64 = 1
    @Option(help: "Only this seed.") var seed: UInt64?
    @Option(help: "Be wrong in this way, which must be noticed.")
    var mutant = "none"

    func run() throws {
        guard let mutant = World.Mutant(rawValue: mutant) else {
            throw ValidationError(
                "mutants: \(World.Mutant.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let range = seed.map { $0..<($0 + 1) } ?? from..<(from + seeds)
        var failed: [UInt64] = []
        var sometimes: [String: Int] = [:]
        for seed in range {
            let report = World.run(seed: seed, mutant: mutant)
            for (gate, count) in report.sometimes { sometimes[gate, default: 0] += count }
            if !report.violations.isEmpty {
                failed.append(seed)
                if failed.count <= 10 {
                    print("seed \(seed): \(report.violations.joined(separator: "; "))")
                }
            }
        }
        for gate in World.gates { print("  \(gate): \(sometimes[gate] ?? 0)") }
        let missed = World.gates.filter { sometimes[$0] == nil }
        print("\(range.count - failed.count) passed, \(failed.count) failed")
        if !failed.isEmpty || (range.count >= 100 && !missed.isEmpty) { throw ExitCode(1) }
    }
}
