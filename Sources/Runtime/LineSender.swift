public import Domain
public import Kernel
import Ports

/// Who tells the house facts about people by program, a line each: of wishes and of promises.
public enum LineSender: Equatable, Sendable {
    /// Whoever runs the house.
    case house
    /// A site, a till, a posted wait or an import with a source's key.
    case source(SourceID)

    /// What the names are made with that its own ids become.
    var word: String {
        switch self {
        case .house: "house"
        case .source(let id): "source.\(id)"
        }
    }

    /// Whose word a line is.
    var claimant: Claimant {
        switch self {
        case .house: .house
        case .source(let id): .source(id)
        }
    }
}

/// The house's own names for what senders name by ids of their own: the same for the same sender's
/// id, whatever its person is called by then, and nothing can be read from them.
struct SenderNames: Sendable {
    /// Bytes of a name, before they are written as hex.
    private static let byteCount = 16

    let credentials: any Credentials
    /// The data directory's secret.
    let seed: KeySeed

    /// - Parameter noun: What it is a name of: the same id of two nouns is two names.
    func name<Noun>(_ noun: String, _ id: String, from sender: String) -> Identifier<Noun> {
        let text = "\(seed.first) \(seed.second) \(noun) \(sender) \(id)"
        let hex = credentials.digest(text).prefix(Self.byteCount).map {
            let digits = String($0, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
        guard let name = Identifier<Noun>(hex) else {
            preconditionFailure("hexadecimal digits are an identifier")
        }
        return name
    }
}
