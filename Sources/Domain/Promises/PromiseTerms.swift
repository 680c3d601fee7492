import Kernel

/// What a promise may be about: what the venue has.
struct PromiseTerms {
    let facets: [Facet]
    let waits: [Wait]
    let zones: [Zone]

    /// The first of ``PromiseRefusal/unknownFacet``, ``PromiseRefusal/unknownWait`` and
    /// ``PromiseRefusal/unknownZone``.
    func checkKnown(_ content: PromiseContent) throws(PromiseRefusal) {
        switch content {
        case .words: return
        case .got(let facet, _):
            guard facets.contains(where: { $0.id == facet }) else { throw .unknownFacet }
        case .wait(let wait, _):
            guard waits.contains(where: { $0.id == wait }) else { throw .unknownWait }
        case .seen(let pattern):
            switch pattern.place {
            case .anywhere, .same: return
            case .ofKind(let kind):
                guard zones.contains(where: { $0.kind == kind }) else { throw .unknownZone }
            case .zone(let id):
                guard zones.contains(where: { $0.id == id }) else { throw .unknownZone }
            }
        }
    }

    /// Whether it can be judged at all: ``PromiseRefusal/contentDoesNotFit``.
    func checkFits(_ content: PromiseContent) throws(PromiseRefusal) {
        let fits: Bool
        switch content {
        case .words: fits = true
        case .got(let id, let want):
            fits = facets.first { $0.id == id }?.admits(want) ?? false
        case .wait(_, let span):
            fits = span >= Span(milliseconds: 0) && span <= Facet.spanMax
        case .seen(let pattern): fits = pattern.place != .same
        }
        guard fits else { throw .contentDoesNotFit }
    }

    static func check(words: String, to countMax: Int) throws(PromiseRefusal) {
        guard isSaid(words) else { throw .wordsMissing }
        guard words.utf8.count <= countMax else { throw .wordsTooLong }
    }

    /// Whether there is more than blanks.
    private static func isSaid(_ words: String) -> Bool { words.utf8.contains { $0 > 0x20 } }

    /// Judges an entry of the catalogue.
    func check(_ standing: StandingPromise) throws(PromiseRefusal) {
        try checkKnown(standing.content)
        let texts = [standing.words.en, standing.words.nl]
        guard texts.allSatisfy(Self.isSaid) else { throw .wordsMissing }
        guard
            (texts + [standing.audience, standing.evidence]).allSatisfy({
                $0.utf8.count <= StandingPromise.wordByteCountMax
            })
        else { throw .wordsTooLong }
        try checkFits(standing.content)
        if let span = standing.span, span < Span(milliseconds: 0) || span > Facet.spanMax {
            throw .contentDoesNotFit
        }
    }
}
