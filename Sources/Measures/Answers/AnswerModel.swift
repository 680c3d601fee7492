/// One person, who may have been asked and may have answered.
public struct AskedPerson: Equatable, Sendable {
    /// What events tell of them, all that have a say in whether they answer.
    public let features: [Double]
    /// The chance with which they were drawn to be asked, as it was logged: above 0, at most 1.
    public let askChance: Double
    public let wasAsked: Bool
    /// 0…1; `nil` of who is silent, and of who was not asked.
    public let answer: Double?
    /// Sacrifice as events tell it, of silent people too: 0…1.
    public let predicted: Double

    public init(
        features: [Double], askChance: Double, wasAsked: Bool, answer: Double?, predicted: Double
    ) {
        self.features = features
        self.askChance = askChance
        self.wasAsked = wasAsked
        self.answer = answer
        self.predicted = predicted
    }
}

/// How much people give up, from those who answered, with all that silence could hide beside it.
///
/// Who is asked was drawn, so that chance is known. Who answers of them is told from events by a
/// logistic model, fitted on who was asked. A number without the lines of the silent is not to be
/// published: weighting removes most of the bias and not all.
///
/// Source: measures.md 1.16; Rosenbaum and Rubin 1983, Biometrika 70:41–55.
public struct AnswerReport: Equatable, Sendable {
    /// How far those who are silent may be from what events tell, either way.
    public static let shift = 0.1

    /// logit P(answers | asked); `nil` when everyone who was asked answered.
    public let answering: LogisticRegression?
    /// P(asked)·P(answers | asked), held to ``propensityLeast``…1; by person.
    public let propensities: [Double]
    /// How many were held up to ``propensityLeast``: each speaks for fewer than they should.
    public let heldUpCount: Int
    public let askedCount: Int
    public let answeredCount: Int
    /// The mean of the answers as they are.
    public let naive: Double
    /// By inverse probability, and how many answers that is worth.
    public let weighted: WeightedMean
    /// What events tell, set right by the answers.
    public let predicted: PredictedMean
    /// ``predicted``'s robust mean if those who are silent lie so far off what weighting makes of
    /// them, held to 0…1.
    public let robustShifted: Interval
    /// The mean if the silent are as predicted, moved down and up.
    public let shifted: (lower: Double, asPredicted: Double, higher: Double)
    /// The mean whatever the silent are.
    public let bounds: Interval

    public static func == (one: Self, other: Self) -> Bool {
        one.propensities == other.propensities && one.weighted == other.weighted
            && one.predicted == other.predicted && one.shifted == other.shifted
            && one.bounds == other.bounds && one.robustShifted == other.robustShifted
    }

    /// Why there is no report.
    public enum Refusal: Error, Equatable, Sendable {
        /// This person answered without having been asked.
        case answeredUnasked(person: Int)
        /// Nobody answered, so nothing stands for anybody.
        case nobodyAnswered
        /// A feature does not vary among those asked, follows from others, or alone decides who
        /// answers. A prior helps against the last.
        case undecided
    }

    /// - Parameters:
    ///   - people: Everybody, asked or not, with as many features each.
    ///   - shift: How far the silent are moved: 0…1.
    ///   - priorVariance: Of the coefficients of answering, in standard deviations.
    /// - Throws: ``Refusal``, in its order.
    ///
    /// Cost: people times features squared, for each of some ten steps.
    public init(
        _ people: [AskedPerson], shift: Double = shift, priorVariance: Double? = nil
    ) throws(Refusal) {
        if let person = people.firstIndex(where: { $0.answer != nil && !$0.wasAsked }) {
            throw .answeredUnasked(person: person)
        }
        let asked = people.filter(\.wasAsked)
        let answers = asked.compactMap(\.answer)
        askedCount = asked.count
        answeredCount = answers.count
        guard !answers.isEmpty else { throw .nobodyAnswered }
        var answering: LogisticRegression?
        if answers.count < asked.count {
            answering = LogisticRegression(
                asked.map(\.features), outcomes: asked.map { $0.answer != nil },
                priorVariance: priorVariance)
            guard answering != nil else { throw .undecided }
        }
        self.answering = answering
        let raw = people.map { $0.askChance * (answering?.chance($0.features) ?? 1) }
        heldUpCount = raw.count { $0 < propensityLeast }
        propensities = raw.map { min(1, max(propensityLeast, $0)) }
        let predictions = zip(people, propensities).map { person, chance in
            Prediction(predicted: person.predicted, answer: person.answer, propensity: chance)
        }
        let said = predictions.filter { $0.answer != nil }
        guard let weighted = WeightedMean.inverse(answers, propensities: said.map(\.propensity)),
            let predicted = PredictedMean(predictions)
        else { throw .nobodyAnswered }
        self.weighted = weighted
        self.predicted = predicted
        naive = predicted.answersOnly
        let silent = Double(people.count - answers.count) / Double(people.count)
        robustShifted = Interval(
            clipped(predicted.doublyRobust - shift * silent),
            clipped(predicted.doublyRobust + shift * silent))
        shifted = (
            SilentPeople.shifted(predictions, by: -shift),
            SilentPeople.shifted(predictions, by: 0),
            SilentPeople.shifted(predictions, by: shift)
        )
        bounds = SilentPeople.bounds(people.map(\.answer))
    }
}
