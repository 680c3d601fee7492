import Foundation
import Kernel
import Measures
import Testing

/// The same answers in the plainest way: every voice is counted again for every question.
private struct PlainVoices {
    var voices: [(number: UInt32, terms: VoiceTerms)] = []

    func similar(to asked: VoiceTerms, count: Int, except: UInt32? = nil) -> [VoiceIndex.Match] {
        let stems = scores(asked.stems) { $0.stems }
        let pieces = scores(Self.pieces(asked)) { Self.pieces($0) }
        let matches = voices.indices.map { place in
            VoiceIndex.Match(
                number: .init(voices[place].number),
                likeness: 0.5 * stems[place] + 0.5 * pieces[place])
        }
        return Array(
            matches.filter { $0.likeness > 0 && $0.number.raw != except }
                .sorted { ($1.likeness, $0.number) < ($0.likeness, $1.number) }
                .prefix(count))
    }

    private static func pieces(_ terms: VoiceTerms) -> [String] {
        terms.words.flatMap { word -> [String] in
            let letters = Array(" \(word) ")
            if letters.count <= 4 { return [String(letters)] }
            return (0...letters.count - 4).map { String(letters[$0..<$0 + 4]) }
        }
    }

    /// BM25 of each voice, against the most that the question weighs.
    private func scores(_ asked: [String], _ field: (VoiceTerms) -> [String]) -> [Double] {
        let held = voices.map { field($0.terms) }
        let usual = Double(held.map(\.count).reduce(0, +)) / Double(voices.count)
        func weight(_ term: String) -> Double {
            let holding = Double(held.filter { $0.contains(term) }.count)
            return log(1 + (Double(voices.count) - holding + 0.5) / (holding + 0.5))
        }
        let whole = asked.map(weight).reduce(0, +)
        return held.map { terms in
            let brake = 0.9 * (0.6 + 0.4 * Double(terms.count) / usual)
            let sum = asked.reduce(0.0) { sum, term in
                let count = Double(terms.filter { $0 == term }.count)
                return sum + weight(term) * count * 1.9 / (count + brake)
            }
            return whole > 0 ? sum / whole : 0
        }
    }
}

@Suite("What people said, gathered to be searched")
struct VoiceIndexTests {
    private static func terms(_ text: String) -> VoiceTerms {
        VoiceTerms(text, in: .dutch) { $0.map { String($0.prefix(5)) } }
    }

