package import Crypto
package import Domain
import Foundation
package import Kernel

/// A snapshot with the house's signature behind it, as it goes over the wire and lies on a disk.
///
/// The signature is Ed25519 (RFC 8032) over a few words and the bytes, so that nothing else the
/// same key might sign one day can pass for a snapshot.
package struct SealedSnapshot: Sendable {
    package static let signatureByteCount = 64
    static let words = Array("senang door snapshot 1\n".utf8)

    package enum Problem: Error, Equatable, Sendable {
        case tooShort
        case notASnapshot(ByteReaderFailure)
    }

    package let content: DoorSnapshot
    private let bytes: [UInt8]
    private let signature: [UInt8]

    /// Signs one.
    package init(_ content: DoorSnapshot, key: Curve25519.Signing.PrivateKey) throws {
        self.content = content
        bytes = content.bytes
        signature = Array(try key.signature(for: Self.words + bytes))
    }

    /// Reads one, and believes nothing of it yet: ask ``isSigned(by:)``.
    package init(_ sealed: [UInt8]) throws(Problem) {
        let count = sealed.count - Self.signatureByteCount
        guard count > 0 else { throw .tooShort }
        bytes = Array(sealed[..<count])
        signature = Array(sealed[count...])
        content = try bytes.withUnsafeBytes { buffer -> Result<DoorSnapshot, Problem> in
            do throws(ByteReaderFailure) {
                return .success(try DoorSnapshot(bytes: buffer))
            } catch { return .failure(.notASnapshot(error)) }
        }.get()
    }

    package var sealed: [UInt8] { bytes + signature }

    package func isSigned(by key: Curve25519.Signing.PublicKey) -> Bool {
        key.isValidSignature(signature, for: Self.words + bytes)
    }
}
