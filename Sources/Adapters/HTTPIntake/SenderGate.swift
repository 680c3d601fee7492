import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Knows by its key who sends a request, a source or the operator, and answers only those.
struct SenderGate: Sendable {
    static let notYours = Problem(
        status: .forbidden, code: "notYours", detail: "Only the operator may ask this.")

    private let gate: OperatorGate
    private let source: @Sendable (String) -> SourceID?

    /// - Parameters:
    ///   - token: The operator's secret in the data folder.
    ///   - source: The source that a key belongs to.
    init(
        _ credentials: any Credentials, token: String,
        source: @escaping @Sendable (String) -> SourceID?
    ) {
        gate = OperatorGate(credentials, token: token)
        self.source = source
    }

    private func sender(_ request: Request) -> LineSender? {
        guard let key = request.headers.bearer else { return nil }
        if gate.isOperator(key) { return .house }
        return source(key).map(LineSender.source)
    }

    // MARK: Routes

    /// For sources and the operator. What is thrown is told as a problem.
    func route(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ body: @Sendable @escaping (Request, LineSender, String) async throws -> Response
    ) {
        router.on(path, method: method) { request, context in
            do {
                guard let sender = sender(request) else { throw WalletRoutes.unknownKey }
                return try await body(request, sender, context.parameters.get("id") ?? "")
            } catch {
                return Problem(error).response
            }
        }
    }

    /// For the operator only.
    func operators(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ body: @Sendable @escaping (Request, String) async throws -> Response
    ) {
        route(router, method, path) { request, sender, id in
            guard sender == .house else { throw Self.notYours }
            return try await body(request, id)
        }
    }

    // MARK: Archives

    /// Whose lines a request brings, and whether whoever runs the house sends them.
    ///
    /// - Throws: ``Problem`` where a source names another one, or the operator names none that can
    ///   be.
    static func speaker(
        of request: Request, from sender: LineSender
    ) throws(Problem) -> (sender: LineSender, isHouses: Bool) {
        // An archive that the operator takes in speaks as a source of its own.
        guard let name = request.uri.queryParameters["source"].map({ String($0) }) else {
            return (sender, sender == .house)
        }
        guard sender == .house else { throw notYours }
        guard let source = SourceID(name) else {
            throw WishBody.invalid("source", "1 to 64 of A-Z a-z 0-9 _ -")
        }
        return (.source(source), true)
    }
}
