import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import Runtime

/// What could be done about a proposal, and how each option is weighed.
extension PageRoutes {
    /// The options of a proposal with the pictures that they are weighed by.
    func weighed(
        _ sheet: ProposalBoard.Sheet, _ names: [StaffID: String], _ opened: Opened
    ) -> [String: Any] {
        let visit = opened.visit
        let book = BalanceBook(
            people: visit.language.of(venue.customers), isDutch: visit.language == .nl)
        let balance = book.balance(
            sheet.options.enumerated().map { drawn($1, at: $0, sheet, visit) },
            sheet.balance.verdict, comfort: ProposalBoard.comfort)
        let named = named(sheet.balance.verdict, visit)
        return [
            "hasOptions": !sheet.options.isEmpty,
            "options": sheet.options.enumerated().map { place, weighed in
                option(weighed, at: place, sheet, named[place] ?? [], names, book, opened)
            },
            "balances": sheet.options.isEmpty
                ? [] : [["figures": [values(balance, visit, at: nil, people: [])]]],
            "say_numbers": visit.text("in-numbers"),
            "hasNoCharter": sheet.charter.principles.isEmpty,
        ]
    }

    /// By which rule an option is named, when the rules differ; one word when they agree.
    private func named(_ verdict: BalanceVerdict, _ visit: Visit) -> [Int: [String]] {
        switch verdict {
        case .noAgreement: return [:]
        case .picked(let pick): return [pick: [visit.text("pr-point")]]
        case .contested(let nash, let fair, let equal):
            var named: [Int: [String]] = [:]
            for (place, key) in [(nash, "nash"), (fair, "fair"), (equal, "equal")] {
                named[place, default: []].append(visit.text("pr-rule-\(key)"))
            }
            return named
        }
    }

    private func drawn(
        _ weighed: ProposalBoard.Weighed, at place: Int, _ sheet: ProposalBoard.Sheet,
        _ visit: Visit
    ) -> BalanceBook.Option {
        let balance = sheet.balance
        let known = weighed.relief?.known ?? 0
        var out = weighed.veto.map { self.veto($0, sheet.charter, visit) }
        if out == nil, balance.out.contains(place) { out = visit.text("pr-uneasy") }
        return BalanceBook.Option(
            words: weighed.option.words, customer: weighed.customer, house: weighed.house,
            out: out, isInZone: balance.zone.contains(place),
            isOnFront: balance.front.contains(place),
            isFew: known > 0 && known < Suppression.least,
            isExpected: weighed.relief != nil && known == 0,
            pickShare: balance.pickShares[place], score: balance.scores[place])
    }

    /// Why an option cannot be chosen.
    func veto(_ veto: Proposal.Veto, _ charter: Charter, _ visit: Visit) -> String {
        switch veto {
        case .harm(let harm): return visit.text("pr-harm-\(harm.rawValue)")
        case .redLine(let id):
            let line = charter.redLines.first { $0.id == id }
            return visit.completed(
                "pr-crossesLine", line.map { visit.language.of($0.words) } ?? id.description)
        case .principle(let id):
            let principle = charter.principle(id)
            return visit.completed(
                "pr-notUs", principle.map { visit.language.of($0.words) } ?? id.description)
        }
    }

    // MARK: One option

