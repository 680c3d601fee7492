/// A name given to something by a sender or by us: 1 to 64 bytes of `A–Z a–z 0–9 _ -`.
///
/// Compared byte by byte. Swift's `String` compares by canonical equivalence, a database by bytes;
/// an identifier that both must agree on is therefore never a bare `String`. Of this alphabet,
/// which is ASCII, both say the same, and `String` says it fastest. The `Noun` keeps a token from
/// being handed over as a zone.
public struct Identifier<Noun>: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The most bytes an identifier may have.
    public static var byteCountMax: Int { 64 }

    private let text: String

    /// - Parameter bytes: The identifier's bytes.
    /// - Returns: `nil` when a byte is outside the alphabet, or there are none or over 64.
    public init?(bytes: some Collection<UInt8>) {
        guard IdentifierAlphabet.admits(bytes) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// - Parameter text: The identifier as text.
    /// - Returns: `nil` under the same conditions as ``init(bytes:)``.
    public init?(_ text: String) { self.init(bytes: text.utf8) }

    public var description: String { text }
    public var utf8: String.UTF8View { text.utf8 }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "an identifier is 1 to 64 of A-Z a-z 0-9 _ -")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// The bytes an ``Identifier`` may hold.
public enum IdentifierAlphabet {
    @inlinable
    public static func admits(_ byte: UInt8) -> Bool {
        let low: UInt64 = 0x03FF_2000_0000_0000  // '-' and '0'...'9', one bit a byte value
        let high: UInt64 = 0x07FF_FFFE_87FF_FFFE  // letters and '_'
        guard byte < 128 else { return false }
        let word = byte < 64 ? low : high
        return (word >> UInt64(byte & 63)) & 1 == 1
    }

    /// Whether the bytes are 1 to 64 of the alphabet.
    @inlinable
    public static func admits(_ bytes: some Collection<UInt8>) -> Bool {
        var count = 0
        for byte in bytes {
            count += 1
            guard count <= 64, admits(byte) else { return false }
        }
        return count > 0
    }
}
