import Domain
import Foundation
import HTTPTypes
public import Hummingbird
import Kernel
import NIOCore
public import Ports
public import Runtime

/// The pages for staff and administrators, and the stream behind the cues.
public struct PageRoutes: Sendable {
    static let formByteCountMax = 16 << 10

    let house: House
    let doorkeeper: Doorkeeper
    let ownPages: OwnPages
    let intake: Intake
    let board: CueBoard
    let templates: Templates
    let desk: VenueDesk
    /// The venue as it is now.
    var venue: Venue { desk.venue }
    /// Whether this is practice, kept apart from the real thing.
    let isTraining: Bool
    /// Where browsers reach us, such as `https://floor.example.org`; `nil` on loopback.
    let publicOrigin: String?
    /// `nil`: no page offers to ring phones.
    let bell: PushBell?
    /// Draws what phones show at doors.
    let squares: any SquareCodes
    let shopDesk: ShopDesk
    let passes: PassDesk
    let doorman: Doorman
    let offers: Offers
    let wishDesk: WishDesk
    let insightBoard: InsightBoard
    let promiseDesk: PromiseDesk
    let promiseBoard: PromiseBoard
    let voiceDesk: VoiceDesk
    let proposalBoard: ProposalBoard
    let experimentDesk: ExperimentDesk

    public init(
        house: House, doorkeeper: Doorkeeper, ownPages: OwnPages, intake: Intake, board: CueBoard,
        passes: PassDesk, shopDesk: ShopDesk, desk: VenueDesk, squares: any SquareCodes,
        doorman: Doorman, wishDesk: WishDesk, promiseDesk: PromiseDesk,
        promiseBoard: PromiseBoard, insightBoard: InsightBoard, voiceDesk: VoiceDesk,
        proposalBoard: ProposalBoard, experimentDesk: ExperimentDesk, publicOrigin: String?,
        isTraining: Bool = false, bell: PushBell? = nil, offers: Offers = Offers()
    ) throws {
        self.house = house
        self.doorkeeper = doorkeeper
        self.ownPages = ownPages
        self.intake = intake
        self.board = board
        self.desk = desk
        self.isTraining = isTraining
        self.publicOrigin = publicOrigin
        self.bell = bell
        self.squares = squares
        self.shopDesk = shopDesk
        self.passes = passes
        self.doorman = doorman
        self.offers = offers
        self.wishDesk = wishDesk
        self.promiseDesk = promiseDesk
        self.insightBoard = insightBoard
        self.promiseBoard = promiseBoard
        self.voiceDesk = voiceDesk
        self.proposalBoard = proposalBoard
        self.experimentDesk = experimentDesk
        templates = try Templates()
    }

    public func add(to router: Router<some RequestContext>) {
        router.get("/app.css") { _, _ in asset(PackageResources.app_css, "text/css") }
        router.get("/app.js") { _, _ in asset(PackageResources.app_js, "text/javascript") }
        router.get("/language") { request, _ in chooseLanguage(request) }
        page(router, .get, "/", at: .host, screens: true) { try await cues($0) }
        page(router, .get, "/rules", at: .host, screens: true) { try await rules($0) }
        router.get("/stream") { request, _ in try await stream(request) }
        router.post("/cues/:number/:doing") { request, context in
            try await act(
                request, number: context.parameters.get("number"),
                doing: context.parameters.get("doing"))
        }
        router.get("/venue.js") { _, _ in asset(PackageResources.venue_js, "text/javascript") }
        router.get("/voice.js") { _, _ in asset(PackageResources.voice_js, "text/javascript") }
        router.get("/live.js") { _, _ in asset(PackageResources.live_js, "text/javascript") }
        router.get("/venue.css") { _, _ in asset(Array(venueColours.utf8), "text/css") }
        addFloor(to: router)
        addInsight(to: router)
        addPromises(to: router)
        addVoices(to: router)
        addProposals(to: router)
        addIdentity(to: router)
        addOwnVoices(to: router)
        addExperiments(to: router)
        addQueues(to: router)
        addDoors(to: router)
        addBands(to: router)
        addCash(to: router)
        addPeople(to: router)
        addChoice(to: router)
        addDoubts(to: router)
        addLooks(to: router)
        addOwn(to: router)
        addWishes(to: router)
        addOwnWishes(to: router)
        addShop(to: router)
        addRoster(to: router)
        addVenue(to: router)
        addPush(to: router)
        addSigning(to: router)
        addAdministration(to: router)
        router.get("/**") { request, _ in
            guard request.headers[.accept]?.contains("text/html") == true else {
                throw HTTPError(.notFound, message: "There is nothing at that address.")
            }
            return try message("notFound", .notFound, try await visit(request))
        }
    }

