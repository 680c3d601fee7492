import ExactJSON
import Measures

extension Measure {
    /// measures.md 1.3: what stands in front of any mean.
    static let spread = Measure(
        "distribution-of-sacrifice",
        formula: "histogram over equal parts of 0...1; p90 = least s that 90 % do not go beyond, "
            + "rounded down to thousandths; share of s >= tau; worst group: highest mean of those "
            + "with 10 people or more",
        units:
            "sacrifice 0...1 by person, null unknown and in no number; histogram in people; p90, mean "
            + "0...1; groups: a name by person; worst_group null when none has 10",
        source: "measures.md 1.3; Wilson 1927, J. Am. Stat. Assoc. 22:209-212 (interval)"
    ) { (input) throws(MeasureProblem) in
        let place = try input["sacrifice"]
        let groups = try input.optional("groups")?.texts
        let items = try place.someItems
        if let groups, groups.count != items.count {
            throw try input["groups"].problem(
                "\(items.count) names belong here, one for each of \"sacrifice\"")
        }
        var all = SacrificeSpread()
        var named: [String: SacrificeSpread] = [:]
        for (person, item) in items.enumerated() where !item.isNull {
            let sacrifice = try item.share
            all.add(sacrifice)
            if let groups { named[groups[person], default: SacrificeSpread()].add(sacrifice) }
        }
        let tau = try input.optional("tau")?.share ?? SacrificeSpread.muchFrom
        guard abs(tau * 1_000 - (tau * 1_000).rounded()) < 1e-9 else {
            throw try input["tau"].problem("whole thousandths are counted: 0.3, 0.301 …")
        }
        let parts = input.optional("bins")
        let count = try parts?.count ?? 10
        guard let histogram = all.histogram(parts: count) else {
            throw (parts ?? input).problem("a divisor of 1000 belongs here: 10, 20, 50, 100 …")
        }
        guard let share = all.share(reaching: tau), let p90 = all.percentile(0.9),
            let mean = all.mean
        else { throw place.problem("at least one sacrifice that is known belongs here") }
        let worst = SacrificeSpread.worst(of: named.map { ($0.key, $0.value) })
        var worstFields = ExactJSON.null
        if let worst, let mean = worst.spread.mean, let p90 = worst.spread.percentile(0.9) {
            worstFields = .object([
                ("name", .string(worst.name)), ("n", ExactJSON(Int(worst.spread.count))),
                ("p90", try input.answer(p90)), ("mean", try input.answer(mean)),
            ])
        }
        return .object([
            ("histogram", list(histogram.map { Int($0) })), ("p90", try input.answer(p90)),
            ("share_reaching_tau", try input.answer(share.share)),
            ("share_ci95", try input.answer(share.interval)), ("worst_group", worstFields),
            (
                "groups_too_small",
                ExactJSON(named.values.count { $0.count < Int64(SacrificeSpread.groupLeast) })
            ),
            ("n", ExactJSON(Int(all.count))),
            ("coverage", try input.answer(Double(all.count) / Double(items.count))),
            ("mean", try input.answer(mean)),
        ])
    }
}
