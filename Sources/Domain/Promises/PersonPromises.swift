public import Kernel

/// What is kept of the promises to one name: a person's are those of all their names together.
public struct PersonPromises: Equatable, Sendable, Codable {
    /// The most promises of one name that are still open.
    public static let openCountMax = 64
    /// The most that are kept of one name; of older ones, those that are over go first. They stay
    /// in the journal, and are counted in ``room``.
    public static let promiseCountMax = 4_096

    /// In the order in which they were taken in.
    public private(set) var promises: [Promise] = []
    /// What is left of those that made room; `nil`: none did.
    public private(set) var room: MadeRoom?

    init() {}

    public subscript(id: PromiseID) -> Promise? { promises.first { $0.id == id } }

    func place(of id: PromiseID) -> Int? { promises.firstIndex { $0.id == id } }

    /// The same, of one that stood in a place and stands there still unless others made room.
    subscript(id: PromiseID, near place: Int) -> Promise? {
        place < promises.count && promises[place].id == id ? promises[place] : self[id]
    }

    func openCount(at now: Instant) -> Int { promises.count { $0.state(at: now) == .open } }

    // MARK: Folding

    /// - Returns: The promise that had to make room.
    mutating func apply(_ record: PromiseRecord) -> Promise? {
        switch record {
        case .made(let promise): return take(promise)
        case .askedReading(let id, let at):
            change(id) { $0.askedAt = $0.askedAt ?? at }
        case .read(let id, let reading): change(id) { $0.take(reading) }
        case .judgedByLetter(let id, let verdict):
            change(id) { $0.byLetter = $0.byLetter ?? verdict }
        case .judgedByReading(let id, let verdict):
            change(id) { $0.byReading = $0.byReading ?? verdict }
        case .warned(let id, let at): change(id) { $0.warnedAt = $0.warnedAt ?? at }
        case .called(let id, let at): change(id) { $0.calledAt = $0.calledAt ?? at }
        case .recoveryOffered(let id, let words, let by, let at):
            change(id) { promise in
                guard promise.recovery?.end == nil else { return }
                promise.recovery = PromiseRecovery(offer: words, offeredBy: by, offeredAt: at)
            }
        case .recoveryAccepted(let id, _, let at):
            change(id) { promise in
                guard let recovery = promise.recovery, recovery.end == nil else { return }
                promise.recovery?.acceptedAt = recovery.acceptedAt ?? at
            }
        case .recoveryDeclined(let id, _, let at):
            change(id) { if $0.recovery?.isOpen == true { $0.recovery?.declinedAt = at } }
        case .wouldMakeGood(let id, let words, let by, let at):
            change(id) { $0.makesGood = MakesGood(words: words, by: by, at: at) }
        case .parted(let id, let at): change(id) { $0.partedAt = $0.partedAt ?? at }
        case .partingCalled(let id, let at):
            change(id) { $0.partingCalledAt = $0.partingCalledAt ?? at }
        case .askedByChance(let id, let millionths, let at):
            change(id) { promise in
                guard promise.askedAt == nil else { return }
                (promise.askedAt, promise.askedMillionths) = (at, millionths)
            }
        case .spared(let id, _, let at): change(id) { $0.sparedAt = at }
        case .recovered(let id, _, let at): end(id, .recovered(at: at))
        case .lost(let id, _, let at): end(id, .lost(at: at))
        }
        return nil
    }

    private mutating func take(_ promise: Promise) -> Promise? {
        guard self[promise.id] == nil, room?.said(under: promise.id.print) == nil else {
            return nil
        }
        var gone: Promise?
        if promises.count >= Self.promiseCountMax {
            let old = promises.remove(at: promises.firstIndex(where: \.isOver) ?? longestDue)
            // Taken out, so that it is changed in place.
            var room = self.room ?? MadeRoom()
            self.room = nil
            room.take(old)
            self.room = room
            gone = old
        }
        promises.append(promise)
        return gone
    }

    /// The one that was due first. So few are open that it was due long ago.
    private var longestDue: Int {
        promises.indices.min { one, other in
            (promises[one].said.due ?? .never, one) < (promises[other].said.due ?? .never, other)
        } ?? 0
    }

    private mutating func end(_ id: PromiseID, _ end: PromiseRecovery.End) {
        change(id) { promise in
            if promise.recovery?.end == nil { promise.recovery?.end = end }
        }
    }

    private mutating func change(_ id: PromiseID, _ body: (inout Promise) -> Void) {
        guard let place = promises.firstIndex(where: { $0.id == id }) else { return }
        body(&promises[place])
    }

    /// Lets go of how they said that they understood it, and of what would make it good: from then
    /// on it is not known.
    mutating func takeBackWords() {
        for place in promises.indices {
            (promises[place].reading, promises[place].makesGood) = (nil, nil)
            promises[place].earlierReading = nil
        }
    }
}

extension Promise {
    /// How much of its time is left when staff is told that it falls due: one part in so many.
    static let warnPart: Int64 = 5

    /// What they say now; how they took it before they disputed it is kept beside that.
    fileprivate mutating func take(_ fresh: PromiseReading) {
        if fresh.isDisputed, let reading, !reading.isDisputed { earlierReading = reading }
        reading = fresh
    }

    /// Whether nobody has said yet what became of it.
    public var isUnjudged: Bool { byLetter == nil && byReading == nil }

    /// Whether nothing more is expected to happen to it.
    var isOver: Bool {
        guard !isUnjudged else { return false }
        return recovery.map { $0.end != nil } ?? !isBroken
    }

    /// When staff is told that it falls due: after four fifths of its time.
    public var warnAt: Instant? {
        guard let due = said.due else { return nil }
        let whole = max(0, (due - madeAt).milliseconds)
        return madeAt + Span(milliseconds: whole - whole / Self.warnPart)
    }

    /// When it was broken, by the letter or by their reading: the later.
    public var brokenAt: Instant? {
        [byLetter, byReading].compactMap { $0.flatMap { $0.isKept ? nil : $0.at } }.max()
    }

    /// When staff is to hear of it next; `nil`: they heard, or there is nothing to hear.
    ///
    /// Who waits for their turn in a queue is before the eyes of its staff, and what stands still
    /// breaks its word to all of them at once: staff hears of it when they say that it is broken.
    var lookAt: Instant? {
        if let partedAt { return partingCalledAt == nil ? partedAt : nil }
        if isOfQueue, byReading?.isKept != false { return nil }
        if let brokenAt {
            return calledAt == nil && recovery == nil && isToMakeGood ? brokenAt : nil
        }
        return isUnjudged && warnedAt == nil ? warnAt : nil
    }

    private var isOfQueue: Bool {
        if case .queue? = origin { true } else { false }
    }
}

extension Instant {
    fileprivate static let never = Instant(milliseconds: .max)
}

extension PromiseRecord {
    var promise: PromiseID {
        switch self {
        case .made(let promise): promise.id
        case .askedReading(let id, _), .read(let id, _), .judgedByLetter(let id, _),
            .judgedByReading(let id, _), .warned(let id, _), .called(let id, _),
            .recoveryOffered(let id, _, _, _), .recoveryAccepted(let id, _, _),
            .recovered(let id, _, _), .lost(let id, _, _), .wouldMakeGood(let id, _, _, _),
            .recoveryDeclined(let id, _, _), .parted(let id, _), .partingCalled(let id, _),
            .askedByChance(let id, _, _), .spared(let id, _, _):
            id
        }
    }
}
