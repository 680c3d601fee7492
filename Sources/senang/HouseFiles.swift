import ArgumentParser
import Domain
import Files
import Foundation
import Ports

/// A file that cannot be read. It is no mistake in how a command was written.
struct FileFault: Error, CustomStringConvertible {
    let description: String
}

/// Reads a venue folder: `venue.yaml`, the rules in `rules/`, the cases in `tests/`, and what can
/// be offered in `catalogue.yaml`, if it is there.
struct HouseFiles {
    let venue: Venue
    let rules: [Rule]
    /// As it was written.
    let text: VenueText
    /// `nil`: nothing is composed for anybody here.
    let catalogue: Catalogue?

    /// - Throws: ``FileProblems`` with every problem of every file; ``FileFault``.
    init(folder: String) throws {
        let root = URL(fileURLWithPath: folder)
        let venueFile = root.appendingPathComponent("venue.yaml")
        let written = try Self.text(venueFile)
        venue = try VenueFile.parse(written, file: venueFile.relativePath)
        let files = Self.files(in: root.appendingPathComponent("rules"))
        rules = try Self.rules(in: files, venue: venue)
        let offered = root.appendingPathComponent("catalogue.yaml")
        let isOffered = FileManager.default.fileExists(atPath: offered.path)
        catalogue =
            isOffered
            ? try CatalogueFile.parse(
                Self.text(offered), file: offered.relativePath, of: venue.facets) : nil
        text = VenueText(
            venue: written, rules: try files.map(Self.text).joined(separator: "\n"),
            tests: try Self.files(in: root.appendingPathComponent("tests")).map(Self.text)
                .joined(separator: "\n"))
    }

    static func files(in folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
            .map { folder.appendingPathComponent($0) }
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
                    message: Words(
                        en:
                            "the rule '\(name)' stands in \(same.count) files; give each its own name",
                        nl:
                            "de regel '\(name)' staat in \(same.count) bestanden; geef elk een eigen naam"
                    )))
        }
        guard problems.isEmpty else { throw FileProblems(problems: problems) }
        return rules
    }

    static func text(_ file: URL) throws -> String {
        guard let data = try? Data(contentsOf: file) else {
            throw FileFault(description: "cannot read \(file.relativePath)")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw FileFault(description: "\(file.relativePath) is not UTF-8")
        }
        return text
    }
}
