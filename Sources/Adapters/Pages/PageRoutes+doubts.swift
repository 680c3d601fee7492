import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// "Same person?", all of it, for leads.
extension PageRoutes {
    func addDoubts(to router: Router<some RequestContext>) {
        page(router, .get, "/doubts", at: .lead) { opened in
            try await doubts(opened, message: nil)
        }
        page(router, .post, "/doubts/:id", at: .lead) { opened in
            guard let number = ClaimNumber(opened.identifier),
                ["yes", "no"].contains(opened.form["is"])
            else { return try message("notFound", .notFound, opened.visit) }
            do {
                try await house.settle(
                    number, isSame: opened.form["is"] == "yes", by: opened.viewer)
                return redirect("/doubts")
            } catch let refusal as CommandRefusal {
                return try await doubts(opened, message: refusal.code)
            }
        }
        router.get("/doubts/:id") { _, _ in redirect("/doubts") }
    }

    func doubtCount(for viewer: Viewer?) async -> Int {
        guard let viewer else { return 0 }
        return await house.doubtCount(for: viewer)
    }

    private func doubts(_ opened: Opened, message: String?) async throws -> Response {
        let visit = opened.visit
        let doubts = await house.doubts(for: opened.viewer)
        let names = try doorkeeper.names(for: opened.viewer)
        func end(_ alias: Alias, _ initials: String) -> String {
            initials.isEmpty ? name(alias, visit) : "\(name(alias, visit)) (\(initials))"
        }
        var values: [String: Any] = [
            "isEmpty": doubts.isEmpty, "count": visit.doubtCount,
            "doubts": doubts.map { doubt -> [String: Any] in
                Self.withoutEmptyTexts([
                    "number": doubt.claim.number.description,
                    "first": end(doubt.claim.first, doubt.firstInitials),
                    "second": end(doubt.claim.second, doubt.secondInitials),
                    "evidence": evidence(doubt.claim, visit),
                    "by": claimant(doubt.claim.by, names, visit),
                    "since": visit.dayAndTime(doubt.claim.at),
                ])
            },
        ]
        if let message { values["message"] = visit.text(message) }
        return html(
            "doubts", title: "find", titled: visit.text("samePerson"), visit,
            status: message == nil ? .ok : .conflict, values)
    }

    func claimant(
        _ claimant: Claimant, _ names: [StaffID: String], _ visit: Visit
    ) -> String {
        switch claimant {
        case .house: visit.text("by-house")
        case .staff(let id): names[id] ?? id.description
        case .source(let id): id.description
        case .person, .personTo: visit.text("by-person")
        }
    }
}
