import Domain
import Kernel

/// A house with facets and people, to tell wishes in.
struct WishScene {
    static let anna = PersonID("anna")!
    static let ben = PersonID("ben")!
    static let noor = StaffID("noor")!
    static let site = Claimant.source(SourceID("s0")!)
    static let queue = WaitID("queue")!
    static let quiet = FacetID("quiet")!
    static let waiting = FacetID("waiting")!
    static let dish = FacetID("dish")!
    static let diet = FacetID("diet")!
    static let sate = FacetOptionID("sate")!
    static let nasi = FacetOptionID("nasi")!

    static let facets = [
        Facet(
            id: quiet, name: Words(en: "Quiet", nl: "Rust"),
            kind: .more(floor: Level(thousandths: 0))),
        Facet(
            id: waiting, name: Words(en: "Waiting", nl: "Wachten"),
            kind: .time(patience: .minutes(10)), wait: queue),
        Facet(
            id: dish, name: Words(en: "Dish", nl: "Gerecht"), kind: .category([sate, nasi]),
            options: [
                FacetOption(id: sate, name: Words(en: "Satay", nl: "Saté")),
                FacetOption(id: nasi, name: Words(en: "Rice", nl: "Nasi")),
            ]),
        Facet(
            id: diet, name: Words(en: "Diet", nl: "Dieet"), kind: .set([sate, nasi]),
            options: [
                FacetOption(id: sate, name: Words(en: "Satay", nl: "Saté")),
                FacetOption(id: nasi, name: Words(en: "Rice", nl: "Nasi")),
            ]),
    ]

    static let wait = Wait(
        id: queue, name: Words(en: "Queue", nl: "Rij"), from: .enter("queue"),
        until: .enter("ride"))

    var scene: Scene
    /// Every row so far, with its moment.
    private(set) var rows: [(record: Record, at: Instant)] = []

    /// Anna and Ben are known, wear B1 and B2, and let the house help them.
    init() throws {
        scene = Scene([], mode: .live)
        keep(.waitsInstalled([Self.wait]))
        keep(.facetsInstalled(Self.facets))
        try carryOut(.link(Token("B1")!, to: Self.anna))
        try carryOut(.link(Token("B2")!, to: Self.ben))
        try allow(.assisted, Self.anna)
        try allow(.assisted, Self.ben)
    }

    var engine: Engine { scene.engine }
    var now: Instant { scene.now }

    mutating func pass(_ span: Span) { scene.now = scene.now + span }
    /// A millisecond less.
    mutating func passAlmost(_ span: Span) { pass(Span(milliseconds: span.milliseconds - 1)) }
    mutating func passDays(_ count: Int64) { pass(.hours(24 * count)) }

    private mutating func keep(_ record: Record) {
        scene.engine.apply(record, at: scene.now)
        rows.append((record, scene.now))
    }

    mutating func carryOut(_ command: Command) throws(CommandRefusal) {
        for record in try scene.engine.decide(command, at: scene.now) { keep(record) }
    }

    mutating func allow(
        _ mode: Mode, _ person: PersonID, refusing: [ConsentPurpose] = []
    ) throws(CommandRefusal) {
        try carryOut(
            .choose(
                mode, of: person, by: .house, isChild: false, guardian: nil, refusing: refusing))
    }

    /// - Returns: Whether anything was to be done.
    @discardableResult
    mutating func wish(
        _ command: WishCommand, of person: PersonID = anna, by claimant: Claimant = .person
    ) throws(CommandRefusal) -> Bool {
        let records = try scene.engine.decide(
            .wish(command, of: person, by: claimant), at: scene.now)
        for record in records { keep(record) }
        return !records.isEmpty
    }

    /// Why it is refused; `nil`: it is not.
    mutating func refusal(
        _ command: WishCommand, of person: PersonID = anna, by claimant: Claimant = .person
    ) -> CommandRefusal? {
        do throws(CommandRefusal) {
            _ = try scene.engine.decide(.wish(command, of: person, by: claimant), at: scene.now)
            return nil
        } catch { return error }
    }

    /// A wish that its person said is so.
    mutating func confirmed(
        _ id: String, _ said: SaidWish, of person: PersonID = anna
    ) throws(CommandRefusal) {
        let wish = WishID(id)!
        try self.wish(.voice(wish, said), of: person)
        try self.wish(.playBack(wish, "so"), of: person, by: .staff(Self.noor))
        try self.wish(.confirm(wish), of: person)
    }

    static func said(
        _ facet: FacetID = quiet, _ want: Want? = .level(Level(thousandths: 10_000)),
        words: String = "as quiet as can be", importance: UInt8? = nil
    ) -> SaidWish {
        SaidWish(facet: facet, want: want, words: words, importance: importance)
    }

    static func event(
        _ id: String, _ event: WishEvent, on facet: FacetID = quiet, want: Want? = nil,
        got: Got? = nil, since: Instant? = nil, at: Instant? = nil
    ) -> WishCommand {
        .live(
            SaidExperience(
                id: ExperienceID(id)!, about: .facet(facet),
                what: .event(event, want: want, got: got, since: since), at: at))
    }

    static func told(
        _ id: String, _ taken: Taken, on facet: FacetID = quiet
    ) -> WishCommand {
        .live(
            SaidExperience(id: ExperienceID(id)!, about: .facet(facet), what: .told(taken)))
    }

    func entry(_ wish: String, of person: PersonID = anna) -> WishView.Entry? {
        engine.wishes(of: person)?[WishID(wish)!]
    }

    /// The engine that the rows alone bring about.
    func replayed(without person: PersonID? = nil) -> Engine {
        var fresh = Scene([], mode: .live).engine
        for row in rows where person == nil || row.record.subject != .person(person!) {
            fresh.apply(row.record, at: row.at)
        }
        return fresh
    }
}
