public import Measures

/// How options stand between those who asked and the house, as pictures, sentences and tables in
/// one language. It shows, and decides nothing.
public struct BalanceBook: SpokenBook, Sendable {
    /// One option as the picture needs it.
    public struct Option: Equatable, Sendable {
        public let words: String
        /// What falls off the sacrifice of those who asked, 0…1; `nil`: not known.
        public let customer: Double?
        /// The least comfort of the house, −1…1; `nil`: not known.
        public let house: Double?
        /// Why it cannot be chosen; `nil`: it can.
        public let out: String?
        public let isInZone: Bool
        public let isOnFront: Bool
        /// The customer's side rests on what fewer than ten people settle for.
        public let isFew: Bool
        /// It is known of nobody what they settle for: the customer's side is what is expected.
        public let isExpected: Bool
        /// How often it is the pick when what is believed is drawn, 0…1.
        public let pickShare: Double
        /// Inside this one decision, 0…1.
        public let score: Double

        public init(
            words: String, customer: Double?, house: Double?, out: String? = nil,
            isInZone: Bool = false, isOnFront: Bool = false, isFew: Bool = false,
            isExpected: Bool = false, pickShare: Double = 0, score: Double = 0
        ) {
            self.words = words
            self.customer = customer
            self.house = house
            self.out = out
            self.isInZone = isInZone
            self.isOnFront = isOnFront
            self.isFew = isFew
            self.isExpected = isExpected
            self.pickShare = pickShare
            self.score = score
        }

        var isKnown: Bool { customer != nil && house != nil }
        /// Where it is drawn; `nil`: it is not.
        var place: TwoGains? {
            guard out == nil, !isFew, let customer, let house else { return nil }
            return TwoGains(customer, house)
        }
    }

    /// The most people in one picture; of more every so manieth stands there.
    static let personCountMax = 140

    let words: BookWords

    public init(people: String, isDutch: Bool) {
        words = BookWords(people: people, isDutch: isDutch)
    }

    /// `A`, `B`, …: by what an option is named in the picture.
    public static func letter(_ place: Int) -> String {
        guard (0..<26).contains(place) else { return "\(place + 1)" }
        return String(Character(Unicode.Scalar(UInt8(65 + place))))
    }

    // MARK: The balance

    /// - Parameters:
    ///   - options: In the order in which they were put there.
    ///   - verdict: Places among the options.
    ///   - comfort: From where on each side is at ease.
    public func balance(
        _ options: [Option], _ verdict: BalanceVerdict, comfort: TwoGains
    ) -> InsightFigure {
        let named = Self.named(verdict)
        return InsightFigure(
            name: "balance", title: text("pr-balance"),
            sentence: sentence(options, verdict), notes: notes(options),
            size: (320, 262), marks: marks(options, named: named, comfort),
            table: InsightTable(
                columns: [
                    "pr-option", "pr-what", "pr-gain", "pr-ease", "pr-stands", "pr-front",
                    "pr-pick", "pr-score",
                ].map(text), rows: options.enumerated().map { row($0, $1) }))
    }

    private static func named(_ verdict: BalanceVerdict) -> Set<Int> {
        switch verdict {
        case .noAgreement: []
        case .picked(let pick): [pick]
        case .contested(let nash, let fair, let equal): [nash, fair, equal]
        }
    }

    /// Which option both sides are best served by, or what stands in the way.
    func sentence(_ options: [Option], _ verdict: BalanceVerdict) -> String {
        guard !options.isEmpty else { return text("pr-noOptions") }
        func name(_ place: Int) -> String { "\(Self.letter(place)) (“\(options[place].words)”)" }
        switch verdict {
        case .picked(let pick) where options.indices.contains(pick):
            // How sure it is nobody can tell of what nobody told.
            if options[pick].isExpected { return say("pr-pickedExpected", name(pick)) }
            return say("pr-picked", name(pick), points(options[pick].pickShare))
        case .contested(let nash, let fair, let equal)
        where [nash, fair, equal].allSatisfy(options.indices.contains):
            return say("pr-contested", name(nash), name(fair), name(equal))
        case .noAgreement, .picked, .contested:
            let isAnyKnown = options.contains { $0.out == nil && $0.isKnown }
            return text(isAnyKnown ? "pr-noAgreement" : "pr-nothingKnown")
        }
    }

    private func notes(_ options: [Option]) -> [String] {
        var notes = options.contains { $0.place != nil } ? [text("pr-key")] : []
        for (place, option) in options.enumerated() {
            let name = "\(Self.letter(place)) (“\(option.words)”)"
            if let out = option.out {
                notes.append(say("pr-outSay", name, out))
            } else if !option.isKnown {
                notes.append(say("pr-unknownSay", name))
            } else if option.isFew {
                notes.append(say("pr-fewSay", name, people))
            }
        }
        return notes
    }

