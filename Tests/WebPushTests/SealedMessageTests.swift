import Crypto
import Foundation
import Kernel
import Ports
import Testing
import WebPush

/// Base64 as URLs have it.
func bytes(_ text: String) -> Data {
    var plain = text.replacingOccurrences(of: "-", with: "+")
        .replacingOccurrences(of: "_", with: "/")
    while plain.count % 4 != 0 { plain += "=" }
    return Data(base64Encoded: plain) ?? Data()
}

/// The example of RFC 8291, appendix A.
enum Example {
    static let plain = Data("When I grow up, I want to be a watermelon".utf8)
    static let ownKey = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
    static let theirPrivateKey = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
    static let theirKey =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    static let secret = "BTBZMqHH6r4Tts7J_aSIgg"
    static let salt = "DGv6ra1nlYgDCS1FRnbzlw"
    static let sealed =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
        + "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV"
        + "WGNWQexSgSxsj_Qulcy4a-fN"

    static var subscription: PushSubscription {
        PushSubscription(
            endpoint: "https://updates.push.services.mozilla.com/wpush/v2/x",
            publicKey: Array(bytes(theirKey)), secret: Array(bytes(secret)))
    }
}

@Suite("Sealed message")
struct SealedMessageTests {
    @Test("The example of RFC 8291 comes out byte for byte")
    func example() throws {
        let own = try P256.KeyAgreement.PrivateKey(rawRepresentation: bytes(Example.ownKey))

        let sealed = try SealedMessage.bytes(
            of: Example.plain, to: Example.subscription, own: own, salt: bytes(Example.salt))

        #expect(Data(sealed) == bytes(Example.sealed))
    }

    @Test("Whoever has the browser's key and secret opens it, and no two are alike")
    func opens() throws {
        let first = try SealedMessage.bytes(of: Example.plain, to: Example.subscription)
        let second = try SealedMessage.bytes(of: Example.plain, to: Example.subscription)

        #expect(first != second)
        #expect(try open(Data(first)) == Example.plain)
        #expect(try open(Data(second)) == Example.plain)
    }

    @Test("3,072 bytes are sealed into less than a record, and one more is refused")
    func size() throws {
        let most = Data(repeating: 65, count: SealedMessage.plainByteCountMax)

        let sealed = try SealedMessage.bytes(of: most, to: Example.subscription)

        #expect(sealed.count <= 4_096)
        #expect(throws: SealedMessage.Overlong.self) {
            try SealedMessage.bytes(of: most + [65], to: Example.subscription)
        }
    }

    @Test("The longest words of a rule stay within what is sealed")
    func longest() throws {
        let long = String(repeating: "👩‍👩‍👧‍👦", count: 2_000)
        let note = PushNote(
            say: long, zone: long, since: Instant(milliseconds: .max), otherCount: .max,
            language: "nl")

        let json = try Payload(note).json

        #expect(json.count <= SealedMessage.plainByteCountMax)
        #expect(try JSONSerialization.jsonObject(with: json) is [String: Any])
    }

    /// As a browser does it.
    private func open(_ sealed: Data) throws -> Data {
        let own = try P256.KeyAgreement.PrivateKey(
            rawRepresentation: bytes(Example.theirPrivateKey))
        let (salt, point) = (sealed.prefix(16), Data(sealed[21..<86]))
        let theirs = try P256.KeyAgreement.PublicKey(x963Representation: point)
        let shared = try own.sharedSecretFromKeyAgreement(with: theirs).hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: bytes(Example.secret),
            sharedInfo: Data("WebPush: info\0".utf8) + bytes(Example.theirKey) + point,
            outputByteCount: 32)
        func derived(_ info: String, _ count: Int) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: shared, salt: salt, info: Data("\(info)\0".utf8),
                outputByteCount: count)
        }
        let nonce = derived("Content-Encoding: nonce", 12).withUnsafeBytes { Data($0) }
        let body = sealed[86...]
        let box = try AES.GCM.SealedBox(
            nonce: AES.GCM.Nonce(data: nonce), ciphertext: body.dropLast(16),
            tag: body.suffix(16))
        let plain = try AES.GCM.open(box, using: derived("Content-Encoding: aes128gcm", 16))
        #expect(plain.last == 2)
        return plain.dropLast()
    }
}

@Suite("VAPID")
struct VapidTests {
    @Test("The word is signed for one origin, for twelve hours, by the key that goes with it")
    func signed() throws {
        let key = P256.Signing.PrivateKey()
        let now = Instant(milliseconds: 1_800_000_000_999)

        let header = try Vapid(key: key, contact: "https://floor.example.org").authorization(
            for: "https://web.push.apple.com", at: now)

        let parts = header.dropFirst("vapid t=".count).components(separatedBy: ", k=")
        try #require(header.hasPrefix("vapid t=") && parts.count == 2)
        #expect(bytes(parts[1]) == key.publicKey.x963Representation)
        let words = parts[0].split(separator: ".").map(String.init)
        try #require(words.count == 3)
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: bytes(words[2]))
        #expect(
            key.publicKey.isValidSignature(signature, for: Data("\(words[0]).\(words[1])".utf8)))
        #expect(
            String(decoding: bytes(words[0]), as: UTF8.self) == #"{"alg":"ES256","typ":"JWT"}"#)
        #expect(
            String(decoding: bytes(words[1]), as: UTF8.self)
                == #"{"aud":"https://web.push.apple.com","exp":1800043200,"#
                + #""sub":"https://floor.example.org"}"#)
    }
}
