public import Domain
import Kernel

/// How long one kind of wait took, as programs read it.
public struct WaitReport: Sendable, Codable {
    public let id: String
    public let count: Int
    public let medianSeconds: Int64?
    public let p90Seconds: Int64?
    /// How many took how long, shortest first.
    public let lengths: [WaitTally.Length]

    /// Every wait of the venue, in its order.
    public static func all(in engine: Engine) -> [WaitReport] {
        engine.waits.map { wait in
            let tally = engine.waitTallies[wait.id] ?? WaitTally()
            return WaitReport(
                id: wait.id.description, count: tally.count,
                medianSeconds: tally.quantile(percent: 50), p90Seconds: tally.quantile(percent: 90),
                lengths: tally.lengths)
        }
    }
}
