import Foundation
import Kernel
import Measures

/// Makes promises of rows.
struct PromiseTaking {
    /// What one row comes down to, before it is known as of when the table was made.
    private struct Draft {
        let cells: Common
        var letter: PromiseFact.Letter?
        var said: Double?
        var came: Double?
        /// It is of a number that came or of what was given, so its time is over.
        var isOver = false
        var due: PromiseMoment?
        var finished: PromiseMoment?
        var made: PromiseMoment?
    }

    /// What rows of every kind have.
    private struct Common {
        let line: Int
        let person: String?
        let id: String?
        let reading: Bool?
        let group: [String]
        let time: PromiseMoment?
        let quote: String?
        let channel: String?
        let owner: String?
    }

    private let map: PromiseMap
    /// What a group is told by.
    private enum Part {
        case column(String)
        case time(String)
        case words(String, ImportMap.Template)
    }

    private let by: [Part]
    /// Nothing is finished after it.
    private let now: Instant?
    /// Where the columns that tell when stand, from 1.
    private let places: [PromiseMap.Role: Int]
    private var drafts: [Draft] = []
    private var ids: Set<String> = []

    init(map: PromiseMap, by: [String], header: [String], now: Instant?) {
        self.map = map
        self.now = now
        places = map.columns.compactMapValues { header.firstIndex(of: $0) }.mapValues { $0 + 1 }
        let columns = Set(header)
        self.by = by.map { name in
            if columns.contains(name) { return .column(name) }
            if let template = map.template(name) { return .words(name, template) }
            return PromiseMap.parts.contains(name) ? .time(name) : .column(name)
        }
    }

    /// - Returns: Whether the row holds a promise.
    /// - Throws: What is wrong with the row; nothing of it is kept then.
    mutating func take(_ cells: RowCells) throws(RowProblem) -> Bool {
        let draft: Draft? =
            switch map.kind {
            case .deadline: try deadline(cells)
            case .posted: try posted(cells)
            case .option: try option(cells)
            }
        guard let draft else { return false }
        if let id = draft.cells.id, !ids.insert(id).inserted {
            throw cells.problem(
                map.columns[.id] ?? "",
                "this promise stood in a row before: leave one of them out, with 'where'")
        }
        drafts.append(draft)
        return true
    }

    /// All promises in order; who they are to is numbered in the order in which they were met.
    ///
    /// - Parameter problems: Gets the rows whose end cannot be right beside all others.
    mutating func finish(
        _ problems: inout ProblemList
    ) -> (rows: [PromiseRow], asOf: PromiseFile.AsOf?) {
        leaveOutStrays(&problems)
        leaveOutStrayTimes(&problems)
        let asOf = asOf
        var numbers: [String: UInt64] = [:]
        let rows = drafts.map { draft in
            let common = draft.cells
            let number = common.person.map { person in
                let number = numbers[person] ?? UInt64(numbers.count)
                numbers[person] = number
                return number
            }
            var letter = draft.letter ?? .notDue
            if draft.letter == nil, let due = draft.due?.end, let asOf, due <= asOf.at {
                letter = .unknown
            }
            let finishedAt = draft.finished.map { known($0.end) }
            return PromiseRow(
                line: common.line, person: common.person, id: common.id,
                fact: PromiseFact(person: number, letter: letter, reading: common.reading),
                group: common.group, said: draft.said, came: draft.came,
                month: common.time?.monthNumber, madeAt: madeAt(draft, finishedAt),
                due: draft.due?.end, finishedAt: finishedAt,
                quote: common.quote,
                channel: common.channel, owner: common.owner)
        }
        return (rows, asOf)
    }

    /// A day that is finished today ends ahead of us.
    private func known(_ end: Instant) -> Instant { now.map { min(end, $0) } ?? end }

    /// A promise was made by the time it was kept, and before it fell due. What does not say when
    /// it was made, and is open, was made by now.
    private func madeAt(_ draft: Draft, _ finishedAt: Instant?) -> Instant? {
        guard let due = draft.due?.end else { return draft.cells.time?.start }
        let told = draft.made ?? (map.columns[.time] == nil ? nil : draft.cells.time)
        let latest = min(due, finishedAt ?? due)
        if let told { return min(told.start, latest) }
        if let now, latest > now { return nil }
        return latest
    }

    // MARK: As of

    private static let strayYear = Span(milliseconds: 366 * 86_400_000)

