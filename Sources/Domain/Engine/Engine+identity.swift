import Kernel

/// Who is who, and what they let us do.
extension Engine {
    func decideIdentity(_ command: Command, at now: Instant) throws(CommandRefusal) -> [Record] {
        switch command {
        case .link(let token, let person):
            if let number = people.number(of: token) {
                let accounts = people.aliases(of: number).filter { $0.kind == .account }
                if accounts.contains(Alias(person)) { return [] }
                guard accounts.isEmpty else { throw .linkedToAnother }
            }
            return [.tokenLinked(token: token, person: person)]
        case .unlink(let token):
            guard let number = people.number(of: token), people.graph.hasClaims(number),
                let person = people.id(of: number)
            else { throw .unknownToken }
            return [.tokenUnlinked(token: token, person: person)]
        case .note(let facts, let person):
            guard people.knows(person) else { throw .unknownPerson }
            return [.personNoted(person: person, facts: Array(Set(facts)).sorted())]
        case .claim(let one, let other, let strength, let claimant, let evidence):
            return try ends(one, other, strength, by: claimant, evidence: evidence, at: now)
        case .withdraw(let number, let claimant):
            guard let claim = people.graph.claims[number] else { throw .unknownClaim }
            return [.claimWithdrawn(number, alias: claim.first, by: claimant)]
        case .confirm(let number, let staff):
            guard let doubt = people.graph.claims[number] else { throw .unknownClaim }
            return try ends(
                doubt.first, doubt.second, .confirmed, by: .staff(staff),
                evidence: doubt.evidence, at: now)
        case .tell(let kind, let text, let person, let claimant):
            guard people.knows(person) else { throw .unknownPerson }
            guard !text.isEmpty, text.utf8.count <= Telling.byteCountMax else {
                throw .textTooLong
            }
            let telling = Telling(kind: kind, text: text, by: claimant, at: now)
            return [.told(person: person, telling)]
        case .takeBackTold(let person, let claimant):
            guard people.knows(person) else { throw .unknownPerson }
            return [.toldTakenBack(person: person, by: claimant)]
        case .choose: return try decideChoice(command, at: now)
        case .look(let person, let staff, let reason):
            guard people.knows(person) else { throw .unknownPerson }
            return [.looked(person: person, by: staff, reason: reason)]
        case .setConsentDefaults(let defaults):
            return defaults == people.defaults ? [] : [.consentDefaultsSet(defaults)]
        default: return []
        }
    }

    private func decideChoice(
        _ command: Command, at now: Instant
    ) throws(CommandRefusal) -> [Record] {
        guard
            case .choose(
                let mode, let person, let by, let isOne, let guardian, let refused, let isNew,
                let isNone) = command
        else { return [] }
        let number = people.number(of: person)
        guard isNew || number.map(people.isKnown) == true else { throw .unknownPerson }
        // Once a child, only somebody who looks after them widens what they allow.
        let isChild = isOne || !isNone && number.flatMap(people.choice)?.isChild == true
        if isChild, mode > .tapOnly {
            guard let guardian, people.knows(guardian),
                people.person(guardian) != people.person(person)
            else { throw .guardianNeeded }
        }
        let care = guardian == nil ? nil : nextClaim
        let choice = ConsentChoice(
            mode: mode, at: now, by: by, isChild: isChild, care: care, refused: refused)
        guard let guardian, let care else { return [.consentChosen(person: person, choice)] }
        // The guardian first: between the two rows the child stays where it is.
        return [.guardianNamed(care, guardian: guardian), .consentChosen(person: person, choice)]
    }

    private func ends(
        _ one: Alias, _ other: Alias, _ strength: ClaimStrength, by claimant: Claimant,
        evidence: String, at now: Instant
    ) throws(CommandRefusal) -> [Record] {
        guard one != other else { throw .sameName }
        guard evidence.utf8.count <= Claim.evidenceByteCountMax else { throw .textTooLong }
        let claim = Claim(
            number: nextClaim, one, other, strength: strength, by: claimant, evidence: evidence,
            at: now)
        return claim.ends.map(Record.claimed)
    }

