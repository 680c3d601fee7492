import Domain
import Kernel

/// What the plain model makes of what is sent.
extension PlainWishes {
    /// One line, at the moment at which the house took it.
    mutating func take(_ line: SimulatedWishDesk.Line, at now: Instant) -> Outcome {
        let guest = line.guest
        guard !guests[guest].isErased else { return .refused }
        switch line.command {
        case .voice(let id, let said): return voice(id, said, guest, line, at: now)
        case .live(let said): return live(said, line, at: now)
        case .answer(let id, let answer): return take(answer, to: id, guest, at: now)
        case .passOver(let id): return passOver(id, guest, at: now)
        case .ask: return .nothing
        case .playBack(let id, _), .confirm(let id), .correct(let id, _, _), .withdraw(let id),
            .weigh(let id, _):
            guard let place = find(id, of: guest) else { return .refused }
            return change(place, line.command, at: now)
        }
    }

    private mutating func voice(
        _ id: WishID, _ said: SaidWish, _ guest: Int, _ line: SimulatedWishDesk.Line,
        at now: Instant
    ) -> Outcome {
        guard find(id, of: guest) == nil else { return .nothing }
        sayings.append(
            Saying(
                id: id, guest: guest, facet: line.facet, want: said.want, words: said.words,
                isTold: true, at: now, importance: said.importance))
        act(guest, now)
        return .done
    }

    private mutating func change(
        _ place: Int, _ command: WishCommand, at now: Instant
    ) -> Outcome {
        let wish = sayings[place]
        switch command {
        case .playBack(_, let wording):
            guard !wish.isWithdrawn, !wish.isConfirmed else { return .refused }
            guard wish.wording != wording else { return .nothing }
            sayings[place].wording = wording
            return .done
        case .confirm:
            guard !wish.isWithdrawn else { return .refused }
            guard !wish.isConfirmed else { return .nothing }
            guard !wish.isTold || wish.wording != nil else { return .refused }
            sayings[place].isConfirmed = true
        case .correct(_, let want, let words):
            guard !wish.isWithdrawn else { return .refused }
            if wish.isConfirmed, wish.want == want, wish.words == words { return .nothing }
            if !wish.isConfirmed { sayings[place].measuredSince = now }
            (sayings[place].want, sayings[place].words) = (want, words)
            sayings[place].isConfirmed = true
        case .withdraw:
            guard !wish.isWithdrawn else { return .nothing }
            sayings[place].isWithdrawn = true
        case .weigh(_, let importance):
            guard !wish.isWithdrawn else { return .refused }
            guard wish.importance != importance else { return .nothing }
            sayings[place].importance = importance
        default: return .nothing
        }
        act(wish.guest, now)
        return .done
    }

    // MARK: Experiences

    private mutating func live(
        _ said: SaidExperience, _ line: SimulatedWishDesk.Line, at now: Instant
    ) -> Outcome {
        let group = group(of: line.guest)
        let isKnown =
            lived.contains { $0.id == said.id && group.contains($0.guest) }
            || sensed.contains { $0.id == said.id && group.contains($0.guest) }
        guard !isKnown else { return .nothing }
        let wishes = wishes(of: line.guest).filter { $0.facet == line.facet && !$0.isWithdrawn }
        let at = said.at ?? now
        var wish = wishes.last { $0.isConfirmed }
        switch said.what {
        case .felt(let kind, let level):
            guard let wish = wish ?? wishes.last else { return .refused }
            sensed.append(
                Sensed(
                    id: said.id, guest: wish.guest, wish: wish.id, kind: kind, level: level, at: at)
            )
            act(wish.guest, at)
        case .told(let taken):
            guard let wish = wish ?? wishes.last, let place = find(wish.id, of: line.guest) else {
                return .refused
            }
            if !wish.isTold, !wish.isConfirmed {
                sayings[place].isConfirmed = true
                act(wish.guest, now)
            }
            lived.append(Lived(said.id, on: wish, taken, at))
            act(wish.guest, at)
        case .event(let event, let want, let got, let since):
            if event == .askedAgain {
                // Whoever leaves the moment to the house may be too late when they send it again.
                guard let since, since <= at, at - since <= .hours(24 * 14) else { return .refused }
            }
            guard helps(line.guest) else { return .nothing }
            wish = wish ?? wishes.last { want == nil || $0.want == want }
            let guess = Saying(
                id: WishID(said.id.description) ?? SimulatedWishDesk.noWish,
                guest: line.guest,
                facet: line.facet, want: want, words: "", isTold: false, at: at)
            if wish == nil { sayings.append(guess) }
            let taken = got.map(Taken.got) ?? (Self.left(event) ? .got(.nothing) : .unknown)
            lived.append(
                Lived(
                    said.id, on: wish ?? guess, taken, at, want: want,
                    isComplaint: event == .askedAgain || event == .returned))
        }
        return .done
    }

