import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// The desk where customers say what they let us do, and where somebody new is made known.
extension PageRoutes {
    func addChoice(to router: Router<some RequestContext>) {
        page(router, .get, "/choice", at: .host) { opened in
            choice(opened, asking(opened))
        }
        page(router, .post, "/choice", at: .host) { opened in openChoice(opened) }
        page(router, .post, "/choice/keep", at: .host) { opened in try await keepChoice(opened) }
        page(router, .post, "/choice/link", at: .host) { opened in try await makeLink(opened) }
        // A form's address, asked for as a page: after a change of language, say.
        for path in ["/choice/keep", "/choice/link", "/choice/new"] as [RouterPath] {
            router.get(path) { _, _ in redirect("/choice") }
        }
    }

    /// The purposes that a form does not allow, of those its mode includes.
    static func refusals(in form: Form, _ mode: Mode) -> [ConsentPurpose] {
        guard form["purposes"] == "1", mode == .assisted else { return [] }
        return ConsentPurpose.allCases.filter { form["may-\($0.word)"] != "yes" }
    }

    /// The fields of a choice, in the words for staff or for the customer.
    ///
    /// - Parameter mode: `nil`: nothing is ticked, whatever was chosen before.
    func fields(
        _ mode: Mode?, _ refused: [ConsentPurpose], _ visit: Visit, own: Bool = false
    ) -> [String: Any] {
        let voice = own ? "own-" : ""
        return [
            "legend": visit.text(voice + "whatTheyAllow"), "forWhat": visit.text(voice + "forWhat"),
            "modes": Mode.allCases.map { each -> [String: Any] in
                [
                    "word": each.word, "text": visit.text("\(voice)mode-\(each.word)"),
                    "isChosen": each == mode,
                ]
            },
            "purposes": ConsentPurpose.allCases.map { purpose -> [String: Any] in
                [
                    "word": purpose.word, "text": visit.text("\(voice)purpose-\(purpose.word)"),
                    "isGiven": mode != nil && !refused.contains(purpose),
                ]
            },
        ]
    }

    /// The sort of a name, and enough of it to recognise it by.
    func name(_ alias: Alias, _ visit: Visit) -> String {
        "\(visit.text("alias-\(alias.kind.rawValue)")) \(alias.partial)"
    }

    private func openChoice(_ opened: Opened) -> Response {
        do {
            try house.openDesk(
                for: handed(opened.form["who"], opened.form["kind"]), by: opened.viewer)
            return choice(opened, form(opened, mode: nil, refused: [], fault: nil))
        } catch let refusal as DeskRefusal {
            return asks(opened, refusal)
        } catch {
            return tooMany(opened)
        }
    }

    /// What asks for a name, with what was done a moment ago.
    private func asking(_ opened: Opened) -> [String: Any] {
        var values: [String: Any] = [
            "asks": true, "kinds": kinds("", opened.visit), "isLead": opened.viewer.role >= .lead,
        ]
        values["done"] = opened.visit.texts["done-\(opened.query("done"))"]
        return values
    }

    private func makeLink(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        var values = asking(opened)
        values["isLinkOpen"] = true
        var status = HTTPResponse.Status.unprocessableContent
        do {
            let answer = try await ownPages.makeLink(
                of: handed(opened.form["who"], opened.form["kind"]),
                why: House.Reason(rawValue: opened.form["reason"]), by: opened.viewer)
            switch answer {
            case .made(let secret):
                values["link"] = address(ofOwnPage: secret, opened)
                values["isLinkOpen"] = false
                status = .ok
            case .notHere: values["faultLink"] = visit.text("linkNotHere")
            case .stands: values["faultLink"] = visit.text("linkStands")
            }
        } catch let refusal as DeskRefusal {
            values["faultLink"] = visit.text(refusal.code)
        } catch EntryRefusal.tooManyAttempts {
            values["message"] = visit.text("tooManyAtDesk")
            status = .tooManyRequests
        }
        if status != .ok { values["linkWho"] = opened.form["who"] }
        return choice(opened, status: status, values)
    }

    /// Where customers open their own page.
    func address(ofOwnPage secret: String, _ opened: Opened) -> String {
        "\(publicOrigin ?? "http://\(opened.authority)")/me/\(secret)"
    }

    private typealias DeskRefusal = House.DeskRefusal
    private typealias DeskField = House.DeskField

