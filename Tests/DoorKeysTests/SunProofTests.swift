import Domain
import DoorKeys
import Kernel
import Testing

@Suite("What bands prove to the house")
struct SunProofTests {
    /// Of AN12196: a reading with keys of zeros.
    private static let message =
        "picc_data=EF963FF7828658A599F3041510671E88&cmac=94EED9EE65337086"
    private static let band = BandID(hexadecimal: "04DE5F1EACC040")!
    private static let zero = [UInt8](repeating: 0, count: 16)

    private static func proof(_ files: [UInt16: [UInt8]]) -> SunProof {
        SunProof(
            bandKeys: Dictionary(
                uniqueKeysWithValues: files.map {
                    (BandKeyNumber($0.key), BandKeys(meta: zero, file: $0.value, context: nil)!)
                }))
    }

    @Test("A published message proves its band and its count, and tells with which keys")
    func proves() {
        let other = [UInt8](repeating: 9, count: 16)

        let shown = Self.proof([3: Self.zero, 4: other]).read(Self.message)

        #expect(shown.key == .band(Self.band, counter: 61))
        #expect(shown.generation == BandKeyNumber(3))
        #expect(shown.bare == nil)
        #expect(Self.proof([4: other]).read(Self.message).key == .forged)
        #expect(Self.proof([:]).read(Self.message).key == .unknownKey)
    }

    @Test(
        "A number anybody can copy is a name on the floor, however it is written",
        arguments: [
            ("04DE5F1EACC040", "04DE5F1EACC040"), ("04:de:5f:1e:ac:c0:40", "04DE5F1EACC040"),
            ("uid=04DE5F1EACC040", "04DE5F1EACC040"), ("B-1234", "B-1234"),
            ("https://park.example/b?uid=04DE5F1EACC040&x=1", "04DE5F1EACC040"),
        ])
    func bare(_ text: String, _ name: String) {
        let shown = Self.proof([1: Self.zero]).read(text)

        #expect(shown == ShownKey(.bareIdentifier, bare: Token(name)))
    }

    @Test("A phone's token is believed when the house's own key signed it, and otherwise not")
    func phones() throws {
        let signer = try #require(TokenSigner(secret: [UInt8](repeating: 7, count: 32)))
        let other = try #require(TokenSigner(secret: [UInt8](repeating: 8, count: 32)))
        let from = Instant(milliseconds: 1_784_023_200_000)
        let claims = TokenClaims(
            holder: KeyHolderID("k-1")!, id: Array(0..<16), issuedAt: from, from: from,
            until: from + .minutes(5), zones: [3])
        let proof = SunProof(bandKeys: [:], issuers: [signer.issuer])
        let text = try signer.sign(claims)

        #expect(proof.read(text) == ShownKey(.token(claims)))
        #expect(proof.read(try other.sign(claims)).key == .unknownKey)
        #expect(SunProof(bandKeys: [:]).read(text).key == .unknownKey)
        let altered =
            String(text.dropLast(8)) + (text.hasSuffix("AAAAAAAA") ? "BBBBBBBB" : "AAAAAAAA")
        #expect(proof.read(altered).key == .forged)
    }

    @Test(
        "What is no band, no token and no name cannot be read",
        arguments: ["", " ", "what is this?", "picc_data=EF&cmac=94", "é", "a&b=c#d"])
    func unreadable(_ text: String) {
        #expect(Self.proof([1: Self.zero]).read(text) == ShownKey(.unreadable))
        let long = String(repeating: "A", count: 5_000)
        #expect(Self.proof([1: Self.zero]).read(long) == ShownKey(.unreadable))
    }
}
