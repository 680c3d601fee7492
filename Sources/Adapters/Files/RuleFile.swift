public import Domain
import Kernel
import Yams

/// Rules as people write them: a YAML list, described in docs/rules.md.
public enum RuleFile {
    /// The longest a rule may wait or look back.
    static let spanMax = Span.hours(24)
    static let countMax: Int64 = 1_000

    /// - Parameters:
    ///   - text: The file's text.
    ///   - file: Its name, for problems.
    ///   - venue: What the rules may speak of; `nil` leaves zones and facts unchecked.
    /// - Throws: ``FileProblems``, all of them, with line and column.
    public static func parse(
        _ text: String, file: String, venue: Venue?
    ) throws(FileProblems) -> [Rule] {
        let document = YAMLDocument(file: file)
        var rules: [Rule] = []
        if let root = document.compose(text) {
            // The house's own have these already.
            var names = Set(CalmBlue.rules.map(\.id))
            let reader = RuleReader(document: document, venue: venue)
            for node in document.sequence(root, of: "rules") {
                guard let rule = reader.rule(node) else { continue }
                if !names.insert(rule.id).inserted {
                    document.refuse(
                        node, "there is another rule '\(rule.id)'; give this one a name of its own",
                        "er is nog een regel '\(rule.id)'; geef deze een eigen naam")
                }
                rules.append(rule)
            }
        }
        guard document.problems.isEmpty else { throw FileProblems(problems: document.problems) }
        return rules
    }
}

extension SignalPattern {
    /// Reads one as a rule writes it: `enter queue`, `tap in shop-3`.
    static func read(_ node: Node, _ document: YAMLDocument, venue: Venue) -> SignalPattern? {
        RuleReader(document: document, venue: venue).signal(node, mayBeHere: false)
    }
}

extension Span {
    /// Reads one as a rule writes it: `90 seconds`.
    static func read(_ node: Node, _ document: YAMLDocument) -> Span? {
        RuleReader(document: document, venue: nil).span(node)
    }
}

private struct RuleReader {
    let document: YAMLDocument
    let venue: Venue?

