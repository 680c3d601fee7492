import Domain
import Foundation
public import Measures

/// A plan of an experiment, and how its table is read: a YAML file, described in
/// docs/experiments.md.
public struct ExperimentPlanFile: Sendable {
    /// What a row of the table is.
    public enum Rows: String, CaseIterable, Sendable {
        case people
        /// Count, mean and variance of an arm at one moment.
        case summary
    }

    /// Where a metric stands in the table.
    struct Source: Sendable {
        /// The column of people's values; `nil` in a summary.
        var column: String?
        /// Which people it is of, or which rows of a summary.
        var conditions: [String: String] = [:]
    }

    public let name: String
    public let rows: Rows
    public let plan: ExperimentPlan
    /// Who is in which of ``writtenArms``; `nil`: the plan has no salt.
    public let assignment: Assignment?
    /// The names of the arms in the order in which they are written.
    public let writtenArms: [String]
    /// When it is looked at, as it was written.
    public let looks: [String]

    /// `nil`: each row is a person.
    let unit: String?
    let armColumn: String?
    /// The primary's first.
    let sources: [Source]
    let covariate: String?
    let format: TableReader.Format?
    let separator: TableReader.Separator?
    let missing: Set<String>
    let conditions: [String: String]
    /// Of a summary.
    let sums: ExperimentSums?

    /// Reads a plan.
    ///
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(
        _ text: String, file: String
    ) throws(FileProblems) -> ExperimentPlanFile {
        let document = YAMLDocument(file: file)
        var plan: ExperimentPlanFile?
        if let root = document.compose(text) {
            plan = ExperimentPlanReader(document: document).plan(root)
        }
        guard let plan, document.problems.isEmpty else {
            throw FileProblems(problems: document.problems)
        }
        return plan
    }
}

/// Which columns of a summary are what.
struct ExperimentSums: Sendable {
    /// Where the arm's name goes in a column's name, when each arm has columns of its own.
    static let armMark = "{arm}"

    let time: String
    let count: String
    let mean: String
    let variance: String
    /// Each with an experiment of its own.
    let each: [String]

    /// Whether each arm has columns of its own.
    var isWide: Bool { count.contains(Self.armMark) }

    func column(_ pattern: String, _ arm: String) -> String {
        pattern.replacingOccurrences(of: Self.armMark, with: arm)
    }
}
