import Crypto
import Domain
import Foundation
import Kernel
import Ports

/// Snapshots as files: what outlives the day under the house's key, the floors under the epoch's.
///
///     "SNG4" sequence:8 recordedAt:8 houseKey:8 epochKey:8 count:8 aggregates count:8 floors
///         count:8 ledger count:8 passes
///
/// Those of SNG2 have no ledger, those of SNG3 no passes, and both are read too.
struct SnapshotFiles {
    private static let magic = Data("SNG4".utf8)
    private static let magicBeforePasses = Data("SNG3".utf8)
    private static let magicBeforeLedger = Data("SNG2".utf8)
    private let folder: URL

    init(folder: URL) { self.folder = folder }

    /// - Parameter reserve: What must stay free on the disk.
    func write(
        _ snapshot: Snapshot, house: (number: Int64, key: SymmetricKey),
        epoch: (number: Int64, key: SymmetricKey), keepsLast: Bool, beside reserve: DiskReserve?
    ) throws {
        var header = Self.magic
        let numbers = [
            snapshot.sequence, snapshot.recordedAt.milliseconds, house.number, epoch.number,
        ]
        for number in numbers { header.append(number: number) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let parts = [
            try AES.GCM.seal(
                try encoder.encode(snapshot.aggregates), using: house.key, authenticating: header
            ).combined,
            try AES.GCM.seal(
                Data(snapshot.floors ?? []), using: epoch.key, authenticating: header
            ).combined,
            try AES.GCM.seal(
                Data(snapshot.ledger), using: house.key, authenticating: header
            ).combined,
            try AES.GCM.seal(
                Data(snapshot.passes), using: house.key, authenticating: header
            ).combined,
        ]
        var file = header
        for part in parts.compactMap(\.self) {
            file.append(number: Int64(part.count))
            file.append(part)
        }
        try DataDirectory.writeDurably(file, to: url(of: snapshot.sequence), beside: reserve)
        for old in sequences().dropLast(keepsLast ? 2 : 1) {
            try FileManager.default.removeItem(at: url(of: old))
        }
        try DataDirectory.syncFolder(of: url(of: snapshot.sequence))
    }

    /// The newest snapshot that opens.
    ///
    /// - Parameters:
    ///   - head: Snapshots of a journal that was longer than this one are passed over.
    ///   - key: A key by number, or `nil` when it was destroyed.
    func newest(upTo head: Sequence, key: (Int64) throws -> SymmetricKey?) throws -> Snapshot? {
        for sequence in sequences().reversed() where sequence <= head {
            guard let file = try? Data(contentsOf: url(of: sequence)) else { continue }
            if let snapshot = try read(file, key: key) { return snapshot }
        }
        return nil
    }

    private func read(_ file: Data, key: (Int64) throws -> SymmetricKey?) throws -> Snapshot? {
        var rest = file
        let magics = [Self.magicBeforeLedger, Self.magicBeforePasses, Self.magic]
        guard rest.count > 36, let version = magics.firstIndex(of: Data(rest.prefix(4))) else {
            return nil
        }
        let header = rest.prefix(36)
        rest = rest.dropFirst(4)
        let sequence = rest.takeNumber()
        let recordedAt = rest.takeNumber()
        let houseKey = rest.takeNumber()
        let epochKey = rest.takeNumber()
        guard let sequence, let recordedAt, let houseKey, let epochKey,
            let aggregatesBox = rest.takePart(), let floorsBox = rest.takePart(),
            let house = try key(houseKey),
            let plain = try? AES.GCM.open(
                AES.GCM.SealedBox(combined: aggregatesBox), using: house, authenticating: header)
        else { return nil }
        var floors: [UInt8]?
        if let epoch = try key(epochKey) {
            guard
                let opened = try? AES.GCM.open(
                    AES.GCM.SealedBox(combined: floorsBox), using: epoch, authenticating: header)
            else { return nil }
            floors = [UInt8](opened)
        }
        var later: [[UInt8]] = []
        for _ in 0..<version {
            guard let box = rest.takePart(),
                let opened = try? AES.GCM.open(
                    AES.GCM.SealedBox(combined: box), using: house, authenticating: header)
            else { return nil }
            later.append([UInt8](opened))
        }
        return Snapshot(
            sequence: sequence, recordedAt: Instant(milliseconds: recordedAt),
            aggregates: try JSONDecoder().decode(Aggregates.self, from: plain), floors: floors,
            ledger: later.first ?? [], passes: later.count > 1 ? later[1] : [])
    }

    private func url(of sequence: Sequence) -> URL {
        folder.appendingPathComponent("snapshot-\(sequence).snap")
    }

    /// In order, oldest first.
    func sequences() -> [Sequence] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.compactMap { name in
            guard name.hasPrefix("snapshot-"), name.hasSuffix(".snap") else { return nil }
            return Sequence(name.dropFirst(9).dropLast(5))
        }.sorted()
    }
}

extension Data {
    fileprivate mutating func append(number: Int64) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func takeNumber() -> Int64? {
        guard count >= 8 else { return nil }
        let number = prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self = dropFirst(8)
        return Int64(bitPattern: number)
    }

    fileprivate mutating func takePart() -> Data? {
        guard let number = takeNumber(), number >= 0, number <= count else { return nil }
        let part = prefix(Int(number))
        self = dropFirst(Int(number))
        return Data(part)
    }
}
