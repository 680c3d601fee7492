import Domain
import Kernel

/// People who say things, staff who gathers and decides, and stewards: each line until it is
/// answered. Whose answer is lost comes again, in any order, and some come twice anyway.
struct SimulatedVoiceDesk {
    enum Saying {
        case voice(VoiceCommand, of: Int, by: Claimant)
        case proposal(ProposalCommand, by: StaffID)
    }

    struct Line {
        let saying: Saying
        /// What goes over the wire: another only with a sender that is wrong.
        var sent: Saying

        init(_ saying: Saying) { (self.saying, sent) = (saying, saying) }

        func command(_ plain: PlainVoices) -> Command {
            switch sent {
            case .voice(let command, let guest, let claimant):
                .voice(command, of: plain.guests[guest].name, by: claimant)
            case .proposal(let command, let staff): .proposal(command, by: staff)
            }
        }
    }

    // Of the alphabet and short.
    static let noor = StaffID("noor")!
    private static let sam = StaffID("sam")!
    private static let calm = PrincipleID("calm")!
    private static let none = VoiceID("none")!
    private static let mail = VoiceChannel("mail")!
    private static let page = VoiceChannel("page")!
    private static let desk = VoiceChannel("desk")!
    private static let languages = [VoiceLanguage("nl")!, VoiceLanguage("en")!]
    static let quiet = Facet(
        id: FacetID("quiet")!, name: Words(en: "Quiet", nl: "Rust"),
        kind: .more(floor: Level(thousandths: 0)))
    static let asked = ProposalOptionID("all")!
    static let ours = ProposalOptionID("chairs")!
    private static let claimants: [Claimant] = [
        .person, .personTo(noor), .source(SourceID("site")!), .house, .staff(sam),
    ]
    private static let why = "Ask the gardener first"
    private static let reason = Words(en: "Because it is calmer.", nl: "Omdat het rustiger is.")
    private static let text = Proposal.Text(
        title: "Benches", ask: "A bench at every corner", need: "To sit down",
        ours: "Chairs that one may move")
    private static let bareText = Proposal.Text(title: "Benches", ask: "A bench at every corner")
    private static let historyMax = 60
    private static let voiceMax = 60
    private static let proposalMax = 8

    static func charter(answerDays: UInt8) -> Charter {
        Charter(
            principles: [
                Principle(
                    id: calm, words: Words(en: "We keep it calm", nl: "Wij houden het rustig"),
                    yes: ["A quiet bench"], no: ["Music at the gate"])
            ], answerDays: answerDays)
    }

    /// Sent, and no answer came.
    private(set) var waiting: [Line] = []
    /// Sent and answered: may be sent once more.
    private var history: [Line] = []
    private var voiceCount = 0
    private var proposalCount = 0

    private mutating func freshVoice() -> VoiceID {
        voiceCount += 1
        guard let id = VoiceID("v\(voiceCount)") else {
            preconditionFailure("a letter and a number are an identifier")
        }
        return id
    }

