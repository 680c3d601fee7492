public import Domain
public import Ports

/// How letters go out, as it stands in a file of its own:
///
///     server smtps://mail.example.org:465
///     from answers@park.example
///     user answers@park.example
///     password …
///     bounces bounces@park.example
///     replies voices@park.example
///     quiet 21:00-08:00
///
/// `smtps` is sealed from the first byte; `smtp` is sealed by STARTTLS, or not spoken, but on this
/// machine. Letters that come back go to `bounces`, with the letter's own name behind a plus.
public struct MailSettings: Sendable {
    static let valueByteCountMax = 512
    private static let names: Set<String> = [
        "server", "from", "user", "password", "bounces", "replies", "roots", "quiet",
    ]

    let server: Server
    public let from: MailAddress
    let bounces: MailAddress?
    let replies: MailAddress?
    let user: String?
    let password: String?
    /// A file of certificates to trust instead of the machine's.
    let roots: String?
    public let quiet: QuietHours

    /// What is wrong with the file, as a sentence that tells nothing of what is in it.
    public struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
        public let description: String

        /// - Parameter line: From 1; `nil`: the line is missing.
        init(_ text: String, on line: Int?) {
            description = line.map { "line \($0): \(text)" } ?? text
        }
    }

    public init(_ text: String) throws(Problem) {
        let found = try Self.values(text)
        guard let server = found["server"].flatMap({ Server($0.value) }) else {
            throw Problem(
                "server looks like smtps://mail.example.org:465 or smtp://…:587",
                on: found["server"]?.line)
        }
        guard let from = found["from"].flatMap({ MailAddress($0.value) }) else {
            throw Problem(
                "from is a mail address, such as answers@park.example", on: found["from"]?.line)
        }
        self.server = server
        self.from = from
        bounces = try Self.address("bounces", found)
        replies = try Self.address("replies", found)
        user = found["user"]?.value
        password = found["password"]?.value
        roots = found["roots"]?.value
        guard let quiet = found["quiet"].map({ QuietHours($0.value) }) ?? .usual else {
            throw Problem(
                "quiet looks like 21:00-08:00, or is none", on: found["quiet"]?.line)
        }
        self.quiet = quiet
        guard (user == nil) == (password == nil) else {
            throw Problem(
                "user and password go together", on: (found["user"] ?? found["password"])?.line)
        }
        let room = MailAddress.localByteCountMax - LetterNames.byteCountMax - 1
        if let bounces, bounces.local.utf8.count > room || bounces.local.contains("+") {
            throw Problem(
                "bounces has at most \(room) letters and no plus before its @",
                on: found["bounces"]?.line)
        }
    }

    /// What a line says, and which one it is.
    private struct Said {
        let value: String
        let line: Int
    }

    private static func values(_ text: String) throws(Problem) -> [String: Said] {
        var found: [String: Said] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (place, line) in lines.enumerated() {
            guard let first = line.first, first != "#" else { continue }
            let number = place + 1
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, !parts[1].isEmpty, parts[1].utf8.count <= valueByteCountMax,
                parts[1].utf8.allSatisfy({ $0 >= 32 && $0 != 127 })
            else { throw Problem("each line is a name, a space and a value", on: number) }
            let name = String(parts[0])
            guard names.contains(name) else {
                throw Problem(
                    "its name is none of \(names.sorted().joined(separator: ", "))", on: number)
            }
            if let before = found[name] {
                throw Problem("\(name) stands on line \(before.line) already", on: number)
            }
            found[name] = Said(value: String(parts[1]), line: number)
        }
        return found
    }

    private static func address(
        _ name: String, _ found: [String: Said]
    ) throws(Problem) -> MailAddress? {
        guard let said = found[name] else { return nil }
        guard let address = MailAddress(said.value) else {
            throw Problem(
                "\(name) is a mail address, such as answers@park.example", on: said.line)
        }
        return address
    }

    /// Where letters are handed over.
    struct Server: Equatable, Sendable {
        private static let loopback: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

        let origin: String
        let isLocal: Bool

        /// - Parameter text: `smtp://` or `smtps://`, a host and a port.
        init?(_ text: String) {
            let scheme: String
            if text.hasPrefix("smtps://") {
                scheme = "smtps://"
            } else if text.hasPrefix("smtp://") {
                scheme = "smtp://"
            } else {
                return nil
            }
            let place = text.dropFirst(scheme.count)
            guard let colon = place.lastIndex(of: ":"),
                let port = UInt16(place[place.index(after: colon)...]), port > 0
            else { return nil }
            let host = String(place[..<colon])
            isLocal = Self.loopback.contains(host)
            guard isLocal || MailAddress("somebody@\(host)") != nil else { return nil }
            origin = "\(scheme)\(host):\(port)"
        }
    }

    /// On this machine a connection need not be sealed, unless certificates are named.
    var allowsPlain: Bool { server.isLocal && roots == nil }
}
