import Domain
import Kernel
import Testing

@Suite("Taps")
struct TapTests {
    private static let lift = ZoneID("R1")!

    @Test("A band that proves itself opens what its bearer may, and pays")
    func green() throws {
        var scene = try TapScene()

        let opened = scene.tap(TapScene.proven(1), TapScene.key)
        let paid = scene.tap(TapScene.proven(2), TapScene.pay(300))
        let seen = scene.tap(TapScene.proven(3), .hello)

        #expect([opened.light, paid.light, seen.light] == [.green, .green, .green])
        #expect([opened.code, paid.code, seen.code] == ["opened", "paid", "seen"])
        #expect(paid.language == "nl")
        #expect(scene.balance == 700)
        #expect(scene.issued.isEmpty)
    }

    @Test("A bare number is presence: it is greeted, and never opens, pays or goes before")
    func bare() throws {
        var scene = try TapScene()
        let bare = ShownKey(.bareIdentifier, bare: TapScene.band.token)

        #expect(scene.tap(bare, .hello).light == .green)
        for wish in [TapScene.key, TapScene.pay(1), TapScene.pass] {
            #expect(scene.tap(bare, wish).refusal == .bareIdentifier)
        }
        #expect(scene.balance == 1_000)
    }

    @Test("What was shown is judged first")
    func shown() throws {
        var scene = try TapScene()
        let reasons: [(PresentedKey, TapRefusal)] = [
            (.unreadable, .unreadable), (.unknownKey, .unknownKey), (.forged, .forged),
        ]
        for (key, refusal) in reasons {
            for wish in [.hello, TapScene.key, TapScene.pay(1)] {
                #expect(scene.tap(ShownKey(key), wish).refusal == refusal)
            }
        }
        let otherKeys = ShownKey(
            .band(TapScene.band, counter: 9), generation: BandKeyNumber(2))
        #expect(scene.tap(otherKeys, TapScene.key).refusal == .forged)
        #expect(scene.engine.taps.counter(of: TapScene.band) == nil)
    }

    @Test("A counter is good once, by whatever name, whatever it was answered, also refolded")
    func replayed() throws {
        var scene = try TapScene()
        let blue = scene.tap(TapScene.proven(7), TapScene.pay(999))
        #expect(blue.refusal == .exceedsLimit)

        for counter: UInt32 in [7, 6, 0] {
            #expect(scene.tap(TapScene.proven(counter), TapScene.key).refusal == .replayed)
        }
        #expect(scene.tap(TapScene.proven(8), TapScene.key).light == .green)
        scene.engine = scene.refolded
        #expect(scene.tap(TapScene.proven(8), .hello).refusal == .replayed)
        #expect(scene.tap(TapScene.proven(9), .hello).light == .green)
    }

    @Test("The same tap again is answered as before, and nothing is done twice")
    func again() throws {
        var scene = try TapScene()
        let first = scene.tap(TapScene.proven(1), TapScene.pay(300), id: "one")
        let again = scene.tap(TapScene.proven(1), TapScene.pay(300), id: "one")
        let opened = scene.tap(TapScene.proven(2), TapScene.key, id: "two")
        scene.engine = scene.refolded
        let afterwards = scene.tap(TapScene.proven(2), TapScene.key, id: "two")

        #expect(first == again)
        #expect(opened == afterwards)
        #expect(scene.balance == 700)
        // Another source's tap of that name is another tap.
        #expect(scene.tap(TapScene.proven(2), TapScene.key, id: "two", from: 1).light == .blue)
    }

