import Pages
import Testing

// Negative control: judge a row by its English alone, or look for protected grounds in principles
// too, and these fail.
@Suite("The form of who we are")
struct CharterFormTests {
    private static let whole = [
        "p-count": "1", "p-0-en": "We keep it calm", "p-0-nl": "Wij houden het rustig",
        "p-0-yes": "A quiet bench", "l-count": "1", "h-count": "1", "g-count": "1", "days": "14",
    ]

    private static func faults(_ fields: [String: String]) -> [String: CharterForm.Fault] {
        CharterForm(fields: whole.merging(fields) { $1 }).faults
    }

    @Test("A principle in both languages is enough, and an empty row is left out")
    func whole() {
        #expect(Self.faults([:]).isEmpty)
        #expect(Self.faults(["p-count": "3", "l-count": "9"]).isEmpty)
        #expect(
            Self.faults(["p-0-en": " ", "p-0-nl": "\n", "p-0-yes": ""]) == ["p-0-en": .missing])
        #expect(CharterForm(fields: [:]).faults == ["p-0-en": .missing, "days": .days])
    }

    @Test("What is written in one language is asked for in the other, at its field")
    func bothLanguages() {
        #expect(Self.faults(["l-0-en": "Never"]) == ["l-0-nl": .missing])
        #expect(Self.faults(["p-1-no": "Music", "p-count": "2"]).count == 2)
        let half = Self.faults(["h-0-who-en": "Walkers", "h-0-how-en": "A chair"])
        #expect(half == ["h-0-who-nl": .missing, "h-0-how-nl": .missing])
    }

    @Test("Nobody is hoped for or parted from by what the law protects: the word is named")
    func grounds() {
        let typed = [
            "g-0-who-en": "Loud people", "g-0-who-nl": "Luide Vrouwen",
            "g-0-how-en": "A kind word", "g-0-how-nl": "Een vriendelijk woord",
        ]
        #expect(Self.faults(typed) == ["g-0-who-nl": .ground("vrouwen")])
        #expect(
            Self.faults([
                "h-0-who-en": "Seniors", "h-0-who-nl": "Rustige mensen", "h-0-how-en": "Tea",
                "h-0-how-nl": "Thee",
            ]) == ["h-0-who-en": .ground("seniors")])
        // What we are may be said of anybody; whom we want may not.
        #expect(Self.faults(["p-0-en": "A wheelchair goes first"]).isEmpty)
    }

    @Test("Lengths, examples and days are judged at their bounds")
    func bounds() {
        let long = String(repeating: "a", count: 500)
        #expect(Self.faults(["p-0-en": long, "p-0-yes": long]).isEmpty)
        #expect(Self.faults(["p-0-en": long + "a"]) == ["p-0-en": .tooLong])
        #expect(Self.faults(["p-0-no": "a\n" + long + "a"]) == ["p-0-no": .tooLong])
        let lines = Array(repeating: "a quiet bench", count: 50).joined(separator: "\r\n")
        #expect(Self.faults(["p-0-yes": lines + "\r\n"]).isEmpty)
        #expect(Self.faults(["p-0-yes": lines + "\r\nb"]) == ["p-0-yes": .tooMany])
        for days in ["1", "90", " 7 "] { #expect(Self.faults(["days": days]).isEmpty) }
        for days in ["0", "91", "", "x", "-1", "99999999999999999999"] {
            #expect(Self.faults(["days": days]) == ["days": .days], "\(days)")
        }
    }
}
