import Domain
import ExactJSON
import Kernel
public import Ports

/// Lines of money as JSON: docs/wallet.md.
public struct JSONMoneyDecoder: MoneyDecoder {
    public init() {}

    public func decode(
        _ line: UnsafeBufferPointer<UInt8>
    ) throws(MoneyLineProblem) -> MoneyLine {
        var fields = try WalletFields(line)
        return try fields.line()
    }
}

/// Takes the fields of one line out by name, so that what is left over is known.
struct WalletFields {
    private var fields: [(name: String, value: ExactJSON)]

    /// - Parameter bytes: One line without its end.
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws(MoneyLineProblem) {
        let value: ExactJSON
        do throws(ExactJSONFailure) { value = try ExactJSONReader.read(bytes) } catch {
            throw MoneyLineProblem(place: "column \(error.column)", message: error.message)
        }
        guard case .object(let found) = value else {
            throw MoneyLineProblem(
                place: "column 1", message: "each line is one object: {\"id\": …}")
        }
        fields = found
    }

    private init(_ fields: [(name: String, value: ExactJSON)]) { self.fields = fields }

    /// The line's meaning.
    mutating func line() throws(MoneyLineProblem) -> MoneyLine {
        // Some say of each line which of both it is, besides its kind.
        let says = has("kind") ? value(of: "type") : nil
        if says == .string("account") || says == .string("transfer") { _ = take("type") }
        _ = take("note")
        let kinds = WalletAccount.Kind.accepted.map(\.name)
        let isAccount =
            has("account")
            || (value(of: "kind") ?? value(of: "type")).map { kind in
                if case .string(let word) = kind { return kinds.contains(word) }
                return false
            } ?? false
        let line: MoneyLine = isAccount ? .account(try account()) : .transfer(try transfer())
        if let rest = fields.first {
            let known = isAccount ? Self.accountFields : Self.transferFields
            throw MoneyLineProblem(
                place: rest.name, message: "is not known here; the fields are \(known)")
        }
        return line
    }

    private static let accountFields =
        "account, kind, currency, limits, family, parent, outside_family, may_be_negative"
    private static let transferFields =
        "id, kind, from, to, bearer, amount, currency, at, pending_id, refunds, expires"

    private mutating func account() throws(MoneyLineProblem) -> MoneyAccountLine {
        let id: AccountID = try needed("account", "id")
        let written = try string("kind", "type") ?? ""
        guard let kind = WalletAccount.Kind.accepted.first(where: { $0.name == written }) else {
            throw MoneyLineProblem(place: "kind", message: "write guest or house")
        }
        let mayBeNegative =
            try bool(
                "may_be_negative", "can_be_negative", "allow_negative", "may_go_negative",
                "negative", "overdraft") ?? kind.mayBeNegative
        return MoneyAccountLine(
            id: id, kind: kind.kind, currency: try currency(), mayBeNegative: mayBeNegative,
            limits: try limits(), family: try identifier("family"),
            parent: try identifier("parent"), mayLeaveFamily: try bool("outside_family") ?? false)
    }

    private mutating func limits() throws(MoneyLineProblem) -> SpendingLimits {
        guard let value = take("limits", "limit") else { return SpendingLimits() }
        guard case .object(let inner) = value else {
            throw MoneyLineProblem(
                place: "limits", message: "write {\"charge\": 5000, \"day\": 10000}")
        }
        var fields = WalletFields(inner)
        let limits = SpendingLimits(
            charge: try fields.integer("charge", "per_charge", "max_charge"),
            day: try fields.integer("day", "per_day", "max_day", "daily"),
            shopDay: try fields.integer(
                "shop_day", "per_shop_day", "per_shop", "max_shop_day", "shop"))
        if let rest = fields.fields.first {
            throw MoneyLineProblem(
                place: "limits.\(rest.name)",
                message: "is not known; there are charge, day and shop_day")
        }
        return limits
    }

    private mutating func transfer() throws(MoneyLineProblem) -> Transfer {
        let id: TransferID = try needed("id")
        let word = try string("kind", "type") ?? ""
        guard let kind = Transfer.Kind(word: word) else {
            let words = Transfer.Kind.allCases.map(\.word).joined(separator: ", ")
            throw MoneyLineProblem(place: "kind", message: "write one of \(words)")
        }
        let pending: TransferID? = try identifier("pending_id")
        let refunds: TransferID? = try identifier("refunds")
        guard pending == nil || refunds == nil || pending == refunds else {
            throw MoneyLineProblem(
                place: "refunds", message: "names another transfer than pending_id; write one")
        }
        guard refunds == nil || kind == .refund else {
            throw MoneyLineProblem(place: "refunds", message: "goes with the kind refund only")
        }
        return Transfer(
            id: id, kind: kind, from: try identifier("from"), to: try identifier("to"),
            amount: try integer("amount"), currency: try currency(), at: try instant("at"),
            pendingID: pending ?? refunds, expires: try instant("expires"),
            bearer: try identifier("bearer"))
    }
}

