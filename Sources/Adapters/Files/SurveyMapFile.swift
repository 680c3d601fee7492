import Domain
import Foundation
import Measures
import Yams

extension SurveyMap {
    /// Reads a mapping file.
    ///
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(
        _ text: String, kind: Kind, file: String
    ) throws(FileProblems) -> SurveyMap {
        let document = YAMLDocument(file: file)
        var map: SurveyMap?
        if let root = document.compose(text) {
            map = SurveyMapReader(document: document, kind: kind).map(root)
        }
        guard let map, document.problems.isEmpty else {
            throw FileProblems(problems: document.problems)
        }
        return map
    }
}

private struct SurveyMapReader {
    let document: YAMLDocument
    let kind: SurveyMap.Kind

    private var keys: [String] {
        let roles = SurveyMap.roles(of: kind).map(\.rawValue)
        let common = TableShape.keys + ["where", "missing", "texts", "facet"]
        let own =
            switch kind {
            case .servqual: ["scale", "items", "dimensions"]
            case .kano: ["items", "answers"]
            case .nps: ["scale", "scores"]
            case .choices: ["attributes", "options"]
            case .maxdiff: ["tasks"]
            case .bookings: [String]()
            }
        return roles + own + common
    }

    func map(_ node: Node) -> SurveyMap? {
        guard let yaml = document.mapping(node, keys: keys, of: "a mapping") else { return nil }
        var map = SurveyMap(kind: kind)
        for role in SurveyMap.roles(of: kind) {
            map.columns[role] = yaml.optional(role.rawValue).flatMap {
                document.text($0, of: "'\(role.rawValue)'")
            }
        }
        map.shape = document.shape(yaml)
        yaml.optional("scale").map { map.scale = scale($0) ?? map.scale }
        yaml.optional("scores").map { map.scores = scores($0) ?? map.scores }
        yaml.optional("missing").map { map.missing = Set(texts($0, of: "'missing'")) }
        yaml.optional("where").map { map.conditions = pairs($0, of: "'where'") }
        yaml.optional("texts").map { map.texts = pairs($0, of: "'texts'") }
        yaml.optional("facet").map { map.facet = document.text($0, of: "'facet'") }
        yaml.optional("items").map { map.items = texts($0, of: "'items'") }
        yaml.optional("attributes").map { map.attributes = texts($0, of: "'attributes'") }
        yaml.optional("answers").map { map.words = answers($0) }
        yaml.optional("dimensions").map { map.dimensions = dimensions($0) }
        yaml.optional("options").map { map.options = options($0) }
        yaml.optional("tasks").map { map.questions = questions($0) }
        return map
    }

    /// `[1, 7]`.
    private func scale(_ node: Node) -> ClosedRange<Double>? {
        let ends = node.sequence.map { $0.compactMap(\.float) } ?? []
        guard ends.count == 2, node.sequence?.count == 2, ends.allSatisfy(\.isFinite),
            ends[0] < ends[1], (ends[1] - ends[0]).isFinite
        else {
            document.refuse(
                node, "write the lowest and the highest answer: [1, 7]",
                "schrijf het laagste en het hoogste antwoord: [1, 7]")
            return nil
        }
        return ends[0]...ends[1]
    }

    /// `[1, 11]`: as wide as ten.
    private func scores(_ node: Node) -> ClosedRange<Double>? {
        guard let ends = scale(node) else { return nil }
        if ends.upperBound - ends.lowerBound == 10 { return ends }
        document.refuse(
            node, "'scores' are eleven answers: [0, 10] or [1, 11]",
            "'scores' zijn elf antwoorden: [0, 10] of [1, 11]")
        return nil
    }

    private func texts(_ node: Node, of what: String) -> [String] {
        document.sequence(node, of: what).compactMap { item in
            if let text = item.scalar?.string { return text }
            document.refuse(item, "a text belongs here", "hier hoort een tekst")
            return nil
        }
    }

    /// In the order of the file, each key once.
    private func entries(_ node: Node, of what: String) -> [(key: String, value: Node)] {
        guard let mapping = node.mapping else {
            document.refuse(
                node, "\(what) is written as 'name: …' lines",
                "\(what) schrijft u als regels 'naam: …'")
            return []
        }
        return mapping.compactMap { key, value in key.scalar.map { ($0.string, value) } }
    }

    private func pairs(_ node: Node, of what: String) -> [String: String] {
        var pairs: [String: String] = [:]
        for (key, value) in entries(node, of: what) {
            guard let text = value.scalar?.string else {
                document.refuse(value, "a text belongs here", "hier hoort een tekst")
                continue
            }
            pairs[key] = text
        }
        return pairs
    }

    private func answers(_ node: Node) -> [String: KanoAnswer] {
        pairs(node, of: "'answers'").compactMapValues { word in
            let answer = KanoAnswer(rawValue: word)
            if answer == nil {
                let known = KanoAnswer.allCases.map(\.rawValue).joined(separator: ", ")
                document.refuse(
                    node, "'answers' is written as 'their word: like'; known: \(known)",
                    "'answers' schrijft u als 'hun woord: like'; bekend: \(known)")
            }
            return answer
        }
    }

    private func dimensions(_ node: Node) -> [ItemSurvey.Dimension] {
        entries(node, of: "'dimensions'").map { name, items in
            ItemSurvey.Dimension(name: name, items: texts(items, of: "'\(name)'"))
        }
    }

    private func options(_ node: Node) -> [SurveyMap.Option] {
        let options = entries(node, of: "'options'").map { name, columns in
            SurveyMap.Option(name: name, columns: pairs(columns, of: "'\(name)'"))
        }
        let names = options.first.map { Set($0.columns.keys) } ?? []
        if options.count < 2 || names.isEmpty
            || options.contains(where: { Set($0.columns.keys) != names })
        {
            document.refuse(
                node, "'options' are at least two, each with the same attributes",
                "'options' zijn er minstens twee, elk met dezelfde eigenschappen")
        }
        return options
    }

    private func questions(_ node: Node) -> [SurveyMap.Question] {
        document.sequence(node, of: "'tasks'").compactMap { node in
            guard
                let map = document.mapping(
                    node, keys: ["best", "worst", "shown"], of: "a task"),
                let best = map.text("best", "b1"), let worst = map.text("worst", "w1"),
                let shown = map.required("shown", "[taste, price, origin]")
            else { return nil }
            let items = texts(shown, of: "'shown'")
            if items.count < 2 || Set(items).count < items.count {
                document.refuse(
                    shown, "'shown' are at least two items, each once",
                    "'shown' zijn minstens twee dingen, elk één keer")
            }
            return SurveyMap.Question(best: best, worst: worst, shown: items)
        }
    }
}
