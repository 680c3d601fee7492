import Domain
import Kernel

/// What a form says of an experiment.
///
/// Only shapes are judged here, each at its field: whether it can be judged by the engine says.
struct TrialForm {
    /// What a measure counts, by the word in the form: the house's own take no other kind.
    enum What: String, CaseIterable {
        case rate, mean, worstDecile, promises, sacrifice, sacrificeWorst

        var kind: LiveMetric.Kind {
            switch self {
            case .rate: .rate
            case .mean, .promises, .sacrifice: .mean
            case .worstDecile, .sacrificeWorst: .worstDecile
            }
        }

        var source: LiveMetric.Source {
            switch self {
            case .rate, .mean, .worstDecile: .told
            case .promises: .promises
            case .sacrifice, .sacrificeWorst: .sacrifice
            }
        }

        /// `nil`: it is asked.
        var good: LiveMetric.Good? {
            switch self {
            case .rate, .mean, .worstDecile: nil
            case .promises: .higher
            case .sacrifice, .sacrificeWorst: .lower
            }
        }

        /// Whether amounts are typed in hundredths of all that there can be.
        var isPoints: Bool { self != .mean && self != .worstDecile }

        init(_ metric: LiveMetric) {
            self =
                switch (metric.source, metric.kind) {
                case (.promises, _): .promises
                case (.sacrifice, .worstDecile): .sacrificeWorst
                case (.sacrifice, _): .sacrifice
                case (.told, .rate): .rate
                case (.told, .mean): .mean
                case (.told, .worstDecile): .worstDecile
                }
        }
    }

    /// How many rows of each sort the form has.
    struct Rows {
        static let usual = Rows(arms: 2, rails: 1, lines: 1)

        var arms: Int
        var rails: Int
        var lines: Int

        init(arms: Int, rails: Int, lines: Int) {
            (self.arms, self.rails, self.lines) = (arms, rails, lines)
        }

        /// As a form tells, with what a button adds.
        init(_ form: Form) {
            func count(_ name: String, _ least: Int, _ most: Int) -> Int {
                let more = form["do"] == "more-\(name)" ? 1 : 0
                return min(most, max(least, (UInt16(form[name]).map(Int.init) ?? least) + more))
            }
            arms = count("arms", 2, LivePlan.armCountMax)
            rails = count("rails", 1, LivePlan.guardrailCountMax)
            lines = count("lines", 1, LivePlan.redLineCountMax)
        }
    }

    /// By the name of the field, the key of the sentence that stands at it.
    private(set) var faults: [String: String] = [:]
    /// `nil`: a field is wrong.
    private(set) var plan: LivePlan?

    private let form: Form
    private let rows: Rows
    /// In which row each arm stands.
    private var armPlaces: [Int] = []
    private var metricPlaces = [0]

    /// - Parameters:
    ///   - old: The plan that is changed; `nil`: a new one, which names itself.
    ///   - taken: Names that others have.
    ///   - isSizing: Whether it is only about how many people it takes, so that nobody has to say.
    init(_ form: Form, old: LivePlan?, taken: [ExperimentID], isSizing: Bool = false) {
        self.form = form
        rows = Rows(form)
        let title = words("title")
        let why = words("why")
        let id = old?.id ?? newId(title, taken)
        let arms = readArms()
        let primary = metric(0, named: [])
        var metrics = primary.map { [$0] } ?? []
        for place in 1...rows.rails where place == 1 || !isEmpty(metricAt: place) {
            if let rail = metric(place, named: metrics.map(\.id)) {
                metrics.append(rail)
                metricPlaces.append(place)
            }
        }
        let lines = redLines(arms)
        let people =
            isSizing && form["people"].isEmpty ? 1 : count("people", LivePlan.peopleInArmMax)
        let hours = count("hours", Int(LivePlan.lookHoursMax))
        guard faults.isEmpty, let id, let primary, let people, let hours else { return }
        plan = LivePlan(
            id: id, title: title, why: why, salt: old?.salt ?? form["key"], arms: arms,
            primary: primary, guardrails: Array(metrics.dropFirst()), redLines: lines,
            peopleInArm: people, lookHours: UInt16(clamping: hours))
    }

