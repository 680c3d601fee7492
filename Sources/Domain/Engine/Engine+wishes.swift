public import Kernel

/// Wishes within the one fold.
extension Engine {
    /// All names of a person, as subjects of records.
    func subjectNames(of person: PersonID) -> [PersonID] {
        guard let number = people.number(of: person) else { return [] }
        return people.graph.members(of: number).compactMap(people.subject)
    }

    func decideWishes(_ command: Command, at now: Instant) throws(CommandRefusal) -> [Record] {
        switch command {
        case .installFacets(let wanted):
            return wanted == wishes.facets ? [] : [.facetsInstalled(wanted)]
        case .wish(let command, let person, let claimant):
            let records = try decideWish(command, of: person, by: claimant, at: now)
            return records + verdicts(of: records)
        default: preconditionFailure("no command about wishes")
        }
    }

    private func decideWish(
        _ command: WishCommand, of person: PersonID, by claimant: Claimant, at now: Instant
    ) throws(CommandRefusal) -> [Record] {
        guard people.knows(person), let file = wishFile(of: person, at: now) else {
            throw .unknownPerson
        }
        if case .ask(let id, let channel, let draw) = command {
            guard silence(of: file, person) == nil else { return [] }
            var asking = file
            asking.doubts = survey.doubts
            return rows(asking.ask(id, channel, draw: draw))
        }
        do throws(WishRefusal) {
            return rows(try file.decide(command, by: claimant))
        } catch {
            throw .wish(error)
        }
    }

    private func rows(_ rows: [WishFile.Row]) -> [Record] {
        rows.map { .wish(person: $0.name, $0.record) }
    }

    func wishFile(of person: PersonID, at now: Instant) -> WishFile? {
        guard let number = people.number(of: person) else { return nil }
        return WishFile(
            facets: wishes.facets, name: person,
            entries: subjectNames(of: person).compactMap { name in
                wishes[name].map { (name, $0) }
            }, isFull: wishes.nameCount >= WishBook.nameCountMax,
            mayInfer: people.consent(of: number, for: .help) != nil, seed: seed,
            now: max(now, clock))
    }

    // MARK: Waits

    /// What a wait that ended means to somebody who wished for a shorter one: their own time on the
    /// live floor, for as long as they let the house help them.
    ///
    /// Folded here, and written behind the block it follows from. When that block is gone the row
    /// brings it about; while it is there the row finds it done.
    ///
    /// - Cost: nothing while no facet has the wait.
    mutating func settle(_ wait: FinishedWait) -> [Record] {
        guard wait.isLive, !wishes.isEmpty else { return [] }
        let kind = waits[wait.wait].id
        let facets = wishes.facets.filter { $0.wait == kind }
        guard !facets.isEmpty, let token = timelines[0].names[Int(wait.token)],
            let number = people.number(of: token), people.isKnown(number),
            people.consent(of: number, for: .help) != nil, let person = people.id(of: number),
            let file = wishFile(of: person, at: clock)
        else { return [] }
        let taken = Taken.got(.after(.seconds(max(0, wait.seconds))))
        var records: [Record] = []
        for facet in facets {
            let wished = file.wishes.last { $0.counts && $0.said.facet == facet.id }
            guard let wished, let (name, wish) = file.found(wished.id), wish.said.want != nil,
                let id = experience(of: token, kind, facet.id, at: wait.at)
            else { continue }
            let settled = Settled(
                id: id, wish: wish.id, taken: taken,
                sacrifice: file.sacrifice(of: wish.said.want, taken, facet),
                evidence: .wait(kind), at: Instant(milliseconds: wait.at), print: 0)
            wishes.apply(.settled(settled), of: name)
            records.append(.wish(person: name, .settled(settled)))
        }
        return records
    }

