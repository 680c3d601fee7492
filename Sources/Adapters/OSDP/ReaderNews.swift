/// Why a reader is not there.
public enum ReaderTrouble: Equatable, Sendable {
    /// Nothing came back.
    case silent
    /// It has another key, or is another reader.
    case wrongKey
    /// It can only be spoken to in the open.
    case noSecureChannel
    /// It still has the key that everybody knows.
    case usesInstallKey
    /// What came back was not said by it, or was altered on its way.
    case tampered
    /// It has forgotten what was agreed: somebody took its power away.
    case restarted
    /// A lock might have been drawn for somebody who has left; we begin anew instead.
    case tooLate
    /// It does not want to. The standard's number says why.
    case refused(UInt8)

    /// Never changes, for programs that read it.
    public var code: String {
        switch self {
        case .silent: "silent"
        case .wrongKey: "wrongKey"
        case .noSecureChannel: "noSecureChannel"
        case .usesInstallKey: "usesInstallKey"
        case .tampered: "tampered"
        case .restarted: "restarted"
        case .tooLate: "tooLate"
        case .refused: "refused"
        }
    }
}

/// How well what is said with a reader is kept from others.
public enum ReaderSecrecy: Equatable, Sendable {
    case ownKey
    case installKey
    case none
}

/// Something to know about a reader or the line to it.
public struct ReaderNews: Equatable, Sendable {
    public enum What: Equatable, Sendable {
        /// It answers, kept from others like this.
        case online(ReaderIdentity, ReaderSecrecy)
        case away(ReaderTrouble)
        /// Somebody has opened its case, or has closed it.
        case opened(Bool)
        /// It would not do what it was told. The numbers are the standard's: what, and why.
        case refused(command: UInt8, reason: UInt8)
        /// A lock was to be drawn, and this reader has no relay.
        case hasNoOutput
        /// Too many showings wait for an answer; this one is not judged.
        case showingDropped
    }

    /// Which reader of the link, from 0 on.
    public let reader: Int
    public let address: UInt8
    public let what: What

    /// Never changes, for programs that read it.
    public var code: String {
        switch what {
        case .online: "online"
        case .away(let trouble): trouble.code
        case .opened(let isOpen): isOpen ? "caseOpened" : "caseClosed"
        case .refused: "commandRefused"
        case .hasNoOutput: "noOutput"
        case .showingDropped: "showingDropped"
        }
    }

    /// For the log of whoever runs the door. Never what was shown.
    public var sentence: String { "reader \(address): \(Self.words(what))" }

    private static func words(_ what: What) -> String {
        switch what {
        case .online(let identity, let secrecy):
            "is online, serial number \(identity.serialNumber), \(words(secrecy))"
        case .away(let trouble): words(trouble)
        case .opened(true): "its case is open"
        case .opened(false): "its case is closed"
        case .refused(let command, let reason):
            "did not do command \(command), reason \(reason)"
        case .hasNoOutput: "has no relay to draw the lock with; wire the lock elsewhere"
        case .showingDropped: "is shown more than can be answered"
        }
    }

    private static func words(_ secrecy: ReaderSecrecy) -> String {
        switch secrecy {
        case .ownKey: "over a secure channel"
        case .installKey:
            "with the key that everybody knows: anybody on the wire can open this door"
        case .none: "in the open: anybody on the wire can open this door"
        }
    }

    private static func words(_ trouble: ReaderTrouble) -> String {
        switch trouble {
        case .silent:
            "does not answer; check its power, both wires, its address and the line's speed"
        case .wrongKey:
            "has another key than the one given here; nothing it says is heard"
        case .noSecureChannel:
            "cannot speak over a secure channel; nothing it says is heard. "
                + "Replace it, or try it with --plain"
        case .usesInstallKey:
            "still has the key that everybody knows; give it a key of its own"
        case .tampered: "something on the line was not said by this reader; beginning anew"
        case .restarted: "has started again; beginning anew"
        case .tooLate: "did not confirm the lock in time; beginning anew"
        case .refused(let reason): "refuses to speak, reason \(reason)"
        }
    }
}
