import HTTPTypes
import Hummingbird

/// What became of lines: how many were taken in, which were refused and why, and what the house
/// calls those that are new.
struct LinesAnswer: Encodable {
    private struct Refused: Encodable {
        let index: Int
        let code: String
        let reason: String
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    /// What lines make, in one word and in several: a field each of the answer.
    private let noun: (one: String, many: String)
    private var accepted = 0
    private var repeated = 0
    private var refused: [Refused] = []
    private var named: [(index: Int, id: String, name: String, also: [(String, String)])] = []

    init(_ noun: String, many: String) { self.noun = (noun, many) }

    mutating func refuse(_ index: Int, _ problem: Problem) {
        refused.append(Refused(index: index, code: problem.code, reason: problem.detail))
    }

    mutating func take(_ index: Int, isNew: Bool) {
        if isNew { accepted += 1 } else { repeated += 1 }
    }

    /// - Parameters:
    ///   - id: The sender's own.
    ///   - name: The house's.
    ///   - also: What else is told of it, by field.
    mutating func name(
        _ index: Int, id: String, _ name: some CustomStringConvertible,
        also: [(String, String)] = []
    ) {
        named.append((index, id, name.description, also))
    }

    /// Whether nothing of the body was taken in.
    private var isRefused: Bool { accepted + repeated == 0 }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(accepted, forKey: Key("accepted"))
        try fields.encode(repeated, forKey: Key("repeated"))
        try fields.encode(refused.sorted { $0.index < $1.index }, forKey: Key("refused"))
        var rows = fields.nestedUnkeyedContainer(forKey: Key(noun.many))
        for each in named {
            var row = rows.nestedContainer(keyedBy: Key.self)
            try row.encode(each.index, forKey: Key("index"))
            try row.encode(each.id, forKey: Key("id"))
            try row.encode(each.name, forKey: Key(noun.one))
            for (field, value) in each.also { try row.encode(value, forKey: Key(field)) }
        }
        guard isRefused else { return }
        try fields.encode("nothingAccepted", forKey: Key("code"))
        try fields.encode(
            "None of the lines was taken in; each says why.", forKey: Key("detail"))
    }

    var response: Response {
        var response = Response.json(self)
        guard isRefused else { return response }
        response.status = .unprocessableContent
        response.headers[.contentType] = "application/problem+json"
        return response
    }
}
