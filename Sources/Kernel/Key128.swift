/// A secret per data directory that keeps a sender from aiming two names at one ``Key128``.
public struct KeySeed: Hashable, Sendable, Codable {
    public let first: UInt64
    public let second: UInt64

    public init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }
}

/// An identifier's bytes as 128 bits, for tables on the path of a signal.
///
/// Up to 15 bytes are held as they are, so no two share a key. Longer ones are hashed with a secret
/// seed: among ten million keys, two meet by accident with a chance of 1.5 × 10⁻²⁵.
public struct Key128: Hashable, Sendable {
    public let low: UInt64
    public let high: UInt64

    /// No identifier has this key: its top byte, the length, is zero.
    public static var none: Key128 { Key128(low: 0, high: 0) }

    @inlinable
    public init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// - Parameters:
    ///   - bytes: 1 to 64 bytes.
    ///   - seed: The data directory's secret.
    @inlinable
    public init(_ bytes: UnsafeRawBufferPointer, seed: KeySeed) {
        let count = bytes.count
        if count <= 15 {
            var low: UInt64 = 0
            var high: UInt64 = 0
            if count >= 8 {
                low = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
                for index in 8..<count { high |= UInt64(bytes[index]) << UInt64((index - 8) * 8) }
            } else {
                for index in 0..<count { low |= UInt64(bytes[index]) << UInt64(index * 8) }
            }
            self.init(low: low, high: high | UInt64(count) << 56)
            return
        }
        var a = seed.first ^ UInt64(count)
        var b = seed.second
        var offset = 0
        while offset + 16 <= count {
            let x = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let y = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
            (a, b) = Key128.mixed(a ^ x, b ^ y)
            offset += 16
        }
        if offset < count {
            // The last 16 bytes once more: some were mixed already, which costs nothing.
            let x = bytes.loadUnaligned(fromByteOffset: count - 16, as: UInt64.self)
            let y = bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            (a, b) = Key128.mixed(a ^ x, b ^ y)
        }
        (a, b) = Key128.mixed(a ^ seed.second, b ^ seed.first)
        self.init(low: a, high: b | 0xFF << 56)
    }

    /// One round: two full-width products, each of one half with a secret-free odd constant.
    @inlinable
    static func mixed(_ a: UInt64, _ b: UInt64) -> (UInt64, UInt64) {
        let p = (a ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        let q = (b ^ 0x8EBC_6AF0_9C88_C6E3).multipliedFullWidth(by: 0x5899_65CC_7537_4CC3)
        return (p.low ^ p.high ^ (q.high &* 0x9E37_79B9_7F4A_7C15), (q.low ^ q.high) &+ p.low)
    }

    /// Where in a table of 2^bits places the key belongs first.
    @inlinable
    func place(shift: UInt64) -> Int {
        let spread = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
        let mixed = (spread ^ (spread >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> shift)
    }
}
