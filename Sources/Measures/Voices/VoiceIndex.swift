/// What people said, by what it is made of: finds the voices that are most like a text.
///
/// Two fields count for half each: the stems of words, and the pieces of words of four
/// letters, by which a compound, half a word or one with a typing error is found as well. It holds
/// no text, is built again from the texts at a start, and gives the same answers in whichever order
/// voices came and went.
public struct VoiceIndex: Sendable {
    /// A voice as its house calls it.
    public struct Number: Hashable, Comparable, Sendable {
        public let raw: UInt32

        public init(_ raw: UInt32) { self.raw = raw }

        public static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
    }

    /// A voice that is like what was asked for.
    public struct Match: Equatable, Sendable {
        public let number: Number
        /// How much of what was asked for it holds, the telling more than the common: above 0;
        /// about 1 for a text of the same words.
        public let likeness: Double

        public init(number: Number, likeness: Double) {
            self.number = number
            self.likeness = likeness
        }
    }

    /// As many as a place has bits for.
    public static let countMax = 1 << 24
    /// What stems are worth; pieces are worth the rest.
    static let stemShare = 0.5

    private struct Voice: Sendable {
        let number: Number
        var stems: [Int32]
        var words: [Int32]
    }

    private struct Word: Sendable {
        let text: String
        /// In ascending order, each as often as it stands there.
        let pieces: [Int32]
        var voiceCount: Int
    }

    private var voices: [Voice?] = []
    private var places: [Number: Int] = [:]
    private var freePlaces: [Int] = []

    private var stems: [String: Int32] = [:]
    private var stemTexts: [String] = []
    private var stemLists = VoiceLists()

    private var words: [String: Int32] = [:]
    private var wordTable: [Word] = []
    private var freeWords: [Int32] = []
    private var pieces: [String: Int32] = [:]
    /// In how many words of the table each piece stands.
    private var pieceUses: [Int32] = []
    private var pieceLists = VoiceLists()

    public init() {}

    /// How many voices it holds.
    public var count: Int { places.count }

    /// How many different stems, words and pieces, and how often a voice holds a stem or a piece.
    public var sizes: (stems: Int, words: Int, pieces: Int, postings: Int) {
        (
            stems.count, words.count, pieces.count,
            stemLists.postingCount + pieceLists.postingCount
        )
    }

    /// About how much memory it takes, in bytes. Cost: linear in what it holds.
    public var byteCount: Int {
        let texts = (stems.capacity + words.capacity + pieces.capacity) * 26
        let table = wordTable.reduce(wordTable.capacity * 32) { $0 + $1.pieces.capacity * 4 + 32 }
        let held = voices.reduce(voices.capacity * 24 + places.capacity * 18) {
            $0 + (($1?.stems.capacity ?? 0) + ($1?.words.capacity ?? 0)) * 4 + 64
        }
        return stemLists.byteCount + pieceLists.byteCount + texts + table + held
    }
}

extension VoiceIndex {
    /// Takes in a voice; one of the same number gives way to it.
    ///
    /// - Precondition: There are fewer than ``countMax``.
    ///
    /// Cost: linear in its terms.
    public mutating func add(_ number: Number, _ terms: VoiceTerms) {
        remove(number)
        precondition(count < Self.countMax, "an index holds at most \(Self.countMax) voices")
        let place = freePlaces.popLast() ?? voices.count
        if place == voices.count { voices.append(nil) }
        var voice = Voice(number: number, stems: [], words: [])
        voice.stems = terms.stems.map { stem($0) }.sorted()
        voice.words = terms.words.map { word($0) }
        stemLists.add(voice.stems, at: place)
        pieceLists.add(pieces(of: voice.words), at: place)
        voices[place] = voice
        places[number] = place
    }

    /// Forgets a voice wholly: words, stems and pieces that only it held go as well.
    ///
    /// - Returns: Whether there was one.
    ///
    /// Cost: for each of its terms a search in the list of its voices, and a shift of those behind.
    @discardableResult
    public mutating func remove(_ number: Number) -> Bool {
        guard let place = places.removeValue(forKey: number), let voice = voices[place] else {
            return false
        }
        voices[place] = nil
        freePlaces.append(place)
        stemLists.remove(voice.stems, at: place)
        pieceLists.remove(pieces(of: voice.words), at: place)
        for stem in voice.stems { release(stem: stem) }
        for word in voice.words { release(word: word) }
        return true
    }

    private mutating func stem(_ text: String) -> Int32 {
        if let known = stems[text] { return known }
        let stem = stemLists.newTerm()
        stems[text] = stem
        if Int(stem) == stemTexts.count { stemTexts.append(text) }
        stemTexts[Int(stem)] = text
        return stem
    }

