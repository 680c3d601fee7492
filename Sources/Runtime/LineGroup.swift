import Domain
import Kernel

/// What lines of a sender ask for, each judged by itself, and all on disk in one group: an import
/// costs one sync a body.
struct LineGroup: Sendable {
    private var commands: [(line: Int, command: Command)] = []
    private var results: [Result<Bool, CommandRefusal>] = []

    /// - Parameters:
    ///   - wanted: Why not, when the line was refused before it was asked.
    ///   - isNewName: Makes the person's name known first, as a token of theirs.
    mutating func append(
        _ wanted: Result<Command, CommandRefusal>, of person: PersonID, isNewName: Bool
    ) {
        let line = results.count
        switch wanted {
        case .success(let command):
            if isNewName, let token = Token(person.description) {
                commands.append((line, .link(token, to: person)))
            }
            commands.append((line, command))
            results.append(.success(false))
        case .failure(let refusal): results.append(.failure(refusal))
        }
    }

    /// - Returns: One a line: whether anything was to be done, or why not.
    /// - Throws: ``Overload``; ``JournalFailure``.
    func take(by sequencer: Sequencer) async throws -> [Result<Bool, CommandRefusal>] {
        guard !commands.isEmpty else { return results }
        var results = results
        // The last of a line's commands says what became of it: what is made known again is no
        // news, and what could not be made known is told as nobody's.
        for ((line, _), result) in zip(
            commands, try await sequencer.submit(commands.map(\.command)))
        { results[line] = result }
        return results
    }
}
