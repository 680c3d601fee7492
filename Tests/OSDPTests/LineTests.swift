import Kernel
import OSDP
import Ports
import Testing

private let green = ReaderAnswer(
    light: .green, line: "Welkom, Zoë — fijne dag in het zwembad!", opensFor: .seconds(4))
private let card: [UInt8] = [0x50, 0, 0, 32, 0, 0xDE, 0xAD, 0xBE, 0xEF]

@Suite("A line to readers")
struct LineTests {
    @Test("A reader that has the key is online over a secure channel, and polled every 50 ms")
    func online() throws {
        var line = try ModelLine()

        line.run(.seconds(1))
        #expect(line.news.count == 1)
        guard case .online(let identity, .ownKey) = line.news.first else {
            Issue.record("not online: \(line.news)")
            return
        }
        #expect(identity.serialNumber == 42)
        let before = line.readers[0].pollCount
        line.run(.seconds(10))
        #expect((190...200).contains(line.readers[0].pollCount - before))
        #expect(line.troubles.isEmpty)
    }

    @Test("Green draws the lock first, then light, line in plain letters, and sound")
    func greenAnswer() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].news = [card]
        line.run(.seconds(1))
        #expect(line.shown.map(\.showing) == [ReaderShowing(reader: 0, text: "DEADBEEF")])

        line.answer(green)
        line.run(.seconds(1))

        let text = Array("Welkom, Zoe - fijne dag in het z".utf8)
        #expect(
            line.readers[0].done == [
                [0x68, 0, 5, 40, 0], [0x69, 0, 0, 2, 10, 0, 2, 0, 30, 0, 0, 0, 0, 0, 0],
                [0x6B, 0, 4, 3, 1, 1, 32] + text, [0x6A, 0, 2, 2, 0, 1],
            ])
        // Once: a second answer to it is nobody's.
        line.answer(green)
        line.run(.seconds(1))
        #expect(line.readers[0].done.count == 4)
    }

    @Test("Blue draws no lock and makes no sound")
    func blue() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].news = [card]
        line.run(.seconds(1))

        line.answer(ReaderAnswer(light: .blue, line: "We komen eraan"))
        line.run(.seconds(1))

        #expect(line.readers[0].done.map { $0[0] } == [0x69, 0x6B])
        #expect(line.readers[0].done[0][6] == 4)
    }

    @Test(
        "A lock is drawn within two seconds of the showing, and not later",
        arguments: [2_000, 2_001])
    func late(milliseconds: Int64) throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].news = [card]
        while line.shown.isEmpty { line.run(Span(milliseconds: 1)) }
        line.now = line.now + Span(milliseconds: milliseconds)

        line.answer(green)
        line.run(.seconds(1))

        let isDrawn = line.readers[0].done.contains { $0[0] == 0x68 }
        #expect(isDrawn == (milliseconds == 2_000))
        #expect(line.readers[0].done.contains { $0[0] == 0x69 })
    }

    @Test("A lock that was not confirmed in two seconds is given up, with everything agreed")
    func unconfirmed() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].news = [card]
        line.run(Span(milliseconds: 500))
        line.readers[0].hasPower = false
        line.answer(green)
        line.run(.seconds(3))
        #expect(line.troubles == [.tooLate, .silent])

        line.readers[0].hasPower = true
        line.run(.seconds(5))

        #expect(line.onlineCount == 2)
        #expect(line.readers[0].done.isEmpty)
    }

    @Test("An answer that was lost is asked for again: the card is shown once, the lock drawn once")
    func lost() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].news = [card]
        line.readers[0].lostCount = 3
        line.run(.seconds(2))
        #expect(line.shown.count == 1)

        line.readers[0].lostCount = 2
        line.answer(green)
        line.run(.seconds(2))

        #expect(line.readers[0].done.count { $0[0] == 0x68 } == 1)
        #expect(line.troubles.isEmpty)
    }

    @Test("A reader is away after eight seconds of silence, not before, and comes back by itself")
    func silence() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].hasPower = false
        line.run(Span(milliseconds: 7_800))
        #expect(line.troubles.isEmpty)
        line.run(Span(milliseconds: 700))
        #expect(line.troubles == [.silent])
        line.run(.seconds(30))
        #expect(line.troubles == [.silent])

        line.readers[0].hasPower = true
        line.readers[0].losePower()
        line.run(.seconds(2))
        #expect(line.onlineCount == 2)
    }

    @Test(
        "A reader that was without power for a moment proves itself again; what it showed is past")
    func restarted() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].news = [card]
        line.run(Span(milliseconds: 200))
        line.readers[0].losePower()
        line.run(.seconds(1))
        #expect(line.troubles == [.restarted])
        #expect(line.onlineCount == 2)

        line.answer(green)
        line.run(.seconds(1))
        #expect(line.readers[0].done.isEmpty)
    }

    @Test(
        "A reader that is not who it should be is never heard, and it is said why",
        arguments: [
            (ModelReader.Nature.ordinary, "F0", ReaderTrouble.wrongKey),
            (.withoutSecureChannel, "00", .noSecureChannel),
            (.withInstallKey, "00", .usesInstallKey),
        ])
    func strangers(nature: ModelReader.Nature, first: String, trouble: ReaderTrouble) throws {
        let key = bytes(first + OverheardLine.key.dropFirst(2))
        var line = try ModelLine([ModelReader(address: 3, key: key, nature: nature)])
        line.readers[0].news = [card]

        line.run(.seconds(60))

        #expect(line.troubles == [trouble])
        #expect(line.onlineCount == 0)
        // Nor is it shown that we have the key.
        #expect(!line.said.isEmpty)
        #expect(!line.said.contains { Frame($0)?.security?.type == 0x13 })
        #expect(line.shown.isEmpty)
    }

    @Test("In the open, or with the install key, only when that was asked for; and it is said")
    func trying() throws {
        let install = bytes("303132333435363738393A3B3C3D3E3F")
        var plain = try ModelLine(
            [ModelReader(address: 3, key: install, nature: .withoutSecureChannel)],
            protection: .plain)
        plain.readers[0].news = [card]
        plain.run(.seconds(1))
        #expect(plain.shown.count == 1)
        #expect(plain.news.contains { if case .online(_, .none) = $0 { true } else { false } })

        var known = try ModelLine(
            [ModelReader(address: 3, key: install, nature: .withInstallKey)],
            protection: .installKey)
        known.run(.seconds(1))
        #expect(
            known.news.contains { if case .online(_, .installKey) = $0 { true } else { false } })
    }

    @Test("A reader that checks by sums only is spoken to so, and proves itself as well")
    func sums() throws {
        var line = try ModelLine([
            ModelReader(address: 3, key: ModelLine.key, nature: .knowsSumsOnly)
        ])
        line.readers[0].news = [card]
        line.run(.seconds(2))

        #expect(line.onlineCount == 1)
        #expect(line.shown.count == 1)
    }

    @Test("A busy reader is asked again, though not for ever")
    func busy() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].isBusy = true
        line.run(.seconds(5))
        #expect(line.troubles.isEmpty)
        line.readers[0].isBusy = false
        line.run(.seconds(5))
        #expect(line.onlineCount == 1 && line.troubles.isEmpty)

        line.readers[0].isBusy = true
        line.run(.seconds(9))
        #expect(line.troubles == [.silent])
    }

    @Test("A reader that is away takes little from the others on its line")
    func several() throws {
        var readers = (0..<4).map { ModelReader(address: UInt8($0), key: ModelLine.key) }
        readers[1].hasPower = false
        var line = try ModelLine(readers)
        line.run(.seconds(5))
        #expect(line.onlineCount == 3)

        let before = line.readers.map(\.pollCount)
        line.readers[2].news = [card]
        line.run(.seconds(10))

        #expect(line.shown.map(\.showing.reader) == [2])
        for index in [0, 2, 3] {
            #expect(line.readers[index].pollCount - before[index] >= 100, "reader \(index)")
        }

        // One that is waited for takes more, and not all.
        let later = line.readers.map(\.pollCount)
        line.readers[0].hasPower = false
        line.run(.seconds(5))
        for index in [2, 3] {
            #expect(line.readers[index].pollCount - later[index] >= 15, "reader \(index)")
        }
    }

    @Test("What waits for answers is bounded, and an answer makes room")
    func bounded() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].news = [[UInt8]](repeating: card, count: 9)
        line.run(.seconds(2))
        #expect(line.shown.count == 8)
        #expect(line.news.last == .showingDropped)

        line.answer(green)
        line.readers[0].news = [card]
        line.run(.seconds(2))
        #expect(line.shown.count == 9)
    }

    @Test("A lock that the reader has no relay for is told, and the light is shown")
    func withoutOutput() throws {
        var line = try ModelLine()
        line.readers[0].capabilities = [4, 1, 1]
        line.run(.seconds(1))
        line.readers[0].news = [card]
        line.run(.seconds(1))

        line.answer(green)
        line.run(.seconds(1))

        #expect(line.news.last == .hasNoOutput)
        #expect(line.readers[0].done.map { $0[0] } == [0x69])
    }

    @Test("An opened case is told once, and keys that are pressed are not")
    func openedCase() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].news = [[0x48, 1, 0], [0x48, 1, 0], [0x53, 0, 1, 0x31], [0x48, 0, 0]]
        line.run(.seconds(1))

        #expect(line.news.suffix(2) == [.opened(true), .opened(false)])
        #expect(line.shown.isEmpty)
    }
}