    private mutating func release(stem: Int32) {
        let text = stemTexts[Int(stem)]
        // One that stood twice in the voice is met twice.
        guard stemLists.voiceCount(of: stem) == 0, stems[text] == stem else { return }
        stems[text] = nil
        stemTexts[Int(stem)] = ""
        stemLists.free(stem)
    }

    private mutating func word(_ text: String) -> Int32 {
        if let known = words[text] {
            wordTable[Int(known)].voiceCount += 1
            return known
        }
        let made = VoiceTerms.pieces(of: text).map { piece($0) }.sorted()
        let row = Word(text: text, pieces: made, voiceCount: 1)
        let word = freeWords.popLast() ?? Int32(wordTable.count)
        if Int(word) == wordTable.count { wordTable.append(row) }
        wordTable[Int(word)] = row
        words[text] = word
        return word
    }

    private mutating func release(word: Int32) {
        wordTable[Int(word)].voiceCount -= 1
        let row = wordTable[Int(word)]
        guard row.voiceCount == 0 else { return }
        words[row.text] = nil
        wordTable[Int(word)] = Word(text: "", pieces: [], voiceCount: 0)
        freeWords.append(word)
        for text in VoiceTerms.pieces(of: row.text) {
            guard let piece = pieces[text] else { continue }
            pieceUses[Int(piece)] -= 1
            guard pieceUses[Int(piece)] == 0 else { continue }
            pieces[text] = nil
            pieceLists.free(piece)
        }
    }

    private mutating func piece(_ text: String) -> Int32 {
        if let known = pieces[text] {
            pieceUses[Int(known)] += 1
            return known
        }
        let piece = pieceLists.newTerm()
        pieces[text] = piece
        if Int(piece) == pieceUses.count { pieceUses.append(0) }
        pieceUses[Int(piece)] = 1
        return piece
    }

    private func pieces(of words: [Int32]) -> [Int32] {
        words.flatMap { wordTable[Int($0)].pieces }.sorted()
    }
}

extension VoiceIndex {
    /// The voices most like a text, the likest first; of equal ones the lower number first.
    ///
    /// - Parameters:
    ///   - count: How many at most; below 1: none.
    ///   - except: One that is left out: the voice itself.
    /// - Returns: Those that share a stem or a piece of a word with it; none for a text without
    ///   words.
    ///
    /// Source: Robertson and Zaragoza 2009, 3.1, BM25 over each field. Cost: linear in the voices
    /// that hold one of its terms, and in all for a few nanoseconds each.
    public func similar(
        to terms: VoiceTerms, count: Int, except: Number? = nil
    ) -> [Match] {
        guard count > 0, !places.isEmpty else { return [] }
        var scores = [Double](repeating: 0, count: voices.count)
        let askedStems = Self.counted(terms.stems).map { (term: stems[$0.text], count: $0.count) }
        let askedPieces = Self.counted(terms.words.flatMap { VoiceTerms.pieces(of: $0) })
            .map { (term: pieces[$0.text], count: $0.count) }
        stemLists.score(
            askedStems, share: Self.stemShare, voiceCount: self.count, into: &scores)
        pieceLists.score(
            askedPieces, share: 1 - Self.stemShare, voiceCount: self.count, into: &scores)
        return best(scores, count: count, except: except)
    }

    /// Each text once, in the order in which they first stand there, with how often.
    private static func counted(_ texts: [String]) -> [(text: String, count: Int)] {
        var spots: [String: Int] = [:]
        var counted: [(text: String, count: Int)] = []
        for text in texts {
            if let spot = spots[text] {
                counted[spot].count += 1
            } else {
                spots[text] = counted.count
                counted.append((text, 1))
            }
        }
        return counted
    }

    private func best(_ scores: [Double], count: Int, except: Number?) -> [Match] {
        var best: [Match] = []
        // A list that is kept in order is the quickest for a few; more are gathered and sorted.
        let isShort = count <= Self.shortCountMax
        for (place, score) in scores.enumerated() where score > 0 {
            if isShort, best.count == count, let last = best.last, score < last.likeness {
                continue
            }
            guard let number = voices[place]?.number, number != except else { continue }
            let match = Match(number: number, likeness: score)
            guard isShort else {
                best.append(match)
                continue
            }
            var spot = best.count
            while spot > 0, Self.isBefore(match, best[spot - 1]) { spot -= 1 }
            best.insert(match, at: spot)
            if best.count > count { best.removeLast() }
        }
        return isShort ? best : Array(best.sorted(by: Self.isBefore).prefix(count))
    }

    private static let shortCountMax = 64

    private static func isBefore(_ left: Match, _ right: Match) -> Bool {
        (right.likeness, left.number) < (left.likeness, right.number)
    }
}
