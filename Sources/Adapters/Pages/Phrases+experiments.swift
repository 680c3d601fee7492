/// The texts of experiments.
extension Phrases {
    static let experiments: Table = [:]
}
