/// The texts of shifts.
extension Phrases {
    static let roster: Table = [:]
}
