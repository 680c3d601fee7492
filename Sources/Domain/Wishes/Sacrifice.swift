import Kernel
import Measures

/// What is given up on one wish: 0, exactly what was wanted, to ``whole``, nothing of it. In
/// millionths, so that sums do not depend on their order.
///
/// Not Zeithaml's "perceived sacrifice", which is what one pays: that is a cost. This is Gilmore
/// and Pine's: what somebody wants exactly, less what they settle for.
public struct Sacrifice: Hashable, Sendable, Codable, Comparable {
    public static let whole: Int32 = 1_000_000
    public static let none = Sacrifice(millionths: 0)
    public static let all = Sacrifice(millionths: whole)

    public let millionths: Int32

    /// Held to 0…``whole``.
    public init(millionths: Int32) { self.millionths = min(max(millionths, 0), Self.whole) }

    public init(from decoder: any Decoder) throws {
        self.init(millionths: try decoder.singleValueContainer().decode(Int32.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(millionths)
    }

    public static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }

    /// The share that `part` is of `whole`, rounded to the nearest millionth; all of it when there
    /// is no whole.
    static func share(_ part: Int64, of whole: Int64) -> Sacrifice {
        guard whole > 0 else { return part > 0 ? .all : .none }
        guard part > 0 else { return .none }
        guard part < whole else { return .all }
        let (high, low) = part.multipliedFullWidth(by: Int64(Self.whole))
        let (high2, carry) = low.addingReportingOverflow(UInt64(whole) / 2)
        let quotient = whole.dividingFullWidth((high + (carry ? 1 : 0), high2)).quotient
        return Sacrifice(millionths: Int32(clamping: quotient))
    }
}

extension FacetKind {
    /// How much of a wish is given up (measures.md 1.2): nothing when it is met, never less when
    /// what was got lies further off, and nothing earned by getting more than was wanted.
    ///
    /// - Returns: `nil` when the wish or what was got is of another kind than the facet. Of
    ///   somebody who waits still it is the least that it will be.
    public func sacrifice(want: Want, got: Got) -> Sacrifice? {
        switch (self, want, got) {
        case (.more, .level, .nothing), (.ideal, .level, .nothing), (.category, .oneOf, .nothing),
            (.set, .all, .nothing), (.time, .within, .nothing):
            return .all
        case (.more(let floor), .level(let want), .level(let got)):
            if floor <= want {
                return .share(
                    want.thousandths - got.thousandths,
                    of: want.thousandths - floor.thousandths)
            }
            return .share(
                got.thousandths - want.thousandths,
                of: floor.thousandths - want.thousandths)
        case (.ideal(let below, let above), .level(let want), .level(let got)):
            return got < want
                ? .share(want.thousandths - got.thousandths, of: below.thousandths)
                : .share(got.thousandths - want.thousandths, of: above.thousandths)
        case (.category, .oneOf(let accepted), .one(let got)):
            let likeness = accepted.first { $0.option == got }?.weight ?? 0
            return .share(100 - Int64(min(likeness, 100)), of: 100)
        case (.set, .all(let wants), .some(let got)):
            let whole = wants.reduce(Int64(0)) { $0 + Int64($1.weight) }
            let missed = wants.reduce(Int64(0)) {
                got.contains($1.option) ? $0 : $0 + Int64($1.weight)
            }
            return .share(missed, of: whole)
        case (.time(let patience), .within(let wanted), .after(let got)),
            (.time(let patience), .within(let wanted), .waiting(let got)):
            let (difference, isTooFar) =
                got.milliseconds.subtractingReportingOverflow(wanted.milliseconds)
            guard !isTooFar else { return got < wanted ? Sacrifice.none : .all }
            let over = max(0, difference)
            return Sacrifice(
                millionths: waitingSacrificeMillionths(over: over, patience: patience.milliseconds))
        default: return nil
        }
    }
}
