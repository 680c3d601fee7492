import Domain
import Kernel
import Ports
import Runtime

/// What must hold of a house that is spoken to.
extension VoiceWorld {
    /// The house is what the plain lists say, for everybody and over all.
    mutating func checkState(_ moment: String) {
        guard report.violations.isEmpty else { return }
        for guest in plain.guests.indices { checkVoices(of: guest, moment) }
        checkBook(house.engine, moment)
        checkProposals(house.engine, moment)
        checkGone(moment)
    }

    private mutating func checkVoices(of guest: Int, _ moment: String) {
        let name = plain.guests[guest].name
        let view = house.engine.voices(of: name)
        guard !plain.guests[guest].isErased else {
            return check(
                (view?.entries ?? []).isEmpty && house.engine.voices[name] == nil,
                "\(moment) \(name) was erased")
        }
        let told = (view?.entries ?? []).map(Seen.init)
        let wanted = plain.voices(of: guest).map(Seen.init)
        check(
            told == wanted,
            "\(moment) what \(name) said differs:\n\(told)\nplainly\n\(wanted)")
        for voice in view?.entries ?? [] {
            guard let answer = voice.answer,
                let known = plain.voices.first(where: { $0.id == voice.id })?.answer
            else { continue }
            check(
                known.heardWith.contains(answer.heardWith),
                "\(moment) \(voice.id) is heard with \(answer.heardWith)")
        }
    }

    /// Asked = answered + open with a date, as it is kept, counted again, and plainly.
    private mutating func checkBook(_ engine: Engine, _ moment: String) {
        let (book, tally) = (engine.voices, engine.voices.tally)
        let asked = plain.voices.filter { !$0.isWithdrawn }
        let open = plain.open
        check(
            tally.isWhole && tally == book.recounted, "\(moment) the tally is not whole: \(tally)")
        check(
            tally.asked == asked.count && tally.open == open.count
                && tally.answered == asked.count { $0.answer != nil }
                && tally.withdrawn == plain.voices.count(where: \.isWithdrawn),
            "\(moment) the tally differs: \(tally)")
        check(
            book.open(atMost: .max).map(\.voice.id) == open.map(\.id),
            "\(moment) what waits, and in which order, differs")
        check(
            book.overdueCount(at: house.now) == open.count { $0.answerBy < house.now },
            "\(moment) what is overdue differs")
    }

    private mutating func checkProposals(_ engine: Engine, _ moment: String) {
        let book = engine.voices
        check(
            Set(book.proposals.proposals.map(\.id)) == Set(plain.plans.map(\.id)),
            "\(moment) other proposals are there")
        for plan in plain.plans {
            let (told, wanted) = (book.proposals[plan.id].map(Standing.init), Standing(plan))
            check(
                told == wanted,
                "\(moment) a proposal differs:\n\(String(describing: told))\nplainly\n\(wanted)")
            check(
                book.proposals.standing(plan.id) == plain.standing(plan.id),
                "\(moment) \(plan.id) was put into another")
            guard plan.into == nil else { continue }
            let within = plain.voices(in: plan.id)
            check(
                book.voices(in: plan.id).map(\.voice.id) == within.map(\.id),
                "\(moment) what is in \(plan.id) differs")
            let tally = book.tally(of: plan.id)
            let asked = within.filter { !$0.isWithdrawn }
            check(
                tally.isWhole && tally.asked == asked.count
                    && tally.open == asked.count(where: \.isOpen),
                "\(moment) the tally of \(plan.id) differs: \(tally)")
            checkParts(of: plan.id, book, moment)
        }
    }

    private mutating func checkParts(of plan: ProposalID, _ book: VoiceBook, _ moment: String) {
        let told = book.parts(in: plan)
        let parts = plain.parts.filter { plain.standing($0.proposal) == plan }
        let guests = plain.guests.indices.filter { guest in parts.contains { $0.guest == guest } }
            .sorted { plain.guests[$0].name < plain.guests[$1].name }
        check(
            told.map(\.name) == guests.map { plain.guests[$0].name }
                && told.map { $0.parts.map(\.doing) }
                    == guests.map { guest in
                        parts.filter { $0.guest == guest }.map(\.doing)
                    },
            "\(moment) who took part in \(plan) differs")
    }

