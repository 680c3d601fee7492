import ArgumentParser
import Domain
import DoorKeys
import Foundation
import Kernel

extension Wallet {
    struct Float: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Works on what tills may take while nobody can be asked.",
            subcommands: [Verify.self])
    }
}

extension Wallet.Float {
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says whether a till may sell on a float, without asking anybody.",
            discussion: """
                EXAMPLES
                  senang wallet float verify guest-1.float --public-key house.public --shop shop-1
                  senang wallet float verify guest-1.float --public-key house.public \\
                    --shop shop-1 --amount 450 --spent 1200

                The file is what POST /v1/floats answered as `float`, base64. Exit code 0 when the
                till may sell, 65 when it may not, with the reason.
                """)

        @Argument(help: "The file of the float.") var file: String
        @Option(help: "The house's public key: 64 hexadecimal digits, or a file of them.")
        var publicKey: String
        @Option(help: "The till's own account.") var shop: String
        @Option(help: "What is to be paid now, in minor units.") var amount: Int64 = 1
        @Option(help: "What was sold on it before, in minor units.") var spent: Int64 = 0
        @Option(help: "When, such as 2026-07-14T10:05:00Z; now without it.") var at: String?

        func run() throws {
            let key = try DoorFiles.publicKey(publicKey)
            let now = try DoorFiles.moment(at)
            let text = String(decoding: try DoorFiles.data(file, upTo: 4_096), as: UTF8.self)
            guard
                let bytes = Data(
                    base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)),
                let sealed = SealedFloat(Array(bytes))
            else { throw DoorFiles.end("\(file) is no float") }
            guard sealed.isSigned(by: key) else {
                throw DoorFiles.end("\(file) is not signed by this key: notSigned")
            }
            guard let shop = AccountID(shop) else { throw DoorFiles.end("'\(shop)' is no account") }
            let float = sealed.content
            do throws(TillFloat.Denial) {
                try float.judge(amount, after: spent, in: shop, at: now)
            } catch {
                throw DoorFiles.end("the till may not sell: \(error.rawValue)")
            }
            print(
                "\(float.account) pays in \(float.shop) until \(float.until.rfc3339): "
                    + "\(Money(minorUnits: float.amount.minorUnits - spent - amount, float.amount.currency)) is left"
            )
        }
    }
}
