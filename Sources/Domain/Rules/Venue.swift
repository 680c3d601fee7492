public import Kernel

/// What a venue is: its zones, its words, and which facts about a person rules may use.
public struct Venue: Equatable, Sendable {
    public let name: Words
    /// What customers are called: guest, patient, visitor.
    public let customer: Words
    /// What several of them are called.
    public var customers: Words
    public let facts: [String]
    public let zones: [Zone]
    public var waits: [Wait]
    public var consent: ConsentDefaults
    /// Zones whose antennas report how strong they hear a band.
    public var readings: [ZoneReading] = []
    /// What facts are called on pages; one without a name is called by itself.
    public var factNames: [String: Words] = [:]
    /// By its IANA name, such as `Europe/Amsterdam`.
    public var timeZone = "UTC"
    /// The organisation's own colour.
    public var accent: Accent?
    /// The ways through.
    public var doors: [Door] = []
    /// Lines in which nobody stands.
    public var queues: [PassQueue] = []
    /// What people can have wishes on.
    public var facets: [Facet] = []
    /// From which level of ``Bond`` on whoever is lost is let go kindly, and not won back.
    public var partingLevel = Bond.partingLevelDefault
    /// `nil`: the venue does not say.
    public var hours: OpeningHours?
    /// Named days, also of a venue without ``hours``.
    public var holidays: [Holiday] = []
    /// The country's telephone code without its plus, such as `31`: for numbers written as `06…`.
    public var callingCode: String?
    /// What is paid with here: euros when the venue does not say.
    public var currency = Currency("EUR")
    /// The most that is given back or paid out on one person's word, in minor units.
    public var refundLimit: Int64 = Venue.refundLimitUsual
    public static let refundLimitUsual: Int64 = 5_000
    /// What bands are good for when nobody says otherwise.
    public var bands = VenueBands()

    public init(
        name: Words, customer: Words, facts: [String], zones: [Zone], waits: [Wait] = [],
        consent: ConsentDefaults = ConsentDefaults()
    ) {
        self.name = name
        self.customer = customer
        customers = Words(en: customer.en + "s", nl: customer.nl + "en")
        self.facts = facts
        self.zones = zones
        self.waits = waits
        self.consent = consent
    }
}

/// A colour of the organisation's own, and what can be read upon it. Never red.
public struct Accent: Equatable, Sendable {
    private let red: Int
    private let green: Int
    private let blue: Int

    /// Why a text is no colour of an organisation.
    public enum Refusal: Error, Sendable {
        case notAColour
        case isRed
        /// Less than 3 to 1 upon the light card (WCAG 2.2).
        case tooLight
        case tooDark

        public var message: Words {
            switch self {
            case .notAColour:
                Words(
                    en: "write a colour as # and six digits in quotes, such as '#2f6f4f'",
                    nl:
                        "schrijf een kleur als # en zes cijfers tussen aanhalingstekens, zoals '#2f6f4f'"
                )
            case .isRed:
                Words(
                    en: "red is never used here: choose another colour",
                    nl: "rood wordt hier nooit gebruikt: kies een andere kleur")
            case .tooLight:
                Words(
                    en: "this colour has too little contrast with white: choose a darker one",
                    nl: "deze kleur heeft te weinig contrast met wit: kies een donkerdere")
            case .tooDark:
                Words(
                    en:
                        "this colour has too little contrast at night, upon black: choose a lighter one",
                    nl: "deze kleur heeft 's nachts te weinig contrast met zwart: kies een lichtere"
                )
            }
        }
    }

    /// - Parameter text: `#rrggbb`.
    /// - Throws: ``Refusal``, the first that applies.
    public init(named text: String) throws(Refusal) {
        let digits = Array(text.utf8.dropFirst())
        guard text.utf8.first == 35, digits.count == 6,
            digits.allSatisfy({
                (48...57).contains($0) || (65...70).contains($0) || (97...102).contains($0)
            }), let number = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw .notAColour }
        (red, green, blue) = (number >> 16, number >> 8 & 255, number & 255)
        if isRed { throw .isRed }
        let luminance = luminance
        // White's is a million; with the glare of both, 3 to 1 is (1 + 0.05) / (0.3 + 0.05).
        if luminance > 300_000 { throw .tooLight }
        if luminance < 15_000 { throw .tooDark }
    }

    /// - Returns: `nil` when it is no colour, or one that is refused.
    public init?(_ text: String) {
        guard let accent = try? Accent(named: text) else { return nil }
        self = accent
    }

    /// Relative luminance in millionths (WCAG 2.2), the sRGB curve as a polynomial in integers.
    private var luminance: Int {
        func light(_ channel: Int) -> Int {
            let full = 255
            let curve = 305 * channel * channel * channel + 682 * full * channel * channel
            return (curve + 13 * full * full * channel) * 1_000 / (full * full * full)
        }
        return (2_126 * light(red) + 7_152 * light(green) + 722 * light(blue)) / 10_000
    }

    /// Within 25 degrees of red, and more than a tint.
    private var isRed: Bool {
        let most = max(red, green, blue)
        let least = min(red, green, blue)
        guard most == red, (most - least) * 4 > most else { return false }
        return abs(green - blue) * 60 < 25 * (most - least)
    }

    public var css: String {
        let number = String(red << 16 | green << 8 | blue, radix: 16)
        return "#" + String(repeating: "0", count: 6 - number.utf8.count) + number
    }

    /// White or near-black, whichever stands out more (WCAG 2.2, relative luminance, in integers:
    /// channels squared stand for the sRGB curve).
    public var onCSS: String {
        let light = 2_126 * red * red + 7_152 * green * green + 722 * blue * blue
        return light < 10_000 * 255 * 255 * 18 / 100 ? "#ffffff" : "#14181c"
    }
}
