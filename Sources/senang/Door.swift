import ArgumentParser
import Crypto
import Domain
import DoorKeys
import Foundation
import Kernel

struct DoorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "door", abstract: "Works on keys and doors.",
        subcommands: [
            Run.self, Open.self, Close.self, List.self, Verify.self, Snapshot.self, Keys.self,
            Reader.self,
        ])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says whether a door would open for a credential, and why.",
            discussion: """
                EXAMPLES
                  senang door verify --snapshot lift.snapshot \\
                    --public-key house.public --band-keys bands.json \\
                    'picc_data=EF96…&cmac=94EE…'
                  senang door verify --snapshot lift.snapshot --public-key 9f3c… \\
                    d28443a1… --json

                A credential is what a band's reader sends (picc_data or e, or uid and ctr; cmac
                or c), a phone's token in hexadecimal or base64url, or a bare number, which never
                opens.
                With --memory what was shown once is refused the next time: docs/door.md.

                Exit code 0: it opens. 1: it does not. 65: something cannot be read, 66: a file is
                missing.
                """)

        @Option(help: "The snapshot, as `senang door snapshot` writes it.") var snapshot: String
        @Option(help: "The house's public key: 64 hexadecimal digits, or a file of them.")
        var publicKey: String
        @Option(help: "A file of the keys bands were made with, JSON.") var bandKeys: String?
        @Option(help: "The door that stands here; the snapshot's without it.") var door: String?
        @Option(help: "The door's clock, such as 2026-07-14T10:05:00Z; now without it.")
        var at: String?
        @Option(help: "Seconds since it was loaded, by a clock nobody turns.")
        var sinceLoaded = 0
        @Option(help: "Which way: in or out.") var direction = "in"
        @Option(help: "The tag seen beside a token, hexadecimal.") var tag: String?
        @Option(help: "A file that keeps what this door must not forget; made when missing.")
        var memory: String?
        @Option(help: "Decide so many times more, and tell how long it took.") var `repeat` = 0
        @Flag(help: "Answer in JSON.") var json = false
        @Argument(help: "What was shown to the reader.") var credential: String

        func validate() throws {
            guard ["in", "out"].contains(direction) else {
                throw ValidationError("--direction is in or out")
            }
            guard (0...1_000_000).contains(`repeat`), (0...86_400).contains(sinceLoaded) else {
                throw ValidationError(
                    "--repeat is 0 to 1000000, and --since-loaded 0 to 86400 seconds")
            }
        }

        func run() throws {
            let now = try DoorFiles.moment(at)
            let key = try DoorFiles.publicKey(publicKey)
            let sealed = try DoorFiles.snapshot(snapshot)
            let content = sealed.content
            let here = try door.map(DoorFiles.door) ?? content.door
            let reader = KeyReader(bandKeys: try DoorFiles.bandKeys(bandKeys))
            // As by a door that loads it the moment it is signed: the clock nobody turns then
            // says at least that much more, whatever --at says.
            let held = HeldSnapshot(
                content, isGenuine: sealed.isSigned(by: key), loadedAt: content.issuedAt)
            var kept = try DoorFiles.memory(memory, of: here)
            let seen = try tag.map(DoorFiles.tag)
            func passage() -> DoorPassage {
                DoorPassage(
                    key: reader.read(credential, by: held.isGenuine ? content : nil),
                    direction: direction == "out" ? .out : .in, tag: seen, at: now,
                    sinceLoaded: .seconds(Int64(sinceLoaded)))
            }
            let shown = passage()
            let before = kept
            let decision = kept.decide(shown, by: held)
            let record = kept.apply(decision, shown, by: held)
            if let memory { try DoorFiles.write(kept.image, to: memory) }
            let times =
                `repeat` == 0
                ? nil
                : DoorTimes(count: `repeat`) {
                    before.decide(passage(), by: held)
                } deciding: {
                    before.decide(shown, by: held)
                }
            try answer(record, times)
            if decision == .deny(.unreadable) { throw ExitCode(Ending.badInput) }
            if !decision.opens { throw ExitCode(1) }
        }

        private func answer(_ record: DoorRecord, _ times: DoorTimes?) throws {
            let answer = DoorAnswer(record, times)
            guard json else { return print(answer.text) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(answer), as: UTF8.self))
        }
    }

    struct Snapshot: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Signs what one door is to know, from a file of grants.",
            discussion: """
                EXAMPLES
                  senang door snapshot lift.json --private-key house.private \\
                    --out lift.snapshot

                docs/door.md has every field. A house that runs makes its snapshots itself; this is
                for trying doors by hand.
                """)

        @Argument(help: "The file of grants, JSON.") var grants: String
        @Option(help: "The house's private key, as `senang door keys` made it.")
        var privateKey: String
        @Option(help: "Where the snapshot goes.") var out: String
        @Option(help: "When it is issued, such as 2026-07-14T10:05:00Z; now without it.")
        var at: String?

        func run() throws {
            let key = try DoorFiles.privateKey(privateKey)
            let now = try DoorFiles.moment(at)
            let content = try GrantFile.read(grants).snapshot(at: now, file: grants)
            let sealed = try SealedSnapshot(content, key: key)
            try DoorFiles.write(sealed.sealed, to: out)
            print(
                "\(out): door \(content.door), version \(content.version), "
                    + "\(content.entries.count) rights, \(content.bands.count) bands; "
                    + "guests until \(content.notAfter(isStaff: false).rfc3339), "
                    + "staff until \(content.notAfter(isStaff: true).rfc3339)")
        }
    }

    struct Keys: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the pair of keys that snapshots are signed with.",
            discussion: """
                EXAMPLES
                  senang door keys --private-key house.private --public-key house.public

                Both files are new; the private one can be read by you alone.
                """)

        @Option(help: "Where the private key goes.") var privateKey: String
        @Option(help: "Where the public key goes.") var publicKey: String

        func run() throws {
            // Before anything is made: a private key whose other half is nowhere is of no use.
            try DoorFiles.checkNew([privateKey, publicKey])
            let pair = Curve25519.Signing.PrivateKey()
            try DoorFiles.create(
                DoorFiles.hexadecimal(pair.rawRepresentation), at: privateKey, mode: 0o600)
            let shown = DoorFiles.hexadecimal(pair.publicKey.rawRepresentation)
            try DoorFiles.create(shown, at: publicKey, mode: 0o644)
            print(shown)
        }
    }
}

