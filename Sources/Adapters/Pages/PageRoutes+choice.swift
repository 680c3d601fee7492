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
            choice(opened, ["asks": true, "kinds": kinds("", opened.visit)])
        }
        page(router, .post, "/choice", at: .host) { opened in try await openChoice(opened) }
        page(router, .post, "/choice/keep", at: .host) { opened in try await keepChoice(opened) }
        // A form's address, asked for as a page: after a change of language, say.
        for path in ["/choice/keep", "/choice/new"] as [RouterPath] {
            router.get(path) { _, _ in redirect("/choice") }
        }
    }

    /// The purposes that a form does not allow, of those its mode includes.
    static func refusals(in form: Form, _ mode: Mode) -> [ConsentPurpose] {
        guard form["purposes"] == "1", mode == .assisted else { return [] }
        return ConsentPurpose.allCases.filter { form["may-\($0.word)"] != "yes" }
    }

    func purposes(_ refused: [ConsentPurpose], _ visit: Visit) -> [[String: Any]] {
        ConsentPurpose.allCases.map { purpose in
            [
                "word": purpose.word, "text": visit.text("purpose-\(purpose.word)"),
                "isGiven": !refused.contains(purpose),
            ]
        }
    }

    /// The sort of a name, and enough of it to recognise it by.
    func name(_ alias: Alias, _ visit: Visit) -> String {
        "\(visit.text("alias-\(alias.kind.rawValue)")) \(alias.partial)"
    }

    private func openChoice(_ opened: Opened) async throws -> Response {
        let handed = handed(opened.form["who"], opened.form["kind"])
        do {
            let standing = try await house.standingChoice(of: handed, for: opened.viewer)
            return choice(
                opened,
                form(
                    opened, mode: standing.mode, refused: standing.refused,
                    isChild: standing.isChild, fault: nil))
        } catch let refusal as DeskRefusal {
            return asks(opened, refusal)
        } catch EntryRefusal.tooManyAttempts {
            return tooMany(opened)
        }
    }

    private typealias DeskRefusal = House.DeskRefusal
    private typealias DeskField = House.DeskField

    private func keepChoice(_ opened: Opened) async throws -> Response {
        let sent = opened.form
        guard let mode = Mode(word: sent["mode"]) else { throw EntryRefusal.nameInvalid }
        var filled = House.DeskForm(
            who: handed(sent["who"], sent["kind"]), mode: mode,
            refused: Self.refusals(in: sent, mode), isChild: sent["child"] == "yes",
            guardian: handed(sent["guardian"], ""))
        filled.name = sent["name"]
        filled.manner = sent["manner"]
        filled.others = [
            (.account, .account, sent["account"]), (.mail, .mail, sent["mail"]),
            (.phone, .phone, sent["phone"]),
        ]
        do {
            let (person, mayOpen) = try await house.choose(filled, by: opened.viewer)
            var values: [String: Any] = [
                "asks": true, "isSaved": true, "kinds": kinds("", opened.visit),
            ]
            if sent["do"] == "link" {
                let secret = try ownPages.makeLink(of: person, by: opened.viewer)
                values["link"] = "\(publicOrigin ?? "http://\(opened.authority)")/me/\(secret)"
            } else if mayOpen {
                return redirect("/people/\(person)")
            }
            return choice(opened, values)
        } catch let refusal as DeskRefusal {
            return refused(opened, filled, refusal)
        } catch let refusal as CommandRefusal {
            return refused(opened, filled, DeskRefusal(field: .who, code: refusal.code))
        } catch EntryRefusal.tooManyAttempts {
            return tooMany(opened)
        }
    }

    private func handed(_ text: String, _ kind: String) -> House.Handed {
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
            [
                "asks": true, "who": opened.form["who"],
                "kinds": kinds(opened.form["kind"], opened.visit),
                "faultWho": opened.visit.text(refusal.code),
            ])
    }

    private func tooMany(_ opened: Opened) -> Response {
        choice(
            opened, status: .tooManyRequests,
            [
                "asks": true, "who": opened.form["who"],
                "kinds": kinds(opened.form["kind"], opened.visit),
                "message": opened.visit.text("tooManyAtDesk"),
            ])
    }

    private func refused(
        _ opened: Opened, _ filled: House.DeskForm, _ refusal: DeskRefusal
    ) -> Response {
        choice(
            opened, status: .unprocessableContent,
            form(
                opened, mode: filled.mode, refused: filled.refused, isChild: filled.isChild,
                fault: refusal))
    }

    /// The form, the same for somebody known and for somebody new.
    private func form(
        _ opened: Opened, mode: Mode, refused: [ConsentPurpose], isChild: Bool,
        fault: DeskRefusal?
    ) -> [String: Any] {
        let visit = opened.visit
        func text(_ field: DeskField) -> String {
            fault.flatMap { $0.field == field ? visit.text($0.code) : nil } ?? ""
        }
        let more: [DeskField] = [.name, .manner, .account, .mail, .phone]
        return Self.withoutEmptyTexts([
            "chooses": true, "who": opened.form["who"], "kind": opened.form["kind"],
            "isAssisted": mode == .assisted, "isPresence": mode == .presence,
            "isTapOnly": mode == .tapOnly, "purposes": purposes(refused, visit),
            "isChild": isChild, "isOpen": isChild || fault?.field == .guardian,
            "guardian": opened.form["guardian"],
            "faultWho": text(.who), "faultGuardian": text(.guardian),
            "isMoreOpen": fault.map { more.contains($0.field) } ?? false
                || more.contains { !opened.form[$0.rawValue].isEmpty },
            "fields": more.map { field -> [String: Any] in
                Self.withoutEmptyTexts([
                    "word": field.rawValue, "label": visit.text("field-\(field.rawValue)"),
                    "value": opened.form[field.rawValue], "fault": text(field),
                ])
            },
        ])
    }

    /// A section of a template stands for every text there is, an empty one too.
    static func withoutEmptyTexts(_ values: [String: Any]) -> [String: Any] {
        values.filter { $0.value as? String != "" }
    }

    private func kinds(_ chosen: String, _ visit: Visit) -> [[String: Any]] {
        [AliasKind.band, .account, .mail, .phone].map { kind in
            [
                "word": kind.rawValue, "text": visit.text("alias-\(kind.rawValue)"),
                "isChosen": kind.rawValue == chosen,
            ]
        }
    }
}
