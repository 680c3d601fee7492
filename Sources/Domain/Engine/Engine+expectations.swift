public import Kernel
public import Measures

/// What somebody expects, of each thing that the venue has, and of each promise that is made again
/// and again.
///
/// Nothing of it is kept: it is folded from what they said, what they met and what they were
/// promised, whenever it is asked for. So replay gives the same, and what is erased or taken back
/// is in it no more. A signal costs nothing for it.
public struct ExpectationView: Sendable, Equatable {
    /// Where something that was heard comes from.
    public enum Source: Sendable, Equatable {
        case experience(ExperienceID)
        case promise(PromiseID)
    }

    /// One thing that they wish for.
    public struct Entry: Sendable, Equatable {
        public let facet: Facet
        /// Levels are of all that they want: 0 none of it, a million exactly it.
        public let course: PersonExpectation
        /// One a moment of the course.
        public let sources: [Source]
        public let will: HeldExpectation
        public let should: HeldExpectation
        public let willDrift: ExpectationDrift?
        public let shouldDrift: ExpectationDrift?

        public var hasDrifted: Bool {
            willDrift?.isAlarm == true || shouldDrift?.isAlarm == true
        }

        /// The last that they met of which it is known what they expected before.
        public var lastMet: PersonExpectation.Moment? {
            course.moments.last {
                $0.heard.kind == .met && ($0.gapToWill != nil || $0.gapToShould != nil)
            }
        }
    }

    /// How sure they may be that one promise of the catalogue is kept to them.
    public struct Kept: Sendable, Equatable {
        public let standing: StandingPromiseID
        /// By the letter; `nil`: none was judged so.
        public let byLetter: ExpectedKeeping?
        /// By what they say themself; never the letter's.
        public let byReading: ExpectedKeeping?
    }

    public let person: PersonID
    public let at: Instant
    /// In the order of the venue; things of which nothing was heard are not there.
    public let entries: [Entry]
    /// In the order of the catalogue.
    public let kept: [Kept]
}

/// What the people of a house first expected, and how it kept its promises: what somebody of whom
/// nothing is known starts from. Names nobody.
public struct ExpectationPriors: Sendable, Equatable {
    private var will: [FacetID: ExpectationPrior] = [:]
    private var should: [FacetID: ExpectationPrior] = [:]
    private var byLetter: [StandingPromiseID: KeptSums] = [:]
    private var byReading: [StandingPromiseID: KeptSums] = [:]

    /// What was told until then is in them.
    public let at: Instant

    /// Of a house that knows nobody: anything is as likely.
    ///
    /// - Parameter at: When they are gathered.
    public init(at: Instant = .distantPast) { self.at = at }

    /// Adds what one person told; each person once.
    public mutating func add(_ firsts: ExpectationFirsts) {
        for (facet, first) in firsts.will { will[facet, default: ExpectationPrior()].add(first) }
        for (facet, first) in firsts.should {
            should[facet, default: ExpectationPrior()].add(first)
        }
        for (standing, sum) in firsts.byLetter {
            byLetter[standing, default: KeptSums()].add(kept: sum.kept, of: sum.judged)
        }
        for (standing, sum) in firsts.byReading {
            byReading[standing, default: KeptSums()].add(kept: sum.kept, of: sum.judged)
        }
    }

    fileprivate func will(of facet: FacetID, without own: Int32?) -> Expectation {
        will[facet]?.expectation(without: own) ?? .wide
    }

    fileprivate func should(of facet: FacetID, without own: Int32?) -> Expectation {
        should[facet]?.expectation(without: own) ?? .wide
    }

    fileprivate func kept(
        _ standing: StandingPromiseID, isReading: Bool, without own: (kept: Int, judged: Int)
    ) -> BetaDistribution {
        let sums = isReading ? byReading[standing] : byLetter[standing]
        return (sums ?? KeptSums()).prior(without: own)
    }
}

/// What one person adds to ``ExpectationPriors``.
public struct ExpectationFirsts: Sendable {
    fileprivate var will: [(FacetID, Int32)] = []
    fileprivate var should: [(FacetID, Int32)] = []
    fileprivate var byLetter: [(StandingPromiseID, (kept: Int, judged: Int))] = []
    fileprivate var byReading: [(StandingPromiseID, (kept: Int, judged: Int))] = []
}

