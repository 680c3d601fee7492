package import Crypto
package import Foundation
package import Ports

/// A message that only one browser can read: RFC 8291 over RFC 8188, `aes128gcm`, in one record.
package enum SealedMessage {
    /// Push services must take 4,096 bytes; this much of it is left for what is said.
    package static let plainByteCountMax = 3_072
    private static let recordByteCount: UInt32 = 4_096

    /// - Throws: When the subscription's key is no point of P-256, or there is too much to say.
    package static func bytes(of plain: Data, to subscription: PushSubscription) throws -> [UInt8] {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        return try bytes(
            of: plain, to: subscription, own: P256.KeyAgreement.PrivateKey(), salt: salt)
    }

    /// - Parameters:
    ///   - own: A key for this message alone.
    ///   - salt: 16 random bytes.
    package static func bytes(
        of plain: Data, to subscription: PushSubscription, own: P256.KeyAgreement.PrivateKey,
        salt: Data
    ) throws -> [UInt8] {
        guard plain.count <= plainByteCountMax else { throw Overlong() }
        let theirs = try publicKey(subscription.publicKey)
        let ownPoint = own.publicKey.x963Representation
        let shared = try own.sharedSecretFromKeyAgreement(with: theirs).hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: Data(subscription.secret),
            sharedInfo: Data("WebPush: info\0".utf8) + theirs.x963Representation + ownPoint,
            outputByteCount: 32)
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: shared, salt: salt,
            info: Data("Content-Encoding: aes128gcm\0".utf8), outputByteCount: 16)
        let nonce = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: shared, salt: salt,
            info: Data("Content-Encoding: nonce\0".utf8), outputByteCount: 12
        ).withUnsafeBytes { Data($0) }
        // 2 ends the last record.
        let sealed = try AES.GCM.seal(
            plain + [2], using: key, nonce: AES.GCM.Nonce(data: nonce))
        let header =
            salt + withUnsafeBytes(of: recordByteCount.bigEndian) { Data($0) }
            + [UInt8(ownPoint.count)] + ownPoint
        return Array(header + sealed.ciphertext + sealed.tag)
    }

    /// - Throws: When the bytes are no uncompressed point of P-256.
    static func publicKey(_ bytes: [UInt8]) throws -> P256.KeyAgreement.PublicKey {
        try P256.KeyAgreement.PublicKey(x963Representation: bytes)
    }

    package struct Overlong: Error {}
}
