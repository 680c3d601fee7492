import Crypto
import Foundation

/// A secret of the house's own, one for each use: it follows from the master key and stands
/// nowhere. Whoever knows one knows none of the others.
///
/// The raw values are for ever: another one is another secret.
public enum HouseSecret: String, CaseIterable, Sendable {
    /// Signs what doors decide from.
    case doorSnapshots = "senang door snapshots 1"
    /// Signs what phones show at doors.
    case phoneTokens = "senang phone tokens 1"
    /// Signs what tills may charge while they are offline.
    case floats = "senang floats 1"
    /// Signs the names of letters, so that nobody else can say that one came back.
    case letters = "senang letters 1"
}

extension DataDirectory {
    /// 32 bytes (HKDF with SHA-256, RFC 5869).
    public func secret(_ use: HouseSecret) -> [UInt8] {
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: masterKey, info: Data(use.rawValue.utf8), outputByteCount: 32)
        return derived.withUnsafeBytes(Array.init)
    }
}
