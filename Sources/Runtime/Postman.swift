public import Domain
public import Kernel
public import Ports

/// Carries letters to people: who said something by mail hears that it was heard, what is done
/// with it, and afterwards whether it helped.
///
/// What is to be sent follows from the state, so nothing is lost with a process. A letter is handed
/// over first and noted then: a process that ends in between sends it again, with the same
/// Message-ID. Nothing here holds anybody's address or words for longer than a letter takes.
public actor Postman {
    /// How many letters are looked for at once.
    static let turnCount = 32
    /// How many answers are noted as shown in one step.
    static let shownCount = 512
    /// The most letters that wait for another try; of more the rest is tried without waiting.
    static let heldCountMax = 10_000
    static let restMin = Span.seconds(2)
    static let restMax = Span.hours(1)
    /// After so long a letter that is put off is held for one that came back.
    public static let triedMax = Span.hours(72)
    static let keptMax = Span.hours(96)

    /// What every letter bears.
    public struct Terms: Sendable {
        public let house: Words
        public let timeZone: String

        public init(house: Words, timeZone: String) {
            self.house = house
            self.timeZone = timeZone
        }
    }

    /// How mail stands, for whoever runs the house.
    public struct Status: Equatable, Sendable {
        /// Whether there is a mail server to hand letters to.
        public let isSending: Bool
        /// Voices of which a letter is owed.
        public let waitingCount: Int
        /// Voices of which a letter came back, and nobody found another way yet.
        public let returnedCount: Int
        /// Since the process started.
        public let sentCount: Int
        public let isQuiet: Bool
        /// Why none goes out; `nil`: they do.
        public let trouble: MailTrouble?
    }

    /// What became of a report.
    public enum Reported: Equatable, Sendable {
        case returned
        /// It was told before.
        case known
        /// On its way still, or arrived: nothing to note.
        case nothing
        /// Of a letter that nobody knows any more: they may have been erased.
        case unknown
        case refused(LetterReportRefusal)
    }

    private struct Held {
        let since: Instant
        var until: Instant
        var rest: Span
    }

    private let sequencer: Sequencer
    private let letters: (any Letters)?
    private let quiet: QuietHours
    private let clock: any Clock
    private let civil: @Sendable (Instant) -> CivilTime
    private let terms: @Sendable () -> Terms
    private let tell: @Sendable (String) -> Void

    private var held: [VoiceID: Held] = [:]
    /// Handed over, and not on disk yet.
    private var unnoted: [(letter: OwedLetter, at: Instant)] = []
    /// Handed over, and not to be noted for whatever reason: no process hands it over twice.
    private var unnotable: [VoiceID: VoiceLetter] = [:]
    private var sentCount = 0
    private var trouble: MailTrouble?
    private var rest = Span(milliseconds: 0)
    private var restsUntil = Instant.distantPast
    private var isTurning = false

    /// - Parameters:
    ///   - letters: `nil`: there is no mail server, and letters wait.
    ///   - tell: Says a line to the operator; nobody's address or words stand in it.
    public init(
        sequencer: Sequencer, letters: (any Letters)?, quiet: QuietHours, clock: any Clock,
        civil: @escaping @Sendable (Instant) -> CivilTime,
        terms: @escaping @Sendable () -> Terms, tell: @escaping @Sendable (String) -> Void
    ) {
        self.sequencer = sequencer
        self.letters = letters
        self.quiet = quiet
        self.clock = clock
        self.civil = civil
        self.terms = terms
        self.tell = tell
    }

    public func status() async -> Status {
        let (waiting, returned) = await sequencer.read {
            ($0.voices.unsentCount, $0.voices.cameBackCount)
        }
        return Status(
            isSending: letters != nil, waitingCount: waiting, returnedCount: returned,
            sentCount: sentCount, isQuiet: isQuiet(at: clock.now), trouble: trouble)
    }

    private func isQuiet(at now: Instant) -> Bool { quiet.holds(civil(now).local(now).minute) }

    // MARK: Going out

    /// Sends what is owed, as far as hours and the mail server allow. Called every few seconds;
    /// one that is called while another goes on does nothing.
    public func turn() async {
        guard !isTurning else { return }
        isTurning = true
        defer { isTurning = false }
        await noteShown()
        await noteSent()
        let now = clock.now
        held = held.filter { now - $0.value.since < Self.keptMax }
        // A clock that went back does not silence anybody.
        if restsUntil - now > Self.restMax { restsUntil = now }
        guard letters != nil, unnoted.isEmpty, now >= restsUntil, !isQuiet(at: now) else { return }
        let waiting = Set(held.filter { $0.value.until > now }.keys)
        let owed = await sequencer.read { $0.lettersOwed(Self.turnCount, besides: waiting) }
        for letter in owed {
            guard !Task.isCancelled, !isQuiet(at: clock.now), await carry(letter) else { return }
        }
    }

    /// - Returns: Whether the next one may be tried.
    private func carry(_ owed: OwedLetter) async -> Bool {
        guard let letters, let first = owed.voices.first,
            !owed.voices.contains(where: { unnotable[$0.id] == owed.letter })
        else { return true }
        // Some time has passed since it was looked for: they may have taken it back, or be gone.
        guard await sequencer.read({ $0.isOwed(owed) }) else { return true }
        guard let address = owed.address.flatMap({ MailAddress($0) }) else {
            return await note(owed, .shown)
        }
        let outcome = await letters.send(letter(owed, to: address))
        if case .trouble(let reason) = outcome {
            hold(for: reason)
            return false
        }
        restore()
        switch outcome {
        case .sent:
            sentCount += 1
            release(owed)
            unnoted.append((owed, clock.now))
            await noteSent()
            return unnoted.isEmpty
        case .refused:
            release(owed)
            return await note(owed, .bounced)
        case .later: return await putOff(owed, first.id)
        case .trouble: return false
        }
    }

    private func letter(_ owed: OwedLetter, to address: MailAddress) -> Letter {
        let terms = terms()
        let voices = owed.voices
        let words = voices.first?.answer?.words ?? ""
        let asked = voices.map(\.said.words)
        let content: Letter.Content =
            switch owed.letter.subject {
            case .acknowledgement: acknowledgement(of: voices.first, by: owed.letter.about)
            case .answer:
                .answer(asked: asked, voices.first?.answer?.kind ?? .said, words: words)
            case .question: .question(asked: asked, words: words)
            }
        return Letter(
            name: owed.letter, numbers: voices.map(\.number), to: address,
            isDutch: voices.first?.said.language?.description == "nl", content: content,
            house: terms.house, timeZone: terms.timeZone, at: clock.now)
    }

    /// A date that nobody moved, of something that was answered before, is one of "that is no
    /// answer".
    private func acknowledgement(of voice: Voice?, by day: Instant) -> Letter.Content {
        guard let voice, voice.postponedFor.isEmpty, !voice.earlier.isEmpty else {
            return .acknowledgement(answerBy: day, postponedFor: voice?.postponedFor ?? "")
        }
        return .openAgain(answerBy: day, missing: voice.reopenedFor)
    }

    // MARK: Waiting

    /// One letter waits, and the others do not.
    private func putOff(_ owed: OwedLetter, _ id: VoiceID) async -> Bool {
        let now = clock.now
        var wait = held[id] ?? Held(since: now, until: now, rest: .seconds(30))
        if now - wait.since >= Self.triedMax {
            release(owed)
            return await note(owed, .bounced)
        }
        wait.rest = min(wait.rest.doubled, Self.restMax)
        wait.until = now + wait.rest
        // All of it: what is left would go out as a letter of its own.
        if held[id] != nil || held.count < Self.heldCountMax {
            for voice in owed.voices { held[voice.id] = wait }
        }
        return true
    }

    private func release(_ letter: OwedLetter) {
        for voice in letter.voices { held[voice.id] = nil }
    }

    /// No letter goes out for a while, twice as long each time.
    private func hold(for reason: MailTrouble) {
        rest = min(max(rest.doubled, Self.restMin), Self.restMax)
        restsUntil = clock.now + rest
        guard trouble != reason else { return }
        trouble = reason
        tell("mail waits: \(reason.advice)")
    }

    private func restore() {
        rest = Span(milliseconds: 0)
        restsUntil = .distantPast
        guard trouble != nil else { return }
        trouble = nil
        tell("mail goes out again")
    }

    // MARK: Noting

    private func noteSent() async {
        while let (letter, at) = unnoted.first {
            switch await submit(letter.noted(.sent, at: at)) {
            case .kept: break
            case .refused: for voice in letter.voices { unnotable[voice.id] = letter.letter }
            case .waits: return
            }
            unnoted.removeFirst()
        }
    }

    private func note(_ letter: OwedLetter, _ outcome: VoicePost.Outcome) async -> Bool {
        await submit(letter.noted(outcome, at: clock.now)) != .waits
    }

    /// Answers to those who are not written to stand on their own pages at once.
    private func noteShown() async {
        let now = clock.now
        guard await sequencer.read(\.voices.owesLetters) else { return }
        let shown = await sequencer.read { $0.answersShown(Self.shownCount, at: now) }
        _ = await submit(shown)
    }

    private enum Noted {
        case kept
        /// One at least: somebody erased has nothing noted.
        case refused
        /// Too much waits, or the disk fails: the next turn tries again.
        case waits
    }

    private func submit(_ commands: [Command]) async -> Noted {
        guard !commands.isEmpty else { return .kept }
        do {
            let results = try await sequencer.submit(commands)
            let isRefused = results.contains { result in
                if case .failure = result { return true }
                return false
            }
            return isRefused ? .refused : .kept
        } catch {
            return .waits
        }
    }

    // MARK: Coming back

    /// Takes a report about a letter; one that came back goes to staff.
    ///
    /// - Parameter saysReturned: Whoever sent it says so, and only names the letter.
    /// - Throws: ``Overload``; ``JournalFailure``.
    public func take(_ report: [UInt8], saysReturned: Bool) async throws -> Reported {
        guard let letters else { return .refused(.unknownLetter) }
        let read: LetterReport
        do throws(LetterReportRefusal) {
            read = try letters.read(report, saysReturned: saysReturned)
        } catch {
            return .refused(error)
        }
        guard case .returned(let number, let letter) = read else { return .nothing }
        let now = clock.now
        let commands = await sequencer.read { $0.returned(number, letter, at: now) }
        guard let commands else { return .unknown }
        guard !commands.isEmpty else { return .known }
        _ = try await sequencer.submit(commands)
        return .returned
    }
}

extension Span {
    fileprivate var doubled: Span { Span(milliseconds: milliseconds &* 2) }
}

extension MailTrouble {
    /// What is the matter, and what to do.
    public var advice: String {
        switch self {
        case .unreachable: "the mail server gives no answer; it is asked again by itself"
        case .insecure:
            "the mail server offers no sealed connection, or another's certificate; see docs/mail.md"
        case .loginRefused: "the mail server does not take the name and password of the settings"
        case .senderRefused: "the mail server does not send in the name that stands under 'from'"
        }
    }
}
