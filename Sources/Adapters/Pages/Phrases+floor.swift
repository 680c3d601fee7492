/// The texts of the floor.
extension Phrases {
    static let floor: Table = [:]
}
