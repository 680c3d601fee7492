import Domain
import Kernel
import Runtime

/// One wish and one question, as staff or the person themself sees them.
extension PageRoutes {
    func wish(_ entry: WishView.Entry, _ visit: Visit, own: Bool = false) -> [String: Any] {
        let wish = entry.wish
        let name = entry.facet.map { visit.language.of($0.name) } ?? wish.said.facet.description
        var values: [String: Any] = [
            "wish": wish.id.description, "facetName": name, "words": wish.said.words,
            "job": wish.said.job ?? "", "wording": wish.wording ?? "",
            "horizon": visit.text("horizon-\(wish.said.horizon.rawValue)"),
            "importance": wish.said.importance.map(visit.importance) ?? "",
            "isUnweighed": wish.said.importance == nil,
            "weights": WishForm.importances.map { importance -> [String: Any] in
                [
                    "weight": "\(importance.value)",
                    "weightText": visit.text("weight-\(importance.word)"),
                    "isWeight": wish.said.importance.map(visit.importance)
                        == visit.text("weight-\(importance.word)"),
                ]
            },
            "isSettling": entry.facet != nil && !own,
            // One more is told after the one before, once.
            "key": entry.settled.last.map(\.id.description) ?? "first",
        ]
        if let facet = entry.facet {
            values["want"] = wish.said.want.map { visit.want($0, of: facet) }
            values.merge(WishForm.fields(facet, wish.said.want, nil, visit)) { $1 }
        }
        if case .inferred(let event) = wish.origin {
            values["because"] = visit.text("event-\(event.rawValue)")
        }
        values.merge(state(of: wish, visit)) { $1 }
        values["settled"] = entry.settled.last.map { settled($0, entry.facet, visit) }
        let last = entry.settled.last?.sacrifice.map { Int($0.millionths) }
        values["lastPart"] = Nearness.part(sacrifice: last).map { "\($0)" }
        return Self.withoutEmptyTexts(values)
    }

    private func state(of wish: Wish, _ visit: Visit) -> [String: Any] {
        switch wish.state {
        case .confirmed, .corrected:
            return ["state": visit.text("wish-confirmed"), "isConfirmed": true]
        case .playedBack:
            return [
                "state": visit.text("wish-playedBack"), "isPlayedBack": true, "isOpen": true,
                "mayConfirm": true, "wordingNow": wish.wording ?? "",
            ]
        case .hypothesis:
            return [
                "state": visit.text(wish.isInferred ? "wish-inferred" : "wish-hypothesis"),
                "isHypothesis": true, "isOpen": true, "mayConfirm": wish.isInferred,
                "wordingNow": wish.said.words,
            ]
        case .withdrawn: return ["state": visit.text("wish-withdrawn")]
        }
    }

    private func settled(
        _ settled: Settled, _ facet: Facet?, _ visit: Visit
    ) -> [String: Any] {
        let sacrifice = settled.sacrifice.map { Int($0.millionths) }
        let isExact = Nearness(sacrifice: sacrifice) == .exactly
        var values: [String: Any] = [
            // Who got exactly it settled for nothing less.
            "settledHow": visit.text(isExact ? "gotExactly" : "settledFor"),
            "got": visit.taken(settled.taken, of: facet) ?? "",
            "near": visit.text("near-\(Nearness(sacrifice: sacrifice).rawValue)"),
            "at": visit.dayAndTime(settled.at),
        ]
        values["part"] = Nearness.part(sacrifice: sacrifice).map { "\($0)" }
        if let event = settled.evidence.event {
            values["event"] = visit.text("event-\(event.rawValue)")
        }
        return Self.withoutEmptyTexts(values)
    }

    /// The one question, with its answers as buttons.
    ///
    /// - Returns: `nil` when it is over, or what it is about was withdrawn.
    func question(_ asked: WishDesk.Asked, _ visit: Visit) -> [String: Any]? {
        let (question, entry) = (asked.question, asked.wish)
        guard asked.isOpen, !entry.wish.isWithdrawn else { return nil }
        var values: [String: Any] = [
            "questionId": question.id.description,
            "asks": asked.own?.words.map(visit.language.of)
                ?? visit.text("q-\(question.kind.rawValue)"),
        ]
        if question.kind != .pair { values["subject"] = visit.about(entry) }
        if let settled = entry.settled.last(where: { $0.id == question.experience }) {
            values["then"] = visit.dayAndTime(settled.at)
        }
        switch question.kind {
        case .closeness:
            values["isCloseness"] = true
            values["levels"] = (0...Taken.closenessMax).map { ["level": "\($0)"] }
        case .settle:
            values["isSettle"] = true
            values["settles"] = SettleAnswer.allCases.map { answer in
                ["answer": answer.rawValue, "text": visit.text("settle-\(answer.rawValue)")]
            }
        case .words: values["isWords"] = true
        case .pair:
            guard let other = asked.other, !other.wish.isWithdrawn else { return nil }
            values["isPair"] = true
            values["pair"] = [entry, other].map { each in
                ["prefers": each.wish.id.description, "text": visit.about(each)]
            }
        }
        return values
    }
}
