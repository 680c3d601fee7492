import Domain
import Foundation
import Measures
import Yams

/// Makes a metric of a plan's YAML.
struct ExperimentMetricReader {
    struct Found {
        let metric: PlannedMetric
        let source: ExperimentPlanFile.Source
    }

    let document: YAMLDocument
    let isSummary: Bool

    private static let common = [
        "name", "kind", "good", "effect", "baseline", "deviation",
    ]

    func metric(_ node: Node, isPrimary: Bool) -> Found? {
        var keys = Self.common + (isSummary ? ["where"] : ["column", "bounds"])
        if !isPrimary { keys += ["margin", "people share"] + (isSummary ? [] : ["group"]) }
        guard let yaml = document.mapping(node, keys: keys, of: "a metric") else { return nil }
        var source = ExperimentPlanFile.Source()
        if isSummary {
            source.conditions =
                yaml.optional("where").map { document.pairs($0, of: "'where'") } ?? [:]
        } else {
            source.column = yaml.text("column", isPrimary ? "visit" : "complaint")
            source.conditions =
                yaml.optional("group").map { document.pairs($0, of: "'group'") } ?? [:]
        }
        let kind = yaml.required("kind", "rate").flatMap { self.kind($0) }
        let good = yaml.required("good", isPrimary ? "higher" : "lower").flatMap { self.good($0) }
        let margin = isPrimary ? nil : amount(yaml, "margin", hint: "0.01", isRequired: true)
        let effect = self.effect(yaml, margin: margin, isPrimary: isPrimary)
        let bounds = yaml.optional("bounds").flatMap { self.bounds($0) }
        guard let kind, let good, let effect, isPrimary || margin != nil,
            isSummary || source.column != nil
        else { return nil }
        let name = self.name(yaml, source, kind)
        guard
            var metric = PlannedMetric(
                name, kind: kind, good: good, effect: effect, margin: margin)
        else { return nil }
        if kind == .rate, let node = yaml.optional("bounds") {
            document.refuse(
                node, "a rate lies between 0 and 1: leave 'bounds' out",
                "een aandeel ligt tussen 0 en 1: laat 'bounds' weg")
        }
        if let bounds { metric.bounds = bounds }
        metric.baseline = self.baseline(yaml, kind)
        metric.peopleShare = peopleShare(yaml)
        if let misfit = metric.misfit { refuse(misfit, yaml) }
        return Found(metric: metric, source: source)
    }

    private func name(
        _ yaml: YAMLMapping, _ source: ExperimentPlanFile.Source, _ kind: PlannedMetric.Kind
    ) -> String {
        if let node = yaml.optional("name") { return document.text(node, of: "'name'") ?? "" }
        let group = source.conditions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let start = (source.column.map { [$0] } ?? []) + group
        return (start + (kind == .worstDecile ? [kind.rawValue] : [])).joined(separator: ", ")
    }

    private func kind(_ node: Node) -> PlannedMetric.Kind? {
        let known = PlannedMetric.Kind.allCases.filter { !isSummary || $0 != .worstDecile }
            .map(\.rawValue)
        return document.word(node, of: "kind", among: known).flatMap(PlannedMetric.Kind.init)
    }

    private func good(_ node: Node) -> GoodDirection? {
        switch node.scalar?.string {
        case "higher": return .higher
        case "lower": return .lower
        default:
            document.refuse(
                node, "'good' is higher or lower: which way is better for people",
                "'good' is higher of lower: welke kant is beter voor mensen")
            return nil
        }
    }

    /// A guardrail's own, or its margin.
    private func effect(_ yaml: YAMLMapping, margin: Double?, isPrimary: Bool) -> Double? {
        if yaml.optional("effect") == nil, let margin, margin > 0 { return margin }
        // Without a margin that is told already.
        guard isPrimary || margin != nil else { return nil }
        guard let effect = amount(yaml, "effect", hint: "0.005", isRequired: true) else {
            return nil
        }
        guard effect > 0 else {
            yaml.optional("effect").map {
                document.refuse(
                    $0, "'effect' is the smallest difference worth having: above 0",
                    "'effect' is het kleinste verschil dat de moeite waard is: boven 0")
            }
            return nil
        }
        return effect
    }