    private func option(
        _ weighed: ProposalBoard.Weighed, at place: Int, _ sheet: ProposalBoard.Sheet,
        _ named: [String], _ names: [StaffID: String], _ book: BalanceBook, _ opened: Opened
    ) -> [String: Any] {
        let (visit, option) = (opened.visit, weighed.option)
        let drawn = drawn(weighed, at: place, sheet, visit)
        let facet = venue.facets.first { $0.id == option.facet }
        var figures: [[String: Any]] = []
        if let relief = weighed.relief {
            let figure = book.relief(
                BalanceBook.Relief(
                    letter: BalanceBook.letter(place), words: option.words, known: relief.known,
                    unknown: relief.unknown,
                    each: (relief.each ?? []).map { ($0.before, $0.after) }))
            figures.append(values(figure, visit, at: nil, people: []))
        }
        let cost = option.cost.flatMap { units in
            venue.currency.map { visit.money(Money(minorUnits: units, $0)) }
        }
        var values: [String: Any] = [
            "id": option.id.description, "letter": BalanceBook.letter(place),
            "words": option.words, "kind": visit.text("pr-kind-\(option.kind.rawValue)"),
            "outs": drawn.out.map { [$0] } ?? [], "marks": named, "figures": figures,
            "isInZone": drawn.isInZone,
            "uneasies": drawn.out == nil && weighed.isScored ? uneasies(weighed, visit) : [],
            "facts": [
                ("pr-cost", cost ?? visit.text("pr-costUnknown")),
                ("pr-losers", option.losers.isEmpty ? visit.text("pr-losersNone") : option.losers),
                (
                    "pr-facet",
                    facet.map {
                        visit.completed(
                            "pr-facetFall", visit.language.of($0.name),
                            LevelText(thousandths: Int64(option.fall) / 10).plain)
                    } ?? visit.text("pr-facetNone")
                ),
                ("pr-capability", degree(option.capability, visit)),
                ("pr-margin", degree(option.margin, visit)),
                ("pr-staffComfort", degree(option.staffComfort, visit)),
            ].map { ["name": visit.text($0.0), "is": $0.1] },
            "isUnscored": !weighed.isScored,
        ]
        values.merge(scored(weighed, sheet, names, opened)) { $1 }
        values["heard"] = heard(weighed.heard, visit)
        return values
    }

    /// Ease in words; whatever lies between in its number.
    func degree(_ degree: Int8, _ visit: Visit) -> String {
        OptionForm.degrees.contains(degree)
            ? visit.text("pr-degree-\(degree)")
            : visit.completed("pr-degree", visit.number(Int(degree)))
    }

    // MARK: Is it us

    private func scored(
        _ weighed: ProposalBoard.Weighed, _ sheet: ProposalBoard.Sheet,
        _ names: [StaffID: String], _ opened: Opened
    ) -> [String: Any] {
        let visit = opened.visit
        let point = visit.language == .nl ? "," : "."
        func decimal(_ value: Double) -> String {
            InsightNumber.decimal(value, decimals: 2, point: point)
        }
        let rows = weighed.scores.map { scored -> [String: Any] in
            let words = sheet.charter.principle(scored.principle)?.words
            let mine = scored.scores.first { $0.by == opened.viewer.account }?.score
            let agreement =
                scored.agreement.map { visit.completed("pr-agreement", decimal($0)) }
                ?? visit.text("pr-agreementNone")
            return [
                "principle": scored.principle.description,
                "name": words.map(visit.language.of) ?? scored.principle.description,
                "scores": scored.scores.map { score -> [String: Any] in
                    [
                        "who": names[score.by] ?? score.by.description,
                        "is": visit.text("pr-score\(score.score)"),
                    ]
                },
                "together": scored.mean.map {
                    visit.completed("pr-mean", decimal($0)) + " · " + agreement
                } ?? visit.text("pr-scoreNone"),
                "choices": ([1, 0, -1] as [Int8]).map { score -> [String: Any] in
                    [
                        "score": score.description, "text": visit.text("pr-score\(score)"),
                        "isMine": score == mine,
                    ]
                },
            ]
        }
        return ["principles": rows, "hasPrinciples": !rows.isEmpty]
    }

    // MARK: What customers say of it

    /// How many put it at which place, and how close it came: of ten people or more.
    private func heard(_ heard: ProposalBoard.Heard, _ visit: Visit) -> [String] {
        var lines: [String] = []
        let (ranked, tried) = (heard.ranks.reduce(0, +), heard.closeness.reduce(0, +))
        let people = visit.language.of(venue.customers)
        if ranked >= Suppression.least {
            let places = heard.ranks.enumerated().filter { $0.element > 0 }.map {
                visit.completed(
                    "pr-place", visit.number($0.offset + 1), visit.number($0.element))
            }
            lines.append(
                visit.completed(
                    "pr-ranks", visit.number(ranked), places.joined(separator: ", ")))
        } else if ranked > 0 {
            lines.append(visit.completed("pr-ranksFew", people))
        }
        if tried >= Suppression.least {
            let close = heard.closeness.enumerated().filter { $0.element > 0 }.map {
                visit.completed(
                    "pr-close", visit.number($0.offset), visit.number($0.element))
            }
            lines.append(
                visit.completed("pr-tries", visit.number(tried), close.joined(separator: ", ")))
        } else if tried > 0 {
            lines.append(visit.completed("pr-triesFew", people))
        }
        return lines
    }
}
