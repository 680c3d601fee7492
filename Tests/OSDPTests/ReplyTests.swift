import Kernel
import OSDP
import Testing

/// So many letters, in digits; the last bit is 0 when their number is even.
private func letters(_ count: Int) -> String {
    (0..<count).map { $0.isMultiple(of: 2) ? "61" : "62" }.joined()
}

@Suite("What readers say")
struct ReplyTests {
    @Test(
        "A card is the digits of its bits, or the letters that were read",
        arguments: [
            ("50 00 00 38 00 04DE5F1EACC040", "04DE5F1EACC040"),
            // 26 bits; what stands behind them is not the card's.
            ("50 01 01 1A 00 A1B2C3FF", "A1B2C3C0"), ("50 00 00 01 00 FF", "80"),
            ("51 00 00 04 75697264", "uird"), ("51 00 01 04 75697264", "driu"),
            // 24 bytes of letters are a text, 23 are not, and neither are bits.
            ("50 00 00 C0 00" + letters(24), "abababababababababababab"),
            ("50 00 00 B8 00" + letters(23), letters(23)),
            ("50 00 00 BF 00" + letters(24), letters(24)),
            ("50 00 00 C8 00" + letters(24) + "D2", letters(24) + "D2"),
            // Not letters: digits then.
            ("51 00 00 02 0041", "0041"),
        ])
    func cards(message: String, text: String) throws {
        guard case .card(_, let found) = Reply(bytes(message)) else {
            Issue.record("no card")
            return
        }
        #expect(found == text)
    }

    @Test(
        "What is not as long as it says is nothing",
        arguments: [
            "", "41", "45 01", "46 01 02", "48 00", "50", "50 00 00 00 00", "50 00 00 38 00 04DE",
            "50 00 00 08 00 0404", "51 00 00 00", "51 00 00 03 4141", "76 00", "78 00", "79 00",
        ])
    func lengths(message: String) {
        #expect(Reply(bytes(message)) == nil)
    }

    @Test("No bytes end the program")
    func hostile() {
        var chance = SplitMix64(seed: 5)
        let codes: [UInt8] = [0x40, 0x41, 0x45, 0x46, 0x48, 0x50, 0x51, 0x53, 0x76, 0x78, 0x79]
        var cardCount = 0
        for _ in 0..<20_000 {
            let message = [codes.randomElement(using: &chance)!] + chance.bytes(upTo: 40)
            if case .card(_, let text) = Reply(message) {
                cardCount += 1
                #expect(!text.isEmpty && text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            }
        }
        #expect(cardCount > 0)
    }

    @Test("A key is 32 digits, and not the one that everybody knows")
    func keys() throws {
        _ = try ReaderKey(hexadecimal: OverheardLine.key)
        #expect(throws: ReaderKey.Problem.isInstallKey) {
            try ReaderKey(hexadecimal: "303132333435363738393a3b3c3d3e3f")
        }
        for text in ["", "00", OverheardLine.key + "00", OverheardLine.key.dropLast() + "x"] {
            #expect(throws: ReaderKey.Problem.notHexadecimal) { try ReaderKey(hexadecimal: text) }
        }
    }

    @Test(
        "A line is a device, or an address in the network",
        arguments: [
            ("/dev/ttyUSB0", LineAddress.serial("/dev/ttyUSB0", bitsPerSecond: 9_600)),
            ("osdp+tcp://10.0.0.7:4001", .tcp(host: "10.0.0.7", port: 4_001)),
            ("osdp+tcp://[::1]:4001", .tcp(host: "::1", port: 4_001)),
            ("osdp+unix:///run/osdp", .unix("/run/osdp")), ("ttyUSB0", nil), ("", nil),
            ("osdp+tcp://host", nil), ("osdp+tcp://:1", nil), ("osdp+tcp://host:0", nil),
            ("osdp+tcp://host:65536", nil), ("osdp+unix://run", nil),
        ] as [(String, LineAddress?)])
    func lines(text: String, address: LineAddress?) {
        #expect(LineAddress(text) == address)
    }

    @Test("A speed that the standard does not have is refused")
    func speeds() {
        #expect(LineAddress("/dev/ttyUSB0", bitsPerSecond: 115_200) != nil)
        #expect(LineAddress("/dev/ttyUSB0", bitsPerSecond: 12_345) == nil)
    }

    @Test("Readers of one line have different addresses, and there are 1 to 16 of them")
    func readers() throws {
        let line = LineAddress.unix("/run/osdp")
        func link(_ addresses: [UInt8]) throws -> OSDPLink {
            try OSDPLink(
                line: line,
                readers: addresses.map { OSDPReader(address: $0, protection: .plain) })
        }
        _ = try link([0, 126])
        _ = try link((0..<16).map { UInt8($0) })
        #expect(throws: LinkFailure.self) { try link([]) }
        #expect(throws: LinkFailure.self) { try link([1, 2, 1]) }
        #expect(throws: LinkFailure.self) { try link([127]) }
        #expect(throws: LinkFailure.self) { try link((0..<17).map { UInt8($0) }) }
    }
}
