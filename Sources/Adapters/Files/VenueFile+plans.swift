import Domain
import Kernel
import Yams

/// What a venue plans and calls things: doors, hours, holidays, words for many, telephone code.
extension VenueFile {
    /// Days of the week as they are written, Monday first.
    static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// `{en: guest, nl: gast, en plural: guests, nl plural: gasten}`.
    static func customer(
        _ node: Node, _ document: YAMLDocument
    ) -> (one: Words, many: Words)? {
        guard
            let map = document.mapping(
                node, keys: ["en", "nl", "en plural", "nl plural"], of: "'customer'"),
            let en = map.text("en", "guest"), let nl = map.text("nl", "gast")
        else { return nil }
        func many(_ key: String, _ usual: String) -> String? {
            guard let node = map.optional(key) else { return usual }
            return document.text(node, of: "'\(key)'")
        }
        guard let ens = many("en plural", en + "s"), let nls = many("nl plural", nl + "en") else {
            return nil
        }
        return (Words(en: en, nl: nl), Words(en: ens, nl: nls))
    }

    /// `31`: a country's telephone code.
    static func callingCode(_ node: Node, _ document: YAMLDocument) -> String? {
        if let text = node.scalar?.string, (1...3).contains(text.utf8.count),
            text.utf8.first != UInt8(ascii: "0"),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        {
            return text
        }
        document.refuse(
            node, "write the country's telephone code, one to three digits without +, such as 31",
            "schrijf het landnummer van de telefoon, een tot drie cijfers zonder +, zoals 31")
        return nil
    }

    // MARK: Money

    /// `currency: EUR` and `refund limit: 50.00`, in that currency.
    static func readMoney(
        _ map: YAMLMapping, into venue: inout Venue, _ document: YAMLDocument
    ) {
        if let node = map.optional("currency") {
            venue.currency = node.string.flatMap { Currency($0) }
            if venue.currency == nil {
                document.refuse(
                    node, "write a currency by its code, such as EUR",
                    "schrijf een munt met haar code, zoals EUR")
            }
        }
        guard let node = map.optional("refund limit"), let currency = venue.currency else { return }
        guard let limit = node.scalar.flatMap({ Money($0.string, currency) }), limit.minorUnits >= 0
        else {
            let example = Money(minorUnits: Venue.refundLimitUsual, currency).digits
            document.refuse(
                node, "write an amount of the venue's currency, such as \(example)",
                "schrijf een bedrag in de munt van de plek, zoals \(example)")
            return
        }
        venue.refundLimit = limit.minorUnits
    }

    // MARK: Doors

    static let doorKeys = ["id", "name", "from", "to", "agent", "fail mode", "anti-passback"]

    /// `- {id: main, name: {en: …, nl: …}, from: gate, to: square}`.
    static func doors(_ node: Node, _ venue: Venue, _ document: YAMLDocument) -> [Door] {
        var names = Set<DoorID>()
        return document.sequence(node, of: "doors").compactMap { node in
            guard
                let map = document.mapping(node, keys: doorKeys, of: "a door"),
                let text = map.text("id", "main-door"),
                let to = map.required("to", "gate").flatMap({ zone($0, of: venue, document) })
            else { return nil }
            guard let id = DoorID(text), names.insert(id).inserted else {
                document.refuse(
                    node, "give each door a name of its own, 1 to 64 of A-Z a-z 0-9 _ -",
                    "geef elke deur een eigen naam, 1 tot 64 tekens uit A-Z a-z 0-9 _ -")
                return nil
            }
            var from: ZoneID?
            if let node = map.optional("from") {
                guard let zone = zone(node, of: venue, document) else { return nil }
                from = zone
            }
            guard from != to else {
                document.refuse(
                    node,
                    "a door leads from one zone to another; without 'from' it is from outside",
                    "een deur gaat van de ene plek naar de andere; zonder 'from' is het van buiten"
                )
                return nil
            }
            var name: Words? = Words(en: text, nl: text)
            if let node = map.optional("name") { name = words(node, document) }
            guard let lock = lock(map, document) else { return nil }
            return name.map { Door(id: id, name: $0, from: from, to: to, lock: lock.found) }
        }
    }

