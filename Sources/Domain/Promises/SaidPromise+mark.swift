import Kernel

/// All that was said, in one spelling: tells a repeat from something else under the same id.
extension SaidPromise {
    /// Without its moment and its language: a sender that names none sends it again at another.
    var mark: String {
        let told = [
            standing?.description, channel.description, owner?.description, horizon.rawValue,
            due.map { "\($0.milliseconds)" },
        ]
        return told.map { $0 ?? "" }.joined(separator: " ")
            + " \(content.mark) \(quote.utf8.count) \(quote)"
            + (message.map { " message \($0)" } ?? "")
    }

    /// The same, with the moment at which its entry of the catalogue says that it falls due.
    func falling(due: Instant?) -> SaidPromise {
        SaidPromise(
            standing: standing, quote: quote, channel: channel, content: content, due: due,
            owner: owner, horizon: horizon, language: language, message: message)
    }
}

extension PromiseContent {
    fileprivate var mark: String {
        switch self {
        case .words: "words"
        case .wait(let wait, let span): "wait \(wait) \(span.milliseconds)"
        case .seen(let pattern): "seen \(pattern.mark)"
        case .got(let facet, let want): "got \(facet) \(SaidWish.mark(want))"
        }
    }

}

extension SignalPattern {
    var mark: String {
        let place =
            switch place {
            case .anywhere: "anywhere"
            case .ofKind(let kind): "kind \(kind)"
            case .zone(let zone): "zone \(zone)"
            case .same: "same"
            }
        return "\(kind.rawValue) \(place)"
    }
}
