import ExactJSON
import Kernel
import Measures

extension Measure {
    /// measures.md 4: variants for more people than can be compared with each other.
    static let sharded = Measure(
        "customisation-curve-from-shards",
        formula: "by shard: sample, medoids weighing shard/sample people each; swaps on them all; "
            + "loss_ratio = R(k) held out of these / R(k) held out of medoids of one direct sample",
        units: "the distance's own; data rows people, shuffled by seed; holdout a share of them "
            + "(0.2), the rest in so many shards (4); loss_ratio 1 is as good as direct",
        source: "Guha et al. 2003, IEEE Trans. Knowl. Data Eng. 15:515-528; measures.md 4"
    ) { (input) throws(MeasureProblem) in
        let all = try MeasureTable(input, rowsAt: "data").whole(least: 4, most: 200_000)
        let distance = try distance(input)
        let sizes = try whole(input, "k_max", default: 4, in: 1...25)
        let shardCount = try whole(input, "shards", default: 4, in: 1...1_000)
        let sample = try whole(input, "sample", default: 1_000, in: 1...1_000)
        let kept = try whole(input, "kept", default: ShardedMedoids.keptEach, in: 1...50)
        let directSize = try whole(input, "direct_sample", default: 1_000, in: 1...3_000)
        let share = try input.optional("holdout")?.number(in: 0.01...0.9) ?? 0.2
        guard shardCount * kept <= 3_000 else {
            throw input.problem("at most 3000 medoids of shards together: fewer shards, or kept")
        }
        var random = SplitMix64(seed: try seed(input))
        let shuffled = ShardedMedoids.drawn(all.count, from: all, using: &random)
        let heldCount = max(1, Int(share * Double(all.count)))
        let (held, rest) = (Array(shuffled.prefix(heldCount)), Array(shuffled.dropFirst(heldCount)))
        var gathered = ShardedMedoids(sample: sample, kept: kept, distance: distance)
        for shard in 0..<shardCount {
            let places = stride(from: shard, to: rest.count, by: shardCount)
            gathered.add(places.map { rest[$0] }, using: &random)
        }
        let direct = ShardedMedoids.drawn(directSize, from: rest, using: &random)
        let curve = CustomisationCurve(direct, distance: distance)
        var byK: [(name: String, value: ExactJSON)] = []
        for (place, own) in gathered.variants(upTo: sizes).enumerated() {
            let size = place + 1
            let other = curve.medoids(size).places.map { direct[$0] }
            let means = [own, other].map {
                CustomisationCurve.meanDistance(of: held, to: $0, distance: distance)
            }
            let ratio = ShardedMedoids.lossRatio(
                of: own, to: other, heldOut: held, distance: distance)
            byK.append(
                (
                    "\(size)",
                    .object([
                        ("variants", .array(own.map { ExactJSON($0) })),
                        ("held_out_mean", try input.answer(orUnknown: means[0])),
                        ("held_out_mean_direct", try input.answer(orUnknown: means[1])),
                        ("loss_ratio", try input.answer(orUnknown: ratio)),
                    ])
                ))
        }
        return .object([
            ("people", ExactJSON(all.count)), ("held_out", ExactJSON(held.count)),
            ("medoids_of_shards", ExactJSON(gathered.people.count)), ("by_k", .object(byK)),
        ])
    }
}
