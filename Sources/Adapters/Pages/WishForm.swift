import Domain
import Kernel

/// What a form says of a wish, and what a form about one is filled with.
///
/// Only shapes are judged here: whether something fits the facet the engine says.
enum WishForm {
    /// What something would do that is not quite it, in hundredths, when nobody said how well.
    private static let alsoWeight: UInt8 = 50
    private static let wholeWeight: UInt8 = 100
    /// What a tap on "it matters" stands for, of 10.
    static let importances: [(word: String, value: UInt8)] = [
        ("little", 2), ("some", 5), ("much", 8), ("most", 10),
    ]

    /// A field that cannot be read, by the key of its text.
    struct Fault: Error, Equatable {
        let code: String

        init(_ code: String) { self.code = code }
    }

    // MARK: Reading

    /// - Throws: ``Fault`` `wishLevelInvalid` or `wishMinutesInvalid`.
    /// - Returns: `nil` when nothing was filled in.
    static func want(_ form: Form, of facet: Facet) throws(Fault) -> Want? {
        switch facet.kind {
        case .more, .ideal: return try level(form["want"]).map { .level($0) }
        case .time: return try span(form["want"]).map { .within($0) }
        case .category(let options):
            let best = FacetOptionID(form["want"])
            let others = options.filter { $0 != best }.compactMap { option in
                weight(form["also-\(option)"]).map { WeightedOption(option, weight: $0) }
            }.enumerated().sorted { left, right in
                (right.element.weight, left.offset) < (left.element.weight, right.offset)
            }.map(\.element)
            let first = best.map { [WeightedOption($0, weight: Self.wholeWeight)] } ?? []
            return (first + others).isEmpty ? nil : .oneOf(first + others)
        case .set(let options):
            let wanted = options.compactMap { option in
                weight(form["all-\(option)"]).map { WeightedOption(option, weight: $0) }
            }
            return wanted.isEmpty ? nil : .all(wanted)
        }
    }

    private static func weight(_ text: String) -> UInt8? {
        UInt8(text).flatMap { (1...Self.wholeWeight).contains($0) ? $0 : nil }
    }

    private static func level(_ text: String) throws(Fault) -> Level? {
        if text.allSatisfy(\.isWhitespace) { return nil }
        guard let number = LevelText(text) else { throw Fault("wishLevelInvalid") }
        return Level(thousandths: number.thousandths)
    }

    private static func span(_ text: String) throws(Fault) -> Span? {
        if text.allSatisfy(\.isWhitespace) { return nil }
        guard let minutes = LevelText(text), minutes.thousandths >= 0 else {
            throw Fault("wishMinutesInvalid")
        }
        return Span(milliseconds: minutes.thousandths * 60)
    }

    /// What somebody settled for, as a button or a field says it.
    static func taken(_ form: Form, of facet: Facet) throws(Fault) -> Taken {
        if form["taken"] == "nothing" { return .got(.nothing) }
        if let answer = SettleAnswer(rawValue: form["taken"]) { return .answer(answer) }
        switch facet.kind {
        case .more, .ideal:
            guard let level = try level(form["got"]) else { throw Fault("wishLevelInvalid") }
            return .got(.level(level))
        case .time:
            guard let span = try span(form["got"]) else { throw Fault("wishMinutesInvalid") }
            return .got(.after(span))
        case .category:
            guard let option = FacetOptionID(form["got"]) else { throw Fault("chooseOne") }
            return .got(.one(option))
        case .set(let options):
            return .got(.some(options.filter { form["got-\($0)"] == "yes" }))
        }
    }

    static func said(_ form: Form, of facet: Facet) throws(Fault) -> SaidWish {
        let job = form["job"]
        return SaidWish(
            facet: facet.id, want: try want(form, of: facet), words: form["words"],
            job: job.isEmpty ? nil : job, importance: UInt8(form["importance"]),
            horizon: WishHorizon(rawValue: form["horizon"]) ?? .instant)
    }

    static func answer(_ form: Form) -> QuestionAnswer? {
        if let level = UInt8(form["closeness"]) { return .closeness(level) }
        if let answer = SettleAnswer(rawValue: form["settle"]) { return .settle(answer) }
        if let wish = WishID(form["prefers"]) { return .prefers(wish) }
        return form["words"].isEmpty ? nil : .words(form["words"])
    }

    // MARK: Filling

    /// The fields of what can be wanted of a facet, by its kind.
    ///
    /// - Parameters:
    ///   - want: What stands.
    ///   - form: What was typed, when it comes back.
    static func fields(
        _ facet: Facet, _ want: Want?, _ form: Form?, _ visit: Visit
    ) -> [String: Any] {
        var values: [String: Any] = ["facetId": facet.id.description]
        if let unit = facet.unit { values["unit"] = visit.language.of(unit) }
        switch facet.kind {
        case .more, .ideal:
            values["isLevel"] = true
            values["scale"] = visit.scale(facet)
            if case .level(let level)? = want {
                values["typed"] = LevelText(thousandths: level.thousandths).plain
            }
            if let form { values["typed"] = form["want"] }
        case .time:
            values["isTime"] = true
            if case .within(let span)? = want {
                values["typed"] = minutes(span)
            }
            if let form { values["typed"] = form["want"] }
        case .category:
            values["isCategory"] = true
            values["options"] = options(facet, want, form, visit)
        case .set:
            values["isSet"] = true
            values["options"] = options(facet, want, form, visit)
        }
        return PageRoutes.withoutEmptyTexts(values)
    }

    /// In hundredths of a minute, as a field can be read back.
    private static func minutes(_ span: Span) -> String {
        LevelText(thousandths: (span.milliseconds + 300) / 600 * 10).plain
    }

    private static func options(
        _ facet: Facet, _ want: Want?, _ form: Form?, _ visit: Visit
    ) -> [[String: Any]] {
        var weights: [FacetOptionID: UInt8] = [:]
        var best: FacetOptionID?
        var isOneOf = false
        switch want {
        case .oneOf(let wanted)?:
            isOneOf = true
            best = wanted.first?.option
            for option in wanted { weights[option.option] = option.weight }
        case .all(let wanted)?: for option in wanted { weights[option.option] = option.weight }
        case .level?, .within?, nil: break
        }
        return facet.options.map { option -> [String: Any] in
            let id = option.id
            var isBest = best == id
            var isAlso = isOneOf && !isBest && weights[id] != nil
            var isAll = !isOneOf && weights[id] != nil
            if let form {
                isBest = form["want"] == id.description
                isAlso = !form["also-\(id)"].isEmpty
                isAll = !form["all-\(id)"].isEmpty
            }
            return [
                "option": id.description, "name": visit.language.of(option.name),
                "isBest": isBest, "isAlso": isAlso, "isAll": isAll,
                "also": "\(isBest ? alsoWeight : weights[id] ?? alsoWeight)",
                "all": "\(weights[id] ?? wholeWeight)",
            ]
        }
    }
}