    // MARK: Who asks

    func visit(_ request: Request) async throws -> Visit {
        let cookies = request.cookies
        let language = Language(
            chosen: cookies[Visit.languageCookie]?.value,
            accepted: request.headers[.acceptLanguage])
        let locale = language.locale(accepted: request.headers[.acceptLanguage])
        let timeZone = TimeZone(identifier: venue.timeZone) ?? .gmt
        guard let secret = cookies[Visit.sessionCookie]?.value else {
            return Visit(viewer: nil, language: language, locale: locale, timeZone: timeZone)
        }
        let viewer = try doorkeeper.viewer(
            secret: secret, zoneNumbers: await house.zoneNumbers)
        return Visit(
            viewer: viewer, language: language, locale: locale, timeZone: timeZone,
            isPart: request.headers[HTTPField.Name("X-Senang-Part")!] == "1",
            doubtCount: await doubtCount(for: viewer))
    }

    struct Opened {
        let visit: Visit
        let viewer: Viewer
        let form: Form
        let identifier: String
        let word: String
        let parameters: Form
        /// Asks for the inside of the page only, to put it in the place of an older one.
        let isPart: Bool
        /// The shop that this screen showed last, if it says so.
        let shop: String?

        func query(_ name: String) -> String { parameters[name] }
        /// The host the browser asked.
        let authority: String
    }

    /// A page for somebody signed in; others are asked to sign in first.
    func page(
        _ router: Router<some RequestContext>, _ method: HTTPRequest.Method, _ path: RouterPath,
        at role: Role, screens: Bool = false, formLimit: Int = formByteCountMax,
        _ body: @Sendable @escaping (Opened) async throws -> Response
    ) {
        router.on(path, method: method) { request, context in
            let visit = try await visit(request)
            guard let viewer = visit.viewer else { return redirect("/sign-in") }
            guard viewer.role >= role || screens else {
                return try message("notAllowed", .forbidden, visit)
            }
            guard method == .get || isSameOrigin(request) else {
                return try message("notAllowed", .forbidden, visit)
            }
            do {
                let form = method == .get ? Form("") : try await form(request, upTo: formLimit)
                return try await body(
                    Opened(
                        visit: visit, viewer: viewer, form: form,
                        identifier: context.parameters.get("id")
                            ?? context.parameters.get("number") ?? "",
                        word: context.parameters.get("word") ?? "",
                        parameters: Form(request.uri.query ?? ""),
                        isPart: visit.isPart,
                        shop: request.cookies[Self.shopCookie]?.value,
                        authority: request.head.authority ?? ""))
            } catch let refusal as EntryRefusal {
                return try message(refusal.code, .forbidden, visit)
            } catch let refusal as MultipartForm.Refusal {
                let status: HTTPResponse.Status =
                    refusal == .formTooLarge ? .contentTooLarge : .badRequest
                return try message(refusal.code, status, visit)
            }
        }
    }

    func form(_ request: Request, upTo limit: Int = formByteCountMax) async throws -> Form {
        if let type = request.headers[.contentType], type.hasPrefix("multipart/") {
            return Form(try await multipart(request, type, upTo: limit))
        }
        let limit = min(limit, Self.venueByteCountMax)
        let body = try await request.body.collect(upTo: limit)
        return Form(String(buffer: body), fieldCountMax: max(64, limit >> 8))
    }

