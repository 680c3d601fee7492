import Glibc

/// Where a line to readers is.
public enum LineAddress: Equatable, Sendable {
    /// A serial device, such as an RS-485 adapter, and its speed in bits a second.
    case serial(String, bitsPerSecond: Int)
    /// A converter in the network that passes bytes on as they are.
    case tcp(host: String, port: UInt16)
    /// A socket on this machine, for trying.
    case unix(String)

    /// The speeds that the standard has.
    public static let speeds = [9_600, 19_200, 38_400, 57_600, 115_200]

    /// Reads `/dev/ttyUSB0`, `osdp+tcp://host:port` or `osdp+unix:///path`.
    ///
    /// - Parameter bitsPerSecond: Of a serial device. One of ``speeds``.
    /// - Returns: `nil` when it is none of these, or the speed is none.
    public init?(_ text: String, bitsPerSecond: Int = 9_600) {
        guard !text.contains("\0") else { return nil }
        if text.hasPrefix("osdp+tcp://") {
            let parts = text.dropFirst("osdp+tcp://".count)
            guard let colon = parts.lastIndex(of: ":"),
                let port = UInt16(parts[parts.index(after: colon)...]), port > 0
            else { return nil }
            let host = parts[..<colon].filter { $0 != "[" && $0 != "]" }
            guard !host.isEmpty, !host.contains("/") else { return nil }
            self = .tcp(host: host, port: port)
        } else if text.hasPrefix("osdp+unix://") {
            let path = String(text.dropFirst("osdp+unix://".count))
            guard path.hasPrefix("/"), path.utf8.count < 100 else { return nil }
            self = .unix(path)
        } else {
            guard text.hasPrefix("/"), Self.speeds.contains(bitsPerSecond) else { return nil }
            self = .serial(text, bitsPerSecond: bitsPerSecond)
        }
    }

    /// How it is called towards whoever runs it.
    public var text: String {
        switch self {
        case .serial(let path, _): path
        case .tcp(let host, let port): "osdp+tcp://\(host):\(port)"
        case .unix(let path): "osdp+unix://\(path)"
        }
    }

    /// Networks pass frames on in their own time; 9600 is the slowest that hangs behind one.
    var bitsPerSecond: Int {
        if case .serial(_, let bitsPerSecond) = self { bitsPerSecond } else { 9_600 }
    }

    var speed: speed_t {
        switch bitsPerSecond {
        case 19_200: speed_t(B19200)
        case 38_400: speed_t(B38400)
        case 57_600: speed_t(B57600)
        case 115_200: speed_t(B115200)
        default: speed_t(B9600)
        }
    }
}

/// Why a line to readers cannot be had.
public struct LinkFailure: Error, Equatable, CustomStringConvertible, Sendable {
    /// Which line, what is wrong with it, and what to do.
    public let sentence: String

    public var description: String { sentence }

    init(_ sentence: String) { self.sentence = sentence }

    init(_ line: LineAddress, _ what: String, _ number: Int32) {
        let reason = String(cString: strerror(number))
        let advice =
            switch (line, number) {
            case (.serial, ENOENT): "; plug the adapter in, and look for it in /dev/serial/by-id"
            case (.serial, EACCES): "; let this user into the group that owns it, often dialout"
            case (.serial, EWOULDBLOCK): "; another program has this line: stop that one"
            case (.serial, _): ""
            case (.tcp, _): "; check that the converter has power, and its address and port"
            case (.unix, _): "; start what listens there"
            }
        sentence = "\(line.text): \(what): \(reason)\(advice)"
    }
}
