import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Who watches which zones now, taken over in two taps, and who will.
extension PageRoutes {
    /// Up to so many zones are boxes to tick, more are written.
    private static let boxCountMax = 40
    private static let shownShiftCountMax = 200

    func addRoster(to router: Router<some RequestContext>) {
        page(router, .get, "/roster", at: .host) { try await roster($0) }
        page(router, .post, "/roster/:id/:word", at: .host) { opened in
            guard ["take", "leave"].contains(opened.word),
                let zone = ZoneID(opened.identifier), let number = await house.zoneNumbers[zone]
            else { return try message("notFound", .notFound, opened.visit) }
            let others = try doorkeeper.watch(
                zone, number, opened.word == "take", by: opened.viewer)
            startAnew(others + [opened.viewer.account])
            return redirect("/roster")
        }
        page(router, .post, "/roster/end", at: .host) { opened in
            let others = try doorkeeper.endShift(of: opened.viewer)
            startAnew(others + [opened.viewer.account])
            return redirect("/roster")
        }
        page(router, .post, "/roster/plan", at: .lead) { try await plan($0) }
        page(router, .post, "/roster/shifts/:id/cancel", at: .lead) { opened in
            if let shift = Int64(opened.identifier) {
                try doorkeeper.cancel(shift, by: opened.viewer)
            }
            return redirect("/roster")
        }
        for path in [
            "/roster/:id/:word", "/roster/end", "/roster/plan", "/roster/shifts/:id/cancel",
        ] as [RouterPath] {
            router.get(path) { _, _ in redirect("/roster") }
        }
    }

    /// What they may see has changed: their pages are asked for again.
    private func startAnew(_ accounts: [StaffID]) {
        for account in Set(accounts) { board.disconnect(account: account, saying: CueFrame.reset) }
    }

    private func roster(
        _ opened: Opened, said: String? = nil, form: Form = Form("")
    ) async throws -> Response {
        let visit = opened.visit
        let names = try doorkeeper.names(for: opened.viewer)
        let watches = try doorkeeper.watches(for: opened.viewer)
        let shifts = try doorkeeper.shifts(for: opened.viewer)
        let own = Set(watches.filter { $0.account == opened.viewer.account }.map(\.zone))
        let all = await house.words.zones
        let leftOut = desk.leftOut
        let zones = all.enumerated().filter {
            opened.viewer.mayTake(ZoneIndex(truncatingIfNeeded: $0.offset))
                && (own.contains($0.element.id) || !leftOut.contains($0.element.id))
        }.map(\.element)
        var values: [String: Any] = [
            "hasShift": !own.isEmpty,
            "zones": zones.map { zone -> [String: Any] in
                let others = watches.filter {
                    $0.zone == zone.id && $0.account != opened.viewer.account
                }
                return [
                    "id": zone.id.description, "name": visit.language.of(zone.name),
                    "kind": Phrases.kind(zone.kind, in: visit.language),
                    "isMine": own.contains(zone.id), "isTaken": !others.isEmpty,
                    "by": others.map {
                        "\(names[$0.account] ?? $0.account.description) · \(visit.text("until")) \(visit.time($0.until))"
                    }.joined(separator: ", "),
                    // Said only where others work by the roster: without it, all watch all.
                    "isNobodys": others.isEmpty && !own.contains(zone.id) && !watches.isEmpty,
                ]
            },
        ]
        values["days"] = days(shifts, all, names, opened)
        values["hasShifts"] = !shifts.isEmpty
        if let said { values["message"] = said }
        if opened.viewer.role >= .lead {
            values["mayPlan"] = true
            values["isPlanning"] = said != nil
            try planning(
                all.filter { !leftOut.contains($0.id) }, form, opened, into: &values)
        }
        return html(
            "roster", title: "roster", visit, status: said == nil ? .ok : .unprocessableContent,
            values)
    }

    /// Shifts by the day on which they start.
    private func days(
        _ shifts: [Shift], _ zones: [Zone], _ names: [StaffID: String], _ opened: Opened
    ) -> [[String: Any]] {
        let visit = opened.visit
        let words = Dictionary(
            zones.map { ($0.id, visit.language.of($0.name)) },
            uniquingKeysWith: { first, _ in first }
        )
        var days: [(name: String, shifts: [[String: Any]])] = []
        for shift in shifts.prefix(Self.shownShiftCountMax) {
            let name = visit.day(shift.startsAt)
            if days.last?.name != name { days.append((name, [])) }
            days[days.count - 1].shifts.append([
                "number": shift.number.description,
                "who": names[shift.account] ?? shift.account.description,
                "times": "\(visit.time(shift.startsAt))–\(visit.time(shift.endsAt))",
                "where": shift.zones.map { words[$0] ?? $0.description }.joined(separator: ", "),
                "isMine": shift.account == opened.viewer.account,
                "mayCancel": opened.viewer.role >= .lead,
            ])
        }
        return days.map { ["day": $0.name, "shifts": $0.shifts] }
    }

