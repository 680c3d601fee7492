import Glibc

/// An open line: bytes go out whole, and come in as they come. Not for two threads at a time.
///
/// A class, since a descriptor is closed once, when nobody holds it any more.
final class Wire {
    /// How long a converter in the network may take to be there.
    static let connectWithin: Int32 = 2_000
    /// How long bytes may wait to go out.
    static let writeWithin: Int32 = 500
    private static let readByteCount = 4_096

    let descriptor: Int32
    private let line: LineAddress

    init(_ line: LineAddress) throws(LinkFailure) {
        self.line = line
        switch line {
        case .serial(let path, _): descriptor = try Self.serial(path, line)
        case .tcp(let host, let port): descriptor = try Self.tcp(host, port, line)
        case .unix(let path): descriptor = try Self.unix(path, line)
        }
    }

    deinit { close(descriptor) }

    // MARK: Opening

    private static func serial(_ path: String, _ line: LineAddress) throws(LinkFailure) -> Int32 {
        let descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw LinkFailure(line, "cannot be opened", errno) }
        do throws(LinkFailure) {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                throw LinkFailure(line, "cannot be had alone", errno)
            }
            var settings = termios()
            guard tcgetattr(descriptor, &settings) == 0 else {
                throw LinkFailure(line, "is no serial line", errno)
            }
            // Eight bits, no parity, one stop bit, nothing read into any of them.
            cfmakeraw(&settings)
            settings.c_cflag &= ~tcflag_t(CSTOPB)
            settings.c_cflag &= ~tcflag_t(CRTSCTS)
            settings.c_cflag |= tcflag_t(CLOCAL) | tcflag_t(CREAD)
            guard cfsetspeed(&settings, line.speed) == 0,
                tcsetattr(descriptor, TCSANOW, &settings) == 0
            else { throw LinkFailure(line, "does not take its speed", errno) }
            tcflush(descriptor, TCIOFLUSH)
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func tcp(
        _ host: String, _ port: UInt16, _ line: LineAddress
    ) throws(LinkFailure) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else {
            throw LinkFailure("\(line.text): nobody knows where '\(host)' is; check the name")
        }
        defer { freeaddrinfo(found) }
        var problem = ECONNREFUSED
        for entry in sequence(first: found, next: { $0.pointee.ai_next }).prefix(4) {
            let one = entry.pointee
            let made = connected(one.ai_family, one.ai_addr, one.ai_addrlen)
            if made.descriptor >= 0 {
                var on: Int32 = 1
                setsockopt(
                    made.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on,
                    socklen_t(MemoryLayout<Int32>.size))
                return made.descriptor
            }
            problem = made.problem
        }
        throw LinkFailure(line, "does not answer", problem)
    }

    private static func unix(_ path: String, _ line: LineAddress) throws(LinkFailure) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // Shorter than the place for it: `LineAddress` sees to that.
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let made = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connected(AF_UNIX, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard made.descriptor >= 0 else { throw LinkFailure(line, "does not answer", made.problem) }
        return made.descriptor
    }

    private static func connected(
        _ family: Int32, _ address: UnsafePointer<sockaddr>?, _ count: socklen_t
    ) -> (descriptor: Int32, problem: Int32) {
        let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = socket(family, Int32(kind), 0)
        guard descriptor >= 0 else { return (-1, errno) }
        if connect(descriptor, address, count) == 0 { return (descriptor, 0) }
        var problem = errno
        if problem == EINPROGRESS {
            problem = ETIMEDOUT
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            if poll(&waiting, 1, connectWithin) == 1 {
                var size = socklen_t(MemoryLayout<Int32>.size)
                getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &problem, &size)
            }
        }
        if problem == 0 { return (descriptor, 0) }
        close(descriptor)
        return (-1, problem)
    }

    // MARK: Bytes

    /// Puts all of them on the wire.
    func write(_ bytes: [UInt8]) throws(LinkFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send($0) }
            if count > 0 {
                rest = rest.dropFirst(count)
                continue
            }
            guard count < 0, errno == EAGAIN || errno == EINTR else {
                throw LinkFailure(line, "cannot be written to", errno)
            }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&waiting, 1, Self.writeWithin) != 0 else {
                throw LinkFailure(line, "takes nothing any more", ETIMEDOUT)
            }
        }
    }

    /// A socket whose other end is gone answers instead of ending the process.
    private func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        if case .serial = line { return Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
        return Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// What has come, at most 4 KiB; nothing when nothing has.
    func read() throws(LinkFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.readByteCount)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        if count > 0 { return Array(bytes[..<count]) }
        if count < 0, errno == EAGAIN || errno == EINTR { return [] }
        throw LinkFailure(line, "has been cut", count == 0 ? EPIPE : errno)
    }
}
