import Measures

/// Learning, how different people are, what changed, and what was heard.
extension InsightBook {
    // MARK: Learning

    var trends: InsightFigure {
        let learning = report.learning
        let parts: [(String, Published, String)] = [
            ("in-falling", learning.falling, "good"), ("in-flat", learning.flat, "little"),
            ("in-rising", learning.rising, "much"), ("in-unclear", learning.unclear, "faint"),
        ]
        var marks: [InsightMark] = []
        let known = parts.filter { $0.1.value != nil }
        for (row, (key, share, look)) in known.enumerated() {
            let value = share.value ?? 0
            let top = Double(row) * 34
            marks.append(.text(2, top + 12, text(key), "name"))
            marks.append(.text(318, top + 12, points(value), "end"))
            marks.append(.bar(2, top + 17, value * 316, 9, look))
        }
        let sentence =
            known.isEmpty
            ? text("in-learnTooFew")
            : say("in-learnSay", "\(known[0].1.count)", people) + " "
                + known.map { key, share, _ in "\(text(key)) \(points(share.value ?? 0))" }
                .joined(separator: ", ") + "."
        return InsightFigure(
            name: "learning", title: text("in-learning"), sentence: sentence,
            standing: known.first.map { word($0.1.standing) }, notes: [text("in-learnNote")],
            size: (320, max(1, known.count) * 34), marks: marks,
            table: InsightTable(
                columns: [text("in-curve")] + publishedColumns,
                rows: parts.map { [.text(text($0.0))] + cells($0.1) }))
    }

    func name(_ month: MeasureMonth) -> String {
        "\(month.year)-\(month.month < 10 ? "0" : "")\(month.month)"
    }

    var sameWishes: InsightFigure {
        let months = report.learning.sameWishes
        let known = months.compactMap(\.index)
        let most = max(120, known.max() ?? 0)
        let step = months.count > 1 ? 280 / Double(months.count - 1) : 0
        var marks: [InsightMark] = []
        var line: [InsightMark.Point] = []
        for (place, month) in months.enumerated() {
            if let index = month.index {
                line.append(
                    InsightMark.Point(20 + Double(place) * step, 120 - index / most * 100))
            }
            if month.index == nil || place == months.count - 1 {
                if line.count > 1 { marks.append(InsightMark(.line(line), "series")) }
                marks += line.map { InsightMark(.dot(x: $0.x, y: $0.y, radius: 3), "little") }
                line = []
            }
        }
        if !marks.isEmpty, let first = months.first, let last = months.last {
            let hundred = 120 - 100 / most * 100
            marks.append(.line(20, 120, to: 300, 120, "axis"))
            marks.append(.line(20, hundred, to: 300, hundred, "edge"))
            marks.append(.text(20, hundred - 4, "100"))
            marks.append(.text(20, 138, name(first.month)))
            marks.append(.text(300, 138, name(last.month), "end"))
        }
        let newest = months.last { $0.index != nil }
        let sentence =
            newest.flatMap { month in
                month.index.map {
                    say(
                        "in-sameSay", name(month.month), InsightNumber.decimal($0, point: point),
                        "\(month.people ?? 0)", people)
                }
            } ?? text("in-sameTooFew")
        return InsightFigure(
            name: "same-wishes", title: text("in-same"), sentence: sentence,
            notes: [text("in-sameNote")], marks: marks,
            table: InsightTable(
                columns: ["in-month", "in-index", "in-people", "in-vintage", "in-vintagePeople"]
                    .map(text),
                rows: months.map { month in
                    [
                        .text(name(month.month)), month.index.map { .decimal($0) } ?? .none,
                        .people(month.people), .points(month.vintage.value),
                        month.vintage.value == nil ? .none : .count(month.vintage.count),
                    ]
                }))
    }

    var survivors: InsightFigure {
        let rows = [
            ("in-staying", report.learning.survivors.staying, "little"),
            ("in-left", report.learning.survivors.left, "much"),
        ]
        var marks: [InsightMark] = []
        let known = rows.filter { $0.1.value != nil }
        for (row, (key, published, look)) in known.enumerated() {
            marks.append(.text(2, Double(row) * 40 + 12, text(key), "name"))
            marks += reach(published, y: Double(row) * 40 + 26, look: look)
        }
        if !marks.isEmpty { marks += scale(y: Double(known.count) * 40 + 4) }
        return InsightFigure(
            name: "leavers", title: text("in-leavers"),
            sentence: known.isEmpty
                ? text("in-leaversTooFew")
                : known.map { key, published, _ in sentence("\(key)Say", published) }
                    .joined(separator: " "),
            notes: [
                say("in-leaversNote", "\(LearningInsight.Survivors.silentMonths)"),
                text("in-reachNote"),
            ], size: (320, known.count * 40 + 26), marks: marks,
            table: InsightTable(
                columns: [text("in-group")] + publishedColumns,
                rows: rows.map { [.text(text($0.0))] + cells($0.1) }))
    }

