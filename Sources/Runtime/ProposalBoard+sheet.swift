public import Domain
public import Kernel
public import Measures

extension ProposalBoard {
    /// One proposal with all that it is weighed by.
    public struct Sheet: Sendable {
        public let proposal: Proposal
        /// Who we are now; its decision names its own version.
        public let charter: Charter
        public let tally: VoiceTally
        /// Each once, in the order of their names.
        public let askers: [Asker]
        /// In the order in which they were put there.
        public let options: [Weighed]
        public let balance: Balance
        /// Whether what was asked helped, of those who said so.
        public let helped: (yes: Int, no: Int)
        /// In the customers' own words.
        public let comments: [Comment]
    }

    /// Somebody who asked.
    public struct Asker: Sendable {
        /// When the viewer may open their card.
        public let person: PersonID?
        /// What they said: to the house, so for whoever works here.
        public let voices: [Voice]
    }

    public struct Comment: Sendable {
        /// When the viewer may open their card.
        public let person: PersonID?
        public let words: String
        /// "Rather so": an answer of their own, and no comment.
        public let isAnswer: Bool
        public let at: Instant
    }

    /// How stewards see an option by one principle.
    public struct Scored: Sendable, Equatable {
        public let principle: PrincipleID
        public let scores: [StewardScore]
        /// −1…1; `nil`: nobody scored it.
        public let mean: Double?
        /// r_wg, 1 at agreement and 0 as by chance, never below; `nil` of fewer than two.
        public let agreement: Double?
    }

    /// What an option would take away from those who asked, by people: never a mean alone.
    public struct Relief: Sendable, Equatable {
        /// Of how many it is known what they settle for: those who let the house help them.
        public let known: Int
        public let unknown: Int
        /// Before and after, in millionths, the most before first; `nil`: of fewer than ten.
        public let each: [Pair]?
        /// How many lose any of it, and all of it; `nil`: of fewer than ten.
        public let relieved: Int?
        public let freed: Int?

        public struct Pair: Sendable, Equatable {
            public let before: Int32
            public let after: Int32
        }
    }

    /// What customers say of an option. It informs, and decides nothing.
    public struct Heard: Sendable, Equatable {
        /// By place, the first place first.
        public let ranks: [Int]
        /// By closeness from 0 to 10, of those who tried it.
        public let closeness: [Int]
    }

    /// One option, weighed.
    public struct Weighed: Sendable {
        public let option: ProposalOption
        public let veto: Proposal.Veto?
        /// Two stewards or more scored it by each principle.
        public let isScored: Bool
        public let scores: [Scored]
        /// `nil`: it takes sacrifice away on no facet that is measured.
        public let relief: Relief?
        /// Expected fall of sacrifice over those of whom it is known, 0…1; where it is known of
        /// nobody, what is expected of it. `nil`: on no facet.
        public let customer: Double?
        /// The least of identity, capability, margin and staff comfort, −1…1; `nil`: not scored.
        public let house: Double?
        /// Who is not at ease with it, or not known to be: then two people decide on it.
        public let uneasy: [Proposal.Side]
        public let heard: Heard
    }

    /// Where both sides are at ease, and what fairness names there. Places among the options.
    public struct Balance: Sendable, Equatable {
        /// Vetoed, or with the house not at ease: out before anything is computed.
        public let out: [Int]
        /// Not scored, or on no facet: they stand in no picture.
        public let unknown: [Int]
        public let zone: [Int]
        /// Of what is not out, what nothing else is better than for both.
        public let front: [Int]
        public let verdict: BalanceVerdict
        /// How often each is the pick when what is believed is drawn; one for each option.
        public let pickShares: [Double]
        /// 0…1 inside this one decision, never over several; one for each option.
        public let scores: [Double]
    }

