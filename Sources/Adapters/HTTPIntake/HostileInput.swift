import HTTPTypes
public import Hummingbird
public import NIOCore
public import NIOHTTPTypes

/// Turns away requests for a host that is not ours, or for two, and answers what no route takes
/// with a problem rather than an empty page. Adds the headers that every answer carries.
public struct FrontDoor<Context: RequestContext>: RouterMiddleware {
    private let hosts: Set<String>

    /// - Parameter hosts: Host names, without port, that we answer for.
    public init(hosts: Set<String>) { self.hosts = hosts }

    public func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            guard let authority = request.head.authority, !authority.isEmpty,
                request.headers[values: HTTPField.Name("Host")!].isEmpty
            else {
                throw Problem(
                    status: .badRequest, code: "noHost",
                    detail: "Name the host in the request, once.")
            }
            guard let host = Self.host(of: authority), hosts.contains(host) else {
                throw Problem(
                    status: .misdirectedRequest, code: "unknownHost",
                    detail: "This server does not answer for that host name.")
            }
            response = try await next(request, context)
        } catch let problem as Problem {
            response = problem.response
        } catch let error as HTTPError {
            response =
                Problem(
                    status: error.status, code: "refused",
                    detail: error.body ?? "The request was not understood."
                ).response
        } catch let error as any HTTPResponseError {
            response =
                Problem(
                    status: error.status, code: "refused", detail: "The request was not understood."
                ).response
        }
        for (name, value) in Self.headers { response.headers[name] = value }
        return response
    }

    /// The host of `host`, `host:port`, `[address]` or `[address]:port`; `nil` for anything else.
    private static func host(of authority: String) -> String? {
        var end = authority.firstIndex(of: ":") ?? authority.endIndex
        if authority.hasPrefix("[") {
            guard let bracket = authority.firstIndex(of: "]") else { return nil }
            end = authority.index(after: bracket)
        }
        let port = authority[end...]
        guard port.isEmpty || (port.hasPrefix(":") && port.dropFirst().allSatisfy(\.isNumber))
        else { return nil }
        return authority[..<end].lowercased()
    }

    private static var headers: [(HTTPField.Name, String)] {
        [
            (.xContentTypeOptions, "nosniff"), (.cacheControl, "no-store"),
            (
                .contentSecurityPolicy,
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
                    + "form-action 'self'; frame-ancestors 'none'"
            ),
        ]
    }
}

/// Closes a connection whose request body comes too slowly: ten seconds, and a kilobyte a second
/// after that. The idle timeout alone would let a dripped body stay open for ever.
///
/// A class, as channel handlers are; `@unchecked Sendable` is not needed, since NIO keeps it on its
/// channel's event loop.
public final class BodyDeadline: ChannelInboundHandler, RemovableChannelHandler {
    public typealias InboundIn = HTTPRequestPart
    public typealias InboundOut = HTTPRequestPart

    private static let grace = TimeAmount.seconds(10)
    private static let bytesASecondMin = 1_024

    private var began: NIODeadline?
    private var byteCount = 0
    private var check: Scheduled<Void>?

    public init() {}

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: break
        case .body(let bytes):
            byteCount += bytes.readableBytes
            if began == nil {
                began = .now()
                schedule(context)
            }
        case .end:
            check?.cancel()
            check = nil
            began = nil
            byteCount = 0
        }
        context.fireChannelRead(data)
    }

    public func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    private func schedule(_ context: ChannelHandlerContext) {
        check = context.eventLoop.assumeIsolated().scheduleTask(in: Self.grace) {
            guard let began = self.began else { return }
            let seconds = (NIODeadline.now() - began).nanoseconds / 1_000_000_000
            if self.byteCount < Int(seconds) * Self.bytesASecondMin {
                context.close(promise: nil)
            } else {
                self.schedule(context)
            }
        }
    }
}
