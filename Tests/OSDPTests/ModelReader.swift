import Kernel
import OSDP
import Ports
import Synchronization

/// A reader as the standard has it, written to be read, not to be fast.
struct ModelReader {
    enum Nature {
        case ordinary
        case withoutSecureChannel
        case withInstallKey
        case knowsSumsOnly
    }

    let address: UInt8
    let key: [UInt8]
    var nature = Nature.ordinary
    var hasPower = true
    var isBusy = false
    /// Answers that are made and lost on their way.
    var lostCount = 0
    /// Output, light, sound and text: what, how well, how many.
    var capabilities: [UInt8] = [2, 1, 1, 4, 1, 1, 5, 1, 1, 6, 1, 1]
    /// What it says at the next polls.
    var news: [[UInt8]] = []
    /// What it was told to do, and did.
    private(set) var done: [[UInt8]] = []
    private(set) var pollCount = 0

    private var challenge: [UInt8] = []
    private var keys: SessionKeys?
    private var session: SecureSession?
    private var sequence: UInt8 = 0
    private var lastCommand: [UInt8] = []
    private var lastReply: [UInt8] = []

    init(address: UInt8, key: [UInt8], nature: Nature = .ordinary) {
        self.address = address
        self.key = key
        self.nature = nature
    }

    /// Forgets everything that is not written down.
    mutating func losePower() {
        (keys, session, sequence, lastCommand, lastReply) = (nil, nil, 0, [], [])
    }

    /// - Returns: What it puts on the wire.
    mutating func hear(_ said: [UInt8]) -> [UInt8] {
        guard hasPower, let frame = Frame(said.dropFirst()), frame.address == address,
            !frame.isReply
        else { return [] }
        let own = frame.bytes
        if isBusy {
            return Frame(
                address: address, isReply: true, sequence: 0, check: .crc, content: [0x79]
            ).bytes
        }
        if frame.sequence != 0, own == lastCommand { return lost(lastReply) }
        if frame.sequence == 0 { losePower() }
        let isNext = frame.sequence == 0 || frame.sequence == sequence % 3 + 1
        lastCommand = own
        lastReply = isNext ? answer(frame).bytes : refusal(4, to: frame).bytes
        sequence = frame.sequence
        return lost(lastReply)
    }

    private mutating func lost(_ reply: [UInt8]) -> [UInt8] {
        guard lostCount > 0 else { return reply }
        lostCount -= 1
        return []
    }

    private func plain(_ content: [UInt8], to frame: Frame, block: UInt8? = nil) -> Frame {
        Frame(
            address: address, isReply: true, sequence: frame.sequence,
            check: nature == .knowsSumsOnly ? .sum : frame.check,
            security: block.map { .init(type: $0, data: [nature == .withInstallKey ? 0 : 1]) },
            content: content)
    }

    private func refusal(_ reason: UInt8, to frame: Frame) -> Frame {
        plain([0x41, reason], to: frame)
    }

    private mutating func answer(_ frame: Frame) -> Frame {
        if nature == .knowsSumsOnly, frame.check == .crc { return refusal(1, to: frame) }
        if session != nil, frame.security?.type ?? 0 >= 0x15 {
            guard let message = session?.opened(frame, direction: .command) else {
                session = nil
                return refusal(6, to: frame)
            }
            let envelope = SecureSession.Envelope(
                address: address, sequence: frame.sequence, check: frame.check, direction: .reply)
            let reply = obey(message)
            return session?.sealed(reply, in: envelope) ?? refusal(9, to: frame)
        }
        switch frame.security?.type {
        case nil:
            let isFirst = frame.content.first == 0x61
            guard isFirst || nature == .withoutSecureChannel else { return refusal(6, to: frame) }
            return plain(obey(frame.content), to: frame)
        case 0x11 where nature != .withoutSecureChannel:
            challenge = Array(frame.content.dropFirst())
            keys = SessionKeys(key: key, challenge: challenge)
            let answer = [UInt8](repeating: 7, count: 8)
            let proof = keys?.readerProof(challenge: challenge, answer: answer) ?? []
            return plain(
                [0x76] + [UInt8](repeating: 1, count: 8) + answer + proof, to: frame, block: 0x12)
        case 0x13:
            let answer = [UInt8](repeating: 7, count: 8)
            let proof = Array(frame.content.dropFirst())
            guard let keys, keys.panelProof(challenge: challenge, answer: answer) == proof,
                let code = keys.firstCode(panelProof: proof)
            else { return refusal(6, to: frame) }
            session = SecureSession(keys: keys, firstCode: code)
            return plain([0x78] + code, to: frame, block: 0x14)
        default: return refusal(5, to: frame)
        }
    }

