import Pages
import Testing

@Suite("Differences of texts")
struct TextDifferenceTests {
    private func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

    private func marks(_ hunk: TextDifference.Hunk) -> [String] {
        hunk.map { line in
            switch line.change {
            case .none: " \(line.text)"
            case .removed: "-\(line.text)"
            case .added: "+\(line.text)"
            }
        }
    }

    @Test("Texts that are the same have no hunks")
    func same() {
        #expect(TextDifference(from: "", to: "").hunks.isEmpty)
        #expect(TextDifference(from: "a\nb\n", to: "a\nb\n").hunks.isEmpty)
    }

    @Test("A line that changes stands among three before it and three after it, with both numbers")
    func oneLine() {
        let old = (1...20).map { "line \($0)" }
        var new = old
        new[9] = "another"
        let hunks = TextDifference(from: text(old), to: text(new)).hunks
        #expect(hunks.count == 1)
        #expect(
            marks(hunks[0]) == [
                " line 7", " line 8", " line 9", "-line 10", "+another", " line 11", " line 12",
                " line 13",
            ])
        #expect(hunks[0].map(\.before) == [7, 8, 9, 10, nil, 11, 12, 13])
        #expect(hunks[0].map(\.after) == [7, 8, 9, nil, 10, 11, 12, 13])
    }

    @Test("Changes six lines apart are one hunk, and seven apart are two")
    func twoChanges() {
        let old = (1...40).map { "\($0)" }
        for (gap, count) in [(6, 1), (7, 2)] {
            var new = old
            new[9] = "x"
            new[10 + gap] = "y"
            #expect(TextDifference(from: text(old), to: text(new)).hunks.count == count)
        }
    }

    @Test("From nothing every line came")
    func fromNothing() {
        let hunks = TextDifference(from: "", to: "a\nb\n").hunks
        #expect(hunks.map(marks) == [["+a", "+b"]])
    }

    @Test("Both texts can be read back from the whole difference", arguments: 0..<100)
    func oracle(seed: Int) {
        var state = UInt64(seed) &+ 7
        func chance(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let old = (0..<chance(12)).map { _ in "\(chance(4))" }
        let new = (0..<chance(12)).map { _ in "\(chance(4))" }
        let lines = TextDifference(
            from: old.isEmpty ? "" : text(old), to: new.isEmpty ? "" : text(new)
        ).hunks.flatMap { $0 }
        for line in lines {
            if let before = line.before { #expect(old[before - 1] == line.text) }
            if let after = line.after { #expect(new[after - 1] == line.text) }
        }
        let removed = Set(lines.filter { $0.change == .removed }.compactMap(\.before))
        let added = Set(lines.filter { $0.change == .added }.compactMap(\.after))
        let keptOld = old.enumerated().filter { !removed.contains($0.offset + 1) }.map(\.element)
        let keptNew = new.enumerated().filter { !added.contains($0.offset + 1) }.map(\.element)
        #expect(keptOld == keptNew)
    }
}
