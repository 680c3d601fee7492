import RealModule

/// How unexpected something was, in bits: −log2 of the probability of lying at least so far off.
///
/// - Parameter z: In standard deviations of what was predicted; 0 is no surprise, 1.96 is 4.32.
///
/// O(1). Source: Shannon 1948; Greenland 2019, Am. Stat. 73:106-114 (S-value).
public func surprisalBits(z: Double) -> Double {
    let far = abs(z)
    // Beyond this the probability is too small for a Double, and its series is exact.
    guard far > 30 else { return max(0, -Double.log2(2 * StandardNormal.upper(far))) }
    let inverse = 1 / (far * far)
    let series = 1 - inverse * (1 - inverse * (3 - inverse * (15 - inverse * 105)))
    let nats = far * far / 2 + .log(far * (Double.pi / 2).squareRoot()) - .log(series)
    return nats / .log(2)
}

/// What somebody expects: not a point but a normal distribution.
///
/// Source: Rust, Inman, Jia and Zahorik 1999, Marketing Science 18:77-92.
public struct Expectation: Equatable, Sendable {
    public let mean: Double
    /// Above 0.
    public let variance: Double

    public init(mean: Double, variance: Double) {
        self.mean = mean
        self.variance = variance
    }

    /// What an experience does to it.
    ///
    /// - Parameter noise: The variance with which one experience tells what it was; above 0.
    /// - Returns: `nil` when a variance is not above 0.
    ///
    /// O(1). Source: Itti and Baldi 2009, Vision Research 49:1295-1306 (the divergence).
    public func surprise(at observed: Double, noise: Double) -> Surprise? {
        guard variance > 0, noise > 0 else { return nil }
        let total = variance + noise
        let gain = variance / total
        let after = Expectation(
            mean: mean + gain * (observed - mean), variance: gain * noise)
        let z = (observed - mean) / total.squareRoot()
        let move = after.mean - mean
        // ln(v0/v1) is ln(1 + v0/noise): no digits are lost when little is learnt.
        let nats =
            (Double.log(onePlus: variance / noise) + move * move / variance - gain) / 2
        return Surprise(
            gain: gain, after: after, divergence: max(0, nats), z: z,
            bits: surprisalBits(z: z))
    }
}

/// How one experience lay to what was expected.
public struct Surprise: Equatable, Sendable {
    /// Which part of the difference is taken over: 0…1.
    public let gain: Double
    public let after: Expectation
    /// KL(after ‖ before), in nats.
    public let divergence: Double
    public let z: Double
    public let bits: Double

    /// 1 better than expected, −1 worse, 0 as expected; where more is better.
    public var valence: Int { z > 0 ? 1 : z < 0 ? -1 : 0 }
}

/// Why something staged to surprise does not count as one, in the order in which it is asked.
///
/// Surprise on top of sacrifice is decoration. Source: measures.md 1.5.
public enum NoSurprise: String, Error, Sendable, CaseIterable {
    /// As likely as one in ten, or more.
    case expected
    case notBetter = "not-better"
    /// It was wished for: that is a wish met.
    case wished
    case sacrificeRises = "sacrifice-rises"
    case promisesBroken = "promises-broken"

    /// 10 % and less.
    public static let leastBits = 3.32
}

/// What there is to know of something that was staged to surprise somebody.
public struct StagedSurprise: Equatable, Sendable {
    public let bits: Double
    /// Above 0 when it was better than expected.
    public let valence: Int
    public let wasWished: Bool
    public let sacrificeRises: Bool
    public let promisesKept: Bool

    public init(
        bits: Double, valence: Int, wasWished: Bool, sacrificeRises: Bool, promisesKept: Bool
    ) {
        self.bits = bits
        self.valence = valence
        self.wasWished = wasWished
        self.sacrificeRises = sacrificeRises
        self.promisesKept = promisesKept
    }

    /// Why it does not count, the first reason first; none when it does. O(1).
    public var against: [NoSurprise] {
        var against: [NoSurprise] = []
        if !(bits >= NoSurprise.leastBits) { against.append(.expected) }
        if valence <= 0 { against.append(.notBetter) }
        if wasWished { against.append(.wished) }
        if sacrificeRises { against.append(.sacrificeRises) }
        if !promisesKept { against.append(.promisesBroken) }
        return against
    }
}
