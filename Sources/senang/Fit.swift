import ArgumentParser
import Domain
import ExactJSON
import Files
import Foundation
import Kernel

/// `senang fit`: what can be done for each person, out of what is on offer.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Finds for each person the composition that leaves least sacrifice.",
        discussion: """
            EXAMPLES
              senang fit --catalogue hotel.yaml --wishes wishes.jsonl
              senang fit --catalogue hotel.yaml --wishes wishes.jsonl --budget 250.00
              senang fit --catalogue hotel.yaml --wishes wishes.jsonl --variants 3
              senang fit --catalogue hotel.yaml --wishes - --json < wishes.jsonl

            The catalogue is YAML: facets, modules with options, rules. A wish is one object a
            line:
              {"person": "ann", "facet": "quiet", "want": 8, "importance": 5,
               "words": "I sleep lightly"}
            on one line in the file. A want is a number; an option or {"option": percent}; a list
            or {"option": weight}; or a span such as "15 minutes". docs/fit.md has every field.

            What is found is the least there can be, by proof; where a search is stopped early,
            the gap says how much less there could be at most. --effort 0 never stops early.

            Exit code 0; 65 when a file cannot be read or nothing keeps the rules and the budget;
            66 when there is no such file.
            """)

    static let problemCountShown = 20

    @Option(help: "The catalogue's file.") var catalogue: String
    @Option(help: "The file of wishes; - is standard input.") var wishes: String
    @Option(help: "The most a composition may cost, in the catalogue's currency: 250.00.")
    var budget: String?
    @Option(help: "Also tell what is left of all with 1, 2, … so many variants.")
    var variants: Int?
    @Option(help: "How much to look at for each person before stopping; 0 for no end.")
    var effort = Composer.effortUsual
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        if let variants, !(1...100).contains(variants) {
            throw ValidationError("--variants is from 1 to 100")
        }
        if effort < 0 { throw ValidationError("--effort is 0 or more") }
    }

    func run() throws {
        let catalogue = try readCatalogue()
        let most = try budgetUnits(catalogue)
        let people = try readWishes(catalogue)
        let composer = Composer(catalogue, effort: effort == 0 ? .max / 4 : effort)
        var report = FitReport(catalogue: catalogue, budget: most)
        do throws(FitRefusal) {
            for person in people {
                let best = try composer.best(for: person.wishes, budget: most)
                report.people.append((person, best))
            }
            if let count = variants {
                let all = try Variants(
                    of: report.people.map { ($0.person.wishes, $0.best) }, in: catalogue)
                report.note(all, all.curve(upTo: count))
            }
        } catch {
            say("senang: \(words(of: error, catalogue))")
            throw ExitCode(Ending.badInput)
        }
        print(json ? report.json.laidOut : report.text)
    }

    // MARK: Reading

    private func readCatalogue() throws -> Catalogue {
        guard let data = data(of: catalogue) else {
            say("senang: cannot read \(catalogue)")
            throw ExitCode(Ending.noInput)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            say("\(catalogue):1:1: this is not UTF-8")
            throw ExitCode(Ending.badInput)
        }
        do throws(FileProblems) {
            return try CatalogueFile.parse(text, file: catalogue)
        } catch {
            tell(error.problems.map(\.description))
            throw ExitCode(Ending.badInput)
        }
    }

    private func budgetUnits(_ catalogue: Catalogue) throws -> Int64? {
        guard let budget else { return nil }
        guard let currency = catalogue.currency else {
            say("senang: a budget needs 'currency: EUR' in the catalogue")
            throw ExitCode(Ending.badInput)
        }
        guard let money = Money(budget, currency), money.minorUnits >= 0 else {
            say("senang: --budget is an amount in \(currency) with a full stop, such as 250.00")
            throw ExitCode(Ending.badInput)
        }
        return money.minorUnits
    }

    private func readWishes(_ catalogue: Catalogue) throws -> [FitPerson] {
        guard let data = data(of: wishes) else {
            say("senang: cannot read \(wishes)")
            throw ExitCode(Ending.noInput)
        }
        let read = FitWishes(data, catalogue)
        guard read.problems.isEmpty else {
            let name = wishes == "-" ? "standard input" : wishes
            tell(read.problems.map { "\(name), line \($0.line), \($0.message)" })
            throw ExitCode(Ending.badInput)
        }
        return read.people
    }

    private func tell(_ lines: [String]) {
        for line in lines.prefix(Self.problemCountShown) { say(line) }
        let more = lines.count - Self.problemCountShown
        if more > 0 { say("and \(more) more") }
    }

    private func data(of file: String) -> Data? {
        guard file != "-" else { return FileHandle.standardInput.readDataToEndOfFile() }
        // Through a handle: a pipe has no size to ask for beforehand.
        guard let handle = FileHandle(forReadingAtPath: file) else { return nil }
        do { return try handle.readToEnd() ?? Data() } catch { return nil }
    }

    private func words(of refusal: FitRefusal, _ catalogue: Catalogue) -> String {
        func money(_ units: Int64) -> String {
            catalogue.currency.map { Money(minorUnits: units, $0).description } ?? "\(units)"
        }
        return switch refusal {
        case .unknownFacet(let id): "the catalogue has no facet \(id)"
        case .otherKind(let id): "a wish on \(id) is of another kind"
        case .importanceOutOfBounds(let id): "a wish on \(id) weighs 1 to 100"
        case .tooManyWishes: "a person has at most \(Composer.wishCountMax) wishes"
        case .rulesContradict: "no choice of options keeps all rules of the catalogue"
        case .budgetTooSmall(let cheapest):
            "nothing fits the budget: what keeps all rules costs at least \(money(cheapest))"
        case .notFound:
            "nothing was found before the effort was spent; say --effort 0 to look on"
        }
    }
}
