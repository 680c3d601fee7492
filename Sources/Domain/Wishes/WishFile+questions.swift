import Kernel

/// What can be asked, and what is answered.
extension WishFile {
    /// How long after something was lived through it is still asked about.
    static let occasionSpan = Span.hours(24 * 7)
    /// Over how long what is known makes another question less worth its asking.
    static let knownSpan = Span.hours(24 * 90)

    /// All that the person was asked, by any name, the oldest first.
    var asked: [Question] {
        entries.flatMap(\.wishes.asked).sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }

    var isAskedCut: Bool { entries.contains { $0.wishes.isAskedCut } }
    var actedAt: Instant? { entries.compactMap(\.wishes.actedAt).max() }
    var sparedAt: Instant? { entries.compactMap(\.wishes.sparedAt).max() }

    /// What the person settled for under all their names, the oldest first. An id that two names
    /// have, as when it was told again while they were parted, is there once: as it was first.
    var settled: [Settled] {
        var seen = Set<ExperienceID>()
        return entries.flatMap(\.wishes.settled).sorted {
            ($0.at, $0.id, $0.wish) < ($1.at, $1.id, $1.wish)
        }.filter { seen.insert($0.id).inserted }
    }

    /// The same of what they expected and perceived.
    var felt: [Felt] {
        var seen = Set<ExperienceID>()
        return entries.flatMap(\.wishes.felt).sorted {
            ($0.at, $0.id, $0.wish) < ($1.at, $1.id, $1.wish)
        }.filter { seen.insert($0.id).inserted }
    }

    /// Whether they asked again, or brought something back, within a day.
    var complains: Bool {
        settled.contains {
            $0.evidence.event?.isComplaint == true && now - $0.at < QuestionBudget.sparedSpan
        }
    }

    /// What could be asked now, in one order: of wishes that count, and not within ninety days of
    /// another question about the same; never what an event has told already.
    var choices: [Question.Choice] {
        let recent = Set(
            asked.filter { now - $0.at < QuestionBudget.sameWishSpan }.flatMap(\.wishes))
        let open = wishes.filter { $0.counts && !recent.contains($0.id) }
        var choices = open.flatMap(occasion)
        let unweighed = open.filter { $0.said.importance == nil }
        for (one, other) in zip(unweighed, unweighed.dropFirst()) {
            choices.append(Question.Choice(kind: .pair, wish: one.id, other: other.id))
        }
        return choices
    }

    /// Of what could be asked, what the house's survey names as not known well enough; all of it
    /// when it names none of them. Each is as likely, so that what is logged stays right.
    var worthAsking: [Question.Choice] {
        let choices = choices
        let named = choices.filter { choice in
            [choice.wish, choice.other].contains { wish in
                guard let facet = wish.flatMap(found)?.wish.said.facet else { return false }
                return doubts.contains { $0.form.kind == choice.kind && $0.facet == facet }
            }
        }
        return named.isEmpty ? choices : named
    }

    private func occasion(_ wish: Wish) -> [Question.Choice] {
        let last = settled.last { $0.wish == wish.id && now - $0.at < Self.occasionSpan }
        guard let last else { return [] }
        func choice(_ kind: QuestionKind) -> Question.Choice {
            Question.Choice(kind: kind, wish: wish.id, experience: last.id)
        }
        let isTold =
            last.taken.isJudged || last.sacrifice == .all || last.sacrifice == Sacrifice.none
        return (isTold ? [] : [choice(.closeness), choice(.settle)])
            + (last.sacrifice == Sacrifice.none ? [] : [choice(.words)])
    }

    /// How many times it is known of late what they settled for.
    private var knownCount: Int {
        let counting = Dictionary(wishes.map { ($0.id, $0) }) { first, _ in first }
        return settled.count { settled in
            now - settled.at < Self.knownSpan
                && counting[settled.wish].map(settled.counts) == true
        }
    }

    /// Puts a question, or lets chance spare them.
    ///
    /// What may be asked at all was judged before.
    func ask(_ id: QuestionID, _ channel: QuestionChannel, draw: UInt64) -> [Row] {
        let choices = worthAsking
        guard question(id) == nil, !choices.isEmpty else { return [] }
        let one = UInt64(QuestionBudget.one)
        let choice = choices[Int((draw / one) % UInt64(choices.count))]
        let probability = QuestionBudget.probability(knownCount: knownCount)
        let question = Question(
            id: id, choice, channel: channel, probabilityMillionths: probability,
            choiceCount: choices.count, at: now)
        let name = found(choice.wish)?.name ?? name
        return [(name, draw % one < UInt64(probability) ? .asked(question) : .spared(question))]
    }

    func answer(
        _ id: QuestionID, _ answer: QuestionAnswer, by claimant: Claimant
    ) throws(WishRefusal) -> [Row] {
        guard let (name, question) = question(id) else { throw .unknownQuestion }
        guard claimant.isThePersons else { throw .notTheirWord }
        switch question.end {
        case .answered(answer, _): return []
        case .answered: throw .alreadyAnswered
        case .passedOver: throw .questionOver
        case nil: break
        }
        guard question.isOpen(at: now) else { throw .questionOver }
        guard question.admits(answer) else { throw .answerDoesNotFit }
        return [(name, .answered(id, answer, at: now))] + settledRow(question, answer)
    }

    /// What an answer says of what was settled for.
    private func settledRow(_ question: Question, _ answer: QuestionAnswer) -> [Row] {
        let taken: Taken
        switch answer {
        case .closeness(let level): taken = .closeness(level)
        case .settle(let answer): taken = .answer(answer)
        case .words, .prefers: return []
        }
        guard let (name, wish) = found(question.wish), !wish.isWithdrawn,
            let id = ExperienceID(question.id.description)
        else { return [] }
        let sacrifice: Sacrifice? =
            facet(wish.said.facet).flatMap { self.sacrifice(of: wish.said.want, taken, $0) }
        let settled = Settled(
            id: id, wish: wish.id, taken: taken, sacrifice: sacrifice,
            evidence: .question(question.id), at: now, print: 0)
        return [(name, .settled(settled))]
    }

    func passOver(_ id: QuestionID) throws(WishRefusal) -> [Row] {
        guard let (name, question) = question(id) else { throw .unknownQuestion }
        switch question.end {
        case .passedOver: return []
        case .answered: throw .alreadyAnswered
        case nil: break
        }
        guard question.isOpen(at: now) else { throw .questionOver }
        return [(name, .passedOver(id, at: now))]
    }
}