    private func keepChoice(_ opened: Opened) async throws -> Response {
        let sent = opened.form
        guard let mode = Mode(word: sent["mode"]) else {
            let refusal = DeskRefusal(field: .mode, code: "chooseOne")
            return choice(
                opened, status: .unprocessableContent,
                form(opened, mode: nil, refused: [], fault: refusal))
        }
        var filled = House.DeskForm(
            who: handed(sent["who"], sent["kind"]), mode: mode,
            refused: Self.refusals(in: sent, mode), isChild: sent["child"] == "yes",
            guardian: handed(sent["guardian"], ""))
        filled.isNoChild = sent["no-child"] == "yes"
        filled.name = sent["name"]
        filled.manner = sent["manner"]
        filled.others = [
            (.account, .account, sent["account"]), (.mail, .mail, sent["mail"]),
            (.phone, .phone, sent["phone"]),
        ]
        do {
            let (person, mayOpen) = try await house.choose(filled, by: opened.viewer)
            if mayOpen { return redirect("/people/\(person)?done=kept") }
            var values = asking(opened)
            values["isSaved"] = true
            // Whether it counts depends on who they are, which is not told.
            values["saidChild"] = filled.isChild && opened.viewer.role < .lead
            return choice(opened, values)
        } catch let refusal as DeskRefusal {
            return refused(opened, filled, refusal)
        } catch let refusal as CommandRefusal {
            return refused(opened, filled, DeskRefusal(field: .who, code: refusal.code))
        } catch EntryRefusal.tooManyAttempts {
            return tooMany(opened)
        }
    }

    func handed(_ text: String, _ kind: String) -> House.Handed {
        House.Handed(text, as: AliasKind(rawValue: kind), callingCode: venue.callingCode)
    }

    // MARK: Answers

    private func choice(
        _ opened: Opened, status: HTTPResponse.Status = .ok, _ values: [String: Any]
    ) -> Response {
        html(
            "choice", title: "find", titled: opened.visit.text("choice"), opened.visit,
            status: status, values)
    }

    private func asks(_ opened: Opened, _ refusal: DeskRefusal) -> Response {
        choice(
            opened, status: .unprocessableContent,
            asking(opened).merging([
                "who": opened.form["who"], "kinds": kinds(opened.form["kind"], opened.visit),
                "faultWho": opened.visit.text(refusal.code),
            ]) { $1 })
    }

    private func tooMany(_ opened: Opened) -> Response {
        choice(
            opened, status: .tooManyRequests,
            asking(opened).merging([
                "who": opened.form["who"], "kinds": kinds(opened.form["kind"], opened.visit),
                "message": opened.visit.text("tooManyAtDesk"),
            ]) { $1 })
    }

    private func refused(
        _ opened: Opened, _ filled: House.DeskForm, _ refusal: DeskRefusal
    ) -> Response {
        choice(
            opened, status: .unprocessableContent,
            form(opened, mode: filled.mode, refused: filled.refused, fault: refusal))
    }

    /// The form, the same for somebody known and for somebody new.
    private func form(
        _ opened: Opened, mode: Mode?, refused: [ConsentPurpose], fault: DeskRefusal?
    ) -> [String: Any] {
        let visit = opened.visit
        let isChild = opened.form["child"] == "yes"
        func text(_ field: DeskField) -> String {
            fault.flatMap { $0.field == field ? visit.text($0.code) : nil } ?? ""
        }
        let more: [DeskField] = [.name, .manner, .account, .mail, .phone]
        let own: [String: Any] = [
            "chooses": true, "who": opened.form["who"], "kind": opened.form["kind"],
            "isLead": opened.viewer.role >= .lead, "isChild": isChild,
            "isNoChild": opened.form["no-child"] == "yes",
            "isOpen": isChild || fault?.field == .guardian,
            "guardian": opened.form["guardian"], "faultMode": text(.mode),
            "faultWho": text(.who), "faultGuardian": text(.guardian),
            "isMoreOpen": fault.map { more.contains($0.field) } ?? false
                || more.contains { !opened.form[$0.rawValue].isEmpty },
            "fields": more.map { field -> [String: Any] in
                Self.withoutEmptyTexts([
                    "word": field.rawValue, "label": visit.text("field-\(field.rawValue)"),
                    "value": opened.form[field.rawValue], "fault": text(field),
                ])
            },
        ]
        return Self.withoutEmptyTexts(own.merging(fields(mode, refused, visit)) { $1 })
    }

    /// A section of a template stands for every text there is, an empty one too.
    static func withoutEmptyTexts(_ values: [String: Any]) -> [String: Any] {
        values.filter { $0.value as? String != "" }
    }

    func kinds(_ chosen: String, _ visit: Visit) -> [[String: Any]] {
        [AliasKind.band, .account, .mail, .phone].map { kind in
            [
                "word": kind.rawValue, "text": visit.text("alias-\(kind.rawValue)"),
                "isChosen": kind.rawValue == chosen,
            ]
        }
    }
}
