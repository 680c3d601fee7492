import Domain
import Kernel
import Measures
import Runtime

struct ProposalRowJSON: Encodable {
    struct DecisionJSON: Encodable {
        let kind: String
        let option: String?
        let reason: CharterBody.Said
        let prevails: String
        let principle: String
        let charter: UInt32
        let by: String
        let at: String
        let confirmedBy: String?

        init(_ decision: Decision, confirmedBy: StaffID?) {
            kind = decision.kind.rawValue
            option = decision.option?.description
            reason = CharterBody.Said(decision.reason)
            prevails = decision.prevails.rawValue
            principle = decision.principle.description
            charter = decision.charter
            by = decision.by.description
            at = decision.at.rfc3339
            self.confirmedBy = confirmedBy?.description
        }
    }

    let id: String
    let state: String
    let title: String
    let ask: String
    let need: String
    let ours: String
    let openedAt: String
    let mergedInto: String?
    let decision: DecisionJSON?
    let decidedAt: String?
    let doneAt: String?
    let tally: VoiceTallyJSON.Counts
    /// The earliest date by which somebody hears.
    let answerBy: String?

    init(_ row: ProposalBoard.Row) {
        self.init(row.proposal, row.tally, answerBy: row.answerBy)
    }

    init(_ proposal: Proposal, _ tally: VoiceTally, answerBy: Instant?) {
        id = proposal.id.description
        state = proposal.state.rawValue
        title = proposal.text.title
        ask = proposal.text.ask
        need = proposal.text.need
        ours = proposal.text.ours
        openedAt = proposal.openedAt.rfc3339
        mergedInto = proposal.mergedInto?.description
        decision = proposal.decision.map {
            DecisionJSON($0, confirmedBy: proposal.confirmedBy)
        }
        decidedAt = proposal.decidedAt?.rfc3339
        doneAt = proposal.doneAt?.rfc3339
        self.tally = VoiceTallyJSON.Counts(tally)
        self.answerBy = answerBy?.rfc3339
    }
}

/// A proposal with all that it is weighed by. Of people only how many.
struct ProposalSheetJSON: Encodable {
    struct Scored: Encodable {
        let principle: String
        let scores: [Int8]
        let mean: Double?
        let agreement: Double?
    }

    struct Relief: Encodable {
        let known: Int
        let unknown: Int
        /// Missing: of fewer than ten.
        let relieved: Int?
        let freed: Int?
    }

    struct Option: Encodable {
        let id: String
        let kind: String
        let words: String
        let cost: Int64?
        let losers: String
        let veto: String?
        let scored: Bool
        let scores: [Scored]
        let relief: Relief?
        let customer: Double?
        let house: Double?
        let ranks: [Int]
        let closeness: [Int]
        let pickShare: Double
        let score: Double

        init(_ weighed: ProposalBoard.Weighed, pickShare: Double, score: Double) {
            id = weighed.option.id.description
            kind = weighed.option.kind.rawValue
            words = weighed.option.words
            cost = weighed.option.cost
            losers = weighed.option.losers
            veto = weighed.veto.map { veto in
                switch veto {
                case .harm(let harm): "harm \(harm.rawValue)"
                case .redLine(let id): "redLine \(id)"
                case .principle(let id): "principle \(id)"
                }
            }
            scored = weighed.isScored
            scores = weighed.scores.map {
                Scored(
                    principle: $0.principle.description, scores: $0.scores.map(\.score),
                    mean: $0.mean, agreement: $0.agreement)
            }
            relief = weighed.relief.map {
                Relief(
                    known: $0.known, unknown: $0.unknown, relieved: $0.relieved, freed: $0.freed)
            }
            customer = weighed.customer
            house = weighed.house
            ranks = weighed.heard.ranks
            closeness = weighed.heard.closeness
            self.pickShare = pickShare
            self.score = score
        }
    }

    struct Balance: Encodable {
        let out: [String]
        let unknown: [String]
        let zone: [String]
        let front: [String]
        /// `noAgreement`, `picked` or `contested`.
        let verdict: String
        let nash: String?
        let kalaiSmorodinsky: String?
        let egalitarian: String?

        init(_ balance: ProposalBoard.Balance, _ options: [ProposalOption]) {
            func names(_ places: [Int]) -> [String] { places.map { options[$0].id.description } }
            func name(_ place: Int) -> String { options[place].id.description }
            out = names(balance.out)
            unknown = names(balance.unknown)
            zone = names(balance.zone)
            front = names(balance.front)
            switch balance.verdict {
            case .noAgreement:
                (verdict, nash, kalaiSmorodinsky, egalitarian) = ("noAgreement", nil, nil, nil)
            case .picked(let pick):
                let pick = name(pick)
                (verdict, nash, kalaiSmorodinsky, egalitarian) = ("picked", pick, pick, pick)
            case .contested(let one, let other, let third):
                verdict = "contested"
                (nash, kalaiSmorodinsky, egalitarian) = (name(one), name(other), name(third))
            }
        }
    }

