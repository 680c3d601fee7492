import Domain
import Kernel
import Testing

/// Limits and bearers against a list that is walked from its beginning for every question.
@Suite("Limits against a list")
struct LimitModelTests {
    @Test(
        "Whatever payers and bearers do in a day is refused as the list says",
        arguments: 0..<60 as Range<UInt64>)
    func anyDay(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        func pick(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        var till = Till()
        var list = PlainLimits()
        for number in 0..<5 {
            let limits = SpendingLimits(
                charge: number & 1 == 0 ? nil : 300, day: number & 2 == 0 ? nil : 900,
                shopDay: number & 4 == 0 ? nil : 600)
            till.open(Till.account("g\(number)", .guest, limits: limits, family: "f"))
            till.send(Transfer("in\(number)", .deposit, "bank", "g\(number)", 3_000))
            list.limits["g\(number)"] = limits
        }

        for number in 0..<150 {
            let (payer, shop) = ("g\(pick(5))", pick(2) == 0 ? "shop" : "cafe")
            let bearer = pick(3) == 0 ? nil : "g\(pick(5))"
            let open = list.entries.indices.filter { list.entries[$0].isOpen }
            if pick(4) == 0, !open.isEmpty {
                let place = open[pick(open.count)]
                let hold = list.entries[place]
                let isVoid = pick(2) == 0
                let taken = Int64(pick(Int(hold.amount))) + 1
                let end = Transfer(
                    "t\(number)", isVoid ? .void : .post, nil, nil, isVoid ? nil : taken,
                    about: hold.id)
                #expect(till.send(end) == nil)
                list.entries[place].isOpen = false
                list.entries[place].taken = isVoid ? 0 : taken
            } else {
                let isHold = pick(2) == 0
                let entry = PlainLimits.Entry(
                    id: "t\(number)", payer: payer, bearer: bearer, shop: shop,
                    amount: Int64(pick(350)) + 1, isHold: isHold, isOpen: isHold)
                let expected = list.refusal(of: entry)
                let refusal = till.send(
                    Transfer(
                        entry.id, isHold ? .pending : .charge, payer, shop, entry.amount,
                        bearer: bearer))
                #expect(refusal == expected, "seed \(seed), \(entry)")
                if expected == nil { list.entries.append(entry) }
            }
            #expect(till.ledger.isConsistent)
        }

        for number in 0..<5 {
            #expect(till.book(of: "g\(number)").available == list.free("g\(number)"))
        }
        #expect(list.entries.count > 20)
    }
}

private struct PlainLimits {
    struct Entry {
        let id: String
        let payer: String
        let bearer: String?
        let shop: String
        let amount: Int64
        let isHold: Bool
        var isOpen: Bool
        var taken: Int64 = 0

        /// What of it is gone, or held.
        var counted: Int64 { isHold && !isOpen ? taken : amount }
    }

    var entries: [Entry] = []
    var limits: [String: SpendingLimits] = [:]

    func free(_ guest: String) -> Int64 {
        3_000 - entries.reduce(0) { $0 + ($1.payer == guest ? $1.counted : 0) }
    }

    private func spent(_ guest: String, in shop: String?) -> Int64 {
        entries.reduce(0) { sum, entry in
            let isTheirs = entry.payer == guest || entry.bearer == guest
            return sum + (isTheirs && shop ?? entry.shop == entry.shop ? entry.counted : 0)
        }
    }

    func refusal(of entry: Entry) -> LedgerRefusal? {
        let guests = [entry.payer, entry.bearer ?? entry.payer]
        func any(_ limit: KeyPath<SpendingLimits, Int64?>, _ spent: (String) -> Int64) -> Bool {
            guests.contains { guest in
                guard let limit = limits[guest]?[keyPath: limit] else { return false }
                return spent(guest) + entry.amount > limit
            }
        }
        if any(\.charge, { _ in 0 }) { return .exceedsChargeLimit }
        if any(\.day, { spent($0, in: nil) }) { return .exceedsDayLimit }
        if any(\.shopDay, { spent($0, in: entry.shop) }) { return .exceedsShopLimit }
        return entry.amount > free(entry.payer) ? .insufficientFunds : nil
    }
}
