public import ExactJSON

/// A number that anyone can check by hand: JSON in, JSON out.
public struct Measure: Sendable {
    public typealias Computing =
        @Sendable (MeasureInput) throws(MeasureProblem) -> ExactJSON

    /// What it is asked for by.
    public let name: String
    /// How it is computed, on one line.
    public let formula: String
    /// What its numbers mean.
    public let units: String
    /// Who made it: author, year, place.
    public let source: String
    private let computing: Computing

    /// - Parameter computing: Of the whole input.
    public init(
        _ name: String, formula: String, units: String, source: String,
        computing: @escaping Computing
    ) {
        self.name = name
        self.formula = formula
        self.units = units
        self.source = source
        self.computing = computing
    }

    /// A measure of one case, that takes a list of cases too: a list is answered with the same
    /// fields, each a list in the order of the cases.
    ///
    /// - Parameter computing: Of one case; answers the same fields for every case.
    public init(
        _ name: String, formula: String, units: String, source: String,
        ofEach computing:
            @escaping @Sendable (MeasureInput) throws(MeasureProblem)
            -> [(name: String, value: ExactJSON)]
    ) {
        self.init(name, formula: formula, units: units, source: source) {
            (input) throws(MeasureProblem) in
            guard input.isList else { return .object(try computing(input)) }
            var columns: [(name: String, value: [ExactJSON])] = []
            let cases = try input.items
            guard !cases.isEmpty else { throw input.problem("at least one case belongs here") }
            for item in cases {
                let row = try computing(item)
                if columns.isEmpty { columns = row.map { ($0.name, []) } }
                for (place, field) in row.enumerated() where place < columns.count {
                    columns[place].value.append(field.value)
                }
            }
            return .object(columns.map { ($0.name, .array($0.value)) })
        }
    }

    /// The expected fields of an input.
    ///
    /// - Throws: ``MeasureProblem`` when a value is missing, of another kind or out of its range.
    public func compute(_ input: MeasureInput) throws(MeasureProblem) -> ExactJSON {
        try computing(input)
    }
}

extension Measure {
    /// Every measure, by section of the design. No name stands twice (MeasureCatalogueTests).
    public static let all: [Measure] = [
        sacrifice, lackOfBetter, gaps, surprise, opportunity, reliability, compatibility,
        interpretation, kano, expectations, promises, learning, choices, uniqueness,
        balance, experiments,
        experimentDecisions, experimentPlans, sequential, closedLoop, weighting, asking, streaming,
        merging,
        fixture,
    ].flatMap { $0 }

    public static func named(_ name: String) -> Measure? { all.first { $0.name == name } }
}
