public import Domain
public import Kernel
import Ports
import Synchronization

/// People, as a viewer may know them now.
extension House {
    /// Why somebody looks at more than initials.
    public enum Reason: String, Sendable, CaseIterable {
        /// To serve them.
        case service
        /// To make sure it is them.
        case identity
        /// Because something may be wrong with them.
        case safety
    }

    /// How long somebody who was near may still be looked at.
    static let nearSpan = Span.seconds(120)

    /// A person's card. The look is kept before it is shown.
    ///
    /// - Parameter reason: For more than initials, by a lead or administrator.
    /// - Returns: `nil` when they are not there for this viewer: nobody of that name, or nobody
    ///   near.
    public func card(
        of person: PersonID, for viewer: Viewer, reason: Reason?
    ) async throws -> PersonCard? {
        guard viewer.role >= .host else { return nil }
        let isNear = await sequencer.read { engine in
            engine.isNear(person, to: viewer)
        }
        let clock = now
        guard looks.admit(viewer.account, person, isNear: isNear, at: clock) else { return nil }
        let wantsName = reason != nil && viewer.role >= .lead
        try await sequencer.submit(
            .look(person, by: viewer.account, reason: wantsName ? reason?.rawValue ?? "" : "card"))
        return await sequencer.read { engine in
            engine.card(of: person, at: clock, watching: viewer.mayWatch)
        }
    }

    /// Somebody who was found.
    public struct Hit: Sendable {
        public let person: PersonID?
        public let token: Token?
        public let initials: String
        public let facts: [String]
        /// Where they are, of the viewer's own zones.
        public let zone: ZoneIndex?
        public let since: Instant?
    }

    static let hitCountMax = 10

    /// Finds people near by a band's number, a name or a number. Whoever is not near is not found,
    /// so that it is no way to ask where somebody is.
    public func find(_ text: String, for viewer: Viewer) async -> [Hit] {
        guard viewer.role >= .host, !text.isEmpty, text.utf8.count <= 254 else { return [] }
        return await sequencer.read { engine in
            var hits: [Hit] = []
            let cueTokens = engine.cueTokens(staff: viewer.account, watching: viewer.mayWatch)
            if let token = Token(text.replacing(" ", with: "")), engine.label(of: token) == nil,
                let place = engine.whereabouts(of: token), let zone = place.zone,
                viewer.mayWatch(zone)
            {
                hits.append(
                    Hit(
                        person: nil, token: token, initials: "", facts: [], zone: zone,
                        since: place.since))
            }
            for person in engine.people(like: text, limit: 200) {
                guard hits.count < Self.hitCountMax else { break }
                guard engine.isAssisted(person),
                    engine.isNear(person, cueTokens: cueTokens, watching: viewer.mayWatch),
                    let card = engine.card(of: person, at: engine.clock, watching: viewer.mayWatch)
                else { continue }
                hits.append(
                    Hit(
                        person: card.person, token: nil, initials: card.initials,
                        facts: card.facts, zone: card.zone, since: card.since))
            }
            return hits
        }
    }

    /// What staff does about a person who is near.
    public enum PersonDoing: Sendable {
        case tell(Telling.Kind, String)
        case choose(
            Mode, refusing: [ConsentPurpose], isChild: Bool, guardian: PersonID?)
        case link(Alias, evidence: String)
        case confirm(ClaimNumber)
        case dismiss(ClaimNumber)
    }

    /// - Throws: ``EntryRefusal/notAllowed`` when they are not near; ``CommandRefusal``;
    ///   ``Overload``; ``JournalFailure``.
    public func act(
        _ doing: PersonDoing, on person: PersonID, by viewer: Viewer
    ) async throws {
        guard viewer.role >= .host else { throw EntryRefusal.notAllowed }
        let isNear = await sequencer.read { engine in
            engine.isNear(person, to: viewer)
        }
        guard looks.admit(viewer.account, person, isNear: isNear, at: now) else {
            throw EntryRefusal.notAllowed
        }
        let claimant = Claimant.staff(viewer.account)
        switch doing {
        case .tell(let kind, let text):
            try await sequencer.submit(.tell(kind, text, of: person, by: claimant))
        case .choose(let mode, let refused, let isChild, let guardian):
            // Whether somebody who is elsewhere exists is nobody's to learn.
            if let guardian, !(await mayJoin([Alias(guardian)], viewer)) {
                throw CommandRefusal.guardianNeeded
            }
            try await sequencer.submit(
                .choose(
                    mode, of: person, by: .personTo(viewer.account), isChild: isChild,
                    guardian: guardian, refusing: refused))
        case .link(let alias, let evidence):
            let own = await sequencer.read { $0.identity(of: person)?.names.first }
            guard let own else { throw CommandRefusal.unknownPerson }
            // A name that is somebody's already would tell of them: then it only asks.
            let mayLink = await mayJoin([alias], viewer)
            try await sequencer.submit(
                .claim(
                    own, alias, mayLink ? .stated : .inferred, by: claimant, evidence: evidence))
        case .confirm(let number):
            let ends = await sequencer.read { engine in
                engine.identity(of: person)?.claims.first { $0.number == number }.map {
                    [$0.first, $0.second]
                }
            }
            guard await mayJoin(ends ?? [], viewer) else { throw EntryRefusal.notAllowed }
            try await settle(number, of: person) { .confirm($0, by: viewer.account) }
        case .dismiss(let number):
            try await settle(number, of: person) { .withdraw($0, by: claimant) }
        }
    }

    /// Whether a viewer may make these names one person's: of each that is somebody's already, that
    /// somebody must be near, unless the viewer is a lead.
    private func mayJoin(_ names: [Alias], _ viewer: Viewer) async -> Bool {
        guard viewer.role < .lead else { return true }
        return await sequencer.read { engine in
            names.allSatisfy { name in
                guard let owner = engine.owner(of: name) else { return true }
                return engine.isNear(owner, to: viewer)
            }
        }
    }

    /// Only a doubt about this very person can be settled from their card.
    private func settle(
        _ number: ClaimNumber, of person: PersonID, _ command: (ClaimNumber) -> Command
    ) async throws {
        let isTheirs = await sequencer.read { engine in
            let isAbout = engine.identity(of: person)?.claims.contains { $0.number == number }
            return isAbout == true && engine.isOpenDoubt(number)
        }
        guard isTheirs else { throw CommandRefusal.unknownClaim }
        try await sequencer.submit(command(number))
    }
}

extension Engine {
    func isNear(_ person: PersonID, to viewer: Viewer) -> Bool {
        let tokens = cueTokens(staff: viewer.account, watching: viewer.mayWatch)
        return isNear(person, cueTokens: tokens, watching: viewer.mayWatch)
    }
}

/// Who looked at whom a moment ago: somebody who has just walked on can still be helped.
final class Looks: Sendable {  // A class: one memory for the house.
    private static let countMax = 10_000

    private struct Pair: Hashable {
        let staff: StaffID
        let person: PersonID
    }

    private let near = Mutex<[Pair: Instant]>([:])

    /// Whether a look is allowed now.
    func admit(_ staff: StaffID, _ person: PersonID, isNear: Bool, at now: Instant) -> Bool {
        near.withLock { near in
            let pair = Pair(staff: staff, person: person)
            if isNear {
                if near.count >= Self.countMax { near.removeAll() }
                near[pair] = now
                return true
            }
            guard let last = near[pair] else { return false }
            return now - last <= House.nearSpan
        }
    }
}