    // MARK: How different they are

    var different: InsightFigure {
        let curve = report.differences.averageOn
        let alone = report.differences.independent
        let step = curve.count > 1 ? 280 / Double(curve.count - 1) : 0
        func at(_ place: Int, _ share: Double) -> InsightMark.Point {
            InsightMark.Point(20 + Double(place) * step, 120 - share * 100)
        }
        let seen = curve.enumerated().compactMap { place, share in
            share.value.map { at(place, $0) }
        }
        var marks: [InsightMark] = []
        if !seen.isEmpty {
            marks.append(.line(20, 120, to: 300, 120, "axis"))
            marks.append(
                InsightMark(.line(alone.enumerated().map { at($0, $1) }), "edge"))
            // Nothing is drawn across what is hidden.
            for place in 1..<max(1, curve.count) {
                guard let from = curve[place - 1].value, let to = curve[place].value else {
                    continue
                }
                marks.append(
                    InsightMark(.line([at(place - 1, from), at(place, to)]), "series"))
            }
            marks += seen.map { InsightMark(.dot(x: $0.x, y: $0.y, radius: 3), "little") }
            marks.append(.text(20, 14, text("in-axisAverage")))
            marks.append(.text(20, 137, "1", "middle"))
            marks.append(.text(300, 137, "\(curve.count)", "middle"))
            marks.append(.text(20, 153, text("in-axisThings")))
        }
        return InsightFigure(
            name: "different", title: text("in-different"), sentence: differentSentence,
            standing: curve.first.map { word($0.standing) },
            notes: [text("in-differentNote"), text("in-alone")], marks: marks,
            table: InsightTable(
                columns: [text("in-things")] + publishedColumns + [text("in-independent")],
                rows: curve.enumerated().map { place, share in
                    [.count(place + 1)] + cells(share)
                        + [.points(place < alone.count ? alone[place] : nil)]
                }))
    }

    /// "Of 100 guests, 23 are average on one thing, 3 on three at once."
    private var differentSentence: String {
        let differences = report.differences
        guard let one = differences.averageOn.first, let share = one.value else {
            return text("in-differentTooFew")
        }
        func hundred(_ share: Double) -> String { "\(Int((share * 100).rounded()))" }
        var said = say("in-differentSay", people, hundred(share))
        let places = [2, 4, differences.averageOn.count - 1]
        let further = places.last {
            $0 > 0 && $0 < differences.averageOn.count
                && differences.averageOn[$0].value != nil
        }
        if let further, let share = differences.averageOn[further].value {
            said += " " + say("in-differentMore", hundred(share), "\(further + 1)")
        }
        if let dimensions = differences.effectiveDimensions {
            said +=
                " "
                + say(
                    "in-dimensions", InsightNumber.decimal(dimensions, point: point),
                    "\(differences.averageOn.count)")
        }
        return said
    }

    // MARK: What changed

    private static let changeCountMax = 12

    func name(_ what: InsightChange.What) -> String {
        switch what {
        case .sacrifice: text("in-sacrifice")
        case .gap: text("in-gap")
        case .satisfied: text("in-satisfied")
        case .lackOfBetter: text("in-lackShare")
        case .facet(let number): facet(number)
        }
    }

    /// What of the changes is worth a warning.
    public var warning: String? {
        let falls = report.changes.filter(\.fallsForFewerHeard)
        guard !falls.isEmpty else { return nil }
        return say("in-fewerHeard", falls.map { name($0.what) }.joined(separator: ", "))
    }