/// What `senang door verify` answers.
struct DoorAnswer: Encodable {
    let decision: String
    let code: String
    let because: String
    let door: String
    let version: UInt64?
    let at: String
    let holder: String?
    let record: UInt64
    let times: DoorTimes?

    init(_ record: DoorRecord, _ times: DoorTimes?) {
        decision = record.decision.opens ? "open" : "deny"
        code = record.decision.code
        because = DoorSentences.of(record.decision)
        door = record.door.description
        version = record.version
        at = record.at.rfc3339
        holder = record.holder?.description
        self.record = record.number
        self.times = times
    }

    var text: String {
        var lines = ["\(decision) \(code)", because]
        if let times { lines.append(times.text) }
        return lines.joined(separator: "\n")
    }
}

/// How long decisions took, in microseconds.
struct DoorTimes: Encodable {
    struct Part: Encodable {
        let half: Double
        let ninetyNineInHundred: Double
        let longest: Double

        init(count: Int, _ decide: () -> DoorDecision) {
            let clock = ContinuousClock()
            var spans: [Double] = []
            for _ in 0..<count {
                let began = clock.now
                _ = decide()
                let parts = (clock.now - began).components
                spans.append(Double(parts.seconds) * 1e6 + Double(parts.attoseconds) / 1e12)
            }
            spans.sort()
            half = spans[count / 2]
            ninetyNineInHundred = spans[min(count - 1, count * 99 / 100)]
            longest = spans[count - 1]
        }

        var text: String {
            String(
                format: "half within %.2f µs, 99 in 100 within %.2f µs, the longest %.2f µs", half,
                ninetyNineInHundred, longest)
        }
    }

    let count: Int
    /// With reading the credential and checking its cryptography.
    let whole: Part
    /// The decision alone.
    let decision: Part

    init(count: Int, whole: () -> DoorDecision, deciding: () -> DoorDecision) {
        self.count = count
        self.whole = Part(count: count, whole)
        decision = Part(count: count, deciding)
    }

    var text: String { "\(count) times, all: \(whole.text)\ndecision alone: \(decision.text)" }
}

/// Each code as a sentence for whoever stands at the door.
enum DoorSentences {
    static func of(_ decision: DoorDecision) -> String {
        switch decision {
        case .open(.egress): "Whoever goes out always gets out."
        case .open(.granted): "The holder may come in by this door now."
        case .open(.failedOpen):
            "The house was not heard for too long, and this door is set to open then."
        case .deny(let denial): of(denial)
        }
    }

    private static func of(_ denial: DenialCode) -> String {
        switch denial {
        case .noSnapshot: "The door has no snapshot."
        case .forgedSnapshot: "The snapshot is not signed with the house's key."
        case .wrongDoor: "The snapshot is for another door."
        case .oldSnapshot: "This door has seen a newer snapshot."
        case .clockTurnedBack: "The door's clock shows less than it has shown, or than the house's."
        case .unreadable: "This is no credential that a door can read."
        case .bareIdentifier: "A bare number proves nothing: anybody can copy it."
        case .unknownKey: "It was made with a key that this door was not told of."
        case .forged: "Its code or signature does not fit."
        case .lifetimeTooLong: "A token lives ten minutes at most, and this one longer."
        case .notYetValid: "The token is not valid yet."
        case .expired: "The token has expired."
        case .replayed: "The band has shown this counter before, or a higher one."
        case .otherTag: "The token goes with a tag that was not shown."
        case .revoked: "It was taken back."
        case .leaseEnded: "The house was not heard for too long."
        case .notGranted: "The holder has no right at this door."
        case .outsideDates: "The right has not begun, or has ended."
        case .outsideHours: "The right does not hold at this hour."
        case .alreadyInside: "The holder is inside already, and has not gone out."
        case .memoryFull: "The door can remember no more; the house has to look at it."
        }
    }
}