    private var asOf: PromiseFile.AsOf? {
        if let said = map.asOf { return PromiseFile.AsOf(at: said.end, line: nil) }
        return drafts.compactMap { draft in
            draft.finished.map { PromiseFile.AsOf(at: $0.end, line: draft.cells.line) }
        }.max { $0.at < $1.at }
    }

    /// An end date with a wrong year would make all that is open overdue: one that lies over a year
    /// behind every other date of the table is told, and not believed. Where nothing is open, or
    /// the mapping says as of when the table is, it changes nothing.
    private mutating func leaveOutStrays(_ problems: inout ProblemList) {
        guard map.asOf == nil, drafts.contains(where: { $0.due != nil && $0.letter == nil })
        else { return }
        let last =
            drafts.flatMap { [$0.due?.end, $0.made?.start, $0.cells.time?.start] }
            .compactMap(\.self).max() ?? .distantPast
        leaveOut(
            .finished, after: last, &problems, "say in 'as of' when the table was made"
        ) { $0.finished?.end }
    }

    /// A time with a wrong year would make all others old, and advice is told from what is lately:
    /// one of what is over that lies over a year behind every other is told, and not believed.
    private mutating func leaveOutStrayTimes(_ problems: inout ProblemList) {
        let last = drafts.filter { !$0.isOver }.compactMap { $0.cells.time?.start }.max()
        leaveOut(
            .time, after: last ?? .distantPast, &problems, "leave the row out with 'where'"
        ) { $0.isOver ? $0.cells.time?.start : nil }
    }

    /// Leaves out the drafts whose moment lies over a year behind every other and behind `last`.
    private mutating func leaveOut(
        _ role: PromiseMap.Role, after last: Instant, _ problems: inout ProblemList,
        _ otherwise: String, by moment: (Draft) -> Instant?
    ) {
        let ends = drafts.compactMap(moment).sorted()
        var strays = 0
        while strays < ends.count {
            let place = ends.count - strays - 1
            let before = place > 0 ? max(last, ends[place - 1]) : last
            // Beside nothing else it is no stray.
            guard before > .distantPast, ends[place] > before + Self.strayYear else { break }
            strays += 1
        }
        guard strays > 0 else { return }
        let first = ends[ends.count - strays]
        for draft in drafts where moment(draft).map({ $0 >= first }) == true {
            problems.add(
                RowProblem(
                    line: draft.cells.line, column: places[role], field: map.columns[role] ?? "",
                    advice: "over a year after every other date of the table: correct it, or "
                        + otherwise))
        }
        drafts.removeAll { moment($0).map { $0 >= first } == true }
    }

    // MARK: Kinds

    private func deadline(_ cells: RowCells) throws(RowProblem) -> Draft? {
        let finished = try ended(cells)
        let made = try moment(cells, .made)
        let column = cells.text(map.columns[.due]) == nil ? PromiseMap.Role.planned : .due
        guard let due = try moment(cells, column) else {
            throw cells.problem(
                map.columns[.due] ?? "",
                "no date stands here, so nothing is promised: fill it in, name the column of a "
                    + "plan in 'planned', or leave the row out with 'where'")
        }
        var draft = Draft(cells: try common(cells))
        draft.due = due
        draft.finished = finished
        draft.made = made
        if let finished { draft.letter = Self.letter(finished, by: due) }
        if let made {
            guard made.start <= due.end else {
                throw cells.problem(
                    map.columns[.made] ?? "", "it falls due before it was made: correct one of them"
                )
            }
            draft.said = Self.days(made.start, due.end)
            draft.came = finished.map { Self.days(made.start, $0.end) }
        }
        return draft
    }

    /// When it was finished: not after the table was made, nor ahead of us.
    private func ended(_ cells: RowCells) throws(RowProblem) -> PromiseMoment? {
        guard let ended = try moment(cells, .finished) else { return nil }
        if let asOf = map.asOf, ended.start > asOf.end {
            throw cells.problem(
                map.columns[.finished] ?? "",
                "this is after 'as of', when the table was made: correct one of them")
        }
        if let now, ended.start > now {
            throw cells.problem(
                map.columns[.finished] ?? "",
                "this lies ahead, so nothing is finished by then: correct it, or name it in "
                    + "'missing' if it says nothing")
        }
        return ended
    }

    /// Of a day on which only a moment is due, nobody knows.
    private static func letter(
        _ finished: PromiseMoment, by due: PromiseMoment
    ) -> PromiseFact.Letter {
        if finished.end <= due.end { return .kept }
        return finished.start > due.end ? .broken : .unknown
    }

