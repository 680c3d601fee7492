public import Domain
public import Kernel
import Ports

/// The ledger by person: only of people whose card the viewer may open, and who let the house help
/// them.
extension PromiseDesk {
    /// Somebody near, with what stands between them and the house.
    public struct Near: Sendable {
        public let person: PersonID
        public let initials: String
        /// Where they are, of the viewer's own zones.
        public let zone: ZoneIndex?
        public let since: Instant?
        /// Those of which something is still to come: the most urgent first, never none.
        public let promises: [Promise]
        public let at: Instant
    }

    /// People near to whom a promise is open, broken, or due and not known.
    public struct NearList: Sendable {
        /// Those with the most urgent promise first.
        public let people: [Near]
        /// How many more there are.
        public let leftCount: Int
    }

    /// The most people that are listed.
    public static let nearCountMax = 30

    /// People near the viewer to whom something was promised that is not over. A look at each is
    /// kept before it is shown.
    ///
    /// - Parameters:
    ///   - text: A name, a number or a band's number, as ``House/find(_:callingCode:for:)`` takes
    ///     it; empty: everybody near.
    ///   - callingCode: What telephone numbers here begin with when called from abroad.
    /// - Returns: Nobody for less than a host.
    /// - Throws: ``Overload``; ``JournalFailure``.
    /// - Cost: linear in the people near.
    public func near(
        named text: String = "", callingCode: String? = nil, for viewer: Viewer
    ) async throws -> NearList {
        guard viewer.role >= .host else { return NearList(people: [], leftCount: 0) }
        let named =
            text.isEmpty
            ? nil
            : await house.find(text, callingCode: callingCode, for: viewer).compactMap(\.person)
        let now = house.now
        let found = await sequencer.readFloor(at: now) { engine, picture in
            let people = named ?? engine.peopleNear(viewer, picture)
            return people.compactMap { engine.near($0, for: viewer, at: now) }
        }.sorted { $0.order < $1.order }
        let shown = found.prefix(Self.nearCountMax)
        let looks = try await sequencer.submit(
            shown.map { .look($0.person, by: viewer.account, reason: Self.lookReason) })
        // Whoever was forgotten meanwhile has no look, and is not shown.
        let people = zip(shown, looks).compactMap { near, look in
            if case .success = look { near } else { nil }
        }
        return NearList(people: people, leftCount: found.count - shown.count)
    }
}

extension Engine {
    fileprivate func near(
        _ person: PersonID, for viewer: Viewer, at now: Instant
    ) -> PromiseDesk.Near? {
        guard let view = cardPromises(of: person, at: now) else { return nil }
        let promises = view.entries.filter { $0.state(at: view.at).urgency != nil }
            .sorted { $0.order(at: view.at) < $1.order(at: view.at) }
        guard !promises.isEmpty,
            let card = card(of: person, at: now, watching: viewer.mayWatch)
        else { return nil }
        return PromiseDesk.Near(
            person: view.person, initials: card.initials, zone: card.zone, since: card.since,
            promises: promises, at: view.at)
    }
}

extension PromiseDesk.Near {
    fileprivate var order: (Int, Int64, PersonID) {
        let first = promises.first?.order(at: at)
        return (first?.0 ?? .max, first?.1 ?? .max, person)
    }
}

extension Promise {
    /// What is most urgent first; of that what was or falls due first.
    fileprivate func order(at now: Instant) -> (Int, Int64, PromiseID) {
        (state(at: now).urgency ?? .max, (brokenAt ?? said.due)?.milliseconds ?? .max, id)
    }
}

extension Promise.State {
    /// The lowest first; `nil`: it is over.
    fileprivate var urgency: Int? {
        switch self {
        case .broken: 0
        case .overdueUnknown: 1
        case .recoveryAccepted: 2
        case .recoveryOffered: 3
        case .open: 4
        case .kept, .recovered, .lost: nil
        }
    }
}
