import Pages
import Testing

@Suite("An amount as people type it")
struct MillionthsTextTests {
    @Test(
        "It is read in either notation",
        arguments: [
            ("50", 50_000_000), ("12,5", 12_500_000), ("12.5", 12_500_000), ("0,005", 5_000),
            ("0.000001", 1), (" 1 000 ", 1_000_000_000), ("-2", -2_000_000),
            ("\u{2212}2", -2_000_000),
            ("7.1250", 7_125_000),
        ] as [(String, Int64)])
    func read(typed: String, whole: Int64) {
        #expect(MillionthsText(typed)?.whole == whole)
    }

    @Test(
        "What is no number, or could be two, is not guessed",
        arguments: [
            "", "-", ".", ",5", "5,", "1.250", "1,2,3", "5 %", "1e3", "٣", "0.0000001",
            "1234567890",
        ])
    func refused(typed: String) {
        #expect(MillionthsText(typed) == nil)
    }

    @Test(
        "What a field shows is read back as the same",
        arguments: [0, 1, 5_000, 1_250_000, 7_125_000, 12_345_678, -500, 2_147_000_000] as [Int64])
    func back(whole: Int64) {
        #expect(MillionthsText(MillionthsText(whole: whole).plain)?.whole == whole)
    }
}
