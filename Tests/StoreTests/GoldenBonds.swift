import Domain
import Kernel

/// What people say of themself and the house beside how much of themself they recognise in it.
enum GoldenBonds {
    private static let noon = Instant(milliseconds: 1_800_000_000_000)
    private static let person = PersonID("p1")!

    static let records: [Record] = [
        .bond(person: person, .stays(4, by: .person, at: noon)),
        .bond(person: person, .takenBack(by: .personTo(StaffID("anna")!), at: noon)),
    ]
}
