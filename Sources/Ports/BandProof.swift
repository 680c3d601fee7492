public import Domain

/// Checks what was shown to a reader that has no keys of its own: a till, a gate, a locker.
public protocol BandProof: Sendable {
    /// - Parameter text: From anybody, of any length.
    /// - Returns: What it proves. Whose it is, and whether it was shown before, is not asked here.
    func read(_ text: String) -> ShownKey
}
