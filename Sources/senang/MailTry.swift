import ArgumentParser
import Domain
import Foundation
import Mail
import Ports
import Runtime
import SQLiteStore

struct MailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Sends one example letter, to see whether settings of mail work.",
        discussion: """
            EXAMPLE
              senang mail --settings mail.settings --to you@example.org

            The letter is an acknowledgement with a number that nobody has. It opens no data folder.

            Exit code 0 when the mail server has taken it over; 64 when the call is
            wrong; 69 when it gives no answer, is not sealed or does not take it;
            78 when the settings cannot be used, or others can read them.
            """)

    @Option(help: "The settings, as docs/mail.md has them.")
    var settings: String

    @Option(help: "Your own address.")
    var to: String

    @Option(help: "The language of the letter: nl or en.")
    var language = "nl"

    func validate() throws {
        guard MailAddress(to) != nil else {
            throw ValidationError("--to is a mail address, such as you@example.org")
        }
        guard ["nl", "en"].contains(language) else {
            throw ValidationError("--language is nl or en")
        }
    }

    func run() async throws {
        let settings = try Serve.mailSettings(settings)
        guard let address = MailAddress(to) else { return }
        let now = SystemClock().now
        let outcome = await MailPost(settings, secret: [UInt8](repeating: 0, count: 32)).send(
            Letter(
                name: VoiceLetter(.acknowledgement, about: now), numbers: [100_000_000],
                to: address, isDutch: language == "nl",
                content: .acknowledgement(answerBy: now, postponedFor: ""),
                house: Words(en: "Senang", nl: "Senang"), timeZone: "UTC", at: now))
        switch outcome {
        case .sent: print("The mail server has taken the letter over.")
        case .refused: try end("the mail server takes no letter for this address")
        case .later:
            try end("the mail server takes no letter for this address now; try again later")
        case .trouble(.unreachable):
            try end("the mail server gives no answer; look at 'server' in the settings")
        case .trouble(let trouble): try end(trouble.advice)
        }
    }

    private func end(_ text: String) throws -> Never {
        say("senang: \(text)")
        throw ExitCode(Ending.unavailable)
    }
}
