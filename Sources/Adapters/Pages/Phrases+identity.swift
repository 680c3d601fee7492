/// The texts of who we are and of the mirror.
extension Phrases {
    static let identity: Table = [:]
}
