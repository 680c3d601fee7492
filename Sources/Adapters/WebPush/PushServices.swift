/// The push services we post to. A subscription comes from a browser, so its endpoint is anybody's
/// word: without this list it could make us ask machines that only we can reach.
public struct PushServices: Sendable {
    private static let knownHosts: Set<String> = ["fcm.googleapis.com"]
    private static let knownDomains = [
        ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com",
    ]
    private static let loopback: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

    private let named: Set<String>

    /// - Parameter named: Origins the operator allows besides the known ones, as ``origin(_:)``
    ///   gives them.
    public init(named: [String] = []) { self.named = Set(named) }

    /// An origin as an operator names it: `https://push.example.org`, or `http://` on this machine.
    ///
    /// - Returns: `nil` when it is none.
    public static func origin(_ text: String) -> String? {
        guard let parts = Parts(text), parts.rest.isEmpty || parts.rest == "/" else { return nil }
        return parts.origin
    }

    /// The origin of an endpoint that may be posted to; `nil` for any other.
    package func origin(of endpoint: String) -> String? {
        guard let parts = Parts(endpoint), parts.rest.first == "/" else { return nil }
        if named.contains(parts.origin) { return parts.origin }
        guard parts.isSecure, parts.authority == parts.host else { return nil }
        let isKnown =
            Self.knownHosts.contains(parts.host)
            || Self.knownDomains.contains { parts.host.hasSuffix($0) }
        return isKnown ? parts.origin : nil
    }

    /// A URL taken apart by hand, and more narrowly than the standards allow: what one reader of
    /// URLs takes for the host, another must not take for something else.
    private struct Parts {
        let isSecure: Bool
        let authority: Substring
        let host: String
        let rest: Substring

        var origin: String { (isSecure ? "https://" : "http://") + authority }

        init?(_ text: String) {
            guard text.utf8.allSatisfy(Self.admits) else { return nil }
            let scheme: String
            if text.hasPrefix("https://") {
                scheme = "https://"
            } else if text.hasPrefix("http://") {
                scheme = "http://"
            } else {
                return nil
            }
            isSecure = scheme == "https://"
            let behind = text.dropFirst(scheme.count)
            authority = behind.prefix { $0 != "/" }
            rest = behind.dropFirst(authority.count)
            if authority.hasPrefix("[::1]") {
                host = "[::1]"
            } else {
                host = String(authority.prefix { $0 != ":" })
                guard Self.isHost(host) else { return nil }
            }
            let port = authority.dropFirst(host.count)
            guard port.isEmpty || Self.isPort(port) else { return nil }
            guard isSecure || PushServices.loopback.contains(host) else { return nil }
        }

        /// What stands in URLs of push services: no space, no `@`, `\`, `#` or quotation mark.
        private static func admits(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._~:/?[]!$&()*+,;=%".utf8.contains(byte)
            }
        }

        private static func isHost(_ host: String) -> Bool {
            guard (1...253).contains(host.utf8.count) else { return false }
            return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
                label in
                !label.isEmpty && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                            || byte == UInt8(ascii: "-")
                    }
            }
        }

        private static func isPort(_ port: Substring) -> Bool {
            let digits = port.dropFirst()
            guard port.first == ":", (1...5).contains(digits.count), digits.first != "0",
                digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
            else { return false }
            return UInt16(digits) != nil
        }
    }
}
