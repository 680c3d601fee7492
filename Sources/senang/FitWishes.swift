import Domain
import ExactJSON
import Foundation
import Kernel

/// Somebody of a file of wishes.
struct FitPerson {
    let id: String
    var wishes: [FitWish] = []
}

/// People's wishes, one JSON object a line.
struct FitWishes {
    static let peopleCountMax = 100_000
    private static let keys = ["person", "facet", "want", "importance", "words"]

    struct Problem: Error {
        let line: Int
        let message: String
    }

    private(set) var people: [FitPerson] = []
    private(set) var problems: [Problem] = []
    private var numbers: [String: Int] = [:]
    private let catalogue: Catalogue

    init(_ data: Data, _ catalogue: Catalogue) {
        self.catalogue = catalogue
        // Some programs begin a text with the mark of its encoding.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let data = data.starts(with: mark) ? data.dropFirst(mark.count) : data
        var number = 0
        for line in data.split(separator: 10, omittingEmptySubsequences: false) {
            number += 1
            guard line.contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) else { continue }
            do throws(Problem) {
                try take([UInt8](line), number)
            } catch {
                problems.append(error)
            }
        }
    }

    private mutating func take(_ line: [UInt8], _ number: Int) throws(Problem) {
        let value: ExactJSON
        do throws(ExactJSONFailure) {
            value = try ExactJSONReader.read(line, takesEscapes: true)
        } catch {
            throw Problem(line: number, message: "column \(error.column): \(error.message)")
        }
        func refuse(_ message: String) -> Problem { Problem(line: number, message: message) }
        guard case .object(let fields) = value else {
            throw refuse("write an object, such as {\"person\": \"ann\", \"facet\": \"quiet\", …}")
        }
        if let other = fields.first(where: { !Self.keys.contains($0.name) }) {
            let known = Self.keys.joined(separator: ", ")
            throw refuse("\"\(other.name)\" is not known; known: \(known)")
        }
        func field(_ name: String) -> ExactJSON? { fields.first { $0.name == name }?.value }
        guard case .string(let person)? = field("person"), !person.isEmpty, person.count <= 64
        else { throw refuse("person: write a name of 1 to 64 characters") }
        guard case .string(let name)? = field("facet"), let id = FacetID(name),
            let facet = catalogue.facet(id)
        else {
            let known = catalogue.facets.map(\.id.description).joined(separator: ", ")
            throw refuse("facet: the catalogue has \(known)")
        }
        guard let want = field("want").flatMap({ self.want($0, facet.kind) }),
            facet.kind.admits(want)
        else { throw refuse("want: of facet \(id), write \(Self.hint(facet.kind))") }
        var importance: Int64 = 1
        if let given = field("importance") {
            guard case .integer(let number) = given,
                (1...FitWish.importanceMax).contains(number)
            else { throw refuse("importance: write a whole number from 1 to 100") }
            importance = number
        }
        var words = ""
        if let given = field("words") {
            guard case .string(let text) = given else { throw refuse("words: write a text") }
            words = text
        }
        let wish = FitWish(facet: id, want: want, importance: importance, words: words)
        guard add(wish, of: person) else {
            throw refuse("a file has at most \(Self.peopleCountMax) people")
        }
    }

    private mutating func add(_ wish: FitWish, of person: String) -> Bool {
        if numbers[person] == nil {
            guard people.count < Self.peopleCountMax else { return false }
            numbers[person] = people.count
            people.append(FitPerson(id: person))
        }
        if let number = numbers[person] { people[number].wishes.append(wish) }
        return true
    }

    // MARK: Wants

    private static func hint(_ kind: FacetKind) -> String {
        func list(_ options: [FacetOptionID]) -> String {
            options.map(\.description).joined(separator: ", ")
        }
        return switch kind {
        case .more, .ideal: "a number, such as 8 or 7.5"
        case .category(let options):
            "one of \(list(options)), or {\"option\": percent from 1 to 100}"
        case .set(let options): "a list of \(list(options)), or {\"option\": weight from 1 to 100}"
        case .time: "a span, such as \"15 minutes\""
        }
    }

    private func want(_ value: ExactJSON, _ kind: FacetKind) -> Want? {
        switch (kind, value) {
        case (.more, .integer(let number)), (.ideal, .integer(let number)):
            Level(written: "\(number)").map { .level($0) }
        case (.more, .otherNumber(let text)), (.ideal, .otherNumber(let text)):
            Level(written: text).map { .level($0) }
        case (.category, .string(let text)):
            FacetOptionID(text).map { .oneOf([WeightedOption($0, weight: 100)]) }
        case (.category, .object(let fields)):
            weighted(fields).map { .oneOf($0.sorted { $0.weight > $1.weight }) }
        case (.set, .array(let items)): list(items).map { .all($0) }
        case (.set, .object(let fields)): weighted(fields).map { .all($0) }
        case (.time, .string(let text)): Span(written: text).map { .within($0) }
        default: nil
        }
    }

    private func list(_ items: [ExactJSON]) -> [WeightedOption]? {
        var found: [WeightedOption] = []
        for item in items {
            guard case .string(let text) = item, let id = FacetOptionID(text) else { return nil }
            found.append(WeightedOption(id, weight: 1))
        }
        return found
    }

    private func weighted(
        _ fields: [(name: String, value: ExactJSON)]
    ) -> [WeightedOption]? {
        var found: [WeightedOption] = []
        for field in fields {
            guard let id = FacetOptionID(field.name), case .integer(let number) = field.value,
                let weight = UInt8(exactly: number)
            else { return nil }
            found.append(WeightedOption(id, weight: weight))
        }
        return found
    }
}
