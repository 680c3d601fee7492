package import Crypto
package import Domain
import Foundation
import Kernel
package import Ports

/// A change with the house's signature behind it.
///
/// It is signed over words of its own: no snapshot can pass for a change, nor a change for a
/// snapshot, whatever their bytes.
package struct SealedChange: Sendable {
    static let words = Array("senang door change 1\n".utf8)

    package let content: DoorChange
    private let bytes: [UInt8]
    private let signature: [UInt8]

    package init(_ content: DoorChange, key: Curve25519.Signing.PrivateKey) throws {
        self.content = content
        bytes = content.bytes
        signature = Array(try key.signature(for: Self.words + bytes))
    }

    /// Reads one, and believes nothing of it yet: ask ``isSigned(by:)``.
    package init(_ sealed: [UInt8]) throws(SealedSnapshot.Problem) {
        let count = sealed.count - SealedSnapshot.signatureByteCount
        guard count > 0 else { throw .tooShort }
        bytes = Array(sealed[..<count])
        signature = Array(sealed[count...])
        content = try bytes.withUnsafeBytes {
            buffer -> Result<DoorChange, SealedSnapshot.Problem> in
            do throws(ByteReaderFailure) {
                return .success(try DoorChange(bytes: buffer))
            } catch { return .failure(.notASnapshot(error)) }
        }.get()
    }

    package var sealed: [UInt8] { bytes + signature }

    package func isSigned(by key: Curve25519.Signing.PublicKey) -> Bool {
        key.isValidSignature(signature, for: Self.words + bytes)
    }
}

/// The house's own key. It is derived from the secret of the data folder and never leaves it.
package struct HouseSigner: DoorSigner {
    private let key: Curve25519.Signing.PrivateKey

    /// - Parameter seed: 32 bytes that nobody else has.
    /// - Throws: When there are not 32.
    package init(seed: [UInt8]) throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    }

    package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    package func seal(_ word: DoorWord) throws -> [UInt8] {
        switch word {
        case .snapshot(let snapshot): try SealedSnapshot(snapshot, key: key).sealed
        case .change(let change): try SealedChange(change, key: key).sealed
        }
    }
}

/// Opens what the house signed, by its public key.
package struct HouseSealReader: DoorSealReader {
    private let key: Curve25519.Signing.PublicKey

    package init(_ key: Curve25519.Signing.PublicKey) { self.key = key }

    package func open(_ sealed: [UInt8]) throws(DoorSealFailure) -> DoorWord {
        if DoorChange.isHead(of: sealed) {
            let change = try Self.read { () throws(SealedSnapshot.Problem) in
                try SealedChange(sealed)
            }
            guard change.isSigned(by: key) else { throw .forged }
            return .change(change.content)
        }
        let snapshot = try Self.read { () throws(SealedSnapshot.Problem) in
            try SealedSnapshot(sealed)
        }
        guard snapshot.isSigned(by: key) else { throw .forged }
        return .snapshot(snapshot.content)
    }

    private static func read<Word>(
        _ body: () throws(SealedSnapshot.Problem) -> Word
    ) throws(DoorSealFailure) -> Word {
        do { return try body() } catch { throw .unreadable }
    }
}

extension KeyReader: CredentialReader {}
