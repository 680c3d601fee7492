public import Kernel

/// How much of themself people recognise in the house, and what the house asks them about its
/// promises.
extension Engine {
    /// What somebody said of it under any of their names: the newest.
    public func bond(of person: PersonID) -> Bond.Told? { newest(\.told, of: person) }

    /// How sure somebody is that they come again: the newest.
    public func staying(of person: PersonID) -> Bond.Told? { newest(\.stays, of: person) }

    private func newest(_ word: KeyPath<Bond, Bond.Told?>, of person: PersonID) -> Bond.Told? {
        subjectNames(of: person).compactMap { promises.bond(of: $0)?[keyPath: word] }
            .max { ($0.at, $0.level) < ($1.at, $1.level) }
    }

    /// Whether they feel themself in it so much that what is lost is left whole.
    func feelsThemself(_ person: PersonID) -> Bool {
        bond(of: person).map { $0.level >= promises.partingLevel } ?? false
    }

    func decide(
        _ command: BondCommand, of person: PersonID, by claimant: Claimant, at now: Instant
    ) throws(PromiseRefusal) -> [Record] {
        guard claimant.isThePersons else { throw .notTheirWord }
        switch command {
        case .recognises(let level):
            guard try isNews(level, beside: bond(of: person), at: now) else { return [] }
            return [.bond(person: person, .told(level, by: claimant, at: now))]
        case .stays(let level):
            guard try isNews(level, beside: staying(of: person), at: now) else { return [] }
            return [.bond(person: person, .stays(level, by: claimant, at: now))]
        case .takeBack:
            return subjectNames(of: person).filter { name in
                promises.bond(of: name).map { $0.told != nil || $0.stays != nil } ?? false
            }.map { .bond(person: $0, .takenBack(by: claimant, at: now)) }
        }
    }

    private func isNews(
        _ level: UInt8, beside known: Bond.Told?, at now: Instant
    ) throws(PromiseRefusal) -> Bool {
        guard level <= Bond.levelMax else { throw .levelTooHigh }
        guard let known else { return true }
        return known.level != level || now - known.at >= Bond.askedSpan
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
        let told = [bond(of: person), staying(of: person)].compactMap(\.self)
            .filter(\.by.isThePersons).map(\.at).max()
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

    /// What could be asked now: of promises only the newest that nobody asked about. One by an
    /// entry of which the survey says that it is not known how people read it goes before all
    /// else, so that what is drawn among is only that.
    private func choices(
        among promises: [PromiseFile.Found], of person: PersonID, at now: Instant
    ) -> [(name: PersonID, question: PromiseQuestion)] {
        var choices: [(name: PersonID, question: PromiseQuestion)] = []
        let open = promises.filter { found in
            now - found.promise.madeAt < Self.questionSpan && found.promise.mayBeAskedAbout
        }
        let doubts = survey.doubts
        let named = open.last { found in
            found.promise.said.standing.map { doubts.contains(.reading($0)) } ?? false
        }
        if let named { return [(named.name, .reading(named.promise.id))] }
        if let newest = open.last { choices.append((newest.name, .reading(newest.promise.id))) }
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
        let takenBack = subjectNames(of: person).map { self.promises.bond(of: $0)?.takenBackAt }
        let last =
            ([bond(of: person)?.at] + takenBack + bondPuts(of: person, at: now).map(\.at))
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
