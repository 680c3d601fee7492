import Domain
import Foundation
import Hummingbird
import Kernel
import Runtime

/// How the rules have done.
extension PageRoutes {
    func rules(_ opened: Opened) async throws -> Response {
        let overview = await house.overview(for: opened.viewer)
        let visit = opened.visit
        return html(
            "rules", title: "rules", visit,
            ["rules": overview.rules.map { outcomes($0.rule, $0.tally, visit) }])
    }

    /// From so many cues that staff went to or sent away it is said when none helped.
    private static let enoughToTell = 10
    /// From so many cues on it is said when nobody went to any.
    private static let enoughRaised = 20

    /// A rule's endings, as parts of a bar of 100 and as the numbers behind it.
    private func outcomes(_ rule: Rule, _ tally: RuleTally, _ visit: Visit) -> [String: Any] {
        let endings = [
            ("helped", tally.helped), ("didNotHelp", tally.didNotHelp),
            ("rejected", tally.rejected), ("withdrawn", tally.withdrawn),
            ("expired", tally.expired),
        ]
        var x = 0.0
        var parts: [[String: Any]] = []
        for (kind, count) in endings where count > 0 && tally.issued > 0 {
            let width = Double(count) * 100 / Double(tally.issued)
            parts.append(["kind": kind, "x": x, "width": width])
            x += width
        }
        let tried = tally.helped + tally.didNotHelp + tally.rejected
        return [
            "id": rule.id.description, "say": visit.language.of(rule.cue.say),
            "hasIssued": tally.issued > 0,
            "neverHelps": tried >= Self.enoughToTell && tally.helped == 0,
            "isUntried": tally.issued >= Self.enoughRaised && tally.taken + tried == 0,
            "untried": String(
                format: visit.text("untried"), visit.number(tally.issued)),
            "issued": visit.number(tally.issued), "taken": visit.number(tally.taken),
            "helped": visit.number(tally.helped), "didNotHelp": visit.number(tally.didNotHelp),
            "rejected": visit.number(tally.rejected),
            "withdrawn": visit.number(tally.withdrawn), "expired": visit.number(tally.expired),
            "parts": parts,
            "summary": endings.map { "\(visit.text($0.0)) \(visit.number($0.1))" }.joined(
                separator: ", "),
        ]
    }
}
