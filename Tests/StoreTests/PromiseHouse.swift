import Domain
import Foundation
import Kernel
import Ports
import Runtime
import SQLiteStore
import Secrets
import Simulator
import Testing

/// A house on a real disk that promises things. Anna and Ben stand where Lea looks.
struct PromiseHouse: InStaffedHouse {
    static let channel = PromiseChannel("desk")!
    static let said = SaidPromise(quote: "I will call you", channel: channel)
    static let entry = StandingPromise(
        id: StandingPromiseID("ready")!, words: Words(en: "Ready soon", nl: "Gauw klaar"),
        channel: channel, span: .hours(1), owner: PromiseOwner("workshop")!)

    let staffed: StaffedHouse
    let desk: PromiseDesk
    let board: PromiseBoard

    init(_ temporary: TemporaryFolder, _ clock: StoppedClock) async throws {
        staffed = try StaffedHouse(temporary, clock)
        desk = PromiseDesk(
            house: staffed.house, own: staffed.own, credentials: Argon2Credentials(),
            seed: staffed.journal.seed)
        board = PromiseBoard(sequencer: staffed.sequencer, clock: clock) { _ in
            CivilTime(offsetMinutes: 0)
        }
        try await staffed.furnish(standing: ["B1", "B2"])
    }

    // MARK: What tests do

    /// Something that Lea promised Anna.
    func made() async throws -> PromiseID {
        try await desk.act(.make(id: "a", Self.said, at: nil), on: Self.anna, by: staffed.near)
        let now = staffed.clock.now
        let view = await staffed.sequencer.read { $0.promises(of: Self.anna, at: now) }
        return try #require(view?.entries.first?.id)
    }

    /// Promises by a channel to so many people.
    func tell(_ count: Int, by channel: String) async throws {
        let lines = try (0..<count).map { number in
            PromiseDesk.Line(
                person: try #require(PersonID("\(channel)-\(number)")),
                .make(
                    id: "\(channel)-\(number)",
                    SaidPromise(quote: "x", channel: try #require(PromiseChannel(channel))),
                    at: nil), isNewName: true)
        }
        let results = try await desk.take(lines, from: .house)
        for result in results { #expect(try result.get()) }
    }

    /// The entry in other words.
    static func entry(_ words: Words) -> StandingPromise {
        StandingPromise(id: entry.id, words: words, channel: channel, span: .hours(1))
    }

    /// Says something of the entry to so many people, a minute later than before.
    func say(
        _ quote: String, to count: Int, _ prefix: String, dues: Bool = false
    ) async throws {
        staffed.clock.move(by: .minutes(1))
        let now = staffed.clock.now
        let lines = try (0..<count).map { number in
            PromiseDesk.Line(
                person: try #require(PersonID("\(prefix)-\(number)")),
                .make(
                    id: "\(prefix)-\(number)",
                    SaidPromise(
                        standing: Self.entry.id, quote: quote, channel: Self.channel,
                        due: dues ? now + .minutes(Int64(number + 1)) : nil),
                    at: nil), isNewName: true)
        }
        for result in try await desk.take(lines, from: .house) {
            #expect(try result.get())
        }
    }
}
