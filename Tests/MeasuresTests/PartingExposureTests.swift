import Measures
import Testing

/// Negative control: leave the halves of the prior out, or the level, and these fail.
@Suite("What is at stake with whoever recognises themself in the house")
struct PartingExposureTests {
    @Test(
        "It is the level times the chance that the next promise breaks",
        arguments: [
            (UInt8(10), 0, 0, 0.5), (10, 3, 0, 0.125), (10, 0, 3, 0.875), (0, 0, 9, 0),
            (7, 0, 0, 0.35), (5, 1, 1, 0.25), (200, 0, 0, 0.5), (10, -4, -4, 0.5),
        ])
    func value(level: UInt8, kept: Int, broken: Int, expected: Double) {
        let exposure = PartingExposure(level: level, kept: kept, broken: broken)

        #expect(abs(exposure.value - expected) < 1e-12)
        #expect(exposure.isExposed == (expected >= 0.35))
    }

    @Test("A kept promise lowers it, a broken one raises it, and it stays between nothing and one")
    func monotone() {
        for level in UInt8(1)...10 {
            for (kept, broken) in [(0, 0), (1, 0), (0, 1), (40, 3), (3, 40)] {
                let here = PartingExposure(level: level, kept: kept, broken: broken).value
                #expect(PartingExposure(level: level, kept: kept + 1, broken: broken).value < here)
                #expect(PartingExposure(level: level, kept: kept, broken: broken + 1).value > here)
                #expect(here > 0 && here < 1)
            }
        }
        let much = PartingExposure(level: 10, kept: .max, broken: .max)
        #expect(much.value > 0 && much.value < 1)
    }
}
