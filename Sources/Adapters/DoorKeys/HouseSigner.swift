package import Crypto
import Domain
import Foundation
package import Ports

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
        DoorChange.isHead(of: sealed)
            ? .change(try content(of: sealed)) : .snapshot(try content(of: sealed))
    }

    private func content<Content: SealedContent>(
        of bytes: [UInt8]
    ) throws(DoorSealFailure) -> Content {
        let sealed: Sealed<Content>
        do throws(SealProblem) { sealed = try Sealed(bytes) } catch { throw .unreadable }
        guard sealed.isSigned(by: key) else { throw .forged }
        return sealed.content
    }
}

extension KeyReader: CredentialReader {}
