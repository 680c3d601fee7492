package import Domain
package import Foundation
package import Kernel
import Ports

/// How a record stands in the journal, before it is sealed: JSON with sorted keys, version 1.
package enum RecordCoding {
    private struct Envelope: Codable {
        let v: Int
        let at: Instant
        let record: Record
    }

    package static func encode(_ record: Record, recordedAt: Instant) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(Envelope(v: 1, at: recordedAt, record: record))
    }

    package static func decode(_ data: Data) throws -> (Record, Instant) {
        let envelope = try JSONDecoder().decode(Envelope.self, from: data)
        guard envelope.v == 1 else {
            throw JournalFailure.unavailable("a newer Senang wrote this; run that one")
        }
        return (envelope.record, envelope.at)
    }
}
