public import Kernel

/// Taps within the one fold: what a reader is answered, and whom it calls.
extension Engine {
    /// A tap as it was judged.
    public struct TapVerdict: Equatable, Sendable {
        public let answer: TapAnswer
        /// To keep, oldest first; none when there is nothing to remember.
        public let records: [Record]
    }

    /// Whose what was shown is.
    private struct Holder {
        /// A band that proved itself, with the keys that the house made it with.
        var band: BandID?
        var counter: UInt32 = 0
        var standing: BandBook.Standing?
        var bearer: BandBearer?
        var person: PersonID? { standing?.person ?? bearer?.person }
    }

    /// Judges a tap, changing nothing. What is due of the wallet by now was written down before.
    ///
    /// - Returns: Green, or blue for the first ``TapRefusal`` in the order of its cases. A tap that
    ///   is sent again is answered as it was.
    /// - Cost: constant but for the rights of one bearer; at a line, linear in the names of the
    ///   parties of the day.
    public func decide(_ tap: Tap, at now: Instant) -> TapVerdict {
        let kept = taps.kept(tap.key(seed))
        let holder = holder(of: tap)
        if let kept, kept.print == tap.print(seed) {
            return TapVerdict(
                answer: kept.answer, records: memory(of: tap, kept.answer, holder, at: now, nil))
        }
        var money: [Record] = []
        var refusal: TapRefusal?
        var time: TapTime?
        do throws(TapRefusal) {
            guard kept == nil else { throw .idTaken }
            money = try judge(tap, holder, at: now, telling: &time)
        } catch { refusal = error }
        let answer = TapAnswer(
            tap.wish.kind, refusal, language: holder.bearer?.language, time: time)
        let print = kept == nil ? tap.print(seed) : nil
        return TapVerdict(
            answer: answer,
            records: withPromises(money, at: now)
                + memory(of: tap, answer, holder, at: now, print))
    }

    private func holder(of tap: Tap) -> Holder {
        var holder = Holder()
        switch tap.shown.key {
        case .unreadable, .bareIdentifier, .unknownKey, .forged: break
        case .band(let band, let counter):
            let standing = bands.standing(of: band)
            guard isMade(standing, with: tap.shown.generation) else { break }
            holder.band = band
            holder.counter = counter
            holder.standing = standing
            holder.bearer = bands.bearer(wearing: band)
        case .token(let claims):
            let bearer = bands.person(of: claims.holder).flatMap(bands.bearer)
            // One of before rights were taken away is good for nothing.
            holder.bearer = bearer?.key == claims.holder ? bearer : nil
        }
        return holder
    }

    private func isMade(
        _ standing: BandBook.Standing?, with generation: BandKeyNumber?
    ) -> Bool {
        guard let standing, let generation else { return true }
        return standing.band.key == generation
    }

    // MARK: Judging

    /// - Returns: Bookings and doings of queues to keep.
    private func judge(
        _ tap: Tap, _ holder: Holder, at now: Instant, telling time: inout TapTime?
    ) throws(TapRefusal) -> [Record] {
        try judgeShown(tap, holder, at: now)
        if case .pay = tap.wish, isBooked(tap, holder) { return [] }
        if let band = holder.band, !isFresh(holder) {
            throw taps.isFull(for: band) ? .memoryFull : .replayed
        }
        if let use = tap.use(seed), taps.isUsed(use) { throw .replayed }
        if tap.wish == .hello { return [] }
        if holder.band != nil {
            guard let standing = holder.standing else { throw .unknownBand }
            switch standing.end {
            case .lost?, .broken?: throw .bandLost
            case .returned?: throw .bandNotWorn
            case nil: break
            }
        }
        guard let bearer = holder.bearer else {
            throw holder.band == nil ? .bandNotWorn : .unknownBand
        }
        switch tap.wish {
        case .hello: return []
        case .key(let door, let zone):
            guard bearer.has(.key) else { throw .keyOff }
            if case .token(let claims) = tap.shown.key {
                guard let number = tokenZone(zone), claims.zones.contains(number) else {
                    throw .notGranted
                }
            }
            try judgeRights(of: bearer, door, zone, tap.civil, at: now)
            return []
        case .pay(let amount, let currency):
            guard bearer.has(.wallet) else { throw .walletOff }
            guard holder.band != nil else { throw .bandNeeded }
            return try book(tap, amount, currency, of: bearer, at: now)
        case .pass(let queue, let zone, let boards):
            guard bearer.has(.pass) else { throw .passOff }
            let plans = passes.queues.filter { plan in
                queue.map { $0 == plan.id } ?? (plan.zone == zone)
            }
            let line = line(of: bearer, in: plans, boards: boards, at: now)
            time = line.window.map { $0.told(by: tap.civil, of: line.refusal) }
            if let refusal = line.refusal { throw refusal }
            return line.records
        }
    }

