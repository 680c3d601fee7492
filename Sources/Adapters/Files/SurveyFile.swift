import Domain
import Foundation
public import Measures

/// A survey, read: the good rows as answers, the bad ones by place.
public struct SurveyFile: Sendable {
    public let survey: Survey
    public let rowCount: Int
    /// Rows that `where` leaves out, as wanted.
    public let leftOutCount: Int
    /// The first of them, in the order of the file.
    public let problems: [RowProblem]
    public let problemCount: Int

    /// Reads a table, plain or gzipped.
    ///
    /// - Parameter name: What the table is called, when not as it lies on the disk.
    /// - Throws: ``TableReader/Failure`` when the table cannot be read, a column is not there, or
    ///   no row is any good.
    ///
    /// Cost: the answers are kept in memory.
    public init(
        path: String, map: SurveyMap, name: String? = nil
    ) throws(TableReader.Failure) {
        var reader = try map.shape.open(path, name: name)
        let map = map.completed(by: reader.columns)
        try Self.check(map, reader.columns)
        var answers = SurveyAnswers.of(map, header: reader.columns)
        let rows = try TableRows(
            &reader, where: map.conditions, missing: map.missing, naming: Self.named(map)
        ) { (cells) throws(RowProblem) in
            try answers.take(cells)
            return true
        }
        var problems = rows.problems
        let survey = answers.finish(&problems)
        guard let survey else { throw problems.nothing("no row can be used") }
        self.survey = survey
        rowCount = rows.count
        leftOutCount = rows.leftOutCount
        self.problems = problems.inOrder
        problemCount = problems.count
    }

    /// What the kind needs must be named.
    private static func check(
        _ map: SurveyMap, _ header: [String]
    ) throws(TableReader.Failure) {
        let there = header.isEmpty ? "" : "; the table has \(header.joined(separator: ", "))"
        let unnamed = map.required.filter { map.columns[$0] == nil }.map(\.rawValue)
        guard unnamed.isEmpty else {
            throw TableReader.Failure(
                description: "say in a mapping which column is "
                    + unnamed.joined(separator: ", ") + there)
        }
        guard !header.isEmpty else { return }
        try checkCount(map, header)
    }

    /// The columns that the map names.
    private static func named(_ map: SurveyMap) -> [String] {
        var named = map.columns.values.filter { !$0.contains(SurveyMap.itemMark) }
        named += map.conditions.keys
        named += map.attributes ?? []
        named += map.options.flatMap { $0.columns.values }
        named += map.questions.flatMap { [$0.best, $0.worst] }
        for pattern in map.columns.values where pattern.contains(SurveyMap.itemMark) {
            named += (map.items ?? []).map { pattern.filled(item: $0) }
        }
        return named
    }

    private static func checkCount(
        _ map: SurveyMap, _ header: [String]
    ) throws(TableReader.Failure) {
        guard map.kind == .choices else { return }
        let count = map.options.first?.columns.count ?? map.attributes(header).count
        guard (1...SurveyMap.attributeCountMax).contains(count) else {
            throw TableReader.Failure(
                description: "a choice is told by 1 to \(SurveyMap.attributeCountMax) attributes, "
                    + "not \(count): name them in 'attributes'")
        }
    }
}

extension String {
    /// A column's name for one item.
    func filled(item: String) -> String {
        replacingOccurrences(of: SurveyMap.itemMark, with: item)
    }
}
