import Domain
import Kernel
import Measures
import Runtime

/// What people expect: on a card, on somebody's own page, and over all people.
extension PageRoutes {
    private func expectationBook(_ visit: Visit, own: Bool = false) -> ExpectationBook {
        ExpectationBook(
            people: visit.language.of(venue.customers), isDutch: visit.language == .nl, isOwn: own)
    }

    // MARK: One person

    /// The part about expectations of a card.
    ///
    /// - Returns: Nothing for whoever lets nobody help them.
    func expectations(of person: PersonID, _ opened: Opened) async -> [String: Any] {
        guard
            let view = await promiseDesk.expectations.expectations(
                onCardOf: person, for: opened.viewer)
        else { return [:] }
        let wishes = await wishDesk.wishes(onCardOf: person, for: opened.viewer)
        return await expectations(view, wishes, opened.visit, at: "/people/\(person)")
    }

    /// The part about expectations of somebody's own page.
    func expectations(
        on page: OwnPages.Page, _ secret: String, _ visit: Visit
    ) async -> [String: Any] {
        guard let view = await promiseDesk.expectations.expectations(on: page) else { return [:] }
        return await expectations(view, page.wishes, visit, at: "/me/\(secret)", own: true)
    }

    private func expectations(
        _ view: ExpectationView, _ wishes: WishView?, _ visit: Visit, at base: String,
        own: Bool = false
    ) async -> [String: Any] {
        let book = expectationBook(visit, own: own)
        let asks = (wishes?.entries ?? []).filter { $0.wish.counts && $0.facet != nil }
        guard !view.entries.isEmpty || !view.kept.isEmpty || !asks.isEmpty else { return [:] }
        let catalogue = view.kept.isEmpty ? [] : await promiseDesk.catalogue
        return [
            "hasExpectations": true, "base": base, "say_numbers": visit.text("in-numbers"),
            "expectationsOf": visit.text(own ? "xp-own" : "xp-theirs"),
            "expectationsHow": visit.text(own ? "xp-own-how" : "xp-how"),
            "expectationsTell": visit.text(own ? "xp-tell" : "xp-theyTell"),
            "figures": view.entries.map { entry in
                values(
                    book.figure(
                        ExpectationBook.Course(
                            name: entry.facet.id.description,
                            title: visit.language.of(entry.facet.name), course: entry.course,
                            now: view.at.milliseconds)
                    ) { visit.day(Instant(milliseconds: $0)) }, visit, at: nil, people: [])
            },
            "hasKept": !view.kept.isEmpty,
            "keeping": view.kept.map { kept -> [String: Any] in
                let words = catalogue.first { $0.id == kept.standing }?.words
                return [
                    "promised": words.map(visit.language.of) ?? kept.standing.description,
                    "says": said(kept, visit),
                ]
            },
            "hasAsks": !asks.isEmpty, "asks": asks.map { ask($0, visit) },
        ]
    }

    private func said(_ kept: ExpectationView.Kept, _ visit: Visit) -> String {
        let book = expectationBook(visit)
        func share(_ millionths: Int32) -> String {
            InsightNumber.decimal(Double(millionths) / 10_000, point: book.point)
        }
        func say(_ key: String, _ keeping: ExpectedKeeping?) -> String? {
            keeping.map {
                book.say(
                    key, share($0.level), book.say("in-between", share($0.low), share($0.high)))
            }
        }
        return [say("xp-keptLetter", kept.byLetter), say("xp-keptReading", kept.byReading)]
            .compactMap(\.self).joined(separator: "; ")
    }

    private func ask(_ entry: WishView.Entry, _ visit: Visit) -> [String: Any] {
        let name = entry.facet.map { visit.language.of($0.name) } ?? ""
        return [
            "wish": entry.wish.id.description, "facetName": name,
            "kinds": [Felt.Kind.expects, .deserves].map { kind -> [String: Any] in
                [
                    "kind": kind.rawValue, "key": wishDesk.freshId(),
                    "asks": visit.text("xp-tell-\(kind.rawValue)"),
                    "levels": (0...Felt.levelMax).map { ["level": "\($0)"] },
                ]
            },
        ]
    }

    // MARK: All people

    func expectationFigures(_ visit: Visit) async -> [InsightFigure] {
        let book = expectationBook(visit)
        return await promiseDesk.expectations.report().map { row in
            book.figure(
                of: row.facet.id.description, title: visit.language.of(row.facet.name), row.spread)
        }
    }
}
