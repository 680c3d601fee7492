/// A number as somebody typed it, with one mistake forgiven: a sign too many, too few, another one,
/// or two that changed places. Upper and lower case are one.
struct OneMistake {
    /// Fewer signs than this have too many numbers one mistake away.
    static let byteCountMin = 5

    private let typed: [UInt8]

    /// - Returns: `nil` for a text that is too short, or no number.
    init?(_ text: String) {
        let bytes = Self.fold(text)
        guard bytes.count >= Self.byteCountMin, bytes.count <= 64 else { return nil }
        typed = bytes
    }

    private static func fold(_ text: String) -> [UInt8] {
        text.utf8.filter { $0 != 32 }.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
    }

    func mayMean(_ number: String) -> Bool {
        let own = Self.fold(number)
        guard own.count >= Self.byteCountMin, abs(own.count - typed.count) <= 1 else {
            return false
        }
        // What is alike at both ends leaves the mistake between.
        let ahead = zip(own, typed).prefix { $0 == $1 }.count
        let left = min(own.count, typed.count) - ahead
        let behind = zip(own.reversed(), typed.reversed()).prefix(left).prefix { $0 == $1 }.count
        let ownRest = own[ahead..<(own.count - behind)]
        let rest = typed[ahead..<(typed.count - behind)]
        if ownRest.count <= 1, rest.count <= 1 { return true }
        return ownRest.count == 2 && rest.count == 2 && ownRest.elementsEqual(rest.reversed())
    }
}
