import Domain
import Foundation
import HTTPTypes
public import Hummingbird
public import Kernel
import NIOCore
public import Ports
public import Runtime

/// What the operator, or a system that acts for a desk, asks about bands: docs/bands.md.
public struct BandRoutes: Sendable {
    private static let bodyByteCountMax = 64 << 10
    /// Whom records name when no member of staff stood at a desk.
    private static let house = StaffID("house")

    private let desk: BandDesk
    private let gate: OperatorGate
    private let currency: @Sendable () -> Currency?

    /// - Parameters:
    ///   - token: The operator's secret in the data folder.
    ///   - currency: The venue's, now: that of accounts that are opened.
    public init(
        _ desk: BandDesk, credentials: any Credentials, token: String,
        currency: @escaping @Sendable () -> Currency?
    ) {
        self.desk = desk
        gate = OperatorGate(credentials, token: token)
        self.currency = currency
    }

    private struct Issue: Decodable {
        let band: BandID
        let token: Token?
        let key: UInt16?
        let person: PersonID?
        let name: String?
        let mode: String?
        let group: KeyGroupID?
        let powers: [String]?
        let rights: [Right]?
        let payer: PersonID?
        let limits: SpendingLimits?
        let staff: Bool?
        let language: String?
    }

    private struct Right: Decodable {
        struct Window: Decodable {
            let days: [Int]
            let from: Int
            let until: Int
        }

        let zones: [ZoneID]?
        let doors: [DoorID]?
        let from: String
        let until: String
        let windows: [Window]?
    }

    private struct Swap: Decodable {
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

    public func add(to router: Router<some RequestContext>) {
        route(router, .post, "/v1/bands") { request, _, staff in
            let said = try await request.json(
                Issue.self, upTo: Self.bodyByteCountMax, listedIn: "docs/bands.md")
            let issued = try await desk.issue(
                Band(id: said.band, token: said.token, key: BandKeyNumber(said.key ?? 1)),
                try plan(said), by: staff)
            return Response.json(
                Answer(
                    band: "\(issued.band)", person: "\(issued.person)",
                    account: issued.account.map { "\($0)" }, group: issued.group.map { "\($0)" },
                    state: "worn"))
        }
        route(router, .post, "/v1/bands/:id/swap") { request, band, staff in
            let said = try await request.json(
                Swap.self, upTo: Self.bodyByteCountMax, listedIn: "docs/bands.md")
            try await desk.swap(
                try Self.band(band), said.why.flatMap { BandEnd(word: $0) } ?? .lost,
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

    private func answer(_ band: BandID) async throws -> Response {
        guard let (standing, bearer) = await desk.standing(of: band) else {
            throw CommandRefusal.band(.unknownBand)
        }
        return Response.json(
            Answer(
                band: "\(band)", person: "\(standing.person)",
                account: bearer?.account.map { "\($0)" }, group: bearer?.group.map { "\($0)" },
                state: standing.end?.word ?? "worn",
                powers: bearer.map { bearer in bearer.powers.filter(bearer.has).map(\.word) }))
    }

    private func plan(_ said: Issue) throws -> BandDesk.Plan {
        guard let currency = currency() else {
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
        plan.rights = try (said.rights ?? []).map(Self.right)
        plan.payer = said.payer
        plan.limits = said.limits ?? SpendingLimits()
        plan.isStaff = said.staff ?? false
        plan.language = said.language
        return plan
    }

    private static func right(_ said: Right) throws -> KeyRight {
        guard let from = Instant(rfc3339: said.from.utf8),
            let until = Instant(rfc3339: said.until.utf8)
        else { throw invalid("rights", "from and until are times as in RFC 3339") }
        let windows = try (said.windows ?? []).map { window -> WeekWindow in
            let days = window.days.reduce(UInt8(0)) { bits, day in
                (0...6).contains(day) ? bits | 1 << UInt8(day) : bits
            }
            guard
                let window = WeekWindow(weekdays: days, from: window.from, until: window.until)
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

    private static func invalid(_ field: String, _ detail: String) -> Problem {
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
