import Domain
import DoorKeys
import Foundation
import Kernel

extension GrantFile {
    /// - Throws: The program's end, with what to mend.
    func snapshot(at now: Instant, file: String) throws -> DoorSnapshot {
        func wrong(_ what: String) -> any Error { DoorFiles.end("\(file): \(what)") }
        guard (-1_439...1_439).contains(offsetMinutes ?? 0) else {
            throw wrong("offset_minutes is -1439 to 1439")
        }
        let fails: [String: DoorFailMode] = ["closed": .closed, "open": .open]
        guard let failMode = fails[failMode ?? "closed"] else {
            throw wrong("fail_mode is closed or open")
        }
        guard (zoneNumbers ?? []).count <= DoorSnapshot.zoneNumberCountMax,
            (issuers ?? []).count <= DoorSnapshot.issuerCountMax,
            (grants ?? []).count <= DoorSnapshot.listCountMax,
            (bands ?? []).count <= DoorSnapshot.listCountMax
        else { throw wrong("a list is too long; docs/door.md has the bounds") }
        let rights = try (grants ?? []).enumerated().map { place, right in
            guard let grant = right.grant else {
                throw wrong(
                    "grants.\(place): from and until are moments, windows such as "
                        + "{\"days\": [\"mon\"], \"from\": \"07:00\", \"until\": \"19:00\"}")
            }
            guard grant.time.from < grant.time.until else {
                throw wrong("grants.\(place): until is not after from")
            }
            return grant
        }
        let worn = try (bands ?? []).map { band in
            guard let id = BandID(hexadecimal: band.band) else {
                throw wrong("bands: '\(band.band)' has not 14 hexadecimal digits")
            }
            return DoorBand(band: id, holder: band.holder, key: BandKeyNumber(band.key))
        }
        let signers = try (issuers ?? []).map { issuer in
            guard let read = issuer.issuer else {
                throw wrong(
                    "issuers: '\(issuer.id)': id is hexadecimal, algorithm EdDSA or ES256, "
                        + "public_key 32 or 65 bytes in hexadecimal")
            }
            return read
        }
        return DoorSnapshot(
            door: door, version: version, issuedAt: now,
            civil: CivilTime(offsetMinutes: offsetMinutes ?? 0), failMode: failMode,
            refusesPassback: antiPassback ?? false, zoneNumbers: zoneNumbers ?? [],
            issuers: signers,
            entries: rights.filter { $0.reaches(door, into: zone) }.map {
                DoorEntry(holder: $0.holder, isStaff: $0.isStaff, group: $0.group, time: $0.time)
            },
            bands: worn,
            denials: try denials(file))
    }

    /// A denial that cannot be read ends the program: left out, it would open a door.
    private func denials(_ file: String) throws -> DoorDenials {
        let bands = try (deny?.bands ?? []).map { text in
            guard let band = BandID(hexadecimal: text) else {
                throw DoorFiles.end("\(file): deny.bands: '\(text)' has not 14 hexadecimal digits")
            }
            return band
        }
        let tokens = try (deny?.tokens ?? []).map { text in
            guard let id = SunMessage.bytes(text),
                (1...DoorSnapshot.tokenByteCountMax).contains(id.count)
            else {
                throw DoorFiles.end("\(file): deny.tokens: '\(text)' is no id of 1 to 32 bytes")
            }
            return id
        }
        return DoorDenials(holders: deny?.holders ?? [], bands: bands, tokens: tokens)
    }
}

extension GrantFile.Right {
    fileprivate var grant: Grant? {
        guard let from = Instant(rfc3339: from.utf8), let until = Instant(rfc3339: until.utf8)
        else { return nil }
        let windows = (windows ?? []).map(\.window)
        guard windows.count <= GrantTime.windowCountMax, !windows.contains(nil) else {
            return nil
        }
        return Grant(
            holder: holder, doors: doors ?? [], zones: zones ?? [],
            time: GrantTime(from: from, until: until, windows: windows.compactMap { $0 }),
            group: group, isStaff: staff ?? false)
    }
}

extension GrantFile.Window {
    private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    fileprivate var window: WeekWindow? {
        var weekdays: UInt8 = 0
        for day in days {
            guard let place = Self.names.firstIndex(of: day) else { return nil }
            weekdays |= 1 << UInt8(place)
        }
        guard let from = Self.minute(from), let until = Self.minute(until) else { return nil }
        return WeekWindow(weekdays: weekdays, from: from, until: until)
    }

    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0...24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}

extension GrantFile.Issuer {
    fileprivate var issuer: TokenIssuer? {
        let algorithms: [String: TokenIssuer.Algorithm] = ["EdDSA": .edDSA, "ES256": .es256]
        guard let algorithm = algorithms[algorithm], let id = SunMessage.bytes(id),
            let key = SunMessage.bytes(publicKey)
        else { return nil }
        return TokenIssuer(id: id, algorithm: algorithm, publicKey: key)
    }
}
