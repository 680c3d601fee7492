import Domain
import Kernel

/// What a form about a proposal says: read once, and shown again as it was typed.
struct ProposalForm {
    /// Fields of a proposal's own words, the title first.
    static let words = ["title", "ask", "need", "ours"]

    /// As a text of more lines is kept.
    static func plain(_ typed: String) -> String {
        let lines = typed.replacing("\r\n", with: "\n")
        guard let first = lines.firstIndex(where: { !$0.isWhitespace }),
            let last = lines.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(lines[first...last])
    }

    static func text(_ form: Form) -> Proposal.Text {
        Proposal.Text(
            title: plain(form["title"]), ask: plain(form["ask"]), need: plain(form["need"]),
            ours: plain(form["ours"]))
    }

    static func typed(_ text: Proposal.Text) -> Form {
        Form([
            "title": text.title, "ask": text.ask, "need": text.need, "ours": text.ours,
            "start": mark(text),
        ])
    }

    /// By which a form knows whether what it began with still stands.
    static func mark(_ text: Proposal.Text) -> String {
        mark([text.title, text.ask, text.need, text.ours])
    }

    /// It is no secret and guards nothing: whoever sends a form may change what it is about.
    static func mark(_ parts: [String]) -> String {
        let whole = Array(parts.map { "\($0.utf8.count) \($0)" }.joined().utf8)
        let seed = KeySeed(first: 0, second: 0)
        return String(whole.withUnsafeBytes { Key128($0, seed: seed) }.low, radix: 36)
    }

    /// At which field a refusal stands; at none: the whole form's.
    static func faults(of code: String, _ form: Form) -> [String: String] {
        switch code {
        case "wordsMissing": ["title": "pr-titleMissing"]
        case "wordsTooLong": tooLong(words, form)
        default: ["": "pr-refused-\(code)"]
        }
    }

    static func tooLong(_ fields: [String], _ form: Form) -> [String: String] {
        let long = fields.filter { plain(form[$0]).utf8.count > Proposal.wordByteCountMax }
        return Dictionary(uniqueKeysWithValues: long.map { ($0, "pr-tooLong") })
    }
}

/// One option as a form says it.
struct OptionForm {
    /// Degrees of ease a form offers, beside whatever stands.
    static let degrees: [Int8] = [-100, -50, 0, 25, 50, 75, 100]
    static let comforts = ["capability", "margin", "staffComfort"]
    /// In the order of the form.
    static let fields =
        ["kind", "words", "cost", "losers", "facet", "fall"] + comforts + ["harm", "crosses"]

    let option: ProposalOption?
    /// By field, the key of what is wrong at it.
    let faults: [String: String]

    init(_ form: Form, id: ProposalOptionID, in venue: Venue, charter: Charter) {
        var faults: [String: String] = [:]
        let kind = ProposalOption.Kind(rawValue: form["kind"])
        if kind == nil { faults["kind"] = "chooseOne" }
        let words = ProposalForm.plain(form["words"])
        if words.isEmpty { faults["words"] = "pr-wordsMissing" }
        faults.merge(ProposalForm.tooLong(["words", "losers"], form)) { $1 }
        let cost = Self.cost(form["cost"], venue.currency)
        if cost == nil { faults["cost"] = "pr-costInvalid" }
        let degrees = Self.comforts.map { name -> Int8 in
            guard let degree = Int8(form[name]), ProposalOption.comfortRange.contains(degree) else {
                faults[name] = "chooseOne"
                return 0
            }
            return degree
        }
        let facet = venue.facets.first { $0.id.description == form["facet"] }?.id
        if facet == nil, !form["facet"].isEmpty { faults["facet"] = "chooseOne" }
        let fall = Self.fall(form["fall"], isMeasured: facet != nil)
        if fall == nil { faults["fall"] = facet == nil ? "pr-fallNowhere" : "pr-fallInvalid" }
        let harm = ProposalOption.Harm(rawValue: form["harm"])
        if harm == nil, !form["harm"].isEmpty { faults["harm"] = "chooseOne" }
        let line = charter.redLines.first { $0.id.description == form["crosses"] }?.id
        if line == nil, !form["crosses"].isEmpty { faults["crosses"] = "chooseOne" }
        self.faults = faults
        guard faults.isEmpty, let kind, let cost, let fall else {
            option = nil
            return
        }
        option = ProposalOption(
            id: id, kind: kind, words: words, cost: cost.units, capability: degrees[0],
            margin: degrees[1], staffComfort: degrees[2],
            losers: ProposalForm.plain(form["losers"]), facet: facet, fall: fall, harm: harm,
            crosses: line)
    }

    /// - Returns: `nil` when it cannot be read as a sum.
    private static func cost(_ typed: String, _ currency: Currency?) -> (units: Int64?, Void)? {
        guard typed.contains(where: { !$0.isWhitespace }) else { return (nil, ()) }
        guard let currency, let amount = AmountText(typed, digits: currency.minorDigits),
            let money = Money(amount.plain, currency), money.minorUnits >= 0
        else { return nil }
        return (money.minorUnits, ())
    }