    private func judgeShown(
        _ tap: Tap, _ holder: Holder, at now: Instant
    ) throws(TapRefusal) {
        switch tap.shown.key {
        case .unreadable: throw .unreadable
        case .bareIdentifier: if tap.wish != .hello { throw .bareIdentifier }
        case .unknownKey: throw .unknownKey
        case .forged: throw .forged
        case .band: if holder.band == nil { throw .forged }
        case .token(let claims):
            guard claims.until > claims.from,
                claims.until - claims.from <= TokenClaims.lifetimeMax,
                claims.until - claims.issuedAt <= TokenClaims.lifetimeMax
            else { throw .lifetimeTooLong }
            let soon = now + DoorMemory.clockSlack
            guard claims.from <= soon, claims.issuedAt <= soon else { throw .notYetValid }
            guard now < claims.until else { throw .expired }
        }
    }

    private func isFresh(_ holder: Holder) -> Bool {
        guard let band = holder.band, !taps.isFull(for: band) else { return false }
        return taps.counter(of: band).map { holder.counter > $0 } ?? true
    }

    /// Of several rights the one that comes furthest is told.
    private func judgeRights(
        of bearer: BandBearer, _ door: DoorID?, _ zone: ZoneID, _ civil: CivilTime,
        at now: Instant
    ) throws(TapRefusal) {
        var best = TapRefusal.notGranted
        for right in bearer.rights
        where right.zones.contains(zone) || door.map(right.doors.contains) == true {
            guard right.time.from <= now, now < right.time.until else {
                best = max(best, .outsideDates)
                continue
            }
            let (weekday, minute) = civil.local(now)
            guard
                right.time.windows.isEmpty
                    || right.time.windows.contains(where: {
                        $0.contains(weekday: weekday, minute: minute)
                    })
            else {
                best = max(best, .outsideHours)
                continue
            }
            return
        }
        throw best
    }

    // MARK: Paying

    private func shop(of tap: Tap) -> AccountID? {
        if let shop = tap.shop { return shop }
        guard Int(tap.source) < sources.count else { return nil }
        return AccountID(bytes: sources[Int(tap.source)].source.id.utf8)
    }

    private func charge(
        _ tap: Tap, _ amount: Int64, _ currency: Currency?, by bearer: BandBearer,
        to shop: AccountID
    ) -> Transfer? {
        guard let payer = bearer.payingAccount, let id = TransferID(bytes: tap.id.utf8) else {
            return nil
        }
        // Where another of the family pays, the limits of whoever wears the band count as well.
        return Transfer(
            id: id, kind: .charge, from: payer, to: shop, amount: amount, currency: currency,
            bearer: payer == bearer.account ? nil : bearer.account)
    }

    private func book(
        _ tap: Tap, _ amount: Int64, _ currency: Currency?, of bearer: BandBearer, at now: Instant
    ) throws(TapRefusal) -> [Record] {
        guard let payer = bearer.payingAccount else { throw .noAccount }
        guard let shop = shop(of: tap) else { throw .shopNotArranged }
        guard let transfer = charge(tap, amount, currency, by: bearer, to: shop) else {
            throw .noAccount
        }
        do throws(LedgerRefusal) {
            return try ledger.decide(transfer, at: now, day: tap.civil.day(now)).map(Record.money)
        } catch {
            throw TapRefusal(error, payer: payer)
        }
    }

    /// Whether this very charge was booked before: then it is paid, however long ago that was.
    private func isBooked(_ tap: Tap, _ holder: Holder) -> Bool {
        guard case .pay(let amount, let currency) = tap.wish, let bearer = holder.bearer,
            bearer.has(.wallet), let shop = shop(of: tap), let id = TransferID(bytes: tap.id.utf8),
            let booking = ledger.booking(id)
        else { return false }
        return booking.kind == .charge && booking.from == bearer.payingAccount
            && booking.to == shop && booking.amount.minorUnits == amount
            && (currency.map { $0 == booking.amount.currency } ?? true)
    }

    // MARK: Remembering

    /// - Parameter print: Of a tap whose answer is to be kept.
    private func memory(
        of tap: Tap, _ answer: TapAnswer, _ holder: Holder, at now: Instant, _ print: UInt64?
    ) -> [Record] {
        var record = TapRecord(
            source: tap.source, zone: tap.zone, wish: tap.wish.kind, refusal: answer.refusal,
            reader: tap.reader)
        record.band = holder.band
        record.person = holder.person
        let isCounted = isFresh(holder)
        if isCounted {
            record.counter = holder.counter
            record.language = answer.language
            record.id = print == nil ? nil : tap.id
            record.print = print
            record.time = answer.time
        }
        if answer.light == .green, let use = tap.use(seed), !taps.holds(use) { record.use = use }
        if answer.light == .blue, let light = light(of: record, reach: tap.reach, at: now),
            !calls.hasCalled(light, at: now)
        {
            record.reach = tap.reach
        }
        let isKept = isCounted || record.reach != nil || record.use != nil
        return isKept ? [.tapped(record)] : []
    }

