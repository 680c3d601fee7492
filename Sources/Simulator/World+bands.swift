import Domain
import Kernel
import Runtime

/// Bands and a door in the simulated house: whatever fails, nothing opens for long that was taken
/// back.
extension World {
    mutating func atTheDesk(mayFail: Bool) {
        guard let command = desk.next(using: &random) else { return }
        let answers = commit([.command(command)], mayFail: mayFail)
        guard let answer = answers?.first else { return sometimes("desk asked again") }
        var isRefused = false
        if case .refused = answer { isRefused = true }
        if !isRefused, case .bands(.swap) = command { sometimes("band swapped") }
        desk.take(isRefused: isRefused, engine.bands, at: engine.clock)
    }

    mutating func atTheDoor() {
        switch random.next() % 12 {
        case 0:
            door.isConnected.toggle()
        case 1:
            check(
                door.losePower(forgets: mutant == .forgetfulDoor), "a door's memory is another")
            sometimes("door lost power")
        case 2 where !door.isConnected && hasFaults:
            moveClock(by: .minutes(Int64(random.next() % 20)))
        case 3: tellTheDoor()  // Nothing moved, and the lease begins anew.
        default: show()
        }
    }

    /// The wire holds, and the house has something to tell.
    mutating func tellTheDoor() {
        guard door.isConnected else { return }
        door.hear(engine, at: clock, isDeaf: mutant == .deafDoor)
    }

    private mutating func show() {
        guard let band = SimulatedBandDesk.bands.randomElement(using: &random)?.id else { return }
        let isReplay = random.next() % 4 == 0
        let wasShown = door.counters[band] != nil
        let decision = door.show(band, isReplay: isReplay, at: clock)
        switch decision {
        case .deny(.replayed): sometimes("replay at a door")
        case .deny(.revoked): sometimes("revoked at a door")
        case .deny(.leaseEnded): sometimes("door past its lease")
        default: break
        }
        guard decision.opens, let held = door.held else {
            return check(!decision.opens, "a door without a snapshot opened")
        }
        check(!isReplay || !wasShown, "a door opened for a reading played again")
        let heardAt = held.content.issuedAt
        check(
            door.clock < heardAt + DoorSnapshot.guestLease,
            "a door opened \(door.clock - heardAt) after it heard the house")
        if let since = desk.deadSince[band] {
            check(heardAt <= since, "\(band) opened a door that had heard of its end")
        }
        // Whoever wears it by now may have come by it since: the door would not know them.
        if let (wearer, wornSince) = desk.worn[band], wornSince < heardAt,
            let since = desk.closedSince[wearer]
        {
            check(heardAt <= since, "\(wearer) came in without a key")
        }
    }

    /// Once all is calm, every band that is worn opens, and no other does.
    mutating func checkBands() {
        while desk.waiting != nil { atTheDesk(mayFail: false) }
        door.isConnected = true
        // Nobody turned the clock: it goes on from the latest there was.
        moveClock(by: max(engine.clock, door.clock) - clock)
        _ = commit([], mayFail: false)
        tellTheDoor()
        for band in SimulatedBandDesk.bands {
            let bearer = engine.bands.bearer(wearing: band.id)
            let mayOpen = bearer?.has(.key) ?? false
            let opens = door.show(band.id, isReplay: false, at: clock).opens
            check(opens == mayOpen, "\(band.id) opens: \(opens); it may: \(mayOpen)")
        }
    }
}
