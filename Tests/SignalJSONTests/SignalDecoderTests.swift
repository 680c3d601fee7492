import Domain
import Kernel
import Ports
import SignalJSON
import Testing

@Suite("Signal decoder")
struct SignalDecoderTests {
    private let venue = VenueIndex(
        zones: [
            Zone(id: ZoneID("Q1")!, kind: ZoneKind("queue")!, name: Words(en: "Q", nl: "Q")),
            Zone(id: ZoneID("S1")!, kind: ZoneKind("shop")!, name: Words(en: "S", nl: "S")),
        ], seed: KeySeed(first: 1, second: 2))

    private static let good =
        #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":1800000000000}"#

    private func decode(_ text: String) throws -> SignalBatch {
        try decode(bytes: Array(text.utf8))
    }

    private func decode(bytes: [UInt8]) throws -> SignalBatch {
        let padded = bytes + [UInt8](repeating: 0, count: 64)
        return try padded.withUnsafeBytes {
            try SimdJSONSignalDecoder().decode(
                UnsafeRawBufferPointer(rebasing: $0[0..<bytes.count]), from: 4, venue: venue)
        }
    }

    @Test(
        "A good signal is read, in whichever way it is written",
        arguments: [
            good, " \n\(good)\n", "[\(good)]", "[ \(good) ]\n",
            #"{"at":1800000000000,"zone":"S1","kind":"tap","token":"B1","id":"a1"}"#,
            #"{"id":"\u00611","token":"B1","kind":"tap","zone":"S1","at":1800000000000}"#,
            #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":"2027-01-15T08:00:00Z"}"#,
            #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":"2027-01-15T09:00:00+01:00"}"#,
            #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":1800000000000,"reader":"r7","rssi":-61}"#,
        ])
    func wellFormed(text: String) throws {
        let batch = try decode(text)

        #expect(batch.refusals.isEmpty)
        let signal = try #require(batch.observations.first)
        #expect(batch.observations.count == 1)
        #expect(signal.kind == .tap && signal.zone == 1)
        #expect(signal.occurredAt == Instant(milliseconds: 1_800_000_000_000))
        let start = Int(signal.tokenOffset)
        #expect(Array(batch.segment[start..<(start + 2)]) == Array("B1".utf8))
    }

