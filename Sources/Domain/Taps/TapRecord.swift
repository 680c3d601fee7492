public import Kernel

/// What became of a tap, when something must be remembered of it: a row of the journal, sealed for
/// whoever wears the band or wore it last.
///
/// Of what nobody can be known by, there is only that somebody was called, and where to. Property
/// names stand in the journal for ever: add, never alter.
public struct TapRecord: Equatable, Sendable, Codable {
    public let source: SourceIndex
    public let zone: ZoneIndex
    public let wish: TapWish.Kind
    /// `nil`: green.
    public let refusal: TapRefusal?
    public var reader: Token?
    /// Of a band that proved itself: its id, its count, and the tap it was shown with.
    public var band: BandID?
    public var counter: UInt32?
    public var id: TapID?
    public var print: UInt64?
    public var person: PersonID?
    public var language: String?
    /// What was told of a line.
    public var time: TapTime?
    /// Of a phone's token that was good for something: it is good for no more at that reader.
    public var use: TokenUse?
    /// Whom it called, if it called somebody.
    public var reach: CallReach?

    public init(
        source: SourceIndex, zone: ZoneIndex, wish: TapWish.Kind, refusal: TapRefusal? = nil,
        reader: Token? = nil
    ) {
        self.source = source
        self.zone = zone
        self.wish = wish
        self.refusal = refusal
        self.reader = reader
    }

    var subject: RecordSubject { person.map(RecordSubject.person) ?? .house }

    var purpose: Purpose { wish == .key ? .access : .service }

    /// By what the house knows the tap: see ``Tap``.
    func key(_ seed: KeySeed) -> Key128? {
        id.map { id in
            Array("a tap of a source: \(source) \(id)".utf8).withUnsafeBytes {
                Key128($0, seed: seed)
            }
        }
    }
}
