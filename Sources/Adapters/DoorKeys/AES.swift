internal import CDoorKeys

/// AES with 128-bit keys, over libcrypto. Sources: NIST FIPS 197, SP 800-38A and SP 800-38B.
package enum AES {
    /// The bytes of a block, a key and a full code.
    package static let blockByteCount = 16

    /// AES-CMAC (RFC 4493).
    ///
    /// - Returns: 16 bytes, or `nil` when the key has not 16, or libcrypto has no memory.
    package static func code(_ bytes: [UInt8], key: [UInt8]) -> [UInt8]? {
        guard key.count == blockByteCount else { return nil }
        var code = [UInt8](repeating: 0, count: blockByteCount)
        return senang_aes_cmac(key, bytes, bytes.count, &code) == 1 ? code : nil
    }

    /// CBC without padding.
    ///
    /// - Parameters:
    ///   - bytes: 16 to 4096 bytes, a multiple of 16.
    ///   - vector: Where the chain begins: 16 bytes.
    /// - Returns: As many bytes, or `nil` when a count does not fit.
    package static func opened(
        _ bytes: [UInt8], key: [UInt8], vector: [UInt8] = zero
    ) -> [UInt8]? {
        chained(bytes, key, vector, encrypts: 0)
    }

    /// The other way.
    package static func sealed(
        _ bytes: [UInt8], key: [UInt8], vector: [UInt8] = zero
    ) -> [UInt8]? {
        chained(bytes, key, vector, encrypts: 1)
    }

    package static let zero = [UInt8](repeating: 0, count: blockByteCount)

    private static func chained(
        _ bytes: [UInt8], _ key: [UInt8], _ vector: [UInt8], encrypts: Int32
    ) -> [UInt8]? {
        guard key.count == blockByteCount, vector.count == blockByteCount, !bytes.isEmpty else {
            return nil
        }
        var result = [UInt8](repeating: 0, count: bytes.count)
        let done = senang_aes_cbc(key, vector, bytes, bytes.count, encrypts, &result)
        return done == 1 ? result : nil
    }

    /// Whether two codes are the same, in a time that tells nothing of where they differ.
    package static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
