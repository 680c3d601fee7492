import Foundation
package import Kernel
package import Ports

/// A letter as mail servers take it: RFC 5322 with CRLF, its text as quoted-printable UTF-8.
///
/// A header comes out of an address that was checked, of numbers, or encoded (RFC 2047): nothing
/// that somebody wrote begins a line of the head.
package struct WrittenLetter: Sendable {
    package let bytes: [UInt8]

    package struct Head: Sendable {
        let from: MailAddress
        let replies: MailAddress?
        let to: MailAddress
        let house: String
        let subject: String
        let language: String
        /// Without the domain.
        let name: String
        /// What mail programs keep letters together by.
        let thread: String
        let isReply: Bool
        let at: Instant

        package init(
            from: MailAddress, replies: MailAddress?, to: MailAddress, house: String,
            subject: String, language: String, name: String, thread: String, isReply: Bool,
            at: Instant
        ) {
            self.from = from
            self.replies = replies
            self.to = to
            self.house = house
            self.subject = subject
            self.language = language
            self.name = name
            self.thread = thread
            self.isReply = isReply
            self.at = at
        }
    }

    package init(_ head: Head, text: String) {
        var lines = [
            "From: \(Self.encoded(head.house)) <\(head.from)>",
            "To: <\(head.to)>",
            "Subject: \(Self.encoded(head.subject))",
            "Date: \(Self.date(head.at))",
            "Message-ID: <\(head.name)@\(head.from.domain)>",
            "References: <\(head.thread)@\(head.from.domain)>",
        ]
        if let replies = head.replies { lines.append("Reply-To: <\(replies)>") }
        lines += [
            "Auto-Submitted: \(head.isReply ? "auto-replied" : "auto-generated")",
            "MIME-Version: 1.0",
            "Content-Language: \(head.language)",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "", "",
        ]
        bytes = Array(lines.joined(separator: "\r\n").utf8) + Self.quoted(text)
    }

    /// Words of a header (RFC 2047): each encoded word whole letters, and at most 75 bytes.
    private static func encoded(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if (words.last?.count ?? 0) + bytes.count > 45 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }

    /// RFC 2045, 6.7: lines of at most 76 bytes, and nothing in them but printable ASCII.
    private static func quoted(_ text: String) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var written: [UInt8] = []
        for line in Self.lines(text) {
            var width = 0
            let bytes = Array(line.utf8)
            for (place, byte) in bytes.enumerated() {
                let isLast = place == bytes.count - 1
                let isPlain = (33...126).contains(byte) && byte != 61 || byte == 32 && !isLast
                if width + (isPlain ? 1 : 3) > 75 {
                    written += [61, 13, 10]
                    width = 0
                }
                // A dot or "From" that begins a line is touched by some that carry mail.
                let isTouched = width == 0 && (byte == 46 || byte == 70)
                let unit: [UInt8] =
                    isPlain && !isTouched
                    ? [byte] : [61, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                written += unit
                width += unit.count
            }
            written += [13, 10]
        }
        return written
    }

    /// Apart at every kind of line end; other controls are left out.
    private static func lines(_ text: String) -> [String] {
        var lines: [String.UnicodeScalarView] = [String.UnicodeScalarView()]
        var before: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where before == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(String.UnicodeScalarView())
            case "\t": lines[lines.count - 1].append(" ")
            default:
                if scalar.properties.generalCategory != .control {
                    lines[lines.count - 1].append(scalar)
                }
            }
            before = scalar
        }
        return lines.map { String($0) }
    }

    private static func date(_ moment: Instant) -> String {
        let parts = CalendarDay(moment, in: .gmt)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[parts.weekday]), \(parts.day) \(months[parts.month]) \(parts.year) "
            + "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) +0000"
    }
}

/// A moment as a calendar has it: weekday from 0 for Sunday, month from 0 for January.
struct CalendarDay {
    let weekday: Int
    let day: Int
    let month: Int
    let year: Int
    let hour: Int
    let minute: Int
    let second: Int

    init(_ moment: Instant, in zone: TimeZone) {
        var calendar = Foundation.Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let parts = calendar.dateComponents(
            [.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
        weekday = min(max((parts.weekday ?? 1) - 1, 0), 6)
        day = parts.day ?? 1
        month = min(max((parts.month ?? 1) - 1, 0), 11)
        year = parts.year ?? 1970
        hour = parts.hour ?? 0
        minute = parts.minute ?? 0
        second = parts.second ?? 0
    }
}
