/// How close something came to exactly what was wanted, in a word of few: nobody is helped by a
/// number of six digits.
public enum Nearness: String, CaseIterable, Sendable {
    /// Nobody knows, which is not nothing.
    case unknown
    case exactly
    case close
    /// From here on somebody makes do: measures.md 1.4.
    case madeDo
    case far
    case nothing

    private static let closeMax = 300_000
    private static let madeDoMax = 700_000
    private static let whole = 1_000_000

    /// - Parameter sacrifice: What was given up, in millionths; `nil`: not known.
    public init(sacrifice: Int?) {
        guard let sacrifice else {
            self = .unknown
            return
        }
        switch sacrifice {
        case ...0: self = .exactly
        case ..<Self.closeMax: self = .close
        case ..<Self.madeDoMax: self = .madeDo
        case ..<Self.whole: self = .far
        default: self = .nothing
        }
    }

    /// How much of what was wanted was got, in hundredths; `nil`: not known.
    public static func part(sacrifice: Int?) -> Int? {
        sacrifice.map { 100 - (min(max($0, 0), whole) + 5_000) / 10_000 }
    }
}
