internal import CDoorKeys

/// AES with 128-bit keys, over libcrypto, in the three shapes that the secure channel has.
/// Source: NIST FIPS 197 and SP 800-38A.
enum BlockCipher {
    /// The bytes of a block and of a key.
    static let byteCount = 16
    private static let zero = [UInt8](repeating: 0, count: byteCount)

    /// One block by itself. CBC of one block from nothing is that.
    ///
    /// - Returns: `nil` when it is not one block, the key has not 16 bytes, or there is no memory.
    static func block(_ bytes: [UInt8], key: [UInt8]) -> [UInt8]? {
        guard bytes.count == byteCount else { return nil }
        return chained(bytes, key: key, vector: zero, encrypts: 1)
    }

    /// CBC without padding.
    static func sealed(_ bytes: [UInt8], key: [UInt8], vector: [UInt8]) -> [UInt8]? {
        chained(bytes, key: key, vector: vector, encrypts: 1)
    }

    /// The other way.
    static func opened(_ bytes: [UInt8], key: [UInt8], vector: [UInt8]) -> [UInt8]? {
        chained(bytes, key: key, vector: vector, encrypts: 0)
    }

    private static func chained(
        _ bytes: [UInt8], key: [UInt8], vector: [UInt8], encrypts: Int32
    ) -> [UInt8]? {
        guard key.count == byteCount, vector.count == byteCount, !bytes.isEmpty,
            bytes.count.isMultiple(of: byteCount)
        else { return nil }
        var result = [UInt8](repeating: 0, count: bytes.count)
        let done = senang_aes_cbc(key, vector, bytes, bytes.count, encrypts, &result)
        return done == 1 ? result : nil
    }

    /// Whether two codes are the same, in a time that tells nothing of where they differ.
    static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
