/// How one text became another: the lines that went and came, with three of those around them.
public struct TextDifference: Sendable {
    public enum Change: Sendable { case none, removed, added }

    public struct Line: Equatable, Sendable {
        public let change: Change
        /// Its number before, from 1; `nil` for a line that came.
        public let before: Int?
        /// Its number after, from 1; `nil` for a line that went.
        public let after: Int?
        public let text: String
    }

    /// Lines that stand together, those around changes among them.
    public typealias Hunk = [Line]

    public static let lineCountAround = 3
    /// Past so many lines that differ, all of them went and came: comparing them would take long.
    static let lineCountMax = 6_000

    public let hunks: [Hunk]

    public init(from old: String, to new: String) {
        let before = Self.lines(of: old)
        let after = Self.lines(of: new)
        let lines = Self.changes(before, after)
        var hunks: [Hunk] = []
        var end = 0
        for (place, line) in lines.enumerated() where line.change != .none {
            let first = max(0, place - Self.lineCountAround)
            let last = min(lines.count, place + Self.lineCountAround + 1)
            if hunks.isEmpty || first > end {
                hunks.append(Array(lines[first..<last]))
            } else if last > end {
                hunks[hunks.count - 1] += lines[end..<last]
            }
            end = last
        }
        self.hunks = hunks
    }

    /// By scalars, since CR LF is one character; the end of the last line begins none.
    private static func lines(of text: String) -> [String] {
        var lines = text.unicodeScalars
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func changes(_ before: [String], _ after: [String]) -> [Line] {
        var head = 0
        while head < before.count, head < after.count, before[head] == after[head] { head += 1 }
        var tail = 0
        while tail < before.count - head, tail < after.count - head,
            before[before.count - 1 - tail] == after[after.count - 1 - tail]
        { tail += 1 }
        let old = Array(before[head..<(before.count - tail)])
        let new = Array(after[head..<(after.count - tail)])
        var isRemoved = [Bool](repeating: true, count: old.count)
        var isAdded = [Bool](repeating: true, count: new.count)
        if old.count + new.count <= lineCountMax {
            isRemoved = isRemoved.map { _ in false }
            isAdded = isAdded.map { _ in false }
            for change in new.difference(from: old) {
                switch change {
                case .remove(let place, _, _): isRemoved[place] = true
                case .insert(let place, _, _): isAdded[place] = true
                }
            }
        }
        var lines = (0..<head).map {
            Line(change: .none, before: $0 + 1, after: $0 + 1, text: before[$0])
        }
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, isRemoved[i] {
                lines.append(
                    Line(change: .removed, before: head + i + 1, after: nil, text: old[i]))
                i += 1
            } else if j < new.count, isAdded[j] {
                lines.append(Line(change: .added, before: nil, after: head + j + 1, text: new[j]))
                j += 1
            } else {
                lines.append(
                    Line(change: .none, before: head + i + 1, after: head + j + 1, text: old[i]))
                i += 1
                j += 1
            }
        }
        for place in 0..<tail {
            let (i, j) = (before.count - tail + place, after.count - tail + place)
            lines.append(Line(change: .none, before: i + 1, after: j + 1, text: before[i]))
        }
        return lines
    }
}
