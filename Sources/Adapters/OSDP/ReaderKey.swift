/// The key that a reader and this door share (SCBK): 16 bytes.
public struct ReaderKey: Equatable, Sendable {
    /// Why something is no key.
    public enum Problem: Error, Equatable, Sendable {
        case notHexadecimal
        /// The key that is printed in the standard (SCBK-D). Everybody knows it.
        case isInstallKey

        /// For whoever wrote the key down.
        public var sentence: String {
            switch self {
            case .notHexadecimal: "a reader's key is 32 hexadecimal digits"
            case .isInstallKey:
                "this is the key that is printed in the standard: everybody knows it. "
                    + "Give the reader a key of its own"
            }
        }
    }

    let bytes: [UInt8]

    static let install = (0x30...0x3F).map { UInt8($0) }

    /// Reads 32 hexadecimal digits.
    public init(hexadecimal: some StringProtocol) throws(Problem) {
        var bytes: [UInt8] = []
        let digits = Array(hexadecimal.utf8)
        guard digits.count == 2 * BlockCipher.byteCount else { throw .notHexadecimal }
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(digits[place]), let low = Self.value(digits[place + 1])
            else { throw .notHexadecimal }
            bytes.append(high << 4 | low)
        }
        guard bytes != Self.install else { throw .isInstallKey }
        self.bytes = bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}

/// How what is said with a reader is kept from others.
public enum ReaderProtection: Equatable, Sendable {
    /// With a key of its own. A reader that cannot do that is not heard.
    case key(ReaderKey)
    /// With the key that everybody knows. For trying a new reader only.
    case installKey
    /// Not at all. For trying a reader only.
    case plain

    var keyBytes: [UInt8]? {
        switch self {
        case .key(let key): key.bytes
        case .installKey: ReaderKey.install
        case .plain: nil
        }
    }

    /// What the third byte of a handshake's security block says: whose key it is.
    var keyNumber: UInt8 { self == .installKey ? 0 : 1 }
}

/// One reader on a line.
public struct OSDPReader: Equatable, Sendable {
    /// 0 to 126, as set on the reader.
    public let address: UInt8
    public let protection: ReaderProtection

    public init(address: UInt8, protection: ReaderProtection) {
        self.address = address
        self.protection = protection
    }
}
