import Crypto
import Foundation
import Kernel
import Ports

/// Calls that are signed as Standard Webhooks says: HMAC-SHA256 over id, moment and body, each call
/// at most five minutes from our clock.
///
/// Source: Standard Webhooks 1.0, "Signature scheme" and "Verifying webhook authenticity".
struct SignedCall {
    static let tolerance = Span.minutes(5)
    /// A call may carry several signatures while keys change.
    static let signatureCountMax = 8

    let secrets: [[UInt8]]

    func check(_ callback: PaymentCallback, at now: Instant) throws(CallbackRefusal) {
        guard !callback.id.isEmpty, !callback.signatures.isEmpty,
            let seconds = Self.seconds(callback.timestamp)
        else { throw .unsigned }
        let sent = Instant(milliseconds: seconds * 1_000)
        guard now - sent < Self.tolerance else { throw .tooOld }
        guard sent - now < Self.tolerance else { throw .tooNew }
        let signed = Data("\(callback.id).\(callback.timestamp).".utf8) + callback.body
        // All are compared, and each in a time that tells nothing of where it differs.
        var isTheirs = false
        for word in callback.signatures.split(separator: " ").prefix(Self.signatureCountMax) {
            guard word.hasPrefix("v1,"), let code = Data(base64Encoded: String(word.dropFirst(3)))
            else { continue }
            for secret in secrets {
                let key = SymmetricKey(data: secret)
                if HMAC<SHA256>.isValidAuthenticationCode(
                    code, authenticating: signed, using: key)
                {
                    isTheirs = true
                }
            }
        }
        guard isTheirs else { throw .forged }
    }

    /// Digits alone, in the years up to 9999: what else a reader of numbers may take is refused.
    private static func seconds(_ text: String) -> Int64? {
        guard (1...12).contains(text.utf8.count),
            text.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int64(text)
    }
}
