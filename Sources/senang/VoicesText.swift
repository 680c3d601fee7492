import ExactJSON
import Files
import Kernel
import Measures
import Ports
import VoiceText

/// Texts of a table, taken apart and gathered to be searched.
struct GatheredVoices {
    private let reading = LocalTextReading()
    private let house: WrittenLanguage
    private(set) var index = VoiceIndex()

    /// - Parameter house: The language of texts whose own cannot be told.
    init(_ rows: [VoiceRow], house: WrittenLanguage) {
        self.house = house
        for (place, row) in rows.enumerated() {
            index.add(VoiceIndex.Number(UInt32(place)), terms(of: row.text))
        }
    }

    func language(of text: String) -> ReadLanguage? { reading.believedLanguage(of: text) }

    func terms(of text: String) -> VoiceTerms {
        let language = language(of: text)?.written ?? house
        return VoiceTerms(text, in: language) { reading.stems(of: $0, in: language) }
    }
}

/// What is alike, as lines for people and as JSON for programs.
struct VoicesText {
    let gathered: GatheredVoices
    let found: VoiceFile
    let top: Int

    func json(of text: String) -> ExactJSON {
        let language = gathered.language(of: text)
        return .object([
            ("text", .string(text)),
            ("language", language.map { .string($0.code) } ?? .null),
            ("languagePercent", language.map { ExactJSON($0.percent) } ?? .null),
            ("voices", ExactJSON(found.rows.count)), ("rows", ExactJSON(found.rowCount)),
            ("similar", .array(matches(of: text).map { json($0, withText: true) })),
            ("empty", ExactJSON(found.emptyCount)),
            ("problemCount", ExactJSON(found.problemCount)),
            ("problems", .array(found.problems.map(Self.json))),
        ])
    }

    /// Of a row of the table, which is left out itself.
    func json(at place: Int) -> ExactJSON {
        let row = found.rows[place]
        return .object([
            ("line", ExactJSON(row.line)), ("label", row.label.map(ExactJSON.string) ?? .null),
            ("language", gathered.language(of: row.text).map { .string($0.code) } ?? .null),
            ("similar", .array(matches(at: place).map { json($0, withText: false) })),
        ])
    }

    func text(of text: String) -> String { lines(matches(of: text)) }

    func text(at place: Int) -> String {
        let row = found.rows[place]
        return "line \(row.line): \(Self.oneLine(row.text))\n\(lines(matches(at: place)))"
    }

    private func matches(of text: String) -> [VoiceIndex.Match] {
        gathered.index.similar(to: gathered.terms(of: text), count: top)
    }

    private func matches(at place: Int) -> [VoiceIndex.Match] {
        gathered.index.similar(
            to: gathered.terms(of: found.rows[place].text), count: top,
            except: VoiceIndex.Number(UInt32(place)))
    }

    private func lines(_ matches: [VoiceIndex.Match]) -> String {
        guard !matches.isEmpty else { return "  nothing is alike" }
        return matches.map { match in
            let row = found.rows[Int(match.number.raw)]
            let label = row.label.map { " [\($0)]" } ?? ""
            return
                "  \(Self.shown(match.likeness))  line \(row.line)\(label)  \(Self.oneLine(row.text))"
        }.joined(separator: "\n")
    }

    /// In hundredths.
    private static func shown(_ likeness: Double) -> String {
        let hundredths = Int((likeness * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func oneLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 120 ? line.prefix(119) + "…" : line
    }

    private func json(_ match: VoiceIndex.Match, withText: Bool) -> ExactJSON {
        let row = found.rows[Int(match.number.raw)]
        var fields: [(name: String, value: ExactJSON)] = [
            ("line", ExactJSON(row.line)), ("likeness", ExactJSON(match.likeness)),
        ]
        if withText { fields.append(("text", .string(row.text))) }
        fields.append(("label", row.label.map(ExactJSON.string) ?? .null))
        return .object(fields)
    }

    static func json(_ problem: RowProblem) -> ExactJSON {
        .object([
            ("line", ExactJSON(problem.line)),
            ("column", problem.column.map { ExactJSON($0) } ?? .null),
            ("field", .string(problem.field)), ("advice", .string(problem.advice)),
        ])
    }
}
