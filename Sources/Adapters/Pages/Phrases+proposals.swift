/// The texts of proposals.
extension Phrases {
    static let proposals: Table = [:]
}
