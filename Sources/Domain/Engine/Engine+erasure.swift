public import Kernel

/// An account whose bearer was erased: the books keep what was booked on it.
public struct KeptAccount: Equatable, Sendable {
    public let account: AccountID
    public let currency: Currency
    /// What it holds, in minor units: to be paid out by hand.
    public let balance: Int64
    /// Of that, what is held for payments that have not ended.
    public let held: Int64
    /// Top-ups of the last weeks, kept for as long as the provider may tell of them.
    public let topUpCount: Int
}

extension Engine {
    /// The accounts that a person's bands pay into and from, sorted.
    public func accounts(of person: PersonID) -> [AccountID] {
        bearers(among: person).compactMap { bands.bearer($0)?.account }.sorted()
    }

    /// What the books keep of an account. Linear in the top-ups of the last weeks.
    public func kept(_ account: AccountID) -> KeptAccount? {
        ledger.account(account).map { known, book in
            KeptAccount(
                account: known.id, currency: known.currency, balance: book.balance,
                held: book.debitsPending,
                topUpCount: topUps.all.filter { $0.account == account }.count)
        }
    }

    /// Commands to carry out before a person is forgotten, so that a fold from the first row gives
    /// the state without them.
    public func commands(beforeForgetting person: PersonID) -> [Command] {
        people.children(naming: person).map {
            .choose(.tapOnly, of: $0, by: .house, isChild: true, guardian: nil)
        }
            + paidFor(byAny: bearers(among: person)).map { .bands(.arrange($0)) }
            + bearers(among: person).map { .bands(.release($0)) }
            + bearers(among: person).flatMap { bands.everWorn(by: [$0]) }.map {
                .keepCount(of: $0)
            }
    }

    /// The names of a person under which bands were arranged.
    private func bearers(among person: PersonID) -> [PersonID] {
        guard let number = people.number(of: person) else { return [] }
        return people.graph.members(of: number).compactMap(people.subject).filter {
            bands.bearer($0) != nil
        }
    }

    /// Others whose charges go to an account of these, as they stand when each pays for themself.
    private func paidFor(byAny people: [PersonID]) -> [BandBearer] {
        let accounts = Set(people.compactMap { bands.bearer($0)?.account })
        return bands.paidFor(by: accounts).filter { !people.contains($0.person) }.map { bearer in
            var alone = bearer
            alone.payer = nil
            return alone
        }
    }

    /// Forgets a person and every link to them.
    ///
    /// - Returns: The subjects whose keys are to be destroyed: every name of the person.
    /// - Throws: ``CommandRefusal/unknownPerson``.
    public mutating func forget(
        _ person: PersonID
    ) throws(CommandRefusal) -> [RecordSubject] {
        guard let number = people.number(of: person), people.knows(person) else {
            throw .unknownPerson
        }
        let ids = Set(people.graph.members(of: number).compactMap(people.subject))
        let tokens = Set(people.tokens(of: number))
        let subjects = people.forget(number)
        let gone = Set(bands.everWorn(by: ids))
        bands.forget(ids)
        taps.forget(gone)
        calls.forget(ids, gone, callReaders(of: ids))
        wishes.forget(ids)
        promises.forget(ids)
        voices.forget(ids)
        experiments.forget(ids)
        watchForPromises()
        passes.forget(
            Set(
                subjects.compactMap {
                    if case .alias(let name) = $0 { name } else { nil }
                }))
        closeForbidden(about: refreshAdmission())
        forgetPassages(of: ids)
        undoable.removeAll { $0.cue.person.map(ids.contains) == true }
        for place in timelines.indices {
            for open in timelines[place].cues.sorted
            where tokens.contains(open.cue.token)
                || open.cue.person.map(ids.contains) == true
            {
                timelines[place].cues.close(open.cue.number)
            }
        }
        return subjects
    }
}
