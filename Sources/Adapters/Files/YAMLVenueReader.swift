public import Domain
import Kernel
public import Ports

/// A venue's text is YAML.
public struct YAMLVenueReader: VenueReader {
    public init() {}

    public func read(
        _ text: VenueText
    ) throws(VenueProblems) -> (venue: Venue, rules: [Rule]) {
        do throws(FileProblems) {
            let venue = try VenueFile.parse(text.venue, file: "venue.yaml")
            let isEmpty = text.rules.allSatisfy { $0.isWhitespace }
            let rules =
                isEmpty ? [] : try RuleFile.parse(text.rules, file: "rules", venue: venue)
            return (venue, rules)
        } catch {
            throw VenueProblems(sentences: error.problems.map(\.description))
        }
    }
}
