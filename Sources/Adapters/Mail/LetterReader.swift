package import Ports

/// Reads what mail servers say of letters that we sent: reports as RFC 3464 has them, found by the
/// letter's own name, in whatever language they are.
package struct LetterReader: Sendable {
    private let names: LetterNames

    package init(_ names: LetterNames) { self.names = names }

    package func read(
        _ report: [UInt8], saysReturned: Bool
    ) throws(LetterReportRefusal) -> LetterReport {
        let text = report.map { (65...90).contains($0) ? $0 + 32 : $0 }
        guard let found = names.first(in: text) else { throw .unknownLetter }
        if saysReturned { return .returned(found.number, found.letter) }
        switch Self.action(in: text) {
        case "failed": return .returned(found.number, found.letter)
        case "delayed", "delivered", "relayed", "expanded": return .other
        default: throw .notAReport
        }
    }

    /// What the first field of that name says (RFC 3464, 2.3.3).
    private static func action(in text: [UInt8]) -> String? {
        let field = Array("action:".utf8)
        for line in text.split(separator: 10) where line.starts(with: field) {
            let value = line.dropFirst(field.count).filter { $0 > 32 }
            return String(decoding: value, as: UTF8.self)
        }
        return nil
    }
}