    /// `agent: yes`, `fail mode: open`, `anti-passback: yes`.
    ///
    /// - Returns: `nil` when something was refused.
    private static func lock(
        _ map: YAMLMapping, _ document: YAMLDocument
    ) -> (found: DoorLock?, Void)? {
        func flag(_ key: String) -> Bool?? {
            guard let node = map.optional(key) else { return .some(nil) }
            let words = ["yes": true, "true": true, "no": false, "false": false]
            if let flag = words[node.scalar?.string ?? ""] { return .some(flag) }
            document.refuse(node, "'\(key)' is yes or no", "'\(key)' is yes of no")
            return nil
        }
        guard let agent = flag("agent"), let passback = flag("anti-passback") else { return nil }
        var failMode = DoorFailMode.closed
        if let node = map.optional("fail mode") {
            let modes: [String: DoorFailMode] = ["closed": .closed, "open": .open]
            guard let mode = modes[node.scalar?.string ?? ""] else {
                document.refuse(
                    node, "'fail mode' is closed or open: what happens when the house is not heard",
                    "'fail mode' is closed of open: wat er gebeurt als het huis niet te horen is")
                return nil
            }
            failMode = mode
        }
        if agent == true {
            return (DoorLock(failMode: failMode, refusesPassback: passback ?? false), ())
        }
        for key in ["fail mode", "anti-passback"] {
            guard let node = map.optional(key) else { continue }
            document.refuse(
                node, "'\(key)' is for a door with 'agent: yes'",
                "'\(key)' is voor een deur met 'agent: yes'")
            return nil
        }
        return (nil, ())
    }

    static func zone(
        _ node: Node, of venue: Venue, _ document: YAMLDocument
    ) -> ZoneID? {
        guard let text = document.text(node, of: "a zone's id") else { return nil }
        if let zone = venue.zones.first(where: { $0.id.description == text }) { return zone.id }
        let hint = hint(text, among: venue.zones.map(\.id.description))
        document.refuse(
            node, "the venue has no zone '\(text)'\(hint.en)",
            "de locatie heeft geen plek '\(text)'\(hint.nl)")
        return nil
    }

    // MARK: Opening hours

    /// `{every day: 09:00-17:30, monday: closed}`: a named day holds before `weekdays` and
    /// `weekend`, and those before `every day`; a day that is not named is closed.
    static func hours(
        _ node: Node, _ holidays: [Holiday], _ document: YAMLDocument
    ) -> OpeningHours? {
        let groups = ["every day", "weekdays", "weekend"]
        guard let map = document.mapping(node, keys: groups + weekdays, of: "'opening hours'")
        else { return nil }
        func own(_ key: String) -> [OpenStretch]? {
            map.optional(key).map { stretches($0, document) }
        }
        let everyDay = own("every day") ?? []
        let weekday = own("weekdays") ?? everyDay
        let weekend = own("weekend") ?? everyDay
        let week = weekdays.enumerated().map { place, day in
            own(day) ?? (place < 5 ? weekday : weekend)
        }
        return OpeningHours(week: week, holidays: holidays)
    }

    /// How a day is said to be closed, in each language.
    static let closedWords: Set<String> = ["closed", "gesloten"]

    /// `closed`, `09:00-17:30, 19:00-22:00`, or the same as a list.
    static func stretches(_ node: Node, _ document: YAMLDocument) -> [OpenStretch] {
        if closedWords.contains(node.scalar?.string.lowercased() ?? "") { return [] }
        let texts =
            node.sequence.map { $0.map { $0.scalar?.string ?? "" } }
            ?? (node.scalar?.string ?? "").split(
                separator: ",", omittingEmptySubsequences: false
            ).map(String.init)
        var found: [OpenStretch] = []
        for text in texts {
            guard let stretch = stretch(text) else {
                document.refuse(
                    node,
                    "write 'closed' or times such as 09:00-17:30 or 09:00-12:00, 13:00-17:00; past midnight 22:00-02:00 (at most until 30:00, six in the morning); round the clock 00:00-24:00",
                    "schrijf 'gesloten' of tijden zoals 09:00-17:30 of 09:00-12:00, 13:00-17:00; na middernacht 22:00-02:00 (hooguit tot 30:00, zes uur 's ochtends); dag en nacht 00:00-24:00"
                )
                return []
            }
            if let last = found.last, stretch.from < last.until {
                document.refuse(
                    node, "write the times of a day in their order, each after the one before",
                    "schrijf de tijden van een dag op volgorde, elk na de vorige")
                return []
            }
            found.append(stretch)
        }
        return found
    }

