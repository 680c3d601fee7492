import Crypto
package import Domain
import Foundation
import Kernel
package import Ports

/// Signs what phones show at doors: the other side of ``SignedToken``.
///
/// One content has one encoding (RFC 8949, section 4.2.1): shortest heads, and claims in the order
/// of their encoded names. The key's id stands inside what is signed. Sources: RFC 8392, 9052, 8032.
package struct TokenSigner: PhoneKeySigner {
    private let key: Curve25519.Signing.PrivateKey
    package let issuer: TokenIssuer

    /// - Parameter secret: The house's 32 bytes for this and nothing else.
    /// - Returns: `nil` when there are not 32.
    package init?(secret: [UInt8]) {
        // The only reason to throw is another count of bytes, which is what is answered.
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else {
            return nil
        }
        let publicKey = Array(key.publicKey.rawRepresentation)
        let id = Array(SHA256.hash(data: publicKey).prefix(8))
        guard let issuer = TokenIssuer(id: id, algorithm: .edDSA, publicKey: publicKey) else {
            return nil
        }
        self.key = key
        self.issuer = issuer
    }

    package func sign(_ claims: TokenClaims) throws(PhoneKeyFailure) -> String {
        Data(try bytes(of: claims)).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    /// The token itself.
    package func bytes(of claims: TokenClaims) throws(PhoneKeyFailure) -> [UInt8] {
        var head = CBORWriter()
        head.map(2)
        head.integer(1)
        head.integer(-8)
        head.integer(4)
        head.string(issuer.id)
        let payload = Self.payload(claims)
        let signed = SignedToken.signedBytes(head: head.bytes, payload: payload)
        let signature: Data
        do { signature = try key.signature(for: signed) } catch { throw PhoneKeyFailure() }
        var token = CBORWriter()
        token.tag(18)
        token.array(4)
        token.string(head.bytes)
        token.map(0)
        token.string(payload)
        token.string(Array(signature))
        return token.bytes
    }

    private static func payload(_ claims: TokenClaims) -> [UInt8] {
        var writer = CBORWriter()
        writer.map(claims.tag == nil ? 6 : 7)
        writer.integer(2)
        writer.text(claims.holder.description)
        for (name, moment) in [(4, claims.until), (5, claims.from), (6, claims.issuedAt)] {
            writer.integer(Int64(name))
            writer.integer(moment.milliseconds / 1_000)
        }
        writer.integer(7)
        writer.string(claims.id)
        writer.integer(-70_001)
        writer.array(claims.zones.count)
        for zone in claims.zones { writer.integer(Int64(zone)) }
        if let tag = claims.tag {
            writer.integer(-70_002)
            writer.string(tag)
        }
        return writer.bytes
    }
}
