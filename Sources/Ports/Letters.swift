public import Domain
public import Kernel

/// Where a letter goes: an address that cannot be taken for two, for a header or for anything else.
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// RFC 5321, 4.5.3.1.
    public static let localByteCountMax = 64
    public static let byteCountMax = 254

    public let local: String
    public let domain: String

    public var description: String { "\(local)@\(domain)" }

    /// Narrower than the standards: dots and the letters of unquoted words before the `@`, a name
    /// of two parts or more behind it, `localhost` apart.
    ///
    /// - Returns: `nil` for anything else, also for addresses that some servers would take.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= Self.byteCountMax,
            Self.isLocal(parts[0]), Self.isDomain(parts[1])
        else { return nil }
        local = String(parts[0])
        domain = String(parts[1])
    }

    public init?(_ alias: Alias) {
        guard alias.kind == .mail else { return nil }
        self.init(alias.name)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func isLocal(_ text: Substring) -> Bool {
        guard text.utf8.count <= localByteCountMax else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty
                && word.utf8.allSatisfy {
                    isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0)
                }
        }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1 || text == "localhost" else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 45 }
        }
    }
}

/// What a letter says to one person about what they said.
public struct Letter: Equatable, Sendable {
    public enum Content: Equatable, Sendable {
        /// - Parameter postponedFor: Why the date was moved; empty: it was not.
        case acknowledgement(answerBy: Instant, postponedFor: String)
        /// What we said was no answer to them: it is open again.
        ///
        /// - Parameter missing: What they say is not answered; empty: nobody kept it.
        case openAgain(answerBy: Instant, missing: String)
        /// - Parameter asked: Of each number, what was said.
        case answer(asked: [String], VoiceAnswer.Kind, words: String)
        /// "Did it help?"
        case question(asked: [String], words: String)
    }

    /// The same letter sent again has the same name.
    public let name: VoiceLetter
    /// Of the voices that it is about; the first names it.
    public let numbers: [VoiceNumber]
    public let to: MailAddress
    public let isDutch: Bool
    public let content: Content
    public let house: Words
    /// The venue's, by its IANA name.
    public let timeZone: String
    public let at: Instant

    public init(
        name: VoiceLetter, numbers: [VoiceNumber], to: MailAddress, isDutch: Bool,
        content: Content, house: Words, timeZone: String, at: Instant
    ) {
        self.name = name
        self.numbers = numbers
        self.to = to
        self.isDutch = isDutch
        self.content = content
        self.house = house
        self.timeZone = timeZone
        self.at = at
    }
}

/// Why no letter goes out at all.
public enum MailTrouble: String, CaseIterable, Sendable {
    /// No answer, or one that says to come back.
    case unreachable
    /// The connection could not be sealed, or the server is not the one it should be.
    case insecure
    case loginRefused
    /// The mail server does not send in our name.
    case senderRefused
}

/// What became of a letter.
public enum LetterOutcome: Equatable, Sendable {
    /// The mail server has it, and carries it on.
    case sent
    /// The mail server takes none for this person: sending it again does not help.
    case refused
    /// Not this one, not now.
    case later
    /// None at all, now.
    case trouble(MailTrouble)
}

/// What a report about a letter says.
public enum LetterReport: Equatable, Sendable {
    case returned(VoiceNumber, VoiceLetter)
    /// On its way still, or arrived.
    case other
}

/// Why a report is not taken. When several apply, the one declared first is named.
public enum LetterReportRefusal: String, Error, CaseIterable, Sendable {
    /// It names no letter, or one whose name is not ours.
    case unknownLetter
    /// It names a letter, and does not say that it came back: an answer of somebody who is away.
    case notAReport

    /// One sentence for whoever sent it.
    public var advice: String {
        switch self {
        case .unknownLetter: "It names no letter of this house; send the whole report."
        case .notAReport:
            "It does not say what became of the letter; reports are as RFC 3464 has them, or JSON as docs/mail.md has it."
        }
    }
}

/// Brings letters to people.
public protocol Letters: Sendable {
    /// Hands a letter over. Handed over twice, it has the same Message-ID.
    func send(_ letter: Letter) async -> LetterOutcome

    /// What a report about one of our letters says, once it is known to be about one.
    ///
    /// - Parameter saysReturned: Whoever sent it says so themselves, and it only names the letter.
    func read(_ report: [UInt8], saysReturned: Bool) throws(LetterReportRefusal) -> LetterReport
}
