import Domain
import Kernel
import Testing

/// The ledger against a model that keeps one signed number an account and texts as keys.
@Suite("Ledger against a model")
struct LedgerModelTests {
    @Test(
        "Every prefix balances and is what the model says, with retries, expiry and snapshots",
        arguments: 0..<20 as Range<UInt64>)
    func everyPrefix(seed: UInt64) throws {
        var traffic = Traffic(seed: seed, guests: 5, shops: 2)
        var ledger = Ledger(seed: KeySeed(first: seed, second: 9))
        var model = Model()
        var records = traffic.open(&ledger)

        for round in 0..<75 {
            if round % 10 == 9 {
                ledger = try Self.throughImage(ledger, seed: KeySeed(first: seed, second: 9))
            }
            for transfer in traffic.next(20) {
                let (outcome, fresh) = ledger.run(transfer, at: traffic.now)
                let expected = model.run(transfer, at: traffic.now)

                #expect(outcome == expected, "seed \(seed), \(transfer)")
                #expect(ledger.sums.allSatisfy { $0.minorUnits == 0 } && ledger.isConsistent)
                records += fresh
            }
        }

        #expect(model.differences(from: ledger) == 0, "seed \(seed)")
        var replayed = Ledger(seed: KeySeed(first: seed, second: 9))
        for record in records { replayed.apply(record, at: .distantPast) }
        replayed.apply(.pendingExpired(TransferID("none")!, at: ledger.clock), at: ledger.clock)
        #expect(replayed.digest == ledger.digest, "seed \(seed)")
        #expect(model.bookedCount > 300 && model.refusedCount > 100 && model.expiredCount > 5)
    }

    private static func throughImage(_ ledger: Ledger, seed: KeySeed) throws -> Ledger {
        let copy = try ledger.image.withUnsafeBytes { try Ledger(image: $0, seed: seed) }
        #expect(copy.digest == ledger.digest && copy.accounts == ledger.accounts)
        return copy
    }

    @Test("A million transfers under crash, retry and reorder come to what the model says")
    func million() {
        var traffic = Traffic(seed: 7, guests: 2_000, shops: 20)
        var ledger = Ledger(seed: KeySeed(first: 1, second: 2))
        var model = Model()
        var durable = ledger
        for record in traffic.open(&ledger) { durable.apply(record, at: .distantPast) }
        var other = 0
        var sent = 0

        while sent < 1_000_000 {
            let batch = traffic.next(1_000)
            if sent % 50_000 == 0 {
                // What was booked and not yet written down is lost, and all of it is sent again.
                for transfer in batch { _ = ledger.run(transfer, at: traffic.now) }
                ledger = durable
            }
            for transfer in batch {
                let now = traffic.now
                let (outcome, records) = ledger.run(transfer, at: now)
                for record in records { durable.apply(record, at: now) }
                if outcome != model.run(transfer, at: now) { other += 1 }
            }
            if !ledger.sums.allSatisfy({ $0.minorUnits == 0 }) { other += 1 }
            sent += batch.count
        }

        #expect(other == 0)
        #expect(model.differences(from: ledger) == 0)
        #expect(ledger.isConsistent && ledger.transferCount == model.bookedCount)
        #expect(durable.digest == ledger.digest)
        #expect(model.bookedCount > 400_000 && model.expiredCount > 5_000)
    }
}

/// How a transfer went, in words that the ledger and the model share.
private enum Outcome: Equatable { case booked, known, refused }

extension Ledger {
    /// Expires what is due, and books the transfer if it may be.
    fileprivate mutating func run(
        _ transfer: Transfer, at now: Instant
    ) -> (Outcome, [LedgerRecord]) {
        var records: [LedgerRecord] = []
        while let record = due(at: now) {
            apply(record, at: now)
            records.append(record)
        }
        do throws(LedgerRefusal) {
            let booked = try book(transfer, at: now)
            return (booked.isEmpty ? .known : .booked, records + booked)
        } catch {
            return (.refused, records)
        }
    }
}

/// One signed number an account; holds in a dictionary; nothing of what the ledger keeps.
private struct Model {
    struct Hold {
        let transfer: Transfer
        var left: Int64
        var isOpen = true
    }

