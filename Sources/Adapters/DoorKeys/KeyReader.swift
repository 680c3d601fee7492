package import Domain
import Foundation

/// Turns what a reader saw into something a door can judge.
package struct KeyReader: Sendable {
    /// The most characters of what is shown.
    package static let characterCountMax = 4_096

    /// The keys this door keeps, by generation.
    private let bandKeys: [BandKeyNumber: BandKeys]

    package init(bandKeys: [BandKeyNumber: BandKeys]) { self.bandKeys = bandKeys }

    /// Checks the cryptography of what was shown, and nothing else.
    ///
    /// - Parameters:
    ///   - text: A URL or parameters of a band, a token in hexadecimal or base64url, or a number.
    ///   - snapshot: Names issuers and generations of bands.
    package func read(_ text: String, by snapshot: DoorSnapshot?) -> PresentedKey {
        guard text.utf8.count <= Self.characterCountMax else { return .unreadable }
        switch SunMessage.read(text) {
        case .message(let message): return judge(message, snapshot)
        case .bare: return .bareIdentifier
        case .none: break
        }
        guard let bytes = SunMessage.bytes(text) ?? Self.base64URL(text) else {
            return .unreadable
        }
        return read(token: bytes, by: snapshot)
    }

    /// The same of a token's bytes.
    package func read(token bytes: [UInt8], by snapshot: DoorSnapshot?) -> PresentedKey {
        guard let token = SignedToken(bytes) else { return .unreadable }
        guard let issuer = snapshot?.issuer(token.keyID) else { return .unknownKey }
        return token.isSigned(by: issuer) ? .token(token.claims) : .forged
    }

    /// A band does not say which keys it was made with: a few generations are tried, newest first.
    private func judge(_ message: SunMessage, _ snapshot: DoorSnapshot?) -> PresentedKey {
        guard !bandKeys.isEmpty else { return .unknownKey }
        let newestFirst = bandKeys.sorted { $0.key > $1.key }
        for (number, keys) in newestFirst {
            guard let found = message.verified(with: keys) else { continue }
            // A band of another generation than the house gave out has been made by somebody else.
            if let known = snapshot?.band(found.band), known.key != number { continue }
            return .band(found.band, counter: found.counter)
        }
        return .forged
    }

    static func base64URL(_ text: String) -> [UInt8]? {
        let plain = text.replacingOccurrences(of: "-", with: "+")
            .replacingOccurrences(of: "_", with: "/")
        guard !text.isEmpty, !text.contains("+"), !text.contains("/"), !text.contains("=") else {
            return nil
        }
        let filled = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: filled).map(Array.init)
    }
}
