/// The texts of the inbox of voices.
extension Phrases {
    static let voices: Table = [
        "voices": ("Voices", "Stemmen")
    ]
}
