public import Domain
public import Kernel

/// Links by which customers open their own page. What is kept of one names nobody and opens
/// nothing: a digest of its secret, and the person sealed with the secret itself.
public protocol PersonalLinks: Sendable {
    /// Whether a link of somebody still opens.
    ///
    /// - Parameter names: Whatever the person was called when it was made.
    func stands(for names: [PersonID], at now: Instant) throws(JournalFailure) -> Bool
    /// Ends every link of somebody.
    func end(for names: [PersonID]) throws(JournalFailure)
    /// Keeps a link, in place of an earlier one of the same person.
    func add(
        secret: String, of person: PersonID, endsAt: Instant, at now: Instant
    ) throws(JournalFailure)
    /// Whose link it is.
    func person(behind secret: String, at now: Instant) throws(JournalFailure) -> PersonID?
    func end(secret: String) throws(JournalFailure)
}
