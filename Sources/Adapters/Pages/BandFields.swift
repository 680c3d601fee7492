import Domain
import Foundation
import Kernel
import Runtime

/// What a desk fills in of what a band is good for: from an offer, as it stands, or as it was sent.
struct BandFields {
    static let limitNames = ["limit-charge", "limit-day", "limit-shop"]
    /// How long a form may lie before it is sent, for its rights to begin when it was shown.
    private static let formSpan = Span.hours(24)
    /// How far ahead a band is good for doors at most: what lies further is a slip of the hand.
    private static let untilSpanMax = Span.hours(24 * 366 * 5)

    var powers: Set<BandPower> = []
    var zones: Set<ZoneID> = []
    var doors: Set<DoorID> = []
    /// As the browser writes it: `2026-11-22T18:00`.
    var until = ""
    /// At once, a day, a day in one shop; as typed.
    var limits = ["", "", ""]
    var language = ""
    /// When the form was shown: a form that is sent twice asks for the same.
    var shownAt: Instant
    /// Whether whoever it is about has an account, wherever the venue's offers have none.
    var hasAccount = false

    /// As an offer has it.
    init(_ offer: BandOffer?, isChild: Bool = false, in venue: Venue, at now: Instant) {
        shownAt = now
        guard let offer else { return }
        powers = Set(offer.powers)
        zones = Set(isChild ? offer.children ?? offer.zones : offer.zones)
        doors = isChild && offer.children != nil ? [] : Set(offer.doors)
        until = Self.text(of: offer.until, in: venue, at: now)
        fill(offer.limits, venue.currency)
    }

    /// As it stands.
    init(_ sheet: House.BearerSheet, in venue: Venue, at now: Instant) {
        shownAt = now
        powers = Set(sheet.bearer.powers)
        if let right = sheet.bearer.rights.first {
            zones = Set(right.zones)
            doors = Set(right.doors)
            until = Self.text(right.time.until, in: venue)
        } else {
            until = Self.text(of: .closing, in: venue, at: now)
        }
        fill(sheet.limits, sheet.currency ?? venue.currency)
        hasAccount = sheet.left != nil
        language = sheet.bearer.language ?? ""
    }

    /// As it was sent.
    init(_ form: Form, in venue: Venue, at now: Instant) {
        powers = Set(BandPower.allCases.filter { form["power-\($0.word)"] == "yes" })
        zones = Set(venue.zones.map(\.id).filter { form["zone-\($0)"] == "yes" })
        doors = Set(venue.doors.map(\.id).filter { form["door-\($0)"] == "yes" })
        until = form["until"]
        limits = Self.limitNames.map { form[$0] }
        language = ["nl", "en"].contains(form["language"]) ? form["language"] : ""
        let said = Int64(form["shown"]).map { Instant(milliseconds: $0) }
        let isFresh = said.map { $0 <= now && now - $0 < Self.formSpan } ?? false
        shownAt = isFresh ? said ?? now : now
    }

    private mutating func fill(_ given: SpendingLimits, _ currency: Currency?) {
        guard let currency else { return }
        limits = [given.charge, given.day, given.shopDay].map { amount in
            amount.map { Money(minorUnits: $0, currency).digits } ?? ""
        }
    }

    // MARK: What is asked for

    /// Writes it into a plan.
    ///
    /// - Parameter before: The right that is changed: when it began, and its hours, stay.
    /// - Throws: ``House/BandFault``: the field that is wrong.
    func fill(
        _ plan: inout BandDesk.Plan, in venue: Venue, changing before: KeyRight? = nil
    ) throws(House.BandFault) {
        plan.powers = powers.sorted()
        plan.language = language.isEmpty ? nil : language
        let others = plan.rights.dropFirst()
        var amounts: [Int64?] = []
        for text in limits { amounts.append(try amount(text, plan.currency)) }
        plan.limits = SpendingLimits(charge: amounts[0], day: amounts[1], shopDay: amounts[2])
        guard powers.contains(.key), !zones.isEmpty || !doors.isEmpty else {
            plan.rights = Array(others)
            return
        }
        guard let end = moment(in: venue) else {
            throw House.BandFault(.until, "untilInvalid")
        }
        guard end - shownAt <= Self.untilSpanMax else {
            throw House.BandFault(.until, "untilTooFar")
        }
        let right = KeyRight(
            zones: Array(zones), doors: Array(doors),
            time: GrantTime(
                from: before?.time.from ?? shownAt, until: end,
                windows: before?.time.windows ?? []))
        plan.rights = [right] + others
    }

