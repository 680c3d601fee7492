import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Ports
import Runtime

/// Saying something without signing in and without a name: by a square at the entrance, or on a
/// screen in the hall. Nothing is told of anybody.
extension PageRoutes {
    /// Languages that may be chosen, each by its own name.
    private static let tongues: [(code: String, name: String)] = [
        ("nl", "Nederlands"), ("en", "English"), ("de", "Deutsch"), ("fr", "Français"),
        ("es", "Español"), ("it", "Italiano"), ("pl", "Polski"), ("tr", "Türkçe"),
        ("uk", "Українська"), ("ar", "العربية"), ("zh", "中文"),
    ]

    func addSaying(to router: Router<some RequestContext>) {
        router.get("/say") { request, _ in
            say(nil, Form(""), try await visit(request).signedOut)
        }
        router.post("/say") { request, _ in
            // Whoever is signed in on this screen is not who says it.
            let visit = try await visit(request).signedOut
            guard isSameOrigin(request) else { return try message("notAllowed", .forbidden, visit) }
            let form = try await form(request, upTo: OwnVoiceForm.byteCountMax)
            return try await hear(form, at: request.head.authority ?? "", visit)
        }
        page(router, .get, "/say/poster", at: .host) { poster($0) }
    }

    private func say(_ code: String?, _ form: Form, _ visit: Visit) -> Response {
        let isMany = code == EntryRefusal.tooManyAttempts.code
        var values: [String: Any] = [
            "sayKey": form["key"].isEmpty ? voiceDesk.freshId() : form["key"],
            "typedSay": form["words"],
            "tongues": Self.tongues.map { tongue in
                [
                    "code": tongue.code, "tongue": tongue.name,
                    "isTongue": form["language"] == tongue.code,
                ] as [String: Any]
            },
        ]
        if let code {
            values[isMany ? "message" : "faultSay"] =
                isMany ? visit.text(code) : visit.ownVoice(code)
        }
        let status: HTTPResponse.Status =
            code == nil ? .ok : isMany ? .tooManyRequests : .unprocessableContent
        return html("say", title: "ov-sayTitle", visit, status: status, values)
    }

    private func hear(
        _ form: Form, at authority: String, _ visit: Visit
    ) async throws -> Response {
        var form = form
        guard let channel = VoiceChannel(OwnVoiceForm.channel) else { return redirect("/say") }
        if form["key"].isEmpty { form.set("key", voiceDesk.freshId()) }
        let chosen = Self.tongues.first { $0.code == form["language"] }
        do {
            let heard = try await voiceDesk.hearAnybody(
                id: form["key"], words: form["words"], channel: channel,
                language: chosen.flatMap { VoiceLanguage($0.code) },
                page: VoiceLanguage(visit.language.rawValue))
            return said(heard, at: authority, visit)
        } catch let refusal as EntryRefusal {
            return say(refusal.code, form, visit)
        } catch CommandRefusal.voice(let refusal) {
            if refusal == .voiceDiffers { form.set("key", voiceDesk.freshId()) }
            return say(refusal.code, form, visit)
        } catch let refusal as CommandRefusal {
            return say(refusal.code, form, visit)
        }
    }

    private func said(
        _ heard: VoiceDesk.PublicReceipt, at authority: String, _ visit: Visit
    ) -> Response {
        var values: [String: Any] = [
            "heardNumber": visit.number(ofVoice: heard.receipt.number),
            "heardBy": visit.wholeDay(ofVoice: heard.receipt.answerBy),
        ]
        if let secret = heard.secret {
            let link = "\(publicOrigin ?? "http://\(authority)")/me/\(secret)"
            values["way"] = link
            values["wayPath"] = "/me/\(secret)"
            values["square"] = square(link, label: visit.ownVoice("squareOfPage"))
        }
        var response = html("said", title: "ov-heard", visit, values)
        // A screen in the hall does not show it to who comes next.
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// What hangs at the entrance: the way here, as a square.
    private func poster(_ opened: Opened) -> Response {
        let link = "\(publicOrigin ?? "http://\(opened.authority)")/say"
        let visit = opened.visit
        let other: Language = visit.language == .nl ? .en : .nl
        let others = Phrases.all(in: other)
        var values: [String: Any] = [
            "way": link, "otherLang": other.rawValue,
            "posterTitle": visit.ownVoice("sayTitle"), "posterHow": visit.ownVoice("posterSays"),
            "posterOther": others["ov-sayTitle"] ?? "",
            "posterHowOther": others["ov-posterSays"] ?? "",
        ]
        values["square"] = square(link, label: visit.ownVoice("squareOfSay"))
        return html("sayposter", title: "voices", visit, values)
    }

    private func square(_ text: String, label: String) -> [String: Any]? {
        squares.square(text).map { ["side": $0.side, "path": $0.path, "label": label] }
    }
}
