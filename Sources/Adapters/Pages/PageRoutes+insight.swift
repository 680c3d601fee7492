import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import NIOCore
import Ports
import Runtime

/// What people give up, for those who would rather look than read.
extension PageRoutes {
    func addInsight(to router: Router<some RequestContext>) {
        page(router, .get, "/insight", at: .host) { try await insight(.landscape, $0) }
        page(router, .get, "/insight/:word", at: .host) { opened in
            if let name = Self.fileName(opened.word) {
                return try file(book(opened)?.figure(name), opened)
            }
            guard let wanted = InsightBook.Page(rawValue: opened.word) else {
                return try message("notFound", .notFound, opened.visit)
            }
            return try await insight(wanted, opened)
        }
        addSurvey(to: router)
        page(router, .get, "/insight/facets/:id", at: .host) { try await facet($0) }
        page(router, .get, "/insight/facets/:id/:word", at: .host) { opened in
            guard let name = Self.fileName(opened.word), let number = number(of: opened) else {
                return try message("notFound", .notFound, opened.visit)
            }
            let figures = book(opened)?.figures(ofFacet: number) ?? []
            return try file(figures.first { $0.name == name }, opened)
        }
    }

    /// `landscape` of `landscape.csv`.
    private static func fileName(_ word: String) -> String? {
        word.hasSuffix(".csv") ? String(word.dropLast(4)) : nil
    }

    private func book(_ opened: Opened) -> InsightBook? {
        insightBoard.sheet.map { sheet in
            InsightBook(
                report: sheet.report, quarters: sheet.quarters,
                facetNames: sheet.facets.map { opened.visit.language.of($0.name) },
                people: opened.visit.language.of(venue.customers),
                isDutch: opened.visit.language == .nl)
        }
    }

    /// The number of the facet that a page is about.
    private func number(of opened: Opened) -> FacetNumber? {
        guard let id = FacetID(opened.identifier),
            let place = insightBoard.sheet?.facets.firstIndex(where: { $0.id == id })
        else { return nil }
        return FacetNumber(UInt16(place))
    }

