import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// One line of a body, as it was sent.
struct BodyLine: Sendable {
    static let byteCountMax = 1 << 20
    static let lineCountMax = 1_000

    let bytes: Data
    /// Where it stands, from 1; `nil`: it is the whole body.
    let number: Int?

    /// One object over any number of lines, or one object a line.
    ///
    /// - Throws: ``Problem``: `bodyTooLarge`, `tooManyLines`.
    static func all(of request: Request) async throws(Problem) -> [BodyLine] {
        guard let buffer = try? await request.body.collect(upTo: byteCountMax) else {
            throw Problem(
                status: .contentTooLarge, code: "bodyTooLarge",
                detail: "A body has at most \(byteCountMax >> 10) KiB. Send it in parts.")
        }
        let bytes = Data(buffer.readableBytesView)
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        guard type == "application/x-ndjson" || type == "application/jsonl" else {
            return [BodyLine(bytes: bytes, number: nil)]
        }
        var lines: [BodyLine] = []
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            if line.allSatisfy({ $0 == 13 || $0 == 32 || $0 == 9 }) { continue }
            lines.append(BodyLine(bytes: Data(line), number: number))
            if lines.count > lineCountMax { break }
        }
        guard (1...lineCountMax).contains(lines.count) else {
            throw Problem(
                status: .badRequest, code: "tooManyLines",
                detail: "A body has 1 to \(lineCountMax) lines. Send it in parts.")
        }
        return lines
    }

    /// - Parameter document: Where the fields stand.
    /// - Throws: ``Problem``: `malformedJSON`, with the line and the field.
    func fields<Value: ListedFields>(listedIn document: String) throws(Problem) -> Listed<Value> {
        do {
            return try JSONDecoder().decode(Listed<Value>.self, from: bytes)
        } catch {
            let place = number.map { "Line \($0)" } ?? "The line"
            throw Problem.malformed(error, in: place, listedIn: document)
        }
    }
}

extension Problem {
    /// A line or a body that is no JSON, or has something in a field that does not belong there.
    ///
    /// - Parameters:
    ///   - error: Why it could not be read. What stands in the field is not repeated: it may be a
    ///     person's.
    ///   - place: The line, or the body.
    ///   - document: Where the fields stand.
    static func malformed(
        _ error: any Error, in place: String, listedIn document: String
    ) -> Problem {
        Problem(
            status: .badRequest, code: "malformedJSON",
            detail: "\(place): \(fault(error)); \(document) lists the fields.")
    }

    private static func fault(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "\(way(context.codingPath + [key])) is missing"
        case DecodingError.typeMismatch(let type, let context):
            "\(way(context.codingPath)) is \(kind(type))"
        case DecodingError.valueNotFound(let type, let context):
            "\(way(context.codingPath)) is \(kind(type)), and not null"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "\(way(context.codingPath)) holds what does not belong there"
        default: "this is no JSON object"
        }
    }

    /// `'content.seen.kind'`; names of fields are our own.
    private static func way(_ path: [any CodingKey]) -> String {
        guard !path.isEmpty else { return "the whole" }
        let steps = path.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
        return "'\(steps.joined(separator: "."))'"
    }

    private static func kind(_ type: any Any.Type) -> String {
        switch type {
        case is Bool.Type: "true or false"
        case is String.Type: "a text"
        case is any BinaryInteger.Type: "a whole number"
        case is Double.Type, is Decimal.Type: "a number"
        case is [Any].Type: "a list"
        case is [String: Any].Type: "an object"
        default: "of another kind"
        }
    }
}
