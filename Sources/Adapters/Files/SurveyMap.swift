import Foundation
import Measures

/// How the columns of somebody's survey are to be read: a YAML file, described in docs/survey.md,
/// or the names that such tables usually have.
public struct SurveyMap: Sendable {
    /// What sort of survey a table is.
    public enum Kind: String, CaseIterable, Sendable {
        case servqual, kano, nps, choices, maxdiff, bookings
    }

    /// What a column holds.
    public enum Role: String, CaseIterable, Sendable {
        case person, item, task, option, chosen, value, score, effort, got
        case expectation, perception, importance, satisfaction, wanted, closeness
        case functional, dysfunctional
    }

    /// One option of a task that stands in one row: its attributes, by name, and their columns.
    struct Option: Sendable {
        let name: String
        let columns: [String: String]
    }

    /// One question after best and worst that stands in one row.
    struct Question: Sendable {
        let best: String
        let worst: String
        let shown: [String]
    }

    /// What stands for the item in a column's name, in a table with a row a person.
    static let itemMark = "{item}"
    /// More would take too long to weigh against one another.
    static let attributeCountMax = 60
    static let itemCountMax = 300

    public let kind: Kind
    var shape = TableShape()
    var columns: [Role: String] = [:]
    var scale: ClosedRange<Double> = 1...7
    /// The eleven answers of a recommendation: some tables count them from 1.
    var scores: ClosedRange<Double> = 0...10
    /// What stands where nothing was answered, beside nothing at all.
    var missing: Set<String> = ["NA", "NULL"]
    var conditions: [String: String] = [:]
    var items: [String]?
    var dimensions: [ItemSurvey.Dimension] = []
    var attributes: [String]?
    var options: [Option] = []
    var questions: [Question] = []
    var words: [String: KanoAnswer] = [:]
    /// The words of an item as it was asked.
    public var texts: [String: String] = [:]
    /// What a facet is called, with ``itemMark`` in it.
    public var facet: String?

    public init(kind: Kind) { self.kind = kind }

    /// Whether a row holds all of a person's items.
    var isWide: Bool { columns.values.contains { $0.contains(Self.itemMark) } }

    static func roles(of kind: Kind) -> [Role] {
        switch kind {
        case .servqual:
            [
                .person, .item, .expectation, .perception, .importance, .satisfaction, .wanted,
                .closeness,
            ]
        case .kano: [.person, .item, .functional, .dysfunctional]
        case .nps: [.person, .score, .satisfaction, .effort]
        case .choices: [.person, .task, .option, .chosen]
        case .maxdiff: [.person, .task, .item, .value]
        case .bookings: [.person, .wanted, .got, .value]
        }
    }

    /// What tables call it when nobody says so; matched without regard to case.
    private static let usual: [Role: [String]] = [
        .person: ["person", "respondent", "id", "customer"], .item: ["item", "issue", "question"],
        .task: ["task", "block", "set", "choiceid"], .option: ["option", "alt", "alternative"],
        .chosen: ["chosen", "choice"], .value: ["value", "price"],
        .score: ["score", "nps"], .effort: ["effort", "ces"], .got: ["got", "assigned"],
        .expectation: ["expectation", "expected"], .perception: ["perception", "perceived"],
        .importance: ["importance"], .satisfaction: ["satisfaction", "item_satisfaction", "csat"],
        .wanted: ["wanted", "reserved"], .closeness: ["closeness"],
        .functional: ["functional"], .dysfunctional: ["dysfunctional"],
    ]

    /// The map with the columns that a table has by their usual names, where none is named.
    func completed(by header: [String]) -> SurveyMap {
        var map = self
        for role in Self.roles(of: kind) where columns[role] == nil && mayGuess(role) {
            let names = Self.usual[role] ?? []
            let found = names.lazy.compactMap { name in
                header.first { $0.lowercased() == name }
            }.first
            map.columns[role] = found
        }
        return map
    }

    /// Whether a column may be found by its usual name: not beside columns of another form.
    private func mayGuess(_ role: Role) -> Bool {
        if role == .person { return true }
        if isWide || !options.isEmpty || !questions.isEmpty { return false }
        // A score of satisfaction is on a scale that nobody named.
        if kind == .nps, role == .satisfaction { return false }
        return true
    }

    /// The numbers that tell an option: as named, or every column that is nothing else.
    func attributes(_ header: [String]) -> [String] {
        let named = Set(columns.values)
        return attributes ?? header.filter { !named.contains($0) }
    }

    /// What must be named, for the kind and the form of the table.
    var required: [Role] {
        switch kind {
        case .servqual: isWide ? [.perception] : [.person, .item, .perception]
        case .kano:
            isWide ? [.functional, .dysfunctional] : [.person, .item, .functional, .dysfunctional]
        case .nps: [.score]
        case .choices:
            options.isEmpty ? [.person, .task, .option, .chosen] : [.person, .chosen]
        case .maxdiff: questions.isEmpty ? [.person, .task, .item, .value] : [.person]
        case .bookings: [.wanted, .got]
        }
    }
}
