import Domain
import Files
import Foundation
import Kernel
import Ports
import Testing

@Suite("Tables of signals")
struct SignalTableTests {
    private static let map = """
        source: day
        signal:
          token: "{band}"
          kind: read
          zone: "{place}"
          at: "{ms}"
          reader: "{box}-{port}"
          rssi: "{dbm}"
        """

    private func table(_ rows: String, _ map: String = map) throws -> SignalTable {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).csv")
        try rows.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        return try SignalTable(path: file.path, map: try ImportMap.parse(map, file: "map"))
    }

    @Test("Reads carry their antenna and how strong it heard them, in order of time")
    func reads() throws {
        var table = try table(
            """
            ms,band,place,box,port,dbm
            1767225601000,b2,gate,r1,2,-70.6
            1767225600000,b1,gate,r1,1,-60
            1767225602000,b3,gate,r1,1,loud
            1767225603000,b4,gate,,1,
            """)
        let rows = try #require(try table.next())
        #expect(
            rows.map(\.json) == [
                #"{"id":"row-2","token":"b1","kind":"read","zone":"gate","at":1767225600000,"reader":"r1-1","rssi":-60}"#,
                #"{"id":"row-1","token":"b2","kind":"read","zone":"gate","at":1767225601000,"reader":"r1-2","rssi":-71}"#,
                #"{"id":"row-4","token":"b4","kind":"read","zone":"gate","at":1767225603000}"#,
            ])
        #expect(try table.next() == nil)
        #expect(table.rowCount == 4)
        #expect(table.unused == ["invalidStrength": 1])
        #expect(table.unusedRows["invalidStrength"]?.first == [3])
    }

    @Test("A column the table does not have is named")
    func missingColumn() throws {
        do {
            _ = try table("ms,band,place,box,port\n")
            Issue.record("a missing column is taken")
        } catch let failure as TableReader.Failure {
            #expect(failure.description.contains("no column dbm"))
        }
    }

    @Test(
        "A table is read as office programs write it: with a mark before it, ; or tabs between",
        arguments: [";", "\t", ","])
    func separators(sign: String) throws {
        let rows = "ms,band,place,box,port,dbm\n1767225600000,b1,gate,r1,1,-60\n"
        var table = try table("\u{feff}" + rows.replacing(",", with: sign))
        #expect(try table.next()?.count == 1)
    }

    @Test("The map may name the separator")
    func namedSeparator() throws {
        let rows = "ms;band;place;box;port;dbm;a,b,c,d,e,f,g\n1767225600000;b1;gate;r1;1;-60;x\n"
        #expect(throws: TableReader.Failure.self) { try self.table(rows) }
        var table = try table(rows, Self.map + "\nseparator: ';'")
        #expect(try table.next()?.count == 1)
    }

    @Test(
        "What is no text is refused without a byte of it", arguments: ["PK\u{3}\u{4}abc", "a\0b"])
    func binary(bytes: String) throws {
        do {
            _ = try table(bytes)
            Issue.record("a binary file is taken")
        } catch let failure as TableReader.Failure {
            #expect(failure.description.contains("this is no CSV: save it as CSV"))
            #expect(!failure.description.contains("abc") && !failure.description.contains("PK"))
        }
    }

    @Test("Of rows that are not used the first five are named, however many there are")
    func unusedRows() throws {
        let rows = (0..<8).map { "\(1_767_225_600_000 + $0),b\($0),,r1,1,-60" }
        var table = try table("ms,band,place,box,port,dbm\n" + rows.joined(separator: "\n"))
        #expect(try table.next() == nil)
        #expect(table.unusedRows["emptyValue"]?.count == 8)
        #expect(table.unusedRows["emptyValue"]?.first == [1, 2, 3, 4, 5])
    }

    @Test("A table comes in batches, and all of it comes")
    func batches() throws {
        let count = SignalTable.signalsABatch * 2 + 1
        let rows = (0..<count).map { "\(1_767_225_600_000 + $0),b\($0),gate,r1,1,-60" }
        for order in ["", "\nin order: true"] {
            var table = try table(
                "ms,band,place,box,port,dbm\n" + rows.joined(separator: "\n"), Self.map + order)
            var sizes: [Int] = []
            while let batch = try table.next() { sizes.append(batch.count) }
            #expect(sizes == [SignalTable.signalsABatch, SignalTable.signalsABatch, 1])
        }
    }
}
