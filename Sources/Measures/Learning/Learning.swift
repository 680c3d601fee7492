import RealModule

/// What was given up on one occasion: the how manyeth, and how much.
public struct LearningPoint: Equatable, Sendable {
    /// From 1.
    public let occasion: Double
    /// 0…1.
    public let sacrifice: Double

    public init(occasion: Double, sacrifice: Double) {
        self.occasion = occasion
        self.sacrifice = sacrifice
    }

    /// How often the occasions have doubled.
    public var doublings: Double { .log2(occasion) }
}

/// A level at the first occasion and a change with every doubling of occasions.
public struct LearningLine: Equatable, Sendable {
    public let level: Double
    public let perDoubling: Double

    public init(level: Double, perDoubling: Double) {
        self.level = level
        self.perDoubling = perDoubling
    }

    /// The line with the least squares; `nil` unless two different occasions were seen.
    public init?(_ points: [LearningPoint]) {
        guard let first = points.first, points.contains(where: { $0.occasion != first.occasion })
        else { return nil }
        let count = Double(points.count)
        let middle = points.reduce(0) { $0 + $1.doublings } / count
        let mean = points.reduce(0) { $0 + $1.sacrifice } / count
        var squares = 0.0
        var products = 0.0
        for point in points {
            let distance = point.doublings - middle
            squares += distance * distance
            products += distance * (point.sacrifice - mean)
        }
        guard squares > 0 else { return nil }
        perDoubling = products / squares
        level = mean - perDoubling * middle
    }

    /// An occasion that began because something went wrong starts high by itself, so the fall after
    /// it is no learning: leave it out.
    ///
    /// - Parameter triggering: The occasion that made the house look.
    public static func withoutTrigger(
        _ points: [LearningPoint], triggering: Double
    ) -> [LearningPoint] {
        points.filter { $0.occasion != triggering }
    }
}

/// What is believed of one person's level and change, both normal.
///
/// Begins as the population and learns from each occasion; with few occasions it says what the
/// population says. Two occasions of anyone make a line, and mostly it is chance.
/// Cost: constant for each occasion.
///
/// Source: Lindley and Smith 1972, Journal of the Royal Statistical Society B 34:1–41.
public struct LearningBelief: Equatable, Sendable {
    /// The chance of falling from which on it may be said that this person's sacrifice falls.
    public static let publishedChanceMin = 0.95

    public private(set) var mean: LearningLine
    public private(set) var levelVariance: Double
    public private(set) var slopeVariance: Double
    public private(set) var covariance: Double

    /// - Parameters:
    ///   - mean: The population's.
    ///   - levelVariance: Between people; with the next two a covariance that is not negative.
    public init(
        mean: LearningLine, levelVariance: Double, slopeVariance: Double, covariance: Double
    ) {
        self.mean = mean
        self.levelVariance = levelVariance
        self.slopeVariance = slopeVariance
        self.covariance = covariance
    }

    /// - Parameter noiseVariance: Of one occasion about the line; above 0.
    public mutating func add(_ point: LearningPoint, noiseVariance: Double) {
        let x = point.doublings
        let withLevel = levelVariance + x * covariance
        let withSlope = covariance + x * slopeVariance
        let predicted = withLevel + x * withSlope + noiseVariance
        let levelGain = withLevel / predicted
        let slopeGain = withSlope / predicted
        let rest = point.sacrifice - mean.level - x * mean.perDoubling
        mean = LearningLine(
            level: mean.level + levelGain * rest,
            perDoubling: mean.perDoubling + slopeGain * rest)
        // (I − K·xᵀ)·P·(I − K·xᵀ)ᵀ + K·R·Kᵀ: a sum, where P less what was learned would round away
        // what little doubt is left. Source: Joseph, in Bucy and Joseph 1968.
        let ownLevel = 1 - levelGain
        let levelOfSlope = -levelGain * x
        let slopeOfLevel = -slopeGain
        let ownSlope = 1 - slopeGain * x
        let (level, slope, both) = (levelVariance, slopeVariance, covariance)
        levelVariance =
            ownLevel * ownLevel * level + 2 * ownLevel * levelOfSlope * both
            + levelOfSlope * levelOfSlope * slope + levelGain * levelGain * noiseVariance
        slopeVariance =
            slopeOfLevel * slopeOfLevel * level + 2 * slopeOfLevel * ownSlope * both
            + ownSlope * ownSlope * slope + slopeGain * slopeGain * noiseVariance
        covariance =
            ownLevel * slopeOfLevel * level
            + (ownLevel * ownSlope + levelOfSlope * slopeOfLevel) * both
            + levelOfSlope * ownSlope * slope + levelGain * slopeGain * noiseVariance
        levelVariance = max(0, levelVariance)
        slopeVariance = max(0, slopeVariance)
    }

    public var slopeDeviation: Double { slopeVariance.squareRoot() }

    /// P(the sacrifice falls with every doubling).
    public var chanceOfFalling: Double {
        guard slopeVariance > 0 else { return mean.perDoubling < 0 ? 1 : 0 }
        return StandardNormal.cdf(-mean.perDoubling / slopeDeviation)
    }

    /// Whether it may be said that this person gives up less and less.
    public var isLearning: Bool { chanceOfFalling >= Self.publishedChanceMin }
}

// MARK: Curves

/// What a power law has after n, when every doubling multiplies by a rate: first·n^(log2 rate).
///
/// Of a population at most: for one person it is an artefact of averaging.
///
/// Source: Wright 1936, Journal of the Aeronautical Sciences 3:122–128; against it for persons:
/// Heathcote, Brown and Mewhort 2000, Psychonomic Bulletin & Review 7:185–207.
public struct PowerLaw: Equatable, Sendable {
    public let first: Double
    /// Below 0 when it falls.
    public let exponent: Double

    /// - Parameter rate: What a doubling leaves; above 0.
    public init(first: Double, rate: Double) {
        self.first = first
        exponent = .log2(rate)
    }

    public func value(at count: Double) -> Double { first * .pow(count, exponent) }
}

/// The mean of exponentials whose rates are Gamma(shape, rate): (b/(b+n))^a, a power law that is
/// nobody's.
///
/// Source: Murre and Chessa 2011, Psychonomic Bulletin & Review 18:592–597.
public func meanOfExponentials(shape: Double, rate: Double, at count: Double) -> Double {
    .exp(-shape * .log(onePlus: count / rate))
}
