import Crypto
import Domain
import DoorAgent
import DoorKeys
import Foundation
import Kernel
import Ports
import Synchronization

/// A box beside a door: a folder that is gone when the test is, clocks that stand where they are
/// put, and a house that signs what it is told to.
final class DoorBox: Sendable {
    static let door = DoorID("lift")!
    static let anna = KeyHolderID("anna")!
    static let ten = Instant(rfc3339: "2026-07-14T10:00:00Z".utf8)!

    let folder: URL
    let key = Curve25519.Signing.PrivateKey()
    let clock = TurnedClock(DoorBox.ten)

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("senang-door-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func agent(door: DoorID = DoorBox.door) throws -> DoorAgent {
        try DoorAgent(
            door, folder: folder, seals: HouseSealReader(key.publicKey), reader: PlainReader(),
            clocks: DoorAgent.Clocks(wall: clock, steady: { [clock] in clock.steady }),
            say: { $0.en })
    }

    func snapshot(
        _ version: UInt64, door: DoorID = DoorBox.door, denied: Bool = false,
        after seconds: Int64 = 0
    ) -> DoorSnapshot {
        DoorSnapshot(
            door: door, version: version, issuedAt: Self.ten + .seconds(seconds),
            civil: CivilTime(offsetMinutes: 0),
            entries: [
                DoorEntry(
                    holder: Self.anna,
                    time: GrantTime(from: Self.ten - .hours(1), until: Self.ten + .hours(24)))
            ],
            bands: PlainReader.bands.map {
                DoorBand(band: $0, holder: Self.anna, key: BandKeyNumber(1))
            }, denials: DoorDenials(holders: denied ? [Self.anna] : []))
    }

    func sealed(_ snapshot: DoorSnapshot) throws -> [UInt8] {
        try SealedSnapshot(snapshot, key: key).sealed
    }

    func sealed(
        base: UInt64, _ version: UInt64, denied: Bool = false, after seconds: Int64 = 0
    ) throws -> [UInt8] {
        try SealedChange(
            DoorChange(
                door: Self.door, base: base, version: version,
                issuedAt: Self.ten + .seconds(seconds), civil: CivilTime(offsetMinutes: 0),
                denied: DoorDenials(holders: denied ? [Self.anna] : [])), key: key
        ).sealed
    }

    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
}

/// Clocks that move when they are told to.
final class TurnedClock: Clock {
    private let state: Mutex<(now: Instant, steady: Span)>

    init(_ now: Instant) { state = Mutex((now, .hours(1))) }

    var now: Instant { state.withLock { $0.now } }
    var steady: Span { state.withLock { $0.steady } }

    /// Time passes, and both clocks show it.
    func pass(_ span: Span) {
        state.withLock { state in
            state = (
                state.now + span,
                Span(milliseconds: state.steady.milliseconds + span.milliseconds)
            )
        }
    }

    /// Somebody turns the clock on the wall.
    func turn(to now: Instant) { state.withLock { $0.now = now } }
}

/// Reads `0 17` as band 0 with counter 17: the cryptography is shown elsewhere.
struct PlainReader: CredentialReader {
    static let bands = (0..<4).map { BandID(hexadecimal: "0400000000000\($0)")! }

    func read(_ text: String, by snapshot: DoorSnapshot?) -> PresentedKey {
        let numbers = text.split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 2, Self.bands.indices.contains(numbers[0]) else {
            return .unreadable
        }
        return .band(Self.bands[numbers[0]], counter: UInt32(numbers[1]))
    }
}