    /// One proposal, or the one that it was put into; people by leave.
    ///
    /// - Parameter viewer: `nil`: for whoever runs the house, without people.
    /// - Returns: `nil`: there is none.
    /// - Cost: the wishes of everybody who asked, once for each facet of its options.
    public func sheet(of id: ProposalID, for viewer: Viewer?) async -> Sheet? {
        let now = house.now
        guard let facts = await sequencer.read({ $0.facts(of: id, at: now) }) else { return nil }
        var shown: [PersonID: Bool] = [:]
        if let viewer {
            let people = facts.askers.map(\.person) + facts.parts.map(\.person)
            for person in Set(people) { shown[person] = await house.mayOpen(person, viewer) }
        }
        let options = facts.proposal.options.map(facts.weighed)
        let voices = facts.askers.flatMap(\.voices)
        return Sheet(
            proposal: facts.proposal, charter: facts.charter, tally: facts.tally,
            askers: facts.askers.map { asker in
                Asker(
                    person: shown[asker.person] == true ? asker.person : nil,
                    voices: asker.voices)
            },
            options: options.map(\.weighed),
            balance: Balance(
                options, comfort: Self.comfort, draws: Self.drawCount, seed: Self.drawSeed),
            helped: (
                voices.count { $0.hasHelped == true }, voices.count { $0.hasHelped == false }
            ),
            comments: facts.comments.map { comment in
                Comment(
                    person: comment.person.flatMap { shown[$0] == true ? $0 : nil },
                    words: comment.words, isAnswer: comment.isAnswer, at: comment.at)
            })
    }
}

/// What a proposal rests on, as it was in one moment.
private struct ProposalFacts: Sendable {
    let proposal: Proposal
    let charter: Charter
    let tally: VoiceTally
    let askers: [(person: PersonID, voices: [Voice])]
    /// What those who asked settle for on each facet of the options; `nil`: not known, or they let
    /// nobody help them.
    let sacrifices: [FacetID: [Int32?]]
    let parts: [(person: PersonID, parts: [ProposalPart])]

    var comments: [ProposalBoard.Comment] {
        parts.flatMap { entry in
            entry.parts.compactMap { part in
                switch part.doing {
                case .comment(let words):
                    ProposalBoard.Comment(
                        person: entry.person, words: words, isAnswer: false, at: part.at)
                case .rather(let words):
                    ProposalBoard.Comment(
                        person: entry.person, words: words, isAnswer: true, at: part.at)
                case .rank, .tried: nil
                }
            }
        }.sorted { $0.at < $1.at }
    }

    /// With what the balance needs beside it.
    typealias Weighing = (
        weighed: ProposalBoard.Weighed, deviations: TwoGains, statements: [[Int]]
    )

    func weighed(_ option: ProposalOption) -> Weighing {
        let scores = charter.principles.map { scored(option.id, by: $0.id) }
        let isScored = proposal.isScored(option.id, by: charter) && !charter.principles.isEmpty
        let known = (option.facet.flatMap { sacrifices[$0] } ?? []).compactMap(\.self)
        let ease = proposal.ease(with: option, by: charter, sacrifices: known)
        let weighed = ProposalBoard.Weighed(
            option: option, veto: proposal.veto(of: option, by: charter), isScored: isScored,
            scores: scores, relief: option.facet.map { relief(option.fall, on: $0) },
            customer: ease.customer?.mean, house: ease.house?.mean,
            uneasy: proposal.uneasy(with: option, by: charter, sacrifices: known),
            heard: heard(of: option.id))
        return (
            weighed, TwoGains(ease.customer?.error ?? 0, ease.house?.error ?? 0),
            charter.principles.map { proposal.scores(of: option.id, by: $0.id).map(Int.init) }
        )
    }

