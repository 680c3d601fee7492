import ExactJSON
import MeasureJSON
import Testing

@Suite("A table of a measure") struct MeasureTableTests {
    private func compute(
        _ name: String, _ json: String, file: String = ""
    ) throws -> ExactJSON {
        let measure = try #require(Measure.named(name))
        let value = try ExactJSONReader.read(Array(json.utf8), takesEscapes: true)
        return try measure.compute(
            MeasureInput(value) { $0 == "people.csv" ? Array(file.utf8) : nil })
    }

    private let daniels = "daniels-histogram-and-curve-on-a-12x4"

    @Test(
        "A file is the rows that it holds, whatever its line ends, quotes and gaps",
        arguments: [
            "a,b\n1,2\n,5\n9,NA\n", "\u{FEFF}a,b\r\n1,2\r\n,5\r\n9,NA\r\n",
            "\"a\", b\n\"1\" ,2e0\n\n,+5.0\n9,", "c,b,a\nx,2,1\nx,5,\nx,,9",
        ]) func same(file: String) throws
    {
        let band = #""band": [0, 3]"#

        let read = try compute(
            daniels, #"{"file": "people.csv", "columns": ["a", "b"], \#(band)}"#, file: file)

        let written = try compute(
            daniels, #"{"rows": [[1, 2], [null, 5], [9, null]], \#(band)}"#)
        #expect(read == written)
        #expect(read.text.contains(#""histogram": [2, 0, 1]"#))
    }

    @Test(
        "What is wrong with a file is told with its line",
        arguments: [
            ("a,b\n1,2\n1", "line 3 has 1 cells, the first line 2"),
            ("a,b\n1,x", "line 2, cell 2: a number belongs here"),
            ("a,b\n1,0x1p3", "line 2, cell 2: a number belongs here"),
            ("a,b\n1,inf", "line 2, cell 2: a number belongs here"),
            ("a\n1", "has no column \"b\"; its first line names the columns"),
            ("a,b", "has no rows"), ("", "has no column \"a\"; its first line names the columns"),
        ]) func wrong(file: String, message: String)
    {
        #expect {
            try compute(
                daniels, #"{"file": "people.csv", "columns": ["a", "b"], "band": [0, 3]}"#,
                file: file)
        } throws: { error in
            (error as? MeasureProblem)?.text == "file: \(message)"
        }
    }

    @Test(
        "An input that has no answer is told what to do",
        arguments: [
            (
                "daniels-statistic-wide-band-and-effective-number",
                #"{"rows": [[1, 5], [9, 2], [3, 7]], "k": 0.01}"#,
                "nobody is average on every dimension: take a larger k"
            ),
            (
                "k-medoids-and-the-customisation-curve-r", #"{"data": [[1], [1]]}"#,
                "every row is the same: one size gives nothing up"
            ),
            (
                "effective-number-of-distinct-customers-from-mean",
                #"{"data": [[1], [1e50]], "h": 0.001}"#,
                "no two are alike at all: take a larger h"
            ),
            (
                "portfolio-choice-by-nash-social-welfare-not", #"{"options": {"a": [1, 0]}}"#,
                "options.a: someone does not gain: leave the option out, or count from without it"
            ),
            (
                "daniels-statistic-on-real-data", #"{"file": "other.csv", "k": 1}"#,
                "file: cannot read other.csv"
            ),
        ]) func noAnswer(name: String, json: String, message: String)
    {
        #expect {
            try compute(name, json)
        } throws: { error in
            (error as? MeasureProblem)?.text == message
        }
    }

    @Test("A table that has another count of rows than it says is refused")
    func count() throws {
        let rows = #""data": [[1, 2], [3, 4]]"#

        #expect(throws: Never.self) { try compute("the-mean-point-is-nobody", "{\(rows)}") }
        #expect(throws: MeasureProblem.self) {
            try compute("the-mean-point-is-nobody", #"{\#(rows), "n": 3}"#)
        }
    }

    @Test("When nothing serves both, no option is named")
    func nothing() throws {
        let answer = try compute(
            "senang-zone-then-nash-pick",
            """
            {"options": [{"id": "a", "c": 0.9, "b": -0.2}], "comfort_customer": 0.1,
             "comfort_company": 0.05}
            """)

        #expect(answer.text.contains(#""zone": [], "#))
        #expect(answer.text.contains(#""nash_pick": null"#))
        #expect(answer.text.contains(#""verdict": "no-agreement""#))
    }
}
