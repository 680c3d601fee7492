import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The body, as what a document lists.
    ///
    /// - Parameters:
    ///   - byteCountMax: In whole KiB.
    ///   - document: Where the fields stand, such as `docs/bands.md`.
    /// - Throws: ``Problem``: `bodyTooLarge`, `malformedJSON`.
    func json<Value: Decodable>(
        _ type: Value.Type, upTo byteCountMax: Int, listedIn document: String
    ) async throws(Problem) -> Value {
        guard let body = try? await body.collect(upTo: byteCountMax) else {
            throw Problem(
                status: .contentTooLarge, code: "bodyTooLarge",
                detail: "A body has at most \(byteCountMax >> 10) KiB.")
        }
        do {
            return try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        } catch {
            throw Problem.malformed(error, in: "The body", listedIn: document)
        }
    }
}

extension Response {
    /// A value whose texts and numbers can always be encoded.
    static func json(_ value: some Encodable) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("texts and numbers can be encoded")
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
