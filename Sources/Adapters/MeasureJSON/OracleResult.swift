public import ExactJSON

/// What became of one oracle: an input, what is expected of it, and how exactly.
public struct OracleResult: Equatable, Sendable {
    public let id: String
    public let name: String
    /// Why it failed: where, what was expected and what came; `nil` when it passed.
    public let failure: String?

    public var json: ExactJSON {
        .object([
            ("id", .string(id)), ("name", .string(name)), ("passed", .bool(failure == nil)),
            ("failure", failure.map(ExactJSON.string) ?? .null),
        ])
    }

    /// Runs every oracle of a file: an object with `oracles`, or a list of them. Each has `name`,
    /// `inputs`, `expected` and, when not 1e-6, `tolerance_abs`.
    ///
    /// - Throws: ``MeasureProblem`` when the file is no list of oracles; an oracle of which a field
    ///   is missing or whose inputs cannot be computed fails by itself.
    public static func run(
        _ file: ExactJSON, files: @escaping MeasureFiles
    ) throws(MeasureProblem) -> [Self] {
        let whole = MeasureInput(file, files: files)
        let list = whole.isList ? whole : try whole["oracles"]
        var results: [Self] = []
        for oracle in try list.items {
            let name = text(oracle, "name")
            results.append(
                Self(
                    id: text(oracle, "id"), name: name,
                    failure: failure(of: oracle, named: name, files: files)))
        }
        return results
    }

    private static func text(_ oracle: MeasureInput, _ field: String) -> String {
        if case .string(let text)? = oracle.optional(field)?.value { text } else { "" }
    }

    private static func failure(
        of oracle: MeasureInput, named name: String, files: @escaping MeasureFiles
    ) -> String? {
        do throws(MeasureProblem) {
            guard let measure = Measure.named(name) else { return "no measure has this name" }
            let inputs = MeasureInput(try oracle["inputs"].value, place: "inputs", files: files)
            let expected = try oracle["expected"].value
            guard expected != .object([]), expected != .array([]) else {
                return "nothing is expected"
            }
            let tolerance = try oracle.optional("tolerance_abs")?.number ?? 1e-6
            guard tolerance >= 0 else { return "a tolerance is not below 0" }
            let came = try measure.compute(inputs)
            return difference(expected, came, tolerance: tolerance, place: "")
        } catch {
            return error.text
        }
    }

    /// Where two values differ first; every expected field must be there.
    static func difference(
        _ expected: ExactJSON, _ came: ExactJSON, tolerance: Double, place: String
    ) -> String? {
        let spot = place.isEmpty ? "the answer" : place
        switch (expected, came) {
        case (.object(let wanted), .object(let found)):
            for field in wanted {
                let inner = place.isEmpty ? field.name : "\(place).\(field.name)"
                guard let other = found.first(where: { $0.name == field.name }) else {
                    return "\(inner) is missing"
                }
                if let difference = difference(
                    field.value, other.value, tolerance: tolerance, place: inner)
                {
                    return difference
                }
            }
            return nil
        case (.array(let wanted), .array(let found)):
            guard wanted.count == found.count else {
                return "\(spot) has \(found.count) values, expected \(wanted.count)"
            }
            for (number, (one, other)) in zip(wanted, found).enumerated() {
                if let difference = difference(
                    one, other, tolerance: tolerance, place: "\(place)[\(number)]")
                {
                    return difference
                }
            }
            return nil
        default:
            if let one = number(expected), let other = number(came) {
                // Compared so that a number that is none differs from every number.
                return abs(one - other) <= max(tolerance, writingError(of: expected))
                    ? nil : "\(spot) is \(came.shown), expected \(expected.shown)"
            }
            return expected == came
                ? nil : "\(spot) is \(came.shown), expected \(expected.shown)"
        }
    }

    /// Half of its tenth digit: what is expected is written to ten, however narrow its tolerance.
    private static func writingError(of expected: ExactJSON) -> Double {
        guard case .otherNumber = expected, let number = number(expected), number.isFinite else {
            return 0
        }
        var place = 1.0
        while place * 10 <= abs(number) { place *= 10 }
        while place > abs(number) { place /= 10 }
        return place * 0.5e-9
    }

    private static func number(_ value: ExactJSON) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .otherNumber(let digits): Double(digits)
        default: nil
        }
    }
}
