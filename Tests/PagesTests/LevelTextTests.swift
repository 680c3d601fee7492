import Pages
import Testing

// Negative control: without the rule of three digits "1.250" is read as one and a quarter, and the
// suite fails.
@Suite("Numbers as people write them")
struct LevelTextTests {
    @Test(
        "A number is read in the notation of either language",
        arguments: [
            ("8", 8_000), ("7,5", 7_500), ("7.5", 7_500), ("7.25", 7_250), ("0", 0),
            ("0,125", 125), ("0.001", 1), ("-2", -2_000), ("\u{2212}2,5", -2_500), (" 12 ", 12_000),
            ("1250", 1_250_000), ("999999999", 999_999_999_000),
        ])
    func read(typed: String, thousandths: Int) {
        #expect(LevelText(typed)?.thousandths == Int64(thousandths))
    }

    @Test(
        "What could be two numbers, or is none, is refused and never guessed",
        arguments: [
            "1.250", "1,250", "12.345", "1.2.3", "1,2,3", "1.", ".5", ",", "", " ", "-", "+1",
            "1e3",
            "acht", "0.1234", "1000000000", "\u{0661}", "--1", "9223372036854775808",
        ])
    func refused(typed: String) {
        #expect(LevelText(typed) == nil)
    }

    @Test(
        "What a field shows is read back as the same",
        arguments: [
            0, 1, 125, 500, 1_000, 7_500, 7_250, -2_500, -125, 999_999_999_000,
        ])
    func readBack(thousandths: Int) {
        let number = LevelText(thousandths: Int64(thousandths))
        #expect(LevelText(number.plain) == number)
    }
}
