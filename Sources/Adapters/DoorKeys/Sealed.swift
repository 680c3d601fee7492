package import Crypto
package import Domain
import Foundation
package import Kernel

/// What a house tells a door and signs.
package protocol SealedContent: Sendable {
    /// What is signed before the bytes: each kind has words of its own, so that none can pass for
    /// another, nor for anything else that the same key might sign one day, whatever their bytes.
    static var signedWords: [UInt8] { get }

    var bytes: [UInt8] { get }
    init(bytes: UnsafeRawBufferPointer) throws(ByteReaderFailure)
}

extension DoorSnapshot: SealedContent {
    package static let signedWords = Array("senang door snapshot 1\n".utf8)
}

extension DoorChange: SealedContent {
    package static let signedWords = Array("senang door change 1\n".utf8)
}

/// A snapshot with the house's signature behind it, as it goes over the wire and lies on a disk.
package typealias SealedSnapshot = Sealed<DoorSnapshot>

/// A change with the house's signature behind it.
package typealias SealedChange = Sealed<DoorChange>

/// Why bytes are nothing that a house sealed.
package enum SealProblem: Error, Equatable, Sendable {
    case tooShort
    case unreadable(ByteReaderFailure)
}

/// Content with the house's signature behind it: Ed25519 (RFC 8032) over a few words and the bytes.
package struct Sealed<Content: SealedContent>: Sendable {
    private static var signatureByteCount: Int { 64 }

    package let content: Content
    private let bytes: [UInt8]
    private let signature: [UInt8]

    /// Signs it.
    package init(_ content: Content, key: Curve25519.Signing.PrivateKey) throws {
        self.content = content
        bytes = content.bytes
        signature = Array(try key.signature(for: Content.signedWords + bytes))
    }

    /// Reads one, and believes nothing of it yet: ask ``isSigned(by:)``.
    package init(_ sealed: [UInt8]) throws(SealProblem) {
        let count = sealed.count - Self.signatureByteCount
        guard count > 0 else { throw .tooShort }
        bytes = Array(sealed[..<count])
        signature = Array(sealed[count...])
        content = try bytes.withUnsafeBytes { buffer -> Result<Content, SealProblem> in
            do throws(ByteReaderFailure) {
                return .success(try Content(bytes: buffer))
            } catch { return .failure(.unreadable(error)) }
        }.get()
    }

    package var sealed: [UInt8] { bytes + signature }

    package func isSigned(by key: Curve25519.Signing.PublicKey) -> Bool {
        key.isValidSignature(signature, for: Content.signedWords + bytes)
    }
}
