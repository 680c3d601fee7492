import CCurl
import Dispatch
import Domain
import Foundation
public import Ports
import Synchronization

/// Hands letters to the house's own mail server, one at a time, and reads what comes back.
public struct MailPost: Letters {
    static let timeoutMilliseconds = 30_000

    private let settings: MailSettings
    private let names: LetterNames
    private let lane = MailLane()

    /// - Parameter secret: The house's 32 bytes for this and nothing else.
    public init(_ settings: MailSettings, secret: [UInt8]) {
        self.settings = settings
        names = LetterNames(secret: secret)
    }

    public func send(_ letter: Letter) async -> LetterOutcome {
        guard let number = letter.numbers.first else { return .refused }
        let name = names.name(of: number, letter.name)
        let text = LetterText(letter, canReply: settings.replies != nil)
        let written = WrittenLetter(
            WrittenLetter.Head(
                from: settings.from, replies: settings.replies, to: letter.to,
                house: letter.isDutch ? letter.house.nl : letter.house.en,
                subject: text.subject, language: letter.isDutch ? "nl" : "en", name: name,
                thread: "\(number)-voice", isReply: letter.name.subject == .acknowledgement,
                at: letter.at), text: text.text)
        let sender =
            settings.bounces.map { "\($0.local)+\(name)@\($0.domain)" } ?? "\(settings.from)"
        return await lane.hand(written.bytes, from: sender, to: "\(letter.to)", settings)
    }

    public func read(
        _ report: [UInt8], saysReturned: Bool
    ) throws(LetterReportRefusal) -> LetterReport {
        try LetterReader(names).read(report, saysReturned: saysReturned)
    }

    /// - Parameters:
    ///   - code: libcurl's; 0: the server has the letter.
    ///   - reply: The server's last, 0 when it said nothing.
    ///   - detail: The second number of its enhanced status (RFC 3463); -1 without one.
    package static func outcome(code: Int, stage: Int, reply: Int, detail: Int) -> LetterOutcome {
        if code == 0 { return .sent }
        // CURLE_USE_SSL_FAILED, CURLE_SSL_*, CURLE_PEER_FAILED_VERIFICATION and their files.
        if [35, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 91, 98].contains(code) {
            return .trouble(.insecure)
        }
        if code == 67 || reply == 530 || reply == 535 { return .trouble(.loginRefused) }
        guard (400..<600).contains(reply), reply != 421 else { return .trouble(.unreachable) }
        switch stage {
        case SENANG_MAIL_RECIPIENT, SENANG_MAIL_LETTER:
            // A rule of theirs or ours (X.7.X), not the address: it may be lifted.
            return reply >= 500 && detail != 7 ? .refused : .later
        case SENANG_MAIL_SENDER:
            return .trouble(reply >= 500 ? .senderRefused : .unreachable)
        case SENANG_MAIL_LOGIN: return .trouble(.loginRefused)
        default: return .trouble(.unreachable)
        }
    }
}

/// A thread that talks to the mail server: libcurl waits, and nothing else should.
///
/// A class: it owns libcurl's handle. `@unchecked`: only its own queue touches that.
private final class MailLane: @unchecked Sendable {
    private static let isStarted = senang_curl_start() == 1

    private let queue = DispatchQueue(label: "senang.mail")
    private let handle: OpaquePointer?

    init() { handle = Self.isStarted ? senang_curl_open() : nil }

    deinit { if let handle { senang_curl_close(handle) } }

    func hand(
        _ letter: [UInt8], from sender: String, to recipient: String, _ settings: MailSettings
    ) async -> LetterOutcome {
        await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(
                    returning: self.handOver(letter, from: sender, to: recipient, settings))
            }
        }
    }

    private func handOver(
        _ letter: [UInt8], from sender: String, to recipient: String, _ settings: MailSettings
    ) -> LetterOutcome {
        guard let handle else { return .trouble(.unreachable) }
        let texts = [settings.user, settings.password, settings.roots].map { text in
            text.flatMap { strdup($0) }
        }
        defer { for text in texts { free(text) } }
        var answer = senang_mail_answer()
        let code = letter.withUnsafeBufferPointer { bytes -> Int in
            guard let start = bytes.baseAddress else { return -1 }
            return Int(
                senang_curl_mail(
                    handle, "\(settings.server.origin)/\(settings.from.domain)", texts[0],
                    texts[1], texts[2], sender, recipient, start, bytes.count,
                    MailPost.timeoutMilliseconds, settings.allowsPlain ? 1 : 0, &answer))
        }
        return MailPost.outcome(
            code: code, stage: Int(answer.stage), reply: Int(answer.reply),
            detail: Int(answer.detail))
    }
}
