import CSimdJSON
import Synchronization

/// A parser with its buffers. A class because it owns memory of the C++ library; it is
/// `@unchecked Sendable` because ``ParserPool`` hands it to one borrower at a time.
final class Parser: @unchecked Sendable {
    let handle: OpaquePointer

    init() {
        guard let handle = senang_parser_create() else {
            preconditionFailure("out of memory for a parser")
        }
        self.handle = handle
    }

    deinit { senang_parser_destroy(handle) }
}

/// Parsers that are not in use. There are never more than there were readers at once.
final class ParserPool: Sendable {
    static let shared = ParserPool()

    /// More than this many stay idle in no normal run; the rest are freed.
    private static let idleCountMax = 16
    private let idle = Mutex<[Parser]>([])

    func take() -> Parser { idle.withLock { $0.popLast() } ?? Parser() }

    func give(_ parser: Parser) {
        idle.withLock { if $0.count < Self.idleCountMax { $0.append(parser) } }
    }
}
