/// What is done about a promise on a page, as it stands in addresses.
enum PromiseWord: String, CaseIterable {
    case make = "promise"
    case ask = "promise-ask"
    case read = "promise-read"
    case dispute = "promise-differs"
    case letter = "promise-letter"
    case seen = "promise-seen"
    case offer = "promise-offer"
    case accept = "promise-accept"
    case recover = "promise-recovered"
    case lose = "promise-lost"
    case wants = "promise-wants"
    case decline = "promise-decline"
    /// Of no promise: how much of themself they recognise in the house.
    case bond = "promise-bond"
    /// How sure they are that they come again.
    case stays = "promise-stays"
    /// They take back what they said of both.
    case unbond = "promise-unbond"

    /// The key of what is said when it is done.
    var done: String { rawValue }

    /// What only the person says, on their own page or at the desk.
    static let own: [PromiseWord] = [
        .read, .dispute, .seen, .accept, .wants, .decline, .bond, .stays, .unbond,
    ]

    /// Whether it is about themself and the house, and about no promise.
    var isOfThemself: Bool { self == .bond || self == .stays || self == .unbond }
}
