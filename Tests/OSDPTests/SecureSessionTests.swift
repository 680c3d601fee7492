import Kernel
import OSDP
import Testing

/// One end of a secure channel.
///
/// A class, so that what changes it can stand inside an expectation.
private final class End {
    private var session: SecureSession

    init(_ session: SecureSession) { self.session = session }

    func sealed(_ message: [UInt8]) throws -> Frame {
        let frame = session.sealed(
            message, in: .init(address: 1, sequence: 1, check: .crc, direction: .reply))
        return try #require(frame)
    }

    func opened(
        _ frame: Frame, direction: SecureSession.Direction = .reply
    ) -> [UInt8]? { session.opened(frame, direction: direction) }
}

@Suite("Secure channels")
struct SecureSessionTests {
    private let challenge = bytes("B0B1B2B3B4B5B6B7")
    private let answer = bytes("A0A1A2A3A4A5A6A7")

    private func keys() throws -> SessionKeys {
        try #require(
            SessionKeys(key: bytes("303132333435363738393A3B3C3D3E3F"), challenge: challenge))
    }

    @Test("Keys, proofs and the first code are those of the standard's annex E")
    func published() throws {
        let keys = try keys()

        #expect(keys.sealing == bytes("BF8DC2A8329ACB8C67C6D0CD9A451682"))
        #expect(keys.chaining == bytes("5E86C676603BDEE2D8BEAFE178637332"))
        #expect(keys.ending == bytes("6FDA86E857777E81132035758239172E"))
        let reader = keys.readerProof(challenge: challenge, answer: answer)
        #expect(reader == bytes("FDE5D2F428EC16312471EA3C02BD7796"))
        let panel = try #require(keys.panelProof(challenge: challenge, answer: answer))
        #expect(panel == bytes("26D3356E07762D262801FC8E6665A891"))
        #expect(keys.firstCode(panelProof: panel) == bytes("B2A30057EB98BA2229EC1F875662B524"))
        #expect(SessionKeys(key: [1, 2, 3], challenge: challenge) == nil)
        #expect(SessionKeys(key: reader ?? [], challenge: [1]) == nil)
    }

    @Test("What two others say to one another is understood, each word of it")
    func overheard() throws {
        var session: SecureSession?
        var keys: SessionKeys?
        var challenge: [UInt8] = []
        var said: [[UInt8]] = []
        for line in OverheardLine.frames.split(separator: "\n") {
            let isCommand = line.hasPrefix(">")
            // A mark stands before each of the panel's frames.
            let frame = try #require(Frame(bytes(line.dropFirst(isCommand ? 3 : 1))))
            #expect(frame.isReply == !isCommand)
            switch frame.security?.type {
            case 0x11: challenge = Array(frame.content[1...])
            case 0x12:
                keys = SessionKeys(key: bytes(OverheardLine.key), challenge: challenge)
                guard case .challengeAnswer(let answer, let proof) = Reply(frame.content) else {
                    Issue.record("no answer")
                    return
                }
                #expect(keys?.readerProof(challenge: challenge, answer: answer) == proof)
            case 0x13:
                let code = try #require(keys?.firstCode(panelProof: Array(frame.content[1...])))
                session = SecureSession(keys: try #require(keys), firstCode: code)
            case 0x14:
                #expect(Reply(frame.content) != nil)
            case nil:
                #expect(session == nil)
            default:
                let message = session?.opened(frame, direction: isCommand ? .command : .reply)
                said.append(try #require(message))
            }
        }

        let told = said.filter { $0 != [0x60] && $0 != [0x40] }
        #expect(
            told == [
                Command.output(number: 0, tenths: 40).message,
                Command.light(reader: 0, colour: .green, tenths: 30).message,
                Command.sound(reader: 0).message,
                Command.text(reader: 0, Array("Welkom".utf8), seconds: 3).message,
                [0x50, 0, 0, 56, 0] + bytes("04DE5F1EACC040"),
            ])
    }

    @Test("What is sealed is opened by the other end, in order")
    func order() throws {
        var chance = SplitMix64(seed: 4)
        let session = SecureSession(keys: try keys(), firstCode: bytes(OverheardLine.key))
        let (panel, reader) = (End(session), End(session))
        for _ in 0..<300 {
            let message = [0x50] + chance.bytes(upTo: 70)
            let frame = try panel.sealed(message)
            #expect(reader.opened(frame) == message)
        }
    }

    @Test("What is said again, left out, altered or turned round is refused, and nothing moves")
    func refused() throws {
        let session = SecureSession(keys: try keys(), firstCode: bytes(OverheardLine.key))
        let (panel, reader) = (End(session), End(session))
        let first = try panel.sealed([0x50, 1, 2, 3])
        let second = try panel.sealed([0x40])

        #expect(reader.opened(second) == nil)
        #expect(reader.opened(first, direction: .command) == nil)
        let whole = first.bytes
        for bit in 0..<(whole.count * 8) {
            var other = whole
            other[bit / 8] ^= 1 << (bit % 8)
            // Made to fit again, as whoever stands on the line can.
            let content = Array(other[7..<(other.count - 2)])
            let altered = Frame(
                address: other[1], isReply: other[1] & 0x80 != 0, sequence: other[4],
                check: .crc, security: .init(type: other[6]), content: content)
            guard altered != first else { continue }
            #expect(reader.opened(altered) == nil, "bit \(bit)")
        }
        #expect(reader.opened(first) == [0x50, 1, 2, 3])
        #expect(reader.opened(first) == nil)
        #expect(reader.opened(second) == [0x40])
    }
}
