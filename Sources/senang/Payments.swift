import ArgumentParser
import Domain
import DoorKeys
import Foundation
import HTTPIntake
import Pages
import Payments
import Runtime
import WebPush

/// What the wallet offers when the command line says so: top-ups, and floats for tills.
extension Serve {
    static let paymentsRule =
        "--payments looks like https://api.example.org; http only on this machine"

    /// Where this server is called back, and where guests come back to.
    private var ownOrigin: String? {
        publicOrigin ?? (port == 0 ? nil : "http://127.0.0.1:\(port)")
    }

    func offers(_ engines: Engines) throws -> WalletRoutes.Offers {
        var offers = WalletRoutes.Offers()
        offers.topUps = try topUps(engines)
        offers.returnURL = (ownOrigin ?? "http://127.0.0.1") + "/"
        offers.floats = try floatKey.map { FloatKey(try DoorFiles.privateKey($0)) }
        return offers
    }

    /// What pages offer with the same keys.
    func pageOffers(
        _ engines: Engines, _ bandKeys: [BandKeyNumber: BandKeys], _ wallet: WalletRoutes.Offers,
        _ catalogue: Catalogue?
    ) -> PageRoutes.Offers {
        var offers = PageRoutes.Offers()
        offers.composer = catalogue.map { Composer($0) }
        offers.readBand = Engines.reading(bandKeys)
        offers.till = bandKeys.isEmpty ? nil : engines.tapDesk(bandKeys)
        offers.topUps = wallet.topUps
        offers.origin = ownOrigin
        return offers
    }

    private func topUps(_ engines: Engines) throws -> TopUps? {
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
