import Pages
import Testing

// Negative control: without the rule of threes "1.25.000" is a sum, and the suite fails.
@Suite("Sums as people write them")
struct AmountTextTests {
    @Test(
        "A sum is read in the notation of either language, with or without its thousands marked",
        arguments: [
            ("12,50", "12.50"), ("12.50", "12.50"), ("1.250,00", "1250.00"),
            ("1,250.00", "1250.00"), ("1 250,00", "1250.00"), ("1\u{A0}250", "1250"),
            ("1\u{202F}250,5", "1250.5"), ("1.250.000", "1250000"), ("1,250,000", "1250000"),
            ("1.250.000,25", "1250000.25"), (" 7 ", "7"), ("1250", "1250"), ("0", "0"),
        ])
    func read(typed: String, plain: String) {
        #expect(AmountText(typed, digits: 2)?.plain == plain)
    }

    @Test(
        "What could be two sums, or is none, is refused and never guessed",
        arguments: [
            "1.250", "1,250", "12.5.0", "1.25.000", "1.250,000", "1,250,00.5", "1250.000,00",
            "12 50", "1 250.000,00", "", " ", ".", ",", ".50", "5.", "-1", "+1", "1e3", "€ 5",
            "x", "1..250", "1.,5", "\u{0661}", "1 .50",
        ])
    func refused(typed: String) {
        #expect(AmountText(typed, digits: 2) == nil)
    }

    @Test("As many minor digits are read as the currency has")
    func minorDigits() {
        #expect(AmountText("1.250", digits: 3)?.plain == "1.250")
        #expect(AmountText("12,5", digits: 0) == nil)
        #expect(AmountText("1,250,000", digits: 0)?.plain == "1250000")
    }
}
