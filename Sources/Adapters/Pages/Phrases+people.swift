/// The texts of people and what they chose.
extension Phrases {
    static let people: Table = [:]
}
