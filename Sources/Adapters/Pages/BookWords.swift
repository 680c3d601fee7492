/// What a book says things with, in one language.
struct BookWords: Sendable {
    fileprivate let texts: [String: String]
    /// What the organisation calls those it serves: `guests`.
    fileprivate let people: String
    /// Between a number and its decimals.
    fileprivate let point: String

    init(people: String, isDutch: Bool) {
        texts = Phrases.all(in: isDutch ? .nl : .en)
        self.people = people
        point = isDutch ? "," : "."
    }
}

/// A book of pictures, sentences and tables.
protocol SpokenBook {
    var words: BookWords { get }
}

extension SpokenBook {
    var people: String { words.people }
    var point: String { words.point }

    func text(_ key: String) -> String { words.texts[key] ?? key }

    /// A phrase with its gaps filled: `{0}`, `{1}`.
    func say(_ key: String, _ values: String...) -> String {
        var said = text(key)
        for (place, value) in values.enumerated() {
            said = said.replacing("{\(place)}", with: value)
        }
        return said
    }

    /// A share in points, with one decimal.
    func points(_ share: Double) -> String { InsightNumber.decimal(share * 100, point: point) }
}