    var changed: InsightFigure {
        let known = report.changes.filter { $0.difference != nil }
        // A gap has another scale than shares.
        let drawn = known.filter { $0.what != .gap }.prefix(Self.changeCountMax)
        var marks: [InsightMark] = []
        for (row, change) in drawn.enumerated() {
            let top = Double(row) * 48
            marks.append(.text(2, top + 12, name(change.what), "name"))
            marks += reach(change.before, y: top + 23, look: "faint")
            marks += reach(change.now, y: top + 35, look: "little")
        }
        if !marks.isEmpty { marks += scale(y: Double(drawn.count) * 48 + 2) }
        return InsightFigure(
            name: "changed", title: text("in-changed"), sentence: changedSentence(known),
            notes: [text("in-changedNote"), text("in-changedKey")],
            size: (320, drawn.count * 48 + 24), marks: marks,
            table: InsightTable(
                columns: [
                    "in-what", "in-was", "in-is", "in-difference", "in-sure", "in-coverageWas",
                    "in-coverage", "in-peopleWas", "in-people", "in-warning",
                ].map(text),
                rows: report.changes.map { change in
                    [
                        .text(name(change.what)), .points(change.before.value),
                        .points(change.now.value), .points(change.difference),
                        .text(
                            change.difference == nil ? "" : text(change.isSure ? "in-yes" : "in-no")
                        ),
                        .points(coverage(of: change.before)), .points(coverage(of: change.now)),
                        change.before.value == nil ? .none : .count(change.before.count),
                        change.now.value == nil ? .none : .count(change.now.count),
                        .text(change.fallsForFewerHeard ? text("in-fewer") : ""),
                    ]
                }))
    }

    private func changedSentence(_ known: [InsightChange]) -> String {
        guard !known.isEmpty else { return text("in-changedTooFew") }
        let sure = known.filter(\.isSure)
        guard !sure.isEmpty else { return text("in-changedNothing") }
        return sure.prefix(3).map { change in
            let difference = change.difference ?? 0
            return say(
                difference < 0 ? "in-fell" : "in-rose", name(change.what),
                points(abs(difference)), points(change.now.value ?? 0))
        }.joined(separator: " ")
    }

    // MARK: What was heard

    var heard: InsightFigure {
        let heard = report.heard
        let standings: [(Standing, String)] = [
            (.reliable, "good"), (.provisional, "little"), (.unknown, "faint"),
        ]
        let most = Double(standings.compactMap { self.standing($0.0) }.max() ?? 0)
        var marks: [InsightMark] = []
        for (row, (standing, look)) in standings.enumerated() {
            guard let count = self.standing(standing), most > 0 else { continue }
            let top = Double(row) * 34
            marks.append(.text(2, top + 12, text("in-known-\(standing.rawValue)"), "name"))
            marks.append(.text(318, top + 12, "\(count)", "end"))
            marks.append(.bar(2, top + 17, Double(count) / most * 316, 9, look))
        }
        let counts: [(String, InsightTable.Cell)] = [
            ("in-coverage", .points(heard.coverage)), ("in-wishes", Self.tens(heard.wishes)),
            ("in-open", Self.tens(heard.open)), ("in-hypotheses", Self.tens(heard.hypotheses)),
            ("in-distinct", .people(heard.distinctWishes)),
            ("in-allWishes", heard.allWishes.map { .decimal($0) } ?? .none),
            ("in-unseen", .points(heard.unseen)),
        ]
        let rows =
            counts.map { [InsightTable.Cell.text(text($0.0)), $0.1] }
            + standings.map {
                [.text(text("in-known-\($0.0.rawValue)")), .people(self.standing($0.0))]
            }
        return InsightFigure(
            name: "heard", title: text("in-heard"), sentence: heardSentence,
            notes: [text("in-silence"), text("in-surveys")], size: (320, 102), marks: marks,
            table: InsightTable(columns: [text("in-what"), text("in-value")], rows: rows))
    }

    /// People of whom so much is known; together they are everybody, who may be one too many.
    private func standing(_ standing: Standing) -> Int? {
        report.showsTotal ? report.heard.standing[standing] : nil
    }

    /// Of fewer than ten wishes it may be one person's, so that there is no number for them.
    private static func tens(_ count: Int?) -> InsightTable.Cell {
        .people(count.flatMap(Suppression.shown))
    }

    private func few(_ count: Int?) -> String {
        count.flatMap(Suppression.shown).map { "\($0)" } ?? text("in-fewerThanTen")
    }

    private var heardSentence: String {
        let heard = report.heard
        guard let coverage = heard.coverage, let wishes = heard.wishes else {
            return text("in-heardTooFew")
        }
        let said = say(
            "in-heardSay", points(coverage), "\(wishes)", few(heard.open),
            few(heard.hypotheses))
        guard let unseen = heard.unseen else { return said }
        return said + " " + say("in-unseenSay", "\(Int((unseen * 100).rounded()))")
    }
}
