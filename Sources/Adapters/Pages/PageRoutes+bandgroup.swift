import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Everybody of a group, and what their bands are good for.
extension PageRoutes {
    func addBandGroups(to router: Router<some RequestContext>) {
        page(router, .get, "/bands/group/:id", at: .host) { opened in
            try await group(opened)
        }
        page(router, .post, "/bands/group/:id/again", at: .host) { opened in
            try await giveAgainInGroup(opened)
        }
        page(router, .post, "/bands/group/:id/block", at: .host) { opened in
            try await endAll(opened, .lost, done: "groupBlocked")
        }
        page(router, .post, "/bands/group/:id/return", at: .host) { opened in
            try await endAll(opened, .returned, done: "groupReturned")
        }
        for word in ["again", "block", "return"] {
            router.get("/bands/group/:id/\(word)") { _, context in
                redirect("/bands/group/\(context.parameters.get("id") ?? "")")
            }
        }
    }

    private func group(
        _ opened: Opened, _ fault: House.BandFault? = nil, of person: PersonID? = nil
    ) async throws -> Response {
        let visit = opened.visit
        let id = KeyGroupID(opened.identifier)
        let sheets =
            if let id { try await house.group(id, for: opened.viewer) } else {
                [House.BearerSheet]()
            }
        guard let id, !sheets.isEmpty else { return try message("notFound", .notFound, visit) }
        var values: [String: Any] = [
            "group": id.description, "count": visit.number(sheets.count),
            "members": sheets.enumerated().map { place, sheet -> [String: Any] in
                var member = bearerValues(sheet, isLive: !sheet.worn.isEmpty, visit)
                member["place"] = String(place + 1)
                if sheet.bearer.person == person, let fault {
                    member["fault"] = visit.text(fault.code)
                    member["freshTyped"] = opened.form["fresh"]
                }
                return Self.withoutEmptyTexts(member)
            },
        ]
        values["done"] = visit.texts["done-\(opened.query("done"))"]
        values["hasMoney"] = BandFields.sells(venue) || sheets.contains { $0.left != nil }
        return bandPage(opened, values, fault, on: "bandgroup")
    }

    private func giveAgainInGroup(_ opened: Opened) async throws -> Response {
        let form = opened.form
        guard let id = KeyGroupID(opened.identifier), let person = PersonID(form["person"]) else {
            return redirect("/bands")
        }
        do {
            guard let chip = try chip(form["fresh"]) else {
                throw House.BandFault(.fresh, "chipNeeded")
            }
            try await house.giveAgain(to: person, of: id, Band(id: chip), by: opened.viewer)
            return redirect("/bands/group/\(id)?done=bandAgain")
        } catch let fault as House.BandFault {
            return try await group(opened, fault, of: person)
        }
    }

    private func endAll(
        _ opened: Opened, _ end: BandEnd, done: String
    ) async throws -> Response {
        guard let id = KeyGroupID(opened.identifier) else { return redirect("/bands") }
        try await house.endAll(of: id, end, by: opened.viewer)
        return redirect("/bands/group/\(id)?done=\(done)")
    }

    /// What a page says of somebody who wears bands.
    ///
    /// - Parameter isLive: Whether what it is about is worn: else nothing of it counts now.
    func bearerValues(
        _ sheet: House.BearerSheet, isLive: Bool, _ visit: Visit
    ) -> [String: Any] {
        let bearer = sheet.bearer
        let now = house.now
        var values: [String: Any] = [
            "person": bearer.person.description,
            "label": sheet.initials.isEmpty ? visit.aCustomer(venue) : sheet.initials,
            "groupCount": visit.number(sheet.groupCount), "isStaff": bearer.isStaff,
            "hasPowers": !bearer.powers.isEmpty,
            "goodFor": bearer.powers.map { power -> [String: Any] in
                [
                    "text": visit.text("band-\(power.word)"), "isOff": !bearer.has(power),
                    "isOn": isLive && bearer.has(power),
                ]
            },
            "hasOff": !bearer.powers.allSatisfy(bearer.has),
            "isIdle": !isLive && !bearer.powers.isEmpty,
            "rights": bearer.rights.map { right -> [String: Any] in
                [
                    "places": places(right, visit).joined(separator: ", "),
                    "until": visit.dayAndTime(right.time.until),
                    "isOver": right.time.until <= now, "hasHours": !right.time.windows.isEmpty,
                ]
            },
            "hasNoPlace": bearer.has(.key) && bearer.rights.isEmpty,
            "isPaidFor": sheet.isPaidFor, "hasBand": !sheet.worn.isEmpty,
            "wornBands": sheet.worn.map {
                ["id": $0.id.description, "partial": Alias($0.token).partial]
            },
            "lostBands": sheet.lost.map {
                ["id": $0.id.description, "partial": Alias($0.token).partial]
            },
            "bound": bound(sheet, visit), "isLast": sheet.worn.count == 1,
        ]
        if let group = bearer.group, sheet.groupCount > 1 { values["groupOf"] = "\(group)" }
        if let left = sheet.left, let currency = sheet.currency {
            values["left"] = visit.money(Money(minorUnits: left, currency))
        }
        return values
    }

    private func places(_ right: KeyRight, _ visit: Visit) -> [String] {
        let zones = right.zones.map { id in
            venue.zones.first { $0.id == id }.map { visit.language.of($0.name) } ?? "\(id)"
        }
        let doors = right.doors.map { id in
            venue.doors.first { $0.id == id }.map { visit.language.of($0.name) } ?? "\(id)"
        }
        return zones + doors
    }

    /// Its limits, in words: "€ 50,00 a day".
    private func bound(_ sheet: House.BearerSheet, _ visit: Visit) -> [String] {
        guard let currency = sheet.currency else { return [] }
        let limits = [sheet.limits.charge, sheet.limits.day, sheet.limits.shopDay]
        return zip(BandFields.limitNames, limits).compactMap { name, amount in
            amount.map { amount in
                let text = visit.money(Money(minorUnits: amount, currency))
                return "\(text) \(visit.text("band-\(name)").lowercased())"
            }
        }
    }
}
