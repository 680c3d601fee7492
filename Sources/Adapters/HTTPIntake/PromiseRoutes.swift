public import Domain
import HTTPTypes
public import Hummingbird
public import Kernel
public import Ports
public import Runtime

/// `/v1/promises`: docs/promises.md.
public struct PromiseRoutes: Sendable {
    private static let document = "docs/promises.md"
    private static let bodyByteCountMax = 16 << 10
    private static let daysMax = 366

    private let desk: PromiseDesk
    private let board: PromiseBoard
    private let gate: SenderGate

    /// - Parameters:
    ///   - token: The operator's secret in the data folder.
    ///   - source: The source that a key belongs to.
    public init(
        _ desk: PromiseDesk, board: PromiseBoard, credentials: any Credentials, token: String,
        source: @escaping @Sendable (String) -> SourceID?
    ) {
        self.desk = desk
        self.board = board
        gate = SenderGate(credentials, token: token, source: source)
    }

    public func add(to router: Router<some RequestContext>) {
        gate.route(router, .post, "/v1/promises") { request, sender, _ in
            let speaker = try SenderGate.speaker(of: request, from: sender)
            return try await takeLines(request, speaker.sender, isHouses: speaker.isHouses)
        }
        gate.operators(router, .get, "/v1/people/:id/promises") { _, id in
            guard let person = PersonID(id), let view = try await desk.sheet(of: person) else {
                throw CommandRefusal.unknownPerson
            }
            return Response.json(PromiseSheetJSON(view))
        }
        addCatalogue(to: router)
        addExpectations(to: router)
        gate.operators(router, .get, "/v1/promises/report") { request, _ in
            let word = request.uri.queryParameters["by"].map { String($0) } ?? "promise"
            guard let by = PromiseBoard.By(rawValue: word) else {
                throw WishBody.invalid(
                    "by",
                    "one of " + PromiseBoard.By.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return Response.json(
                PromiseReportJSON(await board.report(by: by), await board.parting()))
        }
        gate.operators(router, .get, "/v1/promises/bonds") { _, _ in
            Response.json(BondReportJSON(await board.bonds()))
        }
        gate.operators(router, .get, "/v1/promises/calendar") { request, _ in
            let word = request.uri.queryParameters["days"].map { String($0) } ?? "14"
            guard let days = Int(word), (1...Self.daysMax).contains(days) else {
                throw WishBody.invalid("days", "1 to \(Self.daysMax)")
            }
            return Response.json(PromiseCalendarJSON(await board.calendar(days: days)))
        }
    }

    private func addExpectations(to router: Router<some RequestContext>) {
        gate.operators(router, .get, "/v1/promises/expectations") { _, _ in
            Response.json(ExpectationReportJSON(await desk.expectations.report()))
        }
        gate.operators(router, .get, "/v1/people/:id/expectations") { _, id in
            guard let person = PersonID(id),
                let view = try await desk.expectations.sheet(of: person)
            else { throw CommandRefusal.unknownPerson }
            return Response.json(ExpectationSheetJSON(view))
        }
    }

    // MARK: The catalogue

    private func addCatalogue(to router: Router<some RequestContext>) {
        gate.operators(router, .get, "/v1/promises/catalogue") { _, _ in
            Response.json(["promises": await board.entries().map(CatalogueEntryJSON.init)])
        }
        gate.operators(router, .post, "/v1/promises/draft") { request, _ in
            let body = try await Self.standing(request)
            guard let id = body.id ?? StandingPromiseID("draft") else {
                preconditionFailure("a word is an identifier")
            }
            return Response.json(try await drafted(try body.promise(id)))
        }
        gate.operators(router, .put, "/v1/promises/catalogue/:id") { request, text in
            guard let id = StandingPromiseID(text) else { throw Self.noName }
            let body = try await Self.standing(request)
            guard body.id ?? id == id else {
                throw WishBody.invalid("id", "the same as in the address, or not there")
            }
            let promise = try body.promise(id)
            let answer = try await drafted(promise)
            try await board.keep(promise)
            return Response.json(answer)
        }
        gate.operators(router, .delete, "/v1/promises/catalogue/:id") { _, text in
            try await board.drop(try Self.standingID(text))
            return Response.json(["dropped": text])
        }
        gate.operators(router, .get, "/v1/promises/catalogue/:id/editions") { _, text in
            let id = try Self.standingID(text)
            let editions = await board.editions(of: id)
            // What was promised by an entry that was taken out still has editions.
            if editions.isEmpty, await !board.entries().contains(where: { $0.promise.id == id }) {
                throw CommandRefusal.promise(.unknownStanding)
            }
            return Response.json(["editions": editions.map(EditionJSON.init)])
        }
    }

    private func drafted(_ promise: StandingPromise) async throws -> DraftJSON {
        DraftJSON(promise, past: await board.past(of: promise))
    }

    private static func standing(_ request: Request) async throws -> StandingPromiseBody {
        try await request.json(
            Listed<StandingPromiseBody>.self, upTo: bodyByteCountMax, listedIn: document
        ).whole()
    }

    private static func standingID(_ text: String) throws(CommandRefusal) -> StandingPromiseID {
        guard let id = StandingPromiseID(text) else { throw .promise(.unknownStanding) }
        return id
    }

    private static var noName: Problem {
        Problem(
            status: .badRequest, code: "invalidName",
            detail: "The name is 1 to 64 of A-Z a-z 0-9 _ -.")
    }

    // MARK: Lines

    /// One line that was understood.
    private struct Told {
        let index: Int
        let whose: Alias
        /// Who becomes known by it.
        let newPerson: PersonID?
        /// One after another.
        let doings: [PromiseDesk.Doing]
    }

    /// A body of one or more lines, each judged by itself. All that they do is one group.
    ///
    /// - Parameter isHouses: The operator sends it, who may make people known.
    private func takeLines(
        _ request: Request, _ sender: PromiseDesk.Sender, isHouses: Bool
    ) async throws -> Response {
        var answer = LinesAnswer("promise", many: "promises")
        var told: [Told] = []
        for (index, line) in try await BodyLine.all(of: request).enumerated() {
            do {
                let fields: Listed<PromiseBody> = try line.fields(listedIn: Self.document)
                let body = try fields.whole()
                let doings = try body.doings(given: fields.given) {
                    desk.promise($0, from: sender)
                }
                let newPerson = body.newPerson
                guard newPerson == nil || isHouses else { throw SenderGate.notYours }
                told.append(
                    Told(
                        index: index, whose: try body.whose.alias(), newPerson: newPerson,
                        doings: doings))
            } catch {
                answer.refuse(index, Problem(error))
            }
        }
        let people = await desk.people(of: told.map(\.whose))
        var lines: [(line: Told, person: PersonID, isNewName: Bool)] = []
        for (each, person) in zip(told, people) {
            let isNewName = person == nil
            if let person = person ?? each.newPerson {
                lines.append((each, person, isNewName))
            } else {
                answer.refuse(each.index, Problem(CommandRefusal.unknownPerson))
            }
        }
        let wanted = lines.flatMap { each in
            each.line.doings.map {
                PromiseDesk.Line(
                    person: each.person, $0, isNewName: each.isNewName)
            }
        }
        var results = wanted.isEmpty ? [] : try await desk.take(wanted, from: sender)[...]
        for (line, _, _) in lines {
            let its = results.prefix(line.doings.count)
            results = results.dropFirst(line.doings.count)
            do throws(CommandRefusal) {
                var isNew = false
                for result in its where try result.get() { isNew = true }
                answer.take(line.index, isNew: isNew)
            } catch {
                answer.refuse(line.index, Problem(error))
            }
            guard case .draft(let draft)? = line.doings.first, case .success? = its.first else {
                continue
            }
            answer.name(line.index, id: draft.id, desk.promise(draft.id, from: sender))
        }
        return answer.response
    }
}
