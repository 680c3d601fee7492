public import Domain
import Kernel
public import Measures

/// What must not get worse, what is made of it all, and why it stopped.
extension TrialBook {
    // MARK: Guardrails

    /// One guardrail of one way, as it may be told.
    public struct Rail: Equatable, Sendable {
        public let metric: LiveMetric
        /// `nil`: not known, or of few people.
        public let moment: Moment?
        public let means: [Double]
        public let verdict: GuardrailVerdict?
    }

    /// - Returns: One a guardrail of the plan, in its order.
    public static func rails(of arm: Int, _ plan: LivePlan, _ report: ExperimentReport?) -> [Rail] {
        let reading = report?.readings.first { $0.arm == arm }
        let isTold = report?.sampleRatio.map { Self.isTold($0.counts) } ?? false
        return plan.guardrails.map { metric in
            let found = reading?.guardrails.first { $0.metric.name == "\(metric.id)" }
            guard isTold, let found, let difference = difference(found) else {
                return Rail(metric: metric, moment: nil, means: [], verdict: nil)
            }
            return Rail(
                metric: metric,
                moment: !found.deciding.isKnown
                    ? nil : Moment(at: 0, people: [], difference, found.deciding, metric.good),
                means: [found.control, found.treatment].compactMap { $0?.mean },
                verdict: found.verdict)
        }
    }

    /// "Worse by 4.0 points at most."
    func says(_ rail: Rail) -> String {
        guard let moment = rail.moment else { return text("ex-railUnknown") }
        let margin = amount(Double(rail.metric.margin ?? 0) / Self.one, of: rail.metric)
        return say(
            "ex-railSay", far(moment.better, of: rail.metric), far(moment.low, of: rail.metric),
            far(moment.high, of: rail.metric), margin)
    }

    /// All guardrails of one way beside one another, each by its own margin.
    public func figure(of arm: Int, _ plan: LivePlan, _ rails: [Rail]) -> InsightFigure {
        let counts = GuardrailVerdict.allCases.map { verdict in
            rails.count { $0.verdict == verdict }
        }
        return InsightFigure(
            name: "rails-\(plan.arms[arm].id)", title: text("ex-rails"),
            sentence: say("ex-railsSay", "\(counts[0])", "\(counts[1])", "\(counts[2])")
                + (counts.reduce(0, +) < rails.count
                    ? " " + say("ex-railsUnknown", "\(rails.count - counts.reduce(0, +))") : ""),
            notes: [text("ex-railsKey")], size: (320, Int(Self.bottom(rails)) + 22),
            marks: marks(rails),
            table: InsightTable(
                columns: [text("ex-rail")]
                    + [0, arm].map { of(plan.arms[$0].words) }
                    + ["ex-betterBy", "ex-least", "ex-most", "ex-margin", "ex-verdict"].map(text),
                rows: rails.map(row)))
    }

    private func row(_ rail: Rail) -> [InsightTable.Cell] {
        let unit = Unit(rail.metric)
        func cell(_ amount: Double?) -> InsightTable.Cell {
            amount.map { .exact(unit.shown($0), decimals: unit.decimals) } ?? .none
        }
        return [
            .text(name(rail.metric)), cell(rail.means.first), cell(rail.means.last),
            cell(rail.moment?.better), cell(rail.moment?.low), cell(rail.moment?.high),
            cell(rail.metric.margin.map { Double($0) / Self.one }),
            .text(text(rail.verdict.map { "ex-is-\(Self.word($0))" } ?? "ex-is-unknown")),
        ]
    }

    static func word(_ verdict: GuardrailVerdict) -> String {
        switch verdict {
        case .held: "held"
        case .notShown: "notShown"
        case .broken: "broken"
        }
    }

    /// How many margins to either side are drawn.
    private static let marginsDrawn = 2.0
    private static let rowHeight = 42.0

    private static func bottom(_ rails: [Rail]) -> Double { Double(rails.count) * rowHeight + 6 }

    private static func across(_ margins: Double) -> Double {
        160 + min(marginsDrawn, max(-marginsDrawn, margins)) / marginsDrawn * 146
    }

    private func marks(_ rails: [Rail]) -> [InsightMark] {
        let bottom = Self.bottom(rails)
        let (limit, same) = (Self.across(-1), Self.across(0))
        var marks: [InsightMark] = [
            .text(limit, bottom + 15, text("ex-limit"), "middle"),
            .text(same, bottom + 15, text("ex-same"), "middle"),
            .text(Self.across(Self.marginsDrawn), bottom + 15, text("ex-toBetter"), "end"),
        ]
        let worst = Self.across(-Self.marginsDrawn)
        for (place, rail) in rails.enumerated() {
            let top = Double(place) * Self.rowHeight
            let name = name(rail.metric)
            // Lines stand below the name, and do not cross it.
            let (from, to) = (top + 21, top + Self.rowHeight - 3)
            marks += [
                .text(worst, top + 15, name.count > 44 ? name.prefix(43) + "…" : name, "name"),
                .bar(worst, from, limit - worst, to - from, "field"),
                .line(limit, from, to: limit, to, "edge"),
                .line(same, from, to: same, to, "axis"),
            ]
            let margin = Double(rail.metric.margin ?? 0) / Self.one
            guard let moment = rail.moment, margin > 0 else { continue }
            let height = top + 30
            marks.append(
                .line(
                    Self.across(moment.low / margin), height, to: Self.across(moment.high / margin),
                    height, "reach"))
            let x = Self.across(moment.better / margin)
            switch rail.verdict {
            case .held: marks.append(InsightMark(.dot(x: x, y: height, radius: 5), "good"))
            case .broken: marks.append(.bar(x - 5, height - 5, 10, 10, "much"))
            case .notShown, nil:
                marks.append(InsightMark(.dot(x: x, y: height, radius: 5), "own"))
            }
        }
        return marks
    }

