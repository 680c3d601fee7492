import Domain
import Kernel

/// What a form says of a standing promise.
///
/// Only shapes are judged here, each at its field: whether it fits the venue the engine says.
struct StandingForm {
    /// How many minutes, hours or days.
    enum Unit: String, CaseIterable {
        case minutes, hours, days

        var span: Span {
            switch self {
            case .minutes: .minutes(1)
            case .hours: .hours(1)
            case .days: .hours(24)
            }
        }
    }

    /// What it comes down to, by the word in the form.
    enum Kind: String, CaseIterable {
        case wait, seen, got, words
    }

    /// By the name of the field, the key of the sentence that stands at it.
    private(set) var faults: [String: String] = [:]
    /// `nil`: a field is wrong.
    private(set) var promise: StandingPromise?

    /// - Parameters:
    ///   - id: Of the one that is changed; `nil`: a new one, which names itself.
    ///   - taken: Names that others have.
    init(_ form: Form, id: StandingPromiseID?, taken: [StandingPromiseID], in venue: Venue) {
        let named = id ?? StandingPromiseID(form["id"])
        if named == nil { faults["id"] = "pl-nameInvalid" }
        if id == nil, let named, taken.contains(named) { faults["id"] = "pl-nameTaken" }
        let words = Words(
            en: text("en", form, isNeeded: true), nl: text("nl", form, isNeeded: true))
        let audience = text("audience", form)
        let evidence = text("evidence", form)
        let channel = PromiseChannel(form["channel"])
        if channel == nil {
            faults["channel"] = form["channel"].isEmpty ? "pl-channelMissing" : "pl-nameInvalid"
        }
        let owner = PromiseOwner(form["owner"])
        if owner == nil, !form["owner"].isEmpty { faults["owner"] = "pl-nameInvalid" }
        let span = span(form)
        let content = content(form, venue)
        guard faults.isEmpty, let named, let channel, let content else { return }
        promise = StandingPromise(
            id: named, words: words, channel: channel, audience: audience, content: content,
            span: span, owner: owner, evidence: evidence,
            horizon: PromiseHorizon(rawValue: form["horizon"]) ?? .instant)
    }

    private mutating func text(_ field: String, _ form: Form, isNeeded: Bool = false) -> String {
        let text = form[field]
        let isEmpty = text.allSatisfy(\.isWhitespace)
        if isNeeded, isEmpty { faults[field] = "pl-wordsMissing" }
        if text.utf8.count > StandingPromise.wordByteCountMax { faults[field] = "pl-tooLong" }
        return isEmpty ? "" : text
    }

    /// - Returns: `nil` when nothing was filled in, or what was is wrong.
    private mutating func span(_ form: Form) -> Span? {
        let typed = form["span"]
        guard !typed.allSatisfy(\.isWhitespace) else { return nil }
        let unit = Unit(rawValue: form["unit"]) ?? .minutes
        guard let number = LevelText(typed), number.thousandths > 0,
            number.thousandths <= Facet.spanMax.milliseconds / unit.span.milliseconds * 1_000
        else {
            faults["span"] = "pl-spanInvalid"
            return nil
        }
        return Span(milliseconds: number.thousandths * (unit.span.milliseconds / 1_000))
    }

    // MARK: What it comes down to

    private mutating func content(_ form: Form, _ venue: Venue) -> PromiseContent? {
        switch Kind(rawValue: form["content"]) {
        case .wait?:
            let wait = WaitID(form["wait"])
            guard let wait, venue.waits.contains(where: { $0.id == wait }) else {
                faults["wait"] = "chooseOne"
                return nil
            }
            guard let minutes = LevelText(form["minutes"]), minutes.thousandths > 0,
                minutes.thousandths <= Facet.spanMax.milliseconds / 60
            else {
                faults["minutes"] = "pl-minutesInvalid"
                return nil
            }
            return .wait(wait, atMost: Span(milliseconds: minutes.thousandths * 60))
        case .seen?:
            guard let kind = SignalKind(word: form["signal"]) else {
                faults["signal"] = "chooseOne"
                return nil
            }
            guard let place = Self.place(form["place"], venue) else {
                faults["place"] = "chooseOne"
                return nil
            }
            return .seen(SignalPattern(kind: kind, place: place))
        case .got?:
            let id = FacetID(form["facet"])
            guard let facet = venue.facets.first(where: { $0.id == id }) else {
                faults["facet"] = "chooseOne"
                return nil
            }
            guard let want = Self.want(form["want"], of: facet), facet.admits(want) else {
                faults["want"] = "pl-want-\(Self.word(facet.kind))"
                return nil
            }
            return .got(facet.id, want)
        case .words?: return .words
        case nil:
            faults["content"] = "chooseOne"
            return nil
        }
    }

