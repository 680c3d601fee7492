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
            11, -71, -301, -229, -231, -202, -278, -89, 163, 213, 103, 221, -284, -395, -532, -329,
            -368, -448, -295,
        ],
        [
            -275, 233, 376, 330, 274, 256, 466, 112, -147, -49, -99, -166, -135, -92, -26, -179,
            -63, -150, -110,
        ],
        [
            -338, -67, -48, -62, -53, -47, -77, -71, -43, -91, -34, -74, 540, 573, -86, -102, -62,
            -84, -89,
        ],
        [
            -498, -115, -14, -144, -12, -12, -32, -46, 139, -32, -13, -71, -36, -63, 611, -41, -20,
            -66, -59,
        ],
        [
            -363, -134, -62, -148, -50, -58, -128, 56, -70, -106, -23, -6, -88, -73, -64, 621, 481,
            633, 569,
        ],
    ])
}