    /// What is sent now: all that waits, what is new, and at times what was sent before.
    mutating func next(
        freshIds: Bool, _ plain: PlainVoices, at now: Instant, using random: inout SplitMix64
    ) -> [Line] {
        if freshIds {
            for place in waiting.indices {
                guard
                    case .voice(.say(_, let said, let at), let guest, let by) =
                        waiting[place].saying
                else { continue }
                waiting[place].sent = .voice(.say(freshVoice(), said, at: at), of: guest, by: by)
            }
        }
        var lines = waiting.shuffled(using: &random)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            lines += sayings(plain, at: now, using: &random).map(Line.init)
        }
        if random.next() % 4 == 0, let again = history.randomElement(using: &random) {
            lines.append(again)
        }
        waiting = []
        return lines
    }

    mutating func wereAnswered(_ lines: [Line]) {
        history = (history + lines).suffix(Self.historyMax)
    }

    mutating func wereLost(_ lines: [Line]) { waiting = lines }

    // MARK: What is said

    private mutating func sayings(
        _ plain: PlainVoices, at now: Instant, using random: inout SplitMix64
    ) -> [Saying] {
        switch random.next() % 20 {
        case 0..<5: return say(plain, at: now, using: &random).map { [$0] } ?? []
        case 5..<13:
            let guest = Int.random(in: plain.guests.indices, using: &random)
            guard let voice = plain.voices(of: guest).randomElement(using: &random) else {
                return []
            }
            let command = about(voice, plain, at: now, using: &random)
            return [.voice(command.0, of: guest, by: command.1)]
        case 13: return takePart(plain, using: &random).map { [$0] } ?? []
        case 14: return open(plain, using: &random)
        case 15..<19:
            guard let plan = plain.plans.randomElement(using: &random) else { return [] }
            let (command, staff) = about(plan, plain, using: &random)
            return [.proposal(command, by: staff)]
        default:
            let days: UInt8 = random.next() % 2 == 0 ? 7 : 14
            return [.proposal(.keepCharter(Self.charter(answerDays: days)), by: Self.noor)]
        }
    }

    /// Now and then of an archive, something else under an id of theirs, or nobody's word.
    private mutating func say(
        _ plain: PlainVoices, at now: Instant, using random: inout SplitMix64
    ) -> Saying? {
        guard plain.voices.count < Self.voiceMax else { return nil }
        let guest = Int.random(in: plain.guests.indices, using: &random)
        let words = random.next() % 16 == 0 ? " " : "More benches please"
        let way = random.next()
        let said = SaidVoice(
            words: words,
            channel: way % 3 > 0 ? Self.mail : way.isMultiple(of: 2) ? Self.page : Self.desk,
            language: random.next() % 3 > 0 ? Self.languages.randomElement(using: &random) : nil)
        let claimant = Self.claimants[random.next() % 8 == 0 ? 3 : Int(random.next() % 3)]
        if random.next() % 12 == 0, let known = plain.voices.randomElement(using: &random) {
            return .voice(.say(known.id, said, at: nil), of: guest, by: claimant)
        }
        // Some say when, up to forty days ago; a few before their clock is right.
        var at: Instant?
        if random.next() % 3 == 0 {
            at = now - .hours(Int64.random(in: 0...960, using: &random))
        } else if random.next() % 16 == 0 {
            at = now + .hours(1)
        }
        return .voice(.say(freshVoice(), said, at: at), of: guest, by: claimant)
    }

    private func about(
        _ voice: PlainVoices.Said, _ plain: PlainVoices, at now: Instant,
        using random: inout SplitMix64
    ) -> (VoiceCommand, Claimant) {
        let id = random.next() % 24 == 0 ? Self.none : voice.id
        let theirs = Self.claimants[random.next() % 10 == 0 ? 4 : Int(random.next() % 3)]
        if voice.answer != nil, random.next() % 2 == 0 {
            return random.next() % 2 == 0
                ? (.reopen(id, words: "I cannot sit on a chair"), theirs)
                : (.tellWhetherHelped(id, random.next() % 2 == 0), theirs)
        }
        switch random.next() % 16 {
        case 0..<9:
            let plan = plain.plans.randomElement(using: &random)
            let isOut = random.next() % 12 == 0
            return (.gather(id, isOut ? nil : plan?.id, by: Self.noor), .staff(Self.noor))
        case 9, 10:
            let to = voice.answerBy + .hours(Int64.random(in: -48...900, using: &random))
            let reason = random.next() % 8 == 0 ? "" : "We ask the gardener first"
            return (.postpone(id, to: to, reason: reason, by: Self.sam), .staff(Self.sam))
        case 11, 12:
            let kind = VoiceAnswer.Kind.allCases.randomElement(using: &random) ?? .said
            let words = random.next() % 8 == 0 ? "" : "Thank you, it is there already"
            return (.answer(id, kind, words: words, by: Self.noor), .staff(Self.noor))
        case 13: return (.withdraw(id), theirs)
        case 14: return (.reopen(id, words: random.next() % 2 == 0 ? "" : "No"), theirs)
        default: return (.tellWhetherHelped(id, true), theirs)
        }
    }

    private func takePart(_ plain: PlainVoices, using random: inout SplitMix64) -> Saying? {
        guard let plan = plain.plans.randomElement(using: &random) else { return nil }
        let doing: ProposalPart.Doing
        switch random.next() % 5 {
        case 0: doing = .comment(random.next() % 2 == 0 ? "Near the pond" : "Not too many")
        case 1:
            doing = .rank(
                random.next() % 8 == 0
                    ? [Self.asked, Self.asked] : [Self.asked, Self.ours].shuffled(using: &random))
        case 2, 3:
            doing = .tried(
                random.next() % 2 == 0 ? Self.asked : Self.ours,
                closeness: UInt8.random(in: 0...11, using: &random))
        default: doing = .rather("A wall to sit on")
        }
        return .voice(
            .takePart(plan.id, doing), of: Int.random(in: plain.guests.indices, using: &random),
            by: Self.claimants[random.next() % 10 == 0 ? 3 : 0])
    }

    // MARK: What is proposed

    /// With an option each way, scored by two stewards; at times one score is forgotten, something
    /// is not written down, or is not us.
    private mutating func open(_ plain: PlainVoices, using random: inout SplitMix64) -> [Saying] {
        guard plain.plans.count < Self.proposalMax else { return [] }
        proposalCount += 1
        guard let id = ProposalID("p\(proposalCount)") else {
            preconditionFailure("a letter and a number are an identifier")
        }
        var commands: [(ProposalCommand, StaffID)] = [
            (.open(id, random.next() % 6 == 0 ? Self.bareText : Self.text), Self.noor)
        ]
        for option in [Self.asked, Self.ours] {
            let isBad = random.next() % 10 == 0
            let isLittle = random.next() % 5 == 0
            let kept = Self.option(option, harm: isBad, isLittle: isLittle)
            commands.append((.keepOption(id, kept), Self.noor))
            for staff in [Self.noor, Self.sam] where random.next() % 12 > 0 {
                let score: Int8 =
                    random.next() % 5 == 0 ? -1 : random.next() % 3 == 0 ? 0 : 1
                commands.append((.score(id, option, Self.calm, score), staff))
            }
        }
        return commands.map { .proposal($0.0, by: $0.1) }
    }

    /// - Parameter isLittle: It takes away less than makes anybody be at ease.
    private static func option(
        _ id: ProposalOptionID, harm: Bool, isLittle: Bool
    ) -> ProposalOption {
        ProposalOption(
            id: id, kind: id == asked ? .asAsked : .ourWay, words: id.description, capability: 60,
            margin: 60, staffComfort: 60, facet: quiet.id, fall: isLittle ? 20_000 : 300_000,
            harm: harm ? .worsensOthers : nil)
    }

    private func about(
        _ plan: PlainVoices.Plan, _ plain: PlainVoices, using random: inout SplitMix64
    ) -> (ProposalCommand, StaffID) {
        let id = plan.id
        let staff = random.next() % 2 == 0 ? Self.noor : Self.sam
        let option = random.next() % 2 == 0 ? Self.asked : Self.ours
        if plan.decision != nil, !plan.isFinal, random.next() % 2 == 0 {
            return (random.next() % 4 == 0 ? .sendBack(id, why: Self.why) : .confirm(id), staff)
        }
        switch random.next() % 16 {
        case 0..<6: return (decide(plan, using: &random), staff)
        case 6, 7: return (.confirm(id), staff)
        case 8:
            return (.sendBack(id, why: random.next() % 4 == 0 ? "." : Self.why), staff)
        case 9, 10: return (.finish(id), staff)
        case 11, 12:
            let other = plain.plans.randomElement(using: &random) ?? plan
            return (.merge(id, into: other.id), staff)
        case 13:
            return (.score(id, option, Self.calm, Int8.random(in: -1...2, using: &random)), staff)
        case 14:
            return (
                random.next() % 6 == 0
                    ? .dropOption(id, option)
                    : .keepOption(
                        id,
                        Self.option(
                            option, harm: random.next() % 4 == 0,
                            isLittle: random.next() % 4 == 0)), staff
            )
        default: return (.word(id, Self.text), staff)
        }
    }

    /// Mostly as it should be; at times with another's option, or without a reason in Dutch.
    private func decide(
        _ plan: PlainVoices.Plan, using random: inout SplitMix64
    ) -> ProposalCommand {
        let kind = VoiceAnswer.Kind.allCases.randomElement(using: &random) ?? .declined
        var option: ProposalOptionID?
        switch kind {
        case .asAsked: option = Self.asked
        case .ourWay: option = Self.ours
        case .declined, .said: break
        }
        if random.next() % 10 == 0 { option = option == nil ? Self.ours : nil }
        let isBare = random.next() % 8 == 0
        return .decide(
            plan.id, kind, option,
            reason: isBare ? Words(en: Self.reason.en, nl: "") : Self.reason,
            prevails: Decision.Interest.allCases.randomElement(using: &random) ?? .both,
            Self.calm)
    }
}
