public import Kernel

/// A letter that somebody is owed, about one thing they said or several that have one answer.
public struct OwedLetter: Sendable, Equatable {
    /// The name that the first is written under.
    public let name: PersonID
    public let letter: VoiceLetter
    /// The one that gives the letter its name first.
    public let voices: [Voice]
    /// Where they are reached; `nil`: at no address, or at more than one and nobody knows which.
    public let address: Alias?

    /// What is written down of it once that happened, each under the name of its person.
    public func noted(_ outcome: VoicePost.Outcome, at now: Instant) -> [Command] {
        voices.map { voice in
            let about =
                letter.subject == .acknowledgement ? voice.answerBy : voice.answer?.at
            return .voice(
                .notePost(
                    voice.id,
                    VoicePost(
                        subject: letter.subject, outcome: outcome, at: now,
                        about: about ?? letter.about)),
                of: name, by: .house)
        }
    }
}

/// A voice of which a letter came back.
public struct ReturnedLetter: Sendable, Equatable {
    public let person: PersonID
    public let voice: Voice
}

/// An answer that somebody of the house has to tell.
public struct UntoldAnswer: Sendable, Equatable {
    public let person: PersonID
    public let voice: Voice
    let answer: VoiceAnswer
}

/// What goes out about voices: it follows from the state, so that nothing is lost with a process.
extension Engine {
    /// The most voices that one letter answers.
    static let lettersTogetherMax = 100

    /// Letters that people are owed, in the order of their names: one a person and answer.
    ///
    /// A voice that is put to an answer which was sent before gets a letter of its own.
    ///
    /// - Parameter held: Voices whose letters wait.
    /// - Cost: a sort of all voices of which a letter is owed.
    public func lettersOwed(_ countMax: Int, besides held: Set<VoiceID> = []) -> [OwedLetter] {
        var owed: [OwedLetter] = []
        var taken = held
        for key in voices.unsentKeys {
            guard owed.count < countMax else { break }
            guard !taken.contains(key.voice), let letter = letterOwed(key, besides: taken) else {
                continue
            }
            taken.formUnion(letter.voices.map(\.id))
            owed.append(letter)
        }
        return owed
    }

    /// Whether a letter is owed still, as it was: somebody may have taken back what they said, got
    /// another date, or be gone.
    public func isOwed(_ letter: OwedLetter) -> Bool {
        guard let first = letter.voices.first,
            let now = letterOwed(VoiceBook.Key(name: letter.name, voice: first.id), besides: [])
        else { return false }
        return now.letter == letter.letter && now.address == letter.address
            && Set(letter.voices.map(\.id)).isSubset(of: now.voices.map(\.id))
    }

    private func letterOwed(_ key: VoiceBook.Key, besides taken: Set<VoiceID>) -> OwedLetter? {
        guard let voice = voices.voice(at: key), let letter = voices.letterOwed(about: voice) else {
            return nil
        }
        var together = [voice]
        if letter.subject != .acknowledgement, let answer = voice.answer, answer.proposal != nil {
            let heard = answer.heardWith
            together += others(of: key, with: letter.subject, answer, besides: taken)
            together.sort {
                ($0.id == heard ? 0 : 1, $0.receivedAt, $0.id)
                    < ($1.id == heard ? 0 : 1, $1.receivedAt, $1.id)
            }
        }
        guard let first = together.first else { return nil }
        let name = voices.holder(of: first.id) ?? key.name
        return OwedLetter(
            name: name, letter: voices.letterOwed(about: first) ?? letter, voices: together,
            address: address(of: key.name))
    }

    /// Of the same decision: one voice may have been heard with two, one after the other.
    private func others(
        of key: VoiceBook.Key, with subject: VoicePost.Subject, _ answer: VoiceAnswer,
        besides taken: Set<VoiceID>
    ) -> [Voice] {
        var others: [Voice] = []
        for name in subjectNames(of: key.name) {
            for voice in voices[name]?.voices ?? []
            where voice.id != key.voice && voice.isAnsweredByMail
                && voice.answer?.heardWith == answer.heardWith
                && voice.answer?.proposal == answer.proposal
                && !taken.contains(voice.id)
                && voices.letterOwed(about: voice)?.subject == subject
            {
                others.append(voice)
            }
        }
        return Array(others.prefix(Self.lettersTogetherMax - 1))
    }

    /// Where somebody is reached by mail. Who has two addresses is written to at neither.
    private func address(of person: PersonID) -> Alias? {
        guard let number = people.number(of: person) else { return nil }
        let addresses = people.aliases(of: number).filter { $0.kind == .mail }
        return addresses.count == 1 ? addresses[0] : nil
    }

    /// Answers that stand on people's own pages and are not noted as shown yet.
    ///
    /// - Cost: a sort of them.
    public func answersShown(_ countMax: Int, at now: Instant) -> [Command] {
        voices.unshownKeys.prefix(countMax).flatMap { key -> [Command] in
            guard let voice = voices.voice(at: key), let answer = voice.answer else { return [] }
            return OwedLetter(
                name: key.name, letter: VoiceLetter(.answer, about: answer.at), voices: [voice],
                address: nil
            ).noted(.shown, at: now)
        }
    }

    /// Voices of which a letter came back, and nobody found another way yet: in the order of names.
    public var lettersReturned: [ReturnedLetter] {
        voices.cameBackKeys.compactMap { key in
            voices.voice(at: key).map {
                ReturnedLetter(person: people.person(key.name) ?? key.name, voice: $0)
            }
        }
    }

    /// Answers to what was said at a desk or by telephone that nobody told yet: the oldest first.
    ///
    /// - Cost: a sort of them.
    public var answersToTell: [UntoldAnswer] {
        voices.untoldKeys.compactMap { key -> UntoldAnswer? in
            guard let voice = voices.voice(at: key), let answer = voice.answer else { return nil }
            return UntoldAnswer(
                person: people.person(key.name) ?? key.name, voice: voice, answer: answer)
        }.sorted { ($0.answer.at, $0.voice.id) < ($1.answer.at, $1.voice.id) }
    }

    /// What to write down when a letter comes back: of all voices that it was about.
    ///
    /// - Returns: `nil` when no such letter was sent; nothing when it is known.
    public func returned(
        _ number: VoiceNumber, _ letter: VoiceLetter, at now: Instant
    ) -> [Command]? {
        guard let first = voices.voice(numbered: number), let name = voices.holder(of: first.id),
            let sent = first.posts.last(where: { $0.isOf(letter) && $0.outcome == .sent })
        else { return nil }
        if first.posts.contains(where: { $0.isOf(letter) && $0.outcome == .bounced }) { return [] }
        var commands: [Command] = []
        for name in subjectNames(of: name) {
            for voice in voices[name]?.voices ?? [] {
                // Noted together, they went out together.
                let posts = voice.posts.filter { $0.subject == letter.subject && $0.at == sent.at }
                for post in posts where post.outcome == .sent {
                    if voice.id != first.id, letter.subject == .acknowledgement { continue }
                    // Known already, of when their names were apart.
                    let isKnown = voice.posts.contains {
                        $0.subject == post.subject && $0.about == post.about
                            && $0.outcome == .bounced
                    }
                    if isKnown { continue }
                    commands.append(
                        .voice(
                            .notePost(
                                voice.id,
                                VoicePost(
                                    subject: post.subject, outcome: .bounced, at: now,
                                    about: post.about)), of: name, by: .house))
                }
            }
        }
        return commands
    }
}

extension VoicePost {
    fileprivate func isOf(_ letter: VoiceLetter) -> Bool {
        subject == letter.subject && about == letter.about
    }
}
