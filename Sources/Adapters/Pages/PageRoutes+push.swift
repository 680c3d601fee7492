import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Ports
import Runtime

/// Ringing a locked phone, and what a phone needs to keep us among its apps.
extension PageRoutes {
    private static var subscriptionByteCountMax: Int { 8 << 10 }

    func addPush(to router: Router<some RequestContext>) {
        router.get("/manifest.webmanifest") { request, _ in try await manifest(request) }
        router.get("/icon.svg") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "image/svg+xml"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.icon_svg)))
        }
        guard let bell else { return }
        router.get("/push.js") { _, _ in asset(PackageResources.push_js, "text/javascript") }
        router.get("/worker.js") { _, _ in try worker() }
        doing(router, "/push") { browser, visit, viewer in
            try await bell.keep(
                browser.subscription, language: visit.language.rawValue, for: viewer)
        }
        doing(router, "/push/stop") { browser, _, viewer in
            try await bell.stop(browser.endpoint, for: viewer)
        }
        doing(router, "/push/try") { browser, _, viewer in
            guard try await bell.tryOut(browser.endpoint, for: viewer) == .delivered else {
                throw Unheard()
            }
        }
    }

    func mayRing(_ viewer: Viewer) -> Bool { bell != nil && viewer.role >= .host }

    /// What a browser needs to subscribe, as a field of the page's data.
    func pushKey(for viewer: Viewer) -> String {
        guard let bell, mayRing(viewer) else { return "" }
        return ",\"push\":\"\(bell.publicKey)\""
    }

    private struct Unheard: Error {}

    /// What a browser sends of its subscription, as its own `toJSON` gives it. Untrusted.
    private struct Browser: Decodable {
        struct Keys: Decodable {
            let p256dh: String
            let auth: String
        }

        let endpoint: String
        let keys: Keys?

        /// What is no base64 is empty, and refused as that.
        var subscription: PushSubscription {
            PushSubscription(
                endpoint: endpoint, publicKey: bytes(keys?.p256dh), secret: bytes(keys?.auth))
        }

        /// Base64 as URLs have it, with or without its end.
        private func bytes(_ text: String?) -> [UInt8] {
            guard let text, text.utf8.count <= 128 else { return [] }
            var plain = text.replacingOccurrences(of: "-", with: "+")
                .replacingOccurrences(of: "_", with: "/")
            while plain.utf8.count % 4 != 0 { plain += "=" }
            return Array(Data(base64Encoded: plain) ?? Data())
        }
    }

    /// Something a page of ours asks for a phone, by somebody signed in.
    private func doing(
        _ router: Router<some RequestContext>, _ path: RouterPath,
        _ body: @Sendable @escaping (Browser, Visit, Viewer) async throws -> Void
    ) {
        router.post(path) { request, _ in
            let visit = try await visit(request)
            guard let viewer = visit.viewer else { return answer("signedOut", .unauthorized) }
            guard isSameOrigin(request), request.headers[HTTPField.Name("X-Senang")!] == "1",
                viewer.role >= .host
            else { return answer("notAllowed", .forbidden) }
            guard
                let bytes = try? await request.body.collect(upTo: Self.subscriptionByteCountMax)
            else { return answer("tooLarge", .contentTooLarge) }
            guard
                let browser = try? JSONDecoder().decode(
                    Browser.self, from: Data(bytes.readableBytesView))
            else { return answer("malformed", .badRequest) }
            do {
                try await body(browser, visit, viewer)
                return answer("done", .ok)
            } catch let refusal as PushRefusal {
                return answer(refusal.rawValue, Self.status(of: refusal))
            } catch is EntryRefusal {
                return answer("notAllowed", .forbidden)
            } catch is Unheard {
                return answer("unheard", .conflict)
            } catch {
                return answer("unavailable", .serviceUnavailable)
            }
        }
    }

    private static func status(of refusal: PushRefusal) -> HTTPResponse.Status {
        switch refusal {
        case .unknownPushService, .pushKeyInvalid, .pushSecretInvalid: .unprocessableContent
        case .unknownPhone: .notFound
        case .triedJustNow: .tooManyRequests
        }
    }

    /// The service worker, with its words before it: it runs where there is no page.
    private func worker() throws -> Response {
        let keys = ["pushSince", "pushMore", "pushTry", "pushTryHow", "pushSomething"]
        var words: [String: [String: String]] = [:]
        for language in Language.allCases {
            let texts = Phrases.push.mapValues { language == .nl ? $0.nl : $0.en }
            words[language.rawValue] = texts.filter { keys.contains($0.key) }
        }
        let head = Array("const words = \(try json(words));\n".utf8)
        var response = asset(head + PackageResources.worker_js, "text/javascript")
        response.headers[HTTPField.Name("Service-Worker-Allowed")!] = "/"
        return response
    }

    private struct Manifest: Encodable {
        struct Icon: Encodable {
            let src = "/icon.svg"
            let sizes = "any"
            let type = "image/svg+xml"
        }

        let name: String
        let shortName: String
        let lang: String
        let start = "/"
        let scope = "/"
        let display = "standalone"
        let icons = [Icon()]

        private enum CodingKeys: String, CodingKey {
            case name, lang, scope, display, icons
            case shortName = "short_name"
            case start = "start_url"
        }
    }

    private func manifest(_ request: Request) async throws -> Response {
        let language = try await visit(request).language
        let name = language.of(venue.name)
        return Response(
            status: .ok, headers: [.contentType: "application/manifest+json"],
            body: ResponseBody(
                byteBuffer: ByteBuffer(
                    string: try json(
                        Manifest(name: name, shortName: name, lang: language.rawValue)))))
    }
}
