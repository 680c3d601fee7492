/// SipHash-2-4: 64 bits of some bytes under a key, the same on every machine and for ever.
///
/// Short, and without the key nobody can aim two texts at one number. Source: Aumasson and
/// Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012.
///
/// - Complexity: Linear in the bytes; some ten nanoseconds for a name.
public func sipHash(_ bytes: some Collection<UInt8>, key: KeySeed) -> UInt64 {
    var state = SipState(key)
    var word: UInt64 = 0
    var count = 0
    for byte in bytes {
        word |= UInt64(byte) << UInt64((count & 7) &* 8)
        count += 1
        if count & 7 == 0 {
            state.take(word)
            word = 0
        }
    }
    state.take(word | UInt64(truncatingIfNeeded: count) << 56)
    return state.finish()
}

private struct SipState {
    private var a, b, c, d: UInt64

    init(_ key: KeySeed) {
        a = key.first ^ 0x736F_6D65_7073_6575
        b = key.second ^ 0x646F_7261_6E64_6F6D
        c = key.first ^ 0x6C79_6765_6E65_7261
        d = key.second ^ 0x7465_6462_7974_6573
    }

    mutating func take(_ word: UInt64) {
        d ^= word
        mix()
        mix()
        a ^= word
    }

    mutating func finish() -> UInt64 {
        c ^= 0xFF
        for _ in 0..<4 { mix() }
        return a ^ b ^ c ^ d
    }

    private mutating func mix() {
        a &+= b
        c &+= d
        b = Self.turned(b, 13) ^ a
        d = Self.turned(d, 16) ^ c
        a = Self.turned(a, 32)
        c &+= b
        a &+= d
        b = Self.turned(b, 17) ^ c
        d = Self.turned(d, 21) ^ a
        c = Self.turned(c, 32)
    }

    private static func turned(_ word: UInt64, _ bits: UInt64) -> UInt64 {
        word << bits | word >> (64 - bits)
    }
}
