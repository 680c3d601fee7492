import Measures

/// What falls due, what a change did, what nobody can keep, and the past beside a draft.
extension LedgerBook {
    // MARK: Falling due

    /// Which days have how many promises that fall due.
    ///
    /// - Parameters:
    ///   - days: In order, those on which something falls due.
    ///   - ahead: How many days were looked ahead.
    public func calendar(_ days: [Day], ahead: Int) -> InsightFigure {
        let all = days.reduce(0) { $0 + $1.count }
        let most = days.max { $0.count < $1.count }
        let sentence =
            most.map { say("pl-calendarSay", "\(ahead)", "\(all)", $0.name, "\($0.count)") }
            ?? say("pl-calendarNone", "\(ahead)")
        var marks: [InsightMark] = []
        for (place, day) in days.enumerated() {
            let top = Double(place) * 26
            marks.append(.text(2, top + 16, day.name, "name"))
            let wide = Double(day.count) / Double(max(1, most?.count ?? 1)) * 160
            marks.append(.bar(112, top + 6, wide, 13, "little"))
            marks.append(.text(318, top + 16, "\(day.count)", "end"))
        }
        return InsightFigure(
            name: Page.calendar.rawValue, title: text("pl-by-calendar"), sentence: sentence,
            notes: [text("pl-calendarNote")], size: (320, max(1, days.count) * 26), marks: marks,
            table: InsightTable(
                columns: [text("pl-day")] + dueColumns,
                rows: days.flatMap { day in day.items.map { [.text(day.name)] + cells($0) } }))
    }

    /// What is due already, and nobody knows what became of it.
    public func overdue(_ items: [Due]) -> InsightFigure {
        InsightFigure(
            name: "overdue", title: text("pl-overdue"),
            sentence: say("pl-overdueSay", "\(items.reduce(0) { $0 + $1.count })"), marks: [],
            table: InsightTable(columns: dueColumns, rows: items.map(cells)))
    }

    private var dueColumns: [String] {
        ["pl-head-promises", "pl-head-channels", "pl-head-owners", "pl-falling"].map(text)
    }

    private func cells(_ due: Due) -> [InsightTable.Cell] {
        [.text(due.what), .text(due.channel), .text(due.owner), .count(due.count)]
    }

    // MARK: Before and after

    /// How a promise was kept before it was changed and since, and whether that is more than
    /// chance.
    ///
    /// - Parameters:
    ///   - id: What it goes by in addresses.
    ///   - editions: The oldest first, two or more.
    public func change(of id: String, words: String, _ editions: [Edition]) -> InsightFigure {
        let lines = editions.map(\.line)
        let drawn = picture(lines.filter { $0.count?.rate != nil })
        return InsightFigure(
            name: "changed-\(id)", title: words, sentence: said(editions),
            notes: reworded(editions)
                + (drawn.marks.isEmpty ? [] : [text("pl-key"), text("pl-changedNote")]),
            size: (320, drawn.height), marks: drawn.marks,
            table: InsightTable(columns: columns("pl-when"), rows: lines.map(row)))
    }

    /// Each time that the words were other ones than before.
    private func reworded(_ editions: [Edition]) -> [String] {
        zip(editions, editions.dropFirst()).compactMap { before, after in
            guard let was = before.words, let now = after.words, was != now else { return nil }
            return say("pl-reworded", was, now, after.since)
        }
    }

    private func said(_ editions: [Edition]) -> String {
        guard let last = editions.last, let before = editions.dropLast().last else {
            return text("pl-changedNone")
        }
        guard let now = last.line.count, let was = before.line.count else {
            return say("pl-few", people)
        }
        guard let change = last.change, let nowRate = now.rate, let wasRate = was.rate else {
            return text("pl-changedUnknown")
        }
        let range = change.newcombe()
        let key =
            range.contains(0)
            ? "pl-changedSame" : nowRate > wasRate ? "pl-changedMore" : "pl-changedLess"
        return say(
            key, points(wasRate), points(nowRate), points(abs(change.difference)),
            between(range))
    }

    // MARK: What nobody can keep

    /// Whether a standing promise was kept less than half of the times, beyond chance; of fewer
    /// than ten people nothing is said.
    public static func isSeldomKept(_ line: Line) -> Bool { line.count?.isSeldomKept ?? false }

    /// "Only 31.0 of 100 were kept …"
    public func seldom(_ line: Line) -> String? {
        guard Self.isSeldomKept(line), let count = line.count, let rate = count.rate else {
            return nil
        }
        return say("pl-seldomSay", points(rate), byWilson(count.interval), "\(count.judged)")
    }

    // MARK: The past beside a draft

    /// How many of 100 would have been kept at the value of a draft, and at others.
    ///
    /// - Parameters:
    ///   - drafted: `nil`: too few people to say.
    ///   - isWaits: Whether it is of waits that ended; otherwise of promises that were judged.
    public func past(_ drafted: Held?, _ others: [Held], isWaits: Bool) -> InsightFigure {
        let lines = ((drafted.map { [$0] } ?? []) + others.filter { $0 != drafted })
            .sorted { $0.seconds < $1.seconds }
        var marks: [InsightMark] = []
        for (place, held) in lines.enumerated() {
            let top = Double(place) * 34
            marks.append(.text(2, top + 13, length(held.seconds), "name"))
            marks.append(.text(318, top + 27, points(held.share), "end"))
            marks +=
                held == drafted
                ? square(held.share, held.interval, at: top + 23, "much")
                : dot(held.share, held.interval, at: top + 23, "little")
        }
        return InsightFigure(
            name: "past", title: text("pl-past"), sentence: past(drafted, others),
            notes: [text(isWaits ? "pl-pastWaits" : "pl-pastPromises")]
                + (drafted == nil ? [] : [text("pl-pastKey")]),
            size: (320, lines.count * 34 + 4), marks: marks,
            table: InsightTable(
                columns: [
                    "pl-promised", "pl-letterShare", "pl-low", "pl-high", "pl-letter", "pl-judged",
                ].map(text),
                rows: lines.map { held in
                    [
                        .text(length(held.seconds)), .points(held.share),
                        .points(held.interval.low), .points(held.interval.high),
                        .count(held.kept), .count(held.all),
                    ]
                }))
    }

    private func past(_ drafted: Held?, _ others: [Held]) -> String {
        guard let drafted else { return text("pl-pastFew") }
        let said = say(
            "pl-pastSay", length(drafted.seconds), points(drafted.share),
            byWilson(drafted.interval), "\(drafted.all)")
        guard drafted.share < 0.95,
            let safe = others.first(where: { $0.seconds > drafted.seconds && $0.share >= 0.95 })
        else { return said }
        return said + " "
            + say("pl-pastSafe", length(safe.seconds), points(safe.share), byWilson(safe.interval))
    }

    /// One weekday of the past: "Saturday: 62.0 of 100 were kept …"
    public func weekday(_ name: String, _ drafted: Held, _ others: [Held]) -> String {
        "\(name): \(past(drafted, others))"
    }

    /// A span in the unit that fits: `90 s`, `15 min`, `2.5 h`, `3 d`.
    func length(_ seconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400, "pl-d"), (3_600, "pl-h"), (60, "pl-min")]
        // The largest unit that says it within one decimal.
        for (size, unit) in units where seconds >= size && seconds * 10 % size == 0 {
            let tenths = seconds * 10 / size
            let decimal = tenths % 10 == 0 ? "" : "\(point)\(tenths % 10)"
            return "\(tenths / 10)\(decimal) \(text(unit))"
        }
        return "\(seconds) s"
    }
}
