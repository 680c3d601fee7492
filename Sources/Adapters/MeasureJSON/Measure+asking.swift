import ExactJSON
import Measures

/// measures.md 2.4: when is a question worth somebody's time?
extension Measure {
    static let asking: [Measure] = [information, bucket]

    private static let information = Measure(
        "expected-information-of-one-yes-no-question",
        formula: "H(m) + m psi(a+1) + (1-m) psi(b+1) - psi(a+b+1), m = a/(a+b), "
            + "H(m) = -m ln m - (1-m) ln(1-m)",
        units: "a, b of the Beta belief, above 0; nats, 0…ln 2",
        source: "Lindley 1956, Ann. Math. Stat. 27:986; Houlsby, Huszár, Ghahramani & Lengyel "
            + "2011 (BALD)",
        ofEach: { (input) throws(MeasureProblem) in
            let belief = BetaDistribution(
                a: try input["a"].number(in: 1e-9...1e12), b: try input["b"].number(in: 1e-9...1e12)
            )
            return [("nats", ExactJSON(expectedInformation(belief)))]
        })

    private static let bucket = Measure(
        "token-bucket-ask-budget",
        formula: "tokens = min(capacity, tokens + days passed * refill_per_day); asked when "
            + "tokens >= 1, which takes 1; full at the first attempt",
        units:
            "capacity 1…1000 tokens; refill_per_day a fraction \"p/q\" or a number; days rising; "
            + "kept in whole numbers, days to the millisecond",
        source: "measures.md 2.4; the leaky bucket of Turner 1986, IEEE Commun. Mag. 24(10)",
        ofEach: { (input) throws(MeasureProblem) in
            let capacity = try input["capacity"].integer
            guard (1...1_000).contains(capacity) else {
                throw try input["capacity"].problem("1 to 1000 tokens belong here")
            }
            let rate = try input["refill_per_day"].fraction
            let unitsPerToken = rate.denominator * 86_400_000
            let units = Int64(capacity) * unitsPerToken
            var bucket = TokenBucket(units: units)
            var allowed: [ExactJSON] = []
            var last: Int64?
            for item in try input["ask_attempt_days"].items {
                let day = try item.number(in: -100_000...100_000)
                let now = Int64((day * 86_400_000).rounded())
                guard now >= last ?? now else {
                    throw item.problem("the days must not go back")
                }
                bucket.refill((now - (last ?? now)) * rate.numerator, capacity: units)
                allowed.append(.bool(bucket.take(unitsPerToken)))
                last = now
            }
            return [
                ("allowed", .array(allowed)),
                ("final_tokens", ExactJSON(Double(bucket.units) / Double(unitsPerToken))),
            ]
        })
}

extension MeasureInput {
    /// `"1/14"`, 2 or 0.5, as whole numbers up to ``fractionMax``.
    fileprivate var fraction: (numerator: Int64, denominator: Int64) {
        get throws(MeasureProblem) {
            if case .string(let text) = value {
                let parts = text.split(separator: "/", omittingEmptySubsequences: false)
                let numbers = parts.compactMap { Int64($0) }
                guard (1...2).contains(parts.count), numbers.count == parts.count,
                    numbers.allSatisfy({ (1...Self.fractionMax).contains($0) })
                else {
                    throw problem(
                        "\(value.shown) is no fraction of numbers up to \(Self.fractionMax): "
                            + "\"1/14\"")
                }
                return (numbers[0], numbers.count == 2 ? numbers[1] : 1)
            }
            let number = try number(in: 0...Double(Self.fractionMax))
            for denominator in 1...Self.fractionMax {
                let whole = (number * Double(denominator)).rounded()
                let isClose = abs(number - whole / Double(denominator)) <= 1e-12
                if isClose, whole >= 1, whole <= Double(Self.fractionMax) {
                    return (Int64(whole), denominator)
                }
            }
            throw problem("\(value.shown) must be a fraction, as \"1/14\"")
        }
    }

    fileprivate static var fractionMax: Int64 { 10_000 }
}
