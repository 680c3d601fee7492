public import Kernel

/// A sort of name a customer goes by. The raw values stand in the journal for ever; the order is
/// the order in which a person is called after one.
public enum AliasKind: String, CaseIterable, Sendable, Codable, Comparable {
    /// The organisation's own number for somebody: a guest, a patient, a member.
    case account
    case mail
    case phone
    case device
    case band

    public static func < (left: AliasKind, right: AliasKind) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Whether one person has one of them: two that differ, both verified, are two people's.
    var isExclusive: Bool {
        switch self {
        case .account, .mail, .phone: true
        case .device, .band: false
        }
    }
}

/// One name a customer goes by: `band 0451`, `mail ann@example.org`.
///
/// ASCII throughout, and in one spelling: mail addresses in lower case, telephone numbers as
/// digits with a leading plus where there is one.
public struct Alias: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The most bytes a name may have: the longest mail address (RFC 5321, 4.5.3.1).
    public static let byteCountMax = 254

    public let kind: AliasKind
    public let name: String

    /// - Parameter name: As somebody typed it.
    /// - Returns: `nil` when it cannot be a name of that kind.
    public init?(_ kind: AliasKind, _ name: String) {
        guard name.utf8.count <= Self.byteCountMax else { return nil }
        var bytes = Array(name.utf8.drop { $0 == 32 })
        while bytes.last == 32 { bytes.removeLast() }
        switch kind {
        case .account, .device, .band:
            guard IdentifierAlphabet.admits(bytes) else { return nil }
        case .mail:
            guard bytes.allSatisfy({ $0 > 32 && $0 < 127 }),
                let at = bytes.lastIndex(of: 64), at > 0, at < bytes.count - 1
            else { return nil }
            bytes = bytes.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
        case .phone:
            bytes.removeAll { [32, 40, 41, 45, 46, 47].contains($0) }
            let digits = bytes.first == 43 ? bytes.dropFirst() : bytes[...]
            guard (6...15).contains(digits.count),
                digits.allSatisfy({ $0 >= 48 && $0 <= 57 })
            else { return nil }
        }
        self.kind = kind
        self.name = String(decoding: bytes, as: UTF8.self)
    }

    public init(_ token: Token) {
        kind = .band
        name = token.description
    }

    public init(_ account: PersonID) {
        kind = .account
        name = account.description
    }

    /// The token that signals carry, for what has a reader.
    public var token: Token? {
        switch kind {
        case .band, .device: Token(name)
        case .account, .mail, .phone: nil
        }
    }

    public var description: String { "\(kind.rawValue) \(name)" }

    public static func == (left: Alias, right: Alias) -> Bool {
        left.kind == right.kind && left.name.utf8.elementsEqual(right.name.utf8)
    }

    public static func < (left: Alias, right: Alias) -> Bool {
        if left.kind != right.kind { return left.kind < right.kind }
        return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(name)  // ASCII: equal texts are equal bytes.
    }
}