    /// Places of a venue as a field has them: `anywhere`, `kind:queue`, `zone:coaster`.
    static func place(_ text: String, _ venue: Venue) -> SignalPattern.Place? {
        if text == "anywhere" { return .anywhere }
        return venue.zones.lazy.compactMap { zone in
            switch text {
            case "zone:\(zone.id)": .zone(zone.id)
            case "kind:\(zone.kind)": .ofKind(zone.kind)
            default: nil
            }
        }.first
    }

    static func word(_ place: SignalPattern.Place) -> String {
        switch place {
        case .anywhere, .same: "anywhere"
        case .ofKind(let kind): "kind:\(kind)"
        case .zone(let zone): "zone:\(zone)"
        }
    }

    /// What a facet's field has to say.
    static func word(_ kind: FacetKind) -> String {
        switch kind {
        case .more, .ideal: "level"
        case .time: "time"
        case .category: "category"
        case .set: "set"
        }
    }

    /// What is promised of a facet: a number, minutes, or options by their names or ids.
    ///
    /// - Returns: `nil` when it cannot be read as that.
    static func want(_ typed: String, of facet: Facet) -> Want? {
        switch facet.kind {
        case .more, .ideal:
            return LevelText(typed).map { .level(Level(thousandths: $0.thousandths)) }
        case .time:
            guard let minutes = LevelText(typed), minutes.thousandths >= 0,
                minutes.thousandths <= Facet.spanMax.milliseconds / 60
            else { return nil }
            return .within(Span(milliseconds: minutes.thousandths * 60))
        case .category, .set:
            var options: [WeightedOption] = []
            for part in typed.split(separator: ",") {
                guard let option = option(String(part), of: facet) else { return nil }
                options.append(WeightedOption(option, weight: 100))
            }
            guard !options.isEmpty else { return nil }
            if case .category = facet.kind { return .oneOf(options) }
            return .all(options)
        }
    }

    private static func option(_ typed: String, of facet: Facet) -> FacetOptionID? {
        func plain(_ text: String) -> String {
            text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let wanted = plain(typed)
        return facet.options.first { option in
            [option.id.description, option.name.en, option.name.nl].map(plain).contains(wanted)
        }?.id
    }

    // MARK: Filling

    /// The fields of one that stands, as ``init(_:id:taken:in:)`` reads them back.
    static func typed(_ promise: StandingPromise, in venue: Venue, _ language: Language) -> [String:
        String]
    {
        var typed = [
            "id": promise.id.description, "en": promise.words.en, "nl": promise.words.nl,
            "channel": promise.channel.description, "audience": promise.audience,
            "owner": promise.owner?.description ?? "", "evidence": promise.evidence,
            "horizon": promise.horizon.rawValue,
        ]
        if let span = promise.span {
            let unit =
                Unit.allCases.last { span.milliseconds % $0.span.milliseconds == 0 } ?? .minutes
            typed["unit"] = unit.rawValue
            typed["span"] =
                LevelText(
                    thousandths: span.milliseconds / (unit.span.milliseconds / 1_000)
                ).plain
        }
        switch promise.content {
        case .words: typed["content"] = Kind.words.rawValue
        case .wait(let wait, let atMost):
            typed["content"] = Kind.wait.rawValue
            typed["wait"] = wait.description
            typed["minutes"] = minutes(atMost)
        case .seen(let pattern):
            typed["content"] = Kind.seen.rawValue
            typed["signal"] = pattern.kind.word
            typed["place"] = word(pattern.place)
        case .got(let facet, let want):
            typed["content"] = Kind.got.rawValue
            typed["facet"] = facet.description
            typed["want"] = venue.facets.first { $0.id == facet }.map {
                self.typed(want, of: $0, language)
            }
        }
        return typed
    }

    /// In hundredths of a minute, as a field can be read back.
    private static func minutes(_ span: Span) -> String {
        LevelText(thousandths: (span.milliseconds + 300) / 600 * 10).plain
    }

    private static func typed(_ want: Want, of facet: Facet, _ language: Language) -> String {
        func names(_ options: [WeightedOption]) -> String {
            options.map { wanted in
                facet.options.first { $0.id == wanted.option }.map { language.of($0.name) }
                    ?? wanted.option.description
            }.joined(separator: ", ")
        }
        switch want {
        case .level(let level): return LevelText(thousandths: level.thousandths).plain
        case .within(let span): return minutes(span)
        case .oneOf(let options), .all(let options): return names(options)
        }
    }
}
