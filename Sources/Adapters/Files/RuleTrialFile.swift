public import Domain
public import Kernel
import Yams

/// Cases of how rules are meant to work, as people write them: docs/rules.md, "Trying rules".
public enum RuleTrialFile {
    /// - Parameter rules: Those that cases may name.
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(
        _ text: String, file: String, venue: Venue, rules: [RuleID]
    ) throws(FileProblems) -> [RuleTrial] {
        let document = YAMLDocument(file: file)
        var trials: [RuleTrial] = []
        if let root = document.compose(text) {
            let reader = TrialReader(document: document, venue: venue, rules: rules)
            trials = document.sequence(root, of: "tests").compactMap(reader.trial)
        }
        guard document.problems.isEmpty else { throw FileProblems(problems: document.problems) }
        return trials
    }
}

private struct TrialReader {
    /// The day all cases are on.
    private static let midnight = Instant(milliseconds: 1_767_225_600_000)
    let document: YAMLDocument
    let venue: Venue
    let rules: [RuleID]

    func trial(_ node: Node) -> RuleTrial? {
        guard
            let map = document.mapping(
                node, keys: ["test", "given", "when", "then"], of: "a test"),
            let name = map.text("test", "Twelve minutes in the queue raise one cue"),
            let when = map.required("when", "[10:00:00 band-1 enter queue-1]"),
            let then = map.required("then", "[10:12:00 band-1 queue-wait at queue-1]")
        else { return nil }
        let given = map.optional("given").map { document.sequence($0, of: "'given' lines") } ?? []
        var signals: [PlainSignal] = []
        var end = Self.midnight
        for line in document.sequence(when, of: "'when' lines") {
            guard let words = words(line), let at = moment(words[0], line) else { continue }
            end = max(end, at)
            if words.dropFirst() == ["time", "passes"] { continue }
            if let signal = signal(words, at: at, number: signals.count, line) {
                signals.append(signal)
            }
        }
        return RuleTrial(
            name: name, line: node.mark?.line ?? 1, known: given.compactMap(known),
            signals: signals, end: end,
            expected: document.sequence(then, of: "'then' lines").compactMap(cue))
    }

    private func words(_ node: Node) -> [Substring]? {
        guard let text = document.text(node, of: "a line") else { return nil }
        return text.split(separator: " ")
    }

    /// `10:12:00` or `10:12`.
    private func moment(_ text: Substring, _ node: Node) -> Instant? {
        let parts = text.split(separator: ":").map { Int64($0) ?? -1 }
        guard (2...3).contains(parts.count), (0..<48).contains(parts[0]),
            parts.dropFirst().allSatisfy({ (0..<60).contains($0) })
        else {
            document.refuse(
                node, at: text, "'\(text)' is not a time of day; write for example 10:12:00",
                "'\(text)' is geen tijd; schrijf bijvoorbeeld 10:12:00")
            return nil
        }
        let seconds = parts[0] * 3_600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)
        return Self.midnight + .seconds(seconds)
    }

    /// `10:00:00 band-1 enter queue-1`.
    private func signal(
        _ words: [Substring], at: Instant, number: Int, _ node: Node
    ) -> PlainSignal? {
        guard words.count == 4 else {
            document.refuse(
                node,
                "a signal has four words, not \(words.count): write '10:00:00 band-1 enter queue-1', or '10:30:00 time passes'",
                "een signaal heeft vier woorden, niet \(words.count): schrijf '10:00:00 band-1 enter queue-1', of '10:30:00 time passes'"
            )
            return nil
        }
        guard let token = token(words[1], node) else { return nil }
        guard let kind = SignalKind(word: String(words[2])) else {
            let hint = hint(String(words[2]), among: SignalKind.allCases.map(\.word))
            document.refuse(
                node, at: words[2],
                "'\(words[2])' is not enter, exit, read, service or tap\(hint.en)",
                "'\(words[2])' is geen enter, exit, read, service of tap\(hint.nl)")
            return nil
        }
        guard let zone = zone(words[3], node) else { return nil }
        return PlainSignal(
            id: "s\(number)", token: token, kind: kind,
            zone: ZoneIndex(truncatingIfNeeded: zone), at: at)
    }

    private func token(_ word: Substring, _ node: Node) -> Token? {
        if let token = Token(String(word)) { return token }
        document.refuse(
            node, at: word, "'\(word)' is no band: 1 to 64 of A-Z a-z 0-9 _ -",
            "'\(word)' is geen bandje: 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
        return nil
    }

    /// The zone's place in the venue.
    private func zone(_ word: Substring, _ node: Node) -> Int? {
        let known = venue.zones.map(\.id.description)
        if let place = known.firstIndex(of: String(word)) { return place }
        let hint = hint(String(word), among: known)
        document.refuse(
            node, at: word, "the venue has no zone '\(word)'\(hint.en)",
            "de locatie heeft geen plek '\(word)'\(hint.nl)")
        return nil
    }

    /// `10:12:00 band-1 queue-wait at queue-1`.
    private func cue(_ node: Node) -> RaisedCue? {
        guard let words = words(node) else { return nil }
        guard words.count == 5, words[3] == "at" else {
            document.refuse(
                node, "write '10:12:00 band-1 queue-wait at queue-1'",
                "schrijf '10:12:00 band-1 queue-wait at queue-1'")
            return nil
        }
        guard let rule = rules.first(where: { $0.description == words[2] }) else {
            let hint = hint(String(words[2]), among: rules.map(\.description))
            document.refuse(
                node, at: words[2], "there is no rule '\(words[2])'\(hint.en)",
                "er is geen regel '\(words[2])'\(hint.nl)")
            return nil
        }
        guard let at = moment(words[0], node), let token = token(words[1], node),
            let zone = zone(words[4], node)
        else { return nil }
        return RaisedCue(at: at, token: token, rule: rule, zone: venue.zones[zone].id)
    }

    /// `band-1 is known as anna with [wheelchair, birthday]`.
    private func known(_ node: Node) -> RuleTrial.Known? {
        guard let text = document.text(node, of: "a 'given' line") else { return nil }
        let words = text.split { " [],".contains($0) }.map(String.init)
        guard words.count >= 5, words[1...3] == ["is", "known", "as"], let token = Token(words[0]),
            let person = PersonID(words[4])
        else {
            document.refuse(
                node, "write 'band-1 is known as anna with [wheelchair]'",
                "schrijf 'band-1 is known as anna with [wheelchair]'")
            return nil
        }
        let facts = Array(Set(words.dropFirst(6))).sorted()
        if let strange = facts.first(where: { !venue.facts.contains($0) }) {
            document.refuse(fact: strange, node, venue)
            return nil
        }
        return RuleTrial.Known(token: token, person: person, facts: facts)
    }
}
