import Domain
import Kernel
import Testing

@Suite("Names as they are written")
struct AliasTypingTests {
    private static let written = [
        "0612345678", "06-12 34 56 78", "+31612345678", "+31 6 12345678", "+31 (0)6 12345678",
        "0031612345678", "0031 (0)6 12345678", "31612345678",
    ]

    @Test("A telephone is one, however it is written", arguments: written, written)
    func phones(typed: String, kept: String) throws {
        let name = try #require(Alias(.phone, kept))

        #expect(Alias.readings(of: typed, callingCode: "31").contains(name))
    }

    @Test(
        "A telephone of elsewhere is not one of here",
        arguments: ["0612345679", "+32612345678", "0032612345678", "612345678"])
    func others(typed: String) throws {
        let name = try #require(Alias(.phone, "+31612345678"))

        #expect(!Alias.readings(of: typed, callingCode: "31").contains(name))
    }

    @Test("Without a calling code only what is written out abroad is one")
    func noCode() throws {
        let name = try #require(Alias(.phone, "+31612345678"))

        #expect(Alias.readings(of: "0031612345678", callingCode: nil).contains(name))
        #expect(!Alias.readings(of: "0612345678", callingCode: nil).contains(name))
    }

    @Test(
        "Somebody new is kept under the likeliest name",
        arguments: [
            ("0612345678", "phone +31612345678"), ("Ann@Example.org", "mail ann@example.org"),
            ("0451", "band 0451"), ("B-17", "band B-17"), ("+32470123456", "phone +32470123456"),
        ])
    func likeliest(typed: String, kept: String) {
        #expect(Alias.likeliest(of: typed, callingCode: "31")?.description == kept)
    }

    @Test(
        "A partial name is recognised and cannot be used",
        arguments: [
            (AliasKind.mail, "anna@example.org", "a…@example.org"), (.mail, "a@b.nl", "…@b.nl"),
            (.phone, "+31612345678", "…678"), (.band, "B-0419", "…19"), (.band, "419", "…9"),
            (.account, "7", "…7"),
        ])
    func partial(kind: AliasKind, name: String, shown: String) throws {
        #expect(try #require(Alias(kind, name)).partial == shown)
    }
}
