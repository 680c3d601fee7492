public import Kernel

/// What each cue counts for each kind, in hundredths of a logit: one kind against all others.
public struct WordingWeights: Equatable, Sendable {
    /// Of each kind in order, the level first and then each cue in order.
    public let rows: [[Int32]]

    /// A sentence of which somebody said what it asks for.
    public struct Labelled: Sendable {
        public let language: WrittenLanguage
        public let kind: WordingKind
        public let text: String

        public init(language: WrittenLanguage, kind: WordingKind, text: String) {
            self.language = language
            self.kind = kind
            self.text = text
        }
    }

    /// Of the coefficients: each cue is believed to count little until sentences show otherwise.
    private static let priorVariance = 1.0

    /// Learns from sentences, by a logistic regression a kind.
    ///
    /// A cue that none of them shows, or all, counts nothing.
    ///
    /// - Returns: `nil` when a kind is in none of them, or in all, or two cues are always the same.
    ///
    /// Cost: the sentences times the cues squared, some ten times for each kind.
    public init?(learnedFrom sentences: [Labelled]) {
        let shown = sentences.map { Wording.shows($0.text, in: $0.language) }
        let telling = WordingCue.allCases.indices.filter { cue in
            Set(shown.map { $0[cue] }).count == 2
        }
        let features = shown.map { row in telling.map { row[$0] ? 1.0 : 0.0 } }
        var rows: [[Int32]] = []
        for kind in WordingKind.allCases {
            let model = LogisticRegression(
                features, outcomes: sentences.map { $0.kind == kind },
                priorVariance: Self.priorVariance)
            guard let weights = model?.coefficients.map(Self.hundredths) else { return nil }
            var row: [Int32] = Array(repeating: 0, count: 1 + WordingCue.allCases.count)
            row[0] = weights[0]
            for (cue, weight) in zip(telling, weights.dropFirst()) { row[1 + cue] = weight }
            rows.append(row)
        }
        self.rows = rows
    }

    private static func hundredths(_ weight: Double) -> Int32 {
        Int32(max(-9_999, min(9_999, (weight * 100).rounded())))
    }

    init(rows: [[Int32]]) { self.rows = rows }

    func sum(of kind: WordingKind, _ cues: [WordingCue]) -> Int32 {
        cues.reduce(rows[Self.place(of: kind)][0]) { $0 + self[kind, $1] }
    }

    subscript(kind: WordingKind, cue: WordingCue) -> Int32 {
        rows[Self.place(of: kind)][1 + Self.place(of: cue)]
    }

    private static func place<Case: CaseIterable & Equatable>(of it: Case) -> Int {
        for (place, other) in Case.allCases.enumerated() where other == it { return place }
        preconditionFailure("a case is one of all cases")
    }

    /// As learned from the shown half of the sentences; `senang survey learn` makes them again.
    public static let kept = WordingWeights(rows: [
        [
            -1, -67, -346, -229, -223, -256, -258, -104, 165, 197, 112, 214, -276, -388, -521, -318,
            -416, -449, -286,
        ],
        [
            -236, 219, 427, 325, 275, 319, 480, 55, -152, -43, -111, -171, -148, -94, -44, -185,
            -58, -134, -132,
        ],
        [
            -351, -69, -60, -63, -61, -63, -79, -54, -40, -95, -29, -76, 550, 580, -82, -98, -68,
            -88, -83,
        ],
        [
            -507, -115, -18, -143, -14, -16, -36, -20, 141, -37, -11, -71, -35, -61, 617, -40, -23,
            -66, -56,
        ],
        [
            -354, -137, -54, -151, -47, -49, -145, 76, -74, -100, -30, 13, -89, -72, -65, 609, 482,
            640, 562,
        ],
    ])
}
