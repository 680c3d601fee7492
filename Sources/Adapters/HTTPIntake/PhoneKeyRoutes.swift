import Domain
import HTTPTypes
public import Hummingbird
import Kernel
public import Ports
public import Runtime

/// What phones show at doors, for the operator's own apps: docs/phone-key.md.
public struct PhoneKeyRoutes: Sendable {
    private let keys: PhoneKeys
    private let credentials: any Credentials
    private let tokenDigest: [UInt8]

    /// - Parameter token: The operator's secret in the data folder.
    public init(_ keys: PhoneKeys, credentials: any Credentials, token: String) {
        self.keys = keys
        self.credentials = credentials
        tokenDigest = credentials.digest(token)
    }

    private struct Answer: Encodable {
        let token: String
        let holder: String
        let zones: [UInt32]
        let from: String
        let until: String
    }

    private struct Issuers: Encodable {
        struct Issuer: Encodable {
            let id: String
            let algorithm: String
            let publicKey: String

            enum CodingKeys: String, CodingKey {
                case id, algorithm
                case publicKey = "public_key"
            }
        }

        let issuers: [Issuer]
    }

    public func add(to router: Router<some RequestContext>) {
        router.get("/v1/people/:id/phone-key") { request, context in
            do {
                try admit(request)
                guard let person = PersonID(context.parameters.get("id") ?? "") else {
                    throw PhoneKeyRefusal.noBearer
                }
                let key = try await keys.key(of: person)
                var response = WalletRoutes.json(
                    Answer(
                        token: key.text, holder: key.claims.holder.description,
                        zones: key.claims.zones, from: key.claims.from.rfc3339,
                        until: key.claims.until.rfc3339))
                response.headers[.cacheControl] = "no-store"
                return response
            } catch let refusal as PhoneKeyRefusal {
                return Problem(
                    status: refusal == .noBearer ? .notFound : .conflict, code: refusal.code,
                    detail: "No phone shows a key for them now: \(refusal.code)."
                ).response
            } catch {
                return Problem(error).response
            }
        }
        router.get("/v1/phone-keys/issuers") { request, _ in
            do {
                try admit(request)
                return WalletRoutes.json(Issuers(issuers: keys.issuers.map(Self.issuer)))
            } catch {
                return Problem(error).response
            }
        }
    }

    private func admit(_ request: Request) throws {
        guard let token = request.headers.bearer, credentials.digest(token) == tokenDigest else {
            throw Problem(
                status: .unauthorized, code: "notTheOperator",
                detail: "Send the token that lies in the data folder.")
        }
    }

    /// As a file of grants writes it: docs/door.md.
    private static func issuer(_ issuer: TokenIssuer) -> Issuers.Issuer {
        Issuers.Issuer(
            id: hexadecimal(issuer.id), algorithm: issuer.algorithm == .edDSA ? "EdDSA" : "ES256",
            publicKey: hexadecimal(issuer.publicKey))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
