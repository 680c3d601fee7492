import Domain

/// What is proposed and decided, as a child would keep it.
extension PlainVoices {
    mutating func take(_ command: ProposalCommand, by staff: StaffID) -> PlainOutcome {
        switch command {
        case .keepCharter(let charter):
            if charter.answerDays == answerDays { return .nothing }
            answerDays = charter.answerDays
            return .done
        case .open(let id, let text):
            if let place = place(of: id) { return plans[place].text == text ? .nothing : .refused }
            plans.append(Plan(id: id, text: text))
            return .done
        case .merge(let id, let into): return merge(id, into)
        case .word(let id, _), .keepOption(let id, _), .dropOption(let id, _),
            .score(let id, _, _, _):
            guard let place = place(of: id) else { return .refused }
            let before = plans[place].options
            let outcome = plans[place].prepare(command, by: staff)
            // What was ranked and tried is another thing now.
            if case .keepOption(_, let option) = command, outcome == .done,
                before.contains(where: { $0.id == option.id })
            {
                parts.removeAll { $0.proposal == id && $0.isAbout(option.id) }
            }
            return outcome
        case .decide(let id, _, _, _, _, _), .confirm(let id), .sendBack(let id, _),
            .finish(let id):
            guard let place = place(of: id) else { return .refused }
            return plans[place].decide(command, by: staff)
        }
    }

    private mutating func merge(_ id: ProposalID, _ into: ProposalID) -> PlainOutcome {
        guard let place = place(of: id), let target = self.place(of: into) else { return .refused }
        if plans[place].into == into { return .nothing }
        guard plans[place].into == nil, plans[target].into == nil, plans[place].decision == nil,
            plans[target].decision == nil, id != into
        else { return .refused }
        plans[place].into = into
        return .done
    }
}

extension PlainVoices.Plan {
    private var isOpen: Bool { decision == nil && into == nil }

    fileprivate mutating func prepare(
        _ command: ProposalCommand, by staff: StaffID
    ) -> PlainOutcome {
        guard isOpen else { return .refused }
        switch command {
        case .word(_, let fresh):
            if text == fresh { return .nothing }
            text = fresh
        case .keepOption(_, let option):
            guard let place = options.firstIndex(where: { $0.id == option.id }) else {
                options.append(option)
                return .done
            }
            if options[place] == option { return .nothing }
            options[place] = option
            scores.removeAll { $0.option == option.id }
        case .dropOption(_, let option):
            guard has(option) else { return .refused }
            options.removeAll { $0.id == option }
            scores.removeAll { $0.option == option }
        case .score(_, let option, _, let score):
            guard has(option), (-1...1).contains(score) else { return .refused }
            let known = scores.firstIndex { $0.option == option && $0.by == staff }
            if let known {
                if scores[known].score == score { return .nothing }
                scores[known].score = score
            } else {
                scores.append((option: option, by: staff, score: score))
            }
        default: return .refused
        }
        return .done
    }

    fileprivate mutating func decide(
        _ command: ProposalCommand, by staff: StaffID
    ) -> PlainOutcome {
        switch command {
        case .decide(_, let kind, let option, let reason, let prevails, _):
            guard isOpen, !text.need.isEmpty, !reason.en.isEmpty, !reason.nl.isEmpty,
                admits(kind, option), kind != .declined || prevails != .customer
            else { return .refused }
            decision = Choice(
                kind: kind, option: option, reason: reason, prevails: prevails, by: staff)
            isFinal = kind != .declined && prevails != .house && bothAtEase(with: option)
        case .confirm:
            guard let decision else { return .refused }
            if isFinal { return .nothing }
            guard decision.by != staff else { return .refused }
            isFinal = true
        case .sendBack(_, let why):
            guard decision != nil, !isFinal, why.count > 1 else { return .refused }
            decision = nil
        case .finish:
            guard isFinal, decision?.option != nil else { return .refused }
            if isDone { return .nothing }
            isDone = true
        default: return .refused
        }
        return .done
    }

    /// Whether what is expected to fall off is a twentieth or more, and the house a tenth above
    /// unease; two who say the same, as nobody's sacrifice is known here.
    private func bothAtEase(with wanted: ProposalOptionID?) -> Bool {
        guard let option = options.first(where: { $0.id == wanted }) else { return false }
        let given = scores.filter { $0.option == wanted }.map(\.score)
        return option.fall >= 50_000 && option.capability >= 10 && given.allSatisfy { $0 == 1 }
    }

    /// Nothing is done without an option of its kind that two scored, that harms nobody and that
    /// is us; nothing is declined with one.
    private func admits(_ kind: VoiceAnswer.Kind, _ wanted: ProposalOptionID?) -> Bool {
        guard let wanted else { return kind == .declined }
        guard let option = options.first(where: { $0.id == wanted }) else { return false }
        let given = scores.filter { $0.option == wanted }.map(\.score)
        guard given.count >= 2, option.harm == nil, given.count(where: { $0 < 0 }) < 2 else {
            return false
        }
        return kind == (option.kind == .asAsked ? .asAsked : .ourWay)
    }
}

extension PlainVoices.Part {
    fileprivate func isAbout(_ option: ProposalOptionID) -> Bool {
        switch doing {
        case .rank(let ranked): ranked.contains(option)
        case .tried(let tried, _): tried == option
        case .comment, .rather: false
        }
    }
}
