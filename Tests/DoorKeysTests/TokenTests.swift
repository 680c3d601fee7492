import Crypto
import Domain
import DoorKeys
import Kernel
import Ports
import Testing

/// A token of a day, as PyPI's cwt made it. Its key was thrown away.
private let sample =
    "d28443a10127a104423031584ca70272303631343134313132333435363738393032041a6b038246051a6b02"
    + "30c6074801020304050607083a000111708301070c3a000111714ce280689400005004abcdef01061a6b0230"
    + "c658401a1bd3f7fc4aca62d341cbfadc2e2064e1adacc2ba8feff40e2736d9a6a7d752ff354e7b776cb0dfc6"
    + "6857e6f36a623a946bdee5dcc017a94eea545e8038fe07"

/// Writes the little CBOR that a token is made of.
private enum CBOR {
    static func head(_ major: UInt8, _ number: UInt64) -> [UInt8] {
        let kind = major << 5
        if number < 24 { return [kind | UInt8(number)] }
        for (code, count) in [(24, 1), (25, 2), (26, 4)] as [(UInt8, UInt64)]
        where number >> (8 * count) == 0 {
            return [kind | code]
                + (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        return [kind | 27]
            + (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    static func string(_ bytes: [UInt8]) -> [UInt8] { head(2, UInt64(bytes.count)) + bytes }
    static func text(_ text: String) -> [UInt8] { head(3, UInt64(text.utf8.count)) + text.utf8 }
    static func integer(_ number: Int64) -> [UInt8] {
        number < 0 ? head(1, UInt64(-1 - number)) : head(0, UInt64(number))
    }
}

@Suite("Tokens")
struct TokenTests {
    private let pair = Curve25519.Signing.PrivateKey()
    private let point = P256.Signing.PrivateKey()

    private func claims(
        until: Int64 = 1_784_023_800, more: [UInt8] = [], extra: UInt64 = 0
    ) -> [UInt8] {
        CBOR.head(5, 7 + extra)
            + CBOR.integer(2) + CBOR.text("phone-1")
            + CBOR.integer(4) + CBOR.integer(until)
            + CBOR.integer(5) + CBOR.integer(1_784_023_200)
            + CBOR.integer(6) + CBOR.integer(1_784_023_200)
            + CBOR.integer(7) + CBOR.string([9, 9])
            + CBOR.integer(-70_001) + CBOR.head(4, 2) + CBOR.integer(7) + CBOR.integer(1_000)
            + CBOR.integer(-70_002) + CBOR.string([0xE2, 0x80]) + more
    }

    private func token(
        _ payload: [UInt8], algorithm: Int64 = -8, keyID: [UInt8] = [1]
    ) throws -> [UInt8] {
        let head = CBOR.head(5, 1) + CBOR.integer(1) + CBOR.integer(algorithm)
        let signed =
            CBOR.head(4, 4) + CBOR.text("Signature1") + CBOR.string(head) + CBOR.string([])
            + CBOR.string(payload)
        let signature =
            algorithm == -8
            ? Array(try pair.signature(for: signed))
            : Array(try point.signature(for: signed).rawRepresentation)
        return [0xD2] + CBOR.head(4, 4) + CBOR.string(head) + CBOR.head(5, 1) + CBOR.integer(4)
            + CBOR.string(keyID) + CBOR.string(payload) + CBOR.string(signature)
    }

    private var snapshot: DoorSnapshot {
        DoorSnapshot(
            door: DoorID("d")!, version: 1, issuedAt: Instant(milliseconds: 1_784_023_200_000),
            civil: CivilTime(offsetMinutes: 0),
            issuers: [
                TokenIssuer(
                    id: [1], algorithm: .edDSA,
                    publicKey: Array(pair.publicKey.rawRepresentation))!,
                TokenIssuer(
                    id: [2], algorithm: .es256,
                    publicKey: Array(point.publicKey.x963Representation))!,
            ], entries: [])
    }

    private func read(_ token: [UInt8]) -> PresentedKey {
        KeyReader(bandKeys: [:]).read(token: token, by: snapshot)
    }

    @Test("A token made by another library is read, down to its zones and its tag")
    func sampleClaims() throws {
        let token = try #require(SignedToken(hexadecimal(sample)))

        #expect(token.algorithm == .edDSA)
        #expect(token.keyID == Array("01".utf8))
        #expect(token.claims.holder == KeyHolderID("061414112345678902"))
        #expect(token.claims.id == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(token.claims.until - token.claims.from == .hours(24))
        #expect(token.claims.zones == [1, 7, 12])
        #expect(token.claims.tag == hexadecimal("E280689400005004ABCDEF01"))
    }

    @Test("Both algorithms are checked, and a token is what its issuer signed")
    func signed() throws {
        let expected = TokenClaims(
            holder: KeyHolderID("phone-1")!, id: [9, 9],
            issuedAt: Instant(milliseconds: 1_784_023_200_000),
            from: Instant(milliseconds: 1_784_023_200_000),
            until: Instant(milliseconds: 1_784_023_800_000), zones: [7, 1_000], tag: [0xE2, 0x80])

        #expect(read(try token(claims())) == .token(expected))
        #expect(read(try token(claims(), algorithm: -7, keyID: [2])) == .token(expected))
        #expect(read(try token(claims(), keyID: [2])) == .forged)
        #expect(read(try token(claims(), algorithm: -7, keyID: [1])) == .forged)
        #expect(read(try token(claims(), keyID: [3])) == .unknownKey)
        #expect(read([0xD8, 61] + (try token(claims()))) == .token(expected))
    }

    @Test(
        "One bit more or less, or a byte, and a token is refused", arguments: [-8, -7] as [Int64])
    func tampered(algorithm: Int64) throws {
        let good = try token(claims(), algorithm: algorithm, keyID: algorithm == -8 ? [1] : [2])
        func opens(_ bytes: [UInt8]) -> Bool {
            if case .token = read(bytes) { return true }
            return false
        }

        #expect(opens(good))
        for bit in 0..<(good.count * 8) { #expect(!opens(flipped(good, bit)), "bit \(bit)") }
        for count in good.indices { #expect(!opens(Array(good[..<count]))) }
        #expect(!opens(good + [0]))
    }

    @Test("Claims that are missing, said twice, of another kind or endless are refused")
    func claimed() throws {
        let bad: [[UInt8]] = [
            CBOR.head(5, 0),
            claims(more: CBOR.integer(7) + CBOR.string([1]), extra: 1),
            claims(more: CBOR.integer(8) + [0xFB] + [UInt8](repeating: 0, count: 8), extra: 1),
            claims(more: CBOR.integer(8) + [0x9F, 0xFF], extra: 1),
            claims(more: CBOR.integer(8) + CBOR.head(4, 1 << 60), extra: 1),
            claims(more: CBOR.integer(8) + CBOR.head(5, .max), extra: 1),
            claims(more: CBOR.integer(8) + [UInt8](repeating: 0x81, count: 200) + [0], extra: 1),
            claims(more: [0]), claims(until: .max), claims(until: -5),
        ]

        for payload in bad { #expect(read(try token(payload)) == .unreadable) }
        let more = claims(more: CBOR.integer(8) + CBOR.head(4, 1) + CBOR.text("x"), extra: 1)
        #expect(read(try token(more)) != .unreadable)
    }

    @Test("Hostile bytes are refused and never crash", arguments: 0..<10 as Range<UInt64>)
    func hostile(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let good = try token(claims())
        for _ in 0..<5_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                if Bool.random(using: &random) {
                    bytes[place] = UInt8.random(in: 0...255, using: &random)
                } else {
                    bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
            if bytes != good, case .token = read(bytes) { Issue.record("seed \(seed): \(bytes)") }
        }
    }
}

@Suite("Sealed snapshots")
struct SealedSnapshotTests {
    private let key = Curve25519.Signing.PrivateKey()

    private var content: DoorSnapshot {
        DoorSnapshot(
            door: DoorID("lift")!, version: 3, issuedAt: Instant(milliseconds: 1_784_023_200_000),
            civil: CivilTime(offsetMinutes: 0),
            entries: [
                DoorEntry(
                    holder: KeyHolderID("a")!,
                    time: GrantTime(from: .distantPast, until: Instant(milliseconds: 9)))
            ])
    }

    @Test("One bit more or less, and a snapshot is unreadable or not signed")
    func tampered() throws {
        let sealed = try SealedSnapshot(content, key: key).sealed

        #expect(try SealedSnapshot(sealed).isSigned(by: key.publicKey))
        #expect(try SealedSnapshot(sealed).content == content)
        for bit in 0..<(sealed.count * 8) {
            let other = try? SealedSnapshot(flipped(sealed, bit))
            #expect(other?.isSigned(by: key.publicKey) != true, "bit \(bit)")
        }
        for count in sealed.indices {
            let other = try? SealedSnapshot(Array(sealed[..<count]))
            #expect(other?.isSigned(by: key.publicKey) != true)
        }
    }

    @Test("Another house's signature is none")
    func otherKey() throws {
        let sealed = try SealedSnapshot(content, key: Curve25519.Signing.PrivateKey()).sealed

        #expect(try !SealedSnapshot(sealed).isSigned(by: key.publicKey))
    }

    @Test("A change is opened as one, and what was signed as a snapshot never passes for it")
    func kinds() throws {
        let change = DoorChange(
            door: content.door, base: 3, version: 4, issuedAt: content.issuedAt,
            civil: content.civil)
        let reader = HouseSealReader(key.publicKey)
        let otherWords = Array("senang door snapshot 1\n".utf8)
        let posing = change.bytes + Array(try key.signature(for: otherWords + change.bytes))

        #expect(try reader.open(SealedChange(change, key: key).sealed) == .change(change))
        #expect(try reader.open(SealedSnapshot(content, key: key).sealed) == .snapshot(content))
        #expect(throws: DoorSealFailure.forged) { try reader.open(posing) }
        #expect(throws: DoorSealFailure.unreadable) { try reader.open(Array(posing.prefix(64))) }
    }
}
