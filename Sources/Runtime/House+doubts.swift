public import Domain
import Ports

/// "Same person?", for leads: wherever the people are.
extension House {
    /// The most doubts one page lists.
    public static var doubtCountMax: Int { 200 }

    /// Doubts that may be asked about, oldest first.
    public func doubts(for viewer: Viewer) async -> [Engine.OpenDoubt] {
        guard viewer.role >= .lead else { return [] }
        return await sequencer.read { $0.openDoubts(limit: Self.doubtCountMax) }
    }

    /// How many there are; none for whoever may not settle them.
    public func doubtCount(for viewer: Viewer) async -> Int {
        guard viewer.role >= .lead else { return 0 }
        return await sequencer.read(\.openDoubtCount)
    }

    /// Settles a doubt: yes links the names, no withdraws the claim.
    ///
    /// - Throws: ``EntryRefusal/notAllowed``; ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func settle(
        _ number: ClaimNumber, isSame: Bool, by viewer: Viewer
    ) async throws {
        guard viewer.role >= .lead else { throw EntryRefusal.notAllowed }
        guard await sequencer.read({ $0.isOpenDoubt(number) }) else {
            throw CommandRefusal.unknownClaim
        }
        try await sequencer.submit(
            isSame
                ? .confirm(number, by: viewer.account)
                : .withdraw(number, by: .staff(viewer.account)))
    }
}