    private func row(_ place: Int, _ option: Option) -> [InsightTable.Cell] {
        let stands =
            option.out
            ?? text(
                !option.isKnown ? "pr-isUnknown" : option.isInZone ? "pr-inZone" : "pr-outside")
        let few = InsightTable.Cell.text(text("pr-few"))
        let isIn = option.out == nil && option.isKnown
        return [
            .text(Self.letter(place)), .text(option.words),
            option.isFew && option.customer != nil ? few : .points(option.customer),
            .points(option.house), .text(stands),
            .text(isIn ? text(option.isOnFront ? "pr-yes" : "pr-no") : ""),
            isIn && !option.isExpected ? .points(option.pickShare) : .none,
            isIn ? option.isFew ? few : .points(option.score) : .none,
        ]
    }

    // MARK: Drawn

    private static let left = 34.0
    private static let wide = 270.0
    private static let top = 24.0
    private static let high = 190.0
    /// Up to where a side's line goes: the first that holds all that is drawn.
    private static let ends = [0.25, 0.5, 1]

    private static func end(_ values: [Double], _ least: Double) -> Double {
        let most = max(values.max() ?? 0, least)
        return ends.first { $0 >= most } ?? 1
    }

    private func marks(
        _ options: [Option], named: Set<Int>, _ comfort: TwoGains
    ) -> [InsightMark] {
        let drawn = options.enumerated().compactMap { place, option in
            option.place.map { (place: place, at: $0) }
        }
        guard !drawn.isEmpty else { return [] }
        let most = TwoGains(
            Self.end(drawn.map(\.at.customer), comfort.customer),
            Self.end(drawn.map(\.at.company), comfort.company))
        func across(_ gain: Double) -> Double {
            Self.left + max(0, min(1, gain / most.customer)) * Self.wide
        }
        func up(_ ease: Double) -> Double {
            Self.top + (1 - max(0, min(1, ease / most.company))) * Self.high
        }
        let bottom = Self.top + Self.high
        let zone = (x: across(comfort.customer), y: up(comfort.company))
        var marks: [InsightMark] = [
            .bar(zone.x, Self.top, Self.left + Self.wide - zone.x, zone.y - Self.top, "atease"),
            .text(Self.left + Self.wide - 4, Self.top + 14, text("pr-zone"), "end"),
        ]
        marks += axes(most, bottom: bottom)
        let front = drawn.filter { options[$0.place].isOnFront }.map(\.at)
            .sorted { ($0.customer, -$0.company) < ($1.customer, -$1.company) }
        if front.count > 1 {
            marks.append(
                InsightMark(
                    .line(front.map { InsightMark.Point(across($0.customer), up($0.company)) }),
                    "front"))
        }
        for (place, at) in drawn {
            let (x, y) = (across(at.customer), up(at.company))
            if named.contains(place) {
                marks.append(InsightMark(.dot(x: x, y: y, radius: 9), "own"))
            }
            let look = options[place].isInZone ? "good" : "faint"
            marks.append(InsightMark(.dot(x: x, y: y, radius: 5), look))
        }
        return marks + letters(drawn.map { ($0.place, across($0.at.customer), up($0.at.company)) })
    }

    private func axes(_ most: TwoGains, bottom: Double) -> [InsightMark] {
        var marks: [InsightMark] = [
            .line(Self.left, bottom, to: Self.left + Self.wide, bottom, "axis"),
            .line(Self.left, Self.top, to: Self.left, bottom, "axis"),
            .text(Self.left + Self.wide, bottom + 34, text("pr-gainAxis"), "end"),
            .text(2, Self.top - 10, text("pr-easeAxis")),
        ]
        for part in [0, 0.5, 1] {
            let (x, y) = (Self.left + part * Self.wide, bottom - part * Self.high)
            let (gain, ease) = (part * most.customer * 100, part * most.company * 100)
            marks.append(.text(x, bottom + 16, whole(gain), part == 1 ? "end" : "middle"))
            marks.append(.text(Self.left - 6, y + 4, whole(ease), "end"))
        }
        return marks
    }

    private func whole(_ value: Double) -> String {
        let shown = InsightNumber.decimal(value, point: point)
        return shown.hasSuffix("0") ? String(shown.dropLast(2)) : shown
    }

    /// What stands at one place is named once: `A, C`.
    private func letters(_ drawn: [(place: Int, x: Double, y: Double)]) -> [InsightMark] {
        var groups: [(names: [String], x: Double, y: Double)] = []
        for (place, x, y) in drawn {
            let known = groups.firstIndex { abs($0.x - x) < 10 && abs($0.y - y) < 10 }
            if let known {
                groups[known].names.append(Self.letter(place))
            } else {
                groups.append(([Self.letter(place)], x, y))
            }
        }
        return groups.map { group in
            let isRight = group.x > Self.left + Self.wide - 30
            return .text(
                group.x + (isRight ? -13 : 13), group.y + 4,
                group.names.joined(separator: ", "), isRight ? "name end" : "name")
        }
    }
}
