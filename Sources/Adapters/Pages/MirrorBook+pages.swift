public import Measures

/// How clear our principles are, how long answers take, and whether the loop is closed.
extension MirrorBook {
    // MARK: Principles

    /// How well stewards agree on what fits, principle by principle.
    ///
    /// - Parameters:
    ///   - all: Each principle over all quarters.
    ///   - quarters: Each in each quarter.
    public func principles(_ all: [Clarity], _ quarters: [Clarity]) -> InsightFigure {
        let known = all.filter { $0.agreement != nil }
        var marks: [InsightMark] = []
        let height = 44.0
        for (place, clarity) in known.enumerated() {
            let top = Double(place) * height
            marks.append(.text(2, top + 14, Self.short(clarity.words), "name"))
            marks.append(.line(Self.left, top + 28, to: Self.left + Self.wide, top + 28, "axis"))
            let share = clarity.agreement ?? 0
            marks.append(
                InsightMark(.dot(x: Self.across(share), y: top + 28, radius: 5), "little"))
            marks.append(.text(318, top + 32, points(share), "end"))
        }
        if !known.isEmpty { marks += Self.scale(below: Double(known.count) * height) }
        return InsightFigure(
            name: "principles", title: text("id-principles"), sentence: said(known),
            notes: known.isEmpty ? [] : [text("id-principlesKey")],
            size: (320, Int(Double(known.count) * height) + 22), marks: marks,
            table: InsightTable(
                columns: [
                    "id-principle", "id-quarter", "id-options", "id-scores", "id-agreement",
                    "id-fit",
                ].map(text),
                rows: (all + quarters.filter { $0.options > 0 }).map { each in
                    [
                        .text(each.words), .text(name(each.quarter)), .count(each.options),
                        .count(each.scores), .points(each.agreement),
                        each.fit.map { .decimal($0) } ?? .none,
                    ]
                }))
    }

    private func said(_ known: [Clarity]) -> String {
        let sorted = known.sorted { ($0.agreement ?? 0) > ($1.agreement ?? 0) }
        guard let most = sorted.first, let least = sorted.last else {
            return text("id-principlesNone")
        }
        guard sorted.count > 1 else {
            return say("id-principleSay", most.words, points(most.agreement ?? 0))
        }
        let parts = (points(most.agreement ?? 0), points(least.agreement ?? 0))
        if parts.0 == parts.1 {
            return say("id-principlesAlike", "\(sorted.count)", parts.0)
        }
        return say(
            "id-principlesSay", most.words, parts.0, least.words, parts.1)
    }

    // MARK: Time to an answer

    /// Days that are told of in the table.
    private static let days: [Double] = [
        1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28, 42, 60, 90, 120, 180, 365, 730,
    ]

    /// How long people wait for an answer, with those who wait still.
    ///
    /// - Parameters:
    ///   - times: In milliseconds; `nil`: of fewer than ten people.
    ///   - answerDays: By when everybody is answered at the latest.
    public func times(_ times: AnswerBins?, answerDays: Int) -> InsightFigure {
        guard let times, let curve = Optional(times.curve) else {
            return InsightFigure(
                name: "times", title: text("id-times"), sentence: say("id-timesFew", people),
                marks: [], table: InsightTable(columns: timeColumns, rows: []))
        }
        let day = Self.dayMilliseconds
        let late = curve.unanswered(after: Double(answerDays) * day)
        let error = 1.96 * late.standardError
        let reach = Interval(max(0, late.share - error), min(1, late.share + error))
        let half =
            curve.median.map { say("id-halfSay", length($0)) } ?? text("id-halfNone")
        let isSeen = curve.timeMax >= Double(answerDays) * day
        let rest =
            isSeen
            ? say("id-lateSay", "\(answerDays)", points(late.share), between(reach))
            : say("id-lateUnseen", "\(answerDays)")
        let end = max(curve.timeMax, Double(answerDays) * day)
        let shown = Self.days.filter { $0 * day <= max(curve.timeMax, day) }
        return InsightFigure(
            name: "times", title: text("id-times"), sentence: "\(half) \(rest)",
            notes: [say("id-timesKey", "\(times.count)", "\(answerDays)"), text("id-timesNote")],
            size: (320, 152), marks: course(curve, until: end, answerDays: answerDays),
            table: InsightTable(
                columns: timeColumns,
                rows: shown.map { days in
                    let at = curve.unanswered(after: days * day)
                    return [
                        .count(Int(days)), .points(at.share), .points(at.standardError),
                    ]
                }))
    }

    private var timeColumns: [String] {
        ["id-days", "id-unanswered", "id-error"].map(text)
    }