    private func amount(_ text: String, _ currency: Currency) throws(House.BandFault) -> Int64? {
        if text.allSatisfy(\.isWhitespace) { return nil }
        guard
            let money = AmountText(text, digits: currency.minorDigits)
                .flatMap({ Money($0.plain, currency) })
        else { throw House.BandFault(.limits, "amountInvalid") }
        return money.minorUnits
    }

    // MARK: The venue's clock

    /// `until` as a moment.
    private func moment(in venue: Venue) -> Instant? {
        PageRoutes.moment(until, PageRoutes.calendar(venue.timeZone))
    }

    private static func text(of until: BandUntil, in venue: Venue, at now: Instant) -> String {
        switch until {
        case .after(let span): text(now + span, in: venue)
        case .closing: text(closing(venue, after: local(now, venue)))
        }
    }

    /// When the venue closes next; midnight where no hours are told.
    private static func closing(_ venue: Venue, after now: LocalMinute) -> LocalMinute {
        let midnight = LocalMinute(day: now.day + 1, minute: 0)
        guard let hours = venue.hours, let change = hours.nextChange(after: now) else {
            return midnight
        }
        if hours.isOpen(at: now) { return change }
        return hours.nextChange(after: change) ?? midnight
    }

    private static func text(_ moment: Instant, in venue: Venue) -> String {
        text(local(moment, venue))
    }

    private static func text(_ local: LocalMinute) -> String {
        let day = Instant(milliseconds: Int64(local.day) * 86_400_000).rfc3339.prefix(10)
        return "\(day)T\(PageRoutes.clockText(minute: local.minute))"
    }

    private static func local(_ moment: Instant, _ venue: Venue) -> LocalMinute {
        PageRoutes.local(moment, PageRoutes.calendar(venue.timeZone))
    }

    // MARK: On a page

    /// Whether a venue gives bands that pay.
    static func sells(_ venue: Venue) -> Bool {
        venue.bands.offers.contains { $0.powers.contains(.wallet) }
    }

    func values(_ visit: Visit, _ venue: Venue) -> [String: Any] {
        // A zone opens every door into it; one without a door opens nothing.
        let ways = Set(venue.doors.map(\.to)).union(venue.bands.offers.flatMap(\.zones))
            .union(zones)
        func tick(_ id: String, _ name: Words, _ isChosen: Bool) -> [String: Any] {
            ["id": id, "name": visit.language.of(name), "isChosen": isChosen]
        }
        let places = zones.count + doors.count
        let isPaying = hasAccount || powers.contains(.wallet) || limits.contains { !$0.isEmpty }
        let hasMoney = Self.sells(venue) || isPaying
        return [
            "shown": String(shownAt.milliseconds),
            "hasMoney": hasMoney,
            "powers": BandPower.allCases.filter { hasMoney || $0 != .wallet }.map {
                power -> [String: Any] in
                [
                    "word": power.word, "text": visit.text("band-\(power.word)"),
                    "isChosen": powers.contains(power),
                ]
            },
            "zones": venue.zones.filter { ways.contains($0.id) }.map {
                tick("\($0.id)", $0.name, zones.contains($0.id))
            },
            "doors": venue.doors.map { tick("\($0.id)", $0.name, doors.contains($0.id)) },
            "hasDoors": !venue.doors.isEmpty, "placeCount": visit.number(places),
            "until": until,
            "limits": zip(Self.limitNames, limits).map { name, value -> [String: Any] in
                ["word": name, "label": visit.text("band-\(name)"), "value": value]
            },
            "currency": venue.currency?.description ?? "",
            "isDutch": language == "nl", "isEnglish": language == "en",
        ]
    }
}

extension BandOffer {
    /// Whether somebody's bands are good for just this, limits and times aside.
    func isWhat(_ bearer: BandBearer) -> Bool {
        let right = bearer.rights.first
        return Set(powers) == Set(bearer.powers) && Set(zones) == Set(right?.zones ?? [])
            && Set(doors) == Set(right?.doors ?? [])
    }
}