    // MARK: Planning

    private func planning(
        _ zones: [Zone], _ form: Form, _ opened: Opened, into values: inout [String: Any]
    ) throws {
        let visit = opened.visit
        values["staff"] = try doorkeeper.staff(for: opened.viewer).map { account -> [String: Any] in
            [
                "id": account.id.description, "name": account.name,
                "isChosen": form["account"] == account.id.description,
            ]
        }
        values["hasBoxes"] = zones.count <= Self.boxCountMax
        values["boxes"] = zones.prefix(Self.boxCountMax).map { zone -> [String: Any] in
            [
                "id": zone.id.description, "name": visit.language.of(zone.name),
                "isChosen": !form["zone-\(zone.id)"].isEmpty,
            ]
        }
        values["day"] = form["day"].isEmpty ? visit.dateField(house.now) : form["day"]
        values["from"] = form["from"].isEmpty ? "09:00" : form["from"]
        values["to"] = form["to"].isEmpty ? "17:00" : form["to"]
        values["weeks"] = form["weeks"].isEmpty ? "1" : form["weeks"]
        values["weekCountMax"] = Doorkeeper.weekCountMax
        values["written"] = form["zones"]
    }

    private func plan(_ opened: Opened) async throws -> Response {
        let form = opened.form
        let zones = await house.words.zones.map(\.id)
        let written = Set(
            form["zones"].split { " ,;".contains($0) }.compactMap { ZoneID(String($0)) })
        let chosen = zones.filter { !form["zone-\($0)"].isEmpty || written.contains($0) }
        let weeks = Int(form["weeks"]) ?? 0
        do {
            guard written.isSubset(of: zones) else { throw EntryRefusal.unknownZone }
            guard let account = StaffID(form["account"]) else { throw EntryRefusal.unknownAccount }
            guard (1...Doorkeeper.weekCountMax).contains(weeks),
                let times = opened.visit.weeks(
                    weeks, day: form["day"], from: form["from"], to: form["to"])
            else { throw EntryRefusal.shiftInvalid }
            try doorkeeper.plan(account, chosen, times, by: opened.viewer)
            startAnew(try doorkeeper.followRoster())
            return redirect("/roster")
        } catch let refusal as EntryRefusal where refusal != .notAllowed {
            let text = opened.visit.text(
                refusal == .unknownZone ? "shiftZones" : refusal.code)
            return try await roster(opened, said: text, form: form)
        }
    }
}

extension Visit {
    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        return calendar
    }

    /// A day as a form's field writes it: `2026-11-22`.
    func dateField(_ instant: Instant) -> String {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000)
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return String(
            format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    /// The same hours on the same weekday of so many weeks, by the venue's clock. An end at or
    /// before the start is the next day's.
    ///
    /// - Parameters: As a form's fields write them: `2026-11-22`, `22:00`, `06:00`.
    /// - Returns: `nil` when one of them is none.
    func weeks(_ count: Int, day: String, from: String, to: String) -> [Range<Instant>]? {
        let day = day.split(separator: "-").compactMap { Int($0) }
        let from = from.split(separator: ":").compactMap { Int($0) }
        let to = to.split(separator: ":").compactMap { Int($0) }
        guard day.count == 3, from.count == 2, to.count == 2, (0...23).contains(from[0]),
            (0...23).contains(to[0]), (0...59).contains(from[1]), (0...59).contains(to[1]),
            (1_970...9_999).contains(day[0]), (1...12).contains(day[1]), (1...31).contains(day[2])
        else { return nil }
        let isOvernight = (to[0], to[1]) <= (from[0], from[1])
        var times: [Range<Instant>] = []
        for week in 0..<count {
            func moment(_ days: Int, _ clock: [Int]) -> Instant? {
                let parts = DateComponents(
                    year: day[0], month: day[1], day: day[2] + days, hour: clock[0],
                    minute: clock[1])
                return calendar.date(from: parts).map {
                    Instant(milliseconds: Int64($0.timeIntervalSince1970 * 1_000))
                }
            }
            guard let start = moment(week * 7, from),
                let end = moment(week * 7 + (isOvernight ? 1 : 0), to), start < end
            else { return nil }
            times.append(start..<end)
        }
        return times
    }
}
