import ExactJSON
import Measures

/// The two edges of recognising oneself in a house: measures.md 1.13.
extension Measure {
    static let bondStake = Measure(
        "exposure-of-who-recognises-themself",
        formula: "level/10 x (broken + 1/2)/(kept + broken + 1) x (1 - stays/10); a factor that is "
            + "not known lies in 0...1; much from 0.175, by the bounds",
        units: "level and stays 0...10, left true or false; exposure 0...1, null when a factor is "
            + "unknown; flag much, little or unknown",
        source: "Johnson, Matear & Thomson 2011, J. Consumer Research 38:108-125; measures.md 1.13",
        ofEach: { (input) throws(MeasureProblem) in
            let stake = try stake(input)
            return [
                ("self_relevance", try input.answer(stake.selfRelevance)),
                ("p_broken", try input.answer(orUnknown: stake.brokenChance)),
                ("p_leaving", try input.answer(orUnknown: stake.leavingChance)),
                ("exposure", try input.answer(orUnknown: stake.exposure)),
                ("bounds", try input.answer([stake.bounds.low, stake.bounds.high])),
                ("flag", .string(stake.flag.rawValue)),
            ]
        })

    static let bondSpread = Measure(
        "people-by-how-much-of-themself-they-recognise",
        formula: "counts of people by level, and on each side of much_from by whether they come "
            + "again and by what is at stake; 1 to 9 people on a side, and nothing is told",
        units: "people; null: of few, or it would tell of few; no mean",
        source: "measures.md 1.13"
    ) { (input) throws(MeasureProblem) in
        var stakes: [BondStake] = []
        for item in try input["people"].items { stakes.append(try stake(item)) }
        let much = try whole(try input["much_from"], 0...10)
        let spread = BondSpread(stakes, muchFrom: UInt8(clamping: much))
        func cells(_ counts: [Int?]) -> ExactJSON {
            .array(counts.map { $0.map { ExactJSON($0) } ?? .null })
        }
        func side(_ side: BondSpread.Side?) -> ExactJSON {
            guard let side else { return .null }
            return .object([
                ("n", ExactJSON(side.people)), ("comes_again", cells(side.comes)),
                ("at_stake", cells(side.stakes)),
            ])
        }
        return .object([
            ("n", spread.people.map { ExactJSON($0) } ?? .null), ("levels", cells(spread.levels)),
            ("much", side(spread.much)), ("less", side(spread.less)),
        ])
    }

    private static func whole(
        _ place: MeasureInput, _ bounds: ClosedRange<Int>
    ) throws(MeasureProblem) -> Int {
        let whole = try place.integer
        guard bounds.contains(whole) else {
            throw place.problem(
                "a whole number from \(bounds.lowerBound) to \(bounds.upperBound) belongs here")
        }
        return whole
    }

    private static func stake(_ input: MeasureInput) throws(MeasureProblem) -> BondStake {
        let most = 1_000_000_000
        var leaving: BondStake.Leaving?
        if let stays = input.optional("stays") {
            leaving = .told(stays: UInt8(clamping: try whole(stays, 0...10)))
        }
        if let left = input.optional("left"), try left.flag { leaving = .tookLeave }
        return BondStake(
            level: UInt8(clamping: try whole(try input["level"], 0...10)),
            kept: try input.optional("kept").map {
                (place) throws(MeasureProblem) in try whole(place, 0...most)
            } ?? 0,
            broken: try input.optional("broken").map {
                (place) throws(MeasureProblem) in try whole(place, 0...most)
            } ?? 0, leaving: leaving)
    }
}
