import Kernel
import Measures
import Ports
import Testing
import VoiceText

@Suite("Stems and languages of what people write")
struct LocalTextReadingTests {
    private let reading = LocalTextReading()

    @Test(
        "forms of a Dutch word have one stem",
        arguments: [
            ["bank", "banken"], ["speeltuin", "speeltuinen"], ["straat", "straten"],
            ["buurt", "buurten"], ["groen", "groene"], ["lopen", "loop"], ["boom", "bomen"],
        ])
    func dutch(words: [String]) {
        #expect(Set(reading.stems(of: words, in: .dutch)).count == 1)
    }

    @Test(
        "forms of an English word have one stem",
        arguments: [
            ["bench", "benches"], ["waiting", "waited", "waits", "wait"], ["tree", "trees"],
            ["friend", "friends", "friendly"], ["playground", "playgrounds"],
        ])
    func english(words: [String]) {
        #expect(Set(reading.stems(of: words, in: .english)).count == 1)
    }

    @Test("each language stems by its own rules, and different words stay different")
    func apart() {
        #expect(reading.stems(of: ["bomen", "waiting"], in: .dutch) == ["bom", "waiting"])
        #expect(reading.stems(of: ["bomen", "waiting"], in: .english) == ["bomen", "wait"])
        let stems = reading.stems(of: ["bank", "boom", "muziek"], in: .dutch)
        #expect(Set(stems).count == 3)
        #expect(reading.stems(of: [], in: .dutch).isEmpty)
        #expect(reading.stems(of: ["", "日本"], in: .english) == ["", "日本"])
    }

    @Test(
        "a sentence tells its language",
        arguments: [
            ("Ik wil graag meer bankjes in het park zodat mijn moeder kan rusten.", "nl"),
            ("De wachttijd bij de kassa was veel te lang en niemand zei waarom.", "nl"),
            ("Kunnen jullie de speeltuin ook op zondag openhouden voor de kinderen?", "nl"),
            ("Er hangt overal muziek, ik kan nergens rustig zitten.", "nl"),
            ("Dank u wel voor de vriendelijke hulp bij de ingang.", "nl"),
            ("We waited for almost an hour and nobody told us why.", "en"),
            ("Could you please open the playground on Sundays as well?", "en"),
            ("The music is too loud, there is nowhere quiet to sit down.", "en"),
            ("My daughter could not reach the tap in the washroom.", "en"),
            ("The food was cold and the service slow.", "en"),
            ("Wir haben eine Stunde gewartet und niemand hat uns etwas gesagt.", "de"),
            ("Nous avons attendu une heure et personne ne nous a rien dit.", "fr"),
        ])
    func language(text: String, code: String) throws {
        let found = try #require(reading.language(of: text))
        #expect(found.code == code)
        #expect((50...100).contains(found.percent))
        #expect(found.written == WrittenLanguage(rawValue: code))
    }

    @Test(
        "a few words of Dutch are read as Dutch, and Afrikaans stays Afrikaans",
        arguments: [
            ("Een boom op elke hoek", "nl"), ("Straatfeest voor jong en oud", "nl"),
            ("Wandelroute langs het water", "nl"), ("Bloemen langs de straat", "nl"),
            ("Help om die park skoon te hou en ons kinders veilig te laat speel.", "af"),
        ])
    func few(text: String, code: String) {
        #expect(reading.language(of: text)?.code == code)
    }

    @Test(
        "a text that is too short to tell has no language: nobody guesses",
        arguments: ["", "ok", "bankjes", "water", "super!", "Wifi", "!!! 123 ???", "😀😀", "a\0b"])
    func unknown(text: String) {
        #expect(reading.language(of: text) == nil)
    }

    @Test("of five words or fewer only Dutch and English are believed, of more each language is")
    func believed() {
        let few = [
            "Natuurspeeltuin", "Meer groen in de buurt", "Speeltuin opknappen",
            "Zitbankjes langs pad",
            "Bankje bij de vijver", "Groene daken en gevels", "Buurtmoestuin", "Kinderboerderij",
        ]
        for text in few {
            let code = reading.believedLanguage(of: text)?.code
            #expect(code == nil || code == "nl" || code == "en", "\(text)")
        }
        // Else nothing would be shown: at least one is read as another language without the rule.
        #expect(few.contains { !["nl", "en", nil].contains(reading.language(of: $0)?.code) })
        let german = "Wir haben eine Stunde gewartet und niemand hat uns etwas gesagt."
        #expect(reading.believedLanguage(of: german)?.code == "de")
        // Chinese has no blanks between its words.
        let chinese = "我想在公园里有更多的长椅，让我的妈妈可以休息一下"
        #expect(reading.believedLanguage(of: chinese)?.code == "zh")
    }

    @Test("codes of languages are those of ISO 639-1, in small letters")
    func codes() {
        for code in ["nl", "en", "de", "tr", "zh", "uk", "zu", "aa"] {
            #expect(LanguageCodes.isKnown(code))
        }
        for code in ["xx", "zz", "", "n", "NL", "nld", "zh-Hant", "tlh", "1a", "iw"] {
            #expect(!LanguageCodes.isKnown(code), "\(code)")
        }
    }

    @Test("a long text is told by its begin, and is never cut within a letter")
    func long() {
        let sentence = "Eén idee: ‘meer’ bankjes in het park, zodat iedereen kan rusten. "
        for blanks in 0..<4 {
            let text =
                String(repeating: " ", count: blanks)
                + String(repeating: sentence, count: 200)
            #expect(reading.language(of: text)?.code == "nl")
        }
    }

    @Test("a text found by another form of its words has the same stems")
    func found() {
        var index = VoiceIndex()
        let texts = ["Er mogen meer bankjes komen", "De muziek staat te hard"]
        for (number, text) in texts.enumerated() {
            index.add(.init(UInt32(number)), terms(text))
        }
        #expect(index.similar(to: terms("een bankje"), count: 1).first?.number.raw == 0)
        #expect(index.similar(to: terms("harde muziek"), count: 1).first?.number.raw == 1)
    }

    private func terms(_ text: String) -> VoiceTerms {
        VoiceTerms(text, in: .dutch) { reading.stems(of: $0, in: .dutch) }
    }
}
