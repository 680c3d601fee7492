import Foundation
import Pages
import Testing

@Suite("Forms with files")
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=----x1"

    private func form(_ body: String, _ type: String = type) throws -> MultipartForm {
        try MultipartForm(
            contentType: type, body: Array(body.replacing("\n", with: "\r\n").utf8))
    }

    @Test("Fields and files are read, also empty ones and bytes that look like a boundary")
    func wellFormed() throws {
        let form = try form(
            """
            ------x1
            Content-Disposition: form-data; name="venue"

            a: 1
            ------x
            b: 2
            ------x1
            Content-Disposition: form-data; name="tests"


            ------x1
            Content-Disposition: form-data; name="table"; filename="day %22x%22.csv"
            Content-Type: text/csv

            a,b
            ------x1
            Content-Disposition: form-data; name="none"; filename=""
            Content-Type: application/octet-stream


            ------x1--

            """)
        #expect(form.fields == ["venue": "a: 1\r\n------x\r\nb: 2", "tests": ""])
        #expect(form.file("table")?.fileName == "day \"x\".csv")
        #expect(form.file("table")?.text == "a,b")
        #expect(form.file("none") == nil)
    }

    @Test("Every byte of a file comes through")
    func bytes() throws {
        let file = (0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 31) } + [13, 10, 45, 45, 13]
        let head = "--b\r\nContent-Disposition: form-data; name=\"t\"; filename=\"f\"\r\n\r\n"
        let form = try MultipartForm(
            contentType: "multipart/form-data; boundary=\"b\"",
            body: Array(head.utf8) + file + Array("\r\n--b--\r\n".utf8))
        #expect(form.file("t")?.bytes == file)
    }

    @Test(
        "What no browser sends is refused",
        arguments: [
            "", "hello", "------x1", "------x1--x", "------x1\n\n\n------x1--",
            "before\n------x1\nContent-Disposition: form-data; name=\"a\"\n\n1\n------x1--",
            "------x1\nContent-Disposition: form-data; name=\"a\"\n\n1",
            "------x1\nContent-Disposition: form-data; name=\"a\"\n\n1\n------x1",
            "------x1\nContent-Disposition: form-data; name=a\n\n1\n------x1--",
            "------x1\nContent-Disposition: attachment; name=\"a\"\n\n1\n------x1--",
            "------x1\nContent-Disposition: form-data\n\n1\n------x1--",
            "------x1\nContent-Type: text/plain\n\n1\n------x1--",
            "------x1\nnonsense\n\n1\n------x1--",
            "------x1\nContent-Transfer-Encoding: base64\nContent-Disposition: form-data; name=\"a\"\n\n1\n------x1--",
        ])
    func malformed(body: String) {
        #expect(throws: MultipartForm.Refusal.notAForm) { try form(body) }
    }

    @Test(
        "A content type without a boundary that can be one is refused",
        arguments: [
            "multipart/form-data", "multipart/mixed; boundary=x", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"a b\"",
            "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
        ])
    func contentTypes(type: String) {
        #expect(throws: MultipartForm.Refusal.notAForm) { try form("--x--", type) }
    }

    @Test("Too many fields are refused, and an empty form is none at all")
    func limits() throws {
        let part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
        func form(_ count: Int) throws -> MultipartForm {
            try MultipartForm(
                contentType: "multipart/form-data; boundary=b",
                body: Array((String(repeating: part, count: count) + "--b--").utf8))
        }
        #expect(try form(0).parts.isEmpty)
        #expect(try form(MultipartForm.partCountMax).parts.count == MultipartForm.partCountMax)
        #expect(throws: MultipartForm.Refusal.tooManyFields) {
            try form(MultipartForm.partCountMax + 1)
        }
    }

    @Test("No bytes make it stop working", arguments: 0..<200)
    func noise(seed: Int) throws {
        let pieces = [
            "--b", "\r\n", "--", "\r", "\n", "Content-Disposition: form-data; name=\"a\"", "x", ":",
        ]
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        var body = "--b\r\n"
        for _ in 0..<24 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            body += pieces[Int(state >> 40) % pieces.count]
        }
        _ = try? MultipartForm(
            contentType: "multipart/form-data; boundary=b", body: Array(body.utf8))
    }
}
