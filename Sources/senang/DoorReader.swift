import ArgumentParser
import Foundation
import Kernel
import OSDP
import Ports

extension DoorCommand {
    struct Reader: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "osdp",
            abstract: "Tries a reader that speaks OSDP, and tells what it says.",
            discussion: """
                EXAMPLES
                  senang door osdp --device /dev/ttyUSB0 --address 0 --key reader.key
                  senang door osdp --device osdp+tcp://10.0.0.7:4001 --key reader.key --json
                  senang door osdp --device /dev/ttyUSB0 --install-key --answer green --opens-for 5

                The file holds the reader's key: 32 hexadecimal digits. Whatever is shown to the
                reader is told here and answered with --answer: nothing is judged. Ends when it is
                stopped: docs/osdp.md.

                Exit code 65: the key or an option is none, 69: the line cannot be had, 78: the key
                can be read by others.
                """)

        @Option(help: "A serial device, osdp+tcp://host:port or osdp+unix:///path.")
        var device: String
        @Option(help: "Bits a second of a serial device: 9600 to 115200.") var baud = 9_600
        @Option(help: "The reader's address, 0 to 126.") var address: UInt8 = 0
        @Option(help: "A file with the reader's key.") var key: String?
        @Flag(help: "Use the key that everybody knows. For trying only.") var installKey = false
        @Flag(help: "Speak in the open. For trying only.") var plain = false
        @Option(help: "What to answer: green or blue.") var answer = "blue"
        @Option(help: "The line to show.") var line = "Senang"
        @Option(help: "For how many seconds the reader's relay is drawn; without it, not at all.")
        var opensFor: Int64?
        @Flag(help: "Tell it in JSON, a line each.") var json = false

        func validate() throws {
            guard ReaderLight(rawValue: answer) != nil else {
                throw ValidationError("--answer is green or blue")
            }
            guard [key != nil, installKey, plain].count(where: { $0 }) == 1 else {
                throw ValidationError("give one of --key, --install-key and --plain")
            }
            guard (1...3_600).contains(opensFor ?? 1) else {
                throw ValidationError("--opens-for is 1 to 3600 seconds")
            }
        }

        func run() async throws {
            guard let place = LineAddress(device, bitsPerSecond: baud) else {
                throw DoorFiles.end(
                    "'\(device)' at \(baud) is no line: write /dev/ttyUSB0 or "
                        + "osdp+tcp://host:port, and a speed of "
                        + LineAddress.speeds.map(String.init).joined(separator: ", "))
            }
            let reader = OSDPReader(address: address, protection: try protection())
            let (json, shown) = (json, given)
            do {
                let link = try OSDPLink(line: place, readers: [reader]) { news in
                    Told(event: news.code, sentence: news.sentence, text: nil).write(json)
                }
                try await link.run { showing in
                    Told(event: "shown", sentence: "shown: \(showing.text)", text: showing.text)
                        .write(json)
                    return shown
                }
            } catch let failure as LinkFailure {
                throw DoorFiles.end(failure.sentence, Ending.unavailable)
            }
        }

        private var given: ReaderAnswer {
            ReaderAnswer(
                light: ReaderLight(rawValue: answer) ?? .blue, line: line,
                opensFor: opensFor.map(Span.seconds))
        }

        private func protection() throws -> ReaderProtection {
            guard let key else { return plain ? .plain : .installKey }
            return .key(try DoorFiles.readerKey(key))
        }
    }

    /// One line of what a reader said.
    private struct Told: Encodable {
        let event: String
        let sentence: String
        let text: String?

        func write(_ isJSON: Bool) {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let line = isJSON ? (try? encoder.encode(self)) ?? Data() : Data(sentence.utf8)
            FileHandle.standardOutput.write(line + Data("\n".utf8))
        }
    }
}

extension DoorFiles {
    /// A file of 32 hexadecimal digits that only its owner can read.
    static func readerKey(_ path: String) throws -> ReaderKey {
        try checkPrivate(path)
        let text = String(decoding: try data(path, upTo: 4_096), as: UTF8.self)
        do throws(ReaderKey.Problem) {
            return try ReaderKey(
                hexadecimal: text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw end("\(path): \(error.sentence)")
        }
    }
}
