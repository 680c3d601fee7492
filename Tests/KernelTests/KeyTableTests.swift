import Kernel
import Testing

@Suite("Key tables")
struct KeyTableTests {
    private let seed = KeySeed(first: 7, second: 11)

    private func key(_ text: String) -> Key128 {
        Array(text.utf8).withUnsafeBytes { Key128($0, seed: seed) }
    }

    @Test("Names that differ have keys that differ, short or long")
    func distinct() {
        var keys = Set<Key128>()

        for length in 1...64 {
            for letter in "abcdefghij" {
                keys.insert(key(String(repeating: letter, count: length)))
                keys.insert(key(String(repeating: "x", count: length - 1) + String(letter)))
            }
        }

        // Of length 1 the two forms are the same ten names.
        #expect(keys.count == 64 * 20 - 10)
        #expect(!keys.contains(.none))
    }

    @Test("A short name and its zero-padded cousin are two")
    func padding() {
        #expect(key("ab") != key("ab\0"))
    }

    @Test("A set of keys agrees with the standard library's", arguments: 0..<20 as Range<UInt64>)
    func modelSet(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var keys = KeySet()
        var model = Set<Key128>()

        for _ in 0..<5_000 {
            let next = Key128(low: random.next() % 3_000, high: 1 << 56)
            #expect(keys.contains(next) == model.contains(next))
            #expect(keys.insert(next) == model.insert(next).inserted)
        }

        #expect(keys.count == model.count)
    }

    @Test("Keys are numbered in order of appearance", arguments: 0..<20 as Range<UInt64>)
    func modelIndex(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var index = KeyIndex()
        var model: [Key128: Int] = [:]

        for _ in 0..<5_000 {
            let next = Key128(low: random.next() % 2_000, high: 1 << 56)
            let expected = model[next] ?? model.count
            #expect(index.find(next) == model[next])
            let (number, isNew) = index.number(next)
            #expect(number == expected)
            #expect(isNew == (model[next] == nil))
            model[next] = expected
        }
    }
}

@Suite("Bytes")
struct BytesTests {
    @Test("What is written is read back", arguments: 0..<50 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let numbers = (0..<100).map { _ in random.next() >> (random.next() % 64) }
        var writer = ByteWriter()
        for number in numbers {
            writer.varint(number)
            writer.signedVarint(Int64(bitPattern: number))
            writer.fixed(number)
            writer.counted(Array("n\(number)".utf8))
        }

        var read: [UInt64] = []
        let bytes = writer.bytes
        let isAtEnd = bytes.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            for _ in numbers {
                guard let a = try? reader.varint(), let b = try? reader.signedVarint(),
                    let c = try? reader.fixed(), let d = try? reader.counted(),
                    a == c, a == UInt64(bitPattern: b), Array(d) == Array("n\(a)".utf8)
                else { return false }
                read.append(a)
            }
            return reader.isAtEnd
        }

        #expect(isAtEnd && read == numbers, "seed \(seed)")
    }

    @Test("A reader never goes past the end", arguments: 0..<200 as Range<UInt64>)
    func truncation(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = (0..<(random.next() % 30)).map { _ in UInt8(truncatingIfNeeded: random.next()) }

        let remaining = bytes.withUnsafeBytes { raw in
            var reader = ByteReader(raw)
            while !reader.isAtEnd {
                let before = reader.offset
                switch random.next() % 4 {
                case 0: _ = try? reader.varint()
                case 1: _ = try? reader.counted()
                case 2: _ = try? reader.fixed()
                default: _ = try? reader.byte()
                }
                if reader.offset == before { break }
            }
            return reader.remaining
        }

        #expect(remaining >= 0, "seed \(seed)")
    }
}
