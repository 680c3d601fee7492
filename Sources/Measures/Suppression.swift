/// Keeps numbers of few people from being shown, or from being worked out from shown ones.
///
/// Three rules. A cell of fewer than ``least`` is hidden, and an empty one with it, so that hidden
/// does not say "somebody". When what is hidden is together fewer than ``least``, or is all in one
/// cell, the smallest shown cells are hidden too: a total less the shown ones then says nothing of
/// few. A share of a known number is hidden when either side of it is fewer than ``least``.
///
/// What this does not hold: two reports a day apart differ by what came in between. Whoever may
/// ask for reports at will is to get them by the month.
public enum Suppression {
    /// People.
    public static let least = 10

    /// Counts of cells that lie apart, as they may be shown; `elsewhere` is what is hidden.
    ///
    /// - Complexity: O(c log c) in cells.
    public static func shown(_ counts: [Int]) -> (cells: [Int?], elsewhere: Int) {
        var cells: [Int?] = counts.map { $0 >= least ? $0 : nil }
        var hidden = counts.reduce(0) { $1 < least ? $0 + $1 : $0 }
        var hiddenCells = counts.count { $0 > 0 && $0 < least }
        let bySize = counts.indices.filter { cells[$0] != nil }
            .sorted { (counts[$0], $0) < (counts[$1], $1) }
        for index in bySize {
            guard hiddenCells > 0, hidden < least || hiddenCells < 2 else { break }
            cells[index] = nil
            hidden += counts[index]
            hiddenCells += 1
        }
        return (cells, hidden < least ? 0 : hidden)
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