    @Test("The plain and the strict way give the same batch")
    func ways() throws {
        let lines = (0..<50).map {
            #"{"id":"id\#($0)","token":"B\#($0 % 7)","kind":"read","zone":"Q1","at":\#(1_800_000_000_000 + $0)}"#
        }
        let plain = try decode(lines.joined(separator: "\n"))
        // A time as text is out of the ordinary, so the whole body goes the strict way.
        let strict = try decode(
            (lines + [
                #"{"id":"z","token":"B1","kind":"tap","zone":"S1","at":"2027-01-15T08:00:00Z"}"#
            ]).joined(separator: "\r\n"))

        #expect(strict.observations.dropLast().map(\.id) == plain.observations.map(\.id))
        #expect(strict.observations.dropLast().map(\.token) == plain.observations.map(\.token))
        #expect(
            strict.observations.dropLast().map(\.occurredAt)
                == plain.observations.map(\.occurredAt))
    }

    @Test(
        "A bad line is refused by itself, and its neighbours are kept",
        arguments: [
            (#"{"id":"a1""#, .malformedJSON, nil), ("nonsense", .malformedJSON, nil),
            (#"{"id":"a1",}"#, .malformedJSON, nil),
            (#"{"id":NaN,"token":"B1","kind":"tap","zone":"S1","at":1}"#, .malformedJSON, nil),
            (#""text""#, .notAnObject, nil), ("[1]", .notAnObject, nil),
            ("null", .notAnObject, nil),
            (
                #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":1,"x":1}"#, .unknownField,
                nil
            ),
            (
                #"{"id":"a1","id":"a2","token":"B1","kind":"tap","zone":"S1","at":1}"#,
                .duplicateField, "id"
            ),
            (
                #"{"id":"a1","\u0069d":"a2","token":"B1","kind":"tap","zone":"S1","at":1}"#,
                .duplicateField, "id"
            ),
            (#"{"id":"a1","token":"B1","kind":"tap","zone":"S1"}"#, .missingField, "at"),
            (#"{"id":1,"token":"B1","kind":"tap","zone":"S1","at":1}"#, .wrongType, "id"),
            (#"{"id":"a1","token":null,"kind":"tap","zone":"S1","at":1}"#, .wrongType, "token"),
            (#"{"id":"a1","token":["B1"],"kind":"tap","zone":"S1","at":1}"#, .wrongType, "token"),
            (#"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":1.0}"#, .wrongType, "at"),
            (#"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":1e3}"#, .wrongType, "at"),
            (
                #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":18446744073709551615}"#,
                .wrongType, "at"
            ),
            (#"{"id":"","token":"B1","kind":"tap","zone":"S1","at":1}"#, .invalidIdentifier, "id"),
            (
                #"{"id":"a 1","token":"B1","kind":"tap","zone":"S1","at":1}"#, .invalidIdentifier,
                "id"
            ),
            (
                #"{"id":"a1","token":"B\u0000","kind":"tap","zone":"S1","at":1}"#,
                .invalidIdentifier, "token"
            ),
            (
                #"{"id":"a1","token":"é","kind":"tap","zone":"S1","at":1}"#,
                .invalidIdentifier, "token"
            ),
            (#"{"id":"a1","token":"B1","kind":"Tap","zone":"S1","at":1}"#, .unknownKind, "kind"),
            (#"{"id":"a1","token":"B1","kind":"tap","zone":"S9","at":1}"#, .unknownZone, "zone"),
            (
                #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":"2026-02-30T00:00:00Z"}"#,
                .invalidTime, "at"
            ),
            (#"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":-1}"#, .outOfRange, "at"),
            (
                #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":4102444800000}"#,
                .outOfRange, "at"
            ),
            (
                #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":1800000000000,"rssi":1}"#,
                .outOfRange, "rssi"
            ),
        ] as [(String, SignalRefusal, String?)]
    )
    func badLine(line: String, refusal: SignalRefusal, field: String?) throws {
        let last = Self.good.replacing("a1", with: "a9")

        let batch = try decode("\(Self.good)\n\(line)\n\n\(last)")

        #expect(batch.refusals == [LineRefusal(line: 1, refusal: refusal, field: field)])
        #expect(batch.observations.count == 2)
        #expect(batch.line(of: 1) == 2)
    }

    @Test(
        "In an array every element is judged by itself",
        arguments: [
            "{}", "1", "[]", #"{"id":"a1","token":"B1","kind":"tap","zone":"S1","at":"x"}"#,
        ])
    func arrays(element: String) throws {
        let batch = try decode("[\(Self.good),\(element),\(Self.good)]")

        #expect(batch.refusals.map(\.line) == [1])
        #expect(batch.observations.count == 2)
    }

    @Test(
        "A body no line of which can be told from another is refused as a whole",
        arguments: [
            ("", .empty), (" \n\t", .empty), ("[]", .empty), ("[", .malformedJSON),
            ("[\(good)", .malformedJSON), ("[\(good)]]", .malformedJSON),
            ("[\(good)] \(good)", .malformedJSON),
        ] as [(String, SignalBodyRefusal)])
    func bodies(text: String, refusal: SignalBodyRefusal) {
        #expect(throws: refusal) { try decode(text) }
    }

    @Test("Bytes that are not UTF-8 spoil their line only")
    func invalidUTF8() throws {
        let bad = Array(#"{"id":"a1","token":"B"#.utf8) + [0xFF] + Array(#""}"#.utf8)

        let batch = try decode(bytes: Array("\(Self.good)\n".utf8) + bad)

        #expect(batch.refusals == [LineRefusal(line: 1, refusal: .malformedJSON)])
        #expect(batch.observations.count == 1)
    }

    @Test("A byte order mark and UTF-16 are not JSON here")
    func encodings() throws {
        let mark = try decode(bytes: [0xEF, 0xBB, 0xBF] + Array(Self.good.utf8))
        let wide = try decode(bytes: Self.good.utf8.flatMap { [$0, 0] })

        #expect(mark.observations.isEmpty && mark.refusals.count == 1)
        #expect(wide.observations.isEmpty && !wide.refusals.isEmpty)
    }

    @Test("A line beyond 4,096 bytes is refused; depth costs nothing")
    func long() throws {
        let deep = #"{"id":"# + String(repeating: "[", count: 100_000)

        let batch = try decode("\(deep)\n\(Self.good)")

        #expect(batch.refusals == [LineRefusal(line: 0, refusal: .lineTooLong)])
        #expect(batch.observations.count == 1)
    }

    @Test("Mutated bodies never crash, and keep lines apart", arguments: 0..<300 as Range<UInt64>)
    func mutations(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes = Array((0..<5).map { _ in Self.good + "\n" }.joined().utf8)

        for _ in 0..<(random.next() % 8 + 1) where !bytes.isEmpty {
            let place = Int(random.next() % UInt64(bytes.count))
            switch random.next() % 3 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.remove(at: place)
            default: bytes.insert(bytes[Int(random.next() % UInt64(bytes.count))], at: place)
            }
        }
        let batch = try? decode(bytes: bytes)

        #expect((batch?.observations.count ?? 0) <= 6, "seed \(seed)")
    }
}