    func rule(_ node: Node) -> Rule? {
        guard let map = document.mapping(node, keys: ["rule", "when", "who", "cue"], of: "a rule")
        else { return nil }
        let id = map.text("rule", "queue-wait").flatMap { text -> RuleID? in
            if let id = RuleID(text) { return id }
            map.optional("rule").map {
                document.refuse(
                    $0, "a rule's name is 1 to 64 of A-Z a-z 0-9 _ -",
                    "de naam van een regel is 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
            }
            return nil
        }
        let pattern = map.required(
            "when", "{after: enter queue, nothing of: service, within: 10 minutes}"
        )
        .flatMap(pattern)
        let condition = map.optional("who").map(condition) ?? .anyone
        let cue = map.required("cue", "{say: {en: …, nl: …}, to: host, for: 10 minutes}")
            .flatMap(terms)
        guard let id, let pattern, let condition, let cue else { return nil }
        return Rule(id: id, pattern: pattern, condition: condition, cue: cue)
    }

    // MARK: When

    private static let patternKeys = [
        "after", "nothing of", "first", "then", "but not", "count", "at least", "within",
    ]

    private func pattern(_ node: Node) -> Pattern? {
        guard let map = document.mapping(node, keys: Self.patternKeys, of: "'when'") else {
            return nil
        }
        let within = map.required("within", "10 minutes").flatMap { span($0) }
        if let count = map.optional("count") {
            only(["count", "at least", "within"], in: map)
            let signals = signals(count, mayBeHere: false)
            if signals.count > 1 {
                document.refuse(count, "count one sort of signal", "tel één soort signaal")
            }
            let atLeast = map.required("at least", "3").flatMap(number)
            guard let signal = signals.first, let within, let atLeast else { return nil }
            return .count(of: signal, atLeast: atLeast, within: within)
        }
        if let after = map.optional("after") {
            only(["after", "nothing of", "within"], in: map)
            let steps = signals(after, mayBeHere: false)
            if steps.count > 1 {
                document.refuse(
                    after, "'after' takes one signal; for more steps write 'first' and 'then'",
                    "'after' krijgt één signaal; schrijf voor meer stappen 'first' en 'then'")
            }
            let absent =
                map.required("nothing of", "[exit, service]")
                .map { signals($0, mayBeHere: false) } ?? []
            guard steps.count == 1, !absent.isEmpty, let within else { return nil }
            return .missing(steps: steps, absent: absent, within: within)
        }
        guard let first = map.optional("first") else {
            document.refuse(
                node,
                "say what to wait for: 'after' and 'nothing of', or 'first', 'then' and 'but not', or 'count' and 'at least'",
                "zeg waarop gewacht wordt: 'after' en 'nothing of', of 'first', 'then' en 'but not', of 'count' en 'at least'"
            )
            return nil
        }
        only(["first", "then", "but not", "within"], in: map)
        let start = signals(first, mayBeHere: false)
        let following = map.required("then", "exit here").map { signals($0, mayBeHere: true) } ?? []
        let absent =
            map.required("but not", "enter ride")
            .map { signals($0, mayBeHere: false) } ?? []
        guard start.count == 1, !following.isEmpty, !absent.isEmpty, let within else {
            if start.count > 1 {
                document.refuse(
                    first, "'first' takes one signal; put the others in 'then'",
                    "'first' krijgt één signaal; zet de andere in 'then'")
            }
            return nil
        }
        guard start.count + following.count <= 16 else {
            document.refuse(
                node, "a sequence has at most 16 steps", "een reeks heeft hooguit 16 stappen")
            return nil
        }
        return .missing(steps: start + following, absent: absent, within: within)
    }

    /// Refuses keys of another shape of rule; unknown keys have been refused already.
    private func only(_ keys: [String], in map: YAMLMapping) {
        for key in map.mapping.keys {
            guard let word = key.string, Self.patternKeys.contains(word), !keys.contains(word)
            else { continue }
            document.refuse(
                key, "'\(word)' does not go with '\(keys[0])'",
                "'\(word)' hoort niet bij '\(keys[0])'")
        }
    }

    private func signals(_ node: Node, mayBeHere: Bool) -> [SignalPattern] {
        let nodes = node.sequence.map(Array.init) ?? [node]
        if nodes.isEmpty {
            document.refuse(
                node, "name at least one signal, such as 'enter queue'",
                "noem minstens één signaal, zoals 'enter queue'")
        }
        return nodes.compactMap { signal($0, mayBeHere: mayBeHere) }
    }

    /// `enter`, `enter queue`, `tap in shop-3`, `exit here`.
    func signal(_ node: Node, mayBeHere: Bool) -> SignalPattern? {
        guard let text = document.text(node, of: "a signal") else { return nil }
        let words = text.split(separator: " ").map(String.init)
        guard let word = words.first, let kind = SignalKind(word: word) else {
            let first = text.split(separator: " ").first
            let hint = hint(first.map(String.init) ?? "", among: SignalKind.allCases.map(\.word))
            document.refuse(
                node, "'\(text)' does not begin with enter, exit, read, service or tap\(hint.en)",
                "'\(text)' begint niet met enter, exit, read, service of tap\(hint.nl)")
            return nil
        }
        guard let place = place(Array(words.dropFirst()), node, mayBeHere: mayBeHere) else {
            return nil
        }
        return SignalPattern(kind: kind, place: place)
    }

    private func place(_ words: [String], _ node: Node, mayBeHere: Bool) -> SignalPattern.Place? {
        switch words.count {
        case 0: return .anywhere
        case 1 where words[0] == "anywhere": return .anywhere
        case 1 where words[0] == "here":
            if mayBeHere { return .same }
            document.refuse(
                node,
                "'here' means where the step before was; it can stand in 'then' and 'withdraw on'",
                "'here' is waar de stap ervoor was; het kan staan in 'then' en 'withdraw on'")
            return nil
        case 1:
            guard let kind = ZoneKind(words[0]) else { break }
            if let venue, !venue.zones.contains(where: { $0.kind == kind }) {
                refuseKind(kind, node, venue)
                return nil
            }
            return .ofKind(kind)
        case 2 where words[0] == "in" || words[0] == "at":
            guard let id = ZoneID(words[1]) else { break }
            if let venue, !venue.zones.contains(where: { $0.id == id }) {
                let hint = hint(words[1], among: venue.zones.map(\.id.description))
                document.refuse(
                    node,
                    "the venue has no zone '\(id)'\(hint.en.isEmpty ? "; add it to the venue file or mend the name" : hint.en)",
                    "de locatie heeft geen plek '\(id)'\(hint.nl.isEmpty ? "; voeg hem toe aan de locatie of verbeter de naam" : hint.nl)"
                )
                return nil
            }
            return .zone(id)
        default: break
        }
        document.refuse(
            node,
            "write 'enter', 'enter queue' (a kind of zone), 'enter in Q1' (one zone) or 'exit here'",
            "schrijf 'enter', 'enter queue' (een soort plek), 'enter in Q1' (één plek) of 'exit here'"
        )
        return nil
    }

    private func refuseKind(_ kind: ZoneKind, _ node: Node, _ venue: Venue) {
        let kinds = Set(venue.zones.map(\.kind.description)).sorted()
        let list = kinds.joined(separator: ", ")
        let hint = hint(kind.description, among: kinds)
        let isZone = venue.zones.contains { $0.id.description == kind.description }
        document.refuse(
            node,
            "the venue has no zone of kind '\(kind)'\(hint.en.isEmpty ? "." : hint.en) Kinds: \(list). \(isZone ? "'\(kind)' is one zone" : "For one zone"): write '… in \(kind)'",
            "de locatie heeft geen plek van soort '\(kind)'\(hint.nl.isEmpty ? "." : hint.nl) Soorten: \(list). \(isZone ? "'\(kind)' is één plek" : "Voor één plek"): schrijf '… in \(kind)'"
        )
    }

    fileprivate func span(_ node: Node) -> Span? {
        guard let text = document.text(node, of: "a length of time") else { return nil }
        let words = text.split(separator: " ")
        let units: [String: Int64] = [
            "second": 1_000, "seconds": 1_000, "minute": 60_000, "minutes": 60_000,
            "hour": 3_600_000, "hours": 3_600_000,
        ]
        guard words.count == 2, let number = Int64(words[0]), (1...86_400).contains(number),
            let unit = units[String(words[1])]
        else {
            let hint =
                words.count == 2
                ? hint(String(words[1]), among: units.keys.sorted()) : Words(en: "", nl: "")
            document.refuse(
                node,
                "'\(text)' is not a length of time\(hint.en.isEmpty ? ";" : hint.en) write for example '90 seconds', '10 minutes' or '2 hours'",
                "'\(text)' is geen tijdsduur\(hint.nl.isEmpty ? ";" : hint.nl) schrijf bijvoorbeeld '90 seconds', '10 minutes' of '2 hours'"
            )
            return nil
        }
        let span = Span(milliseconds: number * unit)
        guard span <= RuleFile.spanMax else {
            document.refuse(
                node, "a rule waits at most 24 hours, since observations are kept no longer",
                "een regel wacht hooguit 24 uur, want signalen worden niet langer bewaard")
            return nil
        }
        return span
    }

    private func number(_ node: Node) -> Int? {
        guard let text = node.scalar?.string, let number = Int64(text),
            (1...RuleFile.countMax).contains(number)
        else {
            document.refuse(
                node, "write a whole number from 1 to 1000", "schrijf een heel getal van 1 tot 1000"
            )
            return nil
        }
        return Int(number)
    }

    // MARK: Who, and the cue

    private func condition(_ node: Node) -> PersonCondition? {
        guard let text = document.text(node, of: "'who'") else { return nil }
        if text == "anyone" { return .anyone }
        if text == "known" { return .known }
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, words[0] == "has" else {
            let hint = hint(words.first ?? "", among: ["anyone", "known", "has"])
            document.refuse(
                node,
                "'\(text)' is not who\(hint.en.isEmpty ? ";" : hint.en) write 'anyone', 'known' or 'has wheelchair'",
                "'\(text)' is geen wie\(hint.nl.isEmpty ? ";" : hint.nl) schrijf 'anyone', 'known' of 'has wheelchair'"
            )
            return nil
        }
        if let venue, !venue.facts.contains(words[1]) {
            document.refuse(fact: words[1], node, venue)
            return nil
        }
        return .has(words[1])
    }

    /// The name of an entry of the catalogue of promises, which stands in no file.
    private func standing(_ node: Node) -> StandingPromiseID? {
        guard let text = document.text(node, of: "'promise'") else { return nil }
        guard let id = StandingPromiseID(text) else {
            document.refuse(
                node, "the name of a promise is 1 to 64 of A-Z a-z 0-9 _ -, as in the catalogue",
                "de naam van een belofte is 1 tot 64 tekens uit A-Z a-z 0-9 _ -, als in de lijst")
            return nil
        }
        return id
    }

    private func terms(_ node: Node) -> CueTerms? {
        let keys = [
            "say", "to", "for", "withdraw on", "escalate after", "at most every", "promise",
        ]
        guard let map = document.mapping(node, keys: keys, of: "'cue'") else { return nil }
        let say = map.required("say", "{en: …, nl: …}").flatMap {
            words($0, document, countMax: sayCountMax)
        }
        let role = map.text("to", "host").flatMap { role -> String? in
            if ["host", "lead"].contains(role) { return role }
            let hint = hint(role, among: ["host", "lead"])
            map.optional("to").map {
                document.refuse(
                    $0,
                    "'\(role)' is nobody who can be told\(hint.en.isEmpty ? ";" : hint.en) write host or lead",
                    "'\(role)' is niemand om het te zeggen\(hint.nl.isEmpty ? ";" : hint.nl) schrijf host of lead"
                )
            }
            return nil
        }
        let validFor = map.required("for", "10 minutes").flatMap(span)
        let withdraw = map.optional("withdraw on").map { signals($0, mayBeHere: true) } ?? []
        let escalation = map.optional("escalate after")
        let escalateAfter = escalation.flatMap(span)
        if let escalation, let escalateAfter, let validFor, escalateAfter >= validFor {
            document.refuse(
                escalation, "escalate before the cue ends: 'escalate after' is shorter than 'for'",
                "escaleer voor het seintje afloopt: 'escalate after' is korter dan 'for'")
        }
        let cooldown = map.optional("at most every").flatMap(span)
        let promise = map.optional("promise").flatMap(standing)
        guard let say, let role, let validFor else { return nil }
        return CueTerms(
            say: say, role: role, validFor: validFor, withdrawOn: withdraw,
            escalateAfter: escalateAfter, cooldown: cooldown, promise: promise)
    }
}

extension YAMLDocument {
    /// A fact that the venue does not have.
    func refuse(fact: String, _ node: Node, _ venue: Venue) {
        let hint = hint(fact, among: venue.facts)
        let list = venue.facts.joined(separator: ", ")
        refuse(
            node, "'\(fact)' is not in the venue's facts: \(list)\(hint.en)",
            "'\(fact)' staat niet bij de feiten van de locatie: \(list)\(hint.nl)")
    }
}

/// A text in both languages: `{en: …, nl: …}`.
///
/// - Parameter countMax: The most characters.
func words(_ node: Node, _ document: YAMLDocument, countMax: Int = nameCountMax) -> Words? {
    guard let map = document.mapping(node, keys: ["en", "nl"], of: "a text"),
        let en = map.text("en", "…"), let nl = map.text("nl", "…")
    else { return nil }
    for (key, text) in [("en", en), ("nl", nl)] where text.count > countMax {
        guard let node = map.optional(key) else { continue }
        document.refuse(
            node, "this has \(text.count) characters, and may have \(countMax)",
            "dit heeft \(text.count) tekens, en mag er \(countMax) hebben")
        return nil
    }
    return Words(en: en, nl: nl)
}

/// The longest name of a thing: it must fit on a phone.
let nameCountMax = 80
/// The longest text of a cue.
let sayCountMax = 240
