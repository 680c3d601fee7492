import RealModule

/// Whether what someone expects has moved too far for chance: compared with an earlier day.
///
/// measures.md 1.9: 90 days earlier, and more than 3 standard deviations.
public struct ExpectationDrift: Equatable, Sendable {
    public static let comparedDays = 90.0
    public static let deviationsMax = 3.0

    /// How many standard deviations lie between the two; without any doubt in either, infinitely
    /// many when they differ at all.
    public let deviations: Double

    public init(from earlier: Expectation, to now: Expectation) {
        let distance = (now.mean - earlier.mean).magnitude
        let spread = (now.variance + earlier.variance).squareRoot()
        deviations = distance == 0 ? 0 : distance / spread
    }

    public var isAlarm: Bool { deviations > Self.deviationsMax }
}

/// A running sum with two sides that notices a small shift which lasts.
///
/// Fed with innovations in standard deviations. With the usual reference ½ and threshold 5 a false
/// alarm comes once in about 465 occasions, and a shift of one deviation is seen after about 10.
///
/// Source: Page 1954, Biometrika 41:100–115; Montgomery 2013, Statistical Quality Control, 9.1.
public struct CumulativeSumAlarm: Equatable, Sendable {
    public let reference: Double
    public let threshold: Double
    public private(set) var above = 0.0
    public private(set) var below = 0.0

    public init(reference: Double = 0.5, threshold: Double = 5) {
        self.reference = reference
        self.threshold = threshold
    }

    public mutating func add(_ standardised: Double) {
        above = max(0, above + standardised - reference)
        below = max(0, below - standardised - reference)
    }

    public var isAlarm: Bool { above > threshold || below > threshold }
}