    /// Why nothing can be judged by a plan of this form, at its field; of no field: above the form.
    func faults(of misfit: PlanMisfit) -> [String: String] {
        switch misfit {
        case .armTwice(let place), .armReserved(let place):
            ["arm-\(armPlaces[place])-id": "ex-nameTaken"]
        case .share(let place): ["arm-\(armPlaces[place])-share": "ex-shareInvalid"]
        case .shares: ["arm-0-share": "ex-sharesTooMany"]
        case .people: ["people": "ex-peopleInvalid"]
        case .lookHours: ["hours": "ex-hoursInvalid"]
        case .metric(let place, let misfit): faults(of: misfit, at: "m-\(metricPlaces[place])")
        case .armCount, .guardrailCount, .redLineCount, .redLineTwice, .redLineArm, .salt:
            ["": "ex-planDoesNotFit"]
        }
    }

    private func faults(of misfit: LiveMetric.Misfit, at row: String) -> [String: String] {
        switch misfit {
        case .twice: ["\(row)-id": "ex-nameTaken"]
        case .source: ["\(row)-what": "chooseOne"]
        case .bounds: ["\(row)-high": "ex-boundsInvalid"]
        case .marginMissing: ["\(row)-margin": "ex-amountMissing"]
        case .margin: ["\(row)-margin": "ex-marginTooMuch"]
        case .effect: ["\(row)-effect": "ex-effectTooMuch"]
        case .baseline: ["\(row)-baseline": "ex-baselineWrong"]
        case .marginOfPrimary, .groupOfPrimary: ["": "ex-planDoesNotFit"]
        }
    }

    // MARK: Texts and names

    private mutating func words(_ field: String) -> Words {
        Words(en: text("\(field)-en"), nl: text("\(field)-nl"))
    }

    private mutating func text(_ field: String) -> String {
        let text = form[field]
        if text.allSatisfy(\.isWhitespace) { faults[field] = "ex-wordsMissing" }
        if text.utf8.count > LivePlan.wordByteCountMax { faults[field] = "ex-wordsLong" }
        return text
    }

    private func isBlank(_ field: String) -> Bool { form[field].allSatisfy(\.isWhitespace) }

    private mutating func newId(_ title: Words, _ taken: [ExperimentID]) -> ExperimentID? {
        guard isBlank("id") else {
            let id = ExperimentID(form["id"])
            if id == nil { faults["id"] = "ex-nameInvalid" }
            if let id, taken.contains(id) || id.description == "new" {
                faults["id"] = "ex-nameTaken"
            }
            return id
        }
        return ExperimentID(Self.word(for: title, "new", not: taken.map(\.description) + ["new"]))
    }

    /// A name for programs, made of what people read.
    static func word(for words: Words, _ usual: String, not taken: [String]) -> String {
        let plain = words.en.lowercased().map {
            $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : " "
        }
        let parts = String(plain).split(separator: " ")
        let made = parts.isEmpty ? usual : String(parts.joined(separator: "-").prefix(40))
        var word = made
        var next = 2
        while taken.contains(word) {
            word = "\(made)-\(next)"
            next += 1
        }
        return word
    }

    /// A name that was typed, or one that is made.
    private mutating func name<Noun>(
        _ field: String, _ words: Words, _ usual: String, not taken: [Identifier<Noun>]
    ) -> Identifier<Noun>? {
        guard !isBlank(field) else {
            return Identifier(Self.word(for: words, usual, not: taken.map(\.description)))
        }
        guard let name = Identifier<Noun>(form[field]) else {
            faults[field] = "ex-nameInvalid"
            return nil
        }
        if taken.contains(name) { faults[field] = "ex-nameTaken" }
        return name
    }

    // MARK: Rows

