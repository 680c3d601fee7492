import Domain
import HTTPTypes
public import Hummingbird
import Kernel
public import Ports
public import Runtime

/// What phones show at doors, for the operator's own apps: docs/phone-key.md.
public struct PhoneKeyRoutes: Sendable {
    private let keys: PhoneKeys
    private let gate: OperatorGate

    /// - Parameter token: The operator's secret in the data folder.
    public init(_ keys: PhoneKeys, credentials: any Credentials, token: String) {
        self.keys = keys
        gate = OperatorGate(credentials, token: token)
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
                try gate.admit(request)
                guard let person = PersonID(context.parameters.get("id") ?? "") else {
                    throw PhoneKeyRefusal.noBearer
                }
                let key = try await keys.key(of: person)
                var response = Response.json(
                    Answer(
                        token: key.text, holder: key.claims.holder.description,
                        zones: key.claims.zones, from: key.claims.from.rfc3339,
                        until: key.claims.until.rfc3339))
                response.headers[.cacheControl] = "no-store"
                return response
            } catch let refusal as PhoneKeyRefusal {
                return Problem(
                    status: refusal == .noBearer ? .notFound : .conflict, code: refusal.code,
                    detail: refusal.advice
                ).response
            } catch {
                return Problem(error).response
            }
        }
        router.get("/v1/phone-keys/issuers") { request, _ in
            do {
                try gate.admit(request)
                return Response.json(Issuers(issuers: keys.issuers.map(Self.issuer)))
            } catch {
                return Problem(error).response
            }
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
