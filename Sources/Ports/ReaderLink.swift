public import Kernel

/// What a reader on a wall saw.
public struct ReaderShowing: Equatable, Sendable {
    /// Which reader of this link, from 0 on.
    public let reader: Int
    /// The text of a band or a phone, or the number of a card in hexadecimal.
    public let text: String

    public init(reader: Int, text: String) {
        self.reader = reader
        self.text = text
    }
}

/// What a reader shows: yes, or "let us help you". There is no third.
public enum ReaderLight: String, CaseIterable, Sendable {
    case green
    case blue
}

/// What a reader does about what it saw.
public struct ReaderAnswer: Equatable, Sendable {
    public let light: ReaderLight
    /// One friendly line, for readers that can show it.
    public let line: String
    /// For how long the lock is drawn; `nil`: it stays as it is.
    public let opensFor: Span?

    public init(light: ReaderLight, line: String, opensFor: Span? = nil) {
        self.light = light
        self.line = line
        self.opensFor = opensFor
    }
}

/// A line to readers, as an agent beside a door holds it.
public protocol ReaderLink: Sendable {
    /// Hears readers and shows them what is answered, until the task is cancelled. A reader that
    /// is away is waited for.
    ///
    /// - Parameter judge: Asked once for each showing. An answer that comes more than two seconds
    ///   after its showing draws no lock: whoever stood there may be gone.
    /// - Throws: When the line itself cannot be had, in words for whoever runs it.
    func run(judge: @escaping @Sendable (ReaderShowing) async -> ReaderAnswer) async throws
}
