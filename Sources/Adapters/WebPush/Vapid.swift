package import Crypto
import Foundation
package import Kernel

/// How we tell push services who sends: a signed word for one origin (RFC 8292).
package struct Vapid: Sendable {
    /// Push services take at most 24 hours.
    static let span = Span.hours(12)

    let key: P256.Signing.PrivateKey
    /// Whom a push service may ask: `mailto:` or `https:`.
    let contact: String

    package init(key: P256.Signing.PrivateKey, contact: String) {
        self.key = key
        self.contact = contact
    }

    var publicKey: String { Base64URL.text(key.publicKey.x963Representation) }

    private struct Claims: Encodable {
        let aud: String
        let exp: Int64
        let sub: String
    }

    /// The value of the `Authorization` header for one push service.
    package func authorization(for origin: String, at now: Instant) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let claims = try encoder.encode(
            Claims(aud: origin, exp: (now + Self.span).milliseconds / 1_000, sub: contact))
        let head = Base64URL.text(Data(#"{"alg":"ES256","typ":"JWT"}"#.utf8))
        let word = head + "." + Base64URL.text(claims)
        let signature = try key.signature(for: Data(word.utf8)).rawRepresentation
        return "vapid t=\(word).\(Base64URL.text(signature)), k=\(publicKey)"
    }
}

/// Base64 as URLs and tokens write it: `-` and `_`, nothing at the end (RFC 4648, section 5).
enum Base64URL {
    static func text(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}
