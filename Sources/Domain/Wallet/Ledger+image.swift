import HeapModule
public import Kernel

/// How the ledger stands in a snapshot, version 2. Only this version of the program and later ones
/// read it: the journal's records are what lasts. In version 1, which is read too, no transfer had
/// a bearer.
///
///     image   = 2 clock:signed day:signed account* transfer* pair* expiry*     each list counted
extension Ledger {
    /// Itself as bytes. Linear in all transfers ever, so it is done on another thread than the one
    /// that goes on.
    public var image: [UInt8] {
        var writer = ByteWriter()
        writer.byte(2)
        writer.signedVarint(clock.milliseconds)
        writer.signedVarint(Int64(day))
        writer.varint(UInt64(accounts.count))
        for (account, book) in zip(accounts, books) { Self.append(account, book, to: &writer) }
        writer.varint(UInt64(entries.count))
        for (key, entry) in zip(transferNumbers.keys, entries) {
            writer.key(key)
            Self.append(entry, to: &writer)
        }
        writer.varint(UInt64(pairs.count))
        for (key, pair) in zip(pairNumbers.keys, pairs) {
            writer.key(key)
            writer.signedVarint(pair.paid)
            pair.spent.append(to: &writer)
        }
        writer.varint(UInt64(expiries.count))
        for expiry in expiries.unordered.sorted() {
            writer.signedVarint(expiry.at)
            writer.varint(UInt64(expiry.number))
            writer.counted(expiry.id.utf8)
        }
        return writer.bytes
    }

    /// - Parameter image: As ``image`` gave it, under the same seed.
    public init(image: UnsafeRawBufferPointer, seed: KeySeed) throws(ByteReaderFailure) {
        self.init(seed: seed)
        var reader = ByteReader(image)
        let version = try reader.byte()
        guard version == 1 || version == 2 else { throw .unknownVersion }
        clock = Instant(milliseconds: try reader.signedVarint())
        day = Int32(clamping: try reader.signedVarint())
        for _ in 0..<(try reader.count(upTo: Self.accountCountMax)) {
            let (account, book) = try Self.account(&reader)
            _ = accountNumbers.number(key(of: account.id))
            accounts.append(account)
            books.append(book)
        }
        for _ in 0..<(try reader.count(upTo: Self.transferCountMax)) {
            _ = transferNumbers.number(try reader.key())
            entries.append(try Self.entry(&reader, hasBearer: version > 1))
        }
        for _ in 0..<(try reader.count(upTo: Self.transferCountMax)) {
            _ = pairNumbers.number(try reader.key())
            var pair = PaidPair(paid: try reader.signedVarint())
            pair.spent = try DaySum(&reader)
            pairs.append(pair)
        }
        for entry in entries { noteGivenBack(entry) }
        for _ in 0..<(try reader.count(upTo: Self.transferCountMax)) {
            let at = try reader.signedVarint()
            let number = UInt32(clamping: try reader.varint())
            guard let id = TransferID(bytes: try reader.counted()) else { throw .unknownName }
            expiries.insert(Expiry(at: at, number: number, id: id))
        }
    }

    // MARK: Parts

    private static func append(
        _ account: WalletAccount, _ book: AccountBook, to writer: inout ByteWriter
    ) {
        writer.counted(account.id.utf8)
        writer.counted(account.currency.description.utf8)
        writer.byte(account.kind == .guest ? 1 : 2)
        writer.byte((account.mayBeNegative ? 1 : 0) | (account.mayLeaveFamily ? 2 : 0))
        for limit in [account.limits.charge, account.limits.day, account.limits.shopDay] {
            writer.signedVarint(limit ?? -1)
        }
        writer.counted(Array((account.family?.description ?? "").utf8))
        writer.counted(Array((account.parent?.description ?? "").utf8))
        for sum in [
            book.debitsPending, book.debitsPosted, book.creditsPending, book.creditsPosted,
        ] { writer.signedVarint(sum) }
        book.spent.append(to: &writer)
    }

    private static func account(
        _ reader: inout ByteReader
    ) throws(ByteReaderFailure) -> (WalletAccount, AccountBook) {
        guard let id = AccountID(bytes: try reader.counted()),
            let currency = Currency(bytes: try reader.counted())
        else { throw .unknownName }
        let kind: WalletAccount.Kind = try reader.byte() == 1 ? .guest : .house
        let flags = try reader.byte()
        var limits: [Int64?] = []
        for _ in 0..<3 {
            let limit = try reader.signedVarint()
            limits.append(limit < 0 ? nil : limit)
        }
        let family = FamilyID(bytes: try reader.counted())
        let parent = AccountID(bytes: try reader.counted())
        let account = WalletAccount(
            id: id, kind: kind, currency: currency, mayBeNegative: flags & 1 != 0,
            limits: SpendingLimits(charge: limits[0], day: limits[1], shopDay: limits[2]),
            family: family, parent: parent, mayLeaveFamily: flags & 2 != 0)
        var book = AccountBook(account)
        book.debitsPending = try reader.signedVarint()
        book.debitsPosted = try reader.signedVarint()
        book.creditsPending = try reader.signedVarint()
        book.creditsPosted = try reader.signedVarint()
        book.spent = try DaySum(&reader)
        return (account, book)
    }

    private static func append(_ entry: LedgerEntry, to writer: inout ByteWriter) {
        writer.byte(entry.kind.rawValue)
        writer.byte(entry.state.rawValue << 1 | (entry.namesAmount ? 1 : 0))
        writer.signedVarint(entry.amount)
        writer.signedVarint(entry.left)
        writer.signedVarint(entry.at)
        writer.signedVarint(entry.expires)
        for number in [entry.from, entry.to, entry.named, entry.post] {
            writer.varint(UInt64(number))
        }
        writer.signedVarint(Int64(entry.day))
        writer.varint(UInt64(entry.bearer &+ 1))
    }

    private static func entry(
        _ reader: inout ByteReader, hasBearer: Bool
    ) throws(ByteReaderFailure) -> LedgerEntry {
        let kind = Transfer.Kind(rawValue: try reader.byte())
        let flags = try reader.byte()
        guard let kind, let state = LedgerBooking.State(rawValue: flags >> 1) else {
            throw .unknownName
        }
        let amount = try reader.signedVarint()
        let left = try reader.signedVarint()
        let at = try reader.signedVarint()
        let expires = try reader.signedVarint()
        let from = UInt32(clamping: try reader.varint())
        let to = UInt32(clamping: try reader.varint())
        let named = UInt32(clamping: try reader.varint())
        let post = UInt32(clamping: try reader.varint())
        var entry = LedgerEntry(
            amount: amount, left: left, at: at, expires: expires, from: from, to: to,
            named: named, day: Int32(clamping: try reader.signedVarint()), kind: kind,
            state: state, namesAmount: flags & 1 != 0)
        entry.post = post
        if hasBearer { entry.bearer = UInt32(clamping: try reader.varint()) &- 1 }
        return entry
    }
}

extension DaySum {
    fileprivate func append(to writer: inout ByteWriter) {
        writer.signedVarint(Int64(day))
        writer.signedVarint(of(day))
    }

    fileprivate init(_ reader: inout ByteReader) throws(ByteReaderFailure) {
        let day = Int32(clamping: try reader.signedVarint())
        add(try reader.signedVarint(), on: day)
    }
}

extension ByteWriter {
    mutating func key(_ key: Key128) {
        fixed(key.high)
        fixed(key.low)
    }
}

extension ByteReader {
    mutating func key() throws(ByteReaderFailure) -> Key128 {
        let high = try fixed()
        return Key128(low: try fixed(), high: high)
    }
}
