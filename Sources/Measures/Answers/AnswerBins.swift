/// How long things took to be answered, counted by bins of time, of which two can be made one.
///
/// A time is rounded up to the end of its bin, so that no wait is told as shorter than it was. When
/// every time is a whole number of bins the curves are those of ``AnswerCurve`` and
/// ``AnswerIncidence``; else they are late by less than a bin. Whole numbers: merging in any order
/// gives the same state, and what is taken out was never in. measures.md 4.
public struct AnswerBins: Equatable, Sendable {
    /// What ended within one bin, or is open and has waited so long.
    public struct Bin: Equatable, Sendable {
        /// How many bins end before it does, itself among them; 0 is no time at all.
        public let index: Int64
        public fileprivate(set) var answered: Int64 = 0
        public fileprivate(set) var withdrawn: Int64 = 0
        public fileprivate(set) var stillOpen: Int64 = 0

        fileprivate var isEmpty: Bool { answered == 0 && withdrawn == 0 && stillOpen == 0 }

        fileprivate mutating func count(_ ending: AnswerTime.Ending, _ step: Int64) {
            switch ending {
            case .answered: answered += step
            case .withdrawn: withdrawn += step
            case .stillOpen: stillOpen += step
            }
        }

        fileprivate func count(of ending: AnswerTime.Ending) -> Int64 {
            switch ending {
            case .answered: answered
            case .withdrawn: withdrawn
            case .stillOpen: stillOpen
            }
        }
    }

    /// What takes longer than so many bins was open when they ended.
    public static let binMax: Int64 = 100_000

    /// In the unit of the times; above 0.
    public let binWidth: Int64
    /// Rising; none is empty.
    public private(set) var bins: [Bin] = []

    /// - Returns: `nil` when the width is not above 0, or so wide that the last bin has no end.
    public init?(binWidth: Int64) {
        guard binWidth > 0, binWidth <= Int64.max / Self.binMax else { return nil }
        self.binWidth = binWidth
    }

    public var count: Int64 { bins.reduce(0) { $0 + $1.answered + $1.withdrawn + $1.stillOpen } }

    /// - Returns: False when the time is below 0; then nothing changes.
    /// - Complexity: log of the bins; linear in them for the first time of a bin.
    @discardableResult public mutating func add(
        _ time: Int64, _ ending: AnswerTime.Ending
    ) -> Bool {
        guard let (index, ending) = binned(time, ending) else { return false }
        let place = place(of: index)
        if place == bins.count || bins[place].index != index {
            bins.insert(Bin(index: index), at: place)
        }
        bins[place].count(ending, 1)
        return true
    }

    /// - Parameters: As they were added. What was open and is answered now is removed as open and
    ///   added as answered.
    /// - Returns: False when there is nothing like it; then nothing changes.
    @discardableResult public mutating func remove(
        _ time: Int64, _ ending: AnswerTime.Ending
    ) -> Bool {
        guard let (index, ending) = binned(time, ending) else { return false }
        let place = place(of: index)
        guard place < bins.count, bins[place].index == index,
            bins[place].count(of: ending) > 0
        else { return false }
        bins[place].count(ending, -1)
        if bins[place].isEmpty { bins.remove(at: place) }
        return true
    }

    /// - Returns: False when the other has bins of another width; then nothing changes.
    /// - Complexity: Linear in the bins of both.
    @discardableResult public mutating func merge(_ other: Self) -> Bool {
        guard other.binWidth == binWidth else { return false }
        var merged: [Bin] = []
        merged.reserveCapacity(bins.count + other.bins.count)
        var (here, there) = (bins[...], other.bins[...])
        while let one = here.first, let two = there.first {
            if one.index <= two.index { here.removeFirst() }
            if two.index <= one.index { there.removeFirst() }
            var next = one.index <= two.index ? one : two
            if one.index == two.index {
                for ending in [AnswerTime.Ending.answered, .withdrawn, .stillOpen] {
                    next.count(ending, two.count(of: ending))
                }
            }
            merged.append(next)
        }
        bins = merged + here + there
        return true
    }

    // MARK: What they tell

    /// Kaplan and Meier's curve, each step at the end of its bin.
    ///
    /// - Complexity: Linear in the bins.
    public var curve: AnswerCurve {
        let answered = bins.reduce(0) { $0 + $1.answered }
        let sum = bins.reduce(0.0) { $0 + Double($1.answered) * end(of: $1) }
        return AnswerCurve(
            moments, timeMax: bins.last.map(end) ?? 0,
            meanOfAnswered: answered > 0 ? sum / Double(answered) : nil)
    }

    /// What was answered and what was withdrawn, each step at the end of its bin.
    public var incidence: AnswerIncidence { AnswerIncidence(moments) }

    private func end(of bin: Bin) -> Double { Double(bin.index) * Double(binWidth) }

    private var moments: [RiskMoment] {
        var left = count
        return bins.map { bin in
            defer { left -= bin.answered + bin.withdrawn + bin.stillOpen }
            return RiskMoment(
                time: end(of: bin), atRisk: Double(left), answered: Double(bin.answered),
                withdrawn: Double(bin.withdrawn))
        }
    }

    private func binned(
        _ time: Int64, _ ending: AnswerTime.Ending
    ) -> (index: Int64, ending: AnswerTime.Ending)? {
        guard time >= 0 else { return nil }
        let index = time / binWidth + (time % binWidth == 0 ? 0 : 1)
        return index > Self.binMax ? (Self.binMax, .stillOpen) : (index, ending)
    }

    /// The first place whose bin is not below the index.
    private func place(of index: Int64) -> Int {
        var (low, high) = (0, bins.count)
        while low < high {
            let middle = (low + high) / 2
            if bins[middle].index < index { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