    @Test("On a page of ours a band pays as at a till, once, and calls nobody, also refolded")
    func ownPage() throws {
        var scene = try TapScene()
        let till = AccountID("till")!

        func pay(_ scene: inout TapScene, _ counter: UInt32, _ amount: Int64, _ id: String)
            -> TapAnswer
        {
            scene.tap(
                TapScene.proven(counter), TapScene.pay(amount), id: id, from: Tap.ownPages,
                shop: till)
        }
        let first = pay(&scene, 1, 300, "one")
        let second = pay(&scene, 1, 300, "one")
        scene.engine = scene.refolded
        let third = pay(&scene, 1, 300, "one")
        #expect([first.light, second.light, third.light] == [.green, .green, .green])
        #expect(scene.balance == 700)
        #expect(scene.engine.ledger.account(till)?.book.balance == 300)
        // What was shown on the page is good nowhere else, and the limits are a till's.
        #expect(scene.tap(TapScene.proven(1), TapScene.key).refusal == .replayed)
        let much = pay(&scene, 2, 501, "two")
        #expect(much.refusal == .exceedsLimit)
        let bare = ShownKey(.bareIdentifier, bare: TapScene.band.token)
        let number = scene.tap(bare, TapScene.pay(1), from: Tap.ownPages, shop: till)
        #expect(number.refusal == .bareIdentifier)
        #expect(scene.balance == 700)
        // The one call is the door's of before: nobody is called to where staff stands.
        #expect(scene.issued.count == 1)
        // Another shop under the same name is another payment.
        let other = scene.tap(
            TapScene.proven(1), TapScene.pay(300), id: "one", from: Tap.ownPages,
            shop: AccountID("bank")!)
        #expect(other.refusal == .idTaken)
    }

    @Test("Another tap under a name that was answered is refused, and leaves that answer alone")
    func idTaken() throws {
        var scene = try TapScene()
        scene.tap(TapScene.proven(1), TapScene.pay(300), id: "one")

        let more = scene.tap(TapScene.proven(2), TapScene.pay(400), id: "one")
        let text = scene.tap(TapScene.proven(3), TapScene.pay(300), id: "one", text: "another")

        #expect(more.refusal == .idTaken)
        #expect(text.refusal == .idTaken)
        #expect(scene.balance == 700)
        let first = scene.tap(TapScene.proven(1), TapScene.pay(300), id: "one")
        #expect(first.light == .green)
    }

    @Test("A charge stays paid when its answer is long forgotten")
    func paidForEver() throws {
        var scene = try TapScene()
        scene.tap(TapScene.proven(1), TapScene.pay(300), id: "one")
        scene.wait(TapBook.answerSpan.and(1))
        scene.tap(TapScene.proven(2), .hello)

        let again = scene.tap(TapScene.proven(1), TapScene.pay(300), id: "one")
        let other = scene.tap(TapScene.proven(1), TapScene.pay(301), id: "one")

        #expect(again.light == .green)
        #expect(other.refusal == .replayed)
        #expect(scene.balance == 700)
    }