    // MARK: What to do

    /// What is made of one way now.
    public func decision(_ reading: ArmReading, _ plan: LivePlan) -> String {
        switch reading.verdict {
        case .ship: ([text("ex-do-ship")] + worseWithin(reading, plan)).joined(separator: " ")
        case .stop: text("ex-do-stop")
        case .unsound: text("ex-do-unsound")
        case .goOn: text("ex-do-goOn")
        }
    }

    /// Guardrails that are worse within their limits, a sentence each: held is not unharmed.
    private func worseWithin(_ reading: ArmReading, _ plan: LivePlan) -> [String] {
        plan.guardrails.compactMap { metric in
            guard let found = reading.guardrails.first(where: { $0.metric.name == "\(metric.id)" }),
                let difference = Self.difference(found)
            else { return nil }
            let better = metric.good == .higher ? difference : -difference
            let far = far(better, of: metric)
            guard better < 0, far != text("ex-same") else { return nil }
            let margin = amount(Double(metric.margin ?? 0) / Self.one, of: metric)
            return say("ex-do-ship-worse", name(metric), far, margin)
        }
    }

    /// Why, a sentence each.
    public func reasons(_ reading: ArmReading, _ plan: LivePlan) -> [String] {
        reading.reasons.map { reason in
            switch reason {
            case .redLine(let id): say("ex-why-redLine", redLine(RedLineID(id), plan))
            case .sampleRatio: text("ex-ratioOff")
            case .measuredRatio, .reshared: text("ex-why-measured")
            case .primaryWorse: say("ex-why-primaryWorse", name(plan.primary))
            case .guardrailBroken(let id): say("ex-why-broken", metric(id, plan))
            case .tooFew(let planned, let there):
                say("ex-why-tooFew", "\(there)", "\(planned)")
            case .primaryNotShown: say("ex-why-primaryNotShown", name(plan.primary))
            case .guardrailNotShown(let id): say("ex-why-notShown", metric(id, plan))
            case .allHeld: say("ex-why-allHeld", name(plan.primary))
            }
        }
    }

    private func redLine(_ id: RedLineID?, _ plan: LivePlan) -> String {
        plan.redLines.first { $0.id == id }.map { of($0.words) } ?? ""
    }

    private func metric(_ id: String, _ plan: LivePlan) -> String {
        plan.metrics.first { "\($0.id)" == id }.map(name) ?? ""
    }

    /// Between which two shares of all people those lie whom it leaves worse off.
    public func madeWorse(_ reading: ArmReading, _ plan: LivePlan) -> String? {
        guard let bounds = reading.madeWorse, Self.difference(reading.primary) != nil else {
            return nil
        }
        func whole(_ share: Double) -> String {
            InsightNumber.decimal(share * 100, point: point)
        }
        return say(
            "ex-madeWorseSay", people, whole(bounds.least), whole(bounds.most), name(plan.primary))
    }

    // MARK: Why it stopped

    /// In one line, the gain with it: what sells may be what is not done here.
    ///
    /// - Parameter isGained: Whether a way that was stopped was better at what it is for.
    public func headline(_ stop: LiveStop, _ plan: LivePlan, isGained: Bool) -> String {
        let primary = name(plan.primary)
        switch stop {
        case .redLine(let id):
            let line = redLine(id, plan)
            return isGained
                ? say("ex-stop-redLineGained", primary, line) : say("ex-stop-redLine", line)
        case .guardrail(let id):
            let rail = metric("\(id)", plan)
            return isGained
                ? say("ex-stop-guardrailGained", primary, rail) : say("ex-stop-guardrail", rail)
        case .primaryWorse: return say("ex-stop-primaryWorse", primary)
        case .sampleRatio: return text("ex-stop-sampleRatio")
        case .measuredRatio: return text("ex-stop-measuredRatio")
        case .staff(_, let reason): return say("ex-stop-staff", reason)
        }
    }

    /// Whether the way that was stopped was better at what it is for, beyond chance; never of few.
    public static func isGained(_ stop: LiveStop, _ courses: [Course]) -> Bool {
        courses.contains { course in
            switch stop {
            case .redLine(let id):
                let line = course.plan.redLines.first { $0.id == id }
                guard line?.arm == course.plan.arms[course.arm].id else { return false }
            case .guardrail(let id):
                let rail = rails(of: course.arm, course.plan, course.report)
                    .first { $0.metric.id == id }
                if let verdict = rail?.verdict, verdict != .broken { return false }
            case .primaryWorse, .sampleRatio, .measuredRatio, .staff: return false
            }
            return (moments(course).last?.low ?? 0) > 0
        }
    }
}
