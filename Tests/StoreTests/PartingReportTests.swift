import Measures
import Runtime
import Testing

@Suite("With how many much is at stake")
struct PartingReportTests {
    @Test(
        "With how many much is at stake is told of ten or more, and of all but ten or more",
        arguments: [
            (9, 9, 18, nil), (10, 10, 20, 10), (9, 16, 25, nil), (16, 9, 25, nil), (0, 9, nil, nil),
            (0, 10, 10, nil),
        ] as [(Int, Int, Int?, Int?)])
    func parting(exposed: Int, rest: Int, told: Int?, expected: Int?) {
        let much = PartingExposure(level: 10, kept: 0, broken: 1)
        let little = PartingExposure(level: 1, kept: 1, broken: 0)
        let parting = PromiseBoard.Parting(
            Array(repeating: much, count: exposed) + Array(repeating: little, count: rest))

        #expect(parting.told == told)
        #expect(parting.exposed == expected)
    }
}
