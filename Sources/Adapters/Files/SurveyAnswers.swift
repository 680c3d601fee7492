import Foundation
import Measures

/// Makes answers of rows, for one kind of survey.
protocol SurveyTaking {
    /// - Throws: What is wrong with the row; nothing of it is kept then.
    mutating func take(_ cells: RowCells) throws(RowProblem)
    /// What only all rows together show goes to the problems; `nil` when there is no answer.
    mutating func finish(_ problems: inout ProblemList) -> Survey?
}

enum SurveyAnswers {
    static func of(_ map: SurveyMap, header: [String]) -> any SurveyTaking {
        switch map.kind {
        case .servqual: ItemAnswers(map: map, header: header)
        case .kano: KanoAnswers(map: map, header: header)
        case .nps: RecommendationAnswers(map: map)
        case .choices:
            map.options.isEmpty ? ChoiceRows(map: map, header: header) : ChoiceTasks(map: map)
        case .maxdiff: map.questions.isEmpty ? BestWorstRows(map: map) : BestWorstRowTasks(map: map)
        case .bookings: BookingAnswers(map: map)
        }
    }

    /// The items of a table with a row a person: as named, or those that every pattern has a
    /// column of.
    static func items(_ map: SurveyMap, header: [String]) -> [String] {
        if let items = map.items { return items }
        let patterns = SurveyMap.roles(of: map.kind).compactMap { map.columns[$0] }
            .filter { $0.contains(SurveyMap.itemMark) }
        guard let first = patterns.first else { return [] }
        let parts = first.components(around: SurveyMap.itemMark)
        let columns = Set(header)
        return header.compactMap { column in
            guard column.hasPrefix(parts.before), column.hasSuffix(parts.after),
                column.count > parts.before.count + parts.after.count
            else { return nil }
            let item = String(column.dropFirst(parts.before.count).dropLast(parts.after.count))
            return patterns.allSatisfy { columns.contains($0.filled(item: item)) } ? item : nil
        }
    }
}

extension String {
    fileprivate func components(around mark: String) -> (before: String, after: String) {
        guard let place = range(of: mark) else { return (self, "") }
        return (String(self[..<place.lowerBound]), String(self[place.upperBound...]))
    }
}

/// Who answers a row: as it says, or the row itself.
private func person(_ cells: RowCells, _ map: SurveyMap) throws(RowProblem) -> String {
    guard let column = map.columns[.person] else { return "line \(cells.line)" }
    return try cells.required(column)
}

/// Expectation, perception and what stands beside them, by item.
private struct ItemAnswers: SurveyTaking {
    let map: SurveyMap
    let wideItems: [String]
    private var answers: [ItemAnswer] = []
    /// The items that each person answered.
    private var seen: [String: Set<String>] = [:]

    init(map: SurveyMap, header: [String]) {
        self.map = map
        wideItems = map.isWide ? SurveyAnswers.items(map, header: header) : []
    }

    mutating func take(_ cells: RowCells) throws(RowProblem) {
        let person = try person(cells, map)
        var found: [ItemAnswer] = []
        if map.isWide {
            for item in wideItems { found.append(try answer(cells, person, item)) }
        } else {
            found = [try answer(cells, person, try cells.required(map.columns[.item]))]
        }
        for answer in found where seen[person]?.contains(answer.item) == true {
            throw cells.problem(
                map.columns[.item] ?? map.columns[.person] ?? "",
                "this person answered this item before: leave one of the two out")
        }
        for answer in found { seen[person, default: []].insert(answer.item) }
        answers += found
    }

    private func answer(
        _ cells: RowCells, _ person: String, _ item: String
    ) throws(RowProblem) -> ItemAnswer {
        func number(_ role: SurveyMap.Role) throws(RowProblem) -> Double? {
            let range = role == .closeness ? 0...10 : map.scale
            return try cells.number(map.columns[role]?.filled(item: item), within: range)
        }
        var answer = ItemAnswer(person: person, item: item)
        answer.expectation = try number(.expectation)
        answer.perception = try number(.perception)
        answer.importance = try number(.importance)
        answer.satisfaction = try number(.satisfaction)
        answer.wanted = try number(.wanted)
        answer.closeness = try number(.closeness)
        return answer
    }

