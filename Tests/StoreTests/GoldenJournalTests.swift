import Domain
import Foundation
import Kernel
import Ports
import SQLiteStore
import Testing

/// What an earlier version wrote must be read for ever: Tests/Journals/v1 is never changed.
@Suite("Golden journal")
struct GoldenJournalTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Journals/v1")

    static let cue = Cue(
        number: 7, rule: RuleID("queue-wait")!, source: Cue.liveFloor, token: Token("B1")!, zone: 1,
        since: Instant(milliseconds: 1_800_000_720_000),
        until: Instant(milliseconds: 1_800_001_320_000), person: PersonID("p1")!)

    /// One of every record there is.
    static let records =
        signalsAndPeople + money + bands + passes + doors + taps
        + calls + GoldenWishes.records + GoldenPromises.records + GoldenSurvey.records
        + GoldenVoices.records + GoldenBonds.records + GoldenExperiments.records

    private static let signalsAndPeople: [Record] = [
        .zonesAdded([
            Zone(id: ZoneID("Q1")!, kind: ZoneKind("queue")!, name: Words(en: "Queue", nl: "Rij"))
        ]),
        .rulesInstalled([
            Rule(
                id: RuleID("wait")!,
                pattern: .missing(
                    steps: [
                        SignalPattern(kind: .enter, place: .ofKind(ZoneKind("queue")!)),
                        SignalPattern(kind: .exit, place: .same),
                    ], absent: [SignalPattern(kind: .tap, place: .zone(ZoneID("Q1")!))],
                    within: .minutes(5)),
                condition: .has("wheelchair"),
                cue: CueTerms(
                    say: Words(en: "Go", nl: "Ga"), role: "host", validFor: .minutes(10),
                    withdrawOn: [SignalPattern(kind: .service, place: .anywhere)],
                    escalateAfter: .minutes(4), cooldown: .minutes(30))),
            Rule(
                id: RuleID("taps")!,
                pattern: .count(
                    of: SignalPattern(kind: .tap, place: .anywhere), atLeast: 3,
                    within: .minutes(30)), condition: .known,
                cue: CueTerms(
                    say: Words(en: "Go", nl: "Ga"), role: "host", validFor: .minutes(10))),
        ]),
        .sourceOpened(Source(id: SourceID("gate")!, mode: .live, latenessBound: .seconds(5))),
        .sourceClosed(3),
        .tokenLinked(token: Token("B1")!, person: PersonID("p1")!),
        .tokenUnlinked(token: Token("B1")!, person: PersonID("p1")!),
        .personNoted(person: PersonID("p1")!, facts: ["birthday", "wheelchair"]),
        .cueIssued(cue), .cueWithdrawn(cue), .cueEscalated(cue),
        .cueTaken(cue, by: StaffID("anna")!), .cueDone(cue, by: StaffID("anna")!, helped: false),
        .cueRejected(cue, by: StaffID("anna")!),
        .cueUndone(cue, by: StaffID("anna")!, to: .taken(by: StaffID("anna")!, at: Rows.noon)),
        .claimed(
            ClaimEnd(
                number: 3, alias: Alias(.mail, "ann@example.org")!, strength: .verified,
                by: .staff(StaffID("anna")!), evidence: "a code was sent", at: Rows.noon)),
        .claimWithdrawn(3, alias: Alias(.band, "B1")!, by: .source(SourceID("gate")!)),
        .told(
            person: PersonID("p1")!,
            Telling(kind: .wish, text: "a quiet corner", by: .person, at: Rows.noon)),
        .consentChosen(
            person: PersonID("p1")!,
            ConsentChoice(
                mode: .assisted, at: Rows.noon, by: .house, isChild: true,
                guardian: PersonID("p2")!)),
        .consentDefaultsSet(ConsentDefaults(nobody: .presence, known: .tapOnly)),
        .waitsInstalled([
            Wait(
                id: WaitID("queue")!, name: Words(en: "Queue", nl: "Rij"),
                from: SignalPattern(kind: .enter, place: .ofKind(ZoneKind("queue")!)),
                until: SignalPattern(kind: .service, place: .anywhere),
                givenUpOn: [SignalPattern(kind: .exit, place: .zone(ZoneID("Q1")!))])
        ]),
        .looked(person: PersonID("p1")!, by: StaffID("anna")!, reason: "service"),
        .readingsInstalled([
            ZoneReading(
                zone: ZoneID("Q1")!, antennas: [AntennaID("r1-1")!], edgeBand: Token("E1")!,
                edge: -66, goneAfter: .seconds(60))
        ]),
        .guardianNamed(9, guardian: PersonID("p2")!),
        .consentChosen(
            person: PersonID("p1")!,
            ConsentChoice(
                mode: .assisted, at: Rows.noon, by: .personTo(StaffID("anna")!), isChild: true,
                care: 9, refused: [.memory, .name])),
        .toldTakenBack(person: PersonID("p1")!, by: .person),
    ]

    private static let money: [Record] = [
        .money(
            .accountOpened(
                WalletAccount(
                    id: AccountID("g1")!, kind: .guest, currency: Currency("EUR")!,
                    limits: SpendingLimits(charge: 5_000, day: 10_000, shopDay: 7_500),
                    family: FamilyID("f1")!, parent: AccountID("g0")!, mayLeaveFamily: true))),
        .money(
            .accountChanged(
                WalletAccount(
                    id: AccountID("bank")!, kind: .house, currency: Currency("EUR")!,
                    mayBeNegative: true))),
        .money(
            .transferBooked(
                Transfer(
                    id: TransferID("t1")!, kind: .pending, from: AccountID("g1")!,
                    to: AccountID("shop")!, amount: 1_250, currency: Currency("EUR")!,
                    at: Rows.noon, expires: Rows.noon + .minutes(10)), day: 20_833)),
        .money(
            .transferBooked(
                Transfer(id: TransferID("t2")!, kind: .void, pendingID: TransferID("t1")!),
                day: 20_833)),
        .money(.pendingExpired(TransferID("t1")!, at: Rows.noon)),
        .money(
            .transferBooked(
                Transfer(
                    id: TransferID("t3")!, kind: .charge, from: AccountID("g0")!,
                    to: AccountID("shop")!, amount: 350, bearer: AccountID("g1")!), day: 20_833)),
        .moneyRequest(
            .asked(
                MoneyRequest(
                    transfer: Transfer(
                        id: TransferID("r1")!, kind: .refund, from: AccountID("shop")!,
                        to: AccountID("g1")!, amount: 6_000, pendingID: TransferID("t3")!),
                    by: StaffID("anna")!, at: Rows.noon))),
        .moneyRequest(.confirmed(TransferID("r1")!, by: StaffID("ben")!)),
        .moneyRequest(.declined(TransferID("r1")!, by: StaffID("ben")!)),
        .moneyRequest(.lapsed(TransferID("r1")!, at: Rows.noon)),
        .moneyRequest(.givenAlone(TransferID("r1")!, by: StaffID("anna")!)),
        .moneyRequest(.takenIn(TransferID("r2")!, by: StaffID("anna")!)),
        .topUp(
            .asked(
                TopUp(
                    id: TopUpID("top-1")!, account: AccountID("g1")!,
                    amount: Money(minorUnits: 2_500, Currency("EUR")!), at: Rows.noon))),
        .topUp(.begun(TopUpID("top-1")!, PaymentID("pay_1")!)),
        .topUp(.settled(Self.paid)),
        .topUp(.doubted(Self.paid, .amountDiffers)),
    ]

    private static let paid = PaymentEvent(
        payment: PaymentID("pay_1")!, topUp: TopUpID("top-1")!, state: .paid,
        amount: Money(minorUnits: 2_500, Currency("EUR")!))
    private static let bands: [Record] = [
        .band(
            .arranged(
                BandBearer(
                    person: PersonID("p1")!, key: KeyHolderID("k1")!, group: KeyGroupID("f1")!,
                    account: AccountID("g1")!, payer: AccountID("g0")!,
                    powers: [.key, .wallet, .pass],
                    rights: [
                        KeyRight(
                            zones: [ZoneID("spa")!], doors: [DoorID("lift")!],
                            time: GrantTime(
                                from: Rows.noon, until: Rows.noon + .hours(48),
                                windows: [WeekWindow(weekdays: 31, from: 420, until: 1_140)!]))
                    ], isStaff: true, language: "nl"))),
        .band(.given(Self.band, to: PersonID("p1")!, by: StaffID("anna")!)),
        .band(.ended(Self.band.id, of: PersonID("p1")!, .lost, by: StaffID("anna")!)),
        .band(.found(Self.band.id, of: PersonID("p1")!, by: StaffID("anna")!)),
        .band(.keyDropped(KeyHolderID("k1")!)),
        .band(
            .arranged(
                BandBearer(
                    person: PersonID("p1")!, key: KeyHolderID("k2")!, powers: [.key, .wallet],
                    switchedOff: [.wallet]))),
    ]

    private static let doors: [Record] = [
        .doorPassed(
            DoorPassed(
                door: DoorID("lift")!, number: 7, at: Rows.noon, direction: .in,
                decision: .open(.granted), holder: KeyHolderID("k1")!, version: 12,
                person: PersonID("p1")!)),
        .doorPassed(
            DoorPassed(
                door: DoorID("lift")!, number: 9, at: Rows.noon, direction: .out,
                decision: .deny(.notGranted))),
        .doorHeard(DoorHeard(door: DoorID("lift")!, highest: 9, missedCount: 1)),
    ]

    private static let taps: [Record] = [
        .tapped(tap(.insufficientFunds, calls: .also([1, 4]))),
        .tapped(TapRecord(source: 2, zone: 3, wish: .key, refusal: .bareIdentifier)),
        .bandCounted(band.id, 17),
    ]

    private static let calls: [Record] = {
        let passed = DoorPassed(
            door: DoorID("lift")!, number: 10, at: Rows.noon, direction: .in,
            decision: .deny(.revoked))
        var early = TapRecord(source: 2, zone: 3, wish: .pass, refusal: .tooEarly)
        early.time = TapTime(from: Rows.noon, until: Rows.noon + .minutes(15), minute: 780)
        var token = TapRecord(source: 2, zone: 3, wish: .key)
        token.person = PersonID("p1")!
        token.use = TokenUse(mark: 5, by: 7, until: Rows.noon + .minutes(5))
        return [.doorPassed(passed.calling(.also([1]), to: 3)), .tapped(early), .tapped(token)]
    }()

    private static func tap(_ refusal: TapRefusal, calls reach: CallReach) -> TapRecord {
        var tap = TapRecord(
            source: 2, zone: 3, wish: .pay, refusal: refusal, reader: Token("till-1")!)
        tap.band = band.id
        tap.counter = 17
        tap.id = TapID("t3")!
        tap.print = 12_345
        tap.person = PersonID("p1")!
        tap.language = "nl"
        tap.reach = reach
        return tap
    }

    private static let band = Band(
        id: BandID(hexadecimal: "04DE5F1EACC040")!, token: Token("B1")!, key: BandKeyNumber(1))
    private static let coaster = PassQueueID("coaster")!

    private static let passes: [Record] = {
        let settings = PassSettings(
            opensAt: Rows.noon, window: .minutes(15), statedPeoplePerHour: 600, guestPercent: 10,
            closesAt: Rows.noon + .hours(8))
        var queue = VirtualQueue(id: coaster, settings: settings)
        let anna = StaffID("anna")!
        let parties = (1...3).map { PartyID("p\($0)")! }
        let joins: [PassCommand] = [
            .join(parties[0], size: 4), .admitGuest(parties[1], size: 1, .medical, by: anna),
            .join(parties[2], size: 200),
        ]
        var records: [PassRecord] = [.opened(settings)]
        for join in joins {
            for record in (try? queue.decide(join, at: Rows.noon)) ?? [] {
                queue.apply(record)
                records.append(record)
            }
        }
        let window = ReturnWindow(begin: Rows.noon, end: Rows.noon + .minutes(15))
        let promise = PassPromise(
            window: window, boardedBy: Rows.noon + .minutes(20), expected: .minutes(2),
            low: .seconds(0), high: .minutes(20))
        records += [
            .arrived(parties[0], at: Rows.noon), .served(parties[0], .kept, at: Rows.noon),
            .lapsed(parties[0], at: Rows.noon), .left(parties[0], at: Rows.noon),
            .offered(
                parties[2], PassOffer(window: window, until: Rows.noon + .minutes(5)),
                at: Rows.noon),
            .movedForward(parties[2], promise, at: Rows.noon),
            .offerEnded(parties[2], wasDeclined: true, at: Rows.noon),
            .letReturn(parties[0], window, by: anna, at: Rows.noon),
            .missed(parties[0], window, by: anna, at: Rows.noon),
            .stoodStill(by: anna, at: Rows.noon), .ranAgain(by: anna, at: Rows.noon),
        ]
        let plan = PassQueue(
            id: coaster, name: Words(en: "Coaster", nl: "Achtbaan"), zone: ZoneID("R1")!,
            opens: 600, closes: 1_080)
        return [.queuesInstalled([plan])] + records.map { .pass(coaster, $0) } + [
            .partyNamed(coaster, parties[0], name: Alias(.band, "B1")!)
        ]
    }()

    private func golden(_ name: String) throws -> [String] {
        try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    @Test("Every record of version 1 is read as what it was")
    func readsRecords() throws {
        let lines = try golden("records.jsonl")

        let read = try lines.map { try RecordCoding.decode(Data($0.utf8)) }

        #expect(read.map(\.0) == Self.records)
        #expect(read.allSatisfy { $0.1 == Rows.noon })
    }

    @Test("Records are still written as version 1 wrote them")
    func writesRecords() throws {
        let written = try Self.records.map {
            String(decoding: try RecordCoding.encode($0, recordedAt: Rows.noon), as: UTF8.self)
        }

        let kept = try golden("records.jsonl")
        #expect(written.count == kept.count)
        for (fresh, old) in zip(written, kept) { #expect(fresh == old) }
    }

    @Test("A block of version 1 is read as what it was, and still written so")
    func block() throws {
        let hex = try golden("block.hex").joined()
        let bytes = stride(from: 0, to: hex.utf8.count, by: 2).compactMap { offset -> UInt8? in
            let start = hex.index(hex.startIndex, offsetBy: offset)
            return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)
        }
        let seed = KeySeed(first: 1, second: 2)

        let opened = bytes.withUnsafeBytes { try? Block.open($0, seed: seed) }
        let head = bytes.withUnsafeBytes { try? Block.head($0) }

        let batch = try #require(opened?.batches.first)
        #expect(batch.source == 4)
        #expect(batch.batch.observations.map(\.kind) == [.enter, .exit, .read, .service, .tap])
        #expect(batch.batch.observations.map(\.zone) == [0, 300, 2, 3, 4])
        #expect(
            batch.batch.observations.map { ($0.occurredAt - Rows.noon).milliseconds }
                == [0, 250, -4_000, 86_400_000, 1])
        #expect(head?.recordedAt == Rows.noon)
        #expect(
            head?.cues == [
                .issued(Self.anonymous), .withdrawn(Self.anonymous), .escalated(Self.anonymous),
            ])
        #expect(Self.sample.bytes == bytes)
    }

    static let anonymous = Cue(
        number: 7, rule: RuleID("queue-wait")!, source: Cue.liveFloor, token: Token("B1")!, zone: 1,
        since: Instant(milliseconds: 1_800_000_720_000),
        until: Instant(milliseconds: 1_800_001_320_000), person: nil)

    /// Every way an observation can be written, and every cue event that stands in a block.
    static var sample: Block {
        let seconds: [Int64] = [0, 250, -4_000, 86_400_000, 1]
        let ids = [
            "a1", "00ff17ab", "A-very_long-identifier-of-more-than-fifteen-bytes", "7", "deadbee",
        ]
        let zones: [ZoneIndex] = [0, 300, 2, 3, 4]
        var segment = ObservationSegment(source: 4, count: 5, first: Rows.noon)
        for (index, kind) in SignalKind.allCases.enumerated() {
            Array(ids[index].utf8).withUnsafeBytes { id in
                Array("B\(index)".utf8).withUnsafeBytes { token in
                    _ = segment.append(
                        id: id, token: token, kind: kind, zone: zones[index],
                        at: Rows.noon + Span(milliseconds: seconds[index]),
                        reader: index == 2 ? token : nil, strength: index == 2 ? -61 : nil)
                }
            }
        }
        var cues = ByteWriter()
        for event in [CueEvent.issued(anonymous), .withdrawn(anonymous), .escalated(anonymous)] {
            CueSection.append(event, to: &cues)
        }
        return Block(recordedAt: Rows.noon, cueSection: cues.bytes, segments: [segment.bytes])
    }
}
