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

    /// Whether it was said to somebody of the house, at a desk or by telephone: nothing carries the
    /// answer, so it is there for them once it was told, or once they read it on their own page.
    public var isAnsweredInPerson: Bool { ["desk", "phone"].contains(said.channel.description) }

    /// Whether its answer is to be told by somebody of the house. Who says whether it helped has
    /// heard it.
    public var isToBeTold: Bool {
        withdrawnAt == nil && answer != nil && isAnsweredInPerson && !wasToldAnswer
            && hasHelped == nil
    }

    /// Which letter is owed about it; `nil`: none.
    ///
    /// A new date is told as the first was. What did not come by mail stands on the person's own
    /// page: only its answer is noted, as shown; not of what was said to somebody of the house,
    /// whose person may have no page, or never open it.
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
        guard newest(of: answered) != nil else { return isAnsweredInPerson ? nil : answered }
        guard isAnsweredByMail, isDone, cameThrough(answered), hasHelped == nil,
            answer.kind == .asAsked || answer.kind == .ourWay
        else { return nil }
        let question = VoiceLetter(.question, about: answer.at)
        return newest(of: question) == nil ? question : nil
    }

    /// What would be told about where it stands now.
    public var letterNow: VoiceLetter {
        answer.map { VoiceLetter(.answer, about: $0.at) }
            ?? VoiceLetter(.acknowledgement, about: answerBy)
    }

    /// What is to be noted when the person reads on their own page where it stands; `nil`: nothing:
    /// it was noted, or a letter carries it.
    ///
    /// An answer to what did not come by mail is noted when it is given. Of a letter that comes
    /// back, before or after they read this, it is the other way.
    public func postWhenRead(at now: Instant) -> VoicePost? {
        guard withdrawnAt == nil else { return nil }
        let letter = letterNow
        let outcome = newest(of: letter)
        let isUnread =
            isAnsweredByMail
            ? outcome == .sent || outcome == .bounced
            : outcome == nil && (answer == nil || isAnsweredInPerson)
        guard isUnread, !outcomes(of: letter).contains(.shown) else { return nil }
        return VoicePost(
            subject: letter.subject, outcome: .shown, at: now, about: letter.about)
    }

    /// Whether the person was told the answer that stands: by a letter that did not come back, on
    /// their own page, or by somebody of the house.
    public var wasToldAnswer: Bool {
        guard let answer else { return false }
        let outcomes = outcomes(of: VoiceLetter(.answer, about: answer.at))
        return outcomes.last == .sent || outcomes.contains { $0 == .shown || $0 == .told }
    }

    /// Whether a letter about where it stands now came back, and they heard of it in no other way:
    /// somebody has to find one. Who says whether it helped has read it.
    public var hasComeBack: Bool {
        let outcomes = outcomes(of: letterNow)
        return withdrawnAt == nil && outcomes.last == .bounced && hasHelped == nil
            && !outcomes.contains { $0 == .shown || $0 == .told }
    }

    /// Whether somebody of the house told them where it stands now.
    public var wasTold: Bool { newest(of: letterNow) == .told }

    /// What became of a letter last; `nil`: it was not sent. Whoever says of an answer that it was
    /// shown, without saying which, means the one of then.
    private func newest(of letter: VoiceLetter) -> VoicePost.Outcome? { outcomes(of: letter).last }

    /// Whether it went out and nobody says that it came back; they may have read it elsewhere too.
    private func cameThrough(_ letter: VoiceLetter) -> Bool {
        let outcomes = outcomes(of: letter)
        return outcomes.contains(.sent) && !outcomes.contains(.bounced)
    }

    /// All that became of a letter, the newest last.
    private func outcomes(of letter: VoiceLetter) -> [VoicePost.Outcome] {
        posts.filter { post in
            guard post.subject == letter.subject else { return false }
            guard let about = post.about else {
                return letter.subject != .acknowledgement && post.at >= letter.about
            }
            return about == letter.about
        }.map(\.outcome)
    }
}