    mutating func finish(_ problems: inout ProblemList) -> Survey? {
        guard !answers.isEmpty else { return nil }
        let wanted = map.columns[.wanted]
        let survey = ItemSurvey(
            answers: answers, scale: map.scale, dimensions: map.dimensions,
            wantsAreExpectations: wanted != nil && wanted == map.columns[.expectation])
        return survey.answers.isEmpty ? nil : .items(survey)
    }
}

/// Pairs of answers, by item.
private struct KanoAnswers: SurveyTaking {
    let map: SurveyMap
    let wideItems: [String]
    private var answers: [KanoSurvey.Answer] = []
    private var seen: [String: Set<String>] = [:]

    /// What surveys call the five answers, in lower case.
    private static let usual: [String: KanoAnswer] = [
        "like": .like, "must": .must, "must-be": .must, "expect": .must, "neutral": .neutral,
        "live": .live, "live-with": .live, "tolerate": .live, "dislike": .dislike,
        "1": .like, "2": .must, "3": .neutral, "4": .live, "5": .dislike,
    ]

    init(map: SurveyMap, header: [String]) {
        self.map = map
        wideItems = map.isWide ? SurveyAnswers.items(map, header: header) : []
    }

    mutating func take(_ cells: RowCells) throws(RowProblem) {
        let person = try person(cells, map)
        let items = map.isWide ? wideItems : [try cells.required(map.columns[.item])]
        var found: [KanoSurvey.Answer] = []
        for item in items {
            guard let functional = try answer(cells, .functional, item),
                let dysfunctional = try answer(cells, .dysfunctional, item)
            else { continue }
            guard seen[person]?.contains(item) != true else {
                throw cells.problem(
                    map.columns[.item] ?? map.columns[.person] ?? "",
                    "this person answered this pair before: leave one of the two out")
            }
            let pair = KanoPair(functional: functional, dysfunctional: dysfunctional)
            found.append(KanoSurvey.Answer(person: person, item: item, pair: pair))
        }
        for answer in found { seen[person, default: []].insert(answer.item) }
        answers += found
    }

    private func answer(
        _ cells: RowCells, _ role: SurveyMap.Role, _ item: String
    ) throws(RowProblem) -> KanoAnswer? {
        let column = map.columns[role]?.filled(item: item) ?? ""
        guard let word = cells.text(column) else { return nil }
        if let answer = map.words[word] ?? Self.usual[word.lowercased()] { return answer }
        throw cells.problem(
            column,
            "none of like, must, neutral, live, dislike: say in 'answers' which of them it means")
    }

    mutating func finish(_ problems: inout ProblemList) -> Survey? {
        answers.isEmpty ? nil : .kano(KanoSurvey(answers: answers))
    }
}

/// Whether somebody would recommend, and beside it.
private struct RecommendationAnswers: SurveyTaking {
    let map: SurveyMap
    private var answers: [RecommendationSurvey.Answer] = []

    init(map: SurveyMap) { self.map = map }

    mutating func take(_ cells: RowCells) throws(RowProblem) {
        var answer = RecommendationSurvey.Answer()
        if let score = try cells.number(map.columns[.score], within: map.scores) {
            guard let whole = Int(exactly: score - map.scores.lowerBound) else {
                throw cells.problem(
                    map.columns[.score] ?? "", "one of eleven answers, a whole number each")
            }
            answer.score = whole
        }
        answer.satisfaction = try cells.number(map.columns[.satisfaction], within: map.scale)
        answer.effort = try cells.number(map.columns[.effort], within: 1...7)
        answers.append(answer)
    }

    mutating func finish(_ problems: inout ProblemList) -> Survey? {
        guard
            answers.contains(where: {
                $0.score != nil || $0.satisfaction != nil || $0.effort != nil
            })
        else { return nil }
        return .recommendations(RecommendationSurvey(answers: answers, scale: map.scale))
    }
}

/// What was reserved and what was given.
private struct BookingAnswers: SurveyTaking {
    let map: SurveyMap
    private var bookings: [BookingSurvey.Booking] = []

    init(map: SurveyMap) { self.map = map }

    mutating func take(_ cells: RowCells) throws(RowProblem) {
        bookings.append(
            BookingSurvey.Booking(
                person: cells.text(map.columns[.person]),
                wanted: try cells.required(map.columns[.wanted]),
                got: try cells.required(map.columns[.got]),
                value: try cells.number(map.columns[.value])))
    }

    mutating func finish(_ problems: inout ProblemList) -> Survey? {
        bookings.isEmpty ? nil : .bookings(BookingSurvey(bookings: bookings))
    }
}
