import ArgumentParser
import Domain
import Files
import Foundation

/// Reads a venue folder: `venue.yaml` and the rules in `rules/`.
struct HouseFiles {
    let venue: Venue
    let rules: [Rule]

    /// - Throws: ``FileProblems`` with every problem of every file; ``ValidationError``.
    init(folder: String) throws {
        let root = URL(fileURLWithPath: folder)
        let venueFile = root.appendingPathComponent("venue.yaml")
        venue = try VenueFile.parse(try Self.text(venueFile), file: venueFile.relativePath)
        rules = try Self.rules(in: root.appendingPathComponent("rules"), venue: venue)
    }

    static func rules(in folder: URL, venue: Venue?) throws -> [Rule] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let files = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
            .map { folder.appendingPathComponent($0) }
        return try rules(in: files, venue: venue)
    }

    static func rules(in files: [URL], venue: Venue?) throws -> [Rule] {
        var rules: [Rule] = []
        var problems: [FileProblem] = []
        for file in files {
            do {
                rules += try RuleFile.parse(
                    try text(file), file: file.relativePath, venue: venue)
            } catch let found as FileProblems {
                problems += found.problems
            }
        }
        let names = Dictionary(grouping: rules, by: \.id)
        for (name, same) in names.sorted(by: { $0.key < $1.key }) where same.count > 1 {
            problems.append(
                FileProblem(
                    file: files.first?.deletingLastPathComponent().relativePath ?? "rules",
                    line: 1, column: 1,
                    message:
                        "the rule '\(name)' stands in \(same.count) files; give each its own name"))
        }
        guard problems.isEmpty else { throw FileProblems(problems: problems) }
        return rules
    }

    static func text(_ file: URL) throws -> String {
        guard let data = try? Data(contentsOf: file) else {
            throw ValidationError("cannot read \(file.relativePath)")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw ValidationError("\(file.relativePath) is not UTF-8")
        }
        return text
    }
}
