public import Kernel

/// Voices, proposals and who we are, within the one fold.
extension Engine {
    /// The most voices that are answered in one step.
    static let answerCountMax = 512

    func decideVoices(_ command: Command, at now: Instant) throws(CommandRefusal) -> [Record] {
        if case .survey(let doing, let staff) = command {
            return try decideSurvey(doing, by: staff, at: now)
        }
        do throws(VoiceRefusal) {
            switch command {
            case .proposal(let command, let staff):
                let file = ProposalFile(
                    book: voices.proposals, facets: wishes.facets,
                    sacrifices: sacrifices(weighedBy: command, at: max(now, clock)),
                    now: max(now, clock))
                return try file.decide(command, by: staff).map { .proposal($0) }
            case .voice(let command, let person, let claimant):
                guard let file = voiceFile(of: person, at: now) else { break }
                return try file.decide(command, by: claimant).map {
                    .voice(person: $0.name, $0.record)
                }
            default: preconditionFailure("no command about voices")
            }
        } catch {
            throw .voice(error)
        }
        throw .unknownPerson
    }

    /// Of those who asked and let the house help them, on the facet of the option that is to be
    /// chosen.
    private func sacrifices(weighedBy command: ProposalCommand, at now: Instant) -> [Int32] {
        guard case .decide(let id, _, let option?, _, _, _) = command,
            let facet = voices.proposals[id]?.option(option)?.facet
        else { return [] }
        return askers(of: id, on: facet, at: now).compactMap {
            isAssisted($0.person) ? $0.sacrifice : nil
        }
    }

    private func decideSurvey(
        _ doing: SurveyDoing, by staff: StaffID, at now: Instant
    ) throws(CommandRefusal) -> [Record] {
        let file = SurveyFile(
            book: survey, facets: wishes.facets, promises: promises.standing, now: max(now, clock))
        do throws(SurveyRefusal) {
            return try file.decide(doing, by: staff).map { .survey($0) }
        } catch {
            throw .survey(error)
        }
    }

    mutating func applyVoices(_ record: Record) {
        switch record {
        case .voice(let person, let record): voices.apply(record, of: person)
        case .proposal(let record): voices.apply(record)
        case .survey(let record): survey.apply(record)
        default: preconditionFailure("no record about voices")
        }
    }

    /// - Returns: `nil` when nobody is known by that name.
    private func voiceFile(of person: PersonID, at now: Instant) -> VoiceFile? {
        guard people.knows(person) else { return nil }
        return VoiceFile(
            book: voices, name: person,
            entries: subjectNames(of: person).compactMap { name in
                voices[name].map { (name, $0) }
            }, seed: seed, now: max(now, clock))
    }

    // MARK: Answering

    /// What decisions say to those who asked and have not heard it, to be written down and applied:
    /// one answer a person, heard with the voice that they raised last.
    ///
    /// Whatever ends the process between two steps, the next finds whoever is left. It changes
    /// nothing itself.
    ///
    /// - Returns: Of at most ``answerCountMax`` voices and the others of the same people.
    public func answersOwed(at now: Instant) -> [Record] {
        guard voices.owesAnswers else { return [] }
        var records: [Record] = []
        for (proposal, keys) in voices.owed(Self.answerCountMax) {
            guard let decision = proposal.decision else { continue }
            var told = Set<PersonID>()
            for key in keys {
                let person = people.person(key.name) ?? key.name
                guard told.insert(person).inserted else { continue }
                records += answers(decision, about: proposal.id, to: key.name, at: max(now, clock))
            }
        }
        return records
    }

    private func answers(
        _ decision: Decision, about proposal: ProposalID, to name: PersonID, at now: Instant
    ) -> [Record] {
        var theirs: [(name: PersonID, voice: Voice)] = []
        let names = subjectNames(of: name)
        for name in names.isEmpty ? [name] : names {
            for voice in voices[name]?.voices ?? []
            where voice.proposal.map(voices.proposals.standing) == proposal {
                theirs.append((name, voice))
            }
        }
        let open = theirs.filter { $0.voice.takesDecision }
        let before = theirs.compactMap(\.voice.answer).first { $0.proposal == proposal }
        let newest = open.map(\.voice).max { ($0.saidAt, $0.id) < ($1.saidAt, $1.id) }
        guard let newest else { return [] }
        return open.map { entry in
            let isDutch = VoiceLanguage.isAnsweredInDutch(
                entry.voice.said.language ?? newest.said.language)
            return .voice(
                person: entry.name,
                .answered(
                    entry.voice.id,
                    VoiceAnswer(
                        kind: decision.kind,
                        words: isDutch ? decision.reason.nl : decision.reason.en,
                        proposal: proposal, heardWith: before?.heardWith ?? newest.id,
                        by: decision.by, at: now)))
        }
    }
}
