public import Domain
public import Kernel

/// Who asked is told by the next step after a decision, some tenths of a second later.
extension ProposalBoard {
    /// How often, and how many milliseconds apart, it is looked whether everybody has their answer.
    private static let looks = (count: 40, apart: 50)

    /// Whether a decision has not answered everybody yet.
    public func isTelling(_ proposal: ProposalID) async -> Bool {
        await sequencer.read { $0.voices.owesAnswers(of: proposal) }
    }

    /// Waits until everybody whom a decision answers has their answer, for two seconds at most: so
    /// that whoever decided reads a count that holds.
    ///
    /// - Cost: nothing where nobody is owed anything.
    public func awaitTelling(_ proposal: ProposalID) async {
        for _ in 0..<Self.looks.count {
            guard await isTelling(proposal) else { return }
            // Cancelled: nobody reads what follows.
            guard (try? await Task.sleep(for: .milliseconds(Self.looks.apart))) != nil else {
                return
            }
        }
    }
}
