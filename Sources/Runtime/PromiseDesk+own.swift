public import Domain

/// What the house asks people about its promises, and what it tells staff that is called.
extension PromiseDesk {
    /// A draw: each number as likely.
    private var draw: UInt64 {
        freshDigest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// What was promised to whoever opened their own page, asking them something about it when the
    /// budget of questions allows: one question, and none while another stands open.
    ///
    /// - Parameter asks: Whether this is a moment for a question.
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func promises(on page: OwnPages.Page, asks: Bool) async throws -> PromiseView? {
        guard let view = await promises(on: page), asks, view.asks == nil else {
            return await promises(on: page)
        }
        try await sequencer.submit(.askOfPromises(of: view.person, draw: draw))
        return await promises(on: page)
    }

    /// What a cue about a promise calls for, as staff reads it.
    public struct Called: Sendable {
        public let cue: Cue
        public let call: PromiseCall
        public let view: PromiseView
    }

    /// What a cue calls for, for staff who may open the card of whom it is about, by leave. The
    /// look is kept before it is shown.
    ///
    /// - Returns: `nil` for a cue about anything else, or that is over, and when they are not there
    ///   for this viewer, or let nobody help them.
    /// - Throws: ``CommandRefusal``; ``Overload``; ``JournalFailure``.
    public func called(by number: CueNumber, for viewer: Viewer) async throws -> Called? {
        let people = await house.who(isBehind: number, for: viewer).compactMap(\.person)
        guard let person = people.first, people.count == 1, await house.mayOpen(person, viewer)
        else { return nil }
        let now = house.now
        let called = await sequencer.read { engine -> Called? in
            guard let cue = engine.openCue(numbered: number)?.cue,
                let call = engine.promiseCall(of: cue),
                let view = engine.cardPromises(of: person, at: now), view[call.promise.id] != nil
            else { return nil }
            return Called(cue: cue, call: call, view: view)
        }
        guard let called else { return nil }
        try await sequencer.submit(.look(person, by: viewer.account, reason: Self.lookReason))
        return called
    }
}
