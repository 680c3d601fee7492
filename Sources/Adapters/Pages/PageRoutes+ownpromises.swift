import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// What somebody was promised, on their own page: in our words and theirs, and how they see it.
extension PageRoutes {
    func addOwnPromises(to router: Router<some RequestContext>) {
        for word in PromiseWord.own {
            own(router, .post, "/me/:id/\(word.rawValue)") { request, secret, visit in
                try await act(word, try await form(request), secret, visit)
            }
            // A form's address, asked for as a page: after a change of language, say.
            router.get("/me/:id/\(word.rawValue)") { _, context in
                redirect("/me/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    private func act(
        _ word: PromiseWord, _ form: Form, _ secret: String, _ visit: Visit
    ) async throws -> Response {
        func refused(_ code: String) async throws -> Response {
            try await own(
                secret, visit,
                mistake: PromiseForm.Mistake(word: word, code: code, form: form))
        }
        do {
            let doing = try PromiseForm.doing(word, form, [], visit)
            guard try await promiseDesk.act(doing, behind: secret) else {
                return try message("linkGone", .notFound, visit)
            }
            return redirect("/me/\(secret)?done=own-\(word.done)#promises")
        } catch let fault as PromiseForm.Fault {
            return try await refused(fault.code)
        } catch CommandRefusal.promise(let refusal) {
            return try await refused(refusal.code)
        } catch let refusal as CommandRefusal {
            return try await refused(refusal.code)
        }
    }

    /// The part about promises of somebody's own page, with the one question that may be asked now:
    /// theirs to read, whatever they allow others.
    func promises(
        on page: OwnPages.Page, _ secret: String, _ mistake: PromiseForm.Mistake?, asks: Bool,
        _ visit: Visit
    ) async throws -> [String: Any] {
        guard let view = try await promiseDesk.promises(on: page, asks: asks) else { return [:] }
        var values = promises(view, mistake, visit, own: true)
        values["base"] = "/me/\(secret)"
        values["hasBond"] = !view.entries.isEmpty
        values["isBondAsked"] = view.asks == .bond
        values["bondLevels"] = (0...Bond.levelMax).map(Int.init)
        func told(_ said: Bond.Told) -> String {
            String(
                format: visit.text("promised-bond-told"), "\(said.level)", visit.dayAndTime(said.at)
            )
        }
        values["bondTold"] = view.bond.map(told)
        values["staysTold"] = view.stays.map(told)
        values["hasToldBond"] = view.bond != nil || view.stays != nil
        return values
    }
}
