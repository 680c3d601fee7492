public import Kernel

extension Engine {
    /// The cues that are worth acting on, oldest first.
    public var openCues: [OpenCue] { timelines.flatMap(\.cues.sorted) + calls.cues.sorted }

    /// The rules in words: the venue's, and those of the house's own.
    public var spokenRules: [Rule] { rules + CalmBlue.rules }

    public func openCue(numbered number: CueNumber) -> OpenCue? {
        timelines.lazy.compactMap { $0.cues[number] }.first ?? calls.cues[number]
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

    /// Who somebody is: their names, and the claims that say so.
    public func identity(of person: PersonID) -> IdentityReport? {
        guard let number = people.number(of: person), people.isKnown(number) else { return nil }
        let claims = people.graph.members(of: number).flatMap { people.graph.claims(of: $0) }
        var seen = Set<ClaimNumber>()
        return IdentityReport(
            person: people.id(of: number), names: people.aliases(of: number),
            claims: claims.filter { seen.insert($0.number).inserted }.sorted {
                $0.number < $1.number
            }, mode: people.mode(of: number).word,
            refused: (people.choice(of: number)?.refusals ?? []).map(\.word))
    }

    /// The person a name belongs to, if it is anybody's.
    public func owner(of name: Alias) -> PersonID? {
        guard let number = people.graph.number(of: name), people.isKnown(number) else {
            return nil
        }
        return people.id(of: number)
    }

    /// The number of the last claim about two names.
    public func lastClaim(between one: Alias, _ other: Alias) -> ClaimNumber? {
        guard let number = people.graph.number(of: one) else { return nil }
        return people.graph.claims(of: number)
            .filter { $0.first == other || $0.second == other }.map(\.number).max()
    }

    /// Claims that link nobody until somebody settles them, oldest first.
    public var doubts: [Claim] { people.graph.openDoubts }

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
        let zone = timeline.currentPlaces.zones[number]
        return zone == Timeline.nowhere ? nil : ZoneIndex(truncatingIfNeeded: zone)
    }
}

extension Engine {
    /// Who is where now. Cost: linear in the tokens of the day.
    public var picture: FloorPicture {
        FloorPicture(
            zoneCount: zones.count, timelines: timelines, silentZones: silentZones,
            waiters: waiters)
    }

    /// What a visitor's token is called, and how sure it is that they are there, 0 to 100, when
    /// reads put them there.
    public func token(of visitor: FloorPicture.Visitor) -> (name: Token, confidence: Int?)? {
        guard Int(visitor.timeline) < timelines.count else { return nil }
        let timeline = timelines[Int(visitor.timeline)]
        guard let name = timeline.names[Int(visitor.token)] else { return nil }
        return (name, timeline.reading.smoother.confidence(of: visitor.token))
    }

    /// Where a token is, on any floor, and since when; and when it was last heard of.
    public func whereabouts(
        of token: Token
    ) -> (zone: ZoneIndex?, since: Instant, lastSeen: Instant)? {
        let key = Array(token.utf8).withUnsafeBytes { Key128($0, seed: seed) }
        for timeline in timelines {
            guard let number = timeline.tokens.find(key) else { continue }
            let row = number * timeline.stride
            var zone = timeline.rows[row + Timeline.Column.zone]
            var lastSeen = timeline.rows[row + Timeline.Column.lastSeen]
            var since = timeline.rows[row + Timeline.Column.since]
            for signal in timeline.buffer.waiting(of: UInt32(truncatingIfNeeded: number)) {
                let before = zone
                Timeline.move(signal, in: &zone)
                if zone != before { since = signal.at }
                lastSeen = max(lastSeen, signal.at)
            }
            return (
                zone == Timeline.nowhere ? nil : ZoneIndex(truncatingIfNeeded: zone),
                Instant(milliseconds: since), Instant(milliseconds: lastSeen)
            )
        }
        return nil
    }
}

extension Timeline {
    var settledPlaces: (zones: [Int64], since: [Int64]) {
        (settledZones, (0..<tokens.count).map { rows[$0 * stride + Column.since] })
    }

    private var settledZones: [Int64] { (0..<tokens.count).map { rows[$0 * stride + Column.zone] } }

    /// Folded presence with the waiting signals laid over it: where each token is, and since when.
    var currentPlaces: (zones: [Int64], since: [Int64]) {
        var zones = settledZones
        var since = (0..<tokens.count).map { rows[$0 * stride + Column.since] }
        for signal in buffer.sorted {
            let before = zones[Int(signal.token)]
            Self.move(signal, in: &zones[Int(signal.token)])
            if zones[Int(signal.token)] != before { since[Int(signal.token)] = signal.at }
        }
        return (zones, since)
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

    static func move(_ signal: PendingSignal, in zone: inout Int64) {
        switch signal.kind {
        case .enter: zone = Int64(signal.zone)
        case .exit: if zone == Int64(signal.zone) { zone = nowhere }
        case .read, .service, .tap: break
        }
    }
}
