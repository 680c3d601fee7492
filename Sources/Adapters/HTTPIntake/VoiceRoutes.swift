public import Domain
import Foundation
import HTTPTypes
public import Hummingbird
public import Kernel
public import Ports
public import Runtime

/// `/v1/voices`, `/v1/charter` and `/v1/proposals`: docs/voices.md.
public struct VoiceRoutes: Sendable {
    private static let document = "docs/voices.md"
    private static let charterByteCountMax = 256 << 10
    private static let proposalCountMax = 1_000

    private let desk: VoiceDesk
    private let board: ProposalBoard
    private let gate: SenderGate

    /// - Parameters:
    ///   - token: The operator's secret in the data folder.
    ///   - source: The source that a key belongs to.
    public init(
        _ desk: VoiceDesk, board: ProposalBoard, credentials: any Credentials, token: String,
        source: @escaping @Sendable (String) -> SourceID?
    ) {
        self.desk = desk
        self.board = board
        gate = SenderGate(credentials, token: token, source: source)
    }

    public func add(to router: Router<some RequestContext>) {
        gate.route(router, .post, "/v1/voices") { request, sender, _ in
            let speaker = try SenderGate.speaker(of: request, from: sender)
            return try await takeLines(request, speaker.sender, isHouses: speaker.isHouses)
        }
        gate.operators(router, .get, "/v1/voices/similar") { request, _ in
            try await similar(request)
        }
        gate.operators(router, .get, "/v1/voices/tally") { _, _ in
            Response.json(VoiceTallyJSON(await desk.tally()))
        }
        gate.operators(router, .get, "/v1/people/:id/voices") { _, id in
            guard let person = PersonID(id), let view = try await desk.sheet(of: person) else {
                throw CommandRefusal.unknownPerson
            }
            return Response.json(VoiceSheetJSON(view))
        }
        addCharter(to: router)
        addProposals(to: router)
    }

    private func similar(_ request: Request) async throws -> Response {
        let text = Self.typed("text", in: request)
        guard (1...VoiceIndexing.textByteCountMax).contains(text.utf8.count) else {
            throw WishBody.invalid("text", "1 to \(VoiceIndexing.textByteCountMax) bytes")
        }
        let word = request.uri.queryParameters["top"].map { String($0) } ?? "5"
        guard let top = Int(word), (1...VoiceIndexing.matchCountMax).contains(top) else {
            throw WishBody.invalid("top", "1 to \(VoiceIndexing.matchCountMax)")
        }
        let found = await desk.search.similar(to: text, atMost: top)
        return Response.json(
            SimilarVoicesJSON(
                text: text, language: desk.search.read(text), voices: await desk.search.count,
                similar: found.map(SimilarVoicesJSON.Match.init)))
    }

