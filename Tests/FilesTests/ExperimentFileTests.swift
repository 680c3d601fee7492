import Domain
import Files
import Foundation
import Measures
import Testing

@Suite("Plans and tables of experiments") struct ExperimentFileTests {
    private static let plan = """
        name: An offer
        salt: offer
        unit: person
        arm: group
        arms: {as it is: 50 %, offer: 50 %}
        control: as it is
        looks: daily
        primary: {column: visit, kind: rate, good: higher, effect: 0.01}
        guardrails:
          - {column: sacrifice, kind: mean, good: lower, margin: 0.02, bounds: [0, 1]}
          - {column: sacrifice, kind: worst decile, good: lower, margin: 0.05}
          - {column: sacrifice, kind: mean, good: lower, margin: 0.05, group: {wheelchair: yes}}

        """

    private func problems(_ text: String) -> [FileProblem] {
        do throws(FileProblems) {
            _ = try ExperimentPlanFile.parse(text, file: "plan.yaml")
            return []
        } catch {
            return error.problems
        }
    }

    private func read(_ rows: String, _ plan: String = plan) throws -> ExperimentFile {
        let file = try written(rows)
        defer { try? FileManager.default.removeItem(at: file) }  // Gone already is as well.
        return try ExperimentFile(
            path: file.path, plan: ExperimentPlanFile.parse(plan, file: "plan.yaml"))
    }