    private static func days(_ from: Instant, _ to: Instant) -> Double {
        Double(to.milliseconds - from.milliseconds) / 86_400_000
    }

    private func posted(_ cells: RowCells) throws(RowProblem) -> Draft? {
        if let valid = try flag(cells, .valid), !valid { return nil }
        guard let said = try amount(cells, .posted) else { return nil }
        let came = try amount(cells, .measured)
        var draft = Draft(cells: try common(cells))
        draft.said = said
        draft.came = came
        draft.letter = came.map { $0 <= said ? .kept : .broken } ?? .unknown
        draft.isOver = came != nil
        try checkIsPast(draft, cells)
        return draft
    }

    private func option(_ cells: RowCells) throws(RowProblem) -> Draft? {
        if try flag(cells, .cancelled) == true { return nil }
        let reserved = try cells.required(map.columns[.reserved])
        let assigned = cells.text(map.columns[.assigned])
        var draft = Draft(cells: try common(cells))
        draft.letter = assigned.map { $0 == reserved ? .kept : .broken } ?? .unknown
        draft.isOver = assigned != nil
        try checkIsPast(draft, cells)
        return draft
    }

    /// What came of it is known, so its time does not lie ahead of us.
    private func checkIsPast(_ draft: Draft, _ cells: RowCells) throws(RowProblem) {
        guard draft.isOver, let now, let time = draft.cells.time, time.start > now else { return }
        throw cells.problem(
            map.columns[.time] ?? "",
            "this lies ahead, and what came of it is known: correct it, or say in 'offset' by "
                + "which clock it is")
    }

    // MARK: Cells

    private func common(_ cells: RowCells) throws(RowProblem) -> Common {
        var time: PromiseMoment?
        if let column = map.timeColumn { time = try moment(cells, column: column) }
        let group = by.map { part in
            let text: String? =
                switch part {
                case .column(let name): cells.text(name)
                // Rows of JSON lines have names of their own, which no header tells before.
                case .time(let name): cells.text(name) ?? time?.part(name)
                case .words(let name, let template):
                    cells.text(name) ?? template.filled(with: cells.row)
                }
            return text ?? "not said"
        }
        return Common(
            line: cells.line, person: cells.text(map.columns[.person]),
            id: cells.text(map.columns[.id]), reading: try flag(cells, .reading), group: group,
            time: time, quote: map.quote?.filled(with: cells.row),
            channel: map.channel?.filled(with: cells.row),
            owner: map.owner?.filled(with: cells.row))
    }

    private func amount(
        _ cells: RowCells, _ role: PromiseMap.Role
    ) throws(RowProblem) -> Double? {
        let number = try cells.number(map.columns[role])
        guard let number, number < 0 else { return number }
        throw cells.problem(
            map.columns[role] ?? "",
            "below 0: correct it, or say in 'valid' which column tells that a row is not to be used"
        )
    }

    private func flag(
        _ cells: RowCells, _ role: PromiseMap.Role
    ) throws(RowProblem) -> Bool? {
        guard let column = map.columns[role], let text = cells.text(column) else { return nil }
        switch text.lowercased() {
        case "1", "true", "yes", "y", "ja", "j": return true
        case "0", "false", "no", "n", "nee": return false
        default:
            throw cells.problem(
                column,
                "write yes or no, true or false, 1 or 0; name it in 'missing' if it says nothing")
        }
    }

    private func moment(
        _ cells: RowCells, _ role: PromiseMap.Role
    ) throws(RowProblem) -> PromiseMoment? {
        guard let column = map.columns[role] else { return nil }
        return try moment(cells, column: column)
    }

    private func moment(
        _ cells: RowCells, column: String
    ) throws(RowProblem) -> PromiseMoment? {
        guard let text = cells.text(column) else { return nil }
        if let moment = PromiseMoment(text, offset: map.offset) {
            let years = Instant.recordable
            if years.contains(moment.start), years.contains(moment.end) { return moment }
            throw cells.problem(
                column,
                "outside of the years 2000 to 2099: correct it, or name it in 'missing' if it says "
                    + "nothing")
        }
        throw cells.problem(
            column,
            "this is no time: write 2026-07-14, 2026-07-14 10:05 or 2026-07-14T10:05:00+02:00, or "
                + "name it in 'missing' if it says nothing")
    }
}
