package import Kernel
package import Ports

/// A line with readers on it, of whom one at a time is spoken with.
package struct Line: Sendable {
    /// How long an answer may take to begin (the standard's figure).
    static let answerWithin = Span(milliseconds: 200)
    /// How long a frame that has begun may pause.
    static let pauseMax = Span(milliseconds: 100)

    /// Whose turn it is, and until when.
    private struct Turn {
        let reader: Int
        var until: Instant
        let end: Instant
    }

    /// Something that came of it.
    package enum Outcome: Equatable, Sendable {
        case news(ReaderNews)
        case shown(ReaderShowing, number: UInt64)
    }

    private var conversations: [Conversation]
    private let bitsPerSecond: Int
    private var frames = FrameReader()
    private var turn: Turn?
    /// Who spoke last, so that nobody is passed over.
    private var last = 0

    package init(
        readers: [OSDPReader], bitsPerSecond: Int, at now: Instant,
        challenge: @escaping @Sendable () -> [UInt8]
    ) {
        conversations = readers.map { Conversation(reader: $0, at: now, challenge: challenge) }
        self.bitsPerSecond = max(1_200, bitsPerSecond)
    }

    /// When ``send(at:)`` wants to be asked again, if nothing comes before.
    package var wakesAt: Instant? { turn?.until ?? conversations.map(\.dueAt).min() }

    /// How long so many bytes take on the wire, each with a start and a stop bit.
    private func time(of byteCount: Int) -> Span {
        Span(milliseconds: Int64(byteCount) * 10_000 / Int64(bitsPerSecond) + 1)
    }

    /// What to put on the wire now; `nil`: nothing.
    package mutating func send(at now: Instant) -> [UInt8]? {
        if let turn {
            guard now >= turn.until else { return nil }
            self.turn = nil
            conversations[turn.reader].missed(at: now)
        }
        let order = conversations.indices.map { ($0 + last + 1) % conversations.count }
        let waiting = order.filter { conversations[$0].dueAt <= now }
        guard let reader = waiting.min(by: { conversations[$0].dueAt < conversations[$1].dueAt }),
            let bytes = conversations[reader].next(at: now)
        else { return nil }
        last = reader
        frames.clear()
        let until = now + time(of: bytes.count + 1) + Self.answerWithin
        turn = Turn(reader: reader, until: until, end: until + time(of: Frame.byteCountMax))
        return [Frame.mark] + bytes
    }

    /// Takes in what came over the wire.
    package mutating func receive(_ bytes: some Collection<UInt8>, at now: Instant) {
        guard var turn else { return }
        for frame in frames.read(bytes) where conversations[turn.reader].heard(frame, at: now) {
            self.turn = nil
            frames.clear()
            return
        }
        // Half a frame is worth waiting for, though not for ever.
        if frames.keptCount > 0 { turn.until = min(turn.end, max(turn.until, now + Self.pauseMax)) }
        self.turn = turn
    }

    package mutating func answer(
        _ answer: ReaderAnswer, reader: Int, number: UInt64, at now: Instant
    ) {
        guard conversations.indices.contains(reader) else { return }
        conversations[reader].answer(answer, to: number, at: now)
    }

    package mutating func takeOutcomes() -> [Outcome] {
        conversations.indices.flatMap { index in
            let address = conversations[index].reader.address
            return conversations[index].takeOutcomes().map { outcome in
                switch outcome {
                case .news(let what):
                    Outcome.news(ReaderNews(reader: index, address: address, what: what))
                case .shown(let number, let text):
                    Outcome.shown(ReaderShowing(reader: index, text: text), number: number)
                }
            }
        }
    }
}
