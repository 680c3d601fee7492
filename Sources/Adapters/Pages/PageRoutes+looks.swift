import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Who looked at whom: on a card for leads, a day for administrators.
extension PageRoutes {
    /// The most looks a card lists.
    static let lookCountMax = 20
    /// The most people listed for one member of staff.
    private static let lookedAtCountMax = 50

    func addLooks(to router: Router<some RequestContext>) {
        page(router, .get, "/looks", at: .admin) { try await looks($0) }
    }

    func rows(of looks: [House.Look], _ opened: Opened) throws -> [[String: Any]] {
        let names = try doorkeeper.names(for: opened.viewer)
        return looks.map { look in
            [
                "time": opened.visit.dayAndTime(look.at),
                "who": look.reason == OwnPages.opened
                    ? opened.visit.text("by-link") : names[look.by] ?? look.by.description,
                "why": why(look, opened.visit),
            ]
        }
    }

    func why(_ look: House.Look, _ visit: Visit) -> String {
        visit.texts["look-\(look.reason)"] ?? visit.text("look-card")
    }

    private func looks(_ opened: Opened) async throws -> Response {
        let visit = opened.visit
        let (staff, isCut) = try await house.looks(since: dayBegin, for: opened.viewer)
        let names = try doorkeeper.names(for: opened.viewer)
        return html(
            "looks", title: "find", titled: visit.text("looks"), visit,
            [
                "clock": visit.clock(house.now), "isEmpty": staff.isEmpty, "isCut": isCut,
                "cut": String(format: visit.text("looksCut"), "\(House.lookRowCountMax)"),
                "staff": staff.map { looks -> [String: Any] in
                    [
                        "name": names[looks.staff] ?? looks.staff.description,
                        "summary": summary(looks, visit),
                        "bars": bars(looks.at),
                        "people": looks.people.prefix(Self.lookedAtCountMax).enumerated().map {
                            place, person -> [String: Any] in
                            let number = "\(visit.aCustomer(venue)) \(place + 1)"
                            return [
                                "label": person.initials.isEmpty ? number : person.initials,
                                "count": person.count,
                            ]
                        },
                    ]
                },
            ])
    }

    /// "3 looks at 1 person".
    private func summary(_ looks: House.StaffLooks, _ visit: Visit) -> String {
        let (count, people) = (looks.at.count, looks.people.count)
        return String(
            format: visit.text("looksSummary"),
            "\(visit.number(count)) \(visit.text(count == 1 ? "oneLook" : "manyLooks"))",
            "\(visit.number(people)) \(visit.text(people == 1 ? "onePerson" : "manyPeople"))")
    }

    /// One bar an hour of the day, by the venue's clock.
    private func bars(_ looks: [Instant]) -> [[String: Any]] {
        var hours = [Int](repeating: 0, count: 24)
        let begin = dayBegin
        for look in looks {
            hours[min(23, max(0, Int((look - begin).milliseconds / 3_600_000)))] += 1
        }
        let most = max(1, hours.max() ?? 1)
        return hours.enumerated().filter { $0.element > 0 }.map { hour, count in
            let height = max(2, count * 44 / most)
            return ["x": hour * 10, "y": 46 - height, "height": height]
        }
    }

    /// When today began, by the venue's clock.
    private var dayBegin: Instant {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: venue.timeZone) ?? .gmt
        let now = Date(timeIntervalSince1970: Double(house.now.milliseconds) / 1_000)
        let begin = calendar.startOfDay(for: now).timeIntervalSince1970
        return Instant(milliseconds: Int64(begin * 1_000))
    }
}
