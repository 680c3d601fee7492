import Domain

/// Who we are as plain lines, so that two versions can be set beside one another.
struct CharterText {
    let texts: [String: String]

    func lines(of charter: Charter) -> String {
        guard charter.version > 0 || !charter.principles.isEmpty else { return "" }
        var lines: [String] = []
        func say(_ key: String, _ text: String, isWithin: Bool = false) {
            lines.append((isWithin ? "  " : "") + "\(texts[key] ?? key): \(text)")
        }
        for principle in charter.principles {
            say("id-principle", Self.both(principle.words))
            for yes in principle.yes { say("id-yesOne", yes, isWithin: true) }
            for no in principle.no { say("id-noOne", no, isWithin: true) }
        }
        for line in charter.redLines { say("id-redLine", Self.both(line.words)) }
        for (key, groups) in [
            ("id-hopedFor", charter.hopedFor), ("id-partedFrom", charter.partedFrom),
        ] {
            for group in groups {
                say(key, Self.both(group.who))
                say("id-how", Self.both(group.how), isWithin: true)
            }
        }
        say("id-answerDays", "\(charter.answerDays)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func both(_ words: Words) -> String {
        words.en == words.nl ? words.en : "\(words.en) / \(words.nl)"
    }
}
