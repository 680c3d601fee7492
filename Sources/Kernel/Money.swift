/// A currency of ISO 4217 that has a minor unit: `EUR`, `JPY`, `KWD`.
///
/// The codes of metals, of bonds and of tests have no minor unit, and are not among them: nobody
/// pays with them. A withdrawn currency (`HRK`, `BGN`) is not among them either.
///
/// Source: ISO 4217:2015, table A.1, with its amendments up to number 180.
public struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The three letters, the first in the highest of 24 bits.
    private let letters: UInt32

    /// - Parameter bytes: Three capital letters.
    /// - Returns: `nil` when they are no active code with a minor unit.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 3 else { return nil }
        letters = bytes.reduce(0) { $0 << 8 | UInt32($1) }
        guard CurrencyTable.digits[letters] != nil else { return nil }
    }

    /// - Parameter code: As for ``init(bytes:)``.
    public init?(_ code: String) { self.init(bytes: code.utf8) }

    /// How many decimal digits the minor unit has: 2 for cents, 0 for yen. 0 to 4.
    public var minorDigits: Int { CurrencyTable.digits[letters] ?? 0 }

    public var description: String {
        String(
            decoding: [16, 8, 0].map { UInt8(truncatingIfNeeded: letters >> UInt32($0)) },
            as: UTF8.self)
    }

    public static func < (left: Currency, right: Currency) -> Bool {
        left.letters < right.letters
    }
}

extension Currency: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a currency is an active code of ISO 4217")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A sum of money: a whole number of the currency's minor units.
public struct Money: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Cents for euros, yen for yen.
    public let minorUnits: Int64
    public let currency: Currency

    public init(minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Reads what people write: `12.50`, `-3`, `0.125` in a currency of three digits.
    ///
    /// - Parameters:
    ///   - text: Digits, with a full stop before the minor ones. Fewer minor digits than the
    ///     currency has are filled up; more are refused, also zeros.
    ///   - currency: What it is a sum of.
    /// - Returns: `nil` when the text is anything else, or is too large for 64 bits.
    public init?(_ text: String, _ currency: Currency) {
        var bytes = text.utf8[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }
        var units: Int64 = 0
        var wholeCount = 0
        var minorCount = -1  // Before the full stop.
        for byte in bytes {
            if byte == UInt8(ascii: "."), minorCount < 0, wholeCount > 0, currency.minorDigits > 0 {
                minorCount = 0
                continue
            }
            guard (48...57).contains(byte), let next = Self.append(byte - 48, to: units, isNegative)
            else { return nil }
            units = next
            if minorCount < 0 { wholeCount += 1 } else { minorCount += 1 }
        }
        guard wholeCount > 0, minorCount != 0, minorCount <= currency.minorDigits else {
            return nil
        }
        for _ in max(minorCount, 0)..<currency.minorDigits {
            guard let next = Self.append(0, to: units, isNegative) else { return nil }
            units = next
        }
        self.init(minorUnits: units, currency)
    }

    /// The digits and the code: `12.50 EUR`, `-0.05 EUR`, `120 JPY`.
    public var description: String { "\(digits) \(currency)" }

    /// The digits alone: `12.50`. ``init(_:_:)`` reads them back.
    public var digits: String {
        let count = currency.minorDigits
        var digits = String(minorUnits.magnitude)
        let missing = count + 1 - digits.utf8.count
        if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
        if count > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -count)) }
        return minorUnits < 0 ? "-" + digits : digits
    }

    /// The sum of both.
    ///
    /// - Returns: `nil` when the currencies differ, or the sum is too large for 64 bits.
    public func adding(_ other: Money) -> Money? {
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard currency == other.currency, !overflow else { return nil }
        return Money(minorUnits: sum, currency)
    }

    /// Counts away from zero, so that the most negative number can be read as well.
    private static func append(_ digit: UInt8, to units: Int64, _ isNegative: Bool) -> Int64? {
        let (tens, isTooLarge) = units.multipliedReportingOverflow(by: 10)
        let (sum, overflow) =
            isNegative
            ? tens.subtractingReportingOverflow(Int64(digit))
            : tens.addingReportingOverflow(Int64(digit))
        return isTooLarge || overflow ? nil : sum
    }
}

/// The active codes, by how many digits their minor unit has.
private enum CurrencyTable {
    static let digits: [UInt32: Int] = {
        var digits: [UInt32: Int] = [:]
        for (count, codes) in [(0, none), (2, two), (3, three), (4, four)] {
            for code in codes.split(separator: " ") {
                digits[code.utf8.reduce(0) { $0 << 8 | UInt32($1) }] = count
            }
        }
        return digits
    }()

    private static let none =
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    private static let three = "BHD IQD JOD KWD LYD OMR TND"
    private static let four = "CLF UYW"
    private static let two = """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
        CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
        GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK \
        LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO \
        NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS \
        SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST \
        XAD XCD XCG YER ZAR ZMW ZWG
        """
}