    private func amount(
        _ yaml: YAMLMapping, _ key: String, hint: String, isRequired: Bool
    ) -> Double? {
        guard let node = isRequired ? yaml.required(key, hint) : yaml.optional(key) else {
            return nil
        }
        if let number = Self.number(node), (0...1e12).contains(number) { return number }
        document.refuse(
            node, "'\(key)' is a number of 0 or above, such as \(hint)",
            "'\(key)' is een getal van 0 of meer, zoals \(hint)")
        return nil
    }

    /// As a plain number, or in percent.
    static func number(_ node: Node) -> Double? {
        guard let text = node.scalar?.string else { return nil }
        let isPercent = text.hasSuffix("%")
        let digits = (isPercent ? String(text.dropLast()) : text)
            .trimmingCharacters(in: .whitespaces)
        guard let number = Double(digits), number.isFinite else { return nil }
        return isPercent ? number / 100 : number
    }

    private func bounds(_ node: Node) -> Interval? {
        let numbers = (node.sequence.map { Array($0) } ?? []).compactMap { Self.number($0) }
        if numbers.count == 2, node.sequence?.count == 2, numbers[0] < numbers[1],
            numbers.allSatisfy({ abs($0) <= 1e12 })
        {
            return Interval(numbers[0], numbers[1])
        }
        document.refuse(
            node, "'bounds' are the lowest and the highest value there can be: [0, 1]",
            "'bounds' zijn de laagste en de hoogste waarde die kan: [0, 1]")
        return nil
    }

    /// What the size needs: a rate's own, or how far people stand apart.
    private func baseline(_ yaml: YAMLMapping, _ kind: PlannedMetric.Kind) -> Double? {
        let (key, other) =
            kind == .rate ? ("baseline", "deviation") : ("deviation", "baseline")
        if let node = yaml.optional(other) {
            document.refuse(
                node, "write '\(key)' for this kind, not '\(other)'",
                "schrijf voor dit soort '\(key)', niet '\(other)'")
        }
        guard let node = yaml.optional(key) else { return nil }
        let most = kind == .rate ? 1 : 1e12
        if let number = Self.number(node), number > 0, number < most { return number }
        document.refuse(
            node,
            kind == .rate
                ? "'baseline' is the rate as it is: above 0, below 1"
                : "'deviation' is the standard deviation as it is: above 0",
            kind == .rate
                ? "'baseline' is het aandeel zoals het is: boven 0, onder 1"
                : "'deviation' is de standaardafwijking zoals die is: boven 0")
        return nil
    }

    private func refuse(_ misfit: PlannedMetric.Misfit, _ yaml: YAMLMapping) {
        let key =
            misfit == .baseline && yaml.optional("baseline") == nil ? "deviation" : misfit.rawValue
        guard let node = yaml.optional(key) else { return }
        switch misfit {
        case .margin:
            document.refuse(
                node,
                "'margin' is less than the bounds are apart: nothing could ever be worse by so much",
                "'margin' is minder dan de grenzen uiteen liggen: zo veel slechter kan niets worden"
            )
        case .effect:
            document.refuse(
                node,
                "'effect' is less than the bounds are apart: no difference can be so large",
                "'effect' is minder dan de grenzen uiteen liggen: zo groot kan geen verschil zijn")
        case .baseline:
            document.refuse(
                node, "'\(key)' is no farther than people can stand apart within the bounds",
                "'\(key)' is niet verder dan mensen binnen de grenzen uiteen kunnen liggen")
        }
    }

    /// - Returns: `nil` of a group of which it is not said.
    private func peopleShare(_ yaml: YAMLMapping) -> Double? {
        guard let node = yaml.optional("people share") else {
            return yaml.optional("group") == nil ? 1 : nil
        }
        if let share = Self.number(node), share > 0, share <= 1 { return share }
        document.refuse(
            node, "'people share' is the share of people it is about: above 0, at most 1",
            "'people share' is het deel van de mensen om wie het gaat: boven 0, ten hoogste 1")
        return 1
    }
}
