import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Measures
import Runtime

/// What a promise comes down to, as it may be sent back.
struct PromiseContentJSON: Encodable {
    struct Seen: Encodable {
        let kind: String
        var zone: String?
        var zoneKind: String?
    }

    var wait: String?
    var atMostSeconds: Int64?
    var seen: Seen?
    var got: String?
    var want: WantJSON?
    var words: Bool?

    init(_ content: PromiseContent) {
        switch content {
        case .wait(let id, let most):
            wait = id.description
            atMostSeconds = most.milliseconds / 1_000
        case .seen(let pattern):
            var seen = Seen(kind: pattern.kind.word)
            switch pattern.place {
            case .zone(let zone): seen.zone = zone.description
            case .ofKind(let kind): seen.zoneKind = kind.description
            case .anywhere, .same: break
            }
            self.seen = seen
        case .got(let facet, let want):
            got = facet.description
            self.want = WantJSON(want)
        case .words: words = true
        }
    }
}

/// What is wanted, as it may be sent back.
struct WantJSON: Encodable {
    struct Option: Encodable {
        let option: String
        let weight: UInt8

        init(_ option: WeightedOption) {
            self.option = option.option.description
            weight = option.weight
        }
    }

    var level: Double?
    var seconds: Int64?
    var oneOf: [Option]?
    var all: [Option]?

    init(_ want: Want) {
        switch want {
        case .level(let level): self.level = Double(level.thousandths) / 1_000
        case .within(let span): seconds = span.milliseconds / 1_000
        case .oneOf(let options): oneOf = options.map(Option.init)
        case .all(let options): all = options.map(Option.init)
        }
    }
}

/// What one person was promised, for whoever runs the house.
struct PromiseSheetJSON: Encodable {
    struct Reading: Encodable {
        let words: String
        let due: String?
        let isDisputed: Bool
        let by: String
        let at: String

        init(_ reading: PromiseReading) {
            words = reading.words
            due = reading.due?.rfc3339
            isDisputed = reading.isDisputed
            by = reading.by.description
            at = reading.at.rfc3339
        }
    }

    struct Verdict: Encodable {
        let kept: Bool
        let evidence: String
        let at: String

        init(_ verdict: PromiseVerdict) {
            kept = verdict.isKept
            at = verdict.at.rfc3339
            evidence =
                switch verdict.evidence {
                case .wait(let wait, let span): "wait \(wait), \(span.milliseconds / 1_000) s"
                case .signal: "signal"
                case .boarded(let queue): "boarded \(queue)"
                case .got: "got"
                case .told(let by): "told by \(by.description)"
                }
        }
    }

    struct Recovery: Encodable {
        let offer: String
        let offeredBy: String
        let offeredAt: String
        let acceptedAt: String?
        let declinedAt: String?
        /// `recovered` or `lost`.
        let end: String?
        let endedAt: String?

        init(_ recovery: PromiseRecovery) {
            offer = recovery.offer
            offeredBy = recovery.offeredBy.description
            offeredAt = recovery.offeredAt.rfc3339
            acceptedAt = recovery.acceptedAt?.rfc3339
            declinedAt = recovery.declinedAt?.rfc3339
            switch recovery.end {
            case .recovered(let at): (end, endedAt) = ("recovered", at.rfc3339)
            case .lost(let at): (end, endedAt) = ("lost", at.rfc3339)
            case nil: (end, endedAt) = (nil, nil)
            }
        }
    }

    struct OnePromise: Encodable {
        let promise: String
        let standing: String?
        let quote: String
        let language: String?
        let channel: String
        /// In which message it was said, by its sender's name for it.
        let message: String?
        let content: PromiseContentJSON
        let owner: String?
        let horizon: String
        let madeBy: String
        /// `queue ID` or `rule ID`; missing: somebody made it.
        let origin: String?
        let madeAt: String
        let due: String?
        let state: String
        let askedAt: String?
        /// Missing: not known. It is never taken for the letter.
        let reading: Reading?
        /// How they took it before they disputed it.
        let earlierReading: Reading?
        let byLetter: Verdict?
        let byReading: Verdict?
        let recovery: Recovery?
        let warnedAt: String?
        let calledAt: String?
        /// What they say would make it good.
        let makesGood: String?
        /// When the house left it whole.
        let partedAt: String?

        init(_ promise: Promise, at now: Instant) {
            let said = promise.said
            self.promise = promise.id.description
            standing = said.standing?.description
            quote = said.quote
            language = said.language?.rawValue
            channel = said.channel.description
            message = said.message?.description
            content = PromiseContentJSON(said.content)
            owner = said.owner?.description
            horizon = said.horizon.rawValue
            madeBy = promise.madeBy.description
            origin =
                switch promise.origin {
                case .queue(let queue, _): "queue \(queue)"
                case .rule(let rule, _): "rule \(rule)"
                case nil: nil
                }
            madeAt = promise.madeAt.rfc3339
            due = said.due?.rfc3339
            state = promise.state(at: now).rawValue
            askedAt = promise.askedAt?.rfc3339
            reading = promise.reading.map(Reading.init)
            earlierReading = promise.earlierReading.map(Reading.init)
            byLetter = promise.byLetter.map(Verdict.init)
            byReading = promise.byReading.map(Verdict.init)
            recovery = promise.recovery.map(Recovery.init)
            warnedAt = promise.warnedAt?.rfc3339
            calledAt = promise.calledAt?.rfc3339
            makesGood = promise.makesGood?.words
            partedAt = promise.partedAt?.rfc3339
        }
    }

    /// How much of themself they say they recognise in the house, 0 to 10.
    struct Bond: Encodable {
        let level: Int
        let by: String
        let at: String
    }

    let promises: [OnePromise]
    let bond: Bond?
    /// How sure they say they are that they come again.
    let stays: Bond?

    init(_ view: PromiseView) {
        bond = view.bond.map {
            Bond(level: Int($0.level), by: $0.by.description, at: $0.at.rfc3339)
        }
        stays = view.stays.map {
            Bond(level: Int($0.level), by: $0.by.description, at: $0.at.rfc3339)
        }
        promises = view.entries.map { OnePromise($0, at: view.at) }
    }
}
