import Domain
import Foundation
import Kernel
import Measures
import Ports
import Runtime
import SQLiteStore
import Testing

@Suite("Promises on the board, and their catalogue")
struct PromiseBoardTests {
    private let temporary = TemporaryFolder()
    private let clock = StoppedClock()

    @Test("Only a lead changes the catalogue")
    func catalogue() async throws {
        let running = try await PromiseHouse(temporary, clock)
        for viewer in [running.near, running.screen] {
            await #expect(throws: EntryRefusal.notAllowed) {
                try await running.board.keep(PromiseHouse.entry, by: viewer)
            }
        }
        #expect(await running.desk.catalogue.isEmpty)
        try await running.board.keep(PromiseHouse.entry, by: running.lead)
        #expect(await running.desk.catalogue == [PromiseHouse.entry])
        await #expect(throws: EntryRefusal.notAllowed) {
            try await running.board.drop(PromiseHouse.entry.id, by: running.near)
        }
        #expect(await running.board.entries().map(\.promise) == [PromiseHouse.entry])
        try await running.board.drop(PromiseHouse.entry.id, by: running.lead)
        #expect(await running.desk.catalogue.isEmpty)
    }

    @Test(
        "Nine people are few, ten are told; and what is left of the total is never of fewer than ten"
    )
    func few() async throws {
        let running = try await PromiseHouse(temporary, clock)
        try await running.tell(12, by: "a")
        try await running.tell(10, by: "b")
        var report = await running.board.report(by: .channel)
        #expect(report.rows.map { $0.count?.made } == [12, 10])

        try await running.tell(9, by: "c")
        report = await running.board.report(by: .channel)
        #expect(report.rows.map(\.name) == ["a", "b", "c"])
        // Of the total less the first two there would be nine.
        #expect(report.rows.map { $0.count?.made } == [12, nil, nil])
        #expect(report.all.count?.made == 31)

        try await running.tell(9, by: "d")
        report = await running.board.report(by: .channel)
        #expect(report.rows.map { $0.count?.made } == [12, 10, nil, nil])
    }

    @Test("A report has what made room as well; what nobody can tell any more makes no edition")
    func madeRoom() async throws {
        let running = try await PromiseHouse(temporary, clock)
        try await running.board.keep(PromiseHouse.entry, by: running.lead)
        try await running.tell(10, by: "desk")
        let count = PersonPromises.promiseCountMax + 100
        let said = SaidPromise(
            standing: PromiseHouse.entry.id, quote: "x", channel: PromiseHouse.channel,
            due: clock.now - .minutes(30))
        for first in stride(from: 0, to: count, by: 1_000) {
            let lines = (first..<min(count, first + 1_000)).map { number in
                PromiseDesk.Line(
                    person: PromiseHouse.anna,
                    .make(id: "r\(number)", said, at: clock.now - .hours(1)))
            }
            for result in try await running.desk.take(lines, from: .house) {
                #expect(try result.get())
            }
        }

        let row = try #require(await running.board.report(by: .channel).rows.first)
        #expect(row.name == "desk" && row.count?.made == count + 10)
        #expect(row.count?.unknown == count)
        let editions = await running.board.editions(of: PromiseHouse.entry.id)
        #expect(editions.map(\.seconds) == [1_800])
    }

    // MARK: Before and after

    @Test("Words that change make an edition; one person's own words and language do not")
    func reworded() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let old = Words(en: "Ready soon", nl: "Gauw klaar")
        let fresh = Words(en: "Ready in an hour", nl: "Klaar in een uur")
        try await running.board.keep(PromiseHouse.entry(old))
        try await running.say(old.en, to: 6, "a")
        try await running.say(old.nl, to: 6, "b")
        try await running.say("Just for you: at five", to: 12, "c")
        #expect(await running.board.changes(atMost: 9).isEmpty)
        #expect(await running.board.editions(of: PromiseHouse.entry.id).map(\.words) == [nil])

        try await running.board.keep(PromiseHouse.entry(fresh))
        try await running.say(fresh.nl, to: 10, "d")
        try await running.say("Only for you: at six", to: 3, "e")
        let changes = await running.board.changes(atMost: 9)
        #expect(changes.map(\.id) == [PromiseHouse.entry.id])
        #expect(changes.first?.editions.map(\.words) == [old, fresh])
        #expect(changes.first?.editions.map(\.row.count?.made) == [24, 13])

        // What it said once and says again is the same wording.
        try await running.board.keep(PromiseHouse.entry(old))
        try await running.say(old.en, to: 10, "f")
        let again = await running.board.editions(of: PromiseHouse.entry.id)
        #expect(again.map(\.words) == [old, fresh])
        #expect(again.map(\.row.count?.made) == [34, 13])
        #expect(await running.board.changes(atMost: 0).isEmpty)
    }

    @Test("Times of each person's own are no editions, also where the words changed")
    func ownTimes() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let old = Words(en: "Ready soon", nl: "Gauw klaar")
        let fresh = Words(en: "Ready then", nl: "Dan klaar")
        try await running.board.keep(PromiseHouse.entry(old))
        try await running.say(old.en, to: 15, "a", dues: true)
        #expect(await running.board.changes(atMost: 9).isEmpty)
        try await running.board.keep(PromiseHouse.entry(fresh))
        try await running.say(fresh.en, to: 15, "b", dues: true)
        let editions = await running.board.editions(of: PromiseHouse.entry.id)
        #expect(editions.map(\.haveOwnTimes) == [true, true])
        #expect(editions.map(\.seconds) == [nil, nil])
        #expect(editions.map(\.row.count?.made) == [15, 15])
    }

    @Test("What the catalogue said before is there again after a restart")
    func restart() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let (old, fresh) = (Words(en: "A", nl: "B"), Words(en: "C", nl: "D"))
        try await running.board.keep(PromiseHouse.entry(old))
        try await running.board.keep(PromiseHouse.entry(fresh))
        try await running.board.keep(PromiseHouse.entry(fresh))
        let book = await running.sequencer.read(\.promises)
        #expect(book.words(of: PromiseHouse.entry.id) == [old, fresh])
        let saved = try JSONDecoder().decode(PromiseBook.self, from: JSONEncoder().encode(book))
        #expect(saved == book && saved.words(of: PromiseHouse.entry.id) == [old, fresh])
        // As it was saved before entries remembered what they said.
        let before = Data(#"{"standing":[],"people":[]}"#.utf8)
        #expect(try JSONDecoder().decode(PromiseBook.self, from: before).reworded.isEmpty)
        let recovered = try Recovery(from: running.journal, seed: running.journal.seed)
        #expect(recovered.engine.promises == book)
        #expect(recovered.engine.promises.words(of: PromiseHouse.entry.id) == [old, fresh])
        try await running.board.drop(PromiseHouse.entry.id)
        #expect(await running.sequencer.read { $0.promises.words(of: PromiseHouse.entry.id) } == [])
    }

    @Test("Each entry of the catalogue has its own count and its own past")
    func entries() async throws {
        let running = try await PromiseHouse(temporary, clock)
        let other = StandingPromise(
            id: StandingPromiseID("other")!, words: Words(en: "X", nl: "Y"),
            channel: PromiseHouse.channel,
            span: .hours(1))
        try await running.board.keep(PromiseHouse.entry(Words(en: "Ready", nl: "Klaar")))
        try await running.board.keep(other)
        try await running.say("Ready", to: 11, "a")
        let entries = await running.board.entries()
        #expect(entries.map(\.promise.id) == [other.id, PromiseHouse.entry.id])
        #expect(entries.map(\.row.count?.made) == [0, 11])
        #expect(entries.map(\.canNobodyKeep) == [false, false])
    }

    @Test("Asked and silent stands apart from not asked, and fewer than ten of either is not told")
    func asked() async throws {
        let running = try await PromiseHouse(temporary, clock)
        try await running.tell(30, by: "a")
        func ask(_ numbers: Range<Int>) async throws {
            let lines = try numbers.map { number in
                PromiseDesk.Line(
                    person: try #require(PersonID("a-\(number)")),
                    .askReading(running.desk.promise("a-\(number)", from: .house)))
            }
            for result in try await running.desk.take(lines, from: .house) {
                #expect(try result.get())
            }
        }
        var row = await running.board.report(by: .channel).rows.first
        #expect(row?.count?.notAsked == 30 && row?.isAskingFew == false)
        try await ask(0..<9)
        row = await running.board.report(by: .channel).rows.first
        #expect(row?.isAskingFew == true)
        try await ask(9..<12)
        row = await running.board.report(by: .channel).rows.first
        #expect(row?.isAskingFew == false)
        #expect(row?.count?.silent == 12 && row?.count?.notAsked == 18)
        try await ask(12..<21)
        row = await running.board.report(by: .channel).rows.first
        #expect(row?.isAskingFew == true, "nine are left who were not asked")
    }

    @Test("What falls due is counted also of few, and then without the time of day")
    func calendar() async throws {
        let running = try await PromiseHouse(temporary, clock)
        try await running.board.keep(PromiseHouse.entry)
        try await running.say("At five", to: 3, "a", dues: true)
        var items = await running.board.calendar(days: 3).days.flatMap(\.items)
        #expect(items.map(\.count) == [3] && items.map(\.firstDue) == [nil])
        try await running.say("At five", to: 10, "b", dues: true)
        items = await running.board.calendar(days: 3).days.flatMap(\.items)
        #expect(items.map(\.count) == [13] && items.first?.firstDue != nil)
    }

    @Test("Who has two names is one person of ten")
    func names() async throws {
        let running = try await PromiseHouse(temporary, clock)
        try await running.tell(10, by: "a")
        #expect(await running.board.report(by: .channel).all.count?.personCount == 10)
        let mail = try #require(Alias(.mail, "a@example.org"))
        for name in ["a-0", "a-1"] {
            try await running.sequencer.submit(
                .claim(
                    Alias(try #require(PersonID(name))), mail, .stated, by: .house, evidence: ""))
        }
        #expect(await running.board.report(by: .channel).all.count == nil)
    }
}
