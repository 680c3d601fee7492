import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import Ports
import Runtime

/// One experiment: what is tried and on whom, what came of it, and why it stopped.
extension PageRoutes {
    func experiment(_ opened: Opened, mistake: TrialMistake? = nil) async throws -> Response {
        let visit = opened.visit
        guard let id = ExperimentID(opened.identifier),
            let reading = await experimentDesk.reading(of: id)
        else { return try message("notFound", .notFound, visit) }
        let (experiment, book) = (reading.experiment, trialBook(visit))
        var values = state(experiment, visit)
        values["id"] = id.description
        values["heading"] = visit.language.of(experiment.plan.title)
        values["why"] = visit.language.of(experiment.plan.why)
        values["moments"] = moments(of: experiment, visit)
        values["say_numbers"] = visit.text("in-numbers")
        let done = opened.query("done")
        if mistake == nil { values["done"] = visit.texts["ex-done-\(done)"] }
        if let mistake, mistake.place.isEmpty {
            values["message"] = visit.texts["ex-\(mistake.code)"] ?? visit.text("failed")
        }
        let staff = opened.viewer.role >= .lead ? try doorkeeper.names(for: opened.viewer) : nil
        let courses = Self.courses(experiment, report: reading.report, now: house.now)
        if let stop = experiment.stop {
            values["ending"] = ending(stop, experiment, courses, staff, book)
        }
        values.merge(tried(reading, visit)) { $1 }
        values.merge(came(reading, courses, visit)) { $1 }
        values["lines"] = lines(experiment, mistake, staff, visit)
        values["hasLines"] = !experiment.plan.redLines.isEmpty
        values["mayLead"] = opened.viewer.role >= .lead
        let people = visit.language.of(venue.customers)
        values["toldHeading"] = book.say("ex-told", people)
        if let mistake, mistake.place == "stop" {
            values["stopFault"] = visit.text("ex-\(mistake.code)")
            values["stopTyped"] = mistake.typed
        }
        return html(
            "experiment", title: "insight", titled: values["heading"] as? String, visit,
            status: mistake == nil
                ? .ok : mistake?.place.isEmpty == true ? .conflict : .unprocessableContent, values)
    }

    /// Why it stopped, for a headline, and what was seen.
    private func ending(
        _ stop: LiveStop, _ experiment: LiveExperiment, _ courses: [TrialBook.Course],
        _ staff: [StaffID: String]?, _ book: TrialBook
    ) -> [String: Any] {
        var ending: [String: Any] = [
            "headline": book.headline(
                stop, experiment.plan, isGained: TrialBook.isGained(stop, courses))
        ]
        var by: StaffID?
        switch stop {
        case .redLine(let id):
            let crossing = experiment.crossed.last { $0.line == id }
            ending["saw"] = crossing.map { book.say("ex-saw", $0.reason) }
            by = crossing?.by
        case .staff(let id, _): by = id
        case .guardrail, .primaryWorse, .sampleRatio, .measuredRatio:
            ending["saw"] = book.text("ex-byHouse")
        }
        if let staff, let by { ending["by"] = book.say("ex-by", staff[by] ?? by.description) }
        return ending
    }

    // MARK: What is tried

    private func tried(_ reading: ExperimentDesk.Reading, _ visit: Visit) -> [String: Any] {
        let (plan, book) = (reading.experiment.plan, trialBook(visit))
        let people = visit.language.of(venue.customers)
        let share = plan.arms.reduce(0) { $0 + $1.share }
        let hasBegun = reading.experiment.state != .planned
        var values: [String: Any] = [
            "whom": book.say(
                "ex-whom", people.prefix(1).uppercased() + people.dropFirst(), hundredths(share)),
            "ways": plan.arms.enumerated().map { place, arm -> [String: Any] in
                let count = reading.people[place]
                var way: [String: Any] = [
                    "words": visit.language.of(arm.words), "isFirst": place == 0,
                    "share": book.say("ex-armLine", hundredths(arm.share)),
                ]
                if hasBegun {
                    way["people"] =
                        count < Suppression.least
                        ? visit.text("ex-inArmFew") : book.say("ex-inArm", visit.number(count))
                }
                return way
            },
            "planned": book.say(
                "ex-planned", visit.number(plan.peopleInArm), "\(plan.lookHours)"),
            "judged": [
                book.say(
                    "ex-judgedFor", book.name(plan.primary),
                    book.amount(Double(plan.primary.effect) / TrialBook.one, of: plan.primary))
            ]
                + plan.guardrails.map {
                    book.say(
                        "ex-judgedRail", book.name($0),
                        book.amount(Double($0.margin ?? 0) / TrialBook.one, of: $0))
                },
        ]
        if reading.leftOut >= Suppression.least {
            values["leftOut"] = book.say("ex-leftOut", visit.number(reading.leftOut))
        }
        values["sizes"] = hasBegun ? [] : sizes(plan, visit)
        values["shortages"] = hasBegun ? [] : shortages(plan, visit)
        return values
    }

    /// Of all people, as hundredths: `12.5`.
    private func hundredths(_ share: Int) -> String {
        MillionthsText(whole: Int64(share) * 10_000).plain
    }

