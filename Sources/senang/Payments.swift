import ArgumentParser
import Foundation
import Payments
import Runtime
import WebPush

/// The way to a payment provider, when there is one.
extension Serve {
    static let paymentsRule =
        "--payments looks like https://api.example.org; http only on this machine"

    /// Where this server is called back, and where guests come back to.
    var ownOrigin: String? {
        publicOrigin ?? (port == 0 ? nil : "http://127.0.0.1:\(port)")
    }

    func topUps(_ engines: Engines) throws -> TopUps? {
        guard let origin = payments.flatMap(PushServices.origin), let paymentsKey else {
            return nil
        }
        let provider = HostedCheckout(
            origin: origin, keys: try keys(in: paymentsKey),
            callbackURL: ownOrigin.map { $0 + "/v1/payments/callback" })
        return TopUps(
            sequencer: engines.sequencer, provider: provider, clock: engines.clock,
            terms: engines.cashier.terms, tell: { say("senang: \($0)") })
    }

    private func keys(in path: String) throws -> ProviderKeys {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let rights = (attributes?[.posixPermissions] as? NSNumber)?.intValue,
            let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: 4_096)
        else { throw DoorFiles.end("\(path) cannot be read", Ending.configuration) }
        guard rights & 0o077 == 0 else {
            throw DoorFiles.end(
                "others can read \(path); run: chmod 600 \(path)", Ending.configuration)
        }
        do throws(ProviderKeys.Problem) {
            return try ProviderKeys(String(decoding: data, as: UTF8.self))
        } catch {
            throw DoorFiles.end("\(path): \(error)", Ending.configuration)
        }
    }
}
