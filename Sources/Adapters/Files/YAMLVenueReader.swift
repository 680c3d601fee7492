public import Domain
import Kernel
public import Ports

/// A venue's text is YAML.
public struct YAMLVenueReader: VenueReader {
    public init() {}

    public func read(
        _ text: VenueText
    ) throws(VenueProblems) -> (venue: Venue, rules: [Rule]) {
        let venue = try named(.venue) { () throws(FileProblems) in
            try VenueFile.parse(text.venue, file: "venue.yaml")
        }
        guard !text.rules.allSatisfy(\.isWhitespace) else { return (venue, []) }
        let rules = try named(.rules) { () throws(FileProblems) in
            try RuleFile.parse(text.rules, file: "rules", venue: venue)
        }
        return (venue, rules)
    }

    public func trials(
        _ text: VenueText, of venue: Venue, rules: [Rule]
    ) throws(VenueProblems) -> [RuleTrial] {
        guard !text.tests.allSatisfy(\.isWhitespace) else { return [] }
        return try named(.tests) { () throws(FileProblems) in
            try RuleTrialFile.parse(text.tests, file: "tests", venue: venue, rules: rules.map(\.id))
        }
    }

    public func form(of venue: String) -> VenueForm? { VenueSections(venue)?.form }

    public func field(of problem: VenueProblem, in venue: String) -> VenueField? {
        problem.part == .venue ? VenueSections(venue)?.field(of: problem) : nil
    }

    public func edited(_ venue: String, as form: VenueForm) -> String {
        VenueFormWriter.edited(venue, as: form)
    }
}

/// Says of problems which text they are in.
func named<Value>(
    _ part: VenuePart, _ body: () throws(FileProblems) -> Value
) throws(VenueProblems) -> Value {
    do throws(FileProblems) {
        return try body()
    } catch {
        throw VenueProblems(
            problems: error.problems.map {
                var problem = VenueProblem(
                    part: part, line: $0.line, column: $0.column, message: $0.message)
                problem.missing = $0.missing
                return problem
            })
    }
}
