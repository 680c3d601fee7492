import ExactJSON
import MeasureJSON
import Measures
import Testing

@Suite("The catalogue of measures") struct MeasureCatalogueTests {
    @Test("No name stands twice, and each says its formula, units and source") func complete() {
        #expect(Set(Measure.all.map(\.name)).count == Measure.all.count)
        for measure in Measure.all {
            #expect(!measure.formula.isEmpty, "\(measure.name)")
            #expect(!measure.units.isEmpty, "\(measure.name)")
            #expect(!measure.source.isEmpty, "\(measure.name)")
        }
    }

    @Test("JSON is written as it was read, in its order, and escapes come back")
    func roundTrip() throws {
        let text = #"{"b": [1, 2.50, -3e2], "a": {"x": null, "y": "é\n\"\\"}, "c": []}"#
        let value = try ExactJSONReader.read(Array(text.utf8), takesEscapes: true)
        #expect(value.text == text)
        let again = try ExactJSONReader.read(Array(value.laidOut.utf8), takesEscapes: true)
        #expect(again == value)
    }

    @Test(
        "What is no JSON is refused with its place",
        arguments: [
            (#"{"a": 1, "a": 2}"#, 10), (#"["\ud800"]"#, 9), ("[1,]", 4), (#"["\x"]"#, 4),
            ("[01]", 2), ("", 1),
        ]) func refused(text: String, column: Int)
    {
        #expect {
            _ = try ExactJSONReader.read(Array(text.utf8), takesEscapes: true)
        } throws: { error in
            (error as? ExactJSONFailure)?.column == column
        }
    }

    @Test("A quantile undoes its distribution, and outside of its domain there is no number")
    func quantiles() {
        for share in [0.001, 0.025, 0.5, 0.9, 0.999] {
            #expect(abs(StandardNormal.cdf(StandardNormal.quantile(share)) - share) < 1e-12)
            let beta = BetaDistribution(a: 0.5, b: 7)
            #expect(abs(beta.cdf(beta.quantile(share)) - share) < 1e-9)
            let t = StudentT.quantile(share, degrees: 4)
            #expect(abs(StudentT.cdf(t, degrees: 4) - share) < 1e-9)
        }
        #expect(abs(StandardNormal.quantile(0.975) - StandardNormal.z95) < 1e-12)
        #expect(StandardNormal.quantile(1.5).isNaN)
        #expect(BetaDistribution(a: 0, b: 1).cdf(0.5).isNaN)
        #expect(StudentT.quantile(0.5, degrees: -1).isNaN)
    }
}
