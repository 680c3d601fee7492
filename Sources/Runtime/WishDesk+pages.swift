public import Domain
public import Kernel

/// What pages show of wishes that somebody was let in to already.
extension WishDesk {
    /// Somebody's wishes beside their card. The look at the card is kept, and is one look.
    ///
    /// - Returns: `nil` when they are not there for this viewer, or let nobody know.
    public func wishes(onCardOf person: PersonID, for viewer: Viewer) async -> WishView? {
        guard await house.mayOpen(person, viewer) else { return nil }
        return await sequencer.read { $0.wishes(of: person) }
    }

    /// What they may be asked on their own page, which was opened with their link.
    ///
    /// - Returns: `nil`: nothing now.
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func question(on page: OwnPages.Page) async throws -> Asked? {
        guard let person = page.wishes?.person else { return nil }
        return try await nextQuestion(to: person, on: .own, by: .person)
    }
}
