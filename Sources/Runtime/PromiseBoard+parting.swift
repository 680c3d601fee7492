import Domain
public import Measures

extension PromiseBoard {
    /// How many recognise so much of themself in the house, and so often saw it break its word,
    /// that much is at stake with them: a count, and never of whom.
    public struct Parting: Equatable, Sendable {
        /// Fewer are only said to be few.
        static let fewMax = 10

        /// Of how many it is known; `nil`: of few.
        public let told: Int?
        /// `nil`: few, or all but a few.
        public let exposed: Int?

        public init(_ exposures: [PartingExposure]) {
            let exposed = exposures.count(where: \.isExposed)
            let isFew = exposures.count < Self.fewMax
            let isTold = [exposed, exposures.count - exposed].allSatisfy { $0 >= Self.fewMax }
            told = isFew ? nil : exposures.count
            self.exposed = isTold ? exposed : nil
        }
    }

    /// Of whoever told it and lets the house help them.
    ///
    /// - Cost: linear in the promises of whoever told it.
    public func parting() async -> Parting {
        await Parting(sequencer.read { $0.partingExposures() })
    }
}
