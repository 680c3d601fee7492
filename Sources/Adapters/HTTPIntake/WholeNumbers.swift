/// Whole numbers of bodies. The decoder says of a fraction only that the whole is no JSON, and not
/// where it stands; these go before its own wherever a body of this module is read.
extension KeyedDecodingContainer {
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try whole(type, key) { try decodeAny(type, key) }
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        try whole(type, key) { try decodeAnyIfPresent(type, key) }
    }

    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try whole(type, key) { try decodeAny(type, key) }
    }

    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
        try whole(type, key) { try decodeAnyIfPresent(type, key) }
    }

    private func decodeAny<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value {
        try decode(type, forKey: key)
    }

    private func decodeAnyIfPresent<Value: Decodable>(
        _ type: Value.Type, _ key: Key
    ) throws -> Value? {
        try decodeIfPresent(type, forKey: key)
    }

    private func whole<Number>(
        _ type: any Any.Type, _ key: Key, _ decoded: () throws -> Number
    ) throws -> Number {
        do {
            return try decoded()
        } catch let error as DecodingError {
            throw error
        } catch {
            // An error of the decoder's own, which it would tell as corrupt data without a place.
            throw DecodingError.typeMismatch(
                type,
                DecodingError.Context(
                    codingPath: codingPath + [key], debugDescription: "no whole number"))
        }
    }
}