extension Engine {
    /// By leave: for whoever helps them.
    ///
    /// - Parameter priors: What others first expected; they may be among them.
    /// - Returns: `nil` when nobody is known by that name, or they let nobody know.
    /// - Cost: linear in what is kept of their wishes and promises, for each thing they wish for.
    public func expectations(
        of person: PersonID, at now: Instant, from priors: ExpectationPriors = ExpectationPriors()
    ) -> ExpectationView? {
        guard let wishes = wishes(of: person) else { return nil }
        return expectations(wishes, at: now, from: priors, isAmong: true)
    }

    /// The same for the person themself, whatever they allow others.
    public func ownExpectations(
        of person: PersonID, at now: Instant, from priors: ExpectationPriors = ExpectationPriors()
    ) -> ExpectationView? {
        guard let wishes = ownWishes(of: person) else { return nil }
        // Whoever lets nobody know is in no number of all people.
        let isAmong = self.wishes(of: person) != nil
        return expectations(wishes, at: now, from: priors, isAmong: isAmong)
    }

    /// What a person first expected, and what was kept to them, by leave.
    public func expectationFirsts(of person: PersonID, at now: Instant) -> ExpectationFirsts? {
        guard let wishes = wishes(of: person) else { return nil }
        let promises = promises(of: person, at: now)?.entries ?? []
        var firsts = ExpectationFirsts()
        for (facet, heard) in heard(wishes, promises) {
            let course = PersonExpectation(heard.map(\.heard))
            if let first = course.firstOfWill { firsts.will.append((facet.id, first)) }
            if let first = course.firstOfShould { firsts.should.append((facet.id, first)) }
        }
        for (standing, made) in byStanding(promises) {
            firsts.byLetter.append((standing, Self.sum(made.compactMap(\.byLetter))))
            firsts.byReading.append((standing, Self.sum(made.compactMap(\.byReading))))
        }
        return firsts
    }

    /// Of all people who let it be known.
    ///
    /// - Cost: a sort of all names that have wishes or promises, and linear in these.
    public func expectationPriors(at now: Instant) -> ExpectationPriors {
        var priors = ExpectationPriors(at: now)
        for person in expectationPeople(among: wishes.names + promises.names) {
            if let firsts = expectationFirsts(of: person, at: now) { priors.add(firsts) }
        }
        return priors
    }

    /// How many names have wishes or promises; who has both counts twice.
    public var expectationNameCount: Int { wishes.nameCount + promises.nameCount }

    /// Whose some names are, each person once and in the order of their names.
    public func expectationPeople(among names: [PersonID]) -> [PersonID] {
        Set(names.compactMap { people.person($0) }).sorted()
    }

    private static func sum(_ verdicts: [PromiseVerdict]) -> (kept: Int, judged: Int) {
        (verdicts.count { $0.isKept }, verdicts.count)
    }

    private func expectations(
        _ wishes: WishView, at now: Instant, from priors: ExpectationPriors, isAmong: Bool
    ) -> ExpectationView {
        let now = max(now, clock)
        let moment = now.milliseconds
        let promises = promises(of: wishes.person, at: now)?.entries ?? []
        let counted = isAmong ? priors.at : .distantPast
        let entries = heard(wishes, promises).map { facet, heard in
            let alone = PersonExpectation(
                heard.map(\.heard).filter { $0.at <= counted.milliseconds })
            let course = PersonExpectation(
                heard.map(\.heard),
                will: priors.will(of: facet.id, without: alone.firstOfWill),
                should: priors.should(of: facet.id, without: alone.firstOfShould))
            return ExpectationView.Entry(
                facet: facet, course: course, sources: heard.map(\.source),
                will: course.will(at: moment), should: course.should(at: moment),
                willDrift: course.willDrift(at: moment),
                shouldDrift: course.shouldDrift(at: moment))
        }
        return ExpectationView(
            person: wishes.person, at: now, entries: entries,
            kept: kept(promises, at: moment, from: priors, counted: counted))
    }

    private func kept(
        _ all: [Promise], at moment: Int64, from priors: ExpectationPriors, counted: Instant
    ) -> [ExpectationView.Kept] {
        byStanding(all).compactMap { standing, made in
            func keeping(_ verdicts: [PromiseVerdict], isReading: Bool) -> ExpectedKeeping? {
                guard !verdicts.isEmpty else { return nil }
                return ExpectedKeeping(
                    verdicts.map { ($0.at.milliseconds, $0.isKept) },
                    prior: priors.kept(
                        standing, isReading: isReading,
                        without: Self.sum(verdicts.filter { $0.at <= counted })),
                    at: moment)
            }
            let kept = ExpectationView.Kept(
                standing: standing,
                byLetter: keeping(made.compactMap(\.byLetter), isReading: false),
                byReading: keeping(made.compactMap(\.byReading), isReading: true))
            return kept.byLetter == nil && kept.byReading == nil ? nil : kept
        }
    }

