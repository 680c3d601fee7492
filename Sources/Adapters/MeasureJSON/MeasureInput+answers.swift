import ExactJSON
import Measures

/// What of an input's numbers came, or why there is no answer.
extension MeasureInput {
    /// A value that a measure has only of sound numbers.
    func demand<Value>(
        _ value: Value?, or message: String
    ) throws(MeasureProblem) -> Value {
        guard let value else { throw problem(message) }
        return value
    }

    /// A number of an answer: never one that is none.
    func answer(_ number: Double) throws(MeasureProblem) -> ExactJSON {
        guard number.isFinite else {
            throw problem("these numbers lie too far apart to compute with; give smaller ones")
        }
        return ExactJSON(number)
    }

    /// From where to where.
    func answer(_ interval: Interval) throws(MeasureProblem) -> ExactJSON {
        .array([try answer(interval.low), try answer(interval.high)])
    }

    /// A number of an answer, or null where nothing is known.
    func answer(orUnknown number: Double?) throws(MeasureProblem) -> ExactJSON {
        guard let number else { return .null }
        return try answer(number)
    }

    func answer(_ numbers: [Double]) throws(MeasureProblem) -> ExactJSON {
        var answers: [ExactJSON] = []
        for number in numbers { answers.append(try answer(number)) }
        return .array(answers)
    }

    /// A number that may be missing or null.
    func numberIfThere(
        _ name: String, in range: ClosedRange<Double>
    ) throws(MeasureProblem) -> Double? {
        // A misspelt whole is told by what must be there; this may be left out.
        try optional(name)?.number(in: range)
    }

    /// An object's weights by name: 0 and more.
    var weightsByName: [(name: String, value: Double)] {
        get throws(MeasureProblem) {
            var weights: [(name: String, value: Double)] = []
            for field in try fields {
                let weight = try field.value.number(in: 0...Double.greatestFiniteMagnitude)
                weights.append((field.name, weight))
            }
            return weights
        }
    }
}
