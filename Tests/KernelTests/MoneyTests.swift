import Kernel
import Testing

@Suite("Money")
struct MoneyTests {
    @Test(
        "A currency is an active code with a minor unit of so many digits",
        arguments: [
            ("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("XCG", 2), ("eur", nil), ("EURO", nil),
            ("XAU", nil), ("XTS", nil), ("HRK", nil), ("", nil), ("€€€", nil),
        ] as [(String, Int?)])
    func currencies(code: String, digits: Int?) {
        let currency = Currency(code)

        #expect(currency?.minorDigits == digits)
        #expect(currency == nil || currency?.description == code)
    }

    @Test(
        "An amount is read digit by digit, and exactly",
        arguments: [
            ("12.50", "EUR", 1_250), ("12.5", "EUR", 1_250), ("12", "EUR", 1_200),
            ("-0.05", "EUR", -5), ("0.125", "KWD", 125), ("120", "JPY", 120),
            ("92233720368547758.07", "EUR", .max), ("-92233720368547758.08", "EUR", .min),
            ("92233720368547758.08", "EUR", nil), ("12.500", "EUR", nil), ("1.0", "JPY", nil),
            ("12.", "EUR", nil), (".5", "EUR", nil), ("1,5", "EUR", nil), ("+1", "EUR", nil),
            ("", "EUR", nil), ("-", "EUR", nil), ("1.2.3", "EUR", nil), ("١", "EUR", nil),
        ] as [(String, String, Int64?)])
    func reading(text: String, code: String, minorUnits: Int64?) throws {
        let currency = try #require(Currency(code))

        #expect(Money(text, currency)?.minorUnits == minorUnits)
    }

    @Test("What is written is read back", arguments: 0..<50 as Range<UInt64>)
    func round(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for code in ["EUR", "JPY", "KWD", "CLF"] {
            let currency = try #require(Currency(code))
            let units = Int64(truncatingIfNeeded: random.next()) >> Int64(random.next() % 64)
            let money = Money(minorUnits: units, currency)

            #expect(Money(money.digits, currency) == money, "seed \(seed)")
        }
    }

    @Test("Sums of two currencies, or of too much, are none")
    func sums() throws {
        let euro = try #require(Currency("EUR"))
        let yen = try #require(Currency("JPY"))
        let most = Money(minorUnits: .max, euro)

        #expect(most.adding(Money(minorUnits: -1, euro))?.minorUnits == Int64.max - 1)
        #expect(most.adding(Money(minorUnits: 1, euro)) == nil)
        #expect(most.adding(Money(minorUnits: 0, yen)) == nil)
        #expect(Money(minorUnits: -5, euro).description == "-0.05 EUR")
    }
}
