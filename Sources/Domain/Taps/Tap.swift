public import Kernel

public enum TapNoun {}
/// The sender's name for one tap. With the source it names the tap for ever.
public typealias TapID = Identifier<TapNoun>

/// What was shown to a reader, its cryptography checked and nothing else.
public struct ShownKey: Equatable, Sendable {
    public let key: PresentedKey
    /// Of a band that proved itself: with the keys of which generation.
    public let generation: BandKeyNumber?
    /// Of a bare number: the name it is known by on the floor.
    public let bare: Token?

    public init(_ key: PresentedKey, generation: BandKeyNumber? = nil, bare: Token? = nil) {
        self.key = key
        self.generation = generation
        self.bare = bare
    }
}

/// What a tap is for.
public enum TapWish: Equatable, Sendable {
    /// Only that somebody is here.
    case hello
    /// To come in.
    ///
    /// - `door`: When the reader stands at one; `zone`: where it leads.
    case key(door: DoorID?, zone: ZoneID)
    /// To pay this much into the source's own account.
    case pay(amount: Int64, currency: Currency?)
    /// To be let in at the head of a line.
    ///
    /// - `queue`: `nil`: whichever of the zone's; `boards`: the reader stands where one boards.
    case pass(queue: PassQueueID?, zone: ZoneID, boards: Bool = false)

    /// Its word. The raw values stand in the journal for ever.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case hello, key, pay, pass
    }

    public var kind: Kind {
        switch self {
        case .hello: .hello
        case .key: .key
        case .pay: .pay
        case .pass: .pass
        }
    }
}

/// Somebody held something to a reader that waits for an answer.
public struct Tap: Equatable, Sendable {
    /// Stands where a source would, for what staff take in on a page of ours: nobody is called,
    /// since somebody is there, and no presence is noticed.
    public static let ownPages = SourceIndex.max

    public let id: TapID
    public let source: SourceIndex
    /// Where the reader stands.
    public let zone: ZoneIndex
    /// Which of the source's readers, when it has several.
    public let reader: Token?
    /// What was shown, as it came: the same tap has the same text.
    public let text: String
    public let shown: ShownKey
    public let wish: TapWish
    /// Into which account is paid, when it is not the one that is called as the source.
    public let shop: AccountID?
    /// The venue's own time: hours of rights and days of limits count by it.
    public let civil: CivilTime
    /// Whom a call would reach, by who is on shift now.
    public let reach: CallReach

    public init(
        id: TapID, source: SourceIndex, zone: ZoneIndex, reader: Token? = nil, text: String,
        shown: ShownKey, wish: TapWish, shop: AccountID? = nil, civil: CivilTime,
        reach: CallReach = .all
    ) {
        self.id = id
        self.source = source
        self.zone = zone
        self.reader = reader
        self.text = text
        self.shown = shown
        self.wish = wish
        self.shop = shop
        self.civil = civil
        self.reach = reach
    }

    /// Everything the sender said but the id, in few bytes: to tell a tap that is sent again from
    /// another one under its name.
    func print(_ seed: KeySeed) -> UInt64 {
        var said = "\(zone) \(reader?.description ?? "-") \(wish.kind.rawValue) "
        switch wish {
        case .hello: break
        case .key(let door, let zone): said += "\(door?.description ?? "-") \(zone) "
        case .pay(let amount, let currency): said += "\(amount) \(currency?.description ?? "-") "
        case .pass(let queue, let zone, let boards):
            said += (queue.map { "\($0)" } ?? "\(zone)") + (boards ? ":board " : " ")
        }
        if let shop { said += "\(shop) " }
        return Self.key(said + text, seed).low
    }

    /// That a phone's token is good for something at this reader, by this tap; `nil` for what needs
    /// no such mark.
    func use(_ seed: KeySeed) -> TokenUse? {
        guard case .token(let claims) = shown.key else { return nil }
        switch wish {
        case .hello, .pay: return nil
        case .key, .pass: break
        }
        let reader = "\(source) \(reader?.description ?? "-") \(zone)"
        let id = claims.id.map { "\($0)" }.joined(separator: ".")
        return TokenUse(
            mark: Self.key("token \(reader) \(id)", seed).low,
            by: Self.key("use \(source) \(self.id) \(print(seed))", seed).low,
            until: claims.until)
    }

    /// By what the house knows it: ids are a source's own.
    func key(_ seed: KeySeed) -> Key128 { Self.key("\(source) \(id)", seed) }

    private static func key(_ text: String, _ seed: KeySeed) -> Key128 {
        // With something before it that makes every text longer than what is held as it is.
        Array(("a tap of a source: " + text).utf8).withUnsafeBytes { Key128($0, seed: seed) }
    }
}

/// One use of a phone's token at one reader, in few bytes that say nothing of anybody.
public struct TokenUse: Hashable, Sendable, Codable {
    /// Of the token and the reader.
    let mark: UInt64
    /// Of the tap: sent again it is the same use.
    let by: UInt64
    /// When the token is over, and this with it.
    let until: Instant

    public init(mark: UInt64, by: UInt64, until: Instant) {
        self.mark = mark
        self.by = by
        self.until = until
    }
}

/// When whoever tapped is welcome at a line, as it was told.
public struct TapTime: Hashable, Sendable, Codable {
    public let from: Instant
    public let until: Instant
    /// What the venue's clock shows at the moment that the line names, in minutes of its day.
    public let minute: Int

    public init(from: Instant, until: Instant, minute: Int) {
        self.from = from
        self.until = until
        self.minute = minute
    }

    var clock: String {
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(digits(minute / 60)):\(digits(minute % 60))"
    }
}

/// What a reader shows. There is no third light, and none is red.
public enum TapLight: String, CaseIterable, Sendable {
    case green
    case blue
}

/// The reader's answer.
public struct TapAnswer: Equatable, Sendable {
    public let wish: TapWish.Kind
    /// `nil`: green.
    public let refusal: TapRefusal?
    /// In which language to speak: of whoever wears the band; `nil`: the venue's first.
    public let language: String?
    /// Of a line: when they are welcome, or were.
    public let time: TapTime?

    public init(
        _ wish: TapWish.Kind, _ refusal: TapRefusal? = nil, language: String? = nil,
        time: TapTime? = nil
    ) {
        self.wish = wish
        self.refusal = refusal
        self.language = language
        self.time = time
    }

    public var light: TapLight { refusal == nil ? .green : .blue }

    /// A stable word for the reader's own logic; nobody is to be shown it.
    public var code: String {
        if let refusal { return refusal.code }
        return switch wish {
        case .hello: "seen"
        case .key: "opened"
        case .pay: "paid"
        case .pass: "expected"
        }
    }

    /// The one line for whoever tapped.
    public var line: Words {
        if let refusal { return time.flatMap { refusal.line(telling: $0.clock) } ?? refusal.line }
        return switch wish {
        case .hello: Words(en: "Hello, good to see you.", nl: "Hallo, fijn dat u er bent.")
        case .key: Words(en: "Come in, please.", nl: "Komt u binnen.")
        case .pay: Words(en: "Thank you, all done.", nl: "Dank u wel, alles is in orde.")
        case .pass: Words(en: "Welcome, it is your turn.", nl: "Welkom, u bent aan de beurt.")
        }
    }
}
