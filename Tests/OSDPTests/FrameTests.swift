import Kernel
import OSDP
import Testing

func bytes(_ hexadecimal: some StringProtocol) -> [UInt8] {
    let digits = Array(hexadecimal.filter { !$0.isWhitespace })
    return stride(from: 0, to: digits.count, by: 2).map {
        UInt8(String(digits[$0...($0 + 1)]), radix: 16)!
    }
}

extension SplitMix64 {
    mutating func bytes(upTo limit: Int) -> [UInt8] {
        (0..<Int.random(in: 0...limit, using: &self)).map { _ in
            UInt8.random(in: 0...255, using: &self)
        }
    }

    mutating func frame() -> Frame {
        let hasBlock = Bool.random(using: &self)
        return Frame(
            address: UInt8.random(in: 0...127, using: &self), isReply: Bool.random(using: &self),
            sequence: UInt8.random(in: 0...3, using: &self),
            check: Bool.random(using: &self) ? .crc : .sum,
            security: hasBlock
                ? .init(type: UInt8.random(in: 0...255, using: &self), data: bytes(upTo: 4)) : nil,
            content: [UInt8.random(in: 0...255, using: &self)] + bytes(upTo: 120))
    }
}

@Suite("Frames")
struct FrameTests {
    @Test(
        "Checks are those of the standard's annex E",
        arguments: [
            "53 7F 0D 00 04 6E 00 80 25 00 00 6E 38", "53 00 09 00 04 61 00 C0 66",
            "53 7F 0C 00 00 6E 00 80 25 00 00 0F", "53 00 08 00 00 61 00 44",
        ])
    func published(text: String) throws {
        let frame = try #require(Frame(bytes(text)))

        #expect(frame.bytes == bytes(text))
        #expect(!frame.isReply)
        #expect(frame.sequence == 0)
    }

    @Test("Whatever is written is read")
    func roundTrip() {
        var chance = SplitMix64(seed: 1)
        for _ in 0..<2_000 {
            let frame = chance.frame()
            #expect(Frame(frame.bytes) == frame)
        }
    }

    @Test("A flipped bit is seen, or takes the frame's own check away")
    func flipped() {
        var chance = SplitMix64(seed: 2)
        for _ in 0..<100 {
            let frame = chance.frame()
            var whole = frame.bytes
            for bit in 0..<(whole.count * 8) {
                whole[bit / 8] ^= 1 << (bit % 8)
                let found = Frame(whole)
                // What a conversation does with one checked otherwise: `LineTests`.
                #expect(found == nil || found?.check != frame.check, "bit \(bit)")
                whole[bit / 8] ^= 1 << (bit % 8)
            }
            #expect(Frame(whole) == frame)
        }
    }

    @Test("A frame is found between noise, wherever it is cut")
    func cut() {
        let frame = Frame(
            address: 5, isReply: true, sequence: 2, check: .crc, content: [0x50, 0x53, 0x53, 1])
        let whole: [UInt8] =
            [0xFF, 0x53, 0x53, 0x12, 0x00] + frame.bytes + [0x53, 0xFF] + frame.bytes
        for place in 0...whole.count {
            var reader = FrameReader()
            let found = reader.read(whole[..<place]) + reader.read(whole[place...])
            #expect(found == [frame, frame], "cut at \(place)")
        }
    }

    @Test("Noise is never a frame by itself, and no more is kept than a frame")
    func noise() {
        var chance = SplitMix64(seed: 3)
        var reader = FrameReader()
        for _ in 0..<3_000 {
            // Beginnings with lengths that can be, which random bytes seldom are.
            let start: [UInt8] = [0x53, 0x80, UInt8.random(in: 0...255, using: &chance), 0, 4]
            _ = reader.read(start + chance.bytes(upTo: 80))
            #expect(reader.keptCount <= Frame.byteCountMax)
        }
        for _ in 0..<3_000 { _ = Frame(chance.bytes(upTo: 40)) }
        reader.clear()
        #expect(reader.keptCount == 0)
    }
}
