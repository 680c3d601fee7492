import ArgumentParser
import Foundation

extension DoorCommand {
    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a key for the agent of a door of the running house.",
            discussion: """
                EXAMPLES
                  senang door open lift --out lift
                  senang door open lift --json

                The venue says 'agent: yes' of the door. With --out, the folder is made with two
                files: 'key', which can be read by you alone, and 'house.public'. Take both to the
                box beside the door, with the keys of the bands: docs/door.md.
                """)

        @OptionGroup var options: DataOptions
        @Argument(help: "The door's name in venue.yaml.") var door: String
        @Option(help: "A folder for the key and the house's public key.") var out: String?
        @Flag(help: "Answer in JSON.") var json = false

        func run() async throws {
            let client = try DoorCommand.client(options)
            let door = try DoorFiles.door(door)
            let fields = try await client.ask("POST", "/v1/doors/\(door)/open").fields
            guard let key = fields["key"] as? String, let house = fields["houseKey"] as? String
            else { throw DoorFiles.end("the server answered something else", Ending.unavailable) }
            if let out {
                let folder = URL(fileURLWithPath: out)
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
                try DoorFiles.create(
                    key, at: folder.appendingPathComponent("key").path, mode: 0o600)
                try DoorFiles.create(
                    house, at: folder.appendingPathComponent("house.public").path, mode: 0o644)
                return print(
                    "senang door run --door \(door) --server \(client.origin) --key \(out)/key "
                        + "--house-key \(out)/house.public --band-keys bands.json --data \(out)/data"
                )
            }
            guard json else { return print("key \(key)\nhouse key \(house)") }
            print("{\"door\": \"\(door)\", \"house_key\": \"\(house)\", \"key\": \"\(key)\"}")
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes every key of a door worthless: its lease ends, and nothing renews it.",
            discussion: "EXAMPLE\n  senang door close lift")

        @OptionGroup var options: DataOptions
        @Argument(help: "The door's name in venue.yaml.") var door: String

        func run() async throws {
            let client = try DoorCommand.client(options)
            let door = try DoorFiles.door(door)
            _ = try await client.ask("POST", "/v1/doors/\(door)/close")
            print("door \(door) has no key any more; its lease ends, and nothing renews it")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tells of each door when it was heard and what it has told, in JSON.",
            discussion: "EXAMPLE\n  senang door list")

        @OptionGroup var options: DataOptions

        func run() async throws {
            let answer = try await DoorCommand.client(options).ask("GET", "/v1/doors")
            print(String(decoding: answer.body, as: UTF8.self))
        }
    }

    private static func client(_ options: DataOptions) throws -> OperatorClient {
        guard let client = OperatorClient(options) else {
            say("senang: no server runs on \(options.data)")
            throw ExitCode(Ending.unavailable)
        }
        return client
    }
}
