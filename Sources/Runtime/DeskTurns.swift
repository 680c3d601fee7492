/// Lets one desk after another do what takes several steps.
actor DeskTurns {  // An actor: it holds whose turn is last.
    private var last: Task<Void, Never>?

    /// Waits for whoever came before, and then works.
    func take<Result: Sendable>(
        _ work: @Sendable @escaping () async throws -> Result
    ) async throws -> Result {
        let before = last
        let turn = Task {
            await before?.value
            return try await work()
        }
        last = Task { _ = await turn.result }
        return try await turn.value
    }
}
