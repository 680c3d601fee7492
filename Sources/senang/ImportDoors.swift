import ArgumentParser
import Domain
import Files
import Foundation
import Kernel
import Ports
import Runtime
import SignalJSON
import Synchronization

/// A server that runs on the data folder.
final class ServerDoor: ImportDoor {  // A class: it remembers the key it was given.
    private let client: OperatorClient
    private let opened = Mutex<(source: String, key: String)>(("", ""))

    init(_ client: OperatorClient, zones: [Zone]) async throws {
        self.client = client
        guard !zones.isEmpty else { return }
        let body = try JSONEncoder().encode(zones)
        let answer = try await client.send("POST", "/v1/zones", body: body)
        guard answer.status == 200 else {
            throw ValidationError(
                "the server does not take these zones: \(answer.fields["code"] ?? "")")
        }
    }

    func open(_ source: Source) async throws {
        let answer = try await client.ask(
            "POST", "/v1/sources",
            body: [
                "id": source.id.description, "mode": source.mode.rawValue,
                "latenessSeconds": source.latenessBound.milliseconds / 1_000,
            ])
        opened.withLock { $0 = (source.id.description, answer.fields["key"] as? String ?? "") }
    }

    func send(
        _ body: Data
    ) async throws -> (accepted: Int, repeated: Int, late: Int, refused: [String]) {
        let key = opened.withLock { $0.key }
        while true {
            let answer = try await client.send("POST", "/v1/signals", body: body, key: key)
            if answer.status == 503 {
                try await Task.sleep(for: .seconds(1))
                continue
            }
            let fields = answer.fields
            guard let refused = fields["refused"] as? [[String: Any]] else {
                throw ValidationError(fields["detail"] as? String ?? "refused (\(answer.status))")
            }
            return (
                fields["accepted"] as? Int ?? 0, fields["repeated"] as? Int ?? 0,
                fields["late"] as? Int ?? 0, refused.compactMap { $0["code"] as? String }
            )
        }
    }

    func close() async throws {
        _ = try await client.ask("POST", "/v1/sources/\(opened.withLock { $0.source })/close")
    }

    func cueCounts() async throws -> [String: Int] {
        let answer = try await client.ask("GET", "/v1/status")
        let tallies = answer.fields["tallies"] as? [String: [String: Any]] ?? [:]
        return tallies.compactMapValues { $0["issued"] as? Int }
    }

    func finish() async {}
}

/// No server runs: the same intake, in this process.
final class OwnDoor: ImportDoor {  // A class: it remembers the source it opened.
    private let engines: Engines
    private let opened = Mutex<(number: SourceIndex, id: SourceID)?>(nil)

    init(_ options: DataOptions, files: HouseFiles?, zones: [Zone]) async throws {
        engines = try await Engines(options, files: files)
        if !zones.isEmpty { try await engines.intake.add(zones) }
    }

    func open(_ source: Source) async throws {
        let key = try await engines.intake.open(source)
        guard let number = engines.intake.source(key: key) else {
            throw CommandRefusal.unknownSource
        }
        opened.withLock { $0 = (number, source.id) }
    }

    func send(
        _ body: Data
    ) async throws -> (accepted: Int, repeated: Int, late: Int, refused: [String]) {
        guard let number = opened.withLock({ $0?.number }) else {
            throw CommandRefusal.unknownSource
        }
        let padded = body + Data(repeating: 0, count: 64)
        let batch = try padded.withUnsafeBytes {
            try engines.intake.decode(
                UnsafeRawBufferPointer(rebasing: $0[0..<body.count]), from: number)
        }
        let outcome = try await engines.intake.take(batch, from: number)
        return (
            outcome.accepted, outcome.repeated, outcome.late,
            outcome.refusals.map(\.refusal.rawValue)
        )
    }

    func close() async throws {
        guard let id = opened.withLock({ $0?.id }) else { return }
        try await engines.intake.close(id)
    }

    func cueCounts() async throws -> [String: Int] {
        await engines.intake.status().tallies.mapValues(\.issued)
    }

    func finish() async { await engines.sequencer.takeSnapshot() }
}
