import Domain
import Kernel
import Runtime

/// Where an option stands, what came of a decision that waits, and what a colleague wrote
/// meanwhile.
extension PageRoutes {
    // MARK: At ease

    /// Who is not at ease with an option, or not known to be.
    func uneasies(_ weighed: ProposalBoard.Weighed, _ visit: Visit) -> [String] {
        weighed.uneasy.map { side in
            side == .customer && weighed.option.facet == nil
                ? visit.text("pr-noFacet") : visit.text("pr-uneasy-\(side.rawValue)")
        }
    }

    /// Where an option stands, in one line.
    func standing(
        _ weighed: ProposalBoard.Weighed, _ charter: Charter, _ visit: Visit
    ) -> String {
        if let veto = weighed.veto {
            return "\(visit.text("pr-out")), \(self.veto(veto, charter, visit))"
        }
        guard weighed.isScored else { return visit.text("pr-unscored") }
        let uneasies = uneasies(weighed, visit)
        return uneasies.isEmpty ? visit.text("pr-inZone") : uneasies.joined(separator: "; ")
    }

    // MARK: By two

    /// Why a decision that waits takes two people.
    func because(
        _ decision: Decision, _ sheet: ProposalBoard.Sheet, _ visit: Visit
    ) -> String {
        var reasons: [String] = []
        if decision.kind == .declined { reasons.append(visit.text("pr-two-declined")) }
        if decision.prevails == .house { reasons.append(visit.text("pr-two-house")) }
        let chosen = sheet.options.first { $0.option.id == decision.option }
        reasons += chosen.map { uneasies($0, visit) } ?? []
        // What people settle for may have changed since.
        if reasons.isEmpty { reasons.append(visit.text("pr-two-uneasy")) }
        return visit.completed("pr-because", reasons.joined(separator: "; "))
    }

    /// Who sent it back, and why; nothing when nobody did.
    func sentBack(
        _ proposal: Proposal, _ names: [StaffID: String]?, _ visit: Visit
    ) -> [[String: Any]] {
        guard let back = proposal.sentBack else { return [] }
        let who = names?[back.by] ?? back.by.description
        return [
            [
                "by": visit.completed("pr-sentBackBy", who, visit.dayAndTime(back.at)),
                "why": back.why ?? "",
            ]
        ]
    }

    // MARK: Overtaken

    /// What stands there by now, where it is not what was typed.
    func overtaken(by text: Proposal.Text, _ form: Form, _ visit: Visit) -> [String: Any] {
        let theirs = ProposalForm.typed(text)
        return overtaken(
            ProposalForm.words.filter { theirs[$0] != ProposalForm.plain(form[$0]) }.map {
                ($0 == "title" ? "pr-title-field" : "pr-\($0)", theirs[$0])
            }, visit)
    }

    func overtaken(
        by option: ProposalOption, _ form: Form, _ charter: Charter, _ visit: Visit
    ) -> [String: Any] {
        let theirs = OptionForm.typed(option, venue.currency)
        let changed = OptionForm.fields.filter { theirs[$0] != ProposalForm.plain(form[$0]) }
        return overtaken(
            changed.map { name in
                let words =
                    switch name {
                    case "kind": visit.text("pr-kind-\(option.kind.rawValue)")
                    case "capability": degree(option.capability, visit)
                    case "margin": degree(option.margin, visit)
                    case "staffComfort": degree(option.staffComfort, visit)
                    case "facet":
                        venue.facets.first { $0.id == option.facet }.map {
                            visit.language.of($0.name)
                        } ?? visit.text("pr-facetNone")
                    case "harm":
                        visit.text("pr-harm\(option.harm.map { "-\($0.rawValue)" } ?? "None")")
                    case "crosses":
                        charter.redLines.first { $0.id == option.crosses }.map {
                            visit.language.of($0.words)
                        } ?? visit.text("pr-crossesNone")
                    default: theirs[name]
                    }
                return (name == "words" ? "pr-optionWords" : "pr-\(name)", words)
            }, visit)
    }

    private func overtaken(
        _ theirs: [(key: String, words: String)], _ visit: Visit
    ) -> [String: Any] {
        [
            "isOvertaken": true,
            "theirs": theirs.map { ["name": visit.text($0.key), "words": $0.words] },
        ]
    }
}
