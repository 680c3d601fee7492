package import Crypto
package import Domain
import Foundation
import Kernel
import Ports

/// A till's float with the house's signature behind it.
///
/// The signature is Ed25519 (RFC 8032) over a few words and the bytes, so that no other paper that
/// the same key signs can pass for one.
package struct SealedFloat: Sendable {
    package static let signatureByteCount = 64
    static let words = Array("senang till float 1\n".utf8)

    package let content: TillFloat
    private let bytes: [UInt8]
    private let signature: [UInt8]

    /// Reads one, and believes nothing of it yet: ask ``isSigned(by:)``.
    ///
    /// - Returns: `nil` when it is none.
    package init?(_ sealed: [UInt8]) {
        let count = sealed.count - Self.signatureByteCount
        guard (1...TillFloat.byteCountMax).contains(count) else { return nil }
        bytes = Array(sealed[..<count])
        signature = Array(sealed[count...])
        let read = bytes.withUnsafeBytes { try? TillFloat(bytes: $0) }  // Else it is none.
        guard let read else { return nil }
        content = read
    }

    package func isSigned(by key: Curve25519.Signing.PublicKey) -> Bool {
        key.isValidSignature(signature, for: Self.words + bytes)
    }
}

/// Signs floats with the house's key.
package struct FloatKey: FloatSigner {
    private let key: Curve25519.Signing.PrivateKey

    package init(_ key: Curve25519.Signing.PrivateKey) { self.key = key }

    package var publicKey: String {
        key.publicKey.rawRepresentation.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    package func sealed(_ float: TillFloat) -> [UInt8]? {
        let bytes = float.bytes
        let signature = try? key.signature(for: SealedFloat.words + bytes)  // No signature: none.
        return signature.map { bytes + Array($0) }
    }
}
