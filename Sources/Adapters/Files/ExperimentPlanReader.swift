import Domain
import Foundation
import Measures
import Yams

/// Makes a plan of YAML, and collects what is wrong with it.
struct ExperimentPlanReader {
    let document: YAMLDocument

    private static let common = [
        "name", "rows", "salt", "unit", "arm", "arms", "control", "earlier shares", "alpha",
        "power", "people", "looks", "primary", "guardrails", "covariate", "red lines", "format",
        "separator", "missing", "where",
    ]
    private static let summary = ["time", "count", "mean", "variance", "each"]

    func plan(_ root: Node) -> ExperimentPlanFile? {
        guard
            let yaml = document.mapping(root, keys: Self.common + Self.summary, of: "a plan")
        else { return nil }
        let name = yaml.text("name", "E-mail with an offer")
        let rows = yaml.optional("rows").map { self.rows($0) } ?? ExperimentPlanFile.Rows.people
        let arms = self.arms(yaml)
        let metrics = ExperimentMetricReader(document: document, isSummary: rows == .summary)
        let primary = yaml.required(
            "primary", "{column: visit, kind: rate, good: higher, effect: 0.005}"
        ).flatMap { metrics.metric($0, isPrimary: true) }
        let guardrails = self.guardrails(yaml, metrics)
        let alpha = share(yaml, "alpha") ?? 0.05
        let power = share(yaml, "power") ?? 0.8
        if power <= 0.5, let node = yaml.optional("power") {
            document.refuse(
                node, "'power' is above 0.5 and below 1", "'power' is boven 0.5 en onder 1")
        }
        let redLines = self.redLines(yaml, arms?.arms.map(\.name) ?? [])
        let looks = self.looks(yaml)
        let people = yaml.optional("people").flatMap { self.people($0) }
        let (unit, armColumn) = self.columns(yaml, rows)
        let sums = rows == .summary ? self.sums(yaml, armColumn) : unused(yaml)
        let separator = yaml.optional("separator").flatMap { self.separator($0) }
        guard let name, let rows, let arms, let primary, let guardrails, document.problems.isEmpty
        else { return nil }
        guard
            var plan = ExperimentPlan(
                arms: arms.arms, primary: primary.metric, guardrails: guardrails.map(\.metric))
        else {
            document.refuse(
                root, "give each metric a 'name' of its own",
                "geef elke maat een eigen 'name'")
            return nil
        }
        plan.redLines = redLines
        plan.alpha = alpha
        plan.power = power
        plan.peopleInArm = people
        plan.isOnce = looks == ["once"]
        plan.isReshared = arms.isReshared
        return ExperimentPlanFile(
            name: name, rows: rows, plan: plan, assignment: arms.assignment,
            writtenArms: arms.names, looks: looks,
            unit: unit, armColumn: armColumn, sources: ([primary] + guardrails).map(\.source),
            covariate: yaml.optional("covariate").flatMap {
                document.text($0, of: "'covariate'")
            }, format: yaml.optional("format").flatMap { self.format($0) }, separator: separator,
            missing: yaml.optional("missing").map { Set(document.texts($0, of: "'missing'")) }
                ?? ["NA", "NULL"],
            conditions: yaml.optional("where").map { document.pairs($0, of: "'where'") } ?? [:],
            sums: sums)
    }

    // MARK: Arms

    private struct Arms {
        let arms: [ExperimentPlan.Arm]
        let names: [String]
        let assignment: Assignment?
        let isReshared: Bool
    }

    private func arms(_ yaml: YAMLMapping) -> Arms? {
        let hint = "{as it is: 50 %, with it: 50 %}"
        guard let node = yaml.required("arms", hint), let written = self.shares(node) else {
            return nil
        }
        guard written.count >= 2, written.count <= Assignment.armCountMax else {
            document.refuse(
                node, "2 to \(Assignment.armCountMax) arms belong here: \(hint)",
                "hier horen 2 tot \(Assignment.armCountMax) armen: \(hint)")
            return nil
        }
        let names = written.map(\.name)
        guard let controlNode = yaml.required("control", names[0]) else { return nil }
        guard let control = names.firstIndex(of: controlNode.scalar?.string ?? "") else {
            let list = names.joined(separator: ", ")
            document.refuse(
                controlNode, "'control' is one of the arms: \(list)",
                "'control' is een van de armen: \(list)")
            return nil
        }
        let order = [control] + names.indices.filter { $0 != control }
        let arms = order.map { ExperimentPlan.Arm(names[$0], share: written[$0].share) }
        let earlier =
            (yaml.optional("earlier shares").map {
                document.sequence($0, of: "shares")
            } ?? []).compactMap { earlierShares($0, names: order.map { names[$0] }) }
        // As they are written, so that naming another control moves nobody.
        let salt = yaml.optional("salt").flatMap { document.text($0, of: "'salt'") }
        let byName = order.enumerated().sorted { $0.element < $1.element }.map(\.offset)
        let assignment = salt.flatMap { salt in
            Assignment(
                salt: salt, shares: byName.map { arms[$0].share },
                earlier: earlier.map { step in byName.map { step[$0] } })
        }
        let current = arms.map(\.share)
        // A ramp keeps the arms' shares alike; anything else mixes unlike stretches.
        let isReshared = earlier.contains { step in
            zip(step, current).contains { $0 * current[0] != $1 * step[0] }
        }
        return Arms(arms: arms, names: names, assignment: assignment, isReshared: isReshared)
    }

