import Kernel

/// What a signal reports. A closed list: the raw values stand in the journal for ever.
public enum SignalKind: UInt8, CaseIterable, Sendable, Codable {
    case enter = 1
    case exit = 2
    case read = 3
    case service = 4
    case tap = 5

    /// The word that stands for it on the wire and in rules.
    public var word: String {
        switch self {
        case .enter: "enter"
        case .exit: "exit"
        case .read: "read"
        case .service: "service"
        case .tap: "tap"
        }
    }

    public init?(word: String) {
        guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = kind
    }

    /// Raw values run from 1 to this.
    public static var rawValueMax: Int { 5 }
}
