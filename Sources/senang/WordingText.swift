import Domain
import ExactJSON
import Kernel
import Measures

/// How a question's wording was judged, as lines for people and as JSON for programs.
struct WordingText {
    let text: String
    let wording: Wording

    private var advice: String? { wording.kind.advice.map(inItsLanguage) }

    /// A question of the form that asks what can be asked, about something that is left open.
    private var better: String? {
        wording.kind.betterForm.map {
            inItsLanguage($0.question(about: Words(en: "…", nl: "…")))
        }
    }

    private func inItsLanguage(_ words: Words) -> String {
        wording.language == .dutch ? words.nl : words.en
    }

    var json: ExactJSON {
        .object([
            ("text", .string(text)), ("language", .string(wording.language.rawValue)),
            ("verdict", .string(wording.verdict.rawValue)),
            ("kind", .string(wording.kind.rawValue)),
            ("advice", advice.map(ExactJSON.string) ?? .null),
            (
                "form",
                wording.kind.betterForm.map { .string($0.rawValue) } ?? .null
            ),
            ("better", better.map(ExactJSON.string) ?? .null),
            (
                "cues",
                .array(
                    wording.found.map { found in
                        .object([
                            ("cue", .string(found.cue.rawValue)), ("words", .string(found.words)),
                            ("weight", ExactJSON(Int(found.weight))),
                        ])
                    })
            ),
        ])
    }

    var lines: [String] {
        var lines = ["\(wording.verdict.rawValue) (\(wording.kind.rawValue))"]
        if let advice { lines.append("  \(advice)") }
        if let better { lines.append("  better: \(better)") }
        for found in wording.found {
            lines.append("  \(found.cue.rawValue): “\(found.words)” \(found.weight)")
        }
        return lines
    }
}

/// How well one half of labelled sentences is judged.
struct LabelledHalf {
    let half: String
    let sentences: [WordingWeights.Labelled]

    /// In the order in which halves come first.
    static func all(_ sentences: [LabelledSentence]) -> [LabelledHalf] {
        var halves: [String] = []
        for sentence in sentences where !halves.contains(sentence.half) {
            halves.append(sentence.half)
        }
        return halves.map { half in
            LabelledHalf(
                half: half, sentences: sentences.filter { $0.half == half }.map(\.sentence))
        }
    }

    private func wording(_ sentence: WordingWeights.Labelled) -> Wording {
        Wording(sentence.text, in: sentence.language)
    }

    private var wrong: [WordingWeights.Labelled] {
        sentences.filter { wording($0).verdict != $0.kind.verdict }
    }

    var json: ExactJSON {
        .object([
            ("half", .string(half)), ("sentences", ExactJSON(sentences.count)),
            ("right", ExactJSON(sentences.count - wrong.count)),
            (
                "wrong",
                .array(
                    wrong.map { sentence in
                        .object([
                            ("text", .string(sentence.text)),
                            ("label", .string(sentence.kind.rawValue)),
                            ("judged", .string(wording(sentence).kind.rawValue)),
                        ])
                    })
            ),
        ])
    }

    var text: String {
        let told = wrong.map { sentence in
            "  \(sentence.text) — \(sentence.kind.rawValue), judged \(wording(sentence).kind.rawValue)"
        }
        let right = sentences.count - wrong.count
        return (["\(half): \(right) of \(sentences.count) right"] + told).joined(separator: "\n")
    }
}