    private func scored(
        _ option: ProposalOptionID, by principle: PrincipleID
    ) -> ProposalBoard.Scored {
        let scores = proposal.scores.filter {
            $0.option == option && $0.principle == principle
        }
        let values = scores.map { Double($0.score) }
        return ProposalBoard.Scored(
            principle: principle, scores: scores,
            mean: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count),
            agreement: ProposalBoard.agreement(scores.map(\.score)))
    }

    private func relief(_ fall: Int32, on facet: FacetID) -> ProposalBoard.Relief {
        let all = sacrifices[facet] ?? []
        let known = all.compactMap(\.self).sorted(by: >)
        let each = known.map {
            ProposalBoard.Relief.Pair(before: $0, after: max(0, $0 - fall))
        }
        let isFew = known.count < Suppression.least
        return ProposalBoard.Relief(
            known: known.count, unknown: all.count - known.count, each: isFew ? nil : each,
            relieved: isFew ? nil : each.count { $0.after < $0.before },
            freed: isFew ? nil : each.count { $0.before > 0 && $0.after == 0 })
    }

    private func heard(of option: ProposalOptionID) -> ProposalBoard.Heard {
        var ranks = [Int](repeating: 0, count: proposal.options.count)
        var closeness = [Int](repeating: 0, count: 11)
        for part in parts.flatMap(\.parts) {
            switch part.doing {
            case .rank(let ranked):
                // An option that was dropped has no place.
                let known = ranked.filter { proposal.option($0) != nil }
                if let place = known.firstIndex(of: option) { ranks[place] += 1 }
            case .tried(option, let close): closeness[min(10, Int(close))] += 1
            case .comment, .rather, .tried: break
            }
        }
        return ProposalBoard.Heard(ranks: ranks, closeness: closeness)
    }
}

extension Engine {
    fileprivate func facts(of id: ProposalID, at now: Instant) -> ProposalFacts? {
        let id = voices.proposals.standing(id)
        guard let proposal = voices.proposals[id] else { return nil }
        var sacrifices: [FacetID: [Int32?]] = [:]
        for facet in Set(proposal.options.compactMap(\.facet)) {
            sacrifices[facet] = askers(of: id, on: facet, at: now).map {
                isAssisted($0.person) ? $0.sacrifice : nil
            }
        }
        return ProposalFacts(
            proposal: proposal, charter: voices.proposals.charter, tally: voices.tally(of: id),
            askers: askers(of: id, on: nil, at: now).map { ($0.person, $0.voices) },
            sacrifices: sacrifices,
            parts: voices.parts(in: id).map { (owner(of: Alias($0.name)) ?? $0.name, $0.parts) })
    }
}

extension ProposalBoard.Balance {
    fileprivate init(
        _ weighings: [ProposalFacts.Weighing], comfort: TwoGains, draws: Int, seed: UInt64
    ) {
        var places: [Int] = []
        var options: [BalanceOption] = []
        var unknown: [Int] = []
        var out: [Int] = []
        for (place, weighing) in weighings.enumerated() {
            let weighed = weighing.weighed
            if weighed.veto != nil || weighed.house.map({ $0 < 0 }) == true {
                out.append(place)
            } else if let customer = weighed.customer, let house = weighed.house {
                places.append(place)
                options.append(
                    BalanceOption(
                        TwoGains(customer, house), deviations: weighing.deviations,
                        cost: Double(weighed.option.cost ?? 0), statements: weighing.statements))
            } else {
                unknown.append(place)
            }
        }
        let zone = BalanceZone(comfort: comfort)
        let (members, bargain) = zone.bargain(over: options)
        let all = Bargain(options.map(\.gains))
        let inside = members.map { places[$0] }
        self.out = out
        self.unknown = unknown
        self.zone = inside
        front = all.front(among: Array(options.indices)).map { places[$0] }
        verdict =
            switch bargain.verdict {
            case .noAgreement: .noAgreement
            case .picked(let pick): .picked(inside[pick])
            case .contested(let nash, let fair, let equal):
                .contested(
                    nash: inside[nash], kalaiSmorodinsky: inside[fair], egalitarian: inside[equal])
            }
        var shares = [Double](repeating: 0, count: weighings.count)
        for (place, share) in zip(
            places, zone.pickShares(of: options, draws: draws, seed: seed))
        { shares[place] = share }
        pickShares = shares
        var scores = [Double](repeating: 0, count: weighings.count)
        if let ideal = bargain.ideal {
            for member in members {
                scores[places[member]] = BalanceScore.score(
                    options[member].gains, ideal: ideal, isInZone: true)
            }
        }
        self.scores = scores
    }
}