    /// - Returns: Tokens of which something else may count now.
    mutating func applyIdentity(_ record: Record) -> [Token] {
        switch record {
        case .tokenLinked(let token, let person):
            return take(
                Claim(
                    number: .ofLink(token, person), Alias(token), Alias(person), strength: .stated,
                    by: .house, evidence: "", at: clock))
        case .tokenUnlinked(let token, _):
            guard let number = people.number(of: token) else { return [] }
            return people.graph.claims(of: number).flatMap { refresh(people.withdraw($0.number)) }
        case .personNoted(let person, let facts):
            return change(person) { $0.facts = facts }
        case .claimed(let end):
            // Also of a claim whose other end is gone: its number is never given again.
            nextClaim = max(nextClaim, end.number + 1)
            if let claimEnd, let claim = Claim(claimEnd, end) {
                self.claimEnd = nil
                return take(claim)
            }
            claimEnd = end
        case .claimWithdrawn(let number, _, _):
            return refresh(people.withdraw(number))
        case .told(let person, let telling):
            let number = people.number(taking: person)
            people.take(telling, of: number)
            return refresh([number])
        case .toldTakenBack(let person, _):
            people.forgetTellings(of: person)
            wishes.takeBack(subjectNames(of: person))
            promises.takeBack(subjectNames(of: person))
            voices.takeBack(subjectNames(of: person), at: clock)
            experiments.takeBack(subjectNames(of: person))
        case .guardianNamed(let care, let guardian):
            nextClaim = max(nextClaim, care + 1)
            guardianEnd = (care, guardian)
        case .consentChosen(let person, var choice):
            if let care = choice.care {
                // Also of a choice whose guardian was erased: its number is never given again.
                nextClaim = max(nextClaim, care + 1)
                if guardianEnd?.care == care { choice.guardian = guardianEnd?.guardian }
            }
            guardianEnd = nil
            let tokens = change(person) { $0.consent = choice }
            if choice.refuses(.memory) { forgetTheDay(of: person) }
            return tokens
        case .consentDefaultsSet(let defaults):
            people.defaults = defaults
            return refreshAdmission()
        default: break
        }
        return []
    }

    private mutating func take(_ claim: Claim) -> [Token] { refresh(people.take(claim)) }

    private mutating func change(
        _ person: PersonID, _ body: (inout Profile) -> Void
    ) -> [Token] {
        let number = people.number(taking: person)
        people.change(number, body)
        return refresh([number])
    }

    /// Lets go of what happened with a person today, by whatever name.
    private mutating func forgetTheDay(of person: PersonID) {
        guard let number = people.number(of: person) else { return }
        for member in people.graph.members(of: number) {
            people.change(member) { $0.happenings = [] }
        }
    }

    /// Sets anew whether the readers may notice these people's tokens.
    ///
    /// - Returns: Those tokens.
    @discardableResult
    private mutating func refresh(_ names: [IdentityGraph.Number]) -> [Token] {
        var tokens: [Token] = []
        for name in names {
            for member in people.graph.members(of: name) {
                guard let token = people.graph.alias(member)?.token else { continue }
                tokens.append(token)
                let key = Array(token.utf8).withUnsafeBytes { Key128($0, seed: seed) }
                let mode = people.isKnown(member) ? people.noticed(member) : nil
                admission.set(mode, of: key)
                guard (mode ?? people.defaults.nobody) == .tapOnly else { continue }
                for place in timelines.indices { timelines[place].takeOff(key) }
            }
        }
        return tokens
    }

    /// Builds the admission table from scratch: after a snapshot, or when the defaults change.
    @discardableResult
    mutating func refreshAdmission() -> [Token] {
        admission = Admission()
        admission.setDefault(people.defaults.nobody)
        return refresh(
            people.graph.aliases.indices.map { IdentityGraph.Number(truncatingIfNeeded: $0) })
    }

    /// Keeps in mind, for the day, what happened with a known person.
    mutating func noteHappening(_ record: Record) {
        let (kind, cue): (Happening.Kind, Cue)
        switch record {
        case .cueIssued(let about): (kind, cue) = (.cueIssued, about)
        case .cueTaken(let about, _): (kind, cue) = (.cueTaken, about)
        case .cueDone(let about, _, let helped):
            (kind, cue) = (helped ? .helped : .didNotHelp, about)
        default: return
        }
        guard let person = cue.person, let number = people.number(of: person),
            // Not by consent as a whole: what came before there were purposes folds as it did.
            people.choice(of: number)?.refuses(.memory) != true
        else { return }
        let happening = Happening(kind: kind, rule: cue.rule, at: clock)
        people.change(number) { $0.take(happening) }
    }
}

extension Engine {
    /// The batch without the reads of people who do not want to be noticed: they are dropped here,
    /// before the journal, and the sender is told nothing of it.
    public func admitted(_ sourced: SourcedBatch) -> SourcedBatch {
        guard let batch = sourced.batch.admitted(by: admission) else { return sourced }
        return SourcedBatch(source: sourced.source, batch: batch)
    }
}

extension ClaimNumber {
    /// Above every number that is counted, and still whole where numbers have 53 bits.
    private static let linkBit: ClaimNumber = 1 << 52

    /// The number of a link's claim: made from the names, not counted, so that it stays the same
    /// when the rows before it are gone (FNV-1a: Fowler, Noll & Vo 1991).
    fileprivate static func ofLink(_ token: Token, _ person: PersonID) -> ClaimNumber {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in Array(token.utf8) + [32] + Array(person.utf8) {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return hash & (linkBit - 1) | linkBit
    }
}

extension Timeline {
    /// Takes somebody off the floor who no longer wants to be seen there.
    mutating func takeOff(_ token: Key128) {
        guard let number = tokens.find(token) else { return }
        leave(number * stride)
        disarm(number * stride)
        buffer.change { signal in
            Int(signal.token) == number && signal.kind.isPassive ? nil : signal
        }
        reading.smoother.forget(UInt32(truncatingIfNeeded: number))
    }
}
