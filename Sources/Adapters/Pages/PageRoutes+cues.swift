import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Ports
import Runtime

/// Cues on the screen, and the stream behind them.
extension PageRoutes {
    func cues(_ opened: Opened) async throws -> Response {
        let list = await house.cues(for: opened.viewer)
        let visit = opened.visit
        let cues = list.cues.map { open in
            CueFrame.json(open.cue, "open", state: open.state)
        }
        let zones = list.zones.map { visit.language.of($0.name) }
        var names: [String: String] = [:]
        for (id, name) in try doorkeeper.names(for: opened.viewer) { names[id.description] = name }
        var rules: [String: String] = [:]
        for rule in list.rules { rules[rule.id.description] = visit.language.of(rule.cue.say) }
        let wanted = [
            "asOf", "lost", "takenAlready", "gone", "cannotUndo", "failed", "takenBy", "takenByYou",
            "shownToAll", "since", "until", "band", "helped", "didNotHelp", "reject",
        ]
        let texts = visit.texts.filter { wanted.contains($0.key) || Phrases.push[$0.key] != nil }
        let data =
            "{\"place\":\"\(list.place)\",\"locale\":\(try json(visit.locale.identifier(.bcp47)))"
            + ",\"timeZone\":\(try json(visit.timeZone.identifier))"
            + ",\"account\":\"\(opened.viewer.account)\",\"mayAct\":\(opened.viewer.role >= .host)"
            + ",\"clock\":\(list.clock.milliseconds),\"zones\":\(try json(zones)),\"names\":\(try json(names))"
            + ",\"rules\":\(try json(rules)),\"t\":\(try json(texts))\(pushKey(for: opened.viewer))"
            + ",\"cues\":[\(cues.joined(separator: ","))]}"
        return html(
            "cues", title: "cues", visit, ["data": data, "push": mayRing(opened.viewer)])
    }

    /// JSON that may stand inside a page: no `<` that could end the element around it.
    func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
            .replacingOccurrences(of: "<", with: "\\u003c")
    }

    func act(
        _ request: Request, number: String?, doing: String?
    ) async throws -> Response {
        let visit = try await visit(request)
        guard let viewer = visit.viewer else { return answer("signedOut", .unauthorized) }
        guard isSameOrigin(request), request.headers[HTTPField.Name("X-Senang")!] == "1" else {
            return answer("notAllowed", .forbidden)
        }
        guard let number = number.flatMap({ CueNumber($0) }),
            let doing = doing.flatMap(House.Doing.init)
        else { return answer("noOpenCue", .notFound) }
        do {
            try await house.act(doing, on: number, by: viewer)
            return answer("done", .ok)
        } catch let refusal as CommandRefusal {
            return answer(refusal.code, refusal == .noOpenCue ? .notFound : .conflict)
        } catch let refusal as EntryRefusal {
            return answer(refusal.code, .forbidden)
        } catch {
            return answer("unavailable", .serviceUnavailable)
        }
    }

    func answer(_ code: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "{\"code\":\"\(code)\"}")))
    }

    // MARK: The stream

    /// Cue events as they become durable, from after `Last-Event-ID` on.
    func stream(_ request: Request) async throws -> Response {
        let visit = try await visit(request)
        guard let viewer = visit.viewer else { return answer("signedOut", .unauthorized) }
        let wanted =
            request.headers[HTTPField.Name("Last-Event-ID")!]
            ?? request.uri.queryParameters["after"].map(String.init)
        var cursor: CuePlace?
        if let wanted {
            guard let place = CuePlace(wanted) else { return answer("badCursor", .badRequest) }
            cursor = place
        }
        guard let stream = house.stream(for: viewer, after: cursor) else {
            return answer("tooManyScreens", .serviceUnavailable)
        }
        let start = house.now.milliseconds
        let retry = "retry: \(Int.random(in: 1_000...4_000))\n\n"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", HTTPField.Name("X-Accel-Buffering")!: "no",
            ],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: retry))
                try await writer.write(ByteBuffer(bytes: CueFrame.clock(milliseconds: start)))
                if stream.mustReset {
                    try await writer.write(ByteBuffer(bytes: CueFrame.reset))
                }
                var missed = ByteBuffer()
                try stream.missed { missed.writeBytes(CueFrame.render($0)) }
                if missed.readableBytes > 0 { try await writer.write(missed) }
                for await frame in stream.frames {
                    try await writer.write(ByteBuffer(bytes: frame))
                }
                try await writer.finish(nil)
            })
    }
}
