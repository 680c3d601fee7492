public import Kernel

/// How the cues that a block's observations raised stand in the block, version 1.
///
///     section = event*
///     event   = 1 number:varint rule:counted source:varint token:counted zone:varint
///                 since:zigzag validFor:varint                              issued
///             | 2 (as issued)                                               withdrawn
///             | 3 (as issued)                                               escalated
///             | 4, 5, 6 (as 1, 2, 3) count:varint zone:varint*              shown there as well
///
/// Cues about tokens that are linked to somebody do not stand here: they are records.
public enum CueSection {
    public static func append(_ event: CueEvent, to writer: inout ByteWriter) {
        switch event {
        case .issued(let cue): append(cue, tag: 1, to: &writer)
        case .withdrawn(let cue): append(cue, tag: 2, to: &writer)
        case .escalated(let cue): append(cue, tag: 3, to: &writer)
        case .taken, .undone, .done, .rejected:
            preconditionFailure("what staff does with a cue is a record")
        }
    }

    static func append(_ cue: Cue, tag: UInt8, to writer: inout ByteWriter) {
        writer.byte(cue.also == nil ? tag : tag + 3)
        writer.varint(cue.number)
        writer.counted(cue.rule.utf8)
        writer.varint(UInt64(cue.source))
        writer.counted(cue.token.utf8)
        writer.varint(UInt64(cue.zone))
        writer.signedVarint(cue.since.milliseconds)
        writer.varint(UInt64(bitPattern: (cue.until - cue.since).milliseconds))
        guard let also = cue.also else { return }
        writer.varint(UInt64(also.count))
        for zone in also { writer.varint(UInt64(zone)) }
    }

    /// - Returns: The events, in the order in which they were raised.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ByteReaderFailure)
        -> [CueEvent]
    {
        var reader = ByteReader(bytes)
        var events: [CueEvent] = []
        while !reader.isAtEnd {
            switch try reader.byte() {
            case 1: events.append(.issued(try cue(&reader)))
            case 2: events.append(.withdrawn(try cue(&reader)))
            case 3: events.append(.escalated(try cue(&reader)))
            case 4: events.append(.issued(try cue(&reader, isShownElsewhere: true)))
            case 5: events.append(.withdrawn(try cue(&reader, isShownElsewhere: true)))
            case 6: events.append(.escalated(try cue(&reader, isShownElsewhere: true)))
            default: throw .unknownName
            }
        }
        return events
    }

    static func cue(
        _ reader: inout ByteReader, isShownElsewhere: Bool = false
    ) throws(ByteReaderFailure) -> Cue {
        let number = try reader.varint()
        let rule = RuleID(bytes: try reader.counted())
        let source = try reader.count(upTo: Int(SourceIndex.max))
        let token = Token(bytes: try reader.counted())
        let zone = try reader.count(upTo: Int(ZoneIndex.max))
        let since = Instant(milliseconds: try reader.signedVarint())
        let validFor = Span(milliseconds: Int64(bitPattern: try reader.varint()))
        guard let rule, let token else { throw .unknownName }
        var also: [ZoneIndex]?
        if isShownElsewhere {
            also = []
            for _ in 0..<(try reader.count(upTo: reader.remaining)) {
                also?.append(ZoneIndex(try reader.count(upTo: Int(ZoneIndex.max))))
            }
        }
        return Cue(
            number: number, rule: rule, source: SourceIndex(source), token: token,
            zone: ZoneIndex(zone), since: since, until: since + validFor, person: nil, also: also)
    }
}
