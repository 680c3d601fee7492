import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import NIOCore
import Ports
import Runtime

/// How the organisation keeps what it promises, for who looks after the whole house. Names nobody,
/// but for the ledger by person, which is for whoever may open their card.
extension PageRoutes {
    /// How far ahead the calendar looks.
    private static let calendarDayCount = 28
    /// The most promises whose changes are set beside one another on a page.
    private static let changedCountMax = 30

    func addPromises(to router: Router<some RequestContext>) {
        page(router, .get, "/promises", at: .lead) { try await promises(.promises, $0) }
        page(router, .get, "/promises/:word", at: .host) { opened in
            if opened.word == LedgerBook.Page.people.rawValue {
                return try await promisePeople(opened)
            }
            guard opened.viewer.role >= .lead else {
                return try message("notAllowed", .forbidden, opened.visit)
            }
            if opened.word == "new" { return try await newPromise(opened) }
            if opened.word.hasSuffix(".csv") {
                return try await promiseFile(String(opened.word.dropLast(4)), opened)
            }
            guard let wanted = LedgerBook.Page(rawValue: opened.word), wanted != .promises else {
                return try message("notFound", .notFound, opened.visit)
            }
            return try await promises(wanted, opened)
        }
        addCatalogue(to: router)
        addBonds(to: router)
    }

    func ledgerBook(_ visit: Visit) -> LedgerBook {
        LedgerBook(
            people: visit.language.of(venue.customers), isDutch: visit.language == .nl)
    }

    /// What every page of promises begins with.
    func promiseFrame(_ wanted: LedgerBook.Page?, _ visit: Visit) -> [String: Any] {
        [
            "heading": visit.text(wanted.map { "pl-\($0.rawValue)" } ?? "promises"),
            "hasPages": visit.viewer.map { $0.role >= .lead } ?? false,
            "say_numbers": visit.text("in-numbers"), "say_download": visit.text("in-download"),
            "pages": LedgerBook.Page.allCases.map { each -> [String: Any] in
                [
                    "path": each == .promises ? "/promises" : "/promises/\(each.rawValue)",
                    "label": visit.text("pl-\(each.rawValue)"), "isCurrent": each == wanted,
                ]
            },
        ]
    }

    // MARK: Pages

    private func promises(
        _ wanted: LedgerBook.Page, _ opened: Opened
    ) async throws -> Response {
        let visit = opened.visit
        if wanted == .catalogue { return try await catalogue(opened) }
        var values = promiseFrame(wanted, visit)
        let figures = await promiseFigures(wanted, visit)
        values["figures"] = figures.map { self.values($0, visit, at: "/promises", people: []) }
        switch wanted {
        case .nobody:
            values.merge(await nobodyKeeps(visit)) { $1 }
        case .changed:
            if figures.isEmpty { values["nothing"] = visit.text("pl-changedNone") }
        case .expectations:
            if figures.isEmpty { values["nothing"] = visit.text("xp-none") }
        default:
            if figures.isEmpty { values["nothing"] = visit.text("pl-nothing") }
        }
        return showPromises(values, visit)
    }

    func showPromises(_ values: [String: Any], _ visit: Visit) -> Response {
        html(
            "promises", title: "insight", titled: values["heading"] as? String, visit, values)
    }

    private func promiseFigures(
        _ wanted: LedgerBook.Page, _ visit: Visit
    ) async -> [InsightFigure] {
        switch wanted {
        case .promises: await ledger(.promise, wanted, visit)
        case .owners: await ledger(.owner, wanted, visit)
        case .channels: await ledger(.channel, wanted, visit)
        case .calendar: await calendar(visit)
        case .changed: await changed(visit)
        case .expectations: await expectationFigures(visit)
        case .people, .nobody, .catalogue: []
        }
    }

    private func promiseFile(_ name: String, _ opened: Opened) async throws -> Response {
        let wanted: LedgerBook.Page? =
            name.hasPrefix("changed-")
            ? .changed
            : name.hasPrefix("expects-")
                ? .expectations
                : name == "overdue" ? .calendar : LedgerBook.Page(rawValue: name)
        guard let wanted else { return try file(nil, opened) }
        let figures = await promiseFigures(wanted, opened.visit)
        return try file(figures.first { $0.name == name }, opened)
    }

    // MARK: The ledger