    func file(_ figure: InsightFigure?, _ opened: Opened) throws -> Response {
        guard let figure else { return try message("notFound", .notFound, opened.visit) }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(figure.name).csv\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: figure.table.csv)))
    }

    // MARK: Pages

    private func insight(_ wanted: InsightBook.Page, _ opened: Opened) async throws -> Response {
        let visit = opened.visit
        var values = frame(visit)
        values["heading"] = visit.text("in-\(wanted.rawValue)")
        values["pages"] = InsightBook.Page.allCases.map { each -> [String: Any] in
            [
                "path": each == .landscape ? "/insight" : "/insight/\(each.rawValue)",
                "label": visit.text("in-\(each.rawValue)"), "isCurrent": each == wanted,
            ]
        }
        guard let book = book(opened) else { return show(values, visit) }
        values["opening"] = book.opening
        guard book.hasEnough else {
            values["isEmpty"] = true
            return show(values, visit)
        }
        if wanted == .changed { values["warning"] = book.warning }
        let dots = wanted == .landscape ? await house.insightDots(for: opened.viewer) : []
        values["figures"] = book.figures(of: wanted).map { figure in
            self.values(
                figure, visit, at: "/insight",
                people: figure.name == "landscape" ? circles(dots, book) : [])
        }
        if !dots.isEmpty {
            values["hasNear"] = true
            values["near"] = dots.map { near($0, visit) }
        }
        if wanted == .givenUp, let sheet = insightBoard.sheet {
            values["facets"] = book.report.givenUp.compactMap { insight -> [String: Any]? in
                let place = Int(insight.facet.number)
                guard place < sheet.facets.count else { return nil }
                return [
                    "id": sheet.facets[place].id.description, "name": book.facet(insight.facet),
                ]
            }
            values["hasFacets"] = !book.report.givenUp.isEmpty
        }
        return show(values, visit)
    }

    private func facet(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        guard let id = FacetID(opened.identifier), let number = number(of: opened),
            let book = book(opened)
        else { return try message("notFound", .notFound, visit) }
        var values = frame(visit)
        values["heading"] = book.facet(number)
        values["pages"] = [
            ["path": "/insight/given-up", "label": visit.text("in-given-up"), "isCurrent": false]
        ]
        values["opening"] = book.opening
        if let figures = book.figures(ofFacet: number) {
            values["figures"] = figures.map {
                self.values($0, visit, at: "/insight/facets/\(id)", people: [])
            }
        } else {
            values["note"] = visit.text("in-facetTooFew")
        }
        values["hasWords"] = true
        values["wordsPath"] = "/insight/facets/\(id)?words=yes"
        if opened.query("words") == "yes" {
            let said = try await house.insightWords(on: id, for: opened.viewer)
            values["areAsked"] = true
            values["isSilent"] = said.isEmpty
            values["said"] = said.map { each -> [String: Any] in
                [
                    "person": each.person.description, "words": each.words,
                    "who": each.initials.isEmpty ? visit.aCustomer(venue) : each.initials,
                ]
            }
        }
        return show(values, visit)
    }

    private func show(_ values: [String: Any], _ visit: Visit) -> Response {
        html(
            "insight", title: "insight", titled: values["heading"] as? String, visit,
            live: values["isCounting"] != nil || visit.isPart, values)
    }

    /// When it was counted, and how far counting is.
    private func frame(_ visit: Visit) -> [String: Any] {
        var values: [String: Any] = ["experiments": visit.text("ex-title")]
        for key in ["counted", "stale", "numbers", "download", "story", "words", "askWords"] {
            values["say-\(key)".replacing("-", with: "_")] = visit.text("in-\(key)")
        }
        values["say_near"] = visit.text("in-near")
        values["say_facets"] = visit.text("in-facets")
        values["say_noWords"] = visit.text("in-noWords")
        values["bonds"] = visit.text("bo-nav")
        if let viewer = visit.viewer, viewer.role >= .lead {
            values["promises"] = visit.text("pl-open")
            values["questions"] = visit.text("sv-title")
        }
        if let sheet = insightBoard.sheet { values["time"] = visit.dayAndTime(sheet.countedAt) }
        if let progress = insightBoard.progress {
            let key = insightBoard.sheet == nil ? "in-counting" : "in-recounting"
            values["isCounting"] = true
            values["progress"] = visit.text(key)
                .replacing("{0}", with: visit.number(progress.counted))
                .replacing("{1}", with: visit.number(progress.whole))
        }
        return values
    }

    // MARK: People near

    private func circles(_ dots: [House.InsightDot], _ book: InsightBook) -> [[String: Any]] {
        dots.compactMap { dot in
            guard let sacrifice = dot.summary.sacrifice, let gap = dot.summary.gap else {
                return nil
            }
            let place = InsightBook.place(
                gap: Double(gap) / 1_000_000, sacrifice: Double(sacrifice) / 1_000_000)
            return [
                "person": dot.person.description, "x": InsightNumber.place(place.x),
                "y": InsightNumber.place(place.y), "says": says(dot, book),
            ]
        }
    }

    /// No number: what is known of one person stands on their card, where the look is kept.
    private func says(_ dot: House.InsightDot, _ book: InsightBook) -> String {
        dot.initials.isEmpty ? book.text("in-near") : dot.initials
    }

    private func near(_ dot: House.InsightDot, _ visit: Visit) -> [String: Any] {
        [
            "person": dot.person.description,
            "who": dot.initials.isEmpty ? visit.aCustomer(venue) : dot.initials,
        ]
    }

    // MARK: A figure

    /// - Parameter path: Where its file is; `nil`: it has none.
    func values(
        _ figure: InsightFigure, _ visit: Visit, at path: String?, people: [[String: Any]]
    ) -> [String: Any] {
        let point = visit.language == .nl ? "," : "."
        var values = drawing(figure.marks)
        values["name"] = figure.name
        values["title"] = figure.title
        values["sentence"] = figure.sentence
        values["hasStanding"] = figure.standing != nil
        values["standing"] = figure.standing ?? ""
        values["notes"] = figure.notes
        values["size"] = "\(figure.width) \(figure.height)"
        values["hasPicture"] = !figure.marks.isEmpty
        values["role"] = people.isEmpty ? "img" : "group"
        values["people"] = people
        values["file"] = path.map { "\($0)/\(figure.name).csv" }
        values.merge(self.values(figure.table, point: point)) { $1 }
        return values
    }

    /// The most columns of a table that a phone shows beside one another.
    private static let columnCountMax = 8

    /// - Parameter point: Between whole and decimals.
    func values(_ table: InsightTable, point: String) -> [String: Any] {
        let numeric = table.columns.indices.map { column in
            table.rows.contains { $0[column].isNumber }
                && !table.rows.contains {
                    if case .text(let text) = $0[column] { !text.isEmpty } else { false }
                }
        }
        return [
            "isFolded": table.columns.count > Self.columnCountMax,
            "columns": zip(table.columns, numeric).map { ["label": $0, "isNumber": $1] },
            "rows": table.rows.map { row -> [String: Any] in
                [
                    "cells": row.enumerated().map { column, cell -> [String: Any] in
                        [
                            "text": cell.shown(point: point), "isNumber": numeric[column],
                            "isNone": cell == .none,
                            "heads": column == 0 ? [] : [table.columns[column]],
                        ]
                    }
                ]
            },
        ]
    }

    private func drawing(_ marks: [InsightMark]) -> [String: Any] {
        var bars: [[String: Any]] = []
        var lines: [[String: Any]] = []
        var dots: [[String: Any]] = []
        var labels: [[String: Any]] = []
        let place = InsightNumber.place
        for mark in marks {
            switch mark.shape {
            case .bar(let x, let y, let width, let height):
                bars.append([
                    "x": place(x), "y": place(y), "width": place(width), "height": place(height),
                    "look": mark.look,
                ])
            case .dot(let x, let y, let radius):
                dots.append(
                    ["x": place(x), "y": place(y), "radius": place(radius), "look": mark.look])
            case .line(let points):
                let path = points.map { "\(place($0.x)) \(place($0.y))" }.joined(separator: "L")
                lines.append(["path": "M" + path, "look": mark.look])
            case .text(let x, let y, let text):
                labels.append(["x": place(x), "y": place(y), "text": text, "look": mark.look])
            }
        }
        return ["bars": bars, "lines": lines, "dots": dots, "labels": labels]
    }
}
