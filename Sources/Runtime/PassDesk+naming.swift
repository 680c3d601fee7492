public import Domain
public import Kernel
import Ports

/// What is wrong with a name that a party would join by, before it joins.
extension PassDesk {
    /// Why staff is asked to look again.
    public enum NameFault: Equatable, Sendable {
        /// A band that nobody wears: nobody would ever come with it.
        case bandOfNobody
        /// Whoever goes by it has a place in this queue already, of this number.
        case hasPlace(Int)

        /// A stable word for the outside.
        public var code: String {
            switch self {
            case .bandOfNobody: "bandOfNobody"
            case .hasPlace: "hasPlace"
            }
        }
    }

    /// The party with a number of the day that runs.
    public func party(numbered number: Int, in queue: PassQueueID) async -> PartyID? {
        await sequencer.read { engine in
            guard let tickets = engine.passes[queue]?.tickets, number >= 1,
                number <= tickets.count
            else { return nil }
            return tickets[number - 1].party
        }
    }

    /// Looks at the name before a party joins by it at a desk.
    ///
    /// Sending the same joining again is no fault. It is a look and no lock: two desks that let the
    /// same band join in one moment make two parties, and both are seen in the line.
    ///
    /// - Returns: `nil`: nothing is wrong, or no name is given. When several are wrong, the one
    ///   that is declared first.
    public func nameFault(of joining: Joining, from sender: Sender) async -> NameFault? {
        guard let name = joining.name else { return nil }
        guard await sequencer.read({ $0.isSomebodys(name) }) else { return .bandOfNobody }
        // What is refused of the band is said when the party joins by it.
        guard let found = try? await party(of: name, in: joining.queue),
            found != party(joining, from: sender),
            let place = await place(of: found, in: joining.queue),
            place.ticket.state == .waiting || place.ticket.state == .here
        else { return nil }
        return .hasPlace(place.ticket.number)
    }
}