@Suite("Whoever stands on the line")
struct HostileLineTests {
    @Test("Each altered bit of a card is not heard, also when the check is made to fit")
    func altered() throws {
        for fits in [false, true] {
            for bit in 0..<(8 * 38) {
                var line = try ModelLine()
                line.run(Span(milliseconds: 500))
                #expect(line.onlineCount == 1)
                var alteredCount = 0
                line.alters = { said in
                    guard said.count > 20, bit / 8 < said.count - (fits ? 2 : 0) else {
                        return said
                    }
                    alteredCount += 1
                    var other = said
                    other[bit / 8] ^= 1 << (bit % 8)
                    guard fits, let frame = Frame(said) else { return other }
                    // All but the check, and that made anew.
                    return Self.checked(other.dropLast(frame.check.byteCount))
                }
                line.readers[0].news = [card]
                line.run(.seconds(1))
                let isOutside = alteredCount == 0
                #expect(line.shown.isEmpty != isOutside, "bit \(bit), fits: \(fits)")
            }
        }
    }

    /// A CRC behind bytes, found by trying: what a frame checks is its own affair.
    static func checked(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var crc: UInt16 = 0x1D0F
        for byte in bytes {
            crc ^= UInt16(byte) << 8
            for _ in 0..<8 { crc = crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
        }
        return Array(bytes) + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    }

    @Test("What was overheard and is said again shows nothing and draws nothing")
    func replayed() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        line.readers[0].news = [card]
        line.run(.seconds(1))
        line.answer(green)
        line.run(.seconds(1))
        let overheard = line.overheard
        let done = line.readers[0].done.count
        #expect(line.shown.count == 1 && done == 4)

        for reply in overheard {
            // Instead of the reader's next answer, and between two.
            var isSaid = false
            line.alters = { said in
                defer { isSaid = true }
                return isSaid ? said : reply
            }
            line.run(.seconds(3))
            line.line.receive(reply, at: line.now)
            line.take()
        }

        #expect(line.shown.count == 1)
        #expect(line.readers[0].done.count == done)
        line.alters = { $0 }
        line.readers[0].news = [card]
        line.run(.seconds(3))
        #expect(line.shown.count == 2)
    }

