public import Domain
import HTTPTypes
public import Hummingbird
public import Kernel
public import Ports
public import Runtime

/// `/v1/wishes`, `/v1/experiences` and `/v1/questions`: docs/wishes.md.
public struct WishRoutes: Sendable {
    private static let document = "docs/wishes.md"

    let desk: WishDesk
    let gate: SenderGate

    /// - Parameters:
    ///   - token: The operator's secret in the data folder.
    ///   - source: The source that a key belongs to.
    public init(
        _ desk: WishDesk, credentials: any Credentials, token: String,
        source: @escaping @Sendable (String) -> SourceID?
    ) {
        self.desk = desk
        gate = SenderGate(credentials, token: token, source: source)
    }

    public func add(to router: Router<some RequestContext>) {
        gate.route(router, .post, "/v1/wishes") { request, sender, _ in
            let desk = desk
            return try await takeLines(request, sender) { (body: WishBody) in
                try body.doing { desk.wish($0, from: sender) }
            }
        }
        gate.route(router, .post, "/v1/experiences") { request, sender, _ in
            try await takeLines(request, sender) { (body: ExperienceBody) in
                try body.doing()
            }
        }
        gate.route(router, .post, "/v1/questions") { request, sender, _ in
            try await ask(request, sender)
        }
        gate.route(router, .post, "/v1/questions/:id/answer") { request, sender, id in
            try await answer(id, request, sender)
        }
        addSurvey(to: router)
        gate.operators(router, .get, "/v1/people/:id/wishes") { _, id in
            guard let person = PersonID(id), let sheet = try await desk.sheet(of: person) else {
                throw CommandRefusal.unknownPerson
            }
            return Response.json(WishSheetJSON(sheet))
        }
    }

    // MARK: Lines

    /// A body of one or more lines, each judged by itself.
    private func takeLines<Body: WishLine>(
        _ request: Request, _ sender: WishDesk.Sender,
        _ doing: (Body) throws -> WishDesk.Doing
    ) async throws -> Response {
        let bodies = try await BodyLine.all(of: request)
        var answer = LinesAnswer("wish", many: "wishes")
        var taken: [(index: Int, line: WishDesk.Line)] = []
        for (index, sent) in bodies.enumerated() {
            do {
                let fields: Listed<Body> = try sent.fields(listedIn: Self.document)
                let body = try fields.whole()
                guard let whose = await desk.person(of: try body.whose.alias()) else {
                    throw CommandRefusal.unknownPerson
                }
                let line = WishDesk.Line(person: whose, try doing(body))
                taken.append((index, line))
            } catch {
                answer.refuse(index, Problem(error))
            }
        }
        let results = taken.isEmpty ? [] : try await desk.take(taken.map(\.line), from: sender)
        for ((index, line), result) in zip(taken, results) {
            switch result {
            case .success(let isNew):
                answer.take(index, isNew: isNew)
                guard case .voice(let id, _) = line.doing else { continue }
                answer.name(index, id: id, desk.wish(id, from: sender))
            case .failure(let refusal): answer.refuse(index, Problem(refusal))
            }
        }
        return answer.response
    }

    // MARK: Questions

    private static func said<Body: ListedFields>(_ request: Request) async throws -> Body {
        try await request.json(
            Listed<Body>.self, upTo: 16 << 10, listedIn: document
        ).whole()
    }

    private func person(_ whose: WishPersonBody) async throws -> PersonID {
        guard let person = await desk.person(of: try whose.alias()) else {
            throw CommandRefusal.unknownPerson
        }
        return person
    }

    private func ask(_ request: Request, _ sender: WishDesk.Sender) async throws -> Response {
        let body: QuestionBody = try await Self.said(request)
        let id = try WishBody.checked(id: body.id)
        guard let channel = QuestionChannel(rawValue: body.channel ?? "site") else {
            throw WishBody.invalid(
                "channel",
                "one of " + QuestionChannel.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let asked = try await desk.question(
            id: id, to: try await person(body.whose), on: channel, from: sender)
        return Response.json(AskedJSON(question: asked.map(QuestionJSON.init)))
    }

    private func answer(
        _ id: String, _ request: Request, _ sender: WishDesk.Sender
    ) async throws -> Response {
        guard let question = QuestionID(id) else { throw CommandRefusal.wish(.unknownQuestion) }
        let body: QuestionAnswerBody = try await Self.said(request)
        let person = try await person(body.whose)
        let results = try await desk.take(
            [WishDesk.Line(person: person, try body.doing(question))], from: sender)
        for result in results { _ = try result.get() }
        return Response.json(["answered": id])
    }
}

/// A line that says whose it is.
protocol WishLine: ListedFields {
    var whose: WishPersonBody { get }
}

extension WishBody: WishLine {}
extension ExperienceBody: WishLine {}
