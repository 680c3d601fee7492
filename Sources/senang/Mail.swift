import ArgumentParser
import Domain
import Foundation
import Kernel
import Mail
import Runtime

/// What carries letters to people, when the command line says so.
extension Serve {
    private static let settingsByteCountMax = 8_192

    /// - Throws: `ExitCode` when the settings cannot be read, or are not settings.
    func postman(_ engines: Engines) throws -> Postman {
        let settings = try mail.map { try Self.mailSettings($0) }
        return engines.postman(settings)
    }

    /// A file that only its owner can read: a password stands in it.
    static func mailSettings(_ path: String) throws -> MailSettings {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let rights = (attributes?[.posixPermissions] as? NSNumber)?.intValue,
            let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: settingsByteCountMax)
        else { throw DoorFiles.end("\(path) cannot be read", Ending.configuration) }
        guard rights & 0o077 == 0 else {
            throw DoorFiles.end(
                "others can read \(path); run: chmod 600 \(path)", Ending.configuration)
        }
        do throws(MailSettings.Problem) {
            return try MailSettings(String(decoding: data, as: UTF8.self))
        } catch {
            throw DoorFiles.end("\(path): \(error)", Ending.configuration)
        }
    }
}

extension Engines {
    func postman(_ settings: MailSettings?) -> Postman {
        Postman(
            sequencer: sequencer,
            letters: settings.map { MailPost($0, secret: mailSecret) },
            quiet: settings?.quiet ?? .usual, clock: clock,
            civil: { [desk] in CivilTime(at: $0, in: desk.venue.timeZone) },
            terms: { [desk] in
                Postman.Terms(house: desk.venue.name, timeZone: desk.venue.timeZone)
            }, tell: { say("senang: \($0)") })
    }

    /// Sends what is owed, every two seconds. Runs until it is cancelled.
    func keepPosting(_ postman: Postman) async {
        while !Task.isCancelled {
            await postman.turn()
            try? await Task.sleep(for: .seconds(2))  // Cancelled: the loop ends.
        }
    }
}
