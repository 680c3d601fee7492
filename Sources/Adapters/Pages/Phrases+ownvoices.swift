/// The texts of voices on somebody's own page.
extension Phrases {
    static let ownVoices: Table = [:]
}
