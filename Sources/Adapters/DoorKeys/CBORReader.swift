internal import CDoorKeys

/// Reads the CBOR of tokens: definite lengths, no floating point, nothing nested beyond need.
///
/// libcbor tells one item after the other and allocates nothing; what fits where is decided here.
/// Its other way, a tree of everything, takes the memory that the bytes say they need.
/// Source: RFC 8949.
struct CBORReader {
    struct Problem: Error {}

    private let bytes: ArraySlice<UInt8>
    private var place: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
        place = 0
    }

    var isAtEnd: Bool { place == bytes.endIndex }

    private mutating func next() throws(Problem) -> (senang_cbor_item, string: Range<Int>) {
        var item = senang_cbor_item()
        var offset = 0
        let taken = bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, place < buffer.count else { return 0 }
            let taken = senang_cbor_next(base + place, buffer.count - place, &item)
            if let string = item.bytes { offset = string - base }
            return taken
        }
        guard taken > 0 else { throw Problem() }
        place += taken
        guard item.bytes != nil else { return (item, 0..<0) }
        guard offset >= 0, item.number <= UInt64(bytes.count - offset) else { throw Problem() }
        return (item, offset..<(offset + Int(item.number)))
    }

    mutating func tag() throws(Problem) -> UInt64 {
        let (item, _) = try next()
        guard item.kind == senang_cbor_tag else { throw Problem() }
        return item.number
    }

    mutating func arrayCount(upTo limit: Int) throws(Problem) -> Int {
        let (item, _) = try next()
        guard item.kind == senang_cbor_array, item.number <= UInt64(limit) else {
            throw Problem()
        }
        return Int(item.number)
    }

    mutating func mapCount(upTo limit: Int) throws(Problem) -> Int {
        let (item, _) = try next()
        guard item.kind == senang_cbor_map, item.number <= UInt64(limit) else { throw Problem() }
        return Int(item.number)
    }

    mutating func string() throws(Problem) -> [UInt8] {
        let (item, range) = try next()
        guard item.kind == senang_cbor_bytes else { throw Problem() }
        return Array(bytes[range])
    }

    mutating func text() throws(Problem) -> [UInt8] {
        let (item, range) = try next()
        guard item.kind == senang_cbor_text else { throw Problem() }
        return Array(bytes[range])
    }

    mutating func integer() throws(Problem) -> Int64 {
        let (item, _) = try next()
        guard let number = Int64(exactly: item.number) else { throw Problem() }
        switch item.kind {
        case senang_cbor_unsigned: return number
        case senang_cbor_negative: return -1 - number
        default: throw Problem()
        }
    }

    /// Passes over one value, whatever it is but open-ended. Values inside it count too.
    mutating func skip(depth: Int = 4) throws(Problem) {
        let (item, _) = try next()
        let count: UInt64
        switch item.kind {
        case senang_cbor_array: count = item.number
        case senang_cbor_map: count = item.number > 128 ? 257 : item.number * 2
        case senang_cbor_tag: count = 1
        case senang_cbor_other: throw Problem()
        default: count = 0
        }
        guard count == 0 || depth > 0, count <= 256 else { throw Problem() }
        for _ in 0..<count { try skip(depth: depth - 1) }
    }
}
