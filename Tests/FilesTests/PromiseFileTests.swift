import Files
import Foundation
import Kernel
import Measures
import Testing

@Suite("Tables of promises") struct PromiseFileTests {
    private func read(
        _ rows: String, _ mapping: String, by: [String]? = nil, now: Instant? = nil,
        as encoding: String.Encoding = .utf8
    ) throws -> PromiseFile {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).csv")
        try rows.write(to: file, atomically: true, encoding: encoding)
        defer { try? FileManager.default.removeItem(at: file) }
        return try PromiseFile(
            path: file.path, map: PromiseMap.parse(mapping, file: "map"), by: by, now: now)
    }

    private func letters(_ found: PromiseFile) -> [PromiseFact.Letter] {
        found.rows.map(\.fact.letter)
    }

    private static let deadlines = "kind: deadline\ndue: due\nfinished: done\n"

    @Test("A deadline is kept up to its last moment, and across offsets")
    func deadline() throws {
        let found = try read(
            """
            due,done
            2026-07-14T12:00:00+02:00,2026-07-14T10:00:00Z
            2026-07-14T12:00:00+02:00,2026-07-14T10:00:00.001Z
            2026-07-14,2026-07-14 23:59
            2026-07-14,2026-07-15
            2026-07-14 12:00,2026-07-14
            """, Self.deadlines)
        #expect(letters(found) == [.kept, .broken, .kept, .broken, .unknown])
    }

    @Test("What is not finished is unknown once it is due, as of the last that was finished")
    func open() throws {
        let rows = """
            due,done
            2026-07-10,2026-07-12
            2026-07-11,
            2026-07-13,
            """
        let later = Self.deadlines + "as of: 2026-07-13"
        #expect(try letters(read(rows, Self.deadlines)) == [.broken, .unknown, .notDue])
        #expect(try letters(read(rows, later)) == [.broken, .unknown, .unknown])
    }

    @Test("An end that lies ahead, or after 'as of', is told and not counted")
    func impossibleEnds() throws {
        let rows = "from,due,done\n2026-07-01,2026-07-10,2026-07-08\n2026-07-01,2026-07-10,%"
        func places(_ end: String, _ mapping: String = "", now: Int64? = nil) throws -> [Int?] {
            let found = try read(
                rows.replacingOccurrences(of: "%", with: end),
                Self.deadlines + "made: from\n" + mapping,
                now: now.map { Instant(milliseconds: $0) })
            #expect(found.problems.map(\.line) == (found.problemCount == 0 ? [] : [3]))
            #expect(letters(found).count == 2 - found.problemCount)
            return found.problems.map(\.column)
        }
        // 2026-07-09T00:00:00Z.
        let now: Int64 = 1_783_555_200_000

        #expect(try places("2026-07-09T00:00:00Z", now: now) == [])
        #expect(try places("2026-07-09T00:00:00.001Z", now: now) == [3])
        #expect(try places("2026-07-09", "as of: 2026-07-08") == [3])
        #expect(try places("2026-07-08", "as of: 2026-07-08") == [])
    }

    @Test("An end over a year after every other date moves nothing, and is told by its place")
    func strays() throws {
        let rows = "due,done\n2025-03-10,2025-03-12\n2026-03-11,%\n2026-03-13,\n"
        func read(_ end: String, _ mapping: String = "") throws -> PromiseFile {
            try self.read(
                rows.replacingOccurrences(of: "%", with: end), Self.deadlines + mapping)
        }
        let stray = try read("2027-04-01")
        let near = try read("2027-03-01")
        let said = try read("2027-04-01", "as of: 2027-04-02")

        #expect(letters(stray) == [.broken, .notDue])
        #expect(stray.problems.map(\.line) == [3] && stray.problems.map(\.column) == [2])
        #expect(stray.asOf?.line == 2)
        #expect(letters(near) == [.broken, .broken, .unknown] && near.asOf?.line == 3)
        #expect(letters(said) == [.broken, .broken, .unknown] && said.asOf?.line == nil)
        // Where nothing is open it changes nothing, so it is believed.
        let closed = "due,done\n2025-03-10,2025-03-12\n2025-03-11,2029-04-01"
        #expect(try letters(self.read(closed, Self.deadlines)) == [.broken, .broken])
    }

    @Test("A time of what came that lies ahead, or over a year after all others, is told")
    func strayTimes() throws {
        let rows = "at,said,took\n2025-03-10,30,20\n2025-03-11,30,40\n%\n"
        func read(_ row: String, now: Int64? = nil) throws -> PromiseFile {
            try self.read(
                rows.replacingOccurrences(of: "%", with: row),
                "kind: posted\nposted: said\nmeasured: took\ntime: at\n",
                now: now.map { Instant(milliseconds: $0) })
        }
        // 2026-07-09T00:00:00Z.
        let now: Int64 = 1_783_555_200_000
        for (row, at) in [("2091-03-12,30,20", now), ("2091-03-12,30,20", nil)] {
            let found = try read(row, now: at)
            #expect(found.problems.map(\.line) == [4] && found.problems.map(\.column) == [1])
            #expect(letters(found) == [.kept, .broken])
        }
        #expect(try read("2026-07-09T00:00:00.001Z,30,20", now: now).problemCount == 1)
        #expect(try read("2026-03-01,30,20", now: now).problemCount == 0)
        // Nothing came of it yet.
        #expect(try read("2026-08-01,30,", now: now).problemCount == 0)
    }

    @Test("A date outside of the years 2000 to 2099 is a bad row")
    func years() throws {
        let found = try read(
            "due,done\n1999-12-31,2025-03-12\n2000-01-01,2025-03-12\n2100-01-01,2025-03-12\n"
                + "2099-12-31,2025-03-12", Self.deadlines)
        #expect(found.problems.map(\.line) == [2, 4] && found.problems.map(\.column) == [1, 1])
        #expect(letters(found) == [.broken, .kept])
    }

    @Test("A promise was made by the time it was kept and fell due, whatever 'made' says")
    func madeAt() throws {
        let rows = """
            from,due,done
            2026-07-08T00:00:00Z,2026-07-10T00:00:00Z,2026-07-05T12:00:00Z
            2026-07-01T00:00:00Z,2026-07-10T00:00:00Z,2026-07-05T12:00:00Z
            ,2026-07-10T00:00:00Z,2026-07-05T12:00:00Z
            ,2026-07-02T00:00:00Z,2026-07-05T12:00:00Z
            ,2026-08-02T00:00:00Z,
            """
        // 2026-07-09T00:00:00Z.
        let now = Instant(milliseconds: 1_783_555_200_000)
        let done = Instant(rfc3339: "2026-07-05T12:00:00Z".utf8)
        let from = Instant(rfc3339: "2026-07-01T00:00:00Z".utf8)
        let due = Instant(rfc3339: "2026-07-02T00:00:00Z".utf8)

        let told = try read(rows, Self.deadlines + "made: from", now: now)
        #expect(told.rows.map(\.madeAt) == [done, from, done, due, nil])
        let untold = try read(rows, Self.deadlines, now: now)
        #expect(untold.rows.map(\.madeAt) == [done, done, done, due, nil])
        #expect(told.problemCount == 0 && untold.problemCount == 0)
    }

    @Test("True in JSON lines is no number")
    func truthIsNoNumber() throws {
        let rows = """
            {"said": 30, "took": true}
            {"said": 30, "took": 1}
            """
        let found = try read(rows, "kind: posted\nposted: said\nmeasured: took\nformat: jsonl")
        #expect(found.problems.map(\.line) == [1] && found.problems.map(\.field) == ["took"])
        #expect(letters(found) == [.kept])
    }

    @Test("Letters that are not UTF-8 are told with their line, and read when the map says how")
    func letters() throws {
        let rows = "due,done,café\n2026-07-14,2026-07-13,Één\n"
        let mapping = Self.deadlines + "channel: '{café}'\n"
        let latin = Self.deadlines + "channel: '{café}'\nencoding: latin1\n"
        for (column, line) in [("café", 1), ("cafe", 2)] {
            let failure = #expect(throws: TableReader.Failure.self) {
                try read(
                    rows.replacingOccurrences(of: "café", with: column),
                    mapping.replacingOccurrences(of: "café", with: column), as: .isoLatin1)
            }
            let told = failure?.description ?? ""
            #expect(told.contains("line \(line)") && told.contains("encoding: latin1"))
        }
        #expect(try read(rows, latin, as: .isoLatin1).rows.map(\.channel) == ["Één"])
        #expect(try read(rows, mapping).rows.map(\.channel) == ["Één"])
        let wide = #expect(throws: TableReader.Failure.self) {
            try read(rows, mapping, as: .utf16)
        }
        #expect(wide?.description.contains("line 1: this is UTF-16") == true)
        #expect(throws: FileProblems.self) {
            try PromiseMap.parse(Self.deadlines + "encoding: ebcdic", file: "map")
        }
    }

    @Test("A plan stands in where no deadline does, and without either nothing is promised")
    func planned() throws {
        let found = try read(
            "due,plan,done\n,2026-07-10,2026-07-09\n,,2026-07-09",
            Self.deadlines + "planned: plan")
        #expect(letters(found) == [.kept])
        #expect(found.problems.map(\.line) == [3] && found.problems.map(\.column) == [1])
    }

    @Test("Days from when it was made are the number that was promised, and the one that came")
    func days() throws {
        let found = try read(
            "from,due,done\n2026-07-01T00:00:00Z,2026-07-11T00:00:00Z,2026-07-05T12:00:00Z",
            Self.deadlines + "made: from")
        #expect(found.pairs.map(\.said) == [10] && found.pairs.map(\.came) == [4.5])
    }

    private static let waits = """
        kind: posted
        posted: said
        measured: took
        valid: good
        time: at
        by: [ride, hour]
        """

    @Test(
        "A posted wait is kept when it took no longer; what is not valid or not posted is left out")
    func posted() throws {
        let found = try read(
            """
            ride,at,said,took,good
            tower,2026-07-14 09:05:00,30,30,True
            tower,2026-07-14 10:05:00,30,30.5,yes
            river,2026-12-14 09:05:00,20,,1
            river,2026-12-14 09:15:00,,12,1
            river,2026-12-14 09:25:00,20,-4711,False
            """, Self.waits)
        #expect(letters(found) == [.kept, .broken, .unknown])
        #expect(found.rows.map(\.group) == [["tower", "09"], ["tower", "10"], ["river", "09"]])
        #expect(found.leftOutCount == 2 && found.problemCount == 0)
        #expect(found.pairs.map(\.period) == [2026 * 12 + 6, 2026 * 12 + 6])
        #expect(found.facts.map(\.group) == ["tower · 09", "tower · 10", "river · 09"])
    }

    @Test("A table may be grouped otherwise than its mapping says, also by weekday")
    func groups() throws {
        let rows = "ride,at,said,took,good\ntower,2026-07-14 09:05:00,30,30,1"
        #expect(try read(rows, Self.waits, by: ["weekday"]).rows.map(\.group) == [["2"]])
        #expect(try read(rows, Self.waits, by: []).facts.map(\.group) == ["all"])
        #expect(throws: TableReader.Failure.self) { try read(rows, Self.waits, by: ["rides"]) }
    }

    @Test("Rows of JSON lines are read by their names, and an own hour goes before the time's")
    func jsonLines() throws {
        let rows = """
            {"ride": "tower", "at": "2026-07-14T09:05:00Z", "said": 30, "took": 30, "good": true}
            {"ride": "tower", "at": "2026-07-14T09:05:00Z", "said": 30, "took": 40, "hour": "late"}
            """
        let found = try read(rows, Self.waits + "\nformat: jsonl")
        #expect(throws: TableReader.Failure.self) {
            try read(rows, Self.waits + "\nformat: jsonl", by: ["rides"])
        }
        #expect(found.rows.map(\.group) == [["tower", "09"], ["tower", "late"]])
        #expect(letters(found) == [.kept, .broken] && found.problemCount == 0)
    }

    @Test(
        "A column that no row of JSON lines has is told by name, and null is a column that is there"
    )
    func mistypedColumns() throws {
        let rows = """
            {"ride": "a", "at": "2026-07-14T09:05:00Z", "said": 30, "took": null, "good": true}
            {"ride": "a", "at": "2026-07-14T09:05:00Z", "said": 30, "good": true}
            """
        let mapping = Self.waits + "\nformat: jsonl"
        #expect(try letters(read(rows, mapping)) == [.unknown, .unknown])
        for (wrong, name) in [("measured: tok", "tok"), ("valid: god", "god")] {
            let right = wrong.hasPrefix("valid") ? "valid: good" : "measured: took"
            let failure = #expect(throws: TableReader.Failure.self) {
                try read(rows, mapping.replacingOccurrences(of: right, with: wrong))
            }
            #expect(failure?.description.contains("no row has \(name)") == true)
        }
    }

    @Test("A field of one JSON line that is nearly called as it should be is no silence")
    func mistypedFields() throws {
        let whole = #"{"ride": "a", "at": "2026-07-14T09:05:00Z", "said": 30, "took": 40"#
        let rows = """
            \(whole), "good": true, "food": 1}
            \(whole), "god": false}
            \(whole), "food": 2}
            {"ride": "a", "at": "2026-07-14T09:05:00Z", "said": 30, "tok": 20, "good": true}
            {"ride": "a", "at": "2026-07-14T09:05:00Z", "said": 30}
            """
        let found = try read(rows, Self.waits + "\nformat: jsonl")
        // Food is a field of its own: it stands beside the other one.
        #expect(found.problems.map(\.line) == [2, 4])
        #expect(found.problems.map(\.field) == ["good", "took"])
        #expect(letters(found) == [.broken, .broken, .unknown])
    }

    @Test("A bad row is told with line and column, and not with what stands there")
    func badRows() throws {
        let found = try read(
            """
            ride,at,said,took,good
            tower,2026-07-14 09:05:00,30,soon,1
            tower,2026-02-30 09:05:00,30,20,1
            tower,2026-07-14 09:05:00,-1,20,1
            tower,2026-07-14 09:05:00,30,20,perhaps
            tower,30,20
            tower,2026-07-14 09:05:00,30,20,1
            """, Self.waits)
        #expect(found.problems.map(\.line) == [2, 3, 4, 5, 6])
        #expect(found.problems.map(\.column) == [4, 2, 3, 5, nil])
        #expect(!found.problems.contains { $0.description.contains("soon") })
        #expect(letters(found) == [.kept] && found.rowCount == 6)
    }

    private static let rooms = """
        kind: option
        reserved: wanted
        assigned: got
        cancelled: off
        person: guest
        id: booking
        reading: kept
        """

    @Test("An option is kept when it is the one reserved; cancelled ones are left out")
    func option() throws {
        let found = try read(
            """
            booking,guest,wanted,got,off,kept
            1,ann,A,A,0,
            2,ben,A,D,0,yes
            3,ann,A,,0,
            4,cas,A,B,1,
            5,ann,B,B,0,no
            5,dee,B,B,0,no
            """, Self.rooms)
        let count = PromiseReport(facts: found.facts).all
        #expect(letters(found) == [.kept, .broken, .unknown, .kept])
        #expect(found.rows.map(\.fact.person) == [0, 1, 0, 0])
        #expect(found.leftOutCount == 1 && found.problems.map(\.line) == [7])
        #expect(count.asked == 2 && count.keptByReading == 1 && count.gap == 1)
    }

    @Test("What was said is filled in with the row's own words")
    func says() throws {
        let found = try read(
            "due,done,desk\n2026-07-14,2026-07-13,Desk 1",
            Self.deadlines + "says: 'Ready by {due}'\nchannel: '{desk}'\nowner: permits")
        #expect(found.rows.map(\.quote) == ["Ready by 2026-07-14"])
        #expect(found.rows.map(\.channel) == ["Desk 1"] && found.rows.map(\.owner) == ["permits"])
        let grouped = try read(
            "due,done,desk\n2026-07-14,2026-07-13,Desk 1", Self.deadlines + "channel: '{desk}'",
            by: ["channel"])
        #expect(grouped.rows.map(\.group) == [["Desk 1"]])
    }

    @Test(
        "A mapping that cannot be read says where and what is known",
        arguments: [
            ("kind: deadlines\ndue: d\nfinished: f", 1, "did you mean 'deadline'?"),
            ("kind: posted\nposted: p", 1, "'measured' is missing"),
            ("kind: posted\nposted: p\nmeasured: m\ndue: d", 4, "'due' is not known"),
            ("kind: option\nreserved: r\nassigned: a\nas of: soon", 4, "write a date"),
            ("kind: option\nreserved: r\nassigned: a\noffset: 2", 4, "'offset' is Z"),
            ("kind: option\nreserved: r\nassigned: a\nsays: 'Room {r'", 4, "a column's name"),
            ("due: d", 1, "'kind' is missing"), ("- kind", 1, "first 'kind: deadline'"),
        ])
    func badMapping(text: String, line: Int, says: String) throws {
        let problems = #expect(throws: FileProblems.self) {
            try PromiseMap.parse(text, file: "map")
        }
        #expect(problems?.problems.contains { $0.line == line } == true)
        #expect(problems?.description.contains(says) == true)
    }

    @Test("A table without a column that the mapping names, or without promises, is refused")
    func refused() throws {
        let failure = #expect(throws: TableReader.Failure.self) {
            try read("due,end\n2026-07-14,", Self.deadlines)
        }
        #expect(failure?.description == "there is no column done; the table has due, end")
        #expect(throws: TableReader.Failure.self) { try read("due,done\n,", Self.deadlines) }
    }
}
