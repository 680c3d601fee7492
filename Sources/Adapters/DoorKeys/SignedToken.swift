import Crypto
package import Domain
import Foundation
import Kernel

/// What a phone shows: a CBOR web token in a COSE_Sign1 envelope.
///
/// Sources: RFC 8392 (CWT), RFC 9052 (COSE), RFC 9053 sections 2.1 and 2.2 (ES256, EdDSA).
package struct SignedToken: Equatable, Sendable {
    /// The most bytes of a token: it has to fit into a square of dots.
    package static let byteCountMax = 1_024
    /// The most claims of a token, and the most parameters of its head.
    static let claimCountMax = 32

    package let algorithm: TokenIssuer.Algorithm
    /// Whose key it says it was signed with. Not itself signed, where it stands outside.
    package let keyID: [UInt8]
    package let claims: TokenClaims
    package let signature: [UInt8]
    /// What the signature is over.
    package let signed: [UInt8]

    /// - Returns: `nil` when it is not exactly one token that holds every claim a door needs.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.byteCountMax else { return nil }
        do {
            var reader = CBORReader(bytes)
            // 61 says token, 18 says one signature; libraries write the first or leave it out.
            var tag = try reader.tag()
            if tag == 61 { tag = try reader.tag() }
            guard tag == 18, try reader.arrayCount(upTo: 4) == 4 else { return nil }
            let head = try reader.string()
            var sealed = CBORReader(head)
            let inside = try Self.header(&sealed)
            guard sealed.isAtEnd, let algorithm = inside.algorithm else { return nil }
            let outside = try Self.header(&reader)
            let payload = try reader.string()
            let signature = try reader.string()
            guard outside.algorithm == nil, let keyID = inside.keyID ?? outside.keyID,
                inside.keyID == nil || outside.keyID == nil,
                reader.isAtEnd, signature.count == 64, let claims = try Self.claims(payload)
            else { return nil }
            self.algorithm = algorithm
            self.keyID = keyID
            self.claims = claims
            self.signature = signature
            signed = Self.signedBytes(head: head, payload: payload)
        } catch { return nil }
    }

    /// Whether the issuer has signed it. About 0.1 ms.
    package func isSigned(by issuer: TokenIssuer) -> Bool {
        guard issuer.algorithm == algorithm else { return false }
        switch algorithm {
        case .edDSA:
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: issuer.publicKey)
            return key?.isValidSignature(signature, for: signed) ?? false
        case .es256:
            guard let key = try? P256.Signing.PublicKey(x963Representation: issuer.publicKey),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: signed)
        }
    }

    // MARK: Parts

    private static func header(
        _ reader: inout CBORReader
    ) throws(CBORReader.Problem) -> (algorithm: TokenIssuer.Algorithm?, keyID: [UInt8]?) {
        var algorithm: TokenIssuer.Algorithm?
        var keyID: [UInt8]?
        var seen: Set<Int64> = []
        for _ in 0..<(try reader.mapCount(upTo: claimCountMax)) {
            let label = try reader.integer()
            guard seen.insert(label).inserted else { throw CBORReader.Problem() }
            switch label {
            case 1:
                switch try reader.integer() {
                case -8: algorithm = .edDSA
                case -7: algorithm = .es256
                default: throw CBORReader.Problem()
                }
            case 4: keyID = try reader.string()
            // 2 lists what must be understood, and nothing else is.
            case 2: throw CBORReader.Problem()
            default: try reader.skip()
            }
        }
        return (algorithm, keyID)
    }

    private static func claims(_ payload: [UInt8]) throws(CBORReader.Problem) -> TokenClaims? {
        var reader = CBORReader(payload)
        var (holder, id, tag): (KeyHolderID?, [UInt8]?, [UInt8]?)
        var moments: [Int64: Instant] = [:]
        var zones: [UInt32] = []
        var seen: Set<Int64> = []
        for _ in 0..<(try reader.mapCount(upTo: claimCountMax)) {
            let name = try reader.integer()
            guard seen.insert(name).inserted else { throw CBORReader.Problem() }
            switch name {
            case 2: holder = KeyHolderID(bytes: try reader.text())
            case 4, 5, 6: moments[name] = try moment(&reader)
            case 7: id = try reader.string()
            case -70_001:
                for _ in 0..<(try reader.arrayCount(upTo: TokenClaims.zoneCountMax)) {
                    guard let zone = UInt32(exactly: try reader.integer()) else { return nil }
                    zones.append(zone)
                }
            case -70_002: tag = try reader.string()
            default: try reader.skip()
            }
        }
        guard reader.isAtEnd, let holder, let id, let until = moments[4], let from = moments[5],
            let issuedAt = moments[6], (1...DoorSnapshot.tokenByteCountMax).contains(id.count),
            tag?.isEmpty != true
        else { return nil }
        return TokenClaims(
            holder: holder, id: id, issuedAt: issuedAt, from: from, until: until, zones: zones,
            tag: tag)
    }

    /// Whole seconds of the years 2000 to 2100. Halves of seconds are refused, not rounded.
    private static func moment(_ reader: inout CBORReader) throws(CBORReader.Problem) -> Instant {
        let seconds = try reader.integer()
        guard (0...4_102_444_800).contains(seconds),
            Instant.recordable.contains(Instant(milliseconds: seconds * 1_000))
        else { throw CBORReader.Problem() }
        return Instant(milliseconds: seconds * 1_000)
    }

    /// `["Signature1", head, no more, payload]` (RFC 9052, section 4.4).
    static func signedBytes(head: [UInt8], payload: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [0x84, 0x6A] + Array("Signature1".utf8)
        for string in [head, [], payload] {
            switch string.count {
            case ..<24: bytes.append(0x40 | UInt8(string.count))
            case ..<256: bytes += [0x58, UInt8(string.count)]
            default: bytes += [0x59, UInt8(string.count >> 8), UInt8(string.count & 0xFF)]
            }
            bytes += string
        }
        return bytes
    }
}
