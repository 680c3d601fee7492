import Domain
import Foundation
import Kernel
import Runtime

/// One promise, as staff or the person it was made to sees it.
extension PageRoutes {
    /// The most promises that are shown: what is not over first, then the newest.
    static let promiseCountMax = 100
    /// The most that are shown before somebody asks for older ones.
    private static let recentCountMax = 8
    /// The most that is shown of what somebody takes as making good.
    static let takesCountMax = 3

    /// - Parameters:
    ///   - mistake: What was refused, when it was about one of these.
    ///   - own: Whether the reader is who they were made to.
    func promises(
        _ view: PromiseView, _ mistake: PromiseForm.Mistake?, _ visit: Visit, own: Bool = false
    ) -> [String: Any] {
        let now = view.at
        let newestFirst = Array(view.entries.reversed())
        let ordered =
            newestFirst.filter { $0.isUnder(at: now) } + newestFirst.filter { !$0.isUnder(at: now) }
        let left = ordered.count - Self.promiseCountMax
        func some(_ promises: some Sequence<Promise>) -> [[String: Any]] {
            promises.map { promise in
                one(
                    promise, of: view, mistake?.promise == promise.id ? mistake : nil, visit,
                    own: own)
            }
        }
        let older = ordered.prefix(Self.promiseCountMax).dropFirst(Self.recentCountMax)
        var values: [String: Any] = [
            "hasPromises": true, "hasNoPromises": ordered.isEmpty, "isStaff": !own,
            "promises": some(ordered.prefix(Self.recentCountMax)), "older": some(older),
            "hasOlder": !older.isEmpty, "olderCount": older.count,
            "isOlderOpen": older.contains { promise in
                mistake?.promise == promise.id || view.asks == .reading(promise.id)
            },
        ]
        if left > 0 {
            values["morePromises"] = String(format: visit.text("promised-more"), "\(left)")
        }
        // What is refused of a promise that is not there is told at the head of the page.
        if let mistake, !ordered.contains(where: { $0.id == mistake.promise }) {
            values["message"] = mistake.text(visit)
        }
        return values
    }

    /// What is said when something about a promise is done stands where they stand: that is where
    /// the reader then looks.
    static func tellAtPromises(_ done: String, _ values: inout [String: Any]) {
        let isOfThem = PromiseWord.allCases.contains { [$0.done, "own-\($0.done)"].contains(done) }
        guard isOfThem, values["hasPromises"] != nil else { return }
        values["promiseDone"] = values.removeValue(forKey: "done")
    }

    func one(
        _ promise: Promise, of view: PromiseView, _ mistake: PromiseForm.Mistake?, _ visit: Visit,
        own: Bool
    ) -> [String: Any] {
        let (said, now) = (promise.said, view.at)
        let state = promise.state(at: now)
        var values: [String: Any] = [
            "promise": promise.id.description, "quote": said.quote,
            "saidHow": visit.channel(said.channel), "saidAt": visit.dayAndTime(promise.madeAt),
            "horizon": visit.text("horizon-\(said.horizon.rawValue)"),
            "state": visit.state(promise, at: now, own: own),
            "isGood": state == .kept || state == .recovered,
            "isBad": state == .broken && promise.isToMakeGood || state == .overdueUnknown,
            "isAhead": state == .open && said.due != nil,
            "isWaiting": state == .recoveryOffered || state == .recoveryAccepted,
            "letter": visit.verdict(promise.byLetter, unknown: "letterUnknown"),
            "seen": visit.verdict(promise.byReading, unknown: "seenUnknown"),
        ]
        values["quoteLanguage"] = said.language.flatMap { language in
            language.rawValue == visit.language.rawValue ? nil : language.rawValue
        }
        if let due = said.due {
            values["due"] = visit.dayAndTime(due)
            values["dueShort"] = String(
                format: visit.text("promised-until"), visit.dayAndTime(due))
        }
        values.merge(understood(promise, visit, own: own)) { $1 }
        values.merge(recovery(promise, visit, own: own)) { $1 }
        values.merge(doable(promise, of: view, visit, own: own)) { $1 }
        values.merge(goodMaking(promise, of: view, visit, own: own)) { $1 }
        values["isShown"] =
            own
            ? promise.asksSomething(at: now, in: view) || promise.partedAt != nil
            : promise.isUnder(at: now) && state != .open
        if let mistake { values.merge(self.values(of: mistake, visit)) { $1 } }
        return Self.withoutEmptyTexts(values)
    }

    /// How they understood it, and how each sees what became of it.
    private func understood(
        _ promise: Promise, _ visit: Visit, own: Bool
    ) -> [String: Any] {
        var values: [String: Any] = [
            "readingOf": visit.text(own ? "promised-own-reading" : "promised-reading"),
            "letterOf": visit.text(own ? "promised-own-byLetter" : "promised-byLetter"),
            "seenOf": visit.text(own ? "promised-own-seen" : "promised-seen"),
            "reading": visit.reading(promise, own: own),
        ]
        values["readDue"] = promise.reading?.due.map(visit.dayAndTime)
        if promise.reading?.isDisputed == true {
            values["disputed"] = visit.text(own ? "promised-own-disputed" : "promised-disputed")
        }
        values["letterHow"] = promise.byLetter.map { visit.evidence($0, own: own) }
        values["seenHow"] = promise.byReading.map { visit.evidence($0, own: own) }
        values["bothStand"] = visit.difference(promise, own: own)
        return values
    }