    private func written(_ rows: String) throws -> URL {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).csv")
        try rows.write(to: file, atomically: true, encoding: .utf8)
        return file
    }

    @Test("A plan is read, control first and each group by name") func whole() throws {
        let found = try ExperimentPlanFile.parse(Self.plan, file: "plan.yaml")
        #expect(found.plan.arms.map(\.name) == ["as it is", "offer"])
        #expect(
            found.plan.guardrails.map(\.name) == [
                "sacrifice", "sacrifice, worst decile", "sacrifice, wheelchair yes",
            ])
        #expect(found.plan.guardrails.allSatisfy { $0.margin != nil })
        #expect(found.assignment != nil)
        #expect(!found.plan.isOnce)
    }

    @Test("Naming the other arm as control moves nobody") func control() throws {
        let one = try ExperimentPlanFile.parse(Self.plan, file: "plan.yaml")
        let other = try ExperimentPlanFile.parse(
            Self.plan.replacingOccurrences(of: "control: as it is", with: "control: offer"),
            file: "plan.yaml")
        #expect(other.plan.arms.map(\.name) == ["offer", "as it is"])
        for person in 0..<200 {
            let arms = [one, other].map { plan in
                plan.assignment?.arm(of: "p\(person)").map { plan.writtenArms[$0] }
            }
            #expect(arms[0] == arms[1])
        }
    }

    @Test("Without a primary, a guardrail or a margin the plan is refused with what to write")
    func lacking() throws {
        let lines = Self.plan.split(separator: "\n", omittingEmptySubsequences: false)
        let noPrimary = lines.filter { !$0.hasPrefix("primary") }.joined(separator: "\n")
        #expect(problems(noPrimary).map(\.missing) == ["primary"])
        let start = lines.prefix { !$0.hasPrefix("guardrails") }.joined(separator: "\n")
        #expect(problems(start).map(\.missing) == ["guardrails"])
        #expect(problems(start + "\nguardrails: []").count == 1)
        let noMargin = Self.plan.replacingOccurrences(of: "margin: 0.02, ", with: "")
        let found = problems(noMargin)
        #expect(found.map(\.missing) == ["margin"])
        #expect(found[0].line == 10)
        #expect(found[0].message.en.contains("margin: 0.01"))
    }

    @Test("All that is wrong is told at once, with line and column") func allAtOnce() throws {
        let found = problems(
            """
            name: An offer
            unit: person
            arm: group
            arms: {as it is: 50 %, offer: 50.001 %}
            control: nobody
            looks: often
            alpha: 2
            colour: blue
            primary: {column: visit, kind: rte, good: up, effect: 0}
            guardrails:
              - {column: sacrifice, kind: mean, good: lower, margin: -1}
            """)
        #expect(found.map(\.line) == found.map(\.line).sorted())
        #expect(Set(found.map(\.line)).isSuperset(of: [4, 6, 7, 8, 9, 11]))
        #expect(found.count >= 8)
    }

    @Test("Shares together above all, and an arm that is not there, are refused") func shares() {
        func with(_ arms: String, _ more: String = "") -> [FileProblem] {
            problems(
                Self.plan.replacingOccurrences(
                    of: "{as it is: 50 %, offer: 50 %}", with: arms) + more)
        }
        #expect(with("{as it is: 50.01 %, offer: 50 %}").count == 1)
        #expect(with("{as it is: 0.3333, offer: 66.67 %}").isEmpty)
        #expect(with("{as it is: 50 %}").count == 1)
        #expect(with("{as it is: 50 %, offer: 0 %}").count == 1)
        let earlier = "earlier shares: [{as it is: 5 %, offer: 5 %}]\n"
        #expect(with("{as it is: 50 %, offer: 50 %}", earlier).isEmpty)
        #expect(
            with("{as it is: 50 %, offer: 50 %}", "earlier shares: [{offer: 5 %}]\n").count == 1)
        let line = "red lines: [{arm: as it is, words: it lies, crossed: true}]\n"
        #expect(with("{as it is: 50 %, offer: 50 %}", line).count == 1)
    }

    @Test("A margin, effect or deviation that the bounds leave no room for is refused at its line")
    func noRoom() throws {
        func with(_ old: String, _ new: String) -> [FileProblem] {
            problems(Self.plan.replacingOccurrences(of: old, with: new))
        }
        #expect(with("margin: 0.02", "margin: 0.99").isEmpty)
        for wrong in ["margin: 1", "margin: 50", "margin: 0.02, deviation: 0.51"] {
            #expect(with("margin: 0.02", wrong).map(\.line) == [10], "\(wrong)")
        }
        #expect(with("margin: 0.02", "margin: 0.02, deviation: 0.5").isEmpty)
        #expect(with("effect: 0.01", "effect: 1").map(\.line) == [8])
        #expect(with("effect: 0.01", "effect: 0.01, baseline: 200 %").map(\.line) == [8])
        #expect(with("effect: 0.01", "effect: 0.99, baseline: 99 %").isEmpty)
    }

    @Test("An arm is not called 'none', and of a group without its share the size is not known")
    func reserved() throws {
        let none = Self.plan.replacingOccurrences(of: "offer: 50 %", with: "none: 50 %")
        #expect(problems(none).map(\.line) == [5])
        func shares(_ plan: String) throws -> [Double?] {
            try ExperimentPlanFile.parse(plan, file: "plan.yaml").plan.guardrails.map(\.peopleShare)
        }
        #expect(try shares(Self.plan) == [1, 1, nil])
        let known = Self.plan.replacingOccurrences(
            of: "group: {wheelchair: yes}", with: "group: {wheelchair: yes}, people share: 8 %")
        #expect(try shares(known) == [1, 1, 0.08])
    }

    @Test("A ramp is sound; shares that change against one another are not") func reshared() throws
    {
        func isReshared(_ shares: String) throws -> Bool {
            try ExperimentPlanFile.parse(
                Self.plan + "earlier shares: [\(shares)]\n", file: "plan.yaml"
            ).plan.isReshared
        }
        #expect(try !isReshared("{as it is: 5 %, offer: 5 %}"))
        #expect(try isReshared("{as it is: 10 %, offer: 5 %}"))
    }

    @Test("Who is in two arms is left out wholly, who came twice counts once, each told by line")
    func twice() throws {
        let found = try read(
            """
            person,group,visit,sacrifice,wheelchair
            a,as it is,1,0.2,no
            b,offer,0,0.5,yes
            a,offer,1,0.1,no
            b,offer,1,0.9,yes
            c,as it is,0,,no
            a,as it is,0,0.3,no
            """)
        #expect(found.people.arms == [1, 0])
        #expect(found.people.values[0] == [0, 0])
        #expect(found.people.values[1][0] == 0.5)
        #expect(found.people.values[1][1].isNaN)
        #expect(found.people.values[3][0] == 0.5)
        #expect(found.inTwoArms == 1)
        #expect(found.again == 1)
        #expect(found.problems.map(\.line) == [4, 5, 7])
    }

    @Test("A bad value is told with line and column, and only its row is left out") func badRows()
        throws
    {
        let found = try read(
            """
            person,group,visit,sacrifice,wheelchair
            a,as it is,1,0.2,yes
            b,offer,2,0.5,yes
            c,elsewhere,0,0.5,yes
            d,offer,0,1.5,yes
            e,offer,1,x,yes
            ,offer,1,0,yes
            g,offer,true,0,no
            """)
        #expect(found.people.arms == [0, 1])
        #expect(found.problems.map(\.line) == [3, 4, 5, 6, 7])
        #expect(found.problems.map(\.column) == [3, 2, 4, 4, 1])
    }

    @Test("A column that is not there is named, and a metric that nobody has") func columns() throws
    {
        #expect(throws: TableReader.Failure.self) {
            _ = try read("person,group,visit\na,offer,1\n")
        }
        #expect(throws: TableReader.Failure.self) {
            _ = try read("person,group,visit,sacrifice,wheelchair\na,offer,1,0.5,no\n")
        }
    }

    private static let summary = """
        name: Sums
        rows: summary
        arms: {c: 50 %, t: 50 %}
        control: c
        time: day
        count: n_{arm}
        mean: mean_{arm}
        variance: variance_{arm}
        each: [id]
        looks: daily
        primary: {name: one, kind: mean, good: higher, effect: 0.1, where: {metric: 1}}
        guardrails: [{name: two, kind: mean, good: lower, margin: 0.1, where: {metric: 2}}]

        """

    @Test("Sums over time are put in order, and a moment that is not whole is left out")
    func sums() throws {
        let file = try written(
            """
            id,metric,day,n_c,n_t,mean_c,mean_t,variance_c,variance_t
            a,1,2,20,21,1,2,1,1
            a,2,2,20,21,1,2,1,1
            a,1,1,10,11,1,2,1,1
            a,2,1,10,11,1,2,1,1
            a,1,3,30,31,1,2,1,1
            a,2,3,30,31,1,2,,1
            a,2,1,10,11,1,2,1,1
            a,7,1,10,11,1,2,1,1
            """)
        defer { try? FileManager.default.removeItem(at: file) }  // Gone already is as well.
        let found = try ExperimentSummaryFile(
            path: file.path, plan: ExperimentPlanFile.parse(Self.summary, file: "plan.yaml"))
        #expect(found.series.map(\.name) == ["a"])
        #expect(found.series[0].looks.map(\.time) == [1, 2])
        #expect(found.series[0].looks[0].sums[0].map { $0?.count } == [10, 11])
        #expect(found.series[0].unevenCount == 1)
        #expect(found.problems.map(\.line) == [7, 8])
        #expect(found.leftOutCount == 1)
    }

    @Test("A summary knows no worst tenth, and names an arm's column or {arm}, not both")
    func summaryPlans() {
        #expect(problems(Self.summary).isEmpty)
        #expect(
            problems(
                Self.summary.replacingOccurrences(
                    of: "kind: mean, good: l", with: "kind: worst decile, good: l")
            ).count == 1)
        #expect(problems(Self.summary + "arm: group\n").count == 1)
        #expect(problems(Self.plan + "time: day\n").count == 1)
    }
}
