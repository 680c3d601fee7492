package import Domain
import Kernel

/// What a band of the kind NTAG 424 DNA tells whoever reads it: who it is, how often it was read,
/// and a code over both that only its key can make. Each reading has another counter.
///
/// Sources: NXP AN12196, "NTAG 424 DNA and NTAG 424 DNA TagTamper features and hints", and the data
/// sheet NT4H2421Gx, section 9.3. Not done: LRP, the other mode of the chip.
package struct SunMessage: Equatable, Sendable {
    /// The most characters of a message.
    package static let characterCountMax = 1_024

    package enum Identity: Equatable, Sendable {
        /// `picc_data` or `e`: both sealed with the key that all bands share.
        case sealed([UInt8])
        /// `uid` and `ctr`, for everybody to read.
        case plain(BandID, counter: UInt32)
    }

    package let identity: Identity
    /// The 8 bytes of the code.
    package let code: [UInt8]
    /// What the code is over beside band and counter: the text from `enc` on, or nothing.
    package let mirrored: [UInt8]

    package enum Reading: Equatable, Sendable {
        case message(SunMessage)
        /// A number of a tag and nothing that proves it.
        case bare
        case none
    }

    /// Reads a URL, its parameters, or a bare number. Names are those of the chip's maker.
    package static func read(_ text: String) -> Reading {
        guard text.utf8.count <= characterCountMax else { return .none }
        let address = text.prefix { $0 != "#" }
        let query = address.split(separator: "?", maxSplits: 1).last ?? ""
        var values: [Substring: Substring] = [:]
        for part in query.split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            // Said twice, it is not clear which one is meant.
            guard values.updateValue(pair[1], forKey: pair[0]) == nil else { return .none }
        }
        let uid = values["uid"] ?? (values.isEmpty ? text[...] : "")
        guard let codeText = values["cmac"] ?? values["c"] else {
            let digits = uid.filter { $0 != ":" }
            return (4...12).contains(bytes(digits)?.count ?? 0) ? .bare : .none
        }
        guard let code = bytes(codeText), code.count == 8, let identity = identity(values) else {
            return .none
        }
        var mirrored: [UInt8] = []
        if let file = values["enc"] {
            guard file.startIndex < codeText.startIndex else { return .none }
            mirrored = Array(query[file.startIndex..<codeText.startIndex].utf8)
        }
        return .message(SunMessage(identity: identity, code: code, mirrored: mirrored))
    }

    private static func identity(_ values: [Substring: Substring]) -> Identity? {
        if let sealed = values["picc_data"] ?? values["e"] {
            guard let sealed = bytes(sealed), sealed.count == AES.blockByteCount else {
                return nil
            }
            return .sealed(sealed)
        }
        guard let uid = values["uid"].flatMap({ BandID(hexadecimal: String($0)) }),
            let counter = values["ctr"].flatMap(bytes), counter.count == 3
        else { return nil }
        return .plain(uid, counter: counter.reduce(0) { $0 << 8 | UInt32($1) })
    }

    package static func bytes(_ hexadecimal: some StringProtocol) -> [UInt8]? {
        let digits = Array(hexadecimal.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var found: [UInt8] = []
        for digit in digits {
            let value: UInt8
            switch digit {
            case 48...57: value = digit - 48
            case 65...70: value = digit - 55
            case 97...102: value = digit - 87
            default: return nil
            }
            found.append(value)
        }
        return stride(from: 0, to: found.count, by: 2).map { found[$0] << 4 | found[$0 + 1] }
    }
}

/// The keys of one generation of bands.
package struct BandKeys: Equatable, Sendable {
    /// `SDMMetaReadKey`: opens who a band is. All bands of the generation share it, since a band
    /// has to be known before its own key can be.
    package let meta: [UInt8]
    /// `SDMFileReadKey`, or what each band's own is derived from.
    package let file: [UInt8]
    /// What is derived with, after the band's number: 9 to 24 bytes. `nil`: the bands share a key,
    /// which is for trying things only.
    package let context: [UInt8]?

    /// - Returns: `nil` when a key has not 16 bytes, or the context not 9 to 24.
    package init?(meta: [UInt8], file: [UInt8], context: [UInt8]?) {
        // Below 9 bytes AN10922 fills up to two blocks, where CMAC would to one.
        guard meta.count == AES.blockByteCount, file.count == AES.blockByteCount,
            (9...24).contains(context?.count ?? 9)
        else { return nil }
        self.meta = meta
        self.file = file
        self.context = context
    }

    /// The band's own key (NXP AN10922, section 2.2, AES-128).
    package func fileKey(of band: BandID) -> [UInt8]? {
        guard let context else { return file }
        return AES.code([0x01] + band.bytes + context, key: file)
    }
}

/// The two keys that a band uses for one reading (AN12196, section 3.3).
package struct SunSession: Equatable, Sendable {
    /// Seals what the file holds: from SV1.
    package let sealing: [UInt8]
    /// Makes the code: from SV2.
    package let coding: [UInt8]
    private let counterBytes: [UInt8]

    package init?(fileKey: [UInt8], band: BandID, counter: UInt32) {
        counterBytes = (0..<3).map { UInt8(truncatingIfNeeded: counter >> (8 * $0)) }
        let tail = [0x00, 0x01, 0x00, 0x80] + band.bytes + counterBytes
        guard let sealing = AES.code([0xC3, 0x3C] + tail, key: fileKey),
            let coding = AES.code([0x3C, 0xC3] + tail, key: fileKey)
        else { return nil }
        self.sealing = sealing
        self.coding = coding
    }

    /// The code that a band puts into its message: every other byte of the full one.
    package func code(over mirrored: [UInt8]) -> [UInt8]? {
        guard let full = AES.code(mirrored, key: coding) else { return nil }
        return stride(from: 1, to: full.count, by: 2).map { full[$0] }
    }

    /// What the band mirrors of its file (`enc`), 16 to 4096 bytes.
    package func opened(_ file: [UInt8]) -> [UInt8]? {
        let first = counterBytes + [UInt8](repeating: 0, count: 13)
        guard let vector = AES.sealed(first, key: sealing) else { return nil }
        return AES.opened(file, key: sealing, vector: vector)
    }
}

extension SunMessage {
    /// Who it is from and its counter, when the code fits.
    ///
    /// - Returns: `nil` when it was not made with these keys.
    package func verified(with keys: BandKeys) -> (band: BandID, counter: UInt32)? {
        let claimed: (band: BandID, counter: UInt32)
        switch identity {
        case .plain(let band, let counter): claimed = (band, counter)
        case .sealed(let sealed):
            // Bit 7: the band's number is in it. Bit 6: the counter is. Then the number's length.
            guard let plain = AES.opened(sealed, key: keys.meta), plain[0] == 0xC7,
                let band = BandID(bytes: plain[1..<8])
            else { return nil }
            claimed = (band, plain[8..<11].reversed().reduce(0) { $0 << 8 | UInt32($1) })
        }
        guard let key = keys.fileKey(of: claimed.band),
            let session = SunSession(fileKey: key, band: claimed.band, counter: claimed.counter),
            let code = session.code(over: mirrored), AES.isSame(code, self.code)
        else { return nil }
        return claimed
    }
}
