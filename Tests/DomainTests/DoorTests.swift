import Domain
import Kernel
import Testing

/// One door, one guest, one of staff.
private enum Doorway {
    static let lift = DoorID("lift")!
    static let anna = KeyHolderID("anna")!
    static let bram = KeyHolderID("bram")!
    static let band = BandID(hexadecimal: "04DE5F1EACC040")!
    static let crew = BandID(hexadecimal: "04A1B2C3D4E5F6")!
    static let stranger = BandID(hexadecimal: "04000000000001")!
    /// Tuesday 2026-07-14, 10:00 by UTC.
    static let ten = Instant(rfc3339: "2026-07-14T10:00:00Z".utf8)!
    static let day = GrantTime(from: ten - .hours(2), until: ten + .hours(8))

    static func snapshot(
        door: DoorID = lift, version: UInt64 = 5, fails: DoorFailMode = .closed,
        passback: Bool = false, entries: [DoorEntry]? = nil, denials: DoorDenials = DoorDenials(),
        civil: CivilTime = CivilTime(offsetMinutes: 120)
    ) -> DoorSnapshot {
        DoorSnapshot(
            door: door, version: version, issuedAt: ten, civil: civil, failMode: fails,
            refusesPassback: passback, zoneNumbers: [7, 9],
            entries: entries ?? [
                DoorEntry(holder: anna, time: day),
                DoorEntry(holder: bram, isStaff: true, time: day),
            ],
            bands: [
                DoorBand(band: band, holder: anna, key: BandKeyNumber(1)),
                DoorBand(band: crew, holder: bram, key: BandKeyNumber(1)),
            ], denials: denials)
    }

    static func held(_ snapshot: DoorSnapshot) -> HeldSnapshot {
        HeldSnapshot(snapshot, isGenuine: true, loadedAt: ten)
    }

    static func token(
        from: Int64 = 0, for seconds: Int64 = 600, issued: Int64 = 0, zones: [UInt32] = [7],
        tag: [UInt8]? = nil, holder: KeyHolderID = KeyHolderID("phone")!
    ) -> PresentedKey {
        .token(
            TokenClaims(
                holder: holder, id: [1, 2], issuedAt: ten + .seconds(issued),
                from: ten + .seconds(from), until: ten + .seconds(from + seconds), zones: zones,
                tag: tag))
    }

    static func passage(
        _ key: PresentedKey, after seconds: Int64 = 0, _ direction: PassageDirection = .in,
        tag: [UInt8]? = nil, since: Int64 = 0
    ) -> DoorPassage {
        DoorPassage(
            key: key, direction: direction, tag: tag, at: ten + .seconds(seconds),
            sinceLoaded: .seconds(since))
    }
}

@Suite("Door")
struct DoorTests {
    private let lift = DoorMemory(door: Doorway.lift)
    private let band = PresentedKey.band(Doorway.band, counter: 8)

