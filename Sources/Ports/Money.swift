public import Domain
public import Kernel

/// What one line about money says.
public enum MoneyLine: Sendable {
    case account(MoneyAccountLine)
    case transfer(Transfer)
}

/// An account as it is written, where the currency may be left out.
public struct MoneyAccountLine: Sendable {
    public let id: AccountID
    public let kind: WalletAccount.Kind
    public let currency: Currency?
    public let mayBeNegative: Bool
    public let limits: SpendingLimits
    public let family: FamilyID?
    public let parent: AccountID?
    public let mayLeaveFamily: Bool

    public init(
        id: AccountID, kind: WalletAccount.Kind, currency: Currency?, mayBeNegative: Bool,
        limits: SpendingLimits, family: FamilyID?, parent: AccountID?, mayLeaveFamily: Bool
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

    public func account(in currency: Currency) -> WalletAccount {
        WalletAccount(
            id: id, kind: kind, currency: self.currency ?? currency, mayBeNegative: mayBeNegative,
            limits: limits, family: family, parent: parent, mayLeaveFamily: mayLeaveFamily)
    }
}

/// What is wrong with a line, and what to write instead.
public struct MoneyLineProblem: Error, Sendable {
    /// A field's name, or a column.
    public let place: String
    public let message: String

    public init(place: String, message: String) {
        self.place = place
        self.message = message
    }
}

/// Reads lines about money.
public protocol MoneyDecoder: Sendable {
    /// - Parameter line: Without its end.
    func decode(_ line: UnsafeBufferPointer<UInt8>) throws(MoneyLineProblem) -> MoneyLine
}
