import Crypto
public import Domain
import Foundation

/// One number for a whole state: equal for the same state in every process.
public enum StateDigest {
    public static func of(_ engine: Engine) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var hash = SHA256()
        hash.update(data: try encoder.encode(engine.aggregates))
        hash.update(data: engine.floors.encoded)
        hash.update(data: engine.ledger.image)
        hash.update(data: engine.passes.image)
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
