import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// The band desk: one field that a reader types into, and what can be done with what lies on it.
extension PageRoutes {
    /// The most bytes of a form of the band desk: every zone may be ticked in it.
    static let bandFormByteCountMax = 64 << 10

    func addBands(to router: Router<some RequestContext>) {
        page(router, .get, "/bands", at: .host) { try await bands($0) }
        let doings: [(String, @Sendable (Opened) async throws -> Response)] = [
            ("issue", { try await issue($0) }), ("next", { try await issueNext($0) }),
            ("family", { try await beginFamily($0) }), ("swap", { try await swap($0) }),
            ("again", { try await giveAgain($0) }), ("change", { try await change($0) }),
            ("block", { try await end($0, "bandBlocked") { try await house.block($0, by: $1) } }),
            ("find", { try await end($0, "bandFound") { try await house.find($0, by: $1) } }),
            (
                "return",
                { try await end($0, "bandReturned") { try await house.takeBack($0, by: $1) } }
            ),
        ]
        for (word, doing) in doings {
            page(
                router, .post, "/bands/\(word)", at: .host, formLimit: Self.bandFormByteCountMax,
                doing)
            // A form's address, asked for as a page: after a change of language, say.
            router.get("/bands/\(word)") { _, _ in redirect("/bands") }
        }
        addBandGroups(to: router)
    }

    // MARK: What a reader typed

    /// The chip's number: bare, with colons, or in the message that the chip makes itself.
    ///
    /// - Returns: `nil` when it is something else, such as a number that is printed on a band.
    func chip(_ text: String) throws(House.BandFault) -> BandID? {
        let text = text.filter { $0 != " " }
        guard text.contains("=") else {
            return BandID(hexadecimal: text.filter { $0 != ":" && $0 != "-" })
        }
        let query = text.split(separator: "?", maxSplits: 1).last ?? ""
        let said = Form(query.prefix { $0 != "#" }.description)
        // At a desk the band itself lies there, so that a number it says openly is enough.
        if let band = BandID(hexadecimal: said["uid"]) { return band }
        if let band = offers.readBand(text) { return band }
        throw House.BandFault(
            .scan, said["picc_data"].isEmpty && said["e"].isEmpty ? "bandUnreadable" : "bandSealed")
    }

    /// A band that is about to be given: only its chip says which it is.
    private func fresh(
        _ text: String, at field: House.BandField, printed: String = ""
    ) throws(House.BandFault) -> Band {
        let chip: BandID?
        do throws(House.BandFault) { chip = try self.chip(text) } catch {
            throw House.BandFault(field, error.code)
        }
        guard let chip else { throw House.BandFault(field, "chipNeeded") }
        guard !printed.isEmpty else { return Band(id: chip) }
        guard let token = Token(printed.filter { $0 != " " }) else {
            throw House.BandFault(.printed, "aliasInvalid")
        }
        return Band(id: chip, token: token)
    }

    private func band(_ opened: Opened) throws(House.BandFault) -> BandID {
        guard let band = BandID(hexadecimal: opened.form["band"]) else {
            throw House.BandFault(.scan, "bandUnreadable")
        }
        return band
    }

    private func newPlan(_ opened: Opened, _ fields: BandFields) throws(House.BandFault)
        -> BandDesk.Plan
    {
        guard let currency = venue.currency else {
            throw House.BandFault(.limits, "amountInvalid")
        }
        let form = opened.form
        var plan = BandDesk.Plan(currency: currency)
        // Nobody said anything: the least there is.
        plan.mode = Mode(word: form["mode"]) ?? .tapOnly
        plan.refused = Self.refusals(in: form, plan.mode)
        plan.name = form["name"]
        try fields.fill(&plan, in: venue)
        return plan
    }

    // MARK: The page

    private func bands(_ opened: Opened) async throws -> Response {
        let text = opened.query("q")
        if let group = KeyGroupID(opened.query("group")), text.isEmpty {
            return try await family(group, opened, BandFields?.none, nil)
        }
        guard !text.isEmpty else { return try await desk(opened) }
        do {
            let band =
                if let chip = try chip(text) { chip } else {
                    try await house.band(printed: text, for: opened.viewer)
                }
            return try await sheet(band, opened)
        } catch let fault as House.BandFault {
            return try await desk(opened, fault, text)
        } catch EntryRefusal.tooManyAttempts {
            return try await desk(opened, House.BandFault(.scan, "tooManyAtDesk"), text)
        }
    }