    /// Texts of a few words out of not so many, so that much is shared, and some are the same.
    private static func texts(_ count: Int, seed: UInt64) -> [String] {
        let words = [
            "bankjes", "bank", "park", "parken", "speeltuin", "speeltuinen", "natuurspeeltuin",
            "muziek", "rustig", "rust", "kassa", "wachttijd", "wachten", "groen", "bomen", "boom",
            "fietsenrek", "fiets", "ok", "ij",
        ]
        var chance = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            (0..<Int.random(in: 1...6, using: &chance)).map { _ in
                words[Int.random(in: 0..<words.count, using: &chance)]
            }.joined(separator: " ")
        }
    }

    private static func index(_ texts: [String]) -> VoiceIndex {
        var index = VoiceIndex()
        for (number, text) in texts.enumerated() { index.add(.init(UInt32(number)), terms(text)) }
        return index
    }

    private static func isSame(_ left: [VoiceIndex.Match], _ right: [VoiceIndex.Match]) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { abs($0.likeness - $1.likeness) < 1e-12 }
    }

    @Test(
        "every likeness is what counting every voice again gives",
        arguments: 1...6 as ClosedRange<UInt64>)
    func plainModel(seed: UInt64) {
        let texts = Self.texts(60, seed: seed)
        let index = Self.index(texts)
        var plain = PlainVoices()
        for (number, text) in texts.enumerated() {
            plain.voices.append((UInt32(number), Self.terms(text)))
        }
        for asked in Self.texts(20, seed: seed + 100) + ["onbekend", "spee", "banjkes"] {
            let terms = Self.terms(asked)
            let found = index.similar(to: terms, count: 100)
            let expected = plain.similar(to: terms, count: 100)
            #expect(Self.isSame(found, expected), "asked: \(asked)")
            let likeness = Dictionary(
                uniqueKeysWithValues: expected.map { ($0.number, $0.likeness) })
            for match in found {
                #expect(abs((likeness[match.number] ?? -1) - match.likeness) < 1e-12)
            }
            #expect(index.similar(to: terms, count: 5) == Array(found.prefix(5)))
        }
    }

    @Test(
        "a voice that is forgotten leaves nothing: answers and sizes are as if it never came",
        arguments: 1...4 as ClosedRange<UInt64>)
    func removal(seed: UInt64) {
        let texts = Self.texts(80, seed: seed) + ["eenmalig woord dat niemand anders zegt"]
        var index = Self.index(texts)
        let wholeSizes = index.sizes
        var never = VoiceIndex()
        for (number, text) in texts.enumerated() {
            if number % 2 == 0 {
                let was = index.remove(.init(UInt32(number)))
                #expect(was)
            } else {
                never.add(.init(UInt32(number)), Self.terms(text))
            }
        }
        #expect(index.count == never.count)
        #expect(index.sizes == never.sizes)
        #expect(index.sizes != wholeSizes)
        for asked in texts {
            let terms = Self.terms(asked)
            #expect(index.similar(to: terms, count: 100) == never.similar(to: terms, count: 100))
        }
        for number in texts.indices { index.remove(.init(UInt32(number))) }
        #expect(index.count == 0)
        #expect(index.sizes == (0, 0, 0, 0))
        let wasThere = index.remove(.init(0))
        #expect(!wasThere)
    }

    @Test("room that the forgotten leave is used again, and nothing of theirs comes back")
    func reuse() {
        let texts = Self.texts(50, seed: 9)
        var index = Self.index(Self.texts(50, seed: 8))
        for number in 0..<50 { index.remove(.init(UInt32(number))) }
        for (number, text) in texts.enumerated().reversed() {
            index.add(.init(UInt32(number)), Self.terms(text))
        }
        let fresh = Self.index(texts)
        #expect(index.sizes == fresh.sizes)
        for asked in texts {
            let terms = Self.terms(asked)
            #expect(index.similar(to: terms, count: 9) == fresh.similar(to: terms, count: 9))
        }
    }

    @Test("the order in which voices come changes no answer, to the last bit")
    func permutation() {
        let texts = Self.texts(70, seed: 3)
        let index = Self.index(texts)
        var chance = SplitMix64(seed: 4)
        var shuffled = VoiceIndex()
        for number in texts.indices.shuffled(using: &chance) {
            shuffled.add(.init(UInt32(number)), Self.terms(texts[number]))
        }
        for asked in texts {
            let terms = Self.terms(asked)
            #expect(index.similar(to: terms, count: 70) == shuffled.similar(to: terms, count: 70))
        }
    }

    @Test("a voice that comes again under its number takes the place of what it was")
    func replacing() {
        var index = Self.index(["bankjes park", "muziek"])
        index.add(.init(0), Self.terms("groen"))
        #expect(index.count == 2)
        #expect(index.similar(to: Self.terms("bankjes"), count: 5).isEmpty)
        #expect(index.similar(to: Self.terms("groen"), count: 5).map(\.number.raw) == [0])
    }

    @Test("of equal ones the lower number comes first, and one may be left out")
    func ties() {
        let index = Self.index(["groen", "groen", "muziek", "groen"])
        let terms = Self.terms("groen")
        #expect(index.similar(to: terms, count: 2).map(\.number.raw) == [0, 1])
        #expect(index.similar(to: terms, count: 9, except: .init(1)).map(\.number.raw) == [0, 3])
    }

    @Test(
        "half a word, a typing error and a compound find what nobody wrote so",
        arguments: [("speelt", 0), ("bankjse", 1), ("fietsenstalling", 2), ("SPEELTUÏN", 0)])
    func unwritten(asked: String, expected: UInt32) {
        let index = Self.index(["speeltuin", "bankjes", "fietsenrek", "muziek"])
        #expect(index.similar(to: Self.terms(asked), count: 1).first?.number.raw == expected)
    }

    @Test("nothing asked, nothing shared and nothing wanted find nothing")
    func nothing() {
        let index = Self.index(["bankjes", "muziek"])
        #expect(index.similar(to: Self.terms(""), count: 5).isEmpty)
        #expect(index.similar(to: Self.terms("de het een"), count: 5).isEmpty)
        #expect(index.similar(to: Self.terms("xyzzy"), count: 5).isEmpty)
        #expect(index.similar(to: Self.terms("bankjes"), count: 0).isEmpty)
        #expect(VoiceIndex().similar(to: Self.terms("bankjes"), count: 5).isEmpty)
    }

    @Test("what holds more of the telling words is more alike: the plain count would not see it")
    func telling() {
        let common = (0..<30).map { _ in "park bomen" }
        let index = Self.index(common + ["fontein park", "bomen park groen"])
        #expect(
            index.similar(to: Self.terms("park bomen fontein"), count: 1).first?.number.raw == 30)
    }
}

@Suite("Texts as words")
struct VoiceWordsTests {
    @Test(
        "words are runs of letters and digits, small, without accents",
        arguments: [
            ("Cafés, ideeën & 's avonds!", ["cafes", "ideeen", "s", "avonds"]),
            ("Straße nr. 12b\u{AD}c", ["strasse", "nr", "12bc"]),
            ("cafe\u{301}", ["cafe"]), ("  \n\t—…", []), ("IJburg ĳsje", ["ijburg", "ijsje"]),
            ("Привет 你好", ["привет", "你好"]), ("a\0b", ["a", "b"]),
        ])
    func words(text: String, expected: [String]) {
        #expect(VoiceWords.words(of: text) == expected)
    }

    @Test("a long text and a long word are cut where they are said to be")
    func bounds() {
        let long = String(repeating: "woord ", count: VoiceWords.countMax + 1)
        #expect(VoiceWords.words(of: long).count == VoiceWords.countMax)
        let most = String(repeating: "a", count: VoiceWords.letterCountMax)
        #expect(VoiceWords.words(of: most + "b") == [most])
        #expect(VoiceWords.words(of: most) == [most])
    }

    @Test("function words are left out by the language of the text: a door is no 'door'")
    func functionWords() {
        let text = "door the"
        #expect(VoiceTerms(text, in: .dutch) { $0 }.words == ["the"])
        #expect(VoiceTerms(text, in: .english) { $0 }.words == ["door"])
    }

    @Test("pieces are the runs of four letters between blanks")
    func pieces() {
        #expect(VoiceTerms.pieces(of: "bank") == [" ban", "bank", "ank "])
        #expect(VoiceTerms.pieces(of: "ok") == [" ok "])
        #expect(VoiceTerms.pieces(of: "o") == [" o "])
    }
}
