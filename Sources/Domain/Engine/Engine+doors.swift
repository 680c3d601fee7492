public import Kernel

/// What doors tell, within the one fold.
extension Engine {
    /// The most doors that are listened to.
    public static let doorCountMax = 65_535

    /// What is known of a door's telling; `nil` when it has told nothing yet.
    public func telling(of door: DoorID) -> DoorTelling? { doorTellings[door] }

    /// All doors that have told something, in their order.
    public var tellings: [DoorTelling] {
        doorTellings.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What is new of what doors tell. A number at or below the highest was taken in before: a
    /// door sends in order, and sends nothing more before it was told that this arrived.
    ///
    /// - Throws: ``CommandRefusal/doubled`` when one of the last numbers says something else than
    ///   it said before; ``CommandRefusal/tooManyDoors``.
    func decidePassages(
        _ told: [DoorPassed], at now: Instant
    ) throws(CommandRefusal) -> [Record] {
        var records: [Record] = []
        var newCount = 0
        let told = told.sorted { ($0.door, $0.number) < ($1.door, $1.number) }
        var place = told.startIndex
        while place < told.endIndex {
            let door = told[place].door
            let known = doorTellings[door]
            var last = Dictionary(
                (known?.last ?? []).map { ($0.number, $0) }, uniquingKeysWith: { $1 })
            var highest = known?.highest ?? 0
            var missedCount = known?.missedCount ?? 0
            let before = records.count
            while place < told.endIndex, told[place].door == door {
                var passed = told[place]
                place += 1
                if let before = last[passed.number], !before.isSaid(by: passed) {
                    throw .doubled
                }
                guard passed.number > highest else { continue }
                last[passed.number] = passed
                missedCount &+= passed.number - highest - 1
                highest = passed.number
                passed.person = passed.holder.flatMap { bands.person(of: $0) }
                if let light = light(of: passed), calls.hasCalled(light, at: now) {
                    passed.reach = nil
                }
                records.append(.doorPassed(passed))
            }
            guard records.count > before else { continue }
            newCount += known == nil ? 1 : 0
            records.append(
                .doorHeard(DoorHeard(door: door, highest: highest, missedCount: missedCount)))
        }
        guard doorTellings.count + newCount <= Self.doorCountMax else { throw .tooManyDoors }
        return records
    }

    mutating func apply(_ passed: DoorPassed) -> BlockResult? {
        doorTellings[passed.door, default: DoorTelling(door: passed.door)].take(passed)
        return light(of: passed).flatMap { callFor($0) }
    }

    /// What a door that stayed shut calls for; `nil` when it calls nobody.
    private func light(of passed: DoorPassed) -> BlueLight? {
        guard case .deny(let denial) = passed.decision, let zone = passed.zone,
            let reach = passed.reach,
            let reader = Token(
                bytes: Array(
                    "\(CalmBlue.readerPrefix)\(passed.door)".utf8.prefix(Token.byteCountMax)))
        else { return nil }
        // A door knows whose key it was and not which band: the one that they wear names them.
        let band = passed.person.flatMap { bands.worn(by: $0).first }
        return BlueLight(
            zone: zone, reader: reader, help: TapRefusal(denial)?.help(for: .key) ?? .door,
            at: passed.at, reach: reach, band: band?.id, token: band?.token)
    }

    mutating func apply(_ heard: DoorHeard) {
        doorTellings[heard.door, default: DoorTelling(door: heard.door)].take(heard)
    }

    /// Forgets at which doors people were.
    mutating func forgetPassages(of people: Set<PersonID>) {
        for (door, _) in doorTellings.sorted(by: { $0.key < $1.key }) {
            doorTellings[door]?.forget(people)
        }
    }
}
