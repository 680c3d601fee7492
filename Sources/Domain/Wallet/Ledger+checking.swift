public import Kernel

/// What must hold after every record, as questions. Each walks over everything.
extension Ledger {
    /// What all accounts of each currency hold together: zero each, always.
    ///
    /// - Returns: One a currency that any account has, in the order of the codes.
    public var sums: [(currency: Currency, minorUnits: Int128)] {
        var sums: [Currency: Int128] = [:]
        for book in books {
            sums[book.currency, default: 0] += Int128(book.creditsPosted)
            sums[book.currency, default: 0] -= Int128(book.debitsPosted)
        }
        return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Whether what is pending on each account is what its open holds still hold, and no guest and
    /// no other account that must not be is below zero.
    public var isConsistent: Bool {
        var debits = [Int128](repeating: 0, count: books.count)
        var credits = debits
        for entry in entries where entry.kind == .pending {
            guard entry.state == .open ? entry.left > 0 : entry.left == 0 else { return false }
            debits[Int(entry.from)] += Int128(entry.left)
            credits[Int(entry.to)] += Int128(entry.left)
        }
        return books.indices.allSatisfy { number in
            let book = books[number]
            return Int128(book.debitsPending) == debits[number]
                && Int128(book.creditsPending) == credits[number]
                && (book.available >= 0 || book.mayBeNegative)
                && min(book.debitsPosted, book.creditsPosted) >= 0
        }
    }

    /// A number of the whole state, the same in every process that folded the same records under
    /// the same seed. 32 hexadecimal digits.
    ///
    /// It tells states apart, and is no seal against somebody who would make two alike.
    public var digest: String {
        var fold = DigestFold()
        fold.take(clock.milliseconds)
        fold.take(Int64(day))
        for (account, book) in zip(accountNumbers.keys, books) {
            fold.take(account)
            for number in [
                book.debitsPending, book.debitsPosted, book.creditsPending, book.creditsPosted,
                Int64(book.spent.day), book.spent.of(book.spent.day),
            ] { fold.take(number) }
        }
        for (transfer, entry) in zip(transferNumbers.keys, entries) {
            fold.take(transfer)
            fold.take(entry)
        }
        for (key, pair) in zip(pairNumbers.keys, pairs) {
            fold.take(key)
            fold.take(pair.paid)
            fold.take(Int64(pair.spent.day))
            fold.take(pair.spent.of(pair.spent.day))
        }
        return fold.text
    }
}

/// Two 64-bit words that each number is mixed into.
private struct DigestFold {
    private var first: UInt64 = 0x243F_6A88_85A3_08D3
    private var second: UInt64 = 0x1319_8A2E_0370_7344

    mutating func take(_ number: Int64) {
        let product = (first ^ UInt64(bitPattern: number))
            .multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        first = product.low ^ second
        second = (product.high &+ second &+ UInt64(bitPattern: number)) &* 0xE703_7ED1_A0B4_28DB
    }

    mutating func take(_ key: Key128) {
        take(Int64(bitPattern: key.low))
        take(Int64(bitPattern: key.high))
    }

    mutating func take(_ entry: LedgerEntry) {
        take(entry.amount)
        take(entry.left)
        take(entry.at)
        take(entry.expires)
        take(Int64(entry.from) << 32 | Int64(entry.to))
        take(Int64(entry.named) << 32 | Int64(entry.post))
        if entry.bearer != .max { take(Int64(entry.bearer) << 8 | 1) }
        take(
            Int64(entry.day) << 16 | Int64(entry.kind.rawValue) << 8
                | Int64(entry.state.rawValue) << 1 | (entry.namesAmount ? 1 : 0))
    }

    var text: String {
        [first, second].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}
