/// What we say to a reader. Source: IEC 60839-11-5:2020, clause 6 (SIA OSDP 2.2, clause 6).
package enum Command: Equatable, Sendable {
    /// Anything new?
    case poll
    case identify
    case capabilities
    /// Has somebody opened the reader, and has it power?
    case status
    /// Draws a relay for a while, in tenths of a second; then it is as before.
    case output(number: UInt8, tenths: UInt16)
    case light(reader: UInt8, colour: Colour, tenths: UInt16)
    case sound(reader: UInt8)
    /// One line of ASCII, for a while.
    case text(reader: UInt8, [UInt8], seconds: UInt8)
    case challenge([UInt8])
    case proof([UInt8])

    /// The standard's numbers of colours, of which we use two.
    package enum Colour: UInt8, Sendable {
        case green = 2
        case blue = 4
    }

    /// The most letters of a line.
    package static let textByteCountMax = 32

    /// A code and its data.
    package var message: [UInt8] {
        switch self {
        case .poll: return [0x60]
        case .identify: return [0x61, 0]
        case .capabilities: return [0x62, 0]
        case .status: return [0x64]
        case .output(let number, let tenths):
            // 5: on for so long, then back to what it was.
            return [0x68, number, 5] + Self.little(tenths)
        case .light(let reader, let colour, let tenths):
            // For a while: on without blinking. For good: 0, leave it as it is.
            return [0x69, reader, 0, 2, 10, 0, colour.rawValue, 0] + Self.little(tenths)
                + [0, 0, 0, 0, 0]
        // The reader's own tone, 0.2 s, once.
        case .sound(let reader): return [0x6A, reader, 2, 2, 0, 1]
        case .text(let reader, let letters, let seconds):
            let letters = letters.prefix(Self.textByteCountMax)
            // 4: for a while, and around the edge. From the first place of the first row.
            return [0x6B, reader, 4, seconds, 1, 1, UInt8(letters.count)] + letters
        case .challenge(let challenge): return [0x76] + challenge
        case .proof(let proof): return [0x77] + proof
        }
    }

    private static func little(_ number: UInt16) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
    }
}

/// Who made a reader, and which one it is, as it says itself.
public struct ReaderIdentity: Equatable, Sendable {
    /// The maker's number, as the IEEE gave it out.
    public let vendor: UInt32
    public let model: UInt8
    public let version: UInt8
    public let serialNumber: UInt32
    /// Three numbers, the largest first.
    public let firmware: [UInt8]

    package init?(_ data: ArraySlice<UInt8>) {
        let data = Array(data)
        guard data.count == 12 else { return nil }
        func little(_ range: Range<Int>) -> UInt32 {
            data[range].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
        vendor = little(0..<3)
        model = data[3]
        version = data[4]
        serialNumber = little(5..<9)
        firmware = Array(data[9...])
    }
}

/// What a reader says.
package enum Reply: Equatable, Sendable {
    case done
    /// It did not do it. The numbers are the standard's.
    case refused(UInt8)
    case identity(ReaderIdentity)
    case capabilities(Capabilities)
    case status(isTampered: Bool, lacksPower: Bool)
    /// A card, as text: docs/osdp.md says how.
    case card(reader: UInt8, String)
    /// Somebody pressed keys. Which ones we do not read.
    case keys
    case challengeAnswer(answer: [UInt8], proof: [UInt8])
    case firstCode([UInt8])
    case busy
    case other(UInt8)

    static let refusedCode: UInt8 = 0x41
    static let busyCode: UInt8 = 0x79
    /// The most bytes of a card.
    package static let cardByteCountMax = 512
    /// So many bytes and more that are all letters are a text. No card's number is that long, and
    /// most readers have no other way to pass on what a band or a phone says.
    package static let textByteCountMin = 24

    /// - Returns: `nil` when it is not as long as the standard says, or empty.
    package init?(_ message: [UInt8]) {
        guard let code = message.first else { return nil }
        let data = message.dropFirst()
        switch code {
        case 0x40: self = .done
        case Self.refusedCode:
            guard let reason = data.first else { return nil }
            self = .refused(reason)
        case 0x45:
            guard let identity = ReaderIdentity(data) else { return nil }
            self = .identity(identity)
        case 0x46:
            guard let capabilities = Capabilities(data) else { return nil }
            self = .capabilities(capabilities)
        case 0x48:
            guard data.count == 2 else { return nil }
            self = .status(isTampered: message[1] != 0, lacksPower: message[2] != 0)
        case 0x50, 0x51:
            guard let text = code == 0x50 ? Self.bits(message) : Self.letters(message) else {
                return nil
            }
            self = .card(reader: message[1], text)
        case 0x53: self = .keys
        case 0x76:
            guard data.count == 32 else { return nil }
            self = .challengeAnswer(
                answer: Array(message[9..<17]), proof: Array(message[17..<33]))
        case 0x78:
            guard data.count == 16 else { return nil }
            self = .firstCode(Array(data))
        case Self.busyCode:
            guard data.isEmpty else { return nil }
            self = .busy
        default: self = .other(code)
        }
    }

    /// Reader, format, how many bits, and the bits, the first one highest.
    private static func bits(_ message: [UInt8]) -> String? {
        guard message.count > 5 else { return nil }
        let count = Int(message[3]) | Int(message[4]) << 8
        var bytes = Array(message[5...])
        guard count > 0, (count + 7) / 8 == bytes.count, bytes.count <= cardByteCountMax else {
            return nil
        }
        // What stands behind the last bit is not the card's.
        if count % 8 != 0 { bytes[bytes.count - 1] &= 0xFF << (8 - count % 8) }
        let isText = count % 8 == 0 && bytes.count >= textByteCountMin
        return isText ? text(bytes) : hexadecimal(bytes)
    }

    /// Reader, direction, how many letters, and the letters.
    private static func letters(_ message: [UInt8]) -> String? {
        guard message.count > 4, Int(message[3]) == message.count - 4 else { return nil }
        return text(message[2] == 1 ? message[4...].reversed() : Array(message[4...]))
    }

    /// Letters as they are; anything else as digits.
    private static func text(_ bytes: [UInt8]) -> String {
        let isPlain = bytes.allSatisfy { (0x20...0x7E).contains($0) }
        return isPlain ? String(decoding: bytes, as: UTF8.self) : hexadecimal(bytes)
    }

    package static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}

/// What a reader can do, of what we ask it to.
package struct Capabilities: Equatable, Sendable {
    package let hasOutput: Bool
    package let hasLight: Bool
    package let hasSound: Bool
    package let hasText: Bool

    /// Three bytes each: what, how well, how many.
    package init?(_ data: ArraySlice<UInt8>) {
        guard data.count.isMultiple(of: 3) else { return nil }
        let data = Array(data)
        var levels: [UInt8: UInt8] = [:]
        for place in stride(from: 0, to: data.count, by: 3) {
            levels[data[place]] = data[place + 1]
        }
        func has(_ function: UInt8) -> Bool { levels[function] ?? 0 > 0 }
        hasOutput = has(2)
        hasLight = has(4)
        hasSound = has(5)
        hasText = has(6)
    }

    func has(_ command: Command) -> Bool {
        switch command {
        case .output: hasOutput
        case .light: hasLight
        case .sound: hasSound
        case .text: hasText
        default: true
        }
    }
}
