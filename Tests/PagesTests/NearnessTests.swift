import Pages
import Testing

// Negative control: with 300,001 as the bound of "close" the second row fails.
@Suite("How close something came, in words")
struct NearnessTests {
    @Test(
        "From 0.30 on somebody makes do, and only nothing given up is exactly it",
        arguments: [
            (0, Nearness.exactly), (1, .close), (299_999, .close), (300_000, .madeDo),
            (699_999, .madeDo), (700_000, .far), (999_999, .far), (1_000_000, .nothing),
        ])
    func words(sacrifice: Int, nearness: Nearness) {
        #expect(Nearness(sacrifice: sacrifice) == nearness)
    }

    @Test("What nobody knows is neither nothing nor exactly it, and has no bar")
    func unknown() {
        #expect(Nearness(sacrifice: nil) == .unknown)
        #expect(Nearness.part(sacrifice: nil) == nil)
    }

    @Test(
        "The bar shows what was got, held to what there is",
        arguments: [
            (0, 100), (4_999, 100), (5_000, 99), (300_000, 70), (1_000_000, 0), (-1, 100),
            (2_000_000, 0),
        ])
    func bars(sacrifice: Int, part: Int) {
        #expect(Nearness.part(sacrifice: sacrifice) == part)
    }
}