extension ExactJSON {
    /// Whether it was written without a fraction and an exponent, of however many digits.
    fileprivate var isWholeNumber: Bool {
        switch self {
        case .integer: true
        case .otherNumber(let text): !text.contains { ".eE".contains($0) }
        default: false
        }
    }
}

/// The values, each by any of its names. One that is not there, or is null, is `nil`.
extension WalletFields {
    private func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    private func value(of name: String) -> ExactJSON? {
        fields.first { $0.name == name }?.value
    }

    private mutating func take(_ names: String...) -> ExactJSON? { take(any: names) }

    private mutating func take(any names: [String]) -> ExactJSON? {
        guard let place = fields.firstIndex(where: { names.contains($0.name) }) else { return nil }
        let value = fields.remove(at: place).value
        return value == .null ? nil : value
    }

    private mutating func string(_ names: String...) throws(MoneyLineProblem) -> String? {
        guard let value = take(any: names) else { return nil }
        guard case .string(let text) = value else {
            throw MoneyLineProblem(
                place: names[0], message: "is \(value.shown); write a text in quotes")
        }
        return text
    }

    private mutating func integer(_ names: String...) throws(MoneyLineProblem) -> Int64? {
        guard let value = take(any: names) else { return nil }
        guard case .integer(let number) = value else {
            let advice =
                value.isWholeNumber
                ? "that is too large: between \(Int64.min) and \(Int64.max) minor units are counted"
                : "write whole minor units, such as 1250 for 12.50"
            throw MoneyLineProblem(place: names[0], message: "is \(value.shown); \(advice)")
        }
        return number
    }

    private mutating func bool(_ names: String...) throws(MoneyLineProblem) -> Bool? {
        guard let value = take(any: names) else { return nil }
        guard case .bool(let flag) = value else {
            throw MoneyLineProblem(
                place: names[0], message: "is \(value.shown); write true or false")
        }
        return flag
    }

    private mutating func identifier<Noun>(
        _ names: String...
    ) throws(MoneyLineProblem) -> Identifier<Noun>? { try identifier(any: names) }

    private mutating func identifier<Noun>(
        any names: [String]
    ) throws(MoneyLineProblem) -> Identifier<Noun>? {
        guard let value = take(any: names) else { return nil }
        guard case .string(let text) = value, let id = Identifier<Noun>(text) else {
            throw MoneyLineProblem(
                place: names[0],
                message: "is \(value.shown); write 1 to 64 of A-Z a-z 0-9 _ - in quotes")
        }
        return id
    }

    private mutating func needed<Noun>(
        _ names: String...
    ) throws(MoneyLineProblem) -> Identifier<Noun> {
        guard let id: Identifier<Noun> = try identifier(any: names) else {
            throw MoneyLineProblem(
                place: names[0], message: "is missing; write 1 to 64 of A-Z a-z 0-9 _ - in quotes")
        }
        return id
    }

    private mutating func currency() throws(MoneyLineProblem) -> Currency? {
        guard let text = try string("currency") else { return nil }
        guard let currency = Currency(text) else {
            throw MoneyLineProblem(
                place: "currency",
                message: "is \"\(text.prefix(20))\"; write an active code of ISO 4217, as EUR")
        }
        return currency
    }

    private mutating func instant(_ name: String) throws(MoneyLineProblem) -> Instant? {
        guard let value = take(name) else { return nil }
        if case .integer(let milliseconds) = value, WalletFields.moments.contains(milliseconds) {
            return Instant(milliseconds: milliseconds)
        }
        if case .string(let text) = value, let instant = Instant(rfc3339: text.utf8) {
            return instant
        }
        throw MoneyLineProblem(
            place: name,
            message: "is \(value.shown); write \"2026-07-14T10:05:00+02:00\", or milliseconds")
    }

    /// The years 1970 to 9999, in milliseconds.
    private static let moments: Range<Int64> = 0..<253_402_300_800_000
}

extension WalletAccount.Kind {
    /// The words a file may use, and whether such an account may be negative unless it says so.
    /// Money comes from somewhere: what a file calls house or bank may give what it never got.
    fileprivate static let accepted: [(name: String, kind: Self, mayBeNegative: Bool)] = [
        ("guest", .guest, false), ("house", .house, true), ("bank", .house, true),
        ("shop", .house, false), ("till", .house, false), ("cash", .house, true),
    ]
}

extension Transfer.Kind {
    /// What a file calls it.
    fileprivate var word: String { "\(self)" }

    fileprivate init?(word: String) {
        guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = kind
    }
}
