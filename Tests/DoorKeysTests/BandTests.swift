import Domain
import DoorKeys
import Kernel
import Testing

func hexadecimal(_ text: String) -> [UInt8] { SunMessage.bytes(text)! }

private let zero = [UInt8](repeating: 0, count: 16)

@Suite("Bands")
struct BandTests {
    @Test(
        "Codes are those of RFC 4493, section 4",
        arguments: [
            (0, "BB1D6929E95937287FA37D129B756746"), (16, "070A16B46B4D4144F79BDD9DD04A287C"),
            (40, "DFA66747DE9AE63030CA32611497C827"), (64, "51F0BEBF7E3B9D92FC49741779363CFE"),
        ] as [(Int, String)])
    func codes(count: Int, code: String) {
        let message = hexadecimal(
            "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
                + "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710")

        let found = AES.code(
            Array(message[..<count]), key: hexadecimal("2B7E151628AED2A6ABF7158809CF4F3C"))

        #expect(found == hexadecimal(code))
    }

    @Test("A band's own key is that of AN10922, section 2.2.1")
    func diversified() throws {
        let keys = try #require(
            BandKeys(
                meta: zero, file: hexadecimal("00112233445566778899AABBCCDDEEFF"),
                context: hexadecimal("3042F54E585020416275")))
        let band = try #require(BandID(hexadecimal: "04782E21801D80"))

        #expect(keys.fileKey(of: band) == hexadecimal("A8DD63A3B89D54B37CA802473FDA9175"))
        #expect(BandKeys(meta: zero, file: zero, context: [1, 2, 3, 4, 5, 6, 7, 8]) == nil)
        #expect(BandKeys(meta: zero, file: zero, context: zero + zero) == nil)
    }

    @Test("Keys, codes and sealed text of one reading are those of AN12196")
    func session() throws {
        let opened = AES.opened(hexadecimal("EF963FF7828658A599F3041510671E88"), key: zero)
        #expect(opened == hexadecimal("C704DE5F1EACC0403D0000DA5CF60941"))

        let band = try #require(BandID(hexadecimal: "04DE5F1EACC040"))
        let first = try #require(SunSession(fileKey: zero, band: band, counter: 61))
        #expect(first.coding == hexadecimal("3FB5F6E3A807A03D5E3570ACE393776F"))
        #expect(first.code(over: []) == hexadecimal("94EED9EE65337086"))

        let other = try #require(BandID(hexadecimal: "04958CAA5C5E80"))
        let second = try #require(SunSession(fileKey: zero, band: other, counter: 8))
        #expect(second.coding == hexadecimal("3ED0920E5E6A0320D823D5987FEAFBB1"))
        let text = second.opened(hexadecimal("CEE9A53E3E463EF1F459635736738962"))
        #expect(text == Array("xxxxxxxxxxxxxxxx".utf8))
    }

    @Test(
        "Published messages are read, whatever their parameters are called",
        arguments: [
            (
                "https://ntag.nxp.com/424?e=EF963FF7828658A599F3041510671E88&c=94EED9EE65337086",
                "04DE5F1EACC040", 61
            ),
            (
                "picc_data=EF963FF7828658A599F3041510671E88&cmac=94EED9EE65337086",
                "04DE5F1EACC040", 61
            ),
            (
                "https://a.example/?picc_data=FD91EC264309878BE6345CBE53BADF40"
                    + "&enc=CEE9A53E3E463EF1F459635736738962&cmac=ECC1E7F6C6C73BF6",
                "04958CAA5C5E80", 8
            ),
            ("uid=041E3C8A2D6B80&ctr=000006&cmac=4B00064004B0B3D3", "041E3C8A2D6B80", 6),
        ] as [(String, String, UInt32)])
    func published(text: String, band: String, counter: UInt32) throws {
        let keys = try #require(BandKeys(meta: zero, file: zero, context: nil))
        guard case .message(let message) = SunMessage.read(text) else {
            Issue.record("not read")
            return
        }

        let found = try #require(message.verified(with: keys))

        #expect(found.band == BandID(hexadecimal: band))
        #expect(found.counter == counter)
    }

    @Test(
        "One bit more or less, and a message is not the band's",
        arguments: [
            ("picc_data=", "EF963FF7828658A599F3041510671E88", "&cmac=", "94EED9EE65337086"),
            ("uid=", "041E3C8A2D6B80", "&ctr=000006&cmac=", "4B00064004B0B3D3"),
            ("uid=041E3C8A2D6B80&ctr=", "000006", "&cmac=", "4B00064004B0B3D3"),
        ])
    func tampered(head: String, first: String, middle: String, second: String) {
        let reader = KeyReader(
            bandKeys: [BandKeyNumber(1): BandKeys(meta: zero, file: zero, context: nil)!])
        func read(_ first: [UInt8], _ second: [UInt8]) -> PresentedKey {
            reader.read(head + text(first) + middle + text(second), by: nil)
        }
        let (left, right) = (hexadecimal(first), hexadecimal(second))

        guard case .band = read(left, right) else {
            Issue.record("the whole message is not read")
            return
        }
        for bit in 0..<(left.count * 8) {
            #expect(read(flipped(left, bit), right) == .forged, "bit \(bit)")
        }
        for bit in 0..<(right.count * 8) {
            #expect(read(left, flipped(right, bit)) == .forged, "bit \(bit) of the code")
        }
    }

    @Test(
        "A bare number is told from a message and from nothing",
        arguments: [
            ("04DE5F1EACC040", PresentedKey.bareIdentifier),
            ("04:DE:5F:1E:AC:C0:40", .bareIdentifier), ("uid=04DE5F1EACC040", .bareIdentifier),
            ("https://a.example/?uid=04DE5F1EACC040&ctr=000001", .bareIdentifier),
            ("3034F8000400E88000000001", .bareIdentifier),
            ("", .unreadable), ("04DE5", .unreadable), ("hello world", .unreadable),
            ("picc_data=EF96&cmac=94EED9EE65337086", .unreadable),
            ("uid=041E3C8A2D6B80&uid=041E3C8A2D6B80&ctr=000006&cmac=4B00064004B0B3D3", .unreadable),
            ("picc_data=EF963FF7828658A599F3041510671E88&cmac=94EED9EE65337086", .unknownKey),
        ] as [(String, PresentedKey)])
    func bare(text: String, key: PresentedKey) {
        #expect(KeyReader(bandKeys: [:]).read(text, by: nil) == key)
    }

    @Test("A band of another generation than the house gave out is no band of ours")
    func generation() {
        let keys = BandKeys(meta: zero, file: zero, context: nil)!
        let reader = KeyReader(bandKeys: [BandKeyNumber(1): keys])
        func snapshot(_ number: UInt16) -> DoorSnapshot {
            let band = BandID(hexadecimal: "04DE5F1EACC040")!
            return DoorSnapshot(
                door: DoorID("d")!, version: 1, issuedAt: .init(milliseconds: 0),
                civil: CivilTime(offsetMinutes: 0), entries: [],
                bands: [
                    DoorBand(band: band, holder: KeyHolderID("a")!, key: BandKeyNumber(number))
                ])
        }
        let text = "e=EF963FF7828658A599F3041510671E88&c=94EED9EE65337086"

        #expect(reader.read(text, by: snapshot(2)) == .forged)
        guard case .band = reader.read(text, by: snapshot(1)) else {
            Issue.record("its own generation is refused")
            return
        }
    }

    private func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}

func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
    var bytes = bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return bytes
}
