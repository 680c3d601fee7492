import Kernel
import Ports
import Synchronization
import Testing
import WebPush

/// Keeps what it is given in memory.
private final class Book: PushBook {
    private let key = Mutex<[UInt8]?>(nil)

    func phones() -> [Phone] { [] }
    func phones(session: [UInt8]) -> [Phone] { [] }
    func keep(_ phone: Phone, atMost countMax: Int, at now: Instant) {}
    func remove(endpoint: String) {}
    func signingKey() -> [UInt8]? { key.withLock { $0 } }
    func keep(signingKey: [UInt8]) { key.withLock { $0 = signingKey } }
}

private struct Noon: Clock {
    let now = Instant(milliseconds: 1_800_000_000_000)
}

@Suite("Push services")
struct PushServicesTests {
    private let services = PushServices(
        named: ["http://127.0.0.1:9000", "https://push.example.org:8443"])

    @Test(
        "Endpoints of browsers' push services are posted to, and those the operator named",
        arguments: [
            ("https://fcm.googleapis.com/fcm/send/abc:APA91b-_x", "https://fcm.googleapis.com"),
            (
                "https://updates.push.services.mozilla.com/wpush/v2/gAAA=",
                "https://updates.push.services.mozilla.com"
            ),
            ("https://web.push.apple.com/QGuQ", "https://web.push.apple.com"),
            (
                "https://db5p.notify.windows.com/w/?token=BQY%3d",
                "https://db5p.notify.windows.com"
            ),
            ("http://127.0.0.1:9000/1", "http://127.0.0.1:9000"),
            ("https://push.example.org:8443/1", "https://push.example.org:8443"),
        ])
    func admitted(endpoint: String, origin: String) {
        #expect(services.origin(of: endpoint) == origin)
    }

    @Test(
        "Nothing else is posted to",
        arguments: [
            "", "/", "https://", "https:///x", "file:///etc/passwd", "gopher://127.0.0.1/x",
            "http://fcm.googleapis.com/x", "HTTPS://fcm.googleapis.com/x",
            "https://fcm.googleapis.com", "https://fcm.googleapis.com?x",
            "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com./x",
            "https://FCM.googleapis.com/x", "https://evil.example/x",
            "https://fcm.googleapis.com.evil.example/x", "https://evilfcm.googleapis.com/x",
            "https://evilpush.apple.com/x", "https://push.apple.com/x", "https://.push.apple.com/x",
            "https://a..push.apple.com/x", "https://-.push.apple.com/x",
            "https://fcm.googleapis.com@evil.example/x",
            "https://evil.example/@fcm.googleapis.com/",
            "https://evil.example#.push.apple.com/x", "https://evil.example\\.push.apple.com/x",
            "https://evil.example?.push.apple.com/x", "https://evil.example%2f.push.apple.com/x",
            "https://fcm.googleapis.com/x y", "https://fcm.googleapis.com/\r\nHost: x",
            "https://fcm.googleapis.com/é", "https://fcm.googleapis.com/\0",
            "http://169.254.169.254/latest", "https://169.254.169.254/latest",
            "https://[::1]/x", "https://[::1].push.apple.com/x", "https://2130706433/x",
            "http://127.0.0.1/1", "http://127.0.0.1:9001/1", "http://127.0.0.1:09000/1",
            "http://127.0.0.1:9000", "http://127.0.0.1:9000@evil.example/1",
            "http://localhost:9000/1", "https://127.0.0.1:9000/1",
            "https://push.example.org/1", "http://push.example.org:8443/1",
        ])
    func turnedAway(endpoint: String) {
        #expect(services.origin(of: endpoint) == nil)
    }

    @Test("An operator names an origin; plain http only on this machine")
    func named() {
        #expect(PushServices.origin("https://push.example.org") == "https://push.example.org")
        #expect(PushServices.origin("https://push.example.org/") == "https://push.example.org")
        for origin in ["http://127.0.0.1:1", "http://localhost:65535", "http://[::1]:80"] {
            #expect(PushServices.origin(origin) == origin)
        }
        for wrong in [
            "push.example.org", "http://push.example.org", "http://10.0.0.1", "ftp://localhost",
            "https://push.example.org/x", "https://a@b", "http://localhost:0",
            "http://localhost:65536", "http://localhost:",
        ] {
            #expect(PushServices.origin(wrong) == nil)
        }
    }

    @Test("A subscription is refused for its push service first, then its key, then its secret")
    func refused() throws {
        let sender = try WebPushSender(
            book: Book(), services: services, contact: "https://localhost", clock: Noon())
        let good = Example.subscription
        func refusal(
            _ endpoint: String? = nil, key: [UInt8]? = nil, secret: [UInt8]? = nil
        ) -> PushRefusal? {
            sender.refusal(
                of: PushSubscription(
                    endpoint: endpoint ?? good.endpoint, publicKey: key ?? good.publicKey,
                    secret: secret ?? good.secret))
        }
        let offCurve = good.publicKey.dropLast() + [good.publicKey[64] ^ 1]
        let long = "https://fcm.googleapis.com/"
        let most = PushSubscription.endpointByteCountMax - long.utf8.count

        #expect(refusal() == nil)
        #expect(refusal(long + String(repeating: "a", count: most)) == nil)
        #expect(
            refusal(long + String(repeating: "a", count: most + 1)) == .unknownPushService)
        #expect(refusal("https://evil.example/x", key: [], secret: []) == .unknownPushService)
        #expect(refusal(key: [], secret: []) == .pushKeyInvalid)
        #expect(refusal(key: Array(offCurve)) == .pushKeyInvalid)
        #expect(refusal(key: Array(repeating: 0, count: 65)) == .pushKeyInvalid)
        #expect(refusal(key: good.publicKey + [0]) == .pushKeyInvalid)
        #expect(refusal(secret: Array(good.secret.dropLast())) == .pushSecretInvalid)
        #expect(refusal(secret: good.secret + [0]) == .pushSecretInvalid)
    }

    @Test("The signing key is made once")
    func signingKey() throws {
        let book = Book()
        func sender() throws -> WebPushSender {
            try WebPushSender(
                book: book, services: services, contact: "https://localhost", clock: Noon())
        }

        let first = try sender().publicKey

        #expect(try sender().publicKey == first)
        #expect(bytes(first).count == PushSubscription.publicKeyByteCount)
    }

    @Test(
        "What a push service answers says what becomes of the phone",
        arguments: [
            (201, .delivered), (200, .delivered), (299, .delivered), (404, .gone), (410, .gone),
            (429, .tryLater), (500, .tryLater), (599, .tryLater), (400, .refused(400)),
            (403, .refused(403)), (413, .refused(413)), (302, .refused(302)),
        ] as [(Int, PushOutcome)])
    func outcomes(status: Int, outcome: PushOutcome) {
        #expect(WebPushSender.outcome(of: .status(status)) == outcome)
    }

    @Test("No answer is not the phone's fault, nor is a full queue")
    func noAnswer() {
        #expect(WebPushSender.outcome(of: .failed(28)) == .unreachable)
        #expect(WebPushSender.outcome(of: .dropped) == .tryLater)
    }
}