    /// In the order in which they are written; above 0, together at most all.
    private func shares(_ node: Node) -> [(name: String, share: Int)]? {
        guard let mapping = node.mapping else {
            document.refuse(
                node, "shares are written as 'arm: 50 %' lines",
                "aandelen schrijft u als regels 'arm: 50 %'")
            return nil
        }
        var shares: [(name: String, share: Int)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string, !name.isEmpty else {
                document.refuse(key, "an arm's name is a text", "de naam van een arm is een tekst")
                continue
            }
            guard name != LivePlan.noArm else {
                document.refuse(
                    key, "'none' is told of those who are in no arm: call it otherwise",
                    "'none' geldt voor wie in geen arm zit: noem deze anders")
                continue
            }
            guard let share = Self.tenThousandths(value.scalar?.string ?? ""), share > 0 else {
                document.refuse(
                    value, "a share is above 0 %, at most 100 %, exact to 0.01 %: 33.33 %",
                    "een aandeel is boven 0 %, ten hoogste 100 %, op 0.01 % precies: 33.33 %")
                continue
            }
            shares.append((name, share))
        }
        guard shares.count == mapping.count else { return nil }
        guard shares.reduce(0, { $0 + $1.share }) <= Assignment.slotCount else {
            document.refuse(
                node, "shares are together at most 100 %", "aandelen zijn samen ten hoogste 100 %")
            return nil
        }
        return shares
    }

    private func earlierShares(_ node: Node, names: [String]) -> [Int]? {
        guard let written = shares(node) else { return nil }
        guard Set(written.map(\.name)) == Set(names) else {
            let list = names.joined(separator: ", ")
            document.refuse(
                node, "earlier shares name the same arms: \(list)",
                "eerdere aandelen noemen dezelfde armen: \(list)")
            return nil
        }
        return names.map { name in written.first { $0.name == name }?.share ?? 0 }
    }

    /// `50 %`, `33.33%` or `0.5`.
    static func tenThousandths(_ text: String) -> Int? {
        let isPercent = text.hasSuffix("%")
        let digits = (isPercent ? String(text.dropLast()) : text).trimmingCharacters(
            in: .whitespaces)
        guard let number = Double(digits), number >= 0, number <= 100 else { return nil }
        let share = number * Double(Assignment.slotCount) / (isPercent ? 100 : 1)
        let whole = share.rounded()
        guard whole <= Double(Assignment.slotCount), abs(share - whole) < 1e-6 else { return nil }
        return Int(whole)
    }

    // MARK: Metrics and lines

    private func guardrails(
        _ yaml: YAMLMapping, _ metrics: ExperimentMetricReader
    ) -> [ExperimentMetricReader.Found]? {
        let hint = "[{column: complaint, kind: rate, good: lower, margin: 0.002}]"
        guard let node = yaml.required("guardrails", hint) else { return nil }
        let items = document.sequence(node, of: "guardrails")
        guard !items.isEmpty || node.sequence == nil else {
            document.refuse(
                node, "name at least one thing that must not get worse: \(hint)",
                "noem ten minste één ding dat niet slechter mag worden: \(hint)")
            return nil
        }
        let found = items.compactMap { metrics.metric($0, isPrimary: false) }
        return found.count == items.count ? found : nil
    }

    private func redLines(_ yaml: YAMLMapping, _ arms: [String]) -> [ExperimentPlan.RedLine] {
        let items = yaml.optional("red lines").map { document.sequence($0, of: "red lines") } ?? []
        return items.compactMap { item in
            let keys = ["arm", "words", "crossed"]
            guard let line = document.mapping(item, keys: keys, of: "a red line") else {
                return nil
            }
            let words = line.text("words", "it tells people something that is not so")
            let crossed = line.required("crossed", "false").flatMap { node -> Bool? in
                let flag = node.bool
                if flag == nil {
                    document.refuse(
                        node, "'crossed' is true or false", "'crossed' is true of false")
                }
                return flag
            }
            guard let node = line.required("arm", arms.last ?? "with it") else { return nil }
            guard let arm = arms.firstIndex(of: node.scalar?.string ?? ""), arm > 0 else {
                if arms.isEmpty { return nil }
                let list = arms.dropFirst().joined(separator: ", ")
                document.refuse(
                    node, "'arm' is one beside control: \(list)",
                    "'arm' is er een naast de controle: \(list)")
                return nil
            }
            guard let words, let crossed else { return nil }
            return ExperimentPlan.RedLine(arm: arm, words: words, isCrossed: crossed)
        }
    }
}

