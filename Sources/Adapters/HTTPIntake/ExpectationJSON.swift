import Domain
import Kernel
import Measures
import Runtime

/// What one person expects: shares of what they want, 0…1, and nothing where nothing is known.
struct ExpectationSheetJSON: Encodable {
    struct Held: Encodable {
        let level: Double
        let sd: Double
        let n: Int

        /// - Returns: `nil` when it rests on nothing of theirs.
        init?(_ held: HeldExpectation) {
            guard held.heardCount > 0 else { return nil }
            level = partOfAll(held.level)
            sd = partOfAll(held.deviation)
            n = held.heardCount
        }
    }

    struct Heard: Encodable {
        let at: String
        let kind: String
        let level: Double
        let will: Held?
        let should: Held?
        let gapToWill: Double?
        let gapToShould: Double?

        init(_ moment: PersonExpectation.Moment) {
            at = Instant(milliseconds: moment.heard.at).rfc3339
            kind = moment.heard.kind.rawValue
            level = partOfAll(moment.heard.millionths)
            will = Held(moment.will)
            should = Held(moment.should)
            gapToWill = moment.gapToWill.map(partOfAll)
            gapToShould = moment.gapToShould.map(partOfAll)
        }
    }

    struct Facet: Encodable {
        let facet: String
        let will: Held?
        let should: Held?
        let drifted: Bool
        let heard: [Heard]
    }

    struct Keeping: Encodable {
        let share: Double
        let low: Double
        let high: Double
        let n: Int

        init(_ keeping: ExpectedKeeping) {
            share = partOfAll(keeping.level)
            low = partOfAll(keeping.low)
            high = partOfAll(keeping.high)
            n = keeping.count
        }
    }

    struct Kept: Encodable {
        let promise: String
        let byLetter: Keeping?
        let byReading: Keeping?
    }

    let person: String
    let facets: [Facet]
    let kept: [Kept]

    init(_ view: ExpectationView) {
        person = view.person.description
        facets = view.entries.map { entry in
            Facet(
                facet: entry.facet.id.description, will: Held(entry.will),
                should: Held(entry.should), drifted: entry.hasDrifted,
                heard: entry.course.moments.map(Heard.init))
        }
        kept = view.kept.map { kept in
            Kept(
                promise: kept.standing.description, byLetter: kept.byLetter.map(Keeping.init),
                byReading: kept.byReading.map(Keeping.init))
        }
    }
}

/// How many people expect how much: a cell is `null` where it may not be told.
struct ExpectationReportJSON: Encodable {
    struct Cells: Encodable {
        /// `null`: fewer than ten.
        let people: Int?
        let cells: [Int?]

        init(_ cells: ExpectationSpread.Cells) {
            people = cells.people
            self.cells = cells.cells
        }

        private enum Key: CodingKey { case people, cells }

        func encode(to encoder: any Encoder) throws {
            var told = encoder.container(keyedBy: Key.self)
            try told.encode(people, forKey: .people)
            try told.encode(cells, forKey: .cells)
        }
    }

    struct Facet: Encodable {
        let facet: String
        let will: Cells
        let should: Cells
        let gapToWill: Cells
        let gapToShould: Cells
        let drift: Cells
    }

    let facets: [Facet]

    init(_ rows: [ExpectationBoard.Row]) {
        facets = rows.map { row in
            Facet(
                facet: row.facet.id.description, will: Cells(row.spread.will),
                should: Cells(row.spread.should), gapToWill: Cells(row.spread.gapToWill),
                gapToShould: Cells(row.spread.gapToShould), drift: Cells(row.spread.drift))
        }
    }
}

private func partOfAll(_ millionths: Int32) -> Double {
    Double(millionths) / Double(HeldExpectation.whole)
}
