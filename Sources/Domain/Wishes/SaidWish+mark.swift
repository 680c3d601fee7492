import Kernel

/// All that was said, in one spelling: tells a repeat from something else under the same id.
extension SaidWish {
    var mark: String {
        "\(facet) \(Self.mark(want)) \(importance.map { "\($0)" } ?? "-") \(horizon.rawValue) "
            + "\(words.utf8.count) \(words) \(job ?? "-")"
    }

    static func mark(_ want: Want?) -> String {
        switch want {
        case nil: "-"
        case .level(let level)?: "l\(level.thousandths)"
        case .oneOf(let options)?: "o" + mark(options)
        case .all(let options)?: "a" + mark(options)
        case .within(let span)?: "w\(span.milliseconds)"
        }
    }

    private static func mark(_ options: [WeightedOption]) -> String {
        options.map { "\($0.option):\($0.weight)" }.joined(separator: ",")
    }
}

extension SaidExperience {
    /// Whether only the person can say it.
    var isTheirWord: Bool { if case .event = what { false } else { true } }

    /// Without its moment: a sender that does not say one sends it again at another.
    var mark: String { "\(aboutMark) \(whatMark)" }

    private var aboutMark: String {
        switch about {
        case .wish(let id): "w \(id)"
        case .facet(let id): "f \(id)"
        }
    }

    private var whatMark: String {
        switch what {
        case .told(.got(let got)): "got \(Self.mark(got))"
        case .told(.closeness(let level)): "close \(level)"
        case .told(.answer(let answer)): "answer \(answer.rawValue)"
        case .told(.unknown): "unknown"
        case .event(let event, let want, let got, let since):
            "\(event.rawValue) \(SaidWish.mark(want)) \(Self.mark(got)) "
                + "\(since?.milliseconds ?? 0)"
        case .felt(let kind, let level): "\(kind.rawValue) \(level)"
        }
    }

    private static func mark(_ got: Got?) -> String {
        switch got {
        case nil: "-"
        case .level(let level)?: "l\(level.thousandths)"
        case .one(let option)?: "1\(option)"
        case .some(let options)?: "s" + options.map(\.description).joined(separator: ",")
        case .after(let span)?: "a\(span.milliseconds)"
        case .waiting(let span)?: "w\(span.milliseconds)"
        case .nothing?: "n"
        }
    }

    /// Whether it says again what is kept.
    func isSame(as felt: Felt, _ wish: Wish?) -> Bool {
        guard case .felt(felt.kind, felt.level) = what else { return false }
        switch about {
        case .wish(let id): return id == felt.wish
        case .facet(let id): return wish?.said.facet == id
        }
    }
}
