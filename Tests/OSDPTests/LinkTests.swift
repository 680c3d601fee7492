import Foundation
import OSDP
import Ports
import Testing

/// Somebody who listens on a socket and never says a word.
private final class Listener {
    let path: String
    private let descriptor: Int32

    init() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("osdp-XXXXXX")
        var folder = Array(place.path.utf8CString)
        let made = folder.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
        path = String(cString: try #require(made)) + "/line"
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { [path] in $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { [descriptor] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && listen(descriptor, 8) == 0)
    }

    deinit {
        close(descriptor)
        unlink(path)
        rmdir(String(path.dropLast("/line".count)))
    }
}

@Suite("Links")
struct LinkTests {
    private func link(_ path: String) throws -> OSDPLink {
        let key = try ReaderKey(hexadecimal: OverheardLine.key)
        return try OSDPLink(
            line: .unix(path), readers: [OSDPReader(address: 0, protection: .key(key))])
    }

    private static let blue = ReaderAnswer(light: .blue, line: "")

    @Test("A line that cannot be had is told, with its name and what to do")
    func missing() async throws {
        let link = try link("/nowhere/line")

        let failure = await #expect(throws: LinkFailure.self) {
            try await link.run { _ in Self.blue }
        }

        #expect(failure?.sentence.hasPrefix("osdp+unix:///nowhere/line: does not answer") == true)
        #expect(failure?.sentence.contains("start what listens there") == true)
    }

    @Test("A link ends when its task is cancelled, and lets the line go")
    func cancelled() async throws {
        let listener = try Listener()
        for _ in 0..<3 {
            let link = try link(listener.path)
            let task = Task { try await link.run { _ in Self.blue } }
            task.cancel()
            try await task.value
        }
    }
}
