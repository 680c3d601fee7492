import Domain
import Files
import Foundation
import Kernel
import Testing

@Suite("Tables of what people said, and who we are, as people write them")
struct VoiceTableTests {
    private static let mapping = """
        person: guest
        id: id
        at: day
        offset: "+02:00"
        says: "{theme}: {words}"
        channel: "office-{office}"
        where: {status: open}
        """

    private func read(_ rows: String, _ mapping: String = mapping) throws -> VoiceTable {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).csv")
        try rows.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        return try VoiceTable(path: file.path, map: VoiceMap.parse(mapping, file: "map"))
    }

    private func problems(of mapping: String) -> [String] {
        do throws(FileProblems) {
            _ = try VoiceMap.parse(mapping, file: "map")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("A row is somebody's words, with what they came by and when they were said")
    func rows() throws {
        let found = try read(
            """
            id,guest,day,theme,words,office,status
            1,g1,2026-07-14,Light,Too bright,3,open
            2,g2,2026-07-14T10:00:00Z,Light,,3,open
            3,,2026-07-14,Light,Too dark,3,open
            4,g4,soon,Light,Too dark,3,open
            5,g5,2026-07-14,Light,Too dark,,open
            6,g6,2026-07-14,Light,Too dark,3,closed
            7,g7,,Light,Too dark,3,open
            """)

        #expect(found.rows.map(\.id) == ["1", "7"])
        let first = try #require(found.rows.first)
        #expect(first.words == "Light: Too bright" && first.channel == "office-3")
        #expect(first.person == "g1" && first.language == nil && first.line == 2)
        #expect(first.at == Instant(rfc3339: "2026-07-13T22:00:00Z".utf8))
        #expect(found.rows.last?.at == nil)
        #expect(found.problems.map(\.line) == [4, 5, 6])
        #expect(found.rowCount == 7 && found.leftOutCount == 2)
    }

    @Test("A mapping that lacks something, or names what is not there, says so")
    func wrong() throws {
        #expect(problems(of: Self.mapping).isEmpty)
        let lacking = problems(of: "person: guest\nchanel: page\n")
        #expect(lacking.count == 3)
        #expect(lacking.contains { $0.contains("did you mean 'channel'") })
        #expect(lacking.contains { $0.contains("'says' is missing") })
        #expect(problems(of: "person: a\nsays: \"{b\"\nchannel: c\n").count == 1)
        #expect(throws: TableReader.Failure.self) {
            try read("guest,words\ng1,Hello\n")
        }
        #expect(throws: TableReader.Failure.self) {
            try read("id,guest,day,theme,words,office,status\n1,g1,,,,3,open\n")
        }
    }

    private static let charter = Charter(
        principles: [
            Principle(
                id: PrincipleID("calm")!,
                words: Words(en: "Calm: \"always\"", nl: "Rust # ook 's nachts"),
                yes: ["A \\ bench", "- two"], no: ["{music}\tat the gate\n"])
        ],
        redLines: [
            RedLine(id: RedLineID("data")!, words: Words(en: "No data", nl: "Geen gegevens"))
        ],
        hopedFor: [
            Belonging(who: Words(en: "yes", nl: "no"), how: Words(en: "a\u{1}b", nl: "é"))
        ],
        partedFrom: [
            Belonging(
                who: Words(en: "Who is loud", nl: "Wie luid is"),
                how: Words(en: "Kindly", nl: "Vriendelijk"))
        ], answerDays: 21)

    @Test("Who we are is read as it was written, whatever its texts hold")
    func roundTrip() throws {
        let text = CharterFile.text(of: Self.charter)

        #expect(try CharterFile.parse(text, file: "charter") == Self.charter)
    }

    @Test("Every fault of who we are is told at once, with its place")
    func faults() {
        let text = """
            principles:
              - {id: "a b", words: {en: Calm, nl: Rust}}
              - {id: calm, words: {en: Calm}}
            red line: []
            answer days: 91
            """
        do throws(FileProblems) {
            _ = try CharterFile.parse(text, file: "charter")
            Issue.record("it was read")
        } catch {
            #expect(error.problems.map(\.line) == [2, 3, 4, 5])
        }
    }
}
