import Domain
import Foundation
public import Measures

/// A table with a row a person, read by a plan: the people who count, and who is left out and why.
public struct ExperimentFile: Sendable {
    private static let limit = TableRows.Limit(
        rowCount: 20_000_000, advice: "; sum them up (rows: summary)")

    public let people: ExperimentPeople
    /// Of the table, the good and the bad.
    public let rowCount: Int
    /// Rows that `where` leaves out, as wanted.
    public let leftOutCount: Int
    /// People who stand in two arms: all of their rows are left out.
    public let inTwoArms: Int
    /// Rows of people who stood in the same arm before: the first counts.
    public let again: Int
    /// The first of them, in the order of the file.
    public let problems: [RowProblem]
    public let problemCount: Int

    /// Reads a table, plain or gzipped.
    ///
    /// - Parameter telling: Is told now and then how far it is, from 0 to 1.
    /// - Throws: ``TableReader/Failure`` when the table cannot be read, a column is not there, or
    ///   no row is any good.
    ///
    /// Cost: some forty bytes a person and eight a metric, and the names of people.
    public init(
        path: String, plan: ExperimentPlanFile, telling: (Double) -> Void = { _ in }
    ) throws(TableReader.Failure) {
        var reader = try TableReader(path: path, format: plan.format, separator: plan.separator)
        try Self.check(plan, reader.columns)
        var taking = ExperimentTaking(plan: plan)
        let table = try TableRows(
            &reader, where: plan.conditions, missing: plan.missing, limit: Self.limit,
            telling: telling
        ) { (cells) throws(RowProblem) in
            try taking.take(cells)
            return true
        }
        people = taking.finish()
        guard !people.arms.isEmpty else {
            throw table.problems.nothing("no row can be used")
        }
        try Self.checkValues(people, plan)
        rowCount = table.count
        leftOutCount = table.leftOutCount
        inTwoArms = taking.inTwoArms
        again = taking.again
        problems = table.problems.first
        problemCount = table.problems.count
    }

    private static func checkValues(
        _ people: ExperimentPeople, _ plan: ExperimentPlanFile
    ) throws(TableReader.Failure) {
        let metrics = [plan.plan.primary] + plan.plan.guardrails
        for (metric, values) in zip(metrics, people.values) where values.allSatisfy(\.isNaN) {
            throw TableReader.Failure(
                description: "nobody has a value of '\(metric.name)': write its 'column' and "
                    + "'group' as they stand in the table")
        }
    }

    /// Every column that the plan names must be there.
    private static func check(
        _ plan: ExperimentPlanFile, _ header: [String]
    ) throws(TableReader.Failure) {
        var wanted = [plan.unit, plan.armColumn, plan.covariate].compactMap { $0 }
        wanted += plan.sources.compactMap(\.column)
        wanted += plan.sources.flatMap { $0.conditions.keys.sorted() }
        wanted += plan.conditions.keys.sorted()
        try lacking(wanted, header)
    }

    static func lacking(_ wanted: [String], _ header: [String]) throws(TableReader.Failure) {
        guard !header.isEmpty else { return }
        let lacking = Set(wanted).subtracting(header).sorted()
        guard lacking.isEmpty else {
            throw TableReader.Failure(
                description: "the table has no column \(lacking.joined(separator: ", ")); it has "
                    + header.joined(separator: ", "))
        }
    }
}

/// Makes people of rows.
private struct ExperimentTaking {
    let plan: ExperimentPlanFile
    private let arms: [String: Int8]
    private var people: ExperimentPeople
    /// By name: the place among the people, and the line.
    private var seen: [String: (place: Int, line: Int)] = [:]
    private(set) var inTwoArms = 0
    private(set) var again = 0

    private static let gone: Int8 = -1
    private static let yes: Set<String> = ["1", "1.0", "true", "yes"]
    private static let no: Set<String> = ["0", "0.0", "false", "no"]

    init(plan: ExperimentPlanFile) {
        self.plan = plan
        arms = Dictionary(
            plan.plan.arms.enumerated().map { ($1.name, Int8($0)) }, uniquingKeysWith: min)
        people = ExperimentPeople(metricCount: plan.sources.count)
    }

    mutating func take(_ cells: RowCells) throws(RowProblem) {
        let word = try cells.required(plan.armColumn)
        guard let arm = arms[word] else {
            let known = plan.plan.arms.map(\.name).joined(separator: ", ")
            throw cells.problem(
                plan.armColumn ?? "", "no arm of the plan is called so: it has \(known)")
        }
        let unit = try plan.unit.map { (column) throws(RowProblem) in
            try cells.required(column)
        }
        if let unit, let before = seen[unit] { throw twice(cells, arm, before) }
        var values: [Double] = []
        let metrics = [plan.plan.primary] + plan.plan.guardrails
        for (metric, source) in zip(metrics, plan.sources) {
            let isOfGroup = source.conditions.allSatisfy { cells.row[$0] == $1 }
            values.append(isOfGroup ? try value(cells, metric, source) : .nan)
        }
        let before = try plan.covariate.map { (column) throws(RowProblem) in
            try number(cells, column, nil) ?? .nan
        }
        if let unit { seen[unit] = (people.arms.count, cells.line) }
        people.arms.append(arm)
        for (metric, value) in values.enumerated() { people.values[metric].append(value) }
        if let before { people.covariate.append(before) }
    }

    private mutating func twice(
        _ cells: RowCells, _ arm: Int8, _ before: (place: Int, line: Int)
    ) -> RowProblem {
        let column = plan.unit ?? ""
        guard people.arms[before.place] != arm else {
            again += 1
            return cells.problem(
                column, "this person stands in line \(before.line) already, which is what counts")
        }
        if people.arms[before.place] != Self.gone { inTwoArms += 1 }
        people.arms[before.place] = Self.gone
        return cells.problem(
            column,
            "this person is in another arm in line \(before.line): all their rows are left out")
    }

    private func value(
        _ cells: RowCells, _ metric: PlannedMetric, _ source: ExperimentPlanFile.Source
    ) throws(RowProblem) -> Double {
        let column = source.column ?? ""
        guard metric.kind == .rate else {
            return try number(cells, column, metric.bounds) ?? .nan
        }
        guard let text = cells.text(column)?.lowercased() else { return .nan }
        if Self.yes.contains(text) { return 1 }
        if Self.no.contains(text) { return 0 }
        throw cells.problem(
            column, "a rate is of people who did or did not: write 1 or 0, true or false")
    }

    private func number(
        _ cells: RowCells, _ column: String, _ bounds: Interval?
    ) throws(RowProblem) -> Double? {
        let range = bounds.map { $0.low...$0.high } ?? -1e12...1e12
        do throws(RowProblem) {
            return try cells.number(column, within: range)
        } catch  where Double(cells.text(column) ?? "") != nil {
            throw cells.problem(
                column,
                "outside of \(range.lowerBound.plain) to \(range.upperBound.plain): correct it, "
                    + "set the plan's 'bounds', or name it in 'missing'")
        }
    }

    /// Those who are left, in the order in which they came.
    mutating func finish() -> ExperimentPeople {
        guard people.arms.contains(Self.gone) else { return people }
        let kept = people.arms.indices.filter { people.arms[$0] != Self.gone }
        var left = ExperimentPeople(metricCount: people.values.count)
        left.arms = kept.map { people.arms[$0] }
        left.values = people.values.map { values in kept.map { values[$0] } }
        if !people.covariate.isEmpty { left.covariate = kept.map { people.covariate[$0] } }
        return left
    }
}