    private(set) var bookedCount = 0
    private(set) var refusedCount = 0
    private(set) var expiredCount = 0
    private var balances: [String: Int64] = [:]
    private var free: [String: Int64] = [:]
    private var sent: [String: Transfer] = [:]
    private var holds: [String: Hold] = [:]
    private var charges: [String: Int64] = [:]
    private var open: Set<String> = []
    private var earliest = Int64.max

    mutating func run(_ transfer: Transfer, at now: Instant) -> Outcome {
        expire(now)
        let id = transfer.id.description
        if let before = sent[id] {
            if before == transfer { return .known }
            refusedCount += 1
            return .refused
        }
        guard books(transfer, id, now) else {
            refusedCount += 1
            return .refused
        }
        sent[id] = transfer
        bookedCount += 1
        return .booked
    }

    private mutating func expire(_ now: Instant) {
        guard earliest <= now.milliseconds else { return }
        for id in open.sorted() {
            guard let hold = holds[id], let expires = hold.transfer.expires, expires <= now else {
                continue
            }
            expiredCount += 1
            end(id)
        }
        earliest = open.compactMap { holds[$0]?.transfer.expires?.milliseconds }.min() ?? .max
    }

    private mutating func end(_ id: String) {
        guard let hold = holds[id], let from = hold.transfer.from else { return }
        free[from.description, default: 0] += hold.left
        holds[id] = Hold(transfer: hold.transfer, left: 0, isOpen: false)
        open.remove(id)
    }

    private mutating func books(_ transfer: Transfer, _ id: String, _ now: Instant) -> Bool {
        if transfer.kind == .post || transfer.kind == .void { return ends(transfer, id) }
        guard let from = transfer.from?.description, let to = transfer.to?.description,
            let amount = transfer.amount, amount > 0, from != to
        else { return false }
        switch transfer.kind {
        case .refund:
            guard let charge = transfer.pendingID?.description, let left = charges[charge],
                let paid = sent[charge], amount <= left, free[from, default: 0] >= amount
            else { return false }
            let hold = paid.kind == .post ? paid.pendingID.flatMap { sent[$0.description] } : paid
            guard hold?.from == transfer.to, hold?.to == transfer.from else { return false }
            charges[charge] = left - amount
        case .transfer:
            guard free[from, default: 0] >= amount else { return false }
        case .charge where transfer.pendingID != nil:
            guard let name = transfer.pendingID?.description, var hold = holds[name], hold.isOpen,
                hold.transfer.from == transfer.from, hold.transfer.to == transfer.to,
                hold.left >= amount
            else { return false }
            hold.left -= amount
            free[from, default: 0] += amount
            holds[name] = hold
            if hold.left == 0 { end(name) }
        case .charge, .pending:
            guard free[from, default: 0] >= amount else { return false }
        default: break
        }
        if transfer.kind == .charge { charges[id] = amount }
        free[from, default: 0] -= amount
        if transfer.kind == .pending {
            guard (transfer.expires ?? .distantPast) > now else {
                free[from, default: 0] += amount
                return false
            }
            holds[id] = Hold(transfer: transfer, left: amount)
            open.insert(id)
            earliest = min(earliest, transfer.expires?.milliseconds ?? .max)
        } else {
            move(amount, from, to)
            free[to, default: 0] += amount
        }
        return true
    }

    private mutating func ends(_ transfer: Transfer, _ id: String) -> Bool {
        guard let name = transfer.pendingID?.description, let hold = holds[name], hold.isOpen,
            let from = hold.transfer.from?.description, let to = hold.transfer.to?.description
        else { return false }
        let amount = transfer.amount ?? hold.left
        guard amount > 0, amount <= hold.left, transfer.kind == .post || amount == hold.left else {
            return false
        }
        end(name)
        guard transfer.kind == .post else { return true }
        charges[id] = amount
        move(amount, from, to)
        free[from, default: 0] -= amount
        free[to, default: 0] += amount
        return true
    }

    private mutating func move(_ amount: Int64, _ from: String, _ to: String) {
        balances[from, default: 0] -= amount
        balances[to, default: 0] += amount
    }

