import Crypto
package import Domain
import Foundation
import Kernel

/// The names of letters as they stand in Message-IDs and return addresses: number, kind, moment,
/// and a tag that only this house makes, so that nobody else can say that a letter came back.
///
/// Lower case throughout: what carries mail may change case.
package struct LetterNames: Sendable {
    /// 60 bits, five a letter.
    static let tagByteCount = 12
    static let stampByteCountMax = 13
    static let byteCountMax = 9 + 1 + 1 + 1 + stampByteCountMax + 1 + tagByteCount
    /// Of names in one text, how many are looked at.
    private static let candidateCountMax = 64
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    private let key: SymmetricKey

    /// - Parameter secret: The house's 32 bytes for this and nothing else.
    package init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

    package func name(of number: VoiceNumber, _ letter: VoiceLetter) -> String {
        let plain =
            "\(number)-\(Self.word(letter.subject))-\(String(letter.about.milliseconds, radix: 36))"
        return "\(plain)-\(tag(plain))"
    }

    private func tag(_ plain: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(plain.utf8), using: key)
        var bits: UInt64 = 0
        for byte in code.prefix(8) { bits = bits << 8 | UInt64(byte) }
        let letters = (0..<Self.tagByteCount).map { place in
            Self.alphabet[Int(bits >> UInt64(59 - 5 * place) & 31)]
        }
        return String(decoding: letters, as: UTF8.self)
    }

    private static func word(_ subject: VoicePost.Subject) -> String {
        switch subject {
        case .acknowledgement: "r"
        case .answer: "a"
        case .question: "q"
        }
    }

    /// The first name of ours in a text in lower case.
    func first(in text: [UInt8]) -> (number: VoiceNumber, letter: VoiceLetter)? {
        var count = 0
        for place in text.indices where text[place] == 45 && place >= 9 {
            guard let candidate = Self.candidate(text, dash: place) else { continue }
            count += 1
            if let found = read(candidate) { return found }
            if count >= Self.candidateCountMax { return nil }
        }
        return nil
    }

    /// What may be a name, whose first dash stands there.
    private static func candidate(_ text: [UInt8], dash: Int) -> String? {
        let digits = text[(dash - 9)..<dash]
        guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        if dash > 9, (48...57).contains(text[dash - 10]) { return nil }
        let rest = text[dash...].prefix(byteCountMax - 9 + 1).prefix { byte in
            byte == 45 || (48...57).contains(byte) || (97...122).contains(byte)
        }
        return String(decoding: digits + rest, as: UTF8.self)
    }

    private func read(_ text: String) -> (number: VoiceNumber, letter: VoiceLetter)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, let number = VoiceNumber(parts[0]),
            let subject = VoicePost.Subject.allCases.first(where: {
                Self.word($0) == parts[1]
            }), let stamp = Int64(parts[2], radix: 36)
        else { return nil }
        let letter = VoiceLetter(subject, about: Instant(milliseconds: stamp))
        let name = name(of: number, letter)
        return text.hasPrefix(name) ? (number, letter) : nil
    }
}
