import Kernel

/// What the smoother decided: somebody came into a zone or left it, dated when it most likely was.
package struct PresenceChange: Equatable, Sendable {
    package enum Kind: Sendable { case enter, leave }

    package let kind: Kind
    package let token: UInt32
    package let zone: ZoneIndex
    package let at: Int64
}

/// Turns reads with a signal strength, from antennas that hear each other's people, into who is
/// where: with hysteresis, a memory for where somebody stands, and patience with silence.
///
/// A read's *excess* is its level over the level at the zone's edge, which each antenna learns from
/// a band that hangs there (as the reference tags of LANDMARC: Ni, Liu, Lau & Patil 2004), or is
/// told. Excess times time is evidence. While nothing changes about how somebody stands, evidence
/// against is remembered, so that noise gets one chance and not one a minute; a two-sided
/// cumulative sum (Page 1954) notices when they move, and gives the evidence a fresh start.
///
/// All in whole numbers: levels in 1/256 dB, times in ms, evidence in dB·ms. Cost of a read:
/// constant.
package struct ReadSmoother: Sendable {
    /// Where one antenna's zone ends, in 1/65,536 dBm, and from how many reads that is known.
    struct Edge: Equatable, Sendable {
        var level: Int64
        var count: Int64 = 0
        let isFixed: Bool
    }

    struct ZoneState: Equatable, Sendable {
        /// When any of its antennas last heard anybody.
        var heardAt = Timeline.never
        /// When they were last heard again after a silence.
        var resumedAt = Timeline.never
    }

    private(set) var plan: ReadPlan
    var edges: [Edge]
    var zones: [ZoneState]
    var states: ContiguousArray<TokenReads> = []
    /// By token's number, its place in `states` plus one; 0: it was never read with a strength.
    var places: ContiguousArray<UInt32> = []

    package init(_ plan: ReadPlan) {
        self.plan = plan
        edges = plan.antennas.map { antenna in
            let zone = plan.zones[antenna.zone]
            return Edge(
                level: Int64(zone.edge ?? ReadPlan.usualEdge) << 16, isFixed: zone.edge != nil)
        }
        zones = [ZoneState](repeating: ZoneState(), count: plan.zones.count)
    }

    /// How many tokens are somewhere by their reads.
    var placedCount = 0

    /// The tokens that are somewhere by their reads.
    var placed: [UInt32] {
        places.indices.filter { places[$0] > 0 && states[Int(places[$0]) - 1].current >= 0 }
            .map { UInt32(truncatingIfNeeded: $0) }
    }

    private func isSilent(_ zone: Int, at: Int64) -> Bool {
        at - zones[zone].heardAt > Limits.silent
    }

    /// Zones that were heard before and are not heard now, by their place in the plan.
    package func silentZones(at now: Int64) -> [Int] {
        zones.indices.filter { zones[$0].heardAt > Timeline.never && isSilent($0, at: now) }
    }

    // MARK: One read

    /// Takes in a read, in order of time.
    ///
    /// - Parameters:
    ///   - antenna: Its place in the plan.
    package mutating func take(
        at: Int64, antenna: Int, token: UInt32, strength: Int8, into changes: inout [PresenceChange]
    ) {
        let zone = plan.antennas[antenna].zone
        if isSilent(zone, at: at) { zones[zone].resumedAt = at }
        zones[zone].heardAt = at
        let place = place(of: token)
        var state = states[place]
        guard state.edgeOf < 0 else {
            if Int(state.edgeOf) == zone { learn(antenna, Int64(strength)) }
            return
        }
        let excess = Int64(strength) << 8 - edges[antenna].level >> 8
        if let slot = state.slot(for: zone, excess: excess, at: at) {
            state.weigh(slot, excess: excess, at: at)
            judge(&state, slot, at: at, token: token, into: &changes)
        }
        weighSilence(&state, heardIn: zone, at: at, token: token, into: &changes)
        states[place] = state
    }

    /// Says that a token is no visitor's, but hangs at the edge of a zone.
    ///
    /// - Parameter zone: Its place in the plan.
    package mutating func mark(_ token: UInt32, asEdgeOf zone: Int) {
        states[place(of: token)].edgeOf = Int32(truncatingIfNeeded: zone)
    }

    private mutating func learn(_ antenna: Int, _ strength: Int64) {
        guard !edges[antenna].isFixed else { return }
        edges[antenna].count = min(edges[antenna].count + 1, Limits.edgeMemory)
        edges[antenna].level +=
            (strength << 16 - edges[antenna].level) / max(edges[antenna].count, 8)
    }

    private mutating func place(of token: UInt32) -> Int {
        if Int(token) >= places.count {
            places += ContiguousArray(repeating: 0, count: Int(token) + 1 - places.count)
        }
        if places[Int(token)] == 0 {
            states.append(TokenReads())
            places[Int(token)] = UInt32(truncatingIfNeeded: states.count)
        }
        return Int(places[Int(token)]) - 1
    }

    // MARK: Coming and going

    private mutating func judge(
        _ state: inout TokenReads, _ slot: Int, at: Int64, token: UInt32,
        into changes: inout [PresenceChange]
    ) {
        let zone = Int(state.slots[slot].zone)
        if zone == Int(state.current) {
            if state.doubt > Limits.leave {
                leave(&state, at: state.doubtSince, token: token, into: &changes)
            }
            return
        }
        var own = state.slots[slot]
        if own.rise <= 0 {
            let passed = own.peak > Limits.pass && state.current < 0 && own.start >= state.lastEnd
            if passed {
                note(.enter, token, zone, own.start, into: &changes)
                note(.leave, token, zone, own.peakAt, into: &changes)
                state.lastEnd = own.peakAt
            }
            own.peak = 0
            state.slots[slot] = own
        }
        guard own.evidence > Limits.enter else { return }
        if let other = state.slotOfCurrent {
            let held = state.slots[other]
            guard state.doubt > 0 || held.rise > 0 || at - held.last > 10_000 else { return }
            let end =
                held.rise > 0
                ? min(state.doubtSince, own.start)
                : min(max(held.last, state.since), own.start)
            leave(&state, at: end, token: token, into: &changes)
        }
        placedCount += 1
        state.current = Int32(truncatingIfNeeded: zone)
        state.since = max(own.start, state.lastEnd)
        state.doubt = 0
        state.slots[slot].rise = 0
        note(.enter, token, zone, state.since, into: &changes)
    }

    /// Heard elsewhere and not here, though here is not silent: that speaks against here.
    private mutating func weighSilence(
        _ state: inout TokenReads, heardIn zone: Int, at: Int64, token: UInt32,
        into changes: inout [PresenceChange]
    ) {
        guard let slot = state.slotOfCurrent, Int(state.current) != zone else { return }
        let here = Int(state.current)
        let quiet =
            at - max(state.slots[slot].last, state.silenceWeighedAt, zones[here].resumedAt)
        guard quiet > Limits.quiet, !isSilent(here, at: at) else { return }
        if state.slots[slot].rise <= 0 { state.doubtSince = state.slots[slot].last }
        let weight = Limits.quietWeight * min(quiet, Limits.restart)
        state.doubt = max(state.doubt, state.slots[slot].rise) + weight
        state.slots[slot].rise += weight
        state.silenceWeighedAt = at
        if state.doubt > Limits.leave {
            leave(&state, at: state.doubtSince, token: token, into: &changes)
        }
    }

    private mutating func leave(
        _ state: inout TokenReads, at: Int64, token: UInt32,
        into changes: inout [PresenceChange]
    ) {
        placedCount -= 1
        let end = max(at, state.since)
        note(.leave, token, Int(state.current), end, into: &changes)
        state.endStay(at: end)
    }

    private func note(
        _ kind: PresenceChange.Kind, _ token: UInt32, _ zone: Int, _ at: Int64,
        into changes: inout [PresenceChange]
    ) {
        changes.append(
            PresenceChange(kind: kind, token: token, zone: plan.zones[zone].number, at: at))
    }

    /// Ends the stays of those that were not read for as long as their zone says: but not while the
    /// zone hears nobody at all.
    ///
    /// - Cost: linear in the tokens that were read with a strength.
    package mutating func sweep(at now: Int64, into changes: inout [PresenceChange]) {
        for (token, place) in places.enumerated() where place > 0 {
            var state = states[Int(place) - 1]
            guard let slot = state.slotOfCurrent else { continue }
            let zone = Int(state.current)
            let quiet = now - max(state.slots[slot].last, zones[zone].resumedAt)
            guard quiet > plan.zones[zone].goneAfter,
                !isSilent(zone, at: now) || state.doubt >= Limits.leaveSilent
            else { continue }
            let end = state.slots[slot].rise > 0 ? state.doubtSince : state.slots[slot].last
            leave(&state, at: end, token: UInt32(truncatingIfNeeded: token), into: &changes)
            states[Int(place) - 1] = state
        }
    }

    /// How sure it is that the token is where it is said to be, 0 to 100; `nil`: it was not read
    /// with a strength, or is nowhere.
    package func confidence(of token: UInt32) -> Int? {
        guard Int(token) < places.count, places[Int(token)] > 0 else { return nil }
        return states[Int(places[Int(token)]) - 1].confidence
    }
}