    /// A page of ours asked, not one of somebody else's (the browser says so and cannot be made
    /// to lie by a page).
    func isSameOrigin(_ request: Request) -> Bool {
        if let site = request.headers[HTTPField.Name("Sec-Fetch-Site")!] {
            return site == "same-origin"
        }
        guard let origin = request.headers[.origin] else { return true }  // Not a browser.
        return origin == (publicOrigin ?? "http://\(request.head.authority ?? "")")
    }

    // MARK: Answers

    func html(
        _ template: String, title: String, titled: String? = nil, _ visit: Visit,
        status: HTTPResponse.Status = .ok, live: Bool = false, _ values: [String: Any] = [:]
    ) -> Response {
        let texts = visit.texts
        var inner = values
        inner["t"] = texts
        if visit.isPart, live {
            return Response(
                status: status, headers: [.contentType: "text/html; charset=utf-8"],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(string: templates.render(template, inner))))
        }
        var outer: [String: Any] = [
            "t": texts, "title": titled ?? visit.text(title), "language": visit.language.rawValue,
            "otherLanguage": visit.language == .nl ? "en" : "nl",
            "content": templates.render(template, inner), "script": template == "cues",
            "live": live, "lost": visit.text("lost"), "house": visit.language.of(venue.name),
            "isTraining": isTraining, "editor": template == "venue",
            "hears": template == "voicenew",
        ]
        if visit.viewer != nil, let opening = opening(visit) {
            outer["opening"] = opening.text
            outer["openingUntil"] = opening.until
        }
        if let viewer = visit.viewer {
            outer["viewer"] = true
            outer["isAdmin"] = viewer.role == .admin
            outer["maySignOut"] = viewer.role > .screen
            outer["isHost"] = viewer.role >= .host
            outer["hasDoubts"] = visit.doubtCount > 0
            outer["doubtCount"] = visit.doubtCount
            outer["on" + title.prefix(1).uppercased() + title.dropFirst()] = true
        }
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: templates.render("layout", outer))))
    }

    func message(
        _ key: String, _ status: HTTPResponse.Status, _ visit: Visit
    ) throws -> Response {
        html("message", title: key, visit, status: status, ["message": visit.text(key)])
    }

    func redirect(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }

    func asset(_ bytes: [UInt8], _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "\(type); charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The organisation's own colour, for buttons and the dot of its name.
    private var venueColours: String {
        guard let accent = venue.accent else { return "" }
        return ":root { --accent: \(accent.css); --on-accent: \(accent.onCSS); }\n"
    }

    private func chooseLanguage(_ request: Request) -> Response {
        let wanted = request.uri.queryParameters["to"].map(String.init)
        let language = Language(chosen: wanted, accepted: nil)
        var response = redirect(back(request))
        response.setCookie(
            Cookie(
                name: Visit.languageCookie, value: language.rawValue, maxAge: 31_536_000,
                path: "/", secure: publicOrigin != nil, httpOnly: true, sameSite: .lax))
        return response
    }

    /// Questions that a change of language asks again.
    private static let keptQuestions: Set<String> = [
        "q", "version", "group", "offer", "facet", "person", "channel", "spoken", "gathered",
        "page",
    ]

    /// The path the browser came from, never another site.
    private func back(_ request: Request) -> String {
        guard let referer = request.headers[HTTPField.Name("Referer")!],
            let address = URLComponents(string: referer), address.path.hasPrefix("/"),
            !address.path.hasPrefix("//")
        else { return "/" }
        var kept = URLComponents()
        kept.path = address.path
        let questions = (address.percentEncodedQueryItems ?? []).filter {
            Self.keptQuestions.contains($0.name)
        }
        if !questions.isEmpty { kept.percentEncodedQueryItems = questions }
        return kept.string ?? "/"
    }
}
