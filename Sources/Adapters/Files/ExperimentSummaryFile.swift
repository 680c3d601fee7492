import Foundation
public import Measures

/// A table of sums over time, read by a plan: for each experiment in it, its looks in order.
public struct ExperimentSummaryFile: Sendable {
    /// One experiment of the table.
    public struct Series: Sendable {
        /// What the columns of `each` say; empty when there are none.
        public let name: String
        public let looks: [ExperimentLook]
        /// Moments at which a metric or an arm of the plan is not told.
        public let unevenCount: Int
    }

    private static let limit = TableRows.Limit(rowCount: 5_000_000, advice: "")

    public let series: [Series]
    public let rowCount: Int
    /// Rows of no metric of the plan.
    public let leftOutCount: Int
    public let problems: [RowProblem]
    public let problemCount: Int

    /// - Throws: ``TableReader/Failure`` when the table cannot be read, a column is not there, or
    ///   no moment has all that the plan names.
    ///
    /// Cost: the sums are kept in memory.
    public init(
        path: String, plan: ExperimentPlanFile, telling: (Double) -> Void = { _ in }
    ) throws(TableReader.Failure) {
        var reader = try TableReader(path: path, format: plan.format, separator: plan.separator)
        guard let sums = plan.sums else {
            throw TableReader.Failure(description: "the plan is of people: say 'rows: summary'")
        }
        try Self.check(plan, sums, reader.columns)
        var taking = SummaryTaking(plan: plan, sums: sums)
        let table = try TableRows(
            &reader, missing: plan.missing, limit: Self.limit, telling: telling
        ) { (cells) throws(RowProblem) in try taking.take(cells) }
        series = taking.finish()
        guard series.contains(where: { !$0.looks.isEmpty }) else {
            throw table.problems.nothing("no moment tells all metrics and arms of the plan")
        }
        rowCount = table.count
        leftOutCount = table.leftOutCount
        problems = table.problems.first
        problemCount = table.problems.count
    }

    private static func check(
        _ plan: ExperimentPlanFile, _ sums: ExperimentSums, _ header: [String]
    ) throws(TableReader.Failure) {
        var wanted = [sums.time] + sums.each + plan.conditions.keys.sorted()
        wanted += plan.sources.flatMap { $0.conditions.keys.sorted() }
        if let arm = plan.armColumn { wanted.append(arm) }
        for arm in plan.plan.arms.map(\.name) {
            wanted += [sums.count, sums.mean, sums.variance].map { sums.column($0, arm) }
        }
        try ExperimentFile.lacking(wanted, header)
    }
}

/// Makes looks of rows.
private struct SummaryTaking {
    /// By metric and arm.
    private typealias Cells = [[ArmSummary?]]

    let plan: ExperimentPlanFile
    let sums: ExperimentSums
    private var found: [String: [Double: Cells]] = [:]
    /// In the order in which they came.
    private var names: [String] = []

    init(plan: ExperimentPlanFile, sums: ExperimentSums) {
        self.plan = plan
        self.sums = sums
    }

    /// - Returns: Whether the row is of a metric of the plan.
    mutating func take(_ cells: RowCells) throws(RowProblem) -> Bool {
        let metrics = plan.sources.indices.filter { index in
            plan.sources[index].conditions.allSatisfy { cells.row[$0] == $1 }
        }
        guard plan.conditions.allSatisfy({ cells.row[$0] == $1 }), !metrics.isEmpty else {
            return false
        }
        var parts: [String] = []
        for column in sums.each { parts.append(try cells.required(column)) }
        _ = try cells.required(sums.time)
        guard let time = try cells.number(sums.time) else { return true }
        let arms = plan.plan.arms
        var read: [(arm: Int, sums: ArmSummary)] = []
        if let column = plan.armColumn {
            let word = try cells.required(column)
            guard let arm = arms.firstIndex(where: { $0.name == word }) else {
                let known = arms.map(\.name).joined(separator: ", ")
                throw cells.problem(column, "no arm of the plan is called so: it has \(known)")
            }
            read = [(arm, try summary(cells, word))]
        } else {
            for (arm, of) in arms.enumerated() { read.append((arm, try summary(cells, of.name))) }
        }
        let name = parts.joined(separator: " · ")
        if found[name] == nil { names.append(name) }
        let empty: Cells = plan.sources.map { _ in arms.map { _ in nil } }
        for metric in metrics {
            for (arm, sums) in read {
                guard found[name]?[time]?[metric][arm] == nil else {
                    throw cells.problem(
                        self.sums.time,
                        "this moment is told before: the first counts; name in 'each' what tells "
                            + "experiments apart, and in 'where' what tells metrics apart")
                }
                found[name, default: [:]][time, default: empty][metric][arm] = sums
            }
        }
        return true
    }

    private func summary(_ cells: RowCells, _ arm: String) throws(RowProblem) -> ArmSummary {
        func number(
            _ pattern: String, _ range: ClosedRange<Double>
        ) throws(RowProblem) -> Double {
            let column = sums.column(pattern, arm)
            _ = try cells.required(column)
            let number = try cells.number(column) ?? .nan
            if range.contains(number) { return number }
            throw cells.problem(
                column, "outside of \(range.lowerBound.plain) to \(range.upperBound)")
        }
        let count = try number(sums.count, 0...1e15)
        let mean = try number(sums.mean, -1e12...1e12)
        let variance = try number(sums.variance, 0...1e24)
        if let summary = ArmSummary(count: count, mean: mean, variance: variance) { return summary }
        throw cells.problem(
            sums.column(sums.count, arm), "fewer than two people: leave this moment out")
    }

    func finish() -> [ExperimentSummaryFile.Series] {
        names.map { name in
            let times = (found[name] ?? [:]).sorted { $0.key < $1.key }
            let whole = times.filter { $0.value.allSatisfy { $0.allSatisfy { $0 != nil } } }
            return ExperimentSummaryFile.Series(
                name: name, looks: whole.map { ExperimentLook(time: $0.key, sums: $0.value) },
                unevenCount: times.count - whole.count)
        }
    }
}
