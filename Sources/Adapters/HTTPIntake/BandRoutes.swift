public import Domain
import Foundation
import HTTPTypes
public import Hummingbird
import Kernel
import NIOCore
public import Ports
public import Runtime

/// What the operator, or a system that acts for a desk, asks about bands: docs/bands.md.
public struct BandRoutes: Sendable {
    private static let bodyByteCountMax = 64 << 10
    /// In which readers speak to whoever wears a band.
    private static let languages = ["en", "nl"]
    /// Whom records name when no member of staff stood at a desk.
    private static let house = StaffID("house")

    private let desk: BandDesk
    private let gate: OperatorGate
    private let venue: @Sendable () -> Venue

    /// - Parameters:
    ///   - token: The operator's secret in the data folder.
    ///   - venue: As it is now: whose currency accounts are opened in, and whose doors there are.
    public init(
        _ desk: BandDesk, credentials: any Credentials, token: String,
        venue: @escaping @Sendable () -> Venue
    ) {
        self.desk = desk
        gate = OperatorGate(credentials, token: token)
        self.venue = venue
    }

    private struct Issue: ListedFields {
        static let fields: Set = [
            "band", "token", "key", "person", "name", "mode", "group", "powers", "rights", "payer",
            "limits", "staff", "language",
        ]

        let band: BandID
        let token: Token?
        let key: UInt16?
        let person: PersonID?
        let name: String?
        let mode: String?
        let group: KeyGroupID?
        let powers: [String]?
        let rights: [Listed<Right>]?
        let payer: PersonID?
        let limits: Listed<Limits>?
        let staff: Bool?
        let language: String?
    }

    private struct Limits: ListedFields {
        static let fields: Set = ["charge", "day", "shopDay"]

        let charge: Int64?
        let day: Int64?
        let shopDay: Int64?
    }

    private struct Right: ListedFields {
        static let fields: Set = ["zones", "doors", "from", "until", "windows"]

        struct Window: ListedFields {
            static let fields: Set = ["days", "from", "until"]

            let days: [Int]
            let from: Int
            let until: Int
        }

        let zones: [ZoneID]?
        let doors: [DoorID]?
        let from: String
        let until: String
        let windows: [Listed<Window>]?
    }

    private struct Swap: ListedFields {
        static let fields: Set = ["band", "token", "key", "why"]

        let band: BandID
        let token: Token?
        let key: UInt16?
        let why: String?
    }

    private struct Answer: Encodable {
        let band: String
        var person: String?
        var account: String?
        var group: String?
        var state: String
        var powers: [String]?
    }

    /// Why a band is not given that somebody wears, and who: whoever lost the answer learns it.
    private struct Worn: Encodable {
        let type = "about:blank"
        let title = "Conflict"
        let status = 409
        let code = "bandWorn"
        let detail = "Somebody wears this band. If this request was sent before, it is done."
        let worn: Answer
    }

    public func add(to router: Router<some RequestContext>) {
        route(router, .post, "/v1/bands") { request, _, staff in
            let said = try await Self.said(Issue.self, request)
            let plan = try await plan(said)
            let band = Band(id: said.band, token: said.token, key: BandKeyNumber(said.key ?? 1))
            do {
                let issued = try await desk.issue(band, plan, by: staff)
                return Response.json(
                    Answer(
                        band: "\(issued.band)", person: "\(issued.person)",
                        account: issued.account.map { "\($0)" },
                        group: issued.group.map { "\($0)" }, state: "worn"))
            } catch CommandRefusal.band(.bandWorn) {
                return try await worn(band.id)
            }
        }
        route(router, .post, "/v1/people/:id/phone-key/renew") { _, text, _ in
            guard let person = PersonID(text) else {
                throw CommandRefusal.band(.unknownBearer)
            }
            try await desk.renewKey(of: person)
            return Response.json(["renewed": text])
        }
        route(router, .post, "/v1/bands/:id/swap") { request, band, staff in
            let said = try await Self.said(Swap.self, request)
            guard let why = BandEnd(word: said.why ?? "lost") else {
                throw Self.invalid("why", "why is lost, broken or returned")
            }
            try await desk.swap(
                try Self.band(band), why,
                for: Band(
                    id: said.band, token: said.token, key: BandKeyNumber(said.key ?? 1)),
                by: staff)
            return try await answer(said.band)
        }
        route(router, .post, "/v1/bands/:id/block") { _, band, staff in
            try await desk.block(try Self.band(band), by: staff)
            return try await answer(try Self.band(band))
        }
        route(router, .post, "/v1/bands/:id/find") { _, band, staff in
            try await desk.find(try Self.band(band), by: staff)
            return try await answer(try Self.band(band))
        }
        route(router, .post, "/v1/bands/:id/return") { _, band, staff in
            _ = try await desk.takeBack(try Self.band(band), by: staff)
            return try await answer(try Self.band(band))
        }
        route(router, .get, "/v1/bands/:id") { _, band, _ in
            try await answer(try Self.band(band))
        }
    }

