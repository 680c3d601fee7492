public import Kernel

/// Something about a person worth knowing when serving them.
public struct Telling: Equatable, Sendable, Codable {
    /// The raw values stand in the journal for ever.
    public enum Kind: Int, Sendable, Codable, CaseIterable {
        case name = 1
        /// What they wish, in their own words.
        case wish = 2
        /// How they like to be served, in their own words.
        case manner = 3
        /// What somebody promised them.
        case promise = 4

        public var word: String {
            switch self {
            case .name: "name"
            case .wish: "wish"
            case .manner: "manner"
            case .promise: "promise"
            }
        }

        public init?(word: String) {
            guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
            self = kind
        }
    }

    /// The most bytes of one.
    public static let byteCountMax = 400

    public let kind: Kind
    public let text: String
    public let by: Claimant
    public let at: Instant

    public init(kind: Kind, text: String, by: Claimant, at: Instant) {
        self.kind = kind
        self.text = text
        self.by = by
        self.at = at
    }
}

/// Something that happened with a person today, as a record: never where they were.
public struct Happening: Equatable, Sendable, Codable {
    public enum Kind: Int, Sendable, Codable {
        case cueIssued = 1
        case cueTaken = 2
        case helped = 3
        case didNotHelp = 4
        case told = 5
    }

    public let kind: Kind
    public let rule: RuleID?
    public let at: Instant
}

/// What the house knows of one alias: a person's profile is that of all their names together.
struct Profile: Equatable, Sendable, Codable {
    /// The most tellings of one name that are kept in mind; older ones stay in the journal.
    static let tellingCountMax = 20
    /// The most happenings of a day.
    static let happeningCountMax = 50

    var facts: [String] = []
    var tellings: [Telling] = []
    var consent: ConsentChoice?
    var happenings: [Happening] = []

    var isEmpty: Bool {
        facts.isEmpty && tellings.isEmpty && consent == nil && happenings.isEmpty
    }

    mutating func take(_ telling: Telling) {
        if telling.kind == .name { tellings.removeAll { $0.kind == .name } }
        tellings.append(telling)
        if tellings.count > Self.tellingCountMax { tellings.removeFirst() }
    }

    mutating func take(_ happening: Happening) {
        happenings.append(happening)
        if happenings.count > Self.happeningCountMax { happenings.removeFirst() }
    }
}
