public import Ports

/// Something to know about a line or a reader on it.
public enum LinkNews: Equatable, Sendable {
    case reader(ReaderNews)
    /// Opened again every second until it is back.
    case lineLost(LinkFailure)
    case lineBack(String)

    /// Never changes, for programs that read it.
    public var code: String {
        switch self {
        case .reader(let news): news.code
        case .lineLost: "lineLost"
        case .lineBack: "lineBack"
        }
    }

    /// For the log of whoever runs the door.
    public var sentence: String {
        switch self {
        case .reader(let news): news.sentence
        case .lineLost(let failure): "the line is lost: \(failure.sentence)"
        case .lineBack(let line): "\(line) is back"
        }
    }
}

/// Readers that speak OSDP (IEC 60839-11-5), on one line. We are its control panel.
///
/// Showings of a reader come as hexadecimal digits of a card's bits, or as the letters that it
/// read. docs/osdp.md says what of an answer a reader shows.
public struct OSDPLink: ReaderLink {
    /// The most readers on one line: a poll each every half second at 9600 bits a second.
    public static let readerCountMax = 16

    private let line: LineAddress
    private let readers: [OSDPReader]
    private let report: @Sendable (LinkNews) -> Void

    /// - Parameters:
    ///   - line: Opened by ``run(judge:)``.
    ///   - readers: Their places in this list are the numbers of ``ReaderShowing/reader``.
    ///   - report: Hears what happens, on the line's thread: it must not take long.
    /// - Throws: When two readers have one address, or there are none, or too many.
    public init(
        line: LineAddress, readers: [OSDPReader],
        report: @escaping @Sendable (LinkNews) -> Void = { _ in }
    ) throws(LinkFailure) {
        guard (1...Self.readerCountMax).contains(readers.count) else {
            throw LinkFailure(
                "\(line.text): 1 to \(Self.readerCountMax) readers, not \(readers.count)")
        }
        var seen: Set<UInt8> = []
        for reader in readers {
            guard reader.address < Frame.addressLimit else {
                throw LinkFailure("\(line.text): a reader's address is 0 to 126")
            }
            guard seen.insert(reader.address).inserted else {
                throw LinkFailure("\(line.text): two readers have the address \(reader.address)")
            }
        }
        self.line = line
        self.readers = readers
        self.report = report
    }

    public func run(
        judge: @escaping @Sendable (ReaderShowing) async -> ReaderAnswer
    ) async throws {
        let waitMax = Conversation.showingCountMax * readers.count
        let (shown, told) = AsyncStream.makeStream(
            of: LineLoop.Shown.self, bufferingPolicy: .bufferingOldest(waitMax))
        let loop = try LineLoop(line, readers, shown: told, report: report)
        try await withTaskCancellationHandler {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await loop.run() }
                for await one in shown {
                    group.addTask { loop.answer(await judge(one.showing), to: one) }
                }
            }
        } onCancel: {
            loop.stop()
        }
    }
}
