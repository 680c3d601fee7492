public import Domain
import Kernel
import Yams

/// Cases of how rules are meant to work, as people write them: docs/rules.md, "Trying rules".
public enum RuleTrialFile {
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(
        _ text: String, file: String, venue: Venue
    ) throws(FileProblems) -> [RuleTrial] {
        let document = YAMLDocument(file: file)
        var trials: [RuleTrial] = []
        if let root = document.compose(text) {
            let reader = TrialReader(document: document, venue: venue)
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
            name: name, known: given.compactMap(known), signals: signals, end: end,
            expected: document.sequence(then, of: "'then' lines").compactMap(cue))
    }

    private func words(_ node: Node) -> [String]? {
        guard let text = document.text(node, of: "a line") else { return nil }
        return text.split(separator: " ").map(String.init)
    }

    /// `10:12:00` or `10:12`.
    private func moment(_ text: String, _ node: Node) -> Instant? {
        let parts = text.split(separator: ":").map { Int64($0) ?? -1 }
        guard (2...3).contains(parts.count), (0..<48).contains(parts[0]),
            parts.dropFirst().allSatisfy({ (0..<60).contains($0) })
        else {
            document.refuse(node, "'\(text)' is not a time of day; write for example 10:12:00")
            return nil
        }
        let seconds = parts[0] * 3_600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)
        return Self.midnight + .seconds(seconds)
    }

    /// `10:00:00 band-1 enter queue-1`.
    private func signal(
        _ words: [String], at: Instant, number: Int, _ node: Node
    ) -> PlainSignal? {
        guard words.count == 4, let token = Token(words[1]),
            let kind = SignalKind(word: words[2])
        else {
            document.refuse(
                node, "write '10:00:00 band-1 enter queue-1', or '10:30:00 time passes'")
            return nil
        }
        guard let zone = venue.zones.firstIndex(where: { $0.id.description == words[3] }) else {
            document.refuse(node, "the venue has no zone '\(words[3])'")
            return nil
        }
        return PlainSignal(
            id: "s\(number)", token: token, kind: kind,
            zone: ZoneIndex(truncatingIfNeeded: zone), at: at)
    }

    /// `10:12:00 band-1 queue-wait at queue-1`.
    private func cue(_ node: Node) -> RaisedCue? {
        guard let words = words(node) else { return nil }
        guard words.count == 5, words[3] == "at", let token = Token(words[1]),
            let rule = RuleID(words[2]), let zone = ZoneID(words[4])
        else {
            document.refuse(node, "write '10:12:00 band-1 queue-wait at queue-1'")
            return nil
        }
        return moment(words[0], node).map {
            RaisedCue(at: $0, token: token, rule: rule, zone: zone)
        }
    }

    /// `band-1 is known as anna with [wheelchair, birthday]`.
    private func known(_ node: Node) -> RuleTrial.Known? {
        guard let text = document.text(node, of: "a 'given' line") else { return nil }
        let words = text.split { " [],".contains($0) }.map(String.init)
        guard words.count >= 5, words[1...3] == ["is", "known", "as"], let token = Token(words[0]),
            let person = PersonID(words[4])
        else {
            document.refuse(node, "write 'band-1 is known as anna with [wheelchair]'")
            return nil
        }
        let facts = Array(Set(words.dropFirst(6))).sorted()
        if let strange = facts.first(where: { !venue.facts.contains($0) }) {
            document.refuse(
                node,
                "'\(strange)' is not in the venue's facts: \(venue.facts.joined(separator: ", "))")
            return nil
        }
        return RuleTrial.Known(token: token, person: person, facts: facts)
    }
}