    @Test("Whose the band is counts before what it is good for")
    func whose() throws {
        var scene = try TapScene(powers: [])
        #expect(
            scene.tap(TapScene.proven(1, TapScene.other), TapScene.key).refusal == .unknownBand)
        #expect(scene.tap(TapScene.proven(1), TapScene.key).refusal == .keyOff)
        #expect(scene.tap(TapScene.proven(2), TapScene.pay(1)).refusal == .walletOff)
        #expect(
            scene.tap(TapScene.proven(3), TapScene.pass).refusal == .passOff)

        try scene.carryOut(.bands(.end(TapScene.band, .lost, by: TapScene.staff)))
        #expect(scene.tap(TapScene.proven(4), TapScene.key).refusal == .bandLost)
        try scene.carryOut(.bands(.end(TapScene.band, .returned, by: TapScene.staff)))
        #expect(scene.tap(TapScene.proven(5), TapScene.key).refusal == .bandNotWorn)
    }

    @Test("Of several rights the one that comes furthest is told, each at its very edge")
    func rights() throws {
        var scene = try TapScene(right: TapScene.right(Self.lift))
        #expect(scene.tap(TapScene.proven(1), TapScene.key).refusal == .notGranted)

        scene = try TapScene(right: TapScene.right(from: .seconds(1)))
        #expect(scene.tap(TapScene.proven(1), TapScene.key).refusal == .outsideDates)
        scene.wait(.seconds(1))
        #expect(scene.tap(TapScene.proven(2), TapScene.key).light == .green)

        scene = try TapScene(right: TapScene.right(until: .seconds(1)))
        #expect(scene.tap(TapScene.proven(1), TapScene.key).light == .green)
        scene.wait(.seconds(1))
        #expect(scene.tap(TapScene.proven(2), TapScene.key).refusal == .outsideDates)

        // 08:00 UTC is 09:00 at the venue: by its own clock, not by ours.
        let (_, minute) = CivilTime(offsetMinutes: 60).local(TapScene.start)
        let inTime = try #require(WeekWindow(weekdays: 127, from: minute, until: minute + 1))
        scene = try TapScene(right: TapScene.right(windows: [inTime]))
        #expect(scene.tap(TapScene.proven(1), TapScene.key).light == .green)
        scene.wait(.minutes(1))
        #expect(scene.tap(TapScene.proven(2), TapScene.key).refusal == .outsideHours)
    }

    @Test("Money has its reasons in the ledger's order, and a refusal books nothing")
    func money() throws {
        var scene = try TapScene(money: 100)
        #expect(scene.tap(TapScene.proven(1), TapScene.pay(0)).refusal == .amountNotPositive)
        #expect(scene.tap(TapScene.proven(2), TapScene.pay(501)).refusal == .exceedsLimit)
        #expect(scene.tap(TapScene.proven(3), TapScene.pay(101)).refusal == .insufficientFunds)
        let yen = TapWish.pay(amount: 1, currency: Currency("JPY"))
        #expect(scene.tap(TapScene.proven(4), yen).refusal == .currencyDiffers)
        #expect(
            scene.tap(TapScene.proven(5), TapScene.pay(1), from: 1).refusal == .shopNotArranged)
        #expect(scene.balance == 100)
        #expect(scene.tap(TapScene.proven(6), TapScene.pay(100)).light == .green)

        var without = try TapScene(hasAccount: false)
        #expect(without.tap(TapScene.proven(1), TapScene.pay(1)).refusal == .noAccount)
    }

    @Test("A phone's token greets and opens its own zones, and pays nothing")
    func phone() throws {
        var scene = try TapScene()
        let now = scene.now
        let own = try #require(scene.engine.tokenZone(TapScene.shopID))
        var count: UInt8 = 0
        func token(zones: [UInt32]? = nil, from: Span = .seconds(0)) -> ShownKey {
            count += 1
            return ShownKey(
                .token(
                    TokenClaims(
                        holder: KeyHolderID("k-anna")!, id: [count], issuedAt: now + from,
                        from: now + from, until: now + from + .minutes(10),
                        zones: zones ?? [own])))
        }
        let key = TapScene.key

        #expect(scene.tap(token(), key).light == .green)
        #expect(scene.tap(token(zones: [own + 1]), key).refusal == .notGranted)
        #expect(scene.tap(token(zones: []), key).refusal == .notGranted)
        #expect(scene.tap(token(), TapScene.pay(1)).refusal == .bandNeeded)
        #expect(scene.tap(token(from: .minutes(-10)), key).refusal == .expired)
        #expect(scene.tap(token(from: .seconds(3)), key).refusal == .notYetValid)
        try scene.carryOut(.bands(.renewKey(of: TapScene.anna, KeyHolderID("k-new")!)))
        #expect(scene.tap(token(), key).refusal == .bandNotWorn)
    }

    @Test("A phone's token opens once at a reader, also refolded; the same tap again is as it was")
    func phoneOnce() throws {
        var scene = try TapScene()
        let own = try #require(scene.engine.tokenZone(TapScene.shopID))
        func token(_ id: [UInt8]) -> ShownKey {
            ShownKey(
                .token(
                    TokenClaims(
                        holder: KeyHolderID("k-anna")!, id: id, issuedAt: TapScene.start,
                        from: TapScene.start, until: TapScene.start + .minutes(5), zones: [own])))
        }

        #expect(scene.tap(token([1]), .hello).light == .green)
        #expect(scene.tap(token([1]), TapScene.key, id: "one").light == .green)
        for _ in 0..<2 {
            #expect(scene.tap(token([1]), TapScene.key, id: "one").light == .green)
            #expect(scene.tap(token([1]), TapScene.key, id: "two").refusal == .replayed)
            // The same name, and another text.
            #expect(
                scene.tap(token([1]), TapScene.key, id: "one", text: "x").refusal == .replayed)
            scene.engine = scene.refolded
            scene.engine = Engine(scene.engine.aggregates, seed: Scene.seed)
        }
        #expect(scene.tap(token([2]), TapScene.key).light == .green)
        // Another reader is told of no use of this one.
        #expect(scene.tap(token([1]), TapScene.key, from: 1).light == .green)
        #expect(scene.tap(token([1]), TapScene.key, at: 0).light == .green)
        // What opened nothing has not been used.
        let wrong = TapWish.key(door: nil, zone: Self.lift)
        #expect(scene.tap(token([3]), wrong).refusal == .notGranted)
        #expect(scene.tap(token([3]), TapScene.key).light == .green)
    }

    @Test("No line says no, names a reason, or tells one reason of money from another")
    func lines() {
        let told = [
            "denied", "refused", "forbidden", "insufficient", "balance", "money", "limit", "lost",
            "stolen", "invalid", "error", "geweigerd", "verboden", "saldo", "geld", "limiet",
            "ongeldig", "fout", "verloren", "gestolen", "not ", "niet", "geen", "no ",
        ]
        let answers =
            TapWish.Kind.allCases.flatMap { wish in
                TapRefusal.allCases.map { TapAnswer(wish, $0) }
            } + TapWish.Kind.allCases.map { TapAnswer($0) }
        for answer in answers {
            for line in [answer.line.en, answer.line.nl] {
                #expect(!line.isEmpty && line.utf8.count <= 100)
                #expect(told.allSatisfy { !line.lowercased().contains($0) }, "\(line)")
                #expect(line.allSatisfy { !$0.isNumber })
            }
        }
        let money = TapRefusal.allCases.filter { $0.help(for: .pay) == .pay }
        #expect(money.contains(.insufficientFunds) && money.contains(.walletOff))
        #expect(Set(money.map(\.line)).count == 1)
        let doors = TapRefusal.allCases.filter { $0.help(for: .key) == .door }
        #expect(Set(doors.map(\.line)).count == 1)
    }

    @Test("Codes are a closed list, in the order in which they are judged")
    func codes() {
        let codes = TapRefusal.allCases.map(\.code)

        #expect(Set(codes).count == codes.count)
        #expect(TapRefusal.allCases == TapRefusal.allCases.sorted())
        #expect(codes.first == "idTaken" && codes.last == "unknownQueue")
        let lines = [
            "notOpenYet", "notJoined", "notWaiting", "tooEarly", "tooLate", "notHere",
            "standsStill", "notAdmitted", "unknownQueue",
        ]
        #expect(Array(codes.suffix(lines.count)) == lines)
    }

    @Test("What was read stays counted when whoever wore the band is forgotten, and nothing else")
    func forgotten() throws {
        var scene = try TapScene()
        scene.tap(TapScene.proven(5), TapScene.key, id: "one")
        for command in scene.engine.commands(beforeForgetting: TapScene.anna) {
            try scene.carryOut(command)
        }
        _ = try scene.engine.forget(TapScene.anna)

        #expect(scene.engine.taps.counter(of: TapScene.band) == 5)
        // As a start that cannot open her rows any more would find it.
        var fresh = Engine(seed: Scene.seed)
        for case (.record(let record), let at) in scene.journal
        where record.subject != .person(TapScene.anna) && !record.isDerived {
            fresh.apply(record, at: at)
        }
        #expect(fresh.taps.counter(of: TapScene.band) == 5)
        #expect(scene.tap(TapScene.proven(5), TapScene.key, id: "one").refusal == .replayed)
        #expect(scene.tap(TapScene.proven(6), TapScene.key).refusal == .unknownBand)
    }

    @Test("A band that goes to somebody else takes its count along, for whoever is forgotten later")
    func handedOn() throws {
        var scene = try TapScene()
        scene.tap(TapScene.proven(5), TapScene.key)
        try scene.carryOut(.bands(.end(TapScene.band, .returned, by: TapScene.staff)))
        let bram = PersonID("bram")!
        try scene.carryOut(
            .bands(
                .arrange(
                    BandBearer(person: bram, key: KeyHolderID("k-bram")!, powers: [.key]))))
        try scene.carryOut(
            .bands(.give(Band(id: TapScene.band), to: bram, by: TapScene.staff)))

        var fresh = Engine(seed: Scene.seed)
        for case (.record(let record), let at) in scene.journal
        where record.subject != .person(TapScene.anna) && !record.isDerived {
            fresh.apply(record, at: at)
        }
        #expect(fresh.taps.counter(of: TapScene.band) == 5)
        #expect(scene.tap(TapScene.proven(5), TapScene.key).refusal == .replayed)
        #expect(scene.tap(TapScene.proven(6), TapScene.key).refusal == .notGranted)
    }
}