    private static func stretch(_ text: String) -> OpenStretch? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { minute($0.filter { $0 != " " }) }
        guard ends.count == 2, let from = ends[0], let until = ends[1], from != until else {
            return nil
        }
        return OpenStretch(from: from, until: until < from ? until + 1_440 : until)
    }

    /// `09:00`, up to `30:00`.
    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            text.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 58 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    // MARK: Holidays

    /// The most holidays one venue names.
    static let holidayCountMax = 400
    /// The longest one lasts.
    static let holidayDaysMax = 366

    /// `- {date: 2026-12-25, name: {en: …, nl: …}, hours: closed}`.
    static func holidays(_ node: Node, _ document: YAMLDocument) -> [Holiday] {
        var found: [Holiday] = []
        for node in document.sequence(node, of: "holidays") {
            guard
                let map = document.mapping(
                    node, keys: ["date", "name", "hours"], of: "a holiday"),
                let date = map.required("date", "2026-12-25"),
                let name = map.required("name", "{en: Christmas Day, nl: Eerste kerstdag}")
                    .flatMap({ words($0, document) }),
                let days = days(date, document)
            else { continue }
            if found.contains(where: { $0.days.overlaps(days) }) {
                document.refuse(
                    date, "another holiday is on that day; name each day once",
                    "er is al een feestdag op die dag; noem elke dag één keer")
                continue
            }
            let open = map.optional("hours").map { stretches($0, document) } ?? []
            found.append(Holiday(days: days, name: name, open: open))
        }
        if found.count > holidayCountMax {
            document.refuse(
                node, "a venue names at most \(holidayCountMax) holidays",
                "een locatie noemt hooguit \(holidayCountMax) feestdagen")
        }
        return found.sorted { $0.days.lowerBound < $1.days.lowerBound }
    }

    /// What stands between two dates, in each language.
    private static let untilWords: Set<String> = ["to", "t/m"]

    /// `2026-12-25`, or `2026-12-25 to 2027-01-03`.
    private static func days(_ node: Node, _ document: YAMLDocument) -> ClosedRange<Int>? {
        let words = (node.scalar?.string ?? "").split(separator: " ").map(String.init)
        let dates = words.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        guard words.count == 1 || (words.count == 3 && untilWords.contains(words[1])),
            dates.allSatisfy(isDate)
        else {
            document.refuse(
                node, "write a date such as 2026-12-25, or two such as 2026-12-25 to 2027-01-03",
                "schrijf een datum zoals 2026-12-25, of twee zoals 2026-12-25 t/m 2027-01-03")
            return nil
        }
        var ends: [Int] = []
        for date in dates {
            guard let instant = Instant(rfc3339: "\(date)T00:00:00Z".utf8) else {
                let month = Int(date.dropFirst(5).prefix(2)) ?? 0
                let day = Int(date.suffix(2)) ?? 0
                refuse(day, month, node, document)
                return nil
            }
            ends.append(Int(instant.day))
        }
        guard let first = ends.first, let last = ends.last, first <= last else {
            document.refuse(
                node, "the end lies before the start: the first of two dates is the earlier",
                "het einde ligt voor het begin: de eerste van twee datums is de vroegste")
            return nil
        }
        let days = first...last
        if days.count <= holidayDaysMax { return days }
        document.refuse(
            node, "a holiday lasts at most \(holidayDaysMax) days",
            "een feestdag duurt hooguit \(holidayDaysMax) dagen")
        return nil
    }

    /// Four digits, two and two, with dashes between.
    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [4, 2, 2]
            && parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    /// Says that there is no 30 February.
    private static func refuse(
        _ day: Int, _ month: Int, _ node: Node, _ document: YAMLDocument
    ) {
        let english = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        let dutch = [
            "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
            "september", "oktober", "november", "december",
        ]
        guard english.indices.contains(month - 1) else {
            document.refuse(
                node, "there is no month \(month)", "er is geen maand \(month)")
            return
        }
        document.refuse(
            node, "there is no \(day) \(english[month - 1])",
            "er is geen \(day) \(dutch[month - 1])")
    }
}