    /// Promises of entries that the catalogue has, in its order.
    private func byStanding(
        _ all: [Promise]
    ) -> [(standing: StandingPromiseID, made: [Promise])] {
        var made: [StandingPromiseID: [Promise]] = [:]
        for promise in all {
            if let standing = promise.said.standing { made[standing, default: []].append(promise) }
        }
        return made.keys.sorted().compactMap { standing in
            promises.standing(standing).flatMap { _ in made[standing] }.map { (standing, $0) }
        }
    }

    // MARK: What was heard

    private typealias Heard = (heard: ExpectationHeard, source: ExpectationView.Source)

    /// By facet, in the order of the venue, and of each facet in order of time.
    private func heard(
        _ view: WishView, _ promises: [Promise]
    ) -> [(facet: Facet, heard: [Heard])] {
        wishes.facets.compactMap { facet in
            let wished = view.entries.filter {
                $0.wish.counts && $0.wish.said.facet == facet.id
            }
            guard let want = wished.last(where: { $0.wish.said.want != nil })?.wish.said.want
            else { return Self.ordered(facet, wished.flatMap(Self.heard)) }
            let promised = promises.compactMap { Self.heard($0, of: facet, want: want) }
            return Self.ordered(facet, wished.flatMap(Self.heard) + promised)
        }
    }

    private static func ordered(_ facet: Facet, _ heard: [Heard]) -> (Facet, [Heard])? {
        heard.isEmpty ? nil : (facet, PersonExpectation.ordered(heard, \.heard))
    }

    /// What they said of a wish, and what they met of it. On a day of which they said how it was,
    /// what was measured of it does not count as well.
    private static func heard(_ entry: WishView.Entry) -> [Heard] {
        let felt = entry.felt.map { felt -> Heard in
            let kind: ExpectationHeard.Kind =
                switch felt.kind {
                case .expects: .expects
                case .deserves: .deserves
                case .perceived: .met
                }
            let level = Int32(felt.level) * HeldExpectation.whole / Int32(Felt.levelMax)
            return (
                ExpectationHeard(kind, millionths: level, at: felt.at.milliseconds),
                .experience(felt.id)
            )
        }
        let told = entry.felt.filter { $0.kind == .perceived }.map { $0.at.dayNumber }
        let met = entry.settled.compactMap { settled -> Heard? in
            guard settled.counts(for: entry.wish), !settled.taken.isLeast,
                let sacrifice = settled.sacrifice, !told.contains(settled.at.dayNumber)
            else { return nil }
            return (
                ExpectationHeard(
                    .met, millionths: Sacrifice.whole - sacrifice.millionths,
                    at: settled.at.milliseconds), .experience(settled.id)
            )
        }
        return felt + met
    }

    /// How much of what they want they were promised; of what they say they were not told so,
    /// nothing.
    private static func heard(_ promise: Promise, of facet: Facet, want: Want) -> Heard? {
        guard promise.reading?.isDisputed != true,
            let got = promise.said.content.got(of: facet, want: want),
            let sacrifice = facet.kind.sacrifice(want: want, got: got)
        else { return nil }
        return (
            ExpectationHeard(
                .promised, millionths: Sacrifice.whole - sacrifice.millionths,
                at: promise.madeAt.milliseconds), .promise(promise.id)
        )
    }
}

extension PromiseContent {
    /// The least that is got of a facet when it is kept.
    ///
    /// - Parameter want: What they want: of several options that would keep it, the one that is
    ///   least to them.
    fileprivate func got(of facet: Facet, want: Want) -> Got? {
        switch self {
        case .wait(let wait, let most): return facet.wait == wait ? .after(most) : nil
        case .got(let id, let promised):
            guard id == facet.id else { return nil }
            switch promised {
            case .level(let level): return .level(level)
            case .within(let span): return .after(span)
            case .all(let options): return .some(options.map(\.option))
            case .oneOf(let options):
                return options.map { Got.one($0.option) }.max { left, right in
                    facet.kind.sacrifice(want: want, got: left) ?? .none
                        < facet.kind.sacrifice(want: want, got: right) ?? .none
                }
            }
        case .seen, .words: return nil
        }
    }
}

extension Instant {
    /// The day of UTC it lies in, since 1970.
    fileprivate var dayNumber: Int64 {
        let length: Int64 = 86_400_000
        let whole = milliseconds / length
        return milliseconds % length < 0 ? whole - 1 : whole
    }
}
