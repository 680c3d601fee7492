import Domain
import Kernel
import Measures
import Ports
import Runtime

/// What must hold of a house of wishes, and the report that is made of it.
extension WishWorld {
    mutating func checkState(_ moment: String) {
        guard report.violations.isEmpty else { return }
        checkFacts(house.engine, moment)
        let now = house.now
        for (number, guest) in plain.guests.enumerated() {
            let wanted = plain.silence(
                of: number, isHeldOut: house.engine.isHeldOut(guest.name), at: now)
            let told = house.engine.questionSilence(of: guest.name, at: now)
            let isSame = wanted == nil ? told.isOutsideTheBudget : told == wanted
            check(
                isSame,
                "\(moment) \(guest.name) is silent: \(String(describing: told)), "
                    + "plainly \(String(describing: wanted))")
            checkWishes(of: number, moment)
        }
    }

    private mutating func checkWishes(of guest: Int, _ moment: String) {
        let name = plain.guests[guest].name
        let view = house.engine.ownWishes(of: name)
        guard !plain.guests[guest].isErased else {
            check((view?.entries ?? []).isEmpty, "\(moment) \(name) is known after all")
            return check(house.engine.wishes(of: name) == nil, "\(moment) \(name) was erased")
        }
        check(
            (house.engine.wishes(of: name) != nil) == plain.helps(guest),
            "\(moment) leave of \(name)")
        let wanted = plain.wishes(of: guest)
        check(
            view?.entries.map(\.wish.id) == wanted.map(\.id)
                && view?.entries.map(\.wish.counts)
                    == wanted.map { $0.isConfirmed && !$0.isWithdrawn }
                && view?.entries.map(\.wish.isWithdrawn) == wanted.map(\.isWithdrawn),
            "\(moment) the wishes of \(name) differ")
        check(
            view?.questions.map(\.id) == plain.asked(of: guest).map(\.question.id),
            "\(moment) what \(name) was asked differs")
        let settled = view?.entries.flatMap(\.settled).map(\.id) ?? []
        check(
            settled.sorted() == plain.lived(of: guest).map(\.id).sorted(),
            "\(moment) what \(name) lived through differs")
    }

    private mutating func checkFacts(_ engine: Engine, _ moment: String) {
        var known: [Int: [PlainWishes.Counted]] = [:]
        for facts in engine.wishFacts where !facts.wishes.isEmpty {
            guard let guest = number(of: facts.person) else {
                return check(false, "\(moment) \(facts.person) is in the facts")
            }
            known[guest] = facts.wishes.map(\.counted)
        }
        let wanted = plain.counted
        for guest in plain.guests.indices {
            check(
                known[guest] == wanted[guest],
                "\(moment) the facts of guest \(guest) differ:\n\(String(describing: known[guest]))"
                    + "\nplainly\n\(String(describing: wanted[guest]))")
        }
        check(
            population(engine)
                == MeasureShard(
                    rebuilding: wanted.sorted { $0.key < $1.key }.flatMap { person, wishes in
                        PlainWishes.facts(wishes).map { (person: person, fact: $0) }
                    }
                ).population, "\(moment) the report differs")
    }

    /// From its first row, and from a snapshot, the journal gives the same back.
    mutating func checkReplay() {
        for usesSnapshot in [false, true] {
            do throws(JournalFailure) {
                let replayed = try Recovery(
                    from: house.journal, seed: SimulatedHouse.seedOfKeys, usesSnapshot: usesSnapshot
                )
                check(replayed.engine.wishes == house.engine.wishes, "a replay differs")
                checkFacts(replayed.engine, "replayed")
            } catch {
                check(false, "replay failed: \(error)")
            }
        }
    }

    // MARK: The report

    /// The lowest of a person's names; `nil`: of nobody who is here.
    private func number(of person: PersonID) -> Int? {
        plain.guests.firstIndex { $0.name == person && !$0.isErased }.flatMap {
            plain.group(of: $0).first
        }
    }

    func facts(_ all: [WishFacts]) -> [(person: Int, fact: PersonFact)] {
        all.flatMap { facts in
            PlainWishes.facts(facts.wishes.map(\.counted)).map {
                (person: number(of: facts.person) ?? plain.guests.count, fact: $0)
            }
        }
    }

    func population(_ engine: Engine) -> PopulationMeasures {
        MeasureShard(rebuilding: facts(engine.wishFacts)).population
    }
}

extension PlainWishes {
    /// What the measures are told of one person.
    static func facts(_ wishes: [Counted]) -> [PersonFact] {
        wishes.enumerated().flatMap { place, wish -> [PersonFact] in
            let key = WishKey(UInt32(place))
            return [
                .wish(
                    key, on: FacetNumber(UInt16(wish.facet)),
                    importance: wish.importance.map(UInt16.init), isConfirmed: wish.counts)
            ]
                + wish.facts.map {
                    .sacrifice(
                        key, millionths: Int32(clamping: $0[0]), day: Int32(clamping: $0[1]),
                        isConfirmed: wish.counts)
                }
        }
    }
}

extension QuestionSilence? {
    /// Whether the budget and the person's own doing let them be asked.
    fileprivate var isOutsideTheBudget: Bool {
        self == nil || self == .spared || self == .nothingToAsk
    }
}

extension WishFacts.Of {
    fileprivate var counted: PlainWishes.Counted {
        PlainWishes.Counted(
            facet: facet, importance: importance, counts: counts,
            facts: facts.map {
                [Int64($0.millionths), Int64($0.day), $0.isJudged ? 1 : 0, $0.isLeast ? 1 : 0]
            }, feelings: feelings.map { [$0.kind.place, Int64($0.level), Int64($0.day)] })
    }
}