    /// The field alone, with what was done a moment ago.
    func desk(
        _ opened: Opened, _ fault: House.BandFault? = nil, _ typed: String = ""
    ) async throws -> Response {
        let visit = opened.visit
        var values: [String: Any] = [
            "isFocused": true, "query": typed, "kinds": kinds(opened.form["kind"], visit),
            "who": opened.form["who"], "freshTyped": opened.form["fresh"], "isDesk": true,
            "isLostOpen": fault.map { [.who, .fresh].contains($0.field) } ?? false,
        ]
        values["done"] = visit.texts["done-\(opened.query("done"))"]
        if let band = BandID(hexadecimal: opened.query("of")) {
            values["left"] = await house.left(by: band, for: opened.viewer).map(visit.money)
            if opened.query("done") == "bandGiven" { values["justGiven"] = band.description }
            if values["left"] != nil {
                values.merge(try await cashValues(of: band, opened)) { $1 }
            }
        }
        values.merge(try await cashWaiting(opened)) { $1 }
        return bandPage(opened, values, fault)
    }

    func bandPage(
        _ opened: Opened, _ values: [String: Any], _ fault: House.BandFault?,
        on template: String = "bands"
    ) -> Response {
        var values = values
        if let fault {
            let word = fault.field.rawValue
            values["fault\(word.prefix(1).uppercased())\(word.dropFirst())"] =
                opened.visit.text(fault.code)
            values["code"] = fault.code
        }
        let status: HTTPResponse.Status =
            switch fault?.code {
            case nil: .ok
            case "tooManyAtDesk": .tooManyRequests
            default: .unprocessableContent
            }
        return html(
            template, title: "bands", opened.visit, status: status, Self.withoutEmptyTexts(values))
    }

    /// What a band is and what can be done with it.
    ///
    /// - Parameter fields: As they were sent, when something in them is wrong.
    func sheet(
        _ band: BandID, _ opened: Opened, _ fields: BandFields? = nil,
        _ fault: House.BandFault? = nil
    ) async throws -> Response {
        let visit = opened.visit
        let sheet = try await house.sheet(of: band, for: opened.viewer)
        let isAsked = opened.query("done") == "bandBlocked"
        var values: [String: Any] = [
            "band": band.description,
            "partial": Alias(sheet.standing?.band.token ?? band.token).partial,
            "isFocused": !sheet.isInDrawer && !isAsked, "isAskedAgain": isAsked,
        ]
        values["done"] = visit.texts["done-\(opened.query("done"))"]
        if sheet.isInDrawer {
            values.merge(drawer(opened, fields, fault)) { $1 }
        } else if let bearer = sheet.bearer {
            values[sheet.isWorn ? "isWorn" : "isGone"] = true
            values["ended"] = sheet.standing?.end.map { visit.text("band-\($0.word)") }
            values.merge(bearerValues(bearer, isLive: sheet.isWorn, visit)) { $1 }
            values["stands"] = fields == nil ? await mark(of: band) : opened.form["stands"]
            let fields = fields ?? BandFields(bearer, in: venue, at: house.now)
            values.merge(fields.values(visit, venue)) { $1 }
        }
        values.merge(try await cashValues(of: band, opened)) { $1 }
        return bandPage(opened, values, fault)
    }

    /// What the form for a change is made from.
    private func mark(of band: BandID) async -> String {
        guard let currency = venue.currency else { return "" }
        return await house.plan(of: band, currency: currency)?.mark ?? ""
    }

