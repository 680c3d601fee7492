public import Kernel

/// A wish that a composition is made for.
public struct FitWish: Hashable, Sendable {
    public static let importanceMax: Int64 = 100

    public let facet: FacetID
    public let want: Want
    /// 1…``importanceMax``.
    public let importance: Int64
    /// In the person's own words.
    public let words: String

    public init(facet: FacetID, want: Want, importance: Int64, words: String = "") {
        self.facet = facet
        self.want = want
        self.importance = importance
        self.words = words
    }
}

/// Why something of a wish is left. Reasons of rules and money are those of one change: what
/// would happen if that one option were put into the composition.
public enum WhyLeft: Hashable, Sendable {
    /// No option of the catalogue gives anything of it.
    case nothingOnOffer
    /// Nothing in the catalogue serves it better.
    case bestThereIs
    /// This would serve it better, and may not stand beside the other.
    case excluded(OptionPlace, by: OptionPlace)
    /// This would serve it better, and needs one of the others.
    case needs(OptionPlace, anyOf: [OptionPlace])
    /// This would serve it better, and then there would be too few or too many of these.
    case counted(OptionPlace, of: [OptionPlace])
    /// This would serve it better, and costs this much more than the budget has.
    case overBudget(OptionPlace, by: Int64)
    /// This would serve it better, and these wishes lose more by it.
    case forOthers(OptionPlace, [FacetID])
}

/// What is left of one wish.
public struct WishLeft: Hashable, Sendable {
    public let facet: FacetID
    public let importance: Int64
    public let sacrifice: Sacrifice
    /// The options that serve the wish; empty when none does.
    public let by: [OptionPlace]
    /// `nil` when nothing is left.
    public let why: WhyLeft?
}

/// One option of every module that has one chosen, and what somebody gives up with it.
public struct Composition: Hashable, Sendable {
    /// The chosen option's place in its module, by module; `nil` where none is.
    public let choices: [Int?]
    public let price: Int64
    /// The sum over the wishes of importance times millionths.
    public let weighted: Int64
    /// The sum of the importances.
    public let importance: Int64
    /// How much less ``weighted`` could still be, by proof: 0 when nothing leaves less.
    public let gap: Int64
    public let left: [WishLeft]
    /// How much was looked at, in the units of ``Composer/effort``.
    public let effort: Int

    /// The mean over the wishes, by importance; none without wishes.
    public var sacrifice: Sacrifice { .share(weighted, of: importance * Int64(Sacrifice.whole)) }

    /// What could be less of ``sacrifice``, at most; rounded up, so that it is 0 only by proof.
    public var gapSacrifice: Sacrifice {
        guard gap > 0 else { return .none }
        return Sacrifice(millionths: Int32(clamping: (gap + importance - 1) / max(1, importance)))
    }

    public var isProved: Bool { gap == 0 }
}

/// Why there is no composition, in the order in which they are looked for.
public enum FitRefusal: Error, Hashable, Sendable {
    case unknownFacet(FacetID)
    /// The want is of another kind than the facet, or names an option that the facet lacks.
    case otherKind(FacetID)
    case importanceOutOfBounds(FacetID)
    case tooManyWishes
    /// No choice of options keeps all rules.
    case rulesContradict
    /// What keeps all rules costs at least this.
    case budgetTooSmall(cheapest: Int64)
    /// Nothing was found before the effort was spent; there may be one.
    case notFound
}

extension Catalogue {
    /// What somebody with these wishes gives up with a choice of options, by wish.
    ///
    /// Cost: the options that speak of the wished facets.
    func sacrifices(of wishes: [FitWish], with choices: [Int?]) -> [Sacrifice] {
        wishes.map { sacrifice(of: $0, with: choices) }
    }

    func sacrifice(of wish: FitWish, with choices: [Int?]) -> Sacrifice {
        guard let number = number(of: wish.facet) else { return .all }
        let chosen = speakers[number].filter { choices[$0.module] == $0.option }
        guard !chosen.isEmpty else { return .all }
        let kind = facets[number].kind
        if case .set = kind {
            let all = chosen.flatMap { speaker -> [FacetOptionID] in
                if case .some(let options) = speaker.got { return options }
                return []
            }
            return kind.sacrifice(want: wish.want, got: .some(all)) ?? .all
        }
        return chosen.compactMap { kind.sacrifice(want: wish.want, got: $0.got) }.min() ?? .all
    }

    /// Importance times millionths, summed.
    ///
    /// - Throws: The first ``FitRefusal`` of a wish.
    public func weighted(
        _ wishes: [FitWish], with choices: [Int?]
    ) throws(FitRefusal) -> Int64 {
        try check(wishes)
        return sum(wishes, with: choices)
    }

    func sum(_ wishes: [FitWish], with choices: [Int?]) -> Int64 {
        wishes.reduce(0) {
            $0 + $1.importance * Int64(sacrifice(of: $1, with: choices).millionths)
        }
    }

    public func price(of choices: [Int?]) -> Int64 {
        zip(modules, choices).reduce(0) { sum, pair in
            sum + (pair.1.map { pair.0.options[$0].price } ?? 0)
        }
    }

    /// The chosen options, in the order of the catalogue.
    public func places(of choices: [Int?]) -> [OptionPlace] {
        choices.enumerated().compactMap { module, option in option.map { place(module, $0) } }
    }

    func has(_ place: OptionPlace, in choices: [Int?]) -> Bool {
        guard let number = number(of: place) else { return false }
        return choices[number.module] == number.option
    }

    /// Whether a choice keeps a rule.
    public func keeps(_ rule: OfferRule, _ choices: [Int?]) -> Bool {
        switch rule {
        case .requires(let one, let others):
            !has(one, in: choices) || others.contains { has($0, in: choices) }
        case .excludes(let one, let others):
            !has(one, in: choices)
                || !others.contains { $0 != one && has($0, in: choices) }
        case .count(let places, let least, let most):
            (least...most).contains(Set(places).count { has($0, in: choices) })
        }
    }

    func check(_ wishes: [FitWish]) throws(FitRefusal) {
        guard wishes.count <= Composer.wishCountMax else { throw .tooManyWishes }
        for wish in wishes {
            guard let facet = facet(wish.facet) else { throw .unknownFacet(wish.facet) }
            guard facet.kind.admits(wish.want) else { throw .otherKind(wish.facet) }
            guard (1...FitWish.importanceMax).contains(wish.importance) else {
                throw .importanceOutOfBounds(wish.facet)
            }
        }
    }
}