    /// How many people it takes, a sentence a measure; of more ways the one that takes most.
    func sizes(_ plan: LivePlan, _ visit: Visit) -> [String] {
        guard let planned = plan.planned() else { return [] }
        let book = trialBook(visit)
        let arms = plan.arms.indices.dropFirst().map { ($0, planned.sizes(arm: $0)) }
        return plan.metrics.indices.map { place in
            let name = book.name(plan.metrics[place])
            let known = arms.compactMap { arm, sizes in sizes[place].size.map { (arm, $0) } }
            guard let most = known.max(by: { $0.1.anytime < $1.1.anytime }) else {
                return book.say("ex-sizeUnknown", name)
            }
            func people(_ whole: Double) -> [String] {
                planned.inEach(whole, arm: most.0)?.map(visit.number) ?? ["∞", "∞"]
            }
            let (often, once) = (people(most.1.anytime), people(most.1.once))
            return book.say(
                "ex-sizeSay", name, often[0], visit.language.of(plan.arms[0].words), often[1],
                visit.language.of(plan.arms[most.0].words), once[0], once[1])
        }
    }

    /// For what fewer people are planned than it needs, a sentence a measure.
    func shortages(_ plan: LivePlan, _ visit: Visit) -> [String] {
        let book = trialBook(visit)
        let short = plan.planned()?.shortages ?? []
        return plan.metrics.compactMap { metric in
            let needed = short.filter { $0.metric == "\(metric.id)" }.map(\.needed).max()
            return needed.map {
                book.say(
                    "ex-sizeShort", book.name(metric), visit.number(plan.peopleInArm),
                    visit.number($0))
            }
        }
    }

    // MARK: What came of it

    private func came(
        _ reading: ExperimentDesk.Reading, _ courses: [TrialBook.Course], _ visit: Visit
    ) -> [String: Any] {
        let (plan, book) = (reading.experiment.plan, trialBook(visit))
        guard reading.experiment.state != .planned else { return [:] }
        var values: [String: Any] = ["hasBegun": true]
        guard let report = reading.report else {
            values["isFew"] = true
            values["ratio"] = visit.text("ex-ratioFew")
            return values
        }
        let isSound = report.sampleRatio?.isSound
        values["ratio"] = visit.text(
            isSound.map { $0 ? "ex-ratioFine" : "ex-ratioOff" } ?? "ex-ratioFew")
        values["isOff"] = isSound == false
        values["arms"] = courses.compactMap { course -> [String: Any]? in
            guard let arm = report.readings.first(where: { $0.arm == course.arm }) else {
                return nil
            }
            let rails = TrialBook.rails(of: course.arm, plan, report)
            var values: [String: Any] = [
                "came": book.say("ex-came", visit.language.of(plan.arms[course.arm].words)),
                "figures": [
                    book.figure(course) { visit.day(Instant(milliseconds: $0)) },
                    book.figure(of: course.arm, plan, rails),
                ].map { self.values($0, visit, at: nil, people: []) },
                "rails": rails.map { self.rail($0, book) },
                "isGood": arm.verdict == .ship, "isWaiting": arm.verdict == .goOn,
                "reasons": book.reasons(arm, plan),
            ]
            // What to do is said while there is something to do.
            if reading.experiment.state == .running {
                values["decision"] = book.decision(arm, plan)
            }
            values["madeWorse"] = book.madeWorse(arm, plan)
            return values
        }
        return values
    }

    private func rail(_ rail: TrialBook.Rail, _ book: TrialBook) -> [String: Any] {
        [
            "name": book.name(rail.metric), "says": book.says(rail),
            "verdict": book.text(
                rail.verdict.map { "ex-is-\(TrialBook.word($0))" } ?? "ex-is-unknown"),
            "isHeld": rail.verdict == .held, "isBroken": rail.verdict == .broken,
        ]
    }

    // MARK: Red lines

    private func lines(
        _ experiment: LiveExperiment, _ mistake: TrialMistake?, _ staff: [StaffID: String]?,
        _ visit: Visit
    ) -> [[String: Any]] {
        let (plan, book) = (experiment.plan, trialBook(visit))
        return plan.redLines.map { line in
            let arm = plan.arms.first { $0.id == line.arm }
            var values: [String: Any] = [
                "line": line.id.description, "words": visit.language.of(line.words),
                "ofArm": arm.map { visit.language.of($0.words) } ?? "",
                "mayCross": experiment.state == .running,
            ]
            if let crossing = experiment.crossed.last(where: { $0.line == line.id }) {
                values["crossed"] = book.say("ex-saw", crossing.reason)
                let by = staff.map { book.say("ex-by", $0[crossing.by] ?? "\(crossing.by)") }
                values["crossedBy"] = [by, visit.dayAndTime(crossing.at)].compactMap(\.self)
                    .joined(separator: " · ")
            }
            if let mistake, mistake.place == "cross-\(line.id)" {
                values["lineFault"] = visit.text("ex-\(mistake.code)")
                values["lineTyped"] = mistake.typed
            }
            return values
        }
    }
}
