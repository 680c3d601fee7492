import Domain
import Kernel
import Testing

/// Negative control: read a row's small numbers as moments, and these fail.
@Suite("Versions of floors")
struct FloorVersionTests {
    private static let never = Int64.min / 2

    /// Some people about, one who only just came and one who left.
    private static func scene() -> Scene {
        var scene = Scene(Rule.w1, mode: .live)
        let (noon, minute) = (scene.now, Span.minutes(1))
        scene.send([
            Signal("1", "B1", .enter, 0, at: noon), Signal("2", "B2", .tap, 3, at: noon),
            Signal("3", "a-longer-name", .enter, 1, at: noon),
        ])
        scene.tick(to: noon + minute)
        scene.send([
            Signal("4", "B2", .tap, 3, at: scene.now), Signal("5", "B1", .exit, 0, at: scene.now),
        ])
        scene.tick(to: scene.now + minute)
        scene.send([Signal("6", "B4", .enter, 2, at: scene.now)])
        return scene
    }

    /// The same floor as version 2 wrote it: eight bytes a number of a row, and where names end.
    private static func before(_ floors: [UInt8]) throws(ByteReaderFailure) -> [UInt8] {
        var writer = ByteWriter()
        let failure = floors.withUnsafeBytes { raw -> ByteReaderFailure? in
            var reader = ByteReader(raw)
            do throws(ByteReaderFailure) {
                try translate(&reader, into: &writer)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        return writer.bytes
    }

    private static func translate(
        _ reader: inout ByteReader, into writer: inout ByteWriter
    ) throws(ByteReaderFailure) {
        guard try reader.byte() == 3, try reader.varint() == 1 else { throw .unknownVersion }
        writer.byte(2)
        writer.varint(1)
        writer.fixed(try reader.fixed())
        let latest = try reader.fixed()
        writer.fixed(latest)
        writer.counted(try reader.counted())
        var (ends, end) = (ByteWriter(), UInt32(0))
        for count in try reader.counted() {
            end += UInt32(count)
            for shift in [0, 8, 16, 24] as [UInt32] {
                ends.byte(UInt8(truncatingIfNeeded: end >> shift))
            }
        }
        writer.counted(ends.bytes)
        var rows = ByteWriter()
        for _ in 0..<(try reader.varint()) {
            let code = try reader.varint()
            let value = Int64(code / 2) - 1
            let number = value & 1 == 0 ? value / 2 : -(value + 1) / 2
            switch code {
            case 0: rows.fixed(UInt64(bitPattern: never))
            case 1: rows.fixed(try reader.fixed())
            default:
                let moment = code & 1 == 0 ? 0 : Int64(bitPattern: latest)
                rows.fixed(UInt64(bitPattern: moment + number))
            }
        }
        writer.counted(rows.bytes)
        writer.raw(try reader.raw(reader.remaining))
    }

    private static func read(_ floors: [UInt8], into engine: inout Engine) -> ByteReaderFailure? {
        floors.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            do throws(ByteReaderFailure) {
                try engine.decodeFloors(&reader, seed: Scene.seed)
                return nil
            } catch {
                return error
            }
        }
    }

    @Test("A floor of the version before is read as one of this version")
    func versionBefore() throws {
        let scene = Self.scene()
        let floors = scene.engine.floors.encoded
        let old = try Self.before(floors)

        for bytes in [floors, old] {
            var engine = Engine(scene.engine.aggregates, seed: Scene.seed)
            let failure = Self.read(bytes, into: &engine)
            #expect(failure == nil)
            #expect(engine.floors.encoded == floors)
            #expect(engine.occupancy == scene.engine.occupancy)
        }
        #expect(floors.count < old.count)
    }

    @Test("A floor of a version to come, or cut off anywhere, is not read")
    func notRead() {
        let scene = Self.scene()
        let floors = scene.engine.floors.encoded
        var engine = Engine(scene.engine.aggregates, seed: Scene.seed)

        let later = Self.read([4] + floors.dropFirst(), into: &engine)
        #expect(later == .unknownVersion)
        for count in floors.indices {
            var engine = Engine(scene.engine.aggregates, seed: Scene.seed)
            let failure = Self.read(Array(floors.prefix(count)), into: &engine)
            #expect(failure != nil, "cut off after \(count) bytes")
        }
    }
}
