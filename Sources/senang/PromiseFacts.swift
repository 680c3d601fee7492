import ExactJSON
import Files
import Kernel
import Measures

/// A table of promises as facts of a running house: lines for `POST /v1/promises`.
struct PromiseFacts {
    /// Why a table holds no such facts.
    struct Refusal: Error {
        let advice: String
    }

    let prefix: String

    /// - Throws: ``Refusal`` when the mapping does not say whose promises they are, what was said
    ///   or what they came by.
    func lines(of found: PromiseFile) throws(Refusal) -> [ExactJSON] {
        guard found.rows.contains(where: { $0.person != nil }) else {
            throw Refusal(advice: "it does not say whose promises they are: name it in 'person'")
        }
        guard found.rows.contains(where: { $0.quote != nil }) else {
            throw Refusal(
                advice: "say in 'says' what was said, word for word: 'Ready by {due}'")
        }
        guard found.rows.contains(where: { $0.channel != nil }) else {
            throw Refusal(advice: "say in 'channel' what they came by: desk, site or '{column}'")
        }
        return found.rows.compactMap(line)
    }

    private func line(_ row: PromiseRow) -> ExactJSON? {
        guard let person = row.person, let quote = row.quote, let channel = row.channel else {
            return nil
        }
        var fields: JSONFields = [
            ("id", .string(prefix + (row.id ?? "\(row.line)"))),
            ("person", .string(prefix + person)), ("quote", .string(quote)),
            ("channel", .string(Self.identifier(channel))),
        ]
        if let owner = row.owner { fields.append(("owner", .string(Self.identifier(owner)))) }
        if let madeAt = row.madeAt { fields.append(("at", .string(madeAt.rfc3339))) }
        if let due = row.due { fields.append(("due", .string(due.rfc3339))) }
        switch row.fact.letter {
        case .kept: fields.append(("kept", .bool(true)))
        case .broken: fields.append(("kept", .bool(false)))
        case .notDue, .unknown: break
        }
        if let reading = row.fact.reading { fields.append(("keptByReading", .bool(reading))) }
        let isJudged = row.fact.letter == .kept || row.fact.letter == .broken
        if isJudged, let at = row.finishedAt {
            fields.append(("judgedAt", .string(at.rfc3339)))
        }
        return .object(fields)
    }

    /// A name holds letters, digits, _ and -, in lower case.
    private static func identifier(_ text: String) -> String {
        String(
            text.lowercased().prefix(64).map { character in
                let isPlain =
                    character.isASCII
                    && (character.isLetter || character.isNumber || "_-".contains(character))
                return isPlain ? character : "-"
            })
    }
}