    let proposal: ProposalRowJSON
    let askers: Int
    let voices: Int
    let options: [Option]
    let balance: Balance
    let helped: Int
    let notHelped: Int

    init(_ sheet: ProposalBoard.Sheet) {
        let open = sheet.askers.flatMap(\.voices).filter(\.isOpen)
        proposal = ProposalRowJSON(
            sheet.proposal, sheet.tally, answerBy: open.map(\.answerBy).min())
        askers = sheet.askers.count
        voices = sheet.askers.reduce(0) { $0 + $1.voices.count }
        options = sheet.options.enumerated().map { place, weighed in
            Option(
                weighed, pickShare: sheet.balance.pickShares[place],
                score: sheet.balance.scores[place])
        }
        balance = Balance(sheet.balance, sheet.options.map(\.option))
        (helped, notHelped) = sheet.helped
    }
}

/// How the house decides.
struct MirrorJSON: Encodable {
    struct Change: Encodable {
        let difference: Double
        let low: Double
        let high: Double

        init(_ change: RateDifference) {
            let interval = change.newcombe()
            (difference, low, high) = (change.difference, interval.low, interval.high)
        }
    }

    struct Clarity: Encodable {
        let principle: String
        let scored: Int
        let scores: Int
        let agreement: Double?
        let fit: Double?
    }

    struct Quarter: Encodable {
        let quarter: String?
        let decided: Int
        let asAsked: Int
        let ourWay: Int
        let declined: Int
        let forCustomer: Int
        let forHouse: Int
        let forBoth: Int
        let principles: [Clarity]
        let asAskedChange: Change?
        let declinedChange: Change?

        init(_ quarter: ProposalBoard.Quarter) {
            self.quarter = quarter.name
            decided = quarter.decided
            asAsked = quarter.asAsked
            ourWay = quarter.ourWay
            declined = quarter.declined
            forCustomer = quarter.forCustomer
            forHouse = quarter.forHouse
            forBoth = quarter.forBoth
            principles = quarter.principles.map {
                Clarity(
                    principle: $0.principle.description, scored: $0.scored,
                    scores: $0.scores, agreement: $0.agreement, fit: $0.fit)
            }
            asAskedChange = quarter.kneelingChange.map(Change.init)
            declinedChange = quarter.decliningChange.map(Change.init)
        }
    }

    /// People who were told so, and how long it took to answer.
    struct Heard: Encodable {
        let quarter: String?
        let asAsked: Int?
        let ourWay: Int?
        let declined: Int?
        let said: Int?
        let voices: Int?
        let medianSeconds: Double?
        /// Of what was said, by when everybody is answered at the latest.
        let unanswered: Double?
        let standardError: Double?

        init(_ heard: ProposalBoard.HeardQuarter, within span: Span) {
            quarter = heard.name
            (asAsked, ourWay) = (heard.asAsked, heard.ourWay)
            (declined, said) = (heard.declined, heard.said)
            let curve = heard.times?.curve
            let late = curve?.unanswered(after: Double(span.milliseconds))
            voices = heard.times.map { Int($0.count) }
            medianSeconds = curve?.median.map { $0 / 1_000 }
            (unanswered, standardError) = (late?.share, late?.standardError)
        }
    }

    struct Part: Encodable {
        let people: Int?
        let of: Int?

        init(_ part: ProposalBoard.Part) { (people, of) = (part.part, part.whole) }
    }

    struct Helped: Encodable {
        let yes: Int?
        let no: Int?
        let unsaid: Int?
    }

    struct Hearing: Encodable {
        let all: Heard
        let quarters: [Heard]
        let toldBack: Part
        let reopened: Part
        let helped: Helped
        let answerDays: Int64

        init(_ hearing: ProposalBoard.Hearing) {
            all = Heard(hearing.all, within: hearing.answerSpan)
            quarters = hearing.quarters.map { Heard($0, within: hearing.answerSpan) }
            toldBack = Part(hearing.toldBack)
            reopened = Part(hearing.reopened)
            helped = Helped(
                yes: hearing.helped.yes, no: hearing.helped.no, unsaid: hearing.helped.unsaid)
            answerDays = hearing.answerSpan.milliseconds / 86_400_000
        }
    }

    let at: String
    let all: Quarter
    let quarters: [Quarter]
    let heard: Hearing

    init(_ mirror: ProposalBoard.Mirror) {
        at = mirror.at.rfc3339
        heard = Hearing(mirror.heard)
        all = Quarter(mirror.all)
        quarters = mirror.quarters.map(Quarter.init)
    }
}