    private mutating func obey(_ message: [UInt8]) -> [UInt8] {
        switch message[0] {
        case 0x60:
            pollCount += 1
            return news.isEmpty ? [0x40] : news.removeFirst()
        case 0x61: return [0x45, 1, 2, 3, 4, 5, 42, 0, 0, 0, 1, 0, 0]
        case 0x62: return [0x46] + capabilities
        case 0x64: return [0x48, 0, 0]
        default:
            done.append(message)
            return [0x40]
        }
    }
}

/// A line with model readers, whose time goes by as fast as it is looked at.
struct ModelLine {
    static let key = bytes(OverheardLine.key)

    var line: Line
    var readers: [ModelReader]
    var now = Instant(milliseconds: 1_000)
    private(set) var news: [ReaderNews.What] = []
    private(set) var shown: [(showing: ReaderShowing, number: UInt64)] = []
    /// What every reader ever put on the wire.
    private(set) var overheard: [[UInt8]] = []
    /// What we ever put on the wire, without the marks.
    private(set) var said: [[UInt8]] = []
    /// What arrives instead of what a reader says.
    var alters: ([UInt8]) -> [UInt8] = { $0 }

    init(_ readers: [ModelReader], protection: ReaderProtection? = nil) throws {
        let own = ReaderProtection.key(try ReaderKey(hexadecimal: OverheardLine.key))
        let answer = Counter()
        line = Line(
            readers: readers.map { OSDPReader(address: $0.address, protection: protection ?? own) },
            bitsPerSecond: 9_600, at: now, challenge: { answer.next() })
        self.readers = readers
    }

    init() throws { try self.init([ModelReader(address: 3, key: Self.key)]) }

    /// Lets time go by.
    mutating func run(_ span: Span) {
        let end = now + span
        while now < end {
            if let said = line.send(at: now) {
                self.said.append(Array(said.dropFirst()))
                for index in readers.indices {
                    let reply = readers[index].hear(said)
                    guard !reply.isEmpty else { continue }
                    overheard.append(reply)
                    now = now + Span(milliseconds: 4)
                    line.receive(alters(reply), at: now)
                }
            }
            take()
            // An answer may have come after the end: time does not go back.
            now = max(now, min(end, max(line.wakesAt ?? end, now + Span(milliseconds: 1))))
        }
    }

    mutating func take() {
        for outcome in line.takeOutcomes() {
            switch outcome {
            case .news(let one): news.append(one.what)
            case .shown(let showing, let number): shown.append((showing, number))
            }
        }
    }

    mutating func answer(_ answer: ReaderAnswer, to place: Int = 0) {
        let (showing, number) = shown[place]
        line.answer(answer, reader: showing.reader, number: number, at: now)
    }

    var onlineCount: Int { news.count { if case .online = $0 { true } else { false } } }

    var troubles: [ReaderTrouble] {
        news.compactMap { if case .away(let trouble) = $0 { trouble } else { nil } }
    }
}

/// Challenges that differ, and are the same in every run.
///
/// A class, since a line asks for them one after the other.
final class Counter: Sendable {
    private let count = Mutex<UInt8>(0)

    func next() -> [UInt8] {
        let value = count.withLock { count in
            count &+= 1
            return count
        }
        return [UInt8](repeating: value, count: 8)
    }
}
