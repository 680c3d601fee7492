import Kernel

/// A signal of the live floor that a promise may be judged by.
struct SeenSignal: Sendable {
    let token: UInt32
    let kind: SignalKind
    let zone: ZoneIndex
    let at: Int64
}

/// What signals and experiences say of promises, by the letter: for as long as people let the house
/// help them, since nothing else that is merely seen of them is kept either.
extension Engine {
    /// Judges promises by what a block brings about.
    ///
    /// Folded here, and written behind the block it follows from. When that block is gone the row
    /// brings it about; while it is there the row finds it done.
    ///
    /// - Parameter settled: What people got of their wishes, by that block.
    mutating func judgeByLetter(_ raised: inout Raised, settled: [Record]) -> [Record] {
        guard !promises.isEmpty else { return [] }
        var records: [Record] = []
        for wait in raised.finished where wait.isLive {
            records += keep(verdicts(of: wait), into: &raised)
        }
        for seen in raised.seen { records += keep(verdicts(of: seen), into: &raised) }
        for record in settled { records += keep(verdicts(of: [record]), into: &raised) }
        return records
    }

    private mutating func keep(_ verdicts: [Record], into raised: inout Raised) -> [Record] {
        for case .promise(let name, let verdict) in verdicts {
            change(verdict, of: name)
            withdrawCalls(about: verdict.promise, of: name, into: &raised)
        }
        return verdicts
    }

    /// Promises to whoever goes by a token of the live floor, by leave.
    private func promiseFile(about token: UInt32) -> PromiseFile? {
        guard let token = timelines[0].names[Int(token)], let number = people.number(of: token),
            people.isKnown(number), people.consent(of: number, for: .help) != nil,
            let person = people.id(of: number)
        else { return nil }
        return promiseFile(of: person, at: clock)
    }

    private func verdict(
        _ found: PromiseFile.Found, isKept: Bool, _ evidence: PromiseVerdict.Evidence,
        at moment: Instant
    ) -> Record {
        .promise(
            person: found.name,
            .judgedByLetter(
                found.promise.id,
                PromiseVerdict(isKept: isKept, evidence: evidence, at: moment)))
    }

    /// A wait counts from when it was promised, when that was while it ran. One that began after
    /// the promise fell due is another's.
    private func verdicts(of wait: FinishedWait) -> [Record] {
        let kind = waits[wait.wait].id
        let (began, ended) = (
            Instant(milliseconds: wait.began), Instant(milliseconds: wait.at)
        )
        return (promiseFile(about: wait.token)?.all ?? []).compactMap { found in
            let promise = found.promise
            guard promise.byLetter == nil, case .wait(kind, let most) = promise.said.content,
                promise.madeAt <= ended, promise.said.due.map({ began <= $0 }) ?? true
            else { return nil }
            let taken = ended - max(began, promise.madeAt)
            return verdict(found, isKept: taken <= most, .wait(kind, taken), at: ended)
        }
    }

    private func verdicts(of seen: SeenSignal) -> [Record] {
        let (at, zone) = (Instant(milliseconds: seen.at), zones[Int(seen.zone)])
        return (promiseFile(about: seen.token)?.all ?? []).compactMap { found in
            let promise = found.promise
            guard promise.byLetter == nil, case .seen(let pattern) = promise.said.content,
                pattern.isMet(by: seen.kind, in: zone), promise.madeAt <= at
            else { return nil }
            return verdict(
                found, isKept: promise.said.due.map { at <= $0 } ?? true, .signal, at: at)
        }
    }

    // MARK: What was got

    /// What experiences that are taken in say of promises about the same facet.
    ///
    /// - Parameter records: Of wishes, in the order in which they are to be folded.
    func verdicts(of records: [Record]) -> [Record] {
        guard !promises.isEmpty else { return [] }
        var voiced: [WishID: FacetID] = [:]
        var judged = Set<PromiseID>()
        var verdicts: [Record] = []
        for case .wish(let name, let record) in records {
            switch record {
            case .voiced(let wish): voiced[wish.id] = wish.said.facet
            case .settled(let settled):
                let known = wishes[name].flatMap { known in
                    known.place(of: settled.wish).map { known.wishes[$0].said.facet }
                }
                guard case .got(let got) = settled.taken, let id = voiced[settled.wish] ?? known,
                    let facet = wishes.facet(id), let file = promiseFile(of: name, at: clock)
                else { continue }
                for found in file.all where !judged.contains(found.promise.id) {
                    guard let isKept = found.promise.isKept(by: got, of: facet, at: settled.at)
                    else { continue }
                    judged.insert(found.promise.id)
                    verdicts.append(
                        verdict(found, isKept: isKept, .got(settled.id), at: settled.at))
                }
            default: break
            }
        }
        return verdicts
    }
}

extension Promise {
    /// Whether what was got is what was promised or better, by when it was; `nil`: it says nothing
    /// of this promise, or not yet.
    fileprivate func isKept(by got: Got, of facet: Facet, at moment: Instant) -> Bool? {
        guard byLetter == nil, case .got(facet.id, let want) = said.content, madeAt <= moment,
            let sacrifice = facet.kind.sacrifice(want: want, got: got)
        else { return nil }
        // They wait still: it can only get worse.
        if case .waiting = got, sacrifice == .none { return nil }
        return sacrifice == .none && said.due.map { moment <= $0 } ?? true
    }
}