    private static func said<Body: ListedFields>(
        _ type: Body.Type, _ request: Request
    ) async throws -> Body {
        let said = try await request.json(
            Listed<Body>.self, upTo: bodyByteCountMax, listedIn: "docs/bands.md")
        return try said.whole()
    }

    private func answer(_ band: BandID) async throws -> Response {
        Response.json(try await standing(band))
    }

    private func worn(_ band: BandID) async throws -> Response {
        var response = Response.json(Worn(worn: try await standing(band)))
        response.status = .conflict
        response.headers[.contentType] = "application/problem+json"
        return response
    }

    private func standing(_ band: BandID) async throws -> Answer {
        guard let (standing, bearer) = await desk.standing(of: band) else {
            throw CommandRefusal.band(.unknownBand)
        }
        return Answer(
            band: "\(band)", person: "\(standing.person)",
            account: bearer?.account.map { "\($0)" }, group: bearer?.group.map { "\($0)" },
            state: standing.end?.word ?? "worn",
            powers: bearer.map { bearer in bearer.powers.filter(bearer.has).map(\.word) })
    }

    private func plan(_ said: Issue) async throws -> BandDesk.Plan {
        let venue = venue()
        guard let currency = venue.currency else {
            throw Self.invalid("currency", "the venue's currency is not known")
        }
        var plan = BandDesk.Plan(currency: currency)
        plan.person = said.person
        plan.name = said.name ?? ""
        if let word = said.mode {
            guard let mode = Mode(word: word) else {
                throw Self.invalid("mode", "mode is tap-only, presence or assisted")
            }
            plan.mode = mode
        }
        plan.group = said.group
        plan.powers = try (said.powers ?? BandPower.allCases.map(\.word)).map { word in
            guard let power = BandPower(word: word) else {
                throw Self.invalid("powers", "powers are key, wallet and pass")
            }
            return power
        }
        plan.rights = try (said.rights ?? []).map { try Self.right($0.whole()) }
        try await mustExist(plan.rights, in: venue)
        plan.payer = said.payer
        let limits = try said.limits?.whole()
        plan.limits = SpendingLimits(
            charge: limits?.charge, day: limits?.day, shopDay: limits?.shopDay)
        plan.isStaff = said.staff ?? false
        if let language = said.language, !Self.languages.contains(language) {
            throw Self.invalid(
                "language", "readers speak \(Self.languages.joined(separator: ", "))")
        }
        plan.language = said.language
        return plan
    }

    private func mustExist(_ rights: [KeyRight], in venue: Venue) async throws {
        guard !rights.isEmpty else { return }
        let zones = Set(venue.zones.map(\.id)).union(await desk.zones())
        let doors = Set(venue.doors.map(\.id))
        for right in rights {
            if let zone = right.zones.first(where: { !zones.contains($0) }) {
                throw Self.invalid("rights", "the house has no zone '\(zone)'")
            }
            if let door = right.doors.first(where: { !doors.contains($0) }) {
                throw Self.invalid("rights", "the venue has no door '\(door)'")
            }
        }
    }

    private static func right(_ said: Right) throws -> KeyRight {
        guard let from = Instant(rfc3339: said.from.utf8),
            let until = Instant(rfc3339: said.until.utf8)
        else { throw invalid("rights", "from and until are times as in RFC 3339") }
        let windows = try (said.windows ?? []).map { window -> WeekWindow in
            let told = try window.whole()
            let days = told.days.reduce(UInt8(0)) { bits, day in
                (0...6).contains(day) ? bits | 1 << UInt8(day) : bits
            }
            guard told.days.allSatisfy((0...6).contains),
                let window = WeekWindow(weekdays: days, from: told.from, until: told.until)
            else {
                throw invalid(
                    "windows", "days are 0 (Monday) to 6, from and until minutes of the day")
            }
            return window
        }
        return KeyRight(
            zones: said.zones ?? [], doors: said.doors ?? [],
            time: GrantTime(from: from, until: until, windows: windows))
    }

    static func invalid(_ field: String, _ detail: String) -> Problem {
        Problem(status: .badRequest, code: "invalidField", detail: "\(field): \(detail).")
    }

    private static func band(_ text: String) throws -> BandID {
        guard let band = BandID(hexadecimal: text) else {
            throw Problem(
                status: .notFound, code: "unknownBand",
                detail: "A band's number is 14 hexadecimal digits.")
        }
        return band
    }

    private func route(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        _ body: @Sendable @escaping (Request, String, StaffID) async throws -> Response
    ) {
        router.on(path, method: method) { request, context in
            do {
                try gate.admit(request)
                guard let house = Self.house else { throw CommandRefusal.band(.unknownBearer) }
                return try await body(request, context.parameters.get("id") ?? "", house)
            } catch {
                return Problem(error).response
            }
        }
    }
}
