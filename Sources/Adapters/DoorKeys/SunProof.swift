package import Domain
import Kernel
import Ports

/// Proves bands and phones to the house itself, with the keys that doors keep as well.
package struct SunProof: BandProof {
    private let bandKeys: [BandKeyNumber: BandKeys]
    private let issuers: [TokenIssuer]

    /// - Parameters:
    ///   - bandKeys: Of the house's bands, by generation; none: no band is believed.
    ///   - issuers: Who may sign what phones show; none: no phone is believed.
    package init(bandKeys: [BandKeyNumber: BandKeys], issuers: [TokenIssuer] = []) {
        self.bandKeys = bandKeys
        self.issuers = issuers
    }

    package func read(_ text: String) -> ShownKey {
        guard text.utf8.count <= KeyReader.characterCountMax else { return ShownKey(.unreadable) }
        switch SunMessage.read(text) {
        case .message(let message): return prove(message)
        case .bare: return bare(text)
        case .none: break
        }
        guard let bytes = SunMessage.bytes(text) ?? KeyReader.base64URL(text),
            let token = SignedToken(bytes)
        else { return bare(text) }
        guard let issuer = issuers.first(where: { $0.id == token.keyID }) else {
            return ShownKey(.unknownKey)
        }
        return ShownKey(token.isSigned(by: issuer) ? .token(token.claims) : .forged)
    }

    /// A band does not say which keys it was made with: all are tried, the newest first.
    private func prove(_ message: SunMessage) -> ShownKey {
        guard !bandKeys.isEmpty else { return ShownKey(.unknownKey) }
        for (number, keys) in bandKeys.sorted(by: { $0.key > $1.key }) {
            guard let found = message.verified(with: keys) else { continue }
            return ShownKey(
                .band(found.band, counter: found.counter), generation: number)
        }
        return ShownKey(.forged)
    }

    /// A number as it is printed, or as the chip tells everybody: a name on the floor.
    private func bare(_ text: String) -> ShownKey {
        if let name = Token(text) { return ShownKey(.bareIdentifier, bare: name) }
        guard case .bare = SunMessage.read(text) else { return ShownKey(.unreadable) }
        // `uid=…` somewhere, or digits with colons between them.
        let told =
            text.split(whereSeparator: { "?&#".contains($0) }).first { $0.hasPrefix("uid=") }?
            .dropFirst(4) ?? text[...]
        let digits = told.uppercased().filter { $0 != ":" }
        return ShownKey(.bareIdentifier, bare: Token(digits))
    }
}
