public import Domain
public import Kernel
public import Measures
import Ports

/// With whom near much is at stake: only of people whose card the viewer may open, and who let the
/// house help them.
extension PromiseDesk {
    /// Somebody near with whom much is at stake.
    public struct AtStake: Sendable {
        public let person: PersonID
        public let initials: String
        public let zone: ZoneIndex?
        public let since: Instant?
        /// What staff does well to read of it; the level is nobody's but theirs.
        public let stake: BondStake
        /// A cue that calls for a kind parting and is still open, where the viewer may see it.
        public let cue: CueNumber?
    }

    /// What stands in the log of looks.
    public static let bondLookReason = "bond"

    /// People near the viewer with whom much is at stake, whoever leaves first. A look at each is
    /// kept before it is shown.
    ///
    /// - Returns: Nobody for less than a host; ``nearCountMax`` at most.
    /// - Throws: ``Overload``; ``JournalFailure``.
    /// - Cost: linear in the people near.
    public func atStake(for viewer: Viewer) async throws -> [AtStake] {
        guard viewer.role >= .host else { return [] }
        let now = house.now
        let found = await sequencer.readFloor(at: now) { engine, picture in
            engine.peopleNear(viewer, picture).compactMap {
                engine.atStake($0, for: viewer, at: now)
            }
        }.sorted {
            ($0.stake.isLeaving == true ? 0 : 1, $0.person)
                < ($1.stake.isLeaving == true ? 0 : 1, $1.person)
        }
        let shown = found.prefix(Self.nearCountMax)
        let looks = try await sequencer.submit(
            shown.map { .look($0.person, by: viewer.account, reason: Self.bondLookReason) })
        return zip(shown, looks).compactMap { each, look in
            if case .success = look { each } else { nil }
        }
    }
}

extension Engine {
    fileprivate func atStake(
        _ person: PersonID, for viewer: Viewer, at now: Instant
    ) -> PromiseDesk.AtStake? {
        guard let stake = bondStake(of: person, at: now), stake.flag == .much,
            let card = card(of: person, at: now, watching: viewer.mayWatch)
        else { return nil }
        let cue = openCues.first { open in
            open.cue.rule == CallHelp.promiseParting.rule && viewer.mayWatch(open.cue.zone)
                && open.cue.person.flatMap(people.person) == card.person
        }
        return PromiseDesk.AtStake(
            person: card.person, initials: card.initials, zone: card.zone, since: card.since,
            stake: stake, cue: cue?.cue.number)
    }
}
