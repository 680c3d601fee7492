public import Domain
public import Kernel
import Ports

/// Who looked at whom, and why: for leads on a card, for administrators by member of staff, for
/// whoever runs the house by command.
extension House {
    /// Somebody's look at a person.
    public struct Look: Sendable, Codable {
        public let by: StaffID
        public let at: Instant
        public let reason: String
    }

    /// The most looks at one person that are read back.
    public static var lookCountMax: Int { 200 }
    /// The most records that are opened to find today's looks.
    public static var lookRowCountMax: Int { 200_000 }

    /// Looks at a person whose card the viewer has open, the newest first.
    public func looks(
        at person: PersonID, for viewer: Viewer, limit: Int
    ) async throws -> [Look] {
        guard viewer.role >= .lead else { return [] }
        return try await looks(at: person, limit: limit) ?? []
    }

    /// Looks at a person for whoever runs the house, the newest first.
    ///
    /// - Returns: `nil` when nobody is known by that name.
    public func looks(at person: PersonID, limit: Int) async throws -> [Look]? {
        guard let subjects = await sequencer.read({ $0.subjects(of: person) }) else { return nil }
        return try audit.audit(of: subjects, limit: limit).compactMap { entry in
            guard case .record(.looked(_, let staff, let reason)) = entry.content else {
                return nil
            }
            return Look(by: staff, at: entry.recordedAt, reason: reason)
        }
    }

    /// What one member of staff looked at.
    public struct StaffLooks: Sendable {
        public let staff: StaffID
        public let at: [Instant]
        /// How often at each person, the most first. Initials of those who let staff know them.
        public let people: [(initials: String, count: Int)]
    }

    /// Looks since a moment, by whoever looked most.
    ///
    /// - Returns: Also whether there were more than can be counted.
    public func looks(
        since: Instant, for viewer: Viewer
    ) async throws -> (staff: [StaffLooks], isCut: Bool) {
        guard viewer.role == .admin else { throw EntryRefusal.notAllowed }
        let (entries, isCut) = try audit.audit(since: since, rowCountMax: Self.lookRowCountMax)
        var looks: [StaffID: (at: [Instant], people: [PersonID: Int])] = [:]
        for entry in entries {
            guard case .record(.looked(let person, let staff, let reason)) = entry.content,
                reason != OwnPages.opened  // By the customer, with their own link.
            else { continue }
            looks[staff, default: ([], [:])].at.append(entry.recordedAt)
            looks[staff, default: ([], [:])].people[person, default: 0] += 1
        }
        let found = looks
        let staff = await sequencer.read { engine in
            found.map { staff, looks in
                let people = looks.people.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                return StaffLooks(
                    staff: staff, at: looks.at.sorted(),
                    people: people.map { (engine.initials(of: $0.key), $0.value) })
            }
        }
        return (staff.sorted { ($1.at.count, $0.staff) < ($0.at.count, $1.staff) }, isCut)
    }
}
