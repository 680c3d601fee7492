import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Who we are: read by whoever works here, written by a lead, every version kept.
extension PageRoutes {
    /// Room for 50 of everything, as browsers spell it.
    static let charterByteCountMax = 1 << 20
    /// The most versions that are set beside the one before.
    private static let comparedCountMax = 20

    func addIdentity(to router: Router<some RequestContext>) {
        page(router, .get, "/charter", at: .host) { try await charter($0) }
        page(router, .get, "/charter/edit", at: .lead) { opened in
            let charter = await proposalBoard.charters.last ?? Charter()
            return charterForm(CharterForm.typed(charter), opened)
        }
        page(
            router, .post, "/charter/edit", at: .lead, formLimit: Self.charterByteCountMax
        ) { try await keepCharter($0) }
        addMirror(to: router)
    }

    /// Where voices and decisions are told of, and which of these is shown.
    func identityRooms(_ current: String, _ visit: Visit) -> [[String: Any]] {
        [
            ("/voices", "voices"), ("/proposals", "id-proposals"), ("/charter", "id-who"),
            ("/mirror", "id-mirror"), ("/bonds", "bo-nav"),
        ].map { path, key in
            ["path": path, "name": visit.text(key), "isCurrent": path == current]
        }
    }

    // MARK: Read

    private func charter(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let editions = await proposalBoard.editions()
        let wanted = opened.query("version")
        let shown =
            wanted.isEmpty
            ? editions.last : editions.first { "\($0.charter.version)" == wanted }
        guard shown != nil || wanted.isEmpty else {
            return try message("notFound", .notFound, visit)
        }
        let charter = shown?.charter ?? Charter()
        let isNow = charter.version == editions.last?.charter.version
        var values: [String: Any] = [
            "heading": visit.text("id-who"), "rooms": identityRooms("/charter", visit),
            "isNone": editions.isEmpty, "isWritten": !editions.isEmpty,
            "mayChange": opened.viewer.role >= .lead && (isNow || editions.isEmpty),
        ]
        let done = opened.query("done")
        if ["kept", "same"].contains(done) { values["done"] = visit.text("id-done-\(done)") }
        guard let newest = editions.last else {
            return html("charter", title: "voices", titled: visit.text("id-who"), visit, values)
        }
        values["version"] = visit.filled("id-version", "\(charter.version)")
        values["promise"] = visit.filled("id-promise", "\(charter.answerDays)")
        if !isNow {
            values["older"] = visit.filled(
                "id-older", "\(charter.version)", "\(newest.charter.version)")
        }
        values.merge(charterValues(charter, visit)) { $1 }
        values["versions"] = versions(editions, visit)
        return html("charter", title: "voices", titled: visit.text("id-who"), visit, values)
    }

    private func charterValues(_ charter: Charter, _ visit: Visit) -> [String: Any] {
        let other: Language = visit.language == .nl ? .en : .nl
        func both(_ words: Words, _ key: String = "words") -> [String: Any] {
            [
                key: visit.language.of(words),
                "other" + key.prefix(1).uppercased() + key.dropFirst(): other.of(words),
                "otherLang": other.rawValue,
            ]
        }
        func group(_ name: String, _ lines: [[String: Any]]) -> [String: Any] {
            [
                "group": name, "title": visit.text("id-\(name)-title"), "lines": lines,
                "isEmpty": lines.isEmpty,
            ]
        }
        func belonging(_ belonging: Belonging) -> [String: Any] {
            both(belonging.who).merging(both(belonging.how, "how")) { $1 }
        }
        return [
            "principles": charter.principles.map { principle -> [String: Any] in
                let told: [String: Any] = [
                    "id": principle.id.description, "yes": principle.yes,
                    "hasYes": !principle.yes.isEmpty, "no": principle.no,
                    "hasNo": !principle.no.isEmpty,
                ]
                return told.merging(both(principle.words)) { $1 }
            },
            "groups": [
                group(
                    "redLines", charter.redLines.map { both($0.words) }),
                group("hopedFor", charter.hopedFor.map(belonging)),
                group("partedFrom", charter.partedFrom.map(belonging)),
            ],
        ]
    }

    /// The newest first, each beside the one before.
    private func versions(
        _ editions: [ProposalBoard.Edition], _ visit: Visit
    ) -> [[String: Any]] {
        let text = CharterText(texts: visit.texts)
        return editions.indices.reversed().enumerated().map { age, place in
            let edition = editions[place]
            let before = place > 0 ? editions[place - 1].charter : nil
            let count = edition.decidedCount
            var row: [String: Any] = [
                "number": "\(edition.charter.version)",
                "name": visit.filled("id-version", "\(edition.charter.version)"),
                "isNow": place == editions.count - 1, "isFirst": place == 0,
                "uses": count == 1
                    ? visit.text("id-decisionUnder")
                    : count == 0
                        ? visit.text("id-noDecisions")
                        : visit.filled("id-decisionsUnder", "\(count)"),
            ]
            if let first = edition.firstAt, let last = edition.lastAt {
                row["span"] = visit.filled("id-span", visit.date(first), visit.date(last))
            }
            if let before, age < Self.comparedCountMax {
                row["isCompared"] = true
                row["hunks"] = hunks(
                    TextDifference(
                        from: text.lines(of: before), to: text.lines(of: edition.charter)))
            }
            return row
        }
    }

    func hunks(_ difference: TextDifference) -> [[String: Any]] {
        difference.hunks.map { hunk in
            [
                "lines": hunk.map { line -> [String: Any] in
                    [
                        "isAdded": line.change == .added, "isRemoved": line.change == .removed,
                        "isSame": line.change == .none, "line": line.text,
                    ]
                }
            ]
        }
    }
}

extension Visit {
    /// A phrase with its gaps filled: `{0}`, `{1}`.
    func filled(_ key: String, _ values: String...) -> String {
        values.enumerated().reduce(text(key)) { said, value in
            said.replacing("{\(value.offset)}", with: value.element)
        }
    }
}
