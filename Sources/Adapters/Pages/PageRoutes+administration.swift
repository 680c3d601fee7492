import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

extension PageRoutes {
    func addAdministration(to router: Router<some RequestContext>) {
        page(router, .get, "/admin", at: .admin) { try await administration($0) }
        page(router, .post, "/admin/accounts", at: .admin) { try await addAccount($0) }
        page(router, .post, "/admin/accounts/:id/invite", at: .admin) { opened in
            guard let id = StaffID(opened.identifier) else { throw EntryRefusal.unknownAccount }
            let secret = try doorkeeper.invite(id, by: opened.viewer)
            return try await administration(opened, invitation: secret, of: id)
        }
        for (word, active) in [("close", false), ("open", true)] {
            page(router, .post, "/admin/accounts/:id/\(word)", at: .admin) { opened in
                guard let id = StaffID(opened.identifier) else {
                    throw EntryRefusal.unknownAccount
                }
                try doorkeeper.set(active: active, id, by: opened.viewer)
                board.disconnect(account: id)
                return redirect("/admin")
            }
        }
        // A form's address, asked for as a page: after a change of language, say.
        for path in [
            "/admin/accounts", "/admin/accounts/:id/invite", "/admin/sources",
            "/admin/sources/:id/key",
        ] as [RouterPath] {
            router.get(path) { _, _ in redirect("/admin") }
        }
        page(router, .post, "/admin/sources", at: .admin) { opened in
            guard let id = SourceID(opened.form["id"]),
                let mode = Source.Mode(rawValue: opened.form["mode"])
            else { throw EntryRefusal.nameInvalid }
            return try await showKey(of: Source(id: id, mode: mode), opened)
        }
        page(router, .post, "/admin/sources/:id/key", at: .admin) { opened in
            let sources = await house.overview(for: opened.viewer).sources
            guard
                let known = sources.first(where: {
                    $0.source.id.description == opened.identifier
                })
            else { throw EntryRefusal.unknownAccount }
            try intake.revokeKeys(of: known.source.id)
            return try await showKey(of: known.source, opened)
        }
        page(router, .post, "/admin/sources/:id/close", at: .admin) { opened in
            if let id = SourceID(opened.identifier) { try await intake.close(id) }
            return redirect("/admin")
        }
    }

    private func showKey(of source: Source, _ opened: Opened) async throws -> Response {
        do {
            let key = try await intake.open(source)
            return try await administration(
                opened, values: ["secret": key, "secretText": opened.visit.text("keyOnce")])
        } catch let refusal as CommandRefusal {
            return try await administration(
                opened, values: ["message": opened.visit.text(refusal.code)])
        }
    }

    private func addAccount(_ opened: Opened) async throws -> Response {
        let form = opened.form
        guard let id = StaffID(form["id"]), let role = Role(rawValue: form["role"]),
            !form["name"].isEmpty, form["name"].utf8.count <= 400
        else {
            return try await administration(
                opened, values: ["message": opened.visit.text("nameInvalid")])
        }
        // A name that is not a zone's must not end as "none", which means all.
        let numbers = await house.zoneNumbers
        let names = form["zones"].split { " ,;".contains($0) }.map(String.init)
        let zones = names.compactMap { ZoneID($0) }.filter { numbers[$0] != nil }
        guard zones.count == names.count else {
            return try await administration(
                opened, values: ["message": opened.visit.text("unknownZone")])
        }
        do {
            let secret = try doorkeeper.add(
                Account(id: id, name: form["name"], role: role, zones: zones), by: opened.viewer)
            return try await administration(opened, invitation: secret, of: id)
        } catch EntryRefusal.accountExists {
            return try await administration(
                opened, values: ["message": opened.visit.text("accountExists")])
        }
    }

    private func administration(
        _ opened: Opened, invitation secret: String, of id: StaffID
    ) async throws -> Response {
        let account = try doorkeeper.accounts(for: opened.viewer).first { $0.id == id }
        if account?.role == .screen {
            return try await administration(
                opened, values: ["secret": secret, "secretText": opened.visit.text("codeOnce")])
        }
        let link = "\(publicOrigin ?? "http://\(opened.authority)")/welcome/\(secret)"
        return try await administration(
            opened, values: ["secret": link, "secretText": opened.visit.text("linkOnce")])
    }

    private func administration(
        _ opened: Opened, values: [String: Any] = [:]
    ) async throws -> Response {
        let visit = opened.visit
        let roles: [Role: String] = [
            .screen: "screen", .host: "host", .lead: "lead", .admin: "adminRole",
        ]
        var values = values
        values["accounts"] = try doorkeeper.accounts(for: opened.viewer).map {
            account -> [String: Any] in
            [
                "id": account.id.description, "name": account.name,
                "role": visit.text(roles[account.role] ?? ""),
                "zones": account.zones.map(\.description).joined(separator: " "),
                "isActive": account.isActive, "isOther": account.id != opened.viewer.account,
                "inviteLabel": visit.text(account.role == .screen ? "pairCode" : "invite"),
            ]
        }
        values["sources"] = await house.overview(for: opened.viewer).sources.map {
            source -> [String: Any] in
            [
                "id": source.source.id.description,
                "mode": visit.text(source.source.mode.rawValue), "isOpen": !source.isClosed,
            ]
        }
        values["sampleZones"] = venue.zones.prefix(2).map(\.id.description).joined(separator: " ")
        return html("admin", title: "admin", visit, values)
    }
}
