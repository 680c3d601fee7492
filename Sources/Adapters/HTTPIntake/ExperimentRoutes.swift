public import Domain
import HTTPTypes
public import Hummingbird
public import Kernel
public import Ports
public import Runtime

/// `/v1/experiments`: docs/experiments.md.
public struct ExperimentRoutes: Sendable {
    private static let document = "docs/experiments.md"
    private static let planByteCountMax = 256 << 10
    private static let reasonByteCountMax = 16 << 10

    private let desk: ExperimentDesk
    private let gate: SenderGate

    /// - Parameters:
    ///   - token: The operator's secret in the data folder.
    ///   - source: The source that a key belongs to.
    public init(
        _ desk: ExperimentDesk, credentials: any Credentials, token: String,
        source: @escaping @Sendable (String) -> SourceID?
    ) {
        self.desk = desk
        gate = SenderGate(credentials, token: token, source: source)
    }

    public func add(to router: Router<some RequestContext>) {
        gate.operators(router, .get, "/v1/experiments") { _, _ in
            Response.json(["experiments": await desk.experiments().map(LiveRowJSON.init)])
        }
        gate.operators(router, .get, "/v1/experiments/:id") { _, id in try await reading(id) }
        gate.operators(router, .put, "/v1/experiments/:id") { request, id in
            guard let id = ExperimentID(id) else {
                throw WishBody.invalid("id", "1 to 64 of A-Z a-z 0-9 _ -")
            }
            let body = try await request.json(
                Listed<LivePlanBody>.self, upTo: Self.planByteCountMax, listedIn: Self.document)
            let plan = try body.whole().plan(id)
            do {
                try await desk.act(.plan(plan))
            } catch let refusal as CommandRefusal where refusal == .experiment(.planDoesNotFit) {
                throw Problem(
                    status: .conflict, code: refusal.code,
                    detail: plan.misfit?.detail ?? refusal.advice)
            }
            return try await reading("\(id)")
        }
        for word in ["begin", "look", "stop", "cross"] {
            gate.operators(router, .post, RouterPath("/v1/experiments/:id/\(word)")) {
                request, id in
                guard let known = ExperimentID(id) else { throw Self.unknown }
                try await desk.act(try await doing(word, known, request))
                return try await reading(id)
            }
        }
        gate.route(router, .get, "/v1/experiments/:id/arm") { request, _, id in
            try await arm(request, id)
        }
        gate.route(router, .post, "/v1/experiments/outcomes") { request, sender, _ in
            try await takeOutcomes(request, sender)
        }
        gate.route(router, .post, "/v1/experiments/refusals") { request, sender, _ in
            try await takeRefusals(request, sender)
        }
    }

    private static var unknown: CommandRefusal { .experiment(.unknownExperiment) }

    private func reading(_ id: String) async throws -> Response {
        guard let id = ExperimentID(id), let reading = await desk.reading(of: id) else {
            throw Self.unknown
        }
        return Response.json(LiveReadingJSON(reading))
    }

    private func doing(
        _ word: String, _ id: ExperimentID, _ request: Request
    ) async throws -> ExperimentDoing {
        switch word {
        case "begin": return .begin(id)
        case "look": return .look(id)
        default: break
        }
        guard word == "cross" else {
            let body = try await request.json(
                Listed<ReasonBody>.self, upTo: Self.reasonByteCountMax, listedIn: Self.document
            ).whole()
            return .stop(id, reason: body.reason ?? "")
        }
        let body = try await request.json(
            Listed<CrossingBody>.self, upTo: Self.reasonByteCountMax, listedIn: Self.document
        ).whole()
        guard let line = body.redLine else {
            throw WishBody.invalid("redLine", "which red line of the plan")
        }
        return .cross(id, line, reason: body.reason ?? "")
    }

    // MARK: Who gets what

    private func arm(_ request: Request, _ id: String) async throws -> Response {
        func asked(_ name: String) -> String? {
            request.uri.queryParameters[Substring(name)].map { String($0) }
        }
        let found: Alias?
        switch (asked("person"), asked("band")) {
        case (let person?, nil): found = PersonID(person).map { Alias($0) }
        case (nil, let band?): found = Token(band).map { Alias($0) }
        default: found = nil
        }
        guard let alias = found else {
            throw WishBody.invalid("person", "whose arm is asked for; or 'band'")
        }
        guard let id = ExperimentID(id), let arm = await desk.arm(of: alias, in: id) else {
            throw Self.unknown
        }
        guard case .arm(let name) = arm else { return Response.json(["arm": LivePlan.noArm]) }
        return Response.json(["arm": "\(name)"])
    }

    // MARK: Lines

    private func takeOutcomes(_ request: Request, _ sender: LineSender) async throws -> Response {
        var answer = LinesAnswer("outcome", many: "outcomes")
        var told: [(index: Int, whose: Alias, body: OutcomeBody, values: [MetricID: Int32])] = []
        for (index, line) in try await BodyLine.all(of: request).enumerated() {
            do {
                let fields: Listed<OutcomeBody> = try line.fields(listedIn: Self.document)
                let body = try fields.whole()
                guard body.group == nil || sender == .house else { throw SenderGate.notYours }
                told.append((index, try body.whose.alias(), body, try body.told()))
            } catch {
                answer.refuse(index, Problem(error))
            }
        }
        let people = await desk.people(of: told.map(\.whose))
        var lines: [(index: Int, line: ExperimentDesk.Line)] = []
        for (each, person) in zip(told, people) {
            guard let person else {
                answer.refuse(each.index, Problem(CommandRefusal.unknownPerson))
                continue
            }
            lines.append(
                (
                    each.index,
                    ExperimentDesk.Line(
                        person: person, experiment: each.body.experiment, group: each.body.group,
                        values: each.values)
                ))
        }
        let results = try await desk.take(lines.map(\.line), from: sender)
        return answered(&answer, lines.map(\.index), results)
    }

    private func takeRefusals(_ request: Request, _ sender: LineSender) async throws -> Response {
        var answer = LinesAnswer("refusal", many: "refusals")
        var told: [(index: Int, whose: Alias, refuses: Bool)] = []
        for (index, line) in try await BodyLine.all(of: request).enumerated() {
            do {
                let fields: Listed<RefusalBody> = try line.fields(listedIn: Self.document)
                let body = try fields.whole()
                told.append((index, try body.whose.alias(), body.refuses))
            } catch {
                answer.refuse(index, Problem(error))
            }
        }
        let people = await desk.people(of: told.map(\.whose))
        var lines: [(index: Int, person: PersonID, refuses: Bool)] = []
        for (each, person) in zip(told, people) {
            if let person {
                lines.append((each.index, person, each.refuses))
            } else {
                answer.refuse(each.index, Problem(CommandRefusal.unknownPerson))
            }
        }
        let results = try await desk.refuse(lines.map { ($0.person, $0.refuses) }, from: sender)
        return answered(&answer, lines.map(\.index), results)
    }

    private func answered(
        _ answer: inout LinesAnswer, _ places: [Int], _ results: [Result<Bool, CommandRefusal>]
    ) -> Response {
        for (index, result) in zip(places, results) {
            do throws(CommandRefusal) {
                answer.take(index, isNew: try result.get())
            } catch {
                answer.refuse(index, Problem(error))
            }
        }
        return answer.response
    }
}