    /// Steps down from a hundred, and the day that is promised.
    private func course(
        _ curve: AnswerCurve, until end: Double, answerDays: Int
    ) -> [InsightMark] {
        let (left, wide, top, high) = (30.0, 276.0, 12.0, 108.0)
        func across(_ time: Double) -> Double { left + time / max(1, end) * wide }
        func up(_ share: Double) -> Double { top + (1 - share) * high }
        var marks: [InsightMark] = []
        for share in [0, 0.5, 1] {
            marks.append(.line(left, up(share), to: left + wide, up(share), "axis"))
            marks.append(.text(left - 6, up(share) + 4, "\(Int(share * 100))", "end"))
        }
        var line = [InsightMark.Point(left, up(1))]
        var share = 1.0
        for step in curve.steps {
            line.append(.init(across(step.time), up(share)))
            share = step.unanswered
            line.append(.init(across(step.time), up(share)))
        }
        line.append(.init(across(curve.timeMax), up(share)))
        marks.append(InsightMark(.line(line), "series"))
        let promised = across(Double(answerDays) * Self.dayMilliseconds)
        marks.append(.line(promised, top, to: promised, top + high, "edge"))
        marks.append(.text(left, top + high + 18, "0"))
        let isNear = promised > left + wide - 30
        marks.append(
            .text(
                isNear ? left + wide : promised, top + high + 18, say("id-day", "\(answerDays)"),
                isNear ? "end" : "middle"))
        if !isNear, left + wide - promised > 90 {
            let days = Int((end / Self.dayMilliseconds).rounded())
            marks.append(.text(left + wide, top + high + 18, say("id-day", "\(days)"), "end"))
        }
        return marks
    }

    /// In hours below two days, else in days.
    func length(_ milliseconds: Double) -> String {
        let hours = milliseconds / 3_600_000
        return hours < 48
            ? say("id-hours", "\(Int(hours.rounded()))")
            : say("id-daysLong", InsightNumber.decimal(hours / 24, point: point))
    }

    // MARK: Whether the loop is closed

    /// Who was told, who took it for no answer, and whom it helped.
    public func loop(
        toldBack: Part, reopened: Part, helped: (yes: Int?, no: Int?, unsaid: Int?)
    ) -> InsightFigure {
        let judged = helped.yes.flatMap { yes in helped.no.map { Part(yes, of: yes + $0) } }
        let lines: [(key: String, part: Part)] = [
            ("id-toldBack", toldBack), ("id-reopened", reopened),
            ("id-helped", judged ?? Part(nil, of: nil)),
        ]
        let known = lines.filter { $0.part.share != nil }
        var marks: [InsightMark] = []
        let height = 44.0
        for (place, line) in known.enumerated() {
            let top = Double(place) * height
            marks.append(.text(2, top + 14, text(line.key), "name"))
            if let interval = line.part.interval {
                marks.append(
                    .line(
                        Self.across(interval.low), top + 28, to: Self.across(interval.high),
                        top + 28, "reach"))
            }
            let share = line.part.share ?? 0
            marks.append(
                InsightMark(.dot(x: Self.across(share), y: top + 28, radius: 5), "little"))
            marks.append(.text(318, top + 32, points(share), "end"))
        }
        if !known.isEmpty { marks += Self.scale(below: Double(known.count) * height) }
        return InsightFigure(
            name: "loop", title: text("id-loop"),
            sentence: lines.map { said($0.key, $0.part) }.joined(separator: " "),
            notes: [text("id-loopKey")],
            size: (320, Int(Double(known.count) * height) + 22), marks: marks,
            table: InsightTable(
                columns: ["id-what", "id-people", "id-of", "id-share", "id-low", "id-high"]
                    .map(text),
                rows: lines.map { line in
                    let interval = line.part.interval
                    return [
                        .text(text(line.key)), .people(line.part.part), .people(line.part.whole),
                        .points(line.part.share), .points(interval?.low),
                        .points(interval?.high),
                    ]
                } + [
                    [.text(text("id-unsaid")), .people(helped.unsaid), .none, .none, .none, .none]
                ]))
    }

    private func said(_ key: String, _ part: Part) -> String {
        guard let share = part.share, let interval = part.interval, let whole = part.whole else {
            return say("\(key)Few", people)
        }
        return say("\(key)Say", points(share), between(interval), "\(whole)", people)
    }

    // MARK: Drawing

    private static let left = 12.0
    private static let wide = 256.0

    private static func across(_ share: Double) -> Double {
        left + min(1, max(0, share)) * wide
    }

    /// From 0 to a hundred.
    private static func scale(below height: Double) -> [InsightMark] {
        [.line(left, height, to: left + wide, height, "axis")]
            + [0, 25, 50, 75, 100].map { part in
                .text(across(Double(part) / 100), height + 15, "\(part)", "middle")
            }
    }

    /// As much of a text as stands on one line of a picture.
    private static func short(_ text: String) -> String {
        text.count > 38 ? text.prefix(37) + "…" : text
    }
}
