import ArgumentParser
import Domain
import DoorAgent
import DoorKeys
import DoorLine
import Foundation
import HTTPIntake
import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
import NIOPosix
import OSDP
import Ports
import SQLiteStore
import ServiceLifecycle

extension DoorCommand {
    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stands beside one door: decides who comes in, also while the house is away.",
            discussion: """
                EXAMPLES
                  senang door run --door lift --server https://park.example --key lift/key \\
                    --house-key lift/house.public --band-keys bands.json --data lift/data

                `senang door open` makes the key, and prints the house's public key. A reader on
                the same machine asks at --listen: docs/door-protocol.md.

                It starts without the house, from the last snapshot in --data, and keeps what it
                has to tell until the house has it. One process at a time uses the folder.

                Exit code 74: the folder cannot be written. 75: another process uses it. 78: a file
                is not what it should be.
                """)

        @Option(help: "The door that stands here.") var door: String
        @Option(help: "Where the house is: https, or http on this machine.") var server: String
        @Option(help: "The file of the door's key.") var key: String
        @Option(help: "The house's public key: 64 hexadecimal digits, or a file of them.")
        var houseKey: String
        @Option(help: "A file of the keys bands were made with, JSON.") var bandKeys: String?
        @Option(help: "The folder for what this door must not forget.") var data: String
        @Option(help: "Where the reader asks, on this machine; port 0 picks a free one.")
        var listen = "127.0.0.1:8770"
        @Option(help: "A line to readers that speak OSDP, as in 'senang door osdp'.")
        var osdp: String?
        @Option(help: "The file of those readers' key.") var osdpKey: String?
        @Option(help: "Bits a second of that line.") var osdpBaud = 9_600
        @Option(help: "The address of the reader outside.") var osdpIn: UInt8 = 0
        @Option(help: "The address of a reader inside, for who goes out, if there is one.")
        var osdpOut: UInt8?
        @Option(help: "The language of the lines: nl or en.") var language = "nl"

        func validate() throws {
            guard address != nil else {
                throw ValidationError("--listen looks like 127.0.0.1:8770")
            }
            guard ["nl", "en"].contains(language) else {
                throw ValidationError("--language is nl or en")
            }
        }

        private var address: (host: String, port: Int)? {
            let parts = listen.split(separator: ":")
            guard parts.count == 2, parts[0] == "127.0.0.1", let port = Int(parts[1]),
                (0...65_535).contains(port)
            else { return nil }
            return ("127.0.0.1", port)
        }

        func run() async throws {
            let id = try DoorFiles.door(door)
            let lock = try DoorFiles.lock(data)
            defer { close(lock) }
            let agent = try agent(id)
            if let trouble = await agent.status.trouble { sayDamaged(trouble) }
            let secret = try DoorFiles.secret(key)
            guard let line = CurlHouseLine(origin: server, door: id, key: secret) else {
                throw DoorFiles.end(
                    "--server looks like https://park.example; http only on this machine",
                    Ending.configuration)
            }
            let loops = AgentLoops(agent, line: line)
            let tasks = [
                Task { await loops.listen() }, Task { await loops.tell() },
                Task { await loops.keepTime() }, Task { await watch(agent) },
            ]
            defer { for task in tasks { task.cancel() } }
            let readers = try link().map { link in Task { await keep(link, for: agent) } }
            defer { readers?.cancel() }
            try await serve(agent)
        }

        // MARK: Readers over OSDP

        private func link() throws -> (any ReaderLink)? {
            guard let osdp else { return nil }
            guard let place = LineAddress(osdp, bitsPerSecond: osdpBaud), let osdpKey else {
                throw DoorFiles.end(
                    "--osdp names a line as 'senang door osdp' does, and needs --osdp-key",
                    Ending.configuration)
            }
            let protection = ReaderProtection.key(try DoorFiles.readerKey(osdpKey))
            do throws(LinkFailure) {
                return try OSDPLink(
                    line: place,
                    readers: ([osdpIn] + [osdpOut].compactMap { $0 }).map {
                        OSDPReader(address: $0, protection: protection)
                    }
                ) { news in say("senang: \(news.sentence)") }
            } catch {
                throw DoorFiles.end(error.sentence, Ending.configuration)
            }
        }

        /// A line that cannot be had is tried again: the agent goes on for other readers.
        private func keep(_ link: any ReaderLink, for agent: DoorAgent) async {
            while !Task.isCancelled {
                do {
                    try await link.run { showing in
                        let way = showing.reader == 0 ? PassageDirection.in : .out
                        let answer = await agent.shown(showing.text, way)
                        return ReaderAnswer(
                            light: answer.light, line: answer.line,
                            opensFor: answer.decision.opens ? ReaderRoutes.openSpan : nil)
                    }
                } catch {
                    say("senang: the line to the readers: \(error)")
                }
                try? await Task.sleep(for: .seconds(5))  // Cancelled: the loop ends.
            }
        }

        private func agent(_ id: DoorID) throws -> DoorAgent {
            let isDutch = language == "nl"
            let seals = HouseSealReader(try DoorFiles.publicKey(houseKey))
            let reader = KeyReader(bandKeys: try DoorFiles.bandKeys(bandKeys))
            do throws(DoorDiskFailure) {
                return try DoorAgent(
                    id, folder: URL(fileURLWithPath: data), seals: seals, reader: reader,
                    clocks: DoorAgent.Clocks(
                        wall: SystemClock(), steady: DoorAgent.Clocks.sinceBoot),
                    say: { isDutch ? $0.nl : $0.en })
            } catch {
                switch error {
                case .broken(let code):
                    throw DoorFiles.end(
                        "\(data) cannot be used: \(String(cString: strerror(code)))",
                        Ending.diskBroken)
                case .damaged(let file):
                    throw DoorFiles.end(
                        "\(data)/\(file) is not as it was written. Do not delete it alone: put "
                            + "the folder back, or take this door's keys back with "
                            + "'senang door close' and begin an empty folder.",
                        Ending.configuration)
                case .otherDoor(let other):
                    throw DoorFiles.end(
                        "\(data) is of door \(other), and this is \(id)", Ending.configuration)
                }
            }
        }

        /// The house sends another; until then a door without a snapshot opens for nobody.
        private func sayDamaged(_ trouble: String) {
            let file = trouble == "damagedChange" ? "change" : "snapshot"
            say("senang: \(data)/\(file) is not as the house signed it for this door.")
            say("senang: The house is asked for another. Without a snapshot nobody is let in.")
        }

        private func serve(_ agent: DoorAgent) async throws {
            guard let address else { return }
            var logger = Logger(label: "senang.door")
            logger.logLevel = .notice
            let router = Router(context: BasicRequestContext.self)
            router.add(middleware: FrontDoor(hosts: ["127.0.0.1", "localhost"]))
            ReaderRoutes(agent).add(to: router)
            let app = Application(
                router: router,
                server: .http1(
                    configuration: .init(
                        additionalChannelHandlers: [BodyDeadline()], idleTimeout: .seconds(60))),
                configuration: ApplicationConfiguration(
                    address: .hostname(address.host, port: address.port),
                    availableConnectionsDelegate: MaximumAvailableConnections(64)),
                onServerRunning: { channel in
                    let port = channel.localAddress?.port ?? address.port
                    say("senang: door \(agent.door) listens at http://127.0.0.1:\(port)")
                    let file = URL(fileURLWithPath: data).appendingPathComponent("address").path
                    let text = Data("http://127.0.0.1:\(port)\n".utf8)
                    if !FileManager.default.createFile(atPath: file, contents: text) {
                        say("senang: cannot write \(file)")
                    }
                }, logger: logger)
            do {
                try await app.runService()
            } catch let error as IOError where error.errnoCode == EADDRINUSE {
                throw DoorFiles.end(
                    "something else listens at \(listen); choose another with --listen",
                    Ending.unavailable)
            }
        }

        /// A door that cannot remember must not go on deciding; whoever runs it starts it again.
        private func watch(_ agent: DoorAgent) async {
            var isDoubled = false
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(500))  // Cancelled: the loop ends.
                let wasDoubled = isDoubled
                isDoubled = await agent.status.trouble == "doubled"
                if isDoubled && !wasDoubled {
                    say("senang: the house has other records under this door's numbers: another")
                    say("senang: agent has this key, or this folder is an old one. End the other,")
                    say("senang: 'senang door close' and 'open', and begin an empty folder.")
                }
                guard let failure = await agent.diskFailure else { continue }
                say("senang: stopped, because \(data) cannot be written (\(failure))")
                Foundation.exit(Ending.diskBroken)
            }
        }
    }
}