    /// One wait of one person on one facet is one experience, however often it is folded.
    private func experience(
        of token: Token, _ wait: WaitID, _ facet: FacetID, at moment: Int64
    ) -> ExperienceID? {
        let text = Array("a wait that ended: \(wait) \(facet) \(token) \(moment)".utf8)
        let key = text.withUnsafeBytes { Key128($0, seed: seed) }
        return ExperienceID("wait-\(String(key.low, radix: 36))-\(String(key.high, radix: 36))")
    }

    // MARK: Asking

    /// Forgets what anybody was asked: the simulator's way of forgetting, to show that it would be
    /// noticed.
    package mutating func forgetAsked() { wishes.forgetAsked() }

    /// Why somebody is asked nothing now; `nil`: they may be asked.
    public func questionSilence(of person: PersonID, at now: Instant) -> QuestionSilence? {
        guard people.knows(person), let file = wishFile(of: person, at: now) else {
            return .notAllowed
        }
        return silence(of: file, person)
    }

    private func silence(of file: WishFile, _ person: PersonID) -> QuestionSilence? {
        silence(beforeAsking: file, person) ?? (file.choices.isEmpty ? .nothingToAsk : nil)
    }

    /// Why somebody is asked nothing, whatever it would be about: one budget for all questions.
    ///
    /// - Cost: linear in their promises; of somebody with money also in the top-ups of the last
    ///   weeks.
    func silence(beforeAsking file: WishFile, _ person: PersonID) -> QuestionSilence? {
        guard file.mayInfer, let number = people.number(of: person) else { return .notAllowed }
        let asked =
            (file.asked.map { QuestionBudget.Put($0, now: file.now) }
            + promisePuts(to: person, at: file.now)).sorted { $0.at < $1.at }
        if asked.contains(where: \.isOpen) { return .questionOpen }
        let tokens = Set(people.tokens(of: number))
        if file.complains || openCues.contains(where: { tokens.contains($0.cue.token) }) {
            return .complaint
        }
        if isPaying(person) { return .payment }
        if tokens.contains(where: isWaiting) { return .waiting }
        let budget = QuestionBudget(isHeldOut: isHeldOut(number))
        let acted = [file.actedAt, promisesActedAt(by: person)].compactMap(\.self).max()
        let spent = budget.silence(
            asked: asked, isCut: file.isAskedCut, actedAt: acted, at: file.now)
        if let spent { return spent }
        let spared = [file.sparedAt, promisesSparedAt(of: person)].compactMap(\.self).max()
        return spared.map { file.now - $0 < QuestionBudget.sparedSpan } ?? false ? .spared : nil
    }

    /// Whether somebody is asked half as often, to see what asking does.
    public func isHeldOut(_ person: PersonID) -> Bool {
        people.number(of: person).map(isHeldOut) ?? false
    }

    private func isHeldOut(_ number: IdentityGraph.Number) -> Bool {
        guard let person = people.id(of: number) else { return false }
        let key = Array("asked half as often: \(person)".utf8).withUnsafeBytes {
            Key128($0, seed: seed)
        }
        return key.low % QuestionBudget.holdOutEvery == 0
    }

    private func isPaying(_ person: PersonID) -> Bool {
        let accounts = Set(accounts(of: person))
        guard !accounts.isEmpty else { return false }
        return accounts.contains { (ledger.account($0)?.book.debitsPending ?? 0) > 0 }
            || moneyRequests.waiting.contains { request in
                [request.transfer.from, request.transfer.to].contains {
                    $0.map(accounts.contains) ?? false
                }
            } || topUps.all.contains { $0.state == .asked && accounts.contains($0.account) }
    }

    /// Whether a wait of the venue's runs for a token on the live floor.
    private func isWaiting(_ token: Token) -> Bool {
        let key = Array(token.utf8).withUnsafeBytes { Key128($0, seed: seed) }
        guard let number = timelines[0].tokens.find(key) else { return false }
        let row = number * timelines[0].stride + Timeline.Column.count
        return timelines[0].program.waitSlots.contains {
            timelines[0].rows[row + $0] != Timeline.never
        }
    }
}
