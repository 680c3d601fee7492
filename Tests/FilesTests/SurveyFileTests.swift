import Files
import Foundation
import Measures
import Testing

@Suite("Surveys that people have already") struct SurveyFileTests {
    private func read(
        _ rows: String, as kind: SurveyMap.Kind, _ mapping: String? = nil
    ) throws -> SurveyFile {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).csv")
        try rows.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let map = try mapping.map { try SurveyMap.parse($0, kind: kind, file: "map") }
        return try SurveyFile(path: file.path, map: map ?? SurveyMap(kind: kind))
    }

    @Test("A long table of items is read by its usual names, and its gap is perceived − expected")
    func long() throws {
        let found = try read(
            """
            respondent,item,expectation,perception,importance
            ann,1,7,5,6
            ann,2,6,6,
            ben,1,5,6,7
            ben,2,7,4,2
            """, as: .servqual)
        let gap = try #require(try found.survey.report().section("gap"))
        #expect(gap.row("all people")?.published.value == -1)
        #expect(gap.row("all people")?.published.count == 2)
        #expect(gap.row("1")?.published.value == -0.5)
        #expect(gap.row("2")?.figure("shareBelowZero") == 0.5)
        #expect(found.problemCount == 0)
    }

    @Test("A wide table has the items that every pattern has a column of")
    func wide() throws {
        let found = try read(
            """
            status,e1,e2,s1,s2
            gold,80,90,70,95
            blue,50,,60,40
            """, as: .servqual,
            """
            expectation: "e{item}"
            perception: "s{item}"
            scale: [1, 100]
            """)
        let report = try found.survey.report()
        #expect(report.people == 2)
        // The blue one answered half: their gap is that of the item they answered.
        #expect(report.section("gap")?.row("all people")?.published.value == 3.75)
        #expect(report.section("gap")?.rows.map(\.name) == ["all people", "1", "2"])
    }

    @Test("A bad row is told with line, column and what to do, and the good ones are kept")
    func badRows() throws {
        let found = try read(
            """
            person,item,expectation,perception
            ann,1,7,9
            ben,1,seven,4
            cas,1,5
            dee,1,5,4
            dee,1,5,3
            eve,1,NA,4
            """, as: .servqual)
        #expect(found.problems.map(\.line) == [2, 3, 4, 6])
        #expect(found.problems.map(\.column) == [4, 3, nil, 2])
        #expect(found.problems[0].advice.hasPrefix("outside of 1 to 7: correct it"))
        #expect(!found.problems[1].description.contains("seven"), "it may be somebody's")
        #expect(found.rowCount == 6)
        #expect(try found.survey.report().people == 2)
    }

    @Test("What people give up is told only where the survey asked what they want")
    func sacrifice() throws {
        let rows = """
            person,item,expectation,perception,want
            ann,1,3,4,7
            ann,2,3,3,3
            """
        let silent = try read(rows, as: .servqual).survey.report()
        #expect(silent.section("sacrifice") == nil)
        #expect(silent.doesNotFind.contains { $0.contains("unknown, not 0") })

        let told = try read(rows, as: .servqual, "wanted: want").survey.report()
        // (7 − 4)/(7 − 1) on the first, nothing on the second.
        #expect(told.section("sacrifice")?.row("all people")?.published.value == 0.25)
        #expect(told.section("sacrifice")?.row("1")?.published.value == 0.5)
        #expect(told.section("lackOfBetter")?.row("all people")?.figure("satisfied") == 1)
    }

    @Test("Pairs are put in their category in the words of the table")
    func kano() throws {
        let found = try read(
            """
            person,item,functional,dysfunctional
            ann,wifi,graag,erg
            ben,wifi,like,neutral
            cas,wifi,?,like
            """, as: .kano, "answers: {graag: like, erg: dislike}")
        let row = try #require(try found.survey.report().section("kano")?.row("wifi"))
        #expect(row.figure("O") == 1)
        #expect(row.figure("A") == 1)
        #expect(found.problems.map(\.field) == ["functional"])
    }

    @Test("Eleven answers that are counted from 1 are the same eleven")
    func scores() throws {
        let rows = "nps\n11\n10\n8\n7\n1"
        let found = try read(rows, as: .nps, "scores: [1, 11]").survey.report()
        let net = try #require(found.section("recommendation")?.row("NPS"))
        // 10 and 9 recommend, 7 is neither, 6 and 0 do not.
        #expect(net.published.value == 0)
        #expect(net.figure("promoters") == 2)
        #expect(throws: FileProblems.self) { try read(rows, as: .nps, "scores: [1, 10]") }
    }

    @Test("A task with a bad row is left out whole, for it would be another choice")
    func tasks() throws {
        let found = try read(
            """
            person,task,option,chosen,price,quiet
            ann,1,a,1,2,0
            ann,1,b,0,3,1
            ann,2,a,0,2,1
            ann,2,b,1,x,0
            ann,2,c,0,1,0
            ann,3,a,1,2,0
            ann,3,b,1,3,1
            """, as: .choices)
        guard case .choices(let survey) = found.survey else {
            Issue.record("these are choices")
            return
        }
        #expect(survey.attributes == ["price", "quiet"])
        #expect(survey.people == [[OptionTask(options: [[2, 0], [3, 1]], chosen: 0)]])
        #expect(found.problems.map(\.line) == [5, 7])
    }

    @Test("Best and worst may stand in one row, by place or by name")
    func bestWorst() throws {
        let found = try read(
            """
            id,b1,w1,b2,w2
            1,1,3,taste,origin
            2,2,2,,
            """, as: .maxdiff,
            """
            person: id
            tasks:
              - {best: b1, worst: w1, shown: [taste, price, origin]}
              - {best: b2, worst: w2, shown: [price, taste, origin]}
            """)
        guard case .bestWorst(let survey) = found.survey else {
            Issue.record("these are best and worst")
            return
        }
        #expect(survey.items == ["taste", "price", "origin"])
        #expect(
            survey.people == [
                [
                    BestWorstTask(shown: [0, 1, 2], best: 0, worst: 2),
                    BestWorstTask(shown: [1, 0, 2], best: 0, worst: 2),
                ]
            ])
        #expect(found.problems.map(\.field) == ["w1"])
    }

    @Test("Of bookings, a step to a cheaper kind is told apart from a gift")
    func bookings() throws {
        let found = try read(
            """
            reserved,assigned,price,gone
            A,A,50,0
            B,B,90,0
            A,B,50,0
            B,A,90,0
            B,A,90,1
            """, as: .bookings, "{value: price, where: {gone: \"0\"}}")
        let row = try #require(
            try found.survey.report().section("settledFor")?.row("all bookings"))
        #expect(row.published.value == 0.5)
        #expect(row.figure("dearer") == 1)
        #expect(row.figure("cheaper") == 1)
        #expect(found.leftOutCount == 1)
    }

    /// Twelve people's answers, gzipped.
    private static let zipped = """
        H4sIAAAAAAACAxXKOw7AIBAD0d5nccHyDeeJaIMF95ey2zxNMVrn7o/33WdBiRkyTijToMIK1ajG
        AfVgBA8tQZPd78Timl8/se12xUwAAAA=
        """.replacing("\n", with: "")

    @Test("A gzipped table is read, and one that was cut off is refused")
    func gzipped() throws {
        let bytes = try #require(Data(base64Encoded: Self.zipped))
        func read(_ bytes: Data) throws -> SurveyFile {
            let file = FileManager.default.temporaryDirectory
                .appendingPathComponent("\(UUID().uuidString).csv.gz")
            try bytes.write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            return try SurveyFile(path: file.path, map: SurveyMap(kind: .nps))
        }
        #expect(try read(bytes).rowCount == 12)
        #expect(throws: TableReader.Failure.self) { try read(bytes.dropLast(30)) }
    }

    @Test("A table without the columns it needs is refused with what it has")
    func columns() throws {
        let failure = #expect(throws: TableReader.Failure.self) {
            try read("person,stars\nann,5", as: .servqual)
        }
        #expect(
            failure?.description.contains("item, perception; the table has person, stars") == true)
        #expect(throws: TableReader.Failure.self) {
            try read("score\n5", as: .nps, "score: nps")
        }
    }

    @Test("A mapping with a key that is not known says where, and which are")
    func unknownKey() throws {
        let problems = #expect(throws: FileProblems.self) {
            try SurveyMap.parse("person: id\nexpektation: e", kind: .servqual, file: "map")
        }
        #expect(problems?.problems.map(\.line) == [2])
        #expect(problems?.description.contains("did you mean 'expectation'?") == true)
    }
}
