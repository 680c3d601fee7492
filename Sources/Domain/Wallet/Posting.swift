public import Kernel

/// Money that moved: one line of the books.
public struct Posting: Equatable, Sendable {
    public let id: TransferID
    /// Neither a hold nor a void: nothing moves by them.
    public let kind: Transfer.Kind
    public let from: WalletAccount
    public let to: WalletAccount
    public let amount: Money
    /// When it was booked, by our clock.
    public let at: Instant
    /// The venue's civil day, in days since 1970-01-01.
    public let day: Int32
}

/// Turns the wallet's records, in order and from the first, into what moved by them.
public struct PostingReader: Sendable {
    private var ledger: Ledger

    public init(seed: KeySeed) { ledger = Ledger(seed: seed) }

    /// - Returns: `nil` when nothing moved.
    public mutating func take(_ record: LedgerRecord, at moment: Instant) -> Posting? {
        ledger.apply(record, at: moment)
        guard case .transferBooked(let transfer, let day) = record else { return nil }
        return ledger.posting(of: transfer, on: day, at: moment)
    }
}

/// What one account took and gave on one civil day.
public struct DayClosing: Equatable, Sendable {
    /// How often, and how much in minor units.
    public struct Sum: Equatable, Sendable {
        public private(set) var count = 0
        public private(set) var minorUnits: Int64 = 0

        mutating func add(_ amount: Int64) {
            count += 1
            minorUnits += amount
        }
    }

    public let account: AccountID
    public let day: Int32
    /// What it held when the day began.
    public private(set) var opening: Int64 = 0
    /// By kind, in the order of ``Transfer/Kind``.
    public private(set) var taken: [(kind: Transfer.Kind, sum: Sum)] = []
    public private(set) var given: [(kind: Transfer.Kind, sum: Sum)] = []

    public init(of account: AccountID, on day: Int32) {
        self.account = account
        self.day = day
    }

    /// What it held when the day was over.
    public var closing: Int64 {
        opening + taken.reduce(0) { $0 + $1.sum.minorUnits }
            - given.reduce(0) { $0 + $1.sum.minorUnits }
    }

    /// Postings in order; those of other accounts and later days change nothing.
    public mutating func take(_ posting: Posting) {
        guard posting.day <= day else { return }
        let amount = posting.amount.minorUnits
        if posting.to.id == account {
            if posting.day < day { opening += amount } else { Self.add(posting, to: &taken) }
        }
        if posting.from.id == account {
            if posting.day < day { opening -= amount } else { Self.add(posting, to: &given) }
        }
    }

    private static func add(
        _ posting: Posting, to sums: inout [(kind: Transfer.Kind, sum: Sum)]
    ) {
        if let place = sums.firstIndex(where: { $0.kind == posting.kind }) {
            sums[place].sum.add(posting.amount.minorUnits)
            return
        }
        var sum = Sum()
        sum.add(posting.amount.minorUnits)
        sums.append((posting.kind, sum))
        sums.sort { $0.kind.rawValue < $1.kind.rawValue }
    }

    public static func == (left: Self, right: Self) -> Bool {
        (left.account, left.day, left.opening) == (right.account, right.day, right.opening)
            && left.taken.elementsEqual(right.taken) { $0.kind == $1.kind && $0.sum == $1.sum }
            && left.given.elementsEqual(right.given) { $0.kind == $1.kind && $0.sum == $1.sum }
    }
}