    /// What would make it good, and what this person took as that before.
    private func goodMaking(
        _ promise: Promise, of view: PromiseView, _ visit: Visit, own: Bool
    ) -> [String: Any] {
        let hasParted = view.hasParted(since: promise)
        let takes = hasParted ? [] : view.takes(for: promise).prefix(Self.takesCountMax)
        let told = promise.makesGood?.words
        let taps = takes.filter { $0 != told }
        var values: [String: Any] = [
            "goodOf": visit.text(own ? "promised-own-wouldBeGood" : "promised-wouldBeGood"),
            "wantsAsks": visit.text(own ? "promised-own-wantsAsks" : "promised-wantsAsks"),
            "mayWant": promise.isToMakeGood && !hasParted, "hasTold": told != nil,
            "hasTakes": !takes.isEmpty, "takes": Array(takes),
            "hasTaps": !taps.isEmpty, "taps": taps.map { ["tap": $0] },
            "hasParted": promise.partedAt != nil,
        ]
        values["wouldBeGood"] = told
        values["partedNote"] =
            promise.partedAt == nil
            ? nil : visit.text(own ? "promised-own-parted" : "promised-parted")
        return values
    }

    private func recovery(
        _ promise: Promise, _ visit: Visit, own: Bool
    ) -> [String: Any] {
        guard let recovery = promise.recovery else { return [:] }
        var values: [String: Any] = [
            "offered": recovery.offer, "offeredAt": visit.dayAndTime(recovery.offeredAt),
        ]
        func after(_ key: String, _ at: Instant) {
            values["afterwards"] = visit.text("promised-\(own ? "own-" : "")\(key)")
            values["afterwardsAt"] = visit.dayAndTime(at)
        }
        switch recovery.end {
        case .recovered(let at)?: after("recovered", at)
        case .lost(let at)?: after("lost", at)
        case nil:
            recovery.acceptedAt.map { after("accepted", $0) }
            recovery.declinedAt.map { after("declined", $0) }
        }
        return values
    }

    /// What may still be done or said: once each.
    private func doable(
        _ promise: Promise, of view: PromiseView, _ visit: Visit, own: Bool
    ) -> [String: Any] {
        let recovery = promise.recovery
        let isOver = recovery?.end != nil
        // Whoever was let go kindly is asked nothing more about it.
        let mayTell = !own || promise.partedAt == nil
        return [
            "isAsked": own ? view.asks == .reading(promise.id) : promise.askedAt != nil,
            "mayAsk": promise.reading == nil && promise.askedAt == nil,
            "mayRead": mayTell && promise.reading == nil,
            "mayDispute": promise.reading?.isDisputed != true && !isOver,
            "mayAddTold": mayTell
                && (promise.reading.map { $0.isDisputed && $0.words.isEmpty } ?? false),
            "mayJudge": promise.byLetter == nil || promise.byReading == nil,
            "mayJudgeLetter": promise.byLetter == nil,
            "mayJudgeReading": mayTell && promise.byReading == nil,
            "mayOffer": promise.isBroken && !isOver && !view.hasParted(since: promise),
            "offerAgain": visit.text(
                recovery == nil ? "promised-offer" : "promised-offerAnother"),
            "mayAccept": recovery?.isOpen ?? false,
            "mayEnd": recovery != nil && !isOver,
            "mayRecover": recovery?.acceptedAt != nil && !isOver,
            "readQuestion": view.asks == .reading(promise.id)
                ? view.asksIn.map(visit.language.of) ?? visit.text("promised-own-readAsks") : "",
            "readAsks": visit.text(own ? "inOwnWords" : "inTheirWords"),
            "differsAsks": visit.text(own ? "promised-own-whatTold" : "promised-whatTold"),
            "readDueAsks": visit.text(own ? "promised-own-readByWhen" : "promised-readByWhen"),
        ]
    }

    /// What was refused, where it was filled in, beside what was typed.
    private func values(
        of mistake: PromiseForm.Mistake, _ visit: Visit
    ) -> [String: Any] {
        let (form, text) = (mistake.form, mistake.text(visit))
        var values: [String: Any] = ["isShown": true]
        switch mistake.word {
        case .read:
            values["isReadOpen"] = true
            values["typedRead"] = form["words"]
            values["typedDue"] = form["due"]
        case .dispute:
            values["isDiffersOpen"] = true
            values["typedDiffers"] = form["words"]
        case .offer:
            values["isOfferOpen"] = true
            values["typedOffer"] = form["words"]
        case .wants:
            values["isWantsOpen"] = true
            values["typedWants"] = form["words"]
        default: break
        }
        let name: String? =
            switch (mistake.word, mistake.field) {
            case (.read, .words): "faultRead"
            case (.read, .due): "faultDue"
            case (.dispute, .words): "faultDiffers"
            case (.offer, .words): "faultOffer"
            case (.wants, .words): "faultWants"
            default: nil
            }
        values[name ?? "faultHere"] = text
        return values
    }
}

extension Promise {
    /// Whether something is still to come of it.
    fileprivate func isUnder(at now: Instant) -> Bool {
        switch state(at: now) {
        case .broken: isToMakeGood
        case .open, .overdueUnknown, .recoveryOffered, .recoveryAccepted: true
        case .kept, .recovered, .lost: false
        }
    }

    /// Whether its person is asked for something.
    fileprivate func asksSomething(at now: Instant, in view: PromiseView) -> Bool {
        switch state(at: now) {
        case .recoveryOffered, .overdueUnknown: true
        case .broken: isToMakeGood && !view.hasParted(since: self)
        case .open, .kept: view.asks == .reading(id)
        case .recoveryAccepted, .recovered, .lost: false
        }
    }
}