    private mutating func readArms() -> [LiveArm] {
        var arms: [LiveArm] = []
        for place in 0..<rows.arms {
            let field = "arm-\(place)"
            let isLeft = ["en", "nl", "share"].allSatisfy { isBlank("\(field)-\($0)") }
            if place >= 2, isLeft { continue }
            let words = words(field)
            // Ten-thousandths, of hundredths with two decimals.
            let share = MillionthsText(form["\(field)-share"]).flatMap {
                $0.whole % 10_000 == 0 ? Int($0.whole / 10_000) : nil
            }
            if share == nil || !(1...10_000).contains(share ?? 0) {
                faults["\(field)-share"] = "ex-shareInvalid"
            }
            guard
                // So are told those who are in no way.
                let id: ArmID = name(
                    "\(field)-id", words, "way-\(place + 1)",
                    not: arms.map(\.id) + [ArmID(LivePlan.noArm)].compactMap(\.self))
            else { continue }
            arms.append(LiveArm(id: id, words: words, share: share ?? 0))
            armPlaces.append(place)
        }
        if arms.reduce(0, { $0 + $1.share }) > 10_000 { faults["arm-0-share"] = "ex-sharesTooMany" }
        return arms
    }

    private mutating func redLines(_ arms: [LiveArm]) -> [LiveRedLine] {
        var lines: [LiveRedLine] = []
        for place in 0..<rows.lines {
            let field = "line-\(place)"
            if isBlank("\(field)-en"), isBlank("\(field)-nl") { continue }
            let words = words(field)
            let row = UInt8(form["\(field)-arm"]).map(Int.init)
            guard let arm = armPlaces.firstIndex(where: { $0 == row }) else {
                faults["\(field)-arm"] = "chooseOne"
                continue
            }
            guard
                let id: RedLineID = name(
                    "\(field)-id", words, "line-\(place + 1)", not: lines.map(\.id))
            else { continue }
            lines.append(LiveRedLine(id: id, arm: arms[arm].id, words: words))
        }
        return lines
    }

    private func isEmpty(metricAt place: Int) -> Bool {
        ["en", "nl", "margin", "effect", "group"].allSatisfy { isBlank("m-\(place)-\($0)") }
    }

    private mutating func count(_ field: String, _ most: Int) -> Int? {
        guard let number = UInt32(form[field].filter { !$0.isWhitespace }),
            (1...most).contains(Int(number))
        else {
            faults[field] = "ex-\(field)Invalid"
            return nil
        }
        return Int(number)
    }

    // MARK: Measures

    /// - Parameter place: 0 is what it is for.
    private mutating func metric(_ place: Int, named taken: [MetricID]) -> LiveMetric? {
        let field = "m-\(place)"
        let words = words(field)
        guard let what = What(rawValue: form["\(field)-what"]) else {
            faults["\(field)-what"] = "chooseOne"
            return nil
        }
        guard let good = what.good ?? LiveMetric.Good(rawValue: form["\(field)-good"]) else {
            faults["\(field)-good"] = "chooseOne"
            return nil
        }
        let bounds = bounds(field, what)
        let margin = place == 0 ? nil : amount("\(field)-margin", what, isNeeded: true)
        let effect =
            isBlank("\(field)-effect") && place > 0
            ? margin : amount("\(field)-effect", what, isNeeded: true)
        if effect == 0 {
            faults[place == 0 ? "\(field)-effect" : "\(field)-margin"] = "ex-notNothing"
        }
        let baseline = amount("\(field)-baseline", what, isNeeded: false)
        var group: ExperimentGroupID?
        if place > 0, !isBlank("\(field)-group") {
            group = ExperimentGroupID(form["\(field)-group"])
            if group == nil { faults["\(field)-group"] = "ex-nameInvalid" }
        }
        guard let id: MetricID = name("\(field)-id", words, "measure-\(place)", not: taken),
            let effect, let bounds, place == 0 || margin != nil
        else { return nil }
        return LiveMetric(
            id: id, words: words, kind: what.kind, source: what.source, good: good,
            bounds: bounds, effect: effect, margin: margin, group: group, baseline: baseline)
    }

