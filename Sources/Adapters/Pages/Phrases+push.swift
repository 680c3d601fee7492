/// The texts of ringing a locked phone.
extension Phrases {
    static let push: Table = [:]
}
