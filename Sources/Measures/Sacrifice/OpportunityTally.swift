/// The opportunity of one wish over people, as sums of millionths that add up.
///
/// The same numbers as ``OpportunityOfPeople`` makes of a list, but for the interval, which is by
/// ``PoissonBootstrap``. Merging in any order gives the same bits, and whoever is taken out was
/// never in. measures.md 1.7 and 4.
public struct OpportunityTally: Equatable, Sendable {
    /// Ten, in millionths: the most that importance and satisfaction can be.
    public static let valueMax: Int32 = 10_000_000

    /// All who were asked, whether they told both or not.
    public private(set) var asked: Int64 = 0
    /// Each person's score, of whom both are known.
    public private(set) var scores = WholeMoments()
    private var importance: Int64 = 0
    private var satisfaction: Int64 = 0
    private var worlds: PoissonBootstrap

    /// - Parameter seed: What two must share to be made one.
    public init(seed: UInt64) { worlds = PoissonBootstrap(seed: seed) }

    /// - Parameters: 0…10 in millionths; `nil` is not told.
    /// - Returns: False when a value is out of its range; then nothing changes.
    @discardableResult public mutating func add(
        person: UInt64, importance: Int32?, satisfaction: Int32?
    ) -> Bool {
        guard Self.isSound(importance), Self.isSound(satisfaction) else { return false }
        asked += 1
        guard let importance, let satisfaction else { return true }
        let score = Self.score(importance, satisfaction)
        scores.add(score)
        self.importance += Int64(importance)
        self.satisfaction += Int64(satisfaction)
        worlds.add(person: person, score)
        return true
    }

    /// - Parameters: As they were added.
    /// - Returns: False when nobody is left to be taken out; then nothing changes.
    @discardableResult public mutating func remove(
        person: UInt64, importance: Int32?, satisfaction: Int32?
    ) -> Bool {
        guard Self.isSound(importance), Self.isSound(satisfaction), asked > 0 else {
            return false
        }
        guard let importance, let satisfaction else {
            guard asked > scores.count else { return false }
            asked -= 1
            return true
        }
        let score = Self.score(importance, satisfaction)
        guard worlds.remove(person: person, score) else { return false }
        asked -= 1
        scores.remove(score)
        self.importance -= Int64(importance)
        self.satisfaction -= Int64(satisfaction)
        return true
    }

    /// - Returns: False when the other has another seed; then nothing changes.
    @discardableResult public mutating func merge(_ other: Self) -> Bool {
        guard worlds.merge(other.worlds) else { return false }
        asked += other.asked
        scores.merge(other.scores)
        importance += other.importance
        satisfaction += other.satisfaction
        return true
    }

    private static func isSound(_ value: Int32?) -> Bool {
        value.map { (0...valueMax).contains($0) } ?? true
    }

    /// At most 20 million, which fits.
    private static func score(_ importance: Int32, _ satisfaction: Int32) -> Int32 {
        importance + max(importance - satisfaction, 0)
    }

    // MARK: What they tell

    public var count: Int64 { scores.count }

    /// How many of all those asked told both; `nil` of nobody.
    public var coverage: Double? { asked > 0 ? Double(count) / Double(asked) : nil }

    /// The average of the scores; `nil` when nobody told both.
    public var meanOfScores: Double? { scores.mean.map { $0 / millionths } }

    /// The score of the averages, which hides people: shown beside, never instead.
    public var scoreOfMean: Double? {
        guard count > 0 else { return nil }
        let all = Double(count) * millionths
        return opportunityScore(
            importance: Double(importance) / all, satisfaction: Double(satisfaction) / all)
    }

    /// Of ``meanOfScores``; `nil` when too few told both.
    public func interval(alpha: Double = 0.05) -> Interval? {
        worlds.interval(alpha: alpha).map { Interval($0.low / millionths, $0.high / millionths) }
    }
}

/// The answers about one wish, importance and satisfaction 1…5 each, as 25 counts.
///
/// The same numbers as ``OpportunityOfAnswers`` makes of a list.
public struct OpportunityAnswerTally: Equatable, Sendable {
    public static let answers = 1...5

    private var counts = [Int64](repeating: 0, count: 25)

    public init() {}

    public subscript(importance: Int, satisfaction: Int) -> Int64 {
        Self.place(importance, satisfaction).map { counts[$0] } ?? 0
    }

    /// - Returns: False when an answer is outside of 1…5; then nothing changes.
    @discardableResult public mutating func add(importance: Int, satisfaction: Int) -> Bool {
        guard let place = Self.place(importance, satisfaction) else { return false }
        counts[place] += 1
        return true
    }

    /// - Returns: False when nobody answered so; then nothing changes.
    @discardableResult public mutating func remove(importance: Int, satisfaction: Int) -> Bool {
        guard let place = Self.place(importance, satisfaction), counts[place] > 0 else {
            return false
        }
        counts[place] -= 1
        return true
    }

    public mutating func merge(_ other: Self) { counts = zip(counts, other.counts).map(+) }

    private static func place(_ importance: Int, _ satisfaction: Int) -> Int? {
        guard answers.contains(importance), answers.contains(satisfaction) else { return nil }
        return (importance - 1) * 5 + satisfaction - 1
    }
}

extension OpportunityOfAnswers {
    /// - Returns: `nil` when nobody answered both.
    public init?(_ tally: OpportunityAnswerTally) {
        var (count, important, satisfied) = (0, 0, 0)
        for importance in OpportunityAnswerTally.answers {
            for satisfaction in OpportunityAnswerTally.answers {
                let people = Int(tally[importance, satisfaction])
                count += people
                if importance >= 4 { important += people }
                if satisfaction >= 4 { satisfied += people }
            }
        }
        self.init(count: count, important: important, satisfied: satisfied)
    }
}
