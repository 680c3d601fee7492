import Domain
import Foundation
import Kernel
import Mail
import Ports
import Testing

// Tried broken, and found by this suite: the subject written as it is; a line end of somebody's own
// kept; the last space of a line left bare; a letter of two bytes cut between two encoded words.
@Suite("A letter as mail servers take it")
struct WrittenLetterTests {
    private static let moment = Instant(milliseconds: 1_800_000_000_000)

    private func written(_ subject: String, _ text: String, house: String = "Park Senang") throws
        -> String
    {
        let head = WrittenLetter.Head(
            from: try #require(MailAddress("answers@park.example")),
            replies: MailAddress("voices@park.example"),
            to: try #require(MailAddress("ann@example.org")), house: house, subject: subject,
            language: "nl", name: "123456789-a-1-tag", thread: "123456789-voice",
            isReply: false, at: Self.moment)
        return String(decoding: WrittenLetter(head, text: text).bytes, as: UTF8.self)
    }

    /// Lines of the head, those that go on put together.
    private func head(_ letter: String) -> [String] {
        let whole = letter.components(separatedBy: "\r\n\r\n")[0]
        return whole.replacingOccurrences(of: "\r\n ", with: "\u{1}")
            .components(separatedBy: "\r\n")
    }

    private func body(_ letter: String) -> String {
        letter.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
    }

    /// What quoted-printable says, by the other way round.
    private func unquoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        let all = Array(text.replacingOccurrences(of: "=\r\n", with: "").utf8)
        var place = 0
        while place < all.count {
            if all[place] == 61, place + 2 < all.count,
                let byte = UInt8(
                    String(decoding: all[(place + 1)...(place + 2)], as: UTF8.self), radix: 16)
            {
                bytes.append(byte)
                place += 3
            } else {
                bytes.append(all[place])
                place += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func decoded(_ field: String) throws -> String {
        let value = try #require(field.split(separator: ":", maxSplits: 1).last)
        return try value.replacingOccurrences(of: "\u{1}", with: " ").split(separator: " ")
            .map { word in
                guard word.hasPrefix("=?utf-8?B?"), word.hasSuffix("?=") else {
                    return String(word)
                }
                let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
                // Each word is whole letters: it can be read by itself.
                return try #require(String(data: data, encoding: .utf8))
            }.joined()
    }

    @Test("Nothing that somebody wrote begins a line of the head")
    func noInjection() throws {
        let evil = "hello\r\nBcc: everybody@example.org\r\n\r\nmore"
        let letter = try written(evil, "text", house: evil)

        #expect(head(letter).count == 12)
        #expect(!head(letter).contains { $0.lowercased().hasPrefix("bcc") })
        #expect(!head(letter).contains { $0.contains("everybody@example.org") })
        #expect(body(letter) == "text\r\n")
    }

    @Test("Words of the head come out as they went in, in encoded words of 75 bytes at most")
    func headWords() throws {
        let subject = "Één café, zoë's naïeve façade: " + String(repeating: "é€😀", count: 30)
        let letter = try written(subject, "text", house: "Café Één")

        let field = try #require(head(letter).first { $0.hasPrefix("Subject:") })
        #expect(try decoded(field) == subject)
        for word in field.dropFirst(9).split(separator: "\u{1}") { #expect(word.utf8.count <= 75) }
        let from = try #require(head(letter).first { $0.hasPrefix("From:") })
        #expect(try decoded(from) == "Café Één<answers@park.example>")
    }

    @Test("Text comes out as it went in, in lines of 76 bytes at most and in ASCII")
    func text() throws {
        let text =
            "Één café = 3€ \n.\n..dots\nFrom here\n"
            + String(repeating: "een lange regel zonder einde ", count: 20) + "\n"
            + String(repeating: ".F", count: 300) + "\n\nlast"
        let letter = try written("x", text)

        #expect(letter.utf8.allSatisfy { $0 < 127 && ($0 >= 32 || $0 == 13 || $0 == 10) })
        for line in letter.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 76) }
        for line in body(letter).components(separatedBy: "\r\n") {
            #expect(!line.hasPrefix(".") && !line.hasPrefix("From") && !line.hasSuffix(" "))
        }
        #expect(
            unquoted(body(letter)) == text.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n")
    }

    @Test("Every kind of line end is one, and other controls are left out")
    func controls() throws {
        let letter = try written("x", "a\rb\r\nc\u{2028}d\u{0}\u{7}\u{1B}e\tf")

        #expect(unquoted(body(letter)) == "a\r\nb\r\nc\r\nde f\r\n")
    }

    @Test("The date, the ids and the rest of the head are as RFC 5322 has them")
    func fields() throws {
        let fields = head(try written("x", "y"))

        #expect(fields.contains("Date: Fri, 15 Jan 2027 08:00:00 +0000"))
        #expect(fields.contains("Message-ID: <123456789-a-1-tag@park.example>"))
        #expect(fields.contains("References: <123456789-voice@park.example>"))
        #expect(fields.contains("To: <ann@example.org>"))
        #expect(fields.contains("Reply-To: <voices@park.example>"))
        #expect(fields.contains("Auto-Submitted: auto-generated"))
    }
}

@Suite("Where letters go")
struct MailAddressTests {
    @Test(
        "An address that could be taken for two, or for more than an address, is none",
        arguments: [
            "", "@", "ann", "ann@", "@example.org", "ann@example", "ann@@example.org",
            "ann@example.org,bob@example.org", "<ann@example.org>", "ann@example.org>",
            "\"ann\"@example.org", "ann smith@example.org", "ann@exa mple.org",
            "ann@example.org\r\nBcc: bob@example.org", "ann.@example.org", ".ann@example.org",
            "an..n@example.org", "ann@-example.org", "ann@example-.org", "ann@example..org",
            "ann@[127.0.0.1]", "zoë@example.org", "ann@exämple.org", "ann;@example.org",
            "ann(x)@example.org",
        ])
    func refused(_ text: String) { #expect(MailAddress(text) == nil) }

    @Test(
        "Addresses as people have them are taken",
        arguments: [
            "ann@example.org", "ann.de-vries+park@mail.example.co.uk", "o'brien@example.org",
            "a@b.nl", "answers@localhost", "1_2~3@x-y.example",
        ])
    func taken(_ text: String) { #expect(MailAddress(text)?.description == text) }

    @Test("64 bytes stand before the @, and not 65")
    func local() {
        let long = String(repeating: "a", count: 64)
        #expect(MailAddress(long + "@example.org") != nil)
        #expect(MailAddress(long + "a@example.org") == nil)
    }

    @Test("Only a mail name is an address")
    func alias() throws {
        #expect(MailAddress(try #require(Alias(.mail, "Ann@Example.org")))?.local == "ann")
        #expect(MailAddress(try #require(Alias(.mail, "a\"b@example.org"))) == nil)
        #expect(MailAddress(try #require(Alias(.account, "ann"))) == nil)
    }
}
