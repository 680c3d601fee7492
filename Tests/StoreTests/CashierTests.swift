import Domain
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Testing

@Suite("Cashier")
struct CashierTests {
    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()
    private let anna = StaffID("anna")!
    private let ben = StaffID("ben")!

    private func start(_ journal: SQLiteJournal) throws -> (Cashier, Sequencer) {
        let sequencer = Sequencer(
            recovered: try Recovery(from: journal, seed: journal.seed), journal: journal,
            clock: clock, feed: NoScreens(), end: { _ in })
        let doorkeeper = try Doorkeeper(
            store: SQLiteAccounts(journal), roster: SQLiteRoster(journal),
            credentials: Argon2Credentials(), clock: clock)
        let cashier = Cashier(
            sequencer: sequencer, decoder: NoLines(), doorkeeper: doorkeeper,
            terms: {
                Cashier.Terms(
                    day: nil, refundLimit: 5_000, currency: Currency("EUR"),
                    name: Words(en: "Park", nl: "Park"), timeZone: "UTC")
            })
        return (cashier, sequencer)
    }

    private func open(_ sequencer: Sequencer) async throws {
        let euro = Currency("EUR")!
        for (name, kind) in [("bank", .house), ("shop", .house), ("ann", .guest)]
            as [(String, WalletAccount.Kind)]
        {
            try await sequencer.submit(
                .openAccount(
                    WalletAccount(
                        id: AccountID(name)!, kind: kind, currency: euro,
                        mayBeNegative: name == "bank")))
        }
        for (id, kind, from, to) in [
            ("in", .deposit, "bank", "ann"), ("paid", .charge, "ann", "shop"),
        ] as [(String, Transfer.Kind, String, String)] {
            try await sequencer.submit(
                .transfer(
                    Transfer(
                        id: TransferID(id)!, kind: kind, from: AccountID(from)!,
                        to: AccountID(to)!, amount: 20_000), day: nil))
        }
    }

    private func refund(_ id: String, _ amount: Int64) -> Transfer {
        Transfer(
            id: TransferID(id)!, kind: .refund, from: AccountID("shop")!, to: AccountID("ann")!,
            amount: amount)
    }

    @Test("A large refund waits, also over a restart, for somebody else, and is booked once")
    func waits() async throws {
        let until = Rows.noon + .hours(24)
        let journal = try temporary.open()
        do {
            let (cashier, sequencer) = try start(journal)
            try await open(sequencer)
            #expect(try await cashier.askRefund(refund("small", 5_000), by: anna) == .booked)
            #expect(try await cashier.askRefund(refund("small", 5_000), by: anna) == .repeated)
            #expect(
                try await cashier.askRefund(refund("large", 5_001), by: anna)
                    == .waits(until: until))
        }

        let (cashier, _) = try start(journal)
        let id = TransferID("large")!
        #expect(await cashier.waiting().map(\.by) == [anna])
        #expect(try await cashier.confirm(id, by: anna) == .refused(.samePerson))
        #expect(try await cashier.confirm(id, by: ben) == .booked)
        #expect(try await cashier.confirm(id, by: ben) == .repeated)
        #expect(try await cashier.decline(id, by: ben) == .refused(.noRequest))
        #expect(await cashier.account(AccountID("ann")!)?.book.balance == 10_001)
    }

    @Test("What is declined is not booked, and may be asked again")
    func declined() async throws {
        let (cashier, sequencer) = try start(try temporary.open())
        try await open(sequencer)
        let id = TransferID("large")!
        _ = try await cashier.askRefund(refund("large", 9_000), by: anna)

        #expect(try await cashier.decline(id, by: anna) == .declined)

        #expect(await cashier.booking(id) == nil)
        #expect(
            try await cashier.askRefund(refund("large", 9_000), by: ben)
                == .waits(until: Rows.noon + .hours(24)))
    }
}

private struct NoScreens: CueFeed {
    func publish(_ events: [PlacedCueEvent], through sequence: Sequence) {}
}

private struct NoLines: MoneyDecoder {
    func decode(_ line: UnsafeBufferPointer<UInt8>) throws(MoneyLineProblem) -> MoneyLine {
        throw MoneyLineProblem(place: "line", message: "none is read here")
    }
}
