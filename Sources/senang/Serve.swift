import ArgumentParser
import Domain
import Files
import Foundation
import HTTPIntake
import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
import NIOPosix
import Pages
import Ports
import QRCode
import Runtime
import SQLiteStore
import Secrets
import ServiceLifecycle
import SignalJSON
import WebPush

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the server: takes signals in, raises cues, serves the pages.",
        discussion: """
            EXAMPLES
              senang serve --venue Venues/park
              senang serve --venue Venues/park --data /srv/senang --port 8765

            The server listens on this machine only. To reach it from elsewhere, put a proxy that
            speaks TLS in front of it and name its address with --public-origin.
            """)

    @OptionGroup var options: DataOptions

    @Option(help: "The folder with venue.yaml and rules/.")
    var venue = "Venues/park"

    @Option(help: "The port to listen on; 0 picks a free one.")
    var port = 8765

    @Option(
        help: "Where browsers reach this server through a proxy, such as https://floor.example.org."
    )
    var publicOrigin: String?

    @Option(
        name: .customLong("push-service"),
        help: ArgumentHelp(
            "A push service of your own that phones may be rung through, besides those of browsers.",
            valueName: "origin"))
    var pushServices: [String] = []

    @Flag(
        name: .customLong("no-push"),
        help: "Rings no phones: nothing goes out to push services, and no page offers it.")
    var isWithoutPush = false

    @Option(
        help: ArgumentHelp(
            "The keys of the house's bands, for readers that ask the server: a file only its owner can read.",
            valueName: "file"))
    var bandKeys: String?

    @Option(help: "The language of readers' lines for whoever told none: nl or en.")
    var readerLanguage = "nl"

    @Option(
        help: ArgumentHelp(
            "The payment provider that guests put money on their bands with.", valueName: "origin")
    )
    var payments: String?

    @Option(
        name: .customLong("payments-key"),
        help: ArgumentHelp("The file with the provider's keys, mode 600.", valueName: "file"))
    var paymentsKey: String?

    @Option(
        help: ArgumentHelp(
            "How letters go out to whoever wrote to the house: settings as docs/mail.md has them, mode 600.",
            valueName: "file"))
    var mail: String?

    @Option(
        help: ArgumentHelp(
            "The private key that tills' floats are signed with, as 'senang door keys' makes it.",
            valueName: "file"))
    var floatKey: String?

    @Flag(
        help: ArgumentHelp(
            "Plays a day into this house, through the same intake: a park's, a clinic's, or in any other venue a simple walk over its own zones."
        ))
    var example = false

    @Flag(
        help: ArgumentHelp(
            "Practice: everything goes into a data folder of its own, and every page says so."))
    var training = false

    @Option(help: "How fast the example's day passes; other than 1 it is a history of its own.")
    var exampleSpeed = 1.0

    @Option(help: "Which day the example plays: the same seed gives the same day.")
    var exampleSeed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "SQLite's synchronous setting, for the test that shows 1 to lose signals.",
            visibility: .hidden))
    var testSynchronous = 2

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port lies in 0 to 65535")
        }
        guard exampleSpeed > 0, exampleSpeed <= 10_000 else {
            throw ValidationError("--example-speed lies above 0 and up to 10000")
        }
        guard ["nl", "en"].contains(readerLanguage) else {
            throw ValidationError("--reader-language is nl or en")
        }
        if let publicOrigin {
            guard let url = URL(string: publicOrigin), url.scheme == "https", url.host != nil,
                url.path.isEmpty
            else { throw ValidationError("--public-origin looks like https://floor.example.org") }
        }
        if let payments, PushServices.origin(payments) == nil {
            throw ValidationError(Self.paymentsRule)
        }
        guard (payments == nil) == (paymentsKey == nil) else {
            throw ValidationError("--payments and --payments-key go together")
        }
        for origin in pushServices where PushServices.origin(origin) == nil {
            throw ValidationError(
                "--push-service looks like https://push.example.org; http only on this machine")
        }
    }

    /// How phones are rung; `nil` when they are not.
    private var push: PushPlan? {
        guard !isWithoutPush else { return nil }
        return PushPlan(
            services: pushServices.compactMap(PushServices.origin),
            contact: publicOrigin ?? "https://localhost")
    }

    func run() async throws {
        guard SimdJSONSignalDecoder.processorFits else {
            say(
                "senang: this processor lacks AVX2, BMI or FMA. Build with SENANG_PORTABLE=1 for it."
            )
            throw ExitCode(Ending.configuration)
        }
        limitCoreDumps()
        umask(0o077)  // No file that comes to be is anybody else's to read.
        shareThreads()
        do {
            try await serve()
        } catch JournalFailure.inUse {
            say(
                "senang: another process is using \(house.data). Stop it first, or use another folder."
            )
            throw ExitCode(Ending.inUse)
        } catch let failure as JournalFailure {
            say("senang: \(failure.advice)")
            throw ExitCode(Ending.unavailable)
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            say(
                "senang: something else listens on port \(port). Stop it, or choose another with --port."
            )
            throw ExitCode(Ending.unavailable)
        } catch let problems as FileProblems {
            say(problems.description)
            throw ExitCode(Ending.configuration)
        } catch let fault as FileFault {
            say("senang: \(fault)")
            throw ExitCode(Ending.configuration)
        } catch let refusal as CommandRefusal {
            say("senang: the venue does not fit what this data folder knows: \(refusal.code)")
            throw ExitCode(Ending.configuration)
        }
    }

    private func serve() async throws {
        let files = try HouseFiles(folder: venue)
        let bandKeys = try DoorFiles.bandKeys(bandKeys)
        let began = ContinuousClock.now
        let engines = try await Engines(
            house, files: files, synchronous: testSynchronous, push: push)
        let offers = try offers(engines)
        let postman = try postman(engines)
        let ready = began.duration(to: .now)
        let token = Argon2Credentials().makeSecret()
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: FrontDoor(hosts: hosts))
        engines.addIntake(to: router, token: token)
        MailRoutes(postman, credentials: Argon2Credentials(), token: token).add(to: router)
        engines.addMoney(to: router, token: token, offers: offers)
        engines.addDoorsAndBands(
            to: router, token: token, bandKeys: bandKeys, speaking: readerLanguage)
        try PageRoutes(
            house: engines.house, doorkeeper: engines.doorkeeper, ownPages: engines.ownPages,
            intake: engines.intake,
            board: engines.board, passes: engines.passes, shopDesk: engines.shopDesk,
            desk: engines.desk, squares: QRSquares(), doorman: engines.doorman,
            wishDesk: engines.wishDesk, promiseDesk: engines.promiseDesk,
            promiseBoard: engines.promiseBoard, insightBoard: engines.insightBoard,
            voiceDesk: engines.voiceDesk, proposalBoard: engines.proposalBoard,
            experimentDesk: engines.experimentDesk,
            publicOrigin: publicOrigin, isTraining: training, bell: engines.bell,
            offers: pageOffers(engines, bandKeys, offers, files.catalogue)
        ).add(to: router)
        router.get("/healthz") { _, _ in "ok\n" }
        let invitation = try engines.doorkeeper.firstInvitation()
        let app = application(router, engines.doorman) { port in
            announce(port, token, invitation, ready)
        }
        let keeper = Task { await engines.keepTime() }
        let ringer = Task { await engines.keepRinging() }
        let counter = Task { await engines.keepCounting() }
        let poster = Task { await engines.keepPosting(postman) }
        let player = Task { try await play(engines, files.venue.zones) }
        try await app.runService()
        keeper.cancel()
        ringer.cancel()
        counter.cancel()
        poster.cancel()
        player.cancel()
        await engines.sequencer.takeSnapshot()
    }

    /// The server itself: how many may ask at once, how much, and how slowly.
    ///
    /// - Parameters:
    ///   - doorman: Whose doors are answered when it is told to end.
    ///   - onRunning: Told the port that it listens on.
    private func application(
        _ router: Router<BasicRequestContext>, _ doorman: Doorman,
        onRunning: @escaping @Sendable (Int) -> Void
    ) -> some ApplicationProtocol {
        var logger = Logger(label: "senang")
        logger.logLevel = .notice
        var app = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [BodyDeadline()], idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10,
                        maxHeaderFieldCount: 64))),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(6_000)),
            onServerRunning: { channel in
                onRunning(channel.localAddress?.port ?? port)
            }, logger: logger)
        // Doors that wait for news would else keep the server for as long as the longest waits.
        app.beforeServerStarts {
            Task {
                try? await gracefulShutdown()  // Cancelled: the server has ended otherwise.
                await doorman.endWaits()
            }
        }
        return app
    }

    private func play(_ engines: Engines, _ zones: [Zone]) async throws {
        guard example else { return }
        let example = Example(
            engines: engines, zones: zones, speed: exampleSpeed, seed: exampleSeed)
        do {
            try await example.play()
        } catch is CancellationError {
            return
        } catch {
            say("senang: the example stopped: \(error)")
        }
    }

    /// Practice and life never share a folder.
    private var house: DataOptions {
        var house = options
        if training {
            house.data =
                (options.data.hasSuffix("/") ? String(options.data.dropLast()) : options.data)
                + "-training"
        }
        return house
    }

    private var hosts: Set<String> {
        var hosts: Set<String> = ["127.0.0.1", "localhost", "[::1]"]
        if let host = publicOrigin.flatMap({ URL(string: $0)?.host }) { hosts.insert(host) }
        return hosts
    }

    /// Tells where it runs, and leaves the operator's token where only the owner can read it.
    private func announce(
        _ port: Int, _ token: String, _ invitation: String?, _ ready: Duration
    ) {
        let origin = publicOrigin ?? "http://127.0.0.1:\(port)"
        say("senang: ready in \(ready.formatted(.units(allowed: [.milliseconds]))) at \(origin)")
        if let invitation {
            // Before the operator's file, which tells waiting programs that all is there.
            write("\(origin)/welcome/\(invitation)\n", to: "first-admin-link")
            say(
                "senang: first administrator (works once, for 30 minutes): \(origin)/welcome/\(invitation)"
            )
        }
        write("http://127.0.0.1:\(port) \(token)\n", to: "operator")
    }

    private func write(_ text: String, to name: String) {
        let path = URL(fileURLWithPath: house.data).appendingPathComponent(name).path
        let isWritten = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        if !isWritten { say("senang: cannot write \(path)") }
    }

    /// Runs tasks on the event loops themselves: a request then costs no change of thread. Where
    /// the runtime does not allow it, everything works as well, only slower.
    private func shareThreads() {
        typealias Loops = NIOSingletons
        _ = Loops.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    }

    /// A crash must not leave people's data in a core file.
    private func limitCoreDumps() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }
}

extension JournalFailure {
    /// What happened, and what to do.
    var advice: String {
        switch self {
        case .diskFull: "the disk is full; make room and start again"
        case .broken(let code):
            "reading or writing the data failed (SQLite \(code)); check the disk, or restore a backup"
        case .damaged(let sequence, let what):
            "row \(sequence) of the journal is not as it was written: \(what). Nothing was served. Restore a backup; 'senang doctor' says more"
        case .inUse: "another process is using the data folder"
        case .unavailable(let what): what
        }
    }
}
