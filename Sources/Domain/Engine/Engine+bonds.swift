public import Kernel
public import Measures

/// How much of themself people recognise in the house, and what the house asks them about its
/// promises.
extension Engine {
    /// What somebody said of it under any of their names: the newest.
    public func bond(of person: PersonID) -> Bond.Told? {
        subjectNames(of: person).compactMap { promises.bond(of: $0)?.told }
            .max { ($0.at, $0.level) < ($1.at, $1.level) }
    }

    /// Whether they feel themself in it so much that what is lost is left whole.
    func feelsThemself(_ person: PersonID) -> Bool {
        bond(of: person).map { $0.level >= promises.partingLevel } ?? false
    }

    func tellBond(
        _ level: UInt8, of person: PersonID, by claimant: Claimant, at now: Instant
    ) throws(PromiseRefusal) -> [Record] {
        guard claimant.isThePersons else { throw .notTheirWord }
        guard level <= Bond.levelMax else { throw .levelTooHigh }
        if let known = bond(of: person), known.level == level, now - known.at < Bond.askedSpan {
            return []
        }
        return [.bond(person: person, .told(level, by: claimant, at: now))]
    }

    /// What is at stake with everybody who said how much of themself they recognise and lets the
    /// house help them: one a person, in no order that says whose. Of a promise that was judged
    /// twice it counts how they see it.
    ///
    /// - Cost: a sort of whoever said so, and linear in their promises.
    public func partingExposures() -> [PartingExposure] {
        var seen = Set<PersonID>()
        return promises.bondNames.compactMap { name -> PartingExposure? in
            guard let person = people.person(name), seen.insert(person).inserted,
                let number = people.number(of: person),
                people.consent(of: number, for: .help) != nil,
                let level = bond(of: person)?.level
            else { return nil }
            let judged = subjectNames(of: person).flatMap { promises[$0]?.promises ?? [] }
                .compactMap { ($0.byReading ?? $0.byLetter)?.isKept }
            let kept = judged.count { $0 }
            return PartingExposure(level: level, kept: kept, broken: judged.count - kept)
        }
    }

    // MARK: Asking

    /// What the house asks of its own accord about its promises.
    public enum PromiseQuestion: Equatable, Sendable {
        /// "What did you understand?"
        case reading(PromiseID)
        /// "How much of yourself do you recognise in us?"
        case bond
    }

    /// Over how long a promise is asked about, and how long what is known makes another question
    /// less worth its asking.
    private static let questionSpan = Span.hours(24 * 90)

    /// The question about its promises that stands open for somebody; of several, the newest: more
    /// than one is never put at once.
    public func openPromiseQuestion(of person: PersonID, at now: Instant) -> PromiseQuestion? {
        let now = max(now, clock)
        var newest: (at: Instant, question: PromiseQuestion)?
        for name in subjectNames(of: person) {
            for promise in promises[name]?.promises ?? [] {
                guard let put = promise.readingPut(at: now), put.isOpen,
                    put.at >= newest?.at ?? .distantPast
                else { continue }
                newest = (put.at, .reading(promise.id))
            }
        }
        let bonds = bondPuts(of: person, at: now).filter(\.isOpen).map(\.at)
        if let at = bonds.max(), at > newest?.at ?? .distantPast { return .bond }
        return newest?.question
    }

    /// All that somebody was asked about promises, as the budget of questions counts it.
    func promisePuts(to person: PersonID, at now: Instant) -> [QuestionBudget.Put] {
        subjectNames(of: person).flatMap { name in
            (promises[name]?.promises ?? []).compactMap { $0.readingPut(at: now) }
        } + bondPuts(of: person, at: now)
    }

    private func bondPuts(of person: PersonID, at now: Instant) -> [QuestionBudget.Put] {
        let told = bond(of: person)?.at
        return subjectNames(of: person).compactMap { name in
            promises.bond(of: name)?.asked.map { asked in
                QuestionBudget.Put(
                    at: asked.at, isAnswered: told.map { $0 >= asked.at } ?? false, now: now)
            }
        }
    }