    func count(of band: BandID) -> [Record] {
        taps.counter(of: band).map { [.bandCounted(band, $0)] } ?? []
    }

    mutating func apply(_ record: TapRecord) -> BlockResult? {
        if let band = record.band, let counter = record.counter {
            taps.count(band, counter)
            if let key = record.key(seed), let print = record.print {
                let answer = TapAnswer(
                    record.wish, record.refusal, language: record.language, time: record.time)
                taps.keep(
                    TapBook.Kept(print: print, answer: answer, band: band, at: clock), under: key)
            }
        }
        if let use = record.use { taps.keep(use, at: clock) }
        if let reach = record.reach {
            return light(of: record, reach: reach, at: clock).flatMap { callFor($0) }
        }
        guard record.refusal == nil, let band = record.band, let reader = reader(of: record) else {
            return nil
        }
        var raised = Raised(tallies: tallies, nextNumber: nextCue, people: people)
        calls.withdraw(
            CallKey(reader: reader, zone: record.zone, band: band), at: clock, into: &raised)
        return raised.eventCount == 0 ? nil : finish(raised, outcomes: [])
    }

    /// What staff is told the reader is called; never the name of anybody's band.
    private func reader(of record: TapRecord) -> Token? {
        guard Int(record.source) < sources.count else { return nil }
        let source = sources[Int(record.source)].source.id.description
        let name = record.reader.map { "\(source)-\($0)" } ?? source
        return Token(
            bytes: Array("\(CalmBlue.readerPrefix)\(name)".utf8.prefix(Token.byteCountMax)))
    }

    private func light(of record: TapRecord, reach: CallReach, at now: Instant) -> BlueLight? {
        guard let refusal = record.refusal, let reader = reader(of: record) else { return nil }
        let standing = record.band.flatMap(bands.standing)
        return BlueLight(
            zone: record.zone, reader: reader, help: refusal.help(for: record.wish), at: now,
            reach: reach, band: record.band,
            token: standing?.end == nil ? standing?.band.token : nil)
    }

    // MARK: Calling

    /// Calls the nearest staff: for a reader that shows blue, and for a door that stays shut.
    ///
    /// To be called while a record is folded, so that folding it again calls again. Who is known,
    /// and lets staff know them, is named; of anybody else staff hears where, and what for.
    ///
    /// - Returns: `nil` when somebody was called already, or it is too long ago.
    public mutating func callFor(_ light: BlueLight) -> BlockResult? {
        guard clock - light.at <= CalmBlue.freshSpan, !calls.hasCalled(light, at: clock) else {
            return nil
        }
        var raised = Raised(tallies: tallies, nextNumber: nextCue, people: people)
        let somebody = light.token.flatMap { people[$0]?.id }
        var also: [ZoneIndex]?
        if case .also(let zones) = light.reach { also = zones }
        let token = somebody == nil ? light.reader : light.token ?? light.reader
        let cue = Cue(
            number: raised.takeNumber(), rule: light.help.rule, source: Cue.liveFloor,
            token: token, zone: light.zone, since: clock, until: clock + CalmBlue.validFor,
            person: somebody, also: also, promise: somebody == nil ? nil : light.promise)
        calls.open(cue, for: light, into: &raised)
        return finish(raised, outcomes: [])
    }

    /// Somebody taps: readers notice that too, when what was shown is a name of somebody.
    ///
    /// - Returns: `nil` when nobody is known to be there by it.
    public func presence(of tap: Tap, at now: Instant) -> SourcedBatch? {
        guard Int(tap.source) < sources.count, !sources[Int(tap.source)].isClosed,
            sources[Int(tap.source)].source.mode == .live
        else { return nil }
        var token = tap.shown.bare
        let holder = holder(of: tap)
        if let band = holder.band {
            guard isFresh(holder) || taps.kept(tap.key(seed)) != nil else { return nil }
            token = holder.standing?.band.token ?? band.token
        }
        guard let token else { return nil }
        let signal = PlainSignal(
            id: tap.id.description, token: token, kind: .tap, zone: tap.zone, at: now)
        return SourcedBatch(
            source: tap.source, batch: SignalBatch([signal], from: tap.source, seed: seed))
    }
}
