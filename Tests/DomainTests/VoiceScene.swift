import Domain
import Kernel

/// A house that knows who it is, with people who say things to it.
struct VoiceScene {
    static let anna = PersonID("anna")!
    static let ben = PersonID("ben")!
    static let noor = StaffID("noor")!
    static let sam = StaffID("sam")!
    static let lea = StaffID("lea")!
    static let calm = PrincipleID("calm")!
    static let line = RedLineID("line")!
    static let page = VoiceChannel("page")!
    static let dutch = VoiceLanguage("nl")!
    static let benches = ProposalID("benches")!
    static let reason = Words(en: "Because it is calmer.", nl: "Omdat het rustiger is.")

    static let quiet = Facet(
        id: FacetID("quiet")!, name: Words(en: "Quiet", nl: "Rust"),
        kind: .more(floor: Level(thousandths: 0)))

    /// One with which both sides are at ease, as it stands.
    static func option(
        _ id: String, _ kind: ProposalOption.Kind = .ourWay, capability: Int8 = 60,
        margin: Int8 = 60, staffComfort: Int8 = 60, fall: Int32? = 300_000,
        harm: ProposalOption.Harm? = nil, crosses: RedLineID? = nil
    ) -> ProposalOption {
        ProposalOption(
            id: ProposalOptionID(id)!, kind: kind, words: id, capability: capability,
            margin: margin, staffComfort: staffComfort, facet: fall == nil ? nil : quiet.id,
            fall: fall ?? 0, harm: harm, crosses: crosses)
    }

    static let charter = Charter(
        principles: [
            Principle(
                id: calm, words: Words(en: "We keep it calm", nl: "Wij houden het rustig"),
                yes: ["A quiet bench"], no: ["Music at the gate"])
        ],
        redLines: [
            RedLine(
                id: line,
                words: Words(en: "We sell no data", nl: "Wij verkopen geen gegevens"))
        ])

    var scene: Scene
    /// Every row so far, with its moment.
    private(set) var rows: [(record: Record, at: Instant)] = []

    /// Anna and Ben are known, wear B1 and B2, and the house knows who it is.
    init() throws {
        scene = Scene([], mode: .live)
        try carryOut(.link(Token("B1")!, to: Self.anna))
        try carryOut(.link(Token("B2")!, to: Self.ben))
        try propose(.keepCharter(Self.charter))
        try carryOut(.installFacets([Self.quiet]))
    }

    var engine: Engine { scene.engine }
    var now: Instant { scene.now }

    mutating func pass(_ span: Span) { scene.now = scene.now + span }

    /// What a group does beside the commands: whoever is owed an answer gets it.
    mutating func tick() {
        for record in scene.engine.answersOwed(at: now) { keep(record) }
    }

    private mutating func keep(_ record: Record) {
        _ = scene.engine.apply(record, at: now)
        rows.append((record, now))
    }

    mutating func carryOut(_ command: Command) throws(CommandRefusal) {
        for record in try engine.decide(command, at: now) { keep(record) }
    }

    mutating func propose(
        _ command: ProposalCommand, by staff: StaffID = noor
    ) throws(CommandRefusal) { try carryOut(.proposal(command, by: staff)) }

    mutating func voice(
        _ command: VoiceCommand, of person: PersonID = anna, by claimant: Claimant = .person
    ) throws(CommandRefusal) { try carryOut(.voice(command, of: person, by: claimant)) }

    mutating func say(
        _ id: String, _ words: String = "More benches please", of person: PersonID = anna,
        in language: VoiceLanguage? = nil
    ) throws(CommandRefusal) {
        try voice(
            .say(
                VoiceID(id)!, SaidVoice(words: words, channel: Self.page, language: language),
                at: nil), of: person)
    }

    /// A proposal with an option each way, scored by two stewards, with both sides at ease.
    mutating func open(_ id: ProposalID = benches) throws(CommandRefusal) {
        try propose(
            .open(
                id,
                Proposal.Text(
                    title: "Benches", ask: "A bench at every corner", need: "To sit down",
                    ours: "Chairs that one may move")))
        for (option, kind) in [
            ("all", ProposalOption.Kind.asAsked), ("chairs", ProposalOption.Kind.ourWay),
        ] {
            try keep(Self.option(option, kind), in: id)
        }
    }

    /// Puts an option there, as it is, and has stewards score it.
    mutating func keep(
        _ option: ProposalOption, in id: ProposalID = benches, scores: [Int8] = [1, 1]
    ) throws(CommandRefusal) {
        try propose(.keepOption(id, option))
        for (staff, score) in zip([Self.noor, Self.sam, Self.lea], scores) {
            try propose(.score(id, option.id, Self.calm, score), by: staff)
        }
    }

    mutating func decide(
        _ kind: VoiceAnswer.Kind, _ option: String?, about id: ProposalID = benches,
        prevails: Decision.Interest = .both, by staff: StaffID = noor
    ) throws(CommandRefusal) {
        try propose(
            .decide(
                id, kind, option.map { ProposalOptionID($0)! }, reason: Self.reason,
                prevails: prevails, Self.calm), by: staff)
    }

    /// Why something is refused; `nil`: it is not.
    func refusal(of command: Command) -> VoiceRefusal? {
        do throws(CommandRefusal) {
            _ = try engine.decide(command, at: now)
            return nil
        } catch {
            guard case .voice(let refusal) = error else { return nil }
            return refusal
        }
    }

    func refusal(of command: ProposalCommand, by staff: StaffID = noor) -> VoiceRefusal? {
        refusal(of: .proposal(command, by: staff))
    }

    func refusal(
        of command: VoiceCommand, of person: PersonID = anna, by claimant: Claimant = .person
    ) -> VoiceRefusal? { refusal(of: .voice(command, of: person, by: claimant)) }

    func entry(_ id: String) -> Voice? { engine.voices.voice(VoiceID(id)!) }

    /// The engine that the rows alone bring about.
    func replayed(without people: Set<PersonID> = []) -> Engine {
        var fresh = Scene([], mode: .live).engine
        for row in rows {
            if case .person(let subject) = row.record.subject, people.contains(subject) {
                continue
            }
            fresh.apply(row.record, at: row.at)
        }
        return fresh
    }
}