// MARK: Single values

extension ExperimentPlanReader {
    private func rows(_ node: Node) -> ExperimentPlanFile.Rows? {
        let rows = node.scalar.flatMap { ExperimentPlanFile.Rows(rawValue: $0.string) }
        if rows == nil {
            document.refuse(node, "'rows' is people or summary", "'rows' is people of summary")
        }
        return rows
    }

    /// Which column is whose, and which the arm's.
    private func columns(
        _ yaml: YAMLMapping, _ rows: ExperimentPlanFile.Rows?
    ) -> (unit: String?, arm: String?) {
        let arm = yaml.optional("arm").flatMap { document.text($0, of: "'arm'") }
        guard rows == .people else { return (nil, arm) }
        if yaml.optional("arm") == nil { _ = yaml.required("arm", "group") }
        let unit = yaml.text("unit", "person_id, or row when each row is another person")
        return (unit == "row" ? nil : unit, arm)
    }

    private func sums(_ yaml: YAMLMapping, _ arm: String?) -> ExperimentSums? {
        let time = yaml.text("time", "day")
        let patterns = ["count", "mean", "variance"].map { yaml.text($0, "\($0)_{arm}") }
        guard let time, let count = patterns[0], let mean = patterns[1],
            let variance = patterns[2]
        else { return nil }
        let wide = [count, mean, variance].count { $0.contains(ExperimentSums.armMark) }
        guard wide == (arm == nil ? 3 : 0) else {
            document.refuse(
                yaml.node,
                "either name the arm's column in 'arm', or write {arm} in count, mean and variance",
                "noem de kolom van de arm in 'arm', of schrijf {arm} in count, mean en variance")
            return nil
        }
        return ExperimentSums(
            time: time, count: count, mean: mean, variance: variance,
            each: yaml.optional("each").map { document.texts($0, of: "'each'") } ?? [])
    }

    private func unused(_ yaml: YAMLMapping) -> ExperimentSums? {
        for key in Self.summary {
            guard let node = yaml.optional(key) else { continue }
            document.refuse(
                node, "'\(key)' belongs to 'rows: summary'", "'\(key)' hoort bij 'rows: summary'")
        }
        return nil
    }

    private func share(_ yaml: YAMLMapping, _ key: String) -> Double? {
        guard let node = yaml.optional(key) else { return nil }
        let number = ExperimentMetricReader.number(node)
        if let number, number > 0, number < 1 { return number }
        document.refuse(
            node, "'\(key)' is above 0 and below 1", "'\(key)' is boven 0 en onder 1")
        return nil
    }

    private func people(_ node: Node) -> Int? {
        if let count = node.scalar.flatMap({ Int($0.string) }), (2...1_000_000_000).contains(count)
        {
            return count
        }
        document.refuse(
            node, "'people' is how many are planned in each arm: 2 to 1000000000",
            "'people' is hoeveel er in elke arm gepland zijn: 2 tot 1000000000")
        return nil
    }

    private func looks(_ yaml: YAMLMapping) -> [String] {
        guard let node = yaml.required("looks", "daily") else { return [] }
        if let word = node.scalar?.string, ["once", "daily"].contains(word) { return [word] }
        let dates = (node.sequence.map { Array($0) } ?? []).compactMap { $0.scalar?.string }
        let isDated = dates.allSatisfy {
            $0.utf8.count == 10 && PromiseMoment($0, offset: "Z") != nil
        }
        if !dates.isEmpty, dates.count == node.sequence?.count, isDated, dates == dates.sorted() {
            return dates
        }
        document.refuse(
            node, "'looks' is once, daily, or a list of dates in their order: [2026-07-14]",
            "'looks' is once, daily, of een lijst van datums op volgorde: [2026-07-14]")
        return []
    }

    private func separator(_ node: Node) -> TableReader.Separator? {
        let separator = TableReader.Separator(word: node.scalar?.string ?? "")
        if separator == nil {
            document.refuse(node, "separator is ',', ';' or tab", "separator is ',', ';' of tab")
        }
        return separator
    }

    private func format(_ node: Node) -> TableReader.Format? {
        let format = node.string.flatMap(TableReader.Format.init)
        if format == nil {
            document.refuse(node, "format is csv or jsonl", "format is csv of jsonl")
        }
        return format
    }
}
