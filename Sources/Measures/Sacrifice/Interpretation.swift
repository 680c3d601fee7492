/// Where an answer lies to the same person's answers about described cases, so that people who
/// use a scale differently can be compared: 1 below the first case, 2 as it, 3 between the first
/// and the second, and so on to 2n + 1 above the last.
///
/// - Parameter cases: The person's answers about the cases, from the one that should be lowest.
/// - Returns: One place, or from which to which it may be when the person put cases equal or the
///   other way round; `nil` without cases.
///
/// O(n). Source: King, Murray, Salomon and Tandon 2004, Am. Political Science Review 98:191-207;
/// ties by King and Wand 2007, Political Analysis 15:46-66.
public func vignettePlace(ofAnswer answer: Double, cases: [Double]) -> ClosedRange<Int>? {
    guard let first = cases.first, let last = cases.last else { return nil }
    var places: [Int] = []
    if answer < first { places.append(1) }
    for (number, value) in cases.enumerated() {
        if answer == value { places.append(2 * number + 2) }
        let isLast = number + 1 == cases.count
        if !isLast, value < answer, answer < cases[number + 1] { places.append(2 * number + 3) }
    }
    if answer > last { places.append(2 * cases.count + 1) }
    guard let least = places.min(), let most = places.max() else { return nil }
    return least...most
}

/// How often a promise was kept to the letter and yet broken for the person it was made to.
///
/// Source: measures.md 1.10.
public struct InterpretationGap: Equatable, Sendable {
    /// Of which both readings are known.
    public let count: Int
    /// How many of all that is.
    public let coverage: Double
    public let keptByLetter: Double
    public let keptForPerson: Double
    /// P(kept by the letter and broken for the person).
    public let gap: Double
    /// Wilson's, of ``gap``.
    public let interval: Interval

    /// - Parameter promises: Whether each was kept, by the letter and for the person; `nil` when
    ///   that is not known, and then it does not count.
    /// - Returns: `nil` when there is none of which both are known.
    ///
    /// O(n).
    public init?(_ promises: [(byLetter: Bool?, forPerson: Bool?)]) {
        var letter = 0
        var person = 0
        var between = 0
        var count = 0
        for promise in promises {
            guard let byLetter = promise.byLetter, let forPerson = promise.forPerson
            else { continue }
            count += 1
            if byLetter { letter += 1 }
            if forPerson { person += 1 }
            if byLetter, !forPerson { between += 1 }
        }
        guard count > 0 else { return nil }
        let all = Double(count)
        self.count = count
        coverage = all / Double(promises.count)
        keptByLetter = Double(letter) / all
        keptForPerson = Double(person) / all
        gap = Double(between) / all
        interval = wilsonInterval(successes: Double(between), of: all)
    }
}

/// How near a person sees a house to themselves.
///
/// A risk as well as a bond: the nearer, the more is taken amiss after it ends (Johnson, Matear
/// and Thomson 2011, J. Consumer Research 38:108-125). Source: Sirgy 1982, J. Consumer Research
/// 9:287-300.
public struct SelfImageFit: Equatable, Sendable {
    /// 1 − root mean square distance / width of the scale: 0…1.
    public let fit: Double
    /// Of the two profiles; `nil` when one of them is flat.
    public let correlation: Double?

    /// - Parameters:
    ///   - brand: How the house is seen, one number a trait.
    ///   - person: How the person sees themselves, on the same traits.
    ///   - scale: From the lowest to the highest answer.
    /// - Returns: `nil` without traits, of lists that differ in length, of an answer outside of
    ///   the scale, or of a scale without width.
    ///
    /// O(n).
    public init?(brand: [Double], person: [Double], scale: Interval) {
        guard !brand.isEmpty, brand.count == person.count, scale.width > 0, scale.width.isFinite,
            (brand + person).allSatisfy(scale.contains)
        else { return nil }
        let squares = zip(brand, person).reduce(0) { sum, pair in
            let share = (pair.0 - pair.1) / scale.width
            return sum + share * share
        }
        fit = clipped(1 - (squares / Double(brand.count)).squareRoot())
        correlation = Measures.correlation(brand, person)
    }
}
