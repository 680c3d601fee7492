import Domain
import Kernel

/// Anna, who wears a band that opens the shop and pays; a till; and a clock that stands still.
struct TapScene {
    static let anna = PersonID("anna")!
    static let band = BandID(hexadecimal: "04DE5F1EACC040")!
    static let other = BandID(hexadecimal: "04A1B2C3D4E5F6")!
    static let staff = StaffID("desk")!
    static let shop: ZoneIndex = 3
    static let shopID = ZoneID("S1")!
    static let currency = Currency("EUR")!
    static let start = Instant(milliseconds: 1_800_000_000_000)  // A Friday, 08:00 UTC.

    var engine = Engine(seed: Scene.seed)
    var now = TapScene.start
    /// What would stand in the journal, and when.
    private(set) var journal: [(row: Row, at: Instant)] = []
    private(set) var events: [CueEvent] = []
    private var tapCount = 0

    enum Row: Sendable {
        case record(Record)
        case tick
    }

    init(
        mode: Mode = .assisted, powers: [BandPower] = BandPower.allCases, language: String? = "nl",
        right: KeyRight? = TapScene.right(), hasAccount: Bool = true, money: Int64 = 1_000
    ) throws {
        apply(.zonesAdded(Scene.zones))
        for name in ["till", "gate"] {
            apply(.sourceOpened(Source(id: SourceID(name)!, mode: .live)))
        }
        let guest = AccountID("a-anna")!
        let accounts = [
            WalletAccount(
                id: AccountID("bank")!, kind: .house, currency: Self.currency,
                mayBeNegative: true),
            WalletAccount(id: AccountID("till")!, kind: .house, currency: Self.currency),
            WalletAccount(
                id: guest, kind: .guest, currency: Self.currency,
                limits: SpendingLimits(charge: 500)),
        ]
        for account in accounts { try carryOut(.openAccount(account)) }
        if money > 0 {
            try carryOut(
                .transfer(
                    Transfer(
                        id: TransferID("start")!, kind: .deposit, from: AccountID("bank")!,
                        to: guest, amount: money), day: nil))
        }
        try carryOut(
            .choose(
                mode, of: Self.anna, by: .house, isChild: false, guardian: nil, isNew: true))
        try carryOut(
            .bands(
                .arrange(
                    BandBearer(
                        person: Self.anna, key: KeyHolderID("k-anna")!,
                        account: hasAccount ? guest : nil, powers: powers,
                        rights: right.map { [$0] } ?? [], language: language))))
        try carryOut(.bands(.give(Band(id: Self.band), to: Self.anna, by: Self.staff)))
    }

    static func right(
        _ zone: ZoneID = TapScene.shopID, from: Span = .hours(-1), until: Span = .hours(8),
        windows: [WeekWindow] = []
    ) -> KeyRight {
        KeyRight(
            zones: [zone],
            time: GrantTime(from: start + from, until: start + until, windows: windows))
    }

    mutating func carryOut(_ command: Command) throws {
        for record in try engine.decide(command, at: now) { apply(record) }
    }

    mutating func apply(_ record: Record) {
        journal.append((.record(record), now))
        if let event = CueEvent(record) { events.append(event) }
        if let result = engine.apply(record, at: now) { keep(result) }
    }

    mutating func wait(_ span: Span) {
        now = now + span
        journal.append((.tick, now))
        keep(engine.step([], at: now))
    }

    private mutating func keep(_ result: Engine.BlockResult) {
        events += result.cueSection.withUnsafeBytes { try? CueSection.decode($0) } ?? []
        events += result.records.compactMap(CueEvent.init)
    }

    static func proven(_ counter: UInt32, _ band: BandID = TapScene.band) -> ShownKey {
        ShownKey(.band(band, counter: counter), generation: BandKeyNumber(1))
    }

    /// One tap, written down as the house does it; under a new name unless one is given.
    @discardableResult
    mutating func tap(
        _ shown: ShownKey, _ wish: TapWish, id: String? = nil, at zone: ZoneIndex = TapScene.shop,
        from source: SourceIndex = 0, text: String = "shown", shop: AccountID? = nil,
        reach: CallReach = .zone
    ) -> TapAnswer {
        tapCount += 1
        let tap = Tap(
            id: TapID(id ?? "tap-\(tapCount)")!, source: source, zone: zone, text: text,
            shown: shown, wish: wish, shop: shop, civil: CivilTime(offsetMinutes: 60),
            reach: reach)
        let verdict = engine.decide(tap, at: now)
        for record in verdict.records { apply(record) }
        return verdict.answer
    }

    static let key = TapWish.key(door: nil, zone: shopID)
    static let pass = TapWish.pass(queue: nil, zone: shopID)
    static func pay(_ amount: Int64) -> TapWish { .pay(amount: amount, currency: currency) }

    var balance: Int64 { engine.ledger.account(AccountID("a-anna")!)?.book.balance ?? 0 }
    var issued: [Cue] {
        events.compactMap { event in
            if case .issued(let cue) = event { return cue }
            return nil
        }
    }
    var withdrawn: [CueNumber] {
        events.compactMap { event in
            if case .withdrawn(let cue) = event { return cue.number }
            return nil
        }
    }

    /// The engine that the journal alone gives, derived rows passed over as at a start.
    var refolded: Engine {
        var fresh = Engine(seed: Scene.seed)
        for (row, at) in journal {
            switch row {
            case .record(let record): if !record.isDerived { fresh.apply(record, at: at) }
            case .tick: _ = fresh.step([], at: at)
            }
        }
        return fresh
    }
}

extension Span {
    /// So many milliseconds longer, or shorter.
    func and(_ milliseconds: Int64) -> Span {
        Span(milliseconds: self.milliseconds + milliseconds)
    }
}
