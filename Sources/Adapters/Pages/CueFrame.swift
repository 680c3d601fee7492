import Domain
import Kernel
public import Ports

/// A cue event as it goes to a screen: one server-sent event, numbered by its place in the journal.
///
/// Written by hand because a busy floor sends tens of thousands a second; every string in it is an
/// identifier or the end of one, which needs no escaping.
public enum CueFrame {
    public static func render(_ placed: PlacedCueEvent) -> [UInt8] {
        var frame: [UInt8] = []
        frame.reserveCapacity(240)
        frame.append("id: ")
        frame.append(placed.place.sequence)
        frame.append(".")
        frame.append(Int64(placed.place.index))
        frame.append("\nevent: cue\ndata: ")
        append(placed.event, to: &frame)
        frame.append("\n\n")
        return frame
    }

    public static func clock(milliseconds: Int64) -> [UInt8] {
        Array("event: clock\ndata: \(milliseconds)\n\n".utf8)
    }

    /// The screen must ask for everything anew.
    public static let reset = Array("event: reset\ndata: 1\n\n".utf8)

    private static func append(_ event: CueEvent, to frame: inout [UInt8]) {
        switch event {
        case .issued(let cue): append(cue, "issued", to: &frame)
        case .escalated(let cue): append(cue, "escalated", to: &frame)
        case .withdrawn(let cue): append(cue, "withdrawn", to: &frame)
        case .taken(let cue, let staff): append(cue, "taken", by: staff, to: &frame)
        case .done(let cue, let staff, let helped):
            append(cue, helped ? "helped" : "didNotHelp", by: staff, to: &frame)
        case .rejected(let cue, let staff): append(cue, "reject", by: staff, to: &frame)
        case .undone(let cue, let staff, let state):
            append(cue, "undone", by: staff, state: state, to: &frame)
        }
    }

    /// One cue as JSON.
    ///
    /// - Parameters:
    ///   - event: What happened to it.
    ///   - staff: Who did it.
    ///   - state: Where it stands, when the event alone does not say.
    static func json(_ cue: Cue, _ event: StaticString, state: CueState) -> String {
        var bytes: [UInt8] = []
        append(cue, event, state: state, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(
        _ cue: Cue, _ event: StaticString, by staff: StaffID? = nil, state: CueState? = nil,
        to frame: inout [UInt8]
    ) {
        frame.append("{\"n\":")
        frame.append(Int64(bitPattern: cue.number))
        frame.append(",\"e\":\"")
        frame.append(event)
        frame.append("\",\"rule\":\"")
        frame += cue.rule.utf8
        frame.append("\",\"zone\":")
        frame.append(Int64(cue.zone))
        // Enough to tell two apart: of somebody known, the whole number is a way to who they are.
        frame.append(",\"band\":\"")
        frame += Alias(cue.token).partial.utf8
        if let reader = cue.reader {
            frame.append("\",\"reader\":\"")
            frame += reader.utf8
        } else if cue.person == nil {
            frame.append("\",\"token\":\"")
            frame += cue.token.utf8
        }
        frame.append("\",\"since\":")
        frame.append(cue.since.milliseconds)
        frame.append(",\"until\":")
        frame.append(cue.until.milliseconds)
        frame.append(cue.isLive ? ",\"live\":true" : ",\"live\":false")
        if let staff {
            frame.append(",\"by\":\"")
            frame += staff.utf8
            frame.append("\"")
        }
        switch state {
        case .issued: frame.append(",\"state\":\"issued\"")
        case .escalated: frame.append(",\"state\":\"escalated\"")
        case .taken(let owner, _):
            frame.append(",\"state\":\"taken\",\"owner\":\"")
            frame += owner.utf8
            frame.append("\"")
        case nil: break
        }
        frame.append("}")
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// The number in decimal.
    fileprivate mutating func append(_ number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        let start = count
        var rest = number.magnitude
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }
}