    /// Nothing of whoever was erased is left: not in the state, not in a row that opens.
    private mutating func checkGone(_ moment: String) {
        // Another may have said something under the same id since.
        let known = Set(plain.voices.map(\.id))
        for voice in gone where !known.contains(voice) {
            check(
                house.engine.voices.holder(of: voice) == nil
                    && house.engine.voices.voice(voice) == nil,
                "\(moment) \(voice) is known after all")
        }
        let erased = Set(plain.guests.filter(\.isErased).map(\.name))
        guard !erased.isEmpty else { return }
        let left = rowsThatOpen.count { row in
            guard case .record(.voice(let name, _)) = row.content else { return false }
            return erased.contains(name)
        }
        check(left == 0, "\(moment) \(left) rows of people who were erased are left")
    }

    /// Without those whose keys are gone.
    var rowsThatOpen: [JournalEntry] {
        mutating get {
            var rows: [JournalEntry] = []
            do throws(JournalFailure) {
                try house.journal.read(after: 0, through: house.journal.head, only: .all) {
                    (row) throws(JournalFailure) in rows.append(row)
                }
            } catch {
                check(false, "the journal does not read: \(error)")
            }
            return rows
        }
    }

    /// From its first row, and from a snapshot, the journal gives the same back. Once somebody is
    /// erased only from a snapshot: rows of others may have rested on theirs.
    mutating func checkReplay() {
        for usesSnapshot in [false, true] where usesSnapshot || !hasErased {
            do throws(JournalFailure) {
                let replayed = try Recovery(
                    from: house.journal, seed: SimulatedHouse.seedOfKeys,
                    usesSnapshot: usesSnapshot
                ).engine
                check(replayed.voices == house.engine.voices, "a replay differs")
                check(
                    hasErased || replayed.aggregates == house.engine.aggregates,
                    "what a replay remembers differs")
                check(
                    replayed.lettersOwed(100) == house.engine.lettersOwed(100),
                    "after a replay other letters are owed")
                checkBook(replayed, "replayed")
                checkProposals(replayed, "replayed")
            } catch {
                check(false, "replay failed: \(error)")
            }
        }
    }
}

/// One voice, as far as both tell of it.
private struct Seen: Equatable {
    let id: VoiceID
    let state: Voice.State
    let words: String
    let saidAt: Instant
    let answerBy: Instant
    let postponedFor: String
    let proposal: ProposalID?
    let kind: VoiceAnswer.Kind?
    let answer: String?
    let answeredAt: Instant?
    let answeredFor: ProposalID?
    let earlierCount: Int
    let reopenedFor: String
    let hasHelped: Bool?

    init(_ voice: Voice) {
        id = voice.id
        state = voice.state
        words = voice.said.words
        saidAt = voice.saidAt
        answerBy = voice.answerBy
        postponedFor = voice.postponedFor
        proposal = voice.proposal
        kind = voice.answer?.kind
        answer = voice.answer?.words
        answeredAt = voice.answer?.at
        answeredFor = voice.answer?.proposal
        earlierCount = voice.earlier.count
        reopenedFor = voice.reopenedFor
        hasHelped = voice.hasHelped
    }

    init(_ voice: PlainVoices.Said) {
        id = voice.id
        if voice.isWithdrawn {
            state = .withdrawn
        } else if voice.answer != nil {
            state = .answered
        } else {
            state = voice.proposal == nil ? .acknowledged : .considered
        }
        words = voice.words
        saidAt = voice.saidAt
        answerBy = voice.answerBy
        postponedFor = voice.postponedFor
        proposal = voice.proposal
        kind = voice.answer?.kind
        answer = voice.answer?.words
        answeredAt = voice.answer?.at
        answeredFor = voice.answer?.proposal
        earlierCount = voice.earlierCount
        reopenedFor = voice.reopenedFor
        hasHelped = voice.hasHelped
    }
}

/// One proposal, as far as both tell of it.
private struct Standing: Equatable {
    let id: ProposalID
    let state: Proposal.State
    let text: Proposal.Text
    let options: [ProposalOption]
    let decision: PlainVoices.Plan.Choice?

    init(_ proposal: Proposal) {
        id = proposal.id
        state = proposal.state
        text = proposal.text
        options = proposal.options
        decision = proposal.decision.map {
            PlainVoices.Plan.Choice(
                kind: $0.kind, option: $0.option, reason: $0.reason, prevails: $0.prevails,
                by: $0.by)
        }
    }

    init(_ plan: PlainVoices.Plan) {
        id = plan.id
        if plan.into != nil {
            state = .merged
        } else if plan.isDone {
            state = .done
        } else if plan.isFinal {
            state = .decided
        } else {
            state = plan.decision == nil ? .open : .awaitsSecond
        }
        text = plan.text
        options = plan.options
        decision = plan.decision
    }
}