    /// The form for a band that lies in the drawer.
    private func drawer(
        _ opened: Opened, _ sent: BandFields?, _ fault: House.BandFault?
    ) -> [String: Any] {
        let visit = opened.visit
        let form = opened.form
        let chosen = sent == nil ? opened.query("offer") : form["offer"]
        let offer = venue.bands.offer(BandOfferID(chosen))
        let mode = Mode(word: form["mode"])
        var values: [String: Any] = [
            "isInDrawer": true, "offer": offer?.id.description ?? "",
            "hasOffers": venue.bands.offers.count > 1,
            "offers": venue.bands.offers.map { each -> [String: Any] in
                [
                    "id": each.id.description, "name": visit.language.of(each.name),
                    "isChosen": each.id == offer?.id,
                ]
            },
            "newcomer": sent == nil ? House.newcomer().description : form["newcomer"],
            "name": form["name"], "printed": form["printed"], "mayLeave": true,
            "isMoreOpen": fault.map { [.name, .printed].contains($0.field) } ?? false,
        ]
        let fields = sent ?? BandFields(offer, in: venue, at: house.now)
        values.merge(fields.values(visit, venue)) { $1 }
        // Nothing is ticked that somebody did not tick.
        let refused = mode.map { Self.refusals(in: form, $0) } ?? []
        values.merge(self.fields(mode, refused, visit)) { $1 }
        return values
    }

    /// The form for the next of a family.
    private func family(
        _ group: KeyGroupID, _ opened: Opened, _ sent: BandFields?, _ fault: House.BandFault?
    ) async throws -> Response {
        let visit = opened.visit
        let soFar = await house.groupSoFar(group)
        guard let first = soFar.first else { return try message("notFound", .notFound, visit) }
        let form = opened.form
        let chosen = sent == nil ? opened.query("offer") : form["offer"]
        let fields = sent ?? next(after: soFar.last, first, chosen)
        var values: [String: Any] = [
            "isFamily": true, "group": group.description, "count": visit.number(soFar.count),
            "newcomer": sent == nil ? House.newcomer().description : form["newcomer"],
            "nextTyped": form["q"], "offer": chosen,
            "isChild": sent == nil
                ? soFar.last == nil || soFar.isLastChild : form["child"] == "yes",
            "firstPays": sent == nil
                ? soFar.last?.isPaidFor ?? venue.bands.firstPays : form["pays"] == "yes",
        ]
        values["done"] = visit.texts["done-\(opened.query("done"))"]
        values.merge(fields.values(visit, venue)) { $1 }
        return bandPage(opened, values, fault)
    }

    /// What the next of a family begins with: what the last one got; else what the first one's
    /// offer has for children; else what the first one got.
    ///
    /// - Parameter chosen: The offer of the first one, as far as the page knows it.
    private func next(
        after last: House.BearerSheet?, _ first: House.BearerSheet, _ chosen: String
    ) -> BandFields {
        let offers = venue.bands.offers
        if last == nil,
            let offer = offers.first(where: { "\($0.id)" == chosen })
                ?? offers.first(where: { $0.isWhat(first.bearer) })
        {
            return BandFields(offer, isChild: true, in: venue, at: house.now)
        }
        return BandFields(last ?? first, in: venue, at: house.now)
    }

    // MARK: Doing

    private func issue(_ opened: Opened) async throws -> Response {
        let form = opened.form
        let fields = BandFields(form, in: venue, at: house.now)
        do {
            let band = try fresh(form["band"], at: .scan, printed: form["printed"])
            let isFirst = form["then"] == "family"
            let issued = try await house.give(
                band, try newPlan(opened, fields), newcomer: PersonID(form["newcomer"]),
                isFirst: isFirst, by: opened.viewer)
            if let group = issued.group {
                return redirect("/bands?group=\(group)&done=bandGiven\(Self.offer(in: form))")
            }
            return redirect("/bands?done=bandGiven&of=\(issued.band)")
        } catch let fault as House.BandFault {
            guard let band = BandID(hexadecimal: form["band"]) else {
                return try await desk(opened, fault, form["band"])
            }
            return try await sheet(band, opened, fields, fault)
        } catch let refusal as CommandRefusal {
            return try await desk(opened, House.BandFault(.scan, refusal.code), form["band"])
        }
    }

