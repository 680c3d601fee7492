import Kernel

/// A party as it arrives at an attraction.
public struct PassArrival: Equatable, Sendable {
    /// Milliseconds since any zero.
    public let milliseconds: Int64
    /// People, 1 to 1,000.
    public let size: Int

    public init(milliseconds: Int64, size: Int) {
        self.milliseconds = milliseconds
        self.size = size
    }
}

/// What the comparison of passes is made with.
public struct PassPlan: Equatable, Sendable, Codable {
    /// What the attraction takes, people an hour: each takes an even share of the hour.
    public var capacityPerHour = 600
    /// What the house believes at opening that it takes, people an hour.
    public var statedPerHour = 600
    public var windowMinutes = 15
    /// How long after its window a party is still let in.
    public var graceMinutes = 5
    /// Parties that never come, in millionths.
    public var noShowPerMillion = 50_000
    /// Parties that come only after their window, in millionths.
    public var latePerMillion = 50_000
    /// Parties that take an earlier window when it is offered, in millionths.
    public var takesOfferPerMillion = 500_000
    public var seed: UInt64 = 1

    public init() {}

    var window: Int64 { Int64(windowMinutes) * 60_000 }
    var grace: Int64 { Int64(graceMinutes) * 60_000 }
}

/// The ways of letting people in that are compared.
public enum PassPolicy: String, Sendable, Codable, CaseIterable {
    /// Everybody stands in line; who came first boards first.
    case walkUp
    /// Windows of fixed places, first come, first served; what a no-show leaves stays empty.
    case firstComeWindows
    /// The virtual queue of this house.
    case senang
    /// Who came last boards first: the control that must be found unfair. It is never reported.
    case reversed
}

/// Walk-up line, first-come windows and our pass, on the same arrivals and the same people.
///
/// What people would do is drawn once a party, before any policy is looked at: whether it comes
/// at all, when in its window, whether it takes an offer. So two policies differ in nothing but
/// what they do (common random numbers). Cost: `n log n` in the parties.
public struct PassComparison: Sendable, Codable, Equatable {
    public let parties: Int
    public let people: Int
    public let plan: PassPlan
    public let policies: [PassReport]

    /// - Parameters:
    ///   - arrivals: In any order; those of one moment join in the order given.
    ///   - plan: What attraction, windows and people are like.
    public init(_ arrivals: [PassArrival], plan: PassPlan) {
        let run = PassRun(arrivals, plan: plan)
        parties = run.parties.count
        people = run.parties.reduce(0) { $0 + $1.size }
        self.plan = plan
        policies = [.walkUp, .firstComeWindows, .senang].map { run.report($0) }
    }

    /// What one policy does, also the control's.
    public static func report(
        _ arrivals: [PassArrival], plan: PassPlan, policy: PassPolicy
    ) -> PassReport {
        PassRun(arrivals, plan: plan).report(policy)
    }
}

/// A party with what was drawn for it.
struct PassParty {
    /// Milliseconds since the first arrival.
    let joined: Int64
    let size: Int
    let isNoShow: Bool
    let isLate: Bool
    /// Where in its window it comes, or how long after it: taken modulo the window's length.
    let offset: UInt64
    let takesOffer: Bool
    /// How long it walks when it takes an offer, milliseconds.
    let walk: Int64

    /// When it comes to a window, milliseconds.
    ///
    /// A party for which the window had begun when it joined is there already.
    func comes(begin: Int64, end: Int64, window: Int64) -> Int64 {
        if begin <= joined { return joined }
        if isLate { return end + Int64(offset % UInt64(window)) }
        return begin + Int64(offset % UInt64(end - begin))
    }
}

/// What became of a party under one policy.
struct PassFate {
    enum End { case boarded, noShow, tooLate }
    var end = End.noShow
    /// When it was at the ride, and when it boarded: milliseconds times the people an hour, so
    /// that both are whole numbers.
    var came: Int64 = 0
    var boarded: Int64 = 0
    /// The end of the window it was promised, milliseconds; `nil` without a promise.
    var windowEnd: Int64?
    /// The least and the most it was told to wait, milliseconds.
    var interval: ClosedRange<Int64>?
}

/// The parties of a run, in order of joining, with their draws.
struct PassRun {
    let plan: PassPlan
    let parties: [PassParty]

    init(_ arrivals: [PassArrival], plan: PassPlan) {
        self.plan = plan
        let ordered = arrivals.enumerated().sorted {
            ($0.element.milliseconds, $0.offset) < ($1.element.milliseconds, $1.offset)
        }
        let first = ordered.first?.element.milliseconds ?? 0
        var random = SplitMix64(seed: plan.seed)
        parties = ordered.map { _, arrival in
            let isNoShow = random.next() % 1_000_000 < UInt64(plan.noShowPerMillion)
            let isLate = random.next() % 1_000_000 < UInt64(plan.latePerMillion)
            let offset = random.next()
            let takesOffer = random.next() % 1_000_000 < UInt64(plan.takesOfferPerMillion)
            let walk = Int64(random.next() % 300_000)
            return PassParty(
                joined: arrival.milliseconds - first, size: arrival.size, isNoShow: isNoShow,
                isLate: isLate, offset: offset, takesOffer: takesOffer, walk: walk)
        }
    }

    /// Milliseconds times the people an hour, in which a boarding takes whole numbers.
    func parts(_ milliseconds: Int64) -> Int64 { milliseconds * Int64(plan.capacityPerHour) }

    /// How long the ride is busy with a party, in parts.
    func service(_ party: PassParty) -> Int64 { Int64(party.size) * 3_600_000 }

    func report(_ policy: PassPolicy) -> PassReport {
        switch policy {
        case .walkUp: PassReport(policy, walkUp(), of: self)
        case .firstComeWindows: PassReport(policy, firstComeWindows(), of: self)
        case .reversed: PassReport(policy, reversed(), of: self)
        case .senang:
            {
                var day = PassDay(self)
                day.spend()
                return PassReport(policy, day.fates, of: self, queue: day.queue)
            }()
        }
    }
}
