import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// One request to a page: who asks, and in which language.
struct Visit {
    static let sessionCookie = "senang_session"
    static let languageCookie = "senang_language"

    let viewer: Viewer?
    let language: Language
    /// The reader's way of writing numbers and times.
    let locale: Locale
    /// The venue's clock.
    let timeZone: TimeZone
    /// Whether only the inside of the page is wanted.
    var isPart = false
    /// How many doubts wait for whoever may settle them.
    var doubtCount = 0
    var texts: [String: String] { Phrases.all(in: language) }

    /// The same request, of nobody in particular.
    var signedOut: Visit {
        Visit(viewer: nil, language: language, locale: locale, timeZone: timeZone)
    }

    func text(_ key: String) -> String { texts[key] ?? key }

    // MARK: As the reader writes them

    /// `14:05`, or `2:05 PM` for those who write it so.
    func time(_ instant: Instant) -> String { Self.date(instant).formatted(style.hour().minute()) }

    /// With seconds.
    func clock(_ instant: Instant) -> String {
        Self.date(instant).formatted(style.hour().minute().second())
    }

    /// `Sun 22 Nov`.
    func day(_ instant: Instant) -> String {
        Self.date(instant).formatted(style.weekday(.abbreviated).day().month(.abbreviated))
    }

    /// `22 November 2026 at 14:05`.
    func dayAndTime(_ instant: Instant) -> String {
        "\(Self.date(instant).formatted(style.day().month(.abbreviated).year())) \(time(instant))"
    }

    /// `22 Nov 2026`.
    func date(_ instant: Instant) -> String {
        Self.date(instant).formatted(style.day().month(.abbreviated).year())
    }

    /// `12,000`, or `12.000`.
    func number(_ number: Int) -> String { number.formatted(.number.locale(locale)) }

    /// A length of time, in the unit that fits.
    func length(_ seconds: Int64) -> String {
        seconds < 120 ? "\(number(Int(seconds))) s" : "\(number(Int(seconds / 60))) min"
    }

    /// The midnight before, by the venue's clock.
    func startOfDay(_ instant: Instant) -> Instant {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let start = calendar.startOfDay(for: Self.date(instant)).timeIntervalSince1970
        return Instant(milliseconds: Int64(start * 1_000))
    }

    private var style: Date.FormatStyle { Date.FormatStyle(locale: locale, timeZone: timeZone) }

    private static func date(_ instant: Instant) -> Date {
        Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
    }
}

extension Language {
    /// The reader's own land when their browser names one, else where the language is at home.
    func locale(accepted: String?) -> Locale {
        let tags = (accepted ?? "").split(separator: ",").map { tag in
            tag.split(separator: ";")[0].filter { $0 != " " }
        }
        let own = tags.first { tag in
            tag.lowercased().hasPrefix(rawValue + "-") && tag.utf8.count == 5
        }
        return Locale(identifier: own ?? (self == .nl ? "nl-NL" : "en-GB"))
    }
}

/// A form a page sent: `application/x-www-form-urlencoded`, at most 64 fields unless told, no
/// nesting; or with files.
struct Form {
    private var values: [String: String] = [:]
    private var parts: MultipartForm?

    init(_ parts: MultipartForm) {
        values = parts.fields
        self.parts = parts
    }

    func file(_ name: String) -> MultipartForm.Part? { parts?.file(name) }

    init(_ body: String, fieldCountMax: Int = 64) {
        for pair in body.split(separator: "&").prefix(fieldCountMax) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), parts.count == 2,
                let value = Self.decoded(parts[1])
            else { continue }
            values[name] = value
        }
    }

    /// As if these fields had been sent.
    init(_ values: [String: String]) { self.values = values }

    mutating func set(_ name: String, _ value: String) { values[name] = value }

    subscript(name: String) -> String { values[name] ?? "" }

    private static func decoded(_ text: Substring) -> String? {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
    }
}
