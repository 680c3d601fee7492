package import Kernel

/// What is said with one reader: finding it, agreeing on a channel, asking, telling.
///
/// Knows no wires and no clock: it is told the time, the frames and the silences.
package struct Conversation: Sendable {
    /// How often a reader is asked whether there is anything new.
    static let pollEvery = Span(milliseconds: 50)
    /// How long a reader is asked again before it counts as away (the standard's figure).
    static let awayAfter = Span.seconds(8)
    /// How long until an absent reader is called again.
    static let callEvery = Span.seconds(1)
    /// How long until one is called again that cannot be spoken with.
    static let callRefusedEvery = Span.seconds(5)
    /// How long a reader is left alone that says that it is busy.
    static let busyFor = Span(milliseconds: 200)
    /// How long after a showing a lock may be drawn.
    package static let locksWithin = Span.seconds(2)
    /// The most times a step of the agreement is said.
    static let agreementTryMax = 3
    /// The most commands that wait.
    static let queueCountMax = 24
    /// The most showings that wait for an answer.
    package static let showingCountMax = 8

    enum Stage: Sendable {
        case calling
        case challenging([UInt8])
        case proving(SessionKeys, proof: [UInt8])
        case asking
        case looking
        case online
    }

    /// A command on its way. It is repeated byte for byte, or codes would no longer follow.
    struct Sent {
        let command: Command
        let bytes: [UInt8]
        let sequence: UInt8
        let firstAt: Instant
        /// When it must not be done any more.
        let notAfter: Instant?
        var tryCount = 1

        var check: Frame.Check { bytes[4] & 0x04 == 0 ? .sum : .crc }
    }

    struct Waiting {
        let command: Command
        let notAfter: Instant?
    }

    struct Showing {
        let number: UInt64
        let reader: UInt8
        let at: Instant
    }

    /// Something that came of it.
    package enum Outcome: Equatable, Sendable {
        case news(ReaderNews.What)
        case shown(number: UInt64, String)
    }

    package let reader: OSDPReader
    /// Makes a challenge that nobody can foretell.
    let challenge: @Sendable () -> [UInt8]

    var stage = Stage.calling
    var session: SecureSession?
    var sent: Sent?
    var sequence: UInt8 = 0
    var check = Frame.Check.crc
    var queue: [Waiting] = []
    var showings: [Showing] = []
    var showingCount: UInt64 = 0
    var identity: ReaderIdentity?
    var capabilities: Capabilities?
    var isOpened = false
    var lastTrouble: ReaderTrouble?
    var lastHeard: Instant
    /// When it wants the line next.
    package internal(set) var dueAt: Instant
    var outcomes: [Outcome] = []

    package init(
        reader: OSDPReader, at now: Instant, challenge: @escaping @Sendable () -> [UInt8]
    ) {
        self.reader = reader
        self.challenge = challenge
        dueAt = now
        lastHeard = now
    }

    package var isOnline: Bool { if case .online = stage { true } else { false } }

    /// Whether a frame with a code in it is expected that nobody else can make.
    package var isSecure: Bool { session != nil }

    package mutating func takeOutcomes() -> [Outcome] {
        defer { outcomes = [] }
        return outcomes
    }

    // MARK: Saying

    /// The bytes to send now, the same as before when they were not answered.
    package mutating func next(at now: Instant) -> [UInt8]? {
        if let sent {
            // The reader may have heard it or not, and a code cannot be left out.
            if let notAfter = sent.notAfter, now > notAfter {
                leave(.tooLate, at: now)
                return nil
            }
            dueAt = now + Self.pollEvery
            return sent.bytes
        }
        let (command, notAfter) = nextCommand(at: now)
        guard let frame = frame(of: command) else {
            leave(.tampered, at: now)
            return nil
        }
        let bytes = frame.bytes
        sent = Sent(
            command: command, bytes: bytes, sequence: sequence, firstAt: now, notAfter: notAfter)
        dueAt = now + Self.pollEvery
        return bytes
    }

    private mutating func nextCommand(at now: Instant) -> (Command, notAfter: Instant?) {
        switch stage {
        case .calling: return (.identify, nil)
        case .challenging(let challenge): return (.challenge(challenge), nil)
        case .proving(_, let proof): return (.proof(proof), nil)
        case .asking: return (.capabilities, nil)
        case .looking: return (.status, nil)
        case .online:
            while !queue.isEmpty {
                let first = queue.removeFirst()
                if first.notAfter.map({ now <= $0 }) ?? true {
                    return (first.command, first.notAfter)
                }
            }
            return (.poll, nil)
        }
    }

    private mutating func frame(of command: Command) -> Frame? {
        if session != nil {
            return session?.sealed(
                command.message,
                in: .init(
                    address: reader.address, sequence: sequence, check: check,
                    direction: .command))
        }
        let type: UInt8? =
            switch command {
            case .challenge: 0x11
            case .proof: 0x13
            default: nil
            }
        return Frame(
            address: reader.address, isReply: false, sequence: sequence, check: check,
            security: type.map { .init(type: $0, data: [reader.protection.keyNumber]) },
            content: command.message)
    }

    // MARK: Silence

    /// Nothing came back in time.
    package mutating func missed(at now: Instant) {
        guard let waiting = sent else { return }
        switch stage {
        case .asking, .looking, .online:
            if now - lastHeard >= Self.awayAfter { return leave(.silent, at: now) }
        case .calling, .challenging, .proving:
            if waiting.tryCount >= Self.agreementTryMax { return leave(.silent, at: now) }
        }
        sent?.tryCount += 1
        // The others on the line get their turn first.
        dueAt = now + Self.pollEvery
    }

    /// Forgets everything that was agreed, and begins with the first word again, later.
    mutating func leave(_ trouble: ReaderTrouble, at now: Instant) {
        let wait: Span =
            switch trouble {
            case .silent: Self.callEvery
            case .restarted, .tooLate: Self.busyFor
            case .tampered: Self.callEvery
            default: Self.callRefusedEvery
            }
        (stage, session, sent, sequence, check) = (.calling, nil, nil, 0, .crc)
        queue = []
        showings = []
        dueAt = now + wait
        if lastTrouble != trouble {
            lastTrouble = trouble
            outcomes.append(.news(.away(trouble)))
        }
    }
}