    @Test("Codes and their order are for ever")
    func codes() {
        #expect(
            DenialCode.allCases.map(\.code) == [
                "noSnapshot", "forgedSnapshot", "wrongDoor", "oldSnapshot", "clockTurnedBack",
                "unreadable", "bareIdentifier", "unknownKey", "forged", "lifetimeTooLong",
                "notYetValid", "expired", "replayed", "otherTag", "revoked", "leaseEnded",
                "notGranted", "outsideDates", "outsideHours", "alreadyInside", "memoryFull",
            ])
    }

    @Test("What the door knows is judged before what is shown, in order")
    func snapshots() {
        let good = Doorway.snapshot()
        let passage = Doorway.passage(band)
        var seen = lift
        seen.adopt(Doorway.held(Doorway.snapshot(version: 6)))
        let forged = HeldSnapshot(
            Doorway.snapshot(door: DoorID("other")!), isGenuine: false, loadedAt: Doorway.ten)
        let other = Doorway.held(Doorway.snapshot(door: DoorID("other")!, version: 1))

        #expect(seen.decide(passage, by: nil) == .deny(.noSnapshot))
        #expect(seen.decide(passage, by: forged) == .deny(.forgedSnapshot))
        #expect(seen.decide(passage, by: other) == .deny(.wrongDoor))
        #expect(
            seen.decide(Doorway.passage(band, after: -60), by: Doorway.held(good))
                == .deny(.oldSnapshot))
        #expect(
            lift.decide(Doorway.passage(.unreadable, after: -60), by: Doorway.held(good))
                == .deny(.clockTurnedBack))
        #expect(lift.decide(passage, by: Doorway.held(good)) == .open(.granted))
    }

    @Test("What is shown is judged in order, each rule at its boundary")
    func credentials() {
        let held = Doorway.held(Doorway.snapshot())
        var seen = lift
        _ = seen.apply(.deny(.notGranted), Doorway.passage(band), by: held)
        let tag: [UInt8] = [0xE0, 1]
        let cases: [(DoorPassage, DoorDecision)] = [
            (Doorway.passage(.unreadable), .deny(.unreadable)),
            (Doorway.passage(.bareIdentifier), .deny(.bareIdentifier)),
            (Doorway.passage(.unknownKey), .deny(.unknownKey)),
            (Doorway.passage(.forged), .deny(.forged)),
            (Doorway.passage(Doorway.token(for: 601)), .deny(.lifetimeTooLong)),
            (Doorway.passage(Doorway.token(issued: -1)), .deny(.lifetimeTooLong)),
            (Doorway.passage(Doorway.token(for: 0)), .deny(.lifetimeTooLong)),
            (Doorway.passage(Doorway.token(from: 3, for: 60)), .deny(.notYetValid)),
            (Doorway.passage(Doorway.token(from: 2, for: 60)), .open(.granted)),
            (Doorway.passage(Doorway.token(), after: 599), .open(.granted)),
            (Doorway.passage(Doorway.token(), after: 600), .deny(.expired)),
            (Doorway.passage(.band(Doorway.band, counter: 7)), .deny(.replayed)),
            (Doorway.passage(.band(Doorway.band, counter: 8)), .deny(.replayed)),
            (Doorway.passage(.band(Doorway.band, counter: 9)), .open(.granted)),
            (Doorway.passage(Doorway.token(tag: tag)), .deny(.otherTag)),
            (Doorway.passage(Doorway.token(tag: tag), tag: [0xE0, 2]), .deny(.otherTag)),
            (Doorway.passage(Doorway.token(tag: tag), tag: tag), .open(.granted)),
            (Doorway.passage(Doorway.token(zones: [8])), .deny(.notGranted)),
            (Doorway.passage(Doorway.token(zones: [8], holder: Doorway.anna)), .deny(.notGranted)),
            (Doorway.passage(.band(Doorway.stranger, counter: 1)), .deny(.notGranted)),
        ]

        for (passage, decision) in cases {
            #expect(seen.decide(passage, by: held) == decision, "\(passage)")
        }
    }

    @Test("What was taken back is refused whatever it was: a person, a band, a token")
    func revoked() {
        let denials = [
            DoorDenials(holders: [Doorway.anna, KeyHolderID("phone")!]),
            DoorDenials(bands: [Doorway.band], tokens: [[1, 2]]),
        ]

        for denials in denials {
            let held = Doorway.held(Doorway.snapshot(fails: .open, denials: denials))
            for key in [band, Doorway.token()] {
                let late = Doorway.passage(key, after: 1)
                #expect(lift.decide(late, by: held) == .deny(.revoked))
            }
            let late = Doorway.passage(band, after: 4_000)
            #expect(lift.decide(late, by: held) == .deny(.revoked))
        }
    }

    @Test("Guests' keys end 15 minutes after word from the house, those of staff after 60")
    func leases() {
        let held = Doorway.held(Doorway.snapshot())
        let crew = PresentedKey.band(Doorway.crew, counter: 1)

        for (key, minutes) in [(band, 15), (crew, 60)] as [(PresentedKey, Int64)] {
            let end = minutes * 60
            #expect(lift.decide(Doorway.passage(key, after: end - 1), by: held) == .open(.granted))
            #expect(lift.decide(Doorway.passage(key, after: end), by: held) == .deny(.leaseEnded))
            // The wall clock stands still within its slack; the other clock does not.
            let turned = Doorway.passage(key, after: end - 2, since: end)
            #expect(lift.decide(turned, by: held) == .deny(.leaseEnded))
        }
        let phone = Doorway.token(from: 890, for: 60, issued: 890)
        #expect(lift.decide(Doorway.passage(phone, after: 899), by: held) == .open(.granted))
        #expect(lift.decide(Doorway.passage(phone, after: 900), by: held) == .deny(.leaseEnded))
    }

    @Test("A door that fails open does so for genuine keys alone, and only after the lease")
    func failsOpen() {
        let held = Doorway.held(Doorway.snapshot(fails: .open))
        let late: Int64 = 3_600
        let stranger = PresentedKey.band(Doorway.stranger, counter: 1)

        #expect(lift.decide(Doorway.passage(stranger), by: held) == .deny(.notGranted))
        #expect(lift.decide(Doorway.passage(stranger, after: late), by: held) == .open(.failedOpen))
        #expect(lift.decide(Doorway.passage(band, after: late), by: held) == .open(.failedOpen))
        for key in [PresentedKey.bareIdentifier, .forged] {
            #expect(!lift.decide(Doorway.passage(key, after: late), by: held).opens)
        }
    }

    @Test("A clock turned back by more than two seconds is refused, also after a restart")
    func clock() {
        let held = Doorway.held(Doorway.snapshot())
        var seen = lift
        _ = seen.apply(.open(.granted), Doorway.passage(band, after: 300), by: held)
        let next = PresentedKey.band(Doorway.band, counter: 9)

        #expect(seen.decide(Doorway.passage(next, after: 298), by: held) == .open(.granted))
        #expect(seen.decide(Doorway.passage(next, after: 297), by: held) == .deny(.clockTurnedBack))
        #expect(
            lift.decide(Doorway.passage(next, after: 10, since: 13), by: held)
                == .deny(.clockTurnedBack))
        // A day ahead ends every lease, and is forgotten within the hour of the snapshot.
        let ahead = Doorway.passage(next, after: 86_400)
        #expect(seen.decide(ahead, by: held) == .deny(.leaseEnded))
        _ = seen.apply(.deny(.leaseEnded), ahead, by: held)
        #expect(seen.latest == Doorway.ten + .minutes(60))
    }

    @Test("Going out is never refused, whatever is shown or known")
    func egress() {
        for key in [PresentedKey.unreadable, .forged, band] {
            let out = Doorway.passage(key, after: -9_999, .out)
            #expect(lift.decide(out, by: nil) == .open(.egress))
        }
    }

    @Test("Where passing back is refused, whoever is in goes out before coming in again")
    func passback() {
        let held = Doorway.held(Doorway.snapshot(passback: true))
        var seen = lift
        func pass(_ counter: UInt32, _ direction: PassageDirection) -> DoorDecision {
            let passage = Doorway.passage(.band(Doorway.band, counter: counter), direction)
            let decision = seen.decide(passage, by: held)
            _ = seen.apply(decision, passage, by: held)
            return decision
        }

        #expect(pass(1, .in) == .open(.granted))
        #expect(pass(2, .in) == .deny(.alreadyInside))
        // What was shown before moves nobody out.
        #expect(pass(2, .out) == .open(.egress))
        #expect(pass(3, .in) == .deny(.alreadyInside))
        #expect(pass(4, .out) == .open(.egress))
        #expect(pass(5, .in) == .open(.granted))
    }

    @Test("Hours are those of the place, over midnight and over a change of clocks")
    func hours() {
        let friday = WeekWindow(weekdays: 0b001_0000, from: 1_320, until: 360)!
        let all = GrantTime(
            from: Doorway.ten - .hours(9_000), until: Doorway.ten + .hours(9_000), windows: [friday]
        )
        // Clocks go from 03:00 to 02:00 at 01:00 UTC on Sunday 2026-10-25.
        let change = CivilTime(
            offsetMinutes: 120,
            change: CivilTime.Change(
                at: Instant(rfc3339: "2026-10-25T01:00:00Z".utf8)!, offsetMinutes: 60))
        func opens(_ text: String) -> Bool {
            let (weekday, minute) = change.local(Instant(rfc3339: text.utf8)!)
            return all.windows.contains { $0.contains(weekday: weekday, minute: minute) }
        }

        #expect(!opens("2026-07-17T19:59:59Z"))
        #expect(opens("2026-07-17T20:00:00Z"))
        #expect(opens("2026-07-18T03:59:59Z"))
        #expect(!opens("2026-07-18T04:00:00Z"))
        #expect(change.local(Instant(rfc3339: "2026-10-25T00:59:00Z".utf8)!).minute == 179)
        #expect(change.local(Instant(rfc3339: "2026-10-25T01:00:00Z".utf8)!).minute == 120)
        #expect(change.local(Instant(rfc3339: "2026-10-25T00:00:00Z".utf8)!).weekday == 6)

        let entry = DoorEntry(holder: Doorway.anna, time: all)
        let past = DoorEntry(
            holder: Doorway.anna, time: GrantTime(from: .distantPast, until: Doorway.ten))
        let held = Doorway.held(Doorway.snapshot(entries: [past, entry]))
        #expect(lift.decide(Doorway.passage(band), by: held) == .deny(.outsideHours))
        let ended = Doorway.held(Doorway.snapshot(entries: [past]))
        #expect(lift.decide(Doorway.passage(band), by: ended) == .deny(.outsideDates))
    }

    @Test("A zone grants every door into it, and a door grants itself")
    func grants() {
        let spa = ZoneID("spa")!
        let grant = Grant(
            holder: Doorway.anna, doors: [Doorway.lift], zones: [spa], time: Doorway.day)

        #expect(grant.reaches(Doorway.lift, into: ZoneID("hall")!))
        #expect(grant.reaches(DoorID("sauna")!, into: spa))
        #expect(!grant.reaches(DoorID("sauna")!, into: ZoneID("hall")!))
    }

    @Test("Records are numbered without a gap, and name whoever showed a genuine key")
    func records() {
        let held = Doorway.held(Doorway.snapshot())
        var seen = lift

        let first = seen.apply(.deny(.forged), Doorway.passage(.forged), by: held)
        let second = seen.apply(.open(.granted), Doorway.passage(band), by: held)

        #expect((first.number, first.holder, first.version) == (1, nil, 5))
        #expect((second.number, second.holder) == (2, Doorway.anna))
    }
}
