import Domain
import DoorKeys
import Kernel
import Testing

/// Made by a program of its own from the same key and claims, with PyPI's cbor2 and cryptography;
/// PyPI's cwt 3.3.0 reads such a token.
private let vector =
    "d2844da20127044856475aa75463474ca05835a602636b2d31041a6a5609cc051a6a5608a0061a6a5608a007"
    + "50000102030405060708090a0b0c0d0e0f3a000111708301071903e85840f6015ea8a468e869da048f5fc7aa"
    + "a81920ff6d91bced332b1fb7d0fb40013ce16ec83dfa5748ba0ff1301bf23ab077d3f47aeb132141bccc9c3d"
    + "7ac7e7a4ee0e"

@Suite("Signing what phones show")
struct SignerTests {
    private static let noon = Instant(milliseconds: 1_784_023_200_000)

    private static func claims(
        zones: [UInt32] = [1, 7, 1_000], seconds: Int64 = 300, tag: [UInt8]? = nil
    ) -> TokenClaims {
        TokenClaims(
            holder: KeyHolderID("k-1")!, id: Array(0..<16), issuedAt: noon, from: noon,
            until: noon + .seconds(seconds), zones: zones, tag: tag)
    }

    private func signer(_ first: UInt8 = 0) throws -> TokenSigner {
        try #require(TokenSigner(secret: (0..<32).map { first &+ $0 }))
    }

    private func snapshot(_ issuers: [TokenIssuer]) -> DoorSnapshot {
        DoorSnapshot(
            door: DoorID("d")!, version: 1, issuedAt: Self.noon,
            civil: CivilTime(offsetMinutes: 0), issuers: issuers, entries: [])
    }

    @Test("A token is byte for byte what an independent program makes of the same claims")
    func independent() throws {
        let signer = try signer()

        #expect(try signer.bytes(of: Self.claims()) == hexadecimal(vector))
        #expect(signer.issuer.id == hexadecimal("56475aa75463474c"))
        #expect(
            signer.issuer.publicKey
                == hexadecimal("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"))
    }

    @Test("What is signed is read back as it was said", arguments: 0..<200 as Range<UInt64>)
    func readBack(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let signer = try signer(UInt8(truncatingIfNeeded: random.next()))
        let zones = (0..<Int(random.next() % 65)).map { _ in
            UInt32(truncatingIfNeeded: random.next() >> (random.next() % 64))
        }
        let tag = random.next() % 2 == 0 ? nil : [UInt8](repeating: 7, count: Int(seed % 9) + 1)
        let said = TokenClaims(
            holder: KeyHolderID("k-\(random.next())")!, id: [UInt8(truncatingIfNeeded: seed)],
            issuedAt: Self.noon, from: Self.noon,
            until: Self.noon + .seconds(Int64(random.next() % 600) + 1), zones: zones, tag: tag)
        let bytes = try signer.bytes(of: said)
        let token = try #require(SignedToken(bytes))

        #expect(token.claims == said)
        #expect(token.keyID == signer.issuer.id)
        #expect(token.isSigned(by: signer.issuer))
        #expect(bytes == (try signer.bytes(of: said)), "one content has two encodings")
    }

    @Test("A door believes the text that is shown when it was told the issuer, and no other")
    func shown() throws {
        let (signer, other) = (try signer(), try signer(9))
        let text = try signer.sign(Self.claims())
        let reader = KeyReader(bandKeys: [:])

        #expect(reader.read(text, by: snapshot([signer.issuer])) == .token(Self.claims()))
        #expect(reader.read(text, by: snapshot([other.issuer])) == .unknownKey)
        let posing = try #require(
            TokenIssuer(
                id: signer.issuer.id, algorithm: .edDSA, publicKey: other.issuer.publicKey))
        #expect(reader.read(text, by: snapshot([posing])) == .forged)
        #expect(text.utf8.allSatisfy { $0 != 43 && $0 != 47 && $0 != 61 }, "not base64url")
    }

    @Test("One bit more or less and a signed token is good for nothing")
    func tampered() throws {
        let signer = try signer()
        let good = try signer.bytes(of: Self.claims())
        let snapshot = snapshot([signer.issuer])
        let reader = KeyReader(bandKeys: [:])

        for bit in 0..<(good.count * 8) {
            if case .token = reader.read(token: flipped(good, bit), by: snapshot) {
                Issue.record("bit \(bit) changes nothing")
            }
        }
    }

    @Test("A secret of any other length is none", arguments: [0, 1, 31, 33, 64])
    func length(count: Int) {
        #expect(TokenSigner(secret: [UInt8](repeating: 1, count: count)) == nil)
    }
}
