/// What a venue is: its zones, its words, and which facts about a person rules may use.
public struct Venue: Equatable, Sendable {
    public let name: Words
    /// What customers are called: guest, patient, visitor.
    public let customer: Words
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
    /// What telephone numbers here begin with when they are called from abroad: `31`.
    public var callingCode: String? = nil

    public init(
        name: Words, customer: Words, facts: [String], zones: [Zone], waits: [Wait] = [],
        consent: ConsentDefaults = ConsentDefaults()
    ) {
        self.name = name
        self.customer = customer
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

    /// - Parameter text: `#rrggbb`.
    /// - Returns: `nil` when it is no colour, or a red one.
    public init?(_ text: String) {
        let digits = Array(text.utf8.dropFirst())
        guard text.utf8.first == 35, digits.count == 6,
            let number = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return nil }
        (red, green, blue) = (number >> 16, number >> 8 & 255, number & 255)
        guard !isRed else { return nil }
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
