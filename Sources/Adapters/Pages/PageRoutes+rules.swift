import Domain
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

    /// From so many cues on it is said when a rule has not helped once.
    private static let enoughToTell = 20

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
        return [
            "id": rule.id.description, "say": visit.language.of(rule.cue.say),
            "hasIssued": tally.issued > 0,
            "neverHelps": tally.issued >= Self.enoughToTell && tally.helped == 0,
            "issued": tally.issued, "taken": tally.taken,
            "helped": tally.helped, "didNotHelp": tally.didNotHelp, "rejected": tally.rejected,
            "withdrawn": tally.withdrawn, "expired": tally.expired, "parts": parts,
            "summary": endings.map { "\(visit.text($0.0)) \($0.1)" }.joined(separator: ", "),
        ]
    }
}
