import Kernel
import Testing

private enum Noun {}

@Suite("Identifier")
struct IdentifierTests {
    @Test(
        "1 to 64 bytes of the alphabet are an identifier",
        arguments: ["a", "Z", "0", "_", "-", "queue-3", String(repeating: "x", count: 64)])
    func accepted(text: String) {
        #expect(Identifier<Noun>(text)?.description == text)
    }

    @Test(
        "Anything else is none",
        arguments: [
            "", String(repeating: "x", count: 65), "a b", "a.b", "é", "e\u{301}", "\u{212A}", "a\0",
            "a\n", "ａ", "@", "[", "`", "{", "/", ":", "\u{7F}",
        ])
    func refused(text: String) {
        #expect(Identifier<Noun>(text) == nil)
    }

    @Test("Every byte is judged as the alphabet says")
    func alphabet() {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-".utf8)

        for byte in UInt8.min...UInt8.max {
            #expect(IdentifierAlphabet.admits(byte) == allowed.contains(byte), "byte \(byte)")
        }
    }
}
