import Foundation
import Ports

/// What we and the payment provider know of one another, as it stands in a file of its own:
///
///     api-key sk_live_…
///     webhook-secret whsec_…
///
/// There may be two secrets, while one takes the other's place.
public struct ProviderKeys: Sendable {
    /// Bytes of a secret of Standard Webhooks.
    static let secretByteCounts = 24...64
    static let keyByteCountMax = 512

    let apiKey: String
    let secrets: [[UInt8]]

    /// What is wrong with the file, as a sentence that tells nothing of what is in it.
    public struct Problem: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    public init(_ text: String) throws(Problem) {
        var apiKey: String?
        var secrets: [[UInt8]] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ").map(String.init)
            guard let name = words.first, !name.hasPrefix("#") else { continue }
            guard words.count == 2 else {
                throw Problem(description: "each line is a name, a space and a value")
            }
            switch name {
            case "api-key" where apiKey == nil && Self.isKey(words[1]): apiKey = words[1]
            case "webhook-secret":
                guard let secret = Self.secret(words[1]) else {
                    throw Problem(
                        description: "webhook-secret is whsec_ and 24 to 64 bytes as base64")
                }
                secrets.append(secret)
            default:
                throw Problem(
                    description: "the lines are one api-key and one or two webhook-secret")
            }
        }
        guard let apiKey, (1...2).contains(secrets.count) else {
            throw Problem(description: "the lines are one api-key and one or two webhook-secret")
        }
        self.apiKey = apiKey
        self.secrets = secrets
    }

    /// It goes into a header as it is.
    private static func isKey(_ text: String) -> Bool {
        text.utf8.count <= keyByteCountMax && text.utf8.allSatisfy { (33...126).contains($0) }
    }

    private static func secret(_ text: String) -> [UInt8]? {
        guard text.hasPrefix("whsec_"), let data = Data(base64Encoded: String(text.dropFirst(6))),
            secretByteCounts.contains(data.count)
        else { return nil }
        return Array(data)
    }
}