    private func issueNext(_ opened: Opened) async throws -> Response {
        let form = opened.form
        guard let group = KeyGroupID(form["group"]) else { return redirect("/bands") }
        let fields = BandFields(form, in: venue, at: house.now)
        do {
            let band = try fresh(form["q"], at: .scan)
            var plan = try newPlan(opened, fields)
            plan.isChild = form["child"] == "yes"
            _ = try await house.giveNext(
                band, of: group, plan, isPaidFor: form["pays"] == "yes",
                newcomer: PersonID(form["newcomer"]), by: opened.viewer)
            return redirect("/bands?group=\(group)&done=bandGiven\(Self.offer(in: form))")
        } catch let fault as House.BandFault {
            return try await family(group, opened, fields, fault)
        } catch let refusal as CommandRefusal {
            let fault = House.BandFault(.scan, refusal.code)
            return try await family(group, opened, fields, fault)
        }
    }

    /// The rest of an address that says which offer the first of a family has.
    private static func offer(in form: Form) -> String {
        BandOfferID(form["offer"]).map { "&offer=\($0)" } ?? ""
    }

    private func beginFamily(_ opened: Opened) async throws -> Response {
        try await doing(opened) { band in
            guard let currency = venue.currency else { return "/bands" }
            let group = try await house.beginFamily(
                with: band, currency: currency, by: opened.viewer)
            return "/bands?group=\(group)"
        }
    }

    private func swap(_ opened: Opened) async throws -> Response {
        try await doing(opened) { band in
            let fresh = try fresh(opened.form["fresh"], at: .fresh)
            let why = BandEnd(word: opened.form["why"]) ?? .lost
            try await house.swap(band, why, for: fresh, by: opened.viewer)
            return "/bands?q=\(fresh.id)&done=bandSwapped"
        }
    }

    /// A new band for somebody whose band is gone: by that band, or by what they hand over.
    private func giveAgain(_ opened: Opened) async throws -> Response {
        let form = opened.form
        guard form["band"].isEmpty else {
            return try await doing(opened) { band in
                let fresh = try fresh(form["fresh"], at: .fresh)
                try await house.giveAgain(for: band, fresh, by: opened.viewer)
                return "/bands?q=\(fresh.id)&done=bandAgain"
            }
        }
        do {
            let fresh = try fresh(form["fresh"], at: .fresh)
            try await house.giveAgain(
                to: handed(form["who"], form["kind"]), fresh, by: opened.viewer)
            return redirect("/bands?q=\(fresh.id)&done=bandAgain")
        } catch let fault as House.BandFault {
            return try await desk(opened, fault)
        } catch EntryRefusal.tooManyAttempts {
            return try await desk(opened, House.BandFault(.who, "tooManyAtDesk"))
        }
    }

    private func change(_ opened: Opened) async throws -> Response {
        let fields = BandFields(opened.form, in: venue, at: house.now)
        return try await doing(opened, fields) { band in
            guard let currency = venue.currency else { return "/bands" }
            let venue = venue
            try await house.change(
                band, from: opened.form["stands"], currency: currency, by: opened.viewer
            ) { plan in
                try fields.fill(&plan, in: venue, changing: plan.rights.first)
            }
            return "/bands?q=\(band)&done=bandChanged"
        }
    }

    private func end(
        _ opened: Opened, _ done: String, _ doing: (BandID, Viewer) async throws -> Void
    ) async throws -> Response {
        try await self.doing(opened) { band in
            try await doing(band, opened.viewer)
            return done == "bandReturned"
                ? "/bands?done=\(done)&of=\(band)" : "/bands?q=\(band)&done=\(done)"
        }
    }

    /// Does something with the band of a form, and goes where that leads; else the band's page
    /// with what is wrong.
    private func doing(
        _ opened: Opened, _ fields: BandFields? = nil,
        _ work: (BandID) async throws -> String
    ) async throws -> Response {
        var asked: BandID?
        do {
            let band = try band(opened)
            asked = band
            return redirect(try await work(band))
        } catch let fault as House.BandFault {
            guard let asked else { return try await desk(opened, fault) }
            // What a colleague changed is shown, and not what this page made of it before.
            let isStale = fault.code == "changedMeanwhile"
            return try await sheet(asked, opened, isStale ? nil : fields, fault)
        } catch let refusal as CommandRefusal {
            return try await desk(
                opened, House.BandFault(.scan, refusal.code), asked?.description ?? "")
        }
    }
}
