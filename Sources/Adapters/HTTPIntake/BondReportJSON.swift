import Measures

/// What recognising themself in the house gives people, and what it puts at stake. Missing: of few.
struct BondReportJSON: Encodable {
    /// People on one side of the level.
    struct Side: Encodable {
        /// In the order of what they stand beside: a list of names and counts.
        struct Cells: Encodable {
            let first: (name: String, count: Int?)
            let second: (name: String, count: Int?)
            let unknown: Int?

            struct Name: CodingKey {
                let stringValue: String
                var intValue: Int? { nil }
                init(_ name: String) { stringValue = name }
                init?(stringValue: String) { self.stringValue = stringValue }
                init?(intValue: Int) { nil }
            }

            init(_ first: String, _ second: String, _ cells: [Int?]) {
                func cell(_ place: Int) -> Int? {
                    cells.indices.contains(place) ? cells[place] : nil
                }
                self.first = (first, cell(0))
                self.second = (second, cell(1))
                unknown = cell(2)
            }

            func encode(to encoder: any Encoder) throws {
                var fields = encoder.container(keyedBy: Name.self)
                try fields.encodeIfPresent(first.count, forKey: Name(first.name))
                try fields.encodeIfPresent(second.count, forKey: Name(second.name))
                try fields.encodeIfPresent(unknown, forKey: Name("unknown"))
            }
        }

        let people: Int
        let comesAgain: Cells
        let atStake: Cells

        init(_ side: BondSpread.Side) {
            people = side.people
            comesAgain = Cells("yes", "no", side.comes)
            atStake = Cells("much", "little", side.stakes)
        }
    }

    struct Level: Encodable {
        let level: Int
        let people: Int?
    }

    struct Known: Encodable {
        let known: Int
        let unknown: Int

        init(_ known: BondSpread.Known) { (self.known, unknown) = (known.known, known.unknown) }
    }

    let people: Int?
    /// From which level on they recognise much.
    let muchFrom: Int
    /// From which product on much is at stake.
    let atStakeFrom: Double
    let levels: [Level]
    let much: Side?
    let less: Side?
    let brokenChance: Known?
    let leavingChance: Known?

    init(_ spread: BondSpread) {
        people = spread.people
        muchFrom = Int(spread.muchFrom)
        atStakeFrom = BondStake.muchFrom
        levels = spread.levels.enumerated().map { Level(level: $0, people: $1) }
        much = spread.much.map(Side.init)
        less = spread.less.map(Side.init)
        brokenChance = spread.brokenKnown.map(Known.init)
        leavingChance = spread.leavingKnown.map(Known.init)
    }
}
