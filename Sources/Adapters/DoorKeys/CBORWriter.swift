internal import CDoorKeys

/// Writes the CBOR of tokens, each head in its shortest form, as libcbor does. Source: RFC 8949.
struct CBORWriter {
    private(set) var bytes: [UInt8] = []

    mutating func integer(_ number: Int64) {
        if number < 0 {
            head(senang_cbor_negative, UInt64(-1 - number))
        } else {
            head(senang_cbor_unsigned, UInt64(number))
        }
    }

    mutating func string(_ string: [UInt8]) {
        head(senang_cbor_bytes, UInt64(string.count))
        bytes += string
    }

    mutating func text(_ text: String) {
        head(senang_cbor_text, UInt64(text.utf8.count))
        bytes += text.utf8
    }

    mutating func array(_ count: Int) { head(senang_cbor_array, UInt64(count)) }
    mutating func map(_ count: Int) { head(senang_cbor_map, UInt64(count)) }
    mutating func tag(_ number: UInt64) { head(senang_cbor_tag, number) }

    private mutating func head(_ kind: UInt32, _ number: UInt64) {
        var buffer = [UInt8](repeating: 0, count: 9)
        let count = senang_cbor_head(Int32(kind), number, &buffer)
        bytes += buffer[..<count]
    }
}
