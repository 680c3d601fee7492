import Pages
import Testing

// Negative controls: without the check of the sum, a count that does not hold is told as one that
// does; with `<` in place of `<=` a text that just fits is cut; with the proposal of the one that
// is read before that of the other, a voice pulls another out of where many are.
@Suite("Voices, as a page says them")
struct VoiceTextTests {
    private static let english = VoiceText(isDutch: false)
    private static let dutch = VoiceText(isDutch: true)

    // MARK: Nobody is lost

    @Test("The first line says asked, answered and open, in both languages")
    func tally() {
        #expect(
            Self.english.tally(asked: 12, answered: 5, open: 7, isCounted: true)
                == "12 asked = 5 answered + 7 open, each with a date.")
        #expect(
            Self.dutch.tally(asked: 12, answered: 5, open: 7, isCounted: true)
                == "12 gevraagd = 5 beantwoord + 7 open, elk met een datum.")
    }

    @Test(
        "A count that does not hold, or is another when it is made again, is told as that",
        arguments: [(12, 5, 6, true), (12, 5, 8, true), (12, 5, 7, false)])
    func broken(asked: Int, answered: Int, open: Int, isCounted: Bool) {
        let text = Self.english.tally(
            asked: asked, answered: answered, open: open, isCounted: isCounted)
        #expect(text.hasPrefix("The count does not hold"))
        #expect(!text.contains("="))
    }

    @Test("What is past its date is told only when something is")
    func overdue() {
        #expect(Self.english.overdue(0) == nil)
        #expect(Self.english.overdue(1)?.hasPrefix("1 is past") == true)
        #expect(Self.english.overdue(2)?.hasPrefix("2 are past") == true)
    }

    // MARK: Dates

    @Test(
        "A day is told from today, and one that is over by how long",
        arguments: [
            (0, "today"), (1, "tomorrow"), (2, "in 2 days"), (14, "in 14 days"),
            (-1, "1 day past its date"), (-2, "2 days past its date"),
        ])
    func due(days: Int, words: String) {
        #expect(Self.english.due(days: days) == words)
        #expect(Self.dutch.due(days: days) != words)
    }

    // MARK: Words

    @Test(
        "A text is cut between words, and one that just fits is not",
        arguments: [
            ("meer bankjes", 12, "meer bankjes"), ("meer bankjes", 11, "meer…"),
            ("meer bankjes", 5, "meer…"), ("meer  \n bankjes", 12, "meer bankjes"),
            ("een twee drie", 9, "een twee…"), ("een twee drie", 8, "een…"),
            ("natuurspeeltuin", 7, "natuur…"), ("", 10, ""),
        ])
    func begin(words: String, count: Int, begin: String) {
        #expect(VoiceText.begin(of: words, atMost: count) == begin)
        #expect(VoiceText.begin(of: words, atMost: count).count <= count)
    }

    @Test(
        "A text is held to so many bytes, without half a letter",
        arguments: [
            ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abc…"), ("éééé", 8, "éééé"),
            ("ééééé", 8, "éé…"), ("👍👍👍", 11, "👍👍…"), ("👍👍", 6, "…"),
        ])
    func bytes(words: String, count: Int, begin: String) {
        #expect(VoiceText.begin(of: words, bytes: count) == begin)
        #expect(VoiceText.begin(of: words, bytes: count).utf8.count <= count)
    }

    @Test("A number is read out in threes, and found however it is typed")
    func numbers() {
        let told = VoiceText.number(123_456_789)
        #expect(told == "123\u{a0}456\u{a0}789")
        for typed in [told, "123456789", " 123 456 789 ", "123.456.789", "123-456-789"] {
            #expect(VoiceText.number(typed: typed) == 123_456_789)
        }
    }

    @Test("A proposal is called by numbers until somebody names it")
    func titles() {
        let (one, other) = ("631\u{a0}656\u{a0}799", "123\u{a0}456\u{a0}789")
        #expect(Self.dutch.title(of: 631_656_799) == "Stem \(one)")
        #expect(Self.english.title(of: 631_656_799) == "Voice \(one)")
        let both = Self.dutch.title(of: 631_656_799, and: 123_456_789)
        #expect(both == "Stemmen \(one) en \(other)")
        #expect(
            Self.english.title(of: 631_656_799, and: 123_456_789) == "Voices \(one) and \(other)")
    }

    @Test(
        "What is no number of nine digits finds nothing",
        arguments: ["", "12345678", "1234567890", "12345678a", "١٢٣٤٥٦٧٨٩", "+123456789"])
    func noNumber(typed: String) {
        #expect(VoiceText.number(typed: typed) == nil)
    }

    @Test(
        "Another language is told only when both are known and one of ours",
        arguments: [
            ("nl", "en", true), ("en", "nl", true), ("nl", "nl", false), ("nl", "af", false),
            ("de", "en", false), ("de", "de", false),
        ])
    func languages(theirs: String, read: String, isOther: Bool) {
        #expect(VoiceText.isOther(theirs: theirs, read: read) == isOther)
        #expect(!VoiceText.isOther(theirs: nil, read: read))
        #expect(!VoiceText.isOther(theirs: theirs, read: nil))
    }

    // MARK: Together

    @Test("Of two in no proposal one is opened")
    func bothNew() {
        #expect(
            VoiceTogether(mine: nil, isOpen: true, theirs: nil, isOtherOpen: true) == .new)
    }

    @Test("The one that is read goes to where the other is, and pulls nothing out of there")
    func toTheirs() {
        #expect(
            VoiceTogether(mine: nil, isOpen: true, theirs: "p", isOtherOpen: true)
                == .here(proposal: "p"))
        #expect(
            VoiceTogether(mine: "q", isOpen: true, theirs: "p", isOtherOpen: true)
                == .here(proposal: "p"))
        // Also to one that is answered, by the answer of its proposal.
        #expect(
            VoiceTogether(mine: nil, isOpen: true, theirs: "p", isOtherOpen: false)
                == .here(proposal: "p"))
    }

    @Test("The other comes to the proposal of the one that is read when it is in none")
    func toMine() {
        #expect(
            VoiceTogether(mine: "q", isOpen: true, theirs: nil, isOtherOpen: true)
                == .there(proposal: "q"))
        #expect(
            VoiceTogether(mine: "q", isOpen: false, theirs: nil, isOtherOpen: true)
                == .there(proposal: "q"))
    }

    @Test("Two in one proposal are together, whether they wait or not")
    func together() {
        for isOpen in [true, false] {
            #expect(
                VoiceTogether(mine: "p", isOpen: isOpen, theirs: "p", isOtherOpen: true) == .done)
        }
    }

    @Test("What is answered alone is put with nothing")
    func never() {
        #expect(
            VoiceTogether(mine: nil, isOpen: true, theirs: nil, isOtherOpen: false) == .never)
        #expect(
            VoiceTogether(mine: nil, isOpen: false, theirs: nil, isOtherOpen: true) == .never)
        #expect(
            VoiceTogether(mine: nil, isOpen: false, theirs: "p", isOtherOpen: true) == .never)
    }
}
