import Domain
import Foundation
public import Measures

/// A row of a survey that is not used: where, and what to do about it.
public struct SurveyProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// From 1, as editors count.
    public let line: Int
    /// Which column of the table, from 1; `nil` when it is about the row, or of JSON lines.
    public let column: Int?
    /// The column's name, or what is wrong with the row as a whole.
    public let field: String
    /// What is wrong and what to do. It does not repeat what stands there: that may be a person's.
    public let advice: String

    public var description: String {
        "line \(line)\(column.map { ", column \($0)" } ?? ""), \(field): \(advice)"
    }
}

/// A survey, read: the good rows as answers, the bad ones by place.
public struct SurveyFile: Sendable {
    /// More problems are counted and not kept.
    public static let problemCountMax = 100
    static let rowCountMax = 5_000_000

    public let survey: Survey
    public let rowCount: Int
    /// Rows that `where` leaves out, as wanted.
    public let leftOutCount: Int
    /// The first of them, in the order of the file.
    public let problems: [SurveyProblem]
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
        var reader = try TableReader(
            path: path, format: map.format, separator: map.separator, name: name)
        let map = map.completed(by: reader.columns)
        try Self.check(map, reader.columns)
        var answers = SurveyAnswers.of(map, header: reader.columns)
        let places = Dictionary(
            reader.columns.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: min)
        var problems = ProblemList()
        var rowCount = 0
        var leftOut = 0
        reading: while true {
            let row: [String: String]
            do throws(TableReader.Failure) {
                guard let next = try reader.next() else { break reading }
                row = next
            } catch  where error.isOfOneRow {
                rowCount += 1
                problems.add(Self.misshapen(line: reader.line))
                continue
            }
            rowCount += 1
            guard rowCount <= Self.rowCountMax else {
                throw TableReader.Failure(
                    description: "over \(Self.rowCountMax) rows; try a part of it")
            }
            guard map.conditions.allSatisfy({ row[$0] == $1 }) else {
                leftOut += 1
                continue
            }
            let cells = SurveyCells(
                row: row, line: reader.line, places: places, missing: map.missing)
            do throws(SurveyProblem) {
                try answers.take(cells)
            } catch {
                problems.add(error)
            }
        }
        let survey = answers.finish(&problems)
        guard let survey else { throw Self.nothing(problems) }
        self.survey = survey
        self.rowCount = rowCount
        leftOutCount = leftOut
        self.problems = problems.first.sorted { $0.line < $1.line }
        problemCount = problems.count
    }

    private static func misshapen(line: Int) -> SurveyProblem {
        SurveyProblem(
            line: line, column: nil, field: "the row",
            advice: "it has not as many values as the first line, or is no object: "
                + "quote values that hold a separator")
    }

    private static func nothing(_ problems: ProblemList) -> TableReader.Failure {
        let first = problems.first.first.map { "; the first: \($0)" } ?? ""
        return TableReader.Failure(description: "no row can be used\(first)")
    }

    /// Every column that the map names must be there.
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
        var wanted = map.columns.values.filter { !$0.contains(SurveyMap.itemMark) }
        wanted += map.conditions.keys
        wanted += map.attributes ?? []
        wanted += map.options.flatMap { $0.columns.values }
        wanted += map.questions.flatMap { [$0.best, $0.worst] }
        for pattern in map.columns.values where pattern.contains(SurveyMap.itemMark) {
            wanted += (map.items ?? []).map { pattern.filled(item: $0) }
        }
        let missing = Set(wanted).subtracting(header).sorted()
        guard missing.isEmpty else {
            throw TableReader.Failure(
                description: "there is no column \(missing.joined(separator: ", "))" + there)
        }
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

/// Problems as they are met: all counted, the first kept.
struct ProblemList {
    private(set) var first: [SurveyProblem] = []
    private(set) var count = 0

    mutating func add(_ problem: SurveyProblem) {
        count += 1
        if first.count < SurveyFile.problemCountMax { first.append(problem) }
    }
}

/// One row, with the places of its columns.
struct SurveyCells {
    let row: [String: String]
    let line: Int
    let places: [String: Int]
    let missing: Set<String>

    func problem(_ column: String, _ advice: String) -> SurveyProblem {
        SurveyProblem(line: line, column: places[column], field: column, advice: advice)
    }

    /// What stands there; `nil` when nothing was answered.
    func text(_ column: String?) -> String? {
        guard let column, let text = row[column], !text.isEmpty, !missing.contains(text) else {
            return nil
        }
        return text
    }

    func required(_ column: String?) throws(SurveyProblem) -> String {
        if let text = text(column) { return text }
        throw problem(column ?? "", "nothing stands here: fill it in, or leave the row out")
    }

    /// A number; `nil` when nothing was answered.
    func number(
        _ column: String?, within range: ClosedRange<Double>? = nil
    ) throws(SurveyProblem) -> Double? {
        guard let column, let text = text(column) else { return nil }
        guard let number = Double(text), number.isFinite else {
            throw problem(
                column,
                "this is no number: write one with a point, or name it in 'missing' if it means "
                    + "that nothing was answered")
        }
        if let range, !range.contains(number) {
            throw problem(
                column,
                "outside of \(range.lowerBound.plain) to \(range.upperBound.plain): correct it, "
                    + "set 'scale', or name it in 'missing' if it means that nothing was answered")
        }
        return number
    }
}

extension Double {
    /// Without a fraction when it has none.
    var plain: String { self == rounded() && magnitude < 1e15 ? "\(Int(self))" : "\(self)" }
}
