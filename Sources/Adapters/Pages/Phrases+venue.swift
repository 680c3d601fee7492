/// The texts of setting the venue up.
extension Phrases {
    static let venue: Table = [:]
}
