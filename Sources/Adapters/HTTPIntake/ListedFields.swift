import HTTPTypes

/// A body, or a part of one, whose fields are all known by name: a word that is mistyped is told,
/// and never means that nothing was said.
protocol ListedFields: Decodable, Sendable {
    static var fields: Set<String> { get }
}

/// What was said, and the first field that is not listed.
struct Listed<Value: ListedFields>: Decodable, Sendable {
    private let value: Value
    /// The fields of which something was said: null says nothing.
    let given: Set<String>
    /// In the order of the alphabet.
    private let unknown: String?

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        unknown = container.allKeys.map(\.stringValue).filter { !Value.fields.contains($0) }.min()
        var given: Set<String> = []
        for name in container.allKeys where try !container.decodeNil(forKey: name) {
            given.insert(name.stringValue)
        }
        self.given = given
        value = try Value(from: decoder)
    }

    /// - Throws: ``Problem`` `unknownField`.
    func whole() throws(Problem) -> Value {
        guard let unknown else { return value }
        // A name may be of any length, and is the sender's.
        let name = unknown.prefix(40).filter { $0.isLetter || $0.isNumber || $0 == "_" }
        throw Problem(
            status: .badRequest, code: "unknownField",
            detail: "There is no field '\(name)' here. Fields are "
                + Value.fields.sorted().joined(separator: ", ") + ".")
    }
}