    /// When they last said something of promises themself.
    func promisesActedAt(by person: PersonID) -> Instant? {
        let told = bond(of: person).flatMap { $0.by.isThePersons ? $0.at : nil }
        return subjectNames(of: person).flatMap { promises[$0]?.promises ?? [] }
            .compactMap { $0.actedAt }.reduce(told) { max($0 ?? $1, $1) }
    }

    /// When a draw last spared them a question about promises.
    func promisesSparedAt(of person: PersonID) -> Instant? {
        subjectNames(of: person).flatMap { name in
            (promises[name]?.promises ?? []).compactMap(\.sparedAt)
                + [promises.bond(of: name)?.sparedAt].compactMap(\.self)
        }.max()
    }

    /// Puts a question, or lets chance spare them; nothing when there is none to put, or none may
    /// be put now.
    func askOfPromises(_ person: PersonID, draw: UInt64, at now: Instant) -> [Record] {
        guard let wishes = wishFile(of: person, at: now),
            silence(beforeAsking: wishes, person) == nil,
            let file = promiseFile(of: person, at: now)
        else { return [] }
        let promises = file.all
        let choices = choices(among: promises, of: person, at: now)
        guard !choices.isEmpty else { return [] }
        let one = UInt64(QuestionBudget.one)
        let choice = choices[Int((draw / one) % UInt64(choices.count))]
        let known = promises.count { found in
            found.promise.reading.map { now - $0.at < Self.questionSpan } ?? false
        }
        let chance = QuestionBudget.probability(knownCount: known)
        let isAsked = draw % one < UInt64(chance)
        switch choice.question {
        case .reading(let id):
            let record: PromiseRecord =
                isAsked
                ? .askedByChance(id, probabilityMillionths: chance, at: now)
                : .spared(id, probabilityMillionths: chance, at: now)
            return [.promise(person: choice.name, record)]
        case .bond:
            let record: BondRecord =
                isAsked
                ? .asked(probabilityMillionths: chance, at: now)
                : .spared(probabilityMillionths: chance, at: now)
            return [.bond(person: choice.name, record)]
        }
    }

    /// What could be asked now: of promises only the newest that nobody asked about.
    private func choices(
        among promises: [PromiseFile.Found], of person: PersonID, at now: Instant
    ) -> [(name: PersonID, question: PromiseQuestion)] {
        var choices: [(name: PersonID, question: PromiseQuestion)] = []
        let newest = promises.last { found in
            now - found.promise.madeAt < Self.questionSpan && found.promise.mayBeAskedAbout
        }
        if let newest { choices.append((newest.name, .reading(newest.promise.id))) }
        if mayAskBond(of: person, knowing: promises, at: now), let name = people.person(person) {
            choices.append((name, .bond))
        }
        return choices
    }

    /// Once a year, of whoever has seen what becomes of a promise.
    private func mayAskBond(
        of person: PersonID, knowing promises: [PromiseFile.Found], at now: Instant
    ) -> Bool {
        guard promises.contains(where: { !$0.promise.isUnjudged }) else { return false }
        let last = ([bond(of: person)?.at] + bondPuts(of: person, at: now).map(\.at))
            .compactMap(\.self).max()
        return last.map { now - $0 >= Bond.askedSpan } ?? true
    }
}

extension Promise {
    /// That they were asked what they understood, as the budget counts it.
    fileprivate func readingPut(at now: Instant) -> QuestionBudget.Put? {
        askedAt.map { QuestionBudget.Put(at: $0, isAnswered: reading != nil, now: now) }
    }

    fileprivate var mayBeAskedAbout: Bool {
        reading == nil && askedAt == nil && byReading == nil && recovery == nil
    }

    /// When the person last said something of it themself.
    fileprivate var actedAt: Instant? {
        let told = [
            reading.flatMap { $0.by.isThePersons ? $0.at : nil },
            makesGood.flatMap { $0.by.isThePersons ? $0.at : nil },
        ]
        return told.compactMap(\.self).max()
    }
}
