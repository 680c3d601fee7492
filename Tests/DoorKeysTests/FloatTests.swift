import Crypto
import Domain
import DoorKeys
import Foundation
import Kernel
import Testing

// Tried broken, and found by this suite: a float signed without its words; one whose sum was
// altered; a till that sells at the very moment it is over, or a cent above.
@Suite("A till's float")
struct FloatTests {
    private static let noon = Instant(milliseconds: 1_784_030_400_000)
    private static let key = Curve25519.Signing.PrivateKey()

    private func float(bearer: String? = "kid") -> TillFloat {
        TillFloat(
            hold: TransferID("f-1")!, account: AccountID("ann")!, shop: AccountID("shop")!,
            bearer: bearer.flatMap { AccountID($0) },
            amount: Money(minorUnits: 2_000, Currency("EUR")!), until: Self.noon + .hours(4))
    }

    @Test("What is signed is read as it was, and only the house's key signs it")
    func sealed() throws {
        for float in [float(), float(bearer: nil)] {
            let bytes = try #require(FloatKey(Self.key).sealed(float))
            let read = try #require(SealedFloat(bytes))

            #expect(read.content == float)
            #expect(read.isSigned(by: Self.key.publicKey))
            #expect(!read.isSigned(by: Curve25519.Signing.PrivateKey().publicKey))
        }
    }

    @Test("A float that was altered or cut anywhere is none, or is not signed")
    func altered() throws {
        let bytes = try #require(FloatKey(Self.key).sealed(float()))

        for place in bytes.indices {
            var other = bytes
            other[place] ^= 1
            let isTaken = SealedFloat(other)?.isSigned(by: Self.key.publicKey) ?? false
            #expect(!isTaken, "byte \(place)")
            let isCutTaken = SealedFloat(Array(bytes[..<place]))?.isSigned(by: Self.key.publicKey)
            #expect(isCutTaken != true, "cut at \(place)")
        }
        #expect(SealedFloat(bytes + [0])?.isSigned(by: Self.key.publicKey) != true)
        #expect(SealedFloat(Array(repeating: 0xFF, count: 100_000)) == nil)
    }

    @Test("Another paper that the same key signed is no float")
    func otherWords() throws {
        let content = float().bytes
        let signature = Array(try Self.key.signature(for: Data(content)))

        let read = try #require(SealedFloat(content + signature))

        #expect(!read.isSigned(by: Self.key.publicKey))
    }

    @Test("A till sells up to the sum and before the moment, in its own shop")
    func judged() throws {
        let float = float()
        let shop = float.shop
        let last = float.until - Span(milliseconds: 1)

        try float.judge(2_000, after: 0, in: shop, at: last)
        try float.judge(1, after: 1_999, in: shop, at: last)
        let denials: [(Int64, Int64, AccountID, Instant, TillFloat.Denial)] = [
            (2_001, 0, AccountID("cafe")!, float.until, .otherShop),
            (0, 0, shop, float.until, .amountNotPositive),
            (1, -1, shop, last, .amountNotPositive),
            (2_001, 0, shop, float.until, .over),
            (2_001, 0, shop, last, .exceedsFloat), (1, 2_000, shop, last, .exceedsFloat),
            (.max, 1, shop, last, .exceedsFloat), (1, .max, shop, last, .exceedsFloat),
        ]
        for (wanted, spent, place, now, denial) in denials {
            #expect(throws: denial) { try float.judge(wanted, after: spent, in: place, at: now) }
        }
    }

    @Test("The hold behind a float outlives its selling by a day")
    func hold() {
        let transfer = float().transfer

        #expect(transfer.kind == .pending && transfer.amount == 2_000)
        #expect(transfer.expires == Self.noon + .hours(28) && transfer.bearer == AccountID("kid"))
    }
}
