import ArgumentParser
import ExactJSON
import Foundation
import MeasureJSON

/// `senang measure`: any number of the house, checked by hand.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Computes one measure from JSON, so that any number can be checked by hand.",
        discussion: """
            EXAMPLES
              senang measure --list
              echo '{"want": 10, "settled": 7, "floor": 0}' \\
                | senang measure per-wish-sacrifice-more-is-better
              echo '{"kept": 81, "total": 263}' | senang measure wilson-95-interval
              senang measure --oracles oracles.json

            Reads one case or a list of cases on standard input, and prints its numbers as JSON.
            A file that an input names is looked for from here, or beside the file of oracles.
            docs/measures.md tells what each measure means, and when not to use it.

            A field that the measure does not read is named on standard error.

            Exit code 0; 1 when an oracle of --oracles fails or there is none; 64 when no measure
            has the name; 65 when the input cannot be read; 66 when there is no such file.
            """)

    @Argument(help: "The measure's name; --list tells them.") var name: String?
    @Flag(help: "Tell every measure with its formula, units and source.") var list = false
    @Flag(help: "With --list or --oracles: answer in JSON.") var json = false
    @Option(help: "Run a file of oracles: name, inputs, expected, tolerance_abs.")
    var oracles: String?

    func validate() throws {
        let asked = [name != nil, list, oracles != nil].filter { $0 }.count
        guard asked == 1 else {
            throw ValidationError("say one of: a measure's name, --list, --oracles FILE")
        }
    }

    func run() throws {
        if list { return print(json ? listed.laidOut : table) }
        if let oracles { return try run(oraclesFile: oracles) }
        guard let measure = Measure.named(name ?? "") else {
            say("senang: no measure is called \(name ?? ""); senang measure --list tells them all")
            throw ExitCode(EX_USAGE)
        }
        let bytes = [UInt8](FileHandle.standardInput.readDataToEndOfFile())
        let value = try read(bytes, of: "standard input")
        let files = MeasureFolder(path: FileManager.default.currentDirectoryPath).read
        do throws(MeasureProblem) {
            let input = MeasureInput(value, files: files)
            let answer = try measure.compute(input)
            for field in input.unread { say("senang: \"\(field)\" was not read by this measure") }
            print(answer.laidOut)
        } catch {
            say("standard input, \(error.text)")
            throw ExitCode(Ending.badInput)
        }
    }

    // MARK: The list

    private var table: String {
        Measure.all.map {
            """
            \($0.name)
                formula  \($0.formula)
                units    \($0.units)
                source   \($0.source)
            """
        }.joined(separator: "\n")
    }

    private var listed: ExactJSON {
        .array(
            Measure.all.map {
                .object([
                    ("name", .string($0.name)), ("formula", .string($0.formula)),
                    ("units", .string($0.units)), ("source", .string($0.source)),
                ])
            })
    }

    // MARK: Oracles

    private func run(oraclesFile path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            say("senang: cannot read \(path)")
            throw ExitCode(Ending.noInput)
        }
        let folder = MeasureFolder(path: (path as NSString).deletingLastPathComponent)
        let value = try read([UInt8](data), of: path)
        let results: [OracleResult]
        do throws(MeasureProblem) {
            results = try OracleResult.run(value, files: folder.read)
        } catch {
            say("\(path), \(error.text)")
            throw ExitCode(Ending.badInput)
        }
        let failed = results.filter { $0.failure != nil }
        if json {
            print(ExactJSON.array(results.map(\.json)).laidOut)
        } else {
            for result in failed {
                print("FAILED \(result.id) \(result.name): \(result.failure ?? "")")
            }
        }
        let passed = results.count - failed.count
        let ending = "\(passed) passed, \(failed.count) failed"
        if json { say(ending) } else { print(ending) }
        if !failed.isEmpty || results.isEmpty { throw ExitCode(1) }
    }

    private func read(_ bytes: [UInt8], of name: String) throws -> ExactJSON {
        do throws(ExactJSONFailure) {
            return try ExactJSONReader.read(bytes, takesEscapes: true)
        } catch {
            let before = bytes.prefix(max(0, error.column - 1))
            let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
            let column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1)
            say("\(name), line \(line), column \(column): \(error.message)")
            throw ExitCode(Ending.badInput)
        }
    }
}

/// The files that an input may name: those of its own folder.
struct MeasureFolder {
    static let byteCountMax = 64 << 20

    let path: String

    @Sendable func read(_ name: String) -> [UInt8]? {
        // Whoever hands over an input does not get other files of this machine by it.
        guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else { return nil }
        let whole = path.isEmpty ? name : (path as NSString).appendingPathComponent(name)
        guard let handle = FileHandle(forReadingAtPath: whole) else { return nil }
        // A file that cannot be read to its end is one that is not there.
        guard let data = try? handle.read(upToCount: Self.byteCountMax) else { return nil }
        return [UInt8](data)
    }
}
