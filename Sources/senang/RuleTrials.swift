import ArgumentParser
import Domain
import Files
import Foundation
import Kernel

extension Rules {
    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tries rules on given-when-then cases.",
            discussion: """
                EXAMPLES
                  senang rules test --venue Venues/park
                  senang rules test --venue Venues/park my-cases.yaml

                Exit code 0 when every case goes as written, 65 otherwise.
                """)

        @Option(help: "The venue whose rules are tried.")
        var venue = "Venues/park"

        @Argument(help: "Files of cases; without any, those in the venue's folder 'tests'.")
        var files: [String] = []

        func run() throws {
            do {
                let house = try HouseFiles(folder: venue)
                let urls = try self.files.isEmpty ? own() : files.map { URL(fileURLWithPath: $0) }
                var failed = 0
                var count = 0
                for url in urls {
                    let trials = try RuleTrialFile.parse(
                        try HouseFiles.text(url), file: url.relativePath, venue: house.venue,
                        rules: house.rules.map(\.id))
                    for trial in trials {
                        count += 1
                        if !Self.judge(trial, in: url.relativePath, house) { failed += 1 }
                    }
                }
                print("\(count - failed) passed, \(failed) failed")
                if failed > 0 { throw ExitCode(Ending.badInput) }
            } catch let problems as FileProblems {
                print(problems.description)
                throw ExitCode(Ending.badInput)
            } catch {
                throw told(error)
            }
        }

        private func own() throws -> [URL] {
            let folder = URL(fileURLWithPath: venue).appendingPathComponent("tests")
            let urls = HouseFiles.files(in: folder)
            guard !urls.isEmpty else {
                throw FileFault(
                    description: "there are no cases in \(folder.relativePath); see docs/rules.md")
            }
            return urls
        }

        /// Plays a case, and says how it differs from what was written.
        private static func judge(
            _ trial: RuleTrial, in file: String, _ house: HouseFiles
        ) -> Bool {
            let outcome = trial.judged(rules: house.rules, zones: house.venue.zones)
            guard !outcome.hasPassed else { return true }
            print("FAIL  \(file):\(outcome.line): \(outcome.name)")
            for cue in outcome.missing { print("      missing: \(text(cue))") }
            for cue in outcome.tooMany { print("      too many: \(text(cue))") }
            return false
        }

        private static func text(_ cue: RaisedCue) -> String {
            let time = cue.at.rfc3339.dropFirst(11).prefix(8)
            return "\(time) \(cue.token) \(cue.rule) at \(cue.zone)"
        }
    }
}