extension ReadSmoother {
    /// Tuned on a recording with known truth (Tests/Trial/presence_world.py); changes of a third
    /// move F1 by less than 0.004.
    enum Limits {
        /// A read's excess counts up to here, 1/256 dB.
        static let clip: Int64 = 2_560
        /// The longest one read may stand for, ms.
        static let readSpan: Int64 = 4_000
        static let firstSpan: Int64 = 1_500
        /// A gap after which somebody who is elsewhere starts anew, ms.
        static let restart: Int64 = 20_000
        /// Drift that is no change, 1/256 dB.
        static let drift: Int64 = 512
        /// Evidence of a change of stand, dB·ms.
        static let change: Int64 = 400_000
        /// How much of a stand its mean remembers, ms.
        static let memory: Int64 = 300_000
        /// Below this age of a stand nothing is held against it, ms.
        static let young: Int64 = 20_000
        /// The most that is held against it, dB·ms.
        static let depth: Int64 = 600_000
        static let enter: Int64 = 100_000
        static let leave: Int64 = 200_000
        /// The least peak of passing through.
        static let pass: Int64 = 40_000
        /// Doubt that ends a stay though its zone is silent.
        static let leaveSilent: Int64 = 50_000
        static let silent: Int64 = 15_000
        static let quiet: Int64 = 6_000
        /// What a millisecond of not being heard weighs, in dB.
        static let quietWeight: Int64 = 5
        static let edgeMemory: Int64 = 4_096
    }
}
