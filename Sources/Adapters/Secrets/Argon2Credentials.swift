import CArgon2
import Crypto
import Foundation
public import Ports
import Synchronization

/// Secrets from the system's randomness, digests with SHA-256, passwords with Argon2id at 19 MiB,
/// two passes, one lane (OWASP Password Storage Cheat Sheet; RFC 9106).
public struct Argon2Credentials: Credentials {
    private static let memoryKiB: UInt32 = 19_456
    private static let passes: UInt32 = 2
    /// No 0, O, 1, I or L: they are mistaken for one another.
    private static let codeAlphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")

    public init() {}

    public func makeSecret() -> String {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        return bytes.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    public func makeCode() -> String {
        var random = SystemRandomNumberGenerator()
        return String(
            (0..<10).map { _ in Self.codeAlphabet.randomElement(using: &random) ?? "2" })
    }

    public func digest(_ secret: String) -> [UInt8] {
        Array(SHA256.hash(data: Data(secret.utf8)))
    }

    public func hash(password: String) -> String? {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        let password = Array(password.utf8)
        let length = argon2_encodedlen(
            Self.passes, Self.memoryKiB, 1, UInt32(salt.count), 32, Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let code = argon2id_hash_encoded(
            Self.passes, Self.memoryKiB, 1, password, password.count, salt, salt.count, 32,
            &encoded, encoded.count)
        guard code == ARGON2_OK.rawValue else { return nil }
        return String(
            decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    public func verify(password: String, against hash: String) -> Bool {
        let password = Array(password.utf8)
        return argon2id_verify(hash, password, password.count) == ARGON2_OK.rawValue
    }
}