    /// How many accounts hold something else, or could spend something else.
    func differences(from ledger: Ledger) -> Int {
        zip(ledger.accounts, ledger.books).filter { account, book in
            let name = account.id.description
            return book.balance != balances[name, default: 0]
                || book.available != free[name, default: 0]
        }.count
    }
}

/// Transfers from a seed: of every kind, some twice, some altered, out of order.
private struct Traffic {
    private var random: SplitMix64
    private let guests: Int
    private let shops: Int
    private var count = 0
    private var holds: [Transfer] = []
    private var charges: [Transfer] = []
    private var recent: [Transfer] = []
    private(set) var now = Till.noon

    init(seed: UInt64, guests: Int, shops: Int) {
        random = SplitMix64(seed: seed)
        self.guests = guests
        self.shops = shops
    }

    func open(_ ledger: inout Ledger) -> [LedgerRecord] {
        var accounts = [Till.account("bank", .house, mayBeNegative: true)]
        accounts += (0..<shops).map { Till.account("shop\($0)", .house) }
        accounts += (0..<guests).map { Till.account("guest\($0)", .guest, family: "all") }
        var records: [LedgerRecord] = []
        for account in accounts {
            for record in (try? ledger.decide(account)) ?? [] {
                ledger.apply(record, at: .distantPast)
                records.append(record)
            }
        }
        return records
    }

    /// The next transfers, in the order in which they arrive. Time passes before them.
    mutating func next(_ wanted: Int) -> [Transfer] {
        now = now + .seconds(60)
        var transfers: [Transfer] = []
        while transfers.count < wanted {
            let roll = pick(100)
            if roll < 8, let again = recent.randomElement(using: &random) {
                transfers.append(again)
            } else if roll < 10, let altered = recent.randomElement(using: &random) {
                transfers.append(
                    Transfer(
                        id: altered.id, kind: altered.kind, from: altered.from, to: altered.to,
                        amount: (altered.amount ?? 0) + 1, pendingID: altered.pendingID,
                        expires: altered.expires))
            } else {
                let transfer = fresh()
                transfers.append(transfer)
                if recent.count < 500 {
                    recent.append(transfer)
                } else {
                    recent[pick(500)] = transfer
                }
            }
        }
        // Within sixteen places of where it was.
        for place in transfers.indices where pick(2) == 0 {
            transfers.swapAt(place, min(place + pick(16), transfers.count - 1))
        }
        return transfers
    }

    private mutating func pick(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    private mutating func fresh() -> Transfer {
        count += 1
        let id = count % 2 == 0 ? "t\(count)" : "a-till-that-sends-long-names-\(count)"
        let guest = "guest\(pick(guests))"
        let shop = "shop\(pick(shops))"
        let amount = Int64(pick(500)) + 1
        switch pick(10) {
        case 0, 1: return Transfer(id, .deposit, "bank", guest, amount * 3)
        case 2, 3:
            charges.append(Transfer(id, .charge, guest, shop, amount))
            return charges[charges.count - 1]
        case 4: return Transfer(id, .transfer, guest, "guest\(pick(guests))", amount)
        case 5, 6:
            let seconds = (now - Till.noon).milliseconds / 1_000 + Int64(pick(600)) - 5
            holds.append(Transfer(id, .pending, guest, shop, amount, expires: seconds))
            return holds[holds.count - 1]
        case 7:
            guard let charge = near(charges) else { return Transfer(id, .void, about: "none") }
            return Transfer(
                id, .refund, charge.to?.description, charge.from?.description, amount / 2 + 1,
                about: charge.id.description)
        case 8:
            guard let hold = near(holds) else { return Transfer(id, .void, about: "none") }
            return Transfer(
                id, .charge, hold.from?.description, hold.to?.description, amount / 4 + 1,
                about: hold.id.description)
        default:
            guard let hold = near(holds) else { return Transfer(id, .void, about: "none") }
            let post = Transfer(
                id, .post, nil, nil, pick(2) == 0 ? nil : amount, about: hold.id.description)
            return pick(3) == 0 ? Transfer(id, .void, about: hold.id.description) : post
        }
    }

    /// One of the last.
    private mutating func near(_ transfers: [Transfer]) -> Transfer? {
        guard !transfers.isEmpty else { return nil }
        return transfers[transfers.count - 1 - pick(min(transfers.count, 60))]
    }
}
