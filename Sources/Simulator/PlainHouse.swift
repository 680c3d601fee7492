import Domain
import Kernel

/// Whom a plain model knows: one name, and what was chosen under it.
protocol PlainGuest {
    /// Guests who share one are one person.
    var mail: Int? { get }
    var helps: Bool { get }
    var choseAt: Instant { get }
    var isErased: Bool { get }
}

/// A plain model of a house: who is one person, and what they allow.
protocol PlainHouse {
    associatedtype Guest: PlainGuest
    var guests: [Guest] { get }
}

extension PlainHouse {
    /// All names of the person that a guest is.
    func group(of guest: Int) -> [Int] {
        guard let mail = guests[guest].mail else { return [guest] }
        return guests.indices.filter { guests[$0].mail == mail && !guests[$0].isErased }
    }

    /// Their latest choice counts; of two at one moment, the narrower.
    func helps(_ guest: Int) -> Bool {
        let choices = group(of: guest).map { guests[$0] }
        guard let last = choices.map(\.choseAt).max() else { return false }
        return choices.allSatisfy { $0.choseAt < last || $0.helps }
    }
}

/// What a plain model makes of something that was sent.
enum PlainOutcome {
    case done, nothing, refused

    /// Whether the house answered the same.
    func agrees(with answer: Result<Bool, CommandRefusal>) -> Bool {
        switch (self, answer) {
        case (.done, .success(true)), (.nothing, .success(false)), (.refused, .failure): true
        default: false
        }
    }
}
