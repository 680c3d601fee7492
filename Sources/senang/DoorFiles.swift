import ArgumentParser
import Crypto
import Domain
import DoorKeys
import Foundation
import Kernel

/// The files of `senang door`. What cannot be read ends the program with a sentence.
enum DoorFiles {
    /// The most bytes of any file but a snapshot.
    static let byteCountMax = 64 << 20

    static func end(_ sentence: String, _ code: Int32 = Ending.badInput) -> ExitCode {
        say("senang: \(sentence)")
        return ExitCode(code)
    }

    static func data(_ path: String, upTo limit: Int = byteCountMax) throws -> Data {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: limit + 1) ?? Data()
        else { throw end("\(path) cannot be read", Ending.noInput) }
        guard data.count <= limit else { throw end("\(path) is too large") }
        return data
    }

    static func moment(_ text: String?) throws -> Instant {
        guard let text else {
            return Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        }
        guard let moment = Instant(rfc3339: text.utf8) else {
            throw end("'\(text)' is no moment; write such as 2026-07-14T10:05:00Z")
        }
        return moment
    }

    static func door(_ text: String) throws -> DoorID {
        guard let door = DoorID(text) else {
            throw end("'\(text)' is no door; an id is 1 to 64 of A-Z a-z 0-9 _ -")
        }
        return door
    }

    static func tag(_ text: String) throws -> [UInt8] {
        guard let bytes = SunMessage.bytes(text), !bytes.isEmpty else {
            throw end("'\(text)' is no tag; write hexadecimal digits")
        }
        return bytes
    }

    static func snapshot(_ path: String) throws -> SealedSnapshot {
        let bytes = Array(try data(path, upTo: DoorSnapshot.byteCountMax + 64))
        do {
            return try SealedSnapshot(bytes)
        } catch {
            throw end(
                "\(path) is no snapshot that 'senang door snapshot' or the house has written")
        }
    }

    /// 64 hexadecimal digits, or a file of them.
    static func publicKey(_ text: String) throws -> Curve25519.Signing.PublicKey {
        let bytes = try SunMessage.bytes(text) ?? digits(data(text, upTo: 4_096))
        guard let bytes, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { throw end("'\(text)' is no public key: 64 hexadecimal digits, or a file of them") }
        return key
    }

    static func privateKey(_ path: String) throws -> Curve25519.Signing.PrivateKey {
        try checkPrivate(path)
        guard let bytes = digits(try data(path, upTo: 4_096)),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { throw end("\(path) is no private key; make one with `senang door keys`") }
        return key
    }

    /// One line that nobody else may read.
    static func secret(_ path: String) throws -> String {
        try checkPrivate(path)
        let text = String(decoding: try data(path, upTo: 4_096), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty, text.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw end("\(path) holds no key; 'senang door open' makes one", Ending.configuration)
        }
        return text
    }

    /// Makes a folder when it is missing, and holds it for this process.
    static func lock(_ folder: String) throws -> Int32 {
        let url = URL(fileURLWithPath: folder)
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch { throw end("\(folder) cannot be made", Ending.diskBroken) }
        let lock = open(
            url.appendingPathComponent("lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw end("\(folder) cannot be written", Ending.diskBroken) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw end("another process is using \(folder)", Ending.inUse)
        }
        return lock
    }

    private static func digits(_ data: Data) -> [UInt8]? {
        SunMessage.bytes(
            String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// A file of secrets must be its owner's alone.
    static func checkPrivate(_ path: String) throws {
        let found = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = (found?[.posixPermissions] as? NSNumber)?.intValue else {
            throw end("\(path) cannot be read", Ending.noInput)
        }
        guard mode & 0o077 == 0 else {
            throw end(
                "\(path) can be read by others; write: chmod 600 \(path)", Ending.configuration)
        }
    }

    // MARK: Bands

    private struct BandKeyFile: Decodable {
        struct Keys: Decodable {
            let number: UInt16
            let meta: String
            let file: String
            let context: String?
        }

        let keys: [Keys]
    }

    static func bandKeys(_ path: String?) throws -> [BandKeyNumber: BandKeys] {
        guard let path else { return [:] }
        try checkPrivate(path)
        guard let file = try? JSONDecoder().decode(BandKeyFile.self, from: try data(path)) else {
            throw end(
                "\(path): write {\"keys\": [{\"number\": 1, \"meta\": …, \"file\": …, "
                    + "\"context\": …}]}")
        }
        var found: [BandKeyNumber: BandKeys] = [:]
        for keys in file.keys {
            let context = keys.context.map { SunMessage.bytes($0) ?? [] }
            guard let meta = SunMessage.bytes(keys.meta), let own = SunMessage.bytes(keys.file),
                let read = BandKeys(meta: meta, file: own, context: context),
                found.updateValue(read, forKey: BandKeyNumber(keys.number)) == nil
            else {
                throw end(
                    "\(path): keys \(keys.number): meta and file are 32 hexadecimal digits, "
                        + "context 18 to 48, and a number stands once")
            }
        }
        return found
    }

    // MARK: Memory

    static func memory(_ path: String?, of door: DoorID) throws -> DoorMemory {
        guard let path, FileManager.default.fileExists(atPath: path) else {
            return DoorMemory(door: door)
        }
        let bytes = try data(path)
        guard let memory = bytes.withUnsafeBytes({ try? DoorMemory(image: $0) }) else {
            throw end("\(path) is no memory of a door")
        }
        guard memory.door == door else {
            throw end("\(path) is the memory of door \(memory.door), and this is \(door)")
        }
        return memory
    }

    /// Replaces a file as a whole.
    static func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch { throw end("\(path) cannot be written", Ending.diskBroken) }
    }

    /// Checks that new files can be made, each of its own, where nothing is yet.
    static func checkNew(_ paths: [String]) throws {
        let places = paths.map { URL(fileURLWithPath: $0).standardizedFileURL }
        guard Set(places.map(\.path)).count == places.count else {
            throw end("each key needs a file of its own", Ending.configuration)
        }
        for (path, place) in zip(paths, places) {
            let folder = place.deletingLastPathComponent().path
            guard !FileManager.default.fileExists(atPath: place.path) else {
                throw end("\(path) is there already", Ending.configuration)
            }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
                isFolder.boolValue, access(folder, W_OK) == 0
            else { throw end("\(path) cannot be made", Ending.configuration) }
        }
    }

    /// Makes a new file, and never writes over one.
    static func create(_ text: String, at path: String, mode: mode_t) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, mode)
        guard file >= 0 else {
            throw end("\(path) is there already, or cannot be made", Ending.configuration)
        }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        try handle.write(contentsOf: Data((text + "\n").utf8))
        try handle.synchronize()
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// What one door is to know, as somebody writes it by hand.
struct GrantFile: Decodable {
    struct Right: Decodable {
        let holder: KeyHolderID
        var doors: [DoorID]?
        var zones: [ZoneID]?
        let from: String
        let until: String
        var windows: [Window]?
        var group: KeyGroupID?
        var staff: Bool?
    }

    struct Window: Decodable {
        let days: [String]
        let from: String
        let until: String
    }

    struct Band: Decodable {
        let band: String
        let holder: KeyHolderID
        let key: UInt16
    }

    struct Issuer: Decodable {
        let id: String
        let algorithm: String
        let publicKey: String
    }

    struct Denials: Decodable {
        var holders: [KeyHolderID]?
        var bands: [String]?
        var tokens: [String]?
    }

    let door: DoorID
    let zone: ZoneID
    let version: UInt64
    var offsetMinutes: Int?
    var failMode: String?
    var antiPassback: Bool?
    var zoneNumbers: [UInt32]?
    var issuers: [Issuer]?
    var grants: [Right]?
    var bands: [Band]?
    var deny: Denials?

    static func read(_ path: String) throws -> GrantFile {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            let data = try DoorFiles.data(path)
            if let problem = try GrantFileShape.problem(in: data) {
                throw DoorFiles.end("\(path): \(problem)")
            }
            return try decoder.decode(GrantFile.self, from: data)
        } catch let error as DecodingError {
            throw DoorFiles.end("\(path): \(Self.sentence(error))")
        }
    }

    private static func sentence(_ error: DecodingError) -> String {
        let context: DecodingError.Context
        switch error {
        case .keyNotFound(let key, let found):
            return (found.codingPath + [key]).map(\.stringValue).joined(separator: ".")
                + " is missing"
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found):
            context = found
        @unknown default: return "it is not JSON of this kind"
        }
        let place = context.codingPath.map(\.stringValue).joined(separator: ".")
        return "\(place.isEmpty ? "the file" : place): \(context.debugDescription)"
    }
}
