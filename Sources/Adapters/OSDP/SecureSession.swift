/// The three keys of one secure channel, made of the reader's key and our challenge.
/// Source: IEC 60839-11-5:2020, annex D (SIA OSDP 2.2, annex D).
package struct SessionKeys: Equatable, Sendable {
    /// The bytes of a challenge, ours and the reader's.
    package static let challengeByteCount = 8

    /// S-ENC: seals data, and proves who has the key.
    package let sealing: [UInt8]
    /// S-MAC1: makes codes, up to the last block.
    package let chaining: [UInt8]
    /// S-MAC2: makes a code's last block.
    package let ending: [UInt8]

    /// - Returns: `nil` when the key has not 16 bytes, or the challenge not 8.
    package init?(key: [UInt8], challenge: [UInt8]) {
        guard challenge.count == Self.challengeByteCount else { return nil }
        func derived(_ first: UInt8, _ second: UInt8) -> [UInt8]? {
            let seed = [first, second] + challenge.prefix(6) + [UInt8](repeating: 0, count: 8)
            return BlockCipher.block(seed, key: key)
        }
        guard let sealing = derived(0x01, 0x82), let chaining = derived(0x01, 0x01),
            let ending = derived(0x01, 0x02)
        else { return nil }
        self.sealing = sealing
        self.chaining = chaining
        self.ending = ending
    }

    /// What shows that the reader has the key: both challenges, ours first.
    package func readerProof(challenge: [UInt8], answer: [UInt8]) -> [UInt8]? {
        BlockCipher.block(challenge + answer, key: sealing)
    }

    /// What shows that we have it: both challenges, the reader's first.
    package func panelProof(challenge: [UInt8], answer: [UInt8]) -> [UInt8]? {
        BlockCipher.block(answer + challenge, key: sealing)
    }

    /// What the chain of codes begins with.
    package func firstCode(panelProof: [UInt8]) -> [UInt8]? {
        BlockCipher.block(panelProof, key: chaining).flatMap { BlockCipher.block($0, key: ending) }
    }
}

/// One secure channel: every message proves itself and all before it, in both directions.
///
/// The code of each message begins with the code of the message before it, so a message that is
/// said again, left out or moved is refused. Holds for one side; both do the same.
package struct SecureSession: Equatable, Sendable {
    /// The bytes of a code that go over the wire.
    static let shortCodeByteCount = 4
    /// What stands behind the data before it is filled up with zeros.
    private static let end: UInt8 = 0x80

    /// Which way a message goes.
    package enum Direction: Sendable {
        case command
        case reply

        var plain: UInt8 { self == .command ? 0x15 : 0x16 }
        var sealed: UInt8 { self == .command ? 0x17 : 0x18 }
    }

    /// Where a message goes, and as which.
    package struct Envelope: Sendable {
        package let address: UInt8
        package let sequence: UInt8
        package let check: Frame.Check
        package let direction: Direction

        package init(
            address: UInt8, sequence: UInt8, check: Frame.Check, direction: Direction
        ) {
            self.address = address
            self.sequence = sequence
            self.check = check
            self.direction = direction
        }
    }

    private let keys: SessionKeys
    private var lastCode: [UInt8]

    package init(keys: SessionKeys, firstCode: [UInt8]) {
        self.keys = keys
        lastCode = firstCode
    }

    /// Seals a message and moves on by one.
    ///
    /// - Parameter message: A code and its data.
    /// - Returns: `nil` when it is empty or libcrypto has no memory.
    package mutating func sealed(_ message: [UInt8], in envelope: Envelope) -> Frame? {
        guard let code = message.first else { return nil }
        var content = message
        if message.count > 1 {
            var data = message.dropFirst() + [Self.end]
            while !data.count.isMultiple(of: BlockCipher.byteCount) { data.append(0) }
            guard
                let sealed = BlockCipher.sealed(
                    Array(data), key: keys.sealing, vector: lastCode.map(~))
            else { return nil }
            content = [code] + sealed
        }
        let direction = envelope.direction
        func frame(_ shortCode: some Sequence<UInt8>) -> Frame {
            Frame(
                address: envelope.address, isReply: direction == .reply,
                sequence: envelope.sequence, check: envelope.check,
                security: .init(type: message.count > 1 ? direction.sealed : direction.plain),
                content: content + shortCode)
        }
        let unproved = frame([UInt8](repeating: 0, count: Self.shortCodeByteCount))
        guard let code = self.code(of: unproved) else { return nil }
        lastCode = code
        return frame(code.prefix(Self.shortCodeByteCount))
    }

    /// Opens a message and moves on by one. When it does not fit, nothing moves.
    ///
    /// - Returns: A code and its data, or `nil` when it is not the next message of this channel.
    package mutating func opened(_ frame: Frame, direction: Direction) -> [UInt8]? {
        guard let type = frame.security?.type, frame.isReply == (direction == .reply),
            type == direction.plain || type == direction.sealed,
            frame.content.count > Self.shortCodeByteCount,
            let code = code(of: frame),
            BlockCipher.isSame(
                Array(code.prefix(Self.shortCodeByteCount)),
                Array(frame.content.suffix(Self.shortCodeByteCount)))
        else { return nil }
        var message = Array(frame.content.dropLast(Self.shortCodeByteCount))
        if type == direction.sealed, message.count > 1 {
            guard
                let data = BlockCipher.opened(
                    Array(message.dropFirst()), key: keys.sealing, vector: lastCode.map(~)),
                let last = data.lastIndex(where: { $0 != 0 }), data[last] == Self.end
            else { return nil }
            message = [message[0]] + data[..<last]
        }
        lastCode = code
        return message
    }

    /// The full code over everything before it.
    private func code(of frame: Frame) -> [UInt8]? {
        var bytes = frame.bytes.dropLast(frame.check.byteCount + Self.shortCodeByteCount)
        if !bytes.count.isMultiple(of: BlockCipher.byteCount) {
            bytes.append(Self.end)
            while !bytes.count.isMultiple(of: BlockCipher.byteCount) { bytes.append(0) }
        }
        var vector = lastCode
        let head = Array(bytes.dropLast(BlockCipher.byteCount))
        if !head.isEmpty {
            guard let chain = BlockCipher.sealed(head, key: keys.chaining, vector: vector) else {
                return nil
            }
            vector = Array(chain.suffix(BlockCipher.byteCount))
        }
        return BlockCipher.sealed(
            Array(bytes.suffix(BlockCipher.byteCount)), key: keys.ending, vector: vector)
    }
}
