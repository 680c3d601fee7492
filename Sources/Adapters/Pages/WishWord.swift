/// What is done about a wish or a question on a page, as it stands in addresses.
enum WishWord: String, CaseIterable {
    case voice = "wish"
    case playBack = "wish-back"
    case confirm = "wish-yes"
    case correct = "wish-rather"
    case withdraw = "wish-gone"
    case weigh = "wish-weight"
    case settled = "wish-settled"
    /// What they think will happen, or think is right.
    case expect = "wish-expect"
    case answer
    case notNow = "not-now"

    /// The key of what is said when it is done.
    var done: String { rawValue }

    /// Of these only staff do the one.
    static let staffs = allCases
    static let own = allCases.filter { $0 != .playBack && $0 != .settled }
}
