import Domain
import Foundation
import Kernel

/// Wishes, and what was settled for, as the reader's language says them.
extension Visit {
    /// `7,5` for those who write it so.
    func level(_ level: Level) -> String {
        (Decimal(level.thousandths) / 1_000).formatted(
            .number.precision(.fractionLength(0...3)).locale(locale))
    }

    private func level(_ level: Level, of facet: Facet) -> String {
        let unit = facet.unit.map { " \(language.of($0))" } ?? ""
        return self.level(level) + unit
    }

    /// What a level of a facet means: where it is nothing, and which way is better.
    func scale(_ facet: Facet) -> String? {
        switch facet.kind {
        case .more(let floor):
            String(format: text("scaleMore"), level(floor, of: facet))
        case .ideal(let below, let above):
            String(format: text("scaleIdeal"), level(below), level(above))
        case .category, .set, .time: nil
        }
    }

    /// The options of a facet, by what they are called.
    func names(_ options: [FacetOptionID], of facet: Facet) -> String {
        options.map { id in
            facet.options.first { $0.id == id }.map { language.of($0.name) } ?? id.description
        }.joined(separator: ", ")
    }

    /// What is wanted: `at least 8`, `within 10 min`.
    func want(_ want: Want, of facet: Facet) -> String {
        switch want {
        case .level(let level):
            let key =
                switch facet.kind {
                case .more(let floor): floor > level ? "wishAtMost" : "wishAtLeast"
                default: "wishAbout"
                }
            return String(format: text(key), self.level(level, of: facet))
        case .oneOf(let options):
            let best = options.prefix(1).map(\.option)
            let others = options.dropFirst().map(\.option)
            guard !others.isEmpty else { return names(best, of: facet) }
            return "\(names(best, of: facet)), \(text("wishElse")) \(names(others, of: facet))"
        case .all(let options): return names(options.map(\.option), of: facet)
        case .within(let span):
            return String(format: text("wishWithin"), length(span.milliseconds / 1_000))
        }
    }

    /// What was got; `nil`: it is not known.
    func taken(_ taken: Taken, of facet: Facet?) -> String? {
        switch taken {
        case .unknown: return nil
        case .closeness(let level): return String(format: text("wishCloseness"), "\(level)")
        case .answer(let answer): return text("settle-\(answer.rawValue)")
        case .got(let got):
            guard let facet else { return nil }
            return self.got(got, of: facet)
        }
    }

    private func got(_ got: Got, of facet: Facet) -> String {
        switch got {
        case .level(let level): self.level(level, of: facet)
        case .one(let option): names([option], of: facet)
        case .some(let options):
            options.isEmpty ? text("wishNothing") : names(options, of: facet)
        case .after(let span): length(span.milliseconds / 1_000)
        case .waiting(let span):
            String(format: text("wishWaiting"), length(span.milliseconds / 1_000))
        case .nothing: text("wishNothing")
        }
    }

    /// How much it matters.
    func importance(_ importance: UInt8) -> String {
        let key =
            switch importance {
            case ...2: "weight-little"
            case ...5: "weight-some"
            case ...8: "weight-much"
            default: "weight-most"
            }
        return text(key)
    }

    /// What a question was about: the person's own words, the house's, or the facet.
    func about(_ entry: WishView.Entry) -> String {
        let own = entry.wish.said.words
        if !own.isEmpty { return "“\(own)”" }
        let name = entry.facet.map { language.of($0.name) } ?? entry.wish.said.facet.description
        guard let facet = entry.facet, let want = entry.wish.said.want else { return name }
        return "\(name): \(self.want(want, of: facet))"
    }

    /// A wish beside its facet's name: the person's own words, or what is wanted.
    func said(_ entry: WishView.Entry) -> String {
        let own = entry.wish.said.words
        if !own.isEmpty { return "“\(own)”" }
        guard let facet = entry.facet, let want = entry.wish.said.want else { return "" }
        return self.want(want, of: facet)
    }

    /// What was answered; `nil`: nothing.
    func answer(_ question: Question, in view: WishView) -> String? {
        guard case .answered(let answer, _) = question.end else { return nil }
        switch answer {
        case .closeness(let level): return String(format: text("wishCloseness"), "\(level)")
        case .settle(let answer): return text("settle-\(answer.rawValue)")
        case .words(let words): return words.isEmpty ? text("wordsForgotten") : "“\(words)”"
        case .prefers(let wish): return view[wish].map(about)
        }
    }
}