    @Test("An answer that comes once more, late, is passed over")
    func again() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        var before: [UInt8] = []
        line.alters = { said in
            defer { before = said }
            return before + said
        }
        line.readers[0].news = [card]
        line.run(.seconds(5))
        #expect(line.shown.count == 1)
        #expect(line.troubles.isEmpty)
    }

    @Test(
        "An answer with a weaker check than the question's, or from elsewhere, is not heard",
        arguments: [(UInt8(3), Frame.Check.sum), (4, .crc)])
    func elsewhere(address: UInt8, check: Frame.Check) throws {
        var line = try ModelLine()
        line.alters = { said in
            guard let frame = Frame(said) else { return said }
            return Frame(
                address: address, isReply: true, sequence: frame.sequence, check: check,
                security: frame.security, content: frame.content
            ).bytes
        }
        line.run(.seconds(5))
        #expect(line.troubles == [.silent])

        line.alters = { $0 }
        line.run(.seconds(5))
        #expect(line.onlineCount == 1)
    }

    @Test("A frame that never ends does not keep the line from the others")
    func endless() throws {
        var line = try ModelLine((0..<2).map { ModelReader(address: $0, key: ModelLine.key) })
        line.run(.seconds(2))
        #expect(line.onlineCount == 2)
        line.alters = { said in
            said[1] & 0x7F == 0 ? [0x53, 0x80, 0xFF, 0x04, 0x0E] + said.prefix(9) : said
        }
        let before = line.readers[1].pollCount

        line.run(.seconds(5))

        #expect(line.readers[1].pollCount - before >= 15)
    }

    @Test("Noise in any amount ends nothing and shows nothing, and after it the reader is back")
    func noise() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            var line = try ModelLine()
            line.run(.seconds(1))
            var chance = SplitMix64(seed: seed)
            line.alters = { said in
                switch UInt8.random(in: 0...3, using: &chance) {
                case 0: return chance.bytes(upTo: 200)
                case 1:
                    // A frame that says what it likes, to the right place.
                    let content = [UInt8.random(in: 0x40...0x7F, using: &chance)]
                    return Frame(
                        address: 3, isReply: true,
                        sequence: UInt8.random(in: 0...3, using: &chance), check: .crc,
                        security: Bool.random(using: &chance)
                            ? .init(type: UInt8.random(in: 0x11...0x18, using: &chance)) : nil,
                        content: content + chance.bytes(upTo: 40)
                    ).bytes
                case 2: return said + chance.bytes(upTo: 30)
                default: return Array(said.dropLast(Int.random(in: 0...9, using: &chance)))
                }
            }
            line.run(.seconds(60))
            #expect(line.shown.isEmpty)

            line.alters = { $0 }
            line.run(.seconds(20))
            line.readers[0].news = [card]
            line.run(.seconds(1))
            #expect(line.shown.count == 1, "seed \(seed)")
        }
    }

    @Test("A frame in the open is not believed where a secure channel is")
    func open() throws {
        var line = try ModelLine()
        line.run(.seconds(1))
        for sequence in 0...3 as ClosedRange<UInt8> {
            line.alters = { _ in
                Frame(
                    address: 3, isReply: true, sequence: sequence, check: .crc, content: card
                ).bytes
            }
            line.run(.seconds(2))
        }
        #expect(line.shown.isEmpty)
        #expect(line.troubles.contains(.tampered))
    }
}
