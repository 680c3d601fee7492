/// The number that a facet has in a house, from 0 on without gaps.
public struct FacetNumber: Hashable, Sendable, Codable, Comparable {
    /// Facets a house may have.
    public static let max = 4_095

    public let number: UInt16

    public init(_ number: UInt16) { self.number = number }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// What a wish is, the same for everybody who has it: a number of its facet and its text. A
/// person has at most one wish of a key.
public struct WishKey: Hashable, Sendable, Codable, Comparable {
    public let number: UInt32

    public init(_ number: UInt32) { self.number = number }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// One small thing that became known of one person. Days count from 1 January 1970; levels and
/// sacrifices are millionths, held to 0…1,000,000.
public enum PersonFact: Hashable, Sendable {
    /// A wish was heard, or heard again: importance on any scale, `nil` when unknown. Until it is
    /// confirmed it is a hypothesis; a confirmed one stays so until it is withdrawn.
    case wish(WishKey, on: FacetNumber, importance: UInt16?, isConfirmed: Bool)
    case withdrawn(WishKey)
    /// What was given up on a wish on an occasion. Inferred, not told, when it is not confirmed:
    /// the person is provisional then.
    case sacrifice(WishKey, millionths: Int32, day: Int32, isConfirmed: Bool)
    /// What they say that they will get.
    case expected(millionths: Int32, day: Int32)
    /// What they were told that they should get.
    case promised(millionths: Int32, day: Int32)
    /// How it was.
    case perceived(millionths: Int32, day: Int32)
    /// They left: cancelled, said goodbye. Undone by anything of a later day.
    case left(day: Int32)
}
