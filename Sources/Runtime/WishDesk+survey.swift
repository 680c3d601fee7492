public import Domain
public import Kernel
import Ports

/// The questions that the house keeps for its survey: about nobody.
extension WishDesk {
    /// In the order of their names, those that are asked no more among them.
    public var surveyEntries: [SurveyBook.Entry] {
        get async { await sequencer.read(\.survey.entries) }
    }

    /// All of them, as one book.
    public var survey: SurveyBook { get async { await sequencer.read(\.survey) } }

    /// As ``keepQuestion(_:about:_:by:)``, for whoever runs the house.
    public func keepQuestion(
        _ id: SurveyQuestionID, about doubt: SurveyDoubt, _ words: Words?
    ) async throws {
        guard let house = StaffID("house") else { return }
        try await sequencer.submit(.survey(.keep(id, doubt, words), by: house))
    }

    /// As ``dropQuestion(_:by:)``, for whoever runs the house.
    public func dropQuestion(_ id: SurveyQuestionID) async throws {
        guard let house = StaffID("house") else { return }
        try await sequencer.submit(.survey(.drop(id), by: house))
    }

    /// Keeps a question, or its next version.
    ///
    /// - Parameter words: The house's own, in both languages; `nil`: those of the form.
    /// - Throws: ``EntryRefusal/notAllowed`` for less than a lead; ``CommandRefusal``;
    ///   ``Overload``; ``JournalFailure``.
    public func keepQuestion(
        _ id: SurveyQuestionID, about doubt: SurveyDoubt, _ words: Words?, by viewer: Viewer
    ) async throws {
        guard viewer.role >= .lead else { throw EntryRefusal.notAllowed }
        try await sequencer.submit(.survey(.keep(id, doubt, words), by: viewer.account))
    }

    /// Asks it no more. Its versions stay.
    ///
    /// - Throws: As ``keepQuestion(_:about:_:by:)``.
    public func dropQuestion(_ id: SurveyQuestionID, by viewer: Viewer) async throws {
        guard viewer.role >= .lead else { throw EntryRefusal.notAllowed }
        try await sequencer.submit(.survey(.drop(id), by: viewer.account))
    }
}
