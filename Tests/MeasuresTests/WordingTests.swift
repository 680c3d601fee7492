import Foundation
import Kernel
import Measures
import Testing

/// Sentences of which was written down what they ask for, before there was a rule to judge them.
private enum Labelled {
    static func read(_ half: String?) throws -> [WordingWeights.Labelled] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appending(path: "../Trial/questions.csv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
            .compactMap { line in
                let parts = line.split(separator: ",", maxSplits: 3)
                guard half == nil || parts[0] == half ?? "" else { return nil }
                return WordingWeights.Labelled(
                    language: try #require(WrittenLanguage(rawValue: String(parts[1]))),
                    kind: try #require(WordingKind(rawValue: String(parts[2]))),
                    text: parts[3].trimmingCharacters(in: ["\""]))
            }
    }
}

@Suite("The wording of a question")
struct WordingTests {
    @Test("of the unseen half nine in ten are judged as labelled, in either language")
    func unseen() throws {
        let sentences = try Labelled.read("unseen")
        #expect(sentences.count == 100)
        for language in WrittenLanguage.allCases {
            let these = sentences.filter { $0.language == language }
            let right = these.count {
                Wording($0.text, in: language).verdict == $0.kind.verdict
            }
            #expect(these.count == 50)
            #expect(right >= 45, "\(language.rawValue): \(right) of 50")
        }
    }

    @Test("saying that everything is fine would not pass for judging")
    func control() throws {
        let sentences = try Labelled.read("unseen")
        #expect(sentences.count { $0.kind.verdict == .fine } * 10 < sentences.count * 9)
    }

    @Test("the two halves share no sentence, and each language has a hundred")
    func halves() throws {
        let all = try Labelled.read(nil)
        #expect(all.count == 200)
        #expect(Set(all.map(\.text)).count == 200)
        for language in WrittenLanguage.allCases {
            #expect(all.count { $0.language == language } == 100)
        }
    }

    @Test("the weights that are kept are those that the shown half teaches, and no others")
    func weights() throws {
        let learned = try #require(WordingWeights(learnedFrom: Labelled.read("shown")))
        for (row, kept) in zip(learned.rows, WordingWeights.kept.rows) {
            // Logarithms may differ in the last digit between machines.
            for (one, other) in zip(row, kept) { #expect(abs(one - other) <= 1) }
        }
        #expect(learned.rows.count == WordingKind.allCases.count)
    }

    @Test("other sentences teach other weights")
    func others() throws {
        let sentences = try Labelled.read("shown").map {
            WordingWeights.Labelled(
                language: $0.language, kind: $0.kind == .served ? .being : .served, text: $0.text)
        }
        #expect(WordingWeights(learnedFrom: sentences) == nil, "three kinds are in none")
        let half = try Array(Labelled.read("shown").enumerated()).filter { $0.offset % 3 > 0 }
        let fewer = try #require(WordingWeights(learnedFrom: half.map(\.element)))
        #expect(fewer.rows != WordingWeights.kept.rows)
    }

    @Test("the words by which it was judged are words of the sentence, and their weights add up")
    func found() {
        let wording = Wording("What should our brand stand for?", in: .english)
        #expect(wording.kind == .being)
        #expect(wording.found.map(\.cue).contains(.character))
        #expect(wording.found.first { $0.cue == .ought }?.words == "should")
        #expect(wording.found.map(\.weight) == wording.found.map(\.weight).sorted(by: >))
    }

    @Test(
        "that the house should do something is not yet who it should be",
        arguments: [
            "Should we open the doors at eight?", "At what time should we bring your breakfast?",
            "Moeten wij uw jas aannemen?", "Hoe laat moeten wij u bellen?",
            "How quickly did we serve you?", "Kunnen wij u ergens mee helpen?",
        ])
    func doing(_ text: String) { #expect(Wording(text).verdict != .refused) }

    @Test(
        "what ought to describe the house is who it should be",
        arguments: [
            "Which five words should describe our company?",
            "Welke vijf woorden horen ons bedrijf te beschrijven?",
            "What must define this place in your view?", "Wat moet ons huis typeren?",
            "Which colours ought to distinguish us?", "Welke eigenschappen horen ons te kenmerken?",
        ])
    func describing(_ text: String) { #expect(Wording(text).verdict == .refused) }

    @Test(
        "describing something else is not",
        arguments: [
            "How should we describe this dish to you?", "Hoe moeten wij dit gerecht beschrijven?",
            "How would you describe your room?", "Hoe zou u uw kamer beschrijven?",
        ])
    func describingElse(_ text: String) { #expect(Wording(text).verdict == .fine) }

    @Test(
        "the language is told by small words when nobody says it",
        arguments: [("How long did you wait?", "en"), ("Hoe lang moest u wachten?", "nl")])
    func language(_ text: String, _ code: String) {
        #expect(Wording(text).language.rawValue == code)
    }

    @Test(
        "a text of any length and any letters is judged",
        arguments: [
            "", "?!", String(repeating: "should we be ", count: 20_000), "🙂🙂", "\u{0}\u{FFFD}",
            String(repeating: "a", count: 100_000),
        ])
    func hostile(_ text: String) {
        let wording = Wording(text)
        #expect(WordingKind.allCases.contains(wording.kind))
        #expect(wording.found.count <= WordingCue.allCases.count)
    }

    @Test("a text without a word is not refused")
    func empty() { #expect(Wording("").verdict == .fine) }
}
