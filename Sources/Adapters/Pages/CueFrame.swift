import Domain
import Kernel
public import Ports

/// A cue event as it goes to a screen: one server-sent event, numbered by its place in the journal.
///
/// Written by hand because a busy floor sends tens of thousands a second; every string in it is an
/// identifier, which needs no escaping.
public enum CueFrame {
    public static func render(_ placed: PlacedCueEvent) -> [UInt8] {
        "id: \(placed.place)\nevent: cue\ndata: \(json(placed.event))\n\n".utf8.map(\.self)
    }

    public static func clock(milliseconds: Int64) -> [UInt8] {
        Array("event: clock\ndata: \(milliseconds)\n\n".utf8)
    }

    static let reset = Array("event: reset\ndata: 1\n\n".utf8)

    private static func json(_ event: CueEvent) -> String {
        switch event {
        case .issued(let cue): json(cue, "issued")
        case .escalated(let cue): json(cue, "escalated")
        case .withdrawn(let cue): json(cue, "withdrawn")
        case .taken(let cue, let staff): json(cue, "taken", by: staff)
        case .done(let cue, let staff, let helped):
            json(cue, helped ? "helped" : "didNotHelp", by: staff)
        case .rejected(let cue, let staff): json(cue, "reject", by: staff)
        case .undone(let cue, let staff, let state): undone(cue, by: staff, to: state)
        }
    }

    private static func undone(_ cue: Cue, by staff: StaffID, to state: CueState) -> String {
        let restored =
            switch state {
            case .issued: "\"state\":\"issued\"}"
            case .escalated: "\"state\":\"escalated\"}"
            case .taken(let owner, _): "\"state\":\"taken\",\"owner\":\"\(owner)\"}"
            }
        return json(cue, "undone", by: staff).dropLast() + "," + restored
    }

    static func json(_ cue: Cue, _ event: String, by staff: StaffID? = nil) -> String {
        var json =
            "{\"n\":\(cue.number),\"e\":\"\(event)\",\"rule\":\"\(cue.rule)\",\"zone\":\(cue.zone)"
            + ",\"token\":\"\(cue.token)\",\"since\":\(cue.since.milliseconds)"
            + ",\"until\":\(cue.until.milliseconds),\"live\":\(cue.isLive)"
        if let staff { json += ",\"by\":\"\(staff)\"" }
        return json + "}"
    }
}
