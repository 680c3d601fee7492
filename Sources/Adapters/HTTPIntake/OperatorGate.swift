import HTTPTypes
import Hummingbird
import Ports

/// Knows the operator by the token that lies in the data folder.
struct OperatorGate: Sendable {
    private let credentials: any Credentials
    private let tokenDigest: [UInt8]

    /// - Parameter token: The secret in the data folder.
    init(_ credentials: any Credentials, token: String) {
        self.credentials = credentials
        tokenDigest = credentials.digest(token)
    }

    /// Whether a key is the operator's.
    func isOperator(_ key: String) -> Bool { credentials.digest(key) == tokenDigest }

    /// - Throws: ``Problem`` for anybody else.
    func admit(_ request: Request) throws(Problem) {
        guard let key = request.headers.bearer, isOperator(key) else {
            throw Problem(
                status: .unauthorized, code: "notTheOperator",
                detail: "Send the token that lies in the data folder.")
        }
    }
}
