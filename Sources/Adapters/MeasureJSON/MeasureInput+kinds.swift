import ExactJSON

extension MeasureInput {
    /// A list with something in it.
    var someItems: [MeasureInput] {
        get throws(MeasureProblem) {
            let items = try items
            guard !items.isEmpty else { throw problem("at least one value belongs here") }
            return items
        }
    }

    /// A number that is not below 0.
    var notBelowZero: Double {
        get throws(MeasureProblem) {
            let number = try number
            guard number >= 0 else { throw problem("\(value.shown) must not be below 0") }
            return number
        }
    }

    /// The `alpha` of an interval, 0.05 when it is not said.
    var alpha: Double {
        get throws(MeasureProblem) {
            guard let field = optional("alpha") else { return 0.05 }
            let alpha = try field.number
            guard alpha > 0, alpha < 1 else { throw field.problem("must be between 0 and 1") }
            return alpha
        }
    }
}
