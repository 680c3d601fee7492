/// Keeps numbers of few people from being shown, or from being worked out from shown ones.
///
/// Three rules. A cell of fewer than ``least`` is hidden, and an empty one with it, so that hidden
/// does not say "somebody". When what is hidden is together fewer than ``least``, or is all in one
/// cell, the smallest shown cells are hidden too: a total less the shown ones then says nothing of
/// few. A share of a known number is hidden when either side of it is fewer than ``least``.
///
/// What this does not hold: two reports a day apart differ by what came in between, so whoever
/// may ask for reports at will is to get them by the month. And counts of two measures may differ
/// by few: of how many something is not known is no secret.
public enum Suppression {
    /// People.
    public static let least = 10

    /// Counts of cells that lie apart, as they may be shown; `elsewhere` is what is hidden.
    ///
    /// - Parameter groups: Cells whose total may be known from elsewhere: a row, a side of a
    ///   threshold. What is hidden in each is none, or ``least`` in two cells or more, or all.
    /// - Complexity: O(h g c) in hidden cells, groups and cells of a group.
    public static func shown(
        _ counts: [Int], groups: [[Int]] = []
    ) -> (cells: [Int?], elsewhere: Int) {
        var cells: [Int?] = counts.map { $0 >= least ? $0 : nil }
        let all = groups + [Array(counts.indices)]
        // Each turn hides a cell or is the last.
        while let next = all.lazy.compactMap({ toHide(in: $0, counts, cells) }).first {
            cells[next] = nil
        }
        let hidden = counts.indices.reduce(0) { cells[$1] == nil ? $0 + counts[$1] : $0 }
        return (cells, hidden < least ? 0 : hidden)
    }

    /// The smallest shown cell of a group whose hidden ones say too much.
    private static func toHide(in group: [Int], _ counts: [Int], _ cells: [Int?]) -> Int? {
        var hidden = 0
        var hiddenCells = 0
        var smallest: Int?
        for index in group {
            if cells[index] == nil {
                hidden += counts[index]
                hiddenCells += counts[index] > 0 ? 1 : 0
            } else if smallest.map({ counts[index] < counts[$0] }) ?? true {
                smallest = index
            }
        }
        return hiddenCells > 0 && (hidden < least || hiddenCells < 2) ? smallest : nil
    }

    /// A count as it may be shown.
    public static func shown(_ count: Int) -> Int? { count >= least ? count : nil }

    /// Whether a share of `part` in `whole` may be shown.
    public static func shows(part: Int, of whole: Int) -> Bool {
        part >= least && whole - part >= least
    }
}

extension Published {
    /// Nothing that may be shown.
    public static let hidden = Published(
        value: nil, count: 0, coverage: 0, interval: nil, posteriorSD: nil)
}