    /// In millionths of the measure's own unit; none below 0.
    private mutating func amount(_ field: String, _ what: What, isNeeded: Bool) -> Int32? {
        if isBlank(field) {
            if isNeeded { faults[field] = "ex-amountMissing" }
            return nil
        }
        guard let amount = Self.amount(form[field], what), amount >= 0 else {
            faults[field] = "ex-amountInvalid"
            return nil
        }
        return amount
    }

    private static func amount(_ typed: String, _ what: What) -> Int32? {
        guard let amount = MillionthsText(typed) else { return nil }
        guard what.isPoints else { return Int32(exactly: amount.whole) }
        return amount.whole % 100 == 0 ? Int32(exactly: amount.whole / 100) : nil
    }

    private mutating func bounds(_ field: String, _ what: What) -> ClosedRange<Int32>? {
        let usual = 0...LiveMetric.one
        guard !what.isPoints else { return usual }
        func bound(_ name: String, _ usual: Int32) -> Int32? {
            isBlank("\(field)-\(name)") ? usual : Self.amount(form["\(field)-\(name)"], what)
        }
        guard let low = bound("low", usual.lowerBound), let high = bound("high", usual.upperBound),
            low < high
        else {
            faults["\(field)-high"] = "ex-boundsInvalid"
            return nil
        }
        return low...high
    }

    // MARK: Filling

    /// The fields of a plan that stands, as ``init(_:old:taken:isSizing:)`` reads them back.
    static func typed(_ plan: LivePlan) -> [String: String] {
        var typed = [
            "title-en": plan.title.en, "title-nl": plan.title.nl, "why-en": plan.why.en,
            "why-nl": plan.why.nl, "people": "\(plan.peopleInArm)", "hours": "\(plan.lookHours)",
            "arms": "\(plan.arms.count)", "rails": "\(plan.guardrails.count)",
            "lines": "\(max(1, plan.redLines.count))",
        ]
        func fill(_ field: String, _ words: Words, id: String) {
            typed["\(field)-en"] = words.en
            typed["\(field)-nl"] = words.nl
            typed["\(field)-id"] = id
        }
        for (place, arm) in plan.arms.enumerated() {
            fill("arm-\(place)", arm.words, id: "\(arm.id)")
            typed["arm-\(place)-share"] = MillionthsText(whole: Int64(arm.share) * 10_000).plain
        }
        for (place, line) in plan.redLines.enumerated() {
            fill("line-\(place)", line.words, id: "\(line.id)")
            typed["line-\(place)-arm"] = plan.place(of: line.arm).map { "\($0)" }
        }
        for (place, metric) in plan.metrics.enumerated() {
            let field = "m-\(place)"
            let what = What(metric)
            fill(field, metric.words, id: "\(metric.id)")
            typed["\(field)-what"] = what.rawValue
            typed["\(field)-good"] = metric.good.rawValue
            typed["\(field)-group"] = metric.group.map { "\($0)" }
            let amounts = [
                "effect": metric.effect == metric.margin ? nil : metric.effect,
                "margin": metric.margin, "baseline": metric.baseline,
                "low": what.isPoints ? nil : metric.bounds.lowerBound,
                "high": what.isPoints ? nil : metric.bounds.upperBound,
            ]
            for (name, amount) in amounts {
                typed["\(field)-\(name)"] = amount.map {
                    MillionthsText(whole: Int64($0) * (what.isPoints ? 100 : 1)).plain
                }
            }
        }
        return typed
    }

    /// What a new form begins with.
    static let usual = [
        "arm-0-share": "50", "arm-1-share": "50", "arm-0-en": "as it is now",
        "arm-0-nl": "zoals het nu is", "m-0-what": What.rate.rawValue, "m-0-good": "higher",
        "m-1-what": What.sacrificeWorst.rawValue, "m-1-good": "lower", "line-0-arm": "1",
        "hours": "24",
    ]
}