    private func ledger(
        _ by: PromiseBoard.By, _ wanted: LedgerBook.Page, _ visit: Visit
    ) async -> [InsightFigure] {
        let report = await promiseBoard.report(by: by)
        guard (report.all.count?.made ?? 1) > 0 else { return [] }
        let names = by == .promise ? await promiseNames(visit) : [:]
        let groups = report.rows.map { row in
            line(
                row,
                name: row.name.map { name in
                    by == .channel ? visit.channel(named: name) : names[name] ?? name
                } ?? visit.text("pl-none-\(wanted.rawValue)"))
        }
        return [
            ledgerBook(visit).ledger(
                wanted, all: line(report.all, name: visit.text("pl-all")), groups)
        ]
    }

    /// What standing promises say, by their names.
    private func promiseNames(_ visit: Visit) async -> [String: String] {
        Dictionary(
            await promiseDesk.catalogue.map { ($0.id.description, visit.language.of($0.words)) },
            uniquingKeysWith: { first, _ in first })
    }

    func line(_ row: PromiseBoard.Row, name: String) -> LedgerBook.Line {
        LedgerBook.Line(
            name: name, count: row.count, isReadingFew: row.isReadingFew,
            isAskingFew: row.isAskingFew)
    }

    // MARK: Falling due

    private func calendar(_ visit: Visit) async -> [InsightFigure] {
        let calendar = await promiseBoard.calendar(days: Self.calendarDayCount)
        let names = await promiseNames(visit)
        func due(_ item: PromiseBoard.DueItem) -> LedgerBook.Due {
            LedgerBook.Due(
                what: item.standing.map { names[$0.description] ?? $0.description }
                    ?? visit.text("pl-none-promises"),
                channel: visit.channel(item.channel),
                owner: item.owner?.description ?? visit.text("pl-none-owners"),
                count: item.count)
        }
        let book = ledgerBook(visit)
        let days = calendar.days.map { day in
            LedgerBook.Day(name: visit.day(number: day.day), items: day.items.map(due))
        }
        let coming = book.calendar(days, ahead: Self.calendarDayCount)
        guard !calendar.overdue.isEmpty else { return [coming] }
        return [coming, book.overdue(calendar.overdue.map(due))]
    }

    // MARK: Before and after

    private func changed(_ visit: Visit) async -> [InsightFigure] {
        let names = await promiseNames(visit)
        let book = ledgerBook(visit)
        var figures: [InsightFigure] = []
        for (id, editions) in await promiseBoard.changes(atMost: Self.changedCountMax) {
            figures.append(
                book.change(
                    of: id.description, words: names[id.description] ?? id.description,
                    editions.map { edition(of: $0, book, visit) }))
        }
        return figures
    }

    private func edition(
        of edition: PromiseBoard.Edition, _ book: LedgerBook, _ visit: Visit
    ) -> LedgerBook.Edition {
        let unsaid = edition.haveOwnTimes ? "pl-editionOwn" : "pl-editionWords"
        let since = visit.dayAndTime(edition.firstMadeAt)
        return LedgerBook.Edition(
            line: line(
                edition.row,
                name: book.say(
                    "pl-edition", edition.seconds.map(book.length) ?? book.text(unsaid), since)),
            change: edition.change, words: edition.words.map(visit.language.of), since: since)
    }

    // MARK: What nobody can keep

    private func nobodyKeeps(_ visit: Visit) async -> [String: Any] {
        let entries = await promiseBoard.entries()
        let poor = entries.filter { !$0.promise.lacks.isEmpty || $0.canNobodyKeep }
        guard !entries.isEmpty else { return ["nothing": visit.text("pl-catalogueEmpty")] }
        guard !poor.isEmpty else { return ["nothing": visit.text("pl-allKeepable")] }
        return [
            "opening": ledgerBook(visit).say(
                "pl-nobodyCount", "\(poor.count)", "\(entries.count)"),
            "entries": poor.map { entry($0, visit) },
        ]
    }
}

extension Visit {
    /// What a channel is called; as it is written where there are no words for it.
    func channel(named name: String) -> String { PromiseChannel(name).map(channel) ?? name }

    /// A day of the house's calendar: `Sun 22 Nov`.
    ///
    /// - Parameter number: Since 1970-01-01.
    func day(number: Int32) -> String {
        let noon = Instant(milliseconds: Int64(number) * 86_400_000 + 43_200_000)
        return Visit(viewer: nil, language: language, locale: locale, timeZone: .gmt).day(noon)
    }
}
