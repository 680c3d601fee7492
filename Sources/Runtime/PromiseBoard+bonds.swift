import Domain
import Kernel
public import Measures
import Ports

extension PromiseBoard {
    /// What recognising themself in the house gives people and what it puts at stake: of whoever
    /// told it and lets the house help them, as counts, and never of whom.
    ///
    /// - Cost: linear in the promises of whoever told it.
    public func bonds() async -> BondSpread {
        let now = clock.now
        let (stakes, level) = await sequencer.read {
            ($0.bondStakes(at: now), $0.promises.partingLevel)
        }
        return BondSpread(stakes, muchFrom: level)
    }
}
