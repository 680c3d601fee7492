import Foundation

/// Which fields a file of grants may have. A name that is not known is told: a mistyped `deny`
/// would else leave a door open.
enum GrantFileShape {
    private static let top: Set<String> = [
        "door", "zone", "version", "offset_minutes", "fail_mode", "anti_passback",
        "zone_numbers", "issuers", "grants", "bands", "deny",
    ]
    private static let parts: [String: Set<String>] = [
        "issuers": ["id", "algorithm", "public_key"],
        "grants": ["holder", "doors", "zones", "from", "until", "windows", "group", "staff"],
        "bands": ["band", "holder", "key"],
        "deny": ["holders", "bands", "tokens"],
    ]
    private static let window: Set<String> = ["days", "from", "until"]

    /// What is wrong with a file beside the kinds of its values.
    ///
    /// - Returns: `nil` when nothing is, or when a field is of another kind, which decoding tells.
    static func problem(in data: Data) throws -> String? {
        let read: Any
        do {
            read = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        } catch { return "it is not JSON" }
        guard let fields = read as? [String: Any] else {
            return "write one object, {\"door\": …}; docs/door.md has every field"
        }
        if let version = fields["version"] as? NSNumber,
            UInt64(version.stringValue) == nil
        {
            return "version is a whole number from 0 on"
        }
        if let unknown = unknown(fields, top, "") { return unknown }
        for (name, known) in parts.sorted(by: { $0.key < $1.key }) {
            let list = fields[name] as? [Any] ?? [fields[name] as Any]
            for (place, part) in list.enumerated() {
                let path = fields[name] is [Any] ? "\(name).\(place)." : "\(name)."
                guard let part = part as? [String: Any] else { continue }
                if let unknown = unknown(part, known, path) { return unknown }
                for (number, hours) in (part["windows"] as? [Any] ?? []).enumerated() {
                    guard let hours = hours as? [String: Any] else { continue }
                    let place = "\(path)windows.\(number)."
                    if let unknown = unknown(hours, window, place) { return unknown }
                }
            }
        }
        return nil
    }

    private static func unknown(
        _ fields: [String: Any], _ known: Set<String>, _ path: String
    ) -> String? {
        fields.keys.filter { !known.contains($0) }.min().map {
            "\(path)\($0.prefix(64)) is no field; docs/door.md has every field"
        }
    }
}
