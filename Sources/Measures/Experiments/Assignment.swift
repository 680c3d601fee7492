import Kernel

/// Which arm of an experiment a person is in: the same answer for ever, from the person and a salt.
///
/// A person falls into one of ten thousand slots by SipHash-2-4, keyed by the salt; each arm has
/// exactly as many slots as its share says. Another salt shuffles everybody anew, so two
/// experiments do not follow one another. When shares change, only those move who must: an arm that
/// shrinks gives up slots, one that grows takes what was given up. Kohavi, Tang and Xu 2020,
/// chapter 4; measures.md 1.14.
public struct Assignment: Equatable, Sendable {
    /// Shares are exact to one in so many.
    public static let slotCount = 10_000
    public static let armCountMax = 20
    private static let nobody: Int8 = -1

    /// By slot; ``nobody``: not in the experiment.
    private var arms: [Int8]
    private let key: KeySeed

    /// - Parameters:
    ///   - salt: The experiment's own; not empty. It is hashed by itself to both halves of the key.
    ///   - shares: In ten-thousandths, an arm each; what they leave is in no arm.
    ///   - earlier: The shares before these, the first first, with as many arms.
    /// - Returns: `nil` when the salt is empty, there is no arm or more than ``armCountMax``, a
    ///   share is below 0, shares together are above all, or lists differ in length.
    /// - Complexity: ``slotCount`` for each list of shares.
    public init?(salt: String, shares: [Int], earlier: [[Int]] = []) {
        guard !salt.isEmpty, (1...Self.armCountMax).contains(shares.count) else { return nil }
        let steps = earlier + [shares]
        for step in steps {
            // Each is held to all before they are added, so that no sum is too large.
            guard step.count == shares.count,
                step.allSatisfy({ (0...Self.slotCount).contains($0) }),
                step.reduce(0, +) <= Self.slotCount
            else { return nil }
        }
        let text = Array(salt.utf8)
        key = KeySeed(
            first: sipHash(text, key: KeySeed(first: 0, second: 1)),
            second: sipHash(text, key: KeySeed(first: 2, second: 3)))
        arms = Array(repeating: Self.nobody, count: Self.slotCount)
        for step in steps { change(to: step) }
    }

    private mutating func change(to shares: [Int]) {
        var counts = Array(repeating: 0, count: shares.count)
        for arm in arms where arm != Self.nobody { counts[Int(arm)] += 1 }
        for slot in arms.indices.reversed() {
            let arm = arms[slot]
            guard arm != Self.nobody, counts[Int(arm)] > shares[Int(arm)] else { continue }
            counts[Int(arm)] -= 1
            arms[slot] = Self.nobody
        }
        var growing = 0
        for slot in arms.indices where arms[slot] == Self.nobody {
            while growing < shares.count, counts[growing] == shares[growing] { growing += 1 }
            guard growing < shares.count else { break }
            arms[slot] = Int8(growing)
            counts[growing] += 1
        }
    }

    /// 0..<``slotCount``. As good as even: a slot is off by less than 1 in 10¹⁵.
    public func slot(of person: String) -> Int {
        Int(
            sipHash(person.utf8, key: key).multipliedFullWidth(by: UInt64(Self.slotCount)).high)
    }

    /// - Returns: The place of the arm among the shares; `nil`: in no arm.
    /// - Complexity: Linear in the bytes of the person; far below a microsecond.
    public func arm(of person: String) -> Int? { arm(ofSlot: slot(of: person)) }

    /// - Parameter slot: 0..<``slotCount``.
    public func arm(ofSlot slot: Int) -> Int? {
        arms[slot] == Self.nobody ? nil : Int(arms[slot])
    }
}
