import Crypto
import Domain
import DoorAgent
import DoorKeys
import Foundation
import Kernel
import Ports
import Testing

@Suite("Agents beside doors")
struct DoorAgentTests {
    // MARK: What the house says

    @Test("A door opens from what the house signed, and from nothing else")
    func believes() async throws {
        let box = try DoorBox()
        let agent = try box.agent()
        #expect(await agent.shown("0 1", .in).decision == .deny(.noSnapshot))
        let forged = try SealedSnapshot(
            box.snapshot(5), key: Curve25519.Signing.PrivateKey()
        ).sealed
        var altered = try box.sealed(box.snapshot(5))
        altered[40] ^= 1
        let other = try box.sealed(box.snapshot(5, door: #require(DoorID("vault"))))

        for word in [forged, altered, other, []] {
            #expect(await agent.take(word) != .taken)
        }
        #expect(await agent.shown("0 2", .in).decision == .deny(.noSnapshot))
        #expect(try await agent.take(box.sealed(box.snapshot(5))) == .taken)
        let answer = await agent.shown("0 3", .in)
        #expect(answer.decision == .open(.granted) && answer.light == .green)
    }

    @Test("An older word, or one of another snapshot, changes nothing and asks for all anew")
    func older() async throws {
        let box = try DoorBox()
        let agent = try box.agent()
        let first = try box.sealed(box.snapshot(5))
        _ = await agent.take(first)
        let beat = try box.sealed(base: 5, 6)
        #expect(try await agent.take(box.sealed(base: 5, 7, denied: true)) == .taken)
        #expect(await agent.known == DoorAgent.Known(version: 7, base: 5))

        var counter = 0
        for word in [first, beat, try box.sealed(base: 4, 9)] {
            #expect(await agent.take(word) != .taken)
            #expect(await agent.known == DoorAgent.Known(version: 7, base: 0))
            counter += 1
            #expect(await agent.shown("0 \(counter)", .in).decision == .deny(.revoked))
        }
        #expect(try await agent.take(box.sealed(base: 5, 8, denied: true)) == .taken)
        #expect(await agent.known == DoorAgent.Known(version: 8, base: 5))
    }

    @Test("A change passes for no snapshot, whatever it is signed with")
    func words() throws {
        let box = try DoorBox()
        let change = try box.sealed(base: 5, 6)
        let bytes = Array(change.dropLast(64))
        let signature = try box.key.signature(for: Array("senang door snapshot 1\n".utf8) + bytes)
        let seals = HouseSealReader(box.key.publicKey)

        #expect(throws: DoorSealFailure.forged) { try seals.open(bytes + Array(signature)) }
        #expect(throws: DoorSealFailure.unreadable) { try seals.open([1, 2, 3]) }
        #expect(try seals.open(change).version == 6)
    }

    // MARK: Power

    @Test("Begun again without the house, it knows its snapshot, its change and what was shown")
    func restarted() async throws {
        let box = try DoorBox()
        do {
            let agent = try box.agent()
            _ = await agent.take(try box.sealed(box.snapshot(5)))
            _ = await agent.take(try box.sealed(base: 5, 6))
            #expect(await agent.shown("0 9", .in).decision.opens)
        }
        let agent = try box.agent()

        #expect(await agent.known == DoorAgent.Known(version: 6, base: 5))
        #expect(await agent.shown("0 9", .in).decision == .deny(.replayed))
        #expect(await agent.shown("0 10", .in).decision == .open(.granted))
        #expect(await agent.waiting(atMost: 9).map(\.number) == [1, 2, 3])
    }

    @Test("An old snapshot put back on the disk opens nothing")
    func putBack() async throws {
        let box = try DoorBox()
        let old = try box.sealed(box.snapshot(5))
        do {
            let agent = try box.agent()
            _ = await agent.take(old)
            _ = await agent.take(try box.sealed(box.snapshot(6, denied: true)))
        }
        try Data(old).write(to: box.file("snapshot"))

        let agent = try box.agent()

        #expect(await agent.shown("0 1", .in).decision == .deny(.oldSnapshot))
        #expect(await agent.take(old) != .taken)
    }

    @Test("The lease ends by a clock nobody turns, and a restart does not begin it anew")
    func lease() async throws {
        let box = try DoorBox()
        let agent = try box.agent()
        _ = await agent.take(try box.sealed(box.snapshot(5)))
        box.clock.pass(Span(milliseconds: 15 * 60_000 - 1))
        #expect(await agent.shown("0 1", .in).decision.opens)
        box.clock.pass(Span(milliseconds: 1))
        #expect(await agent.shown("0 2", .in).decision == .deny(.leaseEnded))
        box.clock.turn(to: DoorBox.ten + .minutes(1))
        #expect(await agent.shown("0 3", .in).decision == .deny(.clockTurnedBack))

        let again = try box.agent()
        #expect(await again.shown("0 4", .in).decision == .deny(.clockTurnedBack))
        box.clock.turn(to: DoorBox.ten + .minutes(16))
        #expect(await again.shown("0 5", .in).decision == .deny(.leaseEnded))
        #expect(await again.shown("nonsense", .out).decision == .open(.egress))
    }

    @Test("Time that passed while nobody came by is not forgotten")
    func ticked() async throws {
        let box = try DoorBox()
        do {
            let agent = try box.agent()
            _ = await agent.take(try box.sealed(box.snapshot(5)))
            box.clock.pass(.minutes(14))
            await agent.tick()
        }
        box.clock.turn(to: DoorBox.ten + .minutes(2))

        let agent = try box.agent()
        #expect(await agent.shown("0 1", .in).decision == .deny(.clockTurnedBack))
    }

    @Test("A write that was cut short loses only what was not answered", arguments: 1...20)
    func torn(cut: Int) async throws {
        let box = try DoorBox()
        do {
            let agent = try box.agent()
            _ = await agent.take(try box.sealed(box.snapshot(5)))
            for counter in 1...3 { _ = await agent.shown("0 \(counter)", .in) }
        }
        var log = try Data(contentsOf: box.file("log"))
        let end = try #require(log.lastIndex { $0 != 0 }) + 1
        let count = log.count
        log = log.prefix(end - cut) + Data(repeating: 0, count: count - end + cut)
        try log.write(to: box.file("log"))

        let agent = try box.agent()

        #expect(await agent.waiting(atMost: 9).map(\.number) == [1, 2])
        #expect(await agent.shown("0 2", .in).decision == .deny(.replayed))
        #expect(await agent.shown("0 3", .in).decision.opens)
    }

    @Test("A log damaged before its last decision is not taken for one that was cut short")
    func damagedBeforeTheEnd() async throws {
        let box = try DoorBox()
        var ends: [Int] = []
        do {
            let agent = try box.agent()
            _ = await agent.take(try box.sealed(box.snapshot(5)))
            for counter in 1...3 {
                _ = await agent.shown("0 \(counter)", .in)
                let log = try Data(contentsOf: box.file("log"))
                ends.append(try #require(log.lastIndex { $0 != 0 }) + 1)
            }
        }
        let (log, memory) = (
            try Data(contentsOf: box.file("log")), try Data(contentsOf: box.file("memory"))
        )
        for place in 0..<(ends[1] - 8) {
            var bytes = log
            bytes[place] ^= 1
            try bytes.write(to: box.file("log"))
            try memory.write(to: box.file("memory"))
            #expect(throws: DoorDiskFailure.damaged("log"), "byte \(place)") { try box.agent() }
        }
        try log.write(to: box.file("log"))
        try memory.write(to: box.file("memory"))
        #expect(try await box.agent().waiting(atMost: 9).count == 3)
    }

    @Test("A confirmation that the power took, before a decision that was not answered, is torn")
    func lostConfirmation() async throws {
        let box = try DoorBox()
        var confirmed = 0..<0
        do {
            let agent = try box.agent()
            _ = await agent.take(try box.sealed(box.snapshot(5)))
            _ = await agent.shown("0 1", .in)
            let before = try Data(contentsOf: box.file("log"))
            await agent.acknowledge(upTo: 1)
            let after = try Data(contentsOf: box.file("log"))
            let start = try #require(before.indices.first { before[$0] != after[$0] })
            let end = try #require(after.lastIndex { $0 != 0 }) + 1
            confirmed = start..<end
            _ = await agent.shown("0 2", .in)
        }
        var log = try Data(contentsOf: box.file("log"))
        log.replaceSubrange(confirmed, with: Data(repeating: 0, count: confirmed.count))
        try log.write(to: box.file("log"))

        #expect(try await box.agent().waiting(atMost: 9).map(\.number) == [1])
    }

    @Test("A snapshot or a change that is damaged on the disk is told, and opens nothing by itself")
    func damagedWords() async throws {
        for (name, trouble) in [("snapshot", "damagedSnapshot"), ("change", "damagedChange")] {
            let box = try DoorBox()
            do {
                let agent = try box.agent()
                _ = await agent.take(try box.sealed(box.snapshot(5)))
                _ = await agent.take(try box.sealed(base: 5, 6))
            }
            #expect(try await box.agent().status.trouble == nil)
            var bytes = try Data(contentsOf: box.file(name))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: box.file(name))

            let agent = try box.agent()

            #expect(await agent.status.trouble == trouble)
            #expect(await !agent.shown("0 1", .in).decision.opens)
            #expect(await agent.take(try box.sealed(box.snapshot(7))) == .taken)
            #expect(await agent.status.trouble == nil)
            #expect(await agent.shown("0 2", .in).decision.opens)
        }
    }

    @Test("A folder that is damaged, or of another door, is not used")
    func damaged() async throws {
        for name in ["memory", "log"] {
            let box = try DoorBox()
            do {
                let agent = try box.agent()
                _ = await agent.take(try box.sealed(box.snapshot(5)))
                for counter in 1...400 { _ = await agent.shown("0 \(counter)", .in) }
            }
            #expect(throws: DoorDiskFailure.otherDoor(DoorBox.door)) {
                try box.agent(door: DoorID("vault")!)
            }
            var bytes = try Data(contentsOf: box.file(name))
            bytes[20] ^= 1
            try bytes.write(to: box.file(name))
            #expect(throws: DoorDiskFailure.damaged(name)) { try box.agent() }
            try FileManager.default.removeItem(at: box.file(name))
            #expect(throws: DoorDiskFailure.damaged(name)) { try box.agent() }
        }
    }

    // MARK: Records

    @Test("The log is written anew when it is full, and nothing is lost by it")
    func compacted() throws {
        let box = try DoorBox()
        var disk = try DoorDisk(folder: box.folder, door: DoorBox.door, logByteCount: 8_192)
        let held = HeldSnapshot(box.snapshot(5), isGenuine: true, loadedAt: DoorBox.ten)
        try disk.meet(heard: 0)
        let count = 1_000
        for counter in 1...count {
            let band = PlainReader.bands[counter % 4]
            _ = try disk.pass(
                DoorPassage(
                    key: .band(band, counter: UInt32(counter)), at: DoorBox.ten,
                    sinceLoaded: Span(milliseconds: 0)), by: held)
            if counter % 100 == 0 { try disk.acknowledge(upTo: UInt64(counter - 50)) }
        }

        let again = try DoorDisk(folder: box.folder, door: DoorBox.door)

        #expect(again.memory == disk.memory && again.acknowledged == 950)
        #expect(again.spool.map(\.number) == Array(951...1_000))
        #expect(again.isMet && again.droppedCount == 0)
    }

    @Test("A new box goes on behind what the house has of its door, once")
    func met() async throws {
        let box = try DoorBox()
        do {
            let agent = try box.agent()
            _ = await agent.shown("0 1", .in)
            #expect(await agent.mustMeet)
            await agent.meet(heard: 700)
            await agent.meet(heard: 900)
            _ = await agent.shown("0 2", .out)
            #expect(await agent.waiting(atMost: 9).map(\.number) == [701, 702])
            await agent.acknowledge(upTo: 701)
        }
        let agent = try box.agent()

        #expect(await !agent.mustMeet)
        #expect(await agent.waiting(atMost: 9).map(\.number) == [702])
        _ = await agent.shown("0 3", .in)
        #expect(await agent.waiting(atMost: 9).map(\.number) == [702, 703])
    }

    @Test("Each record is told in order and again until it is confirmed", .timeLimit(.minutes(1)))
    func toldOnce() async throws {
        let box = try DoorBox()
        let agent = try box.agent()
        let house = ForgetfulHouse()
        let loops = AgentLoops(agent, line: house)
        let telling = Task { await loops.tell() }
        for counter in 1...50 { _ = await agent.shown("0 \(counter)", .in) }
        while await agent.status.waitingCount > 0 { await Task.yield() }
        telling.cancel()

        #expect(await house.taken == Array(1...50))
        #expect(await house.tellingCount > 1)
    }
}

/// A house that loses every other answer after it took what it was told.
private actor ForgetfulHouse: HouseLine {
    var taken: [UInt64] = []
    var tellingCount = 0

    func news(
        after version: UInt64, base: UInt64, waitSeconds seconds: Int
    ) async throws(HouseLineFailure) -> [UInt8] { throw .away(7) }

    func tell(_ records: [DoorRecord]) async throws(HouseLineFailure) -> UInt64 {
        tellingCount += 1
        taken += records.map(\.number).filter { $0 > taken.last ?? 0 }
        if tellingCount % 2 == 1 { throw .away(28) }
        return taken.last ?? 0
    }

    func heard() async throws(HouseLineFailure) -> UInt64 { taken.last ?? 0 }
}
