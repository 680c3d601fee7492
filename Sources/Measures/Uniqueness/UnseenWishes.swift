import RealModule

/// How often each wish was heard, and what that says of wishes nobody has voiced yet.
///
/// Kept per wish, because "heard once" does not add up over places: add the counts, then derive.
/// measures.md 2.5.
public struct HeardWishes: Equatable, Sendable {
    /// One for each wish; 0 for a wish that is known of and was not heard.
    public private(set) var counts: [Int]

    /// - Parameter counts: None below 0.
    public init(counts: [Int]) { self.counts = counts }

    /// The counts of both; the same place is the same wish, and the shorter is 0 beyond its end.
    public func merged(with other: Self) -> Self {
        let length = max(counts.count, other.counts.count)
        return Self(
            counts: (0..<length).map { place in
                (counts.indices.contains(place) ? counts[place] : 0)
                    + (other.counts.indices.contains(place) ? other.counts[place] : 0)
            })
    }

    /// How often anything was heard: n.
    public var heard: Int { counts.reduce(0, +) }
    /// Wishes heard at least once: S.
    public var observed: Int { counts.count { $0 > 0 } }
    /// Wishes heard once: f1.
    public var once: Int { counts.count { $0 == 1 } }
    /// Wishes heard twice: f2.
    public var twice: Int { counts.count { $0 == 2 } }

    /// How many wishes there are, at least: S + f1(f1 − 1) / (2(f2 + 1)).
    ///
    /// Source: Chao 1984, "Nonparametric estimation of the number of classes in a population",
    /// Scand. J. Statist. 11, in its bias-corrected form.
    public var richness: Double {
        let once = Double(once)
        return Double(observed) + once * (once - 1) / (2 * (Double(twice) + 1))
    }

    /// S + f1² / (2 f2); ``richness`` when nothing was heard twice.
    public var richnessClassic: Double {
        guard twice > 0 else { return richness }
        let once = Double(once)
        return Double(observed) + once * once / (2 * Double(twice))
    }

    /// The chance that the next wish heard is a new one: f1 / n; `nil` when nothing was heard.
    ///
    /// Source: Good 1953, "The population frequencies of species", Biometrika 40 (Turing's idea).
    public var unseenChance: Double? {
        heard > 0 ? Double(once) / Double(heard) : nil
    }
}

/// How large a share of all needs so many talks bring up, when a need's chance of coming up in a
/// talk differs from need to need as Beta(α, β).
///
/// Source: Griffin and Hauser 1993, "The Voice of the Customer", Marketing Science 12(1).
public struct NeedsFound: Equatable, Sendable {
    public let alpha: Double
    public let beta: Double

    /// - Parameters: Both above 0.
    public init(alpha: Double, beta: Double) {
        self.alpha = alpha
        self.beta = beta
    }

    /// 1 − Γ(n+β)Γ(α+β) / (Γ(n+α+β)Γ(β)): 0 after no talk, towards 1 after many.
    public func share(after talks: Int) -> Double {
        guard talks > 0 else { return 0 }
        return min(1, max(0, -Double.expMinusOne(logUnheard(after: talks))))
    }

    /// Up to this many talks are multiplied out, which loses no digits when α or β is large.
    private static let productTalksMax = 10_000

    private func logUnheard(after talks: Int) -> Double {
        guard talks <= Self.productTalksMax else {
            return logBeta(alpha, beta + Double(talks)) - logBeta(alpha, beta)
        }
        return (0..<talks).reduce(0) { sum, talk in
            sum + .log(onePlus: -alpha / (alpha + beta + Double(talk)))
        }
    }
}
