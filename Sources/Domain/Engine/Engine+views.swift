public import Kernel

extension Engine {
    /// The cues that are worth acting on, oldest first.
    public var openCues: [OpenCue] { timelines.flatMap(\.cues.sorted) }

    public func openCue(numbered number: CueNumber) -> OpenCue? {
        timelines.lazy.compactMap { $0.cues[number] }.first
    }

    /// How many people are in each zone, by zone number: over the live floor and every import of
    /// the last day. Signals of the last seconds, still waiting to be put in order,
    /// count as if they were in order.
    public var occupancy: [Int] {
        var counts = [Int](repeating: 0, count: zones.count)
        for timeline in timelines {
            for (zone, count) in timeline.currentOccupancy.enumerated() where zone < counts.count {
                counts[zone] += count
            }
        }
        return counts
    }

    /// Zones of the live floor whose antennas have fallen silent.
    public var silentZones: [ZoneIndex] {
        let smoother = timelines[0].reading.smoother
        return smoother.silentZones(at: timelines[0].horizon).map { smoother.plan.zones[$0].number }
    }

    /// Tokens seen on the live floor and in imports, together.
    public var tokenCount: Int { timelines.reduce(0) { $0 + $1.tokenCount } }

    public func source(named id: SourceID) -> SourceIndex? {
        sources.firstIndex { $0.source.id == id }.map(SourceIndex.init(truncatingIfNeeded:))
    }

    /// Where a token is now, for tests and single look-ups.
    public func zone(of token: Key128, on source: SourceIndex) -> ZoneIndex? {
        guard Int(source) < sources.count else { return nil }
        let timeline = timelines[sources[Int(source)].timeline]
        guard let number = timeline.tokens.find(token) else { return nil }
        let zone = timeline.currentZones[number]
        return zone == Timeline.nowhere ? nil : ZoneIndex(truncatingIfNeeded: zone)
    }
}

extension Timeline {
    /// Folded presence with the waiting signals laid over it.
    var currentZones: [Int64] {
        var zones = (0..<tokens.count).map { rows[$0 * stride + Column.zone] }
        for signal in buffer.sorted { Self.move(signal, in: &zones[Int(signal.token)]) }
        return zones
    }

    var currentOccupancy: [Int] {
        var counts = occupancy.map(Int.init)
        var moved: [UInt32: Int64] = [:]
        for signal in buffer.sorted {
            let before = moved[signal.token] ?? rows[Int(signal.token) * stride + Column.zone]
            var after = before
            Self.move(signal, in: &after)
            guard after != before else { continue }
            if before != Self.nowhere { counts[Int(before)] -= 1 }
            if after != Self.nowhere { counts[Int(after)] += 1 }
            moved[signal.token] = after
        }
        return counts
    }

    private static func move(_ signal: PendingSignal, in zone: inout Int64) {
        switch signal.kind {
        case .enter: zone = Int64(signal.zone)
        case .exit: if zone == Int64(signal.zone) { zone = nowhere }
        case .read, .service, .tap: break
        }
    }
}
