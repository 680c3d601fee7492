/// A language whose words we know how to stem; its raw value is its ISO 639 code.
public enum WrittenLanguage: String, CaseIterable, Sendable {
    case dutch = "nl"
    case english = "en"
}
