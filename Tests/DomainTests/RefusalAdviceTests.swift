import Domain
import Testing

@Suite("Refusals in words")
struct RefusalAdviceTests {
    @Test("Each refusal has a sentence of its own that does not only repeat its code")
    func sentences() {
        let refusals: [CommandRefusal] =
            BandRefusal.allCases.map { .band($0) } + PassRefusal.allCases.map { .pass($0) }
            + AccountRefusal.allCases.map { .account($0) }
            + WishRefusal.allCases.map { .wish($0) }
            + ExperimentRefusal.allCases.map { .experiment($0) }
            + [
                .unknownSource, .unknownPerson, .unknownQueue, .unknownTopUp, .topUpDiffers,
                .doubled, .tooManyDoors, .samePerson, .secondPersonNeeded,
                .exceedsWithWaiting,
                .money(.insufficientFunds),
            ]
        for refusal in refusals {
            #expect(refusal.advice.hasSuffix("."), "\(refusal.code)")
            #expect(refusal.advice.contains(" "), "\(refusal.code)")
            #expect(!refusal.advice.contains(refusal.code), "\(refusal.code)")
        }
        #expect(Set(refusals.map(\.advice)).count == refusals.count)
    }
}
