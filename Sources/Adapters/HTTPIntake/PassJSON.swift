import Domain
import Kernel
import Runtime

/// A length of time with its interval, in whole seconds.
struct PassWaitJSON: Encodable {
    let expected: Int64
    let low: Int64
    let high: Int64

    init(_ promise: PassPromise) {
        expected = promise.expected.milliseconds / 1_000
        low = promise.low.milliseconds / 1_000
        high = promise.high.milliseconds / 1_000
    }
}

struct PassWindowJSON: Encodable {
    let begin: String
    let end: String

    init(_ window: ReturnWindow) {
        begin = window.begin.rfc3339
        end = window.end.rfc3339
    }
}

/// A party's place; of one whose day is over only its name.
struct PassPlaceJSON: Encodable {
    let party: String
    let place: String
    let isNew: Bool?
    let number: Int?
    let size: Int?
    let state: String
    let window: PassWindowJSON?
    let boardedBy: String?
    let wait: PassWaitJSON?
    let offer: PassWindowJSON?
    let offerUntil: String?
    let standsStill: Bool?

    init(party: PartyID, _ found: PassDesk.Place?, secret: String, isNew: Bool?) {
        self.party = party.description
        place = "/queue/place/\(secret)"
        self.isNew = isNew
        number = found?.ticket.number
        size = found?.ticket.size
        state = found.map { $0.isDue ? "due" : $0.ticket.state.rawValue } ?? "over"
        window = found.map { PassWindowJSON($0.window) }
        boardedBy = found?.promise.boardedBy.rfc3339
        wait = found.map { PassWaitJSON($0.promise) }
        offer = found?.offer.map { PassWindowJSON($0.window) }
        offerUntil = found?.offer?.until.rfc3339
        standsStill = found.map { $0.stoppedAt != nil }
    }
}

/// A queue as it is now.
struct PassSheetJSON: Encodable {
    struct Rate: Encodable {
        let low: Int64
        let expected: Int64
        let high: Int64
    }

    struct Party: Encodable {
        let party: String
        let number: Int
        let size: Int
        let window: PassWindowJSON

        init(_ place: PassDesk.Place) {
            party = place.ticket.party.description
            number = place.ticket.number
            size = place.ticket.size
            window = PassWindowJSON(place.window)
        }
    }

    let id: String
    let zone: String
    let at: String
    let isOpen: Bool
    let standsStillSince: String?
    /// People an hour.
    let peoplePerHour: Rate?
    /// People, by what became of them.
    let people: [String: Int]
    let promises: [String: Int]
    /// People who passed the line, by reason: every reason, so that nothing is left out silently.
    let guests: [String: Int]
    let next: PassPlaceOutlookJSON?
    let here: [Party]
    let due: [Party]
    let soon: [Party]

    init(_ sheet: PassDesk.Sheet) {
        let day = sheet.day
        id = sheet.queue.id.description
        zone = sheet.queue.zone.description
        at = sheet.now.rfc3339
        isOpen = day?.next != nil
        standsStillSince = day?.stoppedAt?.rfc3339
        peoplePerHour = day.map {
            Rate(
                low: $0.rate.low / 1_000, expected: $0.rate.expected / 1_000,
                high: $0.rate.high / 1_000)
        }
        func counts<Key: RawRepresentable<String>>(
            _ keys: [Key], _ count: (PassTally, Key) -> Int
        ) -> [String: Int] {
            let tally = day?.tally ?? PassTally()
            return Dictionary(uniqueKeysWithValues: keys.map { ($0.rawValue, count(tally, $0)) })
        }
        people = counts(PassState.allCases) { $0.people($1) }
        promises = counts(PassOutcome.allCases) { $0.promises($1) }
        guests = counts(GuestReason.allCases) { $0.guests($1) }
        next = day?.next.map(PassPlaceOutlookJSON.init)
        here = day?.here.map(Party.init) ?? []
        due = day?.due.map(Party.init) ?? []
        soon = day?.soon.map(Party.init) ?? []
    }
}

/// What a party of one that joined now would be told.
struct PassPlaceOutlookJSON: Encodable {
    let window: PassWindowJSON
    let wait: PassWaitJSON

    init(_ promise: PassPromise) {
        window = PassWindowJSON(promise.window)
        wait = PassWaitJSON(promise)
    }
}

/// One promise, in the shape a ledger of promises reads.
struct PassPromiseJSON: Encodable {
    let queue: String
    let party: String
    let number: Int
    let size: Int
    let occasion: String
    let madeAt: String
    let window: PassWindowJSON
    let boardedBy: String
    let wait: PassWaitJSON
    let state: String

    init(_ entry: PassPromiseEntry, queue: PassQueueID) {
        self.queue = queue.description
        party = entry.party.description
        number = entry.number
        size = entry.size
        occasion = entry.occasion.rawValue
        madeAt = entry.madeAt.rfc3339
        window = PassWindowJSON(entry.promise.window)
        boardedBy = entry.promise.boardedBy.rfc3339
        wait = PassWaitJSON(entry.promise)
        state = entry.state.rawValue
    }
}