    /// In points of a hundred, as millionths; nothing where it is measured on nothing.
    private static func fall(_ typed: String, isMeasured: Bool) -> Int32? {
        guard typed.contains(where: { !$0.isWhitespace }) else { return 0 }
        guard let points = LevelText(typed), (0...100_000).contains(points.thousandths),
            isMeasured || points.thousandths == 0
        else { return nil }
        return Int32(points.thousandths * 10)
    }

    /// The fields of one that stands, as they are read back.
    static func typed(_ option: ProposalOption, _ currency: Currency?) -> Form {
        var typed = [
            "kind": option.kind.rawValue, "words": option.words, "losers": option.losers,
            "capability": option.capability.description, "margin": option.margin.description,
            "staffComfort": option.staffComfort.description,
            "facet": option.facet?.description ?? "", "harm": option.harm?.rawValue ?? "",
            "crosses": option.crosses?.description ?? "",
            "fall": option.facet == nil
                ? "" : LevelText(thousandths: Int64(option.fall) / 10).plain,
        ]
        if let cost = option.cost, let currency {
            typed["cost"] = Money(minorUnits: cost, currency).digits
        }
        return Form(typed)
    }

    /// By which a form knows whether what it began with still stands.
    static func mark(_ option: ProposalOption, _ currency: Currency?) -> String {
        let typed = typed(option, currency)
        return ProposalForm.mark(fields.map { typed[$0] })
    }

    /// At which field a refusal of the engine stands; at none: the whole form's.
    static func faults(of code: String, _ form: Form) -> [String: String] {
        switch code {
        case "wordsMissing": ["words": "pr-wordsMissing"]
        case "wordsTooLong": ProposalForm.tooLong(["words", "losers"], form)
        case "optionDoesNotFit": ["facet": "pr-refused-optionKeep"]
        default: ["": "pr-refused-\(code)"]
        }
    }
}

/// A decision as a form says it.
struct DecisionForm {
    static let kinds: [VoiceAnswer.Kind] = [.asAsked, .ourWay, .declined]

    let kind: VoiceAnswer.Kind?
    let option: ProposalOptionID?
    let reason: Words
    let prevails: Decision.Interest?
    let principle: PrincipleID?
    /// By field, the key of what is wrong at it: what was not chosen.
    let faults: [String: String]

    init(_ form: Form) {
        kind = VoiceAnswer.Kind(rawValue: form["kind"]).flatMap {
            Self.kinds.contains($0) ? $0 : nil
        }
        option = ProposalOptionID(form["option"])
        reason = Words(
            en: ProposalForm.plain(form["en"]), nl: ProposalForm.plain(form["nl"]))
        prevails = Decision.Interest(rawValue: form["prevails"])
        principle = PrincipleID(form["principle"])
        var faults: [String: String] = [:]
        if kind == nil { faults["kind"] = "chooseOne" }
        if prevails == nil { faults["prevails"] = "chooseOne" }
        if principle == nil { faults["principle"] = "chooseOne" }
        if !Decision.isReason(reason.en) { faults["en"] = "pr-reasonMissing" }
        if !Decision.isReason(reason.nl) { faults["nl"] = "pr-reasonMissing" }
        if kind == .declined, prevails == .customer {
            faults["prevails"] = "pr-refused-interestDoesNotFit"
        }
        if let kind, kind != .declined, option == nil { faults["option"] = "pr-optionMissing" }
        if kind == .declined, option != nil { faults["option"] = "pr-optionDeclined" }
        self.faults = faults
    }

    /// The fields of one that was taken, as they are read back.
    static func typed(_ decision: Decision) -> Form {
        Form([
            "kind": decision.kind.rawValue, "option": decision.option?.description ?? "",
            "nl": decision.reason.nl, "en": decision.reason.en,
            "prevails": decision.prevails.rawValue, "principle": decision.principle.description,
        ])
    }

    /// Fields whose words seem to be in the other language: what people are told is looked at once
    /// more.
    func otherLanguages(_ read: (String) -> VoiceLanguage?) -> [String: String] {
        let others = [("nl", reason.nl), ("en", reason.en)].filter { language, words in
            VoiceText.isOther(theirs: language, read: read(words)?.description)
        }
        return Dictionary(uniqueKeysWithValues: others.map { ($0.0, "pr-otherLanguage") })
    }

    /// At which field a refusal of the engine stands; at none: the whole form's.
    func faults(of code: String, _ form: Form) -> [String: String] {
        switch code {
        case "unknownOption": ["option": "chooseOne"]
        case "unknownPrinciple": ["principle": "chooseOne"]
        case "wordsTooLong": ProposalForm.tooLong(["en", "nl"], form)
        case "scoresMissing", "vetoed", "optionMissing": ["option": "pr-refused-\(code)"]
        case "optionDoesNotFit": ["kind": "pr-refused-optionDecide"]
        case "interestDoesNotFit": ["prevails": "pr-refused-\(code)"]
        case "reasonMissing": ["en": "pr-reasonMissing"]
        default: ["": "pr-refused-\(code)"]
        }
    }
}
