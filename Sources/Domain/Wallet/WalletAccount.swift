public import Kernel

public enum AccountNoun {}
public enum FamilyNoun {}

/// An account of the wallet. A small name that says nothing of whose it is.
public typealias AccountID = Identifier<AccountNoun>
/// Guests who may pass money to one another.
public typealias FamilyID = Identifier<FamilyNoun>

/// Where money of the wallet stands: a guest's band, or something of the house.
///
/// Its balance is what was credited less what was debited. It holds no personal data.
public struct WalletAccount: Equatable, Sendable, Codable {
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// A customer's. Never negative.
        case guest
        /// A shop, a till, the bank: the house's own.
        case house
    }

    public let id: AccountID
    public let kind: Kind
    public let currency: Currency
    /// Of a house account: whether more may leave it than came in, as from the bank.
    public let mayBeNegative: Bool
    public let limits: SpendingLimits
    public let family: FamilyID?
    /// The account of whoever looks after this one, which counts as of one family with it.
    public let parent: AccountID?
    /// Whether it may give to and take from guests of another family that may as well.
    public let mayLeaveFamily: Bool

    public init(
        id: AccountID, kind: Kind, currency: Currency, mayBeNegative: Bool = false,
        limits: SpendingLimits = SpendingLimits(), family: FamilyID? = nil,
        parent: AccountID? = nil, mayLeaveFamily: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.currency = currency
        self.mayBeNegative = mayBeNegative
        self.limits = limits
        self.family = family
        self.parent = parent
        self.mayLeaveFamily = mayLeaveFamily
    }

    /// Whether both are of one family: of the same name, of the same parent, or parent and child.
    func isFamily(of other: WalletAccount) -> Bool {
        if let family, family == other.family { return true }
        if let parent, parent == other.parent || parent == other.id { return true }
        return other.parent == id
    }
}

/// How much a guest may spend, in minor units of the account's currency. `nil` is no limit.
///
/// A limit binds what is charged or held, when it is charged or held. What a refund gives back
/// counts as spent; what a hold gives back on its own day does not.
public struct SpendingLimits: Equatable, Sendable, Codable {
    /// The most at once.
    public let charge: Int64?
    /// The most of one day, in all shops.
    public let day: Int64?
    /// The most of one day in one shop.
    public let shopDay: Int64?

    public init(charge: Int64? = nil, day: Int64? = nil, shopDay: Int64? = nil) {
        self.charge = charge
        self.day = day
        self.shopDay = shopDay
    }

    var areNegative: Bool { [charge, day, shopDay].contains { $0.map { $0 < 0 } ?? false } }
}

/// Why an account is not opened or changed. When several apply, the one declared first is named.
public enum AccountRefusal: Error, Equatable, Sendable, CaseIterable {
    /// It is open already, of the other kind or in another currency.
    case accountDiffers
    case guestMayNotBeNegative
    case limitNegative
    case tooManyAccounts

    /// A stable word for the outside.
    public var code: String {
        switch self {
        case .accountDiffers: "accountDiffers"
        case .guestMayNotBeNegative: "guestMayNotBeNegative"
        case .limitNegative: "limitNegative"
        case .tooManyAccounts: "tooManyAccounts"
        }
    }
}
