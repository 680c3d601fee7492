import RealModule

/// Which voices hold which term, and how often: one field of the index.
struct VoiceLists: Sendable {
    /// Of each term the voices in order of place: the place in the upper 24 bits, how often in the
    /// lower eight.
    private var lists: [[UInt32]] = []
    private var freeTerms: [Int32] = []
    /// Of each place, how many terms it has.
    private var lengths: [UInt32] = []
    private var lengthSum = 0
    private(set) var postingCount = 0

    /// After how many of one term one more adds less, and how far a long text is held against it:
    /// what Trotman, Puurula and Burgess 2014 found best over many collections.
    static let saturation = 0.9
    static let lengthWeight = 0.4

    mutating func newTerm() -> Int32 {
        if let term = freeTerms.popLast() { return term }
        lists.append([])
        return Int32(lists.count - 1)
    }

    mutating func free(_ term: Int32) {
        precondition(lists[Int(term)].isEmpty, "a term that a voice holds is not freed")
        lists[Int(term)] = []
        freeTerms.append(term)
    }

    func voiceCount(of term: Int32) -> Int { lists[Int(term)].count }

    /// - Parameter terms: In ascending order, each as often as it stands there.
    mutating func add(_ terms: [Int32], at place: Int) {
        while lengths.count <= place { lengths.append(0) }
        lengths[place] = UInt32(terms.count)
        lengthSum += terms.count
        Self.eachRun(of: terms) { term, count in
            let posting = UInt32(place) << 8 | UInt32(min(count, 255))
            Self.insert(posting, into: &lists[term])
            postingCount += 1
        }
    }

    private static func insert(_ posting: UInt32, into list: inout [UInt32]) {
        if let last = list.last, last > posting {
            list.insert(posting, at: spot(of: posting >> 8, in: list))
        } else {
            list.append(posting)
        }
    }

    /// - Parameter terms: As they were added.
    mutating func remove(_ terms: [Int32], at place: Int) {
        lengths[place] = 0
        lengthSum -= terms.count
        Self.eachRun(of: terms) { term, _ in
            let spot = Self.spot(of: UInt32(place), in: lists[term])
            lists[term].remove(at: spot)
            if lists[term].isEmpty { lists[term] = [] }
            postingCount -= 1
        }
    }

    private static func eachRun(of terms: [Int32], _ body: (_ term: Int, _ count: Int) -> Void) {
        var start = 0
        while start < terms.count {
            var end = start + 1
            while end < terms.count, terms[end] == terms[start] { end += 1 }
            body(Int(terms[start]), end - start)
            start = end
        }
    }

    /// Where a place stands, or would.
    private static func spot(of place: UInt32, in list: [UInt32]) -> Int {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle] >> 8 < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// How much a term tells: the less, the more voices hold it.
    static func weight(heldBy count: Int, of voiceCount: Int) -> Double {
        .log(onePlus: (Double(voiceCount - count) + 0.5) / (Double(count) + 0.5))
    }

    /// Adds to each voice's score what the terms of a question find in it.
    ///
    /// - Parameters:
    ///   - terms: Each with how often it is asked for; `nil`: no voice holds it.
    ///   - share: What this field is worth; the voice that holds every term once, and is of the
    ///     usual length, gets all of it.
    ///
    /// Source: Robertson and Zaragoza 2009, 3.1, BM25. Cost: linear in the voices that hold a term.
    func score(
        _ terms: [(term: Int32?, count: Int)], share: Double, voiceCount: Int,
        into scores: inout [Double]
    ) {
        let weights = terms.map { asked in
            let held = asked.term.map { self.voiceCount(of: $0) } ?? 0
            return Double(asked.count) * Self.weight(heldBy: held, of: voiceCount)
        }
        let whole = weights.reduce(0, +)
        guard whole > 0, lengthSum > 0 else { return }
        let usual = Double(lengthSum) / Double(voiceCount)
        let brakes = lengths.map { length in
            Self.saturation
                * (1 - Self.lengthWeight + Self.lengthWeight * Double(length) / usual)
        }
        scores.withUnsafeMutableBufferPointer { scores in
            brakes.withUnsafeBufferPointer { brakes in
                for (asked, weight) in zip(terms, weights) {
                    guard let term = asked.term else { continue }
                    let worth = share * weight / whole * (Self.saturation + 1)
                    lists[Int(term)].withUnsafeBufferPointer { list in
                        for posting in list {
                            let place = Int(posting >> 8)
                            let count = Double(posting & 255)
                            scores[place] += worth * count / (count + brakes[place])
                        }
                    }
                }
            }
        }
    }

    /// In bytes, as the lists lie in memory.
    var byteCount: Int {
        lists.reduce(lists.capacity * 8 + lengths.capacity * 4 + freeTerms.capacity * 4) {
            $0 + ($1.isEmpty ? 0 : $1.capacity * 4 + 32)
        }
    }
}