    /// A value of an address, as forms write it: `+` is a blank, `%2B` a plus.
    private static func typed(_ name: String, in request: Request) -> String {
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0] == name else { continue }
            let spaced = parts[1].map { $0 == "+" ? " " : $0 }
            return String(spaced).removingPercentEncoding ?? ""
        }
        return ""
    }

    // MARK: Who we are, and what is proposed

    private func addCharter(to router: Router<some RequestContext>) {
        gate.operators(router, .get, "/v1/charter") { request, _ in
            let charters = await board.charters
            guard let word = request.uri.queryParameters["version"].map({ String($0) }) else {
                return Response.json(CharterJSON(charters.last ?? Charter()))
            }
            guard let charter = charters.first(where: { "\($0.version)" == word }) else {
                throw WishBody.invalid("version", "1 to \(charters.count)")
            }
            return Response.json(CharterJSON(charter))
        }
        gate.operators(router, .put, "/v1/charter") { request, _ in
            let charter = try await request.json(
                Listed<CharterBody>.self, upTo: Self.charterByteCountMax,
                listedIn: Self.document
            ).whole().charter()
            do {
                return Response.json(CharterJSON(try await board.keep(charter)))
            } catch let refusal as CommandRefusal {
                throw Self.naming(refusal, in: charter)
            }
        }
    }

    /// Says by which word it is refused: else whoever wrote it would have to guess.
    private static func naming(_ refusal: CommandRefusal, in charter: Charter) -> any Error {
        guard refusal == .voice(.protectedGround), let found = charter.protectedGround else {
            return refusal
        }
        return Problem(
            status: .conflict, code: refusal.code,
            detail: "'\(found.word)': \(refusal.advice)")
    }

    private func addProposals(to router: Router<some RequestContext>) {
        gate.operators(router, .get, "/v1/proposals") { request, _ in
            var state: Proposal.State?
            if let word = request.uri.queryParameters["state"].map({ String($0) }) {
                state = Proposal.State(rawValue: word)
                guard state != nil else {
                    throw WishBody.invalid(
                        "state",
                        "one of "
                            + Proposal.State.allCases.map(\.rawValue).joined(separator: ", "))
                }
            }
            let rows = await board.rows(state: state, atMost: Self.proposalCountMax)
            return Response.json(["proposals": rows.map(ProposalRowJSON.init)])
        }
        for path: RouterPath in ["/v1/mirror", "/v1/proposals/mirror"] {
            gate.operators(router, .get, path) { _, _ in
                Response.json(MirrorJSON(await board.mirror()))
            }
        }
        gate.operators(router, .get, "/v1/proposals/:id") { _, id in
            guard let id = ProposalID(id), let sheet = await board.sheet(of: id, for: nil) else {
                throw CommandRefusal.voice(.unknownProposal)
            }
            return Response.json(ProposalSheetJSON(sheet))
        }
    }

    // MARK: Lines

    /// One line that was understood.
    private struct Told {
        let index: Int
        let whose: Alias
        /// Who becomes known by it.
        let newPerson: PersonID?
        let doing: VoiceDesk.Doing
    }

    /// A body of one or more lines, each judged by itself. All that they do is one group.
    ///
    /// - Parameter isHouses: The operator sends it, who may make people known.
    private func takeLines(
        _ request: Request, _ sender: VoiceDesk.Sender, isHouses: Bool
    ) async throws -> Response {
        var answer = LinesAnswer("voice", many: "voices")
        var told: [Told] = []
        for (index, line) in try await BodyLine.all(of: request).enumerated() {
            do {
                let fields: Listed<VoiceBody> = try line.fields(listedIn: Self.document)
                let body = try fields.whole()
                let doing = try body.doing(given: fields.given) { desk.voice($0, from: sender) }
                guard body.newPerson == nil || isHouses else { throw SenderGate.notYours }
                told.append(
                    Told(
                        index: index, whose: try body.whose.alias(), newPerson: body.newPerson,
                        doing: doing))
            } catch {
                answer.refuse(index, Problem(error))
            }
        }
        let people = await desk.people(of: told.map(\.whose))
        var lines: [(told: Told, line: VoiceDesk.Line)] = []
        for (each, known) in zip(told, people) {
            if let person = known ?? each.newPerson {
                lines.append(
                    (each, VoiceDesk.Line(person: person, each.doing, isNewName: known == nil)))
            } else {
                answer.refuse(each.index, Problem(CommandRefusal.unknownPerson))
            }
        }
        let results = lines.isEmpty ? [] : try await desk.take(lines.map(\.line), from: sender)
        var said: [(index: Int, id: String)] = []
        for ((line, _), result) in zip(lines, results) {
            do throws(CommandRefusal) {
                answer.take(line.index, isNew: try result.get())
                if case .say(let id, _, _, _, _) = line.doing { said.append((line.index, id)) }
            } catch {
                answer.refuse(line.index, Problem(error))
            }
        }
        let receipts = await desk.receipts(of: said.map { desk.voice($0.id, from: sender) })
        for ((index, id), receipt) in zip(said, receipts) {
            guard let receipt else { continue }
            answer.name(
                index, id: id, receipt.voice,
                also: [
                    ("number", "\(receipt.number)"), ("answerBy", receipt.answerBy.rfc3339),
                ] + (receipt.language.map { [("language", $0.description)] } ?? []))
        }
        return answer.response
    }
}
