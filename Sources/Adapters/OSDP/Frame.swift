/// One message on the line, as it goes over the wire.
///
/// `0x53`, address, length, control, a security block where there is one, the content, the check.
/// Source: IEC 60839-11-5:2020, 5.9 (SIA OSDP 2.2, 5.9).
package struct Frame: Equatable, Sendable {
    /// What a frame begins with.
    package static let start: UInt8 = 0x53
    /// What we send before a frame, so that the line is driven when it begins.
    package static let mark: UInt8 = 0xFF
    /// The most bytes of a frame that we take in.
    package static let byteCountMax = 1_440
    /// Reader addresses are below this one, which all of them hear.
    package static let addressLimit: UInt8 = 0x7F
    private static let headByteCount = 5

    /// How whoever hears a frame can tell that it came over whole. Neither is a proof of anything.
    package enum Check: Sendable {
        case crc
        case sum

        package var byteCount: Int { self == .crc ? 2 : 1 }
    }

    /// Which part of the secure channel a frame belongs to.
    package struct SecurityBlock: Equatable, Sendable {
        package let type: UInt8
        package let data: [UInt8]

        package init(type: UInt8, data: [UInt8] = []) {
            self.type = type
            self.data = data
        }
    }

    /// 0 to 126, or 127 for all.
    package let address: UInt8
    package let isReply: Bool
    /// 0 begins anew; then 1, 2, 3, 1, …
    package let sequence: UInt8
    package let check: Check
    package let security: SecurityBlock?
    /// A code, its data, and behind them what proves them in a secure channel. Never empty.
    package let content: [UInt8]

    package init(
        address: UInt8, isReply: Bool, sequence: UInt8, check: Check,
        security: SecurityBlock? = nil, content: [UInt8]
    ) {
        self.address = address & 0x7F
        self.isReply = isReply
        self.sequence = sequence & 3
        self.check = check
        self.security = security
        self.content = content
    }

    /// Reads exactly one frame.
    ///
    /// - Returns: `nil` when it is anything else, or came over damaged.
    package init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard let count = Self.byteCount(of: bytes[...]), count == bytes.count else { return nil }
        let control = bytes[4]
        // What the other bits mean is not known to us, so it cannot be heeded.
        guard control & 0xF0 == 0 else { return nil }
        check = control & 0x04 == 0 ? .sum : .crc
        let end = count - check.byteCount
        guard Self.check(bytes[..<end], check) == Array(bytes[end...]) else { return nil }
        address = bytes[1] & 0x7F
        isReply = bytes[1] & 0x80 != 0
        sequence = control & 3
        var place = Self.headByteCount
        if control & 0x08 != 0 {
            guard place < end else { return nil }
            let blockCount = Int(bytes[place])
            guard blockCount >= 2, place + blockCount < end else { return nil }
            security = SecurityBlock(
                type: bytes[place + 1], data: Array(bytes[(place + 2)..<(place + blockCount)]))
            place += blockCount
        } else {
            security = nil
        }
        guard place < end else { return nil }
        content = Array(bytes[place..<end])
    }

    package var bytes: [UInt8] {
        var bytes = [Self.start, address | (isReply ? 0x80 : 0), 0, 0]
        bytes.append(sequence | (check == .crc ? 0x04 : 0) | (security == nil ? 0 : 0x08))
        if let security {
            bytes += [UInt8(truncatingIfNeeded: 2 + security.data.count), security.type]
            bytes += security.data
        }
        bytes += content
        let count = bytes.count + check.byteCount
        bytes[2] = UInt8(truncatingIfNeeded: count)
        bytes[3] = UInt8(truncatingIfNeeded: count >> 8)
        return bytes + Self.check(bytes[...], check)
    }

    /// How many bytes the frame says it has that begins here; `nil`: that cannot be, or not yet be
    /// told.
    static func byteCount(of bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= headByteCount, bytes.first == start else { return nil }
        let base = bytes.startIndex
        let count = Int(bytes[base + 2]) | Int(bytes[base + 3]) << 8
        let least = headByteCount + 1 + (bytes[base + 4] & 0x04 == 0 ? 1 : 2)
        return (least...byteCountMax).contains(count) ? count : nil
    }

    private static func check(_ bytes: ArraySlice<UInt8>, _ check: Check) -> [UInt8] {
        switch check {
        case .sum: return [0 &- bytes.reduce(0, &+)]
        case .crc:
            var crc: UInt16 = 0x1D0F
            for byte in bytes {
                crc ^= UInt16(byte) << 8
                for _ in 0..<8 { crc = crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
            }
            return [UInt8(truncatingIfNeeded: crc), UInt8(truncatingIfNeeded: crc >> 8)]
        }
    }
}

/// Finds frames in what comes over a line. Keeps one frame's bytes at most.
package struct FrameReader: Sendable {
    private var kept: [UInt8] = []

    package init() {}

    /// Forgets what was heard of a frame that never ended.
    package mutating func clear() { kept.removeAll(keepingCapacity: true) }

    /// Takes in bytes and answers with every whole frame, in order. What is no frame is passed over.
    package mutating func read(_ bytes: some Collection<UInt8>) -> [Frame] {
        kept += bytes
        var found: [Frame] = []
        var place = kept.startIndex
        while let start = kept[place...].firstIndex(of: Frame.start) {
            place = start
            guard kept.count - place >= 5 else { break }
            guard let count = Frame.byteCount(of: kept[place...]) else {
                place += 1
                continue
            }
            guard kept.count - place >= count else { break }
            if let frame = Frame(kept[place..<(place + count)]) {
                found.append(frame)
                place += count
            } else {
                // Its beginning may have been damaged, and another frame begin inside.
                place += 1
            }
        }
        let isDone = kept[place...].firstIndex(of: Frame.start) == nil
        kept.removeFirst(isDone ? kept.count : place)
        return found
    }

    /// How many bytes wait for the rest of their frame.
    package var keptCount: Int { kept.count }
}
