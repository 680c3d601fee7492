import Kernel
import Testing

@Suite("SipHash") struct SipHashTests {
    /// The key of the paper's appendix: bytes 0 to 15.
    private let key = KeySeed(first: 0x0706_0504_0302_0100, second: 0x0F0E_0D0C_0B0A_0908)

    @Test("Bytes give what Aumasson and Bernstein's do")
    func published() {
        #expect(sipHash([], key: key) == 0x726F_DB47_DD0E_0E31)
        #expect(sipHash([0], key: key) == 0x74F8_39C5_93DC_67FD)
        #expect(sipHash(0..<15, key: key) == 0xA129_CA61_49BE_45E5)
    }

    @Test("Another key, another length and another byte give another number")
    func differs() {
        let plain = sipHash([1, 2, 3], key: key)
        #expect(sipHash([1, 2, 3], key: KeySeed(first: 0, second: 0)) != plain)
        #expect(sipHash([1, 2, 3, 0], key: key) != plain)
        #expect(sipHash([1, 2, 4], key: key) != plain)
    }
}
