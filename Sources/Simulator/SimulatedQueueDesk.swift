import Domain
import Kernel

/// A desk at a virtual queue that sends each joining until it is answered.
struct SimulatedQueueDesk {
    struct Joining {
        let party: PartyID
        let size: Int
    }

    // Of the alphabet and short.
    static let queue = PassQueueID("coaster")!
    static let queues = [
        PassQueue(
            id: queue, name: Words(en: "Coaster", nl: "Achtbaan"), zone: SmallVenue.zones[0].id,
            window: .minutes(1), grace: .seconds(20), offer: .minutes(1), peoplePerHour: 600)
    ]
    /// Long before and long after anything that the world does.
    static let day = PassOpening(
        opensAt: Instant(milliseconds: 1_799_990_000_000),
        closesAt: Instant(milliseconds: 1_900_000_000_000))

    /// Sent, and no answer came.
    private(set) var waiting: [Joining] = []
    private(set) var joined: [Joining] = []
    /// Parties that came to the desk.
    private(set) var guestCount = 0
    var boarded = Set<PartyID>()
    private var nameCount = 0

    /// What it sends now: all that waits, somebody new, and at times somebody it sent before.
    mutating func next(
        freshParties: Bool, wantsNew: Bool, using random: inout SplitMix64
    ) -> [Joining] {
        if freshParties { waiting = waiting.compactMap { named($0.size) } }
        if wantsNew, waiting.count < 4, let fresh = named(1 + Int(random.next() % 6)) {
            guestCount += 1
            waiting.append(fresh)
        }
        var sent = waiting
        if random.next() % 3 == 0, let again = joined.randomElement(using: &random) {
            sent.append(again)
        }
        return sent
    }

    /// - Returns: What was wrong with the answers.
    mutating func take(
        _ answers: [Result<Bool, CommandRefusal>], to sent: [Joining]
    ) -> [String] {
        var faults: [String] = []
        for (joining, answer) in zip(sent, answers) {
            let isKnown = joined.contains { $0.party == joining.party }
            switch answer {
            case .success(let isNew):
                if isNew, isKnown { faults.append("\(joining.party) joined twice") }
                if !isKnown { joined.append(joining) }
            case .failure(let refusal):
                faults.append("\(joining.party) was refused: \(refusal)")
            }
        }
        waiting = []
        return faults
    }

    private mutating func named(_ size: Int) -> Joining? {
        nameCount += 1
        return PartyID("party-\(nameCount)").map { Joining(party: $0, size: size) }
    }
}
