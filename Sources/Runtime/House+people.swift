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

    /// What staff does about a person who is near.
    public enum PersonDoing: Sendable {
        case tell(Telling.Kind, String)
        case choose(
            Mode, refusing: [ConsentPurpose], isChild: Bool, isNoChild: Bool,
            guardian: PersonID?)
        case link(Alias, evidence: String)
        case confirm(ClaimNumber)
        case dismiss(ClaimNumber)
        /// "Not the same person": takes a claim back that holds. For leads.
        case unlink(ClaimNumber)
    }

    /// - Returns: Whether the viewer may still open the card.
    /// - Throws: ``EntryRefusal/notAllowed`` when they are not near; ``CommandRefusal``;
    ///   ``Overload``; ``JournalFailure``.
    public func act(
        _ doing: PersonDoing, on person: PersonID, by viewer: Viewer
    ) async throws -> Bool {
        guard await mayOpen(person, viewer) else { throw EntryRefusal.notAllowed }
        try await carryOut(doing, on: person, by: viewer)
        return await mayOpen(person, viewer)
    }

    private func carryOut(
        _ doing: PersonDoing, on person: PersonID, by viewer: Viewer
    ) async throws {
        let claimant = Claimant.staff(viewer.account)
        switch doing {
        case .tell(let kind, let text):
            try await sequencer.submit(.tell(kind, text, of: person, by: claimant))
        case .choose(let mode, let refused, let isOne, let isNone, let guardian):
            // Whether somebody who is elsewhere exists is nobody's to learn.
            if let guardian, !(await mayJoin([Alias(guardian)], person, viewer)) {
                throw CommandRefusal.guardianNeeded
            }
            let standing = await sequencer.read { $0.standingChoice(of: person) }
            let isNoChild = isNone && viewer.role >= .lead
            let isChild = isOne || standing.isChild && !isNoChild
            try await sequencer.submit(
                .choose(
                    mode, of: person, by: .personTo(viewer.account), isChild: isOne,
                    guardian: isChild ? guardian ?? standing.guardian : nil, refusing: refused,
                    isNoChild: isNoChild))
        case .link(let alias, let evidence):
            let own = await sequencer.read { $0.identity(of: person)?.names.first }
            guard let own else { throw CommandRefusal.unknownPerson }
            // A name that is somebody's already would tell of them: then it only asks.
            let mayLink = await mayJoin([alias], person, viewer)
            try await sequencer.submit(
                .claim(
                    own, alias, mayLink ? .stated : .inferred, by: claimant, evidence: evidence))
        case .confirm(let number):
            try await settle(number, of: person, viewer) { .confirm($0, by: viewer.account) }
        case .dismiss(let number):
            try await settle(number, of: person, viewer) { .withdraw($0, by: claimant) }
        case .unlink(let number):
            guard viewer.role >= .lead else { throw EntryRefusal.notAllowed }
            let isTheirs = await sequencer.read { engine in
                engine.ownView(of: person)?.claims.contains { $0.number == number } == true
            }
            guard isTheirs else { throw CommandRefusal.unknownClaim }
            try await sequencer.submit(.withdraw(number, by: claimant))
        }
    }

    private func mayJoin(
        _ names: [Alias], _ person: PersonID, _ viewer: Viewer
    ) async -> Bool {
        await sequencer.read { $0.mayJoin(names, openOn: person, viewer) }
    }

    /// Only a doubt about this very person that the viewer sees on the card can be settled there.
    private func settle(
        _ number: ClaimNumber, of person: PersonID, _ viewer: Viewer,
        _ command: (ClaimNumber) -> Command
    ) async throws {
        let isTheirs = await sequencer.read { engine in
            let claim = engine.identity(of: person)?.claims.first { $0.number == number }
            guard let claim, engine.isOpenDoubt(number) else { return false }
            return engine.mayJoin([claim.first, claim.second], openOn: person, viewer)
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
