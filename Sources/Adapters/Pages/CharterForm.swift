import Domain
import Kernel

/// What a form says of who we are.
///
/// A row of which every field is empty is left out. What law protects is refused at the field that
/// names it, with the word: whoever writes finds other words for what people want or do.
public struct CharterForm: Sendable {
    /// Rows of one kind, by the letter in the names of its fields.
    public enum Part: String, CaseIterable, Sendable {
        case principles = "p"
        case redLines = "l"
        case hopedFor = "h"
        case partedFrom = "g"

        /// What a row of it has; the first four letters say which words are needed together.
        public var fields: [String] {
            switch self {
            case .principles: ["en", "nl", "yes", "no"]
            case .redLines: ["en", "nl"]
            case .hopedFor, .partedFrom: ["who-en", "who-nl", "how-en", "how-nl"]
            }
        }

        /// Words in both languages, of which none may be missing.
        var needed: [String] { fields.filter { $0 != "yes" && $0 != "no" } }
    }

    /// What is wrong at a field.
    public enum Fault: Equatable, Sendable {
        case missing
        case tooLong
        case tooMany
        /// Not a number of days from 1 to 90.
        case days
        /// The law protects it; with the word by which.
        case ground(String)
    }

    /// By the name of the field.
    public private(set) var faults: [String: Fault] = [:]
    /// `nil`: a field is wrong.
    private(set) var charter: Charter?

    /// - Parameter fields: As a browser sends them.
    public init(fields: [String: String]) { self.init(Form(fields)) }

    init(_ form: Form) {
        let days = UInt8(form["days"].filter { !$0.isWhitespace }).flatMap {
            (1...90).contains($0) ? $0 : nil
        }
        if days == nil { faults["days"] = .days }
        var names = Set<String>()
        let principles = rows(.principles, form).map { row, texts in
            Principle(
                id: Self.id(form[Self.name(.principles, row, "id")], texts, &names),
                words: Words(en: texts["en"] ?? "", nl: texts["nl"] ?? ""),
                yes: examples(Self.name(.principles, row, "yes"), form),
                no: examples(Self.name(.principles, row, "no"), form))
        }
        if principles.isEmpty { faults[Self.name(.principles, 0, "en")] = .missing }
        names = []
        let redLines = rows(.redLines, form).map { row, texts in
            RedLine(
                id: Self.id(form[Self.name(.redLines, row, "id")], texts, &names),
                words: Words(en: texts["en"] ?? "", nl: texts["nl"] ?? ""))
        }
        let hopedFor = belongings(.hopedFor, form)
        let partedFrom = belongings(.partedFrom, form)
        guard faults.isEmpty, let days else { return }
        charter = Charter(
            principles: principles, redLines: redLines, hopedFor: hopedFor,
            partedFrom: partedFrom, answerDays: days)
    }

    static func name(_ part: Part, _ row: Int, _ field: String) -> String {
        "\(part.rawValue)-\(row)-\(field)"
    }

    /// How many rows of a kind the form shows.
    static func rowCount(_ part: Part, _ form: Form) -> Int {
        min(Charter.partCountMax, max(0, Int(form["\(part.rawValue)-count"]) ?? 0))
    }

    /// What stands in a field of words: one line, without what stands around it.
    private static func text(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: Rows

    /// Rows in which something stands, with their words.
    private mutating func rows(
        _ part: Part, _ form: Form
    ) -> [(row: Int, texts: [String: String])] {
        var found: [(row: Int, texts: [String: String])] = []
        for row in 0..<Self.rowCount(part, form) {
            var texts: [String: String] = [:]
            for field in part.fields {
                texts[field] = Self.text(form[Self.name(part, row, field)])
            }
            guard texts.values.contains(where: { !$0.isEmpty }) else { continue }
            for field in part.needed {
                let name = Self.name(part, row, field)
                let text = texts[field] ?? ""
                if text.isEmpty { faults[name] = .missing }
                if text.utf8.count > Charter.wordByteCountMax { faults[name] = .tooLong }
            }
            found.append((row, texts))
        }
        return found
    }

    /// One a line.
    private mutating func examples(_ name: String, _ form: Form) -> [String] {
        let lines = form[name].split(whereSeparator: \.isNewline).map { Self.text(String($0)) }
            .filter { !$0.isEmpty }
        if lines.contains(where: { $0.utf8.count > Charter.wordByteCountMax }) {
            faults[name] = .tooLong
        } else if lines.count > Charter.partCountMax {
            faults[name] = .tooMany
        }
        return lines
    }

    private mutating func belongings(_ part: Part, _ form: Form) -> [Belonging] {
        rows(part, form).map { row, texts in
            for field in part.fields {
                if let found = ProtectedGround.named(in: texts[field] ?? "") {
                    faults[Self.name(part, row, field)] = .ground(found.word)
                }
            }
            return Belonging(
                who: Words(en: texts["who-en"] ?? "", nl: texts["who-nl"] ?? ""),
                how: Words(en: texts["how-en"] ?? "", nl: texts["how-nl"] ?? ""))
        }
    }

    /// The name that it has; of a new one it is made of its words, so that nobody thinks of one.
    private static func id<Noun>(
        _ known: String, _ texts: [String: String], _ taken: inout Set<String>
    ) -> Identifier<Noun> {
        if let id = Identifier<Noun>(known), taken.insert(known).inserted { return id }
        let letters = (texts["en"] ?? "").lowercased().unicodeScalars.map { scalar in
            ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : " "
        }
        let words = String(letters).split(separator: " ").joined(separator: "-").prefix(40)
        let base = words.isEmpty ? "our-own" : String(words)
        var name = base
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(base)-\(number)"
            number += 1
        }
        guard let id = Identifier<Noun>(name) else {
            preconditionFailure("letters, digits and dashes are an identifier")
        }
        return id
    }

    // MARK: As a form shows it

    /// The fields of what stands, with an empty row of each kind that has none.
    static func typed(_ charter: Charter) -> Form {
        var values = ["days": "\(charter.answerDays)", "start": "\(charter.version)"]
        func row(_ part: Part, _ row: Int, _ texts: [String]) {
            for (field, text) in zip(part.fields, texts) { values[name(part, row, field)] = text }
        }
        for (place, principle) in charter.principles.enumerated() {
            row(
                .principles, place,
                [
                    principle.words.en, principle.words.nl,
                    principle.yes.joined(separator: "\n"), principle.no.joined(separator: "\n"),
                ])
            values[name(.principles, place, "id")] = principle.id.description
        }
        for (place, line) in charter.redLines.enumerated() {
            row(.redLines, place, [line.words.en, line.words.nl])
            values[name(.redLines, place, "id")] = line.id.description
        }
        for (part, groups) in [
            (Part.hopedFor, charter.hopedFor), (.partedFrom, charter.partedFrom),
        ] {
            for (place, group) in groups.enumerated() {
                row(part, place, [group.who.en, group.who.nl, group.how.en, group.how.nl])
            }
        }
        let counts = [
            Part.principles: charter.principles.count, .redLines: charter.redLines.count,
            .hopedFor: charter.hopedFor.count, .partedFrom: charter.partedFrom.count,
        ]
        for part in Part.allCases {
            values["\(part.rawValue)-count"] = "\(max(1, counts[part] ?? 0))"
        }
        return Form(values)
    }
}
