import Domain
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

    /// One line, and where its promise stands in the table.
    struct Line {
        let place: Int
        let fields: JSONFields
    }

    /// A good row that is no such fact: where it stands, and what to do.
    struct Unsent {
        let place: Int
        let advice: String
    }

    let prefix: String

    /// - Returns: The lines, and the rows that hold no fact, each in the order of the table.
    /// - Throws: ``Refusal`` when the mapping does not say whose promises they are, what was said
    ///   or what they came by.
    func lines(
        of found: PromiseFile
    ) throws(Refusal) -> (lines: [Line], unsent: [Unsent]) {
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
        var lines: [Line] = []
        var unsent: [Unsent] = []
        for row in found.rows {
            do throws(Refusal) {
                lines.append(Line(place: row.line, fields: try fields(row)))
            } catch {
                unsent.append(Unsent(place: row.line, advice: error.advice))
            }
        }
        return (lines, unsent)
    }

    private func fields(_ row: PromiseRow) throws(Refusal) -> JSONFields {
        guard let person = row.person else {
            throw Refusal(advice: "nobody stands in 'person': fill it in, or leave the row out")
        }
        guard PersonID(prefix + person) != nil else {
            throw Refusal(
                advice: "with its prefix 'person' is not 1 to 64 of A-Z a-z 0-9 _ -: name a column "
                    + "of numbers or codes, or another --prefix")
        }
        guard let quote = row.quote else {
            throw Refusal(advice: "a column of 'says' is empty: fill it in, or leave the row out")
        }
        guard let channel = row.channel else {
            throw Refusal(
                advice: "a column of 'channel' is empty: fill it in, or leave the row out")
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
        return fields
    }

    /// Channels or owners that are two in the table and become one name: where the second first
    /// stands. What stands there is not repeated: an owner may be a person.
    static func folded(in found: PromiseFile) -> [Unsent] {
        var told: [Unsent] = []
        for (what, words) in [
            ("channel", found.rows.map(\.channel)), ("owner", found.rows.map(\.owner)),
        ] {
            var first: [String: (line: Int, text: String)] = [:]
            var seen: Set<String> = []
            for (row, text) in zip(found.rows, words) {
                guard let text, seen.insert(text).inserted else { continue }
                guard let other = first[identifier(text)] else {
                    first[identifier(text)] = (row.line, text)
                    continue
                }
                told.append(
                    Unsent(
                        place: row.line,
                        advice: "its \(what) becomes the same name as the other one of line "
                            + "\(other.line): letters in lower case, digits, - and _ are kept; "
                            + "if they are two, give them names that differ in those"))
            }
        }
        return told
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