    /// Events after which nothing of the wish was got, unless they say what was.
    private static func left(_ event: WishEvent) -> Bool {
        [.zeroResult, .substitutionRefused, .gaveUp, .askedAgain, .returned].contains(event)
    }

    // MARK: Questions

    private mutating func take(
        _ answer: QuestionAnswer, to id: QuestionID, _ guest: Int, at now: Instant
    ) -> Outcome {
        let group = group(of: guest)
        let place = asked.firstIndex { $0.question.id == id && group.contains($0.guest) }
        guard let place else { return .refused }
        if let known = asked[place].answer { return known == answer ? .nothing : .refused }
        guard asked[place].isOpen(at: now) else { return .refused }
        asked[place].answer = answer
        act(asked[place].guest, now)
        let millionths: Int32
        switch answer {
        case .closeness(let level): millionths = Int32(10 - level) * 100_000
        case .settle(let answer): millionths = Lived.millionths(of: answer)
        case .words, .prefers: return .done
        }
        let wish = find(asked[place].question.wish, of: guest).map { sayings[$0] }
        if let wish, !wish.isWithdrawn, let id = ExperienceID(id.description) {
            lived.append(
                Lived(
                    id: id, guest: wish.guest, wish: wish.id, millionths: millionths,
                    isJudged: true, isLeast: false, isComplaint: false, at: now))
        }
        return .done
    }

    private mutating func passOver(_ id: QuestionID, _ guest: Int, at now: Instant) -> Outcome {
        let group = group(of: guest)
        let place = asked.firstIndex { $0.question.id == id && group.contains($0.guest) }
        guard let place else { return .refused }
        if asked[place].isOver { return .nothing }
        guard asked[place].isOpen(at: now) else { return .refused }
        asked[place].isOver = true
        return .done
    }

    private mutating func act(_ guest: Int, _ at: Instant) {
        guests[guest].actedAt = max(guests[guest].actedAt ?? at, at)
    }
}

extension PlainWishes.Lived {
    init(
        _ id: ExperienceID, on wish: PlainWishes.Saying, _ taken: Taken, _ at: Instant,
        want: Want? = nil, isComplaint: Bool = false
    ) {
        switch taken {
        case .closeness(let level): millionths = Int32(10 - level) * 100_000
        case .answer(let answer): millionths = Self.millionths(of: answer)
        case .got(.nothing): millionths = 1_000_000
        case .got(let got): millionths = (wish.want ?? want).map { Self.missed($0, got) }
        case .unknown: millionths = nil
        }
        self.id = id
        guest = wish.guest
        self.wish = wish.id
        isJudged = taken.isJudged
        isLeast = if case .got(.waiting) = taken { true } else { false }
        self.isComplaint = isComplaint
        self.at = at
    }

    static func millionths(of answer: SettleAnswer) -> Int32 {
        switch answer {
        case .exactly: 0
        case .closeEnough: 150_000
        case .nothingBetter: 650_000
        case .gaveUp: 1_000_000
        }
    }

    /// Of the few things that the desk lets people want and get, worked out by hand.
    private static func missed(_ want: Want, _ got: Got) -> Int32 {
        switch (want, got) {
        case (.level(let want), .level(let got)):
            return got >= want
                ? 0
                : Int32((want.thousandths - got.thousandths) * 1_000_000 / want.thousandths)
        case (.within(let want), .after(let got)), (.within(let want), .waiting(let got)):
            switch (got.milliseconds - want.milliseconds) / 60_000 {
            case 10: return 632_121
            case 20: return 864_665
            default: return 0
            }
        case (.oneOf(let wanted), .one(let got)):
            return 1_000_000 - 10_000 * Int32(wanted.first { $0.option == got }?.weight ?? 0)
        case (.all(let wanted), .some(let got)):
            return wanted.reduce(0) { got.contains($1.option) ? $0 : $0 + Int32($1.weight) }
                * 10_000
        default: return 0
        }
    }
}
