public import Kernel

/// One letter about a voice: what it is about, and which of its kind. Sent twice it is one letter.
public struct VoiceLetter: Hashable, Sendable {
    /// A voice that was said longer ago when it was taken in was acknowledged by whoever heard it.
    public static let acknowledgedSpan = Span.hours(30 * 24)

    public let subject: VoicePost.Subject
    /// Of an acknowledgement the date that it tells; of others when the answer was given.
    public let about: Instant

    public init(_ subject: VoicePost.Subject, about: Instant) {
        self.subject = subject
        self.about = about
    }
}

extension Voice {
    /// The channel whose voices are answered by letters.
    public static let mail = "mail"

    public var isAnsweredByMail: Bool { said.channel.description == Self.mail }

    /// Which letter is owed about it; `nil`: none.
    ///
    /// A new date is told as the first was. What did not come by mail stands on the person's own
    /// page: only its answer is noted, as shown.
    ///
    /// - Parameter isDone: Whether what was decided about it is done.
    func letterOwed(isDone: Bool) -> VoiceLetter? {
        guard withdrawnAt == nil else { return nil }
        guard let answer else {
            guard isAnsweredByMail, receivedAt - saidAt <= VoiceLetter.acknowledgedSpan else {
                return nil
            }
            let letter = VoiceLetter(.acknowledgement, about: answerBy)
            return newest(of: letter) == nil ? letter : nil
        }
        let answered = VoiceLetter(.answer, about: answer.at)
        guard let outcome = newest(of: answered) else { return answered }
        guard isAnsweredByMail, isDone, outcome == .sent, hasHelped == nil,
            answer.kind == .asAsked || answer.kind == .ourWay
        else { return nil }
        let question = VoiceLetter(.question, about: answer.at)
        return newest(of: question) == nil ? question : nil
    }

    /// Whether a letter about where it stands now came back: somebody has to find another way.
    public var hasComeBack: Bool {
        guard withdrawnAt == nil else { return false }
        let letter =
            answer.map { VoiceLetter(.answer, about: $0.at) }
            ?? VoiceLetter(.acknowledgement, about: answerBy)
        return newest(of: letter) == .bounced
    }

    /// What became last of telling the person the answer that stands; `nil`: nothing is known of
    /// it, or there is none.
    public var answerOutcome: VoicePost.Outcome? {
        answer.flatMap { newest(of: VoiceLetter(.answer, about: $0.at)) }
    }

    /// What became of a letter last; `nil`: it was not sent. Whoever says of an answer that it was
    /// shown, without saying which, means the one of then.
    private func newest(of letter: VoiceLetter) -> VoicePost.Outcome? {
        posts.last { post in
            guard post.subject == letter.subject else { return false }
            guard let about = post.about else {
                return letter.subject != .acknowledgement && post.at >= letter.about
            }
            return about == letter.about
        }?.outcome
    }
}
